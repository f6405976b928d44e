"""What is plugged into what: boards into shelves, shelves into elements, modules into devices, and so to the site.

The place of a unit is told by its columns (:func:`planner.core.columns.exports.role_of`): an element with rack, shelf,
slot and port; an index and the index it is contained in (RFC 6933); or the name, tag or serial number of its parent.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.core.columns.exports import Role, role_of
from planner.core.columns.texts import is_placeholder, normal_name
from planner.core.model import Item, RowFields

SheetKey = tuple[str, str]  # file and sheet
_LEVELS: tuple[Role, ...] = ("rack", "shelf", "slot", "subslot", "port")
_PLACES: frozenset[Role] = frozenset({*_LEVELS, "bay", "name"})
_NAMED_PLACES: frozenset[Role] = frozenset({"bay", "name", "parent"})  # places that are no address
_INSIDE: frozenset[Role] = _PLACES | {"index", "parent", "inside"}  # cells of a unit inside its element
_DEEPEST = 32  # more levels than any chassis has: a loop in the data


def link_parents(
    items: Sequence[Item], headers: Mapping[SheetKey, Iterable[str]], between: Iterable[RowFields] = ()
) -> Sequence[Item]:
    """The items in the same order, each with the id of the unit it is plugged into, and with that unit's site where
    it names none itself. ``headers`` are the column headers of every sheet read, by file and sheet; ``between`` are
    rows that are no items but stand between them, such as the slot between a board and its chassis.

    Without any column that tells a place inside other gear they come back as they are.
    """
    roles = {sheet: {role for word in words if (role := role_of(word))} for sheet, words in headers.items()}
    placed = {sheet for sheet, found in roles.items() if _tells_a_parent(found)}
    if not placed:
        return items
    able = placed | {sheet for sheet, found in roles.items() if found & {"element", "name", "tag"}}
    return _linked(items, placed, able, any("parent" in roles[sheet] for sheet in placed), between)


def _tells_a_parent(roles: Collection[Role]) -> bool:
    if "parent" in roles or ("index" in roles and "inside" in roles):
        return True
    return "element" in roles and not _PLACES.isdisjoint(roles)


@dataclass(slots=True)
class _Unit:
    """One item's place: the cells that tell it, its address (element, rack, shelf …), the walk its index counts in.

    ``site`` is "" where the site is unknown or only the element's own name, for want of a better one.
    """

    item: Item
    cells: dict[Role, str]
    address: tuple[str, ...] = ()
    site: str = ""
    scope: tuple[object, ...] = ()


@dataclass(slots=True)
class _Register:
    """Everything that may be a parent, by address, by index and by name; a name that two bear points to 0.

    ``tagged``: parents are also called by tag and serial number, for some column names a parent.
    """

    tagged: bool
    by_address: dict[tuple[str, ...], int] = field(default_factory=dict)  # the site in front
    elsewhere: dict[tuple[str, ...], int] = field(default_factory=dict)  # whatever the site; 0 when at several
    sites: dict[int, str] = field(default_factory=dict)
    by_index: dict[tuple[object, ...], int] = field(default_factory=dict)
    by_name: dict[str, int] = field(default_factory=dict)
    blocks: dict[tuple[object, ...], int] = field(default_factory=dict)


def _linked(
    items: Sequence[Item],
    placed: Collection[SheetKey],
    able: Collection[SheetKey],
    tagged: bool,
    between: Iterable[RowFields],
) -> Sequence[Item]:
    register = _Register(tagged)
    roles: dict[str, Role | None] = {}
    inside = [Item(-n, "", f.layout.file, f.layout.sheet, f.row, f) for n, f in enumerate(between, start=1)]
    units = [_unit(item, roles) for item in _in_order(items, inside) if (item.file, item.sheet) in able]
    for unit in units:
        _enter(unit, register)
    parents: dict[int, int] = {}
    for unit in units:
        if (unit.item.file, unit.item.sheet) in placed:
            parent = _parent_of(unit, register)
            if parent and parent != unit.item.id:
                parents[unit.item.id] = parent
    parents = {number: found for number in parents if number > 0 and (found := _unit_above(number, parents))}
    sites = {item.id: item.site for item in items}
    sites.update({unit.item.id: None for unit in units if unit.item.id in parents and not unit.site})
    return tuple(_with_parent(item, parents, sites) if item.id in parents else item for item in items)


def _in_order(items: Sequence[Item], inside: Sequence[Item]) -> Iterable[Item]:
    """All of them sheet by sheet, as their rows follow one another."""
    if not inside:
        return items
    sheets = {key: at for at, key in enumerate(dict.fromkeys((i.file, i.sheet) for i in (*items, *inside)))}
    return sorted((*items, *inside), key=lambda item: (sheets[item.file, item.sheet], item.row))


def _unit_above(number: int, parents: Mapping[int, int]) -> int:
    """The first unit above, past the slots between; 0 when there is none."""
    for _ in range(_DEEPEST):
        number = parents.get(number, 0)
        if number >= 0:
            return number
    return 0


def _unit(item: Item, roles: dict[str, Role | None]) -> _Unit:
    cells: dict[Role, str] = {}
    for entry in item.fields:
        header = entry.header
        role = roles[header] if header in roles else roles.setdefault(header, role_of(header))
        if role and role not in cells and not is_placeholder(entry.text):
            cells[role] = entry.text
    site = normal_name(item.site or "")
    return _Unit(item, cells, _address(cells), "" if site == normal_name(cells.get("element", "")) else site)


def _enter(unit: _Unit, register: _Register) -> None:
    number, cells = unit.item.id, unit.cells
    register.sites[number] = unit.site
    if unit.address and _NAMED_PLACES.isdisjoint(cells):
        register.by_address.setdefault((unit.site, *unit.address), number)
        other = register.elsewhere.setdefault(unit.address, number)
        if register.sites.get(other, unit.site) != unit.site:
            register.elsewhere[unit.address] = 0
    for name in _names(unit, register.tagged):
        register.by_name[name] = number if name not in register.by_name else 0
    if "index" in cells:
        unit.scope = _index_scope(unit, register)
        register.by_index[(unit.scope, _whole(cells["index"]))] = number


def _names(unit: _Unit, tagged: bool) -> set[str]:
    """What others may call this unit: its name, its element's when it is the element itself, tag and serial numbers."""
    cells, item = unit.cells, unit.item
    if item.id < 0:
        return set()
    texts = [cells.get("name")]
    if tagged:
        texts += [cells.get("tag"), item.asset_id, *item.serials]
    if _INSIDE.isdisjoint(cells):
        texts.append(cells.get("element"))
    return {key for text in texts if text and (key := normal_name(text))}


def _index_scope(unit: _Unit, register: _Register) -> tuple[object, ...]:
    """The walk of one device: its name, and without one a new walk begins where an index comes again."""
    item, cells = unit.item, unit.cells
    base = (item.file, item.sheet, normal_name(cells.get("element", "")))
    scope = (*base, register.blocks.setdefault(base, 0))
    if (scope, _whole(cells["index"])) in register.by_index:
        register.blocks[base] += 1
        scope = (*base, register.blocks[base])
    return scope


def _whole(text: str) -> str:
    return text[:-2] if text.endswith(".0") else text


def _address(cells: Mapping[Role, str]) -> tuple[str, ...]:
    """Element, rack, shelf, slot, subslot and port down to the last one filled; () without an element."""
    if "element" not in cells or "index" in cells:
        return ()
    return _trimmed((normal_name(cells["element"]), *(_whole(cells.get(level, "")) for level in _LEVELS)))


def _parent_of(unit: _Unit, register: _Register) -> int:
    """The id of the parent, 0 when nothing in the upload is it. A named parent counts more than an address."""
    cells, address = unit.cells, unit.address
    if unit.scope and "inside" in cells:
        return register.by_index.get((unit.scope, _whole(cells["inside"])), 0)
    if "parent" in cells and (found := register.by_name.get(normal_name(cells["parent"]), 0)):
        return found
    for length in range(len(address) - 1, 0, -1):
        if found := _at_address(_trimmed(address[:length]), unit.site, register):
            return found
    named = register.by_name.get(address[0], 0) if address else 0
    return named if not unit.site or register.sites.get(named) in ("", unit.site) else 0


def _at_address(address: tuple[str, ...], site: str, register: _Register) -> int:
    """The unit at this address of the same site; where either names no site, the address alone must do."""
    found = register.by_address.get((site, *address)) or register.by_address.get(("", *address))
    return found or (0 if site else register.elsewhere.get(address, 0))


def _trimmed(address: tuple[str, ...]) -> tuple[str, ...]:
    while len(address) > 1 and not address[-1]:
        address = address[:-1]
    return address


def _with_parent(item: Item, parents: Mapping[int, int], sites: Mapping[int, str | None]) -> Item:
    site = sites[item.id] or _inherited(item.id, parents, sites) or item.site
    return replace(item, parent=parents[item.id], site=site)


def _inherited(number: int, parents: Mapping[int, int], sites: Mapping[int, str | None]) -> str | None:
    for _ in range(_DEEPEST):
        number = parents.get(number, 0)
        if not number:
            return None
        if site := sites.get(number):
            return site
    return None

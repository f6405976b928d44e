"""Drafts to items: one name per site, duplicates told apart from second units, numbers and fingerprints."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress

from planner.core.columns.texts import normal_name
from planner.core.model import Item, ItemRows, ItemTable, Meaning, RowFields, column_index, maker_of
from planner.core.repeats import Repeat, says_otherwise
from planner.core.rows.drafts import Draft, DraftRows, Place
from planner.core.rows.fresh import FreshRows
from planner.core.rows.identity import Normal, cells_key, content, hashed, spot
from planner.core.rows.notebook import SHOWN_ROWS, Notebook
from planner.core.rows.serials import serial_key
from planner.core.rows.sites import Directory

_SHORTEST_SERIAL = 5  # shorter "serials" are unit counters (1, 2, 3), not names of one device
_FEW = 32  # so few rows are soon taken one by one

_make_item = maker_of(Item)


class _Places(dict[Place, tuple[str, str | None]]):
    """The identity of each place as the files have it, and the name it is shown under. ``otherwise`` are the names
    that are shown with other spaces or punctuation than they were typed with, since it was last emptied.
    """

    def __init__(self, directory: Directory) -> None:
        super().__init__()
        self._directory = directory
        self.otherwise: dict[str, str] = {}

    def __missing__(self, place: Place) -> tuple[str, str | None]:
        directory = self._directory
        found = self[place] = directory.own_key_of(place), directory.name_of(directory.key_of(place))
        typed, shown = place.id or place.name or "", found[1] or ""
        if _words(typed) != _words(shown) and normal_name(typed) == normal_name(shown):
            self.otherwise[typed] = shown
        return found


def _words(name: str) -> list[str]:
    return name.casefold().split()


@dataclass(slots=True)
class Finish:
    """What is known while drafts become items, in the order of files, sheets and rows.

    ``by_serial`` and ``by_position`` give the id of the first item of that serial number or place; ``otherwise`` are
    the duplicates that name other gear than the row they repeat.
    """

    directory: Directory
    notebooks: Sequence[Notebook]
    items: ItemTable = field(default_factory=ItemTable)
    copies: dict[tuple[int, int], str] = field(default_factory=dict)
    by_serial: dict[str, int] = field(default_factory=dict)
    by_cells: dict[tuple[object, ...], int] = field(default_factory=dict)
    by_position: dict[tuple[str, ...], int] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    normal: Normal = field(default_factory=Normal)
    copied: dict[int, list[Draft]] = field(default_factory=dict)
    kept: dict[int, int] = field(default_factory=dict)
    otherwise: list[Repeat] = field(default_factory=list)
    places: _Places = field(init=False)

    def __post_init__(self) -> None:
        self.places = _Places(self.directory)

    def take(self, sheet: int, drafts: Iterable[Draft | DraftRows]) -> None:
        """Number the drafts of a sheet; a duplicate is set aside, with the address of what it repeats."""
        self.copied, self.kept = {}, {}
        for entry in drafts:
            if isinstance(entry, DraftRows):
                self._take_rows(sheet, entry)
            else:
                self._take_one(sheet, entry)
        for row in self.copied.keys() & self.kept.keys():
            self._hold_cells(self.kept[row], self.copied[row])
        self._tell_spellings(self.notebooks[sheet])

    def _tell_spellings(self, notebook: Notebook) -> None:
        """Name the sites that are shown otherwise than a sheet has them."""
        found, self.places.otherwise = self.places.otherwise, {}
        if found:
            shown = [f"{typed} as {name}" for typed, name in list(found.items())[:SHOWN_ROWS]]
            more = f" and {len(found) - SHOWN_ROWS} more" if len(found) > SHOWN_ROWS else ""
            notebook.say("site-spelled-otherwise", names=", ".join(shown) + more)

    def _take_rows(self, sheet: int, rows: DraftRows) -> None:
        """All at once if none repeats anything, else in ever smaller parts: repeats are few, or all over."""
        length = len(rows.numbers)
        if length <= _FEW:
            for draft in rows.drafts():
                self._take_one(sheet, draft)
            return
        places = list(map(self.places.__getitem__, rows.places))
        fresh = FreshRows(sheet, rows, [key for key, _ in places], self.normal)
        if fresh.known_to(self.by_serial, self.by_position, self.by_cells):
            self._take_rows(sheet, rows.part(0, length // 2))
            self._take_rows(sheet, rows.part(length // 2, length))
            return
        first = len(self.items) + 1
        fresh.enter(first, self.by_serial, self.by_position, self.by_cells, self.seen)
        layout, numbers, texts, cells, _, moved, columns = rows
        sites = [site for _, site in places]
        self.items.add_rows(ItemRows(first, layout, numbers, texts, cells, moved, sites, columns, fresh.fingerprint))

    def _take_one(self, sheet: int, draft: Draft) -> None:
        key, site = self.places[draft.place]
        serials = [serial_key(serial) for serial in draft.serials]
        first = self._repeated(sheet, draft, serials, key, site)
        if first:
            self.copies[sheet, draft.row] = first
            self.copied.setdefault(draft.row, []).append(draft)
        else:
            self.kept.setdefault(draft.row, len(self.items) + 1)
            self._keep(sheet, draft, serials, key, site)

    def _hold_cells(self, number: int, copied: Iterable[Draft]) -> None:
        """Where one piece of a row is an item and another repeats one, the item keeps the cells of both."""
        item = self._item(number)
        held = {entry.cell.column for entry in item.fields if entry.cell.row == item.row}
        cells = [entry for draft in copied for entry in draft.fields if entry.cell.row == item.row]
        more = {e.cell.column: replace(e, meaning="ignore") for e in cells if e.cell.column not in held}
        if more and isinstance(item.fields, RowFields):
            moved = (*item.fields.moved, *((column_index(letter), entry) for letter, entry in more.items()))
            self.items.put(number, replace(item, fields=replace(item.fields, moved=moved)))

    def repeats(self, sheet: int) -> dict[int, str]:
        """The rows of a sheet that only repeat others, each with the address of the cell that it repeats."""
        return {row: where for (number, row), where in self.copies.items() if number == sheet}

    def tell_sites_found(self, items: Iterable[Item]) -> None:
        """``items`` are ours with the sites of what they are plugged into: these rows do not miss one any more."""
        placed: dict[tuple[str, str], set[int]] = {}
        for item in items:
            if item.site:
                placed.setdefault((item.file, item.sheet), set()).add(item.row)
        for notebook in self.notebooks:
            missing = notebook.tallies.get("site-missing", [])
            found = placed.get((notebook.file, notebook.sheet), set())
            missing[:] = [row for row in missing if row not in found]

    def _keep(self, sheet: int, draft: Draft, serials: Sequence[str], key: str, site: str | None) -> None:
        notebook, number = self.notebooks[sheet], len(self.items) + 1
        fingerprint = self._fingerprint(draft, serials, key)
        item = _make_item(number, fingerprint, notebook.file, notebook.sheet, draft.row, draft.fields, site, *draft[3:])
        for serial in serials:
            self.by_serial.setdefault(serial, number)
        if draft.position:
            self.by_position.setdefault(self._spot(draft, key), number)
        self.items.add(item)

    def _item(self, number: int) -> Item:
        return self.items[number - 1]

    def _spot(self, draft: Draft, key: str) -> tuple[str, ...]:
        return spot(self.normal, key, draft.model, draft.position)

    def _fingerprint(self, draft: Draft, serials: Sequence[str], site: str) -> str:
        """The fingerprint, which counts how often the same was said before: of gear without a serial number by what
        was said, of the others by the first fingerprint, for rows kept together are not hashed until somebody asks.
        """
        said = content(self.normal, site, draft[3:])
        for number in {self.by_serial[serial] for serial in serials if serial in self.by_serial}:
            self.seen.setdefault(self._item(number).fingerprint, 1)
        name = hashed(said, 0) if serials else said
        count = self.seen.get(name, 0)
        self.seen[name] = count + 1
        return hashed(said, count)

    def _repeated(self, sheet: int, draft: Draft, serials: Sequence[str], key: str, site: str | None) -> str | None:
        """The address of the row that this one repeats; None when it tells of gear of its own."""
        if serials and not self.by_serial.keys().isdisjoint(serials):
            first = self._same_serials(sheet, draft, serials, site)
            if first:
                self._set_aside(sheet, draft, first, site)
                return _address(first, "serial", self.notebooks[sheet])
        if draft.position and draft.model and key:
            there = self.by_position.get(self._spot(draft, key))
            if there and _could_be_one(self._item(there), draft):
                where = _address(self._item(there), "position", self.notebooks[sheet])
                self.notebooks[sheet].say("duplicate-position", draft.position, draft.row, where=where)
                self._set_aside(sheet, draft, self._item(there), site)
                return where
        return None if serials else self._same_cells(sheet, draft)

    def _set_aside(self, sheet: int, draft: Draft, first: Item, site: str | None) -> None:
        """Keep what a duplicate says that names other gear than the row it repeats: its own evidence is looked at."""
        if says_otherwise(first, draft.maker, draft.model):
            notebook = self.notebooks[sheet]
            item = _make_item(0, "", notebook.file, notebook.sheet, draft.row, draft.fields, site, *draft[3:])
            self.otherwise.append(Repeat(item, first.id))

    def _same_cells(self, sheet: int, draft: Draft) -> str | None:
        first = self.by_cells.setdefault(cells_key(sheet, draft.fields), draft.row)
        if first == draft.row:
            return None
        notebook = self.notebooks[sheet]
        if draft.asset_id:
            notebook.tally("duplicate-row", draft.row)
            letter = next((entry.cell.column for entry in draft.fields if entry.meaning == "asset_id"), "")
            return f"{notebook.sheet}!{letter}{first}"
        notebook.tally("row-repeated", draft.row)
        return None

    def _same_serials(self, sheet: int, draft: Draft, serials: Sequence[str], site: str | None) -> Item | None:
        long = [len(serial) >= _SHORTEST_SERIAL for serial in draft.serials]
        keys = list(compress(serials, long))
        known = [self.by_serial[key] for key in keys if key in self.by_serial]
        if not known:
            return None
        first, serial = self._item(known[0]), draft.serials[0]
        notebook = self.notebooks[sheet]
        where = f"{first.sheet}!{first.row}" + (f" in {first.file}" if first.file != notebook.file else "")
        if len(known) < len(draft.serials) or len(set(known)) > 1 or _contradicts(first, draft):
            told = _told_apart(first, draft) if _contradicts(first, draft) else ""
            notebook.say("serial-seen-before", serial, draft.row, where=where, told=told)
            return None
        elsewhere = first.site and site and first.site != site
        where += f", at another site ({first.site})" if elsewhere else ""
        notebook.say("duplicate-serial", serial, draft.row, where=where)
        return first


def _address(item: Item, meaning: Meaning, seen_from: Notebook) -> str:
    """Where an item stands, by its cell of this meaning: ``Sites!B17``, with the file's name from another file."""
    letter = next((entry.cell.column for entry in item.fields if entry.meaning == meaning), "")
    elsewhere = f" in {item.file}" if item.file != seen_from.file else ""
    return f"{item.sheet}!{letter}{item.row}{elsewhere}"


def _could_be_one(first: Item, second: Draft) -> bool:
    """Nothing speaks against two rows of one model in one position being the same unit."""
    if (first.serials and second.serials) or first.quantity != second.quantity or _contradicts(first, second):
        return False
    told = ((first.asset_id, second.asset_id), (first.mac, second.mac), (first.part_number, second.part_number))
    return all(not one or not other or one == other for one, other in told)


def _contradicts(first: Item, second: Draft) -> bool:
    """Two rows cannot be one device when both name a model, or a maker, and these have nothing in common."""
    return _differ(first.model, second.model) or _differ(first.maker, second.maker)


def _told_apart(first: Item, second: Draft) -> str:
    """What each of two rows with one serial number says it is."""
    here, there = (" ".join(filter(None, (row.maker, row.model))) for row in (second, first))
    return f'; that row says "{there}", this one "{here}", and each was counted'


def _differ(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return False
    first, second = normal_name(one).replace("-", ""), normal_name(other).replace("-", "")
    return first not in second and second not in first and first[:4] != second[:4]

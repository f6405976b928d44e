"""Drafts to items: one name per site, duplicates told apart from second units, numbers and fingerprints."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress

from planner.core.columns.texts import normal_name
from planner.core.model import Item, Meaning, maker_of
from planner.core.rows.drafts import Draft, Place
from planner.core.rows.notebook import Notebook
from planner.core.rows.serials import serial_key
from planner.core.rows.sites import Directory

_SHORTEST_SERIAL = 5  # shorter "serials" are unit counters (1, 2, 3), not names of one device
_MOST_KEPT = 100_000


class _Normal(dict[str | None, str]):
    """Words without case and with single spaces, each worked out once."""

    def __missing__(self, word: str | None) -> str:
        if len(self) > _MOST_KEPT:
            self.clear()
        value = self[word] = _plain(word or "")
        return value


def _plain(word: str) -> str:
    return " ".join(word.casefold().split())


_make_item = maker_of(Item)


@dataclass(slots=True)
class Finish:
    """What is known while drafts become items, in the order of files, sheets and rows."""

    directory: Directory
    notebooks: Sequence[Notebook]
    items: list[Item] = field(default_factory=list)
    copies: dict[tuple[int, int], str] = field(default_factory=dict)
    by_serial: dict[str, Item] = field(default_factory=dict)
    by_cells: dict[tuple[object, ...], int] = field(default_factory=dict)
    by_position: dict[tuple[str, ...], Item] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    normal: _Normal = field(default_factory=_Normal)
    places: dict[Place, tuple[str, str | None]] = field(default_factory=dict)

    def take(self, sheet: int, drafts: Iterable[Draft]) -> None:
        """Number the drafts of a sheet; a duplicate is set aside, with the address of what it repeats."""
        for draft in drafts:
            key, site = self.places.get(draft.place) or self._where(draft.place)
            serials = [_serial_key(serial) for serial in draft.serials]
            first = self._repeated(sheet, draft, serials, key, site)
            if first:
                self.copies[sheet, draft.row] = first
            else:
                self._keep(sheet, draft, serials, key, site)

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

    def _where(self, place: Place) -> tuple[str, str | None]:
        """The identity of a place as the files have it, and the name it is shown under."""
        directory = self.directory
        found = self.places[place] = directory.own_key_of(place), directory.name_of(directory.key_of(place))
        return found

    def _keep(self, sheet: int, draft: Draft, serials: Sequence[str], key: str, site: str | None) -> None:
        notebook, items = self.notebooks[sheet], self.items
        fingerprint = self._fingerprint(draft, key)
        item = _make_item(
            len(items) + 1, fingerprint, notebook.file, notebook.sheet, draft.row, draft.fields, site, *draft[3:]
        )
        for serial in serials:
            self.by_serial.setdefault(serial, item)
        if draft.position:
            self.by_position.setdefault(self._spot(draft, key), item)
        items.append(item)

    def _spot(self, draft: Draft, key: str) -> tuple[str, ...]:
        return key, normal_name(draft.model or ""), self.normal[draft.position]

    def _fingerprint(self, draft: Draft, site: str) -> str:
        normal = self.normal
        serials = [_plain(serial) for serial in draft.serials]
        words = (
            normal[site], normal[draft.maker], normal[draft.model], normal[draft.part_number], *serials,
            normal[draft.description], str(draft.quantity),
        )  # fmt: skip
        content = "\x1f".join(words)
        first = _hashed(content, 0)
        count = self.seen.get(first, 0)
        self.seen[first] = count + 1
        return _hashed(content, count) if count else first

    def _repeated(self, sheet: int, draft: Draft, serials: Sequence[str], key: str, site: str | None) -> str | None:
        """The address of the row that this one repeats; None when it tells of gear of its own."""
        if serials and not self.by_serial.keys().isdisjoint(serials):
            first = self._same_serials(sheet, draft, serials, site)
            if first:
                return _address(first, "serial", self.notebooks[sheet])
        if draft.position and draft.model and key:
            there = self.by_position.get(self._spot(draft, key))
            if there and _could_be_one(there, draft):
                where = _address(there, "position", self.notebooks[sheet])
                self.notebooks[sheet].say("duplicate-position", draft.position, draft.row, where=where)
                return where
        return None if serials else self._same_cells(sheet, draft)

    def _same_cells(self, sheet: int, draft: Draft) -> str | None:
        first = self.by_cells.setdefault(_cells_key(sheet, draft), draft.row)
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
        first, serial = known[0], draft.serials[0]
        notebook = self.notebooks[sheet]
        where = f"{first.sheet}!{first.row}" + (f" in {first.file}" if first.file != notebook.file else "")
        if len(known) < len(draft.serials) or len({other.id for other in known}) > 1 or _contradicts(first, draft):
            notebook.say("serial-seen-before", serial, draft.row, where=where)
            return None
        elsewhere = first.site and site and first.site != site
        where += f", at another site ({first.site})" if elsewhere else ""
        notebook.say("duplicate-serial", serial, draft.row, where=where)
        return first


def _hashed(content: str, count: int) -> str:
    return hashlib.sha256(f"{content}\x1e{count}".encode("utf-8", "surrogatepass")).hexdigest()


def _cells_key(sheet: int, draft: Draft) -> tuple[object, ...]:
    """Equal for rows of one sheet that say the same in every cell, wherever it was filled in from."""
    fields = draft.fields
    texts = fields.texts
    if fields.moved:
        said = {entry.cell.column: entry.text for entry in fields}
        shown = tuple([said.pop(letter, "") for letter in fields.layout.letters])
        texts = shown if not said and len(shown) - shown.count("") == len(fields) else ()
        if not texts:
            return (sheet, tuple([(entry.cell.column, entry.text) for entry in fields]))
    return (sheet, texts if texts[-1] else texts[: max(place for place, text in enumerate(texts) if text) + 1])


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


def _serial_key(serial: str) -> str:
    return serial if serial.isascii() and serial.isdecimal() else serial_key(serial)


def _contradicts(first: Item, second: Draft) -> bool:
    """Two rows cannot be one device when both name a model, or a maker, and these have nothing in common."""
    return _differ(first.model, second.model) or _differ(first.maker, second.maker)


def _differ(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return False
    first, second = normal_name(one).replace("-", ""), normal_name(other).replace("-", "")
    return first not in second and second not in first and first[:4] != second[:4]

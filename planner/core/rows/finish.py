"""Drafts to items: one name per site, duplicates told apart from second units, numbers and fingerprints."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from planner.core.columns.texts import normal_name
from planner.core.model import Item
from planner.core.rows.drafts import Draft
from planner.core.rows.notebook import Notebook
from planner.core.rows.sites import Directory

_SHORTEST_SERIAL = 5  # shorter "serials" are unit counters (1, 2, 3), not names of one device


@dataclass(slots=True)
class Finish:
    """What is known while drafts become items, in the order of files, sheets and rows."""

    directory: Directory
    notebooks: Sequence[Notebook]
    items: list[Item] = field(default_factory=list)
    duplicates: set[tuple[int, int]] = field(default_factory=set)
    by_serial: dict[str, Item] = field(default_factory=dict)
    by_cells: dict[tuple[object, ...], int] = field(default_factory=dict)
    contents: dict[str, int] = field(default_factory=dict)

    def take(self, draft: Draft) -> None:
        """Number the draft, or set it aside as a duplicate (``duplicates`` then holds its sheet and row)."""
        key = self.directory.key_of(draft.place)
        site = self.directory.name_of(key)
        if self._is_duplicate(draft.sheet, draft.item, site):
            self.duplicates.add((draft.sheet, draft.item.row))
            return
        fingerprint = self._fingerprint(draft.item, key)
        item = replace(draft.item, id=len(self.items) + 1, site=site, fingerprint=fingerprint)
        for serial in item.serials:
            self.by_serial.setdefault(_serial_key(serial), item)
        self.items.append(item)

    def _fingerprint(self, item: Item, site: str) -> str:
        words = (site, item.maker, item.model, item.part_number, *item.serials, item.description, str(item.quantity))
        content = "\x1f".join(" ".join((word or "").casefold().split()) for word in words)
        count = self.contents.get(content, 0)
        self.contents[content] = count + 1
        return hashlib.sha256(f"{content}\x1e{count}".encode("utf-8", "surrogatepass")).hexdigest()

    def _is_duplicate(self, sheet: int, item: Item, site: str | None) -> bool:
        if item.serials:
            return self._same_serials(sheet, item, site)
        key = (sheet, *((f.cell.column, f.text) for f in item.fields))
        first = self.by_cells.setdefault(key, item.row)
        if first == item.row:
            return False
        notebook = self.notebooks[sheet]
        if item.asset_id:
            notebook.tally("duplicate-row", item.row)
            return True
        notebook.tally("row-repeated", item.row)
        return False

    def _same_serials(self, sheet: int, item: Item, site: str | None) -> bool:
        keys = [_serial_key(serial) for serial in item.serials if len(serial) >= _SHORTEST_SERIAL]
        known = [self.by_serial[key] for key in keys if key in self.by_serial]
        if not known:
            return False
        first, serial = known[0], item.serials[0]
        where = f"{first.sheet}!{first.row}" + (f" in {first.file}" if first.file != item.file else "")
        notebook = self.notebooks[sheet]
        if len(known) < len(item.serials) or len({other.id for other in known}) > 1 or _contradicts(first, item):
            notebook.add(
                "check", "serial-seen-before", serial, f"a serial number of this row already stands at {where}",
                "one row for each device; correct the serial number or remove the row", item.row,
            )  # fmt: skip
            return False
        moved = f", at another site ({first.site})" if first.site and site and first.site != site else ""
        notebook.add(
            "check", "duplicate-serial", serial, f"the same serial number as {where}{moved}; counted once",
            "nothing if it is the same device; else correct the serial number", item.row,
        )  # fmt: skip
        return True


def _serial_key(serial: str) -> str:
    return serial.replace(" ", "").casefold()


def _contradicts(first: Item, second: Item) -> bool:
    """Two rows cannot be one device when both name a model, or a maker, and these have nothing in common."""
    return _differ(first.model, second.model) or _differ(first.maker, second.maker)


def _differ(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return False
    first, second = normal_name(one).replace("-", ""), normal_name(other).replace("-", "")
    return first not in second and second not in first and first[:4] != second[:4]

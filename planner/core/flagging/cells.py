"""Which cells of a row may speak, and as what."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.core.flagging.pack import CellRole, RulePack
from planner.core.flagging.text import clean, shout
from planner.core.model import CellRef, FieldText, Item, Meaning

_BY_MEANING: dict[Meaning, CellRole] = {
    "maker": "maker", "model": "model", "part_number": "part_number", "serial": "serial", "mac": "mac",
    "description": "description", "notes": "notes", "status": "status", "site": "site", "site_name": "site",
}  # fmt: skip
# What a header may change: a "Replaces" column is often taken for a maker, model or description column.
_OPEN_TO_HEADERS = frozenset({"maker", "model", "part_number", "serial", "mac", "description", "notes", "skip"})
# "Replaced equipment" is the gear before where the row names its own gear, and the row's gear where it does not.
_GEAR = frozenset({"maker", "model"})
_LOOSE = frozenset({"description", "notes", "skip"})
_ELSEWHERE = frozenset({"history", "history_if_other", "future"})


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell's text in the role it may speak in; ``shouted`` is ``cleaned`` in upper case, place for place.
    ``sold`` says that the header asks who sold the gear, which need not be who made it.
    """

    role: CellRole
    header: str
    raw: str
    cleaned: str
    shouted: str
    cell: CellRef
    sold: bool = False


class CellReader:
    """Turns an item's fields into cells with roles, by the columns' meanings and the words of their headers."""

    def __init__(self, pack: RulePack) -> None:
        self._headers = [(rule.role, rule.pattern) for rule in pack.headers]
        self._roles: dict[tuple[Meaning, str], tuple[str, CellRole]] = {}

    def cells(self, item: Item) -> list[CellText]:
        """The cells that may speak, in the order of the row. Places, people and unknown columns stay silent."""
        fields = [*item.fields, *_unplaced(item)]
        roles = [self._role(field) for field in fields]
        named = any(role in _GEAR and header not in _ELSEWHERE for header, role in roles)
        settled = [(header, self._settle(header, role, named=named)) for header, role in roles]
        spoken = zip(fields, settled, strict=True)
        return [_cell(field, role, sold=header == "seller") for field, (header, role) in spoken if role != "skip"]

    def _role(self, field: FieldText) -> tuple[str, CellRole]:
        key = (field.meaning, field.header)
        if key not in self._roles:
            known = field.meaning == "ignore" or field.meaning in _BY_MEANING
            header = self._by_header(field.header) if known else "place"
            self._roles[key] = (header, _BY_MEANING.get(field.meaning, "skip"))
        return self._roles[key]

    def _by_header(self, header: str) -> str:
        words = re.sub(r"[_\s]+", " ", shout(clean(header)))
        return next((role for role, pattern in self._headers if pattern.search(words)), "")

    @staticmethod
    def _settle(header: str, role: CellRole, *, named: bool) -> CellRole:
        if role not in _OPEN_TO_HEADERS:
            return role
        match header:
            case "history" | "future":
                return "history" if header == "history" else "future"
            case "history_if_other":
                return "history" if named else role
            case "neighbor":
                return "skip"
            case "place" if role in _LOOSE:
                return "skip"
            case "software" | "fcc" | "part_number" if role == "skip":
                return _DEVICE_DATA[header]
        return role


_DEVICE_DATA: dict[str, CellRole] = {"software": "software", "fcc": "fcc", "part_number": "part_number"}


def _cell(field: FieldText, role: CellRole, *, sold: bool) -> CellText:
    cleaned = clean(field.text)
    return CellText(role, field.header, field.text, cleaned, shout(cleaned), field.cell, sold)


def _unplaced(item: Item) -> Iterator[FieldText]:
    """What the reader knew without a cell of this row (a merged or filled-down maker): the row stands for the cell."""
    filled = {field.meaning for field in item.fields}
    row = CellRef(item.file, item.sheet, "", item.row)
    for meaning, text in _attributes(item):
        if text and meaning not in filled:
            yield FieldText(meaning, "", row, text)


def _attributes(item: Item) -> Iterable[tuple[Meaning, str | None]]:
    return (
        ("maker", item.maker), ("model", item.model), ("part_number", item.part_number),
        ("serial", "; ".join(item.serials)), ("mac", item.mac), ("description", item.description),
        ("notes", item.notes), ("status", item.status),
    )  # fmt: skip

"""The first steps: the cells made comparable, as what each may speak, and what the words around a name do to it."""

from collections.abc import Iterator

from planner.core.flagging.facts import Readers
from planner.core.flagging.names import NameHit
from planner.core.flagging.waterfall.heard import Heard, HeardRow
from planner.core.flagging.waterfall.steps import Line, Step
from planner.core.flagging.waterfall.told import TIGHT, Teller, nothing, plural

_ROLES = {
    "maker": "says who made it",
    "model": "names the model",
    "part_number": "gives the part number",
    "serial": "gives the serial number",
    "mac": "gives the MAC address",
    "description": "describes the gear",
    "notes": "is a remark: covered names in it are only mentioned",
    "status": "says whether it is in use, removed or spare",
    "site": "names the place",
    "history": "is about the gear that was here before: covered names in it are only mentioned",
    "future": "is about what comes instead: covered names in it are only mentioned",
    "software": "is the device's own software text",
    "fcc": "gives the FCC ID",
}
_SOLD = "says who sold it: a known maker counts, a stranger does not"
_NAMED_IN = frozenset({"model", "part_number", "description", "software", "notes", "history", "future", "status"})


def compared(row: HeardRow) -> Step:
    """Each cell that may speak, as typed and as it is read."""
    lines = [_read(cell) for cell in row.cells] or [nothing("no filled cell of this row says anything about gear")]
    if row.silent:
        headers = ", ".join(field.header or field.cell.column for field in row.silent)
        lines.append(Line("looked at", f"{plural(len(row.silent), 'more cell')} not about the gear: {headers}"))
    return Step("normalise", "Cells made comparable", tuple(lines))


def _read(cell: Heard) -> Line:
    shouted = cell.cell.shouted
    same = shouted == cell.typed.upper()
    says = cell.header or _unplaced(cell)
    return Line("looked at", says, cell.at, cell.typed, "" if same else shouted)


def _unplaced(cell: Heard) -> str:
    """A cell without a header; a maker filled down from above stands in no cell of the row."""
    return f"column {cell.at.rpartition('!')[2].rstrip('0123456789')}" if cell.at else "known from elsewhere"


class RoleTeller:
    """Tells as what cells speak, and of which names they speak otherwise than plainly."""

    def __init__(self, readers: Readers, teller: Teller) -> None:
        self._readers = readers
        self._teller = teller

    def step(self, row: HeardRow) -> Step:
        """The role of each cell, and the names in it that are denied, remembered, planned or supposed."""
        lines = [line for cell in row.cells for line in (_role(cell), *self._turned(cell))]
        if not lines:
            lines = [nothing("no cell may speak")]
        elif not any(line.state != "looked at" for line in lines):
            lines.append(nothing("no covered name is denied, remembered, planned or only supposed"))
        return Step("role", "What each cell may say", tuple(lines))

    def _turned(self, cell: Heard) -> Iterator[Line]:
        seen: set[str] = set()
        for text, stance in (*self._names(cell), *self._models(cell)):
            told = self._teller.stance(cell, text, stance)
            if told and told not in seen:
                seen.add(told)
                state = {"uncertain": "looked at", "place": "set aside"}.get(stance, "mentioned")
                yield Line(state, told, cell.at, text)  # type: ignore[arg-type]  # states by name

    def _names(self, cell: Heard) -> Iterator[tuple[str, str]]:
        hits: tuple[NameHit, ...] = ()
        if cell.role == "maker":
            hits = self._readers.names.in_maker_cell(cell.cell.shouted).hits
        elif cell.role in _NAMED_IN:
            hits = self._readers.names.in_text(cell.cell.shouted)
        covered = (hit for hit in hits if hit.rule.entity)
        return ((cell.cell.cleaned[hit.start : hit.end], hit.stance) for hit in covered)

    def _models(self, cell: Heard) -> Iterator[tuple[str, str]]:
        if cell.role not in _NAMED_IN | {"maker"} or cell.role == "software":
            return iter(())
        found = self._readers.models.read(cell.cell.cleaned, tight=cell.role in TIGHT)
        return ((hit.text, hit.stance) for hit in found)


def _role(cell: Heard) -> Line:
    says = _SOLD if cell.cell.sold else _ROLES.get(cell.role, cell.role)
    return Line("looked at", says, cell.at, cell.header)

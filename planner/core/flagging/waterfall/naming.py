"""The steps about names of makers: exact ones first, then near misses."""

from planner.core.flagging.facts import Readers
from planner.core.flagging.pack import CellRole
from planner.core.flagging.waterfall.heard import Heard, HeardRow
from planner.core.flagging.waterfall.sources import Sources
from planner.core.flagging.waterfall.steps import Line, Step
from planner.core.flagging.waterfall.told import Teller, listed, nothing

NEAR = "maker-near-miss"
_TEXT: tuple[CellRole, ...] = (
    "model",
    "part_number",
    "description",
    "software",
    "notes",
    "status",
    "history",
    "future",
)
_TOO_SHORT = ("abbreviation", "review", "split")


class NameTeller:
    """Tells which makers the cells of a row name."""

    def __init__(self, readers: Readers, sources: Sources, teller: Teller) -> None:
        self._readers = readers
        self._sources = sources
        self._teller = teller

    def exact(self, row: HeardRow) -> Step:
        """The names of makers, covered and others, as the pack has them."""
        found = [
            self._teller.line(row, cell, hit)
            for cell, hit in row.hits("model_families", "device_identifiers", "mac_owners", others=True)
            if hit.fact.rule != NEAR
        ]
        spoken = {line.cell for line in found}
        silent = [self._silent(cell) for cell in row.of_role("maker") if cell.at not in spoken]
        doubted = [line for cell in row.of_role(*_TEXT) for line in self._doubted(cell)]
        lines = [*found, *silent, *doubted]
        if not row.of_role("maker"):
            lines.insert(0, nothing("the row has no filled maker cell"))
        if cells := [cell.at or cell.role for cell in row.of_role(*_TEXT) if cell.at not in spoken]:
            lines.append(nothing(f"no name of a maker in {listed(cells)}"))
        return Step("alias", "Names of makers, exact", tuple(lines))

    def _silent(self, cell: Heard) -> Line:
        """Why a filled maker cell proves nothing."""
        shouted = cell.cell.shouted
        reading = self._readers.names.in_maker_cell(shouted)
        if reading.hits:
            says = "a name, but only in a way that proves nothing here (see above)"
        elif reading.stranger and cell.cell.sold:
            says = "a stranger who sold the gear, which says nothing of who made it"
        elif reading.stranger:
            says = "a model typed into the maker column; it names nobody"
        else:
            says = "names no maker that we know"
        return nothing(says, cell.at, cell.typed)

    def _doubted(self, cell: Heard) -> list[Line]:
        hits = self._readers.names.in_text(cell.cell.shouted)
        short = [hit for hit in hits if hit.rule.in_text is None and hit.rule.entity and hit.rule.kind in _TOO_SHORT]
        lines = []
        for hit in short:
            text, origin = cell.cell.cleaned[hit.start : hit.end], self._sources.of_name(hit.rule)
            says = f'"{text}" may stand for {hit.rule.entity}, but is too short to be believed outside the maker cell'
            lines.append(Line("set aside", says, cell.at, text, "", hit.rule.rule, "", *origin))
        return lines

    def near(self, row: HeardRow) -> Step:
        """Names in the maker cell that are a slip or two away from a covered one."""
        lines = [self._teller.line(row, cell, hit) for cell, hit in row.hits("maker_cell") if hit.fact.rule == NEAR]
        met = {line.cell for line in lines}
        makers = row.of_role("maker")
        says = "no other word is within two letters of a covered name"
        lines += [nothing(says, cell.at, cell.typed) for cell in makers if cell.at not in met]
        return Step(
            "fuzzy", "Names of makers, misspelled", tuple(lines or [nothing("no maker cell, so nothing to compare")])
        )

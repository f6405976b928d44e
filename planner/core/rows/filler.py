"""A row's cells with merged blocks and ditto marks filled in."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from planner.core.columns.mapping import Column
from planner.core.columns.page import Page
from planner.core.model import Meaning
from planner.core.rows.drafts import Filled
from planner.core.rows.filling import NEVER_REPEATED, Merges, Source, is_ditto
from planner.core.rows.ledger import Cell
from planner.core.rows.notebook import Notebook

_NAMES_GEAR: frozenset[Meaning] = frozenset({"maker", "model", "description"})


@dataclass(slots=True)
class Filler:
    """Fills the rows of one table, top to bottom; ``above`` are the cells of the row filled last."""

    page: Page
    merges: Merges
    columns: Sequence[Column]
    notebook: Notebook
    filled_down: frozenset[int] = frozenset()
    above: list[Filled] = field(default_factory=list)
    passed: int | None = None

    def pass_by(self, place: int) -> None:
        """The row at ``place`` needed no filling; it is the row above of the next one."""
        self.passed = place

    def cells(self, place: int, filled: Sequence[Cell]) -> list[Filled]:
        """The cells of the row at ``place``, left to right, each with the address where its value stands."""
        cells = self._own(place, filled)
        covered = self.merges.get(place)
        if covered:
            cells = self._with_merged(cells, covered)
        if any(is_ditto(cell.source.text) for cell in cells):
            above = {cell.column.index: cell.source for cell in self._above()}
            cells = [self._without_ditto(cell, above) if is_ditto(cell.source.text) else cell for cell in cells]
        if self.filled_down:
            cells = self._with_above(cells)
        self.above, self.passed = cells, None
        return cells

    def _own(self, place: int, filled: Sequence[Cell]) -> list[Filled]:
        row = self.page.sheet.rows[place]
        number, values, columns = row.number, row.values, self.columns
        return [Filled(columns[at], Source(text, values[at], number, at)) for at, text in filled]

    def _above(self) -> list[Filled]:
        if self.passed is None:
            return self.above
        texts = self.page.texts[self.passed]
        return self._own(self.passed, [Cell(at, text) for at, text in enumerate(texts) if text])

    def _with_merged(self, cells: Sequence[Filled], covered: dict[int, Source]) -> list[Filled]:
        """Down a column a merged block fills every cell; across columns only between words that name the gear."""
        own = {cell.column.index for cell in cells}
        more = []
        for index, source in covered.items():
            if index in own or index >= len(self.columns):
                continue
            across = {self.columns[index].meaning, self.columns[source.at].meaning}
            if source.at == index or across <= _NAMES_GEAR:
                more.append(Filled(self.columns[index], source))
        if more:
            self.notebook.tally("merged-filled", more[0].source.row)
        return sorted((*cells, *more), key=lambda cell: cell.column.index)

    def _with_above(self, cells: Sequence[Filled]) -> list[Filled]:
        """The row with the cells above in the columns where an empty cell means the same, as a person said."""
        own = {cell.column.index for cell in cells}
        more = [c for c in self._above() if c.column.index in self.filled_down and c.column.index not in own]
        return sorted((*cells, *more), key=lambda cell: cell.column.index)

    def _without_ditto(self, cell: Filled, above: dict[int, Source]) -> Filled:
        """The value of the row above in place of a ditto mark; when there is none, the mark means nothing."""
        column, source = cell
        value = above.get(column.index)
        again = column.meaning in NEVER_REPEATED
        if value and not again and not is_ditto(value.text):
            self.notebook.tally("ditto-filled", source.row)
            return Filled(column, value)
        why = "a ditto mark cannot name one device" if again else "a ditto mark, but nothing stands above it"
        self.notebook.say("ditto-without-value", source.text, source.row, column.index, why=why)
        return Filled(replace(column, meaning="ignore"), source)

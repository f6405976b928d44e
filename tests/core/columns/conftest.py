"""Hand-made sheets laid out: rows as lists of cells, read with the shipped header words and a few makers."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import pytest

from planner.core.columns import ColumnLexicon, read_layout
from planner.core.columns.facets import with_facets
from planner.core.columns.headers import Given
from planner.core.columns.page import Page, page_of
from planner.core.columns.tables import Facet, Table
from planner.core.columns.views import Views
from planner.core.model import CellValue, MergedRange, Sheet, SourceRow
from planner.reference.columns import load_column_lexicon

Rows = Sequence[Sequence[CellValue]]


@dataclass(frozen=True)
class Laid:
    """A sheet with its tables, and shortcuts for short tests."""

    page: Page
    tables: tuple[Table, ...]

    @property
    def table(self) -> Table:
        return self.tables[0]

    @property
    def facets(self) -> tuple[Facet, ...]:
        return self.table.facets

    @property
    def meanings(self) -> list[str]:
        return [column.meaning for column in self.table.columns]

    @property
    def rules(self) -> list[str]:
        return [remark.rule for remark in self.table.remarks]

    @property
    def own(self) -> list[str]:
        """The letters of every facet's own columns."""
        return ["".join(column.letter for column in facet.own) for facet in self.facets]

    def seen(self, facet: int) -> list[list[str]]:
        """The filled cells that a facet sees, row by row of the table."""
        page, table = Views(self.page, self.table).view(facet)
        return [[text for text in texts if text] for texts in page.texts[table.first : table.end]]


@pytest.fixture(scope="session")
def shipped() -> ColumnLexicon:
    return load_column_lexicon(("Huawei", "ZTE", "Nokia", "Ericsson", "Cisco"))


@pytest.fixture(scope="session")
def lay(shipped: ColumnLexicon) -> Callable[..., Laid]:
    """``lay(rows)`` reads the layout and the facets; ``known`` are sites that other sheets name."""

    def laid(
        rows: Rows, *, known: Collection[str] = (), merged: Sequence[MergedRange] = (), given: Sequence[Given] = ()
    ) -> Laid:
        numbered = tuple(SourceRow(number, tuple(cells)) for number, cells in enumerate(rows, start=1))
        page = page_of(Sheet("Gear", "visible", True, numbered, tuple(merged)))
        tables = read_layout(page, shipped, given=given)
        return Laid(page, tuple(with_facets(page, table, shipped, known) for table in tables))

    return laid

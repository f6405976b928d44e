"""Hand-made sheets: rows as lists of cells, read with the shipped header words and a few makers."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from planner.core.columns import ColumnLexicon
from planner.core.model import CellValue, Issue, Item, MergedRange, Sheet, SheetReview, SourceRow, Upload
from planner.core.recipe import Recipe
from planner.core.rows import Understanding, understand
from planner.reference.columns import load_column_lexicon

MAKERS = ("Huawei", "ZTE", "Nokia", "Ericsson", "Cisco", "Adtran", "Calix", "Ceragon", "华为")

Rows = Sequence[Sequence[CellValue]]


@dataclass(frozen=True)
class Reading:
    """An understanding of one upload, with shortcuts for short tests."""

    whole: Understanding

    @property
    def sheet(self) -> SheetReview:
        return self.whole.files[0].sheets[0]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(self.whole.items)

    @property
    def classes(self) -> list[str]:
        return [row_class for _, row_class in self.sheet.row_classes]

    @property
    def ledger(self) -> Counter[str]:
        return Counter(self.classes)

    def issues(self, rule: str) -> list[Issue]:
        return [issue for issue in self.whole.issues if issue.rule == rule]

    @property
    def rules(self) -> set[str]:
        return {issue.rule for issue in self.whole.issues}


def sheet_of(rows: Rows, name: str = "Sites", merged: Sequence[MergedRange] = ()) -> Sheet:
    numbered = tuple(SourceRow(number, tuple(cells)) for number, cells in enumerate(rows, start=1))
    return Sheet(name, "visible", True, numbered, tuple(merged))


@pytest.fixture(scope="session")
def lexicon() -> ColumnLexicon:
    return load_column_lexicon(MAKERS)


@pytest.fixture(scope="session")
def read(lexicon: ColumnLexicon) -> Callable[..., Reading]:
    """``read(rows)`` for one sheet, or ``read(Sites=rows, Radios=rows)`` for several."""

    def reading(
        rows: Rows | None = None, *, merged: Sequence[MergedRange] = (), recipe: Recipe | None = None, **named: Rows
    ) -> Reading:
        sheets = [sheet_of(rows, merged=merged)] if rows is not None else []
        sheets += [sheet_of(cells, name) for name, cells in named.items()]
        return Reading(understand([Upload("cedar.xlsx", "0" * 64, 1, tuple(sheets))], lexicon, recipe))

    return reading


@pytest.fixture(scope="session")
def make_sheet() -> Callable[..., Sheet]:
    return sheet_of

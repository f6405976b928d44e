"""What a sheet hides, and cells that look empty and are not: named at their place, never read as blank."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planner.core.columns import ColumnLexicon
from planner.core.model import CellFault, Sheet, Upload
from planner.core.rows import Understanding, understand

ROWS = [
    ["Site", "Maker", "Model", "Qty", "Cost"],
    ["Cedar", "Huawei", "RRU3908", None, 100],
    ["Cedar", "Huawei", None, 2, None],
    ["Cedar", "Huawei", "RRU3908", 1, 100],
    [None, None, None, None, None],
]
Make = Callable[..., Understanding]


@pytest.fixture
def make(lexicon: ColumnLexicon, make_sheet: Callable[..., Sheet]) -> Make:
    def making(*faults: CellFault, **hidden: Any) -> Understanding:
        sheet = replace(make_sheet(ROWS), faults=faults, **hidden)
        return understand([Upload("a.xlsx", "0" * 64, 1, (sheet,))], lexicon)

    return making


def classes(whole: Understanding) -> list[str]:
    return [name for _, name in whole.files[0].sheets[0].row_classes]


def told(whole: Understanding) -> dict[str, tuple[str, str, str]]:
    return {issue.rule: (issue.severity, issue.cell, issue.typed) for issue in whole.issues}


def test_a_quantity_that_nobody_computed_blocks_its_row(make: Make) -> None:
    whole = make(CellFault(2, 3, "formula", "=B2*2"))
    assert classes(whole) == ["header", "problem", "item", "item", "blank"]
    assert told(whole)["quantity-not-computed"] == ("blocks", "Sites!D2", "=B2*2")
    assert [item.row for item in whole.items] == [3, 4]


def test_without_the_fault_the_same_row_is_gear_with_an_assumed_quantity(make: Make) -> None:
    assert classes(make()) == ["header", "item", "item", "item", "blank"]


def test_an_error_in_place_of_a_model_says_what_is_lost(make: Make) -> None:
    whole = make(CellFault(3, 2, "error", "#N/A"))
    assert told(whole)["gear-error-cell"] == ("check", "Sites!C3", "#N/A")
    assert any("the model is an error" in issue.problem for issue in whole.issues)
    assert classes(whole)[2] == "item"


def test_a_row_of_nothing_but_faults_is_not_blank(make: Make) -> None:
    whole = make(CellFault(5, 4, "formula", "=SUM(E2:E4)"))
    assert classes(whole)[4] == "note"
    assert told(whole)["formula-without-value"] == ("check", "Sites!E5", "=SUM(E2:E4)")


def test_hidden_rows_and_columns_are_read_and_named(make: Make) -> None:
    whole = make(hidden_rows=(2, 3, 5), hidden_columns=(4,))
    sheet = whole.files[0].sheets[0]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ((2, 3, 5), ("E",))
    problems = {issue.rule: issue.problem for issue in whole.issues}
    assert problems["rows-hidden"].startswith("rows 2 to 3, 5 are hidden")
    assert problems["columns-hidden"].startswith("column E is hidden")
    assert [item.row for item in whole.items] == [2, 3, 4]

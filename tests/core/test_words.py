from decimal import Decimal
from typing import Any

import pytest

from planner.core.model import Estimate, PriceBook
from planner.core.words import plan_sentence, total_sentence

PROBLEM = {"periods": {"first": "2027-01-01", "count": 36}}
PLAN: dict[str, Any] = {
    "outcome": "feasible", "starts": [{"finish": 12}, {"finish": 18}], "extensions_used": 0, "gap": None, "menu": [],
    "terms": {"late": 0},
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "2 packages planned, done by the end of June 2028, with no extension. No bound was proved"),
        ({"extensions_used": 1, "gap": 0.031}, "with 1 extension. It is at most 3.1% from the best possible."),
        ({"gap": 0.0004}, "It is less than 0.1% from the best possible."),
        ({"outcome": "proved"}, "Proved to be the best possible."),
        ({"terms": {"late": 5}}, "Some work ends after the deadline."),
        ({"outcome": "no_plan_in_time"}, "none was proved impossible"),
        ({"outcome": "infeasible", "menu": [{"change": "add $5"}]}, "No feasible plan as asked. add $5."),
    ],
)
def test_the_plan_is_told_in_a_sentence(change: dict[str, Any], words: str) -> None:
    assert words in plan_sentence(PROBLEM, {**PLAN, **change})


def test_periods_without_a_date_are_numbered() -> None:
    assert "period 17" in plan_sentence({"periods": {"first": "week 1", "count": 20}}, PLAN)


@pytest.mark.parametrize(("is_fcc", "expected"), [(False, True), (True, False)])
def test_planning_prices_are_never_passed_off_as_fcc_figures(is_fcc: bool, expected: bool) -> None:
    book = PriceBook("b", "1", "t", "2026", is_fcc, {})
    sentence = total_sentence(Estimate(book, (), (), (), Decimal(0), Decimal(7)))
    assert ("not FCC catalog figures" in sentence) is expected
    assert "could add $0 to $7.00" in sentence

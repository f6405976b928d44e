from decimal import Decimal
from typing import Any

import pytest

from planner.core.bill import UNPRICED_UNKNOWN
from planner.core.model import Estimate, Finding, Issue, Item, LeftOut, PriceBook, Review, RulesInfo
from planner.core.words import group_sentences, issue_sentences, plan_sentence, total_sentence, unpriced_sentences

PROBLEM = {"periods": {"first": "2027-01-01", "count": 36}}
PLAN: dict[str, Any] = {
    "outcome": "feasible", "starts": [{"finish": 12}, {"finish": 18}], "extensions_used": 0, "gap": None, "menu": [],
    "terms": {"late": 0},
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "2 packages planned, done by the end of June 2028, with no extension. No bound was proved"),
        (
            {"extensions_used": 1, "gap": 0.031},
            "1 extension that nobody has granted yet. The best possible plan could be at most 3.1% cheaper.",
        ),
        ({"starts": [{"finish": 12}]}, "1 package planned"),
        ({"starts": []}, "Nothing to plan: no covered gear"),
        ({"gap": 0.0004}, "The best possible plan could be less than 0.1% cheaper."),
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


def test_without_a_term_end_the_sentence_claims_no_deadline() -> None:
    problem = {**PROBLEM, "deadline": {"term_end": 36, "term_ends_on": None}}
    assert "No term end is known, so no deadline was kept." in plan_sentence(problem, PLAN)
    assert "No term end" not in plan_sentence({**PROBLEM, "deadline": {"term_ends_on": "2028-06-30"}}, PLAN)


def test_unknown_rows_that_no_figure_holds_are_counted_in_the_sentence() -> None:
    book = PriceBook("b", "1", "t", "2026", False, {})
    left_out = (LeftOut(1, UNPRICED_UNKNOWN), LeftOut(2, "another maker"))
    sentence = total_sentence(Estimate(book, (), left_out, (), Decimal(0), Decimal(0)))
    assert "1 unknown row says too little to be priced at all: no figure holds it." in sentence


def test_a_problem_is_told_with_its_place_and_what_would_be_right() -> None:
    issue = Issue("check", "project.toml", "[planning] horizon_months", "12", "the plan stops early", "18 or more", "r")
    assert issue_sentences([issue]) == (
        "[planning] horizon_months 12: the plan stops early. What would be right: 18 or more.",
    )


@pytest.mark.parametrize(("left", "words"), [((), 0), ((1,), 1), ((1, 2), 1), ((2,), 0)])
def test_covered_gear_without_a_price_is_told_beside_the_total(left: tuple[int, ...], words: int) -> None:
    covered = Finding(Item(1, "f", "a", "a", 1, ()), "covered", "Huawei", "in_network", None, None, ())
    other = Finding(Item(2, "g", "a", "a", 2, ()), "not_covered", None, "in_network", None, None, ())
    review = Review(RulesInfo("r", "1", "2026-11-24"), (), (covered, other), (), ())
    book = PriceBook("b", "1", "t", "2026", False, {})
    lost = tuple(LeftOut(item, "no line") for item in left)
    told = unpriced_sentences(review, Estimate(book, (), lost, (), Decimal(0), Decimal(0)))
    assert len(told) == words
    assert all("1 covered row has no price and is in no figure" in sentence for sentence in told)


def test_what_blocks_is_told_once_with_its_count_and_its_first_cell() -> None:
    issues = [
        Issue("blocks", "c.csv", f"c!D{row}", "three", "no number", "such as 3", "quantity-unreadable")
        for row in (7, 9)
    ]
    issues.append(Issue("check", "c.csv", "c!E7", "", "no date", "a date", "date-unreadable"))
    [sentence] = group_sentences(issues)
    assert sentence.endswith("× 2: c!D7. What would be right: such as 3")

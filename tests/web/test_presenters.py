"""Documents to words: nothing is lost on the way, and what weighs most comes first."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.web.presenters import costs, findings, issues
from planner.web.presenters.paging import page_of
from planner.web.rendering import file_size, money


@given(count=st.integers(0, 1000), size=st.integers(1, 100))
def test_pages_together_hold_every_row_once(count: int, size: int) -> None:
    rows = list(range(count))
    pages = page_of(rows, None, {}, size).pages
    seen = [row for number in range(1, pages + 1) for row in page_of(rows, str(number), {}, size).rows]
    assert seen == rows


@pytest.mark.parametrize("wanted", ["0", "-1", "x", "", None, "99999999999999999999", "²"])
def test_a_page_that_does_not_exist_is_the_nearest_one(wanted: str | None) -> None:
    assert page_of(list(range(250)), wanted, {}).number in (1, 3)


def test_page_links_keep_the_filter() -> None:
    page = page_of(list(range(250)), "2", {"verdict": "covered", "text": "a&b"})
    assert page.after == "?verdict=covered&text=a%26b&page=3"


def test_a_persons_decision_is_named_before_the_strongest_evidence(kit: dict[str, Any]) -> None:
    proofs = [
        {"rule": "a", "strength": "weak", "cell": "S!A1", "text": "", "why": "weak word"},
        {"rule": "b", "strength": "strong", "cell": "S!A2", "text": "", "why": "strong word"},
    ]
    ruled = {"rule": "decision", "strength": "against", "cell": "S!A1", "text": "", "why": "ruled by Ana"}
    plain = kit["review"]([kit["item"](1, "likely", evidence=proofs)])
    decided = kit["review"]([kit["item"](1, "not_covered", evidence=[*proofs, ruled])])
    assert findings.rows(plain, "", "")[0].why == "strong word (S!A2)"
    assert findings.rows(decided, "", "")[0].why == "ruled by Ana (S!A1)"
    assert findings.rows(decided, "", "")[0].ruled == "decided by a person"


def test_every_verdict_is_counted_even_when_none_has_it(kit: dict[str, Any]) -> None:
    review = kit["review"]([kit["item"](1, "unknown")])
    assert findings.counts(review) == {"covered": 0, "likely": 0, "unknown": 1, "not_covered": 0}


def test_words_are_found_in_serials_and_evidence(kit: dict[str, Any]) -> None:
    review = kit["review"]([kit["item"](1, "covered"), kit["item"](2, "covered", serials=["21023"])])
    assert [row.id for row in findings.rows(review, "", "21023")] == [2]
    assert [row.id for row in findings.rows(review, "", " huawei ")] == [1, 2]
    assert findings.rows(review, "unknown", "huawei") == ()


def test_an_item_knows_how_many_rows_a_decision_would_rule(kit: dict[str, Any]) -> None:
    review = kit["review"]([kit["item"](1, "covered"), kit["item"](2, "covered", fingerprint="f1")])
    view = findings.item_view(review, 2)
    assert view is not None
    assert view.same == 2
    assert findings.item_view(review, 3) is None


def test_what_blocks_comes_before_what_needs_a_look(kit: dict[str, Any]) -> None:
    review = kit["review"]([])
    review["issues"].insert(0, review["issues"][0] | {"severity": "fixed", "cell": "Sites!A1"})
    assert [row.cell for row in issues.rows(review, "")] == ["Sites!D3", "Sites!A1"]
    assert issues.counts(review) == {"blocks": 1, "check": 0, "fixed": 1}
    assert [row.cell for row in issues.rows(review, "fixed")] == ["Sites!A1"]


def test_the_dearest_site_comes_first(kit: dict[str, Any]) -> None:
    estimate = kit["estimate"]()
    estimate["by_site"] = [
        {"site": "a", "low": "1.00", "likely": "9.00", "high": "1.00"},
        {"site": "b", "low": "1.00", "likely": "100.00", "high": "1.00"},
    ]
    assert [group["site"] for group in costs.costs_view(estimate).by_site] == ["b", "a"]


def test_lines_are_filtered_by_site_and_layer(kit: dict[str, Any]) -> None:
    estimate = kit["estimate"]()
    assert len(costs.lines(estimate, "cedar-ridge", "ran")) == 1
    assert costs.lines(estimate, "elsewhere", "") == ()
    assert costs.lines(estimate, "", "core") == ()


def test_amounts_keep_their_cents() -> None:
    assert money("39367662.60") == "$39,367,662.60"
    assert money("-0.05") == "-$0.05"


def test_sizes_are_readable() -> None:
    assert [file_size(count) for count in (0, 1023, 1024, 5 * 1024 * 1024)] == [
        "0 bytes",
        "1023 bytes",
        "1.0 KB",
        "5.0 MB",
    ]

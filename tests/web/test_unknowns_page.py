"""The unknowns page: ranked questions, each leading to its rows."""

import re
from typing import Any

import pytest


def question(name: str, items: list[int], **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "act": "label",
        "about": "BBU",
        "at": "Cedar Ridge",
        "file": "cedar.csv",
        "sheet": "Sites",
        "units": 3,
        "unpriced": 0,
        "proofs": ["label"],
        "items": items,
        "sites": ["Cedar Ridge"],
        "rows": len(items),
        "low": "0.00",
        "high": "500.00",
        "at_stake": "0.00",
        "settles": "500.00",
        "sentence": "Photograph the label of one <script>alert(1)</script>: settles 1 row.",
        "proof": "a photo of the label",
        "parts": [],
    } | more


def asked(questions: list[dict[str, Any]]) -> dict[str, Any]:
    shared = {
        "price_id": "climb",
        "name": "Tower climb",
        "in_questions": "446.00",
        "together": "223.00",
        "difference": "223.00",
        "why": "Several questions need it, each counts it; together it is bought once.",
    }
    return {
        "low": "0.00",
        "high": "777.00",
        "at_stake": "14.50",
        "rows": 3,
        "sum_of_highs": "1000.00",
        "shared": [shared],
        "questions": questions,
    }


@pytest.fixture
def home(browser: Any, engine: Any, kit: dict[str, Any]) -> str:
    """A project whose estimate asks two questions, the second with a part."""
    part = question("Q1", [3], sentence="Photograph the label of one RRU: settles 1 row.")
    questions = [question("Q1", [2]), question("Q2", [1, 3], act="column", parts=[part], unpriced=1)]
    priced = kit["estimate"]() | {"unknowns": asked(questions)}
    engine.run = kit["pretend"](kit["documents"]() | {"estimate.json": priced})
    found: str = browser.finished()
    return found


def listed(page: str) -> list[str]:
    """The rows that a findings page lists."""
    return re.findall(r'href="[^"]*/findings/(\d+)"', page)


def test_the_range_the_questions_and_what_they_share_stand_on_the_page(browser: Any, home: str) -> None:
    page = browser.page(f"{home}/unknowns").text
    assert '$0.00 to <span class="keep">$777.00</span>' in page
    assert "<strong>Q1. One label to photograph</strong>" in page
    assert page.index("Q1. One label") < page.index("Q2. One column to add")
    assert "One by one they come to $1,000.00; covered together, to $777.00." in page
    assert "Tower climb" in page
    assert "1 row without a price" in page
    assert "not FCC catalog figures" in page


def test_a_strangers_words_are_shown_and_never_run(browser: Any, home: str) -> None:
    page = browser.page(f"{home}/unknowns").text
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(("asked_for", "rows"), [("Q1", ["2"]), ("Q2", ["1", "3"]), ("Q2.Q1", ["3"])])
def test_each_question_leads_to_its_own_findings(browser: Any, home: str, asked_for: str, rows: list[str]) -> None:
    assert f'href="{home}/findings?question={asked_for}"' in browser.page(f"{home}/unknowns").text
    page = browser.page(f"{home}/findings?question={asked_for}").text
    assert listed(page) == rows
    assert f'Only the rows of question <a href="{home}/unknowns#{asked_for[:2]}">{asked_for}</a>' in page


def test_a_question_keeps_its_rows_when_they_are_filtered_further(browser: Any, home: str) -> None:
    page = browser.page(f"{home}/findings?question=Q2&verdict=covered").text
    assert set(listed(page)) < {"1", "3"}
    assert '<input type="hidden" name="question" value="Q2">' in page


@pytest.mark.parametrize("wrong", ["Q9", "Q1.Q1", "x", "", "<script>"])
def test_a_question_nobody_asked_filters_nothing(browser: Any, home: str, wrong: str) -> None:
    assert listed(browser.page(f"{home}/findings?question={wrong}").text) == ["1", "2", "3"]


def test_an_estimate_from_before_questions_were_asked_is_no_error(browser: Any) -> None:
    answer = browser.page(f"{browser.finished()}/unknowns")
    assert answer.status_code == 200
    assert "<h1>Unknowns</h1>" in answer.text


def test_with_nothing_open_the_page_says_so(browser: Any, engine: Any, kit: dict[str, Any]) -> None:
    none = {"low": "0.00", "high": "0.00", "at_stake": "0.00", "rows": 0, "sum_of_highs": "0.00", "shared": []}
    priced = kit["estimate"]() | {"unknowns": none | {"questions": []}}
    engine.run = kit["pretend"](kit["documents"]() | {"estimate.json": priced})
    page = browser.page(f"{browser.finished()}/unknowns").text
    assert "Nothing is unknown: every row is covered or not covered." in page
    assert "<table" not in page


def test_the_overview_leads_to_the_page(browser: Any, home: str) -> None:
    assert f'<a href="{home}/unknowns">unknowns</a>' in browser.page(home).text

"""The page of decisions says what the anchor beside the database says."""

from typing import Any

import pytest
from sqlalchemy import text

from planner.core.decisions import Ruling, Standing, decisions_of
from planner.store import queries

ACTS = "/projects/1/acts"


@pytest.fixture
def store(browser: Any, engine: Any, kit: dict[str, Any]) -> Any:
    engine.run = kit["pretend"](kit["documents"]())
    browser.finished()
    said = Ruling("rule", "covered", "label-photo", "label read", "Ana", "2026-11-24", pack="p")
    for one in ("f1", "f2"):
        queries.record_act(engine.store, 1, decisions_of(said, [Standing(one, "likely", "Huawei", 1, None)], 25_000))  # type: ignore[arg-type]  # whole dollars
    return engine.store


def test_a_log_cut_at_its_end_is_not_whole(browser: Any, store: Any) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM decision WHERE number = 2"))
        connection.execute(text("UPDATE decision_head SET count = 1, hash = (SELECT hash FROM decision)"))
    page = browser.page(ACTS).text
    assert "The log of decisions is not whole" in page
    assert "the log ends with entry 1, but the anchor" in page
    assert "planner log accept" in page


def test_a_log_without_an_anchor_is_whole_and_the_page_says_what_was_not_checked(browser: Any, store: Any) -> None:
    assert "no anchor" not in browser.page(ACTS).text
    store.anchor.unlink()
    page = browser.page(ACTS).text
    assert "The log is whole" in page
    assert "no anchor: only the chain itself was checked" in page

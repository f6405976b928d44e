"""A finding's page leads to how it came about, told from the file as handed in; where that cannot be, it says so."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.core.model import Decision
from planner.reviewing import Inventories, review_inventories
from planner.store import queries

ROWS = (
    b"Site,Vendor,Model,Serial,Notes\n"
    b"Cedar Ridge,Nokia,AHFIB,K97860PMVZ,replaced Huawei RRU 2022\n"
    b"Cedar Ridge,Dell,S5700,,\n"
    b"Cedar Ridge,,<b>RRU3908</b>,,\n"
)
VERDICTS = {2: "not_covered", 3: "not_covered", 4: "likely"}
Walk = Callable[..., str]


@pytest.fixture
def fingerprints(tmp_path: Path) -> dict[int, str]:
    """The fingerprint of each row's item, as a review of the same file gives it."""
    path = tmp_path / "cedar.csv"
    path.write_bytes(ROWS)
    found = review_inventories(Inventories((path,)), lambda _: None).review.findings
    return {one.item.row: one.item.fingerprint for one in found}


@pytest.fixture
def walk(browser: Any, engine: Any, kit: dict[str, Any], fingerprints: dict[int, str]) -> Walk:
    """A finished project whose review names the file that was handed in; returns its address."""

    def finished(sha256: str = hashlib.sha256(ROWS).hexdigest(), **more: Any) -> str:
        items = []
        for number, (row, verdict) in enumerate(VERDICTS.items(), start=1):
            source = {"file": "cedar.csv", "sheet": "cedar", "row": row}
            items.append(kit["item"](number, verdict, source=source, fingerprint=fingerprints[row]) | more)
        review = kit["review"](items)
        review["files"][0]["sha256"] = sha256
        engine.run = kit["pretend"](kit["documents"]() | {"review.json": review})
        home: str = browser.project()
        browser.upload(home, "cedar.csv", ROWS)
        browser.send(f"{home}/runs")
        return home

    return finished


def test_the_finding_links_to_its_waterfall(browser: Any, walk: Walk) -> None:
    home = walk()
    assert f'href="{home}/findings/1/why"' in browser.page(f"{home}/findings/1").text
    page = browser.page(f"{home}/findings/1/why")
    assert page.status_code == 200
    assert "1. Cells made comparable" in page.text
    assert "stands after &#34;replaced&#34;: gear that was here before: mentioned, not here" in page.text
    assert "13. A person" in page.text


def test_what_was_set_aside_is_told(browser: Any, walk: Walk) -> None:
    page = browser.page(f"{walk()}/findings/2/why").text
    assert "<strong>Set aside</strong> <bdi>cedar!C3</bdi>" in page
    assert "the maker cell says Dell" in page


def test_what_would_settle_it_stands_below_an_open_verdict(browser: Any, walk: Walk) -> None:
    page = browser.page(f"{walk()}/findings/3/why").text
    assert "What would settle it" in page
    assert "label" in page
    assert "<b>RRU3908</b>" not in page


def test_a_verdict_that_the_rules_of_today_would_not_give_is_said(browser: Any, walk: Walk) -> None:
    page = browser.page(f"{walk(verdict='covered')}/findings/1/why").text
    assert "The rules have changed since the run" in page
    assert "1. Cells made comparable" in page


def test_a_file_that_is_not_in_the_store_leaves_the_evidence_on_record(browser: Any, walk: Walk) -> None:
    page = browser.page(f"{walk('00')}/findings/1/why").text
    assert "not in the store as it was read" in page
    assert "Evidence on record" in page
    assert "the maker is on the Covered List" in page


def test_a_row_that_reads_otherwise_now_is_not_passed_off_as_the_one_judged(browser: Any, walk: Walk) -> None:
    page = browser.page(f"{walk(fingerprint='another')}/findings/1/why").text
    assert "the file now reads otherwise" in page.lower()
    assert "1. Cells made comparable" not in page


def test_a_decision_on_record_is_the_last_step(
    browser: Any, engine: Any, walk: Walk, fingerprints: dict[int, str]
) -> None:
    home = walk()
    ruling = Decision(fingerprints[4], "covered", "label seen", "Ana", "2026-11-20")
    queries.add_decision(engine.store, 1, ruling)
    browser.send(f"{home}/runs")
    page = browser.page(f"{home}/findings/3/why").text
    assert "ruled by Ana on 2026-11-20" in page
    assert "label seen" in page


def test_a_finding_that_is_not_there_has_no_waterfall(browser: Any, walk: Walk) -> None:
    assert browser.page(f"{walk()}/findings/99/why").status_code == 404

"""What a person sees of how the files were understood, and what becomes of a correction."""

import copy
import json
import re
from typing import Any

import pytest

from planner.core.messages import MESSAGES
from planner.core.model import Decision
from planner.store import queries

RECIPE: dict[str, Any] = {
    "format": "planner-recipe/1",
    "sheets": [{"sheet": "Sites", "header_row": 1, "columns": {"A": "site", "B": "maker", "C": "notes"}}],
}


def column(letter: str, header: str, meaning: str, score: float, *, asks: bool = False) -> dict[str, Any]:
    return {
        "column": letter, "header": header, "meaning": meaning, "score": score,
        "samples": [f"cell of {header}"], "reasons": [f"the header says {header}"], "asks": asks,
        "others": [["asset_id", 0.51]],
    }  # fmt: skip


@pytest.fixture
def told(kit: dict[str, Any]) -> dict[str, Any]:
    """The documents of a run that says how it understood its file."""
    found: dict[str, Any] = copy.deepcopy(kit["documents"]())
    review = found["review.json"]
    review["files"][0]["sheets"][0] |= {
        "mapping": [
            column("A", "Site", "site", 0.97),
            column("B", f"Make {kit['hostile']}", "maker", 0.9),
            column("C", "Code", "notes", 0.55, asks=True),
        ],
        "repeats": [{"row": 12, "of": "Sites!4"}],
        "layout": "Huawei U2020 board inventory",
        "hidden_rows": [5, 6],
        "hidden_columns": ["E"],
    }
    review["site_suggestions"] = [
        {"name": "Cedar Ridge", "others": ["Cedar Rdg"], "score": 0.9, "why": "Rdg is short for Ridge"}
    ]
    review["issue_groups"] = [
        {
            "rule": "site-missing", "severity": "check", "title": "No site", "count": 412, "file": "cedar.csv",
            "sheet": "Sites", "cells": ["Sites!A3"], "typed": [kit["hostile"]], "problem": "no site", "fix": "a site",
        }
    ]  # fmt: skip
    review["changes"] = {
        "counts": {"added": 1, "removed": 1, "changed": 1, "unchanged": 1},
        "added": [3],
        "removed": [
            {
                "site": "X", "maker": "ZTE", "model": "Gone-1", "serials": ["S9"],
                "source": {"file": "old.csv", "sheet": "Sites", "row": 8},
            }
        ],
        "changed": [{"id": 1, "was": "earlier", "fields": {"model": ["RRU3971", "RRU3908"], "mac": [None, "aa"]}}],
    }  # fmt: skip
    found["recipe.json"] = RECIPE
    return found


@pytest.fixture
def home(browser: Any, engine: Any, kit: dict[str, Any], told: dict[str, Any]) -> str:
    engine.run = kit["pretend"](told)
    address: str = browser.finished()
    return address


def kept(engine: Any) -> dict[str, Any]:
    (upload,) = [one for one in queries.uploads_in_force(engine.store, 1) if one.kind == "recipe"]
    document: dict[str, Any] = json.loads(queries.upload_content(engine.store, upload.id))
    return document


def save(browser: Any, home: str, *meanings: str) -> Any:
    fields = dict(zip(("meaning-1-A", "meaning-1-B", "meaning-1-C"), meanings, strict=True))
    return browser.send(f"{home}/columns", file="cedar.csv", sheet="Sites", **fields)


def test_every_kind_of_mistake_is_on_the_page_of_instructions_once(browser: Any) -> None:
    page = browser.page("/instructions").text
    assert sorted(re.findall(r'<h3 id="([^"]+)"', page)) == sorted(MESSAGES)


def test_the_same_mistake_is_told_once_with_its_count_and_instructions(browser: Any, home: str) -> None:
    page = browser.page(f"{home}/issues").text
    assert "No site × 412" in page
    assert 'href="/instructions#site-missing"' in page
    assert "<script>" not in page
    assert "No site × 412" not in browser.page(f"{home}/issues?severity=blocks").text


def test_what_was_hidden_repeated_or_recognized_is_told_by_sheet(browser: Any, home: str) -> None:
    page = browser.page(f"{home}/issues").text
    assert "Recognized as Huawei U2020 board inventory" in page
    assert "Hidden rows 5, 6; Hidden column E" in page
    assert "Row 12 repeats <a" in page
    assert "findings?text=Sites%2C+row+4" in page


def test_the_column_that_asks_comes_first_with_its_score_in_words(browser: Any, home: str) -> None:
    page = browser.page(f"{home}/columns").text
    assert re.findall(r'<select id="meaning-1-(\w)"', page) == ["C", "A", "B"]
    assert "A guess, 55%" in page
    assert "Asset id 51%" in page
    assert "<script>" not in page


def test_a_changed_meaning_is_kept_for_the_next_run(browser: Any, engine: Any, home: str) -> None:
    answer = save(browser, home, "site", "maker", "part_number")
    assert "Start a run to read the files again with it" in answer.text
    assert kept(engine)["sheets"][0]["columns"] == {"A": "site", "B": "maker", "C": "part_number"}
    assert '<option value="part_number" selected>' in answer.text
    save(browser, home, "site", "model", "part_number")
    assert kept(engine)["sheets"][0]["columns"] == {"A": "site", "B": "model", "C": "part_number"}


def test_a_column_shows_its_first_cells(browser: Any, home: str) -> None:
    assert "<bdi>cell of Code</bdi>" in browser.page(f"{home}/columns").text


def test_a_meaning_can_be_kept_and_read_again_at_once(browser: Any, engine: Any, home: str) -> None:
    fields = {"meaning-1-A": "site", "meaning-1-B": "maker", "meaning-1-C": "serial", "then": "run"}
    answer = browser.send(f"{home}/columns", file="cedar.csv", sheet="Sites", **fields)
    assert "/runs/" in answer.url.path
    newest = queries.jobs_of(engine.store, 1)[0]
    assert kept(engine)["sheets"][0]["columns"]["C"] == "serial"
    (recipe,) = [one for one in queries.uploads_in_force(engine.store, 1) if one.kind == "recipe"]
    assert recipe.id in newest.inputs["uploads"]


@pytest.fixture
def alike(browser: Any, engine: Any, kit: dict[str, Any], told: dict[str, Any]) -> str:
    """A project whose run suggests the recipe of an earlier upload."""
    recipe = copy.deepcopy(RECIPE) | {"sites": {"Elk Crk": "Elk Creek"}}
    recipe["sheets"][0]["columns"]["C"] = "asset_id"
    differs = [{"sheet": "Sites", "column": "C", "meaning": "notes", "suggested": "asset_id"}]
    told["review.json"]["recipe_suggestion"] = {
        "name": f"an upload to Elk {kit['hostile']}", "score": 0.9, "why": "9 of its 10 headers stand in it",
        "differs": differs, "recipe": recipe,
    }  # fmt: skip
    engine.run = kit["pretend"](told)
    address: str = browser.finished()
    return address


def test_a_recipe_that_fits_is_suggested_with_what_it_changes_and_used_only_when_accepted(
    browser: Any, engine: Any, alike: str
) -> None:
    page = browser.page(f"{alike}/columns").text
    assert "These files look like" in page
    assert "Sites, column C: asset id instead of notes" in page
    assert "<script>" not in page
    assert [one.kind for one in queries.uploads_in_force(engine.store, 1)] == ["inventory"]
    assert "The files are read again with it" in browser.send(f"{alike}/columns/suggestion").text
    assert kept(engine)["sheets"][0]["columns"]["C"] == "asset_id"
    assert kept(engine)["sites"] == {"Elk Crk": "Elk Creek"}


def test_a_suggestion_is_over_once_a_recipe_is_kept(browser: Any, engine: Any, alike: str) -> None:
    save(browser, alike, "site", "maker", "part_number")
    assert "These files look like" not in browser.page(f"{alike}/columns").text
    assert browser.send(f"{alike}/columns/suggestion").status_code == 422
    assert kept(engine)["sheets"][0]["columns"]["C"] == "part_number"


@pytest.mark.parametrize(
    ("meaning", "words"), [("site", "Column C: Site is already column A"), ("x", "Column C: choose one")]
)
def test_a_wrong_meaning_names_its_column_and_nothing_is_kept(
    browser: Any, engine: Any, home: str, meaning: str, words: str
) -> None:
    refused = save(browser, home, "site", "maker", meaning)
    assert refused.status_code == 422
    assert words in refused.text
    assert 'href="#meaning-1-C"' in refused.text
    assert [one.kind for one in queries.uploads_in_force(engine.store, 1)] == ["inventory"]


def test_a_site_name_is_merged_only_when_accepted_and_can_be_undone(browser: Any, engine: Any, home: str) -> None:
    assert "None yet." in browser.page(f"{home}/site-names").text
    asked = {"name": "Cedar Ridge", "other": "Cedar Rdg"}
    assert "Undo Cedar Rdg" in browser.send(f"{home}/site-names", choice="accept", **asked).text
    assert kept(engine)["sites"] == {"Cedar Rdg": "Cedar Ridge"}
    save(browser, home, "site", "maker", "part_number")
    assert kept(engine)["sites"] == {"Cedar Rdg": "Cedar Ridge"}
    assert "None yet." in browser.send(f"{home}/site-names", choice="undo", **asked).text
    assert not kept(engine).get("sites")
    assert kept(engine)["sheets"][0]["columns"]["C"] == "part_number"


def test_a_name_kept_apart_is_not_asked_about_again_until_that_is_undone(browser: Any, engine: Any, home: str) -> None:
    asked = {"name": "Cedar Ridge", "other": "Cedar Rdg"}
    page = browser.send(f"{home}/site-names", choice="apart", **asked).text
    assert "No suggestion is open." in page
    assert "Ask about Cedar Rdg again" in page
    assert "None yet." in page
    assert kept(engine)["sites"] == {"Cedar Rdg": "Cedar Rdg"}
    assert "Accept Cedar Rdg" in browser.send(f"{home}/site-names", choice="undo", **asked).text


def test_a_merge_that_nobody_suggested_is_refused(browser: Any, engine: Any, home: str) -> None:
    refused = browser.send(f"{home}/site-names", choice="accept", name="Cedar Ridge", other="Elsewhere")
    assert refused.status_code == 422
    assert [one.kind for one in queries.uploads_in_force(engine.store, 1)] == ["inventory"]


def test_what_changed_and_a_ruling_without_a_row_are_listed(browser: Any, engine: Any, home: str) -> None:
    queries.add_decision(engine.store, 1, Decision("elsewhere", "covered", "label seen", "Ana", "2026-11-24"))
    page = browser.page(f"{home}/changes").text
    assert "1 new, 1 gone, 1 changed, 1 as before" in page
    assert "ZTE Gone-1" in page
    assert "model: RRU3971 → RRU3908; mac: nothing → aa" in page
    assert "label seen" in page
    assert "rule on it again" not in page
    queries.add_decision(engine.store, 1, Decision("earlier", "covered", "label read", "Ana", "2026-11-24"))
    queries.add_decision(engine.store, 1, Decision("f2", "covered", "photo", "Ana", "2026-11-24"))
    page = browser.page(f"{home}/changes").text
    assert "1 decision found its row" in page
    assert f'<a href="{home}/findings/1">rule on it again</a>' in page
    assert "2 rulings found no row in this upload" in browser.page(home).text


@pytest.mark.parametrize("room", ["columns", "site-names", "changes"])
def test_a_new_room_says_so_when_there_is_nothing_and_when_the_run_is_of_an_earlier_version(
    browser: Any, room: str
) -> None:
    assert "There are no results yet" in browser.page(f"{browser.project()}/{room}").text
    assert browser.page(f"{browser.finished()}/{room}").status_code == 200

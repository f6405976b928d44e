"""A run is judged by the packs chosen on the rules page, says so, and its rows are explained by them."""

import json
from pathlib import Path
from typing import Any

from planner import pipeline
from planner.store import queries

RIDGE = (Path(__file__).parents[1] / "data/packs/ridge.toml").read_bytes()
GEAR = b"Site,Maker,Model,Qty\nNorth,Zephyr,ZR4410,3\nSouth,Nokia,AirScale,1\n"
BOTH = "us-fcc-scrp 1.0.0 and ridge 2"


def chosen(browser: Any, engine: Any) -> str:
    """A project that has the pack, chosen with an old version, and a finished run of the real pipeline."""
    engine.run = pipeline.run
    home: str = browser.project()
    browser.upload(home, "gear.csv", GEAR)
    browser.send(f"{home}/rules/packs", files=[("pack", ("ridge.toml", RIDGE))])
    browser.send(f"{home}/rules", base="us-fcc-scrp@1.0.0", added="ridge.toml")
    browser.send(f"{home}/runs", time_limit="10")
    return home


def test_a_run_is_judged_by_the_packs_chosen_and_names_all_of_them(browser: Any, engine: Any) -> None:
    home = chosen(browser, engine)
    results = queries.latest_results(engine.store, 1)
    review = json.loads(queries.result_content(engine.store, results["review.json"].id))
    assert [one["entity"] for one in review["items"]] == ["Zephyr", None]
    assert results["review.json"].rules_version == BOTH
    assert f"Results made with rules {BOTH}," in browser.page(f"{home}/findings").text
    assert browser.page(f"{home}/rules").text.count("Judged the results") == 2


def test_a_row_is_explained_by_the_packs_that_the_run_recorded(browser: Any, engine: Any) -> None:
    home = chosen(browser, engine)
    browser.send(f"{home}/rules", base="us-fcc-scrp")
    page = browser.page(f"{home}/findings/1/why").text
    assert "@ridge" in page
    assert "Judged otherwise now" not in page


def test_a_pack_left_out_after_it_was_chosen_stops_the_run_with_a_sentence(browser: Any, engine: Any) -> None:
    home = chosen(browser, engine)
    pack = next(one for one in queries.uploads_in_force(engine.store, 1) if one.kind == "pack")
    browser.send(f"{home}/uploads/{pack.id}/withdraw")
    page = browser.send(f"{home}/runs").text
    assert "ridge.toml is chosen and not there; choose the rules again" in page

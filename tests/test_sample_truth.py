"""The main job on the shipped samples: what was planted is found, no trap is flagged, nothing is lost or miscounted."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner import pipeline
from planner.bundled import inventories_folder
from planner.core.scheduling import parse_plan, parse_problem, score, violations

SAMPLES = inventories_folder()
TRUTH = Path(__file__).parent / "data"
SUFFIXES = {"cedar-valley": ".xlsx", "huawei-board-dump": ".csv", "five-rows": ".csv"}


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    out = tmp_path_factory.mktemp("cedar")
    outcome = pipeline.run(
        [SAMPLES / "cedar-valley.xlsx"],
        project=SAMPLES / "cedar-valley.toml",
        out=out,
        as_of=date(2026, 11, 24),
        time_limit=5,
    )
    assert outcome.exit_code == 0, outcome.messages
    return {name: json.loads(path.read_text()) for name, path in outcome.files.items() if name.endswith(".json")}


@pytest.fixture(scope="module", params=sorted(SUFFIXES))
def judged(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any]]:
    out = tmp_path_factory.mktemp("review")
    outcome = pipeline.review([SAMPLES / f"{request.param}{SUFFIXES[request.param]}"], out=out)
    return request.param, json.loads(outcome.files["review.json"].read_text())


def truth(name: str) -> Iterator[dict[str, str]]:
    with (TRUTH / f"{name}-truth.csv").open(newline="", encoding="utf-8") as stream:
        yield from csv.DictReader(stream)


def test_every_planted_unit_is_found_and_no_trap_is_flagged(judged: tuple[str, dict[str, Any]]) -> None:
    name, review = judged
    items = {(item["source"]["sheet"], item["source"]["row"]): item for item in review["items"]}
    wrong: list[tuple[str, ...]] = []
    for row in truth(name):
        expected = set(row["expect_verdicts"].split("|"))
        item = items.get((row["sheet"], int(row["row"])))
        if row["kind"] == "row":
            if item is not None and "item" not in expected:
                wrong.append((row["sheet"], row["row"], "read as gear", row["what"]))
            continue
        found = item["verdict"] if item else "note"
        wanted_presence = set(row["expect_presence"].split("|")) - {""}
        if found not in expected:
            wrong.append((row["sheet"], row["row"], found, row["expect_verdicts"], row["what"]))
        elif item and row["entity"] and item["entity"] != row["entity"]:
            wrong.append((row["sheet"], row["row"], item["entity"], row["entity"], row["what"]))
        elif item and wanted_presence and item["presence"] not in wanted_presence:
            wrong.append((row["sheet"], row["row"], item["presence"], row["expect_presence"], row["what"]))
    assert wrong == []


def test_the_ledger_of_every_sheet_adds_up(judged: tuple[str, dict[str, Any]]) -> None:
    _, review = judged
    items = Counter((item["source"]["file"], item["source"]["sheet"]) for item in review["items"])
    for file in review["files"]:
        for sheet in file["sheets"]:
            assert sum(sheet["ledger"].values()) == (sheet["rows_total"] if sheet["read"] else 0)
            assert sheet["ledger"].get("item", 0) == items[file["name"], sheet["name"]]


def test_every_evidence_points_at_a_cell_of_a_sheet_that_was_read(judged: tuple[str, dict[str, Any]]) -> None:
    _, review = judged
    sheets = {sheet["name"] for file in review["files"] for sheet in file["sheets"] if sheet["read"]}
    cells = [evidence["cell"] for item in review["items"] for evidence in item["evidence"]]
    assert cells
    assert {cell.rpartition("!")[0] for cell in cells} <= sheets


def test_the_hidden_sheet_is_listed_and_not_read(documents: dict[str, dict[str, Any]]) -> None:
    sheets = {sheet["name"]: sheet for sheet in documents["review.json"]["files"][0]["sheets"]}
    assert (sheets["old_2019"]["state"], sheets["old_2019"]["read"]) == ("hidden", False)


def test_sixty_sites_are_told_apart_by_code_and_name_alike(documents: dict[str, dict[str, Any]]) -> None:
    sites = {item["site"] for item in documents["review.json"]["items"] if item["site"] and item["layer"] == "ran"}
    assert 40 <= len(sites) <= 60


def test_every_item_is_priced_or_left_out_with_a_reason(documents: dict[str, dict[str, Any]]) -> None:
    priced = {item for line in documents["estimate.json"]["lines"] for item in line["items"]}
    left = {out["item"]: out["reason"] for out in documents["estimate.json"]["left_out"]}
    assert priced.isdisjoint(left)
    assert priced | set(left) == {item["id"] for item in documents["review.json"]["items"]}
    assert all(left.values())


def test_every_total_is_the_sum_of_its_lines(documents: dict[str, dict[str, Any]]) -> None:
    estimate = documents["estimate.json"]
    for column in ("low", "likely", "high", "eligible", "ineligible"):
        total = sum(Decimal(line[column]) for line in estimate["lines"])
        assert total == Decimal(estimate["totals"][column])
        for group in ("by_layer", "by_site", "by_kind"):
            assert total == sum(Decimal(row[column]) for row in estimate[group])


def test_the_plan_breaks_no_rule_and_its_objective_is_recomputed(documents: dict[str, dict[str, Any]]) -> None:
    problem = parse_problem(documents["problem.json"], "problem.json")
    document = documents["plan.json"]
    plan = parse_plan(document, problem, "plan.json")
    assert violations(problem, plan) == ()
    terms = score(problem, plan)
    assert (terms.objective, sum(document["terms"].values())) == (document["objective"], document["objective"])


def test_the_plan_pays_for_every_package(documents: dict[str, dict[str, Any]]) -> None:
    starts = documents["plan.json"]["starts"]
    assert len(starts) == len(documents["problem.json"]["packages"]) > 60
    assert sum(row["paid"] for row in documents["plan.json"]["cash"]) > 10_000_000

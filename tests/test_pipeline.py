"""What a run leaves behind when it is stopped, fails midway, or is handed files that nobody can read."""

import json
import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner import pipeline
from planner.bundled import inventories_folder
from planner.core.errors import Cancelled, InvalidDocument, SolverFailed, UnreadableFile

SAMPLES = inventories_folder()
FIVE_ROWS = SAMPLES / "five-rows.csv"
AS_OF = date(2026, 11, 24)


def test_a_run_stopped_before_there_is_a_plan_still_ends_in_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: Any, **__: Any) -> None:
        raise Cancelled("stopped")

    monkeypatch.setattr(pipeline, "optimise", stopped)
    outcome = pipeline.run([FIVE_ROWS], out=tmp_path, as_of=AS_OF)
    assert (outcome.exit_code, outcome.messages[0]) == (pipeline.NO_FEASIBLE_PLAN, pipeline.STOPPED)
    assert {"review.json", "estimate.json", "plan.json", "cost-report.xlsx"} <= set(outcome.files)
    plan = json.loads((tmp_path / "plan.json").read_text())
    assert (plan["outcome"], plan["starts"], plan["objective"]) == ("no_plan_in_time", [], None)


def test_a_run_stopped_at_once_keeps_the_first_plan(tmp_path: Path) -> None:
    outcome = pipeline.run([FIVE_ROWS], out=tmp_path, as_of=AS_OF, time_limit=5, cancelled=lambda: True)
    assert outcome.exit_code == pipeline.DONE
    assert len(json.loads((tmp_path / "plan.json").read_text())["starts"]) > 0


def test_a_run_that_fails_midway_leaves_no_report_of_an_earlier_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: Any, **__: Any) -> None:
        raise SolverFailed("the solver broke")

    monkeypatch.setattr(pipeline, "optimise", breaks)
    for name in ("plan.json", "cost-report.xlsx", "mine.xlsx"):
        (tmp_path / name).write_text("older")
    with pytest.raises(SolverFailed):
        pipeline.run([FIVE_ROWS], out=tmp_path, as_of=AS_OF)
    left = {path.name for path in tmp_path.iterdir()}
    kept = {"review.json", "recipe.json", "estimate.json", "problem.json", "five-rows.annotated.xlsx", "mine.xlsx"}
    assert left == kept


@pytest.mark.parametrize("name", ["cost-report.xlsx", "five-rows.annotated.xlsx", "review.json"])
def test_a_file_that_was_handed_in_is_never_written_over(tmp_path: Path, name: str) -> None:
    handed_in = tmp_path / name
    shutil.copy(FIVE_ROWS, handed_in)
    before = handed_in.read_bytes()
    with pytest.raises(InvalidDocument, match="written over"):
        pipeline.run([FIVE_ROWS, handed_in], out=tmp_path / "." / "x" / "..", as_of=AS_OF)
    with pytest.raises(InvalidDocument, match="written over"):
        pipeline.review([FIVE_ROWS, handed_in], out=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert handed_in.read_bytes() == before


def test_a_problem_or_a_project_is_never_written_over(tmp_path: Path) -> None:
    for name in ("problem.json", "project.toml"):
        (tmp_path / name).write_text("mine")
    with pytest.raises(InvalidDocument, match="written over"):
        pipeline.solve(tmp_path / "problem.json", out=tmp_path / "problem.json")
    (tmp_path / "project.toml").write_text("")
    with pytest.raises(InvalidDocument, match="written over"):
        pipeline.deadlines(tmp_path / "project.toml", as_of=AS_OF, ics=tmp_path / "project.toml")
    assert (tmp_path / "problem.json").read_text() == "mine"


def test_every_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    bad = [SAMPLES / "bad-damaged.xlsx", SAMPLES / "bad-not-a-spreadsheet.xlsx"]
    with pytest.raises(UnreadableFile, match=r"bad-damaged\.xlsx: .*bad-not-a-spreadsheet\.xlsx: "):
        pipeline.review(bad, out=tmp_path)


def test_an_inventory_whose_name_is_no_utf_8_is_read_like_any_other(tmp_path: Path) -> None:
    strange = tmp_path / os.fsdecode(b"caf\xe9.csv")
    shutil.copy(FIVE_ROWS, strange)
    bad = tmp_path / os.fsdecode(b"b\xe9d.xlsx")
    shutil.copy(SAMPLES / "bad-damaged.xlsx", bad)
    pipeline.review([strange, bad], out=tmp_path / "made")
    review = json.loads((tmp_path / "made" / "review.json").read_text(encoding="utf-8"))
    assert [file["name"] for file in review["files"]] == ["caf\ufffd.csv"]
    assert {issue["file"] for issue in review["issues"] if issue["severity"] == "blocks"} == {"b\ufffdd.xlsx"}

"""The command line as a stranger meets it: documents, exit codes, one sentence when something is wrong."""

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from planner.bundled import inventories_folder
from planner.cli.terminal import _Teller, progress_shown
from planner.core.model import Progress

SAMPLES = inventories_folder()
PROBLEM: dict[str, Any] = {
    "format": "planner-problem/1", "name": "two sites", "money_unit": "USD",
    "periods": {"unit": "month", "first": "2027-01-01", "count": 6},
    "deadline": {"term_end": 6, "extensions": [], "late_factor": 1},
    "crews": [{"id": "tower", "capacity": [1, 1, 1, 1, 1, 1]}],
    "clusters": [{"id": "west", "mobilisation_cost": 1}],
    "layers": [{"id": "ran", "vendor_scope": "carrier", "vendors": [{"id": "A", "integration_cost": 0}]}],
    "packages": [
        {
            "id": f"{site}/ran", "site": site, "layer": "ran", "cluster": "west", "risk_per_period": 1,
            "crew": {"tower": 1}, "after": [],
            "options": [{
                "vendor": "A", "lead": 0, "duration": 1, "starts": [0, 1, 2],
                "payments": {"order": [0, 0], "delivery": [100, 100], "completion": [0, 0]},
            }],
        }
        for site in ("a", "b")
    ],
    "coverage": [],
    "funding": {"own_cash": [200, 0, 0, 0, 0, 0], "credit_limit": 0, "released": [200] * 6, "reimbursement_lag": 1},
}  # fmt: skip


def planner(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PLANNER_HOME": str(folder / "home"), "PYTHONIOENCODING": "utf-8:strict"}
    command = [sys.executable, "-m", "planner", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)


def problem_file(folder: Path, **changes: Any) -> Path:
    path = folder / "problem.json"
    path.write_text(json.dumps({**PROBLEM, **changes}))
    return path


def test_five_rows_end_in_every_document(tmp_path: Path) -> None:
    done = planner(tmp_path, "run", SAMPLES / "five-rows.csv", "--time-limit", "2", "--out", "made")
    assert done.returncode == 0, done.stderr
    names = {
        "review.json",
        "estimate.json",
        "problem.json",
        "plan.json",
        "cost-report.xlsx",
        "five-rows.annotated.xlsx",
        "recipe.json",
    }
    assert {path.name for path in (tmp_path / "made").iterdir()} == names
    assert json.loads((tmp_path / "made/review.json").read_text())["totals"] == {
        "items": 5, "covered": 3, "likely": 0, "unknown": 1, "not_covered": 1,
    }  # fmt: skip
    assert "not FCC catalog figures" in done.stdout


def test_a_package_that_can_never_start_is_named_and_everything_else_is_written(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text("[planning]\nhorizon_months = 3\n")
    sample = SAMPLES / "five-rows.csv"
    done = planner(tmp_path, "run", sample, "--project", "p.toml", "--as-of", "2026-11-24", "--out", "made")
    assert (done.returncode, "Traceback" in done.stderr) == (4, False)
    assert "/ran cannot be done in 3 months" in done.stdout
    assert "planning.horizon_months = 7 or more" in done.stdout
    made = {path.name: path for path in (tmp_path / "made").iterdir()}
    assert {"review.json", "estimate.json", "problem.json", "plan.json", "cost-report.xlsx"} <= set(made)
    issues = json.loads(made["review.json"].read_text())["issues"]
    assert "package-without-start" in [issue["rule"] for issue in issues if issue["severity"] == "blocks"]
    plan = json.loads(made["plan.json"].read_text())
    assert (plan["outcome"], plan["starts"]) == ("infeasible", [])
    assert [(entry["amount"], entry["unit"]) for entry in plan["menu"]] == [(4, "months")]


def test_hidden_sheets_are_read_when_asked_for(tmp_path: Path) -> None:
    for options, read in (([], False), (["--include-hidden"], True)):
        planner(tmp_path, "review", SAMPLES / "cedar-valley.xlsx", *options, "--out", "made")
        (file,) = json.loads((tmp_path / "made/review.json").read_text())["files"]
        assert {sheet["name"]: sheet["read"] for sheet in file["sheets"]}["old_2019"] is read


def test_an_upload_that_looks_like_an_earlier_one_is_told_what_its_recipe_would_change(tmp_path: Path) -> None:
    planner(tmp_path, "review", SAMPLES / "five-rows.csv", "--out", "spring")
    recipe = json.loads((tmp_path / "spring/recipe.json").read_text())
    recipe["sheets"][0]["columns"]["B"] = "notes"
    (tmp_path / "spring/recipe.json").write_text(json.dumps(recipe))
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken/recipe.json").write_text("no recipe")
    done = planner(tmp_path, "review", SAMPLES / "five-rows.csv", "--out", "autumn")
    assert "This looks like spring/recipe.json of 20" in done.stdout
    assert "It reads 1 column otherwise; replay it with --recipe" in done.stdout
    review = json.loads((tmp_path / "autumn/review.json").read_text())
    assert [one["column"] for one in review["recipe_suggestion"]["differs"]] == ["B"]
    (tmp_path / "empty").mkdir()
    kept = ["--out", "kept", "--recipes", "empty"]
    assert "looks like" not in planner(tmp_path, "review", SAMPLES / "five-rows.csv", *kept).stdout
    replayed = planner(tmp_path, "review", SAMPLES / "five-rows.csv", "--recipe", "spring/recipe.json", "--out", "kept")
    assert "looks like" not in replayed.stdout


def test_a_second_upload_is_compared_with_the_review_of_the_first(tmp_path: Path) -> None:
    (tmp_path / "gear.csv").write_text(
        "Site,Maker,Model,Serial,Qty\nElk,Huawei,RRU3908,2102A001,1\nElk,ZTE,R8862A,X7,1\n"
    )
    planner(tmp_path, "review", "gear.csv", "--out", "spring")
    (tmp_path / "gear.csv").write_text(
        "Site,Maker,Model,Serial,Qty\nElk,Huawei,RRU3908,2102A001,2\nElk,Nokia,AirScale,N1,1\n"
    )
    for verb in ("review", "estimate"):
        done = planner(tmp_path, verb, "gear.csv", "--out", "autumn", "--against", "spring/review.json")
        assert "1 row added, 1 removed, 1 changed, 0 unchanged" in done.stdout
    changes = json.loads((tmp_path / "autumn/review.json").read_text())["changes"]
    assert changes["changed"][0]["fields"] == {"quantity": [1, 2]}
    done = planner(tmp_path, "review", "gear.csv", "--out", "autumn", "--against", "spring/recipe.json")
    assert (done.returncode, "must be a planner-review/1 document" in done.stderr) == (3, True)


def test_a_name_that_is_no_utf_8_goes_from_the_inventory_to_the_screen(tmp_path: Path) -> None:
    strange = tmp_path / os.fsdecode(b"caf\xe9.csv")
    strange.write_bytes((SAMPLES / "five-rows.csv").read_bytes())
    done = planner(tmp_path, "review", strange, "--out", "made")
    assert done.returncode == 0, done.stderr
    assert "caf\ufffd.annotated.xlsx" in done.stdout


def test_progress_goes_to_standard_error_only(tmp_path: Path) -> None:
    done = planner(tmp_path, "review", SAMPLES / "five-rows.csv")
    assert "flagging" in done.stderr
    assert "flagging" not in done.stdout


@pytest.mark.parametrize("name", ["bad-not-a-spreadsheet.xlsx", "bad-damaged.xlsx", "bad-far-cell.xlsx"])
def test_a_file_that_cannot_be_read_is_one_sentence_and_exit_3(tmp_path: Path, name: str) -> None:
    done = planner(tmp_path, "run", SAMPLES / name, "--out", "made")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    (sentence,) = [line for line in done.stderr.splitlines() if name in line and not line.startswith("reading")]
    assert sentence.startswith(f"{name}: ")
    assert not (tmp_path / "made").exists()


def test_a_bad_file_beside_a_good_one_stops_nothing(tmp_path: Path) -> None:
    done = planner(tmp_path, "review", SAMPLES / "bad-damaged.xlsx", SAMPLES / "five-rows.csv", "--out", "made")
    assert done.returncode == 3
    review = json.loads((tmp_path / "made/review.json").read_text())
    assert review["totals"]["items"] == 5
    assert [issue["file"] for issue in review["issues"] if issue["severity"] == "blocks"] == ["bad-damaged.xlsx"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["run"],
        ["run", "nowhere.xlsx"],
        ["frobnicate"],
        ["review", "--out"],
        ["solve", "x", "--workers", "0"],
        ["estimate", SAMPLES / "five-rows.csv", "--as-of", "0001-01-01"],
        ["deadlines", SAMPLES / "cedar-valley.toml", "--as-of", "9999-12-31"],
    ],
)
def test_wrong_usage_is_exit_2(tmp_path: Path, arguments: list[str | Path]) -> None:
    assert planner(tmp_path, *arguments).returncode == 2


def test_a_feasible_problem_is_solved_and_proved(tmp_path: Path) -> None:
    done = planner(tmp_path, "solve", problem_file(tmp_path), "--out", "plan.json", "--time-limit", "10")
    plan = json.loads((tmp_path / "plan.json").read_text())
    assert (done.returncode, plan["format"], plan["outcome"]) == (0, "planner-plan/1", "proved")
    assert sorted(start["start"] for start in plan["starts"]) == [0, 1]


def test_an_infeasible_problem_is_exit_4_and_names_the_dollars(tmp_path: Path) -> None:
    funding = {**PROBLEM["funding"], "own_cash": [30, 0, 0, 0, 0, 0]}
    done = planner(tmp_path, "solve", problem_file(tmp_path, funding=funding), "--out", "plan.json")
    plan = json.loads((tmp_path / "plan.json").read_text())
    assert (done.returncode, plan["outcome"]) == (4, "infeasible")
    assert [(entry["unit"], entry["amount"]) for entry in plan["menu"]][:1] == [("USD", 70)]
    assert "70" in done.stdout


def test_every_fault_of_a_problem_is_named_at_once(tmp_path: Path) -> None:
    path = problem_file(tmp_path, crews=[{"id": "tower", "capacity": [1]}], deadline={"term_end": -1, "late_factor": 1})
    done = planner(tmp_path, "solve", path, "--out", "plan.json")
    assert done.returncode == 3
    assert "capacity" in done.stderr
    assert "term_end" in done.stderr
    assert not (tmp_path / "plan.json").exists()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": "planner-problem/1", "periods": NaN}', "\x00", "[" * 5000])
def test_a_file_that_is_no_problem_is_exit_3(tmp_path: Path, text: str) -> None:
    (tmp_path / "problem.json").write_text(text)
    done = planner(tmp_path, "solve", "problem.json", "--out", "plan.json")
    assert (done.returncode, "Traceback" in done.stderr) == (3, False)
    assert "problem.json" in done.stderr


def test_a_project_file_with_a_wrong_key_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text("[planning]\nhorizon_month = 12\n")
    done = planner(tmp_path, "estimate", SAMPLES / "five-rows.csv", "--project", "p.toml")
    assert done.returncode == 3
    assert "horizon_months" in done.stderr


def test_deadlines_are_printed_as_json_and_written_as_a_calendar(tmp_path: Path) -> None:
    project = "[[application]]\nid = 'A1'\napproved_on = 2022-07-15\nfirst_disbursement_on = 2022-11-18\n"
    (tmp_path / "p.toml").write_text(project)
    done = planner(tmp_path, "deadlines", "p.toml", "--as-of", "2023-10-01", "--json", "--ics", "dates.ics")
    document = json.loads(done.stdout)
    assert (document["format"], document["as_of"], document["program"]) == (
        "planner-deadlines/1", "2023-10-01", "us-fcc-scrp",
    )  # fmt: skip
    term = next(row for row in document["dates"] if row["rule"] == "T4")
    assert (term["on"], term["next_business_day"], term["state"]) == ("2023-11-18", "2023-11-20", "upcoming")
    assert (tmp_path / "dates.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_the_doctor_finds_a_fresh_installation_well(tmp_path: Path) -> None:
    assert planner(tmp_path, "db", "upgrade").returncode == 0
    done = planner(tmp_path, "doctor")
    assert done.returncode == 0, done.stdout


def test_a_backup_can_be_restored(tmp_path: Path) -> None:
    assert planner(tmp_path, "db", "upgrade").returncode == 0
    assert planner(tmp_path, "db", "backup", "copy.db").returncode == 0
    assert planner(tmp_path, "db", "restore", "copy.db").returncode == 0


def test_a_problem_whose_packages_are_no_list_is_exit_3(tmp_path: Path) -> None:
    done = planner(tmp_path, "solve", problem_file(tmp_path, packages=7), "--out", "plan.json")
    assert (done.returncode, "packages is 7" in done.stderr) == (3, True)


def test_a_problem_at_the_end_of_time_is_solved(tmp_path: Path) -> None:
    periods = {**PROBLEM["periods"], "first": "9999-12-01"}
    done = planner(tmp_path, "solve", problem_file(tmp_path, periods=periods), "--out", "plan.json")
    assert (done.returncode, "2 packages planned" in done.stdout) == (0, True)


def test_a_table_that_goes_to_a_file_has_one_whole_line_for_each_row(tmp_path: Path) -> None:
    name = "[/red] " + "x" * 50
    project = f"[[application]]\nid = '{name}'\napproved_on = 2022-07-15\nfirst_disbursement_on = 2022-11-18\n"
    (tmp_path / "p.toml").write_text(project)
    done = planner(tmp_path, "deadlines", "p.toml", "--as-of", "2023-10-01")
    assert done.returncode == 0, done.stderr
    (term,) = [line for line in done.stdout.splitlines() if " T4 " in line]
    assert term.startswith("2023-11-18")
    assert name in term
    assert "removal, replacement and disposal term ends" in term
    assert term.rstrip().endswith("47 CFR 1.50004(h)")


def test_the_doctor_reads_a_home_with_brackets_in_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "[" / "red]"
    folder.mkdir(parents=True)
    done = planner(folder, "doctor")
    assert (done.returncode, str(folder) in done.stdout) == (3, True)


def test_progress_on_a_terminal_shows_a_name_with_brackets_as_it_is() -> None:
    shown = io.StringIO()
    console = Console(file=shown, force_terminal=True, width=200, markup=False)
    with console.status("starting") as status:
        _Teller(console, status.update)(Progress("reading", note="[/x] [red].csv"))
    assert "[/x] [red].csv" in shown.getvalue()


def interrupted_twice() -> None:
    with progress_shown() as (_, cancelled):
        signal.raise_signal(signal.SIGINT)
        assert cancelled()
        signal.raise_signal(signal.SIGINT)


def test_the_second_interrupt_ends_at_once_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupted_twice()
    assert "Stopped at once" in capsys.readouterr().err

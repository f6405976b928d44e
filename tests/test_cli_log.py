"""``planner log``: the decision log read, proved and exported on the command line."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from planner.cli import app
from planner.core.decisions import AttachedFile, Ruling, Standing, decisions_of
from planner.settings import load_settings
from planner.store import Store, open_store, queries
from planner.store.queries import Document
from planner.store.views import Versions

Command = Callable[..., Result]
PHOTO = AttachedFile("label.png", "image/png", b"\x89PNG\r\n\x1a\n the label says Huawei")
REVIEW = (
    b'{"items": [{"fingerprint": "f1", "source": {"file": "cedar.xlsx", "sheet": "Sites", "row": 17}},'
    b' {"fingerprint": "f2", "source": {"file": "cedar.xlsx", "sheet": "Sites", "row": 18}}]}'
)


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Store:
    for name in ("DATABASE_URL", "PLANNER_MODE", "PLANNER_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PLANNER_HOME", str(tmp_path / "home"))
    opened = open_store(load_settings())
    said = Ruling("rule", "not_covered", "label-photo", "=the label says Nokia", "Ana", "2026-11-24", pack="rules 1.1")
    rows = [Standing(one, "covered", "Huawei", 3, None) for one in ("f1", "f2")]
    project = queries.create_project(opened, "Cedar Valley").id
    queries.record_act(opened, project, decisions_of(said, rows, 25_000), [PHOTO])  # type: ignore[arg-type]
    return opened


def planner(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["log", *map(str, arguments)])


def test_a_whole_log_is_said_to_be_whole_with_its_end(store: Store) -> None:
    told = planner("verify")
    assert (told.exit_code, told.stdout.strip()) == (
        0,
        f"The decision log is whole: 2 entries, ending in {queries.log_head(store).hash}",
    )


def test_a_log_cut_at_its_end_is_broken_until_a_person_accepts_it(store: Store) -> None:
    first = queries.log_head(store)
    queries.sign_act(store, 1, "1", by="Ben", on="2026-11-25")
    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM decision WHERE number > 2"))
        connection.execute(text("UPDATE decision_head SET count = 2, hash = :hash"), {"hash": first.hash})
    told = planner("verify")
    assert told.exit_code == 3
    assert "the log ends with entry 2, but the anchor" in told.stdout
    assert "planner log accept --by NAME --reason TEXT" in told.stdout
    assert planner("accept", "--by", "Ana", "--reason", "backup of Monday").exit_code == 0
    told = planner("verify")
    assert told.exit_code == 0
    assert "Ana accepted the log as it ended with entry 2: backup of Monday." in told.stdout
    assert planner("accept", "--by", "Ana", "--reason", "again").exit_code != 0


def test_an_end_noted_elsewhere_is_held_against_the_log(store: Store) -> None:
    head = queries.log_head(store)
    assert planner("verify", "--head", f"2:{head.hash.upper()}").exit_code == 0
    told = planner("verify", "--head", f"2:{head.hash}", "--head", f"3:{'a' * 64}")
    assert told.exit_code == 3
    assert "the log ends with entry 2, but the end given with --head has entry 3" in told.stdout
    assert "decision 2 " in planner("verify", "--head", f"2:{'b' * 64}").stdout


@pytest.mark.parametrize("typed", ["2", "2:abc", f"-1:{'a' * 64}", f"x:{'a' * 64}", f"²:{'a' * 64}", ""])
def test_an_end_that_is_none_is_wrong_usage(store: Store, typed: str) -> None:
    told = planner("verify", f"--head={typed}")
    assert told.exit_code == 2
    assert "no end of a log" in told.stderr


def test_a_log_without_an_anchor_is_whole_and_says_what_was_not_checked(store: Store) -> None:
    store.anchor.unlink()
    told = planner("verify")
    assert told.exit_code == 0
    assert "Note: no anchor: only the chain itself was checked." in told.stdout
    assert "The decision log is whole: 2 entries" in told.stdout


def test_a_broken_log_names_the_rows_and_ends_with_three(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE decision SET verdict = 'likely' WHERE number = 2"))
    told = planner("verify")
    assert told.exit_code == 3
    assert told.stdout.strip() == (
        "decision 2 (act 1, project 1, by Ana on 2026-11-24): its words were changed after it was recorded"
    )


@pytest.mark.parametrize("name", ["Cedar Valley", "cedar valley", "1"])
def test_the_acts_of_a_project_are_listed(store: Store, name: str) -> None:
    queries.sign_act(store, 1, "1", by="Ben", on="2026-11-25")
    told = planner("show", "--project", name)
    assert told.exit_code == 0
    first, second = told.stdout.splitlines()[-2:]
    assert "signed act 1" in first
    assert "label-photo: =the label says Nokia" in second
    assert "in force, signed by Ben" in second


def test_a_project_that_is_not_there_is_named_with_those_that_are(store: Store) -> None:
    told = planner("show", "--project", "Elm")
    assert told.exit_code == 2
    assert "Elm is no project" in told.stderr
    assert "1 (Cedar Valley)" in told.stderr


def test_a_name_that_two_projects_have_asks_for_the_number(store: Store) -> None:
    queries.create_project(store, "Cedar Valley")
    told = planner("show", "--project", "Cedar Valley")
    assert told.exit_code == 2
    assert "several projects" in told.stderr


def test_the_exported_sheet_says_who_when_before_after_why_and_proves_it(store: Store, tmp_path: Path) -> None:
    queries.add_job(store, "j", 1, {})
    queries.add_results(store, "j", [Document("review.json", REVIEW, "planner-review/1")], Versions("1", "1", "1"))
    queries.end_job(store, "j", "done", (), 0)
    queries.withdraw_act(store, 1, "1", by="Cem", on="2026-11-26", reason="wrong site")
    told = planner("export", "--project", 1, "--out", tmp_path / "new" / "log.xlsx")
    assert told.exit_code == 0
    sheet = openpyxl.load_workbook(tmp_path / "new" / "log.xlsx")["Decision log"]
    rows = [[str(cell) for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    (first,) = [row for row in rows if row and row[0] == "1"]
    log = queries.log_entries(store, 1)
    for words in (
        "Ana", "2026-11-24", "overruled", "cedar.xlsx, Sites row 17", "covered (Huawei)", "not covered, once signed",
        "label-photo", "=the label says Nokia", "rules 1.1", "waits for another person", "withdrawn by Cem", "f1",
        log[0].hash,
    ):  # fmt: skip
        assert words in first
    assert any(log[0].decision.attachments[0].sha256 in cell for cell in first)
    assert [row[5] for row in rows if row and row[0] in ("3", "4")] == ["withdrew act 1"] * 2
    assert any(queries.log_head(store).hash in cell for row in rows for cell in row)


def test_an_export_that_is_no_workbook_is_refused(store: Store, tmp_path: Path) -> None:
    told = planner("export", "--project", "1", "--out", tmp_path / "log.csv")
    assert told.exit_code == 2
    assert "log.xlsx" in told.stderr

"""Rulings through a whole run: a split row keeps its units, its place in the ledger and a report that agrees."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from planner import pipeline
from planner.core.decisions import PART, SECOND_SIGN_OFF_ABOVE
from planner.core.errors import InvalidDocument
from planner.core.model import Decision
from planner.core.project import parse_project

AS_OF = date(2026, 11, 24)
ROWS = "Site,Maker,Model,Qty\nElm,Huawei,RRU3908,3\nOak,Huawei,BBU3900,1\n"


def test_a_split_row_is_one_row_of_the_ledger_and_two_findings_that_add_up(tmp_path: Path) -> None:
    inventory = tmp_path / "gear.csv"
    inventory.write_text(ROWS)
    pipeline.review([inventory], out=tmp_path)
    first = json.loads((tmp_path / "review.json").read_text())["items"][0]
    split = Decision(
        first["fingerprint"], "not_covered", "it is a Nokia", "Ana", "2026-11-24", "label-photo", "split", units=1
    )
    pipeline.run([inventory], out=tmp_path, as_of=AS_OF, decisions=[split], time_limit=1)
    review = json.loads((tmp_path / "review.json").read_text())
    assert [(item["id"], item["quantity"], item["verdict"]) for item in review["items"]] == [
        (1, 2, "covered"), (3, 1, "not_covered"), (2, 1, "covered"),
    ]  # fmt: skip
    assert review["items"][1]["fingerprint"] == first["fingerprint"] + PART
    assert review["files"][0]["sheets"][0]["ledger"]["item"] == 2
    checks = openpyxl.load_workbook(tmp_path / "cost-report.xlsx", data_only=True)["Checks"]
    results = [row[3] for row in checks.iter_rows(min_row=4, values_only=True) if row[3] in ("OK", "DIFFERS")]
    told = str(checks["A2"].value)
    assert results
    assert told == f"{told.split()[0]} of {told.split()[0]} checks agree."


def test_a_project_says_above_which_price_a_second_person_signs() -> None:
    assert parse_project("[review]\nsecond_sign_off_above = 100000\n", "p.toml").second_sign_off_above == 100_000
    assert parse_project("", "p.toml").second_sign_off_above == SECOND_SIGN_OFF_ABOVE
    with pytest.raises(InvalidDocument, match="second_sign_off_above"):
        parse_project('[review]\nsecond_sign_off_above = "some"\n', "p.toml")

"""Unknowns from a spreadsheet to the terminal, the estimate and the report."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner import pipeline
from planner.bundled import inventories_folder

AS_OF = date(2026, 11, 24)
ROWS = """site,manufacturer,model,quantity,description
Cedar Ridge,Huawei,RRU3908,3,radio
Cedar Ridge,,BBU,1,baseband
Elk Butte,,BBU,1,baseband
Elk Butte,,,3,radio head
Flat Top,Nokia,AirScale,3,radio
"""


@pytest.fixture
def inventory(tmp_path: Path) -> Path:
    path = tmp_path / "sites.csv"
    path.write_text(ROWS)
    return path


def test_one_line_tells_what_the_unknowns_add_and_what_settles_most(tmp_path: Path, inventory: Path) -> None:
    outcome = pipeline.estimate([inventory], out=tmp_path / "out", as_of=AS_OF)
    (told,) = [message for message in outcome.messages if message.startswith("Unknowns add $0 to $")]
    assert "Photograph the label of one BBU at Cedar Ridge: settles 2 rows at 2 sites" in told
    assert outcome.exit_code == pipeline.DONE


def test_the_estimate_and_the_report_ask_the_same_questions(tmp_path: Path, inventory: Path) -> None:
    pipeline.run([inventory], out=tmp_path / "out", as_of=AS_OF, time_limit=1)
    unknowns = json.loads((tmp_path / "out" / "estimate.json").read_text())["unknowns"]
    shared = sum(Decimal(one["difference"]) for one in unknowns["shared"])
    assert Decimal(unknowns["sum_of_highs"]) - shared == Decimal(unknowns["high"])
    assert unknowns["rows"] == 3
    sheet = load_workbook(tmp_path / "out" / "cost-report.xlsx")["Unknowns priced"]
    cells = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {question["sentence"] for question in unknowns["questions"]} <= cells


def test_every_open_row_of_the_sample_is_asked_about_once(tmp_path: Path) -> None:
    sample = inventories_folder() / "cedar-valley.xlsx"
    told = inventories_folder() / "cedar-valley.toml"
    pipeline.estimate([sample], out=tmp_path, as_of=AS_OF, project=told)
    document = json.loads((tmp_path / "estimate.json").read_text())
    verdicts = json.loads((tmp_path / "review.json").read_text())["totals"]
    assert document["unknowns"]["rows"] == verdicts["unknown"] + verdicts["likely"]
    asked = [item for question in document["unknowns"]["questions"] for item in question["items"]]
    assert len(asked) == len(set(asked)) == document["unknowns"]["rows"]

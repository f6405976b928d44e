"""From the file to the issue: rows that repeat a serial number and say something else."""

from pathlib import Path

from planner.core.model import Issue, Review
from planner.pipeline import silent
from planner.reviewing import Inventories, review_inventories

HEADER = "Site,Maker,Model,Serial,Slot\n"
SERIAL = "2102310QXH10E1000123"


def review(folder: Path, *rows: str) -> Review:
    path = folder / "gear.csv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return review_inventories(Inventories((path,)), silent).review


def told(reviewed: Review, rule: str = "duplicate-says-otherwise") -> list[Issue]:
    return [issue for issue in reviewed.issues if issue.rule == rule]


def ledger(reviewed: Review) -> list[str]:
    return [name for _, name in reviewed.files[0].sheets[0].row_classes]


def test_a_duplicate_of_a_covered_maker_behind_a_row_that_names_nobody_is_told(tmp_path: Path) -> None:
    found = review(tmp_path, "Elm,,,K10231056789,", "Elm,Huawei,BBU3900,K10231056789,")
    assert ledger(found) == ["header", "item", "duplicate"]
    assert len(found.findings) == 1  # the unit is counted once
    (issue,) = told(found)
    assert (issue.cell, issue.typed) == ("gear!B3", "Huawei")
    assert "By its own words this row is covered (Huawei), the row it repeats is unknown" in issue.problem


def test_models_that_only_begin_alike_are_told(tmp_path: Path) -> None:
    found = review(tmp_path, f"Elm,Huawei,BBU3900,{SERIAL},", f"Elm,Huawei,BBU3910,{SERIAL},")
    assert ledger(found) == ["header", "item", "duplicate"]
    (issue,) = told(found)
    assert issue.cell == "gear!C3"
    assert 'says model "BBU3910" and repeats gear!C2, which says model "BBU3900"' in issue.problem


def test_one_position_that_names_a_maker_only_the_second_time_is_told(tmp_path: Path) -> None:
    found = review(tmp_path, "Elm,,AirScale,,3", "Elm,ZTE,AirScale,,3")
    assert ledger(found) == ["header", "item", "duplicate"]
    assert [issue.cell for issue in told(found)] == ["gear!B3"]


def test_gear_that_cannot_be_one_device_stays_two_rows_and_both_are_named(tmp_path: Path) -> None:
    found = review(tmp_path, f"Elm,Huawei,BBU3900,{SERIAL},", f"Elm,Nokia,AirScale,{SERIAL},")
    assert ledger(found) == ["header", "item", "item"]
    (issue,) = told(found, "serial-seen-before")
    assert 'that row says "Huawei BBU3900", this one "Nokia AirScale", and each was counted' in issue.problem
    assert told(found) == []


def test_the_same_words_raise_nothing(tmp_path: Path) -> None:
    found = review(tmp_path, f"Elm,Huawei,BBU3900,{SERIAL},", f"Elm,HUAWEI,BBU-3900,{SERIAL},", f"Elm,,,{SERIAL},")
    assert ledger(found) == ["header", "item", "duplicate", "duplicate"]
    assert told(found) == []

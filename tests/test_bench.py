"""The comparison with bare reading, on files of a few rows: what it makes and says, never how long it takes."""

from pathlib import Path

import pytest

from planner.bench import COLUMNS, Comparison, Measured, ingest, inventory
from planner.core.model import Progress


def test_the_made_up_inventory_has_the_size_asked_for_and_is_the_same_for_a_seed() -> None:
    rows = list(inventory(30, 17, 1))
    assert [len(row) for row in rows] == [17] * 31
    assert rows[0] == (*COLUMNS, "Field 16", "Field 17")
    assert rows == list(inventory(30, 17, 1))
    assert rows != list(inventory(30, 17, 2))
    assert [row[8] for row in inventory(30, 9, 1)] == [row[8] for row in rows]
    assert len({row[8] for row in rows}) == 31


def test_a_review_beyond_a_target_is_said_to_be() -> None:
    slow = Comparison("a.csv", 5, 15, Measured(2.0, 50.0), Measured(9.0, 1100.0))
    fat = Comparison("a.csv", 5, 15, Measured(2.0, 50.0), Measured(8.0, 1300.0))
    assert list(slow.lines())[1:] == [
        ("a.csv", "5", "review", "9.00", "4.5", "1,100"),
        ("a.csv", "", "beyond 4 times, within 1,200 MB", "", "", ""),
    ]
    assert list(fat.lines())[2][2] == "within 4 times, beyond 1,200 MB"
    assert slow.document()["ratio"] == pytest.approx(4.5)


def test_both_files_are_made_measured_and_kept(tmp_path: Path) -> None:
    seen: list[Progress] = []
    found = ingest(5, 15, 1, tmp_path / "kept", seen.append)
    assert [one.file for one in found] == ["inventory-5.xlsx", "inventory-5.csv"]
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == ["inventory-5.csv", "inventory-5.xlsx"]
    assert all(one.bare.seconds > 0 and one.review.seconds > 0 and one.review.megabytes > 1 for one in found)
    assert [progress.stage for progress in seen[:3]] == ["making the file", "reading it bare", "reviewing it"]

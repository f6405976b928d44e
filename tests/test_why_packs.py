"""``planner why`` explains by the packs it is told, else by the project's, else by the one in force."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from planner.cli import app
from planner.core.errors import InvalidDocument
from planner.core.why import RowWhy
from planner.why import why

RIDGE = Path(__file__).parent / "data/packs/ridge.toml"
ZEPHYR = "Site,Maker,Model\nNorth,Zephyr,ZR4410\nSouth,Nokia,AHFIB\n"


@pytest.fixture
def gear(tmp_path: Path) -> Path:
    path = tmp_path / "gear.csv"
    path.write_text(ZEPHYR, encoding="utf-8")
    return path


def told(path: Path, **more: Any) -> RowWhy:
    found = why(path, "2", progress=lambda _: None, **more)
    assert isinstance(found, RowWhy), found
    return found


def rules_that_spoke(row: RowWhy) -> set[str]:
    return {line.rule for step in row.items[0].steps for line in step.lines if line.rule}


def test_a_pack_named_on_the_command_line_explains(gear: Path) -> None:
    row = told(gear, rules=[str(RIDGE)])
    assert (row.items[0].finding.verdict, row.items[0].finding.entity) == ("covered", "Zephyr")
    assert any(rule.endswith("@ridge") for rule in rules_that_spoke(row))
    assert told(gear).items[0].finding.verdict == "unknown"  # nobody else knows a maker Zephyr


def test_an_old_version_explains_by_its_own_rules(gear: Path) -> None:
    row = told(gear, rules=["us-fcc-scrp@1.0.0"])
    assert row.rules.startswith("us-fcc-scrp 1.0.0")


def test_the_projects_packs_explain_unless_others_are_named(gear: Path, tmp_path: Path) -> None:
    shutil.copy(RIDGE, tmp_path / "own.toml")
    project = tmp_path / "carrier.toml"
    project.write_text('[rules]\npacks = ["own.toml", "us-fcc-scrp@1.0.0"]\n', encoding="utf-8")
    by_project = told(gear, project=project)
    assert by_project.items[0].finding.entity == "Zephyr"
    assert by_project.rules.startswith("us-fcc-scrp 1.0.0")
    assert told(gear, project=project, rules=["us-fcc-scrp"]).items[0].finding.entity is None


def test_the_command_takes_several_packs(gear: Path) -> None:
    asked = ["why", str(gear), "2", "--rules", str(RIDGE), "--rules", "us-fcc-scrp@1.0.0", "--json"]
    document = json.loads(CliRunner().invoke(app, asked).stdout)
    assert document["rules"].startswith("us-fcc-scrp 1.0.0")
    assert document["items"][0]["entity"] == "Zephyr"


def test_a_pack_that_is_none_is_refused_with_what_is_known(gear: Path) -> None:
    with pytest.raises(InvalidDocument, match=r"the versions of us-fcc-scrp are 1\.0\.0"):
        told(gear, rules=["us-fcc-scrp@0.1"])

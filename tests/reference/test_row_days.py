"""Every row of the rules carries a day: its own, else its pack's; no row is newer than its pack; the day is shown."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from planner.cli import app
from planner.core.errors import InvalidDocument
from planner.reference.packs.shelf import load_packs
from planner.reference.packs.user import parse_user_pack
from planner.reference.rulepacks import SHIPPED, load_rules

INVENTORIES = Path(__file__).parents[2] / "inventories"
TABLES = sorted(path.name for path in SHIPPED.glob("*.csv"))
HEAD = 'id = "ridge"\nversion = "1"\nas_of = 2026-10-05\n'
DENY = '[[deny]]\nnames = ["Ridgeway Stores"]\nsource = "phone book"\n'


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "rules"))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def change(path: Path, number: int, **cells: str) -> None:
    """Change cells of the row with this number, counted from 1."""
    rows = rows_of(path)
    rows[number - 1] |= cells
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def faults(folder: Path) -> tuple[str, ...]:
    with pytest.raises(InvalidDocument) as caught:
        load_rules(folder)
    return caught.value.faults


@pytest.mark.parametrize("table", TABLES)
def test_every_shipped_row_says_on_which_day_it_was_entered(table: str) -> None:
    as_of = load_rules().as_of
    days = {row["as_of"] for row in rows_of(SHIPPED / table)}
    assert all("2026-01-01" <= day <= as_of for day in days)


def test_a_row_keeps_its_own_day_and_the_others_theirs(copy: Path) -> None:
    change(copy / "families.csv", 2, as_of="2026-03-09")
    pack = load_rules(copy)
    assert [family.as_of for family in pack.families[:3]] == [pack.as_of, "2026-03-09", pack.as_of]


def test_every_kind_of_rule_knows_its_day(copy: Path) -> None:
    for table in TABLES:
        change(copy / table, 1, as_of="2026-03-09")
    change(copy / "covered.csv", len(rows_of(copy / "covered.csv")), as_of="2026-03-09")
    pack = load_rules(copy)
    tables: list[Any] = [pack.entities, pack.names, pack.families, pack.identifiers, pack.snmp, pack.mac_owners]
    tables += [pack.phrases, pack.hints, pack.headers, pack.history, pack.listings]
    assert [sorted({row.as_of for row in table}) for table in tables] == [["2026-03-09", pack.as_of]] * len(tables)
    assert set(pack.word_days.values()) == {("2026-03-09", pack.as_of)}


def test_a_pack_without_the_column_is_good_for_its_own_day() -> None:
    for version in ("1.0.0", "1.1.0"):
        pack = load_packs([f"us-fcc-scrp@{version}"])
        assert {family.as_of for family in pack.families} == {pack.as_of} == {"2026-11-24"}


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("24 Nov 2026", 'as_of "24 Nov 2026" is not a day such as 2026-11-24'),
        ("2026-02-30", 'as_of "2026-02-30" is not a day such as 2026-11-24'),
        ("20260224", 'as_of "20260224" is not a day such as 2026-11-24'),
        ("2026-11-25", "as_of 2026-11-25 is after the pack's own day, 2026-11-24: raise as_of in pack.toml"),
    ],
)
def test_a_day_that_cannot_be_names_file_and_row(copy: Path, day: str, said: str) -> None:
    change(copy / "snmp.csv", 3, as_of=day)
    assert faults(copy) == (f"snmp.csv row 4: {said}",)


def test_a_packs_own_day_must_be_a_day(copy: Path) -> None:
    head = copy / "pack.toml"
    head.write_text(head.read_text(encoding="utf-8").replace('"2026-11-24"', '"this autumn"'), encoding="utf-8")
    assert faults(copy) == ('pack.toml: as_of "this autumn" is not a day such as 2026-11-24',)


def test_a_row_of_ones_own_may_say_its_day_and_else_has_the_packs() -> None:
    (without,) = parse_user_pack(HEAD + DENY, "ridge.toml").names
    (own,) = parse_user_pack(f"{HEAD}{DENY}as_of = 2026-09-01\n", "ridge.toml").names
    assert (without.rule.as_of, own.rule.as_of) == ("2026-10-05", "2026-09-01")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-10-06", "[[deny]] no. 1 as_of: 2026-10-06 is typed, which is after the pack's own day, 2026-10-05"),
        ('"soon"', '[[deny]] no. 1 as_of: "soon" is typed; it should be'),
    ],
)
def test_a_wrong_day_of_ones_own_names_the_row(day: str, said: str) -> None:
    with pytest.raises(InvalidDocument) as caught:
        parse_user_pack(f"{HEAD}{DENY}as_of = {day}\n", "ridge.toml")
    assert len(caught.value.faults) == 1
    assert caught.value.faults[0].startswith(said)


def test_why_shows_the_day_of_the_row_and_not_of_the_pack(copy: Path, tmp_path: Path) -> None:
    for number, row in enumerate(rows_of(copy / "aliases.csv"), start=1):
        if row["alias"] == "HUAWEI":
            change(copy / "aliases.csv", number, as_of="2026-03-09")
    gear = tmp_path / "gear.csv"
    gear.write_text("Site,Maker,Model\nNorth,Huawei,RRU3908\nSouth,Nokia,AHFIB\n", encoding="utf-8")
    asked = ["why", str(gear), "2", "--rules", str(copy), "--json"]
    (item,) = json.loads(CliRunner().invoke(app, asked).stdout)["items"]
    days = {line["rule"]: line["dated"] for step in item["steps"] for line in step["lines"] if "dated" in line}
    assert days["maker-name-huawei"] == "2026-03-09"
    assert days["model-huawei-rru-remote-radio-unit"] == "2026-11-24"


def test_the_list_of_packs_shows_the_days_of_the_rows(copy: Path) -> None:
    change(copy / "categories.csv", 1, as_of="2026-03-09")
    answer = CliRunner().invoke(app, ["packs", "check", str(copy)])
    assert "of 2026-03-09 to 2026-11-24" in answer.output
    document = json.loads(CliRunner().invoke(app, ["packs", "--json"]).output)
    newest = document["rules"][0]
    assert newest["row_days"].keys() == newest["rows"].keys()
    assert newest["row_days"]["families"] == ["2026-11-24", "2026-11-24"]

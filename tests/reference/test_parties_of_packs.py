"""Whom a purchase is checked against comes from the packs in use."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from planner.core.errors import InvalidDocument
from planner.core.purchases import Party
from planner.reference.listed import load_parties
from planner.reference.packs.shelf import parties_of
from planner.reference.rulepacks import SHIPPED

RIDGE = Path(__file__).parents[1] / "data/packs/ridge.toml"


def of_list(parties: tuple[Party, ...], name: str) -> dict[str, Party]:
    return {party.name: party for party in parties if party.list == name}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "rules"))


def test_without_a_pack_the_tables_in_force_speak() -> None:
    assert parties_of(()) is load_parties()
    assert parties_of(["us-fcc-scrp"]) == load_parties()


def test_a_full_pack_speaks_by_its_own_lists(copy: Path) -> None:
    for name in ("covered.csv", "entity_list.csv"):
        path = copy / name
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = (line for line in lines if "FiberHome" not in line and not line.startswith("China Mobile"))
        path.write_text("".join(kept), encoding="utf-8")
    found, in_force = parties_of([str(copy)]), load_parties()
    gone = {party.name for party in in_force} - {party.name for party in found}
    assert any("FiberHome" in name for name in gone)
    assert any(name.startswith("China Mobile") for name in gone)
    assert all("FiberHome" in name or name.startswith("China Mobile") for name in gone)


def test_a_pack_from_before_the_entity_list_does_not_silence_it() -> None:
    found = parties_of(["us-fcc-scrp@1.0.0"])
    assert of_list(found, "Entity List") == of_list(load_parties(), "Entity List")
    assert set(of_list(found, "Covered List")) == {"Huawei", "ZTE", "Hytera", "Hikvision", "Dahua"}
    assert of_list(found, "Covered List")["Huawei"].citation == "notice not recorded in the pack"


def test_makers_of_ones_own_pack_are_a_list_of_their_own() -> None:
    (zephyr,) = of_list(parties_of([str(RIDGE)]), "own list").values()
    assert zephyr.names == (("ZEPHYR",), ("ZEPHYR", "RADIO"), ("西风无线",))
    assert (zephyr.added_on, zephyr.citation) == (date(2026, 10, 1), "ridge 2")
    assert "not on the Covered List" in zephyr.note


def test_names_that_a_pack_adds_to_a_listed_maker_count_and_weak_ones_do_not(tmp_path: Path) -> None:
    path = tmp_path / "more.toml"
    head = 'id = "more"\nversion = "1"\nas_of = 2026-11-24\n'
    sure = '[[alias]]\nentity = "Huawei"\nnames = ["Ridgewei Labs"]\nsource = "invoice 9"\n'
    weak = '[[alias]]\nentity = "Huawei"\nnames = ["Mapleworks"]\nin_maker = "weak"\nsource = "invoice 10"\n'
    path.write_text(head + sure + weak, encoding="utf-8")
    huawei = of_list(parties_of([str(path)]), "Covered List")["Huawei"]
    assert ("RIDGEWEI", "LABS") in huawei.names
    assert ("MAPLEWORKS",) not in huawei.names
    assert ("RIDGEWEI", "LABS") not in of_list(load_parties(), "Covered List")["Huawei"].names


@pytest.mark.parametrize(
    ("table", "day", "said"),
    [
        ("entity_list.csv", "2019-05-16", 'entity_list.csv row 2: added_on "May 2019" is not a day'),
        ("covered.csv", "2021-03-12", 'covered.csv row 2: listed_since "May 2019" is not a day'),
    ],
)
def test_a_faulty_list_of_a_pack_names_file_and_row(copy: Path, table: str, day: str, said: str) -> None:
    path = copy / table
    path.write_text(path.read_text(encoding="utf-8").replace(day, "May 2019", 1), encoding="utf-8")
    with pytest.raises(InvalidDocument) as caught:
        parties_of([str(copy)])
    assert caught.value.faults[0].startswith(said)


def test_a_faulty_pack_has_no_parties(tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(RIDGE.read_text(encoding="utf-8").replace('"Zephyr Radio", ', '"Huawei", '), encoding="utf-8")
    with pytest.raises(InvalidDocument, match="Huawei"):
        parties_of([str(bad)])

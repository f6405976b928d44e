"""The tables of companies and lists that ship: complete, dated, sourced, and used for what they are for."""

import csv
from datetime import date

import pytest

from planner.core.flagging import flag
from planner.core.model import CellRef, FieldText, Finding, Item, Meaning
from planner.core.project import parse_project
from planner.core.purchases import purchase_issues
from planner.reference import listed
from planner.reference.listed import load_parties
from planner.reference.pricebooks import load_prices
from planner.reference.rulepacks import load_rules
from planner.reference.tables import data_folder

GEAR = {"Huawei", "ZTE", "Hytera", "Hikvision", "Dahua"}


def rows(name: str) -> list[dict[str, str]]:
    with (data_folder("rules") / name).open("r", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("name", ["history.csv", "covered.csv", "entity_list.csv"])
def test_every_row_names_its_source(name: str) -> None:
    assert all(row["source"].strip() for row in rows(name))


def test_the_covered_list_is_whole_and_dated() -> None:
    entries = {row["entity"]: row["listed_since"] for row in rows("covered.csv")}
    assert set(entries) >= GEAR
    assert entries["Kaspersky (AO)"] == entries["China Telecom (Americas)"] == "2022-03-25"
    assert entries["China Unicom (Americas)"] == entries["Pacific Networks and ComNet"] == "2022-09-20"
    assert entries["Foreign-produced UAS"] == "2025-12-22"
    assert entries["Foreign-produced routers"] == "2026-03-23"
    assert {entry.name for entry in load_rules().entities} == GEAR
    assert len(load_rules().listings) == len(entries) - len(GEAR)


def found(**texts: str) -> Finding:
    meanings: list[Meaning] = ["maker", "model", "description", "notes"]
    fields = tuple(
        FieldText(meaning, meaning.title(), CellRef("a.xlsx", "S", "ABCD"[at], 2), texts[meaning])
        for at, meaning in enumerate(meanings)
        if meaning in texts
    )
    return flag([Item(1, "fp", "a.xlsx", "S", 2, fields)], load_rules(), lambda _: None)[0]


@pytest.mark.parametrize(
    ("texts", "entry"),
    [
        ({"maker": "Dell", "description": "server, Kaspersky antivirus installed"}, "Kaspersky (AO)"),
        ({"maker": "Kaspersky"}, "Kaspersky (AO)"),
        ({"description": "IP transit from China Telecom"}, "China Telecom (Americas)"),
        ({"notes": "circuit of China Unicom"}, "China Unicom (Americas)"),
        ({"maker": "DJI", "model": "Matrice 300"}, "DJI and Autel (section 1709)"),
        ({"description": "drone for tower inspection"}, "Foreign-produced UAS"),
        ({"maker": "TP-Link", "description": "wifi router"}, "Foreign-produced routers"),
    ],
)
def test_entries_that_are_no_gear_raise_a_question_and_never_a_flag(texts: dict[str, str], entry: str) -> None:
    finding = found(**texts)
    assert finding.verdict in ("unknown", "not_covered")
    assert finding.presence == "in_network"
    (evidence,) = [one for one in finding.evidence if one.kind == "listed"]
    assert (evidence.entity, evidence.strength) == (entry, "weak")
    assert "not as gear to rip and replace; ask" in evidence.why


@pytest.mark.parametrize("maker", ["DJI", "Autel Robotics", "Kaspersky"])
def test_a_maker_on_the_list_is_not_called_a_stranger_to_it(maker: str) -> None:
    assert found(maker=maker).verdict == "unknown"


@pytest.mark.parametrize(
    "texts", [{"maker": "Nokia", "description": "approved by China Mobile"}, {"maker": "Cisco", "model": "ASR 920"}]
)
def test_a_service_needs_a_word_of_its_trade_beside_it(texts: dict[str, str]) -> None:
    assert [one for one in found(**texts).evidence if one.kind == "listed"] == []


def test_the_entity_list_is_dated_and_cites_the_register() -> None:
    parties = [party for party in load_parties() if party.list == "Entity List"]
    assert len(parties) > 120
    by_name = {party.name: party for party in parties}
    assert by_name["Huawei Technologies Co., Ltd."].added_on == date(2019, 5, 16)
    assert by_name["Hikvision"].added_on == by_name["Dahua Technology"].added_on == date(2019, 10, 9)
    assert all("FR" in party.citation for party in parties)
    assert {party.added_on for party in parties if "Huawei" in party.name} >= {date(2019, 8, 19), date(2020, 8, 17)}


def test_whoever_was_taken_off_the_entity_list_is_not_on_it() -> None:
    names = {name for party in load_parties() if party.list == "Entity List" for name in party.names}
    assert ("ZTE",) not in names
    assert not any("HYTERA" in name for name in names)


def purchases(vendor: str) -> list[str]:
    project = parse_project(f'[[vendor]]\nid = "{vendor}"\nlayer = "ran"\nlead_months = 3', "project.toml")
    return [issue.rule for issue in purchase_issues(project, load_prices().book, load_parties(), "project.toml")]


@pytest.mark.parametrize(
    ("vendor", "rules"),
    [
        ("Huawei", ["purchase-covered-list", "purchase-entity-list"]),
        ("ZTE USA", ["purchase-covered-list"]),
        ("Hikvision", ["purchase-covered-list", "purchase-entity-list"]),
        ("FiberHome", ["purchase-entity-list"]),
        ("Inspur", ["purchase-entity-list-unconfirmed"]),
        ("DJI", ["purchase-covered-list", "purchase-entity-list-unconfirmed"]),
        ("China Mobile", ["purchase-covered-list"]),
        ("Nokia", []),
        ("Ericsson", []),
        ("Samsung Networks", []),
        ("Mavenir", []),
        ("H3C", []),
    ],
)
def test_purchases_are_held_against_both_lists(vendor: str, rules: list[str]) -> None:
    assert purchases(vendor) == rules


def test_the_entity_list_never_widens_a_flag() -> None:
    """FiberHome and Uniview are on the Entity List and not on the Covered List."""
    assert [found(maker=maker).verdict for maker in ("FiberHome", "Uniview")] == ["not_covered", "not_covered"]


def test_the_planning_book_itself_buys_from_nobody_listed() -> None:
    assert purchase_issues(parse_project("", "project.toml"), load_prices().book, load_parties(), "project.toml") == ()


def era(**cells: str) -> dict[str, str]:
    whole = {"company": "Acme", "aliases": "", "entity": "Huawei", "starts": "2019-01-01", "ends": "",
             "label": "review", "undated": "unknown", "what_happened": "sold", "checked": "yes",
             "source": "a paper"}  # fmt: skip
    return whole | cells


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"starts": "2019"}, 'starts "2019" is not a day'),
        ({"ends": "2018-01-01"}, "before it starts"),
        ({"label": "perhaps"}, 'label "perhaps" is not one of'),
        ({"undated": "clean"}, 'undated "clean" is not one of'),
        ({"what_happened": " "}, "what_happened is empty"),
    ],
)
def test_a_faulty_row_of_history_says_what_is_wrong(cells: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        listed.era(era(**cells))


def test_an_unconfirmed_era_is_not_sure() -> None:
    assert not listed.era(era(checked="unverified")).sure
    assert listed.era(era(checked="yes (year)")).sure

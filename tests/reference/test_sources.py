"""What the rules say of their sources is so: registered names are registered, carriers are no makers."""

import csv
import re
from importlib.resources import files

import pytest

from planner.reference.packs.archive import SHIPPED
from planner.reference.rulepacks import load_rules

REGISTRY = "IEEE registry (netaddr 1.3.0): "


def table(name: str) -> list[dict[str, str]]:
    with (SHIPPED / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def owners() -> str:
    """The names of the registry as it ships, one a line, blanks joined."""
    tables = (files("netaddr.eui").joinpath(name) for name in ("oui.txt", "iab.txt"))
    texts = (one.read_bytes().decode("utf-8", "replace") for one in tables)
    names = (name for text in texts for name in re.findall(r"\(hex\)\s+(.*\S)", text))
    return "\n" + "\n".join(re.sub(r"\s+", " ", name) for name in names) + "\n"


@pytest.mark.parametrize("name", ["makers.csv", "deny.csv"])
def test_a_name_said_to_be_in_the_ieee_registry_stands_in_it(name: str, owners: str) -> None:
    said = [row["source"].split(REGISTRY)[1].split("; ")[0] for row in table(name) if REGISTRY in row["source"]]
    named = [owner for one in said for owner in one.split(" | ")]
    assert len(named) > 10
    assert [owner for owner in named if f"\n{owner}" not in owners] == []


def test_most_makers_are_confirmed_and_the_rest_say_they_are_not() -> None:
    makers = [row for row in table("makers.csv") if row["kind"] == "maker"]
    unsure = [row["maker"] for row in makers if "unverified" in row["source"]]
    assert len(unsure) < len(makers) / 5
    assert {"Nokia", "Ericsson", "Samsung", "Cisco", "Juniper", "Ciena", "Calix", "Adtran"}.isdisjoint(unsure)


def test_a_carrier_is_believed_in_no_text_and_names_no_maker() -> None:
    carriers = [row for row in table("makers.csv") if row["kind"] == "carrier"]
    assert {"T-Mobile", "AT&T", "Verizon", "Vodafone", "Orange", "BT", "MetroPCS"} <= {row["maker"] for row in carriers}
    assert {row["in_text"] for row in carriers} == {"no"}
    assert {row["kind"] for row in table("makers.csv")} == {"maker", "carrier"}


def test_a_name_of_another_maker_stands_once_and_never_is_a_listed_ones() -> None:
    pack = load_rules()
    others = [rule.words for rule in pack.names if rule.kind in ("maker", "carrier")]
    twice = {words for words in others if others.count(words) > 1}
    assert twice == set()
    assert not set(others) & {rule.words for rule in pack.names if rule.kind in ("name", "subsidiary", "chinese")}


def test_misspellings_that_nobody_listed_say_so() -> None:
    typed = [row for row in table("aliases.csv") if row["kind"] in ("typo", "split")]
    sure = {row["alias"] for row in typed if "unverified" not in row["source"]}
    assert {"HAUWEI", "HUAWAI", "HIKVISON", "DAUHA", "HYTERRA"} <= sure
    assert sure.isdisjoint({"HUAQEI", "JUAWEI", "GUAWEI", "ZTEE", "DAHUE"})

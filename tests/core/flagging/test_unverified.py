"""What nobody has confirmed may raise a question; it never closes one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planner.core.flagging import RulePack, flag
from planner.core.flagging.pack import is_unverified
from planner.core.model import Finding, Item

MakeItem = Callable[..., Item]
TABLES = ("names", "families", "identifiers", "snmp", "mac_owners")


def told(pack: RulePack, source: str, *tables: str) -> RulePack:
    """The pack with one source for every row of some tables, and a registry that knows nobody."""
    changed: dict[str, Any] = {
        table: tuple(replace(rule, source=source) for rule in getattr(pack, table)) for table in tables
    }
    return replace(pack, registered=lambda _: None, **changed)


@pytest.fixture(scope="module")
def sure(pack: RulePack) -> RulePack:
    return told(pack, "a public document", *TABLES)


@pytest.fixture(scope="module")
def doubted(sure: RulePack) -> RulePack:
    return told(sure, "Analyst knowledge (Unverified)", *TABLES)


def judged(pack: RulePack, item: Item) -> Finding:
    return flag([item], pack, lambda mac: {"00E0FC": "HUAWEI TECHNOLOGIES CO.,LTD"}.get(mac[:6]))[0]


@pytest.fixture(scope="module")
def verdicts(sure: RulePack, doubted: RulePack, make_item: MakeItem) -> Callable[..., list[str]]:
    def both(**texts: str) -> list[str]:
        return [judged(pack, make_item(**texts)).verdict for pack in (sure, doubted)]

    return both


@pytest.mark.parametrize(
    "texts",
    [
        {"maker": "Huawei"},
        {"model": "RRU3908", "serial": "2102351BTY10L4000123"},
        {"description": "Huawei RRU3959 radio"},
        {"description": "1.3.6.1.4.1.2011.2.23"},
    ],
)
def test_unverified_facts_alone_or_together_make_nothing_covered(
    verdicts: Callable[..., list[str]], texts: dict[str, str]
) -> None:
    assert verdicts(**texts) == ["covered", "likely"]


@pytest.mark.parametrize("texts", [{"maker": "Nokia"}, {"description": "Nokia AirScale"}, {"maker": "Kaztek"}])
def test_an_unverified_name_of_another_maker_clears_nobody(
    verdicts: Callable[..., list[str]], texts: dict[str, str]
) -> None:
    assert verdicts(**texts) == ["not_covered", "unknown"]


def test_it_says_so_where_it_is_kept(doubted: RulePack, make_item: MakeItem) -> None:
    finding = judged(doubted, make_item(maker="Nokia", model="C300", serial="2102351BTY10L4000123"))
    assert finding.verdict == "likely"
    assert {evidence.kind: "source is unverified" in evidence.why for evidence in finding.evidence} == {
        "maker": True,
        "model": False,  # a weak sign proves nothing as it is
        "serial": True,
    }


def test_beside_an_unverified_other_maker_weak_signs_are_kept(sure: RulePack, make_item: MakeItem) -> None:
    names = tuple(
        replace(rule, source="analyst knowledge (unverified)") if rule.maker == "Cisco" else rule for rule in sure.names
    )
    item = make_item(maker="Cisco", model="C300")
    assert judged(sure, item).verdict == "not_covered"
    finding = judged(replace(sure, names=names), item)
    assert (finding.verdict, finding.entity) == ("unknown", "ZTE")
    assert {evidence.strength for evidence in finding.evidence} == {"against", "weak"}


def test_one_unverified_strong_kind_does_not_count_as_the_second(sure: RulePack, make_item: MakeItem) -> None:
    item = make_item(model="RRU3908", serial="2102351BTY10L4000123")
    families = told(sure, "unverified", "families")
    assert [judged(pack, item).verdict for pack in (sure, families)] == ["covered", "likely"]
    third = make_item(model="RRU3908", serial="2102351BTY10L4000123", mac="00-E0-FC-12-34-56")
    assert judged(families, third).verdict == "covered"  # the rest suffices without it


def test_the_ieee_registry_confirms_another_makers_name(doubted: RulePack, make_item: MakeItem) -> None:
    known = replace(doubted, registered=lambda words: "Nokia" if tuple(words) == ("NOKIA",) else None)
    assert judged(known, make_item(maker="Nokia")).verdict == "not_covered"
    assert judged(known, make_item(maker="Ericsson")).verdict == "unknown"


def test_an_unverified_slip_is_a_weak_sign_and_a_listed_one_strong(
    sure: RulePack, doubted: RulePack, make_item: MakeItem
) -> None:
    found = [judged(pack, make_item(maker="Hauwei")) for pack in (sure, doubted)]
    assert [(one.verdict, one.evidence[0].strength) for one in found] == [("likely", "strong"), ("unknown", "weak")]


def test_a_source_says_that_it_is_unverified_in_either_case() -> None:
    assert [is_unverified(text) for text in ("Analyst (UNVERIFIED)", "DA 21-309", "")] == [True, False, False]

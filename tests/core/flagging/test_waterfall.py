"""The waterfall of a row never disagrees with its finding, and says at each step what was seen and what came of it."""

from collections.abc import Callable
from datetime import date
from random import Random

import pytest

from planner.core.flagging import RulePack, flag
from planner.core.flagging.waterfall import Line, Narrator, Waterfall
from planner.core.model import CellRef, FieldText, Finding, Item, Meaning, column_letter

OWNERS = {"00E0FC": "HUAWEI TECHNOLOGIES CO.,LTD", "0015EB": "zte corporation", "00000C": "Cisco Systems, Inc"}
MEANINGS: list[Meaning] = [
    "maker", "model", "part_number", "serial", "mac", "description", "notes", "status", "site", "address", "ignore",
]  # fmt: skip
HEADERS = ["", "Vendor", "Replaces", "New model", "Software version", "FCC ID", "Removed?", "Supplier", "Far end"]
TEXTS = [
    "", " ", "Huawei", "Huawai", "Hauwei", "HW", "ZTE", "Nokia", "Dell", "Acme Radio", "H3C", "Honor", "xFusion", "N/A",
    "RRU3908", "rru 3908", "S5700", "C300", "router", "02350012", "02310NAS", "removed", "spare", "Warehouse",
    "not Huawei", "Huawei RRU3908, removed 2019", "replaced ZTE ZXR10", "in place of Huawei BBU3900", "Huawei Rd",
    "V200R005C20SPC300", "QISE3372", "2102351BTY10L4000123", "21O2351BTY10L4000123", "210235A0BCD123456789",
    "HWTC12345678", "123456789012345000000", "00:E0:FC:12:34:56", "0015EB-123456", "00:00:0C:00:00:01", "Huawei?",
    "Nokia?", "removed Huawei RRU", "compatible with Huawei S5700", "OptiX OSN 1800", "Hikvision", "Kaspersky", "DJI",
    "BBU", "U2000", "maybe ZTE", "iMaster NCE", "Ｈｕａｗｅｉ", "华为", "HuaweiRRU3908 V2", "1.3.6.1.4.1.2011.2.23",
    "customer owned", "Vodafone", "诺基亚", "OptiX", "BBU 39OO", "?Huawei", "no longer Huawei", "RRU3936 adapter",
]  # fmt: skip
SITES = [None, "Cedar Ridge", "Main Warehouse"]
NO_ROW = ("maker-other-unlisted", "maker-unrecognized", "mention-plain", "mention-beside")
Tell = Callable[..., Waterfall]


def owner_of(mac: str) -> str | None:
    return OWNERS.get(mac[:6])


@pytest.fixture(scope="module")
def narrator(pack: RulePack) -> Narrator:
    return Narrator(pack, owner_of)


@pytest.fixture(scope="module")
def tell(narrator: Narrator, make_item: Callable[..., Item]) -> Tell:
    return lambda **texts: narrator.waterfall(make_item(**texts))


def lines(told: Waterfall, step: str) -> tuple[Line, ...]:
    return next(one.lines for one in told.steps if one.key == step)


def said(told: Waterfall, step: str) -> str:
    return " | ".join(f"{line.state}: {line.says}" for line in lines(told, step))


def strange_row(chance: Random, number: int) -> Item:
    """Any meaning under any header with any text; now and then a date or what is known without a cell."""
    fields = tuple(
        FieldText(
            chance.choice(MEANINGS), chance.choice(HEADERS), CellRef("a", "S", column_letter(at), number),
            chance.choice(TEXTS),
        )
        for at in range(chance.randint(0, 5))
    )  # fmt: skip
    return Item(
        number, f"fp-{number}", "a", "S", number, fields, site=chance.choice(SITES),
        maker=chance.choice([None, None, "Huawei", "Nokia"]),
        serials=chance.choice([(), (), ("2102351BTY10L4000126",)]),
        obtained_on=chance.choice([None, date(2004, 5, 1), date(2019, 5, 1), date(2024, 5, 1)]),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_the_waterfall_ends_where_the_finding_does_and_shows_its_evidence(
    seed: int, pack: RulePack, narrator: Narrator
) -> None:
    """Each piece of evidence is a line that counts, speaks against, is mentioned or is outweighed, under its own rule;
    and no other line claims to count.
    """
    chance = Random(seed)  # noqa: S311 - a test's dice
    items = [strange_row(chance, number) for number in range(1, 800)]
    for finding, item in zip(flag(items, pack, owner_of), items, strict=True):
        told = narrator.waterfall(item)
        assert (told.verdict, told.entity, told.presence) == (finding.verdict, finding.entity, finding.presence)
        assert proven(told) == proofs(finding), item


def proven(told: Waterfall) -> list[tuple[str, str, str]]:
    shown = [line for step in told.steps[2:7] for line in step.lines]
    outweighed = "; the row speaks more for"
    taken = [line for line in shown if line.state in ("counts", "against", "mentioned") or outweighed in line.says]
    return sorted((line.rule, line.text, line.strength) for line in taken)


def proofs(finding: Finding) -> list[tuple[str, str, str]]:
    return sorted((one.rule, one.text, one.strength) for one in finding.evidence)


@pytest.mark.parametrize("seed", range(3))
def test_every_rule_that_spoke_names_its_source_and_day(seed: int, narrator: Narrator) -> None:
    chance = Random(100 + seed)  # noqa: S311 - a test's dice
    for number in range(1, 400):
        for step in narrator.waterfall(strange_row(chance, number)).steps:
            assert step.lines, step.title
            for line in step.lines:
                if line.rule not in ("", *NO_ROW):
                    assert line.source, line
                    assert line.dated, line


def test_the_steps_come_in_the_order_of_the_method(tell: Tell) -> None:
    assert [step.key for step in tell(maker="Huawei").steps] == [
        "normalise", "role", "alias", "fuzzy", "identifiers", "strong", "weak", "contradictions", "parent", "verdict",
        "presence",
    ]  # fmt: skip


def test_a_cell_is_shown_as_typed_and_as_read(tell: Tell) -> None:
    cell, number = lines(tell(maker="Ｈｕａｗｅｉ", model="RRU3908"), "normalise")
    assert (cell.cell, cell.text, cell.read_as) == ("Sites!A2", "Ｈｕａｗｅｉ", "HUAWEI")
    assert (number.text, number.read_as) == ("RRU3908", "")


def test_a_name_after_replaced_is_mentioned_and_not_here(tell: Tell) -> None:
    told = tell(maker="Nokia", model="AHFIB", notes="replaced Huawei RRU 2022")
    sentence = '"Huawei" stands after "replaced": gear that was here before: mentioned, not here'
    assert f"mentioned: {sentence}" in said(told, "role")
    assert f"mentioned: {sentence}" in said(told, "alias")
    assert "NOT COVERED: Nokia is named, and nothing strong speaks against it" in said(told, "verdict")
    assert "only mentioned" in said(told, "presence")


def test_a_weak_pattern_is_set_aside_by_the_maker_cell(tell: Tell) -> None:
    told = tell(maker="Dell", model="S5700")
    (dropped,) = [line for line in lines(told, "weak") if line.text]
    assert (dropped.state, dropped.strength) == ("set aside", "weak")
    assert dropped.says == 'weak sign "S5700" of Huawei ignored: the maker cell says Dell'
    assert "the row names Dell, so weak signs do not count" in said(told, "weak")


def test_alone_a_weak_pattern_counts_and_leaves_the_row_unknown(tell: Tell) -> None:
    told = tell(model="S5700")
    assert "no other maker is named, so weak signs count" in said(told, "weak")
    assert 'UNKNOWN (Huawei): only weak signs ("S5700"), which prove nothing' in said(told, "verdict")


def test_the_serial_that_looks_alike_is_tried_first(tell: Tell) -> None:
    first, *_, last = lines(tell(serial="2102351BTY10L4000123"), "identifiers")
    assert first.state == "nothing"
    assert first.rule.startswith("serial-h3c")
    assert "not a serial of H3C" in first.says
    assert (last.state, last.rule) == ("counts", "serial-huawei-20")


def test_a_contradiction_names_both_sides(tell: Tell) -> None:
    told = tell(maker="Nokia", model="RRU3908")
    assert 'the maker cell says Nokia, yet "RRU3908" in Sites!B2 says Huawei' in said(told, "contradictions")
    assert "LIKELY COVERED (Huawei): the model against the maker cell, which says Nokia" in said(told, "verdict")


def test_nothing_found_is_said_at_every_step(tell: Tell) -> None:
    told = tell(model="jumper kit")
    assert "the row has no filled maker cell" in said(told, "alias")
    assert "no maker cell" in said(told, "fuzzy")
    assert "no serial number, MAC address" in said(told, "identifiers")
    assert "strong patterns in Sites!A2" in said(told, "strong")
    assert "weak patterns in Sites!A2" in said(told, "weak")
    assert "nothing to go on, which does not make it clean" in said(told, "verdict")


def test_a_near_miss_is_its_own_step(tell: Tell) -> None:
    told = tell(maker="Huaqwei")
    assert "nothing" in said(told, "alias")
    (near,) = lines(told, "fuzzy")
    assert (near.state, near.rule, near.strength) == ("counts", "maker-near-miss", "weak")


def test_a_place_is_no_maker(tell: Tell) -> None:
    told = tell(maker="Nokia", description="shelter on Huawei Rd")
    assert 'set aside: "Huawei" stands before "rd": the name of a place, not of a maker' in said(told, "role")


def test_an_address_block_of_another_says_whose_it_is(tell: Tell) -> None:
    assert "registered to Cisco Systems, Inc, which settles nothing" in said(
        tell(mac="00:00:0C:00:00:01"), "identifiers"
    )


def test_removed_gear_names_the_cell_that_says_so(tell: Tell) -> None:
    told = tell(maker="Huawei", model="RRU3908", status="removed")
    assert ("counts", "Sites!C2") in [(line.state, line.cell) for line in lines(told, "presence")]
    assert told.presence == "removed"

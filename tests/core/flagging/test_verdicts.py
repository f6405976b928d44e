"""The verdict table of the review document, line by line."""

from collections.abc import Callable

import pytest

from planner.core.flagging import RulePack, flag
from planner.core.model import Finding, Item

Judge = Callable[..., Finding]


def strengths(finding: Finding) -> set[tuple[str, str]]:
    return {(evidence.kind, evidence.strength) for evidence in finding.evidence}


@pytest.mark.parametrize(
    "maker",
    [
        "Huawei", "HUAWEI", "huawei technologies co., ltd.", "Huawei Tech", "Huawei - BBU", "Old Huawei radio",
        "华为技术有限公司", "华为", "ＨＵＡＷＥＩ", "Futurewei", "HiSilicon", "Huawei Symantec", "HuaweiTechnologies",
        "Huawei\u200b",
        "НUАWЕI",
    ],
)  # fmt: skip
def test_a_maker_cell_that_names_huawei_is_conclusive(judge: Judge, maker: str) -> None:
    finding = judge(maker=maker)
    assert (finding.verdict, finding.entity, finding.presence) == ("covered", "Huawei", "in_network")
    assert ("maker", "conclusive") in strengths(finding)


@pytest.mark.parametrize(
    ("maker", "entity"),
    [
        ("ZTE Corporation", "ZTE"), ("中兴通讯", "ZTE"), ("Nubia", "ZTE"), ("Zhongxing Telecommunication Equipment",
        "ZTE"),
        ("Hangzhou Hikvision Digital Technology", "Hikvision"), ("EZVIZ", "Hikvision"), ("海康威视", "Hikvision"),
        ("Zhejiang Dahua Technology", "Dahua"), ("大华", "Dahua"), ("Hytera Communications", "Hytera"),
    ],
)  # fmt: skip
def test_every_covered_entity_is_known_by_its_names(judge: Judge, maker: str, entity: str) -> None:
    assert (judge(maker=maker).verdict, judge(maker=maker).entity) == ("covered", entity)


@pytest.mark.parametrize(
    "maker", ["Hauwei", "HUAWE1", "Huwaei", "HUA-WEI", "Hua Wei", "H.U.A.W.E.I", "Huaweii", "Huawei?"]
)
def test_a_listed_slip_or_a_question_mark_is_likely(judge: Judge, maker: str) -> None:
    finding = judge(maker=maker)
    assert (finding.verdict, finding.entity) in [("likely", "Huawei"), ("covered", "Huawei")]
    assert judge(maker=maker, model="BBU3900").verdict in (
        "covered",
        "likely",
    )  # likely where nobody confirmed the slip


def test_a_listed_slip_alone_is_only_strong(judge: Judge) -> None:
    assert judge(maker="Hauwei").verdict == "likely"


@pytest.mark.parametrize("maker", ["Huwawai", "Huvawei", "Hyterra Com", "HW", "HIKVSON"])
def test_a_near_miss_raises_a_question_and_clears_nobody(judge: Judge, maker: str) -> None:
    assert judge(maker=maker).verdict in ("unknown", "likely")


@pytest.mark.parametrize("maker", ["Huwawai", "HW", "Nuawei", "Uhawei"])
def test_a_weak_name_is_unknown_with_its_entity(judge: Judge, maker: str) -> None:
    finding = judge(maker=maker)
    assert (finding.verdict, finding.entity) == ("unknown", "Huawei")
    assert ("maker", "weak") in strengths(finding)


def test_a_strong_model_alone_is_likely(judge: Judge) -> None:
    finding = judge(model="RRU3908")
    assert (finding.verdict, finding.entity, finding.layer, finding.category) == (
        "likely",
        "Huawei",
        "ran",
        "RAN radio",
    )


@pytest.mark.parametrize(
    "texts",
    [
        {"model": "RTN 950A", "mac": "00-E0-FC-12-34-56"},
        {"model": "RRU3908", "serial": "2102351BTY10L4000123"},
        {"model": "RRU3908", "description": "Huawei radio"},
        {"description": "Huawei RRU3908"},
        {"serial": "2102351BTY10L4000123", "mac": "00e0.fc12.3456"},
        {"part_number": "02353TBH", "model": "S5735-L24P4X-A1"},
        {"maker": "OptiX", "model": "OSN 3500"},
    ],
)
def test_two_strong_hits_of_different_kinds_are_covered(judge: Judge, texts: dict[str, str]) -> None:
    assert judge(**texts).verdict == "covered"


def test_two_strong_hits_of_the_same_kind_are_still_one(judge: Judge) -> None:
    assert judge(model="RRU3908 x3; BBU3900").verdict == "likely"


@pytest.mark.parametrize("texts", [{}, {"site": "Cedar"}, {"maker": "unknown"}, {"maker": "n/a", "model": "?"},
                                   {"maker": "-"},
                                   {"maker": "12345"}, {"maker": "TBD"}, {"maker": "see notes"}, {"maker": "OEM"},
                                   {"maker": "router"}, {"model": "XYZ-1"}, {"description": "antenna"},
                                   {"maker": "Nokia?"},
                                   {"maker": "Various", "description": "misc. cables"}])  # fmt: skip
def test_silence_is_unknown_and_never_clean(judge: Judge, texts: dict[str, str]) -> None:
    assert judge(**texts).verdict == "unknown"


@pytest.mark.parametrize("maker", ["Nokia", "Ericsson", "Acme Radio Works", "Alcatel-Lucent", "Baicells", "H3C",
                                   "Aztech", "诺基亚",
                                   "Raisecom", "3Com", "GE", "Honor Health", "Kaztek", "Dahlia"])  # fmt: skip
def test_another_maker_is_not_covered_and_the_reason_is_kept(judge: Judge, maker: str) -> None:
    finding = judge(maker=maker, model="X-1")
    assert (finding.verdict, finding.entity) == ("not_covered", None)
    assert any(evidence.strength == "against" and evidence.cell.column == "A" for evidence in finding.evidence)


@pytest.mark.parametrize(
    "texts",
    [
        {"maker": "Cisco", "model": "RRU3908"},
        {"maker": "Nokia", "mac": "00:E0:FC:12:34:56"},
        {"maker": "Nokia", "serial": "2102351BTY10L4000123"},
        {"maker": "Nokia", "description": "Huawei microwave"},
        {"maker": "Huawei/Ericsson"},
        {"maker": "Vodafone", "model": "K3765-H"},
        {"maker": "Acme Radio", "model": "BBU3900", "serial": "2102351BTY10L4000123"},
    ],
)
def test_a_contradiction_is_likely_and_keeps_both_sides(judge: Judge, texts: dict[str, str]) -> None:
    finding = judge(**texts)
    assert (finding.verdict, finding.entity) == ("likely", "Huawei")
    assert {evidence.strength for evidence in finding.evidence} >= {"against"}
    assert {evidence.strength for evidence in finding.evidence} & {"strong", "conclusive"}


@pytest.mark.parametrize(
    ("texts", "verdict"),
    [
        ({"model": "C300"}, "unknown"),
        ({"maker": "unknown", "model": "C300"}, "unknown"),
        ({"maker": "Cisco", "model": "C300"}, "not_covered"),
        ({"model": "C300", "description": "Cisco chassis"}, "not_covered"),
        ({"model": "Cisco C300"}, "not_covered"),
        ({"maker": "ZTE", "model": "C300"}, "covered"),
        ({"maker": "Huawei", "model": "C300"}, "covered"),
    ],
)
def test_a_weak_model_waits_for_the_maker_cell(judge: Judge, texts: dict[str, str], verdict: str) -> None:
    assert judge(**texts).verdict == verdict


def test_a_weak_model_of_another_covered_maker_is_dropped(judge: Judge) -> None:
    finding = judge(maker="Huawei", model="C300")
    assert {evidence.entity for evidence in finding.evidence} == {"Huawei"}


def test_a_weak_model_under_another_makers_name_leaves_no_accusation(judge: Judge) -> None:
    for texts in ({"maker": "Cisco", "model": "C300"}, {"model": "C300", "description": "Cisco chassis"}):
        assert {evidence.strength for evidence in judge(**texts).evidence} == {"against"}


@pytest.mark.parametrize(("maker", "verdict"), [("Huawei", "covered"), ("HW", "unknown"), ("Huwawai", "unknown")])
def test_a_maker_cell_outweighs_makers_named_in_the_text(judge: Judge, maker: str, verdict: str) -> None:
    finding = judge(maker=maker, description="Nokia AirScale")
    assert finding.verdict == verdict
    assert "Nokia" not in {evidence.entity for evidence in finding.evidence}


def test_two_slips_with_another_first_letter_accuse_nobody_and_clear_nobody(judge: Judge) -> None:
    finding = judge(maker="Nuavei")
    assert (finding.verdict, finding.entity) == ("unknown", None)


@pytest.mark.parametrize(
    "text", ["installed by Ericsson", "uplink to Cisco", "next to Nokia cabinet", "replaced by Nokia"]
)
def test_another_maker_in_passing_clears_nothing(judge: Judge, text: str) -> None:
    assert judge(model="C300", description=text).verdict == "unknown"


@pytest.mark.parametrize(("maker", "verdict"), [("Honor", "unknown"), ("xFusion", "unknown"), ("HMN Technologies",
                                   "unknown"),
                                                ("H3C", "not_covered"), ("Huawei-3Com", "unknown")])  # fmt: skip
def test_former_huawei_businesses_are_for_review(judge: Judge, maker: str, verdict: str) -> None:
    finding = judge(maker=maker)
    assert finding.verdict == verdict
    assert any(evidence.strength == "weak" and evidence.entity == "Huawei" for evidence in finding.evidence)


def test_a_chip_in_another_makers_box_is_a_component(judge: Judge) -> None:
    finding = judge(maker="Axis", mac="84-8A-59-12-34-56")
    assert finding.verdict == "not_covered"
    assert ("mac", "weak") in strengths(finding)


def test_the_use_question_of_a_video_maker_stays_open(judge: Judge) -> None:
    finding = judge(maker="Hikvision")
    assert finding.verdict == "covered"
    assert "ask what it is used for" in finding.evidence[0].why


def test_each_address_is_looked_up_by_its_own_block(
    judge: Judge, make_item: Callable[..., Item], pack: RulePack
) -> None:
    owners = {"00E0FC": "HUAWEI TECHNOLOGIES CO.,LTD", "00E0FB": "Leightronix, Inc."}
    items = [make_item(number=number, mac=mac) for number, mac in enumerate(["00E0FB000001", "00E0FC000001"], start=1)]
    found = flag(items, pack, lambda mac: owners.get(mac[:6]))
    assert [finding.verdict for finding in found] == ["unknown", "likely"]


def test_a_maker_known_from_a_merged_cell_points_to_its_row(pack: RulePack) -> None:
    (finding,) = flag([Item(1, "f", "a.xlsx", "Sites", 7, (), maker="Huawei")], pack, lambda mac: None)
    assert finding.verdict == "covered"
    assert str(finding.evidence[0].cell) == "Sites!7"

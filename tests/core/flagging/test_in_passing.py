"""A name in passing: a remark about a covered maker proves nothing, a remark about another one clears nothing."""

from collections.abc import Callable

import pytest

from planner.core.model import Finding

Judge = Callable[..., Finding]


@pytest.mark.parametrize(
    "texts",
    [{"maker": "Huawei, compatible w/ Ericsson core"}, {"maker": "ZTE, compatible with Samsung"},
     {"maker": "Huawei (compatible to Nokia)"}, {"maker": "Huawei", "model": "UMPTb1 compatible w/ LTE"}],
)  # fmt: skip
def test_what_is_compatible_with_something_else_is_what_it_is(judge: Judge, texts: dict[str, str]) -> None:
    assert judge(**texts).verdict == "covered"


def test_what_is_only_compatible_with_a_covered_makers_gear_is_a_remark(judge: Judge) -> None:
    for maker in ("Huawei compatible", "compatible with Huawei", "compatible w/ Huawei"):
        assert judge(maker=maker, model="SFP").presence == "mentioned", maker


@pytest.mark.parametrize(
    "maker",
    ["ZTE - NO", "Huawei: N", "Huawei = No", "Huawei=N", "none (Huawei removed)", "Huawei until 2022",
     "ZTE thru March 2021", "works w/ Huawei", "use w/ ZTE", "Huawei spec", "Huawei contract", "ZTE field techs",
     "Huawei? no"],
)  # fmt: skip
def test_a_maker_cell_that_denies_or_remembers_a_covered_maker_only_mentions_it(judge: Judge, maker: str) -> None:
    finding = judge(maker=maker)
    assert finding.verdict == "unknown"
    assert any(one.rule.startswith("mention-") for one in finding.evidence)


@pytest.mark.parametrize("maker", ["Huawei type", "serviced by Huawei", "installed by ZTE", "maintained by Huawei"])
def test_a_maker_cell_that_only_supposes_a_covered_maker_leaves_it_to_a_person(judge: Judge, maker: str) -> None:
    assert judge(maker=maker).verdict == "likely"


@pytest.mark.parametrize("maker", ["Huawei until 2030", "Huawei, to be removed", "ZTE - N78 radio", "Huawei No. 4"])
def test_what_is_still_there_stays_covered(judge: Judge, maker: str) -> None:
    assert judge(maker=maker).verdict == "covered"


@pytest.mark.parametrize(
    "maker",
    ["awaiting Nokia", "to become Ericsson", "will be Samsung", "to be Nokia", "future Nokia", "becoming Ericsson",
     "see Cisco rack", "see also Nokia", "Nokia (no - check)", "installed by Ericsson", "Nokia - NO"],
)  # fmt: skip
def test_another_maker_named_in_passing_clears_nobody(judge: Judge, maker: str) -> None:
    finding = judge(maker=maker, model="S5700")
    assert (finding.verdict, finding.entity) == ("unknown", "Huawei")


@pytest.mark.parametrize(
    "description",
    ["patch cord between Huawei BBU3900 and router", "DC breaker feeding Huawei OSN 3500",
     "Battery string backing up the Huawei BTS3900", "Training course on Huawei RRU3908",
     "Alarm cable ZTE ZXDU68 to SNMP box", "Mount, was holding RRU3908", "Grounding kit f/ RRU3908",
     "Circuit formerly on RTN 950A", "Workshop for Huawei RTN 950A", "fuse feeding the ZTE ZXDU68"],
)  # fmt: skip
def test_gear_that_stands_beside_a_covered_makers_is_not_theirs(judge: Judge, description: str) -> None:
    finding = judge(description=description)
    assert (finding.verdict, finding.presence) == ("unknown", "mentioned")


@pytest.mark.parametrize(
    "serial",
    ["HWTC-A1B2C3D4", "HWTC A1B2C3D4", "4857 5443 C1B2 C3D4", "48:57:54:43:D1:B2:C3:D4", "2102310QHN 10H5 000779"],
)
def test_a_serial_typed_in_groups_is_that_serial(judge: Judge, serial: str) -> None:
    grouped, plain = judge(serial=serial), judge(serial="".join(filter(str.isalnum, serial)))
    assert (grouped.verdict, grouped.entity) == (plain.verdict, plain.entity) == ("likely", "Huawei")
    assert [(one.rule, one.strength) for one in grouped.evidence] == [
        (one.rule, one.strength) for one in plain.evidence
    ]


def test_groups_that_are_an_address_or_no_serial_at_all_say_what_they_said(judge: Judge) -> None:
    assert judge(serial="12345 67890").evidence == ()
    assert judge(serial="00-0C-42-11-22-33").verdict == "unknown"

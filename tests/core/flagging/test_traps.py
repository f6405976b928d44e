"""The known ways to be wrong, each as a row: by the model alone, and with the maker's name beside it."""

from collections.abc import Callable

import pytest

from planner.core.model import Finding, Meaning

Judge = Callable[..., Finding]
Column = tuple[Meaning, str, str]
FLAGGED = ("covered", "likely")


@pytest.mark.parametrize(
    ("maker", "model"),
    [
        ("H3C", "S5500-28C-EI"), ("H3C", "S5560-54C-EI"), ("H3C", "S3600-28P-EI"), ("H3C", "S3100-26TP-EI"),
        ("Dell", "S4048-ON"), ("Dell", "S5224F-ON"), ("Dell", "S5248F-ON"),
        ("FS", "S3700-24T4F"), ("FS", "S5800"), ("DCN", "S5750E-52X-P-SI"), ("Netgear", "S3300-28X"), ("Ruijie",
        "RG-S5750"),
        ("Allied Telesis", "AR1050V"), ("Allied Telesis", "AR2050V"), ("Allied Telesis", "AR3050S"),
        ("Allied Telesis", "AR4050S"), ("Allied Telesis", "AR415S"), ("H3C", "AR28-31"),
        ("Zyxel", "USG2200-VPN"), ("Zyxel", "USG60"), ("Zyxel", "USG FLEX 100"), ("Ubiquiti", "USG-PRO-4"),
        ("Cisco", "UCS-C220"), ("Cisco", "UCS C220 M5"), ("Cisco", "C300"), ("Cisco", "ME3400"), ("Dell", "C300"),
        ("Calix", "E7-2"), ("Calix", "E5-48"), ("Dell", "Latitude E5570"),
        ("Dell", "CX300"), ("Riverbed", "CX570"), ("Juniper", "CX111"), ("HPE", "CX 6300"),
        ("APC", "AP4421"), ("Extreme Networks", "AP5010"), ("Extreme Networks", "AP3000"),
        ("Vertiv", "R48-2900U"), ("Emerson", "R48-3200"), ("Emerson", "R48-1800A"), ("Adtran", "ATLAS 800"),
        ("Ericsson", "RRUS 11"), ("Ericsson", "RRUS A2"), ("Ericsson", "Radio 4449"), ("Ericsson", "RBS 6601"),
        ("Ericsson", "Baseband 6630"), ("Ericsson", "AIR 6449"), ("Ericsson", "RRU"), ("Nokia", "BBU"),
        ("Nokia", "9926 BBU"), ("Nokia", "RRH2x60"), ("Nokia", "Flexi Multiradio BTS"), ("Nokia", "7360 ISAM"),
        ("Ceragon", "RFU-C"), ("Ceragon", "RFU"), ("Canon", "MF634C"), ("Canon", "MF745Cdw"),
        ("Barracuda", "F400"), ("Check Point", "5900"), ("HPE", "5950"), ("Bastion Ltd", "SKAT-UPS2000-DC"),
        ("IBM", "DS-8870"), ("Rockwell", "DH-485"), ("Kohler", "ATS 3000"),
    ],
)  # fmt: skip
def test_a_look_alike_is_never_flagged_and_its_makers_name_settles_it(judge: Judge, maker: str, model: str) -> None:
    assert judge(model=model).verdict == "unknown"
    assert judge(maker=maker, model=model).verdict == "not_covered"


@pytest.mark.parametrize(
    "maker", ["Aztech", "Aztek", "ZTEC", "AZTEQ", "Naztec", "Kaztek", "Hauppauge", "Honor Health", "Dahlia"]
)
def test_names_that_contain_or_resemble_a_covered_one_are_somebody_else(judge: Judge, maker: str) -> None:
    assert judge(maker=maker).verdict == "not_covered"
    assert judge(description=maker).verdict == "unknown"


@pytest.mark.parametrize("meaning", ["site", "address"])
@pytest.mark.parametrize("place", ["Huawei Rd", "ZTE Plaza", "Hikvision Tower", "Huawei"])
def test_a_place_is_no_evidence(judge: Judge, meaning: str, place: str) -> None:
    bare, nokia = judge(**{meaning: place}), judge(**{meaning: place}, maker="Nokia")
    assert (bare.verdict, bare.evidence, nokia.verdict, nokia.presence) == ("unknown", (), "not_covered", "in_network")


@pytest.mark.parametrize("header", ["Landlord", "Site contact", "Tower owner", "Street address"])
def test_people_and_landlords_are_no_evidence_whatever_the_column_was_taken_for(judge: Judge, header: str) -> None:
    columns: list[Column] = [("description", header, "Huawei Technologies USA"), ("notes", header, "ZTE Plaza")]
    assert judge(columns=columns).evidence == ()


@pytest.mark.parametrize("text", ["ZTE Plaza tower lease", "on Huawei Road", "behind Huawei Stadium"])
def test_a_place_in_a_description_is_no_evidence(judge: Judge, text: str) -> None:
    assert judge(description=text).verdict == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "not Huawei", "non-Huawei", "replaced Huawei RRU", "ex-Huawei cabinet", "formerly Huawei", "in place of ZTE",
        "TBD – was Huawei", "SFP compatible with Huawei S5700-28C-EI", "adapter for RRU3936", "replaces: BBU3900",
        "replaced 3x Huawei RRU3908, BBU3900", "Huawei-compatible optics", "bracket for Huawei RRU3936",
        "no Huawei equipment",
        "swapped from ZTE ZXSDR B8200", "uplink to MA5600T", "license for BSC6900", "not a Huawei",
        "replacement for BTS3900",
        "managed by iManager U2000",
    ],
)  # fmt: skip
def test_denial_history_and_compatibility_are_mentions(judge: Judge, text: str) -> None:
    bare = judge(description=text)
    assert (bare.verdict, bare.presence) == ("unknown", "mentioned")
    nokia = judge(maker="Nokia", model="AirScale", description=text)
    assert (nokia.verdict, nokia.presence) == ("not_covered", "mentioned")
    assert {evidence.strength for evidence in bare.evidence} == {"weak"}


@pytest.mark.parametrize(
    ("maker", "verdict"),
    [
        ("Nokia (replaced Huawei)", "not_covered"), ("Nokia, ex-ZTE site", "not_covered"),
        ("FS (Huawei compatible)", "not_covered"),
        ("Acme Radio (formerly Huawei)", "not_covered"),
        ("Acme (formerly Huawei)", "unknown"),
        ("not Huawei, Nokia", "not_covered"), ("non-Huawei", "unknown"),
        ("not Huawei", "unknown"),
        ("TBD – was Huawei", "unknown"), ("replaced Huawei", "unknown"), ("Huawei compatible", "unknown"),
    ],
)  # fmt: skip
def test_a_maker_cell_may_speak_of_covered_gear_that_is_not_here(judge: Judge, maker: str, verdict: str) -> None:
    finding = judge(maker=maker)
    assert (finding.verdict, finding.presence) == (verdict, "mentioned")


@pytest.mark.parametrize("meaning", ["maker", "model", "description", "notes", "ignore"])
@pytest.mark.parametrize("header", ["Replaces", "Replaced equipment", "Previous model", "Compatible with"])
def test_a_replaces_column_speaks_of_the_gear_before(judge: Judge, meaning: Meaning, header: str) -> None:
    finding = judge(maker="Nokia", columns=[(meaning, header, "Huawei BBU3900")])
    assert (finding.verdict, finding.presence) == ("not_covered", "mentioned")
    assert any(str(evidence.cell) == "Sites!B2" and evidence.strength == "weak" for evidence in finding.evidence)


@pytest.mark.parametrize("header", ["Equipment to be replaced", "Maker of gear being replaced", "Replaced equipment"])
def test_a_list_of_gear_to_replace_is_the_inventory(judge: Judge, header: str) -> None:
    columns: list[Column] = [("maker", header, "Huawei"), ("maker", "Replacement vendor", "Nokia")]
    finding = judge(columns=columns)
    assert (finding.verdict, finding.presence) == ("covered", "in_network")


def test_an_old_vendor_column_beside_the_vendor_is_history_and_alone_is_the_vendor(judge: Judge) -> None:
    old: list[Column] = [("maker", "Old vendor", "Huawei")]
    assert judge(maker="Nokia", columns=old).verdict == "not_covered"
    assert judge(columns=old).verdict == "covered"


@pytest.mark.parametrize("header", ["Replacement vendor", "Replaced by", "New vendor", "Proposed vendor"])
def test_a_column_of_what_comes_next_says_nothing_of_what_is_there(judge: Judge, header: str) -> None:
    assert judge(maker="Huawei", columns=[("maker", header, "Nokia")]).verdict == "covered"
    assert judge(columns=[("maker", header, "Nokia")]).verdict == "unknown"


@pytest.mark.parametrize("header", ["LLDP neighbor", "Far end device", "EMS", "Managed by"])
def test_neighbors_and_managers_are_not_the_device(judge: Judge, header: str) -> None:
    columns: list[Column] = [("description", header, "Huawei NE40E-X3"), ("ignore", header, "Huawei U2000")]
    assert judge(columns=columns).verdict == "unknown"


def test_an_unread_column_says_nothing(judge: Judge) -> None:
    assert judge(columns=[("ignore", "Ticket", "Huawei RRU3908")]).evidence == ()


def test_a_note_is_a_mention_at_most(judge: Judge) -> None:
    finding = judge(notes="Huawei RRU3908 on this tower")
    assert (finding.verdict, finding.presence) == ("unknown", "mentioned")


def test_a_generic_unit_programmed_as_hwtc_is_a_question(judge: Judge) -> None:
    assert judge(maker="V-Sol", serial="HWTC12345678").verdict == "likely"
    assert judge(serial="4857544312345678").verdict == "likely"


@pytest.mark.parametrize("text", ["2 x GE ports", "Alpha sector", "Delta 48V", "power by Axis", "Andrew checked this"])
def test_common_words_that_are_also_makers_clear_nothing(judge: Judge, text: str) -> None:
    assert judge(model="C300", description=text).verdict == "unknown"

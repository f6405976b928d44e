"""What a device says about itself: serials, codes, addresses, software."""

from collections.abc import Callable

import pytest

from planner.core.model import Finding, Meaning

Judge = Callable[..., Finding]
Column = tuple[Meaning, str, str]


@pytest.mark.parametrize(
    ("serial", "entity"),
    [
        ("2102351BTY10L4000123", "Huawei"), ("21023512341063000123", "Huawei"), ("2102351bty10l4000123", "Huawei"),
        ("S/N: 2102351BTY10L4000123", "Huawei"), ("020XYZ1063001234", "Huawei"), ("HWTC1A2B3C4D", "Huawei"),
        ("485754431A2B3C4D", "Huawei"), ("ZTEG1A2B3C4D", "ZTE"), ("5A5445471A2B3C4D", "ZTE"),
        ("FOC1234X0AB; 2102351BTY10L4000123", "Huawei"),
    ],
)  # fmt: skip
def test_a_serial_of_a_covered_form_is_strong(judge: Judge, serial: str, entity: str) -> None:
    finding = judge(serial=serial)
    assert (finding.verdict, finding.entity, finding.evidence[0].kind) == ("likely", entity, "serial")


@pytest.mark.parametrize("serial", ["210231A2MG0123456789", "210235A2T8H123456789", "219801A12345678901AB"])
def test_the_h3c_form_is_tested_first_and_excludes(judge: Judge, serial: str) -> None:
    finding = judge(serial=serial)
    assert finding.verdict == "unknown"
    assert [(evidence.rule, evidence.strength) for evidence in finding.evidence] == [("serial-h3c", "against")]


@pytest.mark.parametrize(
    "serial", ["2.10235E+19", "2,10235E+19", "21023512341063000000", "123", "FOC1234X0AB", "CXNK12345678", "n/a"]
)
def test_damaged_and_foreign_serials_prove_nothing(judge: Judge, serial: str) -> None:
    assert judge(serial=serial).entity is None


@pytest.mark.parametrize(
    "mac",
    [
        "00:E0:FC:12:34:56",
        "00-e0-fc-12-34-56",
        "00e0.fc12.3456",
        "00E0FC123456",
        "00e0-fc12-3456",
        "00:0C:42:00:00:01 / 00:E0:FC:12:34:56",
    ],
)
def test_an_address_of_huaweis_block_is_strong_in_any_notation(judge: Judge, mac: str) -> None:
    finding = judge(mac=mac)
    assert (finding.verdict, finding.entity) == ("likely", "Huawei")


@pytest.mark.parametrize(
    "mac", ["00:20:64:12:34:56", "00:0F:E2:12:34:56", "02:E0:FC:12:34:56", "00:0C:42:12:34:56", "junk"]
)
def test_other_owners_even_those_with_zte_inside_prove_nothing(judge: Judge, mac: str) -> None:
    assert judge(mac=mac).evidence == ()


@pytest.mark.parametrize(
    ("header", "text", "verdict", "entity"),
    [
        ("sysObjectID", "1.3.6.1.4.1.2011.2.25.3.70", "covered", "Huawei"),
        ("SNMP OID", ".1.3.6.1.4.1.2011.2.239", "covered", "Huawei"),
        ("sysObjectID", "enterprises.3902.1082.1", "covered", "ZTE"),
        ("sysObjectID", "1.3.6.1.4.1.2011.10.1.89", "unknown", "Huawei"),
        ("sysObjectID", "1.3.6.1.4.1.20111.2", "unknown", None),
        ("sysObjectID", "1.3.6.1.4.1.25506.11", "unknown", None),
        ("sysObjectID", "1.3.6.1.4.1.9.1.516", "unknown", None),
        ("sysDescr", "Huawei Versatile Routing Platform Software", "covered", "Huawei"),
        ("sysDescr", "Versatile Routing Platform Software", "likely", "Huawei"),
        ("sysDescr", "ZXR10 ROS Version V4", "covered", "ZTE"),
        ("Software version", "V200R010C00SPC600", "likely", "Huawei"),
        ("Firmware", "YunShan OS 1.22", "likely", "Huawei"),
        ("Software version", "15.2(4)E7", "unknown", None),
        ("FCC ID", "QISEM770W", "covered", "Huawei"),
        ("FCC ID", "FCC ID: QISE5186", "covered", "Huawei"),
        ("FCC ID", "SRQ-MF279", "covered", "ZTE"),
        ("FCC ID", "2AQIS123", "unknown", None),
        ("elabel", "VendorName=Huawei", "covered", "Huawei"),
        ("BOM", "02353TBH", "likely", "Huawei"),
        ("USB VID", "VID_12D1", "likely", "Huawei"),
    ],
)  # fmt: skip
def test_device_data_in_columns_nobody_mapped(
    judge: Judge, header: str, text: str, verdict: str, entity: str | None
) -> None:
    finding = judge(columns=[("ignore", header, text)])
    assert (finding.verdict, finding.entity) == (verdict, entity)


def test_the_huawei_3com_branch_never_makes_a_row_covered(judge: Judge) -> None:
    column: list[Column] = [("ignore", "sysObjectID", "1.3.6.1.4.1.2011.10.1.89")]
    assert judge(maker="H3C", columns=column).verdict == "not_covered"


@pytest.mark.parametrize(
    ("meaning", "code", "verdict"),
    [
        ("part_number", "02353TBH", "likely"), ("part_number", "03050bdg", "likely"), ("model", "02353TBH",
        "unknown"),
        ("description", "02353TBH", "unknown"), ("part_number", "02351930", "unknown"), ("part_number", "2351930",
        "unknown"),
    ],
)  # fmt: skip
def test_item_codes_count_most_in_their_own_column(judge: Judge, meaning: str, code: str, verdict: str) -> None:
    finding = judge(**{meaning: code})
    assert (finding.verdict, finding.entity) == (verdict, "Huawei")


def test_a_part_code_cannot_be_cut_out_of_a_longer_number(judge: Judge) -> None:
    assert judge(part_number="9902351930").entity is None

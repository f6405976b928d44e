"""Serial numbers that a spreadsheet rounded, typists confused or authors hid in a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.rows.serials import (
    mac_doubt,
    mac_of,
    serial_doubt,
    serial_key,
    serials_in_text,
    serials_of,
    usual_digits,
    zeros_lost,
)
from planner.core.rows.values import Bad, tidy


@pytest.mark.parametrize(
    "typed",
    [
        2.10235e19,
        "2.10235E+19",
        "2.10235e19",
        "2,10235E+19",
        " 2.10235E+19 ",
        "2.10235E+19; 2.10236E+19",
        1e15,
        210235432112345678,
        "210235432112345000000",
        "２.１０２３５Ｅ+１９",
    ],
)
def test_rounded_serials_are_lost_in_every_form(typed: str | float) -> None:
    found = serials_of(typed)
    assert isinstance(found, Bad)
    assert found.rule == "serial-digits-lost"


@pytest.mark.parametrize("typed", [123456789012345, 123456789012345.0, "123456789012345"])
def test_fifteen_digits_fit_into_a_number_cell(typed: str | float) -> None:
    assert serials_of(typed) == ("123456789012345",)


@pytest.mark.parametrize(
    "typed",
    [
        "ＡＢ１２３４５６７８",
        "AB12345678\u200b",
        "\ufeffAB12345678",
        "AB12345678\u00a0",
        "S/N：AB12345678",
        "sn: AB12345678",
    ],
)
def test_full_width_and_invisible_characters_are_not_part_of_a_serial(typed: str) -> None:
    assert serials_of(typed) == ("AB12345678",)


def test_chinese_commas_separate_serials() -> None:
    assert serials_of("AB12345678、AB12345679，AB12345680") == ("AB12345678", "AB12345679", "AB12345680")


def test_a_letter_between_digits_is_pointed_out_by_its_place() -> None:
    found = serial_doubt("21O2310QXH10E1000123")
    assert found is not None
    assert "character 3 is the letter O, not the digit 0" in found.problem
    assert serial_doubt("2102310QXH10E1000l23") is not None
    assert serial_doubt("2102310QXH10E1000123") is None


@pytest.mark.parametrize("serial", ["AB1O23CD", "FOX1234OAK", "O1", "LBALTMB-123"])
def test_serials_full_of_letters_may_hold_an_o(serial: str) -> None:
    assert serial_doubt(serial) is None


def test_serials_that_look_the_same_compare_equal() -> None:
    assert serial_key("21O2310QXHI0E1") == serial_key("2102310qxh10el") == serial_key("21023 10QXH10E1")
    assert serial_key("MT-1-123") != serial_key("MT-11-23")


@given(st.from_regex(r"[A-Z0-9]{6,20}", fullmatch=True))
def test_the_key_of_a_key_is_itself(serial: str) -> None:
    assert serial_key(serial_key(serial)) == serial_key(serial)


def test_letters_in_a_hardware_address_are_read_as_digits_and_told() -> None:
    assert mac_of("OO:1E:l0:AA:BB:CC") == "00-1E-10-AA-BB-CC"
    found = mac_doubt("OO:1E:l0:AA:BB:CC")
    assert found is not None
    assert "character 5 is the letter l, not the digit 1" in found.problem
    assert found.problem.endswith("read as 00-1E-10-AA-BB-CC")
    assert mac_doubt("00:1E:10:AA:BB:CC") is None
    assert mac_doubt("no idea") is None


def test_a_full_width_hardware_address_is_read() -> None:
    assert mac_of("００:１E:１０:AA:BB:CC") == "00-1E-10-AA-BB-CC"


def test_leading_zeros_are_missed_where_other_serials_have_them() -> None:
    column = ["0012345679", "0012345680", "12345678", ""]
    usual = usual_digits(column)
    assert usual == 10
    found = zeros_lost("12345678", usual)
    assert found is not None
    assert "its leading zeros may be lost" in found.problem
    assert zeros_lost("0012345679", usual) is None
    assert zeros_lost("123", usual) is None
    assert zeros_lost("AB345678", usual) is None


@pytest.mark.parametrize("column", [["12345678", "1234567"], ["0012345679"], ["0012345679", "012345"], []])
def test_nothing_is_said_about_zeros_without_two_alike(column: list[str]) -> None:
    assert usual_digits(column) is None


@pytest.mark.parametrize(
    ("text", "serials"),
    [
        ("RRU3908, S/N: 2102310QXH10E1000123", ("2102310QXH10E1000123",)),
        ("S/N 2102310QXH10E1000123 RRU3908 removed", ("2102310QXH10E1000123",)),
        ("serials: AB12345678; AB12345679; AB12345680", ("AB12345678", "AB12345679", "AB12345680")),
        ("Serial No. AB12345678 and AB12345679", ("AB12345678", "AB12345679")),
        ("SN AB12345678, PN 02310QXH", ("AB12345678",)),
        ("序列号：AB12345678", ("AB12345678",)),
        ("SN: AB12345678 and later SN: AB12345679", ("AB12345678", "AB12345679")),
        ("serial number missing", ()),
        ("ISSN 12345678", ()),
        ("serialized 12345678", ()),
        ("snow 12345678", ()),
        ("S/N 2.10235E+19", ()),
        ("RRU3908 2102310QXH10E1000123", ()),
    ],
)
def test_serials_in_a_sentence_are_those_that_are_called_so(text: str, serials: tuple[str, ...]) -> None:
    assert serials_in_text(text) == serials


@given(st.text(alphabet="SN/:; AB0123456789-\n", max_size=80))
def test_whatever_is_found_stands_in_the_text(text: str) -> None:
    found = serials_in_text(f"S/N {text}")
    assert all(serial in tidy(text) and len(serial) >= 6 for serial in found)

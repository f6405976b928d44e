"""Cells to values: what people type, and what must not be guessed."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.rows.serials import mac_of, serials_of
from planner.core.rows.values import (
    Bad,
    coordinate_of,
    day_of,
    layer_of,
    money_of,
    month_comes_first,
    pair_of,
    quantity_in_words,
    quantity_of,
    zip_of,
)


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        (3, 3),
        (3.0, 3),
        ("3", 3),
        ("3.0", 3),
        ("3 ea", 3),
        ("x2", 2),
        ("2x", 2),
        ("(4)", 4),
        ("1,200", 1200),
        ("qty 3", 3),
        ("Qty: 3", 3),
        ("3 pcs", 3),
        ("3 radios", 3),
        ("2 个", 2),
        (" 7 ", 7),
    ],
)
def test_quantities_as_people_type_them(typed: str | float, count: int) -> None:
    assert quantity_of(typed) == count


@pytest.mark.parametrize(
    "typed", ["a few", "2.5", "-2", "0", "1.200", "3/4", "12345678901", 2.5, -1, 0, True, float("inf")]
)
def test_what_is_no_count_is_bad(typed: str | float) -> None:
    assert isinstance(quantity_of(typed), Bad)


@pytest.mark.parametrize("typed", ["", "N/A", "-", "TBD", "?", None])
def test_a_quantity_that_says_nothing_is_none(typed: str | None) -> None:
    assert quantity_of(typed) is None


@given(st.integers(min_value=1, max_value=1_000_000))
def test_any_count_survives_thousands_separators(count: int) -> None:
    assert quantity_of(f" {count:,} ") == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("3x Huawei RRU3908", 3),
        ("3 x RRU", 3),
        ("RRU3908 x2", 2),
        ("RRU3908 (2)", 2),
        ("RRU, qty 4", 4),
        ("4x4 MIMO antenna", None),
        ("2x40W radio", None),
        ("RRU3908", None),
        ("AAU 64T64R", None),
    ],
)
def test_counts_in_words(text: str, count: int | None) -> None:
    assert quantity_in_words(text) == count


def test_two_counts_in_one_text_are_not_chosen_between() -> None:
    assert isinstance(quantity_in_words("3x RRU3908 + 1x BBU3900"), Bad)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("$12,500", "12500"),
        ("12.5k", "12500.0"),
        ("USD 1 200,50", "1200.50"),
        ("12,500.00", "12500.00"),
        (12500, "12500"),
        ("1.200,50 $", "1200.50"),
        ("$1,234,567", "1234567"),
        ("0.125", "0.125"),
        (99.95, "99.95"),
        ("$ 300 ea", "300"),
    ],
)
def test_dollars_as_people_type_them(typed: str | float, amount: str) -> None:
    assert money_of(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["12.500", "€500", "CNY 300", "call", "(500)", "-5", True, date(2020, 1, 1)])
def test_amounts_that_are_ambiguous_or_no_dollars_are_bad(typed: str) -> None:
    assert isinstance(money_of(typed), Bad)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2017-03-14", date(2017, 3, 14)),
        ("3/14/2017", date(2017, 3, 14)),
        ("14.03.2017", date(2017, 3, 14)),
        ("14 March 2017", date(2017, 3, 14)),
        ("March 14, 2017", date(2017, 3, 14)),
        ("14-Mar-17", date(2017, 3, 14)),
        (42808, date(2017, 3, 14)),
        ("42808", date(2017, 3, 14)),
        (datetime.fromisoformat("2017-03-14T09:00"), date(2017, 3, 14)),
        (date(2017, 3, 14), date(2017, 3, 14)),
        ("20170314", date(2017, 3, 14)),
        ("03/03/2017", date(2017, 3, 3)),
        ("3/14/17", date(2017, 3, 14)),
        ("2017-03-14 08:00:00", date(2017, 3, 14)),
        ("14 août 2017", date(2017, 8, 14)),
        ("3. März 2017", date(2017, 3, 3)),
    ],
)
def test_days_as_people_type_them(typed: str | int | date, day: date) -> None:
    assert day_of(typed) == day


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("03/04/2017", "date-ambiguous"),
        (2016, "date-year-only"),
        ("2016", "date-year-only"),
        ("soon", "date-unreadable"),
        ("31/02/2017", "date-unreadable"),
        ("Mar-17", "date-month-only"),
        ("Mar 2017", "date-month-only"),
        ("03/2017", "date-month-only"),
        ("13/2017", "date-unreadable"),
        (7, "date-unreadable"),
        ("1899-01-01", "date-unreadable"),
    ],
)
def test_days_that_would_be_guesses_are_bad(typed: str | int, rule: str) -> None:
    found = day_of(typed)
    assert isinstance(found, Bad)
    assert found.rule == rule


def test_the_rest_of_the_column_settles_day_and_month() -> None:
    assert day_of("03/04/2017", month_comes_first(["03/14/2017", "03/04/2017"])) == date(2017, 3, 4)
    assert day_of("03/04/2017", month_comes_first(["25/12/2017", "03/04/2017"])) == date(2017, 4, 3)
    assert month_comes_first(["25/12/2017", "12/25/2017"]) is None
    assert month_comes_first(["03/04/2017"]) is None


@pytest.mark.parametrize(
    ("typed", "degrees"),
    [
        (46.4453, 46.4453),
        ("46.4453", 46.4453),
        ("46.4453 N", 46.4453),
        ("W 108.5", None),
        ("46°26'43\" N", 46.445278),
        ("46 26 43", 46.445278),
        ("-46.5", -46.5),
        ("46,4453", 46.4453),
        ("46.5 S", -46.5),
    ],
)
def test_latitudes(typed: str | float, degrees: float | None) -> None:
    found = coordinate_of(typed, 90)
    assert isinstance(found, Bad) if degrees is None else found == degrees


def test_longitudes_west_are_below_zero_and_pairs_are_split() -> None:
    assert coordinate_of("108°32'30\" W", 180) == -108.541667
    assert pair_of("46.4453, -108.5418") == (46.4453, -108.5418)
    assert pair_of("46.4453") is None


@pytest.mark.parametrize(
    ("typed", "code"), [(501, "00501"), ("4785", "04785"), ("59072-1234", "59072-1234"), (59072, "59072")]
)
def test_zip_codes_get_their_zeros_back(typed: str | int, code: str) -> None:
    assert zip_of(typed) == code


@pytest.mark.parametrize(
    ("text", "layer"),
    [
        ("RAN", "ran"),
        ("microwave", "transport"),
        ("Transport", "transport"),
        ("Core", "core"),
        ("Power", "power"),
        ("OLT", "access"),
        ("CPE", "cpe"),
        ("IP router", "ip"),
        ("Core Network", "core"),
        ("core router", None),
        ("green", None),
    ],
)
def test_layers(text: str, layer: str | None) -> None:
    assert layer_of(text) == layer


@pytest.mark.parametrize(
    ("typed", "serials"),
    [
        ("2102310QXH10E1000123", ("2102310QXH10E1000123",)),
        ("AB12345678\nAB12345679", ("AB12345678", "AB12345679")),
        ("AB12345678, AB12345679; AB12345680", ("AB12345678", "AB12345679", "AB12345680")),
        ("AB12345678/AB12345679", ("AB12345678", "AB12345679")),
        ("AB12345678 AB12345679", ("AB12345678", "AB12345679")),
        ("S/N: AB12345678", ("AB12345678",)),
        ("N/A", ()),
        ("-", ()),
        ("unknown", ()),
        (None, ()),
        (12345678, ("12345678",)),
        (12345678.0, ("12345678",)),
        ("LBALTMB-123/45 6", ("LBALTMB-123/45 6",)),
        ("AB12345678, AB12345678", ("AB12345678",)),
    ],
)
def test_serial_numbers(typed: str | float | None, serials: tuple[str, ...]) -> None:
    assert serials_of(typed) == serials


@pytest.mark.parametrize(
    "typed", [2.10235e19, 210235432112345678, "2.10235E+19", "2,10235E+19", "210235432112345000000"]
)
def test_serial_numbers_that_a_spreadsheet_destroyed_say_so(typed: str | float) -> None:
    found = serials_of(typed)
    assert isinstance(found, Bad)
    assert "15 digits" in found.problem
    assert "label" in found.fix


def test_a_sentence_is_no_serial_number() -> None:
    assert isinstance(serials_of("see photo"), Bad)


@pytest.mark.parametrize("typed", ["00:1e:10:aa:bb:cc", "001E.10AA.BBCC", "00-1E-10-AA-BB-CC", "001e10aabbcc"])
def test_hardware_addresses_have_one_form(typed: str) -> None:
    assert mac_of(typed) == "00-1E-10-AA-BB-CC"


def test_a_broken_hardware_address_is_bad() -> None:
    assert isinstance(mac_of("00:1e:10:aa:bb"), Bad)
    assert mac_of("N/A") is None

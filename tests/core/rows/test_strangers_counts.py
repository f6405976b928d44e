"""Counts and serial numbers as strangers write them: read where one reading is possible, asked about where not."""

from collections.abc import Callable

import pytest

from planner.core.rows.serials import serial_range, serials_of
from planner.core.rows.values import Bad, quantity_in_words, quantity_of

from .conftest import Reading

Read = Callable[..., Reading]
A, B, C = "21023171BB10E4000001", "21023171BB10E4000002", "21023171BB10E4000003"


def rule_of(read: object) -> object:
    return read.rule if isinstance(read, Bad) else read


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("(3) RRU3908", 3), ("(2) ZTE R8862", 2), ("three RRU3908", 3), ("RRU3908 - 3 ea.", 3), ("3 RRU3908", 3),
        ("3-RRU3936", 3), ("3 Huawei RRU3908", 3), ("RRU3908x3", 3), ("3 radios", 3), ("qty. 3 RRU3908", 3),
        ("RRU3908 3x", 3),
    ],
)  # fmt: skip
def test_a_count_that_can_be_read_in_one_way_is_read(text: str, count: int) -> None:
    assert quantity_in_words(text) == count


@pytest.mark.parametrize(
    "text",
    [
        "3-RRU3936; 1-BBU3910", "RRU3908/BBU3900/RTN 950", "3 - RRU3908\n1 - BBU3900\n2 - RTN 950 w/ 6' dish",
        "Huawei RRU3936 (qty 6), BBU3910 x1", "RRU3908 and BBU3900", "R8862/B8200", "two radios, 3 ea",
    ],
)  # fmt: skip
def test_two_models_or_two_counts_in_one_cell_are_asked_about(text: str) -> None:
    assert rule_of(quantity_in_words(text)) == "quantity-several"


@pytest.mark.parametrize(
    "text",
    [
        "RRU3908", "12 V RECT4815", "900 MHz RRU3908", "Three Forks RRU3908", "RRU3908, 1900MHz", "RRU3908 V100R003",
        "Huawei\nRRU3908", "RRU3908\n1900 MHz", "DC48V/AC220V", "LTE700/LTE1900 RRU3908", "2-port router",
        "1/2 inch jumper", "(1) Replace radio", "S/N AB12345, AB12346", "RRU3908 (2x40W)", "100 RRU3908",
    ],
)  # fmt: skip
def test_bands_voltages_releases_and_places_are_no_counts(text: str) -> None:
    assert quantity_in_words(text) is None


def test_units_in_a_model_cell_are_counted_or_asked_about(read: Read) -> None:
    reading = read([
        ["Site", "Equipment"],
        ["Cedar Ridge", "3-RRU3936; 1-BBU3910"],
        ["Elk 2", "(3) RRU3908"],
    ])  # fmt: skip
    assert [item.quantity for item in reading.items] == [1, 3]
    assert [issue.cell for issue in reading.issues("quantity-several")] == ["Sites!B2"]


@pytest.mark.parametrize(("text", "count"), [("3,0", 3), ("3,00", 3), ("30,0", 30), ("3,000", 3000)])
def test_a_decimal_comma_before_zeros_does_not_block_a_quantity(text: str, count: int) -> None:
    assert quantity_of(text) == count


def test_half_a_unit_still_blocks() -> None:
    assert rule_of(quantity_of("3,5")) == "quantity-unreadable"


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        (f"SN {A} - bad fan", (A,)), (f"{A} (A)", (A,)), (f"Barcode {A}", (A,)), (f"{A} bad, {B} ok", (A, B)),
        ("HWTC 1A2B3C4D", ("HWTC 1A2B3C4D",)), ("ABC 123456", ("ABC 123456",)), ("2102 3107 12", ("2102 3107 12",)),
        ("A1B2-C3D4", ("A1B2-C3D4",)), ("2017-2019", ("2017-2019",)),
    ],
)  # fmt: skip
def test_the_clean_serial_number_is_found_among_words(typed: str, clean: tuple[str, ...]) -> None:
    assert serials_of(typed) == clean


@pytest.mark.parametrize("typed", ["Unit 5 on tower", "DATE: 4/3/19", f"same as {A}", "10000001-10000200"])
def test_words_without_one_clean_serial_number_are_unreadable(typed: str) -> None:
    assert rule_of(serials_of(typed)) == "serial-unreadable"


def test_a_remark_behind_a_serial_number_does_not_hide_a_duplicate(read: Read) -> None:
    reading = read([
        ["Site", "Model", "Serial", "Qty"],
        ["Roy", "RRU3908", f"SN {A} - bad fan", "1"],
        ["Roy", "RRU3908", A, "1"],
        ["Roy", "RRU3908", f"{B} (A)", "1"],
        ["Roy", "RRU3908", B, "1"],
    ])  # fmt: skip
    assert reading.classes == ["header", "item", "duplicate", "item", "duplicate"]


def test_a_range_of_serial_numbers_is_each_of_them_and_said(read: Read) -> None:
    reading = read([
        ["Site", "Make", "Model", "Serial"],
        ["Cedar Ridge", "Huawei", "RRU3908", f"{A}-{C}"],
        ["Elk 2", "Huawei", "RRU3908", B],
    ])  # fmt: skip
    assert [(item.serials, item.quantity) for item in reading.items] == [((A, B, C), 3)]
    assert [issue.cell for issue in reading.issues("serial-range")] == ["Sites!D2"]
    assert reading.classes == ["header", "item", "duplicate"]


def test_a_range_keeps_the_zeros_of_its_numbers() -> None:
    assert serial_range("AB100098-AB100101") == ("AB100098", "AB100099", "AB100100", "AB100101")
    assert serial_range("AB100098-CD100099") == ()


def test_a_cell_of_several_makers_is_asked_about(read: Read) -> None:
    rows = [["Site", "Make", "Model", "Qty"], ["Elk 2", "Huawei, ZTE", "RRU3908", "1"], ["Elk 2", "ZTE", "R8862", "1"]]
    assert [issue.cell for issue in read(rows).issues("makers-several")] == ["Sites!B2"]

"""Rows that tell again of gear already told of: kept in the ledger, linked, counted once."""

from typing import Any, Protocol


class Read(Protocol):
    def __call__(self, rows: Any = None, **more: Any) -> Any: ...


HEADER = ["Site", "Maker", "Model", "Qty", "Serial", "Slot", "Asset Tag"]


def test_a_duplicate_is_linked_to_the_cell_of_the_row_it_repeats(read: Read) -> None:
    row = ["Cedar", "Huawei", "RRU3908", 1, "2102310QXH10E1000123", "1", ""]
    reading = read([HEADER, row, row])
    assert reading.classes == ["header", "item", "duplicate"]
    assert reading.sheet.repeats == ((3, "Sites!E2"),)


def test_a_duplicate_in_another_sheet_names_that_sheet(read: Read) -> None:
    rows = [HEADER, ["Cedar", "Huawei", "RRU3908", 1, "2102310QXH10E1000123", "1", ""]]
    reading = read(North=rows, South=rows)
    assert [sheet.repeats for sheet in reading.whole.files[0].sheets] == [(), ((2, "North!E2"),)]


def test_the_same_site_model_and_position_are_one_unit(read: Read) -> None:
    reading = read([HEADER, ["Cedar", "Huawei", "RRU3908", 1, "", "3", ""], ["CEDAR", "", "RRU-3908", 1, "", "3", ""]])
    assert reading.classes == ["header", "item", "duplicate"]
    assert reading.sheet.repeats == ((3, "Sites!F2"),)
    assert [issue.cell for issue in reading.issues("duplicate-position")] == ["Sites!3"]


def test_two_serial_numbers_in_one_position_are_two_units(read: Read) -> None:
    rows = [["Cedar", "Huawei", "RRU3908", 1, serial, "3", ""] for serial in ("AB12345671", "AB12345672")]
    assert read([HEADER, *rows]).classes == ["header", "item", "item"]


def test_another_position_asset_quantity_or_site_is_another_unit(read: Read) -> None:
    rows = [
        ["Cedar", "Huawei", "RRU3908", 1, "", "3", "T1"], ["Cedar", "Huawei", "RRU3908", 1, "", "4", "T1"],
        ["Cedar", "Huawei", "RRU3908", 1, "", "3", "T2"], ["Cedar", "Huawei", "RRU3908", 2, "", "3", "T1"],
        ["Elk", "Huawei", "RRU3908", 1, "", "3", "T1"],
    ]  # fmt: skip
    assert read([HEADER, *rows]).classes == ["header", *["item"] * 5]


def test_rows_alike_without_serial_position_or_asset_are_counted_and_told(read: Read) -> None:
    row = ["Cedar", "Huawei", "RRU3908", 1, "", "", ""]
    reading = read([HEADER, row, row])
    assert reading.classes == ["header", "item", "item"]
    assert reading.sheet.repeats == ()
    assert "row-repeated" in reading.rules


def test_the_position_is_every_place_cell_from_left_to_right(read: Read) -> None:
    rows = [["Site", "Model", "Rack", "Shelf", "Slot"], ["Cedar", "RRU3908", "0", "N/A", "7"]]
    assert read(rows).items[0].position == "0/7"

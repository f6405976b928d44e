"""Merged blocks, ditto marks, sites written once: filled where the sheet says so, and nowhere else."""

from collections.abc import Callable
from typing import Any

import pytest

from planner.core.model import MergedRange

Read = Callable[..., Any]


HEAD = ["Site", "Manufacturer", "Model", "Qty", "Serial"]


def test_a_merged_site_reaches_every_row_of_its_block_with_its_real_address(read: Read) -> None:
    rows = [HEAD, ["Cedar", "Huawei", "BBU3900", 1], [None, "Huawei", "RRU3908", 3], [None, "Nokia", "AHLOA", 1]]
    reading = read(rows, merged=[MergedRange(2, 0, 3, 0)])
    assert [item.site for item in reading.items] == ["Cedar", "Cedar", None]
    assert str(reading.items[1].fields[0].cell) == "Sites!A2"


def test_a_merged_maker_reaches_its_rows(read: Read) -> None:
    rows = [HEAD, ["Cedar", "Huawei", "BBU3900", 1], ["Cedar", None, "RRU3908", 3], ["Cedar", None, "AHLOA", 1]]
    reading = read(rows, merged=[MergedRange(2, 1, 3, 1)])
    assert [item.maker for item in reading.items] == ["Huawei", "Huawei", None]


def test_a_blank_maker_is_never_filled_down(read: Read) -> None:
    rows = [HEAD, ["Cedar", "Nokia", "AHLOA", 1], [None, None, "RRU3908", 3], [None, None, "BBU3900", 1]]
    assert [item.maker for item in read(rows).items] == ["Nokia", None, None]


@pytest.mark.parametrize("mark", ['"', "''", "do.", "Ditto", "same", "″", "〃", "as above", "同上"])
def test_ditto_marks_take_the_value_above_and_its_address(read: Read, mark: str) -> None:
    rows = [HEAD, ["Cedar", "Huawei", "RRU3908", 3], [mark, mark, mark, mark], ["Loon", "Nokia", "AHLOA", 1]]
    reading = read(rows)
    copy = reading.items[1]
    assert (copy.site, copy.maker, copy.model, copy.quantity) == ("Cedar", "Huawei", "RRU3908", 3)
    assert [str(entry.cell) for entry in copy.fields] == ["Sites!A2", "Sites!B2", "Sites!C2", "Sites!D2"]
    assert [issue.severity for issue in reading.issues("ditto-filled")] == ["fixed"]


def test_a_ditto_mark_cannot_copy_a_serial_number(read: Read) -> None:
    rows = [HEAD, ["Cedar", "Huawei", "RRU3908", 1, "2102310QXH10E1000123"], ["Cedar", '"', '"', 1, '"']]
    reading = read(rows)
    assert [item.serials for item in reading.items] == [("2102310QXH10E1000123",), ()]
    assert reading.issues("ditto-without-value")[0].cell == "Sites!E3"
    assert reading.items[1].fields[-1].text == '"'


def test_a_ditto_mark_under_an_empty_cell_is_no_maker(read: Read) -> None:
    reading = read([HEAD, ["Cedar", None, "RRU3908", 3], ["Cedar", '"', "RRU3908", 1]])
    assert reading.items[1].maker is None
    assert reading.issues("ditto-without-value")[0].cell == "Sites!B3"


def test_a_site_written_once_per_block_is_filled_down_and_told_once(read: Read) -> None:
    rows = [
        HEAD,
        ["Cedar", "Huawei", "BBU3900", 1],
        [None, "Huawei", "RRU3908", 3],
        ["Total", None, None, 4],
        [None, "Nokia", "AHLOA", 1],
        ["Loon", "ZTE", "R8862A", 1],
        [None, "ZTE", "BS8700", 1],
    ]
    reading = read(rows)
    assert [item.site for item in reading.items] == ["Cedar", "Cedar", "Cedar", "Loon", "Loon"]
    [issue] = reading.issues("site-filled-down")
    assert (issue.severity, "3 rows (3, 5, 7)" in issue.problem) == ("fixed", True)


def test_one_blank_among_full_site_cells_is_a_question_and_not_a_guess(read: Read) -> None:
    gear = ["Huawei", "RRU3908", 1]
    rows = [HEAD, ["Cedar", *gear], ["Cedar", *gear], ["Cedar", *gear], [None, *gear], ["Loon", *gear], ["Loon", *gear]]
    reading = read(rows)
    assert reading.items[3].site is None
    assert "row 5" in reading.issues("site-missing")[0].problem


def test_a_section_title_names_the_site_of_the_rows_below(read: Read) -> None:
    rows = [
        ["Make", "Model", "Qty"],
        ["Site: Cedar Ridge"],
        ["Huawei", "BBU3900", 1],
        ["Site - Loon Hollow"],
        ["ZTE", "R8862A", 1],
    ]
    reading = read(rows)
    assert reading.classes == ["header", "title", "item", "title", "item"]
    assert [item.site for item in reading.items] == ["Cedar Ridge", "Loon Hollow"]
    assert reading.items[0].fields[0].text == "Site: Cedar Ridge"
    assert "columns-missing" not in reading.rules


def test_a_title_of_spares_ends_the_site_above_it(read: Read) -> None:
    rows = [
        ["Make", "Model", "Qty"],
        ["Roundup North"],
        ["Huawei", "BBU3900", 1],
        ["Spare equipment"],
        ["ZTE", "R8862A", 1],
    ]
    reading = read(rows)
    assert [item.site for item in reading.items] == ["Roundup North", None]
    assert "site-from-title-guessed" in reading.rules


def test_a_title_above_the_header_names_the_site_of_the_sheet(read: Read) -> None:
    reading = read([["Site:", "Cedar Ridge"], ["Mfr", "Model", "Qty"], ["Huawei", "BBU3900", 1]])
    assert reading.items[0].site == "Cedar Ridge"


def test_a_workbook_with_one_sheet_per_site_takes_the_sheets_names(read: Read) -> None:
    sheet = [["Make", "Model", "Qty"], ["Huawei", "BBU3900", 1]]
    reading = read(**{"Cedar Ridge": sheet, "Loon Hollow": [sheet[0], ["ZTE", "R8862A", 1]]})
    assert [item.site for item in reading.items] == ["Cedar Ridge", "Loon Hollow"]
    assert len(reading.issues("site-from-sheet-name")) == 2
    assert [entry.header for entry in reading.items[0].fields] == ["Make", "Model", "Qty"]


def test_sheets_named_by_the_program_or_by_maker_are_no_sites(read: Read) -> None:
    sheet = [["Make", "Model", "Qty"], ["Huawei", "BBU3900", 1]]
    reading = read(Sheet1=sheet, Huawei=[sheet[0], ["ZTE", "R8862A", 1]])
    assert [item.site for item in reading.items] == [None, None]
    assert "columns-missing" in reading.rules


def test_a_block_merged_across_columns_fills_words_and_not_numbers(read: Read) -> None:
    rows = [HEAD, ["Cedar", "Huawei RRU3908", None, 3], ["Cedar", "Nokia", "see label", None]]
    reading = read(rows, merged=[MergedRange(2, 1, 2, 2), MergedRange(3, 2, 3, 4)])
    assert reading.classes == ["header", "item", "item"]
    assert (reading.items[0].maker, reading.items[0].model) == ("Huawei RRU3908", "Huawei RRU3908")
    assert [str(entry.cell) for entry in reading.items[0].fields] == ["Sites!A2", "Sites!B2", "Sites!B2", "Sites!D2"]
    assert (reading.items[1].quantity, reading.items[1].serials) == (1, ())


def test_a_single_blank_among_sites_that_never_repeat_is_no_block(read: Read) -> None:
    gear = ["Huawei", "RRU3908", 1]
    rows = [HEAD, ["Ash", *gear], ["Birch", *gear], ["Cedar", *gear], [None, *gear], ["Elm", *gear], ["Fir", *gear]]
    assert read(rows).items[3].site is None

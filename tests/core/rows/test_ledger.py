"""Every row gets one class, and the classes say the truth."""

from collections.abc import Callable
from typing import Any

import pytest

from planner.core.columns import ColumnLexicon
from planner.core.model import CellValue, Sheet, Upload
from planner.core.rows import understand

Read = Callable[..., Any]


HEAD = ["Site", "Manufacturer", "Model", "Qty", "Serial", "Notes"]
BBU = ["Cedar Ridge", "Huawei", "BBU3900", 1, "2102310QXH10E1000123", None]
RRU = ["Cedar Ridge", "Huawei", "RRU3908", 3, None, None]


def test_titles_header_items_blanks_totals_and_footers_each_have_their_class(read: Read) -> None:
    rows = [
        ["Big Sky Rural Wireless"],
        [],
        HEAD,
        BBU,
        RRU,
        ["Subtotal Cedar Ridge", None, None, 4],
        [],
        ["Loon Hollow", "ZTE", "R8862A", "2"],
        ["Total", None, None, 6],
        ["Prepared by J. Smith on a cold day"],
    ]
    reading = read(rows)
    assert reading.classes == [
        "title",
        "blank",
        "header",
        "item",
        "item",
        "subtotal",
        "blank",
        "item",
        "subtotal",
        "note",
    ]
    assert reading.sheet.header_row == 3
    assert reading.sheet.rows_total == 10


def test_a_header_said_again_is_a_header_and_not_gear(read: Read) -> None:
    reading = read([HEAD, BBU, [word.upper() for word in HEAD], RRU])
    assert reading.classes == ["header", "item", "header", "item"]


def test_a_line_of_units_under_the_header_belongs_to_it(read: Read) -> None:
    rows = [["Site", "Make", "Model", "Unit Cost", "Installed"], [None, None, None, "(USD)", "mm/dd/yyyy"]]
    reading = read([*rows, ["Cedar", "Huawei", "BBU3900", 100, "2017-01-02"]])
    assert reading.classes == ["header", "header", "item"]
    assert reading.items[0].fields[3].header == "Unit Cost (USD)"


def test_a_header_that_only_reads_over_two_lines_is_put_together(read: Read) -> None:
    upper = ["Site", "Equipment", None, "Serial", "Unit", "Install"]
    lower = ["Name", "Make", "Model", "Number", "Cost", "Date"]
    reading = read([upper, lower, ["Cedar", "Huawei", "RRU3908", "2102310QXH10E1000123", 1200.5, "2017-03-04"]])
    assert reading.sheet.columns == {
        "A": "site_name",
        "B": "maker",
        "C": "model",
        "D": "serial",
        "E": "unit_cost",
        "F": "installed_on",
    }
    assert reading.classes == ["header", "header", "item"]


def test_group_names_above_the_header_are_part_of_it(read: Read) -> None:
    groups = ["Location", None, None, "Equipment", None]
    head = ["ID", "Latitude", "Longitude", "Make", "Model"]
    reading = read([["Audit 2023"], groups, head, ["MT-1", 46.5, -108.5, "Huawei", "BBU3900"]])
    assert reading.classes == ["title", "header", "header", "item"]
    assert reading.items[0].site == "MT-1"


def test_a_sum_without_a_word_is_a_subtotal_when_it_adds_up(read: Read) -> None:
    reading = read([HEAD, BBU, RRU, [None, None, None, 4], ["Loon", "ZTE", "R8862A", 2], [None, None, None, 6]])
    assert reading.classes == ["header", "item", "item", "subtotal", "item", "subtotal"]


def test_a_lone_number_that_does_not_add_up_is_a_problem_that_names_its_cell(read: Read) -> None:
    reading = read([HEAD, BBU, RRU, [None, None, None, 5]])
    assert reading.classes[-1] == "problem"
    [issue] = reading.issues("quantity-without-gear")
    assert (issue.severity, issue.cell, issue.typed) == ("blocks", "Sites!D4", "5")


def test_total_access_is_a_product_and_no_total(read: Read) -> None:
    rows = [HEAD, ["Cedar", "Adtran", "Total Access 5006", 1], ["Cedar", None, "Total Access 5000", 2], BBU]
    assert read(rows).classes == ["header", "item", "item", "item"]


@pytest.mark.parametrize("word", ["TOTAL", "Grand Total:", "Sub-total", "Cedar Ridge Total", "Summe", "合计", "Suma"])
def test_totals_in_many_words_are_not_counted_twice(read: Read, word: str) -> None:
    reading = read([HEAD, BBU, [None, None, word, 99]])
    assert reading.classes[-1] == "subtotal"
    assert sum(item.quantity for item in reading.items) == 1


@pytest.mark.parametrize("typed", ["a few", "2.5", "-2", "~3", "3-4", -1, 2.5, True])
def test_a_quantity_that_cannot_be_read_is_a_problem_with_its_cell_and_words(read: Read, typed: CellValue) -> None:
    reading = read([HEAD, ["Cedar", "Huawei", "RRU3908", typed], BBU])
    assert reading.classes == ["header", "problem", "item"]
    [issue] = reading.issues("quantity-unreadable")
    assert (issue.severity, issue.cell) == ("blocks", "Sites!D2")
    assert issue.typed == ("TRUE" if typed is True else str(typed))
    assert "whole number" in issue.fix


def test_the_same_serial_again_is_a_duplicate_and_counted_once(read: Read) -> None:
    reading = read([HEAD, BBU, ["CEDAR RIDGE", "Huawei", "BBU 3900", 1, " 2102310qxh10e1000123 "]])
    assert reading.classes == ["header", "item", "duplicate"]
    assert len(reading.items) == 1
    [issue] = reading.issues("duplicate-serial")
    assert "Sites!2" in issue.problem


def test_the_same_serial_on_another_model_stays_an_item_that_a_person_must_settle(read: Read) -> None:
    reading = read([HEAD, BBU, ["Cedar Ridge", "Nokia", "AHLOA", 1, "2102310QXH10E1000123"]])
    assert reading.classes == ["header", "item", "item"]
    assert len(reading.issues("serial-seen-before")) == 1


def test_duplicates_are_found_across_sheets(read: Read) -> None:
    reading = read(Sites=[HEAD, BBU], Audit=[HEAD, BBU])
    assert len(reading.items) == 1
    assert [row_class for _, row_class in reading.whole.files[0].sheets[1].row_classes] == ["header", "duplicate"]


def test_two_equal_rows_without_serials_are_two_items_and_a_question(read: Read) -> None:
    reading = read([HEAD, RRU, RRU, BBU])
    assert reading.classes == ["header", "item", "item", "item"]
    [issue] = reading.issues("row-repeated")
    assert issue.severity == "check"
    assert "row 3" in issue.problem
    assert len({item.fingerprint for item in reading.items}) == 3


def test_two_equal_rows_with_one_asset_tag_are_one_item(read: Read) -> None:
    head = ["Asset Tag", "Site", "Make", "Model"]
    row = ["A-100", "Cedar", "Huawei", "BBU3900"]
    reading = read([head, row, row, ["A-101", "Cedar", "Huawei", "BBU3900"]])
    assert reading.classes == ["header", "item", "duplicate", "item"]


def test_a_register_of_places_holds_no_gear_but_gives_sites(read: Read) -> None:
    rows = [["Site ID", "Site Name", "Latitude", "Longitude", "State"], ["MT-1", "Cedar Ridge", 46.5, -108.5, "MT"]]
    reading = read(rows)
    assert reading.classes == ["header", "note"]
    assert reading.items == ()
    [site] = reading.whole.sites
    assert (site.key, site.name, site.latitude, site.longitude) == ("cedar-ridge", "Cedar Ridge", 46.5, -108.5)


def test_a_cover_sheet_of_prose_is_titles_and_notes(read: Read) -> None:
    reading = read(
        [["Big Sky Wireless"], ["Inventory 2023"], [], ["This workbook lists what we own, as far as we know."]]
    )
    assert reading.classes == ["title", "title", "blank", "note"]


def test_a_remark_that_names_a_maker_is_pointed_out(read: Read) -> None:
    reading = read([HEAD, BBU, ["* there is another Huawei cabinet behind the shelter"]])
    assert reading.classes[-1] == "note"
    [issue] = reading.issues("remark-names-maker")
    assert issue.cell == "Sites!A3"


def test_a_hidden_sheet_is_listed_and_not_read(lexicon: ColumnLexicon, make_sheet: Callable[..., Sheet]) -> None:
    hidden = Sheet("old_2019", "very_hidden", False)
    whole = understand([Upload("c.xlsx", "0", 1, (make_sheet([HEAD, BBU]), hidden))], lexicon)
    review = whole.files[0].sheets[1]
    assert (review.read, review.rows_total, review.row_classes) == (False, 0, ())
    [issue] = [issue for issue in whole.issues if issue.rule == "sheet-hidden"]
    assert (issue.severity, issue.cell) == ("check", "old_2019")
    assert "very hidden" in issue.problem


def test_gear_above_the_header_does_not_vanish_as_a_title(read: Read) -> None:
    reading = read([["Cedar", "Huawei", "BBU3900", 1], HEAD, RRU])
    assert reading.classes == ["problem", "header", "item"]
    assert reading.issues("gear-above-header")[0].severity == "blocks"


def test_a_second_table_below_is_read_with_its_own_header(read: Read) -> None:
    rows = [
        HEAD,
        BBU,
        [],
        ["Spares in the warehouse"],
        ["Item", "Vendor", "Part Number", "Location", "Count"],
        ["RRU3908", "Huawei", "02310ABC", "Warehouse", "4"],
    ]
    reading = read(rows)
    assert reading.classes[3:] == ["title", "header", "item"]
    spare = reading.items[1]
    assert (spare.site, spare.part_number, spare.quantity) == ("Warehouse", "02310ABC", 4)
    assert reading.sheet.columns["A"] == "site"


def test_a_table_that_names_makers_but_no_gear_column_blocks(read: Read) -> None:
    reading = read(
        [["Site", "County", "Huawei radios", "Nokia radios"], ["Cedar", "Polk", 3, 1], ["Loon", "Polk", 2, 0]]
    )
    assert "item" not in reading.ledger
    assert [issue.severity for issue in reading.issues("makers-without-gear")] == ["blocks"]


def test_an_empty_sheet_and_a_lone_header_are_no_trouble(read: Read) -> None:
    assert read([]).sheet.rows_total == 0
    assert read([HEAD]).classes == ["header"]

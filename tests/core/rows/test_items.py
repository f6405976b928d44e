"""What becomes of a row's cells: meanings, doubts, and nothing lost."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from planner.core.columns import ColumnLexicon
from planner.core.model import Sheet, SourceRow, Upload
from planner.core.rows import understand

Read = Callable[..., Any]


HEAD = ["Site", "Manufacturer", "Model", "Qty", "Serial", "Purchase Date", "Unit Cost", "Rack", "Notes"]


def test_a_full_row_becomes_a_full_item_with_the_address_of_every_cell(read: Read) -> None:
    row = ["Cedar", "Huawei", "RRU3908", "3 ea", "N/A", "2017-03-14", "$12,500", "R7", "north face"]
    [item] = read([HEAD, row]).items
    assert (item.id, item.row, item.site, item.maker, item.model, item.quantity) == (
        1,
        2,
        "Cedar",
        "Huawei",
        "RRU3908",
        3,
    )
    assert (item.serials, item.obtained_on, item.unit_cost, item.notes) == (
        (),
        date(2017, 3, 14),
        Decimal(12500),
        "north face",
    )
    assert [entry.text for entry in item.fields] == row
    assert [str(entry.cell) for entry in item.fields] == [f"Sites!{letter}2" for letter in "ABCDEFGHI"]
    assert item.fields[7].meaning == "position"


def test_a_bad_date_or_cost_is_told_and_the_row_stays_an_item(read: Read) -> None:
    reading = read([HEAD, ["Cedar", "Huawei", "RRU3908", 3, None, "03/04/2017", "call"]])
    assert reading.classes == ["header", "item"]
    assert (reading.items[0].obtained_on, reading.items[0].unit_cost) == (None, None)
    assert {issue.cell for issue in reading.whole.issues if issue.severity == "check"} >= {"Sites!F2", "Sites!G2"}


def test_a_column_that_shows_its_order_settles_its_ambiguous_dates(read: Read) -> None:
    rows = [HEAD, ["A", "Huawei", "RRU3908", 3, None, "03/04/2017"], ["A", "Huawei", "BBU3900", 1, None, "12/25/2016"]]
    assert read(rows).items[0].obtained_on == date(2017, 3, 4)


def test_serials_in_one_cell_count_when_no_quantity_is_given(read: Read) -> None:
    reading = read([HEAD, ["A", "Huawei", "RRU3908", None, "AB12345678\nAB12345679\nAB12345680"]])
    assert (reading.items[0].quantity, len(reading.items[0].serials)) == (3, 3)


def test_a_quantity_that_differs_from_its_serials_is_told(read: Read) -> None:
    reading = read([HEAD, ["A", "Huawei", "RRU3908", 3, "AB12345678, AB12345679"]])
    assert reading.items[0].quantity == 3
    assert reading.issues("quantity-against-serials")[0].cell == "Sites!D2"


def test_a_destroyed_serial_keeps_its_text_and_asks_for_the_label(read: Read) -> None:
    reading = read([HEAD, ["A", "Huawei", "RRU3908", 1, 2.10235e19]])
    [item] = reading.items
    assert item.serials == ()
    assert "2.10235E+19" in [entry.text for entry in item.fields]
    assert reading.issues("serial-digits-lost")[0].cell == "Sites!E2"


def test_missing_columns_are_named_once_with_what_was_assumed(read: Read) -> None:
    reading = read([["Model", "Serial"], ["RRU3908", "AB12345678"], ["BBU3900", "AB12345679"]])
    [issue] = reading.issues("columns-missing")
    assert all(word in issue.problem for word in ("site", "maker", "quantity", "1 was assumed"))
    assert "site-missing" not in reading.rules


def test_a_placeholder_maker_is_no_maker_but_its_text_stays(read: Read) -> None:
    [item] = read([HEAD, ["A", "TBD", "microwave radio", 1]]).items
    assert item.maker is None
    assert item.fields[1].text == "TBD"


def test_the_replaces_column_is_a_note_and_never_the_model(read: Read) -> None:
    head = ["Site", "Vendor", "Model", "Qty", "Replaces", "Previous Vendor"]
    [item] = read([head, ["A", "Nokia", "AHLOA", 1, "RRU3908", "Huawei"]]).items
    assert (item.maker, item.model, item.notes) == ("Nokia", "AHLOA", "RRU3908 | Huawei")


def test_landlord_contact_and_management_system_are_ignored_but_kept(read: Read) -> None:
    head = ["Site", "Vendor", "Model", "Qty", "Landlord", "Contact", "Managed by"]
    row = ["A", "Nokia", "AHLOA", "1", "Huawei Rd LLC", "Hua Wei", "U2000"]
    [item] = read([head, row]).items
    assert {entry.meaning for entry in item.fields[4:]} == {"ignore"}
    assert [entry.text for entry in item.fields] == row


def test_fingerprints_name_the_content_and_not_the_place(read: Read) -> None:
    one = ["A", "Huawei", "RRU3908", 1, "AB12345678"]
    two = ["A", "Huawei", "BBU3900", 1, "AB12345679"]
    first, second = read([HEAD, one, two]), read([["A title"], HEAD, two, one])
    assert {item.fingerprint for item in first.items} == {item.fingerprint for item in second.items}
    assert len({item.fingerprint for item in first.items}) == 2


def test_ids_count_through_files_and_sheets(lexicon: ColumnLexicon, make_sheet: Callable[..., Sheet]) -> None:
    sheets = [make_sheet([HEAD, [place, "Huawei", "RRU3908", 1]], place) for place in ("A", "B")]
    uploads = [Upload("1.xlsx", "0", 1, (sheets[0],)), Upload("2.xlsx", "0", 1, (sheets[1],))]
    whole = understand(uploads, lexicon)
    assert [(item.id, item.file) for item in whole.items] == [(1, "1.xlsx"), (2, "2.xlsx")]
    assert [review.name for review in whole.files] == ["1.xlsx", "2.xlsx"]


def test_the_row_number_is_the_files_own(lexicon: ColumnLexicon) -> None:
    rows = (
        SourceRow(1, tuple(HEAD)),
        SourceRow(2, ("A", "Huawei", "RRU\n3908", 1)),
        SourceRow(4, ("A", "ZTE", "R8862A", 1)),
    )
    whole = understand([Upload("c.csv", "0", 1, (Sheet("c", "visible", True, rows),))], lexicon)
    assert [item.row for item in whole.items] == [2, 4]

"""Layouts of carriers nobody here knows: what they mean must not be lost, and never be said for them."""

from collections.abc import Callable
from typing import Any

Read = Callable[..., Any]
GEAR = ["Huawei", "RRU3908", 1]


def test_the_far_end_of_a_link_never_names_the_near_end(read: Read) -> None:
    for near, far in (("Site A", "Site Z"), ("Site 1", "Site 2"), ("Site A", "Z Site Name"), ("From Site", "To Site")):
        reading = read([["Link", near, far, "Make", "Model", "Qty"], ["L1", "Jordan", "Cohagen", *GEAR]])
        assert reading.items[0].site == "Jordan", (near, far)


def test_a_name_beside_the_site_still_names_it(read: Read) -> None:
    reading = read([["Site", "Site Name", "Make", "Model", "Qty"], ["MT-1", "Jordan", *GEAR]])
    assert reading.items[0].site == "Jordan"


def test_serials_from_and_to_are_two_units(read: Read) -> None:
    rows = [["From Site", "To Site", "Make", "Model", "Serial From", "Serial To"]]
    reading = read([*rows, ["Jordan", "Cohagen", "Huawei", "RTN 905", "AB12345671", "AB12345672"]])
    assert reading.items[0].quantity == 2


def test_a_second_maker_is_gear_of_the_row_and_a_seller_is_not(read: Read) -> None:
    rows = [["Site", "Alpha Make", "Beta Make"], ["A", "Nokia", "Huawei"], ["B", "Nokia", "Nokia"]]
    assert read(rows).items[0].description == "Huawei"
    rows = [["Site", "Manufacturer", "Vendor"], ["A", "Nokia", "Huawei"], ["B", "Nokia", "Cisco"]]
    assert (read(rows).items[0].description, read(rows).items[0].notes) == (None, "Huawei")


def test_a_column_of_sites_that_a_register_knows_is_the_site_under_any_header(read: Read) -> None:
    register = [
        ["Site Code", "Site Name", "Lat", "Lon"],
        ["K01", "Melstone", 46.6, -107.8],
        ["K02", "Ingomar", 46.5, -107],
    ]
    gear = [["Code", "Item", "OEM", "Qty"], ["K01", "Radio 2212", "Ericsson", 3], ["k-02", "RRU3908", "Huawei", 3]]
    reading = read(Register=register, Gear=gear)
    assert [item.site for item in reading.items] == ["Melstone", "Ingomar"]
    assert "site-column-assumed" in reading.rules
    code = reading.whole.files[0].sheets[1].mapping[0]
    assert (code.column, code.meaning) == ("A", "site")
    assert "a site that another sheet names" in code.reasons[0]


def test_a_column_that_only_sometimes_holds_a_known_site_is_no_site_column(read: Read) -> None:
    register = [
        ["Site Code", "Site Name", "Lat", "Lon"],
        ["K01", "Melstone", 46.6, -107.8],
        ["K02", "Ingomar", 46.5, -107],
    ]
    gear = [["Code", "OEM", "Model"], ["K01", "Nokia", "FXFC"], ["X9", "Nokia", "FXFC"], ["X8", "Huawei", "RRU3908"]]
    assert [item.site for item in read(Register=register, Gear=gear).items] == [None, None, None]


def test_the_owners_site_code_is_the_site_only_for_want_of_a_better_one(read: Read) -> None:
    assert read([["Owner Site Code", "Make", "Model", "Qty"], ["WY-2", *GEAR]]).items[0].site == "WY-2"
    both = [["Tower Owner Site ID", "Our Site ID", "Make", "Model", "Qty"], ["ATC-9", "MT-1", *GEAR]]
    assert read(both).items[0].site == "MT-1"


def test_sheets_of_different_form_are_not_named_after_sites(read: Read) -> None:
    scans = [["Serial Number", "Model"], ["AB12345671", "RRU3908"], ["AB12345672", "RRU3908"]]
    lease = [["IP", "MAC Address", "Port"], ["10.1.1.1", "00:e0:fc:12:34:56", "ge-0/0/1"]]
    reading = read(**{"Barcode scan": scans, "ARP": lease})
    assert {item.site for item in reading.items} == {None}
    assert "site-from-sheet-name" not in reading.rules


def test_unknown_words_over_serials_are_a_header_and_no_device(read: Read) -> None:
    reading = read([["Sticker", "Scan"], *[[f"2102311VXF10K70000{n}", f"2024-01-0{n}"] for n in range(1, 5)]])
    assert reading.classes == ["header", "item", "item", "item", "item"]
    assert "serial-unreadable" not in reading.rules


def test_a_first_row_of_gear_without_digits_is_still_gear(read: Read) -> None:
    rows = [["Cedar", "Nokia", "AirScale", "none"], *[["Elk", "Huawei", "RRU3908", f"AB1234567{n}"] for n in range(4)]]
    assert read(rows).classes == ["item"] * 5


def test_a_table_of_counts_is_read_beside_one_of_rows(read: Read) -> None:
    counts = [["Location ", "RRU3908", "RRU3929"], ["Ekalaka", 3, 3], ["Hammond", 3, 0], ["Boyes", 0, 3]]
    reading = read(Gear=[["Site", "Make", "Model"], ["Circle", "Nokia", "AMIA"]], Counts=counts)
    counted = [(item.site, item.model, item.quantity) for item in reading.items if item.sheet == "Counts"]
    assert counted[:2] == [("Ekalaka", "RRU3908", 3), ("Ekalaka", "RRU3929", 3)]
    assert counted[2:] == [("Hammond", "RRU3908", 3), ("Boyes", "RRU3929", 3)]
    assert reading.issues("sheet-without-gear") == []


def test_words_on_a_cover_sheet_raise_no_question(read: Read) -> None:
    cover = [["Inventory package"], ["Prepared by", "Operations"], ["Date", "2024"]]
    reading = read(Cover=cover, Gear=[["Site", "Make", "Model", "Qty"], ["Circle", "Nokia", "AMIA", 1]])
    assert reading.issues("sheet-without-gear") == []


def test_a_bare_code_takes_the_group_above_it(read: Read) -> None:
    rows = [
        ["Location", None, "Equipment", None, None],
        ["Code", "Name", "OEM", "Type", "Count"],
        ["NP-1", "Fairview", "Huawei", "RRU5909", 1],
        ["NP-2", "Savage", "ZTE", "R8892", 3],
    ]
    reading = read(rows)
    assert reading.sheet.columns["A"] == "site"
    assert [item.site for item in reading.items] == ["Fairview", "Savage"]


def test_one_known_group_over_the_header_is_enough(read: Read) -> None:
    rows = [
        ["Site", None, "Aloft", "Aloft 2", "Ground"],
        ["ID", "Name", "Mfr", "Model", "Qty"],
        ["N1", "Killdeer", *GEAR],
    ]
    reading = read(rows)
    assert reading.classes == ["header", "header", "item"]
    assert reading.sheet.columns["A"] == "site"


def test_the_same_question_in_cell_after_cell_is_asked_once_with_every_address(read: Read) -> None:
    head = ["Site", "Make", "Model", "Qty", "Serial"]
    rows = [[f"S{n}", "Huawei", "RRU3908", 3, f"AB123456{n:02d}"] for n in range(20)]
    [issue] = read([head, *rows]).issues("quantity-against-serials")
    assert issue.cell == "Sites!D2"
    assert issue.problem == ("the quantity is 3, but 1 serial number stands here; the same in 19 more cells: D3:D21")


def test_a_few_alike_questions_and_every_lost_row_keep_their_own_cells(read: Read) -> None:
    head = ["Site", "Make", "Model", "Qty", "Serial"]
    few = read([head, *[[f"S{n}", "Huawei", "RRU3908", 3, f"AB123456{n:02d}"] for n in range(10)]])
    assert [issue.cell for issue in few.issues("quantity-against-serials")] == [f"Sites!D{n}" for n in range(2, 12)]
    lost = read([head, *[[f"S{n}", "Huawei", "RRU3908", "some", ""] for n in range(20)]])
    assert len(lost.issues("quantity-unreadable")) == 20

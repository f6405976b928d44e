"""Titles of sites as strangers write them: never an item, never joined with what carries a label of its own."""

from collections.abc import Callable

from .conftest import Reading

Read = Callable[..., Reading]


def sites_of(reading: Reading) -> list[tuple[int, str | None]]:
    return [(item.row, item.site) for item in reading.items]


def test_a_title_in_several_cells_names_the_site_up_to_the_next_label(read: Read) -> None:
    reading = read([
        ["SITE NAME: Turner Hub", "", "DATE: 4/2/19"],
        ["Make", "Model", "Serial"],
        ["Huawei", "NE20E", "21023171BB10E4000001"],
        ["SITE NAME: Hogeland", "", "DATE: 4/3/19"],
        ["Make", "Model", "Serial"],
        ["Huawei", "S5300", "21023171BB10E4000002"],
    ])  # fmt: skip
    assert sites_of(reading) == [(3, "Turner Hub"), (6, "Hogeland")]
    assert reading.classes == ["title", "header", "item", "title", "header", "item"]


def test_a_title_in_one_cell_ends_at_the_next_label(read: Read) -> None:
    reading = read([["SITE NAME: Turner Hub   DATE: 4/2/19"], ["Make", "Model", "Qty"], ["Huawei", "NE20E", "1"]])
    assert sites_of(reading) == [(3, "Turner Hub")]


def test_labels_and_values_in_turn_name_identifier_and_site(read: Read) -> None:
    reading = read([
        ["Site ID:", "0447", "Site Name:", "Musselshell"],
        ["Make", "Model", "S/N", "Qty"],
        ["Huawei", "RRU3908", "", "3"],
        ["Site ID:", "0448", "Site Name:", "Melstone"],
        ["Make", "Model", "S/N", "Qty"],
        ["ZTE", "R8862", "", "3"],
    ])  # fmt: skip
    assert sites_of(reading) == [(3, "Musselshell"), (6, "Melstone")]
    assert reading.ledger["problem"] == 0


def test_a_label_takes_no_value_from_a_cell_with_a_label_of_its_own(read: Read) -> None:
    reading = read([["Make", "Model", "Qty"], ["Site:", "Date: 4/3/19", ""], ["Huawei", "RRU3908", "1"]])
    assert "Date: 4/3/19" not in {site.name for site in reading.whole.sites}


def test_a_name_beside_the_count_of_the_units_below_it_is_a_title(read: Read) -> None:
    rows = [
        ["Make", "Model", "Serial", "Qty"],
        ["Site: Ryegate", "", "Tech: JB", ""],
        ["Huawei", "RRU3908", "21023171BB10E4000001", "1"],
        ["LAVINA", "", "", "6"],
        ["ZTE", "R8862", "", "6"],
    ]
    reading = read(rows)
    assert sites_of(reading) == [(3, "Ryegate"), (5, "LAVINA")]
    assert "row 4" in reading.issues("site-from-title-guessed")[0].problem
    assert len(read([*rows[:4], ["ZTE", "R8862", "", "5"]]).items) == 3  # it counts something else: nothing is lost


def test_a_region_names_no_site(read: Read) -> None:
    reading = read([
        ["Site", "Vendor", "Model", "Qty"],
        ["Outlook", "Huawei", "RRU3908", "3"],
        ["", "Huawei", "BBU3900", "1"],
        ["Region: South", "", "", ""],
        ["", "ZTE", "R8862", "3"],
    ])  # fmt: skip
    assert sites_of(reading) == [(2, "Outlook"), (3, "Outlook"), (5, None)]
    assert reading.issues("site-missing")


def test_a_guessed_title_is_said_though_it_stands_under_site(read: Read) -> None:
    reading = read([["Site", "Make", "Model", "Qty"], ["Outlook", "", "", ""], ["", "Huawei", "RRU3908", "3"]])
    assert sites_of(reading) == [(3, "Outlook")]
    assert reading.issues("site-from-title-guessed")


def test_an_address_belongs_to_the_title_above_it(read: Read) -> None:
    reading = read([
        ["SITE 12 - HAYSTACK BUTTE", "", ""],
        ["12 Ranch Rd, Augusta MT", "", ""],
        ["Make", "Model", "Qty"],
        ["Huawei", "RRU3908", "3"],
        ["", "", ""],
        ["SITE 13 - CHOTEAU", "", ""],
        ["4 Main Ave, Choteau MT", "", ""],
        ["Make", "Model", "Qty"],
        ["ZTE", "R8862", "3"],
    ])  # fmt: skip
    assert sites_of(reading) == [(4, "SITE 12 - HAYSTACK BUTTE"), (9, "SITE 13 - CHOTEAU")]
    assert "site-from-title-guessed" not in reading.rules


def test_a_title_that_named_no_row_is_not_said_to_have_named_one(read: Read) -> None:
    reading = read([
        ["Make", "Model", "Qty"],
        ["Huawei", "RRU3908", "3"],
        ["CHOTEAU", "", ""],
        ["BYNUM", "", ""],
        ["ZTE", "R8862", "3"],
    ])  # fmt: skip
    assert "row 4 " in reading.issues("site-from-title-guessed")[0].problem + " "
    assert "3" not in reading.issues("site-from-title-guessed")[0].problem


def test_notes_from_a_walk_name_sites_and_gear_and_nothing_else(read: Read) -> None:
    reading = read([
        ["Walkdown notes 8/12/2020"],
        ["Site Cow Creek"],
        ["3x Huawei RRU3908"],
        ["Site Wolf Point"],
        ["(2) ZTE R8862"],
        ["no ZTE microwave here"],
    ])  # fmt: skip
    assert [(item.site, item.quantity) for item in reading.items] == [("Cow Creek", 3), ("Wolf Point", 2)]
    assert [issue.cell for issue in reading.issues("remark-names-maker")] == ["Sites!A6"]


def test_one_site_in_two_spellings_is_said(read: Read) -> None:
    rows = [["Site", "Make", "Model", "Qty"], ["MT-045", "ZTE", "R8862", "1"], ["MT045", "ZTE", "B8200", "1"]]
    reading = read(rows)
    assert {item.site for item in reading.items} == {"MT-045"}
    assert "MT045 as MT-045" in reading.issues("site-spelled-otherwise")[0].problem
    assert not read([*rows[:2], ["mt-045", "ZTE", "B8200", "1"]]).issues("site-spelled-otherwise")

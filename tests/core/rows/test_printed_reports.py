"""Reports as they are printed: heads and feet of pages, words for a total, a bar of sites, warehouses."""

from collections.abc import Callable

import pytest

from .conftest import Reading

Read = Callable[..., Reading]
HEADER = ["Site", "Make", "Model", "Serial", "Qty"]
MESA = ["Mesa", "Huawei", "RRU3908", "210231055610D5000001", "1"]
ELK = ["Elk Butte", "Huawei", "BBU3900", "210231055610D5000002", "1"]


@pytest.mark.parametrize(
    "head",
    [
        [["Valley Wireless - Equipment List", "", "", "Page 2 of 3"], ["Printed 03/14/2022 08:15"]],
        [["PINE RIDGE TEL", "", "Plant Report 7.2", "", "Page: 2"], ["Run date: 03/14/22", "", "", "", "User: JM"]],
        [["Confidential", "", "", "", "Pg. 2"]],
    ],
)
def test_what_every_page_repeats_is_no_gear(read: Read, head: list[list[str]]) -> None:
    reading = read([HEADER, MESA, *head, HEADER, ELK])
    assert reading.classes == ["header", "item", *["note"] * len(head), "header", "item"]


def test_gear_whose_remark_is_a_page_stays_gear(read: Read) -> None:
    header = ["Site", "Make", "Model", "Notes"]
    reading = read([header, ["Mesa", "Huawei", "RRU3908", "Page 2"], header, ["Mesa", "Nokia", "AHLOA", "page 3"]])
    assert reading.classes == ["header", "item", "header", "item"]


@pytest.mark.parametrize("word", ["TTL", "Ttl.", "Grand ttl", "Totals:", "TTL Mesa", "Σ", "Σ Mesa", "All sites"])
def test_other_words_for_a_total_are_no_makers(read: Read, word: str) -> None:
    reading = read([["Make", "Model", "Qty"], ["Huawei", "RRU3908", 3], ["Huawei", "BBU3900", 1], [word, "", 4]])
    assert reading.classes == ["header", "item", "item", "subtotal"]


def test_a_converter_of_logic_levels_is_no_total(read: Read) -> None:
    reading = read([["Make", "Model", "Qty"], ["Huawei", "RRU3908", 3], ["", "TTL converter", 2]])
    assert reading.classes[-1] != "subtotal"


def test_names_once_beside_their_rows_are_sites_and_asked_about(read: Read) -> None:
    rows = [
        ["", *HEADER[1:]],
        ["ELK BUTTE", *ELK[1:]],
        ["", *MESA[1:]],
        ["MESA", *ELK[1:3], "x1", "1"],
        ["", *MESA[1:3]],
    ]
    reading = read(rows)
    assert [item.site for item in reading.items] == ["ELK BUTTE", "ELK BUTTE", "MESA", "MESA"]
    assert reading.issues("column-by-contents")


def test_kinds_of_gear_down_the_edge_are_no_sites(read: Read) -> None:
    rows = [["", *HEADER[1:]], ["Radios", *ELK[1:]], ["", *MESA[1:]], ["Power", *ELK[1:3], "x1", "1"], ["", *MESA[1:3]]]
    assert {item.site for item in read(rows).items} == {None}


def test_a_bin_is_a_place_and_what_is_on_hand_the_count(read: Read) -> None:
    reading = read([["Bin", "Part #", "Description", "Mfr", "OH"], ["A-01", "02310NRY", "RRU3908", "Huawei", "2"],
                    ["A-02", "03020YLQ", "LBBPd4 board", "Huawei", "3"]])  # fmt: skip
    assert [(item.model, item.quantity) for item in reading.items] == [(None, 2), (None, 3)]
    assert reading.sheet.columns["A"] == "position"


def test_what_was_received_counts_and_stands_where_it_was_sent(read: Read) -> None:
    reading = read([["Vendor", "Mfr", "Part Number", "Ordered", "Received", "Ship To"],
                    ["Graybar", "Huawei", "02310NRY", "6", "4", "Mesa"],
                    ["Graybar", "ZTE", "ZXR10 5928", "2", "2", "Elk Butte"]])  # fmt: skip
    assert [(item.site, item.quantity) for item in reading.items] == [("Mesa", 4), ("Elk Butte", 2)]


@pytest.mark.parametrize("header", ["SN / Tag", "Serial/Tag", "S/N or Tag"])
def test_of_serial_or_tag_the_cells_decide(read: Read, header: str) -> None:
    top = ["Site", "Make", "Model", header]
    reading = read([top, MESA[:4], ELK[:4]])
    assert [item.serials for item in reading.items] == [(MESA[3],), (ELK[3],)]
    reading = read([top, ["Mesa", "Huawei", "RRU3908", "T-0001"], ["Mesa", "Huawei", "BBU3900", "T-0002"]])
    assert [item.asset_id for item in reading.items] == ["T-0001", "T-0002"]


@pytest.mark.parametrize("site", [["Site", "Mesa", "Mesa", "Elk"], ["", "Unit 1", "Unit 2", "Unit 3"]])
def test_a_table_on_its_side_blocks_and_says_how_to_turn_it(read: Read, site: list[str]) -> None:
    gear = [["Make", "Huawei", "Huawei", "Cisco"], ["Model", "RRU3908", "BBU3900", "ASR 920"]]
    reading = read([site, *gear, ["Serial", "210231055610D5000001", "210231055610D5000002", "FOC1923X0AC"]])
    assert not reading.items
    assert [issue.severity for issue in reading.issues("sheet-transposed")] == ["blocks"]
    assert "Transpose" in reading.issues("sheet-transposed")[0].fix

"""Where tables begin and end on a sheet, and which lines are their headers."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from planner.core.columns.headers import Given

Lay = Callable[..., Any]
HEAD = ["Site", "Manufacturer", "Model", "Qty"]
GEAR = ["Cedar", "Huawei", "RRU3908", 3]
MORE = ["Loon", "Nokia", "AHLOA", 1]


def cuts(laid: Any) -> list[tuple[tuple[int, ...], int, int]]:
    """The header lines, the first row and the end of every table."""
    return [(table.header.lines if table.header else (), table.first, table.end) for table in laid.tables]


def test_tables_with_other_headers_stand_below_each_other(lay: Lay) -> None:
    rows = [HEAD, GEAR, [], ["Spares"], ["Model", "Vendor", "Location", "Count"], ["RRU3908", "Huawei", "Barn", 4]]
    laid = lay(rows)
    assert cuts(laid) == [((0,), 1, 4), ((4,), 5, 6)]
    assert [column.meaning for column in laid.tables[1].columns] == ["model", "maker", "site_name", "quantity"]


def test_a_header_that_comes_again_under_a_title_is_the_same_table(lay: Lay) -> None:
    laid = lay([HEAD, GEAR, [], ["Page 2"], HEAD, MORE, HEAD, GEAR])
    assert cuts(laid) == [((0,), 1, 8)]
    assert laid.table.repeated == {4, 6}


def test_both_lines_of_a_header_may_come_again(lay: Lay) -> None:
    lines = [["Site", "Equipment", "Equipment", "Unit"], ["ID", "Maker", "Model", "Count"]]
    laid = lay([["Inventory"], *lines, GEAR, MORE, *lines, GEAR])
    assert cuts(laid) == [((1, 2), 3, 8)]
    assert laid.table.repeated == {5, 6}
    assert laid.meanings == ["site", "maker", "model", "quantity"]


def test_names_over_groups_may_come_again(lay: Lay) -> None:
    lines = [[None, "Radio 1", None, "Radio 2", None], ["Site", "Make", "Model", "Make", "Model"]]
    data = [["Cedar", "Huawei", "RRU3908", "Nokia", "AHLOA"], ["Loon", "Huawei", "RRU3929", "ZTE", "R8862A"]]
    laid = lay([*lines, *data, *lines, *data])
    assert cuts(laid) == [((0, 1), 2, 8)]
    assert laid.table.repeated == {4, 5}
    assert laid.own == ["BC", "DE"]


def test_a_further_table_may_have_a_line_of_units_under_its_header(lay: Lay) -> None:
    rows = [HEAD, GEAR, [], ["Location", "Vendor", "Part Number", "Unit Cost"], ["", "", "", "(USD)"]]
    laid = lay([*rows, ["Barn", "Huawei", "02310ABC", 120]])
    assert cuts(laid) == [((0,), 1, 3), ((3, 4), 5, 6)]


@pytest.mark.parametrize(
    "units", [[None, None, None, "(each)"], ["name", "text", "text", "number"], [None, None, None, "pcs"]]
)
def test_a_line_of_units_belongs_to_the_header(lay: Lay, units: Sequence[Any]) -> None:
    laid = lay([["Gear"], HEAD, units, GEAR, MORE])
    assert cuts(laid) == [((1, 2), 3, 5)]
    assert laid.meanings[1:] == ["maker", "model", "quantity"]


def test_a_third_line_above_the_header_is_a_title(lay: Lay) -> None:
    rows = [["Pine Tree Cellular", None, "Installed base", None], ["Site", None, "Equipment", None], HEAD, GEAR, MORE]
    laid = lay(rows)
    assert laid.table.header.main == 2
    assert laid.meanings == ["site", "maker", "model", "quantity"]


def test_titles_and_dates_above_the_header_are_left_out(lay: Lay) -> None:
    laid = lay([["Pine Tree Cellular LLC"], ["As of", "2024-03-01"], ["Prepared by", "Operations"], [], HEAD, GEAR])
    assert cuts(laid) == [((4,), 5, 6)]


def test_a_cover_sheet_is_words(lay: Lay) -> None:
    laid = lay([["Pine Tree Cellular LLC"], [], ["Equipment inventory"], ["Prepared by Operations, March 2024"]])
    assert (laid.table.kind, laid.table.header) == ("text", None)


@pytest.mark.parametrize(
    "head",
    [
        ["Sitio", "Fabricante", "Modelo", "Cantidad"],
        ["Emplacement", "Fabricant", "Modèle", "Quantité"],
        ["Standort", "Hersteller", "Modell", "Anzahl"],
        ["站点", "厂商", "型号", "数量"],
    ],
)
def test_headers_in_other_languages(lay: Lay, head: Sequence[str]) -> None:
    laid = lay([["2024"], head, GEAR, MORE, head, GEAR])
    assert cuts(laid) == [((1,), 2, 6)]
    assert laid.table.repeated == {4}
    assert set(laid.meanings[:1]) <= {"site", "site_name"}
    assert laid.meanings[1:] == ["maker", "model", "quantity"]


def test_a_list_of_lines_may_have_a_word_over_it(lay: Lay) -> None:
    laid = lay([["Equipment"], ["3x Huawei RRU3908 at Cedar"], ["Nokia AHLOA x2"], ["1 ZTE R8862A"]])
    assert (laid.table.kind, cuts(laid)) == ("list", [((0,), 1, 4)])
    assert lay([["Model"], ["RRU3908"], ["AHLOA"], ["R8862A"]]).table.kind == "gear"


def test_what_a_person_said_counts_for_its_own_table_only(lay: Lay) -> None:
    rows = [["Inventory"], ["Zone", "Box", "Kind"], ["Cedar", "Huawei", "RRU3908"], [], HEAD, GEAR]
    said = [Given(2, (), {0: "site", 1: "maker", 2: "model"}), Given(5, (), {3: "ignore"})]
    laid = lay(rows, given=said)
    assert cuts(laid) == [((1,), 2, 4), ((4,), 5, 6)]
    assert [[column.meaning for column in table.columns] for table in laid.tables] == [
        ["site", "maker", "model"], ["site", "maker", "model", "ignore"],
    ]  # fmt: skip


def test_one_word_of_a_person_holds_for_every_table(lay: Lay) -> None:
    rows = [HEAD, GEAR, [], ["Model", "Vendor", "Location", "Count"], ["RRU3908", "Huawei", "Barn", 4]]
    laid = lay(rows, given=[Given(columns={3: "ignore"})])
    assert [table.columns[3].meaning for table in laid.tables] == ["ignore", "ignore"]


def test_a_person_may_say_that_there_is_no_header(lay: Lay) -> None:
    laid = lay([HEAD, GEAR], given=[Given(0, (), {0: "site", 1: "maker", 2: "model", 3: "quantity"})])
    assert cuts(laid) == [((), 0, 2)]


def test_a_header_row_that_is_not_there_is_sought_as_usual(lay: Lay) -> None:
    assert cuts(lay([["Inventory"], HEAD, GEAR], given=[Given(99)])) == [((1,), 2, 3)]


def test_a_person_names_the_lines_and_the_kind(lay: Lay) -> None:
    rows = [["Place", "Box"], ["Name", "Kind"], ["Cedar", "RRU3908"]]
    laid = lay(rows, given=[Given(2, (1, 2), {0: "site_name", 1: "model"}, "gear")])
    assert cuts(laid) == [((0, 1), 2, 3)]
    assert laid.table.kind == "gear"


def test_an_export_means_what_its_system_writes(lay: Lay) -> None:
    head = ["NE Name", "Rack", "Shelf", "Slot", "Board Type", "PCB Version", "Serial Number", "Software Version"]
    laid = lay(
        [["ZTE NetNumen U31"], ["Exported 2024-03-01"], head, ["Cedar", 1, 1, 3, "CCE1", "A", "AB12345678", "V5"]]
    )
    assert laid.table.export.title == "ZTE NetNumen board inventory"
    assert laid.table.reviews[4].reasons[0].endswith("ZTE NetNumen board inventory")

"""Rows of several pieces of gear: unfolded where the headers say so, asked about where they may, left alone else."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.columns.headers import Given
from planner.core.model import Meaning, MergedRange

Lay = Callable[..., Any]
MAKERS = ("Huawei", "Nokia", "ZTE")
MODELS = ("RRU3908", "AAU5613", "RTN 950")
OTHERS = ("BBU3900", "AHLOA", "R8862A")
SITES = ("Cedar Ridge", "Loon Hollow", "Elk Run")
SERIALS = ("2102311BDA10D50001", "2102311BDA10D50002", "2102311BDA10D50003")
MORE_SERIALS = ("2102311BDA10D50011", "2102311BDA10D50012", "2102311BDA10D50013")


def sheet(*columns: Sequence[Any]) -> list[list[Any]]:
    """A sheet from its columns: each the header, and a cell for each of three rows."""
    return [list(row) for row in zip(*columns, strict=True)]


def radios(first: str, second: str) -> list[list[Any]]:
    return sheet(
        ("Site", *SITES),
        (f"{first} Make", *MAKERS), (f"{first} Model", *MODELS), (f"{first} SN", *SERIALS),
        (f"{second} Make", *MAKERS), (f"{second} Model", *OTHERS), (f"{second} SN", *MORE_SERIALS),
    )  # fmt: skip


def test_columns_that_come_again_with_a_number_are_pieces_of_their_own(lay: Lay) -> None:
    laid = lay(radios("Radio 1", "Radio 2"))
    assert (laid.own, [facet.kind for facet in laid.facets]) == (["BCD", "EFG"], ["group", "group"])
    assert laid.meanings == ["site", "maker", "model", "serial", "maker", "model", "serial"]
    assert laid.seen(1)[0] == ["Cedar Ridge", "Huawei", "BBU3900", "2102311BDA10D50011"]
    assert laid.rules == ["facets-read"]
    assert "radio 1 (B to D), radio 2 (E to G)" in laid.table.remarks[0].problem


def test_a_battery_beside_the_radio_is_another_piece(lay: Lay) -> None:
    rows = sheet(
        ("Site", *SITES), ("Make", *MAKERS), ("Model", *MODELS), ("Serial", *SERIALS),
        ("Battery Mfr", "EnerSys", "EnerSys", "EnerSys"), ("Battery Model", "SBS190F", "SBS190F", "SBS190F"),
    )  # fmt: skip
    assert lay(rows).own == ["BCD", "EF"]


def test_a_number_of_pieces_is_their_quantity(lay: Lay) -> None:
    rows = sheet(
        ("CLLI", *SITES), ("Power Plant Mfg", *MAKERS), ("Plant Model", *OTHERS), ("Rectifier Model", *MODELS),
        ("# Rectifiers", 6, 4, 5),
    )  # fmt: skip
    laid = lay(rows)
    assert laid.own == ["BC", "DE"]
    assert laid.meanings[4] == "quantity"


@pytest.mark.parametrize("ends", [("A", "B", "C"), ("1", "2", "3"), ("Alpha", "Beta", "Gamma")])
def test_models_told_apart_by_an_end_alone_are_pieces(lay: Lay, ends: tuple[str, str, str]) -> None:
    columns = [(f"Model {end}", *models) for end, models in zip(ends, (MODELS, OTHERS, MODELS[::-1]), strict=True)]
    assert lay(sheet(("Site", *SITES), *columns)).own == ["B", "C", "D"]


def test_the_same_words_over_and_over_are_told_apart_by_their_order(lay: Lay) -> None:
    rows = sheet(
        ("Site", *SITES), ("Make", *MAKERS), ("Model", *MODELS), ("SN", *SERIALS), ("Make", *MAKERS),
        ("Model", *OTHERS), ("SN", *MORE_SERIALS), ("Notes", "ok", "ok", "old"),
    )  # fmt: skip
    laid = lay(rows)
    assert laid.own == ["BCD", "EFG"]
    assert [row[-1] for row in laid.seen(0)] == [row[-1] for row in laid.seen(1)] == ["ok", "ok", "old"]


@pytest.mark.parametrize("merged", [(), (MergedRange(1, 1, 1, 3), MergedRange(1, 4, 1, 6))])
@pytest.mark.parametrize("names", [("Radio", "Router"), ("Sector Alpha", "Sector Beta")])
def test_names_over_groups_of_headers_name_the_pieces(lay: Lay, names: tuple[str, str], merged: Any) -> None:
    body = [[site, *cells[1:]] for site, cells in zip(SITES, radios("", "")[1:], strict=True)]
    rows = [[None, names[0], None, None, names[1], None, None], ["Site", *["Make", "Model", "SN"] * 2], *body]
    laid = lay(rows, merged=merged)
    assert [facet.name for facet in laid.facets] == [name.lower() for name in names]
    assert laid.own == ["BCD", "EFG"]
    assert laid.table.header.lines == (0, 1)


def test_a_piece_at_the_far_end_stands_at_the_far_site(lay: Lay) -> None:
    rows = sheet(
        ("Site A", *SITES), ("Site Z", *SITES[::-1]), ("Make", *MAKERS), ("Model A", *MODELS), ("Model Z", *OTHERS),
    )  # fmt: skip
    laid = lay(rows)
    assert laid.own == ["AD", "BE"]
    assert laid.seen(1)[0] == ["Elk Run", "Huawei", "BBU3900"]


def test_a_row_without_the_second_piece_is_blank_to_it_and_what_it_says_stays_with_the_first(lay: Lay) -> None:
    rows = radios("Radio 1", "Radio 2")
    rows[1][4:] = ["N/A", None, "-"]
    laid = lay(rows)
    assert laid.seen(1)[0] == []
    assert laid.seen(0)[0] == ["Cedar Ridge", "Huawei", "RRU3908", "2102311BDA10D50001", "N/A", "-"]


def test_several_serials_of_one_model_are_one_piece(lay: Lay) -> None:
    rows = sheet(
        ("Site", *SITES), ("Make", *MAKERS), ("RRU Model", *MODELS), ("RRU Sector 1 Serial", *SERIALS),
        ("RRU Sector 2 Serial", *MORE_SERIALS),
    )  # fmt: skip
    laid = lay(rows)
    assert laid.facets == ()
    assert "facets-unsure" not in laid.rules


@pytest.mark.parametrize(
    "columns",
    [
        (("Model", *MODELS), ("Model No.", *OTHERS)),
        (("Make", *MAKERS), ("Model", *MODELS), ("Replacement Make", *MAKERS), ("Replacement Model", *OTHERS)),
        (("Chassis Make", *MAKERS), ("Chassis Model", *MODELS), ("Board Make", *MAKERS), ("Board Model", *OTHERS)),
        (("Equipment Type", *MODELS), ("Model", *OTHERS)),
        (("Make", *MAKERS), ("Model", *MODELS), ("Part Number", "02310ABC", "02310ABD", "02310ABE")),
        (("Card / Model", *MODELS), ("Part Number", "02310ABC", "02310ABD", "02310ABE")),
        (("Radio Make", *MAKERS), ("Battery Make", *MAKERS), ("Model", *MODELS)),
    ],
)
def test_two_words_for_one_piece_are_never_unfolded(lay: Lay, columns: Sequence[Sequence[str]]) -> None:
    assert lay(sheet(("Site", *SITES), *columns)).facets == ()


def test_a_column_copied_beside_itself_is_one_piece(lay: Lay) -> None:
    rows = sheet(("Site", *SITES), ("Make", *MAKERS), ("Model", *MODELS), ("Make", *MAKERS), ("Model", *MODELS))
    assert lay(rows).facets == ()


@pytest.mark.parametrize(
    "columns",
    [
        (("Radio Model", *MODELS), ("Battery Model", *OTHERS), ("Serial Number", *SERIALS)),
        (("Model", *MODELS), ("Model 2", *OTHERS)),
    ],
)
def test_where_the_headers_leave_a_doubt_a_person_is_asked(lay: Lay, columns: Sequence[Sequence[str]]) -> None:
    laid = lay(sheet(("Site", *SITES), *columns))
    assert laid.facets == ()
    assert "facets-unsure" in laid.rules


def test_tables_side_by_side_share_nothing(lay: Lay) -> None:
    head = ["Site", "Manufacturer", "Model", "Qty"]
    rows = [
        [*head, None, *head],
        ["PT-204", "Huawei", "RRU3908", 3, None, "PT-206", "Huawei", "BBU3900", 1],
        ["PT-205", "Nokia", "FRGU", 3, None, "PT-207", "ZTE", "ZXSDR B8200", 1],
        ["PT-205", "Huawei", "RTN 905", 2],
    ]
    laid = lay(rows)
    assert (laid.own, [facet.kind for facet in laid.facets]) == (["ABCDE", "FGHI"], ["side", "side"])
    assert laid.seen(1) == [["PT-206", "Huawei", "BBU3900", "1"], ["PT-207", "ZTE", "ZXSDR B8200", "1"], []]


def test_tables_side_by_side_without_a_gap_are_told_by_the_second_site(lay: Lay) -> None:
    head = ["Site", "Make", "Model"]
    rows = [[*head, *head], *[[s, "Huawei", m, s, "ZTE", o] for s, m, o in zip(SITES, MODELS, OTHERS, strict=True)]]
    assert lay(rows).own == ["ABC", "DEF"]


def test_sides_with_other_words_keep_the_titles_above_them(lay: Lay) -> None:
    rows = [
        ["Site: Cedar", None, None, None, "Site: Loon"],
        ["Make", "Model", "Qty", None, "Vendor", "Model No.", "Count"],
        ["Huawei", "RRU3908", 3, None, "Huawei", "BBU3900", 1],
        ["Nokia", "FRGU", 3, None, "ZTE", "ZXSDR B8200", 1],
    ]
    laid = lay(rows)
    titles = [facet.title for facet in laid.facets if facet.title]
    assert [(title.text, title.place, title.at) for title in titles] == [("Site: Cedar", 0, 0), ("Site: Loon", 0, 4)]
    assert laid.table.header.lines == (1,)


MATRIX: list[list[Any]] = [
    ["Units per site"],
    ["Site", "Huawei RRU3908", "Huawei RTN 950", "Nokia FRGU", "Router", "Total"],
    ["PT-201", 3, 1, None, 1, 5],
    ["PT-202", 3, 0, 3, None, 6],
    ["PT-203", None, "-", 0, None, 0],
    ["Total", 6, 1, 3, 1, 11],
]


def test_models_over_counts_are_a_matrix(lay: Lay) -> None:
    laid = lay(MATRIX)
    assert laid.table.header.main == 1
    assert laid.meanings == ["site", "quantity", "quantity", "quantity", "quantity", "ignore"]
    fixed = [[(cell.meaning, cell.text, cell.place, cell.at) for cell in facet.fixed] for facet in laid.facets]
    assert fixed[1] == [("model", "Huawei RTN 950", 1, 2)]
    assert len(fixed) == 4
    assert laid.seen(1) == [["PT-201", "1", "5"], [], [], ["Total", "1", "11"]]


def test_models_alone_make_the_header_of_a_matrix(lay: Lay) -> None:
    laid = lay([["Location ", "RRU3908", "R8862A"], ["Ekalaka", 3, 3], ["Hammond", 3, 0], ["Boyes", 0, 3]])
    assert [facet.name for facet in laid.facets] == ["RRU3908", "R8862A"]
    assert laid.table.header.main == 0


def test_ticks_in_a_matrix_are_no_quantities_and_the_maker_stands_over_the_models(lay: Lay) -> None:
    rows = [
        [None, "Huawei", None, "ZTE"],
        ["Location", "RRU3908", "RRU3929", "R8862A"],
        ["Ekalaka", "x", "x", None],
        ["Hammond", None, "x", None],
        ["Boyes", None, None, "Y"],
    ]
    laid = lay(rows)
    assert laid.meanings[1:] == ["ignore"] * 3
    assert [facet.fixed[1].text for facet in laid.facets] == ["Huawei", "Huawei", "ZTE"]


def test_known_sites_over_counts_turn_the_matrix_around(lay: Lay) -> None:
    rows = [["Model", "Cedar", "Loon", "Elk"], ["RRU3908", 3, 3, 0], ["BBU3900", 1, None, 2]]
    laid = lay(rows, known={"cedar", "loon", "elk"})
    assert [facet.fixed[0].meaning for facet in laid.facets] == ["site"] * 3
    assert laid.meanings == ["model", "quantity", "quantity", "quantity"]
    assert laid.seen(2) == [[], ["BBU3900", "2"]]


def test_unknown_words_over_counts_of_models_are_asked_about(lay: Lay) -> None:
    laid = lay([["Model", "Cedar", "Loon", "Elk"], ["RRU3908", 3, 3, 0], ["BBU3900", 1, None, 2]])
    assert laid.facets == ()
    assert "matrix-unsure" in laid.rules


@pytest.mark.parametrize(
    "heads",
    [
        ("LTE 700", "LTE 1900", "Band 12"), ("Sector 1", "Sector 2", "Sector 3"), ("FY2021", "FY2022", "FY2023"),
        ("Q1", "Q2", "Q3"), ("GE0/1", "GE0/2", "GE0/3"), ("B12", "B66", "N41"), ("10GE", "25GE", "100G"),
        ("2019", "2020", "2021"), ("Dec 26", "Jan 27", "Feb 27"),
    ],
)  # fmt: skip
def test_bands_quarters_and_ports_over_counts_are_no_models(lay: Lay, heads: Sequence[str]) -> None:
    assert lay([["Site", *heads], ["Cedar", 1, 2, 3], ["Loon", 2, 0, 1], ["Elk", 0, 1, 1]]).facets == ()


def test_counts_beside_a_column_of_models_are_no_matrix(lay: Lay) -> None:
    rows = [["Site", "Model", "RRU3908", "RRU3929"], *[[s, m, 1, 2] for s, m in zip(SITES, MODELS, strict=True)]]
    assert lay(rows).facets == ()


def test_what_a_person_said_of_a_column_stays(lay: Lay) -> None:
    rows = radios("Radio 1", "Radio 2")
    said: dict[int, Meaning] = {0: "site", 1: "maker", 2: "model", 3: "serial", 4: "notes", 5: "notes", 6: "notes"}
    assert lay(rows, given=[Given(1, (), said)]).facets == ()
    found = {index: column.meaning for index, column in enumerate(lay(rows).table.columns)}
    assert lay(rows, given=[Given(1, (), found)]).own == ["BCD", "EFG"]


def test_a_vendors_export_is_never_unfolded(lay: Lay) -> None:
    head = ["NE", "Board Name", "Board Type", "NE Type", "Subrack ID", "Slot ID", "SN(Bar Code)", "PN(BOM Code/Item)"]
    laid = lay([head, ["Cedar", "1-ISU2", "ISU2", "OptiX RTN 950", "0", "1", SERIALS[0], "03030ABC"]])
    assert laid.table.export is not None
    assert laid.facets == ()


CELLS = st.lists(st.sampled_from(["", "N/A", "0", "RRU3908", "Huawei", "Cedar"]), min_size=7, max_size=7)


@given(st.lists(CELLS, max_size=6))
def test_every_cell_of_every_row_is_seen_by_a_facet(lay: Lay, more: list[list[str]]) -> None:
    laid = lay([*radios("Radio 1", "Radio 2"), *more])
    seen = [laid.seen(number) for number in range(len(laid.facets))] or [laid.page.texts[laid.table.first :]]
    for place, texts in enumerate(laid.page.texts[laid.table.first : laid.table.end]):
        assert {text for text in texts if text} <= {text for rows in seen for text in rows[place]}

"""Matrices of counts either way round, with their sums; models in headers; pivot tables; gear that is only planned."""

import pytest

from .test_strangers_columns import Rows, again, classes, gear, read, told

S = [f"2102310{n:03d}10D5000{n:03d}" for n in range(8)]
DOWN: Rows = [["RRU3908", 3, None, 6], ["BBU3900", 1, 1, 2], ["RTN 950", None, 2, 1]]


def units(rows: Rows) -> int:
    return sum(item.quantity for item in read(rows).items)


@pytest.mark.parametrize("word", [None, "All sites", "Total"])
def test_a_row_that_adds_up_the_counts_above_is_no_gear(word: str | None) -> None:
    rows: Rows = [
        ["Tower", "RRU3908", "RRU3936", "BBU3900", "Total"],
        ["Mesa", 3, None, 1, 4],
        ["Elk", None, 6, 2, 8],
        ["Otter", "0", "", 3, 3],
        [word, 3, 6, 6, 15],
    ]
    assert units(rows) == 15
    assert classes(read(rows))[-1] == "subtotal"
    assert {item.row for item in read(rows).items} == {2, 3, 4}


def test_sums_of_parts_and_of_the_whole_are_no_gear() -> None:
    rows: Rows = [["Site", "RRU3908", "BBU3900"], ["A1 Hill", 3, 1], ["B2 Hill", 3, 1], [None, 6, 2]]
    rows = [*rows, ["C3 Hill", 1, 1], ["D4 Hill", 2, 1], [None, 3, 2], [None, 9, 4]]
    assert (units(rows), classes(read(rows)).count("subtotal")) == (13, 3)


def test_a_nameless_row_that_is_nearly_the_sum_is_asked_about_at_its_cell() -> None:
    rows: Rows = [["Site", "RRU3908", "BBU3900"], ["Mesa", 3, 1], ["Elk", 6, 2], ["Otter", 3, 1], [None, 12, 5]]
    whole = read(rows)
    assert [issue.cell for issue in told(whole, "total-counted")] == ["Sites!B5"]
    assert {item.site for item in whole.items if item.row == 5} == {None}


def test_a_nameless_row_that_adds_up_nothing_is_gear_without_a_site() -> None:
    whole = read([["Site", "RRU3908", "BBU3900"], ["Mesa", 3, 1], ["Elk", 6, 2], [None, 1, 1]])
    assert (told(whole, "total-counted"), len(whole.items)) == ([], 6)


@pytest.mark.parametrize("word", ["", "All", "Qty"])
def test_a_column_that_adds_up_the_others_is_no_model(word: str) -> None:
    rows: Rows = [["Site", "RRU3908", "BBU3900", word], ["Mesa", 3, 1, 4], ["Elk", 6, 2, 8], ["Otter", 3, 1, 4]]
    assert units(rows) == 16


@pytest.mark.parametrize("corner", ["Model", "SITE", "Equipment type", "", None])
@pytest.mark.parametrize(
    "heads", [("PR-01", "PR-02", "PR-03"), ("Elk Butte", "Mesa", "Twin Lakes"), ("Site 1", "Site 2", "Site 3")]
)
def test_models_down_and_sites_across_are_read_at_their_sites(corner: str | None, heads: tuple[str, ...]) -> None:
    whole = read([[corner, *heads], *DOWN])
    one, two, three = heads
    assert gear(whole) == [
        (one, "RRU3908", 3), (three, "RRU3908", 6), (one, "BBU3900", 1), (two, "BBU3900", 1), (three, "BBU3900", 2),
        (two, "RTN 950", 2), (three, "RTN 950", 1),
    ]  # fmt: skip
    assert told(whole, "facets-read")


def test_makers_beside_the_models_stay_makers_though_model_stands_over_both() -> None:
    rows: Rows = [["Model", None, "PR-01", "PR-02"], ["Huawei", "RRU3908", 3, None], ["ZTE", "R8862A", 1, 2]]
    assert [(item.maker, item.site) for item in read(rows).items] == [
        ("Huawei", "PR-01"), ("ZTE", "PR-01"), ("ZTE", "PR-02")
    ]  # fmt: skip


@pytest.mark.parametrize("heads", [("North", "South", "West"), ("PR-01", "PR-02", "PR-03")])
def test_counts_that_can_be_read_either_way_block(heads: tuple[str, ...]) -> None:
    rows: Rows = [["Model", *heads], ["AHLOA-12", 3, 1, 2], ["FRGU-20", 2, None, 1], ["FXED-30", 1, 1, 3]]
    [issue] = told(read(rows), "matrix-unsure")
    assert issue.severity == "blocks"
    assert heads[0] in issue.problem


def test_numbers_over_counts_of_known_models_block_and_are_no_gear() -> None:
    whole = read([["Model", "101", "102", "103"], *DOWN])
    assert told(whole, "matrix-unsure")
    assert classes(whole)[0] == "header"


@pytest.mark.parametrize("heads", [("Ports", "Slots"), ("FY2024", "FY2025"), ("Weight kg", "Watts"), ("Min", "Max")])
def test_what_measures_a_model_is_no_site(heads: tuple[str, str]) -> None:
    whole = read([["Model", *heads], ["RRU3908", 3, 1], ["BBU3900", 2, 2], ["RTN 950", 1, 3]])
    assert {item.site for item in whole.items} == {None}


def test_makers_in_a_line_over_the_models_are_read() -> None:
    rows: Rows = [
        ["Site", "Huawei", None, "ZTE"],
        [None, "RRU3908", "BBU3900", "R8862A"],
        ["Elk Butte", 3, 1, None],
        ["Mesa", None, None, 2],
        ["Totals", 3, 1, 2],
    ]
    whole = read(rows)
    assert [(item.maker, item.model, item.quantity) for item in whole.items] == [
        ("Huawei", "RRU3908", 3), ("Huawei", "BBU3900", 1), ("ZTE", "R8862A", 2)
    ]  # fmt: skip
    assert classes(whole) == ["header", "header", "item", "item", "subtotal"]


@pytest.mark.parametrize("maker", ["", "Huawei "])
@pytest.mark.parametrize("word", ["SN", "S/N", "Serial Number"])
def test_a_serial_number_under_a_model_is_a_piece_of_that_model(maker: str, word: str) -> None:
    heads = [f"{maker}BBU3900 {word}", f"{maker}RRU3908 Alpha {word}", f"{maker}RRU3908 Beta {word}"]
    whole = read([["Site", *heads], ["Mesa", *S[:3]], ["Elk", S[3], None, S[4]]])
    assert [(item.site, item.model, item.position, item.serials) for item in whole.items] == [
        ("Mesa", f"{maker}BBU3900", None, (S[0],)), ("Mesa", f"{maker}RRU3908", "Alpha", (S[1],)),
        ("Mesa", f"{maker}RRU3908", "Beta", (S[2],)), ("Elk", f"{maker}BBU3900", None, (S[3],)),
        ("Elk", f"{maker}RRU3908", "Beta", (S[4],)),
    ]  # fmt: skip


def test_a_serial_number_beside_the_model_of_the_row_is_no_piece_of_its_own() -> None:
    rows: Rows = [["Site", "Model", "RRU3908 SN"], ["Mesa", "RRU3908", S[0]], ["Elk", "RRU3908", S[1]]]
    assert [item.serials for item in read(rows).items] == [(S[0],), (S[1],)]


PIVOT: Rows = [
    ["Status", "(All)"], [], ["Row Labels", "Sum of Qty"], ["Elk", 3], ["Huawei RRU3908", 2], ["Huawei BBU3900", 1],
    ["Mesa", 2], ["Huawei RRU3908", 2], ["Grand Total", 5],
]  # fmt: skip


def test_a_compact_pivot_table_counts_every_model_once_at_its_site() -> None:
    whole = read(PIVOT)
    assert [(item.site, item.quantity) for item in whole.items] == [("Elk", 2), ("Elk", 1), ("Mesa", 2)]


def test_a_compact_pivot_table_of_three_levels_blocks() -> None:
    rows: Rows = [["Row Labels", "Count of Serial"], ["Elk", 2], ["Huawei", 2], ["RRU3908", 2], ["Grand Total", 2]]
    assert told(read(rows), "pivot-unsure")[0].severity == "blocks"


def test_states_over_counts_are_the_states_of_the_gear() -> None:
    rows: Rows = [
        ["Site", "Model", "In service", "Spare", "Grand Total"],
        ["Mesa", "RRU3908", 3, 1, 4],
        [None, "BBU3900", 1, None, 1],
        ["Mesa Total", None, 4, 1, 5],
        ["Elk", "RRU3908", 6, None, 6],
        ["Elk Total", None, 6, None, 6],
        ["Grand Total", None, 10, 1, 11],
    ]
    assert [(item.site, item.quantity, item.status) for item in read(rows).items] == [
        ("Mesa", 3, "In service"), ("Mesa", 1, "Spare"), ("Mesa", 1, "In service"), ("Elk", 6, "In service")
    ]  # fmt: skip


@pytest.mark.parametrize("cells", [("Y", "N"), (1, 0)])
def test_yes_and_no_under_a_state_are_no_counts(cells: tuple[object, object]) -> None:
    rows: Rows = [["Site", "Model", "Active"], ["Mesa", "RRU3908", cells[0]], ["Elk", "BBU3900", cells[1]]]
    assert len(read(rows).items) == 2


PLANNED: Rows = [
    ["EXISTING", None, None, None, "PROPOSED REPLACEMENT", None, None],
    ["Site", "Make", "Model", "Qty", "Make", "Model", "Qty"],
    ["Mesa", "Huawei", "RRU3908", 3, "Nokia", "AHLOA", 3],
    ["Elk", "Huawei", "BBU3900", 1, "Nokia", "ASIK", 1],
]


def test_gear_under_proposed_is_kept_as_notes_and_said() -> None:
    whole = read(PLANNED)
    assert gear(whole) == [("Mesa", "RRU3908", 3), ("Elk", "BBU3900", 1)]
    [issue] = told(whole, "columns-planned")
    assert "E to G" in issue.problem
    assert "AHLOA" in (whole.items[0].notes or "")


@pytest.mark.parametrize(
    "rows",
    [
        [["Model", "PR-01", "PR-02", "PR-03"], *DOWN], [["SITE", "Elk Butte", "Mesa", "Twin Lakes"], *DOWN], PLANNED,
        PIVOT, [["Site", "BBU3900 SN", "RRU3908 Alpha SN"], ["Mesa", *S[:2]], ["Elk", *S[2:4]]],
        [["Site", "Huawei", None], [None, "RRU3908", "BBU3900"], ["Elk", 3, 1], ["Mesa", 1, 1], [None, 4, 2]],
    ],
)  # fmt: skip
def test_the_recipe_of_such_a_sheet_reads_it_the_same_again(rows: Rows) -> None:
    first, second = read(rows), again(rows)
    assert gear(second) == gear(first)
    assert classes(second) == classes(first)


def test_states_on_a_line_of_their_own_under_one_quantity_are_counted_each() -> None:
    rows: Rows = [
        ["Site", "Make", "Model", "Quantity", None],
        [None, None, None, "In service", "Spare"],
        ["Mesa", "Huawei", "RRU3908", 3, 1],
        ["Elk Butte", "Huawei", "BBU3900", 1, 0],
    ]
    whole = read(rows)
    assert gear(whole) == [("Mesa", "RRU3908", 3), ("Mesa", "RRU3908", 1), ("Elk Butte", "BBU3900", 1)]
    assert [item.status for item in whole.items] == ["In service", "Spare", "In service"]
    assert gear(again(rows)) == gear(whole)
    assert classes(again(rows)) == classes(whole)

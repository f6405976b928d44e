"""Several pieces of gear in a row, and forms: every piece an item with its own cells, every row in one class."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.core.recipe import Recipe

Read = Callable[..., Any]
SERIALS = [f"2102311BDA10D5{n:04d}" for n in range(30)]
PAIRS = ["Site", "Radio 1 Make", "Radio 1 Model", "Radio 1 SN", "Radio 2 Make", "Radio 2 Model", "Radio 2 SN", "Notes"]


def found(reading: Any) -> list[tuple[Any, ...]]:
    return [(item.row, item.site, item.maker, item.model, item.quantity) for item in reading.items]


def addresses(item: Any) -> dict[str, str]:
    return {field.meaning: str(field.cell) for field in item.fields if field.meaning != "ignore"}


def test_two_radios_of_a_row_are_two_items_of_one_row(read: Read) -> None:
    rows = [
        PAIRS,
        ["Cedar", "Huawei", "RRU3908", SERIALS[0], "Nokia", "AHLOA", SERIALS[1], "west face"],
        ["Loon", "Huawei", "RRU3908", SERIALS[2], None, None, None, None],
        ["Total", None, None, None, None, None, None, None],
    ]
    reading = read(rows)
    assert found(reading) == [
        (2, "Cedar", "Huawei", "RRU3908", 1), (2, "Cedar", "Nokia", "AHLOA", 1), (3, "Loon", "Huawei", "RRU3908", 1),
    ]  # fmt: skip
    assert reading.classes == ["header", "item", "item", "subtotal"]
    assert [item.serials for item in reading.items] == [(SERIALS[0],), (SERIALS[1],), (SERIALS[2],)]
    assert [item.notes for item in reading.items] == ["west face", "west face", None]
    assert addresses(reading.items[1]) == {
        "site": "Sites!A2", "maker": "Sites!E2", "model": "Sites!F2", "serial": "Sites!G2", "notes": "Sites!H2",
    }  # fmt: skip
    assert [issue.cell for issue in reading.issues("facets-read")] == ["Sites!1"]
    assert not reading.issues("row-without-gear")


def test_the_site_of_a_block_and_of_a_banner_reaches_every_piece(read: Read) -> None:
    rows = [
        PAIRS,
        ["Cedar", "Huawei", "RRU3908", SERIALS[0], None, None, None, None],
        [None, "Huawei", "RRU3929", SERIALS[1], "Nokia", "AHLOA", SERIALS[2], None],
        ["Loon", "Huawei", "RRU3908", SERIALS[3], "Nokia", "AHLOA", SERIALS[4], None],
        [None, "Huawei", "RRU3929", SERIALS[5], "Nokia", "AHLOA", SERIALS[6], None],
    ]
    assert [site for _, site, *_ in found(read(rows))] == ["Cedar"] * 3 + ["Loon"] * 4
    rows = [PAIRS[1:], ["Site: Elk Run"], ["Huawei", "RRU3908", SERIALS[0], "Nokia", "AHLOA", SERIALS[1]]]
    reading = read([*rows, ["Huawei", "RRU3908", SERIALS[2], "Nokia", "AHLOA", SERIALS[3]]])
    assert [site for _, site, *_ in found(reading)] == ["Elk Run"] * 4
    assert reading.classes == ["header", "title", "item", "item"]


def test_a_block_s_head_without_the_second_piece_is_no_row_without_gear(read: Read) -> None:
    rows = [
        ["Site", "City", *PAIRS[1:7]],
        ["Cedar", "Jordan", "Huawei", "RRU3908", SERIALS[0], None, None, None],
        [None, None, "Huawei", "RRU3929", SERIALS[1], "Nokia", "AHLOA", SERIALS[2]],
        ["Loon", "Cohagen", "Huawei", "RRU3908", SERIALS[3], "Nokia", "AHLOA", SERIALS[4]],
        [None, None, "Huawei", "RRU3929", SERIALS[5], None, None, None],
    ]
    reading = read(rows)
    assert [site for _, site, *_ in found(reading)] == ["Cedar"] * 3 + ["Loon"] * 3
    assert reading.issues("row-without-gear") == []


def test_a_row_without_a_site_takes_none_from_a_row_without_the_piece(read: Read) -> None:
    rows = [PAIRS, *[[f"S{n}", "Huawei", "RRU3908", SERIALS[n], None, None, None, None] for n in range(6)]]
    rows.append([None, "Huawei", "RRU3908", SERIALS[6], "Nokia", "AHLOA", SERIALS[7], None])
    rows.append(["S9", "Huawei", "RRU3908", SERIALS[8], "ZTE", "R8862A", SERIALS[9], None])
    assert [site for row, site, *_ in found(read(rows)) if row == 8] == [None, None]


def test_a_piece_seen_before_leaves_the_row_an_item_of_the_other_piece(read: Read) -> None:
    rows = [
        PAIRS,
        ["Cedar", "Huawei", "RRU3908", SERIALS[0], "Nokia", "AHLOA", SERIALS[1], None],
        ["Cedar", "Huawei", "RRU3908", SERIALS[0], "Nokia", "AHLOA", SERIALS[2], None],
        ["Cedar", "Huawei", "RRU3908", SERIALS[0], "Nokia", "AHLOA", SERIALS[1], None],
    ]
    reading = read(rows)
    assert reading.classes == ["header", "item", "item", "duplicate"]
    assert [item.serials[0] for item in reading.items] == [SERIALS[0], SERIALS[1], SERIALS[2]]


@pytest.mark.parametrize(
    "rows",
    [
        [
            PAIRS,
            *[[f"S{n}", "Huawei", "RRU3908", SERIALS[n], "Nokia", "AHLOA", SERIALS[n + 9], None] for n in range(4)],
        ],
        [["Site", "RRU3908", "R8862A"], ["Cedar", 1, 2], ["Loon", 0, 3]],
        [["Location", "RRU3908", "R8862A"], ["Ekalaka", "x", None], ["Hammond", None, "x"]],
    ],
)
def test_the_recipe_of_a_layout_reads_it_the_same_way_again(read: Read, rows: Any) -> None:
    first = read(rows)
    again = read(rows, recipe=Recipe(first.whole.layouts))
    assert len(first.whole.layouts) == 1
    assert again.items == first.items
    assert again.classes == first.classes


def test_what_a_piece_says_without_being_gear_stays_with_the_row(read: Read) -> None:
    rows = [
        PAIRS[1:7],
        ["Huawei", "RRU3908", SERIALS[0], "Nokia", "AHLOA", SERIALS[1]],
        ["Huawei", "RRU3908", SERIALS[2], "gone", None, None],
    ]
    reading = read(rows)
    assert [item.row for item in reading.items] == [2, 2, 3]
    told = [[(f.meaning, str(f.cell)) for f in item.fields if f.text == "gone"] for item in reading.items]
    assert told == [[], [], [("ignore", "Sites!D3")]]


def test_sides_are_read_as_two_tables(read: Read) -> None:
    rows = [
        ["Site", "Make", "Model", "Qty", None, "Site", "Make", "Model", "Qty"],
        ["Cedar", "Huawei", "RRU3908", 3, None, "Elk", "Huawei", "BBU3900", 1],
        ["Loon", "Nokia", "FRGU", 3, None, "Total", None, None, 1],
        ["Loon", "Huawei", "RTN 905", "some"],
    ]
    reading = read(rows)
    assert found(reading) == [
        (2, "Cedar", "Huawei", "RRU3908", 3), (2, "Elk", "Huawei", "BBU3900", 1), (3, "Loon", "Nokia", "FRGU", 3),
    ]  # fmt: skip
    assert reading.classes == ["header", "item", "item", "problem"]
    assert [issue.cell for issue in reading.issues("quantity-unreadable")] == ["Sites!D4"]


def test_the_title_above_a_side_names_its_site(read: Read) -> None:
    rows = [
        ["Cedar Ridge", None, None, None, "Loon Hollow"],
        ["Make", "Model", "Qty", None, "Make", "Model", "Qty"],
        ["Huawei", "RRU3908", 3, None, "Huawei", "BBU3900", 1],
        ["Nokia", "FRGU", 3, None, "ZTE", "R8862A", 2],
    ]
    reading = read(rows)
    assert [(site, model) for _, site, _, model, _ in found(reading)] == [
        ("Cedar Ridge", "RRU3908"), ("Loon Hollow", "BBU3900"), ("Cedar Ridge", "FRGU"), ("Loon Hollow", "R8862A"),
    ]  # fmt: skip
    assert reading.classes == ["title", "header", "item", "item"]


def test_every_count_of_a_matrix_is_an_item_at_its_own_cell(read: Read) -> None:
    rows = [
        ["Site", "Huawei RRU3908", "RTN 950", "Total"],
        ["Cedar", 3, 1, 4],
        ["Loon", 0, 2, 2],
        ["Elk", None, "-", 0],
        ["Total", 3, 3, 6],
    ]
    reading = read(rows)
    assert found(reading) == [
        (2, "Cedar", None, "Huawei RRU3908", 3), (2, "Cedar", None, "RTN 950", 1), (3, "Loon", None, "RTN 950", 2),
    ]  # fmt: skip
    assert reading.classes == ["header", "item", "item", "note", "subtotal"]
    assert addresses(reading.items[2]) == {"model": "Sites!C1", "site": "Sites!A3", "quantity": "Sites!C3"}
    assert reading.issues("columns-missing")[0].problem.startswith("no column for maker:")


def test_a_ticked_model_counts_one_and_is_asked_about(read: Read) -> None:
    rows = [["Location", "RRU3908", "R8862A"], ["Ekalaka", "x", None], ["Hammond", None, "x"], ["Boyes", "x", "x"]]
    reading = read(rows)
    assert [(site, model, count) for _, site, _, model, count in found(reading)] == [
        ("Ekalaka", "RRU3908", 1), ("Hammond", "R8862A", 1), ("Boyes", "RRU3908", 1), ("Boyes", "R8862A", 1),
    ]  # fmt: skip
    assert any(issue.severity == "check" for issue in reading.whole.issues)


def test_a_matrix_under_the_sites_of_a_register_is_turned_around(read: Read) -> None:
    register = [["Site Code", "Site Name", "Lat", "Lon"], ["K1", "Melstone", 46.6, -107.8], ["K2", "Ingomar", 46, -107]]
    counts = [["Model", "Melstone", "Ingomar"], ["RRU3908", 3, 0], ["BBU3900", 1, 2]]
    reading = read(Register=register, Counts=counts)
    assert [(site, model, count) for _, site, _, model, count in found(reading)] == [
        ("Melstone", "RRU3908", 3), ("Melstone", "BBU3900", 1), ("Ingomar", "BBU3900", 2),
    ]  # fmt: skip
    assert addresses(reading.items[2])["site"] == "Counts!C1"


FORM = [
    ["Equipment record"],
    ["Site:", "Cedar Ridge"],
    ["Manufacturer:", "Huawei"],
    ["Model:", "BTS3900"],
    ["Serial Number:", "2102311BCD10D5001777"],
    ["Installed:", "2017-05-06"],
]


def test_a_form_is_an_item_in_the_row_of_its_model(read: Read) -> None:
    reading = read([*FORM, [], *FORM[2:4], ["Serial Number:", "2102311BCD10D5001778"]])
    assert found(reading) == [(4, "Cedar Ridge", "Huawei", "BTS3900", 1), (9, "Cedar Ridge", "Huawei", "BTS3900", 1)]
    assert reading.classes == ["title", "note", "note", "item", "note", "note", "blank", "note", "item", "note"]
    assert addresses(reading.items[1]) == {
        "site": "Sites!B2", "maker": "Sites!B8", "model": "Sites!B9", "serial": "Sites!B10",
    }  # fmt: skip
    assert str(reading.items[0].installed_on) == "2017-05-06"
    assert reading.rules >= {"form-read"}


def test_a_form_whose_quantity_nobody_can_read_is_a_problem(read: Read) -> None:
    reading = read([*FORM, ["Quantity:", "some"]])
    assert reading.items == ()
    assert reading.classes[3] == "problem"
    assert [issue.cell for issue in reading.issues("quantity-unreadable")] == ["Sites!B7"]


def test_a_form_without_a_site_takes_the_name_of_its_sheet(read: Read) -> None:
    forms = dict.fromkeys(("Cedar Ridge", "Loon Hollow"), FORM[2:])
    forms["Loon Hollow"] = [*FORM[2:4], ["Serial Number:", "2102311BCD10D5001778"]]
    register = [["Site Name", "Lat", "Lon"], ["Cedar Ridge", 46.6, -107.8], ["Loon Hollow", 46, -107]]
    assert [item.site for item in read(Register=register, **forms).items] == ["Cedar Ridge", "Loon Hollow"]


COUNTS = st.sampled_from([None, 0, 1, 2, 3, "-", "2"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(COUNTS, COUNTS, COUNTS), min_size=2, max_size=8))
def test_the_units_of_a_matrix_are_its_sum(read: Read, counts: list[tuple[Any, ...]]) -> None:
    rows = [["Site", "RRU3908", "R8862A", "RTN 950"], *[[f"Site {n} Hill", *row] for n, row in enumerate(counts)]]
    reading = read(rows)
    wanted = sum(int(count) for row in counts for count in row if count not in (None, "-"))
    assert sum(item.quantity for item in reading.items) == wanted
    assert len(reading.classes) == len(rows)


GEAR = st.sampled_from([("Huawei", "RRU3908"), ("ZTE", "R8862A"), (None, None)])
MORE_GEAR = st.sampled_from([("Huawei", "RRU3929"), ("ZTE", "R8892E"), (None, None)])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(GEAR, MORE_GEAR), min_size=3, max_size=8), st.booleans())
def test_every_piece_of_a_row_is_found_once(read: Read, pairs: list[Any], side: bool) -> None:
    first, second = (("Huawei", "RRU3908"), ("Nokia", "AHLOA")), (("ZTE", "R8862A"), ("Huawei", "BBU3900"))
    pairs = [first, second, *pairs]
    head = ["Site", "Make", "Model", None, "Site", "Make", "Model"] if side else ["Site", *["Make", "Model"] * 2]
    rows = []
    for number, (one, two) in enumerate(pairs):
        site = f"Site {number} Hill"
        rows.append([site, *one, None, site, *two] if side else [site, *one, *two])
    reading = read([head, *rows])
    wanted = [model for pair in pairs for _, model in pair if model]
    assert [item.model for item in reading.items] == wanted
    assert len(reading.classes) == len(rows) + 1

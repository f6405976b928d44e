"""Strangers' columns: counts under models, pieces named by their kind alone, headers that say two things, and what
would be left unread in silence.
"""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from planner.core.messages import MESSAGES
from planner.core.model import Issue, Sheet, SourceRow, Strength, Upload
from planner.core.recipe import parse_recipe, recipe_of
from planner.core.rows import Understanding, understand
from planner.reference.columns import load_column_lexicon

Rows = Sequence[Any]
Read = Callable[..., Understanding]


def known(text: str) -> Strength | None:
    """The models that somebody knows in these tests."""
    if re.search(r"RRU ?39\d\d|BBU39\d\d|RTN ?9\d\d", text):
        return "strong"
    return "weak" if "R8862" in text else None


LEXICON = load_column_lexicon(("Huawei", "ZTE", "Nokia", "Cisco"), known)


def upload(sheets: dict[str, Rows]) -> Upload:
    numbered = {
        name: tuple(SourceRow(number, tuple(cells)) for number, cells in enumerate(rows, start=1))
        for name, rows in sheets.items()
    }
    return Upload(
        "gear.xlsx", "0" * 64, 1, tuple(Sheet(name, "visible", True, rows) for name, rows in numbered.items())
    )


def read(rows: Rows | None = None, **sheets: Rows) -> Understanding:
    return understand([upload({"Sites": rows} if rows is not None else sheets)], LEXICON)


def again(rows: Rows) -> Understanding:
    """The same sheet read with the recipe that its first reading wrote."""
    first = read(rows)
    recipe = parse_recipe(json.dumps(recipe_of(first)), "recipe.json")
    return understand([upload({"Sites": rows})], LEXICON, recipe)


def gear(whole: Understanding) -> list[tuple[str | None, str | None, int]]:
    return [(item.site, item.model, item.quantity) for item in whole.items]


def told(whole: Understanding, rule: str) -> list[Issue]:
    return [issue for issue in whole.issues if issue.rule == rule]


def classes(whole: Understanding, sheet: int = 0) -> list[str]:
    return [name for _, name in whole.files[0].sheets[sheet].row_classes]


MATRIX: Rows = [
    ["Site", "RRU3908", "BBU3900", "DUW", "RBS", "Dish", "Shelter"],
    ["Geyser", 3, 1, 1, 1, 1, 1],
    ["Raynesford", 3, 1, 1, 1, 2, 1],
]


def test_two_known_models_make_a_matrix_whatever_is_counted_beside_them() -> None:
    whole = read(Core=[["Site", "Make", "Model", "Qty"], ["Billings", "Cisco", "ASR9006", 1]], RAN=MATRIX)
    assert classes(whole, 1) == ["header", "item", "item"]
    assert gear(whole)[:3] == [("Billings", "ASR9006", 1), ("Geyser", "RRU3908", 3), ("Geyser", "BBU3900", 1)]
    assert {item.site for item in whole.items} == {"Billings", "Geyser", "Raynesford"}


def test_counts_of_nobody_knows_what_beside_a_matrix_are_named() -> None:
    [issue] = told(read(MATRIX), "columns-unknown")
    assert 'F "Dish", G "Shelter"' in issue.problem


def test_counts_without_a_known_model_stay_a_question() -> None:
    rows: Rows = [
        ["Site", "Band", "LTE", "GSM", "Dish"],
        ["Geyser", 3, 1, 1, 1],
        ["Nye", 3, 1, 1, 1],
        ["Roy", 3, 1, 1, 1],
    ]
    whole = read(rows)
    assert gear(whole) == []
    assert told(whole, "sheet-without-gear")


def test_a_word_of_capitals_beside_known_models_is_counted_and_a_network_is_not() -> None:
    rows: Rows = [["Site", "RRU3908", "BBU3900", "AHLOA", "LTE"], ["Miller", 3, 1, None, 2], ["Coal", None, None, 3, 2]]
    assert gear(read(rows)) == [("Miller", "RRU3908", 3), ("Miller", "BBU3900", 1), ("Coal", "AHLOA", 3)]


def test_a_tick_with_its_count_in_parentheses_is_a_count() -> None:
    rows: Rows = [["Site", "RRU3908", "BBU3900", "ZTE R8862"], ["Plevna", "3", "1", ""], ["Willard", "", "", "x (3)"]]
    assert gear(read(rows))[-1] == ("Willard", "ZTE R8862", 3)


def test_a_column_under_a_known_model_is_read_though_half_its_cells_are_words() -> None:
    rows: Rows = [
        ["Site", "RRU3908", "BBU3900", "RTN 950"],
        ["Nye", 3, 1, 2],
        ["Dean", 3, 1, "ask Joe about the one on the hill"],
    ]
    whole = read(rows)
    assert ("Nye", "RTN 950", 2) in gear(whole)
    assert told(whole, "quantity-unreadable")[0].cell == "Sites!D3"


def test_no_remark_says_of_a_column_with_a_header_that_it_has_none() -> None:
    rows: Rows = [["Site", "RRU3908", "BBU3900", "RTN 950"], ["Nye", "X", "X", ""], ["Dean", "X", "N", "x (2)"]]
    assert [issue for issue in read(rows).issues if "has no header" in issue.problem] == []


def test_the_maker_over_a_matrix_is_no_missing_column() -> None:
    rows: Rows = [
        ["", "Huawei", "", "Nokia"],
        ["Site", "RRU3908", "BBU3900", "AHLOA"],
        ["Nye", 3, 1, 2],
        ["Dean", 3, 1, 2],
    ]
    whole = read(rows)
    assert [item.maker for item in whole.items] == ["Huawei", "Huawei", "Nokia"] * 2
    assert told(whole, "columns-missing") == []


def test_a_matrix_without_the_maker_of_one_model_says_so() -> None:
    rows: Rows = [["", "", "", "Nokia"], ["Site", "RRU3908", "BBU3900", "AHLOA"], ["Nye", 3, 1, 2], ["Dean", 3, 1, 2]]
    assert "maker" in told(read(rows), "columns-missing")[0].problem


def test_pieces_named_by_their_kind_alone_are_items_of_their_own() -> None:
    rows: Rows = [
        ["Site", "A RRU", "B RRU", "BBU"],
        ["Joplin", "RRU3908", "RRU3936", "BBU3900"],
        ["Inverness", "RRU3936", "", "BBU3910"],
    ]
    assert gear(read(rows)) == [
        ("Joplin", "RRU3908", 1), ("Joplin", "RRU3936", 1), ("Joplin", "BBU3900", 1),
        ("Inverness", "RRU3936", 1), ("Inverness", "BBU3910", 1),
    ]  # fmt: skip


def test_pieces_named_by_their_kind_hold_maker_and_model() -> None:
    rows: Rows = [
        ["Site Name", "RRU", "BBU", "Microwave"],
        ["Joplin", "Huawei RRU3908", "Huawei BBU3900", "Huawei RTN 950"],
    ]
    assert [item.model for item in read(rows).items] == ["Huawei RRU3908", "Huawei BBU3900", "Huawei RTN 950"]


def test_pieces_keep_their_own_serial_numbers() -> None:
    rows: Rows = [
        ["Site", "Radio 1", "Radio 1 SN", "Radio 2", "Radio 2 SN", "BBU", "BBU SN"],
        ["A", "RRU3908", "21023171BB10E4000001", "RRU3936", "21023171BB10E4000002", "BBU3900", "21023171BB10E4000003"],
    ]
    assert [(item.model, *item.serials) for item in read(rows).items] == [
        ("RRU3908", "21023171BB10E4000001"), ("RRU3936", "21023171BB10E4000002"), ("BBU3900", "21023171BB10E4000003"),
    ]  # fmt: skip


def test_a_kind_of_gear_beside_its_model_is_one_piece() -> None:
    rows: Rows = [["Site", "Radio", "Model", "Qty"], ["A", "Alpha", "RRU3908", 1], ["B", "Beta", "RRU3936", 1]]
    assert gear(read(rows)) == [("A", "RRU3908", 1), ("B", "RRU3936", 1)]


def test_models_under_a_header_nobody_knows_block_by_name() -> None:
    rows: Rows = [
        ["Site", "Make", "Model", "Qty", "Zorb"],
        ["A", "Nokia", "AHLOA", 3, "RRU3908"],
        ["B", "Nokia", "AHLOA", 3, ""],
    ]
    [issue] = told(read(rows), "models-unread")
    assert issue.severity == "blocks"
    assert 'column E "Zorb" (RRU3908)' in issue.problem


def test_models_under_a_word_for_other_things_are_told_and_block_nothing() -> None:
    rows: Rows = [
        ["Site", "Make", "Model", "Qty", "Contact"],
        ["A", "Nokia", "AHLOA", 3, "RRU3908"],
        ["B", "Nokia", "AHLOA", 3, ""],
    ]
    whole = read(rows)
    assert [issue.severity for issue in told(whole, "models-set-aside")] == ["check"]
    assert told(whole, "models-unread") == []


def test_a_recipe_that_leaves_models_unread_is_told_and_blocks_nothing() -> None:
    rows: Rows = [
        ["Site", "Make", "Model", "Qty", "Zorb"],
        ["A", "Nokia", "AHLOA", 3, "RRU3908"],
        ["B", "Nokia", "AHLOA", 3, ""],
    ]
    whole = again(rows)
    assert told(whole, "models-unread") == []
    assert told(whole, "models-set-aside")


def test_a_model_others_have_too_is_believed_only_in_half_of_the_cells() -> None:
    rows: Rows = [
        ["Site", "Make", "Model", "Qty", "Zorb"],
        *[["A", "Nokia", "AHLOA", 3, text] for text in ("R8862", "k", "l")],
    ]
    assert told(read(rows), "models-unread") == []
    assert told(read([*rows[:2], ["B", "Nokia", "AHLOA", 1, "R8862"]]), "models-unread")


def test_a_table_that_ends_as_notes_though_models_stand_in_it_blocks() -> None:
    rows: Rows = [
        ["Foo", "Zorb", "Quux"],
        ["a", "b", "RRU3908 on the left leg, see plan"],
        ["c", "d", "e"],
        ["f", "g", "h"],
    ]
    whole = read(Core=[["Site", "Make", "Model", "Qty"], ["Billings", "Cisco", "ASR9006", 1]], Odd=rows)
    [issue] = told(whole, "models-without-gear")
    assert issue.severity == "blocks"
    assert issue.cell.startswith("Odd")
    assert "RRU3908" in issue.problem


def test_a_line_of_prose_that_speaks_of_a_model_is_no_table() -> None:
    whole = read([["Scope of the work"], ["Every RRU3908 has to go before the end of the term, see the letter"]])
    assert told(whole, "models-without-gear") == []


def test_the_other_end_of_a_link_is_told() -> None:
    rows: Rows = [
        ["Site A", "Site B", "Make", "Model", "SN A", "SN B"],
        ["Wibaux", "Beach", "Huawei", "RTN 950", "21023171BB10E4000001", "21023171BB10E4000002"],
    ]
    [issue] = told(read(rows), "site-of-other-end")
    assert (issue.cell, issue.typed) == ("Sites!B1", "Site B")


def test_another_end_without_a_name_is_not_told() -> None:
    rows: Rows = [["Site A", "Site B", "Make", "Model"], ["Wibaux", "", "Huawei", "RTN 950"]]
    assert told(read(rows), "site-of-other-end") == []


def test_ordered_over_small_numbers_is_a_quantity_and_over_dates_a_date() -> None:
    rows: Rows = [["Description", "Ordered"], ["Huawei RRU3908", "12"], ["Huawei RTN 950", "4"]]
    assert [item.quantity for item in read(rows).items] == [12, 4]
    dated = read([["Description", "Ordered"], ["Huawei RRU3908", "2014-03-04"], ["Huawei RTN 950", "2015-06-30"]])
    assert [str(item.obtained_on) for item in dated.items] == ["2014-03-04", "2015-06-30"]


def test_line_numbers_are_no_part_numbers() -> None:
    rows: Rows = [["Item", "Make", "Model", "Qty"], ["1", "Huawei", "RRU3908", "1"], ["2", "Huawei", "BBU3900", "1"]]
    assert [item.part_number for item in read(rows).items] == [None, None]


def test_a_network_element_is_the_site_of_its_boards_where_no_column_names_one() -> None:
    rows: Rows = [["NE", "Board Type", "Board Bar Code"], ["BAKER-1", "SSN1SL16", "21023171BB10E4000001"]]
    [item] = read(rows).items
    assert (item.site, item.serials) == ("BAKER-1", ("21023171BB10E4000001",))


def test_nebraska_is_no_network_element() -> None:
    assert [item.site for item in read([["NE", "Make", "Model"], ["NE", "Huawei", "RRU3908"]]).items] != ["NE"]


@pytest.mark.parametrize(("place", "count"), [("Loc", "Qty"), ("Twr", "Amt"), ("host", "Qty"), ("Hostname", "Pcs")])
def test_short_words_for_places_and_counts_are_known(place: str, count: str) -> None:
    rows: Rows = [
        [place, "Mfr", "Model", count],
        ["Roscoe", "Huawei", "RRU3908", "1"],
        ["Luther", "Huawei", "BBU3900", "3"],
    ]
    assert gear(read(rows)) == [("Roscoe", "RRU3908", 1), ("Luther", "BBU3900", 3)]


FORM: Rows = [["Vendor:", "Huawei"], ["Model:", "BBU3900"], ["S/N:", "21023171BB10E4000331"]]


def test_a_form_beside_other_sheets_stands_at_the_place_it_is_called_after() -> None:
    whole = read(Cover=[["Scope"]], Neihart=FORM)
    assert [item.site for item in whole.items] == ["Neihart"]
    assert told(whole, "site-from-sheet-name")


@pytest.mark.parametrize("name", ["Form 1", "Sheet2", "Template", "BBU3900", "Site survey", "Equipment"])
def test_a_form_called_after_anything_else_has_no_site(name: str) -> None:
    assert [item.site for item in read(**{"Cover": [["Scope"]], name: FORM}).items] == [None]


def test_a_form_alone_in_its_file_has_no_site() -> None:
    assert [item.site for item in read(Neihart=FORM).items] == [None]


def test_a_site_under_the_header_is_no_second_line_of_it() -> None:
    rows: Rows = [
        ["Make", "Model", "Qty"],
        ["SITE: A", "", ""],
        ["Huawei", "RRU3908", 3],
        ["SITE: B", "", ""],
        ["ZTE", "R8862", 3],
    ]
    whole = read(rows)
    assert gear(whole) == [("A", "RRU3908", 3), ("B", "R8862", 3)]
    assert classes(whole) == ["header", "title", "item", "title", "item"]


def test_units_under_the_header_are_its_second_line_still() -> None:
    rows: Rows = [["Make", "Model", "Qty"], ["", "", "(each)"], ["Huawei", "RRU3908", 3]]
    assert classes(read(rows)) == ["header", "header", "item"]


LAYOUTS: list[Rows] = [
    MATRIX,
    [["Site", "RRU3908", "BBU3900", "ZTE R8862"], ["Plevna", "3", "1", ""], ["Willard", "", "", "x (3)"]],
    [
        ["Site", "A RRU", "B RRU", "BBU"],
        ["Joplin", "RRU3908", "RRU3936", "BBU3900"],
        ["Inverness", "RRU3936", "", "BBU3910"],
    ],
    [["Site Name", "RRU", "BBU"], ["Joplin", "Huawei RRU3908", "Huawei BBU3900"], ["Nye", "ZTE R8862", "ZTE B8200"]],
]


@pytest.mark.parametrize("rows", LAYOUTS, ids=["matrix", "ticks", "pieces", "pieces with makers"])
def test_the_recipe_of_a_strange_layout_reads_it_the_same_again(rows: Rows) -> None:
    first, second = read(rows), again(rows)
    assert second.items == first.items
    assert [sheet.row_classes for sheet in second.files[0].sheets] == [s.row_classes for s in first.files[0].sheets]


def test_every_new_message_has_its_severity() -> None:
    rules = ("models-unread", "models-without-gear", "models-set-aside", "site-of-other-end")
    assert [MESSAGES[rule].severity for rule in rules] == ["blocks", "blocks", "check", "check"]

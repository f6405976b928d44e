"""The whole recipe: every part is checked, survives writing and reading, and is found again for what looks alike."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.errors import InvalidDocument
from planner.core.model import FileReview, Sheet, SheetReview, SourceRow, Upload
from planner.core.recipe import (
    Recipe,
    SheetRecipe,
    parse_recipe,
    recipe_document,
    recipe_of,
    signature_of,
    suggest,
    table_recipe,
    text_with_point,
    written,
)

HEADERS = ["Site ID", "Mfr", "Model", "S/N", "Qty", "Acq Dt"]
FULL = SheetRecipe(
    "Gear",
    3,
    {"A": "site", "B": "maker", "F": "obtained_on"},
    file="a.xlsx",
    header_lines=(3, 4),
    layout="gear",
    site_from="title",
    fills={"A": "above"},
    dates={"F": "day-first"},
    decimals={"G": "comma"},
    units={"E": "pairs"},
    signature={"A": "site id"},
)


def upload(rows: list[list[Any]], sheet: str = "Gear", name: str = "a.xlsx") -> Upload:
    numbered = tuple(SourceRow(number, tuple(row)) for number, row in enumerate(rows, start=1))
    return Upload(name, "0", 1, (Sheet(sheet, "visible", True, numbered),))


def saved(*headers: str, row: int = 1, **more: Any) -> Recipe:
    letters = "ABCDEFGHIJ"
    signature = signature_of(zip(letters, headers, strict=False))
    columns: Any = dict(zip(letters, ["site", "maker", "model", "serial", "quantity", "obtained_on"], strict=False))
    return Recipe((SheetRecipe("Gear", row, columns, signature=signature, **more),))


def faults_of(entry: Any, **top: Any) -> str:
    document = {"format": "planner-recipe/1", "sheets": [entry], **top}
    with pytest.raises(InvalidDocument) as caught:
        parse_recipe(json.dumps(document), "r.json")
    return "\n".join(caught.value.faults)


def test_every_part_survives_writing_and_reading() -> None:
    recipe = Recipe((FULL, SheetRecipe("Old", read=False)), {"Cedar Rdg": "Cedar Ridge"})
    assert parse_recipe(json.dumps(recipe_document(recipe)), "r.json") == recipe


def test_accepted_site_names_alone_are_a_recipe() -> None:
    assert parse_recipe('{"format": "planner-recipe/1", "sites": {"A": "B"}}', "r").sites == {"A": "B"}


def test_every_fault_of_every_part_is_told_at_once() -> None:
    entry = {
        "sheet": "Gear", "file": 3, "read": "no", "header_row": 1.5, "header_lines": [0], "layout": "heap",
        "site_from": "moon", "fills": {"A": "below"}, "dates": {"F": "year"}, "decimals": {"1": "comma"},
        "units": ["pairs"], "signature": {"A": 7}, "columns": {"a": "site", "A": "model"},
    }  # fmt: skip
    text = faults_of(entry, sites={"A": ""})
    for word in (
        "[0].file", ".read must be true or false", ".header_row", ".header_lines", '"heap"', '"moon"', '"below"',
        '"year"',
        'decimals: "1"', ".units must map", ".signature.A", "column A is named twice", "sites:",
    ):  # fmt: skip
        assert word in text, word
    assert text.count("\n") == 12


def test_one_meaning_for_two_columns_is_a_fault_except_where_columns_may_share_it() -> None:
    assert "model is already column A" in faults_of({"sheet": "*", "columns": {"A": "model", "B": "model"}})
    shared = {"sheet": "*", "columns": {"A": "position", "B": "position", "C": "serial", "D": "serial"}}
    assert parse_recipe(json.dumps({"format": "planner-recipe/1", "sheets": [shared]}), "r").sheets


def test_what_is_said_of_a_column_is_answered_and_the_rest_is_none() -> None:
    assert (FULL.month_first("F"), FULL.month_first("A")) == (False, None)
    assert (FULL.decimal_comma("G"), FULL.decimal_comma("A")) == (True, None)
    assert (FULL.times("E"), FULL.times("A")) == (2, 1)
    assert (FULL.fill("A"), FULL.fill("B")) == ("above", None)
    assert FULL.given().columns == {0: "site", 1: "maker", 5: "obtained_on"}
    assert (FULL.given().header_row, FULL.given().header_lines, FULL.given().kind) == (3, (3, 4), "gear")


def test_a_table_is_spoken_for_by_its_own_entry_then_by_a_general_one() -> None:
    first, second, general = SheetRecipe("Gear", 1), SheetRecipe("Gear", 40), SheetRecipe("Gear")
    assert table_recipe([first, second, general], 40) is second
    assert table_recipe([first, second, general], 80) is general
    assert table_recipe([first, second], 80) is None


def test_a_files_own_entries_win_over_those_of_any_file() -> None:
    own, other, anywhere = (
        SheetRecipe("Gear", 1, file="a.xlsx"),
        SheetRecipe("Gear", 2, file="b.xlsx"),
        SheetRecipe("gear", 3),
    )
    recipe = Recipe((own, other, anywhere, SheetRecipe("*", 9)))
    assert recipe.layouts_of("GEAR", "A.xlsx") == (own,)
    assert recipe.layouts_of("Gear", "c.xlsx") == (anywhere,)
    assert recipe.layouts_of("Radios", "a.xlsx") == (SheetRecipe("*", 9),)


@pytest.mark.parametrize(
    ("text", "comma", "plain"),
    [("1.200,50", True, "1200.50"), ("12.500", True, "12500"), ("$1,200.50", False, "$1200.50"), ("12,5", True, "12.5"),
     ("n/a", True, "n/a"), ("3,000", False, "3000")],
)  # fmt: skip
def test_numbers_are_rewritten_by_the_decimal_mark_that_the_recipe_names(text: str, comma: bool, plain: str) -> None:
    assert text_with_point(text, comma) == plain


def test_a_table_as_read_keeps_its_dates_and_its_look_and_what_was_said() -> None:
    entry = written(
        "a.xlsx", "Gear", [("A", "Site ID", "site"), ("B", "", "ignore"), ("C", "Acq Dt", "obtained_on")],
        header_row=3, header_lines=(2, 3), kind="gear", month_first={"C": True, "D": None}, said=FULL,
    )  # fmt: skip
    assert entry.columns == {"A": "site", "C": "obtained_on"}
    assert (entry.dates, entry.units, entry.decimals) == ({"C": "month-first"}, {"E": "pairs"}, {"G": "comma"})
    assert entry.signature == {"A": "site id", "C": "acq dt"}


class _Read:
    def __init__(self, *layouts: SheetRecipe) -> None:
        self.layouts = layouts
        self.files: tuple[FileReview, ...] = ()


def test_a_recipe_names_the_file_only_where_two_have_a_sheet_of_one_name() -> None:
    one, other = SheetRecipe("Gear", 1, file="a.csv"), SheetRecipe("Gear", 2, file="b.csv")
    alone = SheetRecipe("Sites", 1, file="a.csv")
    entries = recipe_of(_Read(one, other, alone), {"A": "B"})["sheets"]
    assert [entry.get("file") for entry in entries] == ["a.csv", "b.csv", None]


def test_two_tables_of_one_sheet_are_two_entries() -> None:
    entries = recipe_of(_Read(SheetRecipe("Gear", 1, file="a"), SheetRecipe("Gear", 9, file="a")))["sheets"]
    assert [(entry["header_row"], "file" in entry) for entry in entries] == [(1, False), (9, False)]


def test_a_review_alone_still_makes_a_recipe_of_its_main_tables() -> None:
    sheet = SheetReview("Gear", "visible", True, 2, 1, {"A": "site"}, ())
    read = _Read()
    read.files = (FileReview("a.xlsx", "0", 1, (sheet, SheetReview("Old", "hidden", False, 0, None, {}, ()))),)
    assert recipe_of(read)["sheets"] == [{"sheet": "Gear", "header_row": 1, "columns": {"A": "site"}}]


def test_the_same_table_next_year_is_known_wherever_it_stands() -> None:
    moved = ["Note", "Site ID", "Mfr", "Model", "S/N", "Qty", "Acq Dt"]
    rows: list[list[Any]] = [["Audit 2027"], [], moved, ["", "A", "Huawei", "RRU3908", "x", 3, "01/02/2017"]]
    recipe = saved(*HEADERS, header_lines=(1,), dates={"F": "day-first"}, fills={"A": "above"})
    found = suggest({"last year": recipe}, [upload(rows, "Inventory 2027", "b.xlsx")])
    assert found is not None
    [entry] = found.recipe.sheets
    assert (entry.sheet, entry.header_row, entry.header_lines) == ("Inventory 2027", 3, (3,))
    assert entry.columns == dict(
        zip("BCDEFG", ["site", "maker", "model", "serial", "quantity", "obtained_on"], strict=True)
    )
    assert (entry.dates, entry.fills) == ({"G": "day-first"}, {"B": "above"})
    assert found.score == round(6 / 7, 2)
    assert found.why == '6 of its 6 headers stand in "Inventory 2027" row 3'


def test_of_two_recipes_the_more_alike_is_suggested_and_a_stranger_gets_none() -> None:
    recipes = {"poor": saved(*HEADERS[:4], "Rack", "Slot"), "good": saved(*HEADERS)}
    found = suggest(recipes, [upload([HEADERS, ["A", "Huawei", "RRU3908", "x", 3, "d"]])])
    assert found is not None
    assert (found.name, found.score) == ("good", 1.0)
    assert suggest(recipes, [upload([["Tower", "Height", "Owner"], ["A", 1, "x"]])]) is None
    assert suggest({"bare": Recipe((SheetRecipe("Gear", 1, {"A": "site"}),))}, [upload([HEADERS])]) is None


def test_a_header_over_two_lines_is_known_again() -> None:
    recipe = saved("Site ID", "Equipment Maker", "Equipment Model", "Serial Number", row=2, header_lines=(1, 2))
    rows = [["Site", "Equipment", "", "Serial"], ["ID", "Maker", "Model", "Number"], ["A", "ZTE", "R8882", "x"]]
    found = suggest({"x": recipe}, [upload(rows)])
    assert found is not None
    assert (found.score, found.recipe.sheets[0].header_row, found.recipe.sheets[0].header_lines) == (1.0, 2, (1, 2))


def test_an_unread_sheet_is_never_matched() -> None:
    sheet = Sheet("Gear", "hidden", False, (SourceRow(1, tuple(HEADERS)),))
    assert suggest({"x": saved(*HEADERS)}, [Upload("a.xlsx", "0", 1, (sheet,))]) is None


@given(st.permutations(HEADERS), st.integers(0, 5))
def test_columns_in_any_order_under_any_titles_get_their_meanings_back(order: list[str], titles: int) -> None:
    recipe = saved(*HEADERS)
    found = suggest({"x": recipe}, [upload([*[["Title"]] * titles, list(order), ["a"] * 6])])
    assert found is not None
    [entry] = found.recipe.sheets
    by_header = dict(zip(HEADERS, recipe.sheets[0].columns.values(), strict=True))
    assert [entry.columns[letter] for letter in "ABCDEF"] == [by_header[header] for header in order]
    assert (entry.header_row, found.score) == (titles + 1, 1.0)

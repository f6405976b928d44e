"""Recipes: what a person says about a layout is checked, obeyed and can be written down again."""

import json

import pytest

from planner.core.errors import InvalidDocument
from planner.core.model import Sheet, SourceRow, Upload, column_index
from planner.core.recipe import Recipe, SheetRecipe, parse_recipe, recipe_of
from planner.core.rows import Understanding, understand
from planner.reference.columns import load_column_lexicon

LEXICON = load_column_lexicon(("Huawei", "Nokia"))


def taken(rows: list[list[str | int]], recipe: Recipe | None = None) -> Understanding:
    numbered = tuple(SourceRow(number, tuple(row)) for number, row in enumerate(rows, start=1))
    return understand([Upload("f.xlsx", "0", 1, (Sheet("Gear", "visible", True, numbered),))], LEXICON, recipe)


def test_a_recipe_names_columns_that_nobody_could_guess() -> None:
    rows: list[list[str | int]] = [["Wombat", "Zebra", "Yak"], ["Cedar", "RRU3908", "7"]]
    assert taken(rows).items == ()
    entry = {"sheet": "gear", "header_row": 1, "columns": {"A": "site", "B": "model", "c": "quantity"}}
    text = json.dumps({"format": "planner-recipe/1", "sheets": [entry]})
    [item] = taken(rows, parse_recipe(text, "r.json")).items
    assert (item.site, item.model, item.quantity) == ("Cedar", "RRU3908", 7)


def test_header_row_zero_says_there_is_none() -> None:
    recipe = Recipe((SheetRecipe("*", 0, {"A": "site", "B": "model"}),))
    whole = taken([["Site", "Model"], ["Cedar", "RRU3908"]], recipe)
    assert len(whole.items) == 2
    assert whole.files[0].sheets[0].header_row is None


def test_a_sheets_own_recipe_wins_over_the_star() -> None:
    recipe = Recipe((SheetRecipe("*", 3), SheetRecipe("Gear", 1)))
    assert recipe.layout_of("GEAR") == SheetRecipe("Gear", 1)
    assert recipe.layout_of("other") == SheetRecipe("*", 3)
    assert Recipe().layout_of("x") is None


def test_every_fault_is_listed() -> None:
    document = {
        "format": "planner-recipe/2",
        "extra": 1,
        "sheets": [
            {"sheet": "", "header_row": -1, "columns": {"A1": "site", "B": "sight", "C": "model", "D": "model"}},
            7,
        ],
    }
    with pytest.raises(InvalidDocument) as caught:
        parse_recipe(json.dumps(document), "r.json")
    text = "\n".join(caught.value.faults)
    for word in (
        "planner-recipe/1",
        "extra",
        "sheet's name",
        "header_row",
        '"A1"',
        '"sight"',
        "already column C",
        "sheets[1]",
    ):
        assert word in text
    assert len(caught.value.faults) == 8


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "null",
        '{"format": "planner-recipe/1"}',
        '{"format": "planner-recipe/1", "sheets": [{"sheet": "a", "columns": []}]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_recipe_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(InvalidDocument):
        parse_recipe(text, "r.json")


def test_the_recipe_of_an_understanding_reproduces_it() -> None:
    rows: list[list[str | int]] = [["Audit"], ["Site", "Maker", "Model", "Qty"], ["Cedar", "Huawei", "RRU3908", 3]]
    whole = taken(rows)
    document = recipe_of(whole)
    (entry,) = document["sheets"]
    assert (entry["sheet"], entry["header_row"], entry["layout"]) == ("Gear", 2, "gear")
    assert entry["columns"] == {"A": "site", "B": "maker", "C": "model", "D": "quantity"}
    again = taken(rows, parse_recipe(json.dumps(document), "r.json"))
    assert again.items == whole.items


def test_column_letters_count_from_zero() -> None:
    assert [column_index(letter) for letter in ("A", "Z", "AA", "XFD")] == [0, 25, 26, 16_383]

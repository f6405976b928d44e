"""Recipes of tables whose rows hold several pieces of gear: a meaning stands in several columns, and never silently."""

import json
from typing import Any

import pytest

from planner.core.errors import InvalidDocument
from planner.core.model import Sheet, SourceRow, Upload
from planner.core.recipe import Recipe, SheetRecipe, parse_recipe, recipe_document, recipe_of
from planner.core.rows import Understanding, understand
from planner.reference.columns import load_column_lexicon

LEXICON = load_column_lexicon(("Huawei", "Nokia"))
RADIOS = [
    ["Site", "Radio 1 Make", "Radio 1 Model", "Radio 2 Make", "Radio 2 Model"],
    ["Cedar", "Huawei", "RRU3908", "Nokia", "FRGU"],
    ["Elk", "Huawei", "RRU3908", "Nokia", "FRGU"],
    ["Oak", "Huawei", "RRU3928", "Nokia", "FRGU"],
]
MARKS = [["Site", "RRU3908", "BBU3900", "RTN 950"], ["Cedar", "X", "X", ""], ["Elk", "X", "", "X"]]
COUNTS = [["Site", "RRU3908", "BBU3900", "RTN 950"], ["Cedar", "1", "2", ""], ["Elk", "3", "", "1"]]


def taken(rows: list[list[str]], recipe: Recipe | None = None) -> Understanding:
    numbered = tuple(SourceRow(number, tuple(row)) for number, row in enumerate(rows, start=1))
    return understand([Upload("f.xlsx", "0", 1, (Sheet("Gear", "visible", True, numbered),))], LEXICON, recipe)


def parsed(columns: dict[str, str], **more: Any) -> Recipe:
    entry = {"sheet": "Gear", "header_row": 1, "columns": columns, **more}
    return parse_recipe(json.dumps({"format": "planner-recipe/1", "sheets": [entry]}), "r.json")


@pytest.mark.parametrize("rows", [RADIOS, MARKS, COUNTS], ids=["radios", "marks", "counts"])
def test_the_recipe_of_several_pieces_in_a_row_reads_them_again(rows: list[list[str]]) -> None:
    first = taken(rows)
    assert len(first.items) > len(rows) - 1
    document = recipe_of(first)
    assert document["sheets"][0].get("several", False) == (rows is not MARKS)
    again = taken(rows, parse_recipe(json.dumps(document), "r.json"))
    assert again.items == first.items
    assert recipe_of(again) == document


def test_a_table_of_one_piece_in_a_row_says_nothing_of_it() -> None:
    assert "several" not in recipe_of(taken([["Site", "Model"], ["Cedar", "RRU3908"]]))["sheets"][0]


def test_it_survives_writing_and_reading() -> None:
    recipe = Recipe((SheetRecipe("Gear", 1, {"B": "quantity", "C": "quantity"}, several=True),))
    assert parse_recipe(json.dumps(recipe_document(recipe)), "r.json") == recipe


@pytest.mark.parametrize("several", [None, False])
def test_without_it_a_second_column_of_one_meaning_is_a_fault_that_names_it(several: bool | None) -> None:
    with pytest.raises(InvalidDocument) as caught:
        parsed({"A": "site", "B": "model", "C": "model"}, several=several)
    [fault] = caught.value.faults
    assert fault.startswith("sheets[0].columns.C: model is already column B")
    assert '"several": true' in fault


def test_anything_but_true_or_false_is_a_fault() -> None:
    with pytest.raises(InvalidDocument, match="several must be true or false"):
        parsed({"A": "site"}, several="yes")


@pytest.mark.parametrize(("header", "cells"), [("Old Site", ("Ash", "Oak")), ("Text", ("by the door", "roof"))])
def test_where_nothing_tells_the_pieces_apart_it_is_asked_once(header: str, cells: tuple[str, str]) -> None:
    meaning = "site" if header == "Old Site" else "model"
    rows = [["Site", "Model", header], ["Cedar", "RRU3908", cells[0]], ["Elk", "RRU3908", cells[1]]]
    whole = taken(rows, parsed({"A": "site", "B": "model", "C": meaning}, several=True))
    assert [(item.site, item.model) for item in whole.items] == [("Cedar", "RRU3908"), ("Elk", "RRU3908")]
    [asked] = [issue for issue in whole.issues if issue.rule == "facets-unsure"]
    assert asked.severity == "check"

"""An upload that looks like an earlier one: what the earlier recipe would change is said."""

from planner.core.lookalike import suggestion_document, suggestion_sentence
from planner.core.recipe import Recipe, SheetRecipe, Suggestion

NOW = {"sheets": [{"sheet": "Gear", "header_row": 3, "columns": {"A": "site", "B": "notes"}}]}


def suggestion(**columns: str) -> Suggestion:
    entry = SheetRecipe("Gear", 3, columns)  # type: ignore[arg-type]  # the meanings of this test
    return Suggestion("spring.xlsx", Recipe((entry,)), 0.9, '9 of its 10 headers stand in "Gear" row 3')


def test_a_recipe_that_reads_columns_otherwise_names_each() -> None:
    told = suggestion_document(suggestion(A="site", B="part_number", C="serial"), NOW)
    assert told["differs"] == [
        {"sheet": "Gear", "column": "B", "meaning": "notes", "suggested": "part_number"},
        {"sheet": "Gear", "column": "C", "meaning": "ignore", "suggested": "serial"},
    ]
    assert told["recipe"]["sheets"][0]["columns"]["B"] == "part_number"
    assert "spring.xlsx: 9 of its 10 headers" in suggestion_sentence(told)
    assert "It reads 2 columns otherwise" in suggestion_sentence(told)


def test_a_recipe_that_changes_nothing_says_so() -> None:
    told = suggestion_document(suggestion(A="site", B="notes"), NOW)
    assert told["differs"] == []
    assert "It reads the columns alike" in suggestion_sentence(told)

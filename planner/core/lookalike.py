"""An upload that looks like an earlier one: what the earlier one's recipe would change, and how that is told."""

from collections.abc import Iterator, Mapping
from typing import Any

from planner.core.recipe import Recipe, SheetRecipe, Suggestion, recipe_document


def suggestion_document(suggestion: Suggestion, now: Mapping[str, Any]) -> dict[str, Any]:
    """The suggestion as the review carries it. ``now`` is the recipe document of how the upload was read without it;
    ``differs`` lists the columns that the suggested ``recipe`` reads otherwise.
    """
    return {
        "name": suggestion.name,
        "score": suggestion.score,
        "why": suggestion.why,
        "differs": list(_differences(suggestion.recipe, now)),
        "recipe": recipe_document(suggestion.recipe),
    }


def suggestion_sentence(told: Mapping[str, Any]) -> str:
    """``told`` (a :func:`suggestion_document`) as a person reads it."""
    count = len(told["differs"])
    gain = f"It reads {count} column{'s' if count > 1 else ''} otherwise" if count else "It reads the columns alike"
    return f"This looks like {told['name']}: {told['why']}. {gain}; replay it with --recipe, or from the page Columns."


def _differences(recipe: Recipe, now: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    read = {(entry["sheet"], entry["header_row"]): entry["columns"] for entry in now["sheets"]}
    for entry in recipe.sheets:
        yield from _of_table(entry, read.get((entry.sheet, entry.header_row), {}))


def _of_table(entry: SheetRecipe, columns: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for letter, meaning in entry.columns.items():
        found = columns.get(letter, "ignore")
        if found != meaning:
            yield {"sheet": entry.sheet, "column": letter, "meaning": found, "suggested": meaning}

"""Recipes: what a person said once about a spreadsheet's layout, kept to be used again (``planner-recipe/1``)."""

from planner.core.recipe.entries import (
    FILLS,
    FORMAT,
    RECIPE_FILE,
    UNITS,
    Recipe,
    SheetRecipe,
    table_recipe,
    text_with_point,
)
from planner.core.recipe.parsing import parse_recipe
from planner.core.recipe.suggesting import Suggestion, suggest
from planner.core.recipe.writing import Understood, recipe_document, recipe_of, signature_of, written

__all__ = [
    "FILLS",
    "FORMAT",
    "RECIPE_FILE",
    "UNITS",
    "Recipe",
    "SheetRecipe",
    "Suggestion",
    "Understood",
    "parse_recipe",
    "recipe_document",
    "recipe_of",
    "signature_of",
    "suggest",
    "table_recipe",
    "text_with_point",
    "written",
]

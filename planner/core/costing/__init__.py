"""Costing: a bill of work, a price book and recipes make an estimate."""

from planner.core.costing.build import CostingRules, estimate
from planner.core.costing.document import estimate_document
from planner.core.costing.quotes import with_quotes
from planner.core.costing.recipes import CONDITIONS, Part, Recipe, RecipeTable

__all__ = [
    "CONDITIONS",
    "CostingRules",
    "Part",
    "Recipe",
    "RecipeTable",
    "estimate",
    "estimate_document",
    "with_quotes",
]

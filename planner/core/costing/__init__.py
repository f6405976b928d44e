"""Costing: a bill of work, a price book and recipes make an estimate."""

from planner.core.costing.build import CostingRules, estimate
from planner.core.costing.document import estimate_document
from planner.core.costing.quotes import with_quotes
from planner.core.costing.recipes import CONDITIONS, Part, Recipe, RecipeTable
from planner.core.costing.what_if import WhatIf

__all__ = [
    "CONDITIONS",
    "CostingRules",
    "Part",
    "Recipe",
    "RecipeTable",
    "WhatIf",
    "estimate",
    "estimate_document",
    "with_quotes",
]

"""Typed cells to values: quantities, dollars, days, places, layers. What cannot be read is a Bad, never a guess.

Every reader is a plain function of the cell and remembers the texts it has met.
"""

from planner.core.rows.values.amounts import decimal_or_none, money_of
from planner.core.rows.values.bad import Bad, bad
from planner.core.rows.values.days import day_of, month_comes_first
from planner.core.rows.values.degrees import coordinate_of, kilometers, pair_doubt, pair_of
from planner.core.rows.values.layers import layer_of
from planner.core.rows.values.quantities import MOST_UNITS, is_spelled_out, quantity_in_words, quantity_of
from planner.core.rows.values.tidy import tidy
from planner.core.rows.values.zips import zip_doubt, zip_of

__all__ = [
    "MOST_UNITS",
    "Bad",
    "bad",
    "coordinate_of",
    "day_of",
    "decimal_or_none",
    "is_spelled_out",
    "kilometers",
    "layer_of",
    "money_of",
    "month_comes_first",
    "pair_doubt",
    "pair_of",
    "quantity_in_words",
    "quantity_of",
    "tidy",
    "zip_doubt",
    "zip_of",
]

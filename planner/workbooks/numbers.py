"""Numbers as workbooks hold them, all floats, into the numbers a person typed."""

import math
from decimal import Decimal

EXACT_FLOAT = 2**53
LONGEST_WHOLE = 1e21
HOLE = "\0"
"""Stands in a mask where a digit goes."""


def plain_number(value: float) -> int | float | str:
    """Whole numbers as int. Past 2**53 a float's own digits are noise, so the shortest ones it stands for are kept."""
    if not math.isfinite(value):
        return str(value)
    if not value.is_integer() or abs(value) >= LONGEST_WHOLE:
        return value
    return int(value) if abs(value) < EXACT_FLOAT else int(Decimal(repr(value)))


def masked(number: int, mask: str) -> str:
    """A whole number, zero or above, as its format shows it: 12 through a mask of four holes is ``0012``.

    Holes are filled from the right; digits that find none stand before the first.
    """
    digits, holes = list(str(number)), mask.count(HOLE)
    shown = ""
    for letter in reversed(mask):
        if letter != HOLE:
            shown = letter + shown
            continue
        holes -= 1
        more = "".join(digits) if not holes else digits.pop() if digits else ""
        shown = (more or "0") + shown
    return shown

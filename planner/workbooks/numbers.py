"""Numbers as workbooks hold them, all floats, into the numbers a person typed."""

import math
from decimal import Decimal

EXACT_FLOAT = 2**53
LONGEST_WHOLE = 1e21


def plain_number(value: float) -> int | float | str:
    """Whole numbers as int. Past 2**53 a float's own digits are noise, so the shortest ones it stands for are kept."""
    if not math.isfinite(value):
        return str(value)
    if not value.is_integer() or abs(value) >= LONGEST_WHOLE:
        return value
    return int(value) if abs(value) < EXACT_FLOAT else int(Decimal(repr(value)))

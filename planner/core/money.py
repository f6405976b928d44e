"""Dollars: exact decimals, one rounding rule, and splits that lose nothing.

Every amount is a :class:`~decimal.Decimal` of US dollars. Cents are rounded half to even, the rule of the decimal
arithmetic standard (IEEE 754 "ties to even"), which does not drift upward over many lines.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

CENT = Decimal("0.01")
DOLLAR = Decimal(1)
ZERO = Decimal("0.00")


def cents(amount: Decimal) -> Decimal:
    """``amount`` rounded to the cent, half to even."""
    return amount.quantize(CENT, ROUND_HALF_EVEN)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The exact sum, with two places even when nothing was added."""
    return sum(amounts, ZERO)


def allocate(amount: Decimal, weights: Sequence[Decimal], unit: Decimal = CENT) -> tuple[Decimal, ...]:
    """Split ``amount`` (a multiple of ``unit``) by ``weights`` so that the parts add up to it exactly.

    Largest remainder: each part is rounded down to ``unit``, and the units left over go to the parts that lost
    most, the earlier part first on a tie. Weights must be zero or more; when all are zero the first part gets all.
    Raises ``ValueError`` for no weights, a negative weight, or an amount that is not a multiple of ``unit``.
    """
    if not weights or min(weights) < 0:
        raise ValueError(f"weights must be zero or more, and at least one: {weights}")
    if amount % unit:
        raise ValueError(f"{amount} is not a multiple of {unit}")
    whole = sum(weights, Decimal(0))
    if whole == 0:
        return (amount, *(ZERO for _ in weights[1:]))
    exact = [amount * weight / whole for weight in weights]
    floors = [(part / unit).to_integral_value(ROUND_FLOOR) * unit for part in exact]
    left = int((amount - sum(floors, Decimal(0))) / unit)
    by_loss = sorted(range(len(weights)), key=lambda index: (floors[index] - exact[index], index))
    for index in by_loss[:left]:
        floors[index] += unit
    return tuple(floors)


def whole_dollars(amounts: Sequence[Decimal]) -> tuple[int, ...]:
    """Each amount in whole dollars, so that they add up to their exact sum rounded half to even."""
    if not amounts:
        return ()
    exact_sum = total(amounts)
    parts = (
        allocate(exact_sum.quantize(DOLLAR, ROUND_HALF_EVEN), amounts, DOLLAR) if exact_sum else (ZERO,) * len(amounts)
    )
    return tuple(int(part) for part in parts)


def shown(amount: Decimal) -> str:
    """``amount`` as people read it: ``$1,234.50``, a minus sign before the dollar sign."""
    return f"{'-' if amount < 0 else ''}${abs(cents(amount)):,.2f}"

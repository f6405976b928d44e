"""Formulas with the value they must come to: sums, sums by label, products to the cent."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from planner.core.money import cents, total
from planner.core.summary.tables import At, Column, Formula, Here, Ref, Row, Span, plain

_HALF = Decimal("0.5")
_NEAR_HALF = Decimal("0.0001")
_PLAIN_WORDS = re.compile("[a-z][a-z _/-]*")


def sum_column(table: str, column: str, values: Sequence[Decimal | int]) -> Formula | int:
    """``SUM`` over every row of the column; a bare 0 when there are no rows to add."""
    if not values:
        return 0
    value = sum(values) if all(isinstance(value, int) for value in values) else total(Decimal(v) for v in values)
    return Formula("SUM({0})", (Span(table, column),), value)


def totals_row(table: str, columns: Sequence[Column], rows: Sequence[Row], summed: Iterable[str]) -> Row:
    """The totals row: the word in the first column, a sum under each column of ``summed``."""
    wanted = set(summed)
    cells = [
        sum_column(table, column.key, figures(rows, index)) if column.key in wanted else None
        for index, column in enumerate(columns)
    ]
    return ("Total", *cells[1:])


def figures(rows: Sequence[Row], index: int) -> list[Decimal | int]:
    """The numbers of one column, formulas by their values; texts and gaps are passed over."""
    return [value for row in rows if isinstance(value := plain(row[index]), Decimal | int)]


def product_to_the_cent(quantity: Decimal, unit: Decimal, quantity_column: str, unit_column: str) -> Formula:
    """Quantity times unit price, rounded as the estimate rounds: half a cent to even.

    A spreadsheet's ``ROUND`` takes half a cent away from zero, and binary fractions make it take either side. Where
    the product lies at half a cent, a tenth of a cent is added or taken off so that the rounding is ours.
    """
    exact = quantity * unit
    value = cents(exact)
    at_half = abs(abs(exact.scaleb(2)) % 1 - _HALF) < _NEAR_HALF
    nudge = ("+0.001" if value > exact else "-0.001") if at_half else ""
    return Formula("ROUND({0}*{1}" + nudge + ",2)", (Here(quantity_column), Here(unit_column)), value)


def sum_by_number(table: str, column: str, number_column: str, here: str, value: Decimal) -> Formula:
    """The sum of ``column`` in the rows of ``table`` whose ``number_column`` equals the number in ``here``."""
    return Formula("SUMIFS({0},{1},{2})", (Span(table, column), Span(table, number_column), Here(here)), value)


def count_by_number(table: str, number_column: str, here: str, value: int) -> Formula:
    """How many rows of ``table`` hold in ``number_column`` the number in ``here``."""
    return Formula("COUNTIFS({0},{1})", (Span(table, number_column), Here(here)), value)


def sum_by_label(  # a formula has as many parts as the question it answers
    table: str, column: str, label_column: str, here: str, labels: Iterable[str], value: Decimal
) -> Formula:
    """The sum of ``column`` where ``label_column`` is the text in ``here``.

    ``SUMIFS`` reads ``>5``, ``a*`` and ``007`` as conditions and ignores case; when any of ``labels`` is more than
    plain lower-case words, every row is compared exactly instead.
    """
    refs: tuple[Ref, ...] = (Span(table, column), Span(table, label_column), Here(here))
    if all(_PLAIN_WORDS.fullmatch(label) for label in labels):
        return Formula("SUMIFS({0},{1},{2})", refs, value)
    return Formula("SUMPRODUCT(EXACT({1},{2})*{0})", refs, value)


def same_as(ref: At, value: Decimal | int | str) -> Formula:
    """A cell that repeats another one."""
    return Formula("{0}", (ref,), value)


def agreement(expected: str, actual: str, difference: Decimal) -> Formula:
    """``OK`` when two columns of this row agree to half a cent, else ``DIFFERS``."""
    value = "OK" if abs(difference) < Decimal("0.005") else "DIFFERS"
    return Formula('IF(ABS({0}-{1})<0.005,"OK","DIFFERS")', (Here(expected), Here(actual)), value)

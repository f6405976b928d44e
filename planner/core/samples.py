"""What stands in a column: a few cells, for a person who has to say what the column means."""

from collections.abc import Iterable
from itertools import islice

from planner.core.columns.texts import shortened, text_of
from planner.core.model import SourceRow, column_letter

SHOWN, LOOK_AT, LONGEST = 3, 200, 60
"""Cells shown of a column, rows looked at for them, letters shown of a cell."""


def samples_of(rows: Iterable[SourceRow], header_row: int) -> dict[str, list[str]]:
    """The first different texts of each column below ``header_row`` (0 without a header), by column letter."""
    found: dict[int, dict[str, None]] = {}
    for row in islice((row for row in rows if row.number > header_row), LOOK_AT):
        for index, value in enumerate(row.values):
            text = text_of(value)
            seen = found.setdefault(index, {})
            if text and len(seen) < SHOWN:
                seen[shortened(text, LONGEST)] = None
    return {column_letter(index): list(texts) for index, texts in found.items() if texts}

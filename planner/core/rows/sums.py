"""Which numbers under a table are the sums of its rows."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from planner.core.columns.mapping import Column
from planner.core.columns.page import Page
from planner.core.model import Meaning
from planner.core.rows.drafts import Filled
from planner.core.rows.ledger import Cell
from planner.core.rows.values import decimal_or_none

NUMERIC: frozenset[Meaning] = frozenset({"quantity", "unit_cost", "position", "parent", "ignore"})
"""Columns whose numbers may be added up, or count the rows."""

_SUMMED = re.compile(r"(?i)cost|price|total|value|amount|ext")
_LONGEST_ADDEND = 16  # digits; past them it is no quantity and no amount


@dataclass(slots=True)
class Sums:
    """The sums of the columns since the last subtotal, and before it. ``waiting`` are places of plain rows, added up
    when somebody needs them.
    """

    page: Page
    columns: Sequence[Column]
    waiting: list[int] = field(default_factory=list)
    section: dict[int, Decimal] = field(default_factory=dict)
    grand: dict[int, Decimal] = field(default_factory=dict)

    def add(self, cells: Sequence[Filled]) -> None:
        """The numbers of a row."""
        for column, source in cells:
            if column.meaning in NUMERIC and source.at == column.index:
                self._add(column.index, source.text)

    def has(self, cell: Cell) -> bool:
        """Whether the number in a cell is the sum of the column, of its section or of all so far."""
        number = decimal_or_none(cell.text)
        column = self.columns[cell.at]
        if not number or (column.meaning not in ("quantity", "unit_cost") and not _SUMMED.search(column.header)):
            return False
        self._add_waiting()
        section = self.section.get(cell.at, Decimal(0))
        return number in (section, section + self.grand.get(cell.at, Decimal(0)))

    def close_section(self) -> None:
        """A subtotal stands here."""
        self._add_waiting()
        for index, amount in self.section.items():
            self.grand[index] = self.grand.get(index, Decimal(0)) + amount
        self.section = {}

    def _add_waiting(self) -> None:
        places, self.waiting = self.waiting, []
        for column in self.columns if places else ():
            if column.meaning in NUMERIC:
                rows = (self.page.texts[place] for place in places)
                for text, times in Counter(row[column.index] for row in rows if column.index < len(row)).items():
                    self._add(column.index, text, times)

    def _add(self, index: int, text: str, times: int = 1) -> None:
        number = decimal_or_none(text) if len(text) <= _LONGEST_ADDEND else None
        if number is not None and number.adjusted() <= _LONGEST_ADDEND:
            self.section[index] = self.section.get(index, Decimal(0)) + times * number

"""Which numbers under a table are the sums of its rows."""

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from planner.core.columns.mapping import Column
from planner.core.columns.page import Page
from planner.core.columns.texts import normal_name
from planner.core.model import Meaning
from planner.core.rows.drafts import Filled
from planner.core.rows.ledger import Cell, could_be_total_word
from planner.core.rows.values import decimal_or_none

NUMERIC: frozenset[Meaning] = frozenset({"quantity", "unit_cost", "position", "parent", "ignore"})
"""Columns whose numbers may be added up, or count the rows."""

_SUMMED = re.compile(r"(?i)cost|price|total|value|amount|ext")
_OF_ONE: frozenset[Meaning] = frozenset({"serial", "mac", "asset_id"})
_PLACE: frozenset[Meaning] = frozenset({"site", "site_name", "quantity", "ignore", "position", "layer"})
_TOTAL_WORDS = re.compile(r"(?i)\b(?:sub|grand)?[\s-]?totals?\b")
_FIRST = 3
_LONGEST_ADDEND = 16  # digits; past them it is no quantity and no amount


@dataclass(slots=True)
class Sums:
    """The sums of the columns since the last subtotal, and before it. ``waiting`` are places of plain rows, added up
    when somebody needs them; ``counted`` tells how often each model stood beside each count.
    """

    page: Page
    columns: Sequence[Column]
    waiting: list[int] = field(default_factory=list)
    section: dict[int, Decimal] = field(default_factory=dict)
    grand: dict[int, Decimal] = field(default_factory=dict)
    counted: Counter[tuple[str, str]] = field(default_factory=Counter)
    _kind_at: int | None = None
    _count_at: int | None = None

    def __post_init__(self) -> None:
        by_meaning = {column.meaning: column.index for column in reversed(self.columns)}
        self._kind_at = by_meaning.get("model", by_meaning.get("description"))
        self._count_at = by_meaning.get("quantity")

    def add(self, cells: Sequence[Filled], elsewhere: Container[int] = ()) -> None:
        """The numbers of a row, but for those columns whose merged cell stands ``elsewhere``: it counts there."""
        kind = count = ""
        for column, source in cells:
            if column.meaning in NUMERIC and source.at == column.index and column.index not in elsewhere:
                self._add(column.index, source.text)
            if column.index == self._kind_at:
                kind = source.text
            elif column.index == self._count_at and column.index not in elsewhere:
                count = source.text
        self.counted[kind, count] += 1

    def reads_as_total(self, filled: Sequence[Cell]) -> Cell | None:
        """The cell that makes a row with a count, and without a number of any one device, read as a sum: the word of
        a total beside gear, or a count of two and more beside nothing but a place's name. None when nothing does.
        """
        meanings = {self.columns[cell.at].meaning for cell in filled}
        if "quantity" not in meanings or meanings & _OF_ONE:
            return None
        if meanings <= _PLACE:
            count = next(cell for cell in filled if self._means_count(cell))
            return count if (decimal_or_none(count.text) or 0) > 1 and len(filled) > 1 else None
        return next((cell for cell in filled[:_FIRST] if could_be_total_word(cell.text)), None)

    def sums_up(self, filled: Sequence[Cell], told: Cell) -> bool:
        """Whether the count of a row is the sum of the rows above, or of those of its model."""
        count = next(cell for cell in filled if self._means_count(cell))
        if self.has(count):
            self.close_section()
            return True
        kind = next((_kind_of(cell.text) for cell in filled if cell.at == self._kind_at), "")
        number = decimal_or_none(count.text)
        return bool(number) and could_be_total_word(told.text) and number == self._sum_of_kind(kind)

    def _sum_of_kind(self, kind: str) -> Decimal:
        self._add_waiting()
        numbers = ((_number(count), times) for (name, count), times in self.counted.items() if _kind_of(name) == kind)
        return sum((number * times for number, times in numbers), Decimal(0))

    def _means_count(self, cell: Cell) -> bool:
        return self.columns[cell.at].meaning == "quantity"

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
        if self._kind_at is not None and self._count_at is not None:
            plain = map(self.page.texts.__getitem__, places)
            self.counted.update((_at(row, self._kind_at), _at(row, self._count_at)) for row in plain)

    def _add(self, index: int, text: str, times: int = 1) -> None:
        number = _number(text)
        if number:
            self.section[index] = self.section.get(index, Decimal(0)) + times * number


def _number(text: str) -> Decimal:
    """The number in a cell; 0 for none, and for one that is no quantity and no amount."""
    number = decimal_or_none(text) if len(text) <= _LONGEST_ADDEND else None
    return number if number is not None and number.adjusted() <= _LONGEST_ADDEND else Decimal(0)


def _kind_of(text: str) -> str:
    """A model for comparison, without the word of a total (``RRU3908 Total``)."""
    return normal_name(_TOTAL_WORDS.sub(" ", text))


def _at(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""

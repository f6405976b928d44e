"""Plain rows, read a column at a time: nothing merged, no ditto mark, no total, gear named in its own columns.

Most rows of most inventories are plain. What they say is read by the same functions as in any other row.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice, product
from typing import TypeVar

from planner.core.columns.layout import Table
from planner.core.columns.mapping import Column
from planner.core.columns.page import Page
from planner.core.model import FieldLayout, Meaning, Moved
from planner.core.rows.drafts import Bench, Draft, Place
from planner.core.rows.filling import DITTO_MARKS
from planner.core.rows.heaps import Heap, HeapReader
from planner.core.rows.ledger import is_total_word

T = TypeVar("T")
IDENTIFYING: frozenset[Meaning] = frozenset({"maker", "model", "part_number", "serial", "mac", "description"})
_LEAST_CELLS = 3
_LOOK_AT = 3
_MOST_TEXTS = 50_000
_OTHER_CASES = {"s": "sSſ"}  # the long s is an s to str.casefold


@cache
def ditto_marks() -> frozenset[str]:
    """Every ditto mark in every mixture of cases."""
    spelled = ([_OTHER_CASES.get(c, {c, c.upper()}) for c in mark] for mark in DITTO_MARKS)
    return frozenset("".join(letters) for choices in spelled for letters in product(*choices))


class _Totals(dict[str, bool]):
    """Whether a text is the word of a total."""

    def __missing__(self, text: str) -> bool:
        if len(self) > _MOST_TEXTS:
            self.clear()
        value = self[text] = is_total_word(text)
        return value


class PlainRows:
    """The plain rows of one table; ``apart`` are places of rows that are not plain for reasons of their own."""

    def __init__(
        self,
        page: Page,
        table: Table,
        columns: Sequence[Column],
        layout: FieldLayout,
        bench: Bench,
        apart: Iterable[int],
    ) -> None:
        self._rows, self._texts = page.sheet.rows, page.texts
        self._width = len(columns)
        self._able = table.kind == "gear"
        self._apart = frozenset(apart)
        self._gear = [column.index for column in columns if column.meaning in IDENTIFYING]
        self._gear_ends = max(self._gear, default=0) + 1
        self._totals = _Totals()
        self._marks = ditto_marks()
        self._reader = HeapReader(columns, layout, bench)

    def has(self, place: int) -> bool:
        """True when the row at ``place`` is plain."""
        texts = self._texts[place]
        if not self._able or place in self._apart or len(texts) - texts.count("") < _LEAST_CELLS:
            return False
        return self._marks.isdisjoint(texts) and self._names_gear(texts) and not self._may_be_total(texts)

    def _names_gear(self, texts: Sequence[str]) -> bool:
        if len(texts) >= self._gear_ends:
            return any(map(texts.__getitem__, self._gear))
        return any(index < len(texts) and texts[index] for index in self._gear)

    def _may_be_total(self, texts: Sequence[str]) -> bool:
        first = texts[:_LOOK_AT]
        if "" in first:
            first = tuple(islice(filter(None, texts), _LOOK_AT))
        return any(map(self._totals.__getitem__, first))

    def drafts(self, places: Sequence[int], settled: Sequence[tuple[Place, Moved]]) -> list[Draft | None]:
        """The drafts of plain rows, None for a row whose quantity cannot be read; ``settled`` are their sites."""
        rows, width = self._rows, self._width
        values = [_padded(rows[place].values, width, None) for place in places]
        texts = [_padded(self._texts[place], width, "") for place in places]
        return self._reader.drafts(Heap([rows[place].number for place in places], values, texts, settled))


def _padded(cells: tuple[T, ...], width: int, blank: T) -> tuple[T, ...]:
    return cells if len(cells) >= width else (*cells, *[blank] * (width - len(cells)))

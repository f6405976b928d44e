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
from planner.core.rows.banners import is_site_label
from planner.core.rows.drafts import Bench, DraftRows, Place
from planner.core.rows.filling import DITTO_MARKS
from planner.core.rows.heaps import Heap, HeapReader
from planner.core.rows.ledger import is_total_word
from planner.core.rows.memo import Values

T = TypeVar("T")
IDENTIFYING: frozenset[Meaning] = frozenset({"maker", "model", "part_number", "serial", "mac", "description"})
_LEAST_CELLS = 3
_LOOK_AT = 3
_LONGEST_MARK = max(map(len, DITTO_MARKS))
_MOST_TEXTS = 50_000
_OTHER_CASES = {"s": "sSſ"}  # the long s is an s to str.casefold


@cache
def ditto_marks() -> frozenset[str]:
    """Every ditto mark in every mixture of cases."""
    spelled = ([_OTHER_CASES.get(c, {c, c.upper()}) for c in mark] for mark in DITTO_MARKS)
    return frozenset("".join(letters) for choices in spelled for letters in product(*choices))


class _Totals(dict[str, bool]):
    """Whether a text is the word of a total, or the label of a site."""

    def __missing__(self, text: str) -> bool:
        if len(self) > _MOST_TEXTS:
            self.clear()
        value = self[text] = is_total_word(text) or is_site_label(text)
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
        self._last: tuple[Sequence[int], Sequence[Sequence[str]]] = (), ()
        self._marks = ditto_marks()
        self._page = page
        known = page.sheet.columns
        self._filled = frozenset(at for at, column in enumerate(known) if column.filled)
        self._as_typed = bool(known) and all(column.as_typed for column in known)
        self._unmarked = frozenset(
            at for at, column in enumerate(known) if column.distinct and self._marks.isdisjoint(column.distinct)
        )
        self._without_totals: dict[int, bool] = {}
        self._reader = HeapReader(columns, layout, bench)

    def has(self, place: int) -> bool:
        """True when the row at ``place`` is plain."""
        texts = self._texts[place]
        if not self._able or place in self._apart or len(texts) - texts.count("") < _LEAST_CELLS:
            return False
        return self._marks.isdisjoint(texts) and self._names_gear(texts) and not self._may_be_total(texts)

    def has_all(self, places: range) -> bool:
        """Quickly: whether all rows at ``places`` are plain; in doubt, False."""
        if not self._able or not self._apart.isdisjoint(places):
            return False
        columns = self.columns_at(places)
        filled = [at for at, texts in enumerate(columns) if at in self._filled or "" not in texts]
        if len(filled) < _LEAST_CELLS or not any(at in filled for at in self._gear):
            return False
        if not all(self._marks.isdisjoint(_words(c)) for at, c in enumerate(columns) if at not in self._unmarked):
            return False
        first = enumerate(columns[: filled[_LOOK_AT - 1] + 1])
        return not any(self._has_total(set(texts)) for at, texts in first if not self._never_has_total(at))

    def _never_has_total(self, at: int) -> bool:
        """Quickly: whether no cell of a column, in all of the sheet, is the word of a total; in doubt, False."""
        if at not in self._without_totals:
            known = self._page.sheet.columns
            texts = known[at].distinct if at < len(known) else None
            self._without_totals[at] = texts is not None and not self._has_total(texts)
        return self._without_totals[at]

    def _has_total(self, texts: Iterable[str]) -> bool:
        return any(self._totals[text] for text in texts if text)

    def _names_gear(self, texts: Sequence[str]) -> bool:
        if len(texts) >= self._gear_ends:
            return any(map(texts.__getitem__, self._gear))
        return any(index < len(texts) and texts[index] for index in self._gear)

    def _may_be_total(self, texts: Sequence[str]) -> bool:
        first = texts[:_LOOK_AT]
        if "" in first:
            first = tuple(islice(filter(None, texts), _LOOK_AT))
        return any(map(self._totals.__getitem__, first))

    def drafts(
        self, places: Sequence[int], stand: Sequence[Place], moved: Sequence[Moved]
    ) -> tuple[DraftRows, Sequence[int | None]]:
        """The drafts of plain rows that ``stand`` at these sites, and the quantity of each row: where it is 0, or None
        as it cannot be read, there is no draft.
        """
        width = self._width
        found = at_places(self._rows, places)
        numbers = [row.number for row in found]
        rows, texts = at_places(self._texts, places), self.columns_at(places)
        if width - 1 not in self._filled:
            rows = _padded(rows, width, "")
        columns: Values = texts
        if not self._as_typed:
            columns = list(zip(*_padded([row.values for row in found], width, None), strict=True))
        return self._reader.drafts(Heap(numbers, rows, texts, columns, stand, moved))

    def columns_at(self, places: Sequence[int]) -> Sequence[Sequence[str]]:
        """The texts at ``places`` by column, as many as the table has."""
        if self._last[0] != places:
            self._last = places, self._columns_of(places)
        return self._last[1]

    def _columns_of(self, places: Sequence[int]) -> Sequence[Sequence[str]]:
        if isinstance(places, range):
            return [self._page.column(at, places.start, places.stop) for at in range(self._width)]
        return list(zip(*_padded(at_places(self._texts, places), self._width, ""), strict=True))


def _words(column: Sequence[str]) -> set[str]:
    """The different texts of a column; of long texts, which are no ditto marks, the first is enough."""
    if len(column[0]) > _LONGEST_MARK and min(map(len, column)) > _LONGEST_MARK:
        return {column[0]}
    return set(column)


def at_places(rows: Sequence[T], places: Sequence[int]) -> Sequence[T]:
    """The rows that stand at these places."""
    return rows[places.start : places.stop] if isinstance(places, range) else [rows[place] for place in places]


def _padded(rows: Sequence[tuple[T, ...]], width: int, blank: T) -> Sequence[tuple[T, ...]]:
    """The rows, each at least so wide."""
    if min(map(len, rows)) >= width:
        return rows
    return [cells if len(cells) >= width else (*cells, *[blank] * (width - len(cells))) for cells in rows]

"""A heap of plain rows to drafts, a column at a time, by the readers that read every other row."""

from collections.abc import Callable, Sequence
from itertools import compress
from typing import Any, NamedTuple

from planner.core.columns.mapping import Column
from planner.core.model import FieldLayout, Meaning, Moved, RowFields
from planner.core.rows import attributes as read
from planner.core.rows.drafts import Bench, Cells, Draft, Place, word, words
from planner.core.rows.memo import Memo, Quick, Values, Words


class Heap(NamedTuple):
    """Rows side by side: Excel's numbers, cells and texts (each row as wide as the table), and where they stand."""

    numbers: Sequence[int]
    values: Values
    texts: Sequence[tuple[str, ...]]
    settled: Sequence[tuple[Place, Moved]]

    def only(self, kept: Sequence[bool]) -> "Heap":
        """The rows whose flag is true."""
        if all(kept):
            return self
        numbers, values, texts, settled = self
        return Heap(
            list(compress(numbers, kept)), list(compress(values, kept)), list(compress(texts, kept)),
            list(compress(settled, kept)),
        )  # fmt: skip


_Reader = Callable[[Heap], Sequence[Any]]


class HeapReader:
    """Reads the rows of one table."""

    def __init__(self, columns: Sequence[Column], layout: FieldLayout, bench: Bench) -> None:
        self._columns, self._layout, self._bench = columns, layout, bench
        self._serial_at = [column.index for column in columns if column.meaning == "serial"]
        doubtful = any(bench.serial_digits.values())
        self._serials = self._memo(read.read_serials, "serial", quick=None if doubtful else read.clean_serials)
        self._telling = any(column.meaning in read.TELLING for column in columns)
        self._in_words = self._memo(_serials_in_words, *read.TELLING)
        self._said = self._memo(_said, "quantity")
        self._quantity = self._memo(_quantity, "quantity", "model", "description")
        self._before_serials = [self._words("maker"), self._words("model"), self._words("part_number")]
        self._before_quantity = [
            self._reading(read.read_mac, "mac", quick=read.clean_mac),
            self._words("description"), self._words("notes"), self._words("status"),
        ]  # fmt: skip
        self._after_quantity = [
            self._day("obtained_on"), self._day("installed_on"), self._reading(read.read_cost, "unit_cost"),
            self._reading(_layer, "layer"), self._words("asset_id"), self._reading(_position, "position"),
        ]  # fmt: skip

    def drafts(self, heap: Heap) -> list[Draft | None]:
        """One draft for each row; None where its quantity cannot be read."""
        serials = self._serials.of(heap.values, heap.numbers)
        cells = self._serial_cells(heap)
        self._find_in_words(heap, serials, cells)
        quantities = self._counted(heap, serials, cells)
        good = [count is not None for count in quantities]
        made = self._made(heap.only(good), list(compress(serials, good)), list(compress(quantities, good)))
        if all(good):
            return list(made)
        each = iter(made)
        return [next(each) if fine else None for fine in good]

    def _serial_cells(self, heap: Heap) -> list[int]:
        """In how many cells of each row serial numbers stand."""
        if len(self._serial_at) == 1:
            at = self._serial_at[0]
            return [1 if texts[at] else 0 for texts in heap.texts]
        return [sum(1 for index in self._serial_at if texts[index]) for texts in heap.texts]

    def _find_in_words(self, heap: Heap, serials: list[tuple[str, ...]], cells: list[int]) -> None:
        """Serial numbers named in a text, for the rows without any other."""
        without = [not found for found in serials]
        if any(without) and self._telling:
            rest = heap.only(without)
            asked = iter(self._in_words.of(rest.values, rest.numbers))
            for at in compress(range(len(serials)), without):
                serials[at], cells[at] = next(asked)

    def _counted(self, heap: Heap, serials: Sequence[tuple[str, ...]], cells: Sequence[int]) -> list[int | None]:
        """The quantities: as said, where the serial numbers do not speak against it; the others one by one."""
        found = list(map(len, serials))
        counts: list[int | None] = [
            said if not count or count == said else None
            for said, count in zip(self._said.of(heap.values, heap.numbers), found, strict=True)
        ]
        open_ = [not count for count in counts]
        if any(open_):
            rest = heap.only(open_)
            counted = (list(compress(found, open_)), list(compress(cells, open_)))
            asked = iter(self._quantity.of(rest.values, rest.numbers, *counted))
            counts = [next(asked) if again else count for again, count in zip(open_, counts, strict=True)]
        return counts

    def _made(self, heap: Heap, serials: Sequence[tuple[str, ...]], quantities: Sequence[int | None]) -> list[Draft]:
        layout = self._layout
        fields = [
            RowFields(layout, number, texts, moved)
            for number, texts, (_, moved) in zip(heap.numbers, heap.texts, heap.settled, strict=True)
        ]
        columns = (
            [place for place, _ in heap.settled], heap.numbers, fields,
            *(reader(heap) for reader in self._before_serials), serials,
            *(reader(heap) for reader in self._before_quantity), quantities,
            *(reader(heap) for reader in self._after_quantity),
        )  # fmt: skip
        return list(map(Draft._make, zip(*columns, strict=True)))

    def _memo(self, reader: Callable[..., Any], *meanings: Meaning, quick: Quick | None = None) -> Memo:
        return Memo([column for column in self._columns if column.meaning in meanings], self._bench, reader, quick)

    def _reading(self, reader: Callable[..., Any], meaning: Meaning, quick: Quick | None = None) -> _Reader:
        memo = self._memo(reader, meaning, quick=quick)
        return lambda heap: memo.of(heap.values, heap.numbers)

    def _day(self, meaning: Meaning) -> _Reader:
        return self._reading(lambda by, bench: read.read_day(by, meaning, bench), meaning)

    def _words(self, meaning: Meaning) -> _Reader:
        """A column of words by its texts alone; several columns of one meaning by their cells."""
        columns = [column for column in self._columns if column.meaning == meaning]
        if len(columns) != 1:
            several = words if meaning in ("description", "notes") else word
            return self._reading(lambda by, _: several(by, meaning), meaning)
        at, known = columns[0].index, Words()
        return lambda heap: known.of([texts[at] for texts in heap.texts])


def _said(by: Cells, bench: Bench) -> int:
    """The quantity where it is plainly said, else 0."""
    found = by.get("quantity")
    count = read.said_quantity(found[0], bench) if found else None
    return count if isinstance(count, int) else 0


def _quantity(by: Cells, bench: Bench, serials: int, cells: int) -> int | None:
    return read.read_quantity(by, serials, cells, bench, 0)


def _serials_in_words(by: Cells, bench: Bench) -> tuple[tuple[str, ...], int]:
    return read.serials_in_words(by, bench, 0)


def _layer(by: Cells, _: Bench) -> Any:
    return read.read_layer(by)


def _position(by: Cells, _: Bench) -> Any:
    return read.read_position(by)

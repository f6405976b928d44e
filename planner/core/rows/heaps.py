"""A heap of plain rows to drafts, a column at a time, by the readers that read every other row."""

from collections.abc import Callable, Sequence
from itertools import compress
from typing import Any, NamedTuple

from planner.core.columns.mapping import Column
from planner.core.model import FieldLayout, Meaning, Moved
from planner.core.rows import attributes as read
from planner.core.rows.drafts import Bench, Cells, DraftRows, Place, word, words
from planner.core.rows.memo import Memo, Quick, Values, Words


class Heap(NamedTuple):
    """Rows side by side: Excel's numbers, their texts (each row as wide as the table), the same texts and the values
    by column, and where the rows stand.
    """

    numbers: Sequence[int]
    rows: Sequence[tuple[str, ...]]
    texts: Sequence[Sequence[str]]
    values: Values
    places: Sequence[Place]
    moved: Sequence[Moved]

    @property
    def text(self) -> bool:
        """Whether the values are texts."""
        return self.values is self.texts

    def only(self, kept: Sequence[bool]) -> "Heap":
        """The rows whose flag is true."""
        if all(kept):
            return self
        numbers, rows, texts, values, places, moved = self
        texts = [list(compress(t, kept)) for t in texts]
        return Heap(
            list(compress(numbers, kept)), list(compress(rows, kept)), texts,
            texts if self.text else [list(compress(v, kept)) for v in values],
            list(compress(places, kept)), list(compress(moved, kept)),
        )  # fmt: skip


_Reader = Callable[[Heap], Sequence[Any]]


class HeapReader:
    """Reads the rows of one table."""

    def __init__(self, columns: Sequence[Column], layout: FieldLayout, bench: Bench) -> None:
        self._columns, self._layout, self._bench = columns, layout, bench
        self._serial_at = [column.index for column in columns if column.meaning == "serial"]
        doubtful = any(bench.serial_digits.values())
        self._serials = self._memo(
            read.read_serials, "serial", quick=None if doubtful else (read.clean_serials, read.all_clean_serials)
        )
        self._telling = any(column.meaning in read.TELLING for column in columns)
        self._in_words = self._memo(_serials_in_words, *read.TELLING)
        self._said = self._memo(_said, "quantity")
        self._against_serials = self._memo(_quantity, "quantity")
        self._quantity = self._memo(_quantity, "quantity", "model", "description")
        self._before_serials = [
            self._reading(read.read_maker, "maker"),
            self._words("model"),
            self._words("part_number"),
        ]
        self._before_quantity = [
            self._reading(read.read_mac, "mac", quick=(read.clean_mac, read.all_clean_macs)),
            self._words("description"), self._words("notes"), self._words("status"),
        ]  # fmt: skip
        self._after_quantity = [
            self._day("obtained_on"), self._day("installed_on"), self._reading(read.read_cost, "unit_cost"),
            self._reading(_layer, "layer"), self._words("asset_id"), self._reading(_position, "position"),
        ]  # fmt: skip

    def drafts(self, heap: Heap) -> tuple[DraftRows, Sequence[int | None]]:
        """The drafts of the rows, and the quantity of each row: where it is 0, or None as it cannot be read, there is
        no draft.
        """
        serials = self._serials.of(heap.values, heap.numbers, text=heap.text)
        cells = self._serial_cells(heap)
        self._find_in_words(heap, serials, cells)
        quantities = self._counted(heap, serials, cells)
        good = list(map(bool, quantities))
        made = self._made(heap.only(good), list(compress(serials, good)), list(compress(quantities, good)))
        return made, quantities

    def _serial_cells(self, heap: Heap) -> list[int]:
        """In how many cells of each row serial numbers stand."""
        if len(self._serial_at) == 1:
            return [1 if text else 0 for text in heap.texts[self._serial_at[0]]]
        return [sum(1 for index in self._serial_at if texts[index]) for texts in heap.rows]

    def _find_in_words(self, heap: Heap, serials: list[tuple[str, ...]], cells: list[int]) -> None:
        """Serial numbers named in a text, for the rows without any other."""
        without = [not found for found in serials]
        if any(without) and self._telling:
            asked = iter(self._in_words.of(heap.values, heap.numbers, where=without, text=heap.text))
            for at in compress(range(len(serials)), without):
                serials[at], cells[at] = next(asked)

    def _counted(self, heap: Heap, serials: Sequence[tuple[str, ...]], cells: Sequence[int]) -> list[int | None]:
        """The quantities: as said, where the serial numbers do not speak against it; the others one by one."""
        found = list(map(len, serials))
        saids = self._said.of(heap.values, heap.numbers, text=heap.text)
        counts: list[int | None] = [
            said if not count or count == said else None for said, count in zip(saids, found, strict=True)
        ]
        told = [bool(said) and not count for said, count in zip(saids, counts, strict=True)]
        self._count_again(told, self._against_serials, heap, found, cells, counts)
        self._count_again([not said for said in saids], self._quantity, heap, found, cells, counts)
        return counts

    def _count_again(
        self,
        which: Sequence[bool],
        memo: Memo,
        heap: Heap,
        found: Sequence[int],
        cells: Sequence[int],
        counts: list[int | None],
    ) -> None:
        """Read the quantities of some rows with all that stands against them."""
        if not any(which):
            return
        read = memo.of(heap.values, heap.numbers, found, cells, where=which, text=heap.text)
        for at, count in zip(compress(range(len(which)), which), read, strict=True):
            counts[at] = count

    def _made(self, heap: Heap, serials: Sequence[tuple[str, ...]], quantities: Sequence[int | None]) -> DraftRows:
        columns = (
            *(reader(heap) for reader in self._before_serials), serials,
            *(reader(heap) for reader in self._before_quantity), quantities,
            *(reader(heap) for reader in self._after_quantity),
        )  # fmt: skip
        return DraftRows(self._layout, heap.numbers, heap.rows, heap.texts, heap.places, heap.moved, columns)

    def _memo(self, reader: Callable[..., Any], *meanings: Meaning, quick: Quick | None = None) -> Memo:
        return Memo([column for column in self._columns if column.meaning in meanings], self._bench, reader, quick)

    def _reading(self, reader: Callable[..., Any], meaning: Meaning, quick: Quick | None = None) -> _Reader:
        memo = self._memo(reader, meaning, quick=quick)
        return lambda heap: memo.of(heap.values, heap.numbers, text=heap.text)

    def _day(self, meaning: Meaning) -> _Reader:
        return self._reading(lambda by, bench: read.read_day(by, meaning, bench), meaning)

    def _words(self, meaning: Meaning) -> _Reader:
        """A column of words by its texts alone; several columns of one meaning by their cells."""
        columns = [column for column in self._columns if column.meaning == meaning]
        if len(columns) != 1:
            several = words if meaning in ("description", "notes") else word
            return self._reading(lambda by, _: several(by, meaning), meaning)
        at, known = columns[0].index, Words()
        return lambda heap: known.of(heap.texts[at])


def _said(by: Cells, bench: Bench) -> int:
    """The quantity where it is plainly said, else 0."""
    found = by.get("quantity")
    count = read.said_quantity(found[0], bench) if found else None
    read.tell_spelled_out(by, bench, 0)
    return count if isinstance(count, int) else 0


def _quantity(by: Cells, bench: Bench, serials: int, cells: int) -> int | None:
    return read.read_quantity(by, serials, cells, bench, 0)


def _serials_in_words(by: Cells, bench: Bench) -> tuple[tuple[str, ...], int]:
    return read.serials_in_words(by, bench, 0)


def _layer(by: Cells, _: Bench) -> Any:
    return read.read_layer(by)


def _position(by: Cells, _: Bench) -> Any:
    return read.read_position(by)

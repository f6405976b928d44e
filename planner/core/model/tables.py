"""Items by the hundred thousand: kept by column, made one by one when somebody asks."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, overload

from planner.core.model.fields import FieldLayout, Moved, RowFields
from planner.core.model.items import Finding, Item
from planner.core.model.makers import maker_of

_NAMES = tuple(field.name for field in fields(Item))
ATTRIBUTES = _NAMES[_NAMES.index("maker") : _NAMES.index("parent")]
"""What :class:`ItemRows` holds in ``columns``, in this order."""

_make_item = maker_of(Item)


@dataclass(frozen=True, slots=True, eq=False)
class ItemRows:
    """The items of some rows of one table, by column: their numbers, texts, sites, and :data:`ATTRIBUTES`.

    ``first`` is the id of the first item. ``cells`` are the texts by column, ``moved`` the cells that stand elsewhere,
    as in :class:`RowFields`.
    ``fingerprint`` gives that of the item at a place from 0.
    """

    first: int
    layout: FieldLayout
    numbers: Sequence[int]
    texts: Sequence[tuple[str, ...]]
    cells: Sequence[Sequence[str]]
    moved: Sequence[Moved]
    sites: Sequence[str | None]
    columns: tuple[Sequence[Any], ...]
    fingerprint: Callable[[int], str]

    def __len__(self) -> int:
        return len(self.numbers)

    def column(self, name: str) -> Sequence[Any]:
        """One of :data:`ATTRIBUTES` of every item."""
        return self.columns[ATTRIBUTES.index(name)]

    def item(self, at: int) -> Item:
        """The item at a place from 0."""
        layout, row = self.layout, self.numbers[at]
        cells = RowFields(layout, row, self.texts[at], self.moved[at])
        named = self.first + at, self.fingerprint(at), layout.file, layout.sheet, row, cells, self.sites[at]
        return _make_item(*named, *(column[at] for column in self.columns))

    def items(self) -> Iterator[Item]:
        """The items one by one, in half the time of asking for each."""
        layout, rows = self.layout, zip(self.numbers, self.texts, self.moved, self.sites, *self.columns, strict=True)
        for at, (row, texts, moved, site, *told) in enumerate(rows):
            named = self.first + at, self.fingerprint(at), layout.file, layout.sheet, row
            yield _make_item(*named, RowFields(layout, row, texts, moved), site, *told)


class ItemTable(Sequence[Item]):
    """Items in the order of their ids, from 1; equal to the tuple of them.

    Walking along them makes all of them, once; until then only those that are asked for.
    """

    def __init__(self) -> None:
        self._parts: list[ItemRows | list[Item]] = []
        self._starts: list[int] = []
        self._length = 0

    @property
    def parts(self) -> Sequence["ItemRows | list[Item]"]:
        """The items in their order, in as few pieces as they came."""
        return self._parts

    def add(self, item: Item) -> None:
        """One more item."""
        last = self._parts[-1] if self._parts else None
        if isinstance(last, list):
            last.append(item)
        else:
            self._begin([item])
        self._length += 1

    def put(self, number: int, item: Item) -> None:
        """Another item under the id ``number``, which was added by itself."""
        place = bisect_right(self._starts, number - 1) - 1
        part = self._parts[place]
        if isinstance(part, list):
            part[number - 1 - self._starts[place]] = item

    def add_rows(self, rows: ItemRows) -> None:
        """The items of several rows."""
        self._begin(rows)
        self._length += len(rows)

    def _begin(self, part: ItemRows | list[Item]) -> None:
        self._parts.append(part)
        self._starts.append(self._length)

    def _made(self) -> list[Item]:
        if len(self._parts) != 1 or isinstance(self._parts[0], ItemRows):
            self._parts, self._starts = [[item for part in self._parts for item in _each(part)]], [0]
        return self._parts[0]  # type: ignore[return-value]  # made a list by the line above

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Item]:
        return iter(self._made())

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, index: int | slice) -> Item | tuple[Item, ...]:
        if isinstance(index, slice):
            return tuple(self._made()[index])
        place = range(self._length)[index]
        number = bisect_right(self._starts, place) - 1
        part, at = self._parts[number], place - self._starts[number]
        return part.item(at) if isinstance(part, ItemRows) else part[at]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ItemTable | tuple):
            return NotImplemented
        return tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # it grows


def _each(part: ItemRows | list[Item]) -> Iterable[Item]:
    return part.items() if isinstance(part, ItemRows) else part


class FindingTable(Sequence[Finding]):
    """Findings in the order of their items, equal to the tuple of them; ``make`` makes them when first asked for."""

    def __init__(self, length: int, make: Callable[[], Iterable[Finding]]) -> None:
        self._length = length
        self._make = make
        self._findings: tuple[Finding, ...] | None = None

    def _made(self) -> tuple[Finding, ...]:
        if self._findings is None:
            self._findings = tuple(self._make())
        return self._findings

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._made())

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        return self._made()[index]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, FindingTable | tuple):
            return NotImplemented
        return self._made() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._made())

    def __repr__(self) -> str:
        return repr(self._made())

    def __reduce__(self) -> tuple[type, tuple[list[Finding]]]:
        return tuple, (list(self),)

"""Items in a row whose cells are plain rows of one table, by column: so they are heard many times as fast."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Protocol

from planner.core.model import FieldLayout, Item, RowFields

_FEWEST = 16  # rows that are worth turning into columns
_MOST = 20_000


class TableRows(Protocol):
    """The items of some rows of one table, by column, as :class:`planner.core.model.ItemRows` has them."""

    @property
    def layout(self) -> FieldLayout: ...
    @property
    def cells(self) -> Sequence[Sequence[str]]: ...
    @property
    def moved(self) -> Sequence[object]: ...
    @property
    def sites(self) -> Sequence[str | None]: ...
    def __len__(self) -> int: ...
    def column(self, name: str) -> Sequence[Any]: ...
    def item(self, at: int) -> Item: ...


class Run:
    """The :class:`TableRows` of items that were made already, none of whose cells stands elsewhere."""

    moved: Sequence[object] = ()

    def __init__(self, items: Sequence[Item], layout: FieldLayout) -> None:
        self._items = items
        self.layout = layout
        texts = [_full(item.fields, len(layout.meanings)) for item in items]
        self.cells = list(zip(*texts, strict=True))
        self.sites = [item.site for item in items]

    def __len__(self) -> int:
        return len(self._items)

    def column(self, name: str) -> list[Any]:
        """An attribute of every item."""
        return [getattr(item, name) for item in self._items]

    def item(self, at: int) -> Item:
        """The item at a place from 0."""
        return self._items[at]


def _full(fields: Any, width: int) -> tuple[str, ...]:
    texts: tuple[str, ...] = fields.texts
    return texts if len(texts) == width else (*texts, *[""] * (width - len(texts)))


def runs(items: Sequence[Item]) -> Iterator[Run | list[Item]]:
    """The items in their order, in pieces: rows of one table by column where there are enough of them."""
    for layout, together in groupby(items, _plain_layout):
        found = list(together)
        if layout is None or len(found) < _FEWEST:
            yield found
        else:
            yield from (Run(found[start : start + _MOST], layout) for start in range(0, len(found), _MOST))


def _plain_layout(item: Item) -> FieldLayout | None:
    fields = item.fields
    return fields.layout if isinstance(fields, RowFields) and not fields.moved else None

"""The reasons behind a verdict, kept as pointers into the row and put into words when somebody asks."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, overload

from planner.core.model import Evidence, Item, Strength


class Pointer(NamedTuple):
    """A fact that bears on the verdict: the ``nth`` of the cell at ``place`` among those that may speak.

    ``strength`` is what the fact is worth beside the others of its row; ``scope`` the caution that goes with it.
    """

    place: int
    nth: int
    strength: Strength
    scope: str


Teller = Callable[[Item, Sequence[Pointer]], tuple[Evidence, ...]]


class RowEvidence(Sequence[Evidence]):
    """The evidence on one item; equal to the tuple of it, and copied and pickled as one.

    Rows by the hundred thousand share their pointers; few of them are ever read in words.
    """

    __slots__ = ("_item", "_pointers", "_teller")

    def __init__(self, teller: Teller, item: Item, pointers: Sequence[Pointer]) -> None:
        self._teller = teller
        self._item = item
        self._pointers = pointers

    def __iter__(self) -> Iterator[Evidence]:
        return iter(self._teller(self._item, self._pointers))

    def __len__(self) -> int:
        return len(self._pointers)

    @overload
    def __getitem__(self, index: int) -> Evidence: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Evidence, ...]: ...
    def __getitem__(self, index: int | slice) -> Evidence | tuple[Evidence, ...]:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RowEvidence | tuple):
            return NotImplemented
        return len(self) == len(other) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[type, tuple[list[Evidence]]]:
        return tuple, (list(self),)

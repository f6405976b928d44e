"""The filled cells of an item, kept as the row's own texts and turned into cells when somebody asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, overload

from planner.core.model.cells import CellRef

Meaning = Literal[
    "site", "site_name", "address", "city", "state", "zip", "latitude", "longitude", "maker", "model",
    "part_number", "serial", "mac", "description", "quantity", "obtained_on", "installed_on", "unit_cost",
    "status", "notes", "layer", "asset_id", "position", "parent", "ignore",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldText:
    """One filled cell of an item: the column's meaning and header, the address, and the text as read."""

    meaning: Meaning
    header: str
    cell: CellRef
    text: str


Moved = tuple[tuple[int, FieldText], ...]
BEFORE = -1  # the place of what stands before the row's first column: a site from the title or the block above


@dataclass(frozen=True, slots=True, eq=False)
class FieldLayout:
    """What all rows of one table share, by column place from 0: what the columns mean and how they are headed.

    Two layouts are equal only when they are one: a layout is the name of its table, cheap to compare and to hash.
    """

    file: str
    sheet: str
    meanings: tuple[Meaning, ...]
    headers: tuple[str, ...]
    letters: tuple[str, ...]

    def field(self, place: int, row: int, text: str) -> FieldText:
        """The cell in column ``place`` of Excel's row ``row``."""
        return FieldText(self.meanings[place], self.headers[place], self.cell(self.letters[place], row), text)

    def cell(self, column: str, row: int) -> CellRef:
        """The address of a cell of this sheet."""
        return CellRef(self.file, self.sheet, column, row)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RowFields(Sequence[FieldText]):
    """The filled cells of a row, equal to the tuple of them; the :class:`FieldText` are made on demand.

    ``texts`` are the row's own cells by column place ("" where nothing stands; trailing ones may be missing).
    ``moved`` are the cells whose value stands elsewhere or means something else (merged blocks, ditto marks), by
    place and in order; each takes the place of the row's own text there. Several may stand at :data:`BEFORE`.
    """

    layout: FieldLayout
    row: int
    texts: tuple[str, ...]
    moved: Moved = ()

    def __iter__(self) -> Iterator[FieldText]:
        if self.moved:
            return self._with_moved()
        layout, row = self.layout, self.row
        return (layout.field(place, row, text) for place, text in enumerate(self.texts) if text)

    def _with_moved(self) -> Iterator[FieldText]:
        yield from (field for place, field in self.moved if place == BEFORE)
        moved = dict(self.moved)
        for place in range(max(len(self.texts), 1 + max(moved))):
            if place in moved:
                yield moved[place]
            elif place < len(self.texts) and self.texts[place]:
                yield self.layout.field(place, self.row, self.texts[place])

    def __len__(self) -> int:
        if self.moved:
            return sum(1 for _ in self._with_moved())
        return len(self.texts) - self.texts.count("")

    @overload
    def __getitem__(self, index: int) -> FieldText: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[FieldText, ...]: ...
    def __getitem__(self, index: int | slice) -> FieldText | tuple[FieldText, ...]:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RowFields | tuple):
            return NotImplemented
        return tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

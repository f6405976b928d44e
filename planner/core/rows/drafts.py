"""What a row says before sites, duplicates and numbers are settled: its cells by meaning, its place, its values."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from planner.core.columns.mapping import Column
from planner.core.columns.texts import is_placeholder, narrow, normal_name
from planner.core.model import BEFORE, FieldLayout, FieldText, Layer, Meaning, Moved, RowFields, column_letter
from planner.core.rows.filling import Source
from planner.core.rows.notebook import Notebook


class Place(NamedTuple):
    """The site as a row names it: its identifier and its name, either of which may be missing."""

    id: str | None
    name: str | None


NOWHERE = Place(None, None)


class Draft(NamedTuple):
    """An item without its number, fingerprint and site. From ``maker`` on in the order of :class:`Item`."""

    place: Place
    row: int
    fields: RowFields
    maker: str | None
    model: str | None
    part_number: str | None
    serials: tuple[str, ...]
    mac: str | None
    description: str | None
    notes: str | None
    status: str | None
    quantity: int
    obtained_on: date | None
    installed_on: date | None
    unit_cost: Decimal | None
    layer: Layer | None
    asset_id: str | None
    position: str | None


class DraftRows(NamedTuple):
    """The drafts of some rows of one table, by column; ``columns`` are those of :class:`Draft` from maker on, ``cells``
    the texts by column.
    """

    layout: FieldLayout
    numbers: Sequence[int]
    texts: Sequence[tuple[str, ...]]
    cells: Sequence[Sequence[str]]
    places: Sequence[Place]
    moved: Sequence[Moved]
    columns: tuple[Sequence[Any], ...]

    def part(self, start: int, end: int) -> "DraftRows":
        """Those from ``start`` up to ``end``, counted from 0."""
        some = slice(start, end)
        columns = tuple(column[some] for column in self.columns)
        return DraftRows(
            self.layout, self.numbers[some], self.texts[some], [cells[some] for cells in self.cells],
            self.places[some], self.moved[some], columns,
        )  # fmt: skip

    def drafts(self) -> Iterator[Draft]:
        """One by one."""
        layout = self.layout
        cells = (
            RowFields(layout, number, texts, moved)
            for number, texts, moved in zip(self.numbers, self.texts, self.moved, strict=True)
        )
        return map(Draft._make, zip(self.places, self.numbers, cells, *self.columns, strict=True))


def each_draft(drafts: Iterable[Draft | DraftRows]) -> Iterator[Draft]:
    """Every draft by itself."""
    for entry in drafts:
        if isinstance(entry, DraftRows):
            yield from entry.drafts()
        else:
            yield entry


@dataclass(slots=True)
class Bench:
    """What building a row needs to know about its table.

    ``month_first`` says by column index how dates are written, ``serial_digits`` how long its serial numbers usually
    are. ``serials_add_up`` is true when several serial columns stand for several devices (A end and B end) and not
    for two numbers of one. ``comma`` and ``times`` are what a person said of a column: whether a comma is its decimal
    mark, and what one in it stands for. ``makers`` are the known makers, in normal form.
    """

    notebook: Notebook
    month_first: dict[int, bool | None] = field(default_factory=dict)
    serials_add_up: bool = False
    serial_digits: dict[int, int | None] = field(default_factory=dict)
    comma: dict[int, bool | None] = field(default_factory=dict)
    times: dict[int, int] = field(default_factory=dict)
    makers: frozenset[str] = frozenset()


class Filled(NamedTuple):
    """A filled cell of a row, after fill-down, with its column."""

    column: Column
    source: Source


Cells = Mapping[Meaning, Sequence[Filled]]


def grouped(cells: Sequence[Filled]) -> dict[Meaning, list[Filled]]:
    """The row's cells by meaning, left to right."""
    by_meaning: dict[Meaning, list[Filled]] = {}
    for cell in cells:
        by_meaning.setdefault(cell.column.meaning, []).append(cell)
    return by_meaning


def layout_of(columns: Sequence[Column], file: str, sheet: str) -> FieldLayout:
    """What the rows of a table share; ``columns`` holds every column from the first."""
    meanings, headers = tuple(column.meaning for column in columns), tuple(column.header for column in columns)
    return FieldLayout(file, sheet, meanings, headers, tuple(column.letter for column in columns))


def moved(cells: Sequence[Filled], columns: Sequence[Column], layout: FieldLayout, row: int) -> Moved:
    """The cells whose value stands elsewhere than in their own column of this row, or means something else there."""
    return tuple(
        (cell.column.index, field_of(cell, layout))
        for cell in cells
        if (cell.source.row, cell.source.at) != (row, cell.column.index)
        or cell.column is not columns[cell.column.index]
    )


def in_front(cells: Sequence[Filled], layout: FieldLayout) -> Moved:
    """Cells of another row that count for a row as if they stood before its first column."""
    return tuple((BEFORE, field_of(cell, layout)) for cell in cells)


def field_of(cell: Filled, layout: FieldLayout) -> FieldText:
    """The cell with the address where its value really stands."""
    column, source = cell
    return FieldText(column.meaning, column.header, layout.cell(column_letter(source.at), source.row), source.text)


def word(cells: Cells, meaning: Meaning) -> str | None:
    """The text of the first column with this meaning, full-width letters made plain; None when empty or a placeholder
    such as ``N/A``.
    """
    found = typed_word(cells, meaning)
    return narrow(found) if found else found


def typed_word(cells: Cells, meaning: Meaning) -> str | None:
    """As :func:`word`, just as it was typed."""
    found = cells.get(meaning)
    if not found or is_placeholder(found[0].source.text):
        return None
    return found[0].source.text


def words(cells: Cells, meaning: Meaning) -> str | None:
    """The texts of all columns with this meaning, joined, full-width letters made plain."""
    texts = [narrow(cell.source.text) for cell in cells.get(meaning, ()) if not is_placeholder(cell.source.text)]
    return " | ".join(texts) or None


def place_of(cells: Cells) -> Place:
    """The site as the row names it; words without a letter or digit name none."""
    identifier, name = typed_word(cells, "site"), typed_word(cells, "site_name")
    identifier = identifier if identifier and normal_name(identifier) else None
    name = name if name and normal_name(name) else None
    return Place(identifier, name) if identifier or name else NOWHERE

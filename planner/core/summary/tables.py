"""Report tables without a file format: columns, rows, and formulas that name what they add up.

A formula names columns and tables, never cell addresses; the writer knows where a table stands and fills the
addresses in. Every formula carries the value that Python computed for it, so that a viewer which does not
calculate shows the same figure, and a reviewer who recalculates can tell whether the two agree.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Kind = Literal["text", "money", "unit_price", "int", "number", "percent", "date", "month"]
Edge = Literal["term", "extension"]
Style = Literal[
    "strong", "good", "bad", "warn", "lowest", "winter", "waiting",
    "layer:core", "layer:ran", "layer:transport", "layer:ip", "layer:access", "layer:cpe",
    "layer:power", "layer:server", "layer:video", "layer:oss", "layer:other",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Here:
    """A cell of ``column`` in the formula's own row, or ``up`` rows above it."""

    column: str
    up: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """All rows of ``column`` in ``table``, without its totals row."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class At:
    """One cell: ``row`` counts from 0 in the rows of ``table``; ``None`` is its totals row."""

    table: str
    column: str
    row: int | None = None


Ref = Here | Span | At
Scalar = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Formula:
    """``pattern`` with ``{0}``, ``{1}`` … standing for ``refs``; ``value`` is what it must come to.

    A pattern holds function names, numbers and words of ours, never text from a user.
    """

    pattern: str
    refs: tuple[Ref, ...]
    value: Decimal | int | str


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with a kind or a look of its own, where the column's does not fit."""

    value: Scalar | Formula
    kind: Kind | None = None
    style: Style | None = None


Entry = Scalar | Formula | Cell
Row = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` in characters. ``edge`` draws a line at the column's right side; ``turned`` sets the title upright."""

    key: str
    title: str
    kind: Kind = "text"
    width: int = 12
    wrap: bool = False
    style: Style | None = None
    edge: Edge | None = None
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A titled block of rows. ``takeaway`` is one sentence computed from the data; ``notes`` explain how to read it.

    ``empty`` stands where the rows would be when there are none. Raises ``ValueError`` for a row whose length is
    not the number of columns: a shifted row would put figures under the wrong heading.
    """

    id: str
    title: str
    takeaway: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: Row | None = None
    notes: tuple[str, ...] = ()
    empty: str = "Nothing to list."

    def __post_init__(self) -> None:
        for row in (*self.rows, *((self.totals,) if self.totals else ())):
            if len(row) != len(self.columns):
                raise ValueError(f"{self.id}: a row has {len(row)} cells for {len(self.columns)} columns: {row}")


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """One sheet: tables below each other. ``frozen`` columns stay in view; ``filters`` only with a single table."""

    name: str
    tables: tuple[Table, ...]
    banner: str | None = None
    frozen: int = 0
    filters: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report. ``as_of`` is its date of creation too, so that the same input gives the same file."""

    title: str
    subject: str
    as_of: date
    sheets: tuple[ReportSheet, ...]

    def table(self, table_id: str) -> Table:
        """The table named ``table_id``; raises ``KeyError`` when there is none."""
        for sheet in self.sheets:
            for table in sheet.tables:
                if table.id == table_id:
                    return table
        raise KeyError(table_id)


def plain(entry: Entry) -> Scalar:
    """What a reader sees in the cell: the value of a formula, the content of a styled cell."""
    inner = entry.value if isinstance(entry, Cell) else entry
    return inner.value if isinstance(inner, Formula) else inner

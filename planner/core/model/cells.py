"""What an upload holds: files, sheets, rows, cells, and the address that a fact keeps."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

SheetState = Literal["visible", "hidden", "very_hidden"]
CellValue = str | int | float | bool | date | datetime | None


def column_letter(index: int) -> str:
    """Excel's name of the column at ``index``, counted from 0: 0 is ``A``, 26 is ``AA``."""
    letters = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def column_index(letters: str) -> int:
    """The inverse of :func:`column_letter`, in either case: ``A`` is 0, ``AA`` is 26. ``letters`` are A to Z only."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


@dataclass(frozen=True, slots=True)
class CellRef:
    """Where a fact came from, named the way Excel names it: ``Sites!B17``. ``file`` is the upload's name."""

    file: str
    sheet: str
    column: str
    row: int

    def __str__(self) -> str:
        return f"{self.sheet}!{self.column}{self.row}"


@dataclass(frozen=True, slots=True)
class MergedRange:
    """A merged block; rows count from 1 and columns from 0, both ends included. The value is at the top left."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that looks empty and is not: a formula nobody computed yet, or an error such as ``#N/A``.

    ``row`` counts from 1, ``column`` from 0; ``text`` is the formula (``=B2*C2``) or the error as shown.
    """

    row: int
    column: int
    kind: Literal["formula", "error"]
    text: str


@dataclass(frozen=True, slots=True)
class CellComment:
    """What somebody wrote on a cell, beside its value. ``row`` counts from 1, ``column`` from 0."""

    row: int
    column: int
    text: str


class SourceRow(NamedTuple):
    """One row as it stands in the file. ``number`` is Excel's own (for text files the physical line where the
    record starts); ``values[0]`` is column A. Trailing empty cells may be missing.
    """

    number: int
    values: tuple[CellValue, ...]


class ColumnTexts(NamedTuple):
    """A column of a sheet: the text in every row, "" where the row has no such cell; the different ones, None where
    hardly any comes twice; whether every cell is filled, and whether every text is just as typed.
    """

    texts: Sequence[str]
    distinct: frozenset[str] | None
    filled: bool
    as_typed: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with every row from 1 to the last that holds anything; ``rows`` is empty when it was not read.

    ``hidden_rows`` (Excel's numbers) and ``hidden_columns`` (from 0) are read like the others and named to the user.
    ``texts`` are the cells of every row as texts, ``columns`` the same by column, both where the reader knew them.
    """

    name: str
    state: SheetState
    read: bool
    rows: tuple[SourceRow, ...] = ()
    merged: tuple[MergedRange, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    faults: tuple[CellFault, ...] = ()
    texts: tuple[tuple[str, ...], ...] | None = field(default=None, compare=False, repr=False)
    columns: tuple[ColumnTexts, ...] = field(default=(), compare=False, repr=False)
    comments: tuple[CellComment, ...] = ()


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was handed in. ``size`` in bytes, ``sha256`` in lower-case hex of the bytes."""

    name: str
    sha256: str
    size: int
    sheets: tuple[Sheet, ...]

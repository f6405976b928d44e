"""Reading an upload: any spreadsheet or delimited text file into :class:`planner.core.model.Upload`.

Rows keep Excel's own numbers, columns Excel's own places, text files keep every field as text. What a file is, its
bytes decide. All parsing happens in the cage (:mod:`planner.workbooks.cage`); this side only opens, hashes and
collects.
"""

import gc
import hashlib
import os
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from io import FileIO
from pathlib import Path
from typing import Any

from planner.core.columns.texts import text_of
from planner.core.errors import UnreadableFile
from planner.core.model import CellComment, CellFault, MergedRange, Sheet, SheetState, SourceRow, Upload
from planner.workbooks import cage
from planner.workbooks.guard import DEFAULT_LIMITS, MEBIBYTE, SPREADSHEET_REMEDY, Limits, Refused, damaged
from planner.workbooks.numbers import masked
from planner.workbooks.orders import PACKED, Message, Order
from planner.workbooks.packing import BETWEEN, Plan
from planner.workbooks.unpacking import Unpacker

SHARED_TEXTS = 100_000
MOST_EXACT = 10**15  # Excel keeps 15 digits; of a longer number it shows zeros, which must not pass for digits

Shared = dict[str, str | None]
_row = partial(tuple.__new__, SourceRow)  # as SourceRow(number, values), of pairs by the hundred thousand


def read_upload(
    path: Path,
    *,
    include_hidden: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    meanwhile: Callable[[], object] = lambda: None,
) -> Upload:
    """Read a spreadsheet (.xlsx .xlsm .xls .xlsb .ods) or delimited text (.csv .tsv .txt) file.

    Hidden sheets are listed with ``read=False`` unless ``include_hidden``. Whole numbers come back as int, others as
    float, a number that its format shows with leading zeros or letters as that text (``0012``); dates as date or
    datetime, times of day and durations as text; empty cells as None. In text files every field stays text, and a
    row's number is the physical line where its record starts. ``meanwhile`` is called while the process that reads
    the file starts.

    Raises:
        UnreadableFile: not there, not a spreadsheet, damaged, protected with a password, or beyond ``limits``.
    """
    with opened(path, limits) as source, refusals(path):
        digest, size = hashlib.file_digest(source, "sha256").hexdigest(), source.tell()
        source.seek(0)
        options = {"include_hidden": include_hidden, "stem": path.stem, "suffix": path.suffix.lower()}
        messages = cage.run(Order("read", limits, options, limits.wall), source, meanwhile)
        sheets = _collect(messages)
    return Upload(path.name, digest, size, sheets)


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Give the cage's refusals the file's name."""
    try:
        yield
    except Refused as refusal:
        raise UnreadableFile(path.name, refusal.reason, f"{refusal.remedy}.") from refusal


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[FileIO]:
    """The file, open for reading, after the checks that need no look inside.

    Unbuffered, because the child reads on from wherever this side's descriptor stands.

    Raises:
        UnreadableFile: missing, a folder, no permission, empty, or too big.
    """
    with refusals(path):
        _check_place(path, limits)
        try:
            source = path.open("rb", buffering=0)
        except OSError as error:
            raise Refused(f"cannot be opened ({error.strerror})", "Check the file's permissions") from error
    with source:
        yield source


def _check_place(path: Path, limits: Limits) -> None:
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise Refused("does not exist", "Check the name and the folder") from error
    if path.is_dir():
        raise Refused("is a folder, not a file", "Name the spreadsheet inside it")
    if not path.is_file():
        raise Refused("is not a file but a pipe or a device", SPREADSHEET_REMEDY)
    if not os.access(path, os.R_OK):
        raise Refused("cannot be opened", "Check the file's permissions")
    if status.st_size == 0:
        raise Refused("is empty (0 bytes)", SPREADSHEET_REMEDY)
    if status.st_size > limits.upload:
        size, most = status.st_size / MEBIBYTE, limits.upload // MEBIBYTE
        raise Refused(f"is too big: {size:,.1f} MB, and at most {most} MB are accepted", "Split it into smaller files")


@dataclass
class _Draft:
    """A sheet whose rows are still coming in."""

    name: str
    state: SheetState
    read: bool
    rows: list[SourceRow] = field(default_factory=list)
    merged: tuple[MergedRange, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    faults: tuple[CellFault, ...] = ()
    comments: tuple[CellComment, ...] = ()
    texts: list[tuple[str, ...]] = field(default_factory=list)
    unpacker: Unpacker = field(default_factory=lambda: Unpacker(text_of))

    def take_packed(
        self, together: bool, numbers: Sequence[int], plan: Plan, clean: bool, texts: Sequence[str] | int, body: bytes,
        codes: bytes,
    ) -> None:  # fmt: skip
        """Take rows of text, by column, as texts too."""
        where = range(numbers[0], numbers[0] + numbers[1]) if together else numbers
        if isinstance(texts, int):
            texts = body.decode().split(BETWEEN) if texts else ()
        typed, words = self.unpacker.unpack(len(where), plan, texts, codes, clean=clean)
        self.texts += words
        self.rows += map(_row, zip(where, typed, strict=True))

    def take_marks(
        self, merged: Any, hidden_rows: Any, hidden_columns: Any, faults: Any, masks: Any = (), comments: Any = ()
    ) -> None:
        """Take what the file says of the sheet beside its values."""
        self.merged = tuple(MergedRange(*block) for block in merged)
        self.hidden_rows, self.hidden_columns = frozenset(hidden_rows), frozenset(hidden_columns)
        self.faults = tuple(
            sorted((CellFault(*fault) for fault in faults), key=lambda fault: (fault.row, fault.column))
        )
        self.comments = tuple(CellComment(*comment) for comment in comments)
        for column, mask, runs in masks:
            self._show(column, mask, runs)
        last = self.rows[-1].number if self.rows else 0
        self.rows += [SourceRow(row, ()) for row in range(last + 1, max((f.row for f in self.faults), default=0) + 1)]

    def _show(self, column: int, mask: str, runs: Sequence[tuple[int, int]]) -> None:
        """Put in place of whole numbers what their format shows: 12 is ``0012`` to everybody who sees the sheet."""
        for first, last in runs:
            for place in range(first - 1, min(last, len(self.rows))):
                number, values = self.rows[place]
                value = values[column] if column < len(values) else None
                if type(value) is int and 0 <= value < MOST_EXACT:
                    self.rows[place] = SourceRow(number, (*values[:column], masked(value, mask), *values[column + 1 :]))

    def _width(self) -> int:
        reached = max(map(len, (row.values for row in self.rows)), default=0)
        return max(reached, max((fault.column + 1 for fault in self.faults), default=0))

    def sheet(self) -> Sheet:
        """The finished sheet; of what is hidden only the rows and columns down to and as far as it holds anything."""
        width = self._width() if self.hidden_columns else 0
        hidden_rows = tuple(sorted(number for number in self.hidden_rows if number <= len(self.rows)))
        hidden_columns = tuple(sorted(column for column in self.hidden_columns if column < width))
        whole = len(self.texts) == len(self.rows)
        texts, columns = (tuple(self.texts), self.unpacker.columns()) if whole else (None, ())
        return Sheet(
            self.name, self.state, self.read, tuple(self.rows), self.merged, hidden_rows, hidden_columns,
            self.faults, texts, columns, self.comments,
        )  # fmt: skip


def _collect(messages: Generator[Message, None, None]) -> tuple[Sheet, ...]:
    drafts: list[_Draft] = []
    shared: Shared = {}
    with without_collector(), closing(messages):
        for message in messages:
            try:
                _take(message, drafts, shared)
            except (TypeError, ValueError, IndexError, AttributeError) as error:
                raise damaged("the reader contradicted itself") from error
        return tuple(draft.sheet() for draft in drafts)


def _take(message: Message, drafts: list[_Draft], shared: Shared) -> None:
    """Take in one message of the child; one that has not the agreed form fails here with any of several errors."""
    kind, *rest = message
    if kind == "sheet":
        drafts.append(_Draft(*rest))
    elif kind == "marks":
        drafts[-1].take_marks(*rest)
    elif kind == PACKED:
        drafts[-1].take_packed(*rest)
    elif kind == "rows":
        numbers, rows = rest
        drafts[-1].rows += _source_rows(numbers, rows, shared)
    else:
        raise ValueError(f"a message of the kind {kind!r}")


@contextmanager
def without_collector() -> Iterator[None]:
    """Leave the search for unused cycles: rows have none, and a search among millions of new cells takes seconds."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()  # what was made meanwhile is old now: the first search need not walk along all of it
            gc.enable()


def _source_rows(numbers: list[int], rows: list[list[Any]], shared: Shared) -> Iterator[SourceRow]:
    """Rows with equal texts held once: inventories repeat makers and models a hundred thousand times."""
    if len(numbers) != len(rows):
        raise ValueError(f"{len(numbers)} numbers for {len(rows)} rows")
    if len(shared) > SHARED_TEXTS:
        shared.clear()
    shared[""] = None
    share = shared.setdefault
    values = [tuple([share(value, value) if type(value) is str else value for value in row]) for row in rows]
    return map(_row, zip(numbers, values, strict=True))

"""Reading an upload: any spreadsheet or delimited text file into :class:`planner.core.model.Upload`.

Rows keep Excel's own numbers, columns Excel's own places, text files keep every field as text. What a file is, its
bytes decide. All parsing happens in the cage (:mod:`planner.workbooks.cage`); this side only opens, hashes and
collects.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from typing import IO, Any

from planner.core.errors import UnreadableFile
from planner.core.model import CellRef, CellValue, MergedRange, Sheet, SheetState, SourceRow, Upload
from planner.workbooks import cage
from planner.workbooks.guard import DEFAULT_LIMITS, MEBIBYTE, SPREADSHEET_REMEDY, Limits, Refused

SHARED_TEXTS = 100_000


def read_upload(path: Path, *, include_hidden: bool = False, limits: Limits = DEFAULT_LIMITS) -> Upload:
    """Read a spreadsheet (.xlsx .xlsm .xls .xlsb .ods) or delimited text (.csv .tsv .txt) file.

    Hidden sheets are listed with ``read=False`` unless ``include_hidden``. Whole numbers come back as int, others as
    float; dates as date or datetime, times of day and durations as text; empty cells as None. In text files every
    field stays text, and a row's number is the physical line where its record starts.

    Raises:
        UnreadableFile: not there, not a spreadsheet, damaged, protected with a password, or beyond ``limits``.
    """
    with opened(path, limits) as source, refusals(path):
        digest, size = hashlib.file_digest(source, "sha256").hexdigest(), source.tell()
        source.seek(0)
        options = {"include_hidden": include_hidden, "stem": path.stem, "suffix": path.suffix.lower()}
        sheets = _collect(cage.Order("read", limits, options, limits.wall), source)
    return Upload(path.name, digest, size, sheets)


def uncomputed_cells(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> tuple[CellRef, ...]:
    """Cells of an .xlsx or .xlsm file that hold a formula but no value, or an error such as ``#N/A``.

    :func:`read_upload` gives such cells as None, like empty ones; this tells them apart. Other formats give ().

    Raises:
        UnreadableFile: as :func:`read_upload`.
    """
    with opened(path, limits) as source, refusals(path):
        order = cage.Order("uncomputed", limits, {}, limits.wall)
        with closing(cage.run(order, source)) as messages:
            return tuple(CellRef(path.name, sheet, column, row) for _, sheet, column, row in messages)


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
    if not path.is_file() or not os.access(path, os.R_OK):
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


def _collect(order: cage.Order, source: IO[bytes]) -> tuple[Sheet, ...]:
    drafts: list[_Draft] = []
    shared: dict[str, str] = {}
    with closing(cage.run(order, source)) as messages:
        for kind, *rest in messages:
            if kind == "sheet":
                drafts.append(_Draft(*rest))
            elif kind == "merged":
                drafts[-1].merged = tuple(MergedRange(*block) for block in rest[0])
            else:
                drafts[-1].rows.extend(_source_rows(rest[0], rest[1], shared))
    return tuple(Sheet(draft.name, draft.state, draft.read, tuple(draft.rows), draft.merged) for draft in drafts)


def _source_rows(numbers: list[int], rows: list[list[Any]], shared: dict[str, str]) -> Iterator[SourceRow]:
    """Rows with equal texts held once: inventories repeat makers and models a hundred thousand times."""
    if len(shared) > SHARED_TEXTS:
        shared.clear()
    for number, row in zip(numbers, rows, strict=True):
        values: tuple[CellValue, ...] = tuple(
            [shared.setdefault(value, value) if type(value) is str else value for value in row]
        )
        yield SourceRow(number, values)

"""Notes into the user's own workbook with openpyxl, inside the cage."""

import hashlib
import io
import json
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from planner.core.notes import CellNote
from planner.workbooks.annotate_losses import lost_parts
from planner.workbooks.guard import RESAVE_REMEDY, Kind, Refused
from planner.workbooks.notes import (
    AUTHOR,
    COLORS,
    LINK_COLOR,
    LINKED_COLUMN,
    NOTES_HEADER,
    NOTES_SHEET,
    NOTES_WIDTHS,
    Mark,
    listed,
    marks_for,
    unique_name,
    unmarked_remark,
)
from planner.workbooks.orders import Message, Order

Send = Callable[[Message], int]
Place = tuple[int, int]

FILLS = {level: PatternFill("solid", fgColor=f"FF{color}") for level, color in COLORS.items()}
LINK_FONT = Font(color=f"FF{LINK_COLOR}", underline="single")
EXTENSION = re.compile(r" extension is not supported and will be removed$")
LINE_HEIGHT = 18
COMMENT_WIDTH = 320
COMMENT_LINES = 20
LETTERS_PER_LINE = 48
KEPT_REMARK = (
    "This is a copy of your workbook with our comments and colors. Values, formulas and formats are yours; formulas "
    "are computed again when you open it, and your original is unchanged."
)
MACRO_REMARK = "Macros are not part of this copy."


def annotate_book(data: bytes, kind: Kind, order: Order, say: Send) -> None:
    """Write the notes of the job file into the workbook and save it where the order says.

    Raises:
        Refused: not an .xlsx or .xlsm, changed since it was read, or more than openpyxl understands.
    """
    if kind != "xlsx":
        raise Refused("is of a format that cannot hold our comments", RESAVE_REMEDY)
    if hashlib.sha256(data).hexdigest() != order.options["sha256"]:
        raise Refused("has changed since it was read", "Review it again")
    notes = [CellNote(**raw) for raw in json.loads(Path(order.options["job"]).read_text(encoding="utf-8"))]
    out = Path(order.options["out"])
    with _oddities(), warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        book = load_workbook(io.BytesIO(data), keep_vba=out.suffix.lower() == ".xlsm", rich_text=True)
    marks, left_out = marks_for(notes, order.limits.comments)
    _mark_all(book, marks)
    remarks = [KEPT_REMARK, *_lost_remark(lost_parts(data), [str(warning.message) for warning in warned])]
    remarks += [MACRO_REMARK] if _has_macros(data) and book.vba_archive is None else []
    _add_list(book, notes, [*remarks, *unmarked_remark(left_out, order.limits.comments)])
    with _oddities():
        book.save(out)
    say(["annotated", len(marks)])


def _lost_remark(parts: Sequence[str], warned: Sequence[str]) -> list[str]:
    """What of this workbook is missing in the copy: kinds of parts, and what openpyxl warned of on loading."""
    extensions = {EXTENSION.sub("", message) for message in warned if EXTENSION.search(message)}
    lost = [*parts, *(f"{name.lower()} of newer Excel versions" for name in sorted(extensions))]
    return [f"Missing in this copy: {', '.join(lost)}."] if lost else []


@contextmanager
def _oddities() -> Iterator[None]:
    """openpyxl meets odd workbooks with almost any exception; each means that only the values can be copied."""
    try:
        yield
    except MemoryError:
        raise
    except Exception as error:
        raise Refused(f"cannot be changed in place ({type(error).__name__})", RESAVE_REMEDY) from error


def _has_macros(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())


def _mark_all(book: Workbook, marks: Sequence[Mark]) -> None:
    sheets = {sheet.title: _Page(sheet) for sheet in book.worksheets}
    for mark in marks:
        page = sheets.get(mark.sheet)
        if page is not None:
            _mark_cell(page.cell(mark), mark)


class _Page:
    """A sheet, and where the top left of each of its merged cells is."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet

    @cached_property
    def corners(self) -> dict[Place, Place]:
        """The top left corner for every cell inside a merged block."""
        return {
            place: (block.min_row, block.min_col) for block in self.sheet.merged_cells.ranges for place in block.cells
        }

    def cell(self, mark: Mark) -> Cell:
        """The cell a mark is for: the row's first filled one when no column is given, a merged block's top left."""
        column = column_index_from_string(mark.column) if mark.column else _first_filled(self.sheet, mark.row)
        cell = self.sheet.cell(mark.row, column)
        if isinstance(cell, MergedCell):
            cell = self.sheet.cell(*self.corners.get((mark.row, column), (mark.row, column)))
        return _plain(cell)


def _plain(cell: Any) -> Cell:
    if not isinstance(cell, Cell):
        raise Refused("has merged blocks that overlap", RESAVE_REMEDY)
    return cell


def _first_filled(sheet: Worksheet, row: int) -> int:
    for cells in sheet.iter_rows(row, row):
        for cell in cells:
            if cell.value is not None:
                return int(cell.column)
    return 1


def _mark_cell(cell: Cell, mark: Mark) -> None:
    before = f"{cell.comment.text.rstrip()}\n\n" if cell.comment and cell.comment.text else ""
    text = f"{before}{mark.text}"
    lines = sum(1 + len(line) // LETTERS_PER_LINE for line in text.split("\n"))
    height = LINE_HEIGHT * (min(lines, COMMENT_LINES) + 1)
    author = cell.comment.author if cell.comment and cell.comment.author else AUTHOR
    cell.comment = Comment(text, author, height=height, width=COMMENT_WIDTH)
    cell.fill = FILLS[mark.level]


def _add_list(book: Workbook, notes: Sequence[CellNote], remarks: Sequence[str]) -> None:
    """Put the list of notes before the user's sheets, and open the workbook there."""
    names = {sheet.title: sheet.title for sheet in book.worksheets}
    sheet = book.create_sheet(unique_name(NOTES_SHEET, book.sheetnames), 0)
    sheet.append(NOTES_HEADER)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row, line in enumerate(listed(notes, remarks, names), start=2):
        for column, text in enumerate(line.texts, start=1):
            _put_text(sheet, row, column, text)
        if line.link:
            _link(_plain(sheet.cell(row, LINKED_COLUMN + 1)), line.link)
    for letter, width in zip("ABCD", NOTES_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    _open_at(book, sheet)


def _link(cell: Cell, place: str) -> None:
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
    cell.font = LINK_FONT


def _open_at(book: Workbook, sheet: Worksheet) -> None:
    """Select that sheet alone: two selected sheets are a group, and what is typed into one lands in both."""
    for other in book.sheetnames:
        view = getattr(book[other], "sheet_view", None)
        if view is not None:
            view.tabSelected = other == sheet.title
    book.active = sheet
    for view in book.views:
        view.firstSheet = 0


def _put_text(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Write text as text: openpyxl would make a formula of anything that starts with an equals sign."""
    cell = _plain(sheet.cell(row, column))
    cell.value = text
    cell.data_type = "s"

"""Workbooks through calamine, inside the cage: every sheet's rows with Excel's own numbers and columns."""

import io
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

import python_calamine as calamine

from planner.core.model import CellValue, SheetState
from planner.workbooks.guard import SPREADSHEET_REMEDY, Kind, Limits, Refused, damaged
from planner.workbooks.marks import SheetMarks, marks_of
from planner.workbooks.numbers import plain_number
from planner.workbooks.orders import FAR_REMEDY, Message, Order
from planner.workbooks.rows import RowWriter, too_far

Send = Callable[[Message], int]


@dataclass
class _Reading:
    """The means of reading one workbook. ``marks`` are looked for in a thread while calamine, which needs no
    interpreter, parses; that thread also finds parts that lie about their size or their checksum.
    """

    book: Any
    limits: Limits
    writer: RowWriter
    marks: Future[list[SheetMarks]]
    say: Send


def read_book(data: bytes, kind: Kind, order: Order, say: Send) -> None:
    """Read a workbook of any format calamine knows, sheet by sheet.

    Chart, dialog and macro sheets hold no rows and are left out. Hidden sheets are named, and read only when the
    option ``include_hidden`` says so.

    Raises:
        Refused: damage, no worksheet at all, or more than the limits allow.
    """
    with ThreadPoolExecutor(max_workers=1) as helper:
        marks = helper.submit(marks_of, data, kind, order.limits)
        book = _opened(data)
        reading = _Reading(book, order.limits, RowWriter(say, order.limits), marks, say)
        for index, meta in _worksheets(book, order.limits):
            wanted = meta.visible == calamine.SheetVisibleEnum.Visible or bool(order.options["include_hidden"])
            say(["sheet", meta.name, _state(meta.visible), wanted])
            if wanted:
                _read_sheet(reading, index, meta.name)
        marks.result()


def _worksheets(book: Any, limits: Limits) -> list[tuple[int, Any]]:
    """The worksheets with their places among all sheets."""
    every = enumerate(book.sheets_metadata)
    worksheets = [(index, meta) for index, meta in every if meta.typ == calamine.SheetTypeEnum.WorkSheet]
    if not worksheets:
        raise Refused("holds no worksheet", SPREADSHEET_REMEDY)
    if len(worksheets) > limits.sheets:
        count = f"has {len(worksheets):,} sheets, and at most {limits.sheets:,} are accepted"
        raise Refused(count, "Split it into several workbooks")
    return worksheets


def _state(visible: Any) -> SheetState:
    if visible == calamine.SheetVisibleEnum.VeryHidden:
        return "very_hidden"
    return "hidden" if visible == calamine.SheetVisibleEnum.Hidden else "visible"


def _opened(data: bytes) -> Any:
    try:
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise damaged("its workbook part cannot be understood") from error


def _sheet(book: Any, index: int, name: str) -> Any:
    try:
        return book.get_sheet_by_index(index)
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise damaged(f"the sheet '{name}' cannot be understood") from error


def _read_sheet(reading: _Reading, index: int, name: str) -> None:
    sheet = _sheet(reading.book, index, name)
    merged = [[top + 1, left, bottom + 1, right] for (top, left), (bottom, right) in sheet.merged_cell_ranges or []]
    if sheet.start is not None:
        _read_rows(sheet, reading.limits, reading.writer)
    every = reading.marks.result()
    marks = every[index] if index < len(every) else SheetMarks(reading.limits)
    merged = merged or marks.merged
    if len(merged) > reading.limits.merged:
        raise Refused(f"has more than {reading.limits.merged:,} merged blocks in sheet '{name}'", "Unmerge them")
    reading.say(marks.told(merged))


def _read_rows(sheet: Any, limits: Limits, writer: RowWriter) -> None:
    """Rows from Excel's row 1 with values from column A: calamine keeps leading empty rows, but drops columns."""
    last_row, last_column = sheet.end
    if last_row >= limits.rows or last_column >= limits.columns:
        raise Refused(too_far(sheet.name, last_row, last_column, limits), FAR_REMEDY)
    margin: list[CellValue] = [""] * sheet.start[1]
    rows, number = sheet.iter_rows(), 1
    while batch := _batch(rows, writer.batch):
        if margin:
            batch = [margin + row for row in batch]
        writer.extend(range(number, number + len(batch)), batch)
        number += len(batch)
    writer.end_sheet()


def _batch(rows: Iterator[list[Any]], most: int) -> list[list[CellValue]]:
    return [[value if type(value) is str else plain(value) for value in row] for row in islice(rows, most)]


def plain(value: Any) -> CellValue:
    """A calamine value as one of ours: whole numbers as int, times and durations as text; an empty cell is ""."""
    kind = type(value)
    if kind is float:
        return plain_number(value)
    if kind in (int, bool, date, datetime):
        return value  # type: ignore[no-any-return]  # the exact types were just compared
    if kind is time:
        return str(value.isoformat())
    if kind is timedelta:
        return _duration(value)
    return "" if value is None else str(value)


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"

"""Workbooks through calamine, inside the cage: every sheet's rows with Excel's own numbers and columns."""

import io
import math
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import python_calamine as calamine

from planner.core.model import CellValue, SheetState
from planner.workbooks.cage import FAR_REMEDY, Message, Order
from planner.workbooks.guard import SPREADSHEET_REMEDY, Kind, Limits, Refused, damaged
from planner.workbooks.rows import RowWriter, too_far

EXACT_FLOAT = 2**53
LONGEST_WHOLE = 1e21

Send = Callable[[Message], None]


def read_book(data: bytes, _kind: Kind, order: Order, say: Send) -> None:
    """Read a workbook of any format calamine knows, sheet by sheet.

    Chart, dialog and macro sheets hold no rows and are left out. Hidden sheets are named, and read only when the
    option ``include_hidden`` says so.

    Raises:
        Refused: damage, no worksheet at all, or more than the limits allow.
    """
    book = _opened(data)
    worksheets = [
        (index, meta) for index, meta in enumerate(book.sheets_metadata) if meta.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    if not worksheets:
        raise Refused("holds no worksheet", SPREADSHEET_REMEDY)
    if len(worksheets) > order.limits.sheets:
        count = f"has {len(worksheets):,} sheets, and at most {order.limits.sheets:,} are accepted"
        raise Refused(count, "Split it into several workbooks")
    writer = RowWriter(say, order.limits)
    for index, meta in worksheets:
        wanted = meta.visible == calamine.SheetVisibleEnum.Visible or bool(order.options["include_hidden"])
        say(["sheet", meta.name, _state(meta.visible), wanted])
        if wanted:
            _read_sheet(_sheet(book, index, meta.name), order.limits, writer, say)


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


def _read_sheet(sheet: Any, limits: Limits, writer: RowWriter, say: Send) -> None:
    merged = sheet.merged_cell_ranges or []
    if len(merged) > limits.merged:
        raise Refused(f"has more than {limits.merged:,} merged blocks in sheet '{sheet.name}'", "Unmerge them")
    say(["merged", [[top + 1, left, bottom + 1, right] for (top, left), (bottom, right) in merged]])
    if sheet.start is None:
        return
    last_row, last_column = sheet.end
    if last_row >= limits.rows or last_column >= limits.columns:
        raise Refused(too_far(sheet.name, last_row, last_column, limits), FAR_REMEDY)
    for number, values in enumerate(_rows(sheet), start=1):
        writer.add(number, values)
    writer.end_sheet()


def _rows(sheet: Any) -> Iterator[list[CellValue]]:
    """Rows from Excel's row 1 with values from column A: calamine keeps leading empty rows, but drops columns."""
    margin: list[CellValue] = [None] * sheet.start[1]
    for row in sheet.iter_rows():
        values = [plain(value) for value in row]
        while values and values[-1] is None:
            values.pop()
        yield margin + values if values else []


def plain(value: Any) -> CellValue:
    """A calamine value as one of ours: whole numbers as int, empty as None, times and durations as text."""
    kind = type(value)
    if kind is str:
        return value or None
    if kind is float:
        return _number(value)
    if kind in (int, bool, date, datetime):
        return value  # type: ignore[no-any-return]  # the exact types were just compared
    if kind is time:
        return str(value.isoformat())
    if kind is timedelta:
        return _duration(value)
    return None if value is None else str(value)


def _number(value: float) -> int | float | str:
    """Whole numbers as int. Past 2**53 a float's own digits are noise, so the shortest ones it stands for are kept."""
    if not math.isfinite(value):
        return str(value)
    if not value.is_integer() or abs(value) >= LONGEST_WHOLE:
        return value
    return int(value) if abs(value) < EXACT_FLOAT else int(Decimal(repr(value)))


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"

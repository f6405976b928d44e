"""Excel 2003 XML spreadsheets ("SpreadsheetML"), inside the cage: what some reporting tools save under ``.xls``.

Parsed with defusedxml, which refuses entities. The structure is that of Microsoft's "XML Spreadsheet Reference"
(msdn.microsoft.com/library/aa140066): rows and cells follow one another unless ``ss:Index`` says where they stand.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from defusedxml.ElementTree import ParseError, iterparse

from planner.core.model import CellValue, SheetState
from planner.workbooks.guard import SPREADSHEET_REMEDY, Kind, Limits, Refused, damaged
from planner.workbooks.marks import SheetMarks
from planner.workbooks.numbers import plain_number
from planner.workbooks.orders import FAR_REMEDY, Message, Order
from planner.workbooks.rows import RowWriter, too_far

Send = Callable[[Message], int]

SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
STATES: dict[str, SheetState] = {"SheetHidden": "hidden", "SheetVeryHidden": "very_hidden"}


def read_xml_sheets(data: bytes, _kind: Kind, order: Order, say: Send) -> None:
    """Read every worksheet; hidden ones only when the option ``include_hidden`` says so.

    Raises:
        Refused: damage, entities, no worksheet, or more than the limits allow.
    """
    writer, count = RowWriter(say, order.limits), 0
    try:
        for sheet in _sheets(data, order.limits):
            count += 1
            _say_sheet(sheet, bool(order.options["include_hidden"]), writer, say)
    except (ParseError, ValueError, LookupError) as error:
        raise damaged("its XML breaks off or contradicts itself") from error
    if not count:
        raise Refused("holds no worksheet", SPREADSHEET_REMEDY)


@dataclass
class _Sheet:
    """A worksheet as far as it has been read; ``row`` is the number of the last row."""

    limits: Limits
    marks: SheetMarks
    name: str = ""
    state: SheetState = "visible"
    rows: dict[int, list[CellValue]] = field(default_factory=dict)
    row: int = 0
    column: int = 0


def _sheets(data: bytes, limits: Limits) -> Iterator[_Sheet]:
    sheet = _Sheet(limits, SheetMarks(limits))
    for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
        tag = element.tag.rpartition("}")[2]
        if event == "start" and tag == "Worksheet":
            sheet = _Sheet(limits, SheetMarks(limits), _attribute(element, "Name"))
        elif event == "end" and tag in ENDINGS:
            ENDINGS[tag](sheet, element)
        elif event == "end" and tag == "Worksheet":
            yield sheet
            element.clear()


def _say_sheet(sheet: _Sheet, include_hidden: bool, writer: RowWriter, say: Send) -> None:
    wanted = include_hidden or sheet.state == "visible"
    say(["sheet", sheet.name, sheet.state, wanted])
    if not wanted:
        return
    first, last = 1, max(sheet.rows, default=0)
    while first <= last:
        numbers = range(first, min(first + writer.batch, last + 1))
        writer.extend(numbers, [sheet.rows.get(number, []) for number in numbers])
        first = numbers.stop
    writer.end_sheet()
    say(sheet.marks.told())


def _end_visible(sheet: _Sheet, element: Any) -> None:
    sheet.state = STATES.get((element.text or "").strip(), "visible")


def _end_column(sheet: _Sheet, element: Any) -> None:
    first = _number(element, "Index", sheet.column + 1)
    sheet.column = first + _number(element, "Span", 0)
    if _attribute(element, "Hidden") == "1":
        sheet.marks.hide_columns(first - 1, sheet.column - 1)


def _end_row(sheet: _Sheet, element: Any) -> None:
    """Take a finished row with its cells; a span repeats an empty row."""
    number = _number(element, "Index", sheet.row + 1)
    sheet.row = number + _number(element, "Span", 0)
    if _attribute(element, "Hidden") == "1":
        sheet.marks.hidden_rows += range(number, min(sheet.row, sheet.limits.rows) + 1)
    values: list[CellValue] = []
    for cell in element.iterfind(f"{SPREADSHEET}Cell"):
        column = _number(cell, "Index", len(values) + 1)
        across = _number(cell, "MergeAcross", 0)
        _check_reach(sheet, number, column + across)
        values += [""] * (column - 1 - len(values))
        values.append(_cell(sheet, cell, number, column))
        values += [""] * across
    if values:
        sheet.rows[number] = values
    element.clear()


def _check_reach(sheet: _Sheet, row: int, column: int) -> None:
    if row > sheet.limits.rows or column > sheet.limits.columns:
        raise Refused(too_far(sheet.name, row - 1, column - 1, sheet.limits), FAR_REMEDY)


def _cell(sheet: _Sheet, cell: Any, row: int, column: int) -> CellValue:
    deep, wide = _number(cell, "MergeDown", 0), _number(cell, "MergeAcross", 0)
    if deep or wide:
        sheet.marks.merged.append([row, column - 1, row + deep, column - 1 + wide])
    if (comment := cell.find(f"{SPREADSHEET}Comment")) is not None and (said := "".join(comment.itertext()).strip()):
        sheet.marks.add_comment(row, column - 1, said)
    data = cell.find(f"{SPREADSHEET}Data")
    text = "".join(data.itertext()) if data is not None else ""
    kind = _attribute(data, "Type") if data is not None else ""
    if kind == "Error":
        sheet.marks.add_error(row, column - 1, text)
        return ""
    if not text and kind != "String" and _attribute(cell, "Formula"):
        sheet.marks.add_formula(row, column - 1, _attribute(cell, "Formula").removeprefix("="))
    return _value(kind, text)


def _value(kind: str, text: str) -> CellValue:
    if kind == "Number":
        return plain_number(float(text))
    if kind == "Boolean":
        return text.strip() == "1"
    if kind == "DateTime":
        moment = datetime.fromisoformat(text.strip())
        return moment if any((moment.hour, moment.minute, moment.second)) else moment.date()
    return text


ENDINGS: dict[str, Callable[[_Sheet, Any], None]] = {"Visible": _end_visible, "Column": _end_column, "Row": _end_row}


def _attribute(element: Any, name: str) -> str:
    return str(element.get(f"{SPREADSHEET}{name}", ""))


def _number(element: Any, name: str, otherwise: int) -> int:
    given = _attribute(element, name)
    return min(max(int(given), 0), 2_000_000) if given else otherwise

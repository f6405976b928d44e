"""Report tables to an Excel workbook, through XlsxWriter.

Texts are written as texts whatever they look like, every formula with the value Python computed for it, and the
same report gives the same bytes: the creation date is the report's own.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any

import xlsxwriter

from planner.core.errors import PlannerError
from planner.core.summary import Cell, Column, Formula, Report, ReportSheet, Table, plain
from planner.core.summary.tables import Entry, Row, Scalar
from planner.core.summary.text import cell_text
from planner.workbooks.report_formats import Formats
from planner.workbooks.report_layout import Place, formula_text, number, places, sheet_places

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FORMULA_LIKE = ("=", "+", "-", "@", "\t")
_TEXT_SPAN = 110
_LINE_HEIGHT = 15
_TITLE_HEIGHT = 22
_MOST_LINES = 25
_HEADER_LIMIT = 100
_LETTER, _TABLOID = 1, 3
_WIDE = 190


@dataclass(frozen=True, slots=True)
class _Page:
    """A worksheet being written, with what its cells need to know."""

    paper: Any
    formats: Formats
    where: Mapping[str, Place]
    widths: list[int]


def write_report(report: Report, path: Path) -> None:
    """Write ``report`` to ``path`` as ``.xlsx``; a file already there is replaced only when the new one is whole.

    Raises :class:`PlannerError` when a sheet would need more rows than Excel has, or the file cannot be written.
    """
    content = report_bytes(report)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        raise PlannerError(
            f"{path} could not be written: {error.strerror}. Close it if it is open in another program, "
            "or choose another folder."
        ) from error
    finally:
        part.unlink(missing_ok=True)


def report_bytes(report: Report) -> bytes:
    """The workbook as bytes; the same report gives the same bytes."""
    where, target = places(report), BytesIO()
    book = xlsxwriter.Workbook(target, _OPTIONS)
    book.set_properties(_properties(report))
    formats = Formats(book)
    for sheet in report.sheets:
        _write_sheet(_Page(book.add_worksheet(sheet.name), formats, where, _widths(sheet)), report, sheet)
    book.close()
    return target.getvalue()


def _properties(report: Report) -> dict[str, object]:
    created = datetime.combine(report.as_of, time(), UTC).replace(tzinfo=None)
    return {"title": cell_text(report.title), "subject": report.subject, "created": created}


def _widths(sheet: ReportSheet) -> list[int]:
    """The widest of each column over the tables that share the sheet."""
    count = max(len(table.columns) for table in sheet.tables)
    wanted = [
        [table.columns[index].width for table in sheet.tables if index < len(table.columns)] for index in range(count)
    ]
    return [max(widths) for widths in wanted]


def _write_sheet(page: _Page, report: Report, sheet: ReportSheet) -> None:
    for index, width in enumerate(page.widths):
        page.paper.set_column(index, index, width)
    if sheet.banner:
        _write_across(page, 0, sheet.banner, "banner", _LINE_HEIGHT + 6)
    stack = sheet_places(sheet)
    for place in stack:
        _write_table(page, place)
    _set_up_view(page, sheet, stack)
    _set_up_print(page, report, sheet, stack)


def _write_table(page: _Page, place: Place) -> None:
    table = place.table
    page.paper.set_row(place.title, _TITLE_HEIGHT)
    page.paper.write_string(place.title, 0, cell_text(table.title), page.formats.block("title"))
    _write_across(page, place.title + 1, table.takeaway, "takeaway")
    for index, note in enumerate(table.notes):
        _write_across(page, place.title + 2 + index, note, "note")
    _write_header(page, place)
    for offset, row in enumerate(table.rows):
        _write_row(page, place, place.first + offset, row)
    if not table.rows:
        page.paper.write_string(place.first, 0, cell_text(table.empty), page.formats.block("empty"))
    if table.totals:
        _write_row(page, place, place.end, table.totals, total=True)


def _write_across(page: _Page, row: int, text: str, look: str, height: int | None = None) -> None:
    """A sentence over as many columns as make a readable line, as high as it needs to be."""
    text, last, wide = cell_text(text), 0, page.widths[0]
    while wide < _TEXT_SPAN and last + 1 < len(page.widths):
        last += 1
        wide += page.widths[last]
    lines = _lines(text, wide)
    page.paper.set_row(row, height or _LINE_HEIGHT * lines)
    if last:
        page.paper.merge_range(row, 0, row, last, "", page.formats.block(look))
    page.paper.write_string(row, 0, text, page.formats.block(look))


def _lines(text: str, width: int) -> int:
    """Lines that ``text`` fills in ``width`` characters, no more than a screen can show."""
    if len(text) < width and "\n" not in text:
        return 1
    return min(_MOST_LINES, sum(max(1, ceil(len(line) * 1.05 / width)) for line in text.split("\n", _MOST_LINES)))


def _write_header(page: _Page, place: Place) -> None:
    columns = place.table.columns
    lines = max(_title_lines(column, page.widths[index]) for index, column in enumerate(columns))
    page.paper.set_row(place.header, _LINE_HEIGHT * max(lines, 1) + 3)
    for index, column in enumerate(columns):
        page.paper.write_string(place.header, index, cell_text(column.title), page.formats.header(column))


def _title_lines(column: Column, width: int) -> int:
    """Lines that a title needs, words kept whole; an upright one needs the height of its letters."""
    if column.turned:
        return 3
    lines, used = 1, 0
    for word in column.title.split():
        used += len(word) + 1
        if used > width and used > len(word) + 1:
            lines, used = lines + 1, len(word) + 1
    return lines


def _write_row(page: _Page, place: Place, row: int, cells: Row, total: bool = False) -> None:
    lines = _row_lines(page, place.table, cells)
    if lines > 1:
        page.paper.set_row(row, _LINE_HEIGHT * lines)
    for index, (column, entry) in enumerate(zip(place.table.columns, cells, strict=True)):
        _write_cell(page, place, row, index, column, entry, total)


def _row_lines(page: _Page, table: Table, cells: Row) -> int:
    """The height of the tallest wrapped text; not every program measures it when the file is opened."""
    texts = (
        (text, page.widths[index] - 1)
        for index, (column, entry) in enumerate(zip(table.columns, cells, strict=True))
        if column.wrap and isinstance(text := plain(entry), str)
    )
    return max((_lines(text, width) for text, width in texts), default=1)


def _write_cell(  # one argument per thing that decides what a cell is
    page: _Page, place: Place, row: int, index: int, column: Column, entry: Entry, total: bool
) -> None:
    cell = entry if isinstance(entry, Cell) else Cell(entry)
    value = cell_text(cell.value) if isinstance(cell.value, str) else cell.value
    guarded = isinstance(value, str) and value.startswith(_FORMULA_LIKE)
    look = page.formats.cell(column, cell.kind or column.kind, cell.style, total, guarded)
    if isinstance(value, Formula):
        shown = value.value if isinstance(value.value, str) else number(value.value)
        page.paper.write_formula(row, index, formula_text(value, place, row, page.where), look, shown)
    else:
        _write_value(page.paper, row, index, value, look)


def _write_value(paper: Any, row: int, index: int, value: Scalar, look: Any) -> None:
    if value is None or value == "":
        paper.write_blank(row, index, None, look)
    elif isinstance(value, str):
        paper.write_string(row, index, value, look)
    elif isinstance(value, int) or not hasattr(value, "isoformat"):
        paper.write_number(row, index, number(value), look)
    else:
        paper.write_datetime(row, index, value, look)


def _set_up_view(page: _Page, sheet: ReportSheet, stack: list[Place]) -> None:
    first = stack[0]
    page.paper.hide_gridlines(2)
    if len(stack) == 1 or sheet.frozen:
        page.paper.freeze_panes(first.first, sheet.frozen)
    if sheet.filters and first.table.rows:
        page.paper.autofilter(first.header, 0, first.last, _filter_end(first.table))


def _filter_end(table: Table) -> int:
    """The last column worth filtering: bars of a chart are not."""
    return max(index for index, column in enumerate(table.columns) if not column.turned)


def _set_up_print(page: _Page, report: Report, sheet: ReportSheet, stack: list[Place]) -> None:
    """One page wide; the header of the only table, or of the one frozen on screen, stands on every page."""
    paper = page.paper
    paper.set_landscape()
    paper.set_paper(_TABLOID if sum(page.widths) > _WIDE else _LETTER)
    paper.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    paper.fit_to_pages(1, 0)
    if len(stack) == 1 or sheet.frozen:
        paper.repeat_rows(stack[0].header)
    title = cell_text(report.title)[:_HEADER_LIMIT].replace("&", "&&")
    paper.set_header(f"&L{title}&R{report.subject}")
    paper.set_footer(f"&LAs of {report.as_of.isoformat()}&C&A&RPage &P of &N")

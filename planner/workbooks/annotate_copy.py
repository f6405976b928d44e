"""Notes with a plain copy of the values, as a new .xlsx: for formats that cannot hold comments, and for the very big.

Only our own :class:`planner.core.model.Upload` is written here, no stranger's bytes are parsed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from planner.core.model import CellValue, MergedRange, Sheet, SourceRow, Upload, column_index, column_letter
from planner.core.notes import CellNote, Level
from planner.workbooks.guard import Limits
from planner.workbooks.notes import (
    AUTHOR,
    COLORS,
    LINK_COLOR,
    LINKED_COLUMN,
    LONGEST_TEXT,
    NOTES_HEADER,
    NOTES_SHEET,
    NOTES_WIDTHS,
    Line,
    Mark,
    listed,
    marks_for,
    shortened,
    unique_name,
    unmarked_remark,
)

DATE_FORMAT = "yyyy-mm-dd"
TIME_FORMAT = "yyyy-mm-dd hh:mm:ss"
FIRST_EXCEL_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
LONGEST_EXACT_NUMBER = 10**15
COMMENT_SIZE = {"author": AUTHOR, "width": 320, "height": 160}

Place = tuple[int, int]
MarksByRow = Mapping[int, Mapping[int, Mark]]


def write_copy(upload: Upload, notes: Sequence[CellNote], out: Path, why: str, limits: Limits) -> None:
    """Write ``out`` with the values of ``upload`` and the notes; ``why`` tells why the original could not be kept.

    Sheet names are made legal and unique, rows keep their numbers. Hidden sheets that were not read are not copied.
    """
    marks, left_out = marks_for(notes, limits.comments)
    titles = _titles(upload.sheets)
    names = {sheet.name: title for sheet, title in zip(upload.sheets, titles, strict=True) if title}
    with xlsxwriter.Workbook(str(out), {"constant_memory": True}) as book:
        styles = _Styles(book)
        remarks = [f"This copy holds the values only, without formulas and formats: {why}. Your original is unchanged."]
        list_page = book.add_worksheet(unique_name(NOTES_SHEET, [title for title in titles if title]))
        for sheet, title in zip(upload.sheets, titles, strict=True):
            remarks += _sheet_remarks(sheet, title)
            if title:
                remarks += _write_sheet(book.add_worksheet(title), sheet, _by_row(sheet, marks), styles)
        remarks += unmarked_remark(left_out, limits.comments)
        _write_list(list_page, listed(notes, remarks, names), styles)
        list_page.activate()


def _titles(sheets: Sequence[Sheet]) -> list[str | None]:
    """What each sheet is called in the copy; None for one that was not read."""
    titles: list[str | None] = []
    for sheet in sheets:
        taken = [title for title in titles if title]
        titles.append(unique_name(sheet.name, taken) if sheet.read else None)
    return titles


def _sheet_remarks(sheet: Sheet, title: str | None) -> list[str]:
    if title is None:
        return [f"The sheet '{sheet.name}' is hidden; it was not read and is not part of this copy."]
    return [f"The sheet '{sheet.name}' is called '{title}' here."] if title != sheet.name else []


class _Styles:
    """The few formats of a copy, made once: one per color and kind of value."""

    def __init__(self, book: Any) -> None:
        self.bold = book.add_format({"bold": True})
        self.link = book.add_format({"font_color": f"#{LINK_COLOR}", "underline": 1})
        self.made: dict[tuple[Level | None, str], Any] = {}
        self.book = book

    def style(self, level: Level | None, number_format: str) -> Any:
        """The format for a cell of that level and number format; None when it needs none."""
        if level is None and not number_format:
            return None
        key = (level, number_format)
        if key not in self.made:
            color = {"bg_color": f"#{COLORS[level]}"} if level else {}
            shown = {"num_format": number_format} if number_format else {}
            self.made[key] = self.book.add_format({**color, **shown})
        return self.made[key]


def _by_row(sheet: Sheet, marks: Sequence[Mark]) -> MarksByRow:
    """The sheet's marks by row number and column index, moved to the top left of merged blocks."""
    here = [mark for mark in marks if mark.sheet == sheet.name]
    rows = {row.number: row for row in sheet.rows}
    blocks = _blocks_by_row(sheet.merged, sorted({mark.row for mark in here}))
    placed: dict[int, dict[int, Mark]] = {}
    for mark in here:
        row, column = _top_left(blocks.get(mark.row, ()), mark.row, _column(mark, rows.get(mark.row)))
        there = placed.setdefault(row, {})
        there[column] = _joined(there.get(column), mark)
    return placed


def _blocks_by_row(merged: Sequence[MergedRange], marked: Sequence[int]) -> Mapping[int, Sequence[MergedRange]]:
    """The merged blocks that reach over each of the ``marked`` rows (sorted numbers)."""
    blocks: dict[int, list[MergedRange]] = {}
    for block in merged:
        for row in marked[bisect_left(marked, block.first_row) : bisect_right(marked, block.last_row)]:
            blocks.setdefault(row, []).append(block)
    return blocks


def _joined(first: Mark | None, second: Mark) -> Mark:
    if first is None:
        return second
    return Mark(first.sheet, first.row, first.column, first.level, f"{first.text}\n{second.text}")


def _column(mark: Mark, row: SourceRow | None) -> int:
    if mark.column is not None:
        return column_index(mark.column)
    values = row.values if row else ()
    return next((index for index, value in enumerate(values) if value is not None), 0)


def _top_left(merged: Sequence[MergedRange], row: int, column: int) -> Place:
    for block in merged:
        if block.first_row <= row <= block.last_row and block.first_column <= column <= block.last_column:
            return block.first_row, block.first_column
    return row, column


def _write_sheet(page: Any, sheet: Sheet, marks: MarksByRow, styles: _Styles) -> list[str]:
    """Write the rows in order (the writer keeps one at a time), and say which texts had to be shortened."""
    if sheet.state == "hidden":
        page.hide()
    elif sheet.state == "very_hidden":
        page.very_hidden()
    remarks: list[str] = []
    values = {row.number: row.values for row in sheet.rows}
    for number in sorted({*values, *marks}):
        remarks += _write_row(page, sheet.name, number, values.get(number, ()), marks.get(number, {}), styles)
    return remarks


def _write_row(
    page: Any, name: str, number: int, values: Sequence[CellValue], marks: Mapping[int, Mark], styles: _Styles
) -> Iterator[str]:
    for column in range(max(len(values), max(marks, default=-1) + 1)):
        value = values[column] if column < len(values) else None
        mark = marks.get(column)
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            yield f"The text in {name}!{column_letter(column)}{number} is cut to {LONGEST_TEXT:,} letters here."
        _write_cell(page, number - 1, column, value, mark.level if mark else None, styles)
        if mark:
            page.write_comment(number - 1, column, mark.text, COMMENT_SIZE)


def _write_cell(page: Any, row: int, column: int, value: CellValue, level: Level | None, styles: _Styles) -> None:
    """Write one value by its type; text always as text, so that no upload's text becomes a formula."""
    if isinstance(value, bool):
        page.write_boolean(row, column, value, styles.style(level, ""))
    elif isinstance(value, datetime) and value.date() >= FIRST_EXCEL_DAY:
        page.write_datetime(row, column, value.replace(tzinfo=None), styles.style(level, TIME_FORMAT))
    elif isinstance(value, date) and not isinstance(value, datetime) and value >= FIRST_EXCEL_DAY:
        page.write_datetime(row, column, value, styles.style(level, DATE_FORMAT))
    elif isinstance(value, float) or (isinstance(value, int) and abs(value) < LONGEST_EXACT_NUMBER):
        page.write_number(row, column, value, styles.style(level, ""))
    elif value is None or value == "":
        if level:
            page.write_blank(row, column, None, styles.style(level, ""))
    else:
        page.write_string(row, column, shortened(str(value), LONGEST_TEXT), styles.style(level, ""))


def _write_list(page: Any, lines: Iterator[Line], styles: _Styles) -> None:
    for column, (title, width) in enumerate(zip(NOTES_HEADER, NOTES_WIDTHS, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, title, styles.bold)
    page.freeze_panes(1, 0)
    for number, line in enumerate(lines, start=1):
        for column, text in enumerate(line.texts):
            if column == LINKED_COLUMN and line.link:
                page.write_url(number, column, f"internal:{line.link}", styles.link, text)
            else:
                page.write_string(number, column, text)

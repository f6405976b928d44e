"""Delimited text and HTML tables, inside the cage: encoding, delimiter, records, and where each record stands.

Every field stays text, so leading zeros survive. A quote that is never closed must not swallow the rows after it:
the line it stands on is then read by itself.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator

from planner.core.model import CellValue
from planner.workbooks.cage import Message, Order
from planner.workbooks.encodings import decoded
from planner.workbooks.guard import SPREADSHEET_REMEDY, Kind, Limits, Refused
from planner.workbooks.htmltables import table_rows
from planner.workbooks.rows import RowWriter, too_far

Send = Callable[[Message], None]

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_LINES = 200
LAST_EXCEL_ROW = 1_048_576
TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt", ".text", ".dat", ".asc", ".prn", ".out"})
# Exports often give delimited text a workbook's name; then it must look like a table to be taken for one.
BORROWED_SUFFIXES = frozenset({"", ".log", ".xls", ".xlsx", ".xlsm", ".xlsb", ".ods"})

Record = tuple[int, list[str]]


def read_text_file(data: bytes, kind: Kind, order: Order, say: Send) -> None:
    """Read delimited text, or the tables of an HTML page, as one sheet named like the file.

    Raises:
        Refused: not text, text of a kind that holds no table, or beyond the limits.
    """
    suffix, stem = order.options["suffix"], order.options["stem"]
    if kind == "text" and suffix not in TEXT_SUFFIXES | BORROWED_SUFFIXES:
        raise Refused(f"is a '{suffix}' file, not a spreadsheet", SPREADSHEET_REMEDY)
    csv.field_size_limit(order.limits.upload)
    text = decoded(data)
    if kind == "text" and suffix in BORROWED_SUFFIXES and not looks_tabular(text):
        raise Refused("is plain text without columns, not a spreadsheet", SPREADSHEET_REMEDY)
    records = table_rows(text) if kind == "html" else delimited_rows(text)
    say(["sheet", stem, "visible", True])
    writer = RowWriter(say, order.limits)
    for number, fields in records:
        _check_reach(stem, number, len(fields), order.limits)
        writer.add(number, _values(fields))
    writer.end_sheet()


def _check_reach(name: str, number: int, width: int, limits: Limits) -> None:
    if number > min(LAST_EXCEL_ROW, limits.rows) or width > limits.columns:
        raise Refused(too_far(name, number - 1, max(width, 1) - 1, limits), "Split it into smaller files")


def _values(fields: list[str]) -> list[CellValue]:
    values: list[CellValue] = [field or None for field in fields]
    while values and values[-1] is None:
        values.pop()
    return values


def delimited_rows(text: str) -> Iterator[Record]:
    """Records of delimited text with the physical line each starts on, counted from 1; blank lines are records.

    A first line such as ``sep=;`` names the delimiter and is given as a record of its own.
    """
    lines = list(io.StringIO(text, newline=""))
    delimiter, first = _declared(lines)
    if delimiter:
        yield 1, [lines[0].strip()]
    yield from _records(lines, first, delimiter or likely_delimiter(lines))


def _declared(lines: list[str]) -> tuple[str | None, int]:
    """The delimiter of a ``sep=`` line and how many lines it takes; ``(None, 0)`` without one."""
    first = lines[0].rstrip("\r\n") if lines else ""
    if len(first.strip('"')) == 5 and first.strip('"').lower().startswith("sep="):
        return first.strip('"')[4], 1
    return None, 0


def likely_delimiter(lines: list[str]) -> str:
    """The delimiter under which the first lines agree best: most records of one width, wider counting more.

    Quotes are respected, so commas inside a quoted address do not count. A comma when nothing delimits.
    """
    sample = lines[:SAMPLE_LINES]
    scores = {delimiter: _agreement(sample, delimiter) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: scores[delimiter])


def _agreement(lines: list[str], delimiter: str) -> int:
    widths = Counter(len(fields) for _, fields in _records(lines, 0, delimiter) if len(fields) > 1)
    return max(((width - 1) * count for width, count in widths.items()), default=0)


def looks_tabular(text: str) -> bool:
    """Whether text is a table and not prose: two records of several fields, and where commas part them, which prose
    has too, half of all records of one width.
    """
    lines = list(io.StringIO(text, newline=""))[:SAMPLE_LINES]
    delimiter, first = _declared(lines)
    delimiter = delimiter or likely_delimiter(lines)
    widths = [len(fields) for _, fields in _records(lines, first, delimiter) if any(fields)]
    wide = Counter(width for width in widths if width > 1)
    if delimiter != ",":
        return wide.total() >= 2
    return max(wide.values(), default=0) >= max(2, len(widths) / 2)


def _records(lines: list[str], first: int, delimiter: str) -> Iterator[Record]:
    """Records from line index ``first`` on. Where quoting breaks, that one line is read alone and reading resumes."""
    start = first
    while start < len(lines):
        reader = csv.reader((lines[at] for at in range(start, len(lines))), delimiter=delimiter, strict=True)
        begun, consumed = start, 0
        try:
            for fields in reader:
                yield begun + 1, fields
                consumed = reader.line_num
                begun = start + consumed
            return
        except csv.Error:
            yield begun + 1, _alone(lines[begun], delimiter)
            start = begun + 1


def _alone(line: str, delimiter: str) -> list[str]:
    """One line whose quotes do not pair up as they should: leniently when their number is even, else literally."""
    bare = [line.rstrip("\r\n")]
    if line.count('"') % 2 == 0:
        return next(csv.reader(bare, delimiter=delimiter), [])
    return next(csv.reader(bare, delimiter=delimiter, quoting=csv.QUOTE_NONE), [])

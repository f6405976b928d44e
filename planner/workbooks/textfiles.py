"""Delimited text and HTML tables, inside the cage: encoding, delimiter, records, and where each record stands.

Every field stays text, so leading zeros survive. A quote that is never closed must not swallow the rows after it:
the line it stands on is then read by itself.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, islice
from typing import Any, NamedTuple

from planner.workbooks.encodings import decoded
from planner.workbooks.guard import SPREADSHEET_REMEDY, Kind, Limits, Refused
from planner.workbooks.htmltables import table_rows
from planner.workbooks.orders import Message, Order
from planner.workbooks.packing import BETWEEN
from planner.workbooks.rows import ROWS_PER_MESSAGE, TOO_LONG_REMEDY, RowWriter, too_far, too_long

Send = Callable[[Message], int]

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_LINES = 200
LAST_EXCEL_ROW = 1_048_576
TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt", ".text", ".dat", ".asc", ".prn", ".out"})
# Exports often give delimited text a workbook's name; then it must look like a table to be taken for one.
BORROWED_SUFFIXES = frozenset({"", ".log", ".xls", ".xlsx", ".xlsm", ".xlsb", ".ods"})

_BLOCK = 64 * 1024  # letters read together: enough to gain by it, few enough to stay in the processor's memory
# Where str.splitlines cuts and a spreadsheet does not, of ASCII.
_OTHER_LINE_ENDS = "\v\f\x1c\x1d\x1e"


class Batch(NamedTuple):
    """Some records with their row numbers; ``columns`` in place of ``rows`` where all are equally long."""

    numbers: Sequence[int]
    rows: list[Any]
    columns: list[list[str]] | None = None

    def records(self) -> Iterable[Sequence[str]]:
        """The records one by one."""
        return self.rows if self.columns is None else zip(*self.columns, strict=True)


def read_text_file(data: bytes, kind: Kind, order: Order, say: Send) -> None:
    """Read delimited text, or the tables of an HTML page, as one sheet named like the file.

    Raises:
        Refused: not text, text of a kind that holds no table, or beyond the limits.
    """
    suffix, stem = order.options["suffix"], order.options["stem"]
    if kind == "text" and suffix not in TEXT_SUFFIXES | BORROWED_SUFFIXES:
        raise Refused(f"is a '{suffix}' file, not a spreadsheet", SPREADSHEET_REMEDY)
    csv.field_size_limit(order.limits.letters)
    text = decoded(data)
    if kind == "text" and suffix in BORROWED_SUFFIXES and not looks_tabular(text):
        raise Refused("is plain text without columns, not a spreadsheet", SPREADSHEET_REMEDY)
    batches = _html_batches(text) if kind == "html" else delimited_batches(text)
    say(["sheet", stem, "visible", True])
    writer = RowWriter(say, order.limits, all_text=True)
    for batch in batches:
        _check_reach(stem, batch, order.limits)
        if batch.columns is None:
            writer.extend(batch.numbers, batch.rows)
        else:
            writer.extend_columns(batch.numbers, batch.columns)
    writer.end_sheet()


def _check_reach(name: str, batch: Batch, limits: Limits) -> None:
    most, numbers = min(LAST_EXCEL_ROW, limits.rows), batch.numbers
    widest = max(map(len, batch.rows)) if batch.columns is None else len(batch.columns)
    if numbers[-1] <= most and widest <= limits.columns:
        return
    number, width = next(
        (number, len(row))
        for number, row in zip(numbers, batch.records(), strict=True)
        if number > most or len(row) > limits.columns
    )
    raise Refused(too_far(name, number - 1, max(width, 1) - 1, limits), "Split it into smaller files")


def _html_batches(text: str) -> Iterator[Batch]:
    rows = table_rows(text)
    for start in range(0, len(rows), ROWS_PER_MESSAGE):
        batch = rows[start : start + ROWS_PER_MESSAGE]
        yield Batch(range(start + 1, start + 1 + len(batch)), batch)


def delimited_batches(text: str) -> Iterator[Batch]:
    """Records of delimited text with the physical line each starts on, counted from 1; blank lines are records.

    A first line such as ``sep=;`` names the delimiter and is given as a record of its own.
    """
    head = _lines(text[: _end_of_line(text, SAMPLE_LINES)])
    delimiter, read = _declared(head)
    if delimiter:
        yield Batch([1], [[head[0].strip()]])
    delimiter = delimiter or likely_delimiter(head)
    start = len(head[0]) if read else 0
    while (end := text.rfind("\n", start, start + _BLOCK) + 1) > start:
        rows = text.count("\n", start, end)
        columns = _regular(text[start:end], rows, delimiter)
        if columns is None:
            break
        yield Batch(range(read + 1, read + rows + 1), [], columns)
        start, read = end, read + rows
    yield from _batches(_lines(text[start:]), delimiter, read)


def _end_of_line(text: str, number: int) -> int:
    """Where so many lines end, or the text with fewer."""
    end = 0
    for _ in range(number):
        end = text.find("\n", end) + 1
        if not end:
            return len(text)
    return end


def _lines(text: str) -> list[str]:
    """The physical lines, each with its end."""
    if text.isascii() and not any(end in text for end in _OTHER_LINE_ENDS):
        return text.splitlines(keepends=True)
    return list(io.StringIO(text, newline=""))


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
    records = (fields for batch in _batches(lines, delimiter) for fields in batch.records())
    widths = Counter(len(fields) for fields in records if len(fields) > 1)
    return max(((width - 1) * count for width, count in widths.items()), default=0)


def looks_tabular(text: str) -> bool:
    """Whether text is a table and not prose: two records of several fields, and where commas part them, which prose
    has too, half of all records of one width.
    """
    lines = list(io.StringIO(text, newline=""))[:SAMPLE_LINES]
    delimiter, first = _declared(lines)
    delimiter = delimiter or likely_delimiter(lines)
    records = (fields for batch in _batches(lines[first:], delimiter) for fields in batch.records())
    widths = [len(fields) for fields in records if any(fields)]
    wide = Counter(width for width in widths if width > 1)
    if delimiter != ",":
        return wide.total() >= 2
    return max(wide.values(), default=0) >= max(2, len(widths) / 2)


def _batches(lines: list[str], delimiter: str, above: int = 0) -> Iterator[Batch]:
    """The records of lines, ``above`` of which stand before them. Where quoting breaks, that one line is read alone and
    reading resumes.
    """
    start = looked_at = 0
    while start < len(lines):
        if start >= looked_at:
            looked_at = min(start + ROWS_PER_MESSAGE, len(lines))
            if columns := _regular("".join(lines[start:looked_at]), looked_at - start, delimiter):
                yield Batch(range(above + start + 1, above + looked_at + 1), [], columns)
                start = looked_at
                continue
        reader = csv.reader(map(lines.__getitem__, range(start, len(lines))), delimiter=delimiter, strict=True)
        batch, broken = _gathered(reader)
        simple = not broken and reader.line_num == len(batch)
        number = above + start + 1
        if batch:
            yield Batch(range(number, number + len(batch)) if simple else _numbers(number, batch), batch)
        start += len(batch) if simple else _height(batch)
        if broken:
            number = above + start + 1
            yield Batch([number], [_alone(lines[start], number, delimiter)])
            start += 1
        elif not batch:
            return


def _regular(text: str, rows: int, delimiter: str) -> list[list[str]] | None:
    """The columns of lines that are one record each, equally long, cells quoted whole or not at all: read as
    :mod:`csv` reads them, in a third of the time. None for any others, which :mod:`csv` must read.
    """
    text = text.replace("\r\n", "\n")
    if "\r" in text or BETWEEN in text or len(text) > csv.field_size_limit() or text[-1:] != "\n":
        return None
    parts = text[:-1].split('"')
    if len(parts) > 1:
        if not _quotes_whole_cells(delimiter).fullmatch(text):
            return None
        parts[::2] = '"'.join(parts[::2]).replace(delimiter, BETWEEN).split('"')
        text, delimiter = f"{''.join(parts)}\n", BETWEEN
    return _columns(text[:-1].split(delimiter), rows)


def _columns(cells: list[str], rows: int) -> list[list[str]] | None:
    """Cells to columns; the last cell of a row and the first one of the next are one, a line's end between them. None
    where rows are not equally long.
    """
    apart = (len(cells) - 1) // rows
    if not apart or (len(cells) - 1) % rows:
        return None
    between = cells[apart:-1:apart]
    if not {cell.count("\n") for cell in between} <= {1}:
        return None
    ends = "\n".join([cells[0], *between, cells[-1]]).split("\n")
    return [ends[::2], *(cells[at::apart] for at in range(1, apart)), ends[1::2]] if len(ends) == 2 * rows else None


@cache
def _quotes_whole_cells(delimiter: str) -> re.Pattern[str]:
    end = rf"[{re.escape(delimiter)}\n]"
    return re.compile(rf'(?:[^"]*+(?:^|(?<={end}))"[^"\n]*+"(?={end}))++[^"]*+')


def _gathered(reader: Iterator[list[str]]) -> tuple[list[list[str]], bool]:
    """The next records, and whether quoting breaks in the one after them."""
    batch: list[list[str]] = []
    try:
        for fields in islice(reader, ROWS_PER_MESSAGE):
            batch.append(fields)  # noqa: PERF402 (a comprehension would lose the records before a break)
    except csv.Error:
        return batch, True
    return batch, False


def _numbers(first: int, batch: list[list[str]]) -> list[int]:
    """The physical line each record starts on."""
    heights = accumulate(map(_lines_taken, batch), initial=first)
    return list(heights)[:-1]


def _height(batch: list[list[str]]) -> int:
    return sum(map(_lines_taken, batch))


def _lines_taken(fields: list[str]) -> int:
    """How many physical lines a record takes: a quoted field may hold line breaks."""
    return 1 + sum(field.count("\n") + field.count("\r") - field.count("\r\n") for field in fields)


def _alone(line: str, number: int, delimiter: str) -> list[str]:
    """One line whose quotes do not pair up as they should: leniently when their number is even, else literally."""
    bare = [line.rstrip("\r\n")]
    try:
        if line.count('"') % 2 == 0:
            return next(csv.reader(bare, delimiter=delimiter), [])
        return next(csv.reader(bare, delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
    except csv.Error as error:
        raise Refused(too_long(f"row {number}", csv.field_size_limit()), TOO_LONG_REMEDY) from error

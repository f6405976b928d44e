"""The marks of OpenDocument sheets: hidden rows and columns, merged blocks and errors ([ODF 1.3] part 3, 9.1).

calamine leaves all of them out. Rows and cells carry no addresses but may be repeated, so every tag is counted.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from planner.workbooks.guard import Limits, archive_of, pieces
from planner.workbooks.marks.sheet import SheetMarks

CONTENT = "content.xml"
TAG = re.compile(
    rb"<(table:(?:table|table-row|table-column|table-cell|covered-table-cell))((?:\s[^<>]*)?)>"
    rb"|</(table:table-row|table:table)>"
)
REPEATED = re.compile(rb'table:number-(?:rows|columns)-repeated="(\d{1,9})"')
SPANNED = re.compile(rb'table:number-(rows|columns)-spanned="(\d{1,7})"')
UNSEEN = re.compile(rb'table:visibility="(?:collapse|filter)"')
SHOWN = re.compile(rb"<text:p[^<>]*>(?:<[^<>]*>)*([^<]*)")
FORMULA = re.compile(rb'table:formula="(?:of:)?=?([^"]*)"')


def open_document_marks(data: bytes, limits: Limits) -> list[SheetMarks]:
    """The marks of every table of the document, in order; every part is unpacked once and its checksum compared."""
    tables = _Tables(limits)
    with archive_of(data) as archive:
        for entry in archive.infolist():
            for block in _blocks(pieces(archive, entry)):
                if entry.filename == CONTENT:
                    tables.read(block)
    return tables.done


def _blocks(content: Iterable[bytes]) -> Iterator[bytes]:
    """The content in blocks that end before a cell, so that each holds its cells with all they show."""
    carried = b""
    for piece in content:
        block = carried + piece
        cut = block.rfind(b"<table:table-")
        yield block[: max(cut, 0)]
        carried = block[max(cut, 0) :]
    yield carried


class _Tables:
    """Counts rows and cells on the way through the document."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.done: list[SheetMarks] = []
        self.row = 0
        self.column = 0
        self.repeat = 1
        self.open = [SheetMarks(limits)]

    def read(self, block: bytes) -> None:
        """Take the next block."""
        for tag in TAG.finditer(block):
            if tag[3]:
                self._end(tag[3])
            else:
                self._start(tag[1], tag[2], block, tag.end())

    def _end(self, name: bytes) -> None:
        if name == b"table:table-row":
            self.row += self.repeat
        elif len(self.open) > 1:
            self.open.pop()

    def _start(self, name: bytes, attributes: bytes, block: bytes, at: int) -> None:
        repeat = min(int(_first(REPEATED, attributes) or 1), max(self.limits.rows, self.limits.columns))
        if name == b"table:table":
            self._start_table()
        elif name == b"table:table-column":
            if UNSEEN.search(attributes):
                self.open[-1].hide_columns(self.column, self.column + repeat - 1)
            self.column += repeat
        elif name == b"table:table-row":
            self._start_row(attributes, repeat)
        else:
            self._cell(attributes, block, at)
            self.column += repeat

    def _start_table(self) -> None:
        self.done.append(SheetMarks(self.limits))
        self.open.append(self.done[-1])
        self.row, self.column = 0, 0

    def _start_row(self, attributes: bytes, repeat: int) -> None:
        self.column, self.repeat = 0, repeat
        if UNSEEN.search(attributes):
            first, past = self.row + 1, self.row + 1 + repeat
            self.open[-1].hidden_rows += range(first, min(past, self.limits.rows + 1))
        if attributes.endswith(b"/"):
            self.row += repeat

    def _cell(self, attributes: bytes, block: bytes, at: int) -> None:
        if b"-spanned" in attributes:
            self._merge({name: int(number) for name, number in SPANNED.findall(attributes)})
        if b'"error"' in attributes:
            shown = SHOWN.match(block, at)
            self.open[-1].add_error(self.row + 1, self.column, _text(shown[1]) if shown else "")
        elif b"table:formula" in attributes and b"office:value-type" not in attributes:
            self.open[-1].add_formula(self.row + 1, self.column, _text(_first(FORMULA, attributes)))

    def _merge(self, spans: dict[bytes, int]) -> None:
        deep, wide = spans.get(b"rows", 1), spans.get(b"columns", 1)
        if deep > 1 or wide > 1:
            self.open[-1].merged.append([self.row + 1, self.column, self.row + deep, self.column + wide - 1])


def _first(pattern: re.Pattern[bytes], attributes: bytes) -> bytes:
    found = pattern.search(attributes)
    return found[1] if found else b""


def _text(raw: bytes) -> str:
    return unescape(raw.decode("utf-8", "replace")).strip()

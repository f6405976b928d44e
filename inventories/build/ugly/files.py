"""Files with the same bytes every time: workbooks, OpenDocument, old Excel, text."""

import csv
import io
import re
import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from build.ugly.case import Page, Row, Value

EPOCH = (2024, 7, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*")
_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?"}
_SECTOR = 512


def archive(parts: Mapping[str, bytes]) -> bytes:
    """A zip archive with its clock stopped."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, body in parts.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(info, body)
    return buffer.getvalue()


def parts_of(raw: bytes) -> dict[str, bytes]:
    """The members of an archive, the time of saving taken out."""
    with zipfile.ZipFile(io.BytesIO(raw)) as source:
        bodies = {entry.filename: source.read(entry) for entry in source.infolist()}
    return {name: _MODIFIED.sub(rb"\g<1>2024-07-01T00:00:00Z", body) for name, body in bodies.items()}


def xlsx(*pages: Page) -> bytes:
    """An Excel workbook of these sheets; texts that begin with ``=`` become formulas without a value."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        _fill(book.create_sheet(page.name), page)
    buffer = io.BytesIO()
    book.save(buffer)
    return archive(parts_of(buffer.getvalue()))


def _fill(sheet: Worksheet, page: Page) -> None:
    for number, line in enumerate(page.rows, start=1):
        for index, value in enumerate(line.cells, start=1):
            if value is not None:
                cell = sheet.cell(number, index, value)
                if value in _ERRORS:
                    cell.data_type = "e"
    for block in page.merged:
        sheet.merge_cells(block)
    for number in page.hidden_rows:
        sheet.row_dimensions[number].hidden = True
    for letter in page.hidden_columns:
        sheet.column_dimensions[letter].hidden = True
    sheet.sheet_state = {"very_hidden": "veryHidden"}.get(page.state, page.state)


def text(rows: Sequence[Row], delimiter: str = ",", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """Delimited text; numbers and dates as Python writes them."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=end)
    writer.writerows([["" if value is None else value for value in line.cells] for line in rows])
    return buffer.getvalue().encode(encoding)


def ods(*pages: Page) -> bytes:
    """An OpenDocument spreadsheet."""
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    tables = "".join(_ods_table(page) for page in pages)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{space}office:1.0" '
        f'xmlns:table="{space}table:1.0" xmlns:text="{space}text:1.0" office:version="1.2"><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{space}manifest:1.0" '
        f'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return archive(
        {"mimetype": kind.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}
    )


def _ods_table(page: Page) -> str:
    lines = ("".join(map(_ods_cell, line.cells)) or "<table:table-cell/>" for line in page.rows)
    rows = "".join(f"<table:table-row>{cells}</table:table-row>" for cells in lines)
    return f"<table:table table:name={quoteattr(page.name)}>{rows}</table:table>"


def _ods_cell(value: Value) -> str:
    if value is None:
        return "<table:table-cell/>"
    shown = f"<text:p>{escape(str(value))}</text:p>"
    kind = 'office:value-type="string"'
    if isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value}"'
    elif isinstance(value, date | datetime):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    return f"<table:table-cell {kind}>{shown}</table:table-cell>"


def xls(page: Page) -> bytes:
    """A workbook of Excel 97-2003: BIFF8 records in a compound file ([MS-XLS], [MS-CFB])."""
    globals_size = 4 + 16 + 4 + 8 + len(page.name) + 4
    book = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    book += _record(0x85, struct.pack("<IBBBB", globals_size, 0, 0, len(page.name), 0) + page.name.encode("latin-1"))
    book += _record(0x0A, b"")
    book += _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    width = max(len(line.cells) for line in page.rows)
    book += _record(0x200, struct.pack("<IIHHH", 0, len(page.rows), 0, width, 0))
    for number, line in enumerate(page.rows):
        for index, value in enumerate(line.cells):
            book += _xls_cell(number, index, value)
    return compound({"Workbook": book + _record(0x0A, b"")})


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _xls_cell(number: int, index: int, value: Value) -> bytes:
    place = struct.pack("<HHH", number, index, 0)
    if value is None:
        return b""
    if isinstance(value, int | float):
        return _record(0x203, place + struct.pack("<d", value))
    letters = str(value).encode("utf-16-le")
    return _record(0x204, place + struct.pack("<HB", len(letters) // 2, 1) + letters)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file; every stream is padded to 4,096 bytes or more, so that none is a short stream."""
    end, fat_sector, free = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
    fat, body, entries = [fat_sector, end], b"", [_entry("Root Entry", 5, end, 0, 1)]
    for place, (name, data) in enumerate(streams.items(), start=1):
        size = max(4096, -(-len(data) // _SECTOR) * _SECTOR)
        start, count = len(fat), size // _SECTOR
        fat += [*range(start + 1, start + count), end]
        body += data.ljust(size, b"\0")
        entries.append(_entry(name, 2, start, size, free, place + 1 if place < len(streams) else free))
    directory = b"".join(entries).ljust(_SECTOR, b"\0")
    table = struct.pack(f"<{_SECTOR // 4}I", *fat, *[free] * (_SECTOR // 4 - len(fat)))
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    return header + table + directory + body


def _entry(name: str, kind: int, start: int, size: int, child_or_left: int, right: int = 0xFFFFFFFF) -> bytes:
    free = 0xFFFFFFFF
    letters = name.encode("utf-16-le").ljust(64, b"\0")
    child = child_or_left if kind == 5 else free
    links = struct.pack("<HBBIII", len(name) * 2 + 2, kind, 1, free, right, child)
    return letters + links + bytes(36) + struct.pack("<IQ", start, size)

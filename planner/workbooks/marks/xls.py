"""The marks of old Excel sheets: hidden rows and columns and errors, from the records of the workbook stream.

The stream is put together from the sectors of its container ([MS-CFB] 2.2 to 2.4) and read record by record
([MS-XLS] 2.4): a number, a length, the content. Where the container contradicts itself there are no marks; calamine
has the last word on whether the file is damaged.
"""

from collections.abc import Iterator
from struct import error as struct_error
from struct import iter_unpack, unpack_from

from planner.workbooks.guard import SHORT_STREAM, Limits, stream_entry
from planner.workbooks.marks.sheet import SheetMarks

HEADER = 512
SHORT_SECTOR = 64
FAT_IN_HEADER = 109
LAST_SECTOR = 0xFFFFFFFA  # above it the numbers mean "end", "free" and the like
BOUND_SHEET, BEGIN, END = 0x0085, 0x0809, 0x000A
ROW, COLUMNS, ERROR, FORMULA = 0x0208, 0x007D, 0x0205, 0x0006
ROW_HIDDEN, COLUMNS_HIDDEN = 0x20, 0x01
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}

Record = tuple[int, int, int]  # its number, where its content begins, its length


def old_excel_marks(data: bytes, limits: Limits) -> list[SheetMarks]:
    """The marks of every sheet in the order of the workbook; none when the container cannot be followed."""
    try:
        stream = _workbook_stream(data)
        return [_sheet_marks(stream, at, limits) for at in _sheets(stream)]
    except (struct_error, IndexError):
        return []


def _sheets(stream: bytes) -> list[int]:
    """Where each sheet's records begin."""
    found = []
    for number, at, length in _records(stream, 0):
        if number == BOUND_SHEET and length >= 8:
            found.append(unpack_from("<I", stream, at)[0])
    return found


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """The records from ``at`` to the end of their substream."""
    depth = 0
    while at + 4 <= len(stream):
        number, length = unpack_from("<HH", stream, at)
        yield number, at + 4, length
        depth += (number == BEGIN) - (number == END)
        if depth <= 0:
            return
        at += 4 + length


def _sheet_marks(stream: bytes, start: int, limits: Limits) -> SheetMarks:
    marks = SheetMarks(limits)
    for number, at, length in _records(stream, start):
        if number == FORMULA and length >= 14:
            if stream[at + 6] == 2 and stream[at + 12 : at + 14] == b"\xff\xff":
                marks.add_error(*_place(stream, at), ERRORS.get(stream[at + 8], ""))
        elif number == ERROR and length >= 8:
            if stream[at + 7]:
                marks.add_error(*_place(stream, at), ERRORS.get(stream[at + 6], ""))
        elif number == ROW and length >= 16:
            if stream[at + 12] & ROW_HIDDEN:
                marks.hidden_rows.append(unpack_from("<H", stream, at)[0] + 1)
        elif number == COLUMNS and length >= 10 and stream[at + 8] & COLUMNS_HIDDEN:
            marks.hide_columns(*unpack_from("<HH", stream, at))
    return marks


def _place(stream: bytes, at: int) -> tuple[int, int]:
    row, column = unpack_from("<HH", stream, at)
    return row + 1, column


def _workbook_stream(data: bytes) -> bytes:
    entry = stream_entry(data, "Workbook")
    entry = stream_entry(data, "Book") if entry is None else entry
    if entry is None:
        return b""
    start, size = unpack_from("<II", data, entry + 116)
    sector = 1 << min(data[30], 12)
    fat = _fat(data, sector)
    if size >= SHORT_STREAM:
        return _chained(data, HEADER, sector, start, fat)[:size]
    root = sector * (1 + unpack_from("<I", data, 48)[0])
    shorts = _chained(data, HEADER, sector, unpack_from("<I", data, root + 116)[0], fat)
    short_fat = _numbers(_chained(data, HEADER, sector, unpack_from("<I", data, 60)[0], fat))
    return _chained(shorts, 0, SHORT_SECTOR, start, short_fat)[:size]


def _fat(data: bytes, sector: int) -> list[int]:
    """Which sector follows each sector ([MS-CFB] 2.3): in the sectors that the header and its extension list."""
    listed = list(unpack_from(f"<{FAT_IN_HEADER}I", data, 76))
    extension, per_sector = unpack_from("<I", data, 68)[0], sector // 4
    seen: set[int] = set()
    while extension < LAST_SECTOR and extension not in seen:
        seen.add(extension)
        *more, extension = unpack_from(f"<{per_sector}I", data, HEADER + extension * sector)
        listed += more
    pieces = [
        data[HEADER + number * sector : HEADER + (number + 1) * sector] for number in listed if number < LAST_SECTOR
    ]
    return _numbers(b"".join(pieces))


def _numbers(raw: bytes) -> list[int]:
    return [number for (number,) in iter_unpack("<I", raw[: len(raw) // 4 * 4])]


def _chained(data: bytes, offset: int, sector: int, start: int, fat: list[int]) -> bytes:
    """The sectors from ``start`` on, each naming the next; a chain that runs in a circle ends where it closes."""
    pieces: list[bytes] = []
    at = start
    while at < len(fat) and len(pieces) <= len(fat):
        pieces.append(data[offset + at * sector : offset + (at + 1) * sector])
        at = fat[at]
    return b"".join(pieces)

"""What an upload may be, judged by its bytes before any parser sees it.

The file's name is only a hint: an ``.xls`` is often an HTML page or delimited text, an ``.xlsx`` an old ``.xls``.
Everything here runs inside the cage (see :mod:`planner.workbooks.cage`), because even a table of contents can be a
trap. The zip numbers come from trials: a real sheet of 200,000 rows by 15 columns is 21 MB that unpacks to 127 MB,
while a 6 MB bomb of 334 MB slipped through a limit of 400 MB and 100 to 1.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

MEBIBYTE = 1024 * 1024
PIECE = 4 * MEBIBYTE

Kind = Literal["xlsx", "xlsb", "xls", "ods", "xml", "html", "text"]

SPREADSHEET_REMEDY = "Hand in an Excel workbook (.xlsx, .xlsm, .xls, .xlsb), an .ods file, or a .csv or .tsv file"
RESAVE_REMEDY = "Open it in Excel or LibreOffice, save it again as .xlsx, and hand in that file"
PROTECTED_REMEDY = "Open it in Excel, remove the password (File, Info, Protect Workbook), save it and hand it in again"

PICTURE = "is a picture, not a spreadsheet"
OTHER_ARCHIVE = "is a compressed archive, not a spreadsheet"
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "is a PDF document, not a spreadsheet"),
    (b"\x89PNG\r\n", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"{\\rtf", "is a rich-text document, not a spreadsheet"),
    (b"\x1f\x8b", OTHER_ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", OTHER_ARCHIVE),
    (b"Rar!", OTHER_ARCHIVE),
    (b"BZh", OTHER_ARCHIVE),
    (b"\xfd7zXZ\x00", OTHER_ARCHIVE),
    (b"SQLite format 3\x00", "is a database, not a spreadsheet"),
    (b"\x00\x01\x00\x00Standard", "is an Access database, not a spreadsheet"),
    (b"\x7fELF", "is a program, not a spreadsheet"),
)
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHORT_STREAM = 4_096
FILE_PASS = b"\x2f\x00"
FIRST_RECORDS = 4
ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# Nothing is ever unpacked to disk; but an honest program writes no such names.
OUTSIDE = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[a-z]:|[\x00-\x1f]")
NESTED_ARCHIVES = frozenset({".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".tar", ".tgz"})
ODS_MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one upload may cost us. Sizes in bytes, times in seconds; counts are per file unless said otherwise.

    ``rows`` and ``columns`` bound each sheet (the number of the last row, the number of the last column), ``cells``
    all sheets together. ``entry_ratio`` (unpacked to packed) applies to zip entries unpacking to more than
    ``entry_ratio_from``. ``letters`` bounds the text of one cell, ``faults`` the cells of a file that hold a formula
    without a value or an error. ``memory`` and ``wall`` confine the reading process, ``annotate_wall`` stands in for
    ``wall`` where notes are written into a workbook; ``comments`` bounds the cell comments written.
    """

    upload: int = 50 * MEBIBYTE
    unpacked: int = 256 * MEBIBYTE
    entry_ratio: int = 60
    entry_ratio_from: int = 10 * MEBIBYTE
    entries: int = 2_000
    sheets: int = 100
    rows: int = 250_000
    columns: int = 256
    cells: int = 6_000_000
    merged: int = 20_000
    letters: int = 1_000_000
    faults: int = 500_000
    memory: int = 2048 * MEBIBYTE
    wall: float = 60.0
    annotate_wall: float = 180.0
    comments: int = 20_000


DEFAULT_LIMITS = Limits()


class Refused(Exception):
    """The bytes cannot be read; ``reason`` completes "file.xlsx …", ``remedy`` says what would be right."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


def damaged(detail: str) -> Refused:
    """The refusal for a file that starts like a spreadsheet and then breaks off or contradicts itself."""
    return Refused(f"is damaged: {detail}", RESAVE_REMEDY)


def kind_of(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Kind:
    """What the bytes are. Anything that is not a container or a known foreign format counts as ``text``.

    Raises:
        Refused: empty, a known foreign format, password-protected, damaged, or unpacking to more than allowed.
    """
    if not data:
        raise Refused("is empty (0 bytes)", SPREADSHEET_REMEDY)
    for magic, reason in SIGNATURES:
        if data.startswith(magic):
            raise Refused(reason, SPREADSHEET_REMEDY)
    if data.startswith(ZIP_MAGICS):
        return _zip_kind(data, limits)
    if data.startswith(OLE_MAGIC):
        return _ole_kind(data)
    return _markup_or_text(data)


def _markup_or_text(data: bytes) -> Kind:
    head = data[:4096].replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"<?mso-application" in head or b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "xml"
    if head.startswith((b"<!doctype html", b"<html", b"<table")) or (head.startswith(b"<") and b"<table" in head):
        return "html"
    if head.startswith((b"<?xml", b"mime-version:")):
        raise Refused("is an XML or web-archive file, not a spreadsheet", RESAVE_REMEDY)
    return "text"


def _ole_kind(data: bytes) -> Kind:
    if stream_entry(data, "EncryptedPackage") is not None:
        raise Refused("is protected with a password", PROTECTED_REMEDY)
    for name in ("Workbook", "Book"):
        entry = stream_entry(data, name)
        if entry is not None:
            if _starts_encrypted(data, entry):
                raise Refused("is protected with a password", PROTECTED_REMEDY)
            return "xls"
    if stream_entry(data, "WordDocument") is not None:
        raise Refused("is a Word document, not a spreadsheet", SPREADSHEET_REMEDY)
    if stream_entry(data, "PowerPoint Document") is not None:
        raise Refused("is a PowerPoint presentation, not a spreadsheet", SPREADSHEET_REMEDY)
    raise Refused("is an old Office file without a workbook in it", SPREADSHEET_REMEDY)


def stream_entry(data: bytes, name: str) -> int | None:
    """Where the OLE directory entry of that name stands: 128-byte aligned, its name's length at 64 ([MS-CFB] 2.6)."""
    wanted = name.encode("utf-16-le") + b"\x00\x00"
    length = len(wanted).to_bytes(2, "little")
    at = data.find(wanted)
    while at >= 0:
        if at % 128 == 0 and data[at + 64 : at + 66] == length:
            return at
        at = data.find(wanted, at + 1)
    return None


def _starts_encrypted(data: bytes, entry: int) -> bool:
    """Whether a FilePass record stands among the first records of the workbook stream ([MS-XLS] 2.1.7.20.3).

    Short streams live in 64-byte pieces inside the root entry's stream ([MS-CFB] 2.4); either way the first records
    are contiguous.
    """
    start, size = _number(data, entry + 116), _number(data, entry + 120)
    sector = 1 << min(data[30], 12)
    root = sector * (1 + _number(data, 48))
    short = sector * (1 + _number(data, root + 116)) + 64 * start
    at = short if size < SHORT_STREAM else sector * (1 + start)
    for _ in range(FIRST_RECORDS):
        if data[at : at + 2] == FILE_PASS:
            return True
        at += 4 + int.from_bytes(data[at + 2 : at + 4], "little")
    return False


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


def _zip_kind(data: bytes, limits: Limits) -> Kind:
    with archive_of(data) as archive:
        _check_sizes(archive.infolist(), limits)
        _check_entries(archive.infolist())
        return _office_kind(archive)


@contextmanager
def archive_of(data: bytes) -> Iterator[zipfile.ZipFile]:
    """The zip package in ``data``; whatever is found to be broken in it while in use is refused as damage."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise damaged("the package is cut off or its parts do not match their checksums") from error


def check_content(data: bytes) -> None:
    """Unpack every part of a zip package once, to nowhere: a part that lies about its size fails its checksum here.

    Raises:
        Refused: such a part, or one that breaks off.
    """
    with archive_of(data) as archive:
        for entry in archive.infolist():
            for _ in pieces(archive, entry):
                pass


def pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked content of a part, a few megabytes at a time; its checksum is compared at the end."""
    with archive.open(entry) as part:
        while piece := part.read(PIECE):
            yield piece


def _check_sizes(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise _bomb(f"it has {len(entries):,} parts, and at most {limits.entries:,} are accepted")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked:
        allowed = limits.unpacked // MEBIBYTE
        raise _bomb(f"it unpacks to {unpacked // MEBIBYTE:,} MB, and at most {allowed:,} MB are accepted")
    for entry in entries:
        # Comment boxes are drawn by one repeated template: honest files with thousands of them pack beyond the ratio.
        drawn = entry.filename.lower().endswith(".vml")
        bulky = entry.file_size > limits.entry_ratio_from and not drawn
        if bulky and entry.file_size > limits.entry_ratio * entry.compress_size:
            raise _bomb(f"a part unpacks to more than {limits.entry_ratio} times its size")


def _bomb(detail: str) -> Refused:
    remedy = "Delete unused rows and formatting (Ctrl+End shows how far the sheet reaches), or split it, and save again"
    return Refused(f"is too big when unpacked: {detail}", remedy)


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise Refused("is protected with a password", PROTECTED_REMEDY)
        name = entry.filename.lower()
        if OUTSIDE.search(name):
            raise damaged(f"the name of a part leads outside of it ({name[:60]!r})")
        if PurePosixPath(name).suffix in NESTED_ARCHIVES and "/embeddings/" not in name:
            raise Refused("holds another archive inside", "Unpack it and hand in the spreadsheet itself")


def _office_kind(archive: zipfile.ZipFile) -> Kind:
    names = {name.replace("\\", "/").lower().lstrip("/") for name in archive.namelist()}
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        raise Refused("is a Word document, not a spreadsheet", SPREADSHEET_REMEDY)
    if "ppt/presentation.xml" in names:
        raise Refused("is a PowerPoint presentation, not a spreadsheet", SPREADSHEET_REMEDY)
    if "mimetype" in names and "content.xml" in names:
        return _open_document_kind(archive)
    if any(name.startswith(("xl/", "[content_types]")) for name in names):
        raise damaged("its workbook part is missing")
    raise Refused("is a zip archive, not a spreadsheet", "Unpack it and hand in the spreadsheet itself")


def _open_document_kind(archive: zipfile.ZipFile) -> Kind:
    if not archive.read("mimetype").startswith(ODS_MIMETYPE):
        raise Refused("is an OpenDocument file of another kind, not a spreadsheet", SPREADSHEET_REMEDY)
    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refused("is protected with a password", PROTECTED_REMEDY)
    return "ods"

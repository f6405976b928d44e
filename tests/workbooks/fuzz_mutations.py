"""The files the fuzzer starts from, and how it changes them: a number and a seed make one file, always the same."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl
import xlsxwriter

ROOT = Path(__file__).resolve().parents[2]
BIGGEST = 300_000
ODD_NUMBERS = (b"0", b"-1", b"1", b"65536", b"1048577", b"99999999999999999999", b"1e308", b"NaN", b"", b"\xff")
ODD_NAMES = ("../../x.xml", "C:\\x.xml", "xl/workbook.xml", "inner.zip", "a\x00b", "[Content_Types].xml", "x" * 300)
ODD_TEXT = (
    b'<!DOCTYPE a [<!ENTITY b "bb">]>',
    b"&b;",
    b"<![CDATA[",
    b"<!--",
    b"\x00",
    b"\xff\xfe",
    b'<row r="2" hidden="1">',
    b'<c r="XFD1048576"><v>1</v></c>',
    b'<c t="e"><v>#N/A</v></c>',
    b"<f>A1</f></c>",
    b"\xf0\x9f\x93\xa1" * 50,
)
ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "utf-8-sig", "gb18030", "shift_jis", "utf-7")

Bytes = Callable[[random.Random, bytes], bytes]


def corpus() -> dict[str, bytes]:
    """The files that mutations start from, by name."""
    places = (ROOT / "inventories", Path(__file__).parent / "data")
    paths = sorted(path for place in places for path in place.rglob("*") if path.is_file())
    wanted = {".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv"}
    real = {p.name: p.read_bytes() for p in paths if p.suffix in wanted and p.stat().st_size < BIGGEST}
    return {
        **real,
        "made.xlsx": _by_xlsxwriter(),
        "made2.xlsx": _by_openpyxl(),
        "made.xml": _SPREADSHEET_ML,
        "made.html": _HTML,
    }


_SPREADSHEET_ML = (
    b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    b' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Gear"><Table>'
    b'<Column ss:Index="2" ss:Hidden="1" ss:Span="1"/><Row><Cell><Data ss:Type="String">Huawei</Data></Cell></Row>'
    b'<Row ss:Index="4"><Cell ss:Index="2" ss:MergeAcross="1"><Data ss:Type="Number">3</Data></Cell>'
    b'<Cell><Data ss:Type="DateTime">2017-03-04T00:00:00.000</Data></Cell><Cell ss:Formula="=RC[-1]"/></Row>'
    b"</Table></Worksheet></Workbook>"
)
_HTML = b"<html><table><tr><th rowspan=2>Site<th>Maker<tr><td colspan=3>Huawei &amp; more</table><p>text</p></html>"


def _by_xlsxwriter() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page, hidden = book.add_worksheet("Sites"), book.add_worksheet("Old")
        page.merge_range("A1:C1", "Inventory")
        for row in range(1, 30):
            page.write_row(row, 0, [f"Site {row}", "Huawei", row, row / 7, "00501"])
        page.write_formula("F3", "=NA()", None, "#N/A")
        page.set_row(5, None, None, {"hidden": True})
        page.write_comment("A3", "a comment")
        hidden.hide()
        hidden.write("A1", "hidden")
    return out.getvalue()


def _by_openpyxl() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    page = book.create_sheet("S", 0)
    page.append(["Maker", "Qty", "Twice"])
    page.append(["ZTE", 3, "=B2*2"])
    page.column_dimensions["B"].hidden = True
    book.save(out)
    return out.getvalue()


def mutated(seeds: Mapping[str, bytes], seed: int, number: int) -> tuple[str, bytes]:
    """File ``number`` of ``seed``: its name and its bytes."""
    rng = random.Random(f"{seed}/{number}")  # noqa: S311 (not for secrets)
    name = rng.choice(sorted(seeds))
    data = seeds[name]
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        data = rng.choice(_ways(data))(rng, data)
    suffix = rng.choice([Path(name).suffix] * 8 + [".xlsx", ".csv", ".xls", ".ods"])
    return f"{Path(name).stem}{suffix}", data


def _ways(data: bytes) -> Sequence[Bytes]:
    if data.startswith(b"PK"):
        return [_change_part] * 6 + [_change_archive, _change_bytes]
    if data.startswith(b"\xd0\xcf"):
        return [_change_words, _change_bytes]
    return [_change_lines, _change_lines, _change_markup, _change_bytes, _change_encoding]


def _change_bytes(rng: random.Random, data: bytes) -> bytes:
    """Flip, cut out, repeat or insert some bytes, or cut the end off."""
    raw = bytearray(data or b"x")
    at, length = rng.randrange(len(raw)), rng.choice([1, 2, 4, 16, 512])
    way = rng.randrange(5)
    if way == 0:
        for _ in range(length):
            raw[rng.randrange(len(raw))] = rng.randrange(256)
    elif way == 1:
        del raw[at : at + length]
    elif way == 2:
        raw[at:at] = raw[at : at + length] * rng.choice([1, 2, 50])
    elif way == 3:
        raw[at:at] = rng.choice(ODD_TEXT)
    else:
        del raw[at:]
    return bytes(raw)


def _change_words(rng: random.Random, data: bytes) -> bytes:
    """Put odd numbers where old Excel keeps lengths, sectors and row numbers."""
    raw = bytearray(data)
    for _ in range(rng.choice([1, 2, 8])):
        at = rng.randrange(0, max(len(raw) - 4, 1), 2)
        raw[at : at + 2] = rng.choice([b"\x00\x00", b"\xff\xff", b"\x01\x00", b"\xfe\xff", b"\x09\x08", b"\x0a\x00"])
    return bytes(raw)


def _change_markup(rng: random.Random, data: bytes) -> bytes:
    """Drop, repeat or move a tag, or put an odd number or text into one."""
    tags = list(re.finditer(rb"<[^<>]*>", data))
    numbers = list(re.finditer(rb"\d+", data))
    way = rng.randrange(5)
    if way == 0 and numbers:
        found = rng.choice(numbers)
        return data[: found.start()] + rng.choice(ODD_NUMBERS) + data[found.end() :]
    if not tags:
        return _change_bytes(rng, data)
    tag = rng.choice(tags)
    other = rng.choice(tags)
    middle = {1: b"", 2: tag[0] * rng.choice([2, 300]), 3: other[0], 4: rng.choice(ODD_TEXT) + tag[0]}.get(way, b"</x>")
    return data[: tag.start()] + middle + data[tag.end() :]


def _change_lines(rng: random.Random, data: bytes) -> bytes:
    """Disturb quotes, delimiters, line ends and NULs of delimited text."""
    old = rng.choice([b",", b";", b"\t", b"\n", b"\r\n", b'"', b" ", b"a", b"1"])
    new = rng.choice([b'"', b'""', b",", b"\n", b"\r", b"\x00", b"\t", b"|", b"\x1e", b"\xe9", b"x" * 2_000, b""])
    places = [found.start() for found in re.finditer(re.escape(old), data)] or [0]
    for at in sorted(rng.sample(places, min(len(places), rng.choice([1, 3, 40]))), reverse=True):
        data = data[:at] + new + data[at + len(old) :]
    return data


def _change_encoding(rng: random.Random, data: bytes) -> bytes:
    return data.decode("utf-8", "replace").encode(rng.choice(ENCODINGS), "replace")


def _change_part(rng: random.Random, data: bytes) -> bytes:
    """Change the content of one part, preferably of a sheet, and pack all of them again."""
    parts = _unpacked(data)
    if not parts:
        return _change_bytes(rng, data)
    likely = [name for name in parts if re.search(r"sheet|content\.xml|workbook|rels|Strings", name)] or list(parts)
    name = rng.choice(likely)
    change = rng.choice([_change_markup, _change_markup, _change_markup, _change_bytes])
    return _packed(rng, [(part, change(rng, content) if part == name else content) for part, content in parts.items()])


def _change_archive(rng: random.Random, data: bytes) -> bytes:
    """Drop, repeat, rename or add a part."""
    parts = list(_unpacked(data).items())
    if not parts:
        return _change_bytes(rng, data)
    at = rng.randrange(len(parts))
    content = parts[at][1]
    way = rng.randrange(4)
    changed = [[], [parts[at]] * 2, [(rng.choice(ODD_NAMES), content)], [parts[at], (rng.choice(ODD_NAMES), b"x")]][way]
    return _packed(rng, parts[:at] + changed + parts[at + 1 :])


def _unpacked(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {entry.filename: archive.read(entry) for entry in archive.infolist() if entry.file_size < 2_000_000}
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError, zlib.error):
        return {}


def _packed(rng: random.Random, parts: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", rng.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()

"""The marks of .xlsx and .xlsm sheets, found by searching their bytes ([ECMA-376] part 1, 18.3.1).

Only blocks that hold a telling byte sequence are looked at row by row, and only rows that do, cell by cell.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import unescape
from typing import NamedTuple

from defusedxml.ElementTree import ParseError, parse

from planner.core.model import column_index
from planner.workbooks.guard import MEBIBYTE, Limits, archive_of, damaged, pieces
from planner.workbooks.marks.comments import add_comments
from planner.workbooks.marks.masks import masks_of
from planner.workbooks.marks.sheet import SheetMarks

STYLES = "xl/styles.xml"
LONGEST_CARRY = 64 * MEBIBYTE
RELATION_ID = re.compile(r"\{.*/relationships\}id$")
PREFIX = re.compile(rb"<([A-Za-z_][\w.-]*:)?worksheet[\s>]")
HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true|on)["']""")
ERROR_TYPES = (b't="e"', b"t='e'")
IS_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
IS_TEXT = re.compile(rb"""\st\s*=\s*["']str["']""")
NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d{1,7})["']""")
ADDRESS = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
STYLE = re.compile(rb"""\ss\s*=\s*["'](\d{1,6})["']""")
BOUND = re.compile(rb"""\s(min|max)\s*=\s*["'](\d{1,5})["']""")


class _Patterns(NamedTuple):
    """How elements look in a sheet whose tags carry a certain namespace prefix, usually none."""

    cell_start: bytes
    row: re.Pattern[bytes]
    cell: re.Pattern[bytes]
    column: re.Pattern[bytes]
    formula: re.Pattern[bytes]
    value: re.Pattern[bytes]
    endings: tuple[re.Pattern[bytes], ...]
    masked: re.Pattern[bytes] | None


class _Looking(NamedTuple):
    """What is looked for in a sheet, and where it is noted; ``masks`` by the styles that cells name."""

    patterns: _Patterns
    marks: SheetMarks
    masks: Mapping[bytes, str]


@cache
def _patterns(prefix: bytes, styles: tuple[bytes, ...] = ()) -> _Patterns:
    p = re.escape(prefix)
    styled = rb"""<%bc\s(?:[^<>]*\s)?s\s*=\s*["'](?:%b)["']""" % (p, b"|".join(styles))
    ending = rb"\s*(?:<%bv(?:\s[^<>]*)?(?:/>|>\s*</%bv>)\s*)?</%bc>" % (p, p, p)
    return _Patterns(
        cell_start=b"<%bc" % prefix,
        row=re.compile(rb"<%brow(?:\s[^<>]*|/)?>" % p),
        cell=re.compile(rb"<%bc(?:\s[^<>]*|/)?>" % p),
        column=re.compile(rb"<%bcol\s[^<>]*>" % p),
        formula=re.compile(rb"<%bf(?:\s[^<>]*)?>([^<]*)" % p),
        value=re.compile(rb"<%bv(?:\s[^<>]*)?>([^<]*)" % p),
        masked=re.compile(styled) if styles else None,
        endings=(re.compile(rb"</%bf>" % p + ending), re.compile(rb"<%bf(?:\s[^<>]*)?/>" % p + ending)),
    )


def excel_marks(data: bytes, limits: Limits) -> list[SheetMarks]:
    """The marks of every sheet, in the order of the workbook; every part is unpacked once and its checksum compared."""
    with archive_of(data) as archive:
        parts = _sheet_parts(archive)
        marks = [SheetMarks(limits) for _ in parts]
        by_part = dict(zip(parts, marks, strict=True))
        names = _names(archive)
        masks = masks_of(b"".join(pieces(archive, archive.getinfo(names[STYLES])))) if STYLES in names else {}
        for entry in archive.infolist():
            found = by_part.get(entry.filename.lower().lstrip("/"))
            content = pieces(archive, entry)
            for _ in content if found is None else _search(content, found, masks):
                pass
        for part, found in by_part.items():
            add_comments(archive, names, part, found)
    return marks


def _names(archive: zipfile.ZipFile) -> dict[str, str]:
    """The parts by their names in lower case."""
    return {name.lower().lstrip("/"): name for name in archive.namelist()}


def _sheet_parts(archive: zipfile.ZipFile) -> list[str]:
    """The part of each sheet in lower case, in order, by the workbook's relations ([ECMA-376] part 1, 12.3.23)."""
    names = _names(archive)
    try:
        with archive.open(names["xl/_rels/workbook.xml.rels"]) as stream:
            targets = {relation.get("Id"): relation.get("Target", "") for relation in parse(stream).iter()}
        with archive.open(names["xl/workbook.xml"]) as stream:
            sheets = [element for element in parse(stream).iter() if element.tag.rpartition("}")[2] == "sheet"]
    except (ParseError, LookupError, ValueError, RecursionError) as error:
        raise damaged("its workbook part cannot be understood") from error
    relations = [next((value for key, value in sheet.items() if RELATION_ID.match(key)), "") for sheet in sheets]
    return [_resolved(targets.get(relation, ""), number) for number, relation in enumerate(relations)]


def _resolved(target: str, number: int) -> str:
    """The part a relation of the workbook points to; a name that no part has when it points nowhere."""
    if not target:
        return f"?{number}"
    return posixpath.normpath(posixpath.join("/xl", target.replace("\\", "/"))).lstrip("/").lower()


def _search(content: Iterable[bytes], marks: SheetMarks, masks: Mapping[bytes, str]) -> Iterator[None]:
    """Search the blocks of a sheet; a generator, so that its caller treats every part alike."""
    patterns, last_row, styles = None, 0, tuple(sorted(masks))
    for block in _blocks(content):
        if patterns is None:
            found = PREFIX.search(block, 0, MEBIBYTE)
            patterns = _patterns(found[1] or b"" if found else b"", styles)
            _search_columns(block, patterns, marks)
        looking = _Looking(patterns, marks, masks)
        if not _search_numbered(block, looking):
            _search_rows(block, looking, last_row)
        last_row = _last_row(block, patterns, last_row)
        yield


def _blocks(content: Iterable[bytes]) -> Iterator[bytes]:
    """The content in blocks that end between two rows."""
    carried = b""
    for piece in content:
        block = carried + piece
        cut = _last_start(block)
        if cut <= 0:
            cut = len(block) if len(block) > LONGEST_CARRY else 0
        if cut:
            yield block[:cut]
        carried = block[cut:]
    yield carried


def _last_start(block: bytes) -> int:
    """Where the last row begins, its tag with a prefix or without; -1 without a row."""
    plain = block.rfind(b"<row")
    return plain if plain >= 0 else block.rfind(b"<", 0, block.rfind(b":row") + 1)


def _search_numbered(block: bytes, looking: _Looking) -> bool:
    """Search a block of rows by its telling bytes; False, with nothing noted, where addresses are missing."""
    patterns = looking.patterns
    rows = [tag for tag in _hidden_tags(block) if patterns.row.match(tag)]
    numbers = [NUMBER.search(tag) for tag in rows]
    cells = [patterns.cell.match(block, start) for start in _telling_cells(block, patterns)]
    addresses = [ADDRESS.search(cell[0]) if cell else None for cell in cells]
    if None in numbers or None in addresses:
        return False
    looking.marks.hidden_rows += [int(number[1]) for number in numbers if number]
    for cell, address in zip(cells, addresses, strict=True):
        if cell and address:
            end = block.find(patterns.cell_start, cell.end())
            place = int(address[2]), column_index(address[1].decode())
            _search_cell(cell[0], block[cell.end() : end if end >= 0 else len(block)], looking, place)
    return True


def _hidden_tags(block: bytes) -> list[bytes]:
    if b"hidden" not in block:
        return []
    starts = [block.rfind(b"<", 0, found.start()) for found in HIDDEN.finditer(block)]
    return [block[start : block.find(b">", start) + 1] for start in starts]


def _telling_cells(block: bytes, patterns: _Patterns) -> list[int]:
    """Where the cells begin that may hold an error, a formula without a value or a number behind a mask."""
    places = [found.start() for ending in patterns.endings for found in ending.finditer(block)]
    for error in ERROR_TYPES:
        at = block.find(error)
        while at >= 0:
            places.append(at)
            at = block.find(error, at + 1)
    starts = {block.rfind(patterns.cell_start, 0, place) for place in places} - {-1}
    return sorted(
        starts.union(found.start() for found in patterns.masked.finditer(block)) if patterns.masked else starts
    )


def _search_columns(block: bytes, patterns: _Patterns, marks: SheetMarks) -> None:
    """Columns stand before the rows, so in the first block."""
    first_row = patterns.row.search(block)
    for column in patterns.column.findall(block, 0, first_row.start() if first_row else len(block)):
        bounds = {name: int(number) for name, number in BOUND.findall(column)}
        if HIDDEN.search(column) and b"min" in bounds:
            marks.hide_columns(bounds[b"min"] - 1, bounds.get(b"max", bounds[b"min"]) - 1)


def _last_row(block: bytes, patterns: _Patterns, last_row: int) -> int:
    """The number of the last row in the block: its own, or counted where rows are not numbered."""
    tag = patterns.row.search(block, max(_last_start(block), 0))
    if tag is None:
        return last_row
    number = NUMBER.search(tag[0])
    return int(number[1]) if number else last_row + sum(1 for _ in patterns.row.finditer(block))


def _search_rows(block: bytes, looking: _Looking, last_row: int) -> None:
    """Search a block row by row and cell by cell, counting those that do not say where they stand."""
    patterns = looking.patterns
    starts = list(patterns.row.finditer(block))
    ends = [*(start.start() for start in starts[1:]), len(block)]
    for tag, end in zip(starts, ends, strict=True):
        number = NUMBER.search(tag[0])
        last_row = int(number[1]) if number else last_row + 1
        if b"hidden" in tag[0] and HIDDEN.search(tag[0]):
            looking.marks.hidden_rows.append(last_row)
        row = block[tag.end() : end]
        if any(error in row for error in ERROR_TYPES) or any(telling.search(row) for telling in _telling(patterns)):
            _search_cells(row, looking, last_row)


def _telling(patterns: _Patterns) -> tuple[re.Pattern[bytes], ...]:
    return (*patterns.endings, patterns.masked) if patterns.masked else patterns.endings


def _search_cells(row: bytes, looking: _Looking, number: int) -> None:
    starts = list(looking.patterns.cell.finditer(row))
    ends = [*(start.start() for start in starts[1:]), len(row)]
    column = -1
    for tag, end in zip(starts, ends, strict=True):
        address = ADDRESS.search(tag[0])
        column = column_index(address[1].decode()) if address else column + 1
        if not tag[0].endswith(b"/>"):
            _search_cell(tag[0], row[tag.end() : end], looking, (number, column))


def _search_cell(tag: bytes, body: bytes, looking: _Looking, place: tuple[int, int]) -> None:
    patterns, marks, masks = looking
    value, formula = patterns.value.search(body), patterns.formula.search(body)
    style = STYLE.search(tag) if masks else None
    if style and style[1] in masks and value:
        marks.add_mask(*place, masks[style[1]])
    if IS_ERROR.search(tag):
        marks.add_error(*place, _text(value))
    elif formula and not _text(value) and not (value and IS_TEXT.search(tag)):
        marks.add_formula(*place, _text(formula))


def _text(found: re.Match[bytes] | None) -> str:
    return unescape(found[1].decode("utf-8", "replace")).strip() if found else ""

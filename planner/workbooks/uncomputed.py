"""Cells that hold a formula but no value, inside the cage: written by a program, never opened in Excel.

calamine gives such cells, and errors such as ``#DIV/0!``, as empty text; only the sheet's XML tells them apart.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, Any

from defusedxml.ElementTree import ParseError, iterparse, parse

from planner.workbooks.cage import Message, Order
from planner.workbooks.guard import Kind, damaged

Send = Callable[[Message], None]

RELATION_ID = re.compile(r"\{.*/relationships\}id$")
ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def find_uncomputed(data: bytes, kind: Kind, _order: Order, say: Send) -> None:
    """Say every cell of an .xlsx or .xlsm with a formula and no value, or with an error; other kinds have none.

    Raises:
        Refused: when the workbook's XML is damaged.
    """
    if kind != "xlsx":
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name, part in _sheet_parts(archive):
                with archive.open(part) as stream:
                    for column, row in _cells(stream):
                        say(["cell", name, column, row])
    except (ParseError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise damaged("its workbook part cannot be understood") from error


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Sheet names with the part that holds each, by the workbook's relations ([ECMA-376] part 1, 12.3.23)."""
    with archive.open("xl/_rels/workbook.xml.rels") as stream:
        targets = {relation.get("Id"): relation.get("Target", "") for relation in parse(stream).iter()}
    with archive.open("xl/workbook.xml") as stream:
        sheets = [element for element in parse(stream).iter() if _local(element.tag) == "sheet"]
    for sheet in sheets:
        relation = next((value for key, value in sheet.attrib.items() if RELATION_ID.match(key)), None)
        part = posixpath.normpath(posixpath.join("/xl", targets.get(relation, ""))).lstrip("/")
        if "worksheets/" in part and part in archive.namelist():
            yield sheet.get("name", ""), part


def _cells(stream: IO[bytes]) -> Iterator[tuple[str, int]]:
    for _, element in iterparse(stream, events=("end",)):
        tag = _local(element.tag)
        if tag == "c":
            address = ADDRESS.fullmatch(element.get("r", ""))
            if address and _without_value(element):
                yield address[1], int(address[2])
        if tag == "row":
            element.clear()


def _without_value(cell: Any) -> bool:
    filled = {_local(child.tag) for child in cell if child.text or _local(child.tag) == "f"}
    return cell.get("t") == "e" or ("f" in filled and "v" not in filled)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]

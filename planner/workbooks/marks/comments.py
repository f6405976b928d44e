"""The comments of .xlsx sheets: notes ([ECMA-376] part 1, 18.7) and threads, which newer programs keep beside them."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping

from defusedxml.ElementTree import ParseError, iterparse, parse

from planner.core.model import column_index
from planner.workbooks.guard import damaged
from planner.workbooks.marks.sheet import SheetMarks

ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
# The note that stands for a thread in programs that know no threads; what was said follows these words.
STANDS_FOR_A_THREAD = "[Threaded comment]"
BEFORE_WHAT_WAS_SAID = "Comment:"


def add_comments(archive: zipfile.ZipFile, names: Mapping[str, str], part: str, marks: SheetMarks) -> None:
    """Take the comments of the sheet that stands in ``part``; ``names`` are the parts by their name in lower case.

    Raises:
        Refused: the comments cannot be understood, or are too many.
    """
    try:
        notes, threads = _parts(archive, names, part)
        said = list(_entries(archive, threads, "threadedComment"))
        threaded = {place for place, _ in said}
        for place, text in _entries(archive, notes, "comment"):
            if place not in threaded:
                said.append((place, _without_preface(text)))
    except (ParseError, LookupError, ValueError, RecursionError) as error:
        raise damaged("its comments cannot be understood") from error
    for (row, column), text in said:
        marks.add_comment(row, column, text)


def _parts(archive: zipfile.ZipFile, names: Mapping[str, str], part: str) -> tuple[list[str], list[str]]:
    """The parts with the notes and with the threads of a sheet."""
    folder, name = posixpath.split(part)
    relations = names.get(f"{folder}/_rels/{name}.rels")
    found: dict[str, list[str]] = {"comments": [], "threadedComment": []}
    if relations is None:
        return [], []
    with archive.open(relations) as stream:
        for relation in parse(stream).iter():
            kind = str(relation.get("Type", "")).rpartition("/")[2]
            target = posixpath.join("/", folder, str(relation.get("Target", "")).replace("\\", "/"))
            at = names.get(posixpath.normpath(target).lstrip("/").lower())
            if kind in found and at:
                found[kind].append(at)
    return found["comments"], found["threadedComment"]


def _entries(archive: zipfile.ZipFile, parts: list[str], tag: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Each comment with its row, from 1, and its column, from 0."""
    for part in parts:
        with archive.open(part) as stream:
            for _, element in iterparse(stream):
                if element.tag.rpartition("}")[2] != tag:
                    continue
                address = ADDRESS.fullmatch(element.get("ref", ""))
                text = "".join(inner.text or "" for inner in element.iter() if _says(inner.tag)).strip()
                element.clear()
                if address and text:
                    yield (int(address[2]), column_index(address[1])), text


def _says(tag: str) -> bool:
    return tag.rpartition("}")[2] in ("t", "text")


def _without_preface(text: str) -> str:
    if not text.startswith(STANDS_FOR_A_THREAD):
        return text
    return text.partition(BEFORE_WHAT_WAS_SAID)[2].strip() or text

"""What is written into a copy of the user's workbook: notes on cells, their colors, and the list of all of them.

Both writers (into the user's own workbook, and into a plain copy of its values) take their notes from here, so that
they say the same.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.core.notes import CellNote, Level

# Most urgent first: the order in which comments are granted and colors win when a cell has several notes.
COLORS: Mapping[Level, str] = {
    "blocks": "F4B6B6",
    "covered": "F8CBAD",
    "likely": "FFE699",
    "check": "FFF2CC",
    "unknown": "D9D2E9",
    "fixed": "DDEBF7",
    "not_covered": "E2EFDA",
}
LABELS: Mapping[Level, str] = {
    "blocks": "Must be settled",
    "covered": "Covered",
    "likely": "Likely covered",
    "check": "Please check",
    "unknown": "Unknown",
    "fixed": "Read as",
    "not_covered": "Not covered",
}
RANK = {level: rank for rank, level in enumerate(COLORS)}

AUTHOR = "Planner"
NOTES_SHEET = "Planner notes"
NOTES_HEADER = ("Sheet", "Cell", "Level", "Note")
LINKED_COLUMN = 1
NOTES_WIDTHS = (24, 12, 18, 100)
LISTED_ROWS = 1_048_000
MOST_LINKS = 65_000  # Excel drops all links of a sheet that has more than 65,530
LINK_COLOR = "0563C1"
LONGEST_TEXT = 32_767
LONGEST_COMMENT = 8_000
LONGEST_SHEET_NAME = 31
FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """Everything noted on one cell, the most urgent level giving the color."""

    sheet: str
    row: int
    column: str | None
    level: Level
    text: str


def marks_for(notes: Sequence[CellNote], most: int) -> tuple[tuple[Mark, ...], int]:
    """The cells to mark, at most ``most`` of them with the urgent first, and how many cells were left out."""
    by_cell: dict[tuple[str, int, str | None], list[CellNote]] = {}
    for note in notes:
        by_cell.setdefault((note.sheet, note.row, note.column), []).append(note)
    marks = sorted((_mark(cell) for cell in by_cell.values()), key=lambda mark: RANK[mark.level])
    return tuple(marks[:most]), max(0, len(marks) - most)


def _mark(notes: Sequence[CellNote]) -> Mark:
    first = min(notes, key=lambda note: RANK[note.level])
    text = "\n".join(_labelled(note) for note in notes)
    return Mark(first.sheet, first.row, first.column, first.level, shortened(text, LONGEST_COMMENT))


def _labelled(note: CellNote) -> str:
    """The note behind its level in words, unless it begins with that word itself."""
    label = LABELS[note.level]
    said = note.text.partition(" ")[0].rstrip(":") == label.partition(" ")[0]
    return note.text if said else f"{label}: {note.text}"


def shortened(text: str, longest: int) -> str:
    """``text`` without control characters, cut with an ellipsis where it is too long for Excel."""
    clean = CONTROL.sub(" ", text)
    return clean if len(clean) <= longest else clean[: longest - 1] + "…"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the notes sheet: four texts, and the place in this workbook that the second one links to."""

    texts: tuple[str, str, str, str]
    link: str | None = None


def listed(notes: Sequence[CellNote], remarks: Sequence[str], names: Mapping[str, str]) -> Iterator[Line]:
    """Rows for the notes sheet: remarks on this copy first, then every note in the order given.

    ``names`` are the sheets of this copy by their names in the user's workbook; notes on others have no link, nor
    have those beyond what Excel allows.
    """
    room = LISTED_ROWS - len(remarks) - 2
    if len(notes) > room:
        remarks = [*remarks, f"{len(notes) - room:,} more notes do not fit on this sheet; review.json lists them all."]
    for remark in remarks:
        yield Line(("", "", "About this copy", shortened(remark, LONGEST_TEXT)))
    for number, note in enumerate(notes[:room]):
        cell = f"{note.column}{note.row}" if note.column else f"row {note.row}"
        here = names.get(note.sheet) if number < MOST_LINKS else None
        texts = (shortened(note.sheet, LONGEST_TEXT), cell, LABELS[note.level], shortened(note.text, LONGEST_TEXT))
        yield Line(texts, here and _place(here, note))


def _place(sheet: str, note: CellNote) -> str:
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{note.column or 'A'}{note.row}"


def unmarked_remark(left_out: int, most: int) -> list[str]:
    """What to say when there are more cells to mark than ``most``."""
    if not left_out:
        return []
    return [f"The {most:,} most urgent cells carry a comment and a color; {left_out:,} more are only listed here."]


def unique_name(wanted: str, taken: Iterable[str]) -> str:
    """A legal sheet name close to ``wanted`` that differs from those ``taken``, whatever the case of the letters."""
    used = {name.casefold() for name in taken}
    base = FORBIDDEN_IN_NAME.sub("_", wanted).strip().strip("'")[:LONGEST_SHEET_NAME].rstrip("' ") or "Sheet"
    candidates = [base] if base.casefold() != "history" else []
    for name in _numbered(base, candidates):
        if name.casefold() not in used:
            return name
    raise AssertionError("numbers do not run out")


def _numbered(base: str, first: Iterable[str]) -> Iterator[str]:
    yield from first
    number = 2
    while True:
        suffix = f" {number}"
        yield base[: LONGEST_SHEET_NAME - len(suffix)] + suffix
        number += 1

"""A recipe: what a person said once about a spreadsheet's layout, kept to be used again (``planner-recipe/1``)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, cast, get_args

from planner.core.errors import InvalidDocument
from planner.core.model import FileReview, Meaning

FORMAT = "planner-recipe/1"
_KEYS = ("sheet", "header_row", "columns")
_LAST_COLUMN = 16_384  # XFD, the last column of an Excel sheet


@dataclass(frozen=True, slots=True)
class SheetRecipe:
    """The layout of one sheet, or of every sheet when ``sheet`` is ``*``.

    ``header_row`` is Excel's row number, 0 when the sheet has no header, None to look for it. ``columns`` maps column
    letters to meanings; columns not named are understood as usual.
    """

    sheet: str
    header_row: int | None = None
    columns: Mapping[str, Meaning] = field(default_factory=dict)

    def forced(self) -> dict[int, Meaning]:
        """The meanings by column index, counted from 0."""
        return {column_index(letter): meaning for letter, meaning in self.columns.items()}


@dataclass(frozen=True, slots=True)
class Recipe:
    """Layouts by sheet."""

    sheets: tuple[SheetRecipe, ...] = ()

    def layout_of(self, sheet: str) -> SheetRecipe | None:
        """The layout for this sheet: its own, else the one for ``*``, else None. Case does not matter."""
        by_name = {entry.sheet.casefold(): entry for entry in reversed(self.sheets)}
        return by_name.get(sheet.casefold()) or by_name.get("*")


def column_index(letter: str) -> int:
    """``A`` is 0, ``AA`` is 26. ``letter`` must hold A to Z only."""
    index = 0
    for character in letter.upper():
        index = index * 26 + ord(character) - ord("A") + 1
    return index - 1


def parse_recipe(text: str, name: str) -> Recipe:
    """The recipe in a JSON document. Raises :class:`InvalidDocument` with every fault; ``name`` is the file's."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidDocument(name, [f"this is not JSON: {error}"]) from error
    faults: list[str] = []
    sheets = _sheets(document, faults)
    if faults:
        raise InvalidDocument(name, faults)
    return Recipe(sheets)


class Understood(Protocol):
    """Anything that knows how its files were understood."""

    @property
    def files(self) -> tuple[FileReview, ...]:
        """The files, sheet by sheet."""


def recipe_of(understanding: Understood) -> dict[str, Any]:
    """The layout that was found, as a recipe document that reproduces it. One entry per sheet read with a table.

    When two files have a sheet of one name, the first speaks.
    """
    entries: dict[str, dict[str, Any]] = {}
    for file in understanding.files:
        for sheet in file.sheets:
            if sheet.read and sheet.columns:
                entry = {"sheet": sheet.name, "header_row": sheet.header_row or 0, "columns": dict(sheet.columns)}
                entries.setdefault(sheet.name.casefold(), entry)
    return {"format": FORMAT, "sheets": list(entries.values())}


def _sheets(document: Any, faults: list[str]) -> tuple[SheetRecipe, ...]:
    if not isinstance(document, dict):
        faults.append(f"the document must be an object with format and sheets, not {_shown(document)}")
        return ()
    if document.get("format") != FORMAT:
        faults.append(f"format must be {FORMAT}, not {_shown(document.get('format'))}")
    strangers = [key for key in document if key not in ("format", "sheets")]
    faults += [f"unknown key {_shown(key)}; known are format, sheets" for key in strangers]
    entries = document.get("sheets")
    if not isinstance(entries, list):
        faults.append(f"sheets must be a list, not {_shown(entries)}")
        return ()
    found = [_sheet(entry, f"sheets[{place}]", faults) for place, entry in enumerate(entries)]
    return tuple(entry for entry in found if entry)


def _sheet(entry: Any, where: str, faults: list[str]) -> SheetRecipe | None:
    if not isinstance(entry, dict):
        faults.append(f"{where} must be an object, not {_shown(entry)}")
        return None
    faults += [f"{where}: unknown key {_shown(key)}; known are {', '.join(_KEYS)}" for key in entry if key not in _KEYS]
    name, row = entry.get("sheet"), entry.get("header_row")
    if not isinstance(name, str) or not name:
        faults.append(f"{where}.sheet must be a sheet's name or *, not {_shown(name)}")
    if row is not None and (isinstance(row, bool) or not isinstance(row, int) or row < 0):
        faults.append(f"{where}.header_row must be a row number, 0 for none, or null, not {_shown(row)}")
    columns = entry.get("columns", {})
    if not isinstance(columns, dict):
        faults.append(f"{where}.columns must map letters to meanings, not {_shown(columns)}")
        return None
    faults += _column_faults(columns, where)
    upper = {str(letter).upper(): cast("Meaning", meaning) for letter, meaning in columns.items()}
    return SheetRecipe(str(name), row if isinstance(row, int) else None, upper)


def _column_faults(columns: Mapping[str, Any], where: str) -> list[str]:
    faults: list[str] = []
    seen: dict[str, str] = {}
    for letter, meaning in columns.items():
        if not (letter.isascii() and letter.isalpha() and len(letter) <= 3 and column_index(letter) < _LAST_COLUMN):
            faults.append(f"{where}.columns: {_shown(letter)} is not a column letter such as A or AB")
        if meaning not in get_args(Meaning):
            faults.append(f"{where}.columns.{letter}: {_shown(meaning)} is not one of {', '.join(get_args(Meaning))}")
        elif meaning in seen and meaning not in ("description", "notes", "serial", "ignore"):
            faults.append(f"{where}.columns.{letter}: {meaning} is already column {seen[meaning]}")
        else:
            seen[meaning] = letter
    return faults


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:59] + "…"

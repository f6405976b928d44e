"""A recipe's document to entries; every fault is told at once."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args

from planner.core.columns.mapping import SHARED_BY_MANY
from planner.core.errors import InvalidDocument
from planner.core.model import Meaning, column_index
from planner.core.recipe.entries import (
    FILLS,
    FORMAT,
    UNITS,
    DateOrder,
    DecimalMark,
    Kind,
    Recipe,
    SheetRecipe,
    SiteFrom,
)
from planner.core.site_names import site_name_faults

_LAST_COLUMN = 16_384  # XFD, the last column of an Excel sheet
_BY_LETTER: dict[str, tuple[str, ...]] = {
    "fills": FILLS,
    "dates": get_args(DateOrder),
    "decimals": get_args(DecimalMark),
    "units": tuple(UNITS),
}
_KEYS = (
    "sheet", "file", "read", "header_row", "header_lines", "layout", "site_from", "columns", *_BY_LETTER, "signature",
    "several",
)  # fmt: skip
_UNLESS_SEVERAL = '; where a row holds several pieces of gear, add "several": true'
_TOP = ("format", "sheets", "sites")


def parse_recipe(text: str, name: str) -> Recipe:
    """The recipe in a JSON document. Raises :class:`InvalidDocument` with every fault; ``name`` is the file's."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidDocument(name, [f"this is not JSON: {error}"]) from error
    faults: list[str] = []
    entries = _entries(document, faults)
    if faults:
        raise InvalidDocument(name, faults)
    return Recipe(tuple(map(_entry, entries)), dict(document.get("sites", {})))


def _entries(document: Any, faults: list[str]) -> list[dict[str, Any]]:
    """The entries of the document, its faults added to ``faults``."""
    if not isinstance(document, dict):
        faults.append(f"the document must be an object with format and sheets, not {_shown(document)}")
        return []
    if document.get("format") != FORMAT:
        faults.append(f"format must be {FORMAT}, not {_shown(document.get('format'))}")
    faults += [f"unknown key {_shown(key)}; known are {', '.join(_TOP)}" for key in document if key not in _TOP]
    faults += site_name_faults(document.get("sites", {}))
    entries = document.get("sheets", [] if "sites" in document else None)
    if not isinstance(entries, list):
        faults.append(f"sheets must be a list, not {_shown(entries)}")
        return []
    for place, entry in enumerate(entries):
        faults += _entry_faults(entry, f"sheets[{place}]")
    return entries


def _entry_faults(entry: Any, where: str) -> list[str]:
    if not isinstance(entry, dict):
        return [f"{where} must be an object, not {_shown(entry)}"]
    faults = [f"{where}: unknown key {_shown(key)}; known are {', '.join(_KEYS)}" for key in entry if key not in _KEYS]
    for key, (right, what) in _SIMPLE.items():
        if not right(entry.get(key)):
            faults.append(f"{where}.{key} must be {what}, not {_shown(entry.get(key))}")
    faults += _letter_faults(entry, "columns", where, "meanings") + _meaning_faults(entry, where)
    for key, choices in _BY_LETTER.items():
        faults += _letter_faults(entry, key, where, "words") + _choice_faults(entry.get(key), f"{where}.{key}", choices)
    return faults + _letter_faults(entry, "signature", where, "headers") + _header_faults(entry.get("signature"), where)


def _is_row(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _one_of(choices: tuple[str, ...]) -> tuple[Callable[[Any], bool], str]:
    return lambda value: value is None or value in choices, f"one of {', '.join(choices)}, or null"


_SIMPLE: dict[str, tuple[Callable[[Any], bool], str]] = {
    "sheet": (lambda value: isinstance(value, str) and bool(value), "a sheet's name or *"),
    "file": (lambda value: value is None or (isinstance(value, str) and bool(value)), "a file's name or null"),
    "read": (lambda value: value is None or isinstance(value, bool), "true or false"),
    "header_row": (lambda value: value is None or _is_row(value), "a row number, 0 for none, or null"),
    "header_lines": (
        lambda value: value is None or (isinstance(value, list) and all(_is_row(row) and row for row in value)),
        "a list of row numbers",
    ),
    "several": (lambda value: value is None or isinstance(value, bool), "true or false"),
    "layout": _one_of(get_args(Kind)),
    "site_from": _one_of(get_args(SiteFrom)),
}


def _letter_faults(entry: Mapping[str, Any], key: str, where: str, what: str) -> list[str]:
    """Whether the value is an object whose keys are column letters, each once."""
    value = entry.get(key, {})
    if not isinstance(value, dict):
        return [f"{where}.{key} must map letters to {what}, not {_shown(value)}"]
    again = [letter for letter, count in Counter(map(str.upper, value)).items() if count > 1]
    return [
        f"{where}.{key}: {_shown(letter)} is not a column letter such as A or AB"
        for letter in value
        if not (letter.isascii() and letter.isalpha() and len(letter) <= 3 and column_index(letter) < _LAST_COLUMN)
    ] + [f"{where}.{key}: column {letter} is named twice" for letter in again]


def _choice_faults(value: Any, where: str, choices: tuple[str, ...]) -> list[str]:
    return [
        f"{where}.{letter}: {_shown(word)} is not one of {', '.join(choices)}"
        for letter, word in _pairs(value)
        if word not in choices
    ]


def _header_faults(value: Any, where: str) -> list[str]:
    return [
        f"{where}.signature.{letter} must be a header, not {_shown(word)}"
        for letter, word in _pairs(value)
        if not isinstance(word, str)
    ]


def _meaning_faults(entry: Mapping[str, Any], where: str) -> list[str]:
    """Unknown meanings; and, where a row is one piece of gear, a meaning that two columns have."""
    faults: list[str] = []
    seen: dict[str, str] = {}
    for letter, meaning in _pairs(entry.get("columns")):
        if meaning not in get_args(Meaning):
            faults.append(f"{where}.columns.{letter}: {_shown(meaning)} is not one of {', '.join(get_args(Meaning))}")
        elif meaning in seen and meaning not in SHARED_BY_MANY and entry.get("several") is not True:
            faults.append(f"{where}.columns.{letter}: {meaning} is already column {seen[meaning]}{_UNLESS_SEVERAL}")
        else:
            seen[meaning] = letter
    return faults


def _pairs(value: Any) -> Iterable[tuple[str, Any]]:
    """The pairs of an object; none when it is no object, which is told elsewhere."""
    return value.items() if isinstance(value, dict) else ()


def _entry(entry: Mapping[str, Any]) -> SheetRecipe:
    """The entry of a document without faults."""
    by_letter = {
        key: {letter.upper(): word for letter, word in entry.get(key, {}).items()}
        for key in ("columns", *_BY_LETTER, "signature")
    }
    return SheetRecipe(
        sheet=entry["sheet"],
        header_row=entry.get("header_row"),
        file=entry.get("file"),
        read=entry.get("read") is not False,
        header_lines=tuple(entry.get("header_lines") or ()),
        layout=entry.get("layout"),
        site_from=entry.get("site_from"),
        several=entry.get("several") is True,
        **by_letter,
    )


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:59] + "…"

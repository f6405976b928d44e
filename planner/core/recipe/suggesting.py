"""Which saved recipe fits an upload: the one whose headers stand in it, wherever they stand now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from planner.core.columns.headers import LOOK_AT
from planner.core.columns.texts import normal_header, shortened, text_of
from planner.core.model import Sheet, SourceRow, Upload, column_letter
from planner.core.recipe.entries import Recipe, SheetRecipe

T = TypeVar("T")

# Below this share of headers in common a sheet is another sheet: our own inventories of different makes share half.
LEAST_ALIKE = 0.7
_LEAST_WORDS = 2  # one header in common is chance


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A saved recipe that fits: its ``name``, the ``recipe`` fitted to the upload (sheets, rows and columns where they
    stand now), how much of it was found (``score``, 0 to 1) and ``why``, a sentence.
    """

    name: str
    recipe: Recipe
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A row that may be a header: by column letter every way its words may be read with the rows around it."""

    upload: str
    sheet: str
    number: int
    words: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Match:
    entry: SheetRecipe
    line: _Line
    letters: Mapping[str, str]

    @property
    def union(self) -> int:
        return len(self.entry.signature) + len(self.line.words) - len(self.letters)


def suggest(recipes: Mapping[str, Recipe], uploads: Sequence[Upload]) -> Suggestion | None:
    """The saved recipe (by name) that fits the uploads best; None when none has :data:`LEAST_ALIKE` in common.

    Only recipes with signatures can be suggested. Of equals the one named first in ``recipes``.
    """
    lines = [line for upload in uploads for sheet in upload.sheets for line in _lines(upload.name, sheet)]
    best: Suggestion | None = None
    for name, recipe in recipes.items():
        found = _fitting(name, recipe, lines)
        if found and found.score >= LEAST_ALIKE and (best is None or found.score > best.score):
            best = found
    return best


def _lines(upload: str, sheet: Sheet) -> Iterator[_Line]:
    """The filled rows at the top of a sheet that was read."""
    filled = (row for row in sheet.rows if any(text_of(value) for value in row.values))
    rows = list(islice(filled, LOOK_AT)) if sheet.read else []
    for place, row in enumerate(rows):
        above = rows[place - 1] if place and rows[place - 1].number == row.number - 1 else None
        below = rows[place + 1] if place + 1 < len(rows) and rows[place + 1].number == row.number + 1 else None
        words = _readings(row, above, below)
        if len(words) >= _LEAST_WORDS:
            yield _Line(upload, sheet.name, row.number, words)


def _readings(row: SourceRow, above: SourceRow | None, below: SourceRow | None) -> dict[str, frozenset[str]]:
    """Each header alone, under its group's name, and with the second line below it."""
    upper, lower = _texts(above), _texts(below)
    words: dict[str, frozenset[str]] = {}
    group = ""
    for index, text in enumerate(_texts(row)):
        group = (upper[index] if index < len(upper) else "") or group
        second = lower[index] if index < len(lower) else ""
        if text:
            ways = (text, f"{group} {text}", f"{text} {second}")
            words[column_letter(index)] = frozenset(filter(None, map(normal_header, ways)))
    return words


def _texts(row: SourceRow | None) -> list[str]:
    return [text_of(value) for value in row.values] if row else []


def _fitting(name: str, recipe: Recipe, lines: Sequence[_Line]) -> Suggestion | None:
    entries = [entry for entry in recipe.sheets if entry.signature]
    free = list(lines)
    matches: list[_Match] = []
    missing = 0
    for entry in entries:
        match = _best(entry, free)
        if match is None:
            missing += len(entry.signature)
            continue
        matches.append(match)
        free.remove(match.line)
    if not matches:
        return None
    common = sum(len(match.letters) for match in matches)
    score = round(common / (missing + sum(match.union for match in matches)), 2)
    fitted = replace(recipe, sheets=tuple(_fitted(match) for match in matches))
    return Suggestion(name, fitted, score, _why(entries, matches))


def _best(entry: SheetRecipe, lines: Iterable[_Line]) -> _Match | None:
    """The row most like the entry's header: by headers in common, then the same sheet, then the first."""
    matches = [_Match(entry, line, _common(entry.signature, line.words)) for line in lines]
    able = [match for match in matches if len(match.letters) >= min(_LEAST_WORDS, len(entry.signature))]
    alike = [(len(m.letters) / m.union, m.line.sheet.casefold() == entry.sheet.casefold()) for m in able]
    best = max(alike, default=(0.0, False))
    return able[alike.index(best)] if best[0] >= LEAST_ALIKE / 2 else None


def _common(signature: Mapping[str, str], words: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """The recipe's column letters to those where their headers stand now; equal headers in their order."""
    found: dict[str, str] = {}
    for letter, header in signature.items():
        used = set(found.values())
        able = [here for here, readings in words.items() if header in readings and here not in used]
        if able:
            found[letter] = letter if letter in able else able[0]
    return found


def _fitted(match: _Match) -> SheetRecipe:
    """The entry with its sheet, rows and letters where they are now; columns that are gone are left out."""
    entry, line, letters = match.entry, match.line, match.letters
    moved = line.number - (entry.header_row or line.number)
    same = all(letter == here for letter, here in letters.items())
    kept = {letter: letter for letter in entry.columns if letter not in entry.signature} if same else {}
    places = kept | dict(letters)

    def at(values: Mapping[str, T]) -> dict[str, T]:
        return {places[letter]: value for letter, value in values.items() if letter in places}

    return replace(
        entry,
        sheet=line.sheet,
        file=line.upload if entry.file else None,
        header_row=line.number,
        header_lines=tuple(row + moved for row in entry.header_lines),
        columns=at(entry.columns),
        fills=at(entry.fills),
        dates=at(entry.dates),
        decimals=at(entry.decimals),
        units=at(entry.units),
        signature=at(entry.signature),
    )


def _why(entries: Sequence[SheetRecipe], matches: Sequence[_Match]) -> str:
    words = sum(len(entry.signature) for entry in entries)
    common = sum(len(match.letters) for match in matches)
    where = ", ".join(f'"{shortened(m.line.sheet, 40)}" row {m.line.number}' for m in matches[:3])
    more = f" and {len(matches) - 3} more" if len(matches) > 3 else ""
    return f"{common} of its {words} headers stand in {where}{more}"

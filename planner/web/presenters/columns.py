"""How each sheet's columns were understood, and the form to put a meaning right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from planner.core.columns.mapping import SHARED_BY_MANY
from planner.core.columns.reasons import in_words
from planner.core.model import Meaning

Json = dict[str, Any]
CHOICES: dict[str, str] = {meaning: in_words(meaning).capitalize() for meaning in get_args(Meaning)}
"""Every meaning in the words a person chooses from."""


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column: the meaning found, how sure that is, why, and the ``chosen`` one."""

    id: str
    letter: str
    header: str
    found: str
    chosen: str
    sure: str
    reasons: tuple[str, ...]
    others: str
    asks: bool
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetColumns:
    """One sheet's form; the columns that ask come first."""

    number: int
    file: str
    sheet: str
    header_row: int | None
    layout: str
    columns: tuple[ColumnRow, ...]

    @property
    def asking(self) -> int:
        """How many columns ask."""
        return sum(column.asks for column in self.columns)


def certainty(score: float) -> str:
    """``Sure, 93%``."""
    word = "Sure" if score >= 0.85 else "Likely" if score >= 0.6 else "A guess"
    return f"{word}, {score:.0%}"


def field_id(number: int, letter: str) -> str:
    """The id of a column's choice."""
    return f"meaning-{number}-{letter}"


def sheets(review: Json, chosen: Callable[[str, Json], Mapping[str, str]]) -> tuple[SheetColumns, ...]:
    """The sheets whose columns are known, those that ask first. ``chosen`` gives a sheet's meanings by letter."""
    pairs = [(file["name"], sheet) for file in review["files"] for sheet in file["sheets"] if sheet.get("mapping")]
    found = [_sheet(number, file, sheet, chosen(file, sheet)) for number, (file, sheet) in enumerate(pairs, 1)]
    return tuple(sorted(found, key=lambda sheet: not sheet.asking))


def _sheet(number: int, file: str, sheet: Json, chosen: Mapping[str, str]) -> SheetColumns:
    columns = [_column(number, column, chosen) for column in sheet["mapping"]]
    columns.sort(key=lambda column: not column.asks)
    return SheetColumns(number, file, sheet["name"], sheet.get("header_row"), sheet.get("layout") or "", tuple(columns))


def _column(number: int, column: Json, chosen: Mapping[str, str]) -> ColumnRow:
    others = (f"{CHOICES.get(meaning, meaning)} {score:.0%}" for meaning, score in column.get("others") or ())
    return ColumnRow(
        id=field_id(number, column["column"]),
        letter=column["column"],
        header=column.get("header") or "no header",
        found=CHOICES.get(column["meaning"], str(column["meaning"])),
        chosen=chosen.get(column["column"], column["meaning"]),
        sure=certainty(column["score"]),
        reasons=tuple(column.get("reasons") or ()),
        others=", ".join(others),
        asks=bool(column.get("asks")),
        samples=tuple(column.get("samples") or ()),
    )


def differences(suggestion: Json) -> tuple[str, ...]:
    """What the suggested recipe would read otherwise: ``Gear, column B: part number instead of notes``."""

    def said(meaning: str) -> str:
        return CHOICES.get(meaning, meaning).lower()

    return tuple(
        f"{one['sheet']}, column {one['column']}: {said(one['suggested'])} instead of {said(one['meaning'])}"
        for one in suggestion["differs"]
    )


def faults(sheet: SheetColumns, wanted: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What is wrong with the meanings wanted: one that nobody offered, or one that only one column can have, twice."""
    found: list[tuple[str, str]] = []
    taken: dict[str, str] = {}
    for column in sorted(sheet.columns, key=lambda column: (len(column.letter), column.letter)):
        meaning = wanted[column.letter]
        if meaning not in CHOICES:
            found.append((column.id, f"Column {column.letter}: choose one of the meanings in the list."))
        elif meaning in taken and meaning not in SHARED_BY_MANY:
            words = f"{CHOICES[meaning]} is already column {taken[meaning]}. Choose another meaning for one of them."
            found.append((column.id, f"Column {column.letter}: {words}"))
        else:
            taken[meaning] = column.letter
    return tuple(found)

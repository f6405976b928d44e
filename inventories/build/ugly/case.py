"""A file and what it should be read as, written down row by row from its design."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

Value = str | int | float | bool | date | datetime | None


@dataclass(frozen=True)
class Row:
    """A row: its acceptable ledger classes (split by a bar), its cells, and how many covered units it stands for.

    ``likely`` units are those that one strong sign alone speaks for, or that a person must settle.
    """

    classes: str
    cells: tuple[Value, ...]
    covered: int = 0
    likely: int = 0


def item(covered: int, *cells: Value) -> Row:
    """A row of gear with so many covered units."""
    return Row("item", cells, covered)


def maybe(likely: int, *cells: Value) -> Row:
    """A row of gear with so many units that are likely covered."""
    return Row("item", cells, likely=likely)


def row(classes: str, *cells: Value) -> Row:
    """Any other row."""
    return Row(classes, cells)


BLANK = row("blank")


@dataclass(frozen=True)
class Page:
    """A sheet by design. ``columns`` are the meanings expected by letter (others may be anything)."""

    name: str
    rows: Sequence[Row] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    header_row: int | None = None
    layout: str | None = None
    state: str = "visible"
    read: bool = True
    merged: Sequence[str] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[str] = ()
    starts: Sequence[int] = ()
    facts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def expected(self) -> dict[str, Any]:
        """The sheet's part of the expectation."""
        if not self.read:
            return {"name": self.name, "state": self.state, "read": False}
        numbers = self.starts or range(1, len(self.rows) + 1)
        return {
            "name": self.name,
            "state": self.state,
            "read": True,
            "layout": self.layout,
            "header_row": self.header_row,
            "columns": dict(self.columns),
            "rows": {str(number): line.classes for number, line in zip(numbers, self.rows, strict=True)},
            "hidden_rows": list(self.hidden_rows),
            "hidden_columns": list(self.hidden_columns),
            "items": {number: dict(facts) for number, facts in self.facts.items()},
        }


@dataclass(frozen=True)
class Case:
    """One file: its bytes, a line for the README, and the expectation.

    ``issues`` are ``rule @ cell``; a rule in slashes is a pattern that the rule's id must match. ``may`` are rules of
    severity *check* or *blocks* that may stand as well. ``refused`` is a pattern of the sentence when the file cannot
    be read.
    """

    name: str
    what: str
    see: str
    body: bytes
    pages: Sequence[Page] = ()
    issues: Sequence[str] = ()
    may: Sequence[str] = ()
    refused: str | None = None

    def expected(self) -> dict[str, Any]:
        """The whole expectation, as it is kept in ``tests/data/ugly``."""
        if self.refused is not None:
            return {"file": self.name, "refused": self.refused}
        return {
            "file": self.name,
            "sheets": [page.expected() for page in self.pages],
            "covered_units": sum(line.covered for page in self.pages for line in page.rows if page.read),
            "likely_units": sum(line.likely for page in self.pages for line in page.rows if page.read),
            "issues": [dict(zip(("rule", "cell"), issue.split(" @ "), strict=True)) for issue in self.issues],
            "may": sorted(self.may),
        }

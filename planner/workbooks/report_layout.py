"""Where each table of a report stands on its sheet, and formulas with real addresses.

Rows and columns count from 0, as XlsxWriter counts them; addresses in formulas are written as Excel writes them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.core.errors import PlannerError
from planner.core.model import column_letter
from planner.core.summary import At, Formula, Here, Report, ReportSheet, Span, Table
from planner.core.summary.tables import Ref

MAX_ROWS = 1_048_576
"""Rows of a sheet (Excel specifications and limits, Microsoft)."""

GAP = 2
"""Empty rows between two tables of a sheet."""


@dataclass(frozen=True, slots=True)
class Place:
    """The rows of one table on its sheet: title, then takeaway and notes, header, data, totals."""

    sheet: str
    table: Table
    title: int
    header: int

    @property
    def first(self) -> int:
        """The first row of data."""
        return self.header + 1

    @property
    def last(self) -> int:
        """The last row of data; a table without rows shows one row that says so."""
        return self.header + max(1, len(self.table.rows))

    @property
    def end(self) -> int:
        """The last row of the table, its totals included."""
        return self.last + (self.table.totals is not None)

    def column(self, key: str) -> int:
        """The column named ``key``; raises ``KeyError`` when the table has none."""
        for index, column in enumerate(self.table.columns):
            if column.key == key:
                return index
        raise KeyError(f"{self.table.id} has no column {key}")


def places(report: Report) -> dict[str, Place]:
    """Every table by its id. Raises :class:`PlannerError` when a sheet would need more rows than Excel has."""
    found: dict[str, Place] = {}
    for sheet in report.sheets:
        for place in sheet_places(sheet):
            found[place.table.id] = place
    return found


def sheet_places(sheet: ReportSheet) -> list[Place]:
    """The tables of one sheet, one below the other."""
    row, found = (1 if sheet.banner else 0), []
    for table in sheet.tables:
        place = Place(sheet.name, table, title=row, header=row + 2 + len(table.notes))
        if place.end >= MAX_ROWS:
            raise PlannerError(
                f"The sheet {sheet.name} would need {place.end + 1:,} rows and Excel holds {MAX_ROWS:,}. "
                "Split the inventory into several files and make one report for each."
            )
        found.append(place)
        row = place.end + 1 + GAP
    return found


def formula_text(formula: Formula, place: Place, row: int, where: Mapping[str, Place]) -> str:
    """The formula as Excel reads it, for a cell in ``row`` of the table at ``place``."""
    return "=" + formula.pattern.format(*(_address(ref, place, row, where) for ref in formula.refs))


def number(value: Decimal | int) -> float:
    """The nearest binary number; every amount of fewer than 16 digits comes back to the cent."""
    return float(value) + 0.0


def _address(ref: Ref, place: Place, row: int, where: Mapping[str, Place]) -> str:
    if isinstance(ref, Here):
        return f"{column_letter(place.column(ref.column))}{row + 1 - ref.up}"
    target = where[ref.table]
    letter = column_letter(target.column(ref.column))
    sheet = "" if target.sheet == place.sheet else f"{_quoted(target.sheet)}!"
    if isinstance(ref, Span):
        return f"{sheet}${letter}${target.first + 1}:${letter}${target.last + 1}"
    return f"{sheet}${letter}${_row_of(ref, target) + 1}"


def _row_of(ref: At, target: Place) -> int:
    if ref.row is None:
        return target.end
    return target.first + (ref.row if ref.row >= 0 else len(target.table.rows) + ref.row)


def _quoted(sheet: str) -> str:
    return sheet if sheet.isalnum() else "'" + sheet.replace("'", "''") + "'"

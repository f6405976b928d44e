"""Writes a sheet the way people keep them and records, row by row, what a reader should make of it."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from build.gear import Cell, Expect, Gear

GRAY = PatternFill("solid", fgColor="D9E1F2")
SAND = PatternFill("solid", fgColor="F2F2F2")
DITTO = ('"', "do.", "same", '"', '"')


@dataclass(frozen=True)
class Column:
    """A column: the header as this sheet words it, the field that fills it, its width in characters."""

    header: str
    field: str
    width: int = 14


@dataclass(frozen=True)
class TruthRow:
    """One line of the truth file."""

    sheet: str
    row: int
    expect: Expect
    words: str


def _serial_text(serials: Sequence[str], rng: random.Random) -> Cell:
    return rng.choice((", ", "; ", "\n", " / ")).join(serials) or None


def _quantity(qty: int | str, rng: random.Random) -> Cell:
    if isinstance(qty, str):
        return qty
    return rng.choice((qty, qty, qty, qty, qty, f"{qty} ea", f"x{qty}", str(qty)))


def _day(day: date | None, rng: random.Random) -> Cell:
    if day is None or rng.random() < 0.06:
        return None
    forms = (day, day, day, f"{day.month}/{day.day}/{day.year}", day.isoformat(), f"{day:%d-%b-%Y}", f"{day:%b %Y}")
    return rng.choice(forms)


def _dollars(cost: int | None, rng: random.Random) -> Cell:
    if cost is None or rng.random() < 0.45:
        return None
    short = f"{cost / 1000:g}k" if cost >= 1000 else cost
    return rng.choice((cost, cost, f"${cost:,}", f"${cost:,}", short, f"${cost:,} ea"))


class SheetWriter:
    """Appends rows to one worksheet and lines to the common truth."""

    def __init__(self, ws: Worksheet, layout: Sequence[Column], truth: list[TruthRow], rng: random.Random) -> None:
        self._ws, self._layout, self._truth, self._rng = ws, layout, truth, rng
        self._next, self._seen = 1, set[tuple[str, ...]]()
        self._index = {column.field: number for number, column in enumerate(layout, start=1)}
        for number, column in enumerate(layout, start=1):
            ws.column_dimensions[get_column_letter(number)].width = column.width
        ws.page_setup.orientation, ws.page_setup.fitToHeight = "landscape", 0
        ws.sheet_properties.pageSetUpPr.fitToPage = True

    def title(self, text: str, size: int = 14) -> None:
        """A heading above the table, in the first column."""
        self._line("title", {1: text})
        self._ws.cell(self._next - 1, 1).font = Font(bold=True, size=size)

    def note(self, text: str) -> None:
        """A remark that somebody typed between the rows."""
        self._line("note", {1: text})
        self._ws.cell(self._next - 1, 1).font = Font(italic=True, color="C00000")

    def blank(self) -> None:
        """A spacer row."""
        self._line("blank", {})

    def header(self) -> None:
        """The header, as this sheet words it."""
        self._line("header", {n: column.header for n, column in enumerate(self._layout, start=1)})
        for number in range(1, len(self._layout) + 1):
            cell = self._ws.cell(self._next - 1, number)
            cell.font, cell.fill, cell.alignment = Font(bold=True), GRAY, Alignment(wrap_text=True, vertical="center")

    def subtotal(self, label: str, count: int) -> None:
        """A sum row: the label in the first column, units under the quantity."""
        self._line("subtotal", {1: label, self._index["qty"]: count})
        for number in range(1, len(self._layout) + 1):
            cell = self._ws.cell(self._next - 1, number)
            cell.font, cell.fill = Font(bold=True, italic=True), SAND

    def record(self, values: Mapping[str, Cell], expect: Expect, words: str) -> None:
        """A row of ready values by field, with its truth."""
        self._line("", {self._index[name]: value for name, value in values.items()}, expect, words)

    def item(self, place: Mapping[str, Cell], gear: Gear, maker: str | None) -> None:
        """One row of gear; ``maker`` is what is typed in the maker's column (a ditto mark, perhaps)."""
        values = {**place, **gear.extra, "maker": maker, "model": gear.model, "description": gear.description}
        values |= {"qty": _quantity(gear.qty, self._rng), "serial": _serial_text(gear.serials, self._rng)}
        values |= {"part": gear.part, "mac": gear.mac, "notes": gear.notes}
        values |= {"acquired": _day(gear.acquired, self._rng), "cost": _dollars(gear.cost, self._rng)}
        self._refuse_what_no_column_shows(values)
        shown = {name: value for name, value in values.items() if name in self._index}
        self._refuse_twins(shown)
        self.record(shown, gear.expect, gear.quoted)

    def block(self, place: Mapping[str, Cell], gears: Sequence[Gear], merge: Sequence[str] = (), ditto: float = 0.15,
              ) -> int:  # fmt: skip
        """The rows of one site; ``merge`` names the columns merged down over them. Returns the units."""
        first = self._next
        for number, gear in enumerate(gears):
            same = number > 0 and gear.maker is not None and gear.maker == gears[number - 1].maker
            mark = self._rng.choice(DITTO) if same and self._rng.random() < ditto else gear.maker
            self.item(place if number == 0 or not merge else {}, gear, mark)
        for name in merge if len(gears) > 1 else ():
            column = self._index[name]
            self._ws.merge_cells(start_row=first, end_row=self._next - 1, start_column=column, end_column=column)
            self._ws.cell(first, column).alignment = Alignment(vertical="top", wrap_text=True)
        return sum(gear.count for gear in gears)

    def repeat_last(self) -> None:
        """The row above once more, as happens when two lists are pasted together."""
        above = {n: self._ws.cell(self._next - 1, n).value for n in range(1, len(self._layout) + 1)}
        words = self._truth[-1].words
        self._line("", above, Expect("row", "duplicate|item", why="the row above, pasted twice"), words)

    def _line(self, kind: str, values: Mapping[int, Cell], expect: Expect | None = None, words: str = "") -> None:
        for number, value in values.items():
            if value is None:
                continue
            cell = self._ws.cell(self._next, number, value)
            if isinstance(value, date):
                cell.number_format = "mm/dd/yyyy"
            elif isinstance(value, str) and "\n" in value:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                self._ws.row_dimensions[self._next].height = 13 * (value.count("\n") + 1)
        words = words or next((str(value) for value in values.values() if value is not None), "")
        self._truth.append(TruthRow(self._ws.title, self._next, expect or Expect("row", kind), words))
        self._next += 1

    def _refuse_what_no_column_shows(self, values: Mapping[str, Cell]) -> None:
        telling = ("maker", "model", "part", "mac", "replaces", "management", "contact", "status")
        lost = [name for name in telling if values.get(name) is not None and name not in self._index]
        if lost:
            raise ValueError(f"{self._ws.title} has no column for {lost}: {values}")

    def _refuse_twins(self, values: Mapping[str, Cell]) -> None:
        """Two equal rows would make the truth ambiguous; planted repeats go through ``repeat_last``."""
        if "maker" not in values or not any(name in values for name in ("site", "site_name", "a_end", "bin")):
            return
        row = tuple(f"{name}={value}" for name, value in sorted(values.items()))
        if row in self._seen:
            raise ValueError(f"{self._ws.title}: row written twice: {row}")
        self._seen.add(row)

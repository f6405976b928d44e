"""Sheets put together from random blocks: every row gets the class it was made for, every unit is found, none twice."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.core.model import CellValue, Item, MergedRange

Cells = tuple[CellValue, ...]
Unit = tuple[str | None, str | None, str | None, int]

MAKERS = ("Huawei", "ZTE", "Nokia", "Ericsson", "Cisco", "Ceragon")
MODELS = ("RRU3908", "BBU3900", "RTN 950", "ZXSDR B8200", "FRGU", "RRUS 12", "ASR 920", "FibeAir IP-20C")
SITES = ("PT-101 Cedar Ridge", "PT-102 Loon Cove", "PT-103 Mill Stream", "PT-104 Bear Notch", "PT-105 Kettle Hill")
TITLES = ("Pine Tree Cellular LLC", "Network equipment inventory", "As of March 2024")
NOTES = (
    "Note: the field crew will verify the shelters during the next visit.",
    "* Counts were taken from the tower climb report.",
    "Please call the operations desk before visiting any of these locations.",
)
HEADERS: tuple[Cells, ...] = (
    ("Site", "Manufacturer", "Model", "Qty", "Serial Number"),
    ("Site Name", "Vendor", "Model No.", "Quantity", "S/N"),
    ("Location ID", "Make", "Equipment Model", "Units", "Serial No."),
)
TWO_LINES: tuple[Cells, Cells] = (
    ("Site", "Equipment", "Equipment", "Unit", "Serial"), ("ID", "Maker", "Model", "Count", "Number"),
)  # fmt: skip


@dataclass
class Sheet:
    """Rows, and the truth about them: a class for each, and the units in order."""

    rows: list[Cells] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    merged: list[MergedRange] = field(default_factory=list)

    def put(self, row_class: str, *cells: CellValue) -> None:
        self.rows.append(cells)
        self.classes.append(row_class)

    def unit(self, site: str | None, maker: str, model: str, quantity: int) -> None:
        self.units.append((site, maker, model, quantity))


def serials(draw: st.DrawFn, sheet: Sheet, quantity: int) -> str | None:
    """One for each unit, in one cell, unique by its row; or none at all."""
    numbers = [f"2102311BDA10D5{len(sheet.rows):04d}{place:02d}" for place in range(quantity)]
    return draw(st.sampled_from([", ", "; ", "\n"])).join(numbers) if draw(st.booleans()) else None


def counted(draw: st.DrawFn, quantity: int) -> CellValue:
    """The quantity as people type it."""
    ways: list[CellValue] = [quantity, str(quantity), float(quantity), f"{quantity} ea", f"x{quantity}"]
    return draw(st.sampled_from(ways))


def headed(draw: st.DrawFn, sheet: Sheet, header: Cells) -> tuple[Cells, ...]:
    """A header of one line or two; gives back the lines, which may come again."""
    lines: tuple[Cells, ...] = draw(st.sampled_from([(header,), TWO_LINES]))
    for line in lines:
        sheet.put("header", *line)
    return lines


def gear(draw: st.DrawFn) -> tuple[str, str, int]:
    return draw(st.sampled_from(MAKERS)), draw(st.sampled_from(MODELS)), draw(st.integers(1, 9))


def section(draw: st.DrawFn, sheet: Sheet) -> int:
    """Some rows of one site: written out, by ditto marks, or under a merged cell. Gives back how many units."""
    site, way = draw(st.sampled_from(SITES)), draw(st.sampled_from(["plain", "ditto", "merged"]))
    count, total, first = draw(st.integers(1, 4)), 0, len(sheet.rows) + 1
    for place in range(count):
        maker, model, quantity = gear(draw)
        shown = {"plain": site, "ditto": '"', "merged": None}[way] if place else site
        sheet.put("item", shown, maker, model, counted(draw, quantity), serials(draw, sheet, quantity))
        sheet.unit(site, maker, model, quantity)
        total += quantity
    if way == "merged" and count > 1:
        sheet.merged.append(MergedRange(first, 0, first + count - 1, 0))
    return total


def banner(draw: st.DrawFn, sheet: Sheet) -> None:
    """A site in a line of its own, and rows below that name none."""
    site = draw(st.sampled_from(SITES))
    sheet.put("title", f"Site: {site}")
    for _ in range(draw(st.integers(1, 3))):
        maker, model, quantity = gear(draw)
        sheet.put("item", None, maker, model, counted(draw, quantity), serials(draw, sheet, quantity))
        sheet.unit(site, maker, model, quantity)


def between(draw: st.DrawFn, sheet: Sheet, total: int, again: tuple[Cells, ...]) -> None:
    """What stands after a section: nothing, gaps, a subtotal, a note, the header again."""
    what = draw(
        st.sampled_from(["nothing", "blank", "subtotal", "total below blank", "note", "header", "blank, header"])
    )
    if what == "subtotal":
        sheet.put("subtotal", draw(st.sampled_from(["Subtotal", "Sub-total", "Total:"])), None, None, total, None)
    if "blank" in what:
        sheet.put("blank")
    if what == "note":
        sheet.put("note", draw(st.sampled_from(NOTES)))
    if what.startswith("total"):
        sheet.put("subtotal", None, "Total", None, total)
    for line in again if "header" in what else ():
        sheet.put("header", *line)


def table(draw: st.DrawFn, sheet: Sheet, header: Cells) -> None:
    again = headed(draw, sheet, header)
    for _ in range(draw(st.integers(1, 3))):
        total = section(draw, sheet)
        between(draw, sheet, total, again)
    if draw(st.booleans()):
        banner(draw, sheet)
    if draw(st.booleans()):
        sheet.put("subtotal", "Grand total", None, None, sum(unit[3] for unit in sheet.units))


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Titles, a table, and perhaps a second one with another header below a gap."""
    sheet = Sheet()
    for title in TITLES[: draw(st.integers(0, 3))]:
        sheet.put("title", title)
    for _ in range(draw(st.integers(0, 2))):
        sheet.put("blank")
    first, second = draw(st.permutations(HEADERS))[:2]
    table(draw, sheet, first)
    if draw(st.booleans()):
        sheet.put("blank")
        sheet.put("header", *second)
        section(draw, sheet)
    return sheet


def told(item: Item) -> Unit:
    return item.site, item.maker, item.model, item.quantity


@pytest.fixture(scope="module")
def reading(read: Callable[..., Any]) -> Callable[[Sheet], Any]:
    return lambda sheet: read(sheet.rows, merged=sheet.merged)


slow = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@slow
@given(sheet=sheets())
def test_every_row_gets_the_class_it_was_made_for(sheet: Sheet, reading: Callable[[Sheet], Any]) -> None:
    got = reading(sheet)
    assert list(enumerate(got.classes, start=1)) == list(enumerate(sheet.classes, start=1))


@slow
@given(sheet=sheets())
def test_every_unit_is_found_with_its_site_and_none_twice(sheet: Sheet, reading: Callable[[Sheet], Any]) -> None:
    assert [told(item) for item in reading(sheet).items] == sheet.units


@slow
@given(sheet=sheets(), cut=st.integers(0, 30), junk=st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12))))
def test_the_classes_add_up_even_when_rows_are_cut_off_and_junk_stands_between(
    sheet: Sheet, cut: int, junk: list[tuple[str, str]], reading: Callable[[Sheet], Any]
) -> None:
    rows = [*sheet.rows[:cut], *junk, *sheet.rows[cut:]]
    got = reading(Sheet(rows))
    assert sum(got.ledger.values()) == got.sheet.rows_total == len(rows)
    assert got.ledger["item"] == len(got.items)

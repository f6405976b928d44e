"""For any grid of cells: no exception, the ledger adds up, no text of an item disappears."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.columns.texts import text_of
from planner.core.model import CellValue, MergedRange, Sheet, SourceRow, Upload
from planner.core.rows import Understanding, understand
from planner.core.rows.filling import is_ditto
from planner.reference.columns import load_column_lexicon

LEXICON = load_column_lexicon(("Huawei", "ZTE", "Nokia"))
HEADERS = [
    "Site",
    "Site Name",
    "Manufacturer",
    "Model",
    "Qty",
    "Serial",
    "Notes",
    "Date",
    "Cost",
    "Type",
    "Latitude",
    "",
    "MAC",
    "Link",
]
WORDS = [
    "Huawei",
    "Nokia",
    "RRU3908",
    "Cedar Ridge",
    "Total",
    "Subtotal",
    "Site: Loon",
    '"',
    "same",
    "3 ea",
    "three",
    "N/A",
    "2102310QXH10E1000123",
    "2.10235E+19",
    "03/04/2017",
    "$12,500",
    "Notes: see above",
    "46.5",
    "Qty",
    "Model",
    "Site",
]
values: st.SearchStrategy[CellValue] = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.text(max_size=12),
    st.integers(-5, 50_000),
    st.integers(10**14, 10**22),
    st.floats(),
    st.booleans(),
    st.dates(date(1900, 1, 1), date(2200, 1, 1)),
    st.datetimes(),
)
rows = st.lists(st.lists(values, max_size=8), max_size=14)
merges = st.lists(
    st.builds(MergedRange, st.integers(1, 12), st.integers(0, 6), st.integers(1, 20), st.integers(0, 9)), max_size=3
)


def taken(
    grid: list[list[CellValue]], merged: list[MergedRange], header: list[str] | None
) -> tuple[Sheet, Understanding]:
    cells: list[Sequence[CellValue]] = [*([header] if header else []), *grid]
    numbered = tuple(SourceRow(number, tuple(row)) for number, row in enumerate(cells, start=1))
    sheet = Sheet("S", "visible", True, numbered, tuple(merged))
    return sheet, understand([Upload("f.xlsx", "0", 1, (sheet,))], LEXICON)


@given(rows, merges, st.one_of(st.none(), st.lists(st.sampled_from(HEADERS), min_size=2, max_size=8)))
@settings(max_examples=300, deadline=None)
def test_any_grid_is_read_whole(
    grid: list[list[CellValue]], merged: list[MergedRange], header: list[str] | None
) -> None:
    sheet, whole = taken(grid, merged, header)
    review = whole.files[0].sheets[0]
    assert [row for row, _ in review.row_classes] == [row.number for row in sheet.rows]
    assert review.rows_total == len(sheet.rows)
    item_rows = [row for row, row_class in review.row_classes if row_class == "item"]
    assert item_rows == list(dict.fromkeys(item.row for item in whole.items))
    several = any(issue.rule == "facets-read" for issue in whole.issues)
    assert len(whole.items) == len(item_rows) or several
    assert [item.id for item in whole.items] == list(range(1, len(whole.items) + 1))
    assert len({item.fingerprint for item in whole.items}) == len(whole.items)
    names = {site.name for site in whole.sites}
    assert len({site.key for site in whole.sites}) == len(names) == len(whole.sites)
    for item in whole.items:
        assert item.site is None or item.site in names
        assert item.quantity > 0
    for row in item_rows:
        fields = [entry for item in whole.items if item.row == row for entry in item.fields]
        kept = [entry.text for entry in fields if entry.cell.row == row]
        typed = [text for value in sheet.rows[row - 1].values if (text := text_of(value))]
        assert [text for text in typed if text not in kept and not is_ditto(text)] == []


@given(rows)
@settings(max_examples=50, deadline=None)
def test_reading_twice_gives_the_same(grid: list[list[CellValue]]) -> None:
    assert (
        taken(grid, [], ["Site", "Manufacturer", "Model", "Qty"])[1]
        == taken(grid, [], ["Site", "Manufacturer", "Model", "Qty"])[1]
    )


@pytest.mark.parametrize(
    "value",
    [
        "x" * 10_000,
        "1" * 10_000,
        "a b " * 2_500,
        "\x00\x01\x1f",
        "\ud800",
        "=cmd|' /C calc'!A0",
        "((((((((((",
        "1,1,1,1,1,1" * 500,
        "9" * 300,
        10**400,
        "Total " * 2_000,
        "\u202eHuawei",
    ],
)
@pytest.mark.parametrize("column", range(10))
def test_hostile_values_are_data(value: CellValue, column: int) -> None:
    header = [
        "Site",
        "Manufacturer",
        "Model",
        "Qty",
        "Serial",
        "MAC",
        "Purchase Date",
        "Unit Cost",
        "Latitude",
        "Notes",
    ]
    row: list[CellValue] = ["A", "Huawei", "RRU3908", 1, None, None, None, None, None, None]
    row[column] = value
    _, whole = taken([row, ["A", "Nokia", "AHLOA", 1]], [], header)
    assert whole.files[0].sheets[0].row_classes[0] == (1, "header")
    assert whole.items

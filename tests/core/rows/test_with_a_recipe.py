"""What a person said about a sheet is honored, and how a sheet was read can be said again."""

from decimal import Decimal
from typing import Any, Protocol

from planner.core.recipe import Recipe, SheetRecipe


class Read(Protocol):
    def __call__(self, rows: Any = None, **more: Any) -> Any: ...


HEADER = ["Site", "Maker", "Model", "Qty", "Unit Cost", "Install Date"]


def said(**more: Any) -> Recipe:
    return Recipe((SheetRecipe("Sites", **more),))


def test_units_and_marks_of_a_column_are_taken_as_said(read: Read) -> None:
    rows = [
        HEADER,
        ["Cedar", "Huawei", "RRU3908", "2", "1.200,50", ""],
        ["Elk", "Huawei", "RRU3908", "1", "12.500", ""],
    ]
    items = read([HEADER, *rows], recipe=said(units={"D": "pairs"}, decimals={"E": "comma"})).items
    assert [(item.quantity, item.unit_cost) for item in items] == [(4, Decimal("1200.50")), (2, Decimal(12500))]


def test_the_order_of_day_and_month_is_taken_as_said(read: Read) -> None:
    rows = [HEADER, ["Cedar", "Huawei", "RRU3908", "2", "", "03/04/2017"]]
    months = [
        read(rows, recipe=said(dates={"F": order})).items[0].installed_on.month
        for order in ("month-first", "day-first")
    ]
    assert months == [3, 4]


def test_an_empty_cell_means_the_cell_above_where_a_person_said_so(read: Read) -> None:
    rows = [HEADER, ["Cedar", "Huawei", "RRU3908", 1, "", ""], ["", "", "BBU3900", 1, "", ""]]
    below = read(rows, recipe=said(fills={"A": "above", "B": "above"})).items[1]
    assert (below.site, below.maker) == ("Cedar", "Huawei")
    assert [str(entry.cell) for entry in below.fields] == ["Sites!A2", "Sites!B2", "Sites!C3", "Sites!D3"]
    alone = read(rows, recipe=said(fills={"A": "none"})).items[1]
    assert (alone.site, alone.maker) == (None, None)


def test_a_sheet_that_a_recipe_leaves_out_is_named_and_not_read(read: Read) -> None:
    reading = read([HEADER, ["Cedar", "Huawei", "RRU3908", 1, "", ""]], recipe=said(read=False))
    assert (reading.items, reading.sheet.read, reading.sheet.rows_total) == ((), False, 0)
    assert "sheet-unwanted" in reading.rules


def test_an_accepted_merge_moves_the_gear_and_keeps_its_fingerprint(read: Read) -> None:
    rows = [HEADER, ["Cedar Ridge", "Huawei", "RRU3908", 1, "", ""], ["Cedar Rdg", "Huawei", "BBU3900", 1, "", ""]]
    before, after = read(rows).items, read(rows, recipe=Recipe((), {"Cedar Rdg": "Cedar Ridge"})).items
    assert [item.site for item in after] == ["Cedar Ridge", "Cedar Ridge"]
    assert [item.fingerprint for item in after] == [item.fingerprint for item in before]


def test_the_sheets_name_is_the_site_where_a_person_said_so(read: Read) -> None:
    rows = [["Maker", "Model", "Qty"], ["Huawei", "RRU3908", 1]]
    recipe = Recipe((SheetRecipe("Cedar", site_from="sheet-name"),))
    assert read(Cedar=rows, recipe=recipe).items[0].site == "Cedar"


def test_how_a_sheet_was_read_is_kept_for_a_recipe(read: Read) -> None:
    rows = [HEADER, ["Cedar", "Huawei", "RRU3908", 1, "", "25/04/2017"], ["", "Huawei", "BBU3900", 1, "", ""]]
    (layout,) = read(rows).whole.layouts
    assert (layout.header_row, layout.columns["C"], dict(layout.dates)) == (1, "model", {"F": "day-first"})


def test_a_serial_number_named_in_a_note_is_the_rows_when_it_has_no_other(read: Read) -> None:
    rows = [["Site", "Maker", "Model", "Notes"], ["Cedar", "Huawei", "RRU3908", "S/N: 2102310QXH10E1000123"]]
    reading = read(rows)
    assert reading.items[0].serials == ("2102310QXH10E1000123",)
    assert "serial-in-words" in reading.rules

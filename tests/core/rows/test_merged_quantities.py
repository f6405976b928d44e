"""A quantity merged over several rows of gear is their number together: it is shared out, or asked about."""

from collections.abc import Callable
from typing import Any

from planner.core.model import MergedRange

Read = Callable[..., Any]
HEAD = ["Site", "Make", "Model", "Position", "Serial", "Qty", "Unit cost"]
BELOW = ["Elk", "Huawei", "BBU3900", None, None, 1, 900]


def rows(quantity: Any, serials: tuple[Any, ...] = (None, None, None), cost: Any = None) -> list[list[Any]]:
    sectors = zip(("Alpha", "Beta", "Gamma"), serials, strict=True)
    gear = [["Mesa", "Huawei", "RRU3908", sector, serial, None, None] for sector, serial in sectors]
    gear[0][5:] = quantity, cost
    return [HEAD, *gear, BELOW]


def over(column: int) -> MergedRange:
    return MergedRange(2, column, 4, column)


def test_three_merged_over_three_rows_is_one_unit_in_each(read: Read) -> None:
    reading = read(rows(3), merged=[over(5)])
    assert [item.quantity for item in reading.items] == [1, 1, 1, 1]
    assert "quantity-shared" in reading.rules
    assert not reading.rules & {"quantity-merged", "quantity-against-serials", "quantity-assumed"}
    assert [str(f.cell) for f in reading.items[1].fields if f.meaning == "quantity"] == ["Sites!F2"]


def test_a_merged_quantity_is_told_by_the_serial_numbers_of_its_rows(read: Read) -> None:
    one_each = read(rows("3", ("AB12345671", "AB12345672", "AB12345673")), merged=[over(5)])
    assert [item.quantity for item in one_each.items] == [1, 1, 1, 1]
    assert "quantity-against-serials" not in one_each.rules
    several = read(rows(4, ("AB12345671, AB12345672", "AB12345673", "AB12345674")), merged=[over(5)])
    assert [item.quantity for item in several.items] == [2, 1, 1, 1]
    assert "quantity-merged" not in several.rules


def test_a_merged_quantity_that_nobody_can_share_out_is_asked_about_once(read: Read) -> None:
    for quantity in (5, 2, 1):
        reading = read(rows(quantity), merged=[over(5)])
        assert [item.quantity for item in reading.items] == [1, 1, 1, 1]
        [issue] = reading.issues("quantity-merged")
        assert (issue.severity, issue.cell, issue.typed) == ("check", "Sites!F2", str(quantity))


def test_a_quantity_merged_over_one_row_of_gear_is_the_rows_own(read: Read) -> None:
    gear = ["Mesa", "Huawei", "RRU3908", "A", None, 3, None]
    reading = read([HEAD, gear, [None] * 7, [None] * 7, BELOW], merged=[over(5)])
    assert [item.quantity for item in reading.items] == [3, 1]
    assert reading.issues("quantity-merged") == []


def test_a_merged_cost_is_taken_for_each_unit_and_asked_about(read: Read) -> None:
    reading = read(rows(3, cost="$3,000"), merged=[over(5), over(6)])
    assert [item.unit_cost for item in reading.items] == [3000, 3000, 3000, 900]
    [issue] = reading.issues("cost-merged")
    assert (issue.cell, issue.typed) == ("Sites!G2", "$3,000")
    assert "3 rows" in issue.problem


def test_a_merged_quantity_counts_once_in_the_total_below(read: Read) -> None:
    total = ["Total", None, None, None, None, 4, None]
    assert read([*rows(3), total], merged=[over(5)]).classes[-1] == "subtotal"
    unnamed = [None, None, None, None, None, 4, None]
    assert read([*rows(3), unnamed], merged=[over(5)]).classes[-1] == "subtotal"


def test_a_merged_site_and_model_are_still_filled_in(read: Read) -> None:
    below: list[list[Any]] = [[None, None, None, None, f"AB1234567{n}", 1, None] for n in (2, 3)]
    gear = [["Mesa", "Huawei", "RRU3908", None, "AB12345671", 1, None], *below]
    reading = read([HEAD, *gear], merged=[over(0), over(1), over(2)])
    assert [(i.site, i.model, i.quantity) for i in reading.items] == [("Mesa", "RRU3908", 1)] * 3
    assert not reading.rules & {"quantity-merged", "quantity-shared"}

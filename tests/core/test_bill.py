import re

import pytest

from planner.core.bill import Swap, UnitCounter, bill_of_work
from planner.core.model import Finding, Item, Site

COUNTERS = (
    UnitCounter("baseband", frozenset({"RAN baseband"}), re.compile("BBU"), "chassis only"),
    UnitCounter("radio", frozenset({"RAN radio"}), None, "radios"),
)


def gear(number: int, category: str, model: str, quantity: int = 1, description: str | None = None) -> Finding:
    item = Item(
        number, "f", "a.csv", "a", number, (), site="Elk", model=model, quantity=quantity, description=description
    )
    return Finding(item, "covered", "Huawei", "in_network", "ran", category, ())


def swap_of(*findings: Finding) -> Swap:
    return bill_of_work(findings, [Site("elk", "Elk")], COUNTERS, include_likely=True).swaps[0]


def test_boards_are_not_counted_as_basebands() -> None:
    swap = swap_of(gear(1, "RAN baseband", "BBU3900"), gear(2, "RAN baseband", "UBBPd6", 4))
    assert (swap.counts["baseband"], swap.units) == (1, 5)


def test_a_counter_also_looks_into_the_description() -> None:
    assert swap_of(gear(1, "RAN baseband", "", description="Huawei BBU3900")).counts["baseband"] == 1


@pytest.mark.parametrize(("radios", "sectors"), [(1, 1), (2, 2), (3, 3), (6, 3)])
def test_radios_make_up_to_three_sectors(radios: int, sectors: int) -> None:
    assert Swap("a/ran", "a", "ran", "ran", (), {"radio": radios}).sectors == sectors


def test_a_base_station_without_radios_has_three_sectors() -> None:
    assert Swap("a/ran", "a", "ran", "ran", (), {"station": 1}).sectors == 3


@pytest.mark.parametrize(
    ("counts", "ends"), [({"odu": 4, "idu": 1}, 4), ({"idu": 2}, 2), ({}, 0)], ids=["outdoor", "indoor", "neither"]
)
def test_hop_ends_are_outdoor_units_else_indoor_units(counts: dict[str, int], ends: int) -> None:
    assert Swap("a/transport", "a", "transport", "transport", (), counts).hop_ends == ends


def test_microwave_gear_of_an_unknown_kind_is_one_end() -> None:
    item = Item(1, "f", "a", "a", 1, ())
    found = Finding(item, "covered", "Huawei", "in_network", "transport", "microwave backhaul", ())
    assert Swap("a/transport", "a", "transport", "transport", (found,)).hop_ends == 1


def test_spares_are_one_lot_wherever_they_lie() -> None:
    item = Item(1, "f", "a.csv", "a", 1, (), site="Warehouse B", quantity=7)
    bill = bill_of_work([Finding(item, "covered", "ZTE", "spare", None, None, ())], [], COUNTERS, include_likely=True)
    assert [(swap.id, swap.layer, swap.units) for swap in bill.swaps] == [("spares/other", "other", 7)]

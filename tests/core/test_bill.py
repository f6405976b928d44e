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


@pytest.mark.parametrize(
    ("counts", "places", "sectors"),
    [({"baseband": 20, "radio": 120}, 20, 60), ({"radio": 13}, 3, 9), ({"station": 2}, 2, 6), ({}, 1, 1)],
    ids=["basebands", "radios only", "whole stations", "nothing to count"],
)
def test_radio_gear_without_a_site_is_not_all_at_one_tower(counts: dict[str, int], places: int, sectors: int) -> None:
    lost = Swap("site-not-given/ran", "site-not-given", "ran", "ran", (), counts)
    assert (lost.places, lost.sectors) == (places, sectors)
    assert Swap("elk/ran", "elk", "ran", "ran", (), counts).places == 1


@pytest.mark.parametrize("name", ["Project", "Spares", "Site not given"])
def test_a_site_with_a_name_the_planner_uses_itself_keeps_its_own_swaps(name: str) -> None:
    key = name.lower().replace(" ", "-")
    item = Item(1, "f", "a.csv", "a", 1, (), site=name)
    other = Item(2, "g", "a.csv", "a", 2, (), site=f"{name} site")
    found = [Finding(one, "covered", "ZTE", "in_network", "core", None, ()) for one in (item, other)]
    sites = [Site(key, name), Site(f"{key}-site", f"{name} site")]
    bill = bill_of_work(found, sites, COUNTERS, include_likely=True)
    assert {swap.site for swap in bill.swaps} == {f"{key}-site", f"{key}-site-site"}

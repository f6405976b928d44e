"""The shipped prices and recipes: complete, sourced, and honest about what they are."""

import pytest

from planner.core.bill import BillOfWork, Swap
from planner.core.costing import CONDITIONS, CostingRules, estimate
from planner.core.model import Finding, Item, PriceLine
from planner.core.project.keys import LAYERS
from planner.reference.pricebooks import load_prices

DATA = load_prices()


def test_the_planning_book_never_claims_to_be_the_fcc_catalog() -> None:
    assert not DATA.book.is_fcc
    assert all(line.id.startswith("PLN-") for line in DATA.book.lines.values())


@pytest.mark.parametrize("line", DATA.book.lines.values(), ids=lambda line: line.id)
def test_every_price_has_an_ordered_range_a_unit_and_a_source(line: PriceLine) -> None:
    assert 0 <= line.low <= line.likely <= line.high
    assert line.unit
    assert line.source
    assert line.confidence in ("sourced", "derived", "memory")


def test_every_recipe_says_why_and_no_id_stands_twice() -> None:
    assert all(recipe.why and recipe.kind and recipe.quantity > 0 for recipe in DATA.table.recipes)
    assert len({recipe.id for recipe in DATA.table.recipes}) == len(DATA.table.recipes)


def test_every_layer_has_a_work_rule_and_every_condition_is_used() -> None:
    assert set(DATA.work) == {*LAYERS, "network"}
    assert {recipe.when for recipe in DATA.table.recipes} == set(CONDITIONS)


def site(radios: int = 0, **counts: int) -> Swap:
    item = Item(1, "f", "a", "a", 1, (), quantity=max(1, radios))
    category = "RAN radio" if radios else "RAN base station"
    found = Finding(item, "covered", "Huawei", "in_network", "ran", category, ())
    return Swap("elk/ran", "elk", "ran", "ran", (found,), {**counts, **({"radio": radios} if radios else {})})


def price_ids(swap: Swap) -> list[str]:
    priced = estimate(BillOfWork((swap,), ()), CostingRules(DATA.book, DATA.table, {}))
    return [line.price_id for line in priced.lines]


def test_a_site_is_priced_by_its_parts_or_as_a_package_never_both() -> None:
    parts, package = price_ids(site(radios=3, baseband=1)), price_ids(site(station=1))
    assert ("PLN-RAN-001" in parts, "PLN-RAD-001" in parts, "PLN-RAN-004" in parts) == (False, True, True)
    assert ("PLN-RAN-001" in package, "PLN-RAD-001" in package, "PLN-RAN-004" in package) == (True, False, False)


def test_a_three_sector_two_band_site_costs_what_the_published_build_up_says() -> None:
    """Within the program's own spread: $234k to $1.58M a location, public figures of 2022 requests."""
    priced = estimate(BillOfWork((site(radios=6, baseband=1),), ()), CostingRules(DATA.book, DATA.table, {}))
    likely = sum(line.likely for line in priced.lines)
    assert 234_000 < likely < 700_000


def test_a_packet_core_is_bought_once_and_its_twin_is_the_redundant_set() -> None:
    def core(key: str, units: int) -> Swap:
        item = Item(units, "f", "a", "a", 1, (), quantity=units)
        found = Finding(item, "covered", "Huawei", "in_network", "core", "packet core", ())
        return Swap(f"{key}/core", key, "core", "core", (found,), {"packet": units})

    priced = estimate(BillOfWork((core("a", 1), core("b", 3)), ()), CostingRules(DATA.book, DATA.table, {}))
    bought = {(line.site, line.price_id) for line in priced.lines if line.price_id.startswith("PLN-COR")}
    assert bought == {("b", "PLN-COR-001"), ("a", "PLN-COR-008")}


def test_every_kind_of_gear_the_rules_can_name_is_priced_or_comes_with_something() -> None:
    from planner.reference.rulepacks import load_rules

    named = {family.category for family in load_rules().families if family.category}
    known = DATA.table.unit_categories | set(DATA.table.included)
    open_ended = {"(lookup)", "(by domain)", "video surveillance", "video conference", "land mobile radio"}
    assert named - known - open_ended == set()


def test_no_recipe_is_reimbursed_by_more_than_its_whole() -> None:
    assert all(0 <= recipe.eligible_percent <= 100 for recipe in DATA.table.recipes)

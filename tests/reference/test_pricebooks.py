"""The shipped prices and recipes: complete, sourced, and honest about what they are."""

import pytest

from planner.core.bill import BillOfWork, Swap, bill_of_work
from planner.core.costing import CONDITIONS, CostingRules, estimate
from planner.core.model import Finding, Item, Layer, PriceLine, Site
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


def gear(number: int, category: str, layer: Layer, model: str = "", quantity: int = 1) -> Finding:
    item = Item(number, f"f{number}", "a", "a", number, (), site="Elk", model=model, quantity=quantity)
    return Finding(item, "covered", "Huawei", "in_network", layer, category, ())


def quantities(*findings: Finding) -> dict[str, int]:
    """What the shipped recipes make of this gear at one site: price line → whole units of it."""
    bill = bill_of_work(findings, [Site("elk", "Elk")], DATA.counters, include_likely=True)
    found: dict[str, int] = {}
    for line in estimate(bill, CostingRules(DATA.book, DATA.table, {})).lines:
        found[line.price_id] = found.get(line.price_id, 0) + int(line.quantity)
    return found


def test_line_cards_are_bought_but_not_installed_as_if_each_were_an_olt() -> None:
    priced = quantities(gear(1, "OLT", "access", "C300"), gear(2, "OLT line card", "access", "GTGO", 14))
    assert (priced["PLN-WLA-001"], priced["PLN-WLA-002"]) == (1, 14)
    assert (priced["PLN-INS-013"], priced["PLN-DEC-005"]) == (1, 1)


def test_control_and_power_cards_come_with_their_olt() -> None:
    cards = [gear(n, "OLT line card", "access", model) for n, model in enumerate(("SCXN", "PRWG", "H801MCUD1"), 2)]
    assert "PLN-WLA-002" not in quantities(gear(1, "OLT", "access", "C300"), *cards)


@pytest.mark.parametrize(
    ("category", "layer", "model", "stands_for"),
    [
        ("OLT line card", "access", "GTGO", "PLN-WLA-001"),
        ("router line card", "ip", "CR5D0EGFA470", "PLN-IPM-002"),
        ("switch module", "ip", "LE0DG48VEAT0", "PLN-IPM-006"),
        ("optical transport", "transport", "TN11LSX", "PLN-OPT-001"),
    ],
)
def test_cards_alone_are_priced_as_one_of_what_they_sit_in(
    category: str, layer: Layer, model: str, stands_for: str
) -> None:
    assert quantities(gear(1, category, layer, model, 6))[stands_for] == 1


def test_optical_boards_come_with_the_node_that_is_listed() -> None:
    priced = quantities(gear(1, "optical transport", "transport", "OSN 1800"), gear(
        2, "optical transport", "transport", "TN11LSX", 9
    ))  # fmt: skip
    assert (priced["PLN-OPT-001"], priced["PLN-INS-014"]) == (1, 1)


def test_pluggable_optics_are_not_installed_as_routers() -> None:
    priced = quantities(gear(1, "switch", "ip"), gear(2, "optical module", "ip", quantity=100))
    assert (priced["PLN-IPM-010"], priced["PLN-INS-012"], priced["PLN-TST-008"]) == (100, 1, 1)


@pytest.mark.parametrize("category", ["RAN controller", "site cabinet", "RAN cabinet", "RAN indoor"])
def test_gear_that_hangs_on_no_tower_pays_for_no_tower_work(category: str) -> None:
    priced = quantities(gear(1, category, "ran"))
    assert priced.keys().isdisjoint({"PLN-RAN-001", "PLN-INS-002", "PLN-ENG-006", "PLN-DEC-001", "PLN-INS-006"})
    assert (priced["PLN-INS-005"], priced["PLN-DEC-002"]) == (1, 1)


def test_a_base_station_beside_its_controller_is_still_a_tower_site() -> None:
    priced = quantities(gear(1, "RAN controller", "ran"), gear(2, "RAN radio", "ran", quantity=3))
    assert (priced["PLN-INS-002"], priced["PLN-VOI-004"], priced["PLN-INS-005"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("category", "layer", "price_id"),
    [
        ("RAN indoor", "ran", "PLN-SMC-003"),
        ("generator", "power", "PLN-PWR-004"),
        ("fixed wireless", "access", "PLN-FWA-004"),
    ],
)
def test_gear_with_a_line_of_its_own_takes_it(category: str, layer: Layer, price_id: str) -> None:
    assert quantities(gear(1, category, layer, quantity=2))[price_id] == 2


@pytest.mark.parametrize(
    ("category", "visit"),
    [("ONT", "PLN-WLA-008"), ("LTE CPE", "PLN-FWA-006"), ("dongle", "PLN-CPE-007"), ("never heard of", "PLN-WLA-008")],
)
def test_each_customer_device_is_visited_or_mailed_once(category: str, visit: str) -> None:
    priced = quantities(gear(1, category, "cpe", quantity=5000))
    visits = priced.keys() & {"PLN-WLA-008", "PLN-FWA-006", "PLN-CPE-007"}
    assert (visits, priced[visit]) == ({visit}, 5000)

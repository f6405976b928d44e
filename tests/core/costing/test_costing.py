"""Hand-worked estimates: one radio site, one hop, one unknown, with a price book of round figures."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.bill import (
    UNKNOWN,
    UNPRICED_UNKNOWN,
    BillOfWork,
    Swap,
    UnitCounter,
    as_if_covered,
    bill_of_work,
)
from planner.core.costing import CostingRules, Part, Recipe, RecipeTable, estimate, estimate_document
from planner.core.model import CellRef, Finding, Item, Layer, PriceBook, PriceLine, Site, Verdict
from planner.core.money import total

SITES = (Site("cedar", "Cedar Ridge"), Site("elk", "Elk Butte"))
COUNTERS = (
    UnitCounter("radio", frozenset({"RAN radio"}), None, "radios"),
    UnitCounter("idu", frozenset({"microwave backhaul"}), None, "indoor units"),
)


def finding(
    number: int,
    category: str | None,
    layer: Layer | None,
    *,
    site: str | None = "Cedar Ridge",
    quantity: int = 1,
    verdict: Verdict = "covered",
    entity: str | None = "Huawei",
) -> Finding:
    item = Item(number, f"f{number}", "a.xlsx", "Sites", number + 1, (), site=site, quantity=quantity)
    return Finding(item, verdict, entity, "in_network", layer, category, ())


def price(price_id: str, likely: int) -> PriceLine:
    figure = Decimal(likely)
    return PriceLine(price_id, "test", price_id.lower(), "each", figure / 2, figure, figure * 2, "a test", "memory")


BOOK = PriceBook(
    "test-book", "1", "Test prices", "2026 dollars", False,
    {line.id: line for line in (price("RADIO", 100), price("CLIMB", 1000), price("HOP", 500), price("LAB", 7))},
)  # fmt: skip


def recipe(name: str, layer: str, per: str, price_id: str, categories: str = "", percent: int = 100) -> Recipe:
    chosen = frozenset(part for part in categories.split(";") if part)
    return Recipe(
        name, layer, "", per, chosen, price_id, Decimal(1), "gear", Decimal(percent), "because"  # type: ignore[arg-type]  # the words are the table's
    )  # fmt: skip


TABLE = RecipeTable(
    (
        recipe("radio", "*", "unit", "RADIO", "RAN radio"),
        recipe("climb", "ran", "package", "CLIMB"),
        recipe("hop", "transport", "hop", "HOP"),
        recipe("lab", "ran", "project", "LAB", percent=0),
    ),
    {"RAN baseband": "the site's new baseband"},
)


def rules(**changes: object) -> CostingRules:
    return replace(CostingRules(BOOK, TABLE, {}), **changes)  # type: ignore[arg-type]  # changes are fields by name


def bill(findings: Sequence[Finding], *, include_likely: bool = True) -> BillOfWork:
    return bill_of_work(findings, SITES, COUNTERS, include_likely=include_likely)


def test_three_radios_at_a_site_cost_three_radios_and_one_climb() -> None:
    priced = estimate(bill([finding(1, "RAN radio", "ran", quantity=3)]), rules())
    assert [(line.price_id, line.quantity, line.likely) for line in priced.lines] == [
        ("RADIO", Decimal(3), Decimal("300.00")),
        ("CLIMB", Decimal(1), Decimal("1000.00")),
    ]
    assert (total(x.low for x in priced.lines), total(x.high for x in priced.lines)) == (Decimal(650), Decimal(2600))


def test_each_end_of_a_hop_carries_half_the_hop() -> None:
    ends = [
        finding(1, "microwave backhaul", "transport"),
        finding(2, "microwave backhaul", "transport", site="Elk Butte"),
    ]
    priced = estimate(bill(ends), rules())
    assert [(line.site, line.quantity, line.likely) for line in priced.lines] == [
        ("cedar", Decimal("0.5"), Decimal("250.00")),
        ("elk", Decimal("0.5"), Decimal("250.00")),
    ]


def test_gear_that_comes_with_the_swap_is_named_by_the_line_that_pays_for_it() -> None:
    priced = estimate(bill([finding(1, "RAN radio", "ran"), finding(2, "RAN baseband", "ran")]), rules())
    climb = next(line for line in priced.lines if line.price_id == "CLIMB")
    assert climb.items == (1, 2)
    assert priced.left_out == ()


def test_gear_without_a_price_line_is_left_out_with_the_reason() -> None:
    priced = estimate(bill([finding(1, "video surveillance", "video")]), rules())
    assert priced.lines == ()
    assert [(left.item, "enter a quote" in left.reason) for left in priced.left_out] == [(1, True)]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"verdict": "not_covered"}, "another maker"),
        ({"verdict": "unknown", "entity": None}, "nobody can tell"),
        ({"entity": "Hikvision"}, "Huawei and ZTE gear only"),
        ({"presence": "removed"}, "already gone"),
        ({"presence": "mentioned"}, "only in a remark"),
        ({"layer": None}, "what kind of gear"),
    ],
)
def test_what_is_not_priced_says_why(change: dict[str, object], words: str) -> None:
    left = bill([replace(finding(1, "RAN radio", "ran"), **change)]).left_out  # type: ignore[arg-type]
    assert len(left) == 1
    assert words in left[0].reason


def test_gear_ruled_covered_without_a_maker_keeps_the_price_it_had_as_unknown() -> None:
    unknown = finding(1, "RAN radio", "ran", verdict="unknown", entity=None)
    before = estimate(bill([unknown]), rules(), bill(as_if_covered([unknown])))
    after = estimate(bill([replace(unknown, verdict="covered")]), rules())
    assert before.unknown_high == total(line.likely for line in after.lines) == Decimal("1100.00")


def test_likely_gear_can_be_left_out_until_a_person_confirms_it() -> None:
    likely = [finding(1, "RAN radio", "ran", verdict="likely")]
    assert [len(bill(likely, include_likely=wanted).swaps) for wanted in (True, False)] == [1, 0]


def test_gear_without_a_site_is_priced_at_a_place_of_its_own() -> None:
    priced = estimate(bill([finding(1, "RAN radio", "ran", site=None)]), rules())
    assert {line.site for line in priced.lines} == {"site-not-given"}


def test_the_share_of_gear_obtained_too_late_is_not_eligible() -> None:
    radios = [finding(1, "RAN radio", "ran", quantity=3), finding(2, "RAN radio", "ran", quantity=1)]
    priced = estimate(bill(radios), rules(not_reimbursable={2: "obtained on 2021-01-01"}))
    climb = next(line for line in priced.lines if line.price_id == "CLIMB")
    assert (climb.eligible, climb.ineligible) == (Decimal("750.00"), Decimal("250.00"))


def test_a_line_the_program_never_pays_is_ineligible_whole() -> None:
    sites = tuple(Site(f"s{number}", f"Site {number}") for number in range(5))
    radios = [finding(number, "RAN radio", "ran", site=f"Site {number}") for number in range(5)]
    priced = estimate(bill_of_work(radios, sites, COUNTERS, include_likely=True), rules())
    lab = next(line for line in priced.lines if line.price_id == "LAB")
    assert (lab.package, lab.likely, lab.eligible, lab.ineligible) == (
        "project/ran",
        Decimal(7),
        Decimal(0),
        Decimal(7),
    )


def test_network_wide_lines_are_left_out_of_a_handful_of_sites_and_that_is_said() -> None:
    priced = estimate(bill([finding(1, "RAN radio", "ran")]), rules())
    assert "LAB" not in {line.price_id for line in priced.lines}
    assert [assumption.value for assumption in priced.assumptions if assumption.subject == "Network-wide lines"] == [
        "left out"
    ]


def test_unknown_gear_is_priced_beside_the_total_not_in_it() -> None:
    found = [finding(1, "RAN radio", "ran"), finding(2, "RAN radio", "ran", verdict="unknown", entity=None)]
    priced = estimate(bill(found), rules(), bill(as_if_covered(found)))
    assert total(line.likely for line in priced.lines) == Decimal("1100.00")
    assert (priced.unknown_low, priced.unknown_high) == (Decimal("0.00"), Decimal("100.00"))


CATEGORIES = st.sampled_from(["RAN radio", "RAN baseband", "microwave backhaul", "video surveillance", None])
LAYERS = st.sampled_from(["ran", "transport", "video", None])
FINDINGS = st.lists(
    st.builds(
        lambda category, layer, site, quantity, verdict: finding(
            0, category, layer, site=site, quantity=quantity, verdict=verdict
        ),
        CATEGORIES, LAYERS, st.sampled_from(["Cedar Ridge", "Elk Butte", None]), st.integers(1, 500),
        st.sampled_from(["covered", "likely", "unknown", "not_covered"]),
    ),
    max_size=25,
).map(lambda found: [replace(one, item=replace(one.item, id=place)) for place, one in enumerate(found, 1)])  # fmt: skip


@given(FINDINGS)
def test_every_item_is_in_a_line_or_left_out_and_every_total_is_the_sum_of_its_lines(found: list[Finding]) -> None:
    barred = {one.item.id: "late" for one in found if one.item.id % 3 == 0}
    priced = estimate(bill(found), rules(not_reimbursable=barred))
    in_lines = {item for line in priced.lines for item in line.items}
    left = [out.item for out in priced.left_out]
    assert in_lines | set(left) == {one.item.id for one in found}
    assert in_lines.isdisjoint(left)
    assert len(left) == len(set(left))
    assert all(line.eligible + line.ineligible == line.likely for line in priced.lines)
    document = estimate_document(priced)
    for group in ("by_layer", "by_site", "by_kind"):
        for column in ("low", "likely", "high", "eligible", "ineligible"):
            assert sum(Decimal(row[column]) for row in document[group]) == Decimal(document["totals"][column])


def test_an_item_remembers_the_cell_it_came_from() -> None:
    assert str(CellRef("a.xlsx", "Sites", "B", 17)) == "Sites!B17"


def unknown(number: int, layer: Layer | None) -> Finding:
    return finding(number, "RAN radio" if layer else None, layer, verdict="unknown", entity=None)


def test_unknown_gear_that_cannot_be_priced_is_in_no_figure_and_says_so() -> None:
    found = [unknown(1, "ran"), unknown(2, None)]
    priced = estimate(bill(found), rules(), bill(as_if_covered(found)))
    assert {left.item: left.reason for left in priced.left_out} == {1: UNKNOWN, 2: UNPRICED_UNKNOWN}
    assert priced.unknown_high == Decimal("1100.00")


def test_radio_gear_without_a_site_pays_for_each_climb() -> None:
    priced = estimate(bill([finding(1, "RAN radio", "ran", site=None, quantity=13)]), rules())
    assert {line.price_id: line.quantity for line in priced.lines} == {"RADIO": Decimal(13), "CLIMB": Decimal(3)}
    (assumed,) = [one for one in priced.assumptions if one.subject == "Gear without a site"]
    assert assumed.value == "1 row priced as one place a layer; radio gear as 3 sites"


def test_layers_without_network_wide_lines_are_not_said_to_lack_them() -> None:
    priced = estimate(bill([finding(1, "microwave backhaul", "transport"), finding(2, "RAN radio", "ran")]), rules())
    (assumed,) = [one for one in priced.assumptions if one.subject == "Network-wide lines"]
    assert assumed.why.startswith("ran: fewer than 5 swaps")


@pytest.mark.parametrize(("customers", "said"), [(None, True), (500, False)])
def test_the_size_of_a_core_that_nobody_told_is_an_assumption(customers: int | None, said: bool) -> None:
    core = Swap("cedar/core", "cedar", "core", "core", (finding(1, "packet core", "core"),), {"packet": 1})
    priced = estimate(BillOfWork((core,), ()), rules(customers=customers))
    assert ("Size of the core" in {one.subject for one in priced.assumptions}) is said


def test_a_board_told_by_its_model_comes_with_its_node() -> None:
    table = replace(TABLE, parts=(Part("optical transport", re.compile("TN11"), "the optical node it sits in"),))
    board = finding(1, "optical transport", "transport")
    board = replace(board, item=replace(board.item, model="TN11LSX"))
    assert (table.comes_with(board), table.comes_with(finding(2, "optical transport", "transport"))) == (
        "the optical node it sits in",
        None,
    )

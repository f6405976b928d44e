"""From priced swaps to the scheduling problem: windows, precedence, regions, money and deadlines, worked by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.bill import Swap
from planner.core.model import CostLine, Finding, Issue, Item, Layer, Site
from planner.core.money import whole_dollars
from planner.core.packages import Setting, WorkRule, draft_problem
from planner.core.packages.calendar import first_of_period, starts, whole_months
from planner.core.packages.geography import clusters, coverage_groups, distance_km
from planner.core.packages.money import stages
from planner.core.project import Project, Vendor, parse_project
from planner.core.scheduling import parse_problem

FIRST = date(2027, 1, 1)
RULES = {
    "core": WorkRule("core", "core", Decimal(16), "package", 4, ""),
    "ran": WorkRule("ran", "tower", Decimal(2), "package", 1, ""),
    "transport": WorkRule("transport", "tower", Decimal(1), "hop_end", 1, ""),
    "cpe": WorkRule("cpe", "ground", Decimal("0.02"), "asset", 1, ""),
    "network": WorkRule("network", "", Decimal(0), "package", 3, ""),
}
TOLD = """
[calendar]
start = 2027-01-01
winter_months = [11, 12, 1, 2, 3]
[planning]
horizon_months = 24
"""


def told(extra: str = "") -> Project:
    return parse_project(TOLD + extra, "test.toml")


def gear(number: int, quantity: int) -> Finding:
    item = Item(number, f"f{number}", "a.xlsx", "Sites", number, (), quantity=quantity)
    return Finding(item, "covered", "Huawei", "in_network", None, None, ())


def swap(site: str, layer: Layer, *, units: int = 1, **counts: int) -> Swap:
    return Swap(f"{site}/{layer}", site, layer, layer, (gear(1, units),), counts)


def line(package: str, likely: str, *, eligible: str | None = None, kind: str = "gear") -> CostLine:
    site, _, layer = package.partition("/")
    amount = Decimal(likely)
    part = amount if eligible is None else Decimal(eligible)
    return CostLine(
        "C1", package, site, layer, kind, "P", "", "each", Decimal(1), amount, amount, amount, amount, amount, amount,  # type: ignore[arg-type]  # the layer is cut from the id
        part, amount - part, "test", "memory", "",
    )  # fmt: skip


def draft(
    swaps: Sequence[Swap], *, project: Project | None = None, lines: Sequence[CostLine] | None = None,
    sites: Sequence[Site] = (), ends: Sequence[date] = (), extensions: Sequence[date] = (),
) -> dict[str, Any]:  # fmt: skip
    setting = Setting(project or told(), date(2026, 11, 24), ends, extensions, RULES)
    priced = [line(one.id, "100.00") for one in swaps] if lines is None else lines
    return draft_problem(swaps, priced, sites, setting).document


def package(document: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in document["packages"] if one["id"] == name)


def test_tower_work_never_touches_winter() -> None:
    ran = package(draft([swap("cedar", "ran")]), "cedar/ran")
    assert ran["options"][0]["starts"] == [6, 7, 8, 9, 15, 16, 17, 18, 19, 20, 21]


def test_indoor_work_goes_on_in_winter() -> None:
    rules = package(draft([swap("cedar", "cpe")]), "cedar/cpe")
    assert rules["options"][0]["starts"] == list(range(3, 24))


def test_work_longer_than_the_season_ignores_winter_and_says_so() -> None:
    setting = Setting(told(), FIRST, (), (), {**RULES, "ran": replace(RULES["ran"], duration_months=9)})
    made = draft_problem([swap("cedar", "ran")], [line("cedar/ran", "1")], (), setting)
    assert package(made.document, "cedar/ran")["options"][0]["starts"] == list(range(6, 16))
    assert "Winter" in {assumption.subject for assumption in made.assumptions}


def test_without_a_start_planning_begins_the_month_after() -> None:
    project = parse_project("", "test.toml")
    assert draft([swap("cedar", "ran")], project=project)["periods"]["first"] == "2026-12-01"


def test_radios_wait_for_the_core_and_for_their_own_microwave() -> None:
    made = draft([swap("noc", "core"), swap("cedar", "transport"), swap("cedar", "ran")])
    assert package(made, "cedar/ran")["after"] == ["cedar/transport", "noc/core"]
    assert package(made, "noc/core")["after"] == []


def test_spokes_wait_for_the_nearest_hub() -> None:
    sites = [Site("hub", "Hub", 41.0, -100.0), Site("far", "Far", 41.4, -100.0), Site("near", "Near", 41.1, -100.0)]
    swaps = [swap("hub", "transport", idu=3), swap("far", "transport", idu=3), swap("near", "transport", idu=1)]
    made = draft(swaps, sites=sites)
    assert [package(made, f"{key}/transport")["after"] for key in ("near", "hub", "far")] == [["hub/transport"], [], []]


def test_network_wide_work_comes_first_and_needs_no_crew() -> None:
    made = draft([swap("cedar", "ran")], lines=[line("cedar/ran", "5"), line("project/ran", "7")])
    wide = package(made, "project/ran")
    assert (wide["crew"], wide["cluster"], wide["options"][0]["lead"]) == ({}, None, 0)
    assert package(made, "cedar/ran")["after"] == ["project/ran"]


def test_three_hop_ends_take_three_crew_weeks() -> None:
    assert package(draft([swap("hub", "transport", idu=3)]), "hub/transport")["crew"] == {"tower": 3}


def test_a_thousand_premises_are_spread_over_as_many_months_as_the_crews_need() -> None:
    homes = package(draft([swap("town", "cpe", units=1000)]), "town/cpe")
    assert (homes["crew"], homes["options"][0]["duration"]) == ({"ground": 7}, 3)  # 20 weeks, 8 a month


def test_a_vendors_factor_moves_gear_but_not_labor() -> None:
    project = told('[[vendor]]\nid = "B"\nlayer = "ran"\nprice_factor = 0.9\nlead_months = 4\nintegration_cost = 5\n')
    lines = [line("cedar/ran", "1000.00"), line("cedar/ran", "500.00", kind="tower work")]
    option = package(draft([swap("cedar", "ran")], project=project, lines=lines), "cedar/ran")["options"][0]
    assert option["payments"] == {"order": [420, 420], "delivery": [560, 560], "completion": [420, 420]}
    assert (option["vendor"], option["lead"]) == ("B", 4)


def test_a_quoted_price_is_not_scaled_again() -> None:
    project = told('[[vendor]]\nid = "B"\nlayer = "ran"\nprice_factor = 0.9\n')
    quoted = replace(line("cedar/ran", "1000.00"), confidence="quote")
    option = package(draft([swap("cedar", "ran")], project=project, lines=[quoted]), "cedar/ran")["options"][0]
    assert sum(amount for amount, _ in option["payments"].values()) == 1000


@pytest.mark.parametrize(
    ("end", "term_end"),
    [(date(2028, 6, 30), 18), (date(2028, 6, 29), 17), (date(2027, 1, 31), 1), (date(2026, 1, 1), 0)],
)
def test_the_deadline_counts_whole_months(end: date, term_end: int) -> None:
    assert draft([swap("cedar", "ran")], ends=[end])["deadline"]["term_end"] == term_end


def test_extensions_follow_the_earliest_term_end() -> None:
    made = draft([swap("a", "ran")], ends=[date(2027, 12, 31), date(2027, 6, 30)], extensions=[date(2027, 12, 30)])
    assert made["deadline"]["term_end"] == 6
    assert [extension["until"] for extension in made["deadline"]["extensions"]] == [11]


def test_without_a_term_end_nothing_is_late() -> None:
    assert draft([swap("a", "ran")])["deadline"] == {
        "term_end": 24, "extensions": [], "late_factor": 20, "term_ends_on": None,
    }  # fmt: skip


def test_releases_are_counted_from_the_end_of_their_month() -> None:
    money = "[[funding]]\nown_cash_per_month = 5\nopening_cash = 7\ncredit_limit = 9\n"
    money += "[[funding.released]]\non = 2027-03-01\namount = 50\n"
    funding = draft([swap("a", "ran")], project=told(money))["funding"]
    assert funding["own_cash"][:2] == [12, 5]
    assert funding["released"][:4] == [0, 0, 50, 50]
    assert funding["credit_limit"] == 9


def test_the_problem_is_accepted_by_the_scheduler_and_pays_every_dollar_of_the_estimate() -> None:
    lines = [line("noc/core", "1000.50"), line("cedar/ran", "333.33", eligible="111.11"), line("project/ran", "0.17")]
    problem = parse_problem(draft([swap("noc", "core"), swap("cedar", "ran")], lines=lines), "test")
    assert sum(package.options[0].total for package in problem.packages) == 1334  # 1,334.00 exactly


def test_one_degree_of_latitude_is_111_kilometers() -> None:
    span = distance_km(Site("a", "A", 41.0, -100.0), Site("b", "B", 42.0, -100.0))
    assert span is not None
    assert round(span, 1) == 111.2


def test_sites_without_coordinates_share_a_region_of_their_own() -> None:
    sites = [Site("a", "A", 41.0, -100.0), Site("b", "B", 41.1, -100.0), Site("c", "C"), Site("d", "D", 45.0, -100.0)]
    assert clusters(sites, 60) == {"a": "region-1", "b": "region-1", "c": "no-coordinates", "d": "region-2"}


def test_neighbors_cover_for_each_other() -> None:
    sites = [Site(key, key, 41.0 + step / 10, -100.0) for step, key in enumerate("abc")] + [Site("z", "z")]
    assert coverage_groups(sites, 12) == (("a", "b", "c"),)


DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@given(DAYS, st.integers(0, 60))
def test_a_period_is_over_when_its_last_day_has_ended(day: date, period: int) -> None:
    first = day.replace(day=1)
    last_day = first_of_period(first, period + 1) - timedelta(days=1)
    assert whole_months(first, last_day - timedelta(days=1)) == period
    assert whole_months(first, last_day) == period + 1


@given(st.integers(0, 12), st.integers(1, 6), st.sets(st.integers(1, 12), max_size=8))
def test_every_start_is_ordered_done_and_dry_inside_the_horizon(lead: int, duration: int, blocked: set[int]) -> None:
    for start in starts(FIRST, 24, lead, duration, blocked):
        assert start >= lead
        assert start + duration <= 24
        assert not {first_of_period(FIRST, start + step).month for step in range(duration)} & blocked


@given(st.integers(0, 10**9), st.integers(0, 100))
def test_payments_add_up_and_no_stage_claims_more_than_it_pays(amount: int, percent: int) -> None:
    eligible = amount * percent // 100
    paid = stages(amount, eligible, told().planning)
    assert [sum(column) for column in zip(*paid.values(), strict=True)] == [amount, eligible]
    assert all(part <= whole for whole, part in paid.values())


@given(st.lists(st.decimals("0", "1e6", places=2), min_size=1, max_size=8))
def test_no_dollar_is_lost_between_estimate_and_problem(amounts: list[Decimal]) -> None:
    swaps = [swap(f"s{number}", "ran") for number in range(len(amounts))]
    lines = [line(one.id, str(amount)) for one, amount in zip(swaps, amounts, strict=True)]
    made = draft(swaps, lines=lines)
    paid = [sum(amount for amount, _ in one["options"][0]["payments"].values()) for one in made["packages"]]
    assert sum(paid) == sum(whole_dollars(amounts))


def test_a_vendor_of_another_layer_does_not_count() -> None:
    vendors = told('[[vendor]]\nid = "B"\nlayer = "core"\n').vendors
    assert [vendor.id for vendor in vendors if vendor.layer == "ran"] == ["standard"]
    assert isinstance(vendors[0], Vendor)


def issues_of(swaps: Sequence[Swap], extra: str = "", *, horizon: int = 24, ends: Sequence[date] = ()) -> list[Issue]:
    text = TOLD.replace("horizon_months = 24", f"horizon_months = {horizon}") + extra
    setting = Setting(parse_project(text, "test.toml"), date(2026, 11, 24), ends, (), RULES)
    return list(draft_problem(swaps, [line(one.id, "100.00") for one in swaps], (), setting).issues)


SLOW_CORE = """
[[vendor]]
id = "Slow"
layer = "core"
lead_months = 30
"""


def test_a_package_that_cannot_be_done_inside_the_horizon_is_named_with_what_to_change() -> None:
    (issue,) = issues_of([swap("mtso", "core"), swap("elk", "cpe")], SLOW_CORE)
    assert (issue.severity, issue.cell, issue.typed) == ("blocks", "[planning] horizon_months", "24")
    assert "mtso/core cannot be done in 24 months" in issue.problem
    assert "planning.horizon_months = 34 or more" in issue.fix
    assert issues_of([swap("mtso", "core")], SLOW_CORE, horizon=34) == []


def test_packages_stuck_for_one_reason_are_one_problem() -> None:
    (issue,) = issues_of([swap(f"s{number}", "ran") for number in range(7)], horizon=5)
    assert "s0/ran, s1/ran, s2/ran, s3/ran, s4/ran and 2 more" in issue.problem


def test_winter_is_kept_when_a_longer_horizon_would_do() -> None:
    """Ordered in January the radios come in July; with a lead of eleven months only the next season is left."""
    late = SLOW_CORE.replace("core", "ran").replace("30", "11")
    (issue,) = issues_of([swap("cedar", "ran")], late, horizon=14)
    assert "planning.horizon_months = 16 or more" in issue.fix
    assert "keeps out of winter" in issue.problem


def test_a_term_that_is_over_and_a_plan_that_stops_early_are_said() -> None:
    (over,) = issues_of([swap("elk", "cpe")], ends=[date(2026, 5, 18)])
    assert (over.severity, over.typed, over.rule) == ("check", "2026-05-18", "term-is-over")
    (early,) = issues_of([swap("elk", "cpe")], horizon=12, ends=[date(2028, 6, 30)])
    assert "2028-01-01" in early.problem
    assert early.fix.startswith("18 or more")
    assert issues_of([swap("elk", "cpe")], ends=[date(2028, 6, 30)]) == []


def test_the_days_behind_the_deadline_travel_with_it() -> None:
    made = draft([swap("a", "ran")], ends=[date(2027, 6, 30)], extensions=[date(2027, 12, 30)])["deadline"]
    assert (made["term_ends_on"], made["extensions"][0]["ends_on"]) == ("2027-06-30", "2027-12-30")


def test_spares_have_no_geography_to_be_missed() -> None:
    setting = Setting(told(), FIRST, (), (), {**RULES, "other": replace(RULES["ran"], crew="ground")})
    spares = replace(swap("spares", "other"), recipe_layer="spare")
    made = draft_problem([spares], [line("spares/other", "1")], (), setting)
    assert "Geography" not in {assumption.subject for assumption in made.assumptions}


def test_radio_gear_without_a_site_takes_the_crews_of_all_its_sites() -> None:
    lost = swap("site-not-given", "ran", units=40, baseband=10, radio=30)
    found = package(draft([lost]), "site-not-given/ran")
    assert (found["crew"], found["options"][0]["duration"]) == ({"tower": 7}, 3)

"""The judge, rule by rule, against sums done by hand."""

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.core.scheduling import (
    Choice,
    Plan,
    Problem,
    cash_flow,
    cumulative_claims,
    parse_problem,
    score,
    violations,
)

Make = Callable[..., Plan]


def test_a_plan_that_keeps_every_rule_has_no_violations(tiny: Problem, make_plan: Make) -> None:
    assert violations(tiny, make_plan()) == ()


def test_the_cash_of_the_hand_worked_plan_is_exact(tiny: Problem, make_plan: Make) -> None:
    rows = cash_flow(tiny, make_plan())
    # hub in 1: order 30 in 0, delivery 40 in 1, completion 30 in 2; site in 3: order 10 in 2, completion 40 in 3.
    assert [row.paid for row in rows] == [30, 40, 40, 40, 0, 0]
    # eligible so far 20, 60, 90, 120 against 30, 60, 90, 200 released; nothing is claimed from period 4 on.
    assert [row.claimed for row in rows] == [20, 40, 30, 30, 0, 0]
    assert [row.received for row in rows] == [0, 20, 40, 30, 30, 0]
    assert [row.balance for row in rows] == [30, 10, 10, 0, 30, 30]


def test_every_term_of_the_hand_worked_plan_is_exact(tiny: Problem, make_plan: Make) -> None:
    terms = score(tiny, make_plan())
    assert terms.unreimbursed == 150 - 120
    assert (terms.late, terms.extensions) == (0, 0)
    assert terms.integration == 20
    assert terms.mobilisation == 3 * 3
    assert terms.risk == 2 * 3 + 5 * 4
    assert terms.objective == 30 + 20 + 9 + 26


def test_work_that_finishes_at_the_deadline_is_in_time_and_one_period_later_is_late(
    tiny: Problem, make_plan: Make
) -> None:
    assert score(tiny, make_plan(site=3)).late == 0
    assert score(tiny, make_plan(site=4)).late == 10 * 5


def test_extensions_cost_their_sum_and_move_the_deadline_for_lateness_and_claims(
    tiny: Problem, make_plan: Make
) -> None:
    late, extended, twice = (score(tiny, make_plan(site=4, extensions=count)) for count in (0, 1, 2))
    # without: the completion of 40 (30 eligible) in period 4 comes too late to be claimed
    assert (late.unreimbursed, late.late, late.extensions) == (60, 50, 0)
    assert (extended.unreimbursed, extended.late, extended.extensions) == (30, 0, 7)
    assert twice.extensions == 7 + 9


def test_a_package_may_not_start_before_what_it_waits_for_has_finished(tiny: Problem, make_plan: Make) -> None:
    assert violations(tiny, make_plan(hub=2, site=4)) == ()
    broken = violations(tiny, make_plan(hub=2, site=3))
    assert "Package site starts in period 3, but hub, which it waits for, finishes in period 4." in broken


def test_a_crew_may_not_be_needed_more_than_it_is_there(document: dict[str, Any], make_plan: Make) -> None:
    document["packages"][1]["after"] = []
    document["coverage"] = []
    broken = violations(parse_problem(document, "x"), make_plan(hub=2, site=3))
    assert broken == ("Period 3 needs 2 of crew tower, which has 1.",)
    document["crews"][0]["capacity"] = [1, 1, 1, 2, 1, 1]
    assert violations(parse_problem(document, "x"), make_plan(hub=2, site=3)) == ()


def test_no_more_neighbors_may_be_down_than_the_group_allows(document: dict[str, Any], make_plan: Make) -> None:
    document["packages"][1]["after"] = []
    document["crews"][0]["capacity"] = [2] * 6
    broken = violations(parse_problem(document, "x"), make_plan(hub=2, site=3))
    assert broken == ("In period 3 2 neighbors are down (hub, site); at most 1 may be.",)
    document["coverage"][0]["max_down"] = 2
    assert violations(parse_problem(document, "x"), make_plan(hub=2, site=3)) == ()


def test_a_cluster_uses_one_vendor_of_a_layer(tiny: Problem, make_plan: Make) -> None:
    broken = violations(tiny, make_plan(hub=2, hub_option=1, site=4))
    assert "The packages of layer ran in cluster west must use one vendor, but use B (hub), A (site)." in broken


def test_two_clusters_may_differ_unless_the_layer_is_carrier_wide(document: dict[str, Any], make_plan: Make) -> None:
    document["clusters"].append({"id": "east", "mobilisation_cost": 0})
    document["packages"][1]["cluster"] = "east"
    document["funding"]["credit_limit"] = 500
    plan = make_plan(hub=1, hub_option=1, site=4)
    assert violations(parse_problem(document, "x"), plan) == ()
    assert score(parse_problem(document, "x"), plan).integration == 21
    document["layers"][0]["vendor_scope"] = "carrier"
    (sentence,) = violations(parse_problem(document, "x"), plan)
    assert sentence.startswith("The packages of layer ran must use one vendor")


def test_integration_is_paid_once_however_many_packages_use_the_vendor(tiny: Problem, make_plan: Make) -> None:
    assert score(tiny, make_plan()).integration == 20


def test_the_balance_may_touch_the_credit_line_and_not_cross_it(document: dict[str, Any], make_plan: Make) -> None:
    document["funding"] |= {"own_cash": [0] * 6, "credit_limit": 60}
    assert violations(parse_problem(document, "x"), make_plan()) == ()
    document["funding"]["credit_limit"] = 59
    (sentence,) = violations(parse_problem(document, "x"), make_plan())
    assert sentence == "The balance at the end of period 3 is -60 USD, 1 below the credit limit of 59."


def test_own_cash_may_be_an_outflow(document: dict[str, Any], make_plan: Make) -> None:
    document["funding"]["own_cash"] = [60, 0, 0, 0, 0, -81]
    (sentence,) = violations(parse_problem(document, "x"), make_plan())
    assert "period 5 is -51 USD, 1 below" in sentence


def test_a_claim_once_made_stands_when_the_released_money_falls() -> None:
    assert cumulative_claims([20, 40, 30, 30, 0], (30, 60, 10, 70, 200), 5) == [20, 60, 60, 70, 120]


def test_nothing_is_claimed_from_the_deadline_on_even_if_money_is_released_then() -> None:
    assert cumulative_claims([50, 0, 0], (10, 20, 50), 2) == [10, 20, 20]
    assert cumulative_claims([50, 0, 0], (50, 50, 50), 0) == [0, 0, 0]


def test_money_claimed_so_late_that_it_arrives_after_the_end_still_counts_as_claimed(
    document: dict[str, Any], make_plan: Make
) -> None:
    document["funding"] |= {"reimbursement_lag": 6, "own_cash": [200, 0, 0, 0, 0, 0]}
    problem = parse_problem(document, "x")
    assert [row.received for row in cash_flow(problem, make_plan())] == [0] * 6
    assert score(problem, make_plan()).unreimbursed == 30


def test_mobilisation_counts_a_period_once_for_all_packages_of_the_cluster(
    document: dict[str, Any], make_plan: Make
) -> None:
    document["packages"][1]["after"] = []
    problem = parse_problem(document, "x")
    assert score(problem, make_plan(hub=2, site=3)).mobilisation == 2 * 3
    assert score(problem, make_plan(hub=2, site=5)).mobilisation == 3 * 3


def test_a_plan_that_leaves_out_invents_or_misplaces_packages_says_so(tiny: Problem) -> None:
    broken = violations(tiny, Plan({"hub": Choice(0, 0), "ghost": Choice(0, 1)}, 3))
    assert broken[:4] == (
        "The plan names package ghost, which is not in the problem.",
        "Package hub starts in period 0, which is not among its starts.",
        "Package site is not planned.",
        "The plan uses 3 extensions; between 0 and 2 can be used.",
    )
    assert violations(tiny, Plan({"hub": Choice(2, 1), "site": Choice(-1, 3)}))[:2] == (
        "Package hub is given an option it does not have.",
        "Package site is given an option it does not have.",
    )


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 200)), min_size=1, max_size=12), st.integers(0, 14))
def test_claims_never_fall_never_exceed_costs_and_stop_at_the_deadline(
    months: list[tuple[int, int]], deadline: int
) -> None:
    eligible = [amount for amount, _ in months]
    released = tuple(ceiling for _, ceiling in months)
    claims = cumulative_claims(eligible, released, deadline)
    assert claims == sorted(claims)
    assert all(claim <= sum(eligible[: period + 1]) for period, claim in enumerate(claims))
    assert all(claim <= max(released) for claim in claims)
    assert all(claim == (claims[deadline - 1] if deadline else 0) for claim in claims[deadline:])
    if list(released) == sorted(released):
        assert claims[:deadline] == [
            min(sum(eligible[: period + 1]), released[period]) for period in range(min(deadline, len(months)))
        ]

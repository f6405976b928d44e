"""The parts of the optimiser on their own: the state, the list, the bounds, the doors to the solvers."""

import dataclasses
import random
from collections.abc import Callable

import numpy as np
import pulp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.scheduling import (
    Cluster,
    Crew,
    Deadline,
    Funding,
    LayerRule,
    Option,
    Package,
    Payment,
    Problem,
    Vendor,
    score,
    violations,
)
from planner.optimiser import highs, solve
from planner.optimiser.bounds import plain_bound, plain_shortfall
from planner.optimiser.clock import Clock
from planner.optimiser.indexed import Indexed
from planner.optimiser.infeasible import with_credit
from planner.optimiser.list_schedule import earliest, list_schedule, ordered, serial
from planner.optimiser.model import Ask, formulate, scale
from planner.optimiser.search import Hunt, first_values, proved
from planner.optimiser.state import NOWHERE, State

Make = Callable[..., Problem]
TryEverything = Callable[[Problem], int | None]


def filled(problem: Problem, used: int, seed: int) -> State:
    """A state in which every package stands on a random candidate that fits, as far as any fits."""
    rng = random.Random(seed)  # noqa: S311 - test data
    state = State(Indexed(problem), used)
    order = list(range(len(problem.packages)))
    rng.shuffle(order)
    for index in order:
        rows, _ = state.fits(index)
        if len(rows):
            state.put(index, int(rng.choice(rows.tolist())))
    return state


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 5000), st.integers(0, 9), st.sampled_from([1, 1_000_003]))
def test_what_the_state_calls_fitting_the_judge_calls_fitting_and_they_agree_on_the_cost(
    make_random: Make, seed: int, turn: int, money: int
) -> None:
    problem = make_random(seed, money)
    used = turn % (len(problem.deadline.extensions) + 1)
    state = filled(problem, used, turn)
    if not state.unplaced:
        plan = state.indexed.plan(state.chosen, used)
        assert violations(problem, plan) == ()
        assert score(problem, plan).objective == state.objective()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 5000), st.integers(0, 9))
def test_a_package_that_does_not_fit_by_the_state_does_not_fit_by_the_judge(
    make_random: Make, seed: int, turn: int
) -> None:
    problem = make_random(seed)
    state = filled(problem, 0, turn)
    if state.unplaced:
        return
    index = turn % len(problem.packages)
    state.take(index)
    fitting = set(state.fits(index)[0].tolist())
    for row in range(len(state.indexed.works[index])):
        plan = state.indexed.plan([*state.chosen[:index], row, *state.chosen[index + 1 :]], 0)
        assert (row in fitting) == (violations(problem, plan) == ())


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 5000), st.integers(0, 9))
def test_putting_a_package_in_adds_what_was_said_and_taking_it_out_restores_everything(
    make_random: Make, seed: int, turn: int
) -> None:
    problem = make_random(seed)
    state = filled(problem, 0, turn)
    index = turn % len(problem.packages)
    if state.chosen[index] == NOWHERE:
        return
    state.take(index)
    before = (state.objective(), state.crews.tolist(), state.paid.tolist(), state.group_vendor[:])
    for row, cost in zip(*state.fits(index), strict=True):
        state.put(index, int(row))
        assert state.objective() - before[0] == cost
        state.take(index)
    assert (state.objective(), state.crews.tolist(), state.paid.tolist(), state.group_vendor[:]) == before


@pytest.mark.parametrize("seed", range(12))
def test_plain_bounds_never_exceed_what_trying_everything_finds(
    seed: int, make_random: Make, try_everything: TryEverything
) -> None:
    problem = make_random(seed)
    indexed, best = Indexed(problem), try_everything(problem)
    if best is not None:
        assert min(plain_bound(indexed, used) for used in range(len(problem.deadline.extensions) + 1)) <= best
        assert plain_shortfall(indexed) == 0
    elif not indexed.blocked and plain_shortfall(indexed):
        assert try_everything(with_credit(problem, plain_shortfall(indexed) - 1)) is None


def test_the_list_takes_packages_by_key_but_never_before_what_they_wait_for(make_random: Make) -> None:
    problem = next(p for p in map(make_random, range(40)) if any(package.after for package in p.packages))
    indexed = Indexed(problem)
    order = ordered(indexed, [(-index,) for index in range(len(problem.packages))])
    assert sorted(order) == list(range(len(problem.packages)))
    for index, work in enumerate(indexed.works):
        assert all(order.index(other) < order.index(index) for other in work.after)


def test_the_list_plan_keeps_every_rule_and_one_vendor_per_group(make_random: Make) -> None:
    for seed in range(40):
        problem = make_random(seed)
        indexed = Indexed(problem)
        found = None if indexed.blocked else list_schedule(indexed, Clock(30), 30)
        if found is not None:
            plan = indexed.plan(list(found.chosen), found.extensions_used)
            assert violations(problem, plan) == ()
            assert score(problem, plan).objective == found.objective


def test_the_list_gives_each_package_its_earliest_start_that_fits(make_random: Make) -> None:
    problem = next(
        p for p in map(make_random, range(40)) if not Indexed(p).blocked and plain_shortfall(Indexed(p)) == 0
    )
    indexed = Indexed(problem)
    first = indexed.order[0]
    vendors = [indexed.vendors_of(group)[0] for group in range(len(indexed.groups))]
    fresh = State(indexed, 0)
    rows, _ = fresh.fits(first)
    same_vendor = [row for row in rows if indexed.works[first].vendor[row] == vendors[indexed.works[first].group]]
    serial(fresh, indexed.order, vendors)
    assert indexed.works[first].start[fresh.chosen[first]] == min(indexed.works[first].start[same_vendor])


def test_the_list_takes_the_earliest_start_even_where_a_later_one_is_cheaper(make_random: Make) -> None:
    work = next(work for seed in range(9) for work in Indexed(make_random(seed)).works if len(set(work.start)) > 1)
    rows = np.arange(len(work))
    cheaper_later = 1000 - work.start * 10
    assert work.start[rows[earliest(work, rows, cheaper_later)]] == work.start.min()


def test_a_cheaper_plan_that_breaks_a_rule_is_not_let_in(make_random: Make) -> None:
    met = 0
    for seed in range(40):
        problem = make_random(seed)
        loose = dataclasses.replace(with_credit(problem, 10**6), crews=tuple(
            dataclasses.replace(crew, capacity=(99,) * problem.periods.count) for crew in problem.crews
        ))  # fmt: skip
        better = solve(loose).plan
        hunt = Hunt(problem, Indexed(problem), Clock(9), 1)
        if better is None or not violations(problem, better) or -1 in hunt.indexed.chosen(better):
            continue
        met += 1
        assert not hunt.offer(hunt.indexed.chosen(better), better.extensions_used)
        assert hunt.best is None
    assert met > 3


def test_two_of_a_cluster_share_a_mobilised_month_when_the_crew_is_two(make_random: Make) -> None:
    problem = make_random(0)
    periods = dataclasses.replace(problem.periods, count=4)
    option = Option("A", 0, 1, (0, 1, 2, 3), completion=Payment(10, 10))
    packages = tuple(Package(f"p{number}", "s", "ran", "west", 1, (option,), {"tower": 1}) for number in range(4))
    problem = dataclasses.replace(
        problem, periods=periods, packages=packages, coverage=(), crews=(Crew("tower", (2, 2, 2, 2)),),
        clusters=(Cluster("west", 100),), deadline=Deadline(4, (), 0), funding=Funding((0,) * 4, 99, (99,) * 4, 0),
        layers=(LayerRule("ran", "cluster", (Vendor("A", 0),)),),
    )  # fmt: skip
    indexed = Indexed(problem)
    made = formulate(indexed, Ask(0))
    assert highs.solve(made.program, Clock(20), 10).bound == pytest.approx(2 * 100 + 1 + 1 + 2 + 2)


@pytest.mark.parametrize("seed", [1, 15, 129])
def test_a_warm_start_that_highs_misprices_is_noticed_and_solved_again_without(seed: int, make_random: Make) -> None:
    indexed = Indexed(make_random(seed))
    made = formulate(indexed, Ask(0))
    cold = highs.solve(made.program, Clock(60), 30, gap=0.9)
    start = first_values(made, indexed, tuple(made.chosen()))
    warm = highs.solve(made.program, Clock(60), 30, gap=0.9, start=start)
    assert (warm.status, warm.bound) == (cold.status, cold.bound)


def test_the_objectives_constant_is_part_of_the_bound() -> None:
    program = pulp.LpProblem("small", pulp.LpMinimize)
    count = program.add_variable("x", 0, 10, pulp.LpInteger)
    program.setObjective(pulp.LpAffineExpression([(count, 2.0)], constant=5.0))
    program.addConstraint(pulp.LpConstraint(pulp.LpAffineExpression([(count, 2.0)]), pulp.LpConstraintGE, "r", 3.0))
    assert highs.solve(program, Clock(10), 5) == highs.Solved("optimal", 9.0)
    assert highs.solve(program, Clock(10), 5, relaxed=True) == highs.Solved("optimal", 8.0)


@pytest.mark.parametrize("with_highs", [True, False])
def test_an_impossible_program_is_infeasible_and_gives_no_bound(
    with_highs: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(highs, "HIGHS_IS_THERE", with_highs)
    program = pulp.LpProblem("small", pulp.LpMinimize)
    count = program.add_variable("x", 0, 1, pulp.LpInteger)
    program.setObjective(pulp.LpAffineExpression([(count, 1.0)]))
    program.addConstraint(pulp.LpConstraint(pulp.LpAffineExpression([(count, 1.0)]), pulp.LpConstraintGE, "r", 2.0))
    assert highs.solve(program, Clock(10), 5) == highs.Solved("infeasible", None)


def test_highs_writes_nothing_to_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    test_the_objectives_constant_is_part_of_the_bound()
    assert capfd.readouterr().out == ""


def test_without_time_nothing_is_claimed() -> None:
    assert highs.solve(pulp.LpProblem("small", pulp.LpMinimize), Clock(10), 0) == highs.Solved("nothing", None)


def test_a_bound_is_rounded_up_to_whole_money_less_the_solvers_tolerance() -> None:
    assert proved(41.3, 1) == 42
    assert proved(42.00000005, 1) == 42
    assert proved(10.5, 512) == 5376


def test_money_is_scaled_by_a_power_of_two_only_when_it_is_large(make_random: Make) -> None:
    assert scale(Indexed(make_random(3))) == 1
    unit = scale(Indexed(make_random(3, 1_000_003)))
    assert unit > 1
    assert unit & (unit - 1) == 0

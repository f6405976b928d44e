"""From a problem to a plan: list schedule, ruin and recreate, integer program, and the judge before all is shown."""

import math

from planner.core.errors import Cancelled
from planner.core.model import CancelCheck, ProgressHook
from planner.core.scheduling import Problem, Terms, score
from planner.optimiser import highs
from planner.optimiser.binding import find_binding
from planner.optimiser.bounds import plain_bound, plain_shortfall
from planner.optimiser.clock import Clock, never, silent
from planner.optimiser.indexed import Indexed
from planner.optimiser.infeasible import ENDLESS, Finding, explain
from planner.optimiser.list_schedule import Placement, list_schedule
from planner.optimiser.model import Ask, formulate
from planner.optimiser.polish import polish
from planner.optimiser.ruin_recreate import Effort, Search
from planner.optimiser.search import RELAXATION_SECONDS, Hunt, proved, solve_program
from planner.optimiser.solution import Outcome, Solution
from planner.optimiser.state import NOWHERE, State

# Below this many candidates the integer program is expected to be proved, so the search before it is kept short.
SMALL = 1500
SMALL_ROUNDS = 300
# Above this many the whole program hardly moves in a minute; parts of it do.
WHOLE = 3500
MANY_ROUNDS = 10**9
# Shares of the time limit.
LIST_SHARE = 0.15
RELAXATION_SHARE = 0.35
FIRST_PLAN_SHARE = 0.2
SCOUT_SHARE = 0.05
SEARCH_SHARE = 0.45
# Kept back for judging, binding limits and writing the answer.
RESERVE = 0.03


def solve(
    problem: Problem,
    *,
    time_limit: float = 60.0,
    workers: int = 1,
    seed: int = 1,
    progress: ProgressHook = silent,
    cancelled: CancelCheck = never,
) -> Solution:
    """The best plan found in ``time_limit`` seconds, with what was proved about it.

    The same problem, seed and (one) worker give the same plan unless the clock ends a step; problems small enough to be
    proved never get that far. ``workers`` above one changes nothing yet: HiGHS runs on one thread.
    When ``cancelled`` says so, the best plan so far is the answer; :class:`planner.core.errors.Cancelled` is raised
    only when there is none yet.
    """
    del workers
    clock = Clock(time_limit * (1 - RESERVE), progress, cancelled)
    hunt = Hunt(problem, Indexed(problem), clock, seed)
    clock.tell("reading the problem", note=f"{len(problem.packages)} packages")
    try:
        impossible = _stages(hunt)
    except Cancelled:
        if hunt.best is None:
            raise
        return _answer(hunt, "Stopped on request. ")
    return _without_plan(hunt, impossible) if impossible else _answer(hunt)


def _stages(hunt: Hunt) -> Finding | None:
    """All stages in their order; gives what is known when there is no plan."""
    hunt.baseline = _baseline(hunt)
    if hunt.best is None:
        _first_plan(hunt)
    if hunt.best is None:
        finding = explain(hunt)
        if not finding.chosen:
            return finding
        hunt.offer(finding.chosen, hunt.counts[-1])
    _relax(hunt)
    _search(hunt)
    _optimise(hunt)
    return None


def _baseline(hunt: Hunt) -> Placement | None:
    """The list plan, judged like any other; None when a plain sum already says that there is no plan."""
    if _is_hopeless(hunt):
        return None
    if not hunt.problem.packages:
        hunt.offer((), 0)
        return hunt.best
    found = list_schedule(hunt.indexed, hunt.clock, LIST_SHARE * hunt.clock.limit)
    if found is not None:
        hunt.offer(found.chosen, found.extensions_used)
    hunt.clock.tell("list schedule", best=hunt.best_objective, note="the plan to beat")
    return hunt.best


def _is_hopeless(hunt: Hunt) -> bool:
    return bool(hunt.indexed.blocked) or plain_shortfall(hunt.indexed) > 0


def _first_plan(hunt: Hunt) -> None:
    """Where every list got stuck: ruin and recreate until all packages have a place, with all extensions, which allow
    the most claims.
    """
    if _is_hopeless(hunt):
        return
    used = hunt.counts[-1]
    search = Search(State(hunt.indexed, used), [NOWHERE] * len(hunt.indexed.works), hunt.seed)
    effort = Effort(SMALL_ROUNDS if _is_small(hunt) else MANY_ROUNDS, _seconds(hunt, FIRST_PLAN_SHARE))
    search.run(effort, hunt.clock, good_enough=ENDLESS)
    hunt.offer(search.best, used)


def _relax(hunt: Hunt) -> None:
    """A bound for every extension count: simple sums first, then the linear relaxation where time allows."""
    until = hunt.clock.seconds + RELAXATION_SHARE * hunt.clock.limit
    for used in hunt.counts:
        hunt.prove(used, plain_bound(hunt.indexed, used))
    if _is_small(hunt):
        return
    for used in reversed(hunt.counts):
        if until - hunt.clock.seconds < sum(map(len, hunt.indexed.works)) * RELAXATION_SECONDS:
            return
        hunt.clock.tell("relaxing the problem", best=hunt.best_objective, note=f"with {used} extensions")
        made = formulate(hunt.indexed, Ask(used), check=hunt.clock.check)
        solved = highs.solve(made.program, hunt.clock, until - hunt.clock.seconds, relaxed=True)
        if solved.status == "infeasible":
            hunt.prove(used, math.inf)
        elif solved.bound is not None:
            hunt.prove(used, proved(solved.bound, made.unit))


def _is_small(hunt: Hunt) -> bool:
    return sum(map(len, hunt.indexed.works)) <= SMALL


def _search(hunt: Hunt) -> None:
    """Ruin and recreate: a short scout for every extension count still open, then the best one in earnest."""
    found: dict[int, list[int]] = {}
    small = _is_small(hunt)
    for used in hunt.open_counts():
        if not hunt.clock.left:
            return
        effort = Effort(SMALL_ROUNDS if small else MANY_ROUNDS, _seconds(hunt, SCOUT_SHARE))
        found[used] = _improve(hunt, used, list(hunt.best.chosen) if hunt.best else [], effort)
    if hunt.best is None or small or hunt.best.extensions_used not in found:
        return
    used = hunt.best.extensions_used
    _improve(hunt, used, found[used], Effort(MANY_ROUNDS, _seconds(hunt, SEARCH_SHARE)))


def _seconds(hunt: Hunt, share: float) -> float:
    return min(share * hunt.clock.limit, hunt.clock.left)


def _improve(hunt: Hunt, used: int, chosen: list[int], effort: Effort) -> list[int]:
    search = Search(State(hunt.indexed, used), chosen or [NOWHERE] * len(hunt.indexed.works), hunt.seed)
    try:
        search.run(effort, hunt.clock, hunt.best_objective)
    finally:
        hunt.offer(search.best, used)  # also when a person stopped it: what was found is kept
    return search.best


def _optimise(hunt: Hunt) -> None:
    """The integer program of every extension count still open, the most promising first; of large ones only parts."""
    if sum(map(len, hunt.indexed.works)) > WHOLE:
        polish(hunt, hunt.clock.left, hunt.seed)
        return
    for position, used in enumerate(_by_promise(hunt)):
        if used not in hunt.open_counts():
            continue
        others = len([count for count in hunt.open_counts() if count != used]) if position == 0 else 0
        seconds = hunt.clock.left * (0.6 if others else 1.0)
        _optimise_count(hunt, used, seconds)


def _by_promise(hunt: Hunt) -> list[int]:
    first = None if hunt.best is None else hunt.best.extensions_used
    return sorted(hunt.open_counts(), key=lambda used: (used != first, hunt.bounds.get(used, -math.inf)))


def _optimise_count(hunt: Hunt, used: int, seconds: float) -> None:
    """One program; if the judge refuses its plan for a rounding hair, once more with cash rows a little tighter."""
    until = hunt.clock.seconds + seconds
    same = hunt.best is not None and hunt.best.extensions_used == used and not _is_small(hunt)
    start = hunt.best.chosen if hunt.best is not None and same else None
    made = formulate(hunt.indexed, Ask(used), check=hunt.clock.check)
    if solve_program(hunt, made, used, seconds, start) == "refused":
        proved_before = dict(hunt.bounds)
        tighter = formulate(hunt.indexed, Ask(used, margin=max(1, made.unit // 1024)))
        solve_program(hunt, tighter, used, until - hunt.clock.seconds, start)
        hunt.bounds = proved_before


def _answer(hunt: Hunt, remark: str = "") -> Solution:
    """The best plan with its terms by the judge, the bound, and what holds it back."""
    best = hunt.best
    assert best is not None  # noqa: S101 - the caller looked
    plan = hunt.indexed.plan(list(best.chosen), best.extensions_used)
    terms = score(hunt.problem, plan)
    outcome, bound, gap, note = _verdict(hunt, terms)
    note = remark + note
    baseline = hunt.baseline
    hunt.clock.tell("done", best=terms.objective, bound=bound, note=note)
    listed = None if baseline is None else hunt.indexed.plan(list(baseline.chosen), baseline.extensions_used)
    return Solution(
        problem=hunt.problem,
        outcome=outcome,
        plan=plan,
        terms=terms,
        baseline_plan=listed,
        baseline_terms=None if listed is None else score(hunt.problem, listed),
        bound=bound,
        gap=gap,
        bound_note=note,
        seed=hunt.seed,
        seconds=hunt.clock.seconds,
        binding=find_binding(hunt.indexed, best),
    )


def _verdict(hunt: Hunt, terms: Terms) -> tuple[Outcome, int | None, float | None, str]:
    objective, bound = terms.objective, hunt.bound
    if bound >= objective:
        return "proved", objective, 0.0, "No plan of this problem can cost less."
    if bound == -math.inf:
        return "feasible", None, None, "No bound was proved in the time given."
    gap = (objective - int(bound)) / objective
    note = f"No plan can cost less than {int(bound):,}, whatever its vendors and extensions; {gap:.1%} below this plan."
    return "feasible", int(bound), gap, note


def _without_plan(hunt: Hunt, finding: Finding) -> Solution:
    """Nothing found: whether it is proved that there is nothing, and the least that would have to change."""
    outcome: Outcome = "infeasible" if finding.is_proved else "no_plan_in_time"
    hunt.clock.tell("done", note=finding.note)
    return Solution(
        hunt.problem, outcome, None, None, None, None, None, None, finding.note, hunt.seed, hunt.clock.seconds,
        menu=finding.menu,
    )  # fmt: skip

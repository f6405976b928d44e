"""The shared state of one solve: the best plan so far, what has been proved, and the only way in for a new plan."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import pulp

from planner.core.scheduling import Problem, score, violations
from planner.optimiser import highs
from planner.optimiser.clock import Clock
from planner.optimiser.indexed import Indexed
from planner.optimiser.list_schedule import Placement
from planner.optimiser.model import Formulation

# What HiGHS' tolerances can be worth in a bound: relative to the bound, and in units of the scaled program.
RELATIVE_DOUBT = 1e-12
ABSOLUTE_DOUBT = 1e-7
# All data are integers, so a plan less than one unit above a proved bound is the best there is.
INTEGER_GAP = 0.9
# A relaxation rarely ends sooner than this, in seconds per candidate.
RELAXATION_SECONDS = 1e-4


@dataclass
class Hunt:
    """``bounds`` holds, per extension count, what no plan with that count can beat (infinite: there is none).

    ``baseline`` is the list plan, which the best one is compared with.
    """

    problem: Problem
    indexed: Indexed
    clock: Clock
    seed: int
    best: Placement | None = None
    bounds: dict[int, float] = field(default_factory=dict)
    baseline: Placement | None = None

    @property
    def counts(self) -> range:
        """The possible extension counts."""
        return range(len(self.problem.deadline.extensions) + 1)

    @property
    def best_objective(self) -> int | None:
        """The objective of the best plan."""
        return None if self.best is None else self.best.objective

    def offer(self, chosen: Iterable[int], extensions_used: int) -> bool:
        """Judge a complete placement, with every extension count that its cash allows; keep it if it is the best.

        Gives whether the judge found no broken rule with ``extensions_used``.
        """
        rows = tuple(chosen)
        if any(row < 0 for row in rows):
            return False
        holds = {used: self._judged(rows, used) for used in self.counts}
        return holds[extensions_used]

    def _judged(self, rows: tuple[int, ...], used: int) -> bool:
        plan = self.indexed.plan(list(rows), used)
        if violations(self.problem, plan):
            return False
        objective = score(self.problem, plan).objective
        if self.best is None or objective < self.best.objective:
            self.best = Placement(rows, used, objective)
        return True

    def prove(self, used: int, bound: float) -> None:
        """Note a proved bound for a count; the highest stands.

        Every plan costs no less with fewer extensions, their own cost aside: less is claimed and more is late. So the
        bound holds for the smaller counts too, that cost exchanged.
        """
        for count in range(used + 1):
            saved = self.problem.deadline.cost(used) - self.problem.deadline.cost(count)
            self.bounds[count] = max(bound - saved, self.bounds.get(count, -math.inf))

    def open_counts(self) -> list[int]:
        """The counts that may still hold a better plan than the best."""
        limit = math.inf if self.best is None else self.best.objective
        return [used for used in self.counts if self.bounds.get(used, -math.inf) < limit]

    @property
    def bound(self) -> float:
        """What no plan can beat, whatever its extension count."""
        return min(self.bounds.get(used, -math.inf) for used in self.counts)


def proved(value: float, unit: int) -> int:
    """A bound of the scaled program in whole money, lowered by what the solver's tolerances may hide."""
    money = value * unit
    return math.ceil(money - RELATIVE_DOUBT * abs(money) - ABSOLUTE_DOUBT * unit)


def first_values(made: Formulation, indexed: Indexed, chosen: tuple[int, ...]) -> "dict[pulp.LpVariable, float]":
    """The values of a complete placement for the integer columns, to start the solver from."""
    values: dict[pulp.LpVariable, float] = {}
    active: set[tuple[int, int]] = set()
    for index, (columns, row) in enumerate(zip(made.starts, chosen, strict=True)):
        work = indexed.works[index]
        values |= {column: float(made.allowed[index][place] == row) for place, column in enumerate(columns)}
        active |= {(work.cluster, period) for period in range(int(work.start[row]), int(work.finish[row]))}
    values |= {column: float(key in active) for key, column in made.periods_active.items()}
    for (group, vendor), column in made.vendors.items():
        member = indexed.groups[group][0]
        values[column] = float(indexed.works[member].vendor[chosen[member]] == vendor)
    return values


def solve_program(
    hunt: Hunt, made: Formulation, used: int, seconds: float, start: tuple[int, ...] | None, *, is_whole: bool = True
) -> str:
    """Solve one model of the problem as asked, offer its plan, and, if it ``is_whole``, note its bound.

    A model that allows only some candidates proves nothing about the problem. Gives the solver's status, or
    ``refused`` when the judge did not accept the plan.
    """
    unit = made.unit
    solved = highs.solve(
        made.program,
        hunt.clock,
        seconds,
        start=first_values(made, hunt.indexed, start) if start else None,
        gap=INTEGER_GAP / unit,
        enough=lambda bound: is_whole and hunt.best is not None and proved(bound, unit) >= hunt.best.objective,
        told=lambda best, bound: hunt.clock.tell(
            "proving how good the plan is",
            best=hunt.best_objective if best is None else round(best * unit),
            bound=hunt.bound if bound is None or not is_whole else max(bound * unit, hunt.bound),
        ),
    )
    if is_whole and solved.status == "infeasible":
        hunt.prove(used, math.inf)
    elif is_whole and solved.bound is not None:
        hunt.prove(used, proved(solved.bound, unit))
    if solved.status in ("optimal", "feasible") and not hunt.offer(made.chosen(), used):
        return "refused"
    return solved.status

"""The problem as a mixed-integer program in PuLP, one model per number of extensions.

Columns: one binary per candidate (an option and a start); for packages that wait for each other a running total of
"started by" and "finished by"; one binary per cluster and period with work in it; one per vendor a group may take.
Claims need no column of their own unless the released money falls: as early as possible is always best, so "claimed is
the lesser of eligible and released" becomes two rows per period. The extension count is fixed, so lateness is a plain
coefficient. All data are integers; money is divided by a power of two (:attr:`Formulation.unit`), which is exact.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

import pulp

from planner.optimiser.indexed import Indexed, Work

Pairs = list[tuple["pulp.LpVariable", float]]
Aim = Literal["cost", "credit", "crews", "packages"]
# Single amounts are scaled to at most this, so that a dollar stays visible above the solver's tolerances.
LARGEST_COEFFICIENT = 2048
# Rows built between two looks at whether a person stopped the work: a few hundredths of a second.
CHECK_EVERY = 1000


@dataclass(frozen=True)
class Ask:
    """What to minimise. ``cost`` is the problem itself; the others ask for the least change that makes a plan possible:
    more ``credit``, more ``crews`` in every period, or ``packages`` left out. ``margin`` tightens every cash row.
    """

    extensions_used: int
    aim: Aim = "cost"
    margin: int = 0


@dataclass
class Formulation:
    """The program with what is needed to read it. The objective in money is ``unit`` times the solver's, plus nothing:
    the constant is part of the program.
    """

    program: "pulp.LpProblem"
    unit: int
    allowed: list[list[int]]
    starts: list["list[pulp.LpVariable]"] = field(default_factory=list)
    integers: list["pulp.LpVariable"] = field(default_factory=list)
    periods_active: dict[tuple[int, int], "pulp.LpVariable"] = field(default_factory=dict)
    vendors: dict[tuple[int, int], "pulp.LpVariable"] = field(default_factory=dict)
    used: dict[tuple[int, int], "pulp.LpVariable"] = field(default_factory=dict)
    extra_crews: dict[int, "pulp.LpVariable"] = field(default_factory=dict)
    left_out: dict[int, "pulp.LpVariable"] = field(default_factory=dict)

    def chosen(self) -> list[int]:
        """The candidate of each package in the solved program; -1 for a package left out."""
        found = []
        for rows, variables in zip(self.allowed, self.starts, strict=True):
            taken = [row for row, variable in zip(rows, variables, strict=True) if (variable.varValue or 0.0) > 0.5]
            found.append(taken[0] if len(taken) == 1 else -1)
        return found


def _nobody_stops_it() -> None:
    return None


def formulate(
    indexed: Indexed, ask: Ask, allowed: list[list[int]] | None = None, *, check: Callable[[], None] = _nobody_stops_it
) -> Formulation:
    """Build the program. ``allowed`` may restrict each package to some of its candidates. ``check`` is called now and
    then, since large programs take long to build, and may raise to stop it.
    """
    return _Builder(indexed, ask, allowed, check).build()


def scale(indexed: Indexed) -> int:
    """The power of two by which money is divided."""
    largest = max((int(work.total.max(initial=1)) for work in indexed.works), default=1)
    largest = max([largest, *indexed.mobilisation.tolist(), *(cost for costs in indexed.integration for cost in costs)])
    unit = 1
    while largest // unit > LARGEST_COEFFICIENT:
        unit *= 2
    return unit


class _Builder:
    def __init__(self, indexed: Indexed, ask: Ask, allowed: list[list[int]] | None, check: Callable[[], None]) -> None:
        self.indexed, self.ask, self.check = indexed, ask, check
        self.allowed = allowed or [list(range(len(work))) for work in indexed.works]
        self.deadline = indexed.deadline(ask.extensions_used)
        self.made = Formulation(pulp.LpProblem("plan", pulp.LpMinimize), scale(indexed), self.allowed)
        self.costs: Pairs = []
        self.constant = 0.0
        self.rows = self.columns = 0
        self.active: list[dict[int, Pairs]] = []

    def build(self) -> Formulation:
        """All columns and rows, then the objective."""
        for index, work in enumerate(self.indexed.works):
            self._package(index, work)
        self._vendors()
        if self._costly:
            self._mobilisation()
        self._precedence()
        self._crews()
        self._coverage()
        self._cash()
        if self._costly:
            self.constant += self.indexed.problem.deadline.cost(self.ask.extensions_used) / self.made.unit
        self.made.program.setObjective(pulp.LpAffineExpression(self._merged(self.costs), constant=self.constant))
        return self.made

    @property
    def _costly(self) -> bool:
        return self.ask.aim == "cost"

    # --- bricks -----------------------------------------------------------------------------------------------------

    def _column(self, upper: float | None = None, integer: bool = False, cost: float = 0.0) -> "pulp.LpVariable":
        category = pulp.LpInteger if integer else pulp.LpContinuous
        variable = self.made.program.add_variable(f"v{self.columns:07d}", 0, upper, category)
        self.columns += 1
        if integer:
            self.made.integers.append(variable)
        if cost or integer:
            self.costs.append((variable, cost))
        return variable

    def _row(self, pairs: Pairs, sense: int, right: float) -> None:
        expression = pulp.LpAffineExpression(self._merged(pairs))
        constraint = pulp.LpConstraint(expression, sense, f"r{self.rows:07d}", right)
        self.made.program.addConstraint(constraint)
        self.rows += 1
        if self.rows % CHECK_EVERY == 0:
            self.check()

    @staticmethod
    def _merged(pairs: Pairs) -> Pairs:
        sums: defaultdict[pulp.LpVariable, float] = defaultdict(float)
        for variable, value in pairs:
            sums[variable] += value
        return list(sums.items())

    def _at_most(self, pairs: Pairs, right: float) -> None:
        self._row(pairs, pulp.LpConstraintLE, right)

    def _equal(self, pairs: Pairs, right: float) -> None:
        self._row(pairs, pulp.LpConstraintEQ, right)

    # --- packages and vendors ---------------------------------------------------------------------------------------

    def _package(self, index: int, work: Work) -> None:
        """One binary per candidate, exactly one of which is taken."""
        unit, factor = self.made.unit, self.indexed.problem.deadline.late_factor
        columns: list[pulp.LpVariable] = []
        active: defaultdict[int, Pairs] = defaultdict(list)
        for row in self.allowed[index]:
            finish = int(work.finish[row])
            late = factor * work.risk if finish > self.deadline else 0
            cost = (int(work.total[row]) + work.risk * finish + late) / unit if self._costly else 0.0
            column = self._column(1, integer=True, cost=cost)
            columns.append(column)
            for period in range(int(work.start[row]), finish):
                active[period].append((column, 1.0))
        pairs: Pairs = [(column, 1.0) for column in columns]
        if self.ask.aim == "packages":
            self.made.left_out[index] = self._column(1, integer=True, cost=1.0)
            pairs.append((self.made.left_out[index], 1.0))
        self._equal(pairs, 1)
        self.made.starts.append(columns)
        self.active.append(dict(active))

    def _vendors(self) -> None:
        """One vendor per group; its integration cost once per layer."""
        for group, members in enumerate(self.indexed.groups):
            layer = self.indexed.group_layer[group]
            offered = sorted({v for index in members for v in self._vendors_allowed(index)})
            columns = {vendor: self._column(1, integer=len(offered) > 1) for vendor in offered}
            self._equal([(column, 1.0) for column in columns.values()], 1)
            for vendor, column in columns.items():
                self.made.vendors[group, vendor] = column
                for index in members if len(offered) > 1 else ():
                    self._at_most([*self._with_vendor(index, vendor), (column, -1.0)], 0)
                cost = self.indexed.integration[layer][vendor]
                if cost and self._costly:
                    self._at_most([(column, 1.0), (self._vendor_used(layer, vendor, cost), -1.0)], 0)

    def _vendors_allowed(self, index: int) -> set[int]:
        return {int(self.indexed.works[index].vendor[row]) for row in self.allowed[index]}

    def _with_vendor(self, index: int, vendor: int) -> Pairs:
        work = self.indexed.works[index]
        pairs = zip(self.allowed[index], self.made.starts[index], strict=True)
        return [(column, 1.0) for row, column in pairs if work.vendor[row] == vendor]

    def _vendor_used(self, layer: int, vendor: int, cost: int) -> "pulp.LpVariable":
        if (layer, vendor) not in self.made.used:
            self.made.used[layer, vendor] = self._column(1, cost=cost / self.made.unit)
        return self.made.used[layer, vendor]

    # --- mobilisation, precedence, crews, neighbors -----------------------------------------------------------------

    def _mobilisation(self) -> None:
        """A cluster is mobilised in every period in which one of its packages is active: one row per package."""
        for index, work in enumerate(self.indexed.works):
            if work.cluster >= 0 and self.indexed.mobilisation[work.cluster]:
                for period, pairs in self.active[index].items():
                    self._at_most([*pairs, (self._mobilised(work.cluster, period), -1.0)], 0)

    def _mobilised(self, cluster: int, period: int) -> "pulp.LpVariable":
        key = cluster, period
        if key not in self.made.periods_active:
            cost = int(self.indexed.mobilisation[cluster]) / self.made.unit
            self.made.periods_active[key] = self._column(1, integer=True, cost=cost)
        return self.made.periods_active[key]

    def _precedence(self) -> None:
        """By every period, what waits has started no more than what it waits for has finished."""
        started: dict[int, list[pulp.LpVariable]] = {}
        finished: dict[int, list[pulp.LpVariable]] = {}
        for index, work in enumerate(self.indexed.works):
            for other in work.after:
                started.setdefault(index, []) or started.update({index: self._running(index, finish=False)})
                finished.setdefault(other, []) or finished.update({other: self._running(other, finish=True)})
                first, last = self._span(index)
                for period in range(first, last + 1):
                    self._at_most([(started[index][period], 1.0), (finished[other][period], -1.0)], 0)

    def _span(self, index: int) -> tuple[int, int]:
        starts = [int(self.indexed.works[index].start[row]) for row in self.allowed[index]]
        return (min(starts), max(starts)) if starts else (0, -1)

    def _running(self, index: int, finish: bool) -> "list[pulp.LpVariable]":
        """Per period a column: 1 once the package has started (or finished) in it or before."""
        work = self.indexed.works[index]
        events: defaultdict[int, Pairs] = defaultdict(list)
        for row, column in zip(self.allowed[index], self.made.starts[index], strict=True):
            events[int(work.finish[row] if finish else work.start[row])].append((column, -1.0))
        columns: list[pulp.LpVariable] = []
        for period in range(self.indexed.count):
            column = self._column(1)
            before: Pairs = [(columns[-1], -1.0)] if columns else []
            self._equal([(column, 1.0), *before, *events[period]], 0)
            columns.append(column)
        return columns

    def _crews(self) -> None:
        for crew, capacity in enumerate(self.indexed.capacity.tolist()):
            users = [
                (index, need) for index, work in enumerate(self.indexed.works) for c, need in work.crew if c == crew
            ]
            if self.ask.aim == "crews" and users:
                self.made.extra_crews[crew] = self._column(None, integer=True, cost=1.0)
            for period, limit in enumerate(capacity):
                self._capacity_row(users, period, limit, self.made.extra_crews.get(crew))

    def _capacity_row(
        self, users: list[tuple[int, int]], period: int, limit: int, extra: "pulp.LpVariable | None"
    ) -> None:
        here = [(index, need) for index, need in users if period in self.active[index]]
        pairs = [(column, float(need)) for index, need in here for column, _ in self.active[index][period]]
        if sum(need for _, need in here) > limit:
            self._at_most(pairs if extra is None else [*pairs, (extra, -1.0)], limit)
            if extra is None:
                self._stronger_in_clusters(here, period, limit)

    def _coverage(self) -> None:
        for group, limit in enumerate(self.indexed.max_down.tolist()):
            members = [(index, 1) for index, work in enumerate(self.indexed.works) if group in work.coverage]
            for period in range(self.indexed.count):
                self._capacity_row(members, period, limit, None)

    def _stronger_in_clusters(self, here: list[tuple[int, int]], period: int, limit: int) -> None:
        """The limit times "mobilised", per cluster that could exceed it alone: valid since work there mobilises it."""
        shares: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for index, need in here:
            shares[self.indexed.works[index].cluster].append((index, need))
        for cluster, users in shares.items():
            mobilised = self.made.periods_active.get((cluster, period))
            if mobilised is not None and sum(need for _, need in users) > limit:
                pairs = [(column, float(need)) for index, need in users for column, _ in self.active[index][period]]
                self._at_most([*pairs, (mobilised, -float(limit))], 0)

    # --- cash -------------------------------------------------------------------------------------------------------

    def _cash(self) -> None:
        """The balance never below the credit line, with every claim made as early as the rules allow."""
        paid, eligible = self._totals("paid"), self._totals("eligible")
        claims = self._claims(eligible)
        credit = self._column(None, cost=1.0) if self.ask.aim == "credit" else None
        if self._costly:
            width = min(self.deadline, self.indexed.count)
            self._claimed_in_the_end(claims[width - 1] if width else [])
        for period in range(self.indexed.count):
            source = min(period - self.indexed.lag, self.deadline - 1)
            for ceiling in claims[source] if source >= 0 else [(0, None)]:
                self._cash_row(paid[period], period, ceiling, credit)

    def _cash_row(
        self, paid: "pulp.LpVariable", period: int, ceiling: "Ceiling", credit: "pulp.LpVariable | None"
    ) -> None:
        amount, column = ceiling
        pairs: Pairs = [(paid, 1.0)]
        if column is not None:
            pairs.append((column, -1.0))
        if credit is not None:
            pairs.append((credit, -1.0))
        self._at_most(pairs, (int(self.indexed.room[period]) + amount - self.ask.margin) / self.made.unit)

    def _totals(self, what: Literal["paid", "eligible"]) -> "list[pulp.LpVariable]":
        """Per period a column with all that has been paid (or paid and eligible) so far."""
        events: list[Pairs] = [[] for _ in range(self.indexed.count)]
        for index, work in enumerate(self.indexed.works):
            sums = work.paid if what == "paid" else work.eligible
            for row, column in zip(self.allowed[index], self.made.starts[index], strict=True):
                before = 0
                for period, amount in enumerate(sums[row].tolist()):
                    if amount != before:
                        events[period].append((column, (before - amount) / self.made.unit))
                    before = amount
        columns: list[pulp.LpVariable] = []
        for pairs in events:
            column = self._column()
            previous: Pairs = [(columns[-1], -1.0)] if columns else []
            self._equal([(column, 1.0), *previous, *pairs], 0)
            columns.append(column)
        return columns

    def _claims(self, eligible: "list[pulp.LpVariable]") -> "list[list[Ceiling]]":
        """Per period the ceilings whose least is what has been claimed: eligible so far, and released so far."""
        released = self.indexed.released.tolist()
        if self.indexed.released_falls:
            return [[(0, column)] for column in self._claim_columns(eligible, released)]
        return [[(0, column), (amount, None)] for column, amount in zip(eligible, released, strict=True)]

    def _claim_columns(self, eligible: "list[pulp.LpVariable]", released: list[int]) -> "list[pulp.LpVariable]":
        """Claims where released money falls: a period's claim is bound by what is released, or (one binary says which)
        stays where it was, since a claim once made is never taken back.
        """
        columns: list[pulp.LpVariable] = []
        peak = 0
        for period, amount in enumerate(released):
            peak = max(peak, amount)
            column = self._column(peak / self.made.unit)
            self._at_most([(column, 1.0), (eligible[period], -1.0)], 0)
            if amount < peak:
                stays = self._column(1, integer=True)
                self._at_most([(column, 1.0), (stays, (amount - peak) / self.made.unit)], amount / self.made.unit)
                self._at_most(
                    [(column, 1.0), (columns[-1], -1.0), (stays, amount / self.made.unit)], amount / self.made.unit
                )
            columns.append(column)
        return columns

    def _claimed_in_the_end(self, ceilings: "Iterable[Ceiling]") -> None:
        """What is claimed in all comes off the cost."""
        ceilings = list(ceilings)
        total = self._column(None if ceilings else 0, cost=-1.0)
        for amount, column in ceilings:
            pairs: Pairs = [(total, 1.0)] if column is None else [(total, 1.0), (column, -1.0)]
            self._at_most(pairs, amount / self.made.unit)


Ceiling = tuple[int, "pulp.LpVariable | None"]

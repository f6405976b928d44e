"""The problem as arrays: every package with its candidates (an option and a start), impossible ones already dropped.

All amounts are 64-bit integers; the limits in :mod:`planner.core.scheduling.reading` keep their sums inside that range.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from planner.core.scheduling import Choice, Package, Plan, Problem

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Work:
    """A package: one row per candidate. ``paid`` and ``eligible`` are cumulative, one column per period.

    ``crew`` pairs a crew's index with the need; ``cluster`` is -1 without one; ``group`` is the vendor group (a layer,
    or a layer in a cluster) and ``vendor`` the index among the layer's vendors.
    """

    id: str
    risk: int
    layer: int
    cluster: int
    group: int
    crew: tuple[tuple[int, int], ...]
    coverage: tuple[int, ...]
    after: tuple[int, ...]
    before: tuple[int, ...]
    option: Ints
    start: Ints
    duration: Ints
    vendor: Ints
    paid: Ints
    eligible: Ints

    @cached_property
    def finish(self) -> Ints:
        """The period from which the package is done, per candidate."""
        return self.start + self.duration

    @cached_property
    def total(self) -> Ints:
        """All payments, per candidate."""
        return self.paid[:, -1]

    def keep(self, mask: Flags) -> "Work":
        """The same package with the candidates of ``mask`` only."""
        if mask.all():
            return self
        return Work(
            self.id, self.risk, self.layer, self.cluster, self.group, self.crew, self.coverage, self.after, self.before,
            self.option[mask], self.start[mask], self.duration[mask], self.vendor[mask],
            self.paid[mask], self.eligible[mask],
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self.start)


class Indexed:
    """A problem in index form. ``blocked`` says in sentences why packages have no candidate left, if any has none.

    ``prune=False`` keeps the candidates that no plan can use, for questions about changed problems.
    """

    def __init__(self, problem: Problem, prune: bool = True) -> None:
        self.problem = problem
        self.count = problem.periods.count
        self.lag = problem.funding.reimbursement_lag
        self.room = np.cumsum(np.array(problem.funding.own_cash, np.int64)) + problem.funding.credit_limit
        self.released = np.array(problem.funding.released, np.int64)
        self.capacity = np.array([crew.capacity for crew in problem.crews], np.int64).reshape(-1, self.count)
        self.max_down = np.array([group.max_down for group in problem.coverage], np.int64)
        self.mobilisation = np.array([cluster.mobilisation_cost for cluster in problem.clusters], np.int64)
        self.integration = [[vendor.integration_cost for vendor in layer.vendors] for layer in problem.layers]
        self.neighbors = self._neighbors()
        self.group_layer: list[int] = []
        self.works = self._works()
        self.groups = self._members()
        self.order = self._topological()
        self.blocked = self._drop_impossible() if prune else ()

    @property
    def released_falls(self) -> bool:
        """Whether the money released ever goes down, so that an earlier, larger claim may stand."""
        return bool((np.diff(self.released) < 0).any())

    def deadline(self, extensions_used: int) -> int:
        """The deadline, cut to the horizon plus one: nothing later makes a difference."""
        return min(self.problem.deadline.when(extensions_used), self.count + 1)

    def plan(self, chosen: list[int], extensions_used: int) -> Plan:
        """The plan of one candidate per package."""
        pairs = zip(self.works, chosen, strict=True)
        starts = {work.id: Choice(int(work.option[index]), int(work.start[index])) for work, index in pairs}
        return Plan(starts, extensions_used)

    def chosen(self, plan: Plan) -> list[int]:
        """The candidate of each package in ``plan``; -1 where it was dropped as impossible."""
        found = []
        for work in self.works:
            choice = plan.starts[work.id]
            hits = np.flatnonzero((work.option == choice.option) & (work.start == choice.start))
            found.append(int(hits[0]) if len(hits) else -1)
        return found

    def vendors_of(self, group: int) -> list[int]:
        """The vendors that every package of a group can still use."""
        usable = [set(self.works[index].vendor.tolist()) for index in self.groups[group]]
        return sorted(set.intersection(*usable)) if usable else []

    def _works(self) -> list[Work]:
        problem = self.problem
        index = {package.id: position for position, package in enumerate(problem.packages)}
        before: list[list[int]] = [[] for _ in index]
        for package in problem.packages:
            for name in package.after:
                before[index[name]].append(index[package.id])
        groups: dict[tuple[int, str | None], int] = {}
        return [self._work(package, index, tuple(before[index[package.id]]), groups) for package in problem.packages]

    def _work(
        self,
        package: Package,
        index: dict[str, int],
        before: tuple[int, ...],
        groups: dict[tuple[int, str | None], int],
    ) -> Work:
        layer = [rule.id for rule in self.problem.layers].index(package.layer)
        rule = self.problem.layers[layer]
        key = (layer, package.cluster if rule.vendor_scope == "cluster" else None)
        if key not in groups:
            groups[key] = len(groups)
            self.group_layer.append(layer)
        crews = {crew.id: position for position, crew in enumerate(self.problem.crews)}
        clusters = [cluster.id for cluster in self.problem.clusters]
        vendors = [vendor.id for vendor in rule.vendors]
        own = index[package.id]
        pairs = [(number, start) for number, option in enumerate(package.options) for start in sorted(option.starts)]
        options = [package.options[number] for number, _ in pairs]
        option = np.array([number for number, _ in pairs], np.int64)
        start = np.array([start for _, start in pairs], np.int64)
        paid, eligible = self._payments(package, option, start)
        return Work(
            id=package.id,
            risk=package.risk_per_period,
            layer=layer,
            cluster=-1 if package.cluster is None else clusters.index(package.cluster),
            group=groups[key],
            crew=tuple((crews[name], need) for name, need in package.crew.items() if need),
            coverage=tuple(self.neighbors.get(package.id, ())),
            after=tuple(index[name] for name in package.after if index[name] != own),
            before=before,
            option=option,
            start=start,
            duration=np.array([option.duration for option in options], np.int64),
            vendor=np.array([vendors.index(option.vendor) for option in options], np.int64),
            paid=paid,
            eligible=eligible,
        )

    def _payments(self, package: Package, option: Ints, start: Ints) -> tuple[Ints, Ints]:
        paid = np.zeros((len(start), self.count), np.int64)
        eligible = np.zeros((len(start), self.count), np.int64)
        for number, offered in enumerate(package.options):
            rows = np.flatnonzero(option == number)
            for after_start, payment in offered.payments(0):
                paid[rows, start[rows] + after_start] += payment.amount
                eligible[rows, start[rows] + after_start] += payment.eligible
        return np.cumsum(paid, axis=1), np.cumsum(eligible, axis=1)

    def _neighbors(self) -> dict[str, list[int]]:
        """The coverage groups that each package stands in."""
        found: dict[str, list[int]] = {}
        for number, group in enumerate(self.problem.coverage):
            for name in group.packages:
                found.setdefault(name, []).append(number)
        return found

    def _members(self) -> list[list[int]]:
        members: list[list[int]] = [[] for _ in self.group_layer]
        for index, work in enumerate(self.works):
            members[work.group].append(index)
        return members

    def _topological(self) -> list[int]:
        waiting = [len(work.after) for work in self.works]
        ready = [index for index, count in enumerate(waiting) if not count]
        for index in ready:
            for follower in self.works[index].before:
                waiting[follower] -= 1
                if not waiting[follower]:
                    ready.append(follower)
        return ready

    def _drop_impossible(self) -> tuple[str, ...]:
        """Drop candidates that no plan can use, until nothing changes; each dropped for a rule that always holds."""
        self._drop_uncrewed()
        size = -1
        while size != sum(map(len, self.works)):
            size = sum(map(len, self.works))
            blocked = tuple(self._without_start())
            if blocked:
                return blocked
            self._drop_out_of_order()
            self._drop_lone_vendors()
        return ()

    def _without_start(self) -> Iterator[str]:
        for work in self.works:
            if not len(work):
                yield (
                    f"Package {work.id} has no start left: none fits what it waits for, what waits for it, "
                    "the crews there are, its neighbors and the vendors its layer can share"
                )

    def _drop_uncrewed(self) -> None:
        for index, work in enumerate(self.works):
            short = np.zeros(self.count, np.int64)
            for crew, need in work.crew:
                short |= self.capacity[crew] < need
            if any(self.max_down[group] < 1 for group in work.coverage):
                short[:] = 1
            sums = np.concatenate(([0], np.cumsum(short)))
            self.works[index] = work.keep(sums[work.finish] == sums[work.start])

    def _drop_out_of_order(self) -> None:
        for index in self.order:
            work = self.works[index]
            earliest = max(
                (int(self.works[other].finish.min(initial=self.count + 1)) for other in work.after), default=0
            )
            self.works[index] = work.keep(work.start >= earliest)
        for index in reversed(self.order):
            work = self.works[index]
            latest = min((int(self.works[other].start.max(initial=-1)) for other in work.before), default=self.count)
            self.works[index] = work.keep(work.finish <= latest)

    def _drop_lone_vendors(self) -> None:
        for group, members in enumerate(self.groups):
            usable = self.vendors_of(group)
            for index in members:
                work = self.works[index]
                self.works[index] = work.keep(np.isin(work.vendor, usable))

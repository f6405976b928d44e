"""A plan under construction: packages go in and out one by one, and every rule is kept exactly at each step.

Putting one more package in never frees crews, neighbors or cash (what is claimed back is at most what was paid, later),
so a package that fits now would also have fitted earlier, and taking one out never breaks a rule.
"""

import numpy as np

from planner.optimiser.indexed import Flags, Indexed, Ints, Work

NOWHERE = -1


class State:
    """What is placed where, for a fixed number of extensions and a room of own cash and credit.

    ``pinching`` asks another question: cash is no rule, and what a package adds is the credit then missing.
    """

    def __init__(
        self, indexed: Indexed, extensions_used: int, extra_credit: int = 0, *, pinching: bool = False
    ) -> None:
        self.pinching = pinching
        self.indexed = indexed
        self.extensions_used = extensions_used
        count = indexed.count
        self.deadline = indexed.deadline(extensions_used)
        self.claimable = min(self.deadline, count)
        self.falls = indexed.released_falls
        self.room = indexed.room + extra_credit
        self.chosen = [NOWHERE] * len(indexed.works)
        self.crews = indexed.capacity.copy()
        self.down = np.repeat(indexed.max_down[:, None], count, axis=1)
        self.active = np.zeros((len(indexed.mobilisation), count), np.int64)
        self.paid = np.zeros(count, np.int64)
        self.eligible = np.zeros(count, np.int64)
        self.group_uses = [0] * len(indexed.groups)
        self.group_vendor = [NOWHERE] * len(indexed.groups)
        self.vendor_uses = [[0] * len(costs) for costs in indexed.integration]
        self.fixed = 0
        self.costs = [self._own_costs(work) for work in indexed.works]

    def _own_costs(self, work: Work) -> Ints:
        """Per candidate what the package costs whatever the others do: its payments, its risk, its lateness."""
        late = (work.finish > self.deadline) * (self.indexed.problem.deadline.late_factor * work.risk)
        return work.total + work.risk * work.finish + late

    @property
    def unplaced(self) -> list[int]:
        """The packages that are nowhere yet."""
        return [index for index, chosen in enumerate(self.chosen) if chosen == NOWHERE]

    def objective(self) -> int:
        """The objective of what is placed, exactly as the judge would score it; when pinching, the credit missing."""
        if self.pinching:
            return max(0, -int(self.room_left().min()))
        mobilised = (self.active > 0).sum(axis=1)
        integration = sum(
            cost
            for layer, uses in enumerate(self.vendor_uses)
            for cost, used in zip(self.indexed.integration[layer], uses, strict=True)
            if used
        )
        return (
            self.fixed
            + int((mobilised * self.indexed.mobilisation).sum())
            + integration
            + self.indexed.problem.deadline.cost(self.extensions_used)
            - int(self.claimed(self.eligible[None, :])[1][0])
        )

    def claimed(self, eligible: Ints) -> tuple[Ints, Ints]:
        """Per row of cumulative eligible costs: what has arrived by each period, and all that is ever claimed."""
        count, lag, width = self.indexed.count, self.indexed.lag, self.claimable
        arrived = np.zeros((len(eligible), count), np.int64)
        if not width:
            return arrived, np.zeros(len(eligible), np.int64)
        claims = np.minimum(eligible[:, :width], self.indexed.released[:width])
        if self.falls:
            claims = np.maximum.accumulate(claims, axis=1)
        shared = max(0, min(width, count - lag))
        arrived[:, lag : lag + shared] = claims[:, :shared]
        if lag + shared < count:
            arrived[:, lag + shared :] = claims[:, -1:]
        return arrived, claims[:, -1]

    def fits(self, index: int) -> tuple[Ints, Ints]:
        """The candidates of a package that keep every rule, and what each would add to the objective."""
        work = self.indexed.works[index]
        rows = np.flatnonzero(self._free(work))
        if not len(rows):
            return rows, rows
        arrived, claims = self.claimed(self.eligible + work.eligible[rows])
        if self.pinching:
            lowest = (arrived - work.paid[rows] + self.room - self.paid).min(axis=1)
            return rows, np.maximum(0, -lowest)
        affordable = (arrived - work.paid[rows] >= self.paid - self.room).all(axis=1)
        now = self.claimed(self.eligible[None, :])[1][0]
        rows, claims = rows[affordable], claims[affordable]
        return rows, self.costs[index][rows] - (claims - now) + self._shared_costs(work, rows)

    def _free(self, work: Work) -> Flags:
        """Candidates that respect order, vendor, crews and neighbors."""
        earliest, latest = self._window(work)
        free = (work.start >= earliest) & (work.finish <= latest)
        vendor = self.group_vendor[work.group]
        if vendor != NOWHERE:
            free &= work.vendor == vendor
        if work.crew or work.coverage:
            full = np.zeros(self.indexed.count + 1, np.int64)
            for crew, need in work.crew:
                full[1:] |= self.crews[crew] < need
            for group in work.coverage:
                full[1:] |= self.down[group] < 1
            sums = np.cumsum(full)
            free &= sums[work.finish] == sums[work.start]
        return free

    def _window(self, work: Work) -> tuple[int, int]:
        earliest, latest = 0, self.indexed.count
        for other in work.after:
            chosen = self.chosen[other]
            if chosen != NOWHERE:
                earliest = max(earliest, int(self.indexed.works[other].finish[chosen]))
        for other in work.before:
            chosen = self.chosen[other]
            if chosen != NOWHERE:
                latest = min(latest, int(self.indexed.works[other].start[chosen]))
        return earliest, latest

    def _shared_costs(self, work: Work, rows: Ints) -> Ints:
        """New mobilised periods and a vendor's first use, per candidate."""
        extra = np.zeros(len(rows), np.int64)
        if work.cluster >= 0 and self.indexed.mobilisation[work.cluster]:
            idle = np.concatenate(([0], np.cumsum(self.active[work.cluster] == 0)))
            months = idle[work.finish[rows]] - idle[work.start[rows]]
            extra += months * self.indexed.mobilisation[work.cluster]
        first = [
            0 if used else cost
            for cost, used in zip(self.indexed.integration[work.layer], self.vendor_uses[work.layer], strict=True)
        ]
        return extra + np.array(first, np.int64)[work.vendor[rows]]

    def put(self, index: int, row: int) -> None:
        """Place a package on one of its candidates, which must fit."""
        self.chosen[index] = row
        self._change(index, row, 1)

    def take(self, index: int) -> None:
        """Take a placed package out again."""
        row = self.chosen[index]
        self.chosen[index] = NOWHERE
        self._change(index, row, -1)

    def _change(self, index: int, row: int, sign: int) -> None:
        work = self.indexed.works[index]
        active = slice(int(work.start[row]), int(work.finish[row]))
        for crew, need in work.crew:
            self.crews[crew, active] -= sign * need
        for group in work.coverage:
            self.down[group, active] -= sign
        if work.cluster >= 0:
            self.active[work.cluster, active] += sign
        self.paid += sign * work.paid[row]
        self.eligible += sign * work.eligible[row]
        self.fixed += sign * int(self.costs[index][row])
        self.group_uses[work.group] += sign
        vendor = int(work.vendor[row])
        self.group_vendor[work.group] = vendor if self.group_uses[work.group] else NOWHERE
        self.vendor_uses[work.layer][vendor] += sign

    def arrange(self, chosen: list[int]) -> None:
        """Make the placement ``chosen``, one candidate (or :data:`NOWHERE`) per package, which must keep every rule."""
        changed = [index for index, row in enumerate(chosen) if self.chosen[index] != row]
        for index in changed:
            if self.chosen[index] != NOWHERE:
                self.take(index)
        for index in changed:
            if chosen[index] != NOWHERE:
                self.put(index, chosen[index])

    def room_left(self) -> Ints:
        """Own cash, credit and what has arrived, less what is paid, at the end of each period."""
        arrived, _ = self.claimed(self.eligible[None, :])
        left: Ints = self.room + arrived[0] - self.paid
        return left

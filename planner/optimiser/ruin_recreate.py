"""Ruin and recreate: take some packages out of the plan, put them back better, keep what improves (and a little more).

Every step keeps every rule exactly. Packages that fit nowhere wait outside; fewer of them always beats a lower
objective, so the same search also completes a plan that the priority lists could not.
"""

import math
import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.optimiser.clock import Clock
from planner.optimiser.indexed import Indexed, Ints
from planner.optimiser.list_schedule import Placement, tails
from planner.optimiser.state import NOWHERE, State

LARGEST_RUIN = 16
# The acceptance threshold starts at this share of a typical worsening and shrinks to a thousandth of it.
WARMTH = 0.7
COOLING = 1e-3


@dataclass(frozen=True)
class Effort:
    """How long to search: a number of rounds and a number of seconds, whichever ends first."""

    rounds: int
    seconds: float


def _lay_out(state: State, chosen: list[int]) -> None:
    """Place every package where ``chosen`` says, as far as that keeps the rules; the others wait outside."""
    works = state.indexed.works
    placed = [index for index, row in enumerate(chosen) if row != NOWHERE]
    for index in sorted(placed, key=lambda index: (int(works[index].start[chosen[index]]), index)):
        if chosen[index] in state.fits(index)[0]:
            state.put(index, chosen[index])


class Search:
    """One search for a fixed number of extensions."""

    def __init__(self, state: State, chosen: list[int], seed: int) -> None:
        self.state = state
        self.indexed: Indexed = state.indexed
        self.random = random.Random(seed)  # noqa: S311 - a search, not a secret
        _lay_out(state, chosen)
        self.risk_behind = tails(self.indexed, [work.risk for work in self.indexed.works])
        self.value = self._value()
        self.best, self.best_value = list(state.chosen), self.value
        self.worsenings: list[int] = []

    def _value(self) -> tuple[int, int]:
        return len(self.state.unplaced), self.state.objective()

    @property
    def placement(self) -> Placement | None:
        """The best plan so far, if every package found a place."""
        if self.best_value[0]:
            return None
        return Placement(tuple(self.best), self.state.extensions_used, self.best_value[1])

    def run(self, effort: Effort, clock: Clock, best_known: int | None = None, good_enough: int = -1) -> None:
        """Search until a complete plan is ``good_enough``; the same seed gives the same plan unless the seconds end it
        before the rounds do.
        """
        began = clock.seconds
        for number in range(effort.rounds):
            spent = (clock.seconds - began) / effort.seconds if effort.seconds > 0 else 1.0
            if spent >= 1.0 or self.best_value <= (0, good_enough):
                return
            if number % 50 == 0:
                clock.check()
                known = self.best_value[1] if not self.best_value[0] else best_known
                clock.tell("improving the plan", best=known)
            self._round(max(spent, number / effort.rounds))

    def _round(self, spent: float) -> None:
        before = list(self.state.chosen)
        self._recreate(self._ruin())
        value = self._value()
        if self._accept(value, spent):
            self.value = value
            if value < self.best_value:
                self.best, self.best_value = list(self.state.chosen), value
        else:
            self.state.arrange(before)

    def _accept(self, value: tuple[int, int], spent: float) -> bool:
        worse = value[1] - self.value[1]
        if value[0] != self.value[0] or worse <= 0:
            return value <= self.value
        if len(self.worsenings) < 60:
            self.worsenings.append(worse)
        typical = sorted(self.worsenings)[len(self.worsenings) // 2]
        threshold = WARMTH * typical * COOLING**spent
        return bool(worse < -threshold * math.log(1.0 - self.random.random()))

    # --- ruin -------------------------------------------------------------------------------------------------------

    def _ruin(self) -> list[int]:
        """Take packages out by one of several kinds of kinship; gives all that now wait outside."""
        placed = [index for index, row in enumerate(self.state.chosen) if row != NOWHERE]
        if placed:
            seed = self.random.choice(self.state.unplaced or placed)
            kind = self.random.choice((self._cluster, self._moment, self._chain, self._anyone, self._vendor))
            for index in kind(seed, placed):
                self.state.take(index)
        return self.state.unplaced

    def _size(self, available: int) -> int:
        return min(available, self.random.randint(1, LARGEST_RUIN))

    def _cluster(self, seed: int, placed: list[int]) -> list[int]:
        kin = [index for index in placed if self.indexed.works[index].cluster == self.indexed.works[seed].cluster]
        return self.random.sample(kin, self._size(len(kin)))

    def _moment(self, seed: int, placed: list[int]) -> list[int]:
        """Those that start nearest to the seed's start (or to any period when it has none)."""
        row, works = self.state.chosen[seed], self.indexed.works
        when = int(works[seed].start[row]) if row != NOWHERE else self.random.randrange(self.indexed.count)
        jitter = {index: self.random.random() * 3 for index in placed}
        near = sorted(
            placed, key=lambda index: abs(int(works[index].start[self.state.chosen[index]]) - when) + jitter[index]
        )
        return near[: self._size(len(near))]

    def _chain(self, seed: int, placed: list[int]) -> list[int]:
        """The seed, what it waits for, what waits for it, and so on outwards."""
        found, here = {seed: None}, set(placed)
        for index in found.copy():
            found.update(dict.fromkeys(self.indexed.works[index].after + self.indexed.works[index].before))
        for index in list(found):
            found.update(dict.fromkeys(self.indexed.works[index].before))
        kin = [index for index in found if index in here]
        return kin[: self._size(len(kin))]

    def _anyone(self, _seed: int, placed: list[int]) -> list[int]:
        return self.random.sample(placed, self._size(len(placed)))

    def _vendor(self, seed: int, placed: list[int]) -> list[int]:
        """A whole vendor group, so that it may come back with another vendor."""
        group = self.indexed.works[seed].group
        others = [vendor for vendor in self.indexed.vendors_of(group) if vendor != self.state.group_vendor[group]]
        if not others:
            return self._anyone(seed, placed)
        return [index for index in self.indexed.groups[group] if self.state.chosen[index] != NOWHERE]

    # --- recreate ---------------------------------------------------------------------------------------------------

    def _recreate(self, waiting: list[int]) -> None:
        """Put the packages back, each where it adds least; some choices are left to chance."""
        pull = self.random.choice((0.0, 0.5, 1.0))
        for index in self._order(waiting):
            rows, costs = self.state.fits(index)
            if len(rows):
                behind = self.risk_behind[index] - self.indexed.works[index].risk
                pull = 0.0 if self.state.pinching else pull
                guided = costs + pull * behind * self.indexed.works[index].finish[rows]
                self.state.put(index, int(rows[self._pick(guided)]))

    def _pick(self, costs: "NDArray[np.float64] | Ints") -> int:
        if len(costs) > 2 and self.random.random() < 0.06:
            return int(np.argpartition(costs, 2)[self.random.randrange(3)])
        return int(costs.argmin())

    def _order(self, waiting: list[int]) -> list[int]:
        """A random order, by chance, or one of risk or size; what others wait for always comes first."""
        works, kind = self.indexed.works, self.random.randrange(4)
        noise = {index: self.random.random() for index in waiting}
        if kind == 1:
            noise = {index: -self.risk_behind[index] * (0.8 + 0.4 * noise[index]) for index in waiting}
        elif kind == 2:
            noise = {index: -int(works[index].total[0]) * (0.8 + 0.4 * noise[index]) for index in waiting}
        elif kind == 3:
            noise = {index: len(works[index]) * (0.8 + 0.4 * noise[index]) for index in waiting}
        here, done = set(waiting), dict[int, None]()
        for wanted in sorted(waiting, key=lambda index: noise[index]):
            self._with_predecessors(wanted, here, done)
        return list(done)

    def _with_predecessors(self, index: int, here: set[int], done: dict[int, None]) -> None:
        stack = [index]
        while stack:
            missing = [other for other in self.indexed.works[stack[-1]].after if other in here and other not in done]
            if missing:
                stack += missing
            else:
                done.setdefault(stack.pop())

"""The baseline: a priority list, as levelled by hand in a spreadsheet or a project tool.

Packages are taken one by one from a list and given the earliest start that keeps every rule, cash included, with one
vendor fixed for each layer. The best of several lists, vendors and extension counts is the plan to beat.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from planner.optimiser.clock import Clock
from planner.optimiser.indexed import Indexed, Ints, Work
from planner.optimiser.state import State

METHOD = "priority list, as levelled by hand"
Key = tuple[float, ...]
Rule = Callable[[Indexed, list[int], int], Key]


@dataclass(frozen=True)
class Placement:
    """A complete placement: a candidate per package, the extensions it uses, and its objective."""

    chosen: tuple[int, ...]
    extensions_used: int
    objective: int


def tails(indexed: Indexed, values: list[int]) -> list[int]:
    """Per package the largest sum of ``values`` along any chain of packages that wait for it, itself included."""
    found = [0] * len(values)
    for index in reversed(indexed.order):
        found[index] = values[index] + max((found[other] for other in indexed.works[index].before), default=0)
    return found


def _risk_first(indexed: Indexed, _tails: list[int], index: int) -> Key:
    return (-indexed.works[index].risk,)


def _cluster_by_cluster(indexed: Indexed, _tails: list[int], index: int) -> Key:
    work = indexed.works[index]
    return (work.cluster, -work.risk)


def _cheapest_first(indexed: Indexed, _tails: list[int], index: int) -> Key:
    return (int(indexed.works[index].total.min()),)


def _dearest_first(indexed: Indexed, _tails: list[int], index: int) -> Key:
    return (-int(indexed.works[index].total.min()),)


def _longest_tail_first(indexed: Indexed, tails_of: list[int], index: int) -> Key:
    return (-tails_of[index], -indexed.works[index].risk)


def _least_slack_first(indexed: Indexed, _tails: list[int], index: int) -> Key:
    return (int(indexed.works[index].start.max()),)


RULES: tuple[Rule, ...] = (
    _risk_first,
    _cluster_by_cluster,
    _cheapest_first,
    _dearest_first,
    _longest_tail_first,
    _least_slack_first,
)


def list_schedule(
    indexed: Indexed, clock: Clock, seconds: float, extra_credit: int = 0, counts: Sequence[int] | None = None
) -> Placement | None:
    """The best list plan found in ``seconds``, or None when every list got stuck.

    ``counts`` are the extension counts to try (all, the most first, by default). Deterministic unless the seconds
    run out first. When the person stops it, the best so far is the answer; without one, Cancelled is raised.
    """
    until = clock.seconds + seconds
    best: Placement | None = None
    for vendors in _vendor_choices(indexed):
        for extensions_used in range(len(indexed.problem.deadline.extensions), -1, -1) if counts is None else counts:
            for order in orders(indexed):
                found = serial(State(indexed, extensions_used, extra_credit), order, vendors)
                if found and (best is None or found.objective < best.objective):
                    best = found
                if clock.seconds > until or (best is not None and clock.cancelled()):
                    return best
                clock.check()
    return best


def orders(indexed: Indexed) -> list[list[int]]:
    """The list of each rule: by its key, but never before what a package waits for."""
    longest = tails(indexed, [int(work.duration.min()) for work in indexed.works])
    return [ordered(indexed, [rule(indexed, longest, index) for index in range(len(longest))]) for rule in RULES]


def ordered(indexed: Indexed, keys: list[Key]) -> list[int]:
    """All packages by ``keys``; what others wait for is drawn forward to stand before them."""
    place: dict[int, None] = {}
    for wanted in sorted(range(len(keys)), key=lambda index: (keys[index], index)):
        waiting = [wanted]
        while waiting:
            index = waiting[-1]
            missing = [other for other in indexed.works[index].after if other not in place]
            if missing:
                waiting.append(min(missing, key=lambda other: (keys[other], other)))
            else:
                place.setdefault(waiting.pop())
    return list(place)


def serial(state: State, order: list[int], vendors: list[int]) -> Placement | None:
    """Place the packages in ``order`` at their earliest start with their group's vendor; None when one fits nowhere."""
    works = state.indexed.works
    for index in order:
        rows, costs = state.fits(index)
        keep = works[index].vendor[rows] == vendors[works[index].group]
        rows, costs = rows[keep], costs[keep]
        if not len(rows):
            return None
        state.put(index, int(rows[earliest(works[index], rows, costs)]))
    return Placement(tuple(state.chosen), state.extensions_used, state.objective())


def earliest(work: Work, rows: Ints, costs: Ints) -> int:
    """The position in ``rows`` of the earliest start; on a tie the earliest finish, then the cheapest."""
    return int(np.lexsort((costs, work.finish[rows], work.start[rows]))[0])


def _vendor_choices(indexed: Indexed) -> Iterator[list[int]]:
    """Vendors per group: the cheapest everywhere, then one layer at a time switched to each of its other vendors."""
    usable = [indexed.vendors_of(group) for group in range(len(indexed.groups))]
    cheapest = [min(vendors, key=lambda vendor: _price(indexed, group, vendor)) for group, vendors in enumerate(usable)]
    yield cheapest
    for layer, costs in enumerate(indexed.integration):
        for vendor in range(len(costs)):
            switched = [
                vendor if indexed.group_layer[group] == layer and vendor in vendors else cheapest[group]
                for group, vendors in enumerate(usable)
            ]
            if switched != cheapest:
                yield switched


def _price(indexed: Indexed, group: int, vendor: int) -> int:
    """What a group costs with a vendor: integration and the cheapest candidates."""
    packages = (indexed.works[index] for index in indexed.groups[group])
    prices = (int(work.total[work.vendor == vendor].min()) for work in packages)
    return indexed.integration[indexed.group_layer[group]][vendor] + sum(prices)

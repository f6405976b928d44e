"""A bound by plain sums, for when the solver has no time: it holds whatever the crews, windows and cash do."""

import numpy as np

from planner.optimiser.indexed import Indexed


def plain_bound(indexed: Indexed, extensions_used: int) -> int:
    """What no plan with this extension count can beat: each package at its cheapest, all money claimed that can be, the
    cheapest vendor of every layer in use, and one mobilised stretch per cluster.
    """
    deadline, factor = indexed.deadline(extensions_used), indexed.problem.deadline.late_factor
    width = min(deadline, indexed.count)
    ceiling = int(indexed.released[:width].max(initial=0))
    gross = net = 0
    for work in indexed.works:
        own = work.risk * work.finish + (work.finish > deadline) * (factor * work.risk)
        gross += int((work.total + own).min())
        net += int((work.total - (work.eligible[:, width - 1] if width else 0) + own).min())
    layers = {work.layer for work in indexed.works}
    fixed = sum(min(indexed.integration[layer]) for layer in layers) + indexed.problem.deadline.cost(extensions_used)
    return max(gross - ceiling, net) + fixed + _mobilisation(indexed)


def plain_shortfall(indexed: Indexed) -> int:
    """How much more credit any plan needs at least, by the sums of single periods: what must have been paid by then,
    less what can have been claimed back, own cash and the credit there is. Zero does not mean that a plan exists.
    """
    last = len(indexed.problem.deadline.extensions)
    source = np.minimum(np.arange(indexed.count) - indexed.lag, indexed.deadline(last) - 1)
    arrived, source = source >= 0, np.maximum(source, 0)
    ceiling = np.where(arrived, np.maximum.accumulate(indexed.released)[source], 0)
    paid, net = np.zeros(indexed.count, np.int64), np.zeros(indexed.count, np.int64)
    for work in indexed.works:
        paid += work.paid.min(axis=0)
        net += (work.paid - work.eligible[:, source] * arrived).min(axis=0)
    return max(0, int((np.maximum(paid - ceiling, net) - indexed.room).max()))


def _mobilisation(indexed: Indexed) -> int:
    """Every cluster is mobilised at least as long as its longest package at its shortest."""
    months = [0] * len(indexed.mobilisation)
    for work in indexed.works:
        if work.cluster >= 0:
            months[work.cluster] = max(months[work.cluster], int(work.duration.min()))
    return sum(cost * month for cost, month in zip(indexed.mobilisation.tolist(), months, strict=True))

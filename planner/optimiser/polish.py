"""Fix and optimise: free some packages around where they stand, keep the others, and place them by integer program.

Small programs find what single insertions cannot: several packages changing places, or a vendor, at once.
"""

import random

from planner.optimiser.list_schedule import Placement
from planner.optimiser.model import Ask, formulate
from planner.optimiser.search import Hunt, solve_program

# Packages set free in one program at first, how far they may move, and how long one program may take.
FREE = 24
REACH = 7
SECONDS = 6.0
# A program solved to the end grows the next one, one out of time shrinks it.
GROWTH = 1.15
SHRINK = 0.75


def polish(hunt: Hunt, seconds: float, seed: int) -> None:
    """Improve the best plan for ``seconds`` or until it is proved; the clock decides how many programs are solved."""
    rng = random.Random(seed)  # noqa: S311 - a search, not a secret
    until = hunt.clock.seconds + seconds
    size = float(FREE)
    while hunt.best is not None and hunt.open_counts() and until - hunt.clock.seconds > 1.0:
        plan = hunt.best
        allowed = neighborhood(hunt, plan, min(round(size), len(plan.chosen)), rng)
        made = formulate(hunt.indexed, Ask(plan.extensions_used), allowed, check=hunt.clock.check)
        left = min(SECONDS, until - hunt.clock.seconds)
        status = solve_program(hunt, made, plan.extensions_used, left, plan.chosen, is_whole=False)
        size *= GROWTH if status == "optimal" else SHRINK
        size = max(4.0, min(size, len(plan.chosen)))


def neighborhood(hunt: Hunt, plan: Placement, size: int, rng: random.Random) -> list[list[int]]:
    """The candidates allowed per package: those near its start for the freed ones, its present one for the others."""
    free = _free(hunt, plan, size, rng)
    works, groups = hunt.indexed.works, hunt.indexed.groups
    allowed = []
    for index, (work, row) in enumerate(zip(works, plan.chosen, strict=True)):
        if index not in free:
            allowed.append([row])
            continue
        whole_group = all(member in free for member in groups[work.group])
        near = abs(work.start - work.start[row]) <= REACH
        same = near & (work.vendor == work.vendor[row])
        allowed.append([int(found) for found in (near if whole_group else same).nonzero()[0]])
    return allowed


def _free(hunt: Hunt, plan: Placement, size: int, rng: random.Random) -> set[int]:
    """Packages near each other: in a cluster, in time, in a vendor group, or any."""
    works, everyone = hunt.indexed.works, list(range(len(plan.chosen)))
    seed = rng.choice(everyone)
    starts = [int(work.start[row]) for work, row in zip(works, plan.chosen, strict=True)]
    rng.shuffle(everyone)
    kind = rng.randrange(4)
    if kind == 0:
        everyone.sort(key=lambda index: works[index].cluster != works[seed].cluster)
    elif kind == 1:
        everyone.sort(key=lambda index: abs(starts[index] - starts[seed]))
    elif kind == 2:
        everyone.sort(key=lambda index: works[index].group != works[seed].group)
    return set(everyone[:size])

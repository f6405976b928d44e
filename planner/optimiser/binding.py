"""What really holds a plan back: limits without which at least one package could move and the plan would cost less."""

import numpy as np

from planner.optimiser.indexed import Indexed, Ints
from planner.optimiser.list_schedule import Placement
from planner.optimiser.solution import Binding
from planner.optimiser.state import State

ENDLESS = 10**15


def find_binding(indexed: Indexed, plan: Placement) -> tuple[Binding, ...]:
    """Crews in the periods in which they are fully used, and the period with the least cash left.

    A limit is listed only if lifting it lets some package move alone to where the plan costs less.
    """
    state = State(indexed, plan.extensions_used)
    state.arrange(list(plan.chosen))
    found = []
    for number, crew in enumerate(indexed.problem.crews):
        full = (state.crews[number] <= 0) & (indexed.capacity[number] > 0)
        if full.any() and _helps_crew(state, number):
            found.append(Binding(f"crew {crew.id}", tuple(np.flatnonzero(full).tolist())))
    left = state.room_left()
    if _helps_cash(state):
        found.append(Binding("cash", tuple(np.flatnonzero(left == left.min()).tolist())))
    return tuple(found)


def _helps_crew(state: State, crew: int) -> bool:
    users = [index for index, work in enumerate(state.indexed.works) if dict(work.crew).get(crew)]
    return any(_is_held(state, index, state.crews[crew]) for index in users)


def _helps_cash(state: State) -> bool:
    return any(_is_held(state, index, state.room) for index in range(len(state.indexed.works)))


def _is_held(state: State, index: int, limit: Ints) -> bool:
    """Whether the package would move to where it adds less if there were no end of ``limit``."""
    now = _best_alone(state, index)
    limit += ENDLESS
    freed = _best_alone(state, index)
    limit -= ENDLESS
    return freed < now


def _best_alone(state: State, index: int) -> int:
    """The least a package can add when only it moves; at least where it stands it always fits."""
    row = state.chosen[index]
    state.take(index)
    costs = state.fits(index)[1]
    state.put(index, row)
    return int(costs.min())

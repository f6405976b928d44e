"""From a scheduling problem to a plan, a bound on how much better any plan could be, and the menu when none fits."""

from planner.optimiser.solution import Binding, MenuEntry, Solution, solution_document
from planner.optimiser.stages import solve

__all__ = ["Binding", "MenuEntry", "Solution", "solution_document", "solve"]

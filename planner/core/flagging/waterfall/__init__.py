"""How the verdict on one row came about, step by step, told by the engine's own readers."""

from planner.core.flagging.waterfall.narrator import Narrator
from planner.core.flagging.waterfall.steps import Line, State, Step, Waterfall

__all__ = ["Line", "Narrator", "State", "Step", "Waterfall"]

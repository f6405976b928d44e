"""Flagging: item × rule pack → finding with evidence. Pure; the facts come in as a pack, MAC owners as a function."""

from planner.core.flagging.engine import flag, flagger
from planner.core.flagging.pack import RulePack

__all__ = ["RulePack", "flag", "flagger"]

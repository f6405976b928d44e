"""Packages: the estimate and the project's setting become the scheduling problem."""

from planner.core.packages.build import Draft, Setting, draft_problem
from planner.core.packages.work import WorkRule

__all__ = ["Draft", "Setting", "WorkRule", "draft_problem"]

"""Rows to items, or to problems that name the cell."""

from planner.core.rows.understanding import Understanding, understand

__all__ = ["Understanding", "understand"]

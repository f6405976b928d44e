"""Measuring this program on this computer: how fast it reads, how fast and how well it flags."""

from planner.bench.flagging import Score, flag_speed, read_table, score
from planner.bench.ingest import COLUMNS, Comparison, Measured, ingest, inventory

__all__ = [
    "COLUMNS",
    "Comparison",
    "Measured",
    "Score",
    "flag_speed",
    "ingest",
    "inventory",
    "read_table",
    "score",
]

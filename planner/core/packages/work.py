"""How much work a swap is: crew-weeks, months on site, and the crew that does it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from planner.core.bill import PROJECT, Swap

CREW_WEEKS_PER_MONTH = 4
"""Weeks one crew works in a month (48 a year; the rest is leave and breakdowns). A planning value."""

MOBILIZATION_WEIGHT = 8000
"""Dollars by which a plan is judged worse for each month a region has a crew in it: the likely figure of price line
PLN-INS-007. It weighs schedules against each other; the money itself is in each site's cost lines.
"""


@dataclass(frozen=True, slots=True)
class WorkRule:
    """How the work of a layer is counted: ``crew_weeks`` for each ``per`` (``package``, ``hop_end`` or ``asset``)."""

    layer: str
    crew: str
    crew_weeks: Decimal
    per: str
    duration_months: int
    why: str


@dataclass(frozen=True, slots=True)
class Work:
    """The work of one package: months active, and crew-weeks of one kind of crew in each of them (0: no crew)."""

    crew: str
    weeks_per_month: int
    duration: int


def work_of(swap: Swap, rules: Mapping[str, WorkRule], crew_weeks_available: Mapping[str, int]) -> Work:
    """The work of a swap, stretched over more months when one month would need more than the crews there are."""
    rule = rules["network"] if swap.site == PROJECT else rules[swap.layer]
    per = {"package": swap.places, "hop_end": swap.hop_ends or 1, "asset": swap.units}[rule.per]
    weeks = int((rule.crew_weeks * per).to_integral_value(ROUND_CEILING))
    available = crew_weeks_available.get(rule.crew, 0)
    duration = rule.duration_months
    if weeks and available:
        duration = max(duration, -(-weeks // available))
    return Work(rule.crew if weeks and available else "", -(-weeks // duration), duration)

"""When a package may start, and what to tell the carrier when it may not start at all or the plan ends too early."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from planner.core.messages import issue_of
from planner.core.model import Issue
from planner.core.packages.calendar import first_of_period, starts, whole_months

LONGEST_HORIZON = 120
"""Months: the most that ``planning.horizon_months`` may say."""

_FILE = "project.toml"
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Window:
    """Where one package lies in time: months from order to delivery and on site, and months in which it may not be."""

    first: date
    lead: int
    duration: int
    blocked: tuple[int, ...]

    def starts(self, count: int) -> tuple[int, ...]:
        """Every start inside a horizon of ``count`` months."""
        return starts(self.first, count, self.lead, self.duration, self._kept())

    @property
    def outlasts_the_season(self) -> bool:
        """Whether no horizon has room for this work between two winters: then winter cannot be kept."""
        return _outlasts(self.duration, self.blocked)

    def _kept(self) -> tuple[int, ...]:
        return () if self.outlasts_the_season else self.blocked

    @property
    def horizon_needed(self) -> int:
        """The fewest months of horizon in which the work can be done once."""
        count = self.lead + self.duration
        while not self.starts(count):
            count += 1
        return count


@cache
def _outlasts(duration: int, blocked: tuple[int, ...]) -> bool:
    return bool(blocked) and duration > _longest_season(blocked)


def _longest_season(blocked: tuple[int, ...]) -> int:
    """The most months in a row, counted round the year, that are not blocked."""
    longest = run = 0
    for month in range(24):
        run = 0 if month % 12 + 1 in blocked else run + 1
        longest = max(longest, run)
    return longest


def no_start_issues(stuck: Mapping[str, Window], layers: Mapping[str, str], horizon: int) -> tuple[Issue, ...]:
    """One problem for all packages of a layer that cannot be done inside the horizon for the same reason.

    ``stuck`` maps package ids to the window of their quickest vendor, ``layers`` to their layer.
    """
    groups: dict[tuple[str, int, int, int], list[str]] = defaultdict(list)
    for package, window in sorted(stuck.items()):
        key = (layers[package], window.lead, window.duration, window.horizon_needed)
        groups[key].append(package)
    return tuple(_no_start(*key, packages, horizon) for key, packages in sorted(groups.items()))


def _no_start(layer: str, lead: int, duration: int, needed: int, packages: Sequence[str], horizon: int) -> Issue:
    named = ", ".join(packages[:_NAMED]) + (f" and {len(packages) - _NAMED} more" if len(packages) > _NAMED else "")
    season = "" if needed == lead + duration else ", and outdoor work keeps out of winter"
    faster = f" or a [[vendor]] for {layer} with fewer lead_months" if lead else ""
    longer = f"planning.horizon_months = {needed} or more" if needed <= LONGEST_HORIZON else "less work in one package"
    return issue_of(
        "package-without-start",
        _FILE,
        "[planning] horizon_months",
        str(horizon),
        packages=named,
        horizon=_months(horizon),
        lead=_months(lead),
        duration=_months(duration),
        season=season,
        longer=longer,
        faster=faster,
    )


def term_issues(first: date, horizon: int, term_ends: Sequence[date]) -> tuple[Issue, ...]:
    """What is odd about the term end that the plan keeps: it is over, or the plan stops before it."""
    end = min(term_ends, default=None)
    if end is None:
        return ()
    if whole_months(first, end) == 0:
        return (_term_is_over(first, end),)
    return (_plan_stops_early(first, horizon, end),) if horizon < whole_months(first, end) else ()


def _term_is_over(first: date, end: date) -> Issue:
    return issue_of("term-is-over", _FILE, "[[application]] granted_ends", end.isoformat(), end=end, first=first)


def _plan_stops_early(first: date, horizon: int, end: date) -> Issue:
    cell, last, months = "[planning] horizon_months", first_of_period(first, horizon), whole_months(first, end)
    return issue_of("horizon-before-term-end", _FILE, cell, str(horizon), last=last, end=end, months=months)


def _months(count: int) -> str:
    return f"{count} month{'' if count == 1 else 's'}"

"""When a package may start, and what to tell the carrier when it may not start at all or the plan ends too early."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

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
    return Issue(
        severity="blocks",
        file=_FILE,
        cell="[planning] horizon_months",
        typed=str(horizon),
        problem=(
            f"{named} cannot be done in {_months(horizon)}: the gear comes {_months(lead)} after the order, the work "
            f"takes {_months(duration)}{season}"
        ),
        fix=f"{longer}{faster}",
        rule="package-without-start",
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
    return Issue(
        severity="check",
        file=_FILE,
        cell="[[application]] granted_ends",
        typed=end.isoformat(),
        problem=f"the term ends on {end}, before a whole month of work is over (the plan begins on {first})",
        fix="the end granted since, if there is one; as it stands, work is late unless an extension still covers it",
        rule="term-is-over",
    )


def _plan_stops_early(first: date, horizon: int, end: date) -> Issue:
    last = first_of_period(first, horizon)
    return Issue(
        severity="check",
        file=_FILE,
        cell="[planning] horizon_months",
        typed=str(horizon),
        problem=f"the plan stops before {last}, though the term runs to {end}",
        fix=f"{whole_months(first, end)} or more, to use the whole term",
        rule="horizon-before-term-end",
    )


def _months(count: int) -> str:
    return f"{count} month{'' if count == 1 else 's'}"

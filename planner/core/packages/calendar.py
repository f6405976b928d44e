"""Months as periods: which index a date falls into, when the weather lets a layer start, where deadlines lie."""

from collections.abc import Collection
from datetime import date, timedelta


def month_start(day: date) -> date:
    """The first of the month ``day`` lies in."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first of the month after ``day``."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def whole_months(first: date, last_day: date) -> int:
    """How many whole months from ``first`` (a first of month) are over when ``last_day`` has ended; never negative."""
    after = last_day + timedelta(days=1)
    return max(0, (after.year - first.year) * 12 + after.month - first.month)


def month_of(first: date, period: int) -> int:
    """The calendar month (1 is January) of period ``period``."""
    return (first.month - 1 + period) % 12 + 1


def first_of_period(first: date, period: int) -> date:
    """The first day of period ``period``."""
    years, month = divmod(first.month - 1 + period, 12)
    return date(first.year + years, month + 1, 1)


def starts(first: date, count: int, lead: int, duration: int, blocked_months: Collection[int]) -> tuple[int, ...]:
    """Every period in which work may start: ordered inside the horizon, done inside it, never active when blocked."""
    return tuple(
        start
        for start in range(lead, count - duration + 1)
        if not any(month_of(first, start + step) in blocked_months for step in range(duration))
    )

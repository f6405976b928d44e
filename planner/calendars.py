"""Program dates as a calendar file (RFC 5545): the only door to the icalendar library."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from icalendar import Alarm, Calendar, Event

from planner.core.dates import ProgramDate
from planner.files import write_whole

PRODUCT = "-//planner//rip and replace deadlines//EN"


def calendar_bytes(dates: Sequence[ProgramDate], as_of: date, program: str = "us-fcc-scrp") -> bytes:
    """All-day events, one per date, on the day of the rule; the same dates and ``as_of`` give the same bytes.

    A date keeps its UID when it moves, so importing a newer file moves the event; a superseded date is marked
    cancelled. The stamp is midnight of ``as_of``, not the time of writing.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Rip and replace deadlines")
    for one in dates:
        calendar.add_component(_event(one, as_of, program))
    return bytes(calendar.to_ical())


def write_ics(dates: Sequence[ProgramDate], path: Path, as_of: date, program: str = "us-fcc-scrp") -> Path:
    """Write :func:`calendar_bytes` to ``path`` and return it. Raises ``OSError`` when the place cannot be written."""
    return write_whole(path, calendar_bytes(dates, as_of, program))


def _event(one: ProgramDate, as_of: date, program: str) -> Event:
    event = Event()
    event.add("uid", _uid(one, program))
    event.add("dtstamp", datetime.combine(as_of, time(), UTC))
    event.add("dtstart", one.on)
    event.add("dtend", one.on + timedelta(days=1))
    event.add("summary", f"{one.application}: {one.what}")
    event.add("description", _description(one))
    event.add("categories", [one.rule])
    event.add("status", "CANCELLED" if one.state == "superseded" else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    for days in one.remind_days:
        event.add_component(_reminder(one, days))
    return event


def _uid(one: ProgramDate, program: str) -> str:
    """Named after what the date is, never after its day. The application's id is hashed, as it may hold anything."""
    application = hashlib.sha256(one.application.encode()).hexdigest()[:16]
    return f"{application}-{one.rule}-{one.number}@{program}.planner"


def _description(one: ProgramDate) -> str:
    lines = [f"Rule {one.rule}, {one.source}"]
    if one.next_business_day != one.on:
        lines.append(f"{one.on} is no business day; the next one is {one.next_business_day}. Plan to the earlier day.")
    return "\n".join(lines)


def _reminder(one: ProgramDate, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(days=-days))
    alarm.add("description", f"In {days} days: {one.application}: {one.what}")
    return alarm

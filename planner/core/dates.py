"""The program's calendar: month arithmetic, business days, and every date an application must keep.

All days are calendar days, US Eastern. Formulas carry the ids T1 to T16 of the program pack.
"""

from calendar import monthrange
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal

from planner.core.messages import issue_of
from planner.core.model import Issue
from planner.core.program import Program
from planner.core.project import Application, Project

State = Literal["past", "due", "upcoming", "superseded"]
CARRIER = "carrier"
FORMAT = "planner-deadlines/1"
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class ProgramDate:
    """One date. ``application`` is its id, or ``carrier`` for a duty of the carrier as a whole.

    ``on`` is the day of the rule, ``next_business_day`` the day it rolls to; plan to the earlier. ``state``:
    *superseded* when a later term end was granted, or when the filing it asks for has been made; *past* once the
    next business day is over; *due* within the pack's ``due_within_days``; else *upcoming*.
    ``number`` tells the dates of one rule apart and stays the same when the project is computed again.
    ``remind_days`` are the days before ``on`` to remind the carrier.
    """

    application: str
    rule: str
    what: str
    on: date
    next_business_day: date
    state: State
    source: str
    number: int = 0
    remind_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A date before it is rolled and judged; ``settled`` says that nothing need be done for it any more."""

    rule: str
    on: date
    number: int = 0
    settled: bool = False
    superseded: bool = False
    detail: str = ""
    source: str = ""
    remind_days: tuple[int, ...] = ()


def add_months(day: date, months: int) -> date:
    """The same day of the month ``months`` later (or earlier), the last one where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    """The same day ``years`` later; 29 February becomes 28 February, the earlier and safer day."""
    return add_months(day, 12 * years)


def business_day(day: date, holidays: Set[date]) -> date:
    """``day``, or the next one that is neither Saturday, Sunday nor in ``holidays`` (47 CFR 1.4(j))."""
    while day.weekday() >= SATURDAY or day in holidays:
        day += timedelta(days=1)
    return day


def business_day_before(day: date, holidays: Set[date]) -> date:
    """The last business day earlier than ``day``: what must happen before a day may not roll onto it."""
    day -= timedelta(days=1)
    while day.weekday() >= SATURDAY or day in holidays:
        day -= timedelta(days=1)
    return day


def term_ends(application: Application, program: Program) -> tuple[date, ...]:
    """Every end of the removal, replacement and disposal term, oldest first; the last is in force. Empty before the
    first disbursement, unless a granted end shows that there was one.
    """
    if application.first_disbursement_on is None:
        return application.granted_ends
    first = add_years(application.first_disbursement_on, program.number("term_years"))
    return (first, *application.granted_ends)


def term_end(application: Application, program: Program) -> date | None:
    """The term end in force, or None before the first disbursement."""
    ends = term_ends(application, program)
    return ends[-1] if ends else None


def scheduling_ends(project: Project, program: Program) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """The term ends in force of all applications, and the ends the assumed extensions would add to the earliest."""
    ends = tuple(end for one in project.applications if (end := term_end(one, program)) is not None)
    planning = project.planning
    steps = range(1, planning.extensions_assumed + 1) if ends else range(0)
    return ends, tuple(add_months(min(ends), step * planning.extension_months) for step in steps)


def term_issues(project: Project, program: Program, file: str = "project.toml") -> tuple[Issue, ...]:
    """Granted ends that the rules cannot explain: later than the most one grant may give, or not later at all."""
    return tuple(
        _grant_issue(application.id, before, after, program, file)
        for application in project.applications
        for before, after in pairwise(term_ends(application, program))
        if not before < after <= add_months(before, program.number("extension_max_months"))
    )


def _grant_issue(application: str, before: date, after: date, program: Program, file: str) -> Issue:
    months = program.number("extension_max_months")
    late = after > before
    why = f"one grant gives at most {months} months" if late else f"the term ran until {before} anyway"
    cell, latest = f"[[application]] {application} granted_ends", add_months(before, months)
    return issue_of("T6", file, cell, after.isoformat(), why=why, before=before, latest=latest)


def program_dates(project: Project, program: Program, as_of: date, holidays: Set[date]) -> tuple[ProgramDate, ...]:
    """Every date that can be computed, by day, application and rule; what cannot be is in :func:`date_notes`.

    Status updates and spending reports run until the final certification, or to one year after ``as_of``.
    """
    dates = [
        _finished(application.id, draft, program, as_of, holidays)
        for application in project.applications
        for draft in _drafts(application, program, as_of, holidays)
    ]
    dates += [_finished(CARRIER, draft, program, as_of, holidays) for draft in _annual_reports(program, as_of)]
    return tuple(sorted(dates, key=lambda one: (one.on, one.application, int(one.rule[1:]), one.number)))


def _drafts(application: Application, program: Program, as_of: date, holidays: Set[date]) -> Iterator[_Draft]:
    yield from _first_claim(application, program)
    yield from _term(application, program, holidays)
    yield from _after_term(application, program)
    yield from _status_updates(application, program, as_of)
    yield from _spending_reports(application, program, as_of)
    yield from _retention(application, program)


def _first_claim(application: Application, program: Program) -> Iterator[_Draft]:
    if application.approved_on:
        filed = application.first_disbursement_on is not None
        yield _Draft("T3", add_years(application.approved_on, program.number("first_claim_years")), settled=filed)


def _term(application: Application, program: Program, holidays: Set[date]) -> Iterator[_Draft]:
    ends = term_ends(application, program)
    certified = application.final_certified_on is not None
    reminders = tuple(int(days) for days in program.names("petition_reminder_days"))
    for number, end in enumerate(ends):
        in_force = number == len(ends) - 1
        yield _Draft(
            "T4", end, number, settled=certified, superseded=not in_force,
            detail=f" (extension {number})" if number else "",
            source=_grant_source(application, number, program) if number else "",
            remind_days=reminders if in_force and not certified else (),
        )  # fmt: skip
    if ends:
        yield _Draft("T6", business_day_before(ends[-1], holidays), settled=certified)


def _grant_source(application: Application, number: int, program: Program) -> str:
    source = program.rules["T6"].source
    return f"{source}; {application.citations[number - 1]}" if number <= len(application.citations) else source


def _after_term(application: Application, program: Program) -> Iterator[_Draft]:
    if (end := term_end(application, program)) is None:
        return
    claim = end + timedelta(days=program.number("claim_days"))
    yield _Draft("T7", claim)
    yield _Draft("T8", claim + timedelta(days=program.number("claim_extension_days")))
    certified = application.final_certified_on is not None
    yield _Draft("T11", end + timedelta(days=program.number("certification_days")), settled=certified)


def _status_updates(application: Application, program: Program, as_of: date) -> Iterator[_Draft]:
    if application.approved_on is None:
        return
    step = timedelta(days=program.number("status_days"))
    last = _last_report(application, application.approved_on, as_of)
    for number in range(1, (last - application.approved_on) // step + 1):
        yield _Draft("T9", application.approved_on + step * number, number)


def _spending_reports(application: Application, program: Program, as_of: date) -> Iterator[_Draft]:
    first = application.first_disbursement_on
    if first is not None:
        last = _last_report(application, first, as_of)
        yield from _yearly("T10", program.names("spending_report_days"), first, last)


def _last_report(application: Application, first: date, as_of: date) -> date:
    return application.final_certified_on or add_years(max(first, as_of), 1)


def _yearly(rule: str, month_days: tuple[str, ...], first: date, last: date) -> Iterator[_Draft]:
    for year in range(first.year, last.year + 1):
        for text in month_days:
            day = date.fromisoformat(f"{year}-{text}")
            if first <= day <= last:
                yield _Draft(rule, day, year * 100 + day.month)


def _annual_reports(program: Program, as_of: date) -> Iterator[_Draft]:
    return _yearly("T14", program.names("annual_report_days"), as_of, add_years(as_of, 1))


def _retention(application: Application, program: Program) -> Iterator[_Draft]:
    start, end = application.final_disbursement_on, term_end(application, program)
    if start is None and application.final_certified_on and end:
        start = max(application.final_certified_on, end + timedelta(days=program.number("claim_days")))
    if start is not None:
        given = application.final_disbursement_on is not None
        detail = "" if given else " (counted from the claim deadline until the final disbursement is given)"
        yield _Draft("T13", add_years(start, program.number("retention_years")), detail=detail)


def _finished(application: str, draft: _Draft, program: Program, as_of: date, holidays: Set[date]) -> ProgramDate:
    rule = program.rules[draft.rule]
    rolled = business_day(draft.on, holidays)
    return ProgramDate(
        application=application,
        rule=draft.rule,
        what=rule.what + draft.detail,
        on=draft.on,
        next_business_day=rolled,
        state=_state(draft, rolled, as_of, program.number("due_within_days")),
        source=draft.source or rule.source,
        number=draft.number,
        remind_days=draft.remind_days,
    )


def _state(draft: _Draft, rolled: date, as_of: date, due_within: int) -> State:
    if draft.superseded:
        return "superseded"
    if rolled < as_of:
        return "past"
    if draft.settled:
        return "superseded"
    return "due" if draft.on <= as_of + timedelta(days=due_within) else "upcoming"


def date_notes(project: Project, program: Program) -> tuple[str, ...]:
    """What could not be computed, and why, so that a missing line is never taken for a missing duty."""
    notes = [note for application in project.applications for note in _unknown_dates(application)]
    if not project.applications:
        notes.append("No application is given, so only the carrier's yearly report has a date.")
    notes += [f"{number} {program.rules[number].what}: {program.rules[number].note}" for number in _UNDATED]
    return (*notes, f"{program.rules['T16'].source}: {program.rules['T16'].note}", program.caveat)


_UNDATED = ("T1", "T2", "T5", "T12", "T15")


def _unknown_dates(application: Application) -> Iterator[str]:
    if application.approved_on is None:
        yield f"{application.id}: approved_on is not given, so first claim (T3) and status updates (T9) have no date."
    if application.first_disbursement_on is None:
        yield (
            f"{application.id}: first_disbursement_on is not given, so the term end (T4), claims (T7, T8), spending "
            "reports (T10) and the final certification (T11) have no date."
        )


def deadlines_document(project: Project, program: Program, as_of: date, holidays: Set[date]) -> dict[str, Any]:
    """``planner-deadlines/1``; beside the dates it carries ``notes`` (what has no date) and ``issues`` to look at."""
    return {
        "format": FORMAT,
        "as_of": as_of.isoformat(),
        "program": program.id,
        "dates": [_entry(one) for one in program_dates(project, program, as_of, holidays)],
        "notes": list(date_notes(project, program)),
        "issues": [
            {"severity": one.severity, "cell": one.cell, "typed": one.typed, "problem": one.problem, "fix": one.fix,
             "rule": one.rule}
            for one in term_issues(project, program)
        ],
    }  # fmt: skip


def _entry(one: ProgramDate) -> dict[str, str]:
    return {
        "application": one.application,
        "rule": one.rule,
        "what": one.what,
        "on": one.on.isoformat(),
        "next_business_day": one.next_business_day.isoformat(),
        "state": one.state,
        "source": one.source,
    }

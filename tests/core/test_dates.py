"""The program's calendar, held against dates that the FCC set and against hand-worked ones."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.dates import (
    ProgramDate,
    add_months,
    add_years,
    business_day,
    business_day_before,
    date_notes,
    deadlines_document,
    program_dates,
    scheduling_ends,
    term_end,
    term_ends,
    term_issues,
)
from planner.core.program import Program
from planner.core.project import Application, Project, parse_project
from planner.reference.federal_holidays import federal_holidays
from planner.reference.programs import load_program

HOLIDAYS = federal_holidays(range(2020, 2041))
VIAERO = Application("A1", date(2022, 7, 15), None, date(2022, 11, 18), (date(2024, 5, 18),))
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.fixture(scope="module")
def program() -> Program:
    return load_program("us-fcc-scrp")


def project(*applications: str) -> Project:
    """A project with applications as typed in a file."""
    return parse_project("\n".join(f"[[application]]\n{lines}" for lines in applications), "project.toml")


def dates_of(text: str, program: Program, as_of: date, rule: str) -> list[ProgramDate]:
    """The dates of one rule for a project of one application."""
    return [one for one in program_dates(project(text), program, as_of, HOLIDAYS) if one.rule == rule]


VIAERO_TEXT = "approved_on = 2022-07-15\nfirst_disbursement_on = 2022-11-18\ngranted_ends = [2024-05-18]"
FIRST_TERM = "approved_on = 2022-07-15\nfirst_disbursement_on = 2022-11-18"


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2023, 11, 18), 6, date(2024, 5, 18)),
        (date(2024, 7, 21), 6, date(2025, 1, 21)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2022, 8, 31), 6, date(2023, 2, 28)),
        (date(2023, 12, 15), 1, date(2024, 1, 15)),
        (date(2024, 1, 31), -1, date(2023, 12, 31)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
    ],
)
def test_months_keep_the_day_or_take_the_last_one(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_a_year_after_29_february_is_28_february() -> None:
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)


@given(DAYS, st.integers(0, 120), st.integers(0, 120))
def test_more_months_are_never_earlier(day: date, fewer: int, extra: int) -> None:
    assert add_months(day, fewer) <= add_months(day, fewer + extra)


@given(DAYS, DAYS, st.integers(-60, 60))
def test_a_later_day_is_never_overtaken(one: date, other: date, months: int) -> None:
    first, second = sorted((one, other))
    assert add_months(first, months) <= add_months(second, months)


@given(DAYS, st.integers(-60, 60))
def test_months_move_the_month_by_exactly_their_number(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day <= day.day


def test_a_saturday_rolls_to_monday() -> None:
    assert business_day(date(2023, 11, 18), HOLIDAYS) == date(2023, 11, 20)


def test_a_holiday_after_a_weekend_is_skipped_too() -> None:
    assert business_day(date(2023, 10, 8), HOLIDAYS) == date(2023, 10, 10)
    assert business_day(date(2023, 10, 8), frozenset()) == date(2023, 10, 9)


def test_a_working_day_stays() -> None:
    assert business_day(date(2023, 10, 10), HOLIDAYS) == date(2023, 10, 10)


@given(st.dates(date(2021, 1, 1), date(2039, 12, 1)))
def test_the_rolled_day_is_the_first_working_day_on_or_after(day: date) -> None:
    rolled = business_day(day, HOLIDAYS)
    skipped = [day + timedelta(days=step) for step in range((rolled - day).days)]
    assert rolled.weekday() < 5
    assert rolled not in HOLIDAYS
    assert all(one.weekday() >= 5 or one in HOLIDAYS for one in skipped)
    assert business_day_before(rolled, HOLIDAYS) < rolled


def test_the_viaero_chain_is_the_one_the_fcc_granted(program: Program) -> None:
    assert term_ends(VIAERO, program) == (date(2023, 11, 18), date(2024, 5, 18))
    assert term_end(VIAERO, program) == date(2024, 5, 18)


@pytest.mark.parametrize(
    ("rule", "on"),
    [
        ("T3", date(2023, 7, 15)),
        ("T11", date(2024, 5, 28)),
        ("T7", date(2024, 9, 15)),
        ("T8", date(2025, 1, 13)),
        ("T6", date(2024, 5, 17)),
    ],
)
def test_dates_hang_on_the_term_end_in_force(rule: str, on: date, program: Program) -> None:
    assert [one.on for one in dates_of(VIAERO_TEXT, program, date(2023, 10, 1), rule)] == [on]


def test_an_earlier_end_is_superseded_by_the_granted_one(program: Program) -> None:
    ends = dates_of(VIAERO_TEXT, program, date(2023, 12, 1), "T4")
    assert [(one.on, one.state) for one in ends] == [
        (date(2023, 11, 18), "superseded"),
        (date(2024, 5, 18), "upcoming"),
    ]


def test_a_granted_end_names_its_order(program: Program) -> None:
    text = VIAERO_TEXT + '\ncitations = ["DA 23-960"]'
    assert [one.source for one in dates_of(text, program, date(2023, 12, 1), "T4")] == [
        "47 CFR 1.50004(h)", "47 CFR 1.50004(h)(2); DA 23-960",
    ]  # fmt: skip


def test_status_updates_of_the_2022_cohort_fall_on_the_known_days(program: Program) -> None:
    dates = dates_of("approved_on = 2022-07-15", program, date(2026, 3, 21), "T9")
    assert [one.on.isoformat() for one in dates] == [
        "2022-10-13", "2023-01-11", "2023-04-11", "2023-07-10", "2023-10-08", "2024-01-06", "2024-04-05", "2024-07-04",
        "2024-10-02", "2024-12-31", "2025-03-31", "2025-06-29", "2025-09-27", "2025-12-26", "2026-03-26", "2026-06-24",
        "2026-09-22", "2026-12-21", "2027-03-21",
    ]  # fmt: skip


def test_status_updates_stop_with_the_final_certification(program: Program) -> None:
    text = FIRST_TERM + "\nfinal_certified_on = 2023-04-11"
    assert [one.on for one in dates_of(text, program, date(2026, 1, 1), "T9")] == [
        date(2022, 10, 13), date(2023, 1, 11), date(2023, 4, 11),
    ]  # fmt: skip


def test_spending_reports_begin_with_the_first_disbursement_and_run_a_year_ahead(program: Program) -> None:
    dates = dates_of(FIRST_TERM, program, date(2023, 10, 1), "T10")
    assert [one.on for one in dates] == [date(2023, 2, 10), date(2023, 8, 10), date(2024, 2, 10), date(2024, 8, 10)]


def test_a_disbursement_on_a_report_day_is_reported_that_day(program: Program) -> None:
    dates = dates_of("first_disbursement_on = 2023-02-10", program, date(2023, 3, 1), "T10")
    assert dates[0].on == date(2023, 2, 10)


def test_records_are_kept_ten_years_from_the_final_disbursement(program: Program) -> None:
    text = FIRST_TERM + "\nfinal_certified_on = 2023-11-20\nfinal_disbursement_on = 2024-02-29"
    assert [one.on for one in dates_of(text, program, date(2024, 3, 1), "T13")] == [date(2034, 2, 28)]


def test_records_are_kept_from_the_claim_deadline_while_the_final_disbursement_is_unknown(program: Program) -> None:
    (kept,) = dates_of(FIRST_TERM + "\nfinal_certified_on = 2023-11-20", program, date(2024, 3, 1), "T13")
    assert kept.on == date(2034, 3, 17)
    assert "until the final disbursement is given" in kept.what


def test_the_yearly_report_is_the_carriers_even_without_an_application(program: Program) -> None:
    (report,) = program_dates(parse_project("", "p"), program, date(2026, 11, 24), HOLIDAYS)
    assert (report.application, report.rule, report.on) == ("carrier", "T14", date(2027, 3, 31))


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        (date(2023, 10, 18), "upcoming"),
        (date(2023, 10, 19), "due"),
        (date(2023, 11, 18), "due"),
        (date(2023, 11, 20), "due"),
        (date(2023, 11, 21), "past"),
    ],
)
def test_a_date_is_due_thirty_days_ahead_and_past_after_its_business_day(
    as_of: date, state: str, program: Program
) -> None:
    assert [one.state for one in dates_of(FIRST_TERM, program, as_of, "T4")] == [state]


def test_what_a_filing_has_settled_is_not_asked_for_again(program: Program) -> None:
    text = FIRST_TERM + "\nfinal_certified_on = 2023-06-01"
    states = {one.rule: one.state for one in program_dates(project(text), program, date(2023, 6, 10), HOLIDAYS)}
    assert {states["T3"], states["T4"], states["T6"], states["T11"]} == {"superseded"}
    assert states["T7"] == "upcoming"


def test_only_the_end_in_force_has_reminders(program: Program) -> None:
    ends = dates_of(VIAERO_TEXT, program, date(2023, 10, 1), "T4")
    assert [one.remind_days for one in ends] == [(), (150, 120, 45)]


def test_a_petition_day_never_rolls_onto_the_term_end(program: Program) -> None:
    (petition,) = dates_of("first_disbursement_on = 2024-01-01", program, date(2024, 6, 1), "T6")
    assert term_end(Application("A1", first_disbursement_on=date(2024, 1, 1)), program) == date(2025, 1, 1)
    assert petition.on == petition.next_business_day == date(2024, 12, 31)
    (monday,) = dates_of("first_disbursement_on = 2024-01-06", program, date(2024, 6, 1), "T6")
    assert monday.on == date(2025, 1, 3)


def test_a_grant_of_six_months_raises_no_question_and_a_day_more_does(program: Program) -> None:
    assert term_issues(project(VIAERO_TEXT), program) == ()
    late = project(VIAERO_TEXT.replace("2024-05-18", "2024-05-19"))
    (issue,) = term_issues(late, program)
    assert (issue.severity, issue.typed, issue.rule) == ("check", "2024-05-19", "T6")
    assert "no later than 2024-05-18" in issue.fix


def test_a_grant_inside_the_first_year_raises_a_question(program: Program) -> None:
    (issue,) = term_issues(project(VIAERO_TEXT.replace("2024-05-18", "2023-11-18")), program)
    assert "the term ran until 2023-11-18 anyway" in issue.problem


def test_a_shorter_grant_is_fine(program: Program) -> None:
    assert term_issues(project(VIAERO_TEXT.replace("2024-05-18", "2024-02-18")), program) == ()


def test_the_document_is_the_contracts(program: Program) -> None:
    document = deadlines_document(project(FIRST_TERM), program, date(2023, 10, 1), HOLIDAYS)
    assert (document["format"], document["as_of"], document["program"]) == (
        "planner-deadlines/1", "2023-10-01", "us-fcc-scrp",
    )  # fmt: skip
    (end,) = (one for one in document["dates"] if one["rule"] == "T4")
    assert end == {
        "application": "A1",
        "rule": "T4",
        "what": "removal, replacement and disposal term ends",
        "on": "2023-11-18",
        "next_business_day": "2023-11-20",
        "state": "upcoming",
        "source": "47 CFR 1.50004(h)",
    }


def test_the_document_carries_what_a_person_should_check(program: Program) -> None:
    late = project(VIAERO_TEXT.replace("2024-05-18", "2025-05-18"))
    (issue,) = deadlines_document(late, program, date(2023, 10, 1), HOLIDAYS)["issues"]
    assert issue["cell"] == "[[application]] A1 granted_ends"


def test_rules_without_a_date_are_explained(program: Program) -> None:
    notes = "\n".join(date_notes(project('id = "B7"'), program))
    assert "B7: approved_on is not given" in notes
    assert "B7: first_disbursement_on is not given" in notes
    assert all(f"{rule} " in notes for rule in ("T1", "T2", "T5", "T12", "T15"))


def test_every_application_has_its_own_dates_in_order(program: Program) -> None:
    both = project('id = "N"\nfirst_disbursement_on = 2023-05-03', 'id = "S"\nfirst_disbursement_on = 2023-06-03')
    dates = program_dates(both, program, date(2023, 10, 1), HOLIDAYS)
    assert [(one.application, one.on) for one in dates if one.rule == "T4"] == [
        ("N", date(2024, 5, 3)),
        ("S", date(2024, 6, 3)),
    ]
    assert [one.on for one in dates] == sorted(one.on for one in dates)


@given(
    st.dates(date(2022, 7, 15), date(2024, 12, 31)),
    st.lists(st.integers(1, 6), max_size=8),
    st.dates(date(2021, 1, 1), date(2030, 1, 1)),
)
def test_chains_of_grants_only_move_forward(first: date, months: list[int], as_of: date) -> None:
    program, ends = load_program("us-fcc-scrp"), [add_years(first, 1)]
    for step in months:
        ends.append(add_months(ends[-1], step))
    granted = ", ".join(end.isoformat() for end in ends[1:])
    text = f"first_disbursement_on = {first}\ngranted_ends = [{granted}]"
    found = program_dates(project(text), program, as_of, HOLIDAYS)
    chain = [one for one in found if one.rule == "T4"]
    on = {one.rule: one.on for one in found}
    assert [one.on for one in chain] == ends
    assert [one.state == "superseded" for one in chain] == [True] * (len(ends) - 1) + [False]
    assert on["T6"] < ends[-1] < on["T11"] < on["T7"] < on["T8"]
    assert term_issues(project(text), program) == ()
    assert all(one.next_business_day >= one.on for one in found)


@given(st.dates(date(2021, 1, 1), date(2035, 1, 1)))
def test_the_day_of_asking_changes_states_but_never_a_date(as_of: date) -> None:
    program = load_program("us-fcc-scrp")
    fixed = {"T3", "T4", "T6", "T7", "T8", "T11"}
    then, now = (
        [(one.rule, one.on) for one in program_dates(project(VIAERO_TEXT), program, day, HOLIDAYS) if one.rule in fixed]
        for day in (as_of, date(2023, 1, 1))
    )
    assert then == now


def test_assumed_extensions_follow_the_earliest_term_end(program: Program) -> None:
    told = project(FIRST_TERM, 'id = "A2"\nfirst_disbursement_on = 2023-01-31')
    assert scheduling_ends(told, program) == ((date(2023, 11, 18), date(2024, 1, 31)), (date(2024, 5, 18),))


def test_without_a_term_end_no_extension_is_assumed(program: Program) -> None:
    assert scheduling_ends(project("approved_on = 2022-07-15"), program) == ((), ())


def test_a_granted_end_counts_even_when_the_first_disbursement_is_not_told(program: Program) -> None:
    assert term_end(Application("A1", granted_ends=(date(2028, 6, 30),)), program) == date(2028, 6, 30)

"""Program dates as a calendar file: all-day events that move instead of doubling."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest

from planner.calendars import calendar_bytes, write_ics
from planner.core.dates import ProgramDate, program_dates
from planner.core.project import parse_project
from planner.reference.federal_holidays import federal_holidays
from planner.reference.programs import load_program

AS_OF = date(2023, 10, 1)


def dates(granted: str = "") -> tuple[ProgramDate, ...]:
    """The dates of one application whose id needs escaping."""
    text = '[[application]]\nid = "North, é; west"\napproved_on = 2022-07-15\nfirst_disbursement_on = 2022-11-18\n'
    project = parse_project(f"{text}granted_ends = [{granted}]", "p")
    return program_dates(project, load_program("us-fcc-scrp"), AS_OF, federal_holidays(range(2022, 2027)))


def events(data: bytes) -> list[icalendar.Event]:
    """The events of a calendar file, strictly parsed."""
    calendar = icalendar.Calendar.from_ical(data)
    assert isinstance(calendar, icalendar.Calendar)
    assert calendar.errors == []
    found = [part for part in calendar.walk("VEVENT") if isinstance(part, icalendar.Event)]
    assert all(event.errors == [] for event in found)
    return found


def end_events(data: bytes) -> list[icalendar.Event]:
    """The term ends among the events."""
    return [event for event in events(data) if "term ends" in str(event["summary"])]


def test_every_date_is_an_all_day_event_on_the_day_of_the_rule() -> None:
    given = dates()
    found = events(calendar_bytes(given, AS_OF))
    assert [event.decoded("dtstart") for event in found] == [one.on for one in given]
    assert all(event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1) for event in found)
    assert not any(isinstance(event.decoded("dtstart"), datetime) for event in found)


def test_the_words_survive_commas_semicolons_and_accents() -> None:
    (end,) = end_events(calendar_bytes(dates(), AS_OF))
    assert str(end["summary"]) == "North, é; west: removal, replacement and disposal term ends"
    assert "47 CFR 1.50004(h)" in str(end["description"])
    assert "the next one is 2023-11-20" in str(end["description"])


def test_the_stamp_is_the_as_of_day_and_the_bytes_never_change() -> None:
    data = calendar_bytes(dates(), AS_OF)
    assert data == calendar_bytes(dates(), AS_OF)
    assert {event.decoded("dtstamp") for event in events(data)} == {datetime(2023, 10, 1, tzinfo=UTC)}


def test_lines_end_as_the_standard_asks_and_stay_within_75_octets() -> None:
    data = calendar_bytes(dates(), AS_OF)
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75


def test_each_date_has_its_own_uid() -> None:
    found = [str(event["uid"]) for event in events(calendar_bytes(dates("2024-05-18"), AS_OF))]
    assert len(set(found)) == len(found)


def test_an_extension_cancels_the_old_end_and_moves_the_claim_deadline() -> None:
    before, after = calendar_bytes(dates(), AS_OF), calendar_bytes(dates("2024-05-18"), AS_OF)
    (old,) = end_events(before)
    first, second = end_events(after)
    assert (str(old["uid"]), str(old["status"])) == (str(first["uid"]), "CONFIRMED")
    assert (str(first["status"]), str(second["status"])) == ("CANCELLED", "CONFIRMED")
    claims = [
        {str(event["uid"]): event.decoded("dtstart") for event in events(data) if str(event["uid"]).count("-T7-")}
        for data in (before, after)
    ]
    assert list(claims[0]) == list(claims[1])
    assert (*claims[0].values(), *claims[1].values()) == (date(2024, 3, 17), date(2024, 9, 15))


def test_the_end_in_force_reminds_in_time_to_petition() -> None:
    (end,) = end_events(calendar_bytes(dates(), AS_OF))
    assert [alarm.decoded("trigger").days for alarm in end.walk("VALARM")] == [-150, -120, -45]


def test_no_dates_are_a_calendar_all_the_same() -> None:
    assert events(calendar_bytes((), AS_OF)) == []


def test_the_file_holds_the_same_bytes(tmp_path: Path) -> None:
    path = write_ics(dates(), tmp_path / "deadlines.ics", AS_OF)
    assert path.read_bytes() == calendar_bytes(dates(), AS_OF)


def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, no folder")
    with pytest.raises(OSError, match="taken"):
        write_ics(dates(), tmp_path / "taken" / "deadlines.ics", AS_OF)

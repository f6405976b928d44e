"""Dates as people and spreadsheets write them."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from planner.core.columns.texts import is_placeholder, plain, text_of
from planner.core.model import CellValue
from planner.core.rows.values.bad import Bad, bad
from planner.core.rows.values.tidy import LONGEST, tidy

_EXCEL_EPOCH = date(1899, 12, 30)  # Excel's day 0 in the 1900 date system, with its phantom 29 February 1900
_EXCEL_DAYS = range(30_000, 60_001)  # 1982 to 2064: what an unformatted date looks like
_YEARS = range(1980, 2101)
# English, Spanish, French, German, Portuguese and Italian, without accents.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january ene enero janv janvier januar janner janeiro gen gennaio",
            "feb february febrero fevr fevrier fev februar fevereiro febbraio", "mar march marzo mars marz maerz marco",
            "apr april abr abril avr avril aprile", "may mayo mai maio mag maggio",
            "jun june junio juin juni junho giu giugno", "jul july julio juil juillet juli julho lug luglio",
            "aug august ago agosto aout", "sep sept september septiembre setiembre septembre set setembro settembre",
            "oct october octubre octobre okt oktober out outubro ott ottobre",
            "nov november noviembre novembre novembro",
            "dec december dic diciembre decembre dez dezember dezembro dicembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_FILLER_WORDS = (
    "st nd rd th er of the de del el le den d mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri "
    "friday sat saturday sun sunday lunes martes miercoles jueves viernes lundi mardi mercredi jeudi vendredi montag "
    "dienstag mittwoch donnerstag freitag"
)
_FILLERS = frozenset(_FILLER_WORDS.split())
_UNREADABLE = bad("date-unreadable")
_YEAR_ONLY = bad("date-year-only")
_MONTH_ONLY = bad("date-month-only")
_AMBIGUOUS = bad("date-ambiguous")
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[ T]\d{1,2}:\d\d.*)?$")
_NUMERIC = re.compile(r"^(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?:\s+\d{1,2}:\d\d.*)?$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})[-/.](\d{4})$")
_EAST = re.compile(r"^(\d{4})\s*[年년]\s*(?:(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日号號일]?)?)?$")
_PART_OF_YEAR = re.compile(
    r"(?i)^(?:(?:q[1-4]|[1-4]q|h[12]|[12]h|fy|cy|t[1-4]|1st quarter|spring|summer|fall|autumn|winter|early|mid|late|"
    r"(?:first|second|third|fourth) (?:quarter|half)(?: of)?)[\s'/-]*(?:(?:19|20)?\d\d)|"
    r"(?:19|20)\d\d[\s/-]*(?:q[1-4]|[1-4]q|h[12]))$"
)
_SHORT_YEAR = re.compile(r"'(\d\d)\b")
_WORDS = re.compile(r"[^\W\d_]+|\d+")


def day_of(value: CellValue, month_first: bool | None = None) -> date | Bad | None:
    """The day a cell names; a year or a month alone (``Mar 2017``) names none and is a Bad. None when nothing is said.

    ``month_first`` says how the column writes ``03/04/2017``; None when nobody knows, and then it is a Bad.
    """
    if isinstance(value, datetime):
        return _in_range(value.date())
    if isinstance(value, date):
        return _in_range(value)
    if isinstance(value, bool):
        return _UNREADABLE
    text = text_of(value)
    if is_placeholder(text):
        return None
    return _day_text(text, month_first) if len(text) < LONGEST else _UNREADABLE


def _in_range(day: date) -> date | Bad:
    return day if day.year in _YEARS else _UNREADABLE


@lru_cache(maxsize=8192)
def _day_text(typed: str, month_first: bool | None) -> date | Bad:
    text = tidy(typed)
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return _day_number(text)
    if match := _ISO.match(text):
        return _day_of_month(match[1], match[2], match[3])
    if match := _NUMERIC.match(text):
        return _day_numeric(int(match[1]), int(match[3]), match[4], month_first, match[2])
    if match := _MONTH_YEAR.match(text):
        return _day_of_month(match[2], match[1], None)
    if match := _EAST.match(text):
        return _day_of_month(match[1], match[2], match[3]) if match[2] else _day_number(match[1])
    return _YEAR_ONLY if _PART_OF_YEAR.match(text) else _day_words(text)


def _day_of_month(year: str, month: str, day: str | None) -> date | Bad:
    """The day; a month without one is asked about."""
    read = _day(int(year), int(month), int(day or 1))
    return read if day or isinstance(read, Bad) else _MONTH_ONLY


def _day_number(text: str) -> date | Bad:
    number = int(float(text)) if len(text) < 12 else 0
    if len(text) == 8 and text.isdecimal() and int(text[:4]) in _YEARS:
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]))
    if number in _EXCEL_DAYS:
        return _EXCEL_EPOCH + timedelta(days=number)
    return _YEAR_ONLY if number in _YEARS else _UNREADABLE


def _day_numeric(first: int, second: int, year: str, month_first: bool | None, separator: str) -> date | Bad:
    full = int(year) if len(year) == 4 else _century(int(year))
    if first > 12 or separator == ".":
        return _day(full, second, first)
    if second > 12 or first == second:
        return _day(full, first, second)
    if month_first is None:
        return _AMBIGUOUS
    return _day(full, first, second) if month_first else _day(full, second, first)


def _century(year: int) -> int:
    """Two digits as the POSIX ``strptime`` reads them: 69 to 99 are 19xx, 00 to 68 are 20xx."""
    return year + (1900 if year >= 69 else 2000)


def _day_words(text: str) -> date | Bad:
    """``14 March 2017``, ``14 de marzo de 2017``; words that are no part of a date (``before``) make it unreadable.

    ``Jun-18`` may be a day of June or June of a year, so it is asked about as a month alone is.
    """
    words = _WORDS.findall(plain(_SHORT_YEAR.sub(lambda match: str(_century(int(match[1]))), text)))
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    numbers = [word for word in words if word.isdecimal()]
    strangers = any(word not in _MONTHS and not word.isdecimal() and word not in _FILLERS for word in words)
    if len(months) != 1 or not 1 <= len(numbers) <= 2 or strangers or ":" in text:
        return _UNREADABLE
    years = [word for word in numbers if len(word) == 4]
    days = [word for word in numbers if len(word) <= 2]
    if len(years) == 1:
        return _day_of_month(years[0], str(months[0]), days[0] if days else None)
    if len(days) == 2:
        return _day(_century(int(days[1])), months[0], int(days[0]))
    return _MONTH_ONLY if len(days) == 1 else _UNREADABLE


def _day(year: int, month: int, day: int) -> date | Bad:
    try:
        return _in_range(date(year, month, day))
    except ValueError:
        return _UNREADABLE


def month_comes_first(texts: Iterable[str]) -> bool | None:
    """Whether a column writes month/day or day/month, when some day above 12 gives it away and none contradicts."""
    firsts = seconds = False
    for text in texts:
        match = _NUMERIC.match(tidy(text)) if 6 <= len(text) < LONGEST else None
        if match and match[2] != ".":
            firsts |= int(match[1]) > 12
            seconds |= int(match[3]) > 12
    return seconds if firsts != seconds else None

"""When a unit was made, where the form of its serial number says so.

A hint and no proof: labels are used again, boards are swapped. Only forms with a documented date are read: Huawei's of
20 and 16 characters, Hikvision's with the day in plain figures, and H3C's twin of Huawei's, of use only for asking.
Serials of ZTE, Dahua and Hytera, and Huawei's of 12 characters, carry no date that anybody documented.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from planner.core.model import Made

# The years 1 to 9 are 2001 to 2009; I, O and Z are never used.
_YEARS = {sign: 2001 + place for place, sign in enumerate("123456789ABCDEFGHJKLMNPQRSTUVWXY")}
_MONTHS = {sign: month for month, sign in enumerate("123456789ABC", start=1)}
_DAYS = {year + month: date(_YEARS[year], _MONTHS[month], 1) for year in _YEARS for month in _MONTHS}
_DATE, _REST = r"([1-9A-HJ-NP-Y])([1-9A-C])", r"[0-9A-Z]{6}"
_HUAWEI = re.compile(rf"(?:21\d{{5}}[0-9A-Z]{{3}}[0-9A-Z]{{2}}{_DATE}{_REST}|0[23][0-9A-Z]{{6}}{_DATE}\d{{6}})")
_H3C = re.compile(rf"21(?:0231|0235|9801)A[0-9A-Z]{{3}}[0-9A-Z]{{2}}{_DATE}{_REST}")
_HIKVISION = re.compile(r"[0-9A-Z/-]{4,40}?(20\d\d)(\d\d)(\d\d)[A-C]{2}(?:CH|TW|JP|EU|WR|RR)[0-9A-Z]{9}(?:WCVU)?")
# Excel keeps 15 digits of a number: a longer one that ends in zeros has lost the rest.
_ROUNDED = re.compile(r"\d{15}0+")
_SHORTEST = 16


class Month(NamedTuple):
    """The first day of a month of manufacture, and whether the form is documented well enough to say it aloud."""

    first_day: date
    sure: bool


def month_made(serial: str, latest: date) -> Month | None:
    """The month in one serial number, None where its form carries none or the month lies after ``latest``."""
    if len(serial) < _SHORTEST:
        return None
    said, sure = _read(serial.strip().upper())
    return Month(said, sure) if said and said <= latest else None


def _read(text: str) -> tuple[date | None, bool]:
    if text.startswith(("0", "21")):
        if match := _HUAWEI.fullmatch(text):
            return None if text[-1] == "0" and _ROUNDED.fullmatch(text) else _by_signs(match), True
        if match := _H3C.fullmatch(text):
            return _by_signs(match), False
    if text.isdecimal():  # Hikvision's hold letters
        return None, True
    match = _HIKVISION.fullmatch(text)
    return _by_figures(match) if match else None, True


def _by_signs(match: re.Match[str]) -> date:
    month = match.lastindex or 0
    return _DAYS[match[month - 1] + match[month]]


def _by_figures(match: re.Match[str]) -> date | None:
    try:
        return date(*map(int, match.groups())).replace(day=1)
    except ValueError:
        return None


def made(serials: Iterable[str], latest: date) -> Made | None:
    """The months in a row's serial numbers, None where none says one for sure."""
    months = [month.first_day for serial in serials if (month := month_made(serial, latest)) and month.sure]
    return Made(min(months), max(months)) if months else None

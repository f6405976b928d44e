"""Coordinates in every usual notation, and whether a pair of them can be where it says."""

import re
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from planner.core.columns.texts import is_placeholder, text_of
from planner.core.model import CellValue
from planner.core.rows.values.bad import Bad, bad
from planner.core.rows.values.tidy import LONGEST, tidy

Spot = tuple[float, float]
"""Latitude and longitude in degrees, west and south below zero."""

_EARTH_KM = 6371.0  # the mean radius
_LONGEST_PAIR = 80
_WORDS = re.compile(r"(?i)\b(?:lat(?:itude)?|long?(?:itude)?|lng)\b\.?\s*[:=]?|degrees?|\bdeg\b\.?")
_CHINESE = (("北纬", "N"), ("南纬", "S"), ("东经", "E"), ("西经", "W"), ("北緯", "N"), ("東經", "E"), ("西經", "W"))
_DMS = re.compile(
    r"(?i)^\s*([nsew])?\s*([-+]?\d{1,3})\s*[°ºd度\s:-]\s*(\d{1,2}(?:\.\d+)?)\s*['′m分\s:-]?\s*"
    r"(?:(\d{1,2}(?:\.\d+)?)\s*(?:\"|″|''|′′|s|秒)?)?\s*([nsew])?\s*$"
)
_DECIMAL = re.compile(r"(?i)^\s*([nsew])?\s*([-+]?\d{1,3}(?:[.,]\d+)?)\s*[°º度]?\s*([nsew])?\s*$")
_BETWEEN = (
    re.compile(r"^(.+?)\s*[;/|]\s*(.+)$"),
    re.compile(r"(?i)^([^,]+[nsew.°'\"\d])\s*,\s*([^,]+)$"),
    re.compile(r"(?i)^(.*\d.*?[nsew])\s*(\d.*[nsew])$"),
    re.compile(r"(?i)^([nsew].*?\d.*?)\s*([nsew].*\d.*)$"),
    re.compile(r"^(\S+\.\d+)\s+(\S+\.\d+)$"),
)
_LATITUDES, _LONGITUDES = "nsNS", "ewEW"
# Where American gear stands: American Samoa to Alaska, Maine to the Aleutians; Guam and its neighbors lie east.
_US_NORTH, _US_SOUTH, _US_EAST = 72.0, -15.0, -64.0
_EASTERN_LATITUDES, _EASTERN_LONGITUDES = (13.0, 21.0), (144.0, 147.0)
_ALEUTIANS = 172.0
_ASIA_FROM = 64.0


def coordinate_of(value: CellValue, limit: int) -> float | Bad | None:
    """Degrees as a decimal, west and south below zero; ``limit`` is 90 for latitudes, 180 for longitudes.

    Decimal (``46.4453 N``), degrees and minutes (``46°26.7'``) and degrees, minutes, seconds (``46-26-43.1 N``).
    """
    text = text_of(value)
    if is_placeholder(text):
        return None
    return _coordinate(text, limit) if len(text) < LONGEST else _bad_coordinate(limit)


def _bad_coordinate(limit: int) -> Bad:
    if limit == 90:
        return bad("coordinate-unreadable", what="latitude", example="46.4453")
    return bad("coordinate-unreadable", what="longitude", example="-108.5418")


@lru_cache(maxsize=16384)
def _coordinate(text: str, limit: int) -> float | Bad:
    read = _degrees(text)
    wrong = _LONGITUDES if limit == 90 else _LATITUDES
    if read is None or abs(read[0]) > limit or (read[1] and read[1] in wrong):
        return _bad_coordinate(limit)
    return read[0]


def _degrees(typed: str) -> tuple[float, str] | None:
    """The angle and the hemisphere's letter ("" when none stands there)."""
    text = _WORDS.sub(" ", tidy(typed))
    for chinese, letter in _CHINESE:
        text = text.replace(chinese, letter)
    if match := _DECIMAL.match(text):
        return _signed(float(match[2].replace(",", ".")), match[1] or match[3] or "")
    match = _DMS.match(text)
    if not match or float(match[3]) >= 60 or float(match[4] or 0) >= 60:
        return None
    size = abs(float(match[2])) + float(match[3]) / 60 + float(match[4] or 0) / 3600
    return _signed(round(-size if match[2].startswith("-") else size, 6), match[1] or match[5] or "")


def _signed(number: float, letter: str) -> tuple[float, str]:
    return (-abs(number) if letter and letter in "swSW" else number), letter


def pair_of(value: CellValue) -> Spot | None:
    """Latitude and longitude typed into one cell, in any notation; None when the cell holds no pair.

    Where both carry their hemisphere's letter the longitude may stand first.
    """
    text = text_of(value)
    return _pair(text) if 6 <= len(text) <= _LONGEST_PAIR else None


@lru_cache(maxsize=16384)
def _pair(typed: str) -> Spot | None:
    text = tidy(typed).strip("()[] ")
    for pattern in _BETWEEN:
        match = pattern.match(text)
        halves = [_degrees(part) for part in match.groups()] if match else []
        if len(halves) == 2 and halves[0] and halves[1] and _exact(match):
            return _ordered(halves[0], halves[1])
    return None


def _exact(match: re.Match[str] | None) -> bool:
    """Both halves look like angles and not like counts: a point, a degree sign, a hemisphere."""
    return match is not None and all(re.search(r"(?i)[.°nsew度]|,\d{4,}|\d[ -]\d", part) for part in match.groups())


def _ordered(first: tuple[float, str], second: tuple[float, str]) -> Spot | None:
    turned = bool(first[1]) and first[1] in _LONGITUDES and bool(second[1]) and second[1] in _LATITUDES
    latitude, longitude = (second, first) if turned else (first, second)
    if latitude[1] in tuple(_LONGITUDES) or longitude[1] in tuple(_LATITUDES):
        return None
    return (latitude[0], longitude[0]) if abs(latitude[0]) <= 180 and abs(longitude[0]) <= 180 else None


@lru_cache(maxsize=16384)
def pair_doubt(latitude: float, longitude: float) -> Bad | None:
    """Why a pair cannot be right for gear in the United States: swapped, without the minus sign, or zero.

    After ``coordinates-swapped`` and ``coordinates-zero`` the pair must not be used; ``longitude-east`` is a question.
    """
    if latitude == longitude == 0:
        return bad("coordinates-zero")
    if abs(latitude) > 90 or (not _could_be(latitude, longitude) and _could_be(longitude, latitude)):
        return bad("coordinates-swapped", latitude=shown(latitude), longitude=shown(longitude))
    if longitude >= _ASIA_FROM and not _in_the_east(latitude, longitude):
        return bad("longitude-east", longitude=shown(longitude))
    return None


def _could_be(latitude: float, longitude: float) -> bool:
    return _US_SOUTH <= latitude <= _US_NORTH and -180 <= longitude <= _US_EAST


def _in_the_east(latitude: float, longitude: float) -> bool:
    pacific = _within(latitude, _EASTERN_LATITUDES) and _within(longitude, _EASTERN_LONGITUDES)
    return pacific or (longitude >= _ALEUTIANS and 50 <= latitude <= 54)


def _within(number: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= number <= bounds[1]


def shown(degrees: float) -> str:
    """At most six decimals, none of them idle: ``-108.5418``."""
    return f"{degrees:.6f}".rstrip("0").rstrip(".")


def kilometers(one: Spot, other: Spot) -> float:
    """The distance on a sphere (haversine)."""
    first, second = radians(one[0]), radians(other[0])
    across, along = second - first, radians(other[1] - one[1])
    chord = sin(across / 2) ** 2 + cos(first) * cos(second) * sin(along / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, chord)))

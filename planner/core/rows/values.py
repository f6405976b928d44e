"""Typed cells to values: quantities, dollars, days, places, layers. What cannot be read is a Bad, never a guess."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from planner.core.columns.texts import is_placeholder, text_of
from planner.core.model import CellValue, Layer

MOST_UNITS = 1_000_000
_LONGEST = 40  # no quantity, amount or date is longer
_EXCEL_EPOCH = date(1899, 12, 30)  # Excel's day 0 in the 1900 date system, with its phantom 29 February 1900
_EXCEL_DAYS = range(30_000, 60_001)  # 1982 to 2064: what an unformatted date looks like
_YEARS = range(1980, 2101)


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell that holds something, but not what its column says. ``rule`` names the kind of fault."""

    rule: str
    problem: str
    fix: str


_QUANTITY = re.compile(
    r"(?i)^(?:qty\.?|quantity|cant\.?|anzahl|menge)?\s*[:=]?\s*[x×]?\s*\(?\s*[x×]?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.0*)?\s*\)?\s*"
    r"(?:[x×]|ea\.?|each|pcs?\.?|pieces?|units?|sets?|nos?\.?|qty\.?|radios?|stk\.?|st\.?|st(?:ü|ue)ck|uds?\.?|unidad(?:es)?|unit[ée]s?|"
    r"个|台|套|块)?$"
)
_NOT_A_COUNT = Bad(
    "quantity-unreadable",
    "the quantity is not a whole number above zero",
    "a whole number above zero, such as 3",
)


@lru_cache(maxsize=4096)
def _quantity_text(text: str) -> int | Bad:
    match = _QUANTITY.match(text)
    count = int(match[1].replace(",", "")) if match else 0
    return count if 0 < count <= MOST_UNITS else _NOT_A_COUNT


def quantity_of(value: CellValue) -> int | Bad | None:
    """How many units: ``3``, ``3.0``, ``3 ea``, ``x2``, ``2x``, ``(4)``, ``1,200``; None when nothing is said."""
    if isinstance(value, bool | date):
        return _NOT_A_COUNT
    text = text_of(value)
    if is_placeholder(text):
        return None
    return _quantity_text(text) if len(text) < _LONGEST else _NOT_A_COUNT


_IN_WORDS = (
    re.compile(r"(?i)^(\d{1,4})\s*[x×]\s+(?=[^\W\d_])"),
    re.compile(r"(?i)^(\d{1,4})[x×](?=[A-Z]{2,})"),
    re.compile(r"(?i)^[x×]\s?(\d{1,4})\s+(?=[^\W\d_])"),
    re.compile(r"(?i)\s[x×]\s?(\d{1,4})$"),
    re.compile(r"(?i)\((?:[x×]\s?|qty:?\s?)?(\d{1,3})(?:\s?(?:[x×]|ea|each|pcs|units))?\)$"),
    re.compile(r"(?i)\bqty:?\s*(\d{1,4})\b"),
    re.compile(r"(?i)^(\d{1,4}) (?:ea|each|pcs|units?)\b"),
)
_MANY_IN_WORDS = re.compile(r"(?i)(?<![\w.])\d{1,4}\s*[x×]\s*(?=[^\W\d_])|\((?:x\s?)?\d{1,3}\)|\s[x×]\s?\d{1,4}\b")


def quantity_in_words(text: str) -> int | Bad | None:
    """The count inside a description (``3x RRU3908``); Bad when several counts stand in it, None when none does."""
    if len(text) > 300:
        return None
    if len(_MANY_IN_WORDS.findall(text)) > 1:
        return Bad("quantity-several", "several counts stand in one text", "one row for each kind of gear")
    counts = {int(match[1]) for pattern in _IN_WORDS if (match := pattern.search(text))}
    return counts.pop() if len(counts) == 1 and min(counts) > 0 else None


_MONEY_WORDS = re.compile(r"(?i)us\$|usd|\$|dollars?|\s+|approx\.?|ea\.?$|each$|/ea$")
_OTHER_MONEY = re.compile(r"(?i)[€£¥₹]|\b(?:eur|gbp|cny|rmb|cad|mxn|jpy|inr|aud)\b|c\$|ca\$|a\$")
_MONEY_NUMBER = re.compile(r"^\+?(\d[\d.,]*)([km]?)$", re.IGNORECASE)
_BAD_MONEY = Bad("cost-unreadable", "the amount cannot be read as dollars", "dollars, such as 12500 or $12,500.00")


def money_of(value: CellValue) -> Decimal | Bad | None:
    """Dollars: ``$12,500``, ``12.5k``, ``USD 1 200,50``, 12500; None when nothing is said."""
    if isinstance(value, bool | date):
        return _BAD_MONEY
    text = text_of(value)
    if is_placeholder(text):
        return None
    return _money_text(text) if len(text) < _LONGEST else _BAD_MONEY


@lru_cache(maxsize=4096)
def _money_text(text: str) -> Decimal | Bad:
    if _OTHER_MONEY.search(text):
        return Bad("cost-not-dollars", "the amount is not in US dollars", "the amount in US dollars")
    match = _MONEY_NUMBER.match(_MONEY_WORDS.sub("", text))
    digits = _plain_number(match[1]) if match else None
    if match is None or digits is None:
        return _BAD_MONEY
    return Decimal(digits) * {"": 1, "k": 1_000, "m": 1_000_000}[match[2].lower()]


def _plain_number(typed: str) -> str | None:
    """``1,200.50`` and ``1.200,50`` as ``1200.50``; None when the separators are ambiguous (``12.500``)."""
    if "," in typed and "." in typed:
        decimal = max(typed.rfind(","), typed.rfind("."))
        whole, part = re.sub(r"[.,]", "", typed[:decimal]), typed[decimal + 1 :]
        grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", typed[:decimal])
        return f"{whole}.{part or 0}" if grouped and part.isdecimal() | (not part) else None
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3}){2,}", typed):
        return re.sub(r"[.,]", "", typed)
    if re.fullmatch(r"\d+(?:[.,]\d{1,2})?", typed) or re.fullmatch(r"\d+\.\d{4,12}|0\.\d+", typed):
        return typed.replace(",", ".")
    return typed[:-1] if re.fullmatch(r"\d+\.", typed) else None


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january ene enero janv janvier januar", "feb february febrero fevr fevrier februar",
            "mar march marzo mars marz maerz", "apr april abr abril avr avril", "may mayo mai",
            "jun june junio juin juni", "jul july julio juil juillet juli", "aug august ago agosto aout",
            "sep sept september septiembre septembre", "oct october octubre octobre okt oktober",
            "nov november noviembre novembre", "dec december dic diciembre decembre dez dezember",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_BAD_DATE = Bad("date-unreadable", "the date cannot be read", "a date such as 2017-03-14")
_YEAR_ONLY = Bad("date-year-only", "only a year stands here", "the full date, such as 2017-03-14")
_AMBIGUOUS = Bad(
    "date-ambiguous",
    "day and month cannot be told apart, and nothing else in the column settles it",
    "the date written as 2017-03-14",
)
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[ T]\d{1,2}:\d\d.*)?$")
_NUMERIC = re.compile(r"^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:\s+\d{1,2}:\d\d.*)?$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})[-/.](\d{4})$")
_WORDS = re.compile(r"[^\W\d_]+|\d+")


def day_of(value: CellValue, month_first: bool | None = None) -> date | Bad | None:
    """The day a cell names; ``Mar 2017`` is the first of the month. None when nothing is said.

    ``month_first`` says how the column writes ``03/04/2017``; None when nobody knows, and then it is a Bad.
    """
    if isinstance(value, datetime):
        return _in_range(value.date())
    if isinstance(value, date):
        return _in_range(value)
    if isinstance(value, bool):
        return _BAD_DATE
    text = text_of(value)
    if is_placeholder(text):
        return None
    return _day_text(text, month_first) if len(text) < _LONGEST else _BAD_DATE


def _in_range(day: date) -> date | Bad:
    return day if day.year in _YEARS else _BAD_DATE


@lru_cache(maxsize=8192)
def _day_text(text: str, month_first: bool | None) -> date | Bad:
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return _day_number(text)
    if match := _ISO.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3] or 1))
    if match := _NUMERIC.match(text):
        return _day_numeric(int(match[1]), int(match[3]), match[4], month_first, match[2])
    if match := _MONTH_YEAR.match(text):
        return _day(int(match[2]), int(match[1]), 1)
    return _day_words(text)


def _day_number(text: str) -> date | Bad:
    number = int(float(text)) if len(text) < 12 else 0
    if len(text) == 8 and text.isdecimal() and int(text[:4]) in _YEARS:
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]))
    if number in _EXCEL_DAYS:
        return _EXCEL_EPOCH + timedelta(days=number)
    return _YEAR_ONLY if number in _YEARS else _BAD_DATE


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
    words = _WORDS.findall(plain_month(text))
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    numbers = [word for word in words if word.isdecimal()]
    if len(months) != 1 or not 1 <= len(numbers) <= 2 or ":" in text:
        return _BAD_DATE
    years = [word for word in numbers if len(word) == 4]
    days = [word for word in numbers if len(word) <= 2]
    if len(years) == 1:
        return _day(int(years[0]), months[0], int(days[0]) if days else 1)
    if len(days) == 2:
        return _day(_century(int(days[1])), months[0], int(days[0]))
    return _BAD_DATE


def plain_month(text: str) -> str:
    """Lower case without the accents of ``août`` and ``März``."""
    return text.lower().translate(str.maketrans("éûüäí", "euuai"))


def _day(year: int, month: int, day: int) -> date | Bad:
    try:
        return _in_range(date(year, month, day))
    except ValueError:
        return _BAD_DATE


def month_comes_first(texts: list[str]) -> bool | None:
    """Whether a column writes month/day or day/month, when some day above 12 gives it away and none contradicts."""
    firsts = seconds = False
    for text in texts:
        match = _NUMERIC.match(text) if len(text) < 40 else None
        if match and match[2] != ".":
            firsts |= int(match[1]) > 12
            seconds |= int(match[3]) > 12
    return seconds if firsts != seconds else None


_DMS = re.compile(
    r"(?i)^\s*([nsew])?\s*([-+]?\d{1,3})\s*[°ºd\s:-]\s*(\d{1,2}(?:\.\d+)?)\s*['′’m\s:-]?\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:\"|″|”|''|s)?)?\s*([nsew])?\s*$"
)
_DECIMAL = re.compile(r"(?i)^\s*([nsew])?\s*([-+]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*([nsew])?\s*$")
_PAIR = re.compile(r"^\(?\s*(-?\d{1,2}\.\d+)\s*[,;/ ]\s*(-?\d{1,3}\.\d+)\s*\)?$")


def coordinate_of(value: CellValue, limit: int) -> float | Bad | None:
    """Degrees as a decimal, west and south below zero; ``limit`` is 90 for latitudes, 180 for longitudes."""
    text = text_of(value)
    if is_placeholder(text):
        return None
    degrees = _degrees(text) if len(text) < 40 else None
    if degrees is None or abs(degrees) > limit:
        return Bad(
            "coordinate-unreadable",
            f"not a {'latitude' if limit == 90 else 'longitude'} in degrees",
            "decimal degrees, such as 46.4453" if limit == 90 else "decimal degrees, such as -108.5418",
        )
    return degrees


def _degrees(text: str) -> float | None:
    if match := _DECIMAL.match(text):
        number = float(match[2].replace(",", "."))
        return _signed(number, match[1] or match[3])
    if match := _DMS.match(text):
        size = abs(float(match[2])) + float(match[3]) / 60 + float(match[4] or 0) / 3600
        return _signed(round(-size if match[2].startswith("-") else size, 6), match[1] or match[5])
    return None


def _signed(number: float, letter: str | None) -> float:
    return -abs(number) if letter and letter in "swSW" else number


def pair_of(value: CellValue) -> tuple[float, float] | None:
    """Latitude and longitude typed into one cell."""
    match = _PAIR.match(text_of(value)[:60])
    if not match or abs(float(match[1])) > 90 or abs(float(match[2])) > 180:
        return None
    return float(match[1]), float(match[2])


def zip_of(value: CellValue) -> str | None:
    """A ZIP code with the leading zeros that a number format loses: 501 is 00501."""
    text = text_of(value)
    if re.fullmatch(r"\d{3,4}(?:-\d{4})?", text):
        head, dash, tail = text.partition("-")
        return head.zfill(5) + dash + tail
    return None if is_placeholder(text) else text


# Words that name a layer; the longer phrase is tried first. Ours, in the terms of the machine format.
_LAYER_WORDS: dict[Layer, str] = {
    "ran": "ran|radio access|radio access network|rru|bbu|enodeb|enb|gnodeb|gnb|nodeb|lte|5g|4g|3g|umts|gsm|"
    "base station|macro|small cell|antenna|wireless access|bts|radio unit|baseband|cell site radio|nr",
    "transport": "microwave|mw|transport|transmission|backhaul|optical|dwdm|cwdm|wdm|sdh|otn|mw radio|microwave radio|"
    "microwave backhaul|optical transport",
    "core": "core|core network|epc|evolved packet core|packet core|hlr|hss|mme|ims|msc|ggsn|sgsn|mobile core|"
    "voice core|softswitch|5gc",
    "ip": "ip|router|routers|switch|switches|routing|switching|firewall|ip network|"
    "data network|ethernet|mpls|lan|ip mpls",
    "access": "access|olt|dslam|msan|gpon|pon|fttx|ftth|fixed access|broadband access|access network|wireline access",
    "cpe": "cpe|ont|onu|modem|modems|customer premises|customer premises equipment|subscriber|home gateway|gateway",
    "power": "power|rectifier|rectifiers|battery|batteries|dc power|power plant|power system|ups|generator",
    "server": "server|servers|storage|compute|data center|it",
    "video": "video|cctv|camera|cameras|surveillance|nvr|dvr|video surveillance",
    "oss": "oss|bss|nms|ems|management|network management|element management",
    "other": "other|misc|miscellaneous",
}
_LAYER_OF: dict[str, Layer] = {word: layer for layer, words in _LAYER_WORDS.items() for word in words.split("|")}


def layer_of(text: str) -> Layer | None:
    """The layer that a cell names; None when it names none, or more than one."""
    return _layer_of(text[:100].lower())


@lru_cache(maxsize=4096)
def _layer_of(text: str) -> Layer | None:
    words = re.findall(r"[^\W_]+", text)
    whole = _LAYER_OF.get(" ".join(words))
    if whole:
        return whole
    named = {_LAYER_OF[word] for word in words if word in _LAYER_OF}
    return named.pop() if len(named) == 1 else None


def decimal_or_none(text: str) -> Decimal | None:
    """A plain number as Decimal, for adding up columns; None for anything else."""
    try:
        number = Decimal(text.replace(",", "").replace("$", "").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None

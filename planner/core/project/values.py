"""Readers of single values: each takes what TOML holds and returns our value, or raises :class:`Wrong`.

Numbers with a decimal point arrive as :class:`~decimal.Decimal`, so that a price is what was typed.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Reader = Callable[[object], Any]

MAX_PACK = 200
MAX_DOLLARS = 100_000_000_000
FIRST_YEAR, LAST_YEAR = 2000, 2099
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DAY_EXAMPLE = "a date such as 2025-04-15"


class Wrong(Exception):
    """A value that cannot be used; the text says what would be right."""


def typed(value: object) -> str:
    """``value`` as it would stand in the file, shortened, for a message to the person who typed it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else f"a list ({', '.join(typed(part) for part in value[:5])})"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def text(longest: int = 120) -> Reader:
    """Words on one line, trimmed, not empty."""

    def read(value: object) -> str:
        if not isinstance(value, str) or not value.strip() or len(value) > longest or not value.strip().isprintable():
            raise Wrong(f"words in quotes on one line, 1 to {longest} characters")
        return value.strip()

    return read


def whole(low: int, high: int, unit: str = "") -> Reader:
    """A whole number from ``low`` to ``high``; 12.0 is taken as 12."""

    def read(value: object) -> int:
        number = _number(value)
        if number is None or number != number.to_integral_value() or not low <= number <= high:
            raise Wrong(f"a whole number from {low:,} to {high:,}{unit and ' '}{unit}, typed like 12, without quotes")
        return int(number)

    return read


def dollars(value: object) -> int:
    """Whole dollars, zero or more."""
    reader: Reader = whole(0, MAX_DOLLARS, "dollars")
    return int(reader(value))


def number(low: str, high: str) -> Reader:
    """A decimal number from ``low`` to ``high``, exactly as typed."""
    lowest, highest = Decimal(low), Decimal(high)

    def read(value: object) -> Decimal:
        found = _number(value)
        if found is None or not lowest <= found <= highest:
            raise Wrong(f"a number from {lowest:,} to {highest:,}, without quotes")
        return found

    return read


def kilometers(value: object) -> float:
    """A distance from 0 to 1,000 km."""
    return float(number("0", "1000")(value))


def flag(value: object) -> bool:
    """``true`` or ``false``."""
    if not isinstance(value, bool):
        raise Wrong("true or false, without quotes")
    return value


def day(value: object) -> date:
    """A TOML date or the same in quotes; a time of day is refused because no rule counts hours."""
    if isinstance(value, str) and ISO_DAY.fullmatch(value.strip()):
        try:
            value = date.fromisoformat(value.strip())
        except ValueError:
            raise Wrong(f"a day that exists, {DAY_EXAMPLE}") from None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Wrong(f"{DAY_EXAMPLE} (year-month-day)")
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise Wrong(f"{DAY_EXAMPLE}, between {FIRST_YEAR} and {LAST_YEAR}")
    return value


def choice(options: Iterable[str], also: Mapping[str, str] | None = None) -> Reader:
    """One of ``options``, in any case, or one of the words in ``also`` that mean one of them."""
    allowed, words = tuple(options), also or {}

    def read(value: object) -> str:
        found = value.strip().lower() if isinstance(value, str) else ""
        found = words.get(found, found)
        if found not in allowed:
            raise Wrong(f"one of {', '.join(allowed)}")
        return found

    return read


def several(reader: Reader, unique: bool = True) -> Reader:
    """A list, each entry read by ``reader``; nothing twice when ``unique``."""

    def read(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise Wrong("a list in square brackets")
        try:
            found = tuple(reader(part) for part in value)
        except Wrong as wrong:
            raise Wrong(f"a list in square brackets, each entry {wrong}") from None
        if unique and len(set(found)) != len(found):
            raise Wrong("a list without repeated entries")
        return found

    return read


def frn(value: object) -> str:
    """An FCC registration number: ten digits, leading zeros kept (47 CFR 1.8002)."""
    found = re.sub(r"[\s-]", "", str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not re.fullmatch(r"[0-9]{10}", found):
        raise Wrong('ten digits in quotes, such as "0012345678"')
    return found


def pack(value: object) -> str:
    """A rule pack by its name, or a file below the folder of the project file: never a place anywhere else."""
    found = value.strip() if isinstance(value, str) else ""
    outside = found.startswith("/") or ":" in found or "\\" in found or ".." in found.split("/")
    if not found or outside or len(found) > MAX_PACK or not found.isprintable():
        raise Wrong('a pack such as "us-fcc-scrp@1.0.0", or a file beside this one such as "packs/ridge.toml"')
    return found


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    found = Decimal(value)
    return found if found.is_finite() else None

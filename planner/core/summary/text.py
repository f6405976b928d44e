"""Words and texts for cells: what a spreadsheet cell can hold, and numbers said in English."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from planner.core.model import Presence, Verdict
from planner.core.money import shown

CELL_LIMIT = 32_767
"""Characters one cell holds, counted in UTF-16 units as Excel does (Excel specifications and limits, Microsoft)."""

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

VERDICT_WORDS: dict[Verdict, str] = {
    "covered": "covered",
    "likely": "likely",
    "unknown": "unknown",
    "not_covered": "not covered",
}
PRESENCE_WORDS: dict[Presence, str] = {
    "in_network": "in network",
    "mentioned": "only mentioned",
    "removed": "removed",
    "spare": "spare",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def cell_text(text: str) -> str:
    """``text`` as a cell can hold it: no control characters, line ends as ``\\n``, cut at the limit with a note."""
    clean = _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if _units(clean) <= CELL_LIMIT:
        return clean
    note = f"… [cut here: {len(clean):,} characters in all, a cell holds {CELL_LIMIT:,}]"
    return clean.encode("utf-16-le")[: 2 * (CELL_LIMIT - len(note))].decode("utf-16-le", "ignore") + note


def _units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def counted(number: int, noun: str, many: str | None = None) -> str:
    """``1 row``, ``2,400 rows``; ``many`` for nouns that do not just take an s."""
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"


def listed(parts: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``; empty for nothing."""
    *head, last = [*parts] or [""]
    return f"{', '.join(head)} and {last}" if head else last


def month_name(day: date) -> str:
    """``Mar 2027``, without the machine's language settings."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def short_month(day: date) -> str:
    """``Mar 27``, for narrow columns."""
    return f"{_MONTHS[day.month - 1]} {day.year % 100:02d}"


def two_sums(low: Decimal, high: Decimal) -> str:
    """Two figures that are not a range in which the total must fall, and are not called one."""
    return f"sum of low figures {shown(low)}, sum of high figures {shown(high)}"

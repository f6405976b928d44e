"""Free-text lines such as ``3x Huawei RRU3908 at Cedar Ridge``."""

import re

from planner.core.columns.texts import normal_name

_AT = re.compile(r"\s(?:at|@|in|on|-|–)\s+([^\W\d_][\w' .&-]{1,40})$")
_CAPITAL_AT = re.compile(r"\s(?:at|@)\s+([A-Z][\w'&-]*(?: [A-Z0-9][\w'&-]*){0,4})[.,;]?$")
_NOTHING = re.compile(r"(?i)^(?:no\s+(?!\d)|none\b|without\s)")
_SITE = re.compile(
    r"^(?i:(?:cell\s+)?site)\s+(?!(?i:visit|survey|walk|notes?|name|id|plan|log|photos?)\b)([A-Z]\S*(?: \S+){0,4})$"
)
_DATE = re.compile(r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b")


def names_nothing(text: str) -> bool:
    """A line that says what is not there: ``no ZTE microwave here``."""
    return bool(_NOTHING.match(text))


def site_after_the_word(text: str) -> str | None:
    """The name in ``Site Cow Creek``, a line of its own."""
    match = _SITE.match(text) if len(text) <= 80 else None
    return match[1] if match else None


def has_more_than_a_date(text: str) -> bool:
    """Whether digits stand in a line that are no date: ``Walkdown notes 8/12/2020`` names no gear."""
    return any(c.isdigit() for c in _DATE.sub("", text))


def site_in_words(text: str, known: frozenset[str]) -> str | None:
    """The site at the end of a line: a known one after *at*, *in*, a dash; an unknown one only after *at*, capitals."""
    if len(text) > 300:
        return None
    if (match := _AT.search(text)) and normal_name(match[1]) in known:
        return match[1].strip()
    match = _CAPITAL_AT.search(text)
    return match[1].strip() if match else None

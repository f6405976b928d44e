"""Free-text lines such as ``3x Huawei RRU3908 at Cedar Ridge``."""

import re

from planner.core.columns.texts import normal_name

_AT = re.compile(r"\s(?:at|@|in|on|-|–)\s+([^\W\d_][\w' .&-]{1,40})$")
_CAPITAL_AT = re.compile(r"\s(?:at|@)\s+([A-Z][\w'&-]*(?: [A-Z0-9][\w'&-]*){0,4})[.,;]?$")


def site_in_words(text: str, known: frozenset[str]) -> str | None:
    """The site at the end of a line: a known one after *at*, *in*, a dash; an unknown one only after *at*, capitals."""
    if len(text) > 300:
        return None
    if (match := _AT.search(text)) and normal_name(match[1]) in known:
        return match[1].strip()
    match = _CAPITAL_AT.search(text)
    return match[1].strip() if match else None

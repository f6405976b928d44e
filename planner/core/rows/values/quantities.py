"""How many units a cell or a description speaks of."""

import re
from datetime import date
from functools import lru_cache

from planner.core.columns.texts import is_placeholder, text_of
from planner.core.model import CellValue
from planner.core.rows.values.bad import Bad, bad
from planner.core.rows.values.tidy import LONGEST, tidy

MOST_UNITS = 1_000_000
_LONGEST_WORDS = 300

_UNITS = (
    r"[x×]|ea\.?|each|pcs?\.?|pieces?|units?|sets?|nos?\.?|qty\.?|radios?|stk\.?|st\.?|st(?:ü|ue)ck|uds?\.?|"
    r"unidad(?:es)?|unit[ée]s?|pi[eè]ces?|pzas?\.?|piezas?|个|個|台|套|块|塊|件"
)
# A remark that leaves the count what it is; "2 (1 removed)" and "2 (or 3)" do not.
_ASIDE = (
    r"\(\s*(?:(?:\d{1,4}|all|one|incl(?:\.|udes|uding)?)\s+)*"
    r"(?:spares?|in use|in service|active|installed|total|ea\.?|each)\s*\)"
)
_QUANTITY = re.compile(
    rf"(?i)^(?:qty\.?|quantity|cant\.?|cantidad|anzahl|menge|quantit[ée])?\s*[:=]?\s*[x×]?\s*\(?\s*[x×]?\s*"
    rf"(\d{{1,3}}(?:[, ']\d{{3}})+|\d{{1,9}})(?:\.0*)?\s*\)?\s*(?:{_UNITS})?\s*(?:{_ASIDE})?$"
)
_NOT_A_COUNT = bad("quantity-unreadable")
_SEVERAL = bad("quantity-several")


@lru_cache(maxsize=4096)
def _quantity_text(text: str) -> int | Bad:
    match = _QUANTITY.match(tidy(text))
    count = int(re.sub(r"\D", "", match[1])) if match else 0
    return count if 0 < count <= MOST_UNITS else _NOT_A_COUNT


def quantity_of(value: CellValue) -> int | Bad | None:
    """How many units: ``3``, ``3.0``, ``3 ea``, ``x2``, ``(4)``, ``1 200``, ``2 (1 spare)``; None when nothing is said.

    A number in words (``three``) is a Bad, as is whatever could mean another count.
    """
    if isinstance(value, bool | date):
        return _NOT_A_COUNT
    text = text_of(value)
    if is_placeholder(text):
        return None
    return _quantity_text(text) if len(text) < LONGEST else _NOT_A_COUNT


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
    return _in_words(text) if len(text) <= _LONGEST_WORDS else None


@lru_cache(maxsize=8192)
def _in_words(typed: str) -> int | Bad | None:
    text = tidy(typed)
    if len(_MANY_IN_WORDS.findall(text)) > 1:
        return _SEVERAL
    counts = {int(match[1]) for pattern in _IN_WORDS if (match := pattern.search(text))}
    return counts.pop() if len(counts) == 1 and min(counts) > 0 else None

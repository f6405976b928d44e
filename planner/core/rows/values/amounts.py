"""Dollars as people type them, and what they type instead."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from planner.core.columns.texts import is_placeholder, text_of
from planner.core.model import CellValue
from planner.core.rows.values.bad import Bad, bad
from planner.core.rows.values.tidy import LONGEST, tidy

_MOST_DOLLARS = Decimal(10**12)  # more than any carrier spends: a serial number or a rounded figure
_WORDS = re.compile(r"(?i)us\$|\busd|\$|dollars?|approx\.?|(?:/|per\s+|\b)(?:ea\b\.?|each\b|unit\b|pcs?\b\.?)")
_OTHER_MONEY = re.compile(r"(?i)[€£¥₹￥元]|\b(?:eur|gbp|cny|rmb|cad|mxn|jpy|inr|aud)\b|c\$|ca\$|a\$")
_USUAL = re.compile(r"^\$?((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.[0-9]{1,2})?)$")
_NUMBER = re.compile(r"(?i)^\+?(\d[\d.,' ]*?)\s*(k|m|thousand|million|mio\.?)?(?:[.,]-{1,2})?$")
_BELOW_ZERO = re.compile(r"^\(.*\)$|^-|-$")
_TIMES = {"": 1, "k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000, "mio": 1_000_000}
_UNREADABLE = bad("cost-unreadable")
_NEGATIVE = bad("cost-negative")
_NOT_DOLLARS = bad("cost-not-dollars")


def money_of(value: CellValue) -> Decimal | Bad | None:
    """Dollars: ``$12,500``, ``12.5k``, ``USD 1 200,50``, ``3,000.-``, 12500; None when nothing is said.

    An amount below zero, in other money or with a separator that can be read in two ways (``12.500``) is a Bad.
    """
    if isinstance(value, bool | date):
        return _UNREADABLE
    text = text_of(value)
    if is_placeholder(text):
        return None
    if isinstance(value, int | float):
        return _checked(decimal_or_none(text))
    return _money_text(text) if len(text) < LONGEST else _UNREADABLE


def _checked(amount: Decimal | None) -> Decimal | Bad:
    if amount is None or amount > _MOST_DOLLARS:
        return _UNREADABLE
    return _NEGATIVE if amount < 0 else amount


@lru_cache(maxsize=8192)
def _money_text(typed: str) -> Decimal | Bad | None:
    if match := _USUAL.match(typed):
        return Decimal(match[1].replace(",", ""))
    text = tidy(typed)
    if _OTHER_MONEY.search(text):
        return _NOT_DOLLARS
    bare = _WORDS.sub(" ", text).strip()
    if is_placeholder(bare):
        return None if "$" in text else _UNREADABLE
    match = _NUMBER.match(bare)
    if match:
        return _counted(match[1].strip(), (match[2] or "").lower().rstrip("."))
    inside = bare.strip("()- ")
    below = _BELOW_ZERO.search(bare) and (found := _NUMBER.match(inside)) and _plain_number(found[1])
    return _NEGATIVE if below else _UNREADABLE


def _counted(typed: str, unit: str) -> Decimal | Bad:
    digits = _plain_number(typed)
    if digits is not None:
        return _checked(Decimal(digits) * _TIMES[unit])
    if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", typed):
        return bad("cost-ambiguous", whole=typed.replace(".", ""), part=typed.rstrip("0").rstrip("."))
    return _UNREADABLE


def _plain_number(typed: str) -> str | None:
    """``1,200.50``, ``1.200,50`` and ``1'200.50`` as ``1200.50``; None when the separators are ambiguous."""
    number = re.sub(r"[ ']", "", typed) if re.fullmatch(r"\d{1,3}(?:[ ']\d{3})+(?:[.,]\d{1,2})?", typed) else typed
    if "," in number and "." in number:
        decimal = max(number.rfind(","), number.rfind("."))
        whole, part = re.sub(r"[.,]", "", number[:decimal]), number[decimal + 1 :]
        grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+", number[:decimal])
        return f"{whole}.{part or 0}" if grouped and (part.isdecimal() or not part) else None
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3}){2,}", number):
        return re.sub(r"[.,]", "", number)
    if re.fullmatch(r"\d+(?:[.,]\d{1,2})?", number) or re.fullmatch(r"\d+\.\d{4,12}|0\.\d+", number):
        return number.replace(",", ".")
    return number[:-1] if re.fullmatch(r"\d+[.,]", number) else None


def decimal_or_none(text: str) -> Decimal | None:
    """A plain number as Decimal, for adding up columns; None for anything else."""
    try:
        number = Decimal(text.replace(",", "").replace("$", "").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None

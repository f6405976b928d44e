"""Cells as text: the one way to turn a cell into words, and words into something that can be compared."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache

from planner.core.model import CellValue

# Spaces that spreadsheets carry and str.strip() leaves: zero-width space, joiners, byte-order mark.
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
# Words people type where they have nothing to say; compared after casefold and without outer dots and dashes.
PLACEHOLDERS = frozenset(
    {
        "", "n/a", "na", "nan", "n.a", "#n/a", "none", "null", "nil", "unknown", "unk", "tbd", "tba", "?", "??", "???",
        "x", "xx", "xxx", "not available", "not applicable", "missing", "illegible", "unreadable", "not known",
        "pending",
        "desconocido", "inconnu", "unbekannt", "s/d", "k.a", "未知", "无", "to be determined", "not recorded",
        "no serial", "no label", "none found", "not found", "not visible", "#ref!", "#value!", "#name?", "#div/0!",
    }
)  # fmt: skip
_FULL_WIDTH = re.compile("[\u3000\uff01-\uff5e]")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NUMBER_WORDS = frozenset({"no", "nr", "num", "nbr", "nmbr", "numb", "nro", "nos"})
_LONGEST_HEADER = 200
# Digits saved for Excel, so that it shows them as text: ="0012"; and without the quotes that delimited text asks for.
_FOR_EXCEL = re.compile(r'=(?:"((?:[^"]|"")*)"|""([^"]+)"")')
_END_WORDS = frozenset(
    {
        "a",
        "b",
        "c",
        "d",
        "z",
        "end",
        "side",
        "site",
        "near",
        "far",
        "local",
        "remote",
        "from",
        "to",
        *map(str, range(1, 11)),
    }
)


def text_of(value: CellValue) -> str:
    """The cell as text, without outer spaces; whole numbers without ``.0``, dates as ISO; ``="0012"`` as the text that
    Excel shows; "" when nothing stands.
    """
    if type(value) is str:
        text = value.strip().strip(INVISIBLE).strip() if value else ""
        return _as_excel_shows(text) if text[:1] == "=" else text
    if value is None:
        return ""
    return _text_of_other(value)


def _as_excel_shows(text: str) -> str:
    """The text inside ``="0012"``; any other formula as it stands."""
    found = _FOR_EXCEL.fullmatch(text)
    return (found[1] or found[2] or "").replace('""', '"').strip() if found else text


def _text_of_other(value: CellValue) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _text_of_float(value)
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and value.bit_length() > 200:
        return f"{float(value):.15g}".upper() if value.bit_length() < 1000 else hex(value)
    return str(value).strip()


def _text_of_float(value: float) -> str:
    """A float keeps 15 digits; past them Excel shows an exponent, and so do we: the digits are not there."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}".upper()


def is_placeholder(text: str) -> bool:
    """True for ``N/A``, ``-``, ``unknown``, ``TBD``: typed, but saying nothing."""
    return len(text) < 24 and _is_placeholder(text)


@lru_cache(maxsize=65536)  # only short texts are kept
def _is_placeholder(text: str) -> bool:
    return text.casefold().strip(" .-–—_*()[]") in PLACEHOLDERS


def plain(text: str) -> str:
    """Casefolded, without accents, full-width forms made narrow: the form in which words are compared."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(c for c in spread if not unicodedata.combining(c))).casefold()


def narrow(text: str) -> str:
    """``text`` with full-width letters, digits and spaces as plain ones: ``ＲＲＵ３９０８`` is *RRU3908*."""
    if text.isascii() or not _FULL_WIDTH.search(text):
        return text
    return unicodedata.normalize("NFKC", text).strip()


def normal_header(text: str) -> str:
    """A header in the form of the synonym table: ``Serial No.``, ``SERIAL_NO`` and ``SerialNo`` are the same."""
    return _normal_header(text[:_LONGEST_HEADER])


@lru_cache(maxsize=65536)
def _normal_header(text: str) -> str:
    split = _CAMEL.sub(" ", text).replace("#", " number ").replace("№", " number ").replace("$", " usd ")
    words = re.findall(r"[^\W_]+", plain(split))
    return " ".join("number" if word in _NUMBER_WORDS else word for word in words)


def normal_name(text: str) -> str:
    """A name for exact comparison: no case, accents, spaces or punctuation, but ``1-12`` stays apart from ``11-2``."""
    return _normal_name(text) if len(text) <= _LONGEST_HEADER else _normal_name.__wrapped__(text)


@lru_cache(maxsize=65536)
def _normal_name(text: str) -> str:
    parts = re.findall(r"[^\W_]+", plain(text))
    joined = ""
    for part in parts:
        joined += "-" + part if joined and joined[-1].isdigit() and part[0].isdigit() else part
    return joined


def same_but_for_the_end(headers: Sequence[str]) -> bool:
    """True when two headers or more differ only in which end or which unit they name (``Serial A``, ``Serial B``)."""
    rests = {" ".join(word for word in normal_header(header).split() if word not in _END_WORDS) for header in headers}
    return len(headers) > 1 and len(rests) == 1


def shortened(text: str, length: int = 60) -> str:
    """``text`` for a message: one line, cut with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def position_text(texts: Iterable[str]) -> str | None:
    """A row's rack, shelf and slot, left to right, as one place: ``0/0/7``; None when none says anything."""
    return "/".join(text for text in texts if text and not is_placeholder(text)) or None

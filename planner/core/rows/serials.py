"""Serial numbers and hardware addresses: several in one cell, and the ones a spreadsheet has destroyed."""

import re

from planner.core.columns.texts import is_placeholder, text_of
from planner.core.model import CellValue
from planner.core.rows.values import Bad

EXCEL_DIGITS = 15  # IEEE 754 doubles carry 15 whole decimal digits, and so does every number cell
_LOST = Bad(
    "serial-digits-lost",
    "Excel kept only 15 digits of this serial number; the rest cannot be recovered",
    "retype it from the label, in a cell formatted as text",
)
_NOT_A_SERIAL = Bad("serial-unreadable", "this does not look like a serial number", "the serial number on the label")
_EXPONENT = re.compile(r"(?i)^\d(?:[.,]\d+)?E\+\d{1,3}$|^\d[.,]\d+E\d{1,3}$")
_PADDED = re.compile(r"^\d{15}0{2,}$")
_PREFIX = re.compile(r"(?i)^(?:s/n|sn|serial(?: ?(?:no|number|#))?)\s*[:.#]\s*")
_SEPARATORS = re.compile(r"[\n\r,;|]+")


def serials_of(value: CellValue) -> tuple[str, ...] | Bad:
    """Every serial number in the cell, () when it says nothing; Bad when a number format destroyed it."""
    if isinstance(value, bool):
        return _NOT_A_SERIAL
    if isinstance(value, int | float) and abs(value) >= 10**EXCEL_DIGITS:
        return _LOST
    text = text_of(value)
    if not text or is_placeholder(text):
        return ()
    if text.isalnum() and 5 <= len(text) <= 64 and not _PADDED.match(text):
        return (text,)
    return _serials_text(text)


def _serials_text(text: str) -> tuple[str, ...] | Bad:
    if _EXPONENT.match(text.replace(" ", "")) or _PADDED.match(text):
        return _LOST
    parts = [_PREFIX.sub("", part.strip()) for part in _SEPARATORS.split(text)]
    found = [piece for part in parts if not is_placeholder(part) for piece in _split_alike(part)]
    if not found:
        return ()
    if any(_EXPONENT.match(piece) or _PADDED.match(piece) for piece in found):
        return _LOST
    if not all(_could_be_serial(piece) for piece in found):
        return _NOT_A_SERIAL
    return tuple(dict.fromkeys(found))


def _split_alike(part: str) -> list[str]:
    """Slashes and spaces separate serials only between pieces of one shape."""
    for divided in (part.split("/"), part.split(), part.replace(" and ", "&").split("&")):
        pieces = [piece.strip() for piece in divided if piece.strip()]
        if len(pieces) > 1 and len({len(piece) for piece in pieces}) == 1 and all(map(_shaped, pieces)):
            return pieces
    return [part]


def _shaped(piece: str) -> bool:
    return len(piece) >= 6 and sum(c.isdigit() for c in piece) >= 3


def _could_be_serial(piece: str) -> bool:
    return len(piece) <= 64 and (any(c.isdigit() for c in piece) or (len(piece) >= 5 and " " not in piece))


_BAD_MAC = Bad(
    "mac-unreadable",
    "this is not a hardware (MAC) address",
    "twelve hexadecimal digits, such as 00-1E-10-AA-BB-CC",
)
_HEX = frozenset("0123456789ABCDEF")


def _mac_text(text: str) -> str | Bad:
    if len(text) > 24:
        return _BAD_MAC
    digits = text.upper().replace(":", "").replace("-", "").replace(".", "").replace(" ", "")
    if len(digits) != 12 or not _HEX.issuperset(digits):
        return _BAD_MAC
    return "-".join(digits[i : i + 2] for i in range(0, 12, 2))


def mac_of(value: CellValue) -> str | Bad | None:
    """The address as ``AA-BB-CC-DD-EE-FF``; None when nothing is said."""
    text = text_of(value)
    return None if not text or is_placeholder(text) else _mac_text(text)

"""Serial numbers and hardware addresses: several in one cell, and the ones a spreadsheet has destroyed."""

import re
from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import takewhile

from planner.core.columns.texts import is_placeholder, text_of
from planner.core.model import CellValue
from planner.core.rows.values import Bad, bad, tidy

EXCEL_DIGITS = 15  # IEEE 754 doubles carry 15 whole decimal digits, and so does every number cell
_LOST = bad("serial-digits-lost")
_NOT_A_SERIAL = bad("serial-unreadable")
_EXPONENT = re.compile(r"(?i)^\d(?:[.,]\d+)?E\+\d{1,3}$|^\d[.,]\d+E\d{1,3}$")
_PADDED = re.compile(r"^\d{15}0{2,}$")
_LABEL = r"s\s?/\s?n|sn|s\.n\.|(?:serials?|ser\.?)(?:\s*+(?:numbers?|nos?\b\.?|num\b\.?|nr\b\.?|#s?))?|序列号|序号|条码"
_PREFIX = re.compile(rf"(?i)^(?:{_LABEL})\s*+[:.#=：]\s*+")
_SEPARATORS = re.compile(r"[\n\r,;|、，；]+")


def serials_of(value: CellValue) -> tuple[str, ...] | Bad:
    """Every serial number in the cell, () when it says nothing; Bad when a number format destroyed it."""
    if isinstance(value, bool):
        return _NOT_A_SERIAL
    if isinstance(value, int | float) and abs(value) >= 10**EXCEL_DIGITS:
        return _LOST
    text = text_of(value)
    if not text or is_placeholder(text):
        return ()
    if text.isascii() and text.isalnum() and 5 <= len(text) <= 64 and not _PADDED.match(text):
        return (text,)
    return _serials_text(text)


@lru_cache(maxsize=4096)
def _serials_text(typed: str) -> tuple[str, ...] | Bad:
    text = "\n".join(tidy(line) for line in typed.splitlines())
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


def _alike(first: str, piece: str) -> bool:
    return _shaped(piece) and len(piece) == len(first)


def _shaped(piece: str) -> bool:
    return len(piece) >= 6 and sum(c.isdigit() for c in piece) >= 3


def _could_be_serial(piece: str) -> bool:
    return len(piece) <= 64 and (any(c.isdigit() for c in piece) or (len(piece) >= 5 and " " not in piece))


_IN_TEXT = re.compile(
    rf"(?i)(?<![^\W_])(?:{_LABEL})(?![^\W\d_])\s*+[:.#=：]?\s*+((?:[A-Z0-9][A-Z0-9-]{{5,39}}[\s,;/&|+]*(?:and\s+)?)+)"
)
_TOKEN = re.compile(r"(?i)[A-Z0-9][A-Z0-9-]{5,39}")
_LONGEST_TEXT = 2_000


def serials_in_text(text: str) -> tuple[str, ...]:
    """The serial numbers that a description or a note names as such: ``S/N 2102…``, ``serials: A1…; B2…``.

    Only what follows such a word, is six characters or longer and holds three digits or more; of several, those as
    long as the first.
    """
    return _in_text(text) if 8 <= len(text) <= _LONGEST_TEXT else ()


@lru_cache(maxsize=8192)
def _in_text(typed: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for match in _IN_TEXT.finditer(tidy(typed)):
        pieces = _TOKEN.findall(match[1])
        found.update(dict.fromkeys(takewhile(partial(_alike, pieces[0]), pieces)))
    return tuple(found)


_LOOKALIKES = {"O": "0", "o": "0", "I": "1", "l": "1", "i": "1"}
_SAME_TO_THE_EYE = str.maketrans({**{letter.casefold(): digit for letter, digit in _LOOKALIKES.items()}, " ": ""})
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[OoIl](?=\d)")
_LEAST_DIGITS = 0.7  # a serial of mostly letters may well hold an O
_SHORTEST_DOUBTED = 8


@lru_cache(maxsize=65536)
def serial_key(serial: str) -> str:
    """A serial number for comparison: no case, no spaces; O is 0, I and l are 1."""
    return tidy(serial).casefold().translate(_SAME_TO_THE_EYE)


def serial_keys(serials: Sequence[str]) -> list[str]:
    """The :func:`serial_key` of each; the plain ones are worked out all at once."""
    text = "\n".join(serials)
    if serials and text.isascii() and text.replace("\n", "").isalnum():
        return text.casefold().translate(_SAME_TO_THE_EYE).split("\n")
    return list(map(serial_key, serials))


@lru_cache(maxsize=65536)
def serial_doubt(serial: str) -> Bad | None:
    """A question when a letter O or I (or a small l) stands between digits of a serial that is nearly all digits."""
    if len(serial) < _SHORTEST_DOUBTED or sum(c.isdecimal() for c in serial) < _LEAST_DIGITS * len(serial):
        return None
    met = [(match.start(), match[0]) for match in _BETWEEN_DIGITS.finditer(serial)]
    return bad("serial-lookalike", letters=_named(met)) if met else None


def _named(met: list[tuple[int, str]]) -> str:
    """``character 3 is the letter O, not the digit 0``, for each."""
    words = [f"character {at + 1} is the letter {letter}, not the digit {_LOOKALIKES[letter]}" for at, letter in met]
    return "; ".join(words)


_LEAST_ALIKE = 2


def usual_digits(texts: list[str]) -> int | None:
    """How long the serial numbers of a column are that begin with 0 and hold digits only; None when they differ.

    At least two must stand there: one alone says nothing about the others.
    """
    lengths = {len(text) for text in texts if text.startswith("0") and text.isdecimal()}
    count = sum(text.startswith("0") and text.isdecimal() for text in texts)
    return lengths.pop() if len(lengths) == 1 and count >= _LEAST_ALIKE else None


def zeros_lost(text: str, usual: int) -> Bad | None:
    """A question when a serial of digits is shorter than the usual ones, as after a number format ate its zeros."""
    if not text.isdecimal() or text.startswith("0") or not usual // 2 <= len(text) < usual:
        return None
    return bad("serial-zeros-lost", digits=len(text), usual=usual)


_BAD_MAC = bad("mac-unreadable")
_HEX = frozenset("0123456789ABCDEF")
_LONGEST_MAC = 24


def _mac_digits(text: str) -> str:
    return re.sub(r"[:.\s-]", "", tidy(text))


@lru_cache(maxsize=65536)
def _mac_text(text: str) -> str | Bad:
    digits = text.upper().replace(":", "").replace("-", "").replace(".", "").replace(" ", "")
    if len(digits) != 12 or not _HEX.issuperset(digits):
        digits = "".join(_LOOKALIKES.get(c, c) for c in _mac_digits(text)).upper()
    if len(digits) != 12 or not _HEX.issuperset(digits):
        return _BAD_MAC
    return "-".join(digits[i : i + 2] for i in range(0, 12, 2))


def mac_of(value: CellValue) -> str | Bad | None:
    """The address as ``AA-BB-CC-DD-EE-FF``; None when nothing is said.

    No hexadecimal digit looks like O, I or l, so these are read as 0 and 1; :func:`mac_doubt` says so.
    """
    text = text_of(value)
    if not text or is_placeholder(text):
        return None
    return _mac_text(text) if len(text) <= _LONGEST_MAC else _BAD_MAC


def mac_doubt(text: str) -> Bad | None:
    """A question when letters were read as digits in a hardware address; None when it is clean or unreadable."""
    if len(text) > _LONGEST_MAC or not any(letter in text for letter in _LOOKALIKES):
        return None
    read = _mac_text(text)
    met = [(at, c) for at, c in enumerate(_mac_digits(text)) if c in _LOOKALIKES]
    return None if isinstance(read, Bad) else bad("mac-lookalike", letters=_named(met), read=read)

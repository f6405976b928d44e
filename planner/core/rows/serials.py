"""Serial numbers and hardware addresses: several in one cell, and the ones a spreadsheet has destroyed."""

import re
import string
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
_BEFORE = re.compile(rf"(?i)^(?:{_LABEL}|bar\s?code)\s*+[:.#=：]?\s++(?=\S*\d)")
_ASIDE = re.compile(r"\s*\([^()]*\)$|\s+[-–—]\s+\D*$")
_REMARK = re.compile(r"[a-zß-ÿ]{3,}|\b[a-z]{2}\b|[A-Z]{3,}\W+[A-Z]{3,}|[:=]")
_GPON = re.compile(r"(?i)^[A-Z]{4} [0-9A-F]{8}$")
_OF_ANOTHER = re.compile(r"(?i)\b(?:same|was|replac\w*|not|old|former\w*|see|ex)\b")
_LEAST_IN_WORDS, _LEAST_DIGITS_IN_WORDS = 8, 5  # a serial number among other words has so many characters and digits
_LONGEST_RANGE = 100
# ``(1) 2102… (2) 2102…``: a list that counts its serial numbers.
_COUNTED = re.compile(r"(?:^|(?<=[\s,;/|&]))(?:\((\d{1,2})\)|#?(\d{1,2})[).:]|#(\d{1,2})(?=\s))\s*(?=[^\W_]{5})")
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
    parts = [_cleaned(part.strip()) for part in _SEPARATORS.split(_without_counting(text))]
    if len(parts) == 1 and (ends := _ends(parts[0])) and int(ends[1]) < int(ends[2]):
        return serial_range(text) or _NOT_A_SERIAL
    found = [piece for part in parts if not is_placeholder(part) for piece in _split_alike(part)]
    if not found:
        return ()
    if any(_EXPONENT.match(piece) or _PADDED.match(piece) for piece in found):
        return _LOST
    if not all(_could_be_serial(piece) for piece in found):
        return _NOT_A_SERIAL
    return tuple(dict.fromkeys(found))


def _without_counting(text: str) -> str:
    """A list that counts its entries from 1, each entry on a line of its own; any other text as it is."""
    counted = [int(next(filter(None, match.groups()))) for match in _COUNTED.finditer(text)]
    return _COUNTED.sub("\n", text) if counted == list(range(1, len(counted) + 1)) and len(counted) > 1 else text


@lru_cache(maxsize=4096)
def serial_range(text: str) -> tuple[str, ...]:
    """Every serial number of a range such as ``2102310QXH10E1000001-2102310QXH10E1000003``; () for anything else.

    Both ends are equally long and differ in their last digits only; a longer range than a hundred is none.
    """
    ends = _ends(_cleaned(tidy(text)))
    if ends is None:
        return ()
    stem, first, last = ends
    numbers = range(int(first), int(last) + 1)
    return tuple(f"{stem}{number:0{len(first)}}" for number in numbers) if 1 < len(numbers) <= _LONGEST_RANGE else ()


def _ends(text: str) -> tuple[str, str, str] | None:
    """What both ends of a range share, and the digits in which they differ."""
    one, mark, other = re.sub(r"(?i)\s+(?:to|thru|through)\s+", "-", text).partition("-")
    one, other = one.strip(), other.strip()
    if not mark or len(one) != len(other) or len(one) < _LEAST_IN_WORDS or not (one + other).isalnum():
        return None
    digits = len(one) - len(one.rstrip("0123456789"))
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), len(one))
    start = max(shared, len(one) - digits)
    alike = shared >= max(len(one) - digits, len(one) / 2)
    return (one[:start], one[start:], other[start:]) if alike and start < len(one) else None


def _cleaned(part: str) -> str:
    """A serial number without its label and without a remark behind it: ``SN 2102… - bad fan``, ``2102… (A)``."""
    text = _BEFORE.sub("", _PREFIX.sub("", part))
    if " " not in text or _GPON.match(text):
        return text
    aside = _ASIDE.sub("", text)
    if " " not in aside:
        return aside if _stands_in_words(aside) else text
    if not _REMARK.search(text) or _OF_ANOTHER.search(text):
        return text
    tokens = [token.strip("()[],.;:-") for token in text.split()]
    found = [token for token in tokens if _stands_in_words(token)]
    return found[0] if len(found) == 1 else text


def _stands_in_words(token: str) -> bool:
    return len(token) >= _LEAST_IN_WORDS and sum(c.isdigit() for c in token) >= _LEAST_DIGITS_IN_WORDS


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
    if " " in piece and _REMARK.search(piece) and not _GPON.match(piece):
        return False
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
_LETTERS, _DIGITS = string.ascii_letters.encode(), string.digits.encode()
_PLAIN = _LETTERS + _DIGITS + b"\n"
_SAME_IN_BYTES = bytes.maketrans(_LETTERS, string.ascii_letters.casefold().translate(_SAME_TO_THE_EYE).encode())
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
    lines = text.encode() if serials and text.isascii() else b""
    if not lines or lines.translate(None, _PLAIN) or lines.count(b"\n") != len(serials) - 1:
        return list(map(serial_key, serials))
    return lines.translate(_SAME_IN_BYTES).decode().split("\n")


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

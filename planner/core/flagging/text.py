"""Typed text made comparable: one alphabet, one kind of dash, one kind of space."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-")
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD], None)
# Cyrillic and Greek capitals and small letters that look like Latin ones: copied labels and OCR mix them in.
_TWINS = str.maketrans("АВЕКМНОРСТХаеорсхіІΑΒΕΗΙΚΜΝΟΡΤΧΖ", "ABEKMHOPCTXaeopcxiIABEHIKMNOPTXZ")
_WORD = re.compile(r"[0-9A-Z\u00c0-\u052f]+|[\u3040-\u9fff\uac00-\ud7af]+")
# A letter O or I among figures: copied by hand or by OCR it stands for zero or one.
_AMONG_FIGURES = re.compile(r"(?<=[0-9])[OI]+|(?<![A-Z])[OI]+(?=[0-9])")
_AS_FIGURES = str.maketrans("OI", "01")
_SPACES = re.compile(r"[^\S\n]+")
_UNEVEN = re.compile(r"[^\S\n ]|  ")


class Word(NamedTuple):
    """A run of letters and digits and where it stands in the text."""

    text: str
    start: int
    end: int


def clean(text: str) -> str:
    """NFKC, plain dashes and spaces, no invisible characters, Latin letters for their look-alikes; case is kept."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_DASHES).translate(_INVISIBLE).translate(_TWINS)
    if _UNEVEN.search(text):
        text = _SPACES.sub(" ", text.replace("\r", "\n"))
    return text.strip()


def shout(text: str) -> str:
    """Upper case with every character in its place (``ß`` stays one character)."""
    if text.isascii():
        return text.upper()
    return "".join(upper if len(upper := letter.upper()) == 1 else letter for letter in text)


def words(shouted: str) -> Iterator[Word]:
    """The words of an upper-case text; Chinese, Japanese and Korean runs stand apart from Latin ones."""
    for match in _WORD.finditer(shouted):
        yield Word(match.group(), match.start(), match.end())


def has_odd_figures(shouted: str) -> bool:
    """Whether letters O or I stand among the figures of an upper-case text, where 0 and 1 may be meant."""
    return _AMONG_FIGURES.search(shouted) is not None


def with_figures(shouted: str) -> tuple[str, str]:
    """An upper-case text with such letters read as figures, place for place, and which of "OI" they were."""
    letters = set("".join(_AMONG_FIGURES.findall(shouted)))
    plain = _AMONG_FIGURES.sub(lambda match: match.group().translate(_AS_FIGURES), shouted)
    return plain, "".join(letter for letter in "OI" if letter in letters)


def word_texts(shouted: str) -> list[str]:
    """The words without their places."""
    return _WORD.findall(shouted)


def word_tuple(text: str) -> tuple[str, ...]:
    """A name as its upper-case words: ``Huawei Technologies Co., Ltd.`` is four of them."""
    return tuple(word.text for word in words(shout(clean(text))))


def joined(patterns: Sequence[re.Pattern[str]]) -> re.Pattern[str] | None:
    """One pattern of all, each in a group of its own (``lastindex`` counts from 1): it tries them in the order given.

    None where they cannot be joined without changing their meaning: they have groups or flags of their own.
    """
    if any(pattern.groups or pattern.flags != re.UNICODE for pattern in patterns):
        return None
    return re.compile("|".join(f"({pattern.pattern})" for pattern in patterns) or r"(?!)")

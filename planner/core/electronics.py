"""Whether the words of a row name goods without electronics: ``hose clamp``, ``Mounting bracket for RRU3908``.

What is not named by such words is not looked into: no answer here says that a thing has electronics.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

_ASIDE = re.compile(r"\([^()]*\)")
# What follows says what the thing is for: "bracket for RRU3908" is a bracket.
_FOR = re.compile(r"(?i)\b(?:for|to|of|on|at|from|used|under|behind)\b.*$|\bf/.*$", re.DOTALL)
# What follows comes with it: "RRU3908 with bracket" is a radio, "bracket and RRU3908" are two things.
_WITH = re.compile(r"(?i)\b(?:with|w/o|incl|including|includes|plus|and)\b|\bw/|[,;:+&/|()\n]|\s[-–—]+\s")
_WORD = re.compile(r"[^\W_]+")
_MODEL = re.compile(r"(?i)\b[a-z]{2,}[ -]?\d{3,}[a-z]{0,2}\b")

Words = tuple[str, ...]


def goods_named(text: str, goods: Words, electronic: Words) -> str | None:
    """The longest of ``goods`` that ``text`` says the thing is; None for anything else.

    A word of ``electronic`` behind it (``fence sensor``), or such a word or a model beside it (``bracket and radio``),
    says that it is something else. Case and a plural ``s`` make no difference.
    """
    return _named(text, goods, electronic) if text else None


@lru_cache(maxsize=8192)
def _named(text: str, goods: Words, electronic: Words) -> str | None:
    told = _FOR.sub("", _ASIDE.sub(" ", text))
    first, *others = [part for part in _WITH.split(told) if part.strip()] or [""]
    if any(_MODEL.search(part) or not _words(part).isdisjoint(electronic) for part in others):
        return None
    words = " ".join(_each(first))
    for one in sorted(goods, key=len, reverse=True):
        _, met, behind = f" {words} ".partition(f" {' '.join(_each(one))} ")
        if met:
            return one if _words(behind).isdisjoint(electronic) and not _MODEL.search(behind) else None
    return None


def _words(text: str) -> frozenset[str]:
    return frozenset(_each(text))


def _each(text: str) -> Iterator[str]:
    """The words in small letters, without the plural's ``s``."""
    for word in _WORD.findall(text.casefold()):
        yield word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word

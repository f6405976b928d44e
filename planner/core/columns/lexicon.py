"""The words that headers use, and which meaning each speaks for."""

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from planner.core.columns.texts import normal_header, normal_name, plain
from planner.core.model import Meaning

Match = Literal["whole", "anywhere"]
Scores = Mapping[Meaning, float]

# Strength of a header match, 0 to 1. Ours, set so that one exact word outweighs doubtful contents (see mapping.py).
EXACT = 1.0
SHARED = 0.6  # the word speaks for several meanings; contents decide
OUTSIDE_PARENTHESES = 0.95
ANYWHERE = 0.92
PARTYS = 0.3
MISSPELLED = 0.75
_CLOSE_ENOUGH = 0.87
_HEAD_FIRST = frozenset({"of", "de", "du", "del", "des", "der", "la"})
_SAY_LITTLE = frozenset({"number", "id", "code", "name", "unit", "key", "label", "info"})  # inside a longer header
_PARTIES = frozenset({"owner", "tenant", "customer", "carrier", "company", "operator", "landlord", "lessor"})
_LONGEST_SPAN = 5
_LONGEST_HEADER = 120


@dataclass(frozen=True, slots=True)
class ColumnLexicon:
    """What headers and makers are called.

    ``whole`` maps a normal header (:func:`normal_header`) to its meanings, the likeliest first; ``anywhere`` holds
    words that settle the meaning wherever they stand in a header (*previous*, *landlord*). ``makers`` are known maker
    names in the form of :func:`normal_name`.
    """

    whole: Mapping[str, tuple[Meaning, ...]]
    anywhere: Mapping[str, Meaning]
    makers: frozenset[str]


def build_lexicon(words: Iterable[tuple[Meaning, str, Match]], makers: Collection[str] = ()) -> ColumnLexicon:
    """A lexicon from ``(meaning, synonym, match)`` rows, the likelier meaning of a shared word first."""
    whole: dict[str, tuple[Meaning, ...]] = {}
    anywhere: dict[str, Meaning] = {}
    for meaning, synonym, match in words:
        key = normal_header(synonym)
        if match == "anywhere":
            anywhere.setdefault(key, meaning)
        if meaning not in whole.get(key, ()):
            whole[key] = (*whole.get(key, ()), meaning)
    return ColumnLexicon(whole, anywhere, frozenset(filter(None, map(normal_name, makers))))


def header_scores(header: str, lexicon: ColumnLexicon, misspelled: bool = True) -> Scores:
    """How strongly a header speaks for each meaning; empty when it says nothing we know.

    ``misspelled`` also accepts near misses (``Manufactuer``), which is slow and meant for chosen headers only.
    """
    normal = normal_header(header)
    if not normal or len(header) > _LONGEST_HEADER:
        return {}
    return (
        _exact(normal, lexicon, EXACT)
        or _without_parentheses(header, lexicon)
        or _anywhere(normal, lexicon)
        or _inside(normal, lexicon)
        or (_misspelled(normal, lexicon) if misspelled else {})
    )


def is_header_word(text: str, lexicon: ColumnLexicon) -> bool:
    """True when the whole text is a header we know by heart."""
    return len(text) <= 60 and bool(_known(normal_header(text), lexicon))


def _known(normal: str, lexicon: ColumnLexicon) -> tuple[Meaning, ...]:
    return lexicon.whole.get(normal) or lexicon.whole.get(_singular(normal)) or ()


def _singular(normal: str) -> str:
    words = normal.split()
    return " ".join(w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in words)


def _exact(normal: str, lexicon: ColumnLexicon, strength: float) -> Scores:
    meanings = _known(normal, lexicon)
    if len(meanings) == 1:
        return {meanings[0]: strength}
    return {meaning: min(strength, SHARED) - 0.01 * place for place, meaning in enumerate(meanings)}


def _without_parentheses(header: str, lexicon: ColumnLexicon) -> Scores:
    outside = normal_header(re.sub(r"\(.*?\)|\[.*?\]|（.*?）", " ", header))
    return _exact(outside, lexicon, OUTSIDE_PARENTHESES) if outside else {}


def _spans(normal: str) -> Iterable[tuple[int, int, str]]:
    words = normal.split()[:20]
    for length in range(min(len(words), _LONGEST_SPAN), 0, -1):
        for start in range(len(words) - length + 1):
            yield length, start, " ".join(words[start : start + length])


def _anywhere(normal: str, lexicon: ColumnLexicon) -> Scores:
    for _, _, span in _spans(normal):
        if span in lexicon.anywhere:
            return {lexicon.anywhere[span]: ANYWHERE, **_partys_site(normal, lexicon)}
    if normal.isascii():
        return {}
    inside = [word for word in lexicon.anywhere if not word.isascii() and len(word) > 1 and word in normal]
    return {lexicon.anywhere[inside[0]]: ANYWHERE} if inside else {}


def _partys_site(normal: str, lexicon: ColumnLexicon) -> Scores:
    """``Owner Site Code`` is still a site's code, for want of a better one: too weak to win beside a real one."""
    party, _, rest = normal.partition(" ")
    known = _known(rest, lexicon) if party in _PARTIES else ()
    return {meaning: PARTYS for meaning in known if meaning in ("site", "site_name")}


def _inside(normal: str, lexicon: ColumnLexicon) -> Scores:
    """The longest known phrase inside the header; of equals the last, as English puts the noun last, unless the
    header says "of" or a Romance "de", which put it first.
    """
    spans = [((length, start, _known(span, lexicon)), span) for length, start, span in _spans(normal)]
    found = [hit for hit, span in spans if hit[2] and hit[2] != ("ignore",) and span not in _SAY_LITTLE]
    words = normal.split()
    if not found:
        return {"asset_id": 0.5} if words[-1] == "id" else _inside_chinese(normal, lexicon)
    sign = -1 if _HEAD_FIRST & set(words) else 1
    length, _, meanings = max(found, key=lambda hit: (hit[0], sign * hit[1]))
    strength = 0.55 + 0.3 * length / len(words)
    if len(meanings) > 1:
        strength -= 0.2
    return {meaning: strength - 0.01 * place for place, meaning in enumerate(meanings)}


def _inside_chinese(normal: str, lexicon: ColumnLexicon) -> Scores:
    if normal.isascii():
        return {}
    inside = [word for word in lexicon.whole if not word.isascii() and len(word) > 1 and word in normal]
    if not inside:
        return {}
    longest = max(inside, key=lambda word: (len(word), normal.rfind(word)))
    return {meaning: 0.7 - 0.01 * place for place, meaning in enumerate(lexicon.whole[longest])}


def _misspelled(normal: str, lexicon: ColumnLexicon) -> Scores:
    if not 5 <= len(normal) <= 40:
        return {}
    close = difflib.get_close_matches(normal, lexicon.whole.keys(), n=1, cutoff=_CLOSE_ENOUGH)
    return _exact(close[0], lexicon, MISSPELLED) if close else {}


def names_a_maker(text: str, lexicon: ColumnLexicon) -> bool:
    """True when the text is a known maker's name, or begins with one (``Huawei Technologies Co.``)."""
    if not text or len(text) > 80:
        return False
    if normal_name(text) in lexicon.makers:
        return True
    words = re.findall(r"[^\W_]+", plain(text))
    return any("".join(words[:count]) in lexicon.makers for count in (1, 2, 3))


def mentions_a_maker(text: str, lexicon: ColumnLexicon) -> bool:
    """True when any word, or pair of words, of the text is a known maker's name."""
    words = re.findall(r"[^\W_]+", plain(text[:2000]))
    makers = lexicon.makers
    return any(word in makers for word in words) or any(first + second in makers for first, second in pairwise(words))

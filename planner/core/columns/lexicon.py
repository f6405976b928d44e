"""The words that headers use, and which meaning each speaks for."""

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from planner.core.columns.texts import normal_header, normal_name, plain
from planner.core.model import Meaning, Strength

Match = Literal["whole", "anywhere"]
Scores = Mapping[Meaning, float]
Closest = Callable[[str, Collection[str], float], str | None]
KnownModel = Callable[[str], Strength | None]
How = Literal["exact", "outside", "anywhere", "inside", "near"]

# Strength of a header match, 0 to 1. Ours, set so that one exact word outweighs doubtful contents (see mapping.py).
EXACT = 1.0
SHARED = 0.6  # the word speaks for several meanings; contents decide
OUTSIDE_PARENTHESES = 0.95
ANYWHERE = 0.92
PARTYS = 0.3
MISSPELLED = 0.75
_CLOSE_ENOUGH = 0.87
_SHORTEST_MISSPELLED = 5  # letters; of shorter words too many are one letter apart (Port, Part)
_LONGEST_MISSPELLED = 40
_HEAD_FIRST = frozenset({"of", "de", "du", "del", "des", "der", "la"})
_SAY_LITTLE = frozenset(  # inside a longer header; "Port Orford" and "Green Bay" are no positions
    {"number", "id", "code", "name", "unit", "key", "label", "info", "port", "bay", "room", "floor", "frame", "cab",
     "position", "aisle", "face", "hut", "shelter", "place", "page", "sort", "budget", "misc"}
)  # fmt: skip
_PARTIES = frozenset({"owner", "tenant", "customer", "carrier", "company", "operator", "landlord", "lessor"})
_LONGEST_SPAN = 5
_LONGEST_HEADER = 120


def closest_by_difflib(word: str, words: Collection[str], least: float) -> str | None:
    """The word most like ``word``, at least ``least`` (0 to 1) alike; the standard library's slow way."""
    return next(iter(difflib.get_close_matches(word, words, n=1, cutoff=least)), None)


def knows_no_model(_text: str) -> None:
    """The answer of a lexicon that nobody told any models."""
    return


@dataclass(frozen=True, slots=True)
class ColumnLexicon:
    """What headers and makers are called.

    ``whole`` maps a normal header (:func:`normal_header`) to its meanings, the likeliest first; ``anywhere`` holds
    words that settle the meaning wherever they stand in a header (*previous*, *landlord*). ``makers`` are known maker
    names in the form of :func:`normal_name`. ``vocabulary`` are the single words of all known headers, and
    ``closest`` finds the one that a misspelled word is most like. ``model`` says how sure it is that a short text holds
    a model of gear that somebody knows, None when it holds none.
    """

    whole: Mapping[str, tuple[Meaning, ...]]
    anywhere: Mapping[str, Meaning]
    makers: frozenset[str]
    vocabulary: frozenset[str] = frozenset()
    closest: Closest = field(default=closest_by_difflib, compare=False)
    model: KnownModel = field(default=knows_no_model, compare=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a header says: how strongly it speaks for each meaning, how it was understood, and the known ``word``.

    ``how`` is *exact* (the whole header is known), *outside* (without what stands in parentheses), *anywhere* (a word
    that settles the meaning), *inside* (a known phrase in a longer header) or *near* (known once its spelling is
    corrected).
    """

    scores: Scores
    how: How = "exact"
    word: str = ""


def build_lexicon(
    words: Iterable[tuple[Meaning, str, Match]],
    makers: Collection[str] = (),
    closest: Closest = closest_by_difflib,
    model: KnownModel = knows_no_model,
) -> ColumnLexicon:
    """A lexicon from ``(meaning, synonym, match)`` rows, the likelier meaning of a shared word first."""
    whole: dict[str, tuple[Meaning, ...]] = {}
    anywhere: dict[str, Meaning] = {}
    for meaning, synonym, match in words:
        key = normal_header(synonym)
        if match == "anywhere":
            anywhere.setdefault(key, meaning)
        if meaning not in whole.get(key, ()):
            whole[key] = (*whole.get(key, ()), meaning)
    vocabulary = frozenset(word for key in whole for word in key.split() if word.isalpha())
    known = frozenset(filter(None, map(normal_name, makers)))
    return ColumnLexicon(whole, anywhere, known, vocabulary, closest, model)


def header_scores(header: str, lexicon: ColumnLexicon, misspelled: bool = True) -> Scores:
    """How strongly a header speaks for each meaning; empty when it says nothing we know (see :func:`read_header`)."""
    return read_header(header, lexicon, misspelled).scores


def read_header(header: str, lexicon: ColumnLexicon, misspelled: bool = True) -> Reading:
    """What a header says; no scores when it says nothing we know.

    ``misspelled`` also accepts near misses (``Manufactuer``), which is slow and meant for chosen headers only.
    """
    normal = normal_header(header)
    if not normal or len(header) > _LONGEST_HEADER:
        return Reading({})
    if scores := _exact(normal, lexicon, EXACT):
        return Reading(scores, "exact", normal)
    outside = _outside_parentheses(header)
    if scores := _exact(outside, lexicon, OUTSIDE_PARENTHESES):
        return Reading(scores, "outside", outside)
    return _read_words(normal, lexicon, misspelled)


def _read_words(normal: str, lexicon: ColumnLexicon, misspelled: bool) -> Reading:
    found = _anywhere(normal, lexicon)
    if found.scores:
        return found
    corrected = _corrected(normal, lexicon) if misspelled else normal
    if corrected != normal:
        return _near(corrected, lexicon)
    found = _inside(normal, lexicon)
    return found if found.scores or not misspelled else _misspelled(normal, lexicon)


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


def _outside_parentheses(header: str) -> str:
    return normal_header(re.sub(r"\(.*?\)|\[.*?\]|（.*?）", " ", header))


def _spans(normal: str) -> Iterable[tuple[int, int, str]]:
    words = normal.split()[:20]
    for length in range(min(len(words), _LONGEST_SPAN), 0, -1):
        for start in range(len(words) - length + 1):
            yield length, start, " ".join(words[start : start + length])


def _anywhere(normal: str, lexicon: ColumnLexicon) -> Reading:
    for _, _, span in _spans(normal):
        if span in lexicon.anywhere:
            scores: Scores = {lexicon.anywhere[span]: ANYWHERE, **_partys_site(normal, lexicon)}
            return Reading(scores, "anywhere", span)
    if normal.isascii():
        return Reading({})
    inside = [word for word in lexicon.anywhere if not word.isascii() and len(word) > 1 and word in normal]
    return Reading({lexicon.anywhere[inside[0]]: ANYWHERE}, "anywhere", inside[0]) if inside else Reading({})


def _partys_site(normal: str, lexicon: ColumnLexicon) -> Scores:
    """``Owner Site Code`` is still a site's code, for want of a better one: too weak to win beside a real one."""
    party, _, rest = normal.partition(" ")
    known = _known(rest, lexicon) if party in _PARTIES else ()
    return {meaning: PARTYS for meaning in known if meaning in ("site", "site_name")}


def _inside(normal: str, lexicon: ColumnLexicon) -> Reading:
    """The longest known phrase inside the header; of equals the last, as English puts the noun last, unless the
    header says "of" or a Romance "de", which put it first.
    """
    spans = [((length, start, _known(span, lexicon)), span) for length, start, span in _spans(normal)]
    found = [(hit, span) for hit, span in spans if hit[2] and hit[2] != ("ignore",) and span not in _SAY_LITTLE]
    words = normal.split()
    if not found:
        return Reading({"asset_id": 0.5}, "inside", "id") if words[-1] == "id" else _inside_chinese(normal, lexicon)
    sign = -1 if _HEAD_FIRST & set(words) else 1
    (length, _, meanings), word = max(found, key=lambda entry: (entry[0][0], sign * entry[0][1]))
    strength = 0.55 + 0.3 * length / len(words)
    if len(meanings) > 1:
        strength -= 0.2
    return Reading({meaning: strength - 0.01 * place for place, meaning in enumerate(meanings)}, "inside", word)


def _inside_chinese(normal: str, lexicon: ColumnLexicon) -> Reading:
    if normal.isascii():
        return Reading({})
    inside = [word for word in lexicon.whole if not word.isascii() and len(word) > 1 and word in normal]
    if not inside:
        return Reading({})
    longest = max(inside, key=lambda word: (len(word), normal.rfind(word)))
    meanings = lexicon.whole[longest]
    return Reading({meaning: 0.7 - 0.01 * place for place, meaning in enumerate(meanings)}, "inside", longest)


def _corrected(normal: str, lexicon: ColumnLexicon) -> str:
    """The header with every misspelled word corrected: a long word that no known header uses, but nearly."""
    return " ".join(_corrected_word(word, lexicon) for word in normal.split()[:20])


def _corrected_word(word: str, lexicon: ColumnLexicon) -> str:
    strange = word.isalpha() and {word, _singular(word)}.isdisjoint(lexicon.vocabulary)
    if not strange or not _SHORTEST_MISSPELLED < len(word) <= _LONGEST_MISSPELLED:
        return word
    return lexicon.closest(word, lexicon.vocabulary, _CLOSE_ENOUGH) or word


def _near(corrected: str, lexicon: ColumnLexicon) -> Reading:
    """A corrected header speaks as the right one would, more softly."""
    scores = _exact(corrected, lexicon, MISSPELLED)
    if scores:
        return Reading(scores, "near", corrected)
    right = _read_words(corrected, lexicon, misspelled=False)
    return Reading({meaning: MISSPELLED * score for meaning, score in right.scores.items()}, "near", corrected)


def _misspelled(normal: str, lexicon: ColumnLexicon) -> Reading:
    """A header that is a known one but for a letter or a space (``Serialnumbr``)."""
    if not _SHORTEST_MISSPELLED <= len(normal) <= _LONGEST_MISSPELLED:
        return Reading({})
    close = lexicon.closest(normal, lexicon.whole.keys(), _CLOSE_ENOUGH)
    return Reading(_exact(close, lexicon, MISSPELLED), "near", close) if close else Reading({})


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

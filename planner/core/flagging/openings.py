"""Which of many patterns are worth asking about a text: those that can begin as one of its words begins.

A pack has hundreds of model families; a text has a handful of words. The first three characters of a word rule out
nearly all of them, however many there are.
"""

import re
import re._parser as _parser  # type: ignore[import-not-found]  # the compiler's own reading of a pattern
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

from planner.core.flagging.sketches import blurred

_LONGEST = 3
_SHORTEST = 2
_MOST = 6_000  # heads of one pattern; one with more begins like anything
# From every place that no capital or digit stands before; what is taken up to the next such place is passed over.
_HEADS = re.compile(r"(?=(.{2,3}))[A-Z0-9]*+.?", re.DOTALL)
# A character written as its number might mean another one where only ASCII is looked at.
_BY_NUMBER = re.compile(r"\\[xuUN0-7]")
_DIGITS = tuple("0123456789")
_CLASSES = {"CATEGORY_DIGIT": _DIGITS, "CATEGORY_SPACE": (" ", "\n", "\t")}
_SILENT = frozenset({"ASSERT", "ASSERT_NOT", "AT"})  # take no characters
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


class _Anything(Exception):
    """A pattern that can begin with nearly any text."""


class Form:
    """A regular expression, either case, compiled when somebody first looks for it: of hundreds few ever are.

    ``heads`` are what a match can begin with, as :func:`heads` says; who knows them already gives them as ``known``.
    Raises ``re.error`` for one that is none.
    """

    __slots__ = ("_compiled", "_plain", "heads", "text")

    def __init__(self, text: str, known: frozenset[str] | None = None) -> None:
        self.text = text
        self.heads = known or heads(text, re.IGNORECASE)
        self._compiled: re.Pattern[str] | None = None
        self._plain: re.Pattern[str] | None = None

    @property
    def plain(self) -> re.Pattern[str]:
        """The compiled expression for texts of nothing but ASCII, which takes half the time to compile."""
        if self._plain is None:
            able = self.text.isascii() and not _BY_NUMBER.search(self.text)
            self._plain = re.compile(self.text, re.IGNORECASE | re.ASCII) if able else self.pattern
        return self._plain

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled expression."""
        if self._compiled is None:
            self._compiled = re.compile(self.text, re.IGNORECASE)
        return self._compiled

    def stands_in(self, text: str, starts: Sequence[int] | None) -> bool:
        """Whether the expression matches in a text; ``starts`` are where it may begin to in one of ASCII, if known."""
        if not text.isascii():
            return self.pattern.search(text) is not None
        if starts is None:
            return self.plain.search(text) is not None
        return any(self.plain.match(text, at) for at in starts)

    def matches(self, text: str, starts: Sequence[int] | None) -> list[re.Match[str]]:
        """The matches in a text, as ``finditer`` gives them; ``starts`` as in :meth:`stands_in`, in order."""
        if starts is None or not text.isascii():
            return list((self.plain if text.isascii() else self.pattern).finditer(text))
        found: list[re.Match[str]] = []
        fits, end = self.plain.match, 0
        for at in starts:
            if at >= end and (match := fits(text, at)):
                found.append(match)
                end = match.end()
        return found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Form) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Form({self.text!r})"


def openings(shouted: str, start: int = 0, end: int = sys.maxsize) -> frozenset[str]:
    """What the words of a text of capitals between two places begin with: three characters, and two, of each."""
    met = _HEADS.findall(shouted, start, end)
    return frozenset([*met, *[head[:_SHORTEST] for head in met]])


class Openings:
    """The openings of patterns that match capitals; each is known by its place in the sequence given."""

    def __init__(self, told: Sequence[frozenset[str] | None]) -> None:
        self._by_head: defaultdict[str, list[int]] = defaultdict(list)
        self.anywhere = tuple(place for place, found in enumerate(told) if found is None)
        for place, found in enumerate(told):
            for head in found or ():
                self._by_head[head].append(place)
        self._heads = frozenset(self._by_head)

    def among(self, shouted: str) -> list[int]:
        """The places of the patterns that may match somewhere in a text of capitals, in order."""
        found = {place for head in self._heads & openings(shouted) for place in self._by_head[head]}
        return sorted(found.union(self.anywhere))

    def where(self, shouted: str) -> dict[int, list[int]]:
        """Where in a text of capitals each pattern may begin to match; those that may anywhere are left out."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        known = self._by_head
        for match in _HEADS.finditer(shouted):
            head = match.group(1)
            for place in known.get(head, ()):
                found[place].append(match.start())
            if len(head) > _SHORTEST:
                for place in known.get(head[:_SHORTEST], ()):
                    found[place].append(match.start())
        return found


class Clues(NamedTuple):
    """What a text of capitals must hold for any of some patterns to match in it: one of ``heads`` at the beginning of
    a word, or one of ``words`` anywhere; with ``anything`` it may hold what it likes.
    """

    heads: frozenset[str]
    words: tuple[str, ...] = ()
    anything: bool = False

    @classmethod
    def of(cls, told: Iterable[tuple[frozenset[str] | None, str, int]]) -> "Clues":
        """The clues to patterns, each given by its :func:`heads`, its text and its flags."""
        patterns = list(told)
        held = [needed(text, flags) for found, text, flags in patterns if found is None]
        words = dict.fromkeys(word.upper() for found in held for word in found or ())
        return cls(frozenset(head for found, *_ in patterns for head in found or ()), tuple(words), None in held)

    @classmethod
    def of_words(cls, patterns: Iterable[str]) -> "Clues":
        """The clues to patterns, each said from the beginning of a word on."""
        framed = (f"(?<![A-Z0-9])(?:{pattern})" for pattern in patterns)
        return cls.of((heads(text, 0), text, 0) for text in framed)

    def blurred(self) -> "Clues":
        """The clues to the same patterns in texts with every figure a zero."""
        return Clues(frozenset(map(blurred, self.heads)), tuple({*map(blurred, self.words)}), self.anything)

    def in_text(self, shouted: str, met: frozenset[str]) -> bool:
        """Whether a pattern may match in a text of capitals and of these openings; in doubt, True."""
        return self.anything or not self.heads.isdisjoint(met) or any(map(shouted.__contains__, self.words))


@lru_cache(maxsize=4_000)
def heads(pattern: str, flags: int) -> frozenset[str] | None:
    """The three capitals or signs that a match can begin with, two where it may be no longer; None where it may begin
    anywhere in a word, with anything, or be shorter yet.
    """
    tree = list(_parser.parse(pattern, flags))
    if not tree or not _begins_a_word(tree[0]):
        return None
    try:
        found = frozenset(_sequence(tree, _LONGEST))
    except _Anything:
        return None
    return None if any(len(head) < _SHORTEST for head in found) or len(found) > _MOST else found


@lru_cache(maxsize=4_000)
def needed(pattern: str, flags: int) -> tuple[str, ...] | None:
    """Words, as the pattern writes them, one of which every match of it holds; None where there is no such word."""
    return _needed(list(_parser.parse(pattern, flags)))


def _needed(nodes: Sequence[tuple[Any, Any]]) -> tuple[str, ...] | None:
    best: tuple[str, ...] | None = None
    run = ""
    for node in nodes:
        name, told = str(node[0]), node[1]
        run = run + chr(told) if name == "LITERAL" else ""
        found = (run,) if run else _needed_in(name, told)
        if found and (best is None or min(map(len, found)) > min(map(len, best))):
            best = found
    return best


def _needed_in(name: str, told: Any) -> tuple[str, ...] | None:
    if name == "BRANCH":
        each = [_needed(list(part)) for part in told[1]]
        return tuple(dict.fromkeys(word for found in each for word in found or ())) if all(each) else None
    if name == "SUBPATTERN" or (name in _REPEATS and told[0] > 0):
        return _needed(list(told[-1]))
    return None


def _begins_a_word(first: tuple[Any, Any]) -> bool:
    """Whether a pattern refuses a letter or digit before it: ``(?<![A-Za-z0-9])``."""
    name, told = str(first[0]), first[1]
    if name != "ASSERT_NOT" or told[0] != -1:
        return False
    refused = set(_sequence(list(told[1]), 1))
    return refused >= {*map(chr, range(ord("A"), ord("Z") + 1)), *_DIGITS}


def _sequence(nodes: Sequence[tuple[Any, Any]], length: int) -> set[str]:
    """The first ``length`` characters of what parts in a row match; shorter where the parts end before."""
    done: set[str] = set()
    going = {""}
    for node in nodes:
        longer = {head + more for head, more in product(going, _node(node, length))}
        if len(longer) > _MOST:
            raise _Anything
        done |= {head[:length] for head in longer if len(head) >= length}
        going = {head for head in longer if len(head) < length}
        if not going:
            return done
    return done | going


def _node(node: tuple[Any, Any], length: int) -> set[str]:
    name, told = str(node[0]), node[1]
    if name in _SILENT:
        return {""}
    if name == "LITERAL":
        return {chr(told).upper()}
    if name == "IN":
        return {letter.upper() for part in told for letter in _members(part)}
    if name == "BRANCH":
        return set().union(*(_sequence(list(part), length) for part in told[1]))
    if name == "SUBPATTERN":
        return _sequence(list(told[-1]), length)
    if name in _REPEATS:
        return _repeated(told, length)
    raise _Anything


def _members(part: tuple[Any, Any]) -> Iterable[str]:
    """The characters of one part of a class such as ``[A-Z_]``."""
    name, told = str(part[0]), part[1]
    if name == "LITERAL":
        return (chr(told),)
    if name == "RANGE" and told[1] - told[0] < _MOST:
        return map(chr, range(told[0], told[1] + 1))
    if name == "CATEGORY" and str(told) in _CLASSES:
        return _CLASSES[str(told)]
    raise _Anything


def _repeated(told: tuple[Any, Any, Any], length: int) -> set[str]:
    least, most, part = told
    once = _sequence(list(part), length)
    found: set[str] = {""} if least == 0 else set()
    going = {""}
    for times in _times(int(most), length):
        going = _grown(going, once, length)
        found |= going if times >= least else {head for head in going if len(head) >= length}
    return found


def _grown(heads_so_far: Iterable[str], more: Iterable[str], length: int) -> set[str]:
    found: set[str] = set()
    for head in heads_so_far:
        found.update([(head + tail)[:length] for tail in more])
        if len(found) > _MOST:
            raise _Anything
    return found


def _times(most: int, length: int) -> Iterator[int]:
    """How often to repeat a part of at least one character, at most, to know what it begins with."""
    return iter(range(1, min(most, length) + 1))

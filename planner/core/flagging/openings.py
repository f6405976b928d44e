"""Which of many patterns are worth asking about a text: those that can begin as one of its words begins.

A pack has hundreds of model families; a text has a handful of words. The first three characters of a word rule out
nearly all of them, however many there are.
"""

import re
import re._parser as _parser  # type: ignore[import-not-found]  # the compiler's own reading of a pattern
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any

_LONGEST = 3
_SHORTEST = 2
_MOST = 6_000  # heads of one pattern; one with more begins like anything
_HEADS = re.compile(r"(?<![A-Z0-9])(?=(.{2,3}))", re.DOTALL)
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

    __slots__ = ("_compiled", "heads", "text")

    def __init__(self, text: str, known: frozenset[str] | None = None) -> None:
        self.text = text
        self.heads = known or heads(text, re.IGNORECASE)
        self._compiled: re.Pattern[str] | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled expression."""
        if self._compiled is None:
            self._compiled = re.compile(self.text, re.IGNORECASE)
        return self._compiled

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Form) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Form({self.text!r})"


class Openings:
    """The openings of patterns that match capitals; each is known by its place in the sequence given."""

    def __init__(self, openings: Sequence[frozenset[str] | None]) -> None:
        self._by_head: defaultdict[str, list[int]] = defaultdict(list)
        self._any: list[int] = []
        for place, found in enumerate(openings):
            if found is None:
                self._any.append(place)
            for head in found or ():
                self._by_head[head].append(place)

    def among(self, shouted: str) -> list[int]:
        """The places of the patterns that may match somewhere in a text of capitals, in order."""
        met = set(_HEADS.findall(shouted))
        known = self._by_head
        found = {
            place for head in (*met, *(head[:_SHORTEST] for head in met)) if head in known for place in known[head]
        }
        return sorted(found.union(self._any))


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


def initials(pattern: str) -> frozenset[str] | None:
    """The capitals or signs one of which a match begins with; None where it may begin with anything, or be empty."""
    try:
        found = frozenset(_sequence(list(_parser.parse(pattern)), 1))
    except _Anything:
        return None
    return None if "" in found else found


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
        going = {(head + more)[:length] for head, more in product(going, once)}
        if len(going) > _MOST:
            raise _Anything
        found |= going if times >= least else {head for head in going if len(head) >= length}
    return found


def _times(most: int, length: int) -> Iterator[int]:
    """How often to repeat a part of at least one character, at most, to know what it begins with."""
    return iter(range(1, min(most, length) + 1))

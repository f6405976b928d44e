"""What a regular expression may match, known from less than the whole text.

Of a text with its figures blurred, or of its first letters alone, a sketch says whether an expression can match there.
It may say yes too often and never says no wrongly.
"""

import re._parser as _parser  # type: ignore[import-not-found]  # the compiler's own reading of a pattern
from collections.abc import Callable, Mapping, Sequence
from typing import Any

_Nodes = Sequence[tuple[Any, Any]]
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_PASSED = frozenset({"ASSERT", "AT"})  # take no characters; what they ask for is not looked at
_FIGURES = "0123456789"
_LAST = 127  # a character beyond ASCII may be another's capital or small letter
_CATEGORIES: Mapping[str, Callable[[str], bool]] = {
    "CATEGORY_DIGIT": str.isdigit,
    "CATEGORY_NOT_DIGIT": lambda letter: not letter.isdigit(),
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_NOT_SPACE": lambda letter: not letter.isspace(),
    "CATEGORY_WORD": lambda letter: letter.isalnum() or letter == "_",
    "CATEGORY_NOT_WORD": lambda letter: not (letter.isalnum() or letter == "_"),
}


_BLURRED = str.maketrans("123456789", "0" * 9)


def blurred(text: str) -> str:
    """The text with every figure a zero."""
    return text.translate(_BLURRED)


class _Unread(Exception):
    """A part of an expression that a sketch cannot follow: it may match anything."""


class Sketch:
    """An expression to be asked about ASCII texts in capitals; it is read when it is first asked."""

    __slots__ = ("_fitting", "_flags", "_nodes", "_pattern", "_whole")

    def __init__(self, pattern: str, flags: int, *, whole: bool = False) -> None:
        """``whole`` says that only whole words count that the expression fits."""
        self._pattern, self._flags, self._whole = pattern, flags, whole
        self._nodes: _Nodes | None = None
        self._fitting: dict[tuple[int, str, bool], bool] = {}

    def may_match(self, blurred: str, at: int) -> bool:
        """Whether a match may begin at a place of a text in which every "0" stands for any figure."""
        if self._whole and blurred[:at][-1:].isalnum():
            return False
        ends = self._ends(blurred, at, begun=False)
        if ends is None or not self._whole:
            return ends != set()
        return any(not blurred[end : end + 1].isalnum() for end in ends)

    def may_stand_in(self, blurred: str) -> bool:
        """Whether a match may begin anywhere in such a text."""
        return any(self.may_match(blurred, at) for at in range(len(blurred)))

    def may_begin(self, letters: str) -> bool:
        """Whether a match may begin with these letters, or be no longer than they are and stand at their beginning."""
        return self._ends(letters, 0, begun=True) != set()

    def _ends(self, text: str, at: int, *, begun: bool) -> set[int] | None:
        """Where a match that begins at a place may end, None for anywhere."""
        if self._nodes is None:
            self._nodes = list(_parser.parse(self._pattern, self._flags))
        try:
            return _Walk(text, self._fitting, begun=begun).ends(self._nodes, {at})
        except _Unread:
            return None


class _Walk:
    """Follows an expression along a text: from the places where a part may begin to those where it may end.

    Of a text that has only ``begun`` the end stands for all that may come.
    """

    def __init__(self, text: str, fitting: dict[tuple[int, str, bool], bool], *, begun: bool) -> None:
        self._text, self._end, self._begun, self._fitting = text, len(text), begun, fitting

    def ends(self, nodes: _Nodes, starts: set[int]) -> set[int]:
        """Where a match of the nodes that begins at one of the places may end."""
        for node in nodes:
            if not starts:
                break
            starts = self._after(str(node[0]), node[1], starts)
        return starts

    def _after(self, name: str, told: Any, starts: set[int]) -> set[int]:
        if name in ("LITERAL", "NOT_LITERAL", "IN", "ANY"):
            return self._next(name, told, starts)
        if name in _PASSED:
            return starts
        if name == "ASSERT_NOT":
            return {at for at in starts if not self._refused(told, at)}
        if name == "SUBPATTERN":
            return self.ends(told[-1], starts)
        if name == "BRANCH":
            return set[int]().union(*(self.ends(part, starts) for part in told[1]))
        if name == "ATOMIC_GROUP":
            return self.ends(told, starts)
        if name in _REPEATS:
            return self._repeated(told, starts)
        raise _Unread

    def _next(self, name: str, told: Any, starts: set[int]) -> set[int]:
        found = {at + 1 for at in starts if at < self._end and self._fits(name, told, self._text[at])}
        if self._begun and self._end in starts:
            found.add(self._end)
        return found

    def _repeated(self, told: tuple[int, Any, _Nodes], starts: set[int]) -> set[int]:
        least, most, part = told
        found = set(starts) if least == 0 else set()
        going = starts
        for times in range(1, min(int(most), max(self._end, least) + 1) + 1):
            going = self.ends(part, going)
            if times > least:
                going = going - found
            if not going:
                break
            if times >= least:
                found |= going
        return found

    def _refused(self, told: tuple[int, _Nodes], at: int) -> bool:
        """Whether the text has, for certain, what must not follow; only single characters are looked at."""
        direction, nodes = told
        if direction != 1 or len(nodes) != 1 or at >= self._end:
            return False
        name = str(nodes[0][0])
        return name in ("LITERAL", "IN") and self._fits(name, nodes[0][1], self._text[at], surely=True)

    def _fits(self, name: str, told: Any, letter: str, *, surely: bool = False) -> bool:
        """Whether a character may be what a node asks for, or ``surely`` is."""
        if name == "ANY":
            return True
        if name != "IN":
            return self._judged(name, told, letter, surely=surely)
        key = id(told), letter, surely
        if key not in self._fitting:
            self._fitting[key] = self._judged(name, told, letter, surely=surely)
        return self._fitting[key]

    def _judged(self, name: str, told: Any, letter: str, *, surely: bool) -> bool:
        able = _FIGURES if letter == "0" and not self._begun else {letter, letter.lower()}
        return (all if surely else any)(_is(name, told, one) for one in able)


def _is(name: str, told: Any, letter: str) -> bool:
    if name == "IN":
        parts = [(str(part), value) for part, value in told]
        negated = parts[0][0] == "NEGATE"
        return any(_in(part, value, letter) for part, value in parts[negated:]) != negated
    if told > _LAST:
        raise _Unread
    return (chr(told) == letter) == (name == "LITERAL")


def _in(part: str, told: Any, letter: str) -> bool:
    if part == "LITERAL" and told <= _LAST:
        return chr(told) == letter
    if part == "RANGE" and told[1] <= _LAST:
        return bool(told[0] <= ord(letter) <= told[1])
    if part == "CATEGORY" and str(told) in _CATEGORIES:
        return _CATEGORIES[str(told)](letter)
    raise _Unread

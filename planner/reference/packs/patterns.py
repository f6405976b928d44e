"""Regular expressions from a stranger: only those whose work is bounded, by reading them, never by trying them.

A pattern that may repeat without end, or repeat what repeats, can keep a computer busy for years over one cell. A
bounded one can be matched in a number of ways that is counted beforehand; few enough of them is what we ask.
"""

import re
import re._parser as _parser  # type: ignore[import-not-found]  # the compiler's own reading of a pattern
from collections.abc import Sequence
from typing import Any

from planner.core.flagging.openings import heads

MOST_WAYS = 1_000
"""In how many ways a pattern may be tried at one place of a text: 200 is much for the name of a model."""

MOST_WAYS_TOGETHER = 50_000
LONGEST_PATTERN = 300
_MOST_REPEATS = 40
_WIDEST = 200
_SHORTEST = 3
_ASCII = 128

_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_LOOKS = frozenset({"ASSERT", "ASSERT_NOT"})
_PLAIN = frozenset({"ANY", "AT", "CATEGORY", "NEGATE"})


class UnsafePattern(ValueError):
    """A pattern that is refused; the text says why and what would be right."""


def bounded_ways(pattern: str) -> int:
    """In how many ways a pattern may be tried at one place of a text. Raises :class:`UnsafePattern`."""
    if len(pattern) > LONGEST_PATTERN:
        raise UnsafePattern(f"has {len(pattern)} characters; at most {LONGEST_PATTERN}: split it into several rows")
    if not pattern.isascii():
        raise UnsafePattern("holds a character outside A-Z, digits and signs; write such a name as an alias")
    tree = _parsed(pattern)
    found = _ways(list(tree))
    if (most := tree.getwidth()[1]) > _WIDEST:
        raise UnsafePattern(f"can match {most} characters; at most {_WIDEST}: no name is longer")
    return found


def bounded_long(pattern: str) -> int:
    """As :func:`bounded_ways` for evidence, which must not be found in every other text."""
    found = bounded_ways(pattern)
    if (least := _parsed(pattern).getwidth()[0]) < _SHORTEST:
        raise UnsafePattern(f"can match {least} characters; at least {_SHORTEST}: less is no evidence")
    return found


def bounded_name(pattern: str) -> int:
    """As :func:`bounded_long` for the name of a model, which must also begin with letters or digits that are told."""
    found = bounded_long(pattern)
    if not _begins_with_letters(pattern) and heads(whole_words(pattern), re.IGNORECASE) is None:
        raise UnsafePattern("may begin with nearly anything; begin with two letters or digits, such as ZX or Z[0-9]")
    return found


def whole_words(pattern: str) -> str:
    """The pattern as the shipped families have it: no letter or digit beside it."""
    return f"(?<![A-Za-z0-9])(?:{pattern})(?![A-Za-z0-9])"


def _begins_with_letters(pattern: str) -> bool:
    return [str(node[0]) for node in list(_parsed(pattern))[:2]] == ["LITERAL", "LITERAL"]


def _parsed(pattern: str) -> Any:
    try:
        tree = _parser.parse(pattern)
    except (re.error, OverflowError) as error:
        raise UnsafePattern(f"is not a regular expression: {error}") from error
    except RecursionError as error:
        raise UnsafePattern("has brackets nested too deeply") from error
    if tree.state.flags != re.UNICODE:
        raise UnsafePattern("changes how letters are compared, as (?i) does; leave that out, case is not looked at")
    return tree


def _ways(nodes: Sequence[tuple[Any, Any]]) -> int:
    found = 1
    for node in nodes:
        found *= _node(str(node[0]), node[1])
        if found > MOST_WAYS:
            raise UnsafePattern(
                f"may be tried in more than {MOST_WAYS:,} ways at one place of a text; "
                "leave out what may repeat inside what may repeat, or split the pattern into several rows"
            )
    return found


def _node(name: str, told: Any) -> int:
    if name in ("LITERAL", "NOT_LITERAL", "IN"):
        _check_letters(told if name == "IN" else [("LITERAL", told)])
        return 1
    if name == "BRANCH":
        return sum(_ways(list(part)) for part in told[1])
    if name == "SUBPATTERN":
        return _group(told)
    if name in _REPEATS:
        return _repeated(*told)
    if name == "ATOMIC_GROUP":
        return _ways(list(told))
    if name in _LOOKS:
        return _ways(list(told[1]))
    if name in _PLAIN:
        return 1
    raise UnsafePattern("refers back to what it has matched, which cannot be bounded: write the text again")


def _check_letters(parts: Sequence[tuple[Any, Any]]) -> None:
    for name, told in parts:
        last = {"LITERAL": told, "RANGE": told[1] if isinstance(told, tuple) else 0}.get(str(name), 0)
        if last >= _ASCII:
            raise UnsafePattern("holds a character outside A-Z, digits and signs; write such a name as an alias")


def _group(told: Sequence[Any]) -> int:
    number, added, removed, part = told
    if number is not None:
        raise UnsafePattern("has a group that remembers its text; write (?:...) in place of (...)")
    if added or removed:
        raise UnsafePattern("changes how letters are compared inside a group; leave that out, case is not looked at")
    return _ways(list(part))


def _repeated(least: int, most: int, part: Any) -> int:
    if int(most) > _MOST_REPEATS:
        raise UnsafePattern(
            f"repeats without end or more than {_MOST_REPEATS} times; in place of * or + say how often, "
            "such as [0-9]{1,4}"
        )
    once = _ways(list(part))
    found = 0
    for times in range(int(least), int(most) + 1):
        found += once**times
        if found > MOST_WAYS:
            raise UnsafePattern(
                f"repeats what may itself be matched in {once} ways, {most} times: more than {MOST_WAYS:,} ways in "
                "all; leave out what may repeat inside what may repeat"
            )
    return found

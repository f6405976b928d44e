"""Names in a maker cell that no rule has: a company all the same, or somebody nobody can recognize.

Only a company that is recognized says who made the gear. "customer owned" and "tower crew" are no makers, and a name
that could be a covered one's, cut short or misspelled, is looked up by a person.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planner.core.flagging.distance import damerau_levenshtein
from planner.core.flagging.pack import NameRule, RulePack
from planner.core.flagging.text import shout, word_tuple

_MOST_WORDS = 7
_SHORTEST_WORD = 5  # letters of a company's name of one word, where one is believed
_SHORTEST_ALIKE = 3
_LONG = 6  # letters of a covered name in which two slips are still near
_VERY_LONG = 9  # and three


class Stranger(NamedTuple):
    """Somebody in the maker cell whom no rule knows. ``known`` is how we know that it is a company, "" if we do not."""

    known: str


class Companies:
    """Tells the names of companies from words that may name anybody."""

    def __init__(self, pack: RulePack) -> None:
        self._suffixes, self._trades, self._everyday = pack.suffixes, pack.trades, pack.everyday
        self._fillers = pack.placeholders | pack.generic_words | pack.suffixes | pack.trades | pack.everyday
        named = [rule.words[0] for rule in pack.names if rule.entity and _is_company(rule)]
        self._covered = sorted({*named, *(shout(entity.name) for entity in pack.entities)})
        self._owners = tuple(f" {' '.join(rule.words)} " for rule in pack.mac_owners)
        self._ask, self._doubts = pack.registered, pack.doubts
        self._believes_one = not pack.heeds_doubt  # a review under such a pack is judged again as it was

    def known(self, words: Sequence[str]) -> str:
        """How we know that the words of a maker cell name a company, "" where they may name anybody."""
        words = _with_initials(words)
        names = [word for word in words if self._is_name(word)]
        if not names or len(words) > _MOST_WORDS or any(map(self._resembles_covered, names)):
            return ""
        if self._has_form(words):
            return "its name has the form of a company's"
        owner = self._registered(words) if self._may_be_registered(words) else None
        return f"the IEEE registry has a company of this name, {owner}" if owner else ""

    def confirmed(self, rule: NameRule) -> bool:
        """Whether something stands for another maker's name: the source of its rule, else what tells a stranger's."""
        return not self._doubts(rule.source) or bool(self._registered(rule.words) or self.known(rule.words))

    def _registered(self, words: Sequence[str]) -> str | None:
        """Who in the IEEE registry goes by this name; a covered maker's own companies do not speak for others."""
        owner = self._ask(words)
        padded = f" {' '.join(word_tuple(owner or ''))} "
        return None if any(covered in padded for covered in self._owners) else owner

    def may_be_words(self, rule: NameRule, rest: Iterable[str]) -> bool:
        """Whether a name that is not distinct is but a word among everyday ones: "alpha sector", "sun bleached"."""
        return rule.kind == "maker" and rule.in_text is None and not self._everyday.isdisjoint(rest)

    def _is_name(self, word: str) -> bool:
        return word.isalpha() and word not in self._fillers and (len(word) > 1 or not word.isascii())

    def _may_be_registered(self, words: Sequence[str]) -> bool:
        """Not by the fillers around it: "the Nokia router" is no name in a registry. Nor by one word alone: companies
        are named after people, towns and stars, and "Hamilton" in a maker cell may be any of them.
        """
        several = len(words) > 1 or (self._believes_one and len(words[0]) >= _SHORTEST_WORD)
        return several and self._everyday.isdisjoint(words)

    def _has_form(self, words: Sequence[str]) -> bool:
        """A name, then what only companies have behind it: "Acme Radio", "Power Products LLC" with a name before."""
        if not self._everyday.isdisjoint(words):
            return False
        endings = self._suffixes if not self._is_name(words[0]) else self._suffixes | self._trades
        return not endings.isdisjoint(words[1:])

    def _resembles_covered(self, word: str) -> bool:
        return any(name.startswith(word) or _begins(word, name) or _alike(word, name) for name in self._covered)


def _is_company(rule: NameRule) -> bool:
    """A covered maker's name, or one of its companies by a single long word (Futurewei)."""
    if rule.kind in ("subsidiary", "component"):
        return len(rule.words) == 1 and len(rule.words[0]) >= _LONG
    return rule.kind == "name"


def _with_initials(words: Sequence[str]) -> list[str]:
    """The words with letters in a row as one: "S.A." is a word, and the "s" of "Bob's" stays alone."""
    found: list[str] = []
    for at, word in enumerate(words):
        if at and len(word) == 1 and len(words[at - 1]) == 1:
            found[-1] += word
        else:
            found.append(word)
    return found


def _begins(word: str, name: str) -> bool:
    return len(name) >= _LONG - 1 and word.startswith(name)


def _alike(word: str, name: str) -> bool:
    limit = 3 if len(name) >= _VERY_LONG and word[0] == name[0] else 2 if len(name) >= _LONG else 1
    return len(word) >= _SHORTEST_ALIKE and damerau_levenshtein(word, name, limit) <= limit

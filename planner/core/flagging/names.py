"""Names of makers in a text: covered ones, other ones, near misses."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from planner.core.flagging.distance import damerau_levenshtein
from planner.core.flagging.known_models import KnownModels
from planner.core.flagging.pack import NameRule, RulePack, Stance
from planner.core.flagging.stances import StanceReader
from planner.core.flagging.strangers import Companies, Stranger
from planner.core.flagging.text import Word, word_texts, words

_SHORTEST_FUZZY = 6
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name found at ``start:end``. ``distance`` is the number of slips for a near miss, else 0."""

    rule: NameRule
    start: int
    end: int
    stance: Stance
    distance: int = 0


@dataclass(frozen=True, slots=True)
class MakerReading:
    """A maker cell read: the names in it, and who else it names when it names nobody known (``Acme Radio``)."""

    hits: tuple[NameHit, ...]
    stranger: Stranger | None


class NameReader:
    """Finds the names of a pack by whole words, the longest name first."""

    def __init__(self, pack: RulePack) -> None:
        by_first: defaultdict[str, list[NameRule]] = defaultdict(list)
        for rule in sorted(pack.names, key=lambda name: -len(name.words)):
            by_first[rule.words[0]].append(rule)
        self._by_first = dict(by_first)
        self._believed = frozenset(rule.words for rule in pack.names if rule.in_text)
        self._believed_first = frozenset(words[0] for words in self._believed)
        single = [rule for rule in pack.names if rule.kind == "name" and len(rule.words) == 1]
        self._glued = {rule.words[0]: rule for rule in single if len(rule.words[0]) >= _SHORTEST_FUZZY}
        self._glued_words = tuple(self._glued)
        self._fuzzy = [rule for rule in single if len(rule.words[0]) >= _SHORTEST_FUZZY - 1]
        self._chinese = [rule for rule in pack.names if rule.kind == "chinese"]
        self._silent = pack.placeholders | pack.generic_words
        self._placeholders = pack.placeholders
        self._families = pack.families
        self._names = frozenset(rule.words for rule in pack.names)
        self.companies = Companies(pack)
        self._stances = StanceReader(pack.phrases, (rule.words[0] for rule in single))
        # "not Huawei, Nokia" denies Huawei: what is said of a covered name does not carry over to another maker.
        self._direct = StanceReader(pack.phrases, ())

    @property
    def clues(self) -> tuple[frozenset[tuple[str, ...]], tuple[str, ...]]:
        """The words of the names that are believed in running text, and those that may stand inside other words."""
        return self._believed, self._glued_words

    @property
    def stances(self) -> StanceReader:
        """The reader of stances, which models share."""
        return self._stances

    def in_text(self, shouted: str) -> tuple[NameHit, ...]:
        """The names in running text; names broken in two and near misses are not believed there."""
        return tuple(self._with_stance(shouted, rule, first, last) for rule, first, last in self._known(shouted))

    def in_maker_cell(self, shouted: str) -> MakerReading:
        """The names in a maker cell, near misses included, and whether it names somebody we do not know."""
        typed = list(words(shouted))
        known = list(self._found(typed, split=True))
        used = {index for _, first, last in known for index in range(first, last + 1)}
        hits = [self._placed(shouted, typed, found) for found in known]
        rest = [word for index, word in enumerate(typed) if index not in used]
        around = [word.text for word in rest]
        hits = [
            replace(hit, stance="uncertain") if self.companies.may_be_words(hit.rule, around) else hit for hit in hits
        ]
        near = [hit for word in rest if (hit := self._near(shouted, word)) is not None]
        doubtful = "?" in shouted or any(word.text in self._placeholders for word in typed)
        strange = not near and not doubtful and self._names_somebody(rest) and not _somebody_known(hits)
        who = Stranger(self.companies.known(around)) if strange else None
        return MakerReading((*hits, *near), who)

    def _names_somebody(self, rest: Sequence[Word]) -> bool:
        left = [word.text for word in rest if word.text not in self._silent]
        return any(text.isalpha() and (len(text) >= _SHORTEST_NAME or not text.isascii()) for text in left)

    def _known(self, shouted: str) -> Iterator[tuple[NameRule, int, int]]:
        if self._silent_text(shouted):
            return
        typed = list(words(shouted))
        for rule, first, last in self._found(typed, split=False):
            yield rule, typed[first].start, self._end(rule, typed[last])

    def _silent_text(self, shouted: str) -> bool:
        """Quickly: no word of this text begins a name. Most texts name nobody."""
        plain = shouted.isascii() and not any(word in shouted for word in self._glued)
        return plain and self._believed_first.isdisjoint(word_texts(shouted))

    def _found(self, typed: Sequence[Word], *, split: bool) -> Iterator[tuple[NameRule, int, int]]:
        index = 0
        while index < len(typed):
            rule = self._at(typed, index, split=split)
            length = len(rule.words) if rule and rule.kind != "chinese" else 1
            if rule:
                yield rule, index, index + length - 1
            index += length

    def _at(self, typed: Sequence[Word], index: int, *, split: bool) -> NameRule | None:
        text = typed[index].text
        for rule in self._by_first.get(text, ()):
            if self._fits(rule, typed, index) and (rule.kind != "split" or (split and self._alone(typed, index, rule))):
                return rule
        if not text.isascii():
            return next((rule for rule in self._chinese if rule.words[0] in text), None)
        if not text.startswith(self._glued_words):
            return None
        return next((rule for name, rule in self._glued.items() if self._is_glued(text, name)), None)

    def _is_glued(self, text: str, name: str) -> bool:
        """Whether a name begins a word and something of its own follows: a figure, a model, the rest of a company's
        name. With one more letter it is a slip, or somebody else.
        """
        if not text.startswith(name):
            return False
        rest = text[len(name) :]
        known = rest in self._silent or (name, rest) in self._names
        return known or any(map(str.isdigit, rest)) or bool(self._known_models(rest))

    @cached_property
    def _known_models(self) -> KnownModels:
        return KnownModels(self._families)

    @staticmethod
    def _fits(rule: NameRule, typed: Sequence[Word], index: int) -> bool:
        if len(rule.words) == 1:
            return True
        return tuple(word.text for word in typed[index : index + len(rule.words)]) == rule.words

    def _alone(self, typed: Sequence[Word], index: int, rule: NameRule) -> bool:
        rest = (*typed[:index], *typed[index + len(rule.words) :])
        return all(word.text in self._silent for word in rest)

    @staticmethod
    def _end(rule: NameRule, last: Word) -> int:
        """Where the name ends; a name glued to a model (``HuaweiRRU3908``) ends inside the word."""
        if rule.kind == "chinese":
            return last.end
        return last.start + len(rule.words[-1])

    def _placed(self, shouted: str, typed: Sequence[Word], found: tuple[NameRule, int, int]) -> NameHit:
        rule, first, last = found
        return self._with_stance(shouted, rule, typed[first].start, self._end(rule, typed[last]))

    def _with_stance(self, shouted: str, rule: NameRule, start: int, end: int) -> NameHit:
        reader = self._stances if rule.entity else self._direct
        return NameHit(rule, start, end, reader.read(shouted, start, end))

    def _near(self, shouted: str, word: Word) -> NameHit | None:
        if len(word.text) < _SHORTEST_FUZZY or word.text in self._silent:
            return None
        for rule in self._fuzzy:
            name = rule.words[0]
            if name in self._glued and word.text.startswith(name):
                stance = self._stances.read(shouted, word.start, word.end)
                return NameHit(rule, word.start, word.end, stance, len(word.text) - len(name))
            limit = 2 if len(name) >= _SHORTEST_FUZZY and word.text[0] == name[0] else 1
            if (slips := damerau_levenshtein(word.text, name, limit)) <= limit:
                return NameHit(rule, word.start, word.end, self._stances.read(shouted, word.start, word.end), slips)
        return None


def _somebody_known(hits: Sequence[NameHit]) -> bool:
    return any(hit.stance in ("plain", "beside", "uncertain") for hit in hits)

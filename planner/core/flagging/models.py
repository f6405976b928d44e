"""Model names in a text, tolerant of how people type them: ``rru 3908``, ``RRU_3908``, ``RRU3908V2``."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.core.flagging.openings import Openings
from planner.core.flagging.pack import Family, RulePack, Stance
from planner.core.flagging.stances import StanceReader
from planner.core.flagging.text import shout

_GAP_IN_CELL = re.compile(r"(?<=[A-Za-z])[ _-]+(?=\d)")
_GAP_IN_TEXT = re.compile(r"(?<=[A-Za-z])_+(?=\d)")
_VERSION = re.compile(r"(?<=[0-9A-Za-z])(?=[Vv]\d{1,2}(?![0-9A-Za-z]))")
# "3xRRU3908" and "RRU3908x3": a count grown to the name.
_COUNT = re.compile(r"(?:(?<![0-9A-Za-z])\d{1,3}[xX](?=[A-Za-z]))|(?<=\d)(?=[xX]\d{1,3}(?![0-9A-Za-z]))")
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class ModelHit:
    """A family's name as it was found, and what the text does with it."""

    family: Family
    text: str
    start: int
    stance: Stance


class ModelReader:
    """Finds model families; only those are asked that can begin as a word of the text begins."""

    def __init__(self, pack: RulePack, stances: StanceReader) -> None:
        self._families = pack.families
        self._openings = Openings([family.form.heads for family in pack.families])
        glued = [rule.words[0] for rule in pack.names if rule.kind == "name" and len(rule.words) == 1]
        names = "|".join(name for name in glued if len(name) > 5)  # shorter names begin other words
        self._glued = re.compile(rf"(?<![A-Za-z0-9])(?:{names or '(?!)'})(?=[A-Za-z0-9])", re.IGNORECASE)
        self._stances = stances

    def read(self, cleaned: str, *, tight: bool) -> tuple[ModelHit, ...]:
        """The families in a text, in reading order; ``tight`` cells hold a model and little else."""
        haystack = "\n".join(self._spellings(cleaned[:_LONGEST], tight=tight))
        shouted = shout(haystack)
        able = self._openings.among(shouted)
        if not able:
            return ()
        hits = sorted(self._hits(able, haystack, shouted), key=lambda hit: hit.start)
        return tuple(_without_echoes(hits))

    def _spellings(self, cleaned: str, *, tight: bool) -> Iterable[str]:
        apart = _COUNT.sub(lambda match: match.group() + " ", cleaned)
        apart = self._glued.sub(lambda match: match.group() + " ", apart)
        closed = (_GAP_IN_CELL if tight else _GAP_IN_TEXT).sub("", apart)
        return dict.fromkeys([cleaned, apart, closed, _VERSION.sub(" ", closed)])

    def _hits(self, able: Sequence[int], haystack: str, shouted: str) -> Iterable[ModelHit]:
        for place in able:
            family = self._families[place]
            found: dict[Stance, ModelHit] = {}
            for match in family.form.pattern.finditer(haystack):
                stance = self._stances.read(shouted, match.start(), match.end())
                found.setdefault(stance, ModelHit(family, match.group().strip(), match.start(), stance))
            yield from found.values()


def _without_echoes(hits: list[ModelHit]) -> Iterable[ModelHit]:
    """Drop a hit that only repeats a better one of the same entity: a catch-all, or a weak part of a strong name."""
    for hit in hits:
        if not any(_repeats(hit, other) for other in hits if hit.text in other.text):
            yield hit


def _repeats(hit: ModelHit, other: ModelHit) -> bool:
    """A narrower name inside a brand's says what kind of gear it is, if the text means both in the same way."""
    refines = other.family.broad and not hit.family.broad and hit.family.category is not None
    return _says_more(other.family, hit.family) and not (refines and hit.stance == other.stance)


def _says_more(one: Family, other: Family) -> bool:
    return one.entity == other.entity and _worth(one) > _worth(other)


def _worth(family: Family) -> tuple[bool, bool]:
    return family.strength == "strong", family.category is not None

"""Model names in a text, tolerant of how people type them: ``rru 3908``, ``RRU_3908``, ``RRU3908V2``."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isqrt

from planner.core.flagging.pack import Family, RulePack, Stance
from planner.core.flagging.stances import StanceReader
from planner.core.flagging.text import shout

_GAP_IN_CELL = re.compile(r"(?<=[A-Za-z])[ _-]+(?=\d)")
_GAP_IN_TEXT = re.compile(r"(?<=[A-Za-z])_+(?=\d)")
_VERSION = re.compile(r"(?<=[0-9A-Za-z])(?=[Vv]\d{1,2}(?![0-9A-Za-z]))")
# "3xRRU3908" and "RRU3908x3": a count grown to the name.
_COUNT = re.compile(r"(?:(?<![0-9A-Za-z])\d{1,3}[xX](?=[A-Za-z]))|(?<=\d)(?=[xX]\d{1,3}(?![0-9A-Za-z]))")
_LONGEST = 4000
# A family's left boundary after its letters were made capitals; the weak ones refuse a hyphen as well.
_WEAK_BOUNDARY = re.compile(r"^\(\?<!\[A-ZA-Z0-9-?\]\)")


@dataclass(frozen=True, slots=True)
class ModelHit:
    """A family's name as it was found, and what the text does with it."""

    family: Family
    text: str
    start: int
    stance: Stance


class ModelReader:
    """Finds model families. One combined pattern says quickly that a text holds none."""

    def __init__(self, pack: RulePack, stances: StanceReader) -> None:
        self._any = _any_of(pack.families)
        size = max(1, isqrt(len(pack.families)))
        groups = [pack.families[start : start + size] for start in range(0, len(pack.families), size)]
        self._groups = [(_any_of(group), group) for group in groups]
        glued = [rule.words[0] for rule in pack.names if rule.kind == "name" and len(rule.words) == 1]
        names = "|".join(name for name in glued if len(name) > 5)  # shorter names begin other words
        self._glued = re.compile(rf"(?<![A-Za-z0-9])(?:{names or '(?!)'})(?=[A-Za-z0-9])", re.IGNORECASE)
        self._stances = stances

    def read(self, cleaned: str, *, tight: bool) -> tuple[ModelHit, ...]:
        """The families in a text, in reading order; ``tight`` cells hold a model and little else."""
        haystack = "\n".join(self._spellings(cleaned[:_LONGEST], tight=tight))
        shouted = shout(haystack)
        if not self._any.search(shouted):
            return ()
        hits = sorted(self._hits(haystack, shouted), key=lambda hit: hit.start)
        return tuple(_without_echoes(hits))

    def _spellings(self, cleaned: str, *, tight: bool) -> Iterable[str]:
        apart = _COUNT.sub(lambda match: match.group() + " ", cleaned)
        apart = self._glued.sub(lambda match: match.group() + " ", apart)
        closed = (_GAP_IN_CELL if tight else _GAP_IN_TEXT).sub("", apart)
        return dict.fromkeys([cleaned, apart, closed, _VERSION.sub(" ", closed)])

    def _able(self, shouted: str) -> Iterator[Family]:
        """The families worth asking, in their order: a text that one group knows is strange to most others."""
        return (family for any_, group in self._groups if any_.search(shouted) for family in group)

    def _hits(self, haystack: str, shouted: str) -> Iterable[ModelHit]:
        for family in self._able(shouted):
            found: dict[Stance, ModelHit] = {}
            for match in family.pattern.finditer(haystack):
                stance = self._stances.read(shouted, match.start(), match.end())
                found.setdefault(stance, ModelHit(family, match.group().strip(), match.start(), stance))
            yield from found.values()


def _any_of(families: Sequence[Family]) -> re.Pattern[str]:
    """One pattern that matches an upper-case text wherever any family does.

    Written in capitals, with the boundary that nearly all share tested once per place: ten times faster than asking
    each family in turn, and most texts hold no model at all.
    """
    bodies = [_WEAK_BOUNDARY.sub("", _capitals(family.pattern.pattern)) for family in families]
    free = [body for body, family in zip(bodies, families, strict=True) if len(body) == len(family.pattern.pattern)]
    bound = [body for body in bodies if body not in free]
    frames = [rf"(?<![A-Z0-9])(?:{'|'.join(bound)})"] if bound else []
    return re.compile("|".join([*frames, *free]) or r"(?!)")


def _capitals(pattern: str) -> str:
    """The pattern with its letters in capitals; escapes such as ``\\d`` keep theirs."""
    return re.sub(
        r"\\.|[a-z]", lambda match: match.group() if len(match.group()) > 1 else match.group().upper(), pattern
    )


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

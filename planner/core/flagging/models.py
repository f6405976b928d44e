"""Model names in a text, tolerant of how people type them: ``rru 3908``, ``RRU_3908``, ``RRU3908V2``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.core.flagging.openings import Openings, needed
from planner.core.flagging.pack import Family, RulePack, Stance
from planner.core.flagging.sketches import Sketch, blurred
from planner.core.flagging.stances import StanceReader
from planner.core.flagging.text import shout

_GAP_IN_CELL = re.compile(r"(?<=[A-Za-z])[ _-]+(?=\d)")
_GAP_IN_TEXT = re.compile(r"(?<=[A-Za-z])_+(?=\d)")
_VERSION = re.compile(r"(?<=[0-9A-Za-z])(?=[Vv]\d{1,2}(?![0-9A-Za-z]))")
# "3xRRU3908" and "RRU3908x3": a count grown to the name.
_COUNT = re.compile(r"(?:(?<![0-9A-Za-z])\d{1,3}[xX](?=[A-Za-z]))|(?<=\d)(?=[xX]\d{1,3}(?![0-9A-Za-z]))")
_DIGIT = re.compile(r"[0-9]")
_LONGEST = 4000


Able = Mapping[int, list[int] | None]
"""The places of families among those of the pack, and where in a text each may begin, None for anywhere."""


@dataclass(frozen=True, slots=True)
class ModelHit:
    """A family's name as it was found, what the text does with it, and where in the text as it was typed it stands."""

    family: Family
    text: str
    start: int
    stance: Stance
    span: tuple[int, int]


class ModelReader:
    """Finds model families; only those are asked that can begin as a word of the text begins."""

    def __init__(self, pack: RulePack, stances: StanceReader) -> None:
        self._families = pack.families
        self._openings = Openings([family.form.heads for family in pack.families])
        words = {place: needed(pack.families[place].form.text, re.IGNORECASE) for place in self._openings.anywhere}
        self._anywhere = {place: tuple(map(str.upper, held)) if held else ("",) for place, held in words.items()}
        self._blurred: Openings | None = None
        self._sketches: dict[int, Sketch] = {}
        glued = [rule.words[0] for rule in pack.names if rule.kind == "name" and len(rule.words) == 1]
        glued = [name for name in glued if len(name) > 5]  # shorter names begin other words
        names = "|".join(glued)
        self._glued_names = tuple(map(str.upper, glued))
        self._glued = re.compile(rf"(?<![A-Za-z0-9])(?:{names or '(?!)'})(?=[A-Za-z0-9])", re.IGNORECASE)
        self._stances = stances

    def read(self, cleaned: str, *, tight: bool, foreseen: Able | None = None) -> tuple[ModelHit, ...]:
        """The families in a text, in reading order; ``tight`` cells hold a model and little else.

        ``foreseen`` are the families that may stand in it, if they are known.
        """
        cleaned = cleaned[:_LONGEST]
        text = self.spelled(cleaned, tight=tight)
        shouted = shout(text)
        able = self._able(shouted) if foreseen is None else foreseen
        if not able:
            return ()
        hits = sorted(self._hits(able, text, shouted, len(cleaned)), key=lambda hit: hit.start)
        return tuple(_without_echoes(hits)) if len(hits) > 1 else tuple(hits)

    def spelled(self, cleaned: str, *, tight: bool) -> str:
        """The text and how else it can be spelled, each in lines of its own."""
        shouted = shout(cleaned)
        odd = not shouted.isascii()
        figures = odd or _DIGIT.search(cleaned) is not None
        apart = closed = cleaned
        if figures and (odd or "X" in shouted):
            apart = _COUNT.sub(lambda match: match.group() + " ", cleaned)
        if odd or any(map(shouted.__contains__, self._glued_names)):
            apart = self._glued.sub(lambda match: match.group() + " ", apart)
        closed = apart
        if figures and (tight or odd or "_" in apart):
            closed = (_GAP_IN_CELL if tight else _GAP_IN_TEXT).sub("", apart)
        version = _VERSION.sub(" ", closed) if figures and (odd or "V" in shouted) else closed
        return cleaned if version is cleaned else "\n".join(dict.fromkeys([cleaned, apart, closed, version]))

    def foreseen(self, spelled: str, *, closely: bool) -> Able:
        """The families that may stand in an ASCII text whose figures are blurred, all of them zeros, as it is
        :meth:`spelled`; a look as ``closely`` as can be takes longer than reading a text.
        """
        shouted = spelled.upper()
        if self._blurred is None:
            begun = (family.form.heads for family in self._families)
            self._blurred = Openings([heads and frozenset(map(blurred, heads)) for heads in begun])
        words = {place: map(blurred, held) for place, held in self._anywhere.items()}
        able: dict[int, list[int] | None] = {**self._blurred.where(shouted)}
        able.update({place: None for place, held in words.items() if any(map(shouted.__contains__, held))})
        if not closely:
            return able
        near: dict[int, list[int] | None] = {}
        for place, starts in able.items():
            sketch = self._sketch(place)
            met = [at for at in starts or range(len(shouted)) if sketch.may_match(shouted, at)]
            if met:
                near[place] = starts and met
        return near

    def _sketch(self, place: int) -> Sketch:
        if place not in self._sketches:
            self._sketches[place] = Sketch(self._families[place].form.text, re.IGNORECASE)
        return self._sketches[place]

    def _able(self, shouted: str) -> Able:
        """The families that may stand in a text."""
        odd = not shouted.isascii()
        able: dict[int, list[int] | None] = {**self._openings.where(shouted)}
        for place, words in self._anywhere.items():
            if odd or any(map(shouted.__contains__, words)):
                able[place] = None
        return able

    def _hits(self, able: Able, haystack: str, shouted: str, typed: int) -> Iterable[ModelHit]:
        for place in sorted(able):
            family = self._families[place]
            matches = family.form.matches(haystack, able[place])
            if not matches:
                continue
            found: dict[Stance, ModelHit] = {}
            for match in matches:
                stance = self._stances.read(shouted, match.start(), match.end())
                if stance not in found:
                    span = _as_typed(haystack, match.span(), typed)
                    found[stance] = ModelHit(family, match.group().strip(), match.start(), stance, span)
            yield from found.values()


def _as_typed(spelled: str, span: tuple[int, int], typed: int) -> tuple[int, int]:
    """Where a stretch of the text and its other spellings stands in the text, its first ``typed`` characters.

    Spellings differ in the gaps between letters and digits alone, so the same letter is the same one by count.
    """
    if span[1] <= typed:
        return span
    letters = [place for place, letter in enumerate(spelled[:typed]) if letter.isalnum()]
    first = sum(map(str.isalnum, spelled[: span[0]])) % len(letters)
    last = first + sum(map(str.isalnum, spelled[slice(*span)])) - 1
    return letters[first], letters[min(last, len(letters) - 1)] + 1


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

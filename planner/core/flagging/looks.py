"""Which readers may have something to say of a text, told by its look: the text with every figure a zero.

Counters and part numbers make most texts of a column new, and their looks come again. A reader that hears nothing in a
look, whatever its figures are, need not be asked about any text that looks so.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from planner.core.flagging.cells import Voice, cell_text
from planner.core.flagging.facts import (
    MENDED_ROLES,
    TIGHT_ROLES,
    Readers,
    Rule,
    device_identifiers,
    listed_elsewhere,
    model_families,
    names_in_text,
)
from planner.core.flagging.layers import LayerReader
from planner.core.flagging.models import Able
from planner.core.flagging.openings import openings
from planner.core.flagging.pack import CellRole
from planner.core.flagging.presence import PresenceReader
from planner.core.flagging.sketches import blurred
from planner.core.flagging.text import has_odd_figures, word_texts

_LONGEST = 400  # characters; longer texts seldom look alike
_ROLES: frozenset[CellRole] = frozenset({"model", "part_number", "description", "notes"})
"""The roles of the columns in which most texts are new."""


def look_of(text: str) -> str | None:
    """The text with every figure a zero; None for one that is not told by its look: too long, or not all ASCII."""
    return blurred(text) if text.isascii() and len(text) <= _LONGEST else None


class Speakers(NamedTuple):
    """Who may have something to say of a text: the rules for facts, the readers of whereabouts and of sorts of gear;
    and the model families that may stand in it.
    """

    rules: tuple[Rule, ...]
    presence: bool
    hint: bool
    models: Able | None = None


SILENCE = Speakers((), presence=False, hint=False)


class LookReader:
    """Finds the speakers for the look of a text."""

    def __init__(self, readers: Readers, presence: PresenceReader, layers: LayerReader) -> None:
        self._models = readers.models
        self._identifiers = readers.identifiers
        believed, inside = readers.names.clues
        self._names, self._inside = _Names(believed), tuple(map(blurred, inside))
        self._listed = _Names(readers.listings.names)
        self._presence, self._layers = presence, layers
        clues = self._identifiers.clues
        self._forms = {role: [(clue.blurred(), sketch) for clue, sketch in clues(role)] for role in _ROLES}

    @staticmethod
    def reads(voice: Voice) -> bool:
        """Whether the texts of a voice can be told by their looks."""
        return voice.role in _ROLES

    def speakers(self, voice: Voice, look: str, *, closely: bool) -> Speakers:
        """The speakers for all texts of a look; ``closely`` looked at, which takes longer than reading a text, there
        are fewer.
        """
        _, cleaned, shouted, *_ = cell_text(voice, look)
        met, words = openings(shouted), frozenset(word_texts(shouted))
        spelled = self._models.spelled(cleaned, tight=voice.role in TIGHT_ROLES)
        models: Able | None = self._models.foreseen(spelled, closely=closely)
        # Letters among the figures may be read as figures: then the text has other looks too.
        mended = voice.role in MENDED_ROLES and has_odd_figures(shouted)
        if mended:
            models = None
        may_speak: dict[Rule, bool] = {
            names_in_text: self._names.may_stand_among(words) or any(map(shouted.__contains__, self._inside)),
            model_families: mended or bool(models),
            device_identifiers: mended or self._identified(voice.role, shouted, met, closely=closely),
            listed_elsewhere: self._listed.may_stand_among(words),
        }
        presence = self._presence.clues(voice.role).in_text(shouted, met)
        hint = self._layers.clues(voice.role).in_text(shouted, met)
        rules = tuple(rule for rule, may in may_speak.items() if may)
        return Speakers(rules, presence, hint, models) if rules or presence or hint else SILENCE

    def _identified(self, role: CellRole, shouted: str, met: frozenset[str], *, closely: bool) -> bool:
        able = [sketch for clues, sketch in self._forms[role] if clues.in_text(shouted, met)]
        if not closely:
            return bool(able)
        return any(sketch is None or sketch.may_stand_in(shouted) for sketch in able)


class _Names:
    """Names of some words each, with every figure a zero."""

    def __init__(self, names: Iterable[tuple[str, ...]]) -> None:
        self._by_first: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
        for first, *others in names:
            self._by_first[blurred(first)].append(frozenset(map(blurred, others)))
        self._first = frozenset(self._by_first)

    def may_stand_among(self, words: frozenset[str]) -> bool:
        """Whether these words, all of a text, may hold a name."""
        return any(others <= words for first in self._first & words for others in self._by_first[first])

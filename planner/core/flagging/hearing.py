"""What cells say, remembered by text: most texts of an inventory come again and again."""

from collections import Counter
from collections.abc import Hashable, Sequence

from planner.core.flagging.cells import CellText, Voice, cell_text
from planner.core.flagging.facts import RULES, Fact, MacLookup, Readers, facts
from planner.core.flagging.layers import LayerReader
from planner.core.flagging.looks import SILENCE, LookReader, Speakers, look_of
from planner.core.flagging.pack import RulePack
from planner.core.flagging.presence import PresenceReader
from planner.core.flagging.verdict import Reading, shared_words

# Kinds are small numbers of texts that the rows hold anyway; readings with their facts weigh a kilobyte.
_MOST_KINDS = 100_000
_MOST_READINGS = 10_000
_ABSENT = 0
_OFTEN = 16


_EVERYBODY = Speakers(RULES, presence=True, hint=True)


class Listener:
    """Reads single cells with every reader of the pack, and counts the kinds of readings from 1."""

    def __init__(self, pack: RulePack, mac_owner: MacLookup) -> None:
        self.readers = Readers(pack, mac_owner)
        self.presence = PresenceReader(pack)
        self.layers = LayerReader(pack)
        self.looks = LookReader(self.readers, self.presence, self.layers)
        self._covered = frozenset(entity.name for entity in pack.entities) | _spoken_for(pack)
        self._kinds: dict[Hashable, int] = {}
        self.dated: set[int] = set()  # the kinds of readings that a row's date may change

    def reading(self, cell: CellText, speakers: Speakers | None = None) -> Reading:
        """Everything one cell says; ``speakers`` are those who may have something to say of it, if they are known."""
        rules, whereabouts, sorts, _ = speakers or _EVERYBODY
        state, about_covered = self.presence.read(cell) if whereabouts else (None, False)
        said, hint = facts(cell, self.readers, rules), self.layers.hint(cell) if sorts else None
        weights = tuple(map(self._weight, said))
        same = shared_words(said) if len(said) > 1 else ()
        kind = self._kinds.setdefault((cell.role, weights, same, state, about_covered, hint), len(self._kinds) + 1)
        if any(fact.past for fact in said):
            self.dated.add(kind)
        return Reading(cell.role, said, state, about_covered, hint, kind)

    def _weight(self, fact: Fact) -> Hashable:
        """All that a verdict may depend on; of the names of strangers only that there is one."""
        entity = fact.entity if fact.entity is None or fact.entity in self._covered else ""
        return (
            fact.strength, fact.kind, entity, fact.mention, fact.gone, fact.gated, fact.names_maker,
            fact.category, fact.layer, fact.broad, fact.past, fact.unverified, fact.by_form,
        )  # fmt: skip


def _spoken_for(pack: RulePack) -> frozenset[str]:
    """Whomever a rule may speak for, other makers with a past included."""
    tables = (pack.names, pack.families, pack.identifiers, pack.snmp, pack.mac_owners)
    return frozenset(entity for table in tables for rule in table if (entity := rule.entity))


class Ear(dict[str, int]):
    """The kind of reading of each text that columns with one voice hold; an empty cell is of kind 0.

    Serials and MAC addresses are all different: the plain ones are read by their shape, once per shape.
    """

    def __init__(self, voice: Voice, listener: Listener) -> None:
        super().__init__({"": _ABSENT})
        self.voice = voice
        self._listener = listener
        self._shape = listener.readers.identifiers.shapes(voice.role)
        self._shapes: dict[Hashable, Reading] = {}
        self._grounds: dict[Hashable, Reading] = {}  # what readings depend on: of addresses, whose they are
        self._readings: dict[str, Reading] = {}
        self._looks: dict[str, Speakers] | None = {} if listener.looks.reads(voice) else None
        self._met: Counter[str] = Counter()
        self._silence: Reading | None = None

    def __missing__(self, text: str) -> int:
        shape = self._shape.one(text) if self._shape else None
        if shape is not None:
            found = self._shapes.get(shape)
            return found.kind if found else self._of_shape(shape, text).kind
        if len(self) >= _MOST_KINDS:
            self.clear()
            self[""] = _ABSENT
        kind = self[text] = self._read(text).kind
        return kind

    def kinds(self, texts: Sequence[str]) -> list[int]:
        """The kind of reading of each text."""
        if self._shape is None:
            return list(map(self.__getitem__, texts))
        shapes = self._shape.each(texts)
        met = set(shapes) - {None}
        known: dict[Hashable, int] = {shape: self._shapes[shape].kind for shape in met & self._shapes.keys()}
        if new := met - known.keys():
            of_shape = dict(zip(shapes, texts, strict=True))
            known.update((shape, self._of_shape(shape, of_shape[shape]).kind) for shape in new)
        kinds = list(map(known.get, shapes))
        if None in kinds:
            return [self[text] if kind is None else kind for kind, text in zip(kinds, texts, strict=True)]
        return kinds  # type: ignore[return-value]  # no None is among them

    def reading(self, text: str) -> tuple[Reading, str | None]:
        """What a text says; and the words its facts quote, where the reading is that of another text of its shape."""
        shape = self._shape.one(text) if self._shape else None
        if shape is None:
            return self._read(text), None
        return self._of_shape(shape, text), text.upper() if self.voice.role == "mac" else text

    def _of_shape(self, shape: Hashable, text: str) -> Reading:
        found = self._shapes.get(shape)
        if found is None:
            if len(self._shapes) >= _MOST_KINDS:
                self._shapes.clear()
            ground = self._listener.readers.owner_in(text) if self.voice.role == "mac" else shape
            if ground not in self._grounds:
                self._grounds[ground] = self._listen(text)
            found = self._shapes[shape] = self._grounds[ground]
        return found

    def _read(self, text: str) -> Reading:
        found = self._readings.get(text)
        if found is None:
            if len(self._readings) >= _MOST_READINGS:
                self._readings.clear()
            found = self._readings[text] = self._listen(text)
        return found

    def _listen(self, text: str) -> Reading:
        speakers = None
        if self._looks is not None and (look := look_of(text)) is not None:
            speakers = self._looks.get(look)
            if speakers is SILENCE and self._silence:
                return self._silence
            speakers = self._speakers(self._looks, look, speakers)
        models = speakers.models if speakers else None
        reading = self._listener.reading(cell_text(self.voice, text, models), speakers)
        if speakers is SILENCE:
            self._silence = reading
        return reading

    def _speakers(self, looks: dict[str, Speakers], look: str, known: Speakers | None) -> Speakers:
        """The speakers for a look, looked at closely when it has come often enough."""
        self._met[look] += 1
        times = self._met[look]
        if known and times != _OFTEN:
            return known
        if len(looks) >= _MOST_READINGS:
            looks.clear()
            self._met.clear()
        found = looks[look] = self._listener.looks.speakers(self.voice, look, closely=times >= _OFTEN)
        return found

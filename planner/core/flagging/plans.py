"""What the columns of a table let its cells say: worked out once per table."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from planner.core.flagging.cells import Column, Voice, VoiceReader
from planner.core.flagging.hearing import Ear, Listener
from planner.core.flagging.pack import RulePack
from planner.core.model import Item, Meaning

Texts = tuple[str, ...]

# A table of loose cells has a plan for every pattern of filled cells.
_MOST_PLANS = 5_000
# Where an item keeps what the reader knew, in the row's cells or without one (a filled-down maker).
_ATTRIBUTES: tuple[tuple[Meaning, str], ...] = (
    ("maker", "maker"), ("model", "model"), ("part_number", "part_number"), ("serial", "serials"), ("mac", "mac"),
    ("description", "description"), ("notes", "notes"), ("status", "status"),
)  # fmt: skip


class _Attributes(NamedTuple):
    """How to read several attributes at once, and what an item that has none of them gives."""

    read: Callable[[Item], Any]
    silent: object


@dataclass(frozen=True, slots=True, eq=False)
class Cast:
    """Who speaks in a row: the places of the columns, an ear for each, and how to pick their texts."""

    places: tuple[int, ...]
    ears: tuple[Ear, ...]
    pick: Callable[[Texts], Texts]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The columns of a table and who speaks there: ``named`` in rows that name their own gear in a column of
    ``gear``, ``alone`` in the others.

    ``homes`` are the places of the columns of each attribute of items, ``housed`` picks the texts of all of them, and
    ``lacking`` remembers for every pattern of filled ones how to read the attributes without a filled cell.
    """

    columns: tuple[Column, ...]
    named: Cast
    alone: Cast
    gear: tuple[int, ...]
    homes: tuple[tuple[Meaning, str, tuple[int, ...]], ...]
    housed: Callable[[Texts], Texts]
    lacking: dict[tuple[bool, ...], _Attributes]

    def cast(self, texts: Texts) -> Cast:
        """Who speaks in a row of these texts."""
        if self.named is self.alone or any(texts[place] for place in self.gear):
            return self.named
        return self.alone

    def complete(self, item: Item, texts: Texts) -> bool:
        """Quickly: whether the cells of the row are all there is to know of the item; in doubt, False."""
        pattern = tuple(map(bool, self.housed(texts)))
        lacking = self.lacking.get(pattern)
        if lacking is None:
            if len(self.lacking) >= _MOST_PLANS:
                self.lacking.clear()
            homeless = [name for _, name, places in self.homes if not any(texts[at] for at in places)]
            lacking = self.lacking[pattern] = _attributes(homeless)
        return bool(lacking.read(item) == lacking.silent)

    def unplaced(self, item: Item, texts: Texts) -> list[tuple[Column, str]]:
        """What the reader knew without a cell of this row."""
        empty = ((meaning, name) for meaning, name, places in self.homes if not any(texts[at] for at in places))
        known = ((meaning, getattr(item, name)) for meaning, name in empty)
        return [((meaning, ""), text if isinstance(text, str) else "; ".join(text)) for meaning, text in known if text]


class Planner:
    """Makes the plans of tables, one for all tables with the same columns."""

    def __init__(self, pack: RulePack, listener: Listener) -> None:
        self._voices = VoiceReader(pack)
        self._listener = listener
        self._ears: dict[Voice, Ear] = {}
        self._plans: dict[tuple[Column, ...], Plan] = {}

    def plan(self, columns: tuple[Column, ...]) -> Plan:
        """The plan of a table with these columns."""
        plan = self._plans.get(columns)
        if plan is None:
            if len(self._plans) >= _MOST_PLANS:
                self._plans.clear()
            plan = self._plans[columns] = self._made(columns)
        return plan

    def _made(self, columns: tuple[Column, ...]) -> Plan:
        named, alone = self._voiced(columns, named=True), self._voiced(columns, named=False)
        cast = self._cast(named)
        homes = tuple((meaning, name, _places(columns, meaning)) for meaning, name in _ATTRIBUTES)
        housed = tuple(at for _, _, places in homes for at in places)
        return Plan(
            columns,
            cast,
            cast if named == alone else self._cast(alone),
            tuple(at for at, column in enumerate(columns) if self._voices.names_gear(column)),
            homes,
            _picker(housed),
            {},
        )

    def _voiced(self, columns: tuple[Column, ...], *, named: bool) -> dict[int, Voice]:
        voices = ((at, self._voices.voice(column, named=named)) for at, column in enumerate(columns))
        return {at: voice for at, voice in voices if voice}

    def _cast(self, voices: dict[int, Voice]) -> Cast:
        return Cast(tuple(voices), tuple(map(self._ear, voices.values())), _picker(tuple(voices)))

    def _ear(self, voice: Voice) -> Ear:
        if voice not in self._ears:
            self._ears[voice] = Ear(voice, self._listener)
        return self._ears[voice]


def _places(columns: tuple[Column, ...], meaning: Meaning) -> tuple[int, ...]:
    return tuple(at for at, (column, _) in enumerate(columns) if column == meaning)


def _picker(places: tuple[int, ...]) -> Callable[[Texts], Texts]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda texts: tuple(texts[place] for place in places)


def _attributes(names: list[str]) -> _Attributes:
    silent = tuple(() if name == "serials" else None for name in names)
    if not names:
        return _Attributes(lambda _: silent, silent)
    return _Attributes(attrgetter(*names), silent if len(names) > 1 else silent[0])

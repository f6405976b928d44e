"""Items in, findings out: rows that say the same are judged once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from operator import getitem

from planner.core.flagging import chassis
from planner.core.flagging.evidence import Pointer, RowEvidence
from planner.core.flagging.facts import MacLookup
from planner.core.flagging.hearing import Listener
from planner.core.flagging.history import History, Standing, contested
from planner.core.flagging.made import made
from planner.core.flagging.pack import RulePack
from planner.core.flagging.plans import Cast, Texts
from planner.core.flagging.rows import Chorus, RowReader, address
from planner.core.flagging.runs import Run, TableRows, runs
from planner.core.flagging.verdict import Hit, Judgment, Reading, judge
from planner.core.model import (
    Evidence,
    Finding,
    FindingTable,
    Item,
    ItemRows,
    ItemTable,
    Layer,
    Presence,
    Verdict,
    maker_of,
)

_make_finding = maker_of(Finding)
_OF_THE_NETWORK = ("covered", "likely")
# Each weighs half a kilobyte; an inventory has hundreds.
_MOST_RULINGS = 50_000

_Case = tuple[tuple[int, ...], Layer | None, bool, *tuple[Standing, ...]]
"""All that a ruling depends on: the kinds of the row's readings, the sheet's own layer, a spare's place; then, in the
few rows that name a company with a past, what its name is worth at the row's date.
"""


def flag(items: Sequence[Item], pack: RulePack, mac_owner: MacLookup) -> Sequence[Finding]:
    """Judge every item, in the order given: who made it, how we know, where it is, what sort of gear it is.

    ``mac_owner`` maps a MAC address of 12 hexadecimal digits to the registered owner's name, or None; it may be asked
    again when evidence is read. Nothing typed in a cell raises; an item with nothing to go on is *unknown*. What it is
    plugged into comes last (:mod:`planner.core.flagging.chassis`). All is judged here; the findings are made when first
    asked for.
    """
    return flagger(pack, mac_owner)(items)


def flagger(pack: RulePack, mac_owner: MacLookup) -> Callable[[Sequence[Item]], Sequence[Finding]]:
    """:func:`flag` for the items of one review, got ready beforehand: the rules take a while to be set up."""
    return partial(_flag, _Engine(pack, mac_owner))


def _flag(engine: "_Engine", items: Sequence[Item]) -> Sequence[Finding]:
    parts = items.parts if isinstance(items, ItemTable) else (items,)
    rulings: Sequence[_Ruling] = [ruling for part in parts for ruling in engine.rulings(part)]
    if not isinstance(items, ItemTable):  # the items of a table are plugged into nothing
        rulings = chassis.seated(items, rulings, engine.sit)
    return FindingTable(len(rulings), lambda: map(engine.finding, items, rulings))


@dataclass(frozen=True, slots=True)
class _Ruling:
    verdict: Verdict
    entity: str | None
    presence: Presence
    layer: Layer | None
    category: str | None
    pointers: tuple[Pointer, ...]
    seat: chassis.Seat | None = None


class _SpareSites(dict[str | None, bool]):
    """Whether a site is a place of spares, by its name."""

    def __init__(self, is_spare: Callable[[str], bool]) -> None:
        super().__init__({None: False, "": False})
        self._is_spare = is_spare

    def __missing__(self, site: str | None) -> bool:
        value = self[site] = self._is_spare(site or "")
        return value


class _Engine:
    def __init__(self, pack: RulePack, mac_owner: MacLookup) -> None:
        self._pack = pack
        self._listener = Listener(pack, mac_owner)
        self._rows = RowReader(pack, self._listener)
        self._history = History(pack.history, pack.as_of)
        self._rulings: dict[_Case, _Ruling] = {}
        self._spare = _SpareSites(self._listener.presence.spare_site)
        self._teller = self._told
        self._sitting: dict[tuple[int, str], _Ruling | None] = {}

    def finding(self, item: Item, ruling: _Ruling) -> Finding:
        """The ruling on an item, with its evidence."""
        evidence: Sequence[Evidence] = RowEvidence(self._teller, item, ruling.pointers) if ruling.pointers else ()
        if ruling.seat:
            evidence = (*evidence, ruling.seat.evidence(item))
        said = made(item.serials, self._history.latest) if item.serials and ruling.verdict != "not_covered" else None
        return _make_finding(
            item, ruling.verdict, ruling.entity, ruling.presence, ruling.layer, ruling.category, evidence, said
        )

    def sit(self, item: Item, alone: _Ruling, seat: chassis.Seat) -> _Ruling | None:
        """The ruling on an item in a seat, None where the seat adds nothing; ``alone``, the one by its own cells, must
        outlive the engine.
        """
        key = id(alone), seat.entity
        if key not in self._sitting:
            self._sitting[key] = self._seated(item, alone, seat)
        one = self._sitting[key]
        return one and _Ruling(one.verdict, one.entity, one.presence, one.layer, one.category, one.pointers, seat)

    def _seated(self, item: Item, alone: _Ruling, seat: chassis.Seat) -> _Ruling | None:
        heard = self._heard(*self._rows.spoken(item))
        judgment = self._history.judged([*_hits(heard), seat.hit(item)], item)
        if not chassis.counts(judgment):
            return None
        readings = [reading for reading in heard if reading]
        presence = self._listener.presence.presence(readings, judgment, spare_site=self._spare[item.site])
        return replace(alone, verdict=judgment.verdict, entity=judgment.entity, presence=presence)

    def rulings(self, part: ItemRows | Sequence[Item]) -> Iterable[_Ruling]:
        """The ruling on each item."""
        if isinstance(part, ItemRows):
            return self._of_table(part)
        return chain.from_iterable(
            self._of_table(run) if isinstance(run, Run) else map(self._ruling, run) for run in runs(part)
        )

    def _of_table(self, rows: TableRows) -> Iterable[_Ruling]:
        chorus = self._rows.chorus(rows)
        return map(self._ruling, map(rows.item, range(len(rows)))) if chorus is None else self._ruled(rows, chorus)

    def _ruling(self, item: Item) -> _Ruling:
        cast, texts = self._rows.spoken(item)
        kinds = tuple(map(getitem, cast.ears, texts))
        case: _Case = (kinds, item.layer, self._spare[item.site])
        if not self._listener.dated.isdisjoint(kinds):
            heard = self._heard(cast, texts)
            pasts = {fact.past for reading in heard if reading for fact in reading.facts if fact.past}
            case = (kinds, item.layer, self._spare[item.site], *self._history.standings(pasts, item).values())
        return self._rulings.get(case) or self._rule(case, cast, texts)

    def _ruled(self, rows: TableRows, chorus: Chorus) -> list[_Ruling]:
        """The rulings on rows that speak in the same columns, column by column."""
        cast, voices = chorus.cast, chorus.texts
        kinds = [ear.kinds(texts) for ear, texts in zip(cast.ears, voices, strict=True)]
        layers, spares = rows.column("layer"), list(map(self._spare.__getitem__, rows.sites))
        # Many rows, few cases: they are told apart by the columns in which not all rows are of one kind.
        telling = [column for column in (*kinds, layers, spares) if len(set(column)) > 1]
        keys = list(zip(*telling, strict=True)) if telling else [()] * len(rows)
        ruled = {}
        for key, at in dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True)).items():
            case: _Case = (tuple([column[at] for column in kinds]), layers[at], spares[at])
            ruled[key] = self._rulings.get(case) or self._rule(case, cast, tuple([side[at] for side in voices]))
        found = list(map(ruled.__getitem__, keys))
        for at in (*chorus.apart, *self._of_their_day(kinds)):
            found[at] = self._ruling(rows.item(at))
        return found

    def _of_their_day(self, kinds: Sequence[Sequence[int]]) -> Iterable[int]:
        """Where a row's date may change the ruling. Few inventories name a company with a past."""
        dated = self._listener.dated
        columns = [column for column in kinds if dated and not dated.isdisjoint(column)]
        return sorted({at for column in columns for at, kind in enumerate(column) if kind in dated})

    @staticmethod
    def _heard(cast: Cast, texts: Texts) -> list[Reading | None]:
        return [ear.reading(text)[0] if text else None for ear, text in zip(cast.ears, texts, strict=True)]

    def _rule(self, case: _Case, cast: Cast, texts: Texts) -> _Ruling:
        _, layer, spare_site, *dated = case
        heard = self._heard(cast, texts)
        readings = [reading for reading in heard if reading]
        judgment = self._judged(list(_hits(heard)), {standing.company: standing for standing in dated})
        presence = self._listener.presence.presence(readings, judgment, spare_site=spare_site)
        placed = self._listener.layers.place(layer, readings, judgment.hits)
        if len(self._rulings) >= _MOST_RULINGS:
            self._rulings.clear()
        ruling = _Ruling(judgment.verdict, judgment.entity, presence, *placed, self._pointers(judgment))
        self._rulings[case] = ruling
        return ruling

    def _judged(self, hits: Sequence[Hit], standings: Mapping[str, Standing]) -> Judgment:
        if not standings:
            return judge(hits)
        hits = self._history.weighed(hits, standings)
        return judge(hits, contested=contested(hits, standings))

    def _pointers(self, judgment: Judgment) -> tuple[Pointer, ...]:
        scope = self._pack.scope(judgment.entity) if judgment.verdict in _OF_THE_NETWORK else ""
        return tuple(
            Pointer(hit.place, hit.nth, hit.fact.strength, scope if hit.fact.entity == judgment.entity else "")
            for hit in judgment.hits
        )

    def _told(self, item: Item, pointers: Sequence[Pointer]) -> tuple[Evidence, ...]:
        cast, texts = self._rows.spoken(item)
        return tuple(self._evidence(item, cast, texts, pointer) for pointer in pointers)

    def _evidence(self, item: Item, cast: Cast, texts: Texts, pointer: Pointer) -> Evidence:
        reading, quoted = cast.ears[pointer.place].reading(texts[pointer.place])
        text = quoted or reading.facts[pointer.nth].text
        fact = self._history.as_then(reading.facts[pointer.nth], item, text)
        why = f"{fact.why}; {pointer.scope}" if pointer.scope else fact.why
        cell = address(item, cast.places[pointer.place])
        return Evidence(fact.rule, pointer.strength, cell, text, why, fact.kind, fact.entity)


def _hits(heard: Sequence[Reading | None]) -> Iterator[Hit]:
    for place, reading in enumerate(heard):
        if reading:
            yield from (Hit(fact, reading.role, place, nth) for nth, fact in enumerate(reading.facts))

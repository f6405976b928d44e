"""The last word on a board that says nothing of itself: whose gear it is plugged into.

A hint and no more: other makers' cards sit in covered shelves too. So it is one weak piece of evidence, and only where
the row itself names nobody else; by the levels of the contract weak evidence alone leaves the row *unknown*.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from planner.core.flagging.facts import LABEL, LISTED, Fact
from planner.core.flagging.verdict import Hit, Judgment
from planner.core.model import CellRef, Evidence, Item, Meaning, Verdict

PARENT = "parent"
"""The kind of evidence that an item is plugged into covered gear."""
_RULE = "parent-chassis"
_OFFERING: Mapping[Verdict, str] = {"covered": "covered", "likely": "likely covered"}
_LONGEST_NAME = 60
_NAMING: tuple[Meaning, ...] = ("parent", "asset_id")
# No cell of the row: where the chassis stands among the places that hits have.
_NOWHERE = -1


class Ruled(Protocol):
    """What is known of an item by its own cells."""

    @property
    def verdict(self) -> Verdict: ...
    @property
    def entity(self) -> str | None: ...


R = TypeVar("R", bound=Ruled)


@dataclass(frozen=True, slots=True)
class Seat:
    """What an item sits in: ``parent`` is what it is plugged into, ``covered`` the nearest gear around it whose own
    cells make it covered or likely (the parent itself, or what that silent parent sits in), by ``verdict``.
    """

    parent: Item
    covered: Item
    entity: str
    verdict: Verdict

    def hit(self, item: Item) -> Hit:
        """The seat as one more fact of the item's row. It is gated: another maker's name in the row takes it out."""
        told = self.evidence(item)
        return Hit(Fact(told.rule, "weak", PARENT, self.entity, told.text, told.why, gated=True), "skip", _NOWHERE, 0)

    def evidence(self, item: Item) -> Evidence:
        """The seat as evidence on an item, at the cell that names the parent, else at the row."""
        cell, text = naming_cell(item, self.parent)
        return Evidence(_RULE, "weak", cell, text, self._why(item), PARENT, self.entity)

    def _why(self, item: Item) -> str:
        inside = "" if self.parent is self.covered else f", inside {called(self.covered, item)}"
        return f"plugged into {called(self.parent, item)}{inside}, which is {_OFFERING[self.verdict]} by its own cells"


def called(parent: Item, item: Item) -> str:
    """Gear as a sentence on ``item`` calls it: ``the BBU3900 (Sites row 17)``, with the file where that is another."""
    words = " ".join(_name(parent).split())
    short = words if len(words) <= _LONGEST_NAME else f"{words[: _LONGEST_NAME - 1]}…"
    of_file = f" of {parent.file}" if parent.file != item.file else ""
    return f"{f'the {short}' if short else 'gear without a name'} ({parent.sheet} row {parent.row}{of_file})"


def _name(item: Item) -> str:
    return item.model or item.part_number or item.description or item.maker or ""


def naming_cell(item: Item, parent: Item) -> tuple[CellRef, str]:
    """The cell of the item's row that names the parent, and what stands there; else the row and the parent's name."""
    told = [field for field in item.fields if field.meaning in _NAMING and field.text]
    if told:
        names = {
            _plain(text) for text in (parent.asset_id or "", *parent.serials, *(one.text for one in parent.fields))
        }
        naming = [field for field in told if _plain(field.text) in names]
        if naming:
            field = min(naming, key=lambda one: _NAMING.index(one.meaning))
            return field.cell, field.text
    return CellRef(item.file, item.sheet, "", item.row), _name(parent)


def _plain(text: str) -> str:
    return text.strip().casefold()


def counts(judgment: Judgment) -> bool:
    """Whether the chassis may count in a row judged with its seat: it does not beside the name, sure or supposed, of
    another maker, nor beside evidence against a covered one.
    """
    sits = any(hit.fact.kind == PARENT for hit in judgment.hits)
    return sits and not any(map(_names_another, judgment.hits))


def _names_another(hit: Hit) -> bool:
    against = hit.fact.strength == "against" and hit.fact.kind != LABEL and not hit.fact.unverified
    return against or (hit.fact.kind == LISTED and hit.role == "maker")


def seated(items: Sequence[Item], alone: Sequence[R], sit: Callable[[Item, R, Seat], R | None]) -> Sequence[R]:
    """The rulings ``alone``, made on each item by its own cells, with those on items in covered gear made anew.

    ``sit`` gives the ruling on an *unknown* item in a seat, None where the seat adds nothing. Parents come first, so
    that a board in a silent shelf of a covered cabinet sits in the cabinet; gear plugged into itself sits nowhere.
    """
    plugged = [place for place, item in enumerate(items) if item.parent and alone[place].verdict == "unknown"]
    if not plugged:
        return alone
    rulings, places = list(alone), {item.id: place for place, item in enumerate(items)}
    holders = {item.parent for item in items}
    offers: dict[int | None, Seat | None] = {}  # what gear plugged into the item at a place sits in
    for start in plugged:
        climbed, top = _climbed(start, items, rulings, places, offers)
        if top not in offers:
            offers[top] = _offered(items, rulings, top)
        seat = offers[top]
        for place in reversed(climbed):
            item = items[place]
            ruling = sit(item, rulings[place], seat) if seat else None
            if seat and ruling is not None:
                rulings[place] = ruling
                seat = Seat(item, seat.covered, seat.entity, seat.verdict) if item.id in holders else None
            else:
                seat = None
            offers[place] = seat
    return rulings


def _climbed(
    start: int,
    items: Sequence[Item],
    rulings: Sequence[Ruled],
    places: Mapping[int, int],
    offers: dict[int | None, Seat | None],
) -> tuple[list[int], int | None]:
    """The places of the unknown items from ``start`` upward that nobody came by yet, and the place above them.

    They offer nothing until they are settled themselves, which ends a climb in a circle.
    """
    climbed: list[int] = []
    place: int | None = start
    while place is not None and place not in offers and items[place].parent and rulings[place].verdict == "unknown":
        climbed.append(place)
        offers[place] = None
        place = places.get(items[place].parent or 0)
    return climbed, place


def _offered(items: Sequence[Item], rulings: Sequence[Ruled], place: int | None) -> Seat | None:
    """What gear plugged into the item at a place sits in, by what that item's own cells say."""
    if place is None:
        return None
    item, ruling = items[place], rulings[place]
    if ruling.verdict not in _OFFERING or ruling.entity is None:
        return None
    return Seat(item, item, ruling.entity, ruling.verdict)


def around(item: Item, by_id: Mapping[int, Item]) -> Iterator[Item]:
    """What an item is plugged into, what that is plugged into, and so on; in a circle each once."""
    met = {item.id}
    while item.parent and item.parent not in met and (parent := by_id.get(item.parent)):
        met.add(parent.id)
        yield parent
        item = parent

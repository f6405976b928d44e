"""One row as the engine hears it: its cells in their roles, the facts in each, and what the judge kept of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from planner.core.flagging import chassis
from planner.core.flagging.cells import CellText, cell_text
from planner.core.flagging.facts import RULES, Fact
from planner.core.flagging.hearing import Listener
from planner.core.flagging.history import History
from planner.core.flagging.pack import CellRole, RulePack
from planner.core.flagging.rows import RowReader, address
from planner.core.flagging.verdict import Hit, Judgment, Reading
from planner.core.model import FieldText, Item, Verdict


@dataclass(frozen=True, slots=True)
class Heard:
    """A cell that may speak. ``header`` is its column's, "" where the text stands in no cell of the row; ``hits`` are
    its facts, each with the name of the reader that saw it.
    """

    place: int
    at: str
    header: str
    typed: str
    cell: CellText
    reading: Reading
    hits: tuple[tuple[str, Hit], ...]

    @property
    def role(self) -> CellRole:
        """As what it speaks."""
        return self.cell.role


@dataclass(frozen=True, slots=True)
class HeardRow:
    """A row with everything its cells say. ``silent`` are its filled cells that may not speak.

    ``parent`` is what it is plugged into, if anything; ``seat`` the covered gear around it, where that counts.
    """

    item: Item
    cells: tuple[Heard, ...]
    silent: tuple[FieldText, ...]
    judgment: Judgment
    parent: "HeardRow | None" = None
    seat: chassis.Seat | None = None

    @property
    def verdict(self) -> Verdict:
        """As judged."""
        return self.judgment.verdict

    @property
    def entity(self) -> str | None:
        """Whom the verdict concerns."""
        return self.judgment.entity

    def hits(self, *readers: str, others: bool = False) -> Iterator[tuple[Heard, Hit]]:
        """The facts that one of these readers saw, or with ``others`` those of every other, cell by cell."""
        return ((cell, hit) for cell in self.cells for seen_by, hit in cell.hits if (seen_by in readers) != others)

    def kept(self, hit: Hit) -> Hit | None:
        """The fact as the judge weighed it, None where it was set aside."""
        return next((one for one in self.judgment.hits if (one.place, one.nth) == (hit.place, hit.nth)), None)

    def of_role(self, *roles: CellRole) -> tuple[Heard, ...]:
        """The cells that speak as one of these."""
        return tuple(cell for cell in self.cells if cell.role in roles)

    def cell_of(self, hit: Hit) -> Heard:
        """The cell that a fact stands in."""
        return next(cell for cell in self.cells if cell.place == hit.place)


class RowHearer:
    """Hears rows with the engine's own readers, so that it cannot hear anything else."""

    def __init__(self, pack: RulePack, listener: Listener) -> None:
        self._listener = listener
        self._rows = RowReader(pack, listener)
        self._history = History(pack.history, pack.as_of)

    def hear(self, item: Item, around: Sequence[Item] = ()) -> HeardRow:
        """A row with all that its cells say, and then what it is plugged into: ``around``, the nearest first."""
        items = (item, *around)
        rows = chassis.seated(items, [self._heard(one) for one in items], self._sit)
        return replace(rows[0], parent=rows[1]) if around else rows[0]

    def _sit(self, item: Item, _alone: HeardRow, seat: chassis.Seat) -> HeardRow | None:
        row = self._heard(item, seat)
        return row if chassis.counts(row.judgment) else None

    def _heard(self, item: Item, seat: chassis.Seat | None = None) -> HeardRow:
        cast, texts = self._rows.spoken(item)
        spoken = zip(cast.places, cast.ears, texts, strict=True)
        told = [(place, cell_text(ear.voice, text), text) for place, ear, text in spoken if text]
        headers = {str(field.cell): field.header for field in item.fields}
        cells = []
        for nth, (place, cell, typed) in enumerate(told):
            at = address(item, place)
            name = str(at) if at.column else ""
            cells.append(Heard(nth, name, headers.get(name, ""), typed, cell, *self._facts(nth, cell)))
        silent = tuple(field for field in item.fields if field.text and not _is_heard(field, cells))
        hits = [*(hit for cell in cells for _, hit in cell.hits), *([seat.hit(item)] if seat else ())]
        judgment = self._history.judged(hits, item)
        return HeardRow(item, tuple(self._as_then(item, cell) for cell in cells), silent, judgment, seat=seat)

    def _as_then(self, item: Item, cell: Heard) -> Heard:
        hits = ((by, replace(hit, fact=self._history.as_then(hit.fact, item))) for by, hit in cell.hits)
        return replace(cell, hits=tuple(hits))

    def _facts(self, place: int, cell: CellText) -> tuple[Reading, tuple[tuple[str, Hit], ...]]:
        reading = self._listener.reading(cell)
        seen_by: dict[Fact, str] = {}
        for rule in RULES:
            for fact in rule(cell, self._listener.readers):
                seen_by.setdefault(fact, rule.__name__)
        hits = (Hit(fact, cell.role, place, nth) for nth, fact in enumerate(reading.facts))
        return reading, tuple((seen_by[hit.fact], hit) for hit in hits)


def _is_heard(field: FieldText, cells: Iterable[Heard]) -> bool:
    return any(cell.at == str(field.cell) and cell.typed == field.text for cell in cells)

"""Which texts of an item's row may speak, and where they stand."""

from collections.abc import Collection, Iterator, Sequence
from itertools import repeat
from typing import NamedTuple

from planner.core.flagging.hearing import Listener
from planner.core.flagging.pack import RulePack
from planner.core.flagging.plans import Cast, Plan, Planner, Texts
from planner.core.flagging.runs import TableRows
from planner.core.model import BEFORE, CellRef, FieldLayout, FieldText, Item, RowFields

# Stands for the text of a cell that is there and holds none: in the texts of a row "" is the cell that is not there.
_BLANK = " "


class Chorus(NamedTuple):
    """Who speaks in some rows of one table, and their texts column by column, in the order of the cast.

    The rows at the places ``apart`` know things that stand in no cell, and speak for themselves.
    """

    cast: Cast
    texts: Sequence[Sequence[str]]
    apart: Collection[int]


class RowReader:
    """Reads rows as tables give them and rows of loose cells alike."""

    def __init__(self, pack: RulePack, listener: Listener) -> None:
        self._planner = Planner(pack, listener)
        self._tables: dict[FieldLayout, Plan] = {}

    def spoken(self, item: Item) -> tuple[Cast, Texts]:
        """The cast of an item's row and their texts, "" where a cell is empty."""
        plan, texts = self._row(item.fields)
        cast = plan.cast(texts)
        if plan.complete(item, texts) or not (unplaced := plan.unplaced(item, texts)):
            return cast, cast.pick(texts)
        plan = self._planner.plan((*plan.columns, *(column for column, _ in unplaced)))
        texts = (*texts, *(text for _, text in unplaced))
        cast = plan.cast(texts)
        return cast, cast.pick(texts)

    def chorus(self, rows: TableRows) -> Chorus | None:
        """The cast of rows of one table, if it is one for all of them."""
        if any(rows.moved):
            return None
        plan = self._tables.get(rows.layout) or self._table(rows.layout)
        columns = list(rows.cells)
        columns += [("",) * len(rows)] * (len(plan.columns) - len(columns))
        if plan.named is not plan.alone and all("" in columns[place] for place in plan.gear):
            return None
        homes = ((rows.column(name), [columns[place] for place in places]) for _, name, places in plan.homes)
        apart = frozenset(at for known, cells in homes for at in _homeless(known, cells))
        return Chorus(plan.named, [columns[place] for place in plan.named.places], apart)

    def _row(self, fields: Sequence[FieldText]) -> tuple[Plan, Texts]:
        if not isinstance(fields, RowFields):
            plan = self._planner.plan(tuple((field.meaning, field.header) for field in fields))
            return plan, tuple(field.text or _BLANK for field in fields)
        plan = self._tables.get(fields.layout) or self._table(fields.layout)
        texts = fields.texts
        if len(texts) != len(plan.columns):
            texts = (*texts, *[""] * (len(plan.columns) - len(texts)))
        return self._with_moved(plan, texts, fields.moved) if fields.moved else (plan, texts)

    def _table(self, layout: FieldLayout) -> Plan:
        plan = self._planner.plan(tuple(zip(layout.meanings, layout.headers, strict=True)))
        self._tables[layout] = plan
        return plan

    def _with_moved(self, plan: Plan, texts: Texts, moved: Sequence[tuple[int, FieldText]]) -> tuple[Plan, Texts]:
        columns, own = list(plan.columns), list(texts)
        for at, field in moved:
            if at != BEFORE:
                columns[at], own[at] = (field.meaning, field.header), field.text or _BLANK
        before = [field for at, field in moved if at == BEFORE]
        plan = self._planner.plan((*((field.meaning, field.header) for field in before), *columns))
        return plan, (*(field.text or _BLANK for field in before), *own)


def _homeless(known: Sequence[object], cells: Sequence[Sequence[str]]) -> Iterator[int]:
    """Where an attribute is known, ``known``, and none of its cells is filled."""
    if not any(known):
        return
    if len(cells) != 1:
        filled = map(any, zip(*cells, strict=True)) if cells else repeat(False)
        yield from (at for at, (value, told) in enumerate(zip(known, filled, strict=False)) if value and not told)
    elif "" in cells[0]:
        yield from [at for at, text in enumerate(cells[0]) if not text and known[at]]


def address(item: Item, place: int) -> CellRef:
    """Where the cell in column ``place`` of an item's plan stands; the row stands for what has no cell in it."""
    fields = item.fields
    if isinstance(fields, RowFields):
        return _in_table(fields, place) or CellRef(item.file, item.sheet, "", item.row)
    return fields[place].cell if place < len(fields) else CellRef(item.file, item.sheet, "", item.row)


def _in_table(fields: RowFields, place: int) -> CellRef | None:
    layout = fields.layout
    if fields.moved:
        before = [field.cell for at, field in fields.moved if at == BEFORE]
        if place < len(before):
            return before[place]
        place -= len(before)
        if moved := dict(fields.moved).get(place):
            return moved.cell
    if place >= len(layout.meanings):
        return None
    return CellRef(layout.file, layout.sheet, layout.letters[place], fields.row)

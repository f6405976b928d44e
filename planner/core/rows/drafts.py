"""A row's cells to an item, or to a problem that names the cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from planner.core.columns.mapping import Column
from planner.core.columns.texts import is_placeholder, normal_name
from planner.core.model import CellRef, CellValue, FieldText, Item, Meaning, Severity, column_letter
from planner.core.rows.filling import Source
from planner.core.rows.notebook import Notebook
from planner.core.rows.serials import mac_of, serials_of
from planner.core.rows.values import Bad, day_of, layer_of, money_of, quantity_in_words, quantity_of

T = TypeVar("T")


class Place(NamedTuple):
    """The site as a row names it: its identifier and its name, either of which may be missing."""

    id: str | None
    name: str | None


NOWHERE = Place(None, None)


class Draft(NamedTuple):
    """An item before sites, duplicates and numbering are settled. ``sheet`` counts all sheets read, from 0."""

    sheet: int
    item: Item
    place: Place


@dataclass(slots=True)
class Bench:
    """What building a row needs to know about its table.

    ``month_first`` says by column index how dates are written. ``serials_add_up`` is true when several serial columns
    stand for several devices (A end and B end) and not for two numbers of one.
    """

    notebook: Notebook
    month_first: dict[int, bool | None] = field(default_factory=dict)
    serials_add_up: bool = False


class Filled(NamedTuple):
    """A filled cell of a row, after fill-down, with its column."""

    column: Column
    source: Source


_Cells = dict[Meaning, list[Filled]]


def grouped(cells: Sequence[Filled]) -> _Cells:
    """The row's cells by meaning, left to right."""
    by_meaning: _Cells = {}
    for cell in cells:
        meaning = cell.column.meaning
        if meaning in by_meaning:
            by_meaning[meaning].append(cell)
        else:
            by_meaning[meaning] = [cell]
    return by_meaning


def field_texts(cells: Sequence[Filled], file: str, sheet: str) -> tuple[FieldText, ...]:
    """Every filled cell, with the address where its value really stands."""
    return tuple(
        FieldText(
            column.meaning,
            column.header,
            CellRef(file, sheet, column.letter if column.index == at else column_letter(at), row),
            text,
        )
        for column, (text, _, row, at) in cells
    )


def word(cells: _Cells, meaning: Meaning) -> str | None:
    """The text of the first column with this meaning; None when empty or a placeholder such as ``N/A``."""
    found = cells.get(meaning)
    if not found or is_placeholder(found[0].source.text):
        return None
    return found[0].source.text


def words(cells: _Cells, meaning: Meaning) -> str | None:
    """The texts of all columns with this meaning, joined."""
    texts = [cell.source.text for cell in cells.get(meaning, ()) if not is_placeholder(cell.source.text)]
    return " | ".join(texts) or None


def place_of(cells: _Cells) -> Place:
    """The site as the row names it; words without a letter or digit name none."""
    identifier, name = word(cells, "site"), word(cells, "site_name")
    return Place(
        identifier if identifier and normal_name(identifier) else None, name if name and normal_name(name) else None
    )


def build(cells: Sequence[Filled], by: _Cells, bench: Bench, row: int) -> Item | None:
    """The item of a row (id 0, no fingerprint yet); None when its quantity cannot be read, which is noted."""
    serials = _serials(by, bench)
    quantity = _quantity(by, serials, bench, row)
    if quantity is None:
        return None
    layer = word(by, "layer")
    return Item(
        id=0,
        fingerprint="",
        file=bench.notebook.file,
        sheet=bench.notebook.sheet,
        row=row,
        fields=field_texts(cells, bench.notebook.file, bench.notebook.sheet),
        maker=word(by, "maker"),
        model=word(by, "model"),
        part_number=word(by, "part_number"),
        serials=serials,
        mac=_optional(by, "mac", mac_of, bench),
        description=words(by, "description"),
        notes=words(by, "notes"),
        status=word(by, "status"),
        quantity=quantity,
        obtained_on=_day(by, "obtained_on", bench),
        installed_on=_day(by, "installed_on", bench),
        unit_cost=_optional(by, "unit_cost", money_of, bench),
        layer=layer_of(layer) if layer else None,
        asset_id=word(by, "asset_id"),
    )


def _day(by: _Cells, meaning: Meaning, bench: Bench) -> date | None:
    found = by.get(meaning)
    if not found:
        return None
    order = bench.month_first.get(found[0].column.index)
    return _optional(by, meaning, lambda value: day_of(value, order), bench)


def _optional(by: _Cells, meaning: Meaning, read: Callable[[CellValue], T | Bad | None], bench: Bench) -> T | None:
    """A value that the item can do without: what cannot be read is None and a note."""
    found = by.get(meaning)
    if not found:
        return None
    source = found[0].source
    value = read(source.value)
    if isinstance(value, Bad):
        _complain(bench, "check", value, source)
        return None
    return value


def _serials(by: _Cells, bench: Bench) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for cell in by.get("serial", ()):
        source = cell.source
        read = serials_of(source.value)
        if isinstance(read, Bad):
            _complain(bench, "check", read, source)
        else:
            found.update(dict.fromkeys(read))
    return tuple(found)


def _complain(bench: Bench, severity: Severity, bad: Bad, source: Source) -> None:
    bench.notebook.add(severity, bad.rule, source.text, bad.problem, bad.fix, source.row, source.at)


_NOT_GIVEN = Bad(
    "quantity-not-given",
    "the quantity says nothing; the serial numbers were counted, or 1 was assumed",
    "a whole number above zero, such as 3",
)


def _quantity(by: _Cells, serials: tuple[str, ...], bench: Bench, row: int) -> int | None:
    found = by.get("quantity")
    if not found:
        return _unsaid_quantity(by, serials, bench, row)
    source = found[0].source
    read = quantity_of(source.value)
    if isinstance(read, Bad):
        _complain(bench, "blocks", read, source)
        return None
    if read is None:
        _complain(bench, "check", _NOT_GIVEN, source)
        return _unsaid_quantity(by, serials, bench, row)
    if serials and len(serials) != read:
        stand = "serial number stands" if len(serials) == 1 else "serial numbers stand"
        problem = f"the quantity is {read}, but {len(serials)} {stand} here"
        fix = "one serial number for each unit, or the right quantity"
        _complain(bench, "check", Bad("quantity-against-serials", problem, fix), source)
    return read


def _unsaid_quantity(by: _Cells, serials: tuple[str, ...], bench: Bench, row: int) -> int:
    """Without a quantity the serial numbers count, then a count in the words, then one is assumed."""
    if len(serials) > 1 and (bench.serials_add_up or len(by["serial"]) == 1):
        return len(serials)
    for cell in (*by.get("model", ()), *by.get("description", ())):
        read = quantity_in_words(cell.source.text)
        if isinstance(read, Bad):
            _complain(bench, "check", Bad(read.rule, f"{read.problem}; 1 was assumed", read.fix), cell.source)
            return 1
        if read:
            bench.notebook.tally("quantity-in-words", row)
            return read
    bench.notebook.tally("quantity-assumed", row)
    return 1

"""A row's cells to the values of an item, or to a problem that names the cell.

Every reader is a function of the cells of its ``meanings`` alone, so that rows that say the same are read once.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, TypeVar

from planner.core.columns.texts import normal_name, position_text
from planner.core.model import CellValue, Layer, Meaning, RowFields
from planner.core.recipe import text_with_point
from planner.core.rows.drafts import Bench, Cells, Draft, Filled, Place, word, words
from planner.core.rows.serials import (
    mac_doubt,
    mac_of,
    serial_doubt,
    serial_range,
    serials_in_text,
    serials_of,
    zeros_lost,
)
from planner.core.rows.values import (
    Bad,
    bad,
    day_of,
    is_spelled_out,
    layer_of,
    money_of,
    quantity_in_words,
    quantity_of,
)

T = TypeVar("T")
TELLING: tuple[Meaning, ...] = ("description", "notes")
_LOOKALIKES = frozenset("OoIil")
_BETWEEN_MAKERS = re.compile(r"(?i)[\n,;/&+|]+|\s(?:and|or|y|et|und)\s")
_LONGEST_MAKERS = 120
# What nobody doubts, whatever stands around it: the tests compare these with the readers below.
_CLEAN_SERIAL = re.compile(r"(?=[A-Z]*\d)(?!\d{15}00+\Z)[0-9A-HJ-NP-Z]{5,40}", re.ASCII).fullmatch
_CLEAN_MAC = re.compile(r"[0-9A-F]{2}(?:[:-][0-9A-F]{2}){5}").fullmatch
# The same of many cells, each a line: bytes are counted off at once where a pattern would walk from cell to cell.
_SERIAL_LETTERS, _DIGITS = b"ABCDEFGHJKLMNPQRSTUVWXYZ", b"0123456789"
_SERIAL_LENGTHS = range(5, 41)
_ROUNDED_END = b"00\n"
_MAC_LINE = b"00:00:00:00:00:00\n"
_MAC_SHAPE = bytes.maketrans(b"123456789ABCDEF-", b"000000000000000:")


def build(
    by: Cells, bench: Bench, place: Place, row: int, fields: RowFields, share: int | None = None
) -> Draft | Literal[0] | None:
    """The draft of a row; 0 where its quantity is 0, None when its quantity cannot be read, both of which are
    noted. ``share`` is its part of a quantity that is merged over several rows.
    """
    serials = read_serials(by, bench)
    cells = len(by.get("serial", ()))
    if not serials:
        serials, cells = serials_in_words(by, bench, row)
    quantity = share or read_quantity(by, len(serials), cells, bench, row)
    if not quantity:
        return None if quantity is None else 0
    tell_spelled_out(by, bench, row)
    return Draft(
        place, row, fields,
        maker=read_maker(by, bench), model=word(by, "model"), part_number=word(by, "part_number"),
        serials=serials, mac=read_mac(by, bench), description=words(by, "description"), notes=words(by, "notes"),
        status=word(by, "status"), quantity=quantity, obtained_on=read_day(by, "obtained_on", bench),
        installed_on=read_day(by, "installed_on", bench), unit_cost=read_cost(by, bench), layer=read_layer(by),
        asset_id=word(by, "asset_id"), position=read_position(by),
    )  # fmt: skip


def read_maker(by: Cells, bench: Bench) -> str | None:
    """The maker; a cell that names several is noted, for it does not say which made the gear."""
    named = word(by, "maker")
    if named and bench.makers and len(_makers_in(named, bench.makers)) > 1:
        _complain(bench, bad("makers-several"), by["maker"][0])
    return named


def _makers_in(text: str, makers: frozenset[str]) -> set[str]:
    """The known makers among the parts of a cell with a comma, a slash or the like between them."""
    if len(text) > _LONGEST_MAKERS:
        return set()
    parts = (normal_name(part) for part in _BETWEEN_MAKERS.split(text))
    return {part for part in parts if part in makers}


def clean_serials(value: CellValue) -> tuple[str, ...] | None:
    """What :func:`read_serials` makes of a cell with one clean serial number; None for any other cell."""
    return (value,) if type(value) is str and _CLEAN_SERIAL(value) else None


def clean_mac(value: CellValue) -> str | None:
    """What :func:`read_mac` makes of a clean address; None for any other cell."""
    return value.replace(":", "-") if type(value) is str and _CLEAN_MAC(value) else None


def all_clean_serials(values: Sequence[CellValue]) -> list[tuple[str, ...]] | None:
    """What :func:`clean_serials` makes of many cells; None when it has no answer for one of them."""
    lines = _lines(values)
    letters = lines.translate(None, _DIGITS + b"\n")
    if not lines or letters.translate(None, _SERIAL_LETTERS):
        return None
    if letters and b"\n\n" in b"\n" + lines.translate(None, _SERIAL_LETTERS):  # a serial number has a digit
        return None
    lengths = set(map(len, values))  # type: ignore[arg-type]  # all of them are text
    if min(lengths) not in _SERIAL_LENGTHS or max(lengths) not in _SERIAL_LENGTHS:
        return None
    if _ROUNDED_END in lines and not all(_CLEAN_SERIAL(line.decode()) for line in _lines_with(_ROUNDED_END, lines)):
        return None
    return list(zip(values, strict=True))  # type: ignore[arg-type]


def _lines_with(end: bytes, lines: bytes) -> Iterator[bytes]:
    """The lines that end so."""
    at = lines.find(end)
    while at >= 0:
        yield lines[lines.rfind(b"\n", 0, at) + 1 : at + len(end) - 1]
        at = lines.find(end, at + 1)


def all_clean_macs(values: Sequence[CellValue]) -> list[str] | None:
    """What :func:`clean_mac` makes of many cells; None when it has no answer for one of them."""
    lines = _lines(values)
    if not lines or lines.translate(_MAC_SHAPE) != _MAC_LINE * len(values):
        return None
    return lines.replace(b":", b"-").decode().split("\n")[:-1]


def _lines(values: Sequence[CellValue]) -> bytes:
    """The cells as lines, if all are ASCII text of one line each, else nothing."""
    try:
        text = "\n".join([*values, ""])  # type: ignore[list-item]  # it is caught where they are no text
    except TypeError:
        return b""
    return text.encode() if text.isascii() and text.count("\n") == len(values) else b""


def read_serials(by: Cells, bench: Bench) -> tuple[str, ...]:
    """Every serial number of the row once; cells that hold none, and doubtful ones, are noted."""
    found: dict[str, None] = {}
    for cell in by.get("serial", ()):
        read = serials_of(cell.source.value)
        if isinstance(read, Bad):
            _complain(bench, read, cell)
            continue
        found.update(dict.fromkeys(read))
        if len(read) > 1 and serial_range(cell.source.text) == read:
            _complain(bench, bad("serial-range", count=len(read), first=read[0], last=read[-1]), cell)
        for serial in read:
            _doubt(serial, cell, bench)
    return tuple(found)


def serials_in_words(by: Cells, bench: Bench, row: int) -> tuple[tuple[str, ...], int]:
    """The serial numbers that a description or a note names, for a row without any other, and in how many cells."""
    told = [serials_in_text(cell.source.text) for m in TELLING for cell in by.get(m, ())]
    found = tuple(dict.fromkeys(serial for serials in told for serial in serials))
    if found:
        bench.notebook.tally("serial-in-words", row)
    return found, sum(map(bool, told))


def _doubt(serial: str, cell: Filled, bench: Bench) -> None:
    usual = bench.serial_digits.get(cell.column.index)
    doubt = zeros_lost(serial, usual) if usual else None
    if doubt is None and not _LOOKALIKES.isdisjoint(serial):
        doubt = serial_doubt(serial)
    if doubt:
        _complain(bench, doubt, cell)


def read_mac(by: Cells, bench: Bench) -> str | None:
    """The hardware address; letters read as digits are noted."""
    read = _optional(by, "mac", mac_of, bench)
    if read and not _LOOKALIKES.isdisjoint(by["mac"][0].source.text):
        doubt = mac_doubt(by["mac"][0].source.text)
        if doubt:
            _complain(bench, doubt, by["mac"][0])
    return read


def read_day(by: Cells, meaning: Meaning, bench: Bench) -> date | None:
    """The day, with month and day in the order of the column."""
    found = by.get(meaning)
    if not found:
        return None
    order = bench.month_first.get(found[0].column.index)
    return _optional(by, meaning, lambda value: day_of(value, order), bench)


def read_cost(by: Cells, bench: Bench) -> Decimal | None:
    """The carrier's own price of one unit in dollars."""
    found = by.get("unit_cost")
    if not found:
        return None
    at = found[0].column.index
    comma, times = bench.comma.get(at), bench.times.get(at, 1)
    cost = _optional(by, "unit_cost", lambda value: money_of(_with_point(value, comma)), bench)
    return cost if cost is None else cost * times


def _with_point(value: CellValue, comma: bool | None) -> CellValue:
    return text_with_point(value, comma) if comma is not None and isinstance(value, str) else value


def read_layer(by: Cells) -> Layer | None:
    """The layer the row names."""
    named = word(by, "layer")
    return layer_of(named) if named else None


def read_position(by: Cells) -> str | None:
    """Rack, shelf, slot and port as written, left to right: ``0/0/7``."""
    return position_text(cell.source.text for cell in by.get("position", ()))


def _optional(by: Cells, meaning: Meaning, read: Callable[[CellValue], T | Bad | None], bench: Bench) -> T | None:
    """A value that the item can do without: what cannot be read is None and a note."""
    found = by.get(meaning)
    if not found:
        return None
    value = read(found[0].source.value)
    if isinstance(value, Bad):
        _complain(bench, value, found[0])
        return None
    return value


def _complain(bench: Bench, fault: Bad, cell: Filled) -> None:
    source = cell.source
    bench.notebook.note(fault, source.text, source.row, source.at)


def read_quantity(by: Cells, serials: int, cells: int, bench: Bench, row: int) -> int | None:
    """How many units; None when something stands there that is no count, which is noted and blocks the row, and 0 where
    none are there, which is noted too.

    ``serials`` counts the serial numbers of the row, ``cells`` the cells they stand in.
    """
    found = by.get("quantity")
    if not found:
        return _unsaid_quantity(by, serials, cells, bench, row)
    read = said_quantity(found[0], bench)
    if isinstance(read, Bad):
        nothing = read.rule == "quantity-zero" and not serials
        _complain(bench, read if nothing else bad("quantity-unreadable"), found[0])
        return 0 if nothing else None
    if read is None:
        _complain(bench, bad("quantity-not-given"), found[0])
        return _unsaid_quantity(by, serials, cells, bench, row)
    if serials and serials != read:
        stand = "1 serial number stands" if serials == 1 else f"{serials} serial numbers stand"
        _complain(bench, bad("quantity-against-serials", quantity=read, serials=stand), found[0])
    return read


def said_quantity(cell: Filled, bench: Bench) -> int | Bad | None:
    """The quantity in a cell, in single units; None when it says nothing."""
    at = cell.column.index
    read = quantity_of(_with_point(cell.source.value, bench.comma.get(at)))
    return read * bench.times.get(at, 1) if isinstance(read, int) else read


def tell_spelled_out(by: Cells, bench: Bench, row: int) -> None:
    """Count a row whose quantity stands in words."""
    if (found := by.get("quantity")) and is_spelled_out(found[0].source.text):
        bench.notebook.tally("quantity-spelled-out", row)


def _unsaid_quantity(by: Cells, serials: int, cells: int, bench: Bench, row: int) -> int:
    """Without a quantity the serial numbers count, then a count in the words, then one is assumed."""
    if serials > 1 and (bench.serials_add_up or cells == 1):
        return serials
    for cell in (*by.get("model", ()), *by.get("description", ())):
        read = quantity_in_words(cell.source.text)
        if isinstance(read, Bad):
            _complain(bench, read, cell)
            return 1
        if read:
            bench.notebook.tally("quantity-in-words", row)
            return read
    bench.notebook.tally("quantity-assumed", row)
    return 1

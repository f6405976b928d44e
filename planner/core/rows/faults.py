"""What a sheet hides, and the cells that look empty and are not."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from planner.core.columns.layout import Table
from planner.core.model import CellFault, Meaning, RowClass, Sheet, column_letter
from planner.core.rows.notebook import Notebook
from planner.core.rows.plain import IDENTIFYING

_RULES = {"formula": "formula-without-value", "error": "error-cell"}
_LOST = {"formula": "gear-not-computed", "error": "gear-error-cell"}
UNCOUNTED = {"formula": "quantity-not-computed", "error": "quantity-error-cell"}
_SPOKEN: dict[Meaning, str] = {"part_number": "part number", "serial": "serial number", "mac": "hardware address"}


def tell_hidden(sheet: Sheet, notebook: Notebook) -> None:
    """Name the hidden rows and columns that were read like the others."""
    if sheet.read and sheet.hidden_rows:
        runs = [f"{a}" if a == b else f"{a} to {b}" for a, b in _runs(sheet.hidden_rows)]
        word = "row" if len(sheet.hidden_rows) == 1 else "rows"
        notebook.say("rows-hidden", rows=f"{word} {', '.join(runs)} {_are(sheet.hidden_rows)}")
    if sheet.read and sheet.hidden_columns:
        pairs = [(column_letter(a), column_letter(b)) for a, b in _runs(sheet.hidden_columns)]
        shown = [a if a == b else f"{a} to {b}" for a, b in pairs]
        word = "column" if len(sheet.hidden_columns) == 1 else "columns"
        notebook.say("columns-hidden", columns=f"{word} {', '.join(shown)} {_are(sheet.hidden_columns)}")


def _are(numbers: Sequence[int]) -> str:
    return "is" if len(numbers) == 1 else "are"


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Neighbors as first and last."""
    grouped = groupby(enumerate(sorted(set(numbers))), key=lambda pair: pair[1] - pair[0])
    runs = [[number for _, number in run] for _, run in grouped]
    return [(run[0], run[-1]) for run in runs]


def tell_faults(sheet: Sheet, tables: Sequence[Table], classes: Mapping[int, RowClass], notebook: Notebook) -> None:
    """Name every formula without a value and every error at its cell, and what of a row of gear is lost with it."""
    meanings = _meanings(sheet, tables) if sheet.faults else {}
    for fault in sheet.faults if sheet.read else ():
        meaning = meanings.get(fault.row, {}).get(fault.column)
        if meaning == "quantity" and classes.get(fault.row) == "problem":
            notebook.say(UNCOUNTED[fault.kind], fault.text, fault.row, fault.column)
        elif meaning in IDENTIFYING and classes.get(fault.row) in ("item", "problem", "duplicate"):
            said = _SPOKEN.get(meaning, meaning)
            notebook.say(_LOST[fault.kind], fault.text, fault.row, fault.column, what=said)
        else:
            notebook.say(_RULES[fault.kind], fault.text, fault.row, fault.column)


def _meanings(sheet: Sheet, tables: Sequence[Table]) -> dict[int, dict[int, Meaning]]:
    """The meanings by column of the tables in which the faults stand, by row."""
    rows = {fault.row for fault in sheet.faults}
    found: dict[int, dict[int, Meaning]] = {}
    for table in tables:
        by_column = {column.index: column.meaning for column in table.columns}
        here = (row.number for row in sheet.rows[table.first : table.end])
        found.update(dict.fromkeys(rows.intersection(here), by_column))
    return found


def faults_by_place(sheet: Sheet) -> dict[int, list[CellFault]]:
    """The faults of each row, by its place in the sheet from 0."""
    places = {row.number: place for place, row in enumerate(sheet.rows)} if sheet.faults else {}
    found: dict[int, list[CellFault]] = {}
    for fault in sheet.faults:
        if fault.row in places:
            found.setdefault(places[fault.row], []).append(fault)
    return found

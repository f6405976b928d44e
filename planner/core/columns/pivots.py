"""Compact pivot tables: in one column the name of each site, and under it the models that its count adds up."""

from dataclasses import replace

from planner.core.columns.lexicon import ColumnLexicon, mentions_a_maker, names_a_maker
from planner.core.columns.mapping import Remark
from planner.core.columns.page import Page
from planner.core.columns.tables import Table
from planner.core.columns.texts import normal_header
from planner.core.columns.totals import means_everything, number_of
from planner.core.messages import texts

_ROW_LABELS = frozenset(
    {"row labels", "etiquetas de fila", "rótulos de fila", "rotulos de fila", "étiquettes de lignes",
     "etiquettes de lignes", "zeilenbeschriftungen", "行标签"}
)  # fmt: skip
_MOST_ROWS = 5_000
_LEAST_HEADS = 2
_MEANT = frozenset({"description", "model", "quantity", "ignore"})


def with_pivot_heads(page: Page, table: Table, lexicon: ColumnLexicon) -> Table:
    """The table with the rows that name the site of the models below them and add up their counts, as ``heads``.

    Under the words that a pivot table writes (*Row Labels*), a question that blocks when the counts do not add up so.
    """
    counts = table.by_meaning.get("quantity", ())
    names = [c for c in table.columns if c.meaning in ("description", "model")]
    if table.kind != "gear" or len(counts) != 1 or len(names) != 1 or not set(table.by_meaning) <= _MEANT:
        return table
    if table.end - table.first > _MOST_ROWS:
        return table
    pivot = normal_header(names[0].header) in _ROW_LABELS
    rows = _rows(page, table, names[0].index, counts[0].index)
    heads = _heads(rows, lexicon, unknown=pivot)
    if heads is not None and (pivot or len(heads) >= _LEAST_HEADS):
        return replace(table, heads=frozenset(heads))
    if not pivot or not rows or all(_is_gear(name, lexicon) for _, name, _ in rows):
        return table
    return replace(table, remarks=(*table.remarks, Remark(None, "pivot-unsure", *texts("pivot-unsure"))))


def _rows(page: Page, table: Table, name: int, count: int) -> list[tuple[int, str, int]]:
    """Every row with a name and a count, but for totals: its place, the name, the count."""
    found = []
    for place in range(table.first, table.end):
        cells = page.texts[place]
        whole = max(name, count) < len(cells) and cells[name] and cells[count]
        if whole and place not in table.repeated and not means_everything(cells[name]):
            found.append((place, cells[name], number_of(cells[count])))
    return found


def _heads(rows: list[tuple[int, str, int]], lexicon: ColumnLexicon, *, unknown: bool) -> list[int] | None:
    """The places of the rows that add up those below them, when all rows fall into such blocks, else None.

    ``unknown``: a row below a head may be gear that nobody knows.
    """
    heads, at = [], 0
    while at < len(rows):
        place, name, total = rows[at]
        if _is_gear(name, lexicon) or names_a_maker(name, lexicon):
            return None
        at, left = at + 1, total
        while at < len(rows) and left > 0 and (unknown or _is_gear(rows[at][1], lexicon)):
            if names_a_maker(rows[at][1], lexicon) and not _is_gear(rows[at][1], lexicon):
                return None  # a third level: the maker adds up its models
            left -= rows[at][2]
            at += 1
        if left or not total:
            return None
        heads.append(place)
    return heads or None


def _is_gear(text: str, lexicon: ColumnLexicon) -> bool:
    if lexicon.model(text) is not None:
        return True
    return mentions_a_maker(text, lexicon) and any(map(str.isdigit, text))

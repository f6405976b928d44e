"""What a cell means when it is empty or says "same": merged blocks, ditto marks, sites written once per block."""

from collections.abc import Sequence
from typing import NamedTuple

from planner.core.columns.labels import SITE
from planner.core.columns.layout import Table
from planner.core.columns.mapping import Column
from planner.core.columns.page import Page
from planner.core.columns.texts import normal_name
from planner.core.model import CellValue, Meaning
from planner.core.recipe import SheetRecipe

DITTO_MARKS = frozenset(
    {
        '"', "''", '""', "″", "〃", "”", "“", "``", "´´", "' '", '" "', '-"-', "-''-", "-”-", ",,", "ditto",
        "do.", "do", "-do-", "- do -", "-do.-", "-ditto-", "(do)", "(ditto)",
        "same", "idem", "dto.", "dto", "same as above", "same above", "as above", "see above", "ibid", "ibid.", "id.",
        "s.o.", "同上",
    }
)  # fmt: skip
_DITTO_STARTS = frozenset(start for mark in DITTO_MARKS for start in (mark[0], mark[0].upper()))
# A serial or an asset tag names one thing; "same" there cannot mean a second one.
NEVER_REPEATED: frozenset[Meaning] = frozenset({"serial", "mac", "asset_id"})
_SHOWS_GEAR = frozenset({"maker", "model", "part_number", "serial", "description", "quantity"})
# Block style: at least this share of rows without a site, at most that share of sites repeated on the next row.
_LEAST_BLANK = 0.3
_MOST_REPEATED = 0.1


class Source(NamedTuple):
    """A value and where it really stands (``row`` is Excel's number, ``at`` the column from 0)."""

    text: str
    value: CellValue
    row: int
    at: int


def is_ditto(text: str) -> bool:
    """True for ``"``, ``ditto``, ``-do-``, ``same``, ``as above``, ``同上``; ``text`` must not be empty."""
    return text[0] in _DITTO_STARTS and len(text) <= 14 and text.casefold() in DITTO_MARKS


Merges = dict[int, dict[int, Source]]


def merged_cells(page: Page) -> Merges:
    """For every row (by place in the sheet) the cells that a merged block covers, with the value they show.

    The work is bounded by the cells of the sheet: blocks that overlap over and over, as no program writes them, are
    left out.
    """
    sheet = page.sheet
    if not sheet.merged:
        return {}
    places = {row.number: index for index, row in enumerate(sheet.rows)}
    width = max((len(row.values) for row in sheet.rows), default=0)
    budget = 2 * width * len(sheet.rows) + 1_000
    covered: Merges = {}
    for block in sheet.merged:
        top = places.get(block.first_row)
        source = _source(page, top, block.first_column) if top is not None else None
        if top is None or source is None:
            continue
        last_column = min(block.last_column, width - 1)
        for number in range(block.first_row, min(block.last_row, sheet.rows[-1].number) + 1):
            budget -= 1 + max(0, last_column - block.first_column)
            if budget <= 0:
                return covered
            if number in places:
                cells = covered.setdefault(places[number], {})
                cells.update(dict.fromkeys(range(block.first_column, last_column + 1), source))
    return covered


def _source(page: Page, place: int, index: int) -> Source | None:
    texts = page.texts[place]
    if not 0 <= index < len(texts) or not texts[index]:
        return None
    row = page.sheet.rows[place]
    return Source(texts[index], row.values[index], row.number, index)


def filled_down(said: SheetRecipe | None, columns: Sequence[Column]) -> frozenset[int]:
    """The columns, but for the site's, whose empty cells mean the same as above, as a recipe says."""
    able = (c for c in columns if c.meaning not in SITE)
    return frozenset(c.index for c in able if said.fill(c.letter) == "above") if said else frozenset()


def blocks_told(said: SheetRecipe | None, columns: Sequence[Column]) -> bool | None:
    """Whether an empty site cell means the site above, as a recipe says; None when it says nothing."""
    fills = {said.fill(c.letter) for c in columns if c.meaning in SITE} if said else set()
    return True if "above" in fills else False if "none" in fills else None


def site_stands_once_per_block(page: Page, table: Table, merges: Merges) -> bool:
    """True when the site is written on the first row of its block only, and the rows below leave it empty."""
    sites = [column.index for column in table.columns if column.meaning in ("site", "site_name")]
    gear = [column.index for column in table.columns if column.meaning in _SHOWS_GEAR]
    if not sites or not gear or not _some_blank(page, table, sites):
        return False
    filled = blank = repeated = 0
    before = ""
    for place in range(table.first, table.end):
        texts = page.texts[place]
        if place in table.repeated or place in table.sums or not any(i < len(texts) and texts[i] for i in gear):
            continue
        here = next((texts[i] for i in sites if i < len(texts) and texts[i]), "")
        if here:
            filled += 1
            repeated += not is_ditto(here) and normal_name(here) == before
            before = normal_name(here)
        elif any(i in merges.get(place, {}) for i in sites):
            filled, repeated = filled + 1, repeated + 1
        else:
            blank += 1
            before = ""
            if not filled:
                return False
    return filled > 0 and blank >= _LEAST_BLANK * (filled + blank) and repeated <= _MOST_REPEATED * filled


def _some_blank(page: Page, table: Table, sites: Sequence[int]) -> bool:
    """Whether some row leaves the site open, before anybody looks closer."""
    columns = [page.column(at, table.first, table.end) for at in sites]
    return all("" in column for column in columns) and not all(map(any, zip(*columns, strict=True)))

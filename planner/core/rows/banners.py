"""Rows that are titles: labels beside their values, and a site's name beside the count of what stands under it."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from planner.core.columns.labels import SITE
from planner.core.columns.layout import Table
from planner.core.columns.lexicon import ColumnLexicon
from planner.core.columns.mapping import Column
from planner.core.columns.page import Page
from planner.core.model import Meaning
from planner.core.rows.drafts import Place
from planner.core.rows.ledger import Cell, could_name_a_site, site_in_title
from planner.core.rows.values import decimal_or_none

_LABEL = re.compile(r"^[^\W\d][^:：]{0,30}[:：]$")
_LABELLED = re.compile(r"^([^\W\d][^:：]{0,30}?)\s*[:：](?!//)\s*(\S.*)$")
_IDENTIFIER = re.compile(r"(?i)\b(?:id|no|number|code)\.?$|#")
_SITE_LABEL = re.compile(
    r"(?i)^(?:site(?:\s*(?:name|id|code|no\.?|number|#))?|cell\s*site|tower|location|facility|sitio|standort|"
    r"emplacement|站点)\s*[:：]"
)
_BESIDE = re.compile(r"^[\d\s/.,:#-]+$")  # dates and numbers, which need no label
_SILENT: frozenset[Meaning] = frozenset({"ignore", "position", "parent"})
_MOST_ROWS = 200  # of a block whose units a title counts
_LEAST_CELLS = 3  # a row of gear has so many


class Named(NamedTuple):
    """The site that a row of labels names, and the cell where its name stands."""

    place: Place
    cell: Cell


@lru_cache(maxsize=8192)
def is_site_label(text: str) -> bool:
    """True for ``Site ID:`` and ``SITE NAME: Hogeland``: such a cell begins a title and holds no gear."""
    return len(text) <= 100 and bool(_SITE_LABEL.match(text))


def site_in_labels(filled: Sequence[Cell]) -> Named | None:
    """The site of a row that holds nothing but labels and their values, each label with its value behind it in the
    same cell or in the next one: ``Site ID: | 0448 | Site Name: | Melstone``. None for any other row.
    """
    if not any(is_site_label(cell.text) for cell in filled):
        return None
    identifier = name = None
    at = 0
    while at < len(filled):
        label, value, at = _labelled(filled, at)
        if label is None:
            return None
        site = site_in_title(f"{label}: {value.text}") if value and is_site_label(f"{label}:") else None
        if not value or not site:
            continue
        if _IDENTIFIER.search(label):
            identifier = identifier or Cell(value.at, site)
        else:
            name = name or Cell(value.at, site)
    return _named(identifier, name)


def _named(identifier: Cell | None, name: Cell | None) -> Named | None:
    if identifier and name:
        return Named(Place(identifier.text, name.text), name)
    found = identifier or name
    return Named(Place(found.text, None), found) if found else None


def _labelled(filled: Sequence[Cell], at: int) -> tuple[str | None, Cell | None, int]:
    """The label that begins at a cell, its value, and where the next one begins; no label for a cell without one."""
    cell = filled[at]
    if match := _LABELLED.match(cell.text):
        return match[1], Cell(cell.at, match[2]), at + 1
    if not _LABEL.match(cell.text):
        return ("", None, at + 1) if _BESIDE.match(cell.text) else (None, None, at + 1)
    label = cell.text.rstrip(":： ")
    following = filled[at + 1] if at + 1 < len(filled) else None
    if following is None or _LABEL.match(following.text) or _LABELLED.match(following.text):
        return label, None, at + 1
    return label, following, at + 2


def counts_a_block(
    page: Page,
    table: Table,
    columns: Sequence[Column],
    place: int,
    filled: Sequence[Cell],
    lexicon: ColumnLexicon,
) -> bool:
    """Whether a row is a site's name beside the count of the units right below it, in a table without a site column."""
    if len(filled) != 2 or columns[filled[1].at].meaning != "quantity" or any(c.meaning in SITE for c in columns):
        return False
    first = next((i for i, column in enumerate(columns) if column.meaning not in _SILENT), 0)
    if filled[0].at > first or not could_name_a_site(filled[0].text, lexicon):
        return False
    return _is_the_sum_below(page, table, place, filled[1])


def _is_the_sum_below(page: Page, table: Table, place: int, cell: Cell) -> bool:
    total, found = decimal_or_none(cell.text), Decimal(0)
    for below in range(place + 1, min(table.end, place + 1 + _MOST_ROWS)):
        texts = page.texts[below]
        if below in table.repeated:
            continue
        if len(texts) - texts.count("") < _LEAST_CELLS:
            break
        found += (decimal_or_none(texts[cell.at]) if cell.at < len(texts) else None) or Decimal(0)
    return total is not None and total > 0 and total == found


def next_filled(page: Page, table: Table, place: int, most: int) -> list[Cell] | None:
    """The next row of a table with two filled cells or more, when it comes within ``most`` rows."""
    for after in range(place + 1, min(place + 1 + most, table.end)):
        filled = [Cell(i, text) for i, text in enumerate(page.texts[after]) if text]
        if len(filled) >= 2 and after not in table.repeated:
            return filled
    return None

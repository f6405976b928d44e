"""What one sheet learns from the others: which sites there are, and which sheets are named after one."""

from collections.abc import Sequence
from dataclasses import replace

from planner.core.columns.labels import SITE
from planner.core.columns.mapping import Column, Remark, reviewed_as
from planner.core.columns.page import Page
from planner.core.columns.tables import Table, grouped
from planner.core.columns.texts import is_placeholder, normal_header, normal_name
from planner.core.messages import texts
from planner.core.model import Meaning

_MAY_NAME_SITES: frozenset[Meaning] = frozenset(
    {"ignore", "description", "notes", "asset_id", "part_number", "layer", "position"}
)
_MOST_KNOWN = 0.8  # at least this share of a column's cells are sites that another sheet names
_LEAST_CELLS = 2
_ALIKE = 0.6


def with_known_sites(page: Page, table: Table, known: frozenset[str]) -> Table:
    """The table with a site column told by its contents: its cells are the sites of a register, under any header."""
    if table.kind != "gear" or not known or SITE & set(table.by_meaning):
        return table
    found = next(
        (c for c in table.columns if c.meaning in _MAY_NAME_SITES and _holds_sites(page, table, c, known)), None
    )
    if found is None:
        return table
    columns = tuple(replace(c, meaning="site") if c is found else c for c in table.columns)
    why = f'nearly every cell under "{found.header}" is a site that another sheet names, so it'
    remark = Remark(found.index, "site-column-assumed", *texts("site-column-assumed", why=why, meaning="site"))
    remarks = (*(r for r in table.remarks if r.column != found.index), remark)
    reviews = reviewed_as(table.reviews, found.letter, "site", remark.problem)
    return replace(table, columns=columns, by_meaning=grouped(columns), remarks=remarks, reviews=reviews)


def _holds_sites(page: Page, table: Table, column: Column, known: frozenset[str]) -> bool:
    texts = [row[column.index] for row in page.texts[table.first : table.end] if column.index < len(row)]
    filled = [text for text in texts if text and not is_placeholder(text) and not text.isdecimal()]
    return len(filled) >= _LEAST_CELLS and sum(normal_name(t) in known for t in filled) >= _MOST_KNOWN * len(filled)


def share_a_form(tables: Sequence[Sequence[Table]]) -> list[bool]:
    """For each sheet, whether another one is laid out nearly as it is, as sheets made for one site each are."""
    forms = [{_word(column) for table in sheet for column in table.columns} - {""} for sheet in tables]
    return [any(_alike(form, other) for at, other in enumerate(forms) if at != here) for here, form in enumerate(forms)]


def _word(column: Column) -> str:
    return normal_header(column.header) or (column.meaning if column.meaning != "ignore" else "")


def _alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= _ALIKE * min(len(one), len(other)) > 0

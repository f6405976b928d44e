"""What a printed report repeats on every page: its title beside the page's number, the day it was run."""

from planner.core.columns.layout import Table
from planner.core.columns.lexicon import ColumnLexicon
from planner.core.columns.page import Page
from planner.core.rows.ledger import Cell, is_page_line

_MOST_LINES = 4  # of one page's head and the foot of the page before


def page_lines(page: Page, table: Table, lexicon: ColumnLexicon) -> frozenset[int]:
    """The places of a table's page heads and feet. They stand right above a header that comes again, and at the end;
    a table printed on one page has none.
    """
    found: set[int] = set()
    for end in (*table.repeated, table.end) if table.repeated else ():
        for place in range(end - 1, max(table.first, end - _MOST_LINES) - 1, -1):
            filled = [Cell(at, text) for at, text in enumerate(page.texts[place]) if text]
            if filled and is_page_line(filled, lexicon):
                found.add(place)
    return frozenset(found)

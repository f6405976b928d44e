"""Tables that lie on their side: the labels down the first column, each piece of gear a column."""

from collections.abc import Sequence
from itertools import islice

from planner.core.columns.labels import SITE
from planner.core.columns.layout import Table
from planner.core.columns.lexicon import ColumnLexicon, is_header_word, read_header
from planner.core.columns.page import Page
from planner.core.model import Meaning

_NAMES: frozenset[Meaning] = frozenset({"maker", "model", "part_number"})
_TOLD: frozenset[Meaning] = _NAMES | SITE | frozenset({"serial", "quantity", "status", "installed_on", "obtained_on"})
_LEAST_LABELS = 3
_LEAST_CELLS = 3  # a label and two pieces of gear
_MOST_ROWS = 60


def is_transposed(page: Page, tables: Sequence[Table], lexicon: ColumnLexicon) -> bool:
    """Whether three rows or more begin with different labels of gear, one of them a maker's or a model's, and go on
    with several values that are no labels themselves, on a sheet where no header names two things about gear.
    """
    if any(
        table.forms or table.facets or (table.header and len(_TOLD & set(table.by_meaning)) > 1) for table in tables
    ):
        return False
    found: set[Meaning] = set()
    for texts in islice((row for row in page.texts if any(row)), _MOST_ROWS):
        label, *values = filter(None, texts)
        if len(values) + 1 < _LEAST_CELLS or not is_header_word(label, lexicon):
            continue
        if any(is_header_word(value, lexicon) for value in values[:_MOST_ROWS]):
            continue
        found |= set(islice(read_header(label, lexicon, misspelled=False).scores, 1)) & _TOLD
    return len(found) >= _LEAST_LABELS and not found.isdisjoint(_NAMES)

"""Headers and contents to meanings."""

from planner.core.columns.layout import Page, Table, page_of, read_layout
from planner.core.columns.lexicon import ColumnLexicon, build_lexicon
from planner.core.columns.mapping import Column, Remark, map_columns

__all__ = [
    "Column",
    "ColumnLexicon",
    "Page",
    "Remark",
    "Table",
    "build_lexicon",
    "map_columns",
    "page_of",
    "read_layout",
]

"""Headers and contents to meanings."""

from planner.core.columns.layout import Table, read_layout
from planner.core.columns.lexicon import ColumnLexicon, build_lexicon
from planner.core.columns.mapping import Column, Mapped, Remark, judge_columns, map_columns
from planner.core.columns.page import Page, page_of

__all__ = [
    "Column",
    "ColumnLexicon",
    "Mapped",
    "Page",
    "Remark",
    "Table",
    "build_lexicon",
    "judge_columns",
    "map_columns",
    "page_of",
    "read_layout",
]

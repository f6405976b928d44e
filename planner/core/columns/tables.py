"""What a sheet is cut into: tables, the facets of a table whose rows hold several pieces of gear, and forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from planner.core.columns.exports import Export
from planner.core.columns.headers import Header
from planner.core.columns.mapping import Column, Remark
from planner.core.model import ColumnReview, Meaning

FacetKind = Literal["group", "side", "count"]


@dataclass(frozen=True, slots=True)
class FixedCell:
    """A cell that says something of every row under it. ``place`` counts the rows from 0, ``at`` the columns."""

    meaning: Meaning
    header: str
    place: int
    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One of the pieces of gear that a row of a table may hold.

    ``own`` are the columns that tell of it alone; those in no facet's ``own`` are shared by all. ``kind`` is *group*
    (columns that come again: Radio 1 Model, Radio 2 Model), *side* (a table beside another one, with nothing shared)
    or *count* (the column of one model in a matrix of counts). ``fixed`` are cells of the header that hold for every
    row; ``title`` is what stands above a side.
    """

    name: str
    kind: FacetKind
    own: tuple[Column, ...]
    fixed: tuple[FixedCell, ...] = ()
    title: FixedCell | None = None


@dataclass(frozen=True, slots=True)
class FormCell:
    """A value of a form with its label: ``place`` counts the sheet's rows from 0, ``at`` its columns."""

    meaning: Meaning
    label: str
    place: int
    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Form:
    """One piece of gear described line by line; ``place`` is the row that stands for it in the ledger.

    That is the row of the model, else of the first cell that tells of gear. ``cells`` stand in the order of the sheet
    and may repeat those of a head that several forms share, such as the site.
    """

    place: int
    cells: tuple[FormCell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a sheet. Indexes count the sheet's rows from 0; data stand in ``first`` to before ``end``.

    ``kind`` is *gear*, *register* (places only), *list* (one column of free text), *text* (prose), *form* (labels
    beside values) or *other* (a table without gear columns, with a header or not). ``repeated`` are further header
    lines inside the data, ``sums`` rows of a matrix of counts that add up others, and ``doubtful_sums`` rows without a
    name that nearly do; ``heads`` are rows that name the site of the rows below them and add up their counts.
    ``names_makers``: a known maker stands in a header or in a sample of the cells. ``named_model`` is the first model
    somebody knows in a table of kind *other* or *text*, "" when none stands there. ``fixed`` are cells outside the
    table that hold for every row of it (see :class:`Facet`). ``export`` is the system that wrote the table, when its
    header is known; ``given`` are the meanings that a person gave, by column index.
    """

    header: Header | None
    first: int
    end: int
    columns: tuple[Column, ...]
    kind: str
    repeated: frozenset[int] = frozenset()
    remarks: tuple[Remark, ...] = ()
    by_meaning: dict[Meaning, tuple[Column, ...]] = field(default_factory=dict)
    names_makers: bool = False
    facets: tuple[Facet, ...] = ()
    forms: tuple[Form, ...] = ()
    fixed: tuple[FixedCell, ...] = ()
    reviews: tuple[ColumnReview, ...] = ()
    export: Export | None = None
    given: Mapping[int, Meaning] = field(default_factory=dict)
    named_model: str = ""
    sums: frozenset[int] = frozenset()
    doubtful_sums: frozenset[int] = frozenset()
    heads: frozenset[int] = frozenset()

    def column(self, meaning: Meaning) -> Column | None:
        """The first column with this meaning."""
        return next(iter(self.by_meaning.get(meaning, ())), None)


def grouped(columns: Sequence[Column]) -> dict[Meaning, tuple[Column, ...]]:
    """The columns by meaning, left to right."""
    by_meaning: dict[Meaning, tuple[Column, ...]] = {}
    for column in columns:
        by_meaning[column.meaning] = (*by_meaning.get(column.meaning, ()), column)
    return by_meaning

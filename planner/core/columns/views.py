"""A facet of a table as a sheet of its own: the same rows, with the cells of the other facets taken out."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from planner.core.columns.counts import is_nothing
from planner.core.columns.labels import PLACES
from planner.core.columns.mapping import Column
from planner.core.columns.page import Page
from planner.core.columns.tables import Facet, Table, grouped
from planner.core.model import Meaning, SourceRow

Places = frozenset[int]
_Mask = tuple[bool, ...]


class Views:
    """The facets of one table as sheets; which rows each names gear in is found out once."""

    def __init__(self, page: Page, table: Table) -> None:
        self._page, self._table = page, table
        self._here = [_rows_of(page, table, facet) for facet in table.facets]
        self._width = max([len(table.columns), *(len(page.texts[i]) for i in range(table.first, table.end))])
        self._first: dict[int, int] = {}
        for number in range(len(table.facets) - 1, -1, -1):
            self._first.update(dict.fromkeys(self._here[number], number))

    def view(self, number: int, titles: Places = frozenset(), once_per_block: bool = False) -> tuple[Page, Table]:
        """The sheet and the table as the facet with this number alone would stand there. ``titles`` are rows (counted
        from 0) that speak for all facets of a *group* wherever their cell stands; ``once_per_block`` says that a site
        stands on the first row of its block only.

        Rows keep their numbers. The shared columns and its own are left in a row where the facet names gear. Where only
        others do, nothing is left, but for the site that rows below may need; where no facet does, the row is the first
        facet's. In a matrix of counts such rows are blank: nothing of this model stands there.
        """
        page, table, facet = self._page, self._table, self._table.facets[number]
        others = _own(other for other in table.facets if other is not facet)
        mine = self._mask(set(range(self._width)) - others)
        sites = {c.index for c in table.columns if once_per_block and c.meaning in PLACES}
        elsewhere = self._mask(sites - others)
        rows, texts = list(page.sheet.rows), list(page.texts)
        apart = table.repeated | titles if facet.kind == "group" else table.repeated
        for place in range(table.first, table.end):
            if place in apart or self._is_left_to(place, number):
                continue
            mask = self._with_speechless(mine, place, number) if place in self._here[number] else elsewhere
            rows[place], texts[place] = _masked(rows[place], texts[place], mask)
        sheet = replace(page.sheet, rows=tuple(rows), texts=None, columns=())
        return Page(sheet, tuple(texts)), _alone(table, facet, others)

    def _is_left_to(self, place: int, number: int) -> bool:
        """A row in which no facet names gear is the first one's, whatever it says; a matrix has no use for it."""
        return number == 0 and place not in self._first and self._table.facets[0].kind != "count"

    def _with_speechless(self, mine: _Mask, place: int, number: int) -> _Mask:
        """What the other pieces of a row say without naming gear (``N/A``, 0) stays with the first that names some."""
        facets = self._table.facets
        if facets[number].kind != "group" or self._first[place] != number:
            return mine
        silent = [facet for facet, rows in zip(facets, self._here, strict=True) if place not in rows]
        return tuple(kept or index in own for index, kept in enumerate(mine)) if (own := _own(silent)) else mine

    def _mask(self, indexes: Container[int]) -> _Mask:
        return tuple(index in indexes for index in range(self._width))


def _own(facets: Iterable[Facet]) -> set[int]:
    return {column.index for facet in facets for column in facet.own}


def _rows_of(page: Page, table: Table, facet: Facet) -> Places:
    """The rows in which the facet's own cells say anything."""
    own = sorted(_own([facet]))
    rows = (place for place in range(table.first, table.end) if place not in table.repeated)
    return frozenset(place for place in rows if _says_something(page.texts[place], own))


def _says_something(texts: Sequence[str], own: Sequence[int]) -> bool:
    return any(index < len(texts) and texts[index] and not is_nothing(texts[index]) for index in own)


def _alone(table: Table, facet: Facet, others: Container[int]) -> Table:
    """The table with the meanings of one facet."""
    columns = tuple(replace(c, meaning="ignore") if c.index in others else c for c in table.columns)
    fixed: dict[Meaning, tuple[Column, ...]] = {cell.meaning: () for cell in facet.fixed}
    return replace(
        table, columns=columns, by_meaning={**grouped(columns), **fixed}, kind="gear", facets=(), fixed=facet.fixed,
        remarks=(), reviews=(),
    )  # fmt: skip


def _masked(row: SourceRow, texts: tuple[str, ...], mask: _Mask) -> tuple[SourceRow, tuple[str, ...]]:
    values = tuple([value if kept else None for value, kept in zip(row.values, mask, strict=False)])
    return SourceRow(row.number, values), tuple([t if kept else "" for t, kept in zip(texts, mask, strict=False)])

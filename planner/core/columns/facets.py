"""Rows that hold several pieces of gear: finding their facets."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from planner.core.columns.counts import (
    Matrix,
    counted_columns,
    read_matrix,
    tells_apart,
    unknown_counts,
)
from planner.core.columns.crosswise import could_be_a_site
from planner.core.columns.groups import Cut, cut_columns
from planner.core.columns.headers import Header
from planner.core.columns.labels import IDENTITY, PLACES
from planner.core.columns.lexicon import ColumnLexicon, header_scores, names_a_maker
from planner.core.columns.mapping import Column, Mapped, Remark, judge_columns, said_again
from planner.core.columns.page import Page
from planner.core.columns.pivots import with_pivot_heads
from planner.core.columns.reasons import BY_RULE
from planner.core.columns.tables import Facet, FixedCell, Table, grouped
from planner.core.columns.texts import shortened
from planner.core.columns.totals import means_everything, sum_columns, sum_rows
from planner.core.columns.unread import with_unread
from planner.core.columns.upper_lines import planned_columns, with_header, with_models_below
from planner.core.columns.wide import Piece, read_wide, states_counted
from planner.core.messages import texts
from planner.core.model import ColumnReview, Meaning, column_letter

_SAMPLE = 200
_MOST_COLUMNS = 500
_MOST_TOLD = 4
_LINES_ABOVE = 3  # rows above a header in which the title of a side is sought
_COUNTED = 0.9  # how sure it is that small numbers under the name of a model count it
_UNDER_A_NAME = "its cells are counts, and its header names what is counted"
_COUNTS_STRANGERS = "its cells are counts, and its header names nothing that we know"
_MOST_NAMED = 8
_BESIDE_COUNTS = "the words beside the counts say of what row they are"
_ONE_READ = "a recipe gives several columns one meaning, and nothing tells the pieces apart: the first is read"
_NO_SITES = "nothing says whether these are sites over counts"
_STANDS_ALONE: frozenset[Meaning] = frozenset({"serial", "mac", "quantity"})
_UNREAD: Meaning = "ignore"
_OF_ONE: frozenset[Meaning] = frozenset({"serial", "mac", "asset_id", "status", "position", "parent"})
_NOT_TOLD = frozenset({"column-competes", "columns-overlap", "columns-share", "column-unsure", "columns-unknown"})


def with_facets(
    page: Page,
    table: Table,
    lexicon: ColumnLexicon,
    known_sites: Collection[str] = (),
) -> Table:
    """The table with its facets, or as it was when a row is one piece of gear.

    ``known_sites`` are the sites that other tables name, in the form of ``normal_name``. Meanings that a person gave
    stay. A table that only may have facets gets a remark that asks, and so does one that a recipe says has them; an
    export has none.
    """
    found = with_pivot_heads(page, _found_in(page, table, lexicon, known_sites), lexicon)
    asked = any(remark.rule in ("facets-unsure", "matrix-unsure") for remark in found.remarks)
    if not (found.facets or asked) and said_again(table.given.values()):
        found = _asked(table, (), _ONE_READ)
    return with_unread(page, found, lexicon)


def _found_in(page: Page, table: Table, lexicon: ColumnLexicon, known_sites: Collection[str]) -> Table:
    if table.kind in ("list", "form") or table.export or len(table.columns) > _MOST_COLUMNS:
        return table
    found = with_header(page, table, lexicon, known_sites)
    if found.header is None:
        return table
    found = with_models_below(page, found, found.header, lexicon) or found
    finder = _Finder(page, found, found.header or Header(0, (), ()), lexicon)
    if planned := finder.without_planned():
        table = found = planned
        finder = _Finder(page, found, found.header or Header(0, (), ()), lexicon)
    matrix = read_matrix(finder.headers, finder.samples, lexicon, known_sites, finder.forced)
    if matrix and (counted := finder.counted(matrix)):
        if matrix.turned:
            return _turned(counted, finder.as_rows() if found is not table else table, matrix)
        return counted if not matrix.unsure else _asked(table, (), matrix.unsure)
    if wide := finder.wide():
        return wide
    if table.kind != "gear" or not (IDENTITY | {"description"}) & set(table.by_meaning):
        return table
    return finder.stated() or _unknown(finder, table) or (finder.cut() if found is table else table)


def _unknown(finder: "_Finder", table: Table) -> Table | None:
    """The table with a question when words that may be sites stand over counts, and nothing else places or counts it.

    Where each row is another model and no device has a number of its own, that is a matrix, and blocks.
    """
    if {"site", "site_name", "quantity"} & set(table.by_meaning):
        return None
    unknown = unknown_counts(finder.headers, finder.samples, finder.lexicon)
    if len(unknown) < 2:
        return None
    names = [finder.samples[c.index] for c in table.columns if c.meaning in IDENTITY or c.meaning == "description"]
    sites = sum(could_be_a_site(name, finder.lexicon) for name in unknown) > 1
    if sites and not _OF_ONE & set(table.by_meaning) and any(any(cells) and tells_apart(cells) for cells in names):
        return _asked(table, unknown, _NO_SITES, "matrix-unsure")
    return _asked(table, unknown, "nothing says whether these are sites over counts")


def _turned(counted: Table, table: Table, matrix: Matrix) -> Table:
    """The table read row by row, with the question that blocks: which way round its counts lie."""
    names = [column.header for column in counted.columns if column.index in matrix.columns]
    return _asked(table, names, matrix.unsure, "matrix-unsure")


def _asked(table: Table, names: Sequence[str], why: str, rule: str = "facets-unsure") -> Table:
    named = ", ".join(names[:_MOST_TOLD])
    told = f" ({named})" if names and rule == "facets-unsure" else named
    remark = Remark(None, rule, *texts(rule, told=told, why=why))
    return replace(table, remarks=(*table.remarks, remark))


class _Finder:
    """The header, a sample of the cells and what a person said: all that facets are told by."""

    def __init__(self, page: Page, table: Table, header: Header, lexicon: ColumnLexicon) -> None:
        self.page, self.table, self.header, self.lexicon, self.forced = page, table, header, lexicon, table.given
        width = max(len(table.columns), len(self.header.words))
        self.headers = [*self.header.words, *[""] * (width - len(self.header.words))]
        self.samples = self._aligned(width)

    def _aligned(self, width: int) -> list[list[str]]:
        """Cells by column from the first filled rows of the table, one for each row."""
        table, cells = self.table, self.page.texts
        places = (i for i in range(table.first, table.end) if i not in table.repeated and any(cells[i]))
        rows = [cells[i] for i in islice(places, _SAMPLE)]
        return [[row[i] if i < len(row) else "" for row in rows] for i in range(width)]

    def counted(self, matrix: Matrix) -> Table | None:
        """The table as a matrix of counts, a facet for each column of counts; None when its rows name gear already."""
        sums = self._sum_columns(matrix)
        matrix = matrix._replace(columns=tuple(i for i in matrix.columns if i not in sums))
        columns, reviews, remarks = self._around(matrix, sums)
        beside = {column.meaning for column in columns if column.index not in matrix.columns}
        if not matrix.columns or (matrix.names == "model" and beside & {*IDENTITY, "serial"}):
            return None
        facets = [Facet(self.headers[i], "count", (columns[i],), self._fixed(matrix, i), None) for i in matrix.columns]
        what = (
            f"column {_letters(matrix.columns)} is"
            if len(facets) == 1
            else f"the columns {_letters(matrix.columns)} are"
        )
        how = f"{what} counts under the name of a {matrix.names}; each is an item"
        remark = _read(how, "one row for each piece of gear")
        by_meaning = {**grouped(columns), matrix.names: grouped(columns).get(matrix.names, ())}
        if all(any(cell.meaning == "maker" for cell in facet.fixed) for facet in facets):
            by_meaning.setdefault("maker", ())
        silent = {c.index for c in columns if c.meaning == "ignore" and c.index not in matrix.columns}
        added = sum_rows(self.page, self.table, matrix.columns, silent)
        return replace(
            self.table, columns=tuple(columns), kind="gear", facets=tuple(facets), by_meaning=by_meaning,
            reviews=reviews, remarks=(*remarks, remark), sums=added.sums, doubtful_sums=added.doubtful,
        )  # fmt: skip

    def _sum_columns(self, matrix: Matrix) -> frozenset[int]:
        """The columns, of those that no model and no site is named over, that add up the others of their row."""
        named = {i for i in matrix.columns if not means_everything(self.headers[i])}
        able = [
            i for i in range(len(self.headers)) if i not in named and i not in matrix.labels and any(self.samples[i])
        ]
        return sum_columns(self.samples, able, sorted(named))

    def _around(
        self, matrix: Matrix, sums: Collection[int]
    ) -> tuple[list[Column], tuple[ColumnReview, ...], list[Remark]]:
        """Every column with its meaning, and what to say of them: the counts, and beside them the site or the model of
        the row.
        """
        rest = [i for i in range(len(self.headers)) if i not in matrix.columns]
        labels: dict[int, Meaning] = {**dict.fromkeys(sums, _UNREAD), **matrix.labels}
        mapped = self._mapped([i for i in rest if i not in matrix.left], labels)
        columns, reviews = list(mapped.columns), list(mapped.reviews)
        for i in rest:
            if columns[i].meaning == "quantity":  # the counts stand in the matrix
                columns[i] = replace(columns[i], meaning="ignore")
                reviews[i] = replace(reviews[i], meaning="ignore")
        wanted: frozenset[Meaning] = PLACES if matrix.names == "model" else IDENTITY | {"description"}
        if not any(columns[i].meaning in wanted for i in rest):
            first = next((i for i in rest if any(any(c.isalpha() for c in text) for text in self.samples[i])), None)
            if first is not None:
                meaning: Meaning = "site" if matrix.names == "model" else "model"
                columns[first] = replace(columns[first], meaning=meaning)
                reviews[first] = replace(reviews[first], meaning=meaning, score=BY_RULE, reasons=(_BESIDE_COUNTS,))
        for i in matrix.columns:
            meaning = "ignore" if i in matrix.marks else "quantity"
            columns[i] = Column(i, column_letter(i), self.headers[i], meaning)
            reviews[i] = ColumnReview(column_letter(i), self.headers[i], meaning, _COUNTED, (_UNDER_A_NAME,))
        for i in matrix.left:
            columns[i] = replace(columns[i], header=self.headers[i])
            reviews[i] = replace(reviews[i], header=self.headers[i], reasons=(_COUNTS_STRANGERS,))
        remarks = [remark for remark in mapped.remarks if remark.rule != "columns-unknown"]
        return columns, tuple(reviews), [*remarks, *self._strangers(columns, matrix, sums)]

    def _strangers(self, columns: Sequence[Column], matrix: Matrix, sums: Collection[int]) -> list[Remark]:
        """The columns that nobody understood beside a matrix, told together."""
        left = [c for c in columns if c.meaning == "ignore" and c.header and any(self.samples[c.index])]
        left = [c for c in left if c.index not in (*matrix.columns, *sums, *self.forced)]
        left = [c for c in left if c.index in matrix.left or not header_scores(c.header, self.lexicon)]
        if not left:
            return []
        names = ", ".join(f'{c.letter} "{shortened(c.header, 40)}"' for c in left[:_MOST_NAMED])
        more = f" and {len(left) - _MOST_NAMED} more" if len(left) > _MOST_NAMED else ""
        return [Remark(None, "columns-unknown", *texts("columns-unknown", columns=names + more))]

    def _mapped(self, indexes: Collection[int], sure: Mapping[int, Meaning] | None = None) -> Mapped:
        """The meanings of some columns as if the others were empty; ``sure`` are those that the cut showed."""
        headers = [header if i in indexes else "" for i, header in enumerate(self.headers)]
        samples = [sample if i in indexes else [] for i, sample in enumerate(self.samples)]
        told: dict[int, Meaning] = {**(sure or {}), **self.forced}
        forced = {i: meaning for i, meaning in told.items() if i in indexes}
        because = {i: "the columns beside it show what it tells" for i in told if i not in self.forced}
        return judge_columns(headers, samples, self.lexicon, forced, because)

    def _fixed(self, matrix: Matrix, index: int) -> tuple[FixedCell, ...]:
        """The header's cell over a column of counts, and the maker above it."""
        lines = self.header.lines
        place = next((i for i in reversed(lines) if _text(self.page, i, index)), self.header.main)
        fixed = [FixedCell(matrix.names, "", place, index, _text(self.page, place, index))]
        above = min(lines) - 1 if place == min(lines) else min(lines)
        if matrix.names == "model" and above >= 0:
            at = self._carried(above).get(index)
            if at is not None and names_a_maker(text := _text(self.page, above, at), self.lexicon):
                fixed.append(FixedCell("maker", "", above, at, text))
        return tuple(fixed)

    def _carried(self, place: int) -> dict[int, int]:
        """For every column, which cell of the row at ``place`` stands over it: its own, a merged one, or the last."""
        number = self.page.sheet.rows[place].number
        spans = [m for m in self.page.sheet.merged if m.first_row <= number <= m.last_row]
        filled = [i for i, text in enumerate(self.page.texts[place]) if text]
        over = {i: i for i in filled}
        for span in spans:
            if span.first_column in over:
                over.update(dict.fromkeys(range(span.first_column, span.last_column + 1), span.first_column))
        if not spans and filled:
            for index in range(filled[0], len(self.headers)):
                over.setdefault(index, over.get(index - 1, index))
        return over

    def as_rows(self) -> Table:
        """The table under the header that was found for it, read row by row."""
        mapped = self._mapped(range(len(self.headers)))
        return replace(
            self.table, columns=mapped.columns, by_meaning=grouped(mapped.columns), kind="gear",
            reviews=mapped.reviews, remarks=mapped.remarks,
        )  # fmt: skip

    def without_planned(self) -> Table | None:
        """The table with the columns under *Proposed* or *Replacement* told as such; None when there are none."""
        upper = self.header.lines[0] if len(self.header.lines) > 1 else self.header.lines[0] - 1
        if upper < 0 or self.table.kind != "gear" or sum(map(bool, self.page.texts[upper])) < 1:
            return None
        over = {i: _text(self.page, upper, at) for i, at in self._carried(upper).items()}
        planned = planned_columns(self.header, over, self.page.texts[upper])
        if not planned:
            return None
        words = [f"{planned[i]} {word}" if i in planned else word for i, word in enumerate(self.headers)]
        header = Header(self.header.main, tuple(sorted({upper, *self.header.lines})), tuple(words))
        found = _Finder(self.page, replace(self.table, header=header), header, self.lexicon)
        mapped = found._mapped(range(len(words)), dict.fromkeys(planned, "notes"))
        name = next(iter(planned.values()))
        told = Remark(None, "columns-planned", *texts("columns-planned", columns=_letters(list(planned)), name=name))
        return replace(
            found.table, columns=mapped.columns, by_meaning=grouped(mapped.columns), reviews=mapped.reviews,
            remarks=(*mapped.remarks, told),
        )  # fmt: skip

    def stated(self) -> Table | None:
        """The table of a pivot that counts the gear of each row by its state: *In service*, *Spare*."""
        others = {c.index for c in self.table.by_meaning.get("quantity", ())}
        counted = counted_columns(self.headers, self.samples, (), self.forced)
        states = states_counted(self.headers, self.samples, counted)
        if not states or others - set(states) or {"serial", "mac", "status"} & set(self.table.by_meaning):
            return None
        return self.counted(Matrix("status", states))

    def wide(self) -> Table | None:
        """The table with a facet for each model that stands in the headers over what its cells tell of it."""
        pieces = read_wide(self.headers, self.samples, self.lexicon, self.forced)
        if not pieces:
            return None
        sure = {i: meaning for piece in pieces for i, meaning in piece.columns.items()}
        mapped = self._mapped(range(len(self.headers)), sure)
        if loose := [c for c in mapped.columns if c.index not in sure and c.meaning in _STANDS_ALONE]:
            return _asked(self.as_rows(), (), f'"{loose[0].header}" belongs to one of them, and nothing says to which')
        facets = [self._piece(piece, mapped.columns) for piece in pieces]
        names = [f"{facet.name} ({_letters([c.index for c in facet.own])})" for facet in facets[:_MOST_TOLD]]
        more = f" and {len(facets) - _MOST_TOLD} more" if len(facets) > _MOST_TOLD else ""
        how = f"a model stands in the header, and each filled cell under it is an item: {', '.join(names)}{more}"
        by_meaning = {"model": (), **grouped(mapped.columns)}
        kept = [remark for remark in mapped.remarks if remark.rule not in _NOT_TOLD]
        return replace(
            self.table, columns=mapped.columns, kind="gear", facets=tuple(facets), by_meaning=by_meaning,
            reviews=mapped.reviews, remarks=(*kept, _read(how, "name the columns in a recipe")),
        )  # fmt: skip

    def _piece(self, piece: Piece, columns: Sequence[Column]) -> Facet:
        own = tuple(columns[i] for i in piece.columns)
        at = own[0].index
        place = next((i for i in reversed(self.header.lines) if _text(self.page, i, at)), self.header.main)
        fixed = [FixedCell("model", "", place, at, piece.model)]
        if piece.position:
            fixed.append(FixedCell("position", "", place, at, piece.position))
        return Facet(" ".join(filter(None, (piece.model, piece.position))), "count", own, tuple(fixed), None)

    def cut(self) -> Table:
        """The table with the facets of columns that come again."""
        for line, headers in self._group_lines():
            over = self._carried(line)
            groups = [_text(self.page, line, over[i]) if i in over else "" for i in range(len(headers))]
            cut = cut_columns(headers, groups, self.samples, self.lexicon, self.forced)
            names = [name for name, _ in cut.pieces] if cut else []
            if cut and not cut.unsure and len(set(names)) == len(names) and not any("piece" in name for name in names):
                return self._apart(cut, line if cut.kind == "group" else None)
        cut = cut_columns(self.headers, [""] * len(self.headers), self.samples, self.lexicon, self.forced)
        if cut and cut.unsure:
            return _asked(self.table, [name for name, _ in cut.pieces], cut.unsure)
        return self._apart(cut, None) if cut else self.table

    def _group_lines(self) -> list[tuple[int, list[str]]]:
        """Rows whose cells may be the names of groups of headers, each with the headers under them."""
        lines = self.header.lines
        upper = lines[0] if len(lines) > 1 else lines[0] - 1
        if upper < 0 or sum(map(bool, self.page.texts[upper])) < 2:
            return []
        lower = self.page.texts[lines[-1]]
        headers = [*lower, *[""] * (len(self.headers) - len(lower))]
        return [(upper, headers)] if sum(map(bool, self.page.texts[upper])) < sum(map(bool, lower)) else []

    def _apart(self, cut: Cut, line: int | None) -> Table:
        """The table with these facets, each mapped together with the shared columns alone."""
        held = {i for _, indexes in cut.pieces for i in indexes}
        shared = [i for i in range(len(self.headers)) if i not in held]
        first = self._mapped([*shared, *cut.pieces[0][1]], cut.sure)
        columns, reviews = list(first.columns), list(first.reviews)
        facets = []
        for name, indexes in cut.pieces:
            mapped = self._mapped([*shared, *indexes], cut.sure)
            own = tuple(mapped.columns[i] for i in indexes)
            if not IDENTITY & {column.meaning for column in own}:
                return self.table
            for i in indexes:
                columns[i], reviews[i] = mapped.columns[i], mapped.reviews[i]
            facets.append(Facet(name, cut.kind, own, (), self._title(own) if cut.kind == "side" else None))
        header = self.header
        if line is not None and line not in header.lines:
            header = Header(header.main, (line, *header.lines), header.words)
        return replace(
            self.table, header=header, columns=tuple(columns), by_meaning=grouped(columns), facets=tuple(facets),
            remarks=(*self._kept_remarks(held), _told(cut)), reviews=tuple(reviews),
        )  # fmt: skip

    def _kept_remarks(self, held: Collection[int]) -> list[Remark]:
        return [
            r for r in self.table.remarks if r.column not in held and not (r.rule in _NOT_TOLD and r.column is None)
        ]

    def _title(self, own: Sequence[Column]) -> FixedCell | None:
        """What stands above a side, close to its header, when the side has no site of its own."""
        if PLACES & {column.meaning for column in own}:
            return None
        top = min(self.header.lines)
        for place in range(top - 1, max(-1, top - 1 - _LINES_ABOVE), -1):
            at = next((c.index for c in own if _text(self.page, place, c.index)), None)
            if at is not None:
                return FixedCell("site", "", place, at, _text(self.page, place, at))
        return None


def _text(page: Page, place: int, index: int) -> str:
    cells = page.texts[place]
    return cells[index] if index < len(cells) else ""


def _letters(indexes: Sequence[int]) -> str:
    letters = [column_letter(index) for index in sorted(indexes)]
    if len(letters) == max(indexes) - min(indexes) + 1 > 2:
        return f"{letters[0]} to {letters[-1]}"
    return ", ".join(letters)


def _told(cut: Cut) -> Remark:
    names = [f"{name} ({_letters(indexes)})" for name, indexes in cut.pieces[:_MOST_TOLD]]
    more = f" and {len(cut.pieces) - _MOST_TOLD} more" if len(cut.pieces) > _MOST_TOLD else ""
    each = {"side": "tables stand side by side, each is read on its own"}
    how = each.get(cut.kind, "a row may hold several pieces of gear, each is read as an item")
    return _read(f"{how}: {', '.join(names)}{more}", "name the columns in a recipe")


def _read(how: str, remedy: str) -> Remark:
    return Remark(None, "facets-read", *texts("facets-read", how=how, remedy=remedy))

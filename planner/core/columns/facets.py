"""Rows that hold several pieces of gear: finding their facets."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from planner.core.columns.counts import Matrix, names_a_known_model, names_a_product, read_matrix, unknown_counts
from planner.core.columns.groups import Cut, cut_columns
from planner.core.columns.headers import LOOK_AT, Header
from planner.core.columns.labels import IDENTITY, PLACES
from planner.core.columns.lexicon import ColumnLexicon, header_scores, is_header_word, names_a_maker
from planner.core.columns.mapping import Column, Mapped, Remark, judge_columns, said_again
from planner.core.columns.page import Page
from planner.core.columns.reasons import BY_RULE
from planner.core.columns.tables import Facet, FixedCell, Table, grouped
from planner.core.columns.texts import normal_name, shortened
from planner.core.columns.unread import with_unread
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
    found = _found_in(page, table, lexicon, known_sites)
    asked = any(remark.rule == "facets-unsure" for remark in found.remarks)
    if not (found.facets or asked) and said_again(table.given.values()):
        found = _asked(table, (), _ONE_READ)
    return with_unread(page, found, lexicon)


def _found_in(page: Page, table: Table, lexicon: ColumnLexicon, known_sites: Collection[str]) -> Table:
    if table.kind in ("list", "form") or table.export or len(table.columns) > _MOST_COLUMNS:
        return table
    found = _with_header(page, table, lexicon, known_sites)
    if found.header is None:
        return table
    finder = _Finder(page, found, found.header, lexicon)
    matrix = read_matrix(finder.headers, finder.samples, lexicon, known_sites, finder.forced)
    if matrix and (counted := finder.counted(matrix)):
        return counted if not matrix.unsure else _asked(table, (), matrix.unsure)
    if table.kind != "gear" or not (IDENTITY | {"description"}) & set(table.by_meaning):
        return table
    if not {"site", "site_name", "quantity"} & set(table.by_meaning):
        unknown = unknown_counts(finder.headers, finder.samples, lexicon)
        if len(unknown) > 1:
            return _asked(table, unknown, "nothing says whether these are sites over counts")
    return finder.cut() if found is table else table


def _with_header(page: Page, table: Table, lexicon: ColumnLexicon, known_sites: Collection[str]) -> Table:
    """A table without a header gets one when a row of models, or of sites, could stand over rows of counts."""
    if table.header is not None:
        return table
    filled = (i for i in range(table.first, table.end) if any(page.texts[i]))
    for place in islice(filled, LOOK_AT):
        words = [text for text in page.texts[place] if text]
        products = sum(names_a_product(text, lexicon) or names_a_known_model(text, lexicon) for text in words)
        places = sum(normal_name(text) in known_sites for text in words) if known_sites else 0
        headed = any(is_header_word(text, lexicon) for text in words) and not any(map(str.isdecimal, words))
        if len(words) > 2 and (max(products, places) >= len(words) / 2 or headed):
            width = max(len(table.columns), len(page.texts[place]))
            columns = tuple(Column(i, column_letter(i), "", "ignore") for i in range(width))
            header = Header(place, (place,), tuple(page.texts[place]))
            return replace(table, header=header, first=place + 1, columns=columns)
    return table


def _asked(table: Table, names: Sequence[str], why: str) -> Table:
    told = f" ({', '.join(names[:_MOST_TOLD])})" if names else ""
    remark = Remark(None, "facets-unsure", *texts("facets-unsure", told=told, why=why))
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
        columns, reviews, remarks = self._around(matrix)
        beside = {column.meaning for column in columns if column.index not in matrix.columns}
        if matrix.names == "model" and beside & {*IDENTITY, "serial"}:
            return None
        facets = [Facet(self.headers[i], "count", (columns[i],), self._fixed(matrix, i), None) for i in matrix.columns]
        what = "model" if matrix.names == "model" else "site"
        how = f"the columns {_letters(matrix.columns)} are counts under the name of a {what}; each is an item"
        remark = _read(how, "one row for each piece of gear")
        by_meaning = {**grouped(columns), matrix.names: grouped(columns).get(matrix.names, ())}
        if all(any(cell.meaning == "maker" for cell in facet.fixed) for facet in facets):
            by_meaning.setdefault("maker", ())
        return replace(
            self.table, columns=tuple(columns), kind="gear", facets=tuple(facets), by_meaning=by_meaning,
            reviews=reviews, remarks=(*remarks, remark),
        )  # fmt: skip

    def _around(self, matrix: Matrix) -> tuple[list[Column], tuple[ColumnReview, ...], list[Remark]]:
        """Every column with its meaning, and what to say of them: the counts, and beside them the site or the model of
        the row.
        """
        rest = [i for i in range(len(self.headers)) if i not in matrix.columns]
        mapped = self._mapped([i for i in rest if i not in matrix.left])
        columns, reviews = list(mapped.columns), list(mapped.reviews)
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
        return columns, tuple(reviews), [*remarks, *self._strangers(columns, matrix)]

    def _strangers(self, columns: Sequence[Column], matrix: Matrix) -> list[Remark]:
        """The columns that nobody understood beside a matrix, told together."""
        left = [c for c in columns if c.meaning == "ignore" and c.header and any(self.samples[c.index])]
        left = [c for c in left if c.index not in (*matrix.columns, *self.forced)]
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

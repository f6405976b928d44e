"""A sheet's layout: where each table's header stands and what its columns mean."""

from collections.abc import Mapping, Sequence
from itertools import compress, islice, zip_longest
from typing import NamedTuple

from planner.core.columns.contents import kinds_of
from planner.core.columns.exports import Export, recognize
from planner.core.columns.forms import read_forms
from planner.core.columns.headers import (
    LOOK_AT,
    Given,
    Header,
    could_be_header,
    could_stand_in_a_header,
    find_header,
    header_at,
    is_new_header,
    repeats,
)
from planner.core.columns.labels import NAMES_GEAR, SITE
from planner.core.columns.lexicon import ColumnLexicon, mentions_a_maker
from planner.core.columns.mapping import Column, Mapped, Remark, judge_columns
from planner.core.columns.page import Page
from planner.core.columns.tables import Table, grouped
from planner.core.columns.texts import normal_header
from planner.core.messages import texts
from planner.core.model import Meaning

__all__ = ["Table", "read_layout"]

_SAMPLE = 200
_LEAST_CELLS = _LEAST_ROWS = 3
_MOST_TABLES = 50  # more headers than this in one sheet are words in the rows, or an attack
_GEAR_WORDS = frozenset(
    {
        "equipment", "equip", "eqpt", "gear", "device", "hardware", "item", "product", "inventory", "component",
        "asset", "installed", "equipo", "equipement", "material", "board", "radio", "part", "configuration",
    }
)  # fmt: skip


def read_layout(
    page: Page,
    lexicon: ColumnLexicon,
    header_row: int | None = None,
    forced: Mapping[int, Meaning] | None = None,
    given: Sequence[Given] = (),
) -> tuple[Table, ...]:
    """The tables of a sheet, top to bottom; the last one ends with the sheet.

    ``given`` is what a person said, one entry for each table; an entry alone, or one without a header row, speaks for
    every table that has no entry of its own. ``header_row`` and ``forced`` (Excel's row number and meanings by column
    index) are the short way to give one. Rows that are not there are sought as if nobody had said anything.
    """
    if not given and (header_row is not None or forced):
        given = (Given(header_row, (), forced or {}),)
    forms = None if given else read_forms(page, lexicon)
    if forms:
        return (forms,)
    headers = _given_headers(page, lexicon, given)
    stretches = _stretches(page, _header(page, lexicon, headers, given), lexicon, headers)
    return tuple(_table(page, stretch, lexicon, _said_of(page, stretch, given)) for stretch in stretches)


def _given_headers(page: Page, lexicon: ColumnLexicon, given: Sequence[Given]) -> dict[int, Header]:
    """The headers that a person named, by the index of their main line."""
    wanted = {entry.header_row: entry for entry in given if entry.header_row}
    if not wanted:
        return {}
    places = {row.number: index for index, row in enumerate(page.sheet.rows) if row.number in wanted}
    headers = {}
    for number, index in sorted(places.items()):
        lines = [index + line - number for line in wanted[number].header_lines]
        headers[index] = header_at(_around(page, index), index, lines, lexicon)
    return headers


def _around(page: Page, index: int) -> list[tuple[int, Sequence[str]]]:
    near = range(max(0, index - 1), min(index + 2, len(page.texts)))
    return [(i, page.texts[i]) for i in near if i == index or any(page.texts[i])]


def _header(
    page: Page, lexicon: ColumnLexicon, headers: Mapping[int, Header], given: Sequence[Given]
) -> Header | None:  # fmt: skip
    if headers:
        return headers[min(headers)]
    if any(entry.header_row == 0 for entry in given):
        return None
    top = islice(((index, texts) for index, texts in enumerate(page.texts) if any(texts)), LOOK_AT)
    return find_header(list(top), lexicon)


def _said_of(page: Page, stretch: "_Stretch", given: Sequence[Given]) -> Given:
    """What a person said about the table of a stretch."""
    number = page.sheet.rows[stretch.header.main].number if stretch.header else 0
    own = next((entry for entry in given if entry.header_row == number), None)
    general = next((entry for entry in given if entry.header_row is None), None)
    return own or general or (given[0] if len(given) == 1 else Given())


class _Stretch(NamedTuple):
    header: Header | None
    first: int
    end: int
    repeated: frozenset[int]


def _stretches(
    page: Page, header: Header | None, lexicon: ColumnLexicon, given: Mapping[int, Header]
) -> list[_Stretch]:  # fmt: skip
    """Cut the rows under the first header wherever a different header starts a second table."""
    if header is None:
        return [_Stretch(None, 0, len(page.texts), frozenset())]
    done: list[_Stretch] = []
    repeated: set[int] = set()
    first, lines = header.lines[-1] + 1, _lines(page, header)
    for index in sorted({*_telling(page, first, lines), *(index for index in given if index >= first)}):
        texts = page.texts[index]
        if texts in lines:
            repeated.add(index)
            continue
        if index not in given and not could_be_header(texts):
            continue
        if index not in given and repeats(texts, header.words):
            repeated.add(index)
        elif index in given or (len(done) < _MOST_TABLES and is_new_header(texts, lexicon)):
            following = given.get(index) or _next_header(page, first, index, lexicon)
            done.append(_Stretch(header, first, following.lines[0], frozenset(repeated)))
            header, first, repeated = following, following.lines[-1] + 1, set()
            lines = _lines(page, header)
    return [*done, _Stretch(header, first, len(page.texts), frozenset(repeated))]


def _telling(page: Page, first: int, lines: Sequence[Sequence[str]]) -> Sequence[int]:
    """The rows from ``first`` on that may be a header or repeat one of ``lines``: where the columns are known, those
    that one column does not rule out, the one in which fewest texts could stand in a header.
    """
    open_ = [
        (at, {text for text in column.distinct if could_stand_in_a_header(text)}, len(column.distinct))
        for at, column in enumerate(page.sheet.columns)
        if column.distinct
    ]
    if not open_:
        return range(first, len(page.texts))
    at, able, _ = min(open_, key=lambda column: len(column[1]) / column[2])
    able |= {line[at] if at < len(line) else "" for line in lines}
    return list(compress(range(first, len(page.texts)), map(able.__contains__, page.column(at, first))))


def _lines(page: Page, header: Header) -> tuple[Sequence[str], ...]:
    """The lines of a header, which may stand again further down."""
    return tuple(page.texts[index] for index in header.lines)


def _next_header(page: Page, first: int, index: int, lexicon: ColumnLexicon) -> Header:
    """The header of a further table, with the line above or below it that belongs to it."""
    return header_at([row for row in _around(page, index) if row[0] >= first], index, (), lexicon)


def _table(page: Page, stretch: _Stretch, lexicon: ColumnLexicon, said: Given) -> Table:
    header, first, end, repeated = stretch
    rows = _sampled(page, stretch)
    words = header.words if header else ()
    width = max([len(row) for row in rows] + [len(words)] + [index + 1 for index in said.columns], default=0)
    headers = [words[i] if i < len(words) else "" for i in range(width)]
    samples = [[row[i] for row in rows if i < len(row)] for i in range(width)]
    if said.kind == "list" or (header is None and not said.columns and _is_list(rows, lexicon)):
        return _list_table(stretch, samples, headers)
    mapped, export = _mapped(headers, samples, lexicon, said)
    by_meaning = grouped(mapped.columns)
    if header and not said.kind and set(by_meaning) <= {"description", "ignore"} and _is_list(rows, lexicon):
        return _list_table(stretch, samples, headers)
    kind = said.kind or _kind(header, by_meaning, samples, lexicon)
    named = kind in ("other", "text") and any(
        mentions_a_maker(text, lexicon) for row in (words, *rows) for text in row if text
    )
    return Table(
        header, first, end, mapped.columns, kind, repeated, mapped.remarks, by_meaning, named,
        reviews=mapped.reviews, export=export, given=said.columns,
    )  # fmt: skip


def _mapped(
    headers: Sequence[str], samples: Sequence[Sequence[str]], lexicon: ColumnLexicon, said: Given
) -> tuple[Mapped, Export | None]:
    """The columns with their meanings: as a person said, else as the export has them that the header belongs to."""
    export = recognize(headers)
    known = export.meanings if export else {}
    because = dict.fromkeys(known, f"this is what the column means in {export.title}") if export else {}
    for index in said.columns:
        because[index] = "a recipe names this column"
    return judge_columns(headers, samples, lexicon, {**known, **said.columns}, because), export


def _sampled(page: Page, stretch: _Stretch) -> list[Sequence[str]]:
    """Rows to learn from: the first hundred filled ones and as many spread over the rest."""
    able = (i for i in range(stretch.first, stretch.end) if i not in stretch.repeated and any(page.texts[i]))
    filled = list(islice(able, _SAMPLE // 2))
    rest = range(filled[-1] + 1, stretch.end) if len(filled) == _SAMPLE // 2 else range(0)
    spread = rest[:: max(1, len(rest) // (_SAMPLE // 2))]
    return [page.texts[i] for i in (*filled, *spread) if i not in stretch.repeated]


def _is_list(rows: Sequence[Sequence[str]], lexicon: ColumnLexicon) -> bool:
    """One filled cell a row, always in the same column, and gear in many of them."""
    filled = [[i for i, text in enumerate(row) if text] for row in rows]
    places = {tuple(cells) for cells in filled if cells}
    if len(places) != 1 or len(next(iter(places))) != 1:
        return False
    texts = [text for row in rows for text in row if text]
    return sum(mentions_a_maker(t, lexicon) or _counts_gear(t, lexicon) for t in texts) >= 0.3 * len(texts)


def _counts_gear(text: str, lexicon: ColumnLexicon) -> bool:
    return text[:1].isdigit() and "model" in kinds_of(text, lexicon)


def _list_table(stretch: _Stretch, samples: Sequence[Sequence[str]], headers: Sequence[str]) -> Table:
    at = next((index for index, sample in enumerate(samples) if any(sample)), 0)
    mapped = judge_columns(
        headers, samples, ColumnLexicon({}, {}, frozenset()),
        {index: "description" if index == at else "ignore" for index in range(len(samples))},
        "the sheet is one column of free text",
    )  # fmt: skip
    remark = Remark(at, "free-text-list", *texts("free-text-list"))
    return Table(
        stretch.header, stretch.first, stretch.end, mapped.columns, "list", stretch.repeated, (remark,),
        grouped([mapped.columns[at]]), reviews=mapped.reviews,
    )  # fmt: skip


def _kind(
    header: Header | None,
    by_meaning: Mapping[Meaning, tuple[Column, ...]],
    samples: Sequence[Sequence[str]],
    lexicon: ColumnLexicon,
) -> str:
    if NAMES_GEAR & set(by_meaning):
        return "gear"
    described = any(_describes_gear(c, samples[c.index], lexicon) for c in by_meaning.get("description", ()))
    place = {"latitude", "longitude", "address", "city", "zip"} & set(by_meaning)
    named = SITE & set(by_meaning)
    if described and (header or "quantity" in by_meaning):
        return "gear"
    if named and "quantity" not in by_meaning and (place or len(named) == 2):
        return "register"
    if "description" in by_meaning and header and {"quantity", "asset_id", "site", "site_name"} & set(by_meaning):
        return "gear"
    return "other" if header or _tabular(samples) else "text"


def _tabular(samples: Sequence[Sequence[str]]) -> bool:
    """Several rows of three cells or more: a table, though no row reads like its header."""
    rows = zip_longest(*samples, fillvalue="")
    return sum(sum(map(bool, row)) >= _LEAST_CELLS for row in rows) >= _LEAST_ROWS


def _describes_gear(column: Column, sample: Sequence[str], lexicon: ColumnLexicon) -> bool:
    if _GEAR_WORDS & set(normal_header(column.header).split()):
        return True
    return any(mentions_a_maker(text, lexicon) for text in sample if text)

"""A sheet's layout: where each table's header stands and what its columns mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from typing import NamedTuple

from planner.core.columns.contents import kinds_of
from planner.core.columns.headers import LOOK_AT, Header, could_be_header, find_header, is_new_header, repeats
from planner.core.columns.lexicon import ColumnLexicon, mentions_a_maker
from planner.core.columns.mapping import Column, Remark, map_columns
from planner.core.columns.texts import normal_header, text_of
from planner.core.model import Meaning, Sheet

_SAMPLE = 200
_LEAST_CELLS = _LEAST_ROWS = 3
_MOST_TABLES = 50  # more headers than this in one sheet are words in the rows, or an attack
_GEAR_WORDS = frozenset(
    {
        "equipment", "equip", "eqpt", "gear", "device", "hardware", "item", "product", "inventory", "component",
        "asset", "installed", "equipo", "equipement", "material", "board", "radio", "part", "configuration",
    }
)  # fmt: skip
_IDENTIFIES: frozenset[Meaning] = frozenset({"maker", "model", "part_number", "serial", "mac"})


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a sheet. Indexes count the sheet's rows from 0; data stand in ``first`` to before ``end``.

    ``kind`` is *gear*, *register* (places only), *list* (one column of free text), *text* (prose) or *other* (a table
    without gear columns, with a header or not). ``repeated`` are further header lines inside the data.
    ``names_makers``: a known maker stands in a header or in a sample of the cells.
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

    def column(self, meaning: Meaning) -> Column | None:
        """The first column with this meaning."""
        return next(iter(self.by_meaning.get(meaning, ())), None)


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet with every cell as text: ``texts[i][c]`` is the text of ``sheet.rows[i].values[c]``."""

    sheet: Sheet
    texts: tuple[list[str], ...]


def page_of(sheet: Sheet) -> Page:
    """The sheet with its texts, read once."""
    return Page(sheet, tuple([text_of(value) for value in row.values] for row in sheet.rows))


def read_layout(
    page: Page,
    lexicon: ColumnLexicon,
    header_row: int | None = None,
    forced: Mapping[int, Meaning] | None = None,
) -> tuple[Table, ...]:
    """The tables of a sheet, top to bottom; the last one ends with the sheet.

    ``header_row`` is Excel's row number given by a person (0: there is none, None: find it), ``forced`` the meanings
    given by column index.
    """
    header = _header(page, lexicon, header_row)
    stretches = _stretches(page, header, lexicon)
    return tuple(_table(page, stretch, lexicon, forced or {}) for stretch in stretches)


def _header(page: Page, lexicon: ColumnLexicon, header_row: int | None) -> Header | None:
    if header_row == 0:
        return None
    if header_row is not None:
        for index, row in enumerate(page.sheet.rows):
            if row.number == header_row:
                return Header(index, (index,), tuple(page.texts[index]))
    top = islice(((index, texts) for index, texts in enumerate(page.texts) if any(texts)), LOOK_AT)
    return find_header(list(top), lexicon)


class _Stretch(NamedTuple):
    header: Header | None
    first: int
    end: int
    repeated: frozenset[int]


def _stretches(page: Page, header: Header | None, lexicon: ColumnLexicon) -> list[_Stretch]:
    """Cut the rows under the first header wherever a different header starts a second table."""
    if header is None:
        return [_Stretch(None, 0, len(page.texts), frozenset())]
    done: list[_Stretch] = []
    repeated: set[int] = set()
    first = header.lines[-1] + 1
    for index in range(first, len(page.texts)):
        texts = page.texts[index]
        if not could_be_header(texts):
            continue
        if repeats(texts, header.words):
            repeated.update((index, index + 1) if _second_line_again(page, header, index) else (index,))
        elif len(done) < _MOST_TABLES and is_new_header(texts, lexicon):
            done.append(_Stretch(header, first, index, frozenset(repeated)))
            header, first, repeated = Header(index, (index,), tuple(texts)), index + 1, set()
    return [*done, _Stretch(header, first, len(page.texts), frozenset(repeated))]


def _second_line_again(page: Page, header: Header, index: int) -> bool:
    if header.lines[-1] == header.main or index + 1 >= len(page.texts):
        return False
    return page.texts[index + 1] == page.texts[header.lines[-1]]


def _table(page: Page, stretch: _Stretch, lexicon: ColumnLexicon, forced: Mapping[int, Meaning]) -> Table:
    header, first, end, repeated = stretch
    rows = _sampled(page, stretch)
    words = header.words if header else ()
    width = max([len(row) for row in rows] + [len(words)] + [index + 1 for index in forced], default=0)
    headers = [words[i] if i < len(words) else "" for i in range(width)]
    samples = [[row[i] for row in rows if i < len(row)] for i in range(width)]
    if header is None and not forced and _is_list(rows, lexicon):
        return _list_table(first, end, samples)
    columns, remarks = map_columns(headers, samples, lexicon, forced)
    by_meaning = _grouped(columns)
    kind = _kind(header, by_meaning, samples, lexicon)
    named = kind in ("other", "text") and any(
        mentions_a_maker(text, lexicon) for row in (words, *rows) for text in row if text
    )
    return Table(header, first, end, columns, kind, repeated, remarks, by_meaning, named)


def _grouped(columns: Sequence[Column]) -> dict[Meaning, tuple[Column, ...]]:
    by_meaning: dict[Meaning, tuple[Column, ...]] = {}
    for column in columns:
        by_meaning[column.meaning] = (*by_meaning.get(column.meaning, ()), column)
    return by_meaning


def _sampled(page: Page, stretch: _Stretch) -> list[list[str]]:
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


def _list_table(first: int, end: int, samples: Sequence[Sequence[str]]) -> Table:
    at = next(index for index, sample in enumerate(samples) if any(sample))
    columns, _ = map_columns(
        ["" for _ in samples], samples, ColumnLexicon({}, {}, frozenset()),
        {index: "description" if index == at else "ignore" for index in range(len(samples))},
    )  # fmt: skip
    remark = Remark(at, "free-text-list", "the sheet is one column of free text, read line by line", "check each line")
    return Table(None, first, end, columns, "list", remarks=(remark,), by_meaning={"description": (columns[at],)})


def _kind(
    header: Header | None,
    by_meaning: Mapping[Meaning, tuple[Column, ...]],
    samples: Sequence[Sequence[str]],
    lexicon: ColumnLexicon,
) -> str:
    if _IDENTIFIES & set(by_meaning):
        return "gear"
    described = any(_describes_gear(c, samples[c.index], lexicon) for c in by_meaning.get("description", ()))
    place = {"latitude", "longitude", "address", "city", "zip"} & set(by_meaning)
    named = {"site", "site_name"} & set(by_meaning)
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

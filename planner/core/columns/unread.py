"""What a layout would leave unread in silence: models that somebody knows, and the site at the other end of a link."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from planner.core.columns.counts import is_nothing, names_a_known_model
from planner.core.columns.labels import SITE
from planner.core.columns.lexicon import ColumnLexicon, header_scores
from planner.core.columns.mapping import Column, Remark
from planner.core.columns.page import Page
from planner.core.columns.tables import Table
from planner.core.columns.texts import normal_header, same_but_for_the_end, shortened
from planner.core.messages import texts

_ALL_ROWS = 3_000  # of a longer table a sample is looked at: models come again
_SAMPLE = 200
_MOST_COLUMNS = 500
_MOST_ASKED = 2_000  # different texts of one column, or of one table that ends as notes
_LONGEST = 60
_MOST_WORDS = 5  # a line of prose has more
_MOST_NAMED = 4


def with_unread(page: Page, table: Table, lexicon: ColumnLexicon) -> Table:
    """The table with a remark for each sort of thing that stands in its unread cells; in a table that ends as notes
    the first model is kept as ``named_model``. Where a recipe leaves a column unread, that is told and blocks nothing.
    """
    if table.kind in ("other", "text"):
        return replace(table, named_model=_first_model(page, table, lexicon))
    remarks = [*_of_models(page, table, lexicon), *_of_other_ends(page, table)]
    return replace(table, remarks=(*table.remarks, *remarks)) if remarks else table


def _of_models(page: Page, table: Table, lexicon: ColumnLexicon) -> Iterator[Remark]:
    """One remark for columns under headers that nobody knows, one for those under a word for things not needed, or that
    a recipe leaves unread.
    """
    lost: list[str] = []
    aside: list[str] = []
    for column in _unread(table):
        model = _model_of(column, _column(page, table, column.index), lexicon)
        if model:
            known = column.index in table.given or (column.header and header_scores(column.header, lexicon))
            (aside if known else lost).append(_named(column, model))
    for form in table.forms:
        unread = (cell for cell in form.cells if cell.meaning == "ignore")
        lost += [f'"{shortened(c.label, 40)}" ({shortened(c.text, 30)})' for c in unread if _is_model(c.text, lexicon)]
    if lost:
        yield Remark(None, "models-unread", *texts("models-unread", columns=_joined(lost)))
    if aside:
        yield Remark(None, "models-set-aside", *texts("models-set-aside", columns=_joined(aside)))


def _named(column: Column, model: str) -> str:
    header = f' "{shortened(column.header, 40)}"' if column.header and column.header != model else ""
    return f"column {column.letter}{header} ({shortened(model, 30)})"


def _joined(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more


def _unread(table: Table) -> Iterator[Column]:
    """The columns of which nothing is read, but for those that an export says so of."""
    held = {column.index for facet in table.facets for column in facet.own}
    meant = table.export.meanings if table.export else {}
    for column in table.columns[:_MOST_COLUMNS]:
        if column.meaning == "ignore" and column.index not in held and column.index not in meant:
            yield column


def _column(page: Page, table: Table, index: int) -> list[str]:
    """The different texts of a column, in order; of a long table those of a sample."""
    cells = (page.texts[place] for place in _places(table))
    return list(dict.fromkeys(row[index] for row in cells if index < len(row) and row[index]))


def _places(table: Table) -> Iterable[int]:
    rows = range(table.first, table.end)
    step = 1 if len(rows) <= _ALL_ROWS else len(rows) // _SAMPLE
    return (place for place in rows[::step] if place not in table.repeated)


def _model_of(column: Column, cells: Sequence[str], lexicon: ColumnLexicon) -> str:
    """The model that stands in a column, or over it with something below; "" when none does."""
    if names_a_known_model(column.header, lexicon) and not all(map(is_nothing, cells)):
        return column.header
    weak: list[str] = []
    for text in islice(cells, _MOST_ASKED):
        strength = lexicon.model(text) if _could_be_model(text) else None
        if strength == "strong":
            return text
        weak += [text] if strength else []
    return weak[0] if weak and 2 * len(weak) >= len(cells) else ""


def _could_be_model(text: str) -> bool:
    return len(text) <= _LONGEST and not text.isalpha() and not text.isdecimal()


def _is_model(text: str, lexicon: ColumnLexicon) -> bool:
    return _could_be_model(text) and lexicon.model(text) == "strong"


def _first_model(page: Page, table: Table, lexicon: ColumnLexicon) -> str:
    """The first cell with a model in a table that ends as notes; a line of prose lists none."""
    head = table.header.words if table.header else ()
    rows = (page.texts[place][:_MOST_COLUMNS] for place in _places(table))
    cells = dict.fromkeys(text for text in chain(head, chain.from_iterable(rows)) if text)
    able = (text for text in cells if table.kind == "other" or len(text.split()) <= _MOST_WORDS)
    return next((text for text in islice(able, _MOST_ASKED) if _is_model(text, lexicon)), "")


def _of_other_ends(page: Page, table: Table) -> Iterator[Remark]:
    """*Site B* beside *Site A*: the row stands at one end, and the other is only kept with it."""
    sites = [column for column in table.columns if column.meaning in SITE]
    for column in _unread(table):
        if "site" not in normal_header(column.header).split():
            continue
        near = next((site for site in sites if same_but_for_the_end((site.header, column.header))), None)
        if near and _column(page, table, column.index):
            told = texts("site-of-other-end", winner=near.letter, header=shortened(column.header, 40))
            yield Remark(column.index, "site-of-other-end", *told)

"""Rows of several pieces of gear, and forms: read piece by piece, and one class for each row of the sheet."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from planner.core.columns.labels import SITE
from planner.core.columns.lexicon import ColumnLexicon
from planner.core.columns.mapping import Column
from planner.core.columns.page import Page
from planner.core.columns.tables import Facet, FixedCell, Form, FormCell, Table
from planner.core.columns.texts import normal_name
from planner.core.columns.views import Views
from planner.core.model import FieldText, Item, Moved, RowClass, RowFields, column_letter
from planner.core.rows.attributes import build
from planner.core.rows.drafts import (
    NOWHERE,
    Bench,
    Draft,
    Filled,
    Place,
    each_draft,
    grouped,
    in_front,
    layout_of,
    place_of,
)
from planner.core.rows.filling import Merges, Source, blocks_told, site_stands_once_per_block
from planner.core.rows.ledger import Cell, class_of_count, could_name_a_site, is_total_row, site_in_title
from planner.core.rows.notebook import Notebook
from planner.core.rows.places import facts_of
from planner.core.rows.sites import SiteBook
from planner.core.rows.walk import Walk
from planner.core.rows.whereabouts import Banner

WalkOf = Callable[[Page, Table, Notebook, Banner | None], Walk]
# Which class a row gets when its facets disagree: the one that says most.
_ORDER: tuple[RowClass, ...] = ("item", "problem", "header", "subtotal", "title", "note", "blank")
_ONLY_IF_ALONE = frozenset({"row-without-gear"})


@dataclass(frozen=True, slots=True)
class Walked:
    """What walking a table gave: one class for each of its rows, the drafts in their order, the last title, and the
    walks of its facets.
    """

    classes: list[tuple[int, RowClass]]
    drafts: list[Draft]
    banner: Banner | None
    walks: tuple[Walk, ...] = ()


def walk_facets(
    page: Page,
    table: Table,
    merges: Merges,
    notebook: Notebook,
    walk_of: WalkOf,
    lexicon: ColumnLexicon,
    known_sites: frozenset[str],
    banner: Banner | None = None,
) -> Walked:
    """Walk every facet of the table as a sheet of its own, and put the rows together again.

    ``walk_of`` makes the walk of one facet. What several facets say of one cell is told once.
    """
    views = Views(page, table)
    walks: list[Walk] = []
    titles: frozenset[int] = frozenset()
    for number, facet in enumerate(table.facets):
        shared = facet.kind != "side" and not SITE & {column.meaning for column in facet.own}
        once = shared and site_stands_once_per_block(page, table, merges)
        seen, alone = views.view(number, titles, once)
        own = _side_banner(page, table, facet, lexicon, known_sites)
        walk = walk_of(seen, alone, Notebook(notebook.file, notebook.sheet), own or banner)
        if shared:
            told = blocks_told(walk.said, walk.columns) if facet.kind == "count" else None
            walk.where.once_per_block = once if told is None else told
        walk.run()
        walks.append(walk)
        titles = titles or _titles(page, table, walk)
    classes = _merged(page, table, walks)
    _tell_doubtful_sums(page, table, notebook)
    drafts = sorted((draft for walk in walks for draft in each_draft(walk.drafts)), key=lambda draft: draft.row)
    drafts = _with_the_rest(page, table, walks, drafts)
    _tell_together(notebook, [walk.bench.notebook for walk in walks], {row for row, name in classes if name == "item"})
    return Walked(classes, drafts, walks[0].where.banner, tuple(walks))


def _tell_doubtful_sums(page: Page, table: Table, notebook: Notebook) -> None:
    """Rows without a name whose counts are nearly the sums of the rows above."""
    for place in sorted(table.doubtful_sums):
        own = (c.index for facet in table.facets for c in facet.own)
        texts = page.texts[place]
        at = next(i for i in own if i < len(texts) and texts[i])
        notebook.say("total-counted", texts[at], page.sheet.rows[place].number, at)


def _titles(page: Page, table: Table, walk: Walk) -> frozenset[int]:
    """The rows that the first facet read as titles."""
    classes = dict(walk.classes)
    rows = page.sheet.rows
    return frozenset(place for place in range(table.first, table.end) if classes[rows[place].number] == "title")


def _merged(page: Page, table: Table, walks: Sequence[Walk]) -> list[tuple[int, RowClass]]:
    found: list[tuple[int, RowClass]] = []
    classes = [dict(walk.classes) for walk in walks]
    for place in range(table.first, table.end):
        number = page.sheet.rows[place].number
        name = min((of[number] for of in classes), key=_ORDER.index)
        if name == "blank" and any(page.texts[place]):
            name = _left_over(page.texts[place], table)
        found.append((number, name))
    return found


def _with_the_rest(page: Page, table: Table, walks: Sequence[Walk], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, the first of each row with the cells of the facets that gave no item there: nothing typed is lost."""
    places = {page.sheet.rows[place].number: place for place in range(table.first, table.end)}
    classes = [dict(walk.classes) for walk in walks]
    whole = list(drafts)
    for at, draft in enumerate(drafts):
        if at and drafts[at - 1].row == draft.row:
            continue
        silent = (facet for facet, of in zip(table.facets, classes, strict=True) if of[draft.row] != "item")
        rest = _unread(draft.fields, page.texts[places[draft.row]], [c for facet in silent for c in facet.own])
        if rest:
            whole[at] = draft._replace(fields=replace(draft.fields, moved=(*draft.fields.moved, *rest)))
    return whole


def _unread(fields: RowFields, texts: Sequence[str], columns: Iterable[Column]) -> Moved:
    """The filled cells of some columns that a row's fields lack, to be kept with it and not read."""
    kept = {entry.cell.column for entry in fields if entry.cell.row == fields.row}
    lacking = [c for c in columns if c.index < len(texts) and texts[c.index] and c.letter not in kept]
    cell = fields.layout.cell
    return tuple((c.index, FieldText("ignore", c.header, cell(c.letter, fields.row), texts[c.index])) for c in lacking)


def _left_over(texts: Sequence[str], table: Table) -> RowClass:
    """A row of which no facet saw anything: nothing of any model, or the sum of nothing."""
    filled = [Cell(index, text) for index, text in enumerate(texts) if text and index < len(table.columns)]
    return "subtotal" if is_total_row(filled, table.columns) else "note"


def _tell_together(notebook: Notebook, parts: Iterable[Notebook], items: set[int]) -> None:
    parts = list(parts)
    notebook.entries += dict.fromkeys(entry for part in parts for entry in part.each())
    for rule in dict.fromkeys(rule for part in parts for rule in part.tallies):
        rows = {row for part in parts for row in part.tallies.get(rule, ())}
        for row in sorted(rows - items if rule in _ONLY_IF_ALONE else rows):
            notebook.tally(rule, row)


def _side_banner(
    page: Page, table: Table, facet: Facet, lexicon: ColumnLexicon, known_sites: frozenset[str]
) -> Banner | None:
    """The site that the title above a side names: by a word such as Site, as a known one, or as every side has one."""
    title = facet.title
    if title is None:
        return None
    named = site_in_title(title.text)
    if named is None and normal_name(title.text) in known_sites:
        named = title.text
    titles = [side.title.text for side in table.facets if side.title]
    if named is None and len(set(titles)) == len(table.facets) and could_name_a_site(title.text, lexicon):
        named = title.text
    return Banner(_source(page, title), Place(named, None)) if named else None


def _source(page: Page, cell: FixedCell | FormCell) -> Source:
    row = page.sheet.rows[cell.place]
    value = row.values[cell.at] if cell.at < len(row.values) else None
    same = cell.place < len(page.texts) and page.texts[cell.place][cell.at] == cell.text
    return Source(cell.text, value if same else cell.text, row.number, cell.at)


def kept_rows(file: str, sheet: str, tables: Iterable[Table], items: Iterable[Item]) -> set[int]:
    """The rows of a sheet of facets or forms that gave an item: another piece of them may be a duplicate."""
    if not any(table.facets or table.forms for table in tables):
        return set()
    return {item.row for item in items if item.file == file and item.sheet == sheet}


def fixed_cells(page: Page, table: Table) -> list[Filled]:
    """The cells outside the table that hold for every row of it, such as the model over a column of counts."""
    return [
        Filled(Column(cell.at, column_letter(cell.at), cell.header, cell.meaning), _source(page, cell))
        for cell in table.fixed
    ]


def walk_forms(page: Page, table: Table, bench: Bench, sites: SiteBook, banner: Banner | None = None) -> Walked:
    """The forms of a sheet: each is one item or problem, in the row that stands for it.

    The other filled rows of the sheet are notes, those above the first label are titles. Forms without a site take
    that of ``banner``.
    """
    classes: dict[int, RowClass] = {}
    drafts = []
    for form in table.forms:
        draft = _form_draft(page, form, bench, sites, banner)
        if isinstance(draft, Draft):
            drafts.append(draft)
            classes[form.place] = "item"
        elif form.place not in classes:
            classes[form.place] = class_of_count(draft)
    start = min((cell.place for form in table.forms for cell in form.cells), default=0)
    rows = [
        (row.number, classes.get(place) or _around(page.texts[place], place < start))
        for place, row in enumerate(page.sheet.rows[table.first : table.end], start=table.first)
    ]
    return Walked(rows, drafts, banner)


def _around(texts: Sequence[str], above: bool) -> RowClass:
    if not any(texts):
        return "blank"
    return "title" if above else "note"


def _form_draft(
    page: Page, form: Form, bench: Bench, sites: SiteBook, banner: Banner | None
) -> Draft | Literal[0] | None:
    number = page.sheet.rows[form.place].number
    cells = [
        Filled(Column(cell.at, column_letter(cell.at), cell.label, cell.meaning), _source(page, cell))
        for cell in form.cells
    ]
    by = grouped(cells)
    place = place_of(by)
    if place == NOWHERE and banner:
        place = banner.place
    if place == NOWHERE:
        bench.notebook.tally("site-missing", number)
    else:
        sites.add(place, facts_of(by, bench.notebook))
    layout = layout_of([], bench.notebook.file, bench.notebook.sheet)
    return build(by, bench, place, number, RowFields(layout, number, (), in_front(cells, layout)))

"""One sheet on its way from cells to drafts."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from planner.core.columns.labels import SITE
from planner.core.columns.layout import Table
from planner.core.columns.lexicon import ColumnLexicon, names_a_maker
from planner.core.columns.page import Page
from planner.core.model import RowClass, RowFields, Sheet, Upload, column_letter
from planner.core.recipe import SheetRecipe, table_recipe, written
from planner.core.rows.banners import Named, site_in_labels
from planner.core.rows.comments import tell_comments
from planner.core.rows.drafts import Bench, Draft, DraftRows, Place
from planner.core.rows.facet_rows import fixed_cells, walk_facets, walk_forms
from planner.core.rows.faults import tell_faults, tell_hidden
from planner.core.rows.filling import Merges, Source, merged_cells
from planner.core.rows.ledger import Cell, site_in_title
from planner.core.rows.notebook import Notebook
from planner.core.rows.reports import tell_columns
from planner.core.rows.sites import SiteBook
from planner.core.rows.transposed import is_transposed
from planner.core.rows.walk import Walk
from planner.core.rows.whereabouts import Banner

_GEAR_CELLS = 3  # so many filled cells with a maker among them are gear, wherever they stand


@dataclass(slots=True)
class Read:
    """A sheet: its layout, what a recipe says of it and, once walked, its classes and drafts.

    ``layouts`` are its tables as they were read, for a recipe that reads them again the same way. ``prices_only``:
    it is a price list, and no inventory. ``places_inside`` are its rows that name a slot or a port of some unit.
    """

    upload: Upload
    page: Page
    tables: tuple[Table, ...]
    notebook: Notebook
    said: tuple[SheetRecipe, ...] = ()
    unwanted: bool = False
    prices_only: bool = False
    classes: list[tuple[int, RowClass]] = field(default_factory=list)
    drafts: list[Draft | DraftRows] = field(default_factory=list)
    layouts: list[SheetRecipe] = field(default_factory=list)
    places_inside: list[RowFields] = field(default_factory=list)

    @property
    def sheet(self) -> Sheet:
        """The sheet as it stands in the file."""
        return self.page.sheet

    def header_row(self, table: Table) -> int:
        """Excel's number of the header's main line, 0 for a table without a header."""
        return self.sheet.rows[table.header.main].number if table.header else 0

    def said_of(self, table: Table) -> SheetRecipe | None:
        """What the recipe says of a table."""
        return table_recipe(self.said, self.header_row(table))


@dataclass(frozen=True, slots=True)
class Ground:
    """What all sheets share while they are walked."""

    lexicon: ColumnLexicon
    book: SiteBook
    known: frozenset[str]


def walk_sheet(read: Read, ground: Ground, named: str | None) -> None:
    """Every row of the sheet gets its class; ``named`` is the sheet's name where it is the site."""
    _tell_unread(read)
    tell_hidden(read.sheet, read.notebook)
    transposed = not read.said and is_transposed(read.page, read.tables, ground.lexicon)
    if transposed:
        read.tables = tuple(replace(table, kind="other") for table in read.tables)
    if read.tables:
        banner = _above_header(read, ground.lexicon)
        if named and not banner:
            banner = Banner(None, Place(named, None))
            read.notebook.say("site-from-sheet-name", named, name=named)
        merges = merged_cells(read.page)
        for table in read.tables:
            banner = _walk_table(read, table, ground, merges, banner)
        if transposed:
            read.notebook.say("sheet-transposed")
        else:
            tables = () if read.prices_only else read.tables
            tell_columns(read.notebook, tables, bool(read.drafts), banner is not None or bool(named))
    tell_comments(read.sheet, ground.lexicon, read.notebook)
    if read.sheet.faults:
        tell_faults(read.sheet, read.tables, dict(read.classes), read.notebook)


def _walk_table(read: Read, table: Table, ground: Ground, merges: Merges, banner: Banner | None) -> Banner | None:
    if table.header and read.tables[0] is not table:
        read.classes += [(read.sheet.rows[i].number, "header") for i in table.header.lines]
    said = read.said_of(table)

    def walk_of(page: Page, part: Table, notebook: Notebook, above: Banner | None) -> Walk:
        fixed = fixed_cells(read.page, part)
        bench = Bench(notebook, makers=ground.lexicon.makers)
        return Walk(page, part, merges, bench, ground.lexicon, ground.book, ground.known, above, said, fixed)

    if table.forms:
        walked = walk_forms(read.page, table, Bench(read.notebook, makers=ground.lexicon.makers), ground.book, banner)
    elif table.facets:
        walked = walk_facets(read.page, table, merges, read.notebook, walk_of, ground.lexicon, ground.known, banner)
    else:
        walk = walk_of(read.page, table, read.notebook, banner)
        walk.run()
        read.classes += walk.classes
        read.drafts += walk.drafts
        read.places_inside += walk.places_inside
        read.layouts.append(_as_read(read, table, walk, banner))
        return walk.where.banner
    read.classes += walked.classes
    read.drafts += walked.drafts
    read.layouts += [_as_read(read, table, walk, banner) for walk in walked.walks[:1]]
    return walked.banner


def _as_read(read: Read, table: Table, walk: Walk, banner: Banner | None) -> SheetRecipe:
    """The table as a recipe has it."""
    rows, said = read.sheet.rows, read.said_of(table)
    filled = {c.letter: "above" for c in table.columns if c.meaning in SITE and walk.where.once_per_block}
    has_site = bool(SITE & set(table.by_meaning))
    by_title = "site-from-title" in read.notebook.tallies and not has_site
    kind = table.kind
    return written(
        read.upload.name,
        read.sheet.name,
        [(column.letter, column.header, column.meaning) for column in table.columns],
        header_row=read.header_row(table),
        header_lines=tuple(rows[i].number for i in table.header.lines) if table.header else (),
        kind=kind if kind in ("gear", "register", "list", "text", "other") else None,  # type: ignore[arg-type]  # one of them
        site_from="sheet-name" if banner and banner.source is None else "title" if by_title else None,
        fills=filled,  # type: ignore[arg-type]  # "above" is a fill
        month_first={column_letter(at): first for at, first in walk.bench.month_first.items()},
        said=said,
    )


def _above_header(read: Read, lexicon: ColumnLexicon) -> Banner | None:
    """Class the rows above the first header; a title there may name the site of the whole sheet."""
    header = read.tables[0].header
    if header is None:
        return None
    banner = None
    for index in range(header.lines[-1] + 1):
        row, texts = read.sheet.rows[index], read.page.texts[index]
        filled = [i for i, text in enumerate(texts) if text]
        read.classes.append((row.number, _class_above(index, texts, filled, header.lines, lexicon)))
        if read.classes[-1][1] == "problem":
            read.notebook.say("gear-above-header", row=row.number)
        elif read.classes[-1][1] == "title" and (named := _site_in([Cell(i, texts[i]) for i in filled])):
            at = named.cell.at
            banner = Banner(Source(texts[at], row.values[at], row.number, at), named.place)
    return banner


def _site_in(filled: Sequence[Cell]) -> Named | None:
    """The site that a row above the header names."""
    if named := site_in_labels(filled):
        return named
    if len(filled) > 2 or any(":" in cell.text for cell in filled[1:]):
        return None
    site = site_in_title(": ".join(cell.text.rstrip(": ") for cell in filled))
    return Named(Place(site, None), filled[-1]) if site else None


def _class_above(
    index: int, texts: Sequence[str], filled: Sequence[int], lines: Sequence[int], lexicon: ColumnLexicon
) -> RowClass:
    if index in lines:
        return "header"
    if not filled:
        return "blank"
    gear = len(filled) >= _GEAR_CELLS and any(names_a_maker(texts[i], lexicon) for i in filled)
    return "problem" if gear else "title"


def _tell_unread(read: Read) -> None:
    if read.unwanted:
        read.notebook.say("sheet-unwanted")
    elif not read.sheet.read and read.sheet.state == "visible":
        read.notebook.say("sheet-not-read")
    elif not read.sheet.read:
        read.notebook.say("sheet-hidden", state=read.sheet.state.replace("_", " "))

"""From uploads to items: every row of every sheet gets one class, and nothing typed is lost."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from planner.core.columns.facets import with_facets
from planner.core.columns.labels import SITE
from planner.core.columns.layout import read_layout
from planner.core.columns.lexicon import ColumnLexicon, is_header_word
from planner.core.columns.page import Page, page_of
from planner.core.columns.tables import Table
from planner.core.columns.texts import is_placeholder, normal_name
from planner.core.model import FileReview, Issue, Item, Sheet, Site, Upload
from planner.core.recipe import Recipe, SheetRecipe
from planner.core.repeats import Repeat
from planner.core.rows.condense import condensed
from planner.core.rows.finish import Finish
from planner.core.rows.known import share_a_form, with_known_sites
from planner.core.rows.ledger import could_name_a_site
from planner.core.rows.notebook import Notebook
from planner.core.rows.parents import link_parents
from planner.core.rows.reading import Ground, Read, walk_sheet
from planner.core.rows.reports import tell_rows
from planner.core.rows.reviews import file_review
from planner.core.rows.sites import Directory, SiteBook, tell_apart
from planner.core.rows.summaries import set_price_lists_aside, tell_summaries

# What a form is called that is not called after its place.
_NO_PLACE = re.compile(
    r"(?i)\b(?:forms?|template|walk ?down|check ?list|survey|photos?|bom|blank|example|record|cover)\b"
)


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the uploads say: the ledger by file and sheet, the items, what to look at, the places.

    ``layouts`` are the tables as they were read: a recipe made of them reads the same files the same way again.
    ``repeats`` are the duplicates that name other gear than the row they repeat.
    """

    files: tuple[FileReview, ...]
    items: Sequence[Item]
    issues: tuple[Issue, ...]
    sites: tuple[Site, ...]
    layouts: tuple[SheetRecipe, ...] = ()
    repeats: tuple[Repeat, ...] = ()


def understand(uploads: Sequence[Upload], lexicon: ColumnLexicon, recipe: Recipe | None = None) -> Understanding:
    """Columns to meanings, rows to items or named problems, for all uploads together.

    Sites and duplicates are recognized across sheets and files. ``recipe`` holds what a person said about a layout.
    """
    recipe = recipe or Recipe()
    reads = [_lay_out(upload, sheet, lexicon, recipe) for upload in uploads for sheet in upload.sheets]
    ground = Ground(lexicon, SiteBook(), _known_sites(reads))
    for read in reads:
        read.tables = tuple(_with_what_others_say(read, table, ground) for table in read.tables)
    set_price_lists_aside(reads)
    by_name = _sites_by_sheet_name(reads, ground.known, lexicon)
    for number, read in enumerate(reads):
        walk_sheet(read, ground, by_name.get(number))
    directory = Directory(ground.book, recipe.sites)
    tell_apart(ground.book, directory)
    finish = Finish(directory, [read.notebook for read in reads])
    for number, read in enumerate(reads):
        finish.take(number, read.drafts)
        read.drafts.clear()
    items = _linked(finish, reads)
    tell_summaries(reads, items)
    for read in reads:
        tell_rows(read.notebook)
    return Understanding(
        tuple(file_review(upload, reads, finish) for upload in uploads),
        items,
        tuple(_issues(reads)),
        directory.sites(),
        tuple(layout for read in reads for layout in read.layouts),
        tuple(finish.otherwise),
    )


def _lay_out(upload: Upload, sheet: Sheet, lexicon: ColumnLexicon, recipe: Recipe) -> Read:
    page, said = page_of(sheet), recipe.layouts_of(sheet.name, upload.name)
    read = Read(upload, page, (), Notebook(upload.name, sheet.name), said, any(not entry.read for entry in said))
    if sheet.read and sheet.rows and not read.unwanted:
        read.tables = read_layout(page, lexicon, given=[entry.given() for entry in said])
    return read


def _with_what_others_say(read: Read, table: Table, ground: Ground) -> Table:
    """The table once the sites of all tables are known: its site column, and what stands several times in a row."""
    found = with_known_sites(read.page, table, ground.known)
    return with_facets(read.page, found, ground.lexicon, ground.known)


def _linked(finish: Finish, reads: Sequence[Read]) -> Sequence[Item]:
    """The items with the gear they are plugged into, and its site; which of them have none is told."""
    headers: dict[tuple[str, str], list[str]] = {}
    for read in reads:
        words = headers.setdefault((read.upload.name, read.sheet.name), [])
        words += [column.header for table in read.tables for column in table.columns]
    items = link_parents(finish.items, headers, (row for read in reads for row in read.places_inside))
    if items is not finish.items:
        finish.tell_sites_found(items)
    return items


def _known_sites(reads: Iterable[Read]) -> frozenset[str]:
    """Every site that stands in a site column of any sheet, in normal form."""
    names: set[str] = set()
    for read in reads:
        for table in read.tables:
            for column in table.columns:
                if column.meaning in ("site", "site_name") and table.kind in ("gear", "register"):
                    names |= _in_company(read.page, table, column.index)
    return frozenset(key for name in names if not is_placeholder(name) and len(key := normal_name(name)) > 1)


def _in_company(page: Page, table: Table, at: int) -> set[str]:
    """What stands in a column, but for cells that stand alone in their row: those are titles."""
    unseen = set(page.column(at, table.first, table.end))
    names = set(unseen)
    for row in islice(page.texts, table.first, table.end):
        if at < len(row) and row[at] in unseen and len(row) - row.count("") > 1:
            unseen.discard(row[at])
            if not unseen:
                break
    return names - unseen


def _sites_by_sheet_name(reads: Sequence[Read], known: frozenset[str], lexicon: ColumnLexicon) -> dict[int, str]:
    """Sheets whose own name is the site: as a recipe says, else without a site column and the name a known one, or
    the sheet one of several of the same form, or a form beside other sheets, for a form tells of one place.
    """
    told = {n: {entry.site_from for entry in read.said if entry.site_from} for n, read in enumerate(reads)}
    by_recipe = {n: reads[n].sheet.name for n, ways in told.items() if "sheet-name" in ways}
    able = [
        number
        for number, read in enumerate(reads)
        if not told[number]
        and any(table.kind in ("gear", "form") for table in read.tables)
        and not any(SITE & set(table.by_meaning) for table in read.tables)
    ]
    named = [
        n for n in able if could_name_a_site(reads[n].sheet.name, lexicon) and not _is_default(reads[n].sheet.name)
    ]
    forms = {n: reads[n].sheet.name for n in named if _is_form_of_a_site(reads[n], lexicon)}
    by_recipe = forms | by_recipe
    alike = share_a_form([reads[n].tables for n in named])
    if any(alike):
        return by_recipe | {n: reads[n].sheet.name for n, yes in zip(named, alike, strict=True) if yes}
    return by_recipe | {
        number: reads[number].sheet.name for number in able if normal_name(reads[number].sheet.name) in known
    }


def _is_form_of_a_site(read: Read, lexicon: ColumnLexicon) -> bool:
    name = read.sheet.name
    known = is_header_word(name, lexicon) or lexicon.model(name) or _NO_PLACE.search(name)
    return len(read.upload.sheets) > 1 and any(table.kind == "form" for table in read.tables) and not known


def _is_default(name: str) -> bool:
    """The names that spreadsheet programs give."""
    return normal_name(name).rstrip("0123456789") in {
        "sheet",
        "hoja",
        "feuille",
        "feuil",
        "tabelle",
        "工作表",
        "data",
        "export",
    }


def _issues(reads: Sequence[Read]) -> Iterable[Issue]:
    for read in reads:
        yield from condensed(read.notebook)

"""From uploads to items: every row of every sheet gets one class, and nothing typed is lost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.core.columns.layout import Page, Table, page_of, read_layout
from planner.core.columns.lexicon import ColumnLexicon, names_a_maker
from planner.core.columns.texts import is_placeholder, normal_name
from planner.core.model import (
    FileReview,
    Issue,
    Item,
    Meaning,
    RowClass,
    Sheet,
    SheetReview,
    Site,
    Upload,
    column_letter,
)  # fmt: skip
from planner.core.recipe import Recipe
from planner.core.rows.condense import condensed
from planner.core.rows.drafts import Bench, Draft, Place
from planner.core.rows.filling import Source, merged_cells
from planner.core.rows.finish import Finish
from planner.core.rows.known import share_a_form, with_known_sites
from planner.core.rows.ledger import could_name_a_site, site_in_title
from planner.core.rows.notebook import Notebook
from planner.core.rows.reports import tell_columns, tell_rows
from planner.core.rows.sites import Directory, SiteBook
from planner.core.rows.walk import Banner, Walk


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the uploads say: the ledger by file and sheet, the items, what to look at, the places."""

    files: tuple[FileReview, ...]
    items: tuple[Item, ...]
    issues: tuple[Issue, ...]
    sites: tuple[Site, ...]


@dataclass(slots=True)
class _Read:
    """One sheet on its way: its layout and, once walked, its classes and drafts."""

    upload: Upload
    page: Page
    tables: tuple[Table, ...]
    notebook: Notebook
    classes: list[tuple[int, RowClass]]
    drafts: list[Draft]

    @property
    def sheet(self) -> Sheet:
        return self.page.sheet


def understand(uploads: Sequence[Upload], lexicon: ColumnLexicon, recipe: Recipe | None = None) -> Understanding:
    """Columns to meanings, rows to items or named problems, for all uploads together.

    Sites and duplicates are recognized across sheets and files. ``recipe`` holds what a person said about a layout.
    """
    reads = [_lay_out(upload, sheet, lexicon, recipe) for upload in uploads for sheet in upload.sheets]
    book = SiteBook()
    known = _known_sites(reads)
    for read in reads:
        read.tables = tuple(with_known_sites(read.page, table, known) for table in read.tables)
    by_name = _sites_by_sheet_name(reads, known, lexicon)
    for number, read in enumerate(reads):
        _walk(number, read, lexicon, book, known, by_name.get(number))
    finish = Finish(Directory(book), [read.notebook for read in reads])
    for read in reads:
        for draft in read.drafts:
            finish.take(draft)
    for read in reads:
        tell_rows(read.notebook)
    return Understanding(
        tuple(_file_review(upload, reads, finish) for upload in uploads),
        tuple(finish.items),
        tuple(_issues(reads)),
        finish.directory.sites(),
    )


def _lay_out(upload: Upload, sheet: Sheet, lexicon: ColumnLexicon, recipe: Recipe | None) -> _Read:
    page = page_of(sheet)
    layout = recipe.layout_of(sheet.name) if recipe else None
    tables: tuple[Table, ...] = ()
    if sheet.read and sheet.rows:
        header_row, forced = (layout.header_row, layout.forced()) if layout else (None, {})
        tables = read_layout(page, lexicon, header_row, forced)
    return _Read(upload, page, tables, Notebook(upload.name, sheet.name), [], [])


def _known_sites(reads: Iterable[_Read]) -> frozenset[str]:
    """Every site that stands in a site column of any sheet, in normal form."""
    names: set[str] = set()
    for read in reads:
        for table in read.tables:
            for column in table.columns:
                if column.meaning in ("site", "site_name") and table.kind in ("gear", "register"):
                    at, rows = column.index, read.page.texts[table.first : table.end]
                    names.update({row[at] for row in rows if at < len(row) and len(row) - row.count("") > 1})
    return frozenset(key for name in names if not is_placeholder(name) and len(key := normal_name(name)) > 1)


def _sites_by_sheet_name(reads: Sequence[_Read], known: frozenset[str], lexicon: ColumnLexicon) -> dict[int, str]:
    """Sheets without a site column whose own name is the site: a known one, or one of several of the same form."""
    able = [
        number
        for number, read in enumerate(reads)
        if any(table.kind == "gear" for table in read.tables)
        and not any({"site", "site_name"} & set(table.by_meaning) for table in read.tables)
    ]
    named = [
        n for n in able if could_name_a_site(reads[n].sheet.name, lexicon) and not _is_default(reads[n].sheet.name)
    ]
    alike = share_a_form([reads[n].tables for n in named])
    if any(alike):
        return {n: reads[n].sheet.name for n, yes in zip(named, alike, strict=True) if yes}
    return {number: reads[number].sheet.name for number in able if normal_name(reads[number].sheet.name) in known}


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


def _walk(
    number: int, read: _Read, lexicon: ColumnLexicon, book: SiteBook, known: frozenset[str], named: str | None
) -> None:
    _tell_unread(read)
    if not read.tables:
        return
    merges = merged_cells(read.page)
    banner = _above_header(read, lexicon)
    if named and not banner:
        banner = Banner(None, Place(named, None))
        problem = f'no column names the site, so the sheet\'s name "{named}" is taken as the site'
        read.notebook.add("check", "site-from-sheet-name", named, problem, "add a site column if this is wrong")
    for table in read.tables:
        if table.header and read.tables[0] is not table:
            read.classes += [(read.sheet.rows[i].number, "header") for i in table.header.lines]
        walk = Walk(number, read.page, table, merges, Bench(read.notebook), lexicon, book, known, banner)
        walk.run()
        read.classes += walk.classes
        read.drafts += walk.drafts
        banner = walk.banner
    tell_columns(read.notebook, read.tables, bool(read.drafts), banner is not None or bool(named))


def _above_header(read: _Read, lexicon: ColumnLexicon) -> Banner | None:
    """Class the rows above the first header; a title there may name the site of the whole sheet."""
    header = read.tables[0].header
    if header is None:
        return None
    banner = None
    for index in range(header.lines[-1] + 1):
        row, texts = read.sheet.rows[index], read.page.texts[index]
        filled = [i for i, text in enumerate(texts) if text]
        if index in header.lines:
            read.classes.append((row.number, "header"))
        elif not filled:
            read.classes.append((row.number, "blank"))
        elif len(filled) >= 3 and any(names_a_maker(texts[i], lexicon) for i in filled):
            read.classes.append((row.number, "problem"))
            _tell_gear_above(read, row.number)
        else:
            read.classes.append((row.number, "title"))
            named = site_in_title(": ".join(texts[i].rstrip(": ") for i in filled)) if len(filled) <= 2 else None
            at = filled[-1]
            banner = Banner(Source(texts[at], row.values[at], row.number, at), Place(named, None)) if named else banner
    return banner


def _tell_gear_above(read: _Read, number: int) -> None:
    read.notebook.add(
        "blocks", "gear-above-header", "", "a row that looks like gear stands above the header",
        "move it under the header, or name the header row in a recipe", number,
    )  # fmt: skip


def _tell_unread(read: _Read) -> None:
    if read.sheet.read:
        return
    if read.sheet.state == "visible":
        read.notebook.add("check", "sheet-not-read", "", "this sheet was not read", "save it as a plain table of cells")
        return
    problem = f"this sheet is {read.sheet.state.replace('_', ' ')} and was not read"
    read.notebook.add(
        "check", "sheet-hidden", "", problem, "unhide it, or read hidden sheets too with --include-hidden"
    )


def _file_review(upload: Upload, reads: Sequence[_Read], finish: Finish) -> FileReview:
    sheets = [_sheet_review(n, read, finish) for n, read in enumerate(reads) if read.upload is upload]
    return FileReview(upload.name, upload.sha256, upload.size, tuple(sheets))


def _sheet_review(number: int, read: _Read, finish: Finish) -> SheetReview:
    again: RowClass = "duplicate"
    rows = sorted((row, again if (number, row) in finish.duplicates else name) for row, name in read.classes)
    main = _main_table(read.tables)
    columns: dict[str, Meaning] = {}
    header_row = None
    if main and main.kind != "text":
        columns = {column_letter(c.index): c.meaning for c in main.columns if c.header or c.meaning != "ignore"}
        header_row = read.sheet.rows[main.header.main].number if main.header else None
    return SheetReview(read.sheet.name, read.sheet.state, read.sheet.read, len(rows), header_row, columns, tuple(rows))


def _main_table(tables: Sequence[Table]) -> Table | None:
    """The table that speaks for the sheet: the first one with gear, else the first."""
    return next((table for table in tables if table.kind == "gear"), tables[0] if tables else None)


def _issues(reads: Sequence[_Read]) -> Iterable[Issue]:
    for read in reads:
        entries = sorted(read.notebook.entries, key=lambda entry: entry[0])
        yield from (issue for _, issue in condensed(entries))

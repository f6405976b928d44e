"""Walking down a table: every row gets its class, every gear row becomes a draft, every place is written down."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from planner.core.columns.layout import Page, Table
from planner.core.columns.lexicon import ColumnLexicon, mentions_a_maker
from planner.core.columns.mapping import Column
from planner.core.columns.texts import is_placeholder, normal_name, same_but_for_the_end
from planner.core.model import Item, Meaning, RowClass, column_letter
from planner.core.rows.drafts import NOWHERE, Bench, Draft, Filled, Place, build, grouped, place_of
from planner.core.rows.filler import Filler
from planner.core.rows.filling import Merges, Source, site_stands_once_per_block
from planner.core.rows.ledger import Cell, could_name_a_site, is_remark, is_total_row, site_in_title
from planner.core.rows.listing import site_in_words
from planner.core.rows.places import facts_of
from planner.core.rows.sites import SiteBook
from planner.core.rows.values import decimal_or_none, month_comes_first

_GEAR: frozenset[Meaning] = frozenset(
    {"maker", "model", "part_number", "serial", "mac", "description", "asset_id", "quantity", "status", "layer",
     "obtained_on", "installed_on", "unit_cost"}
)  # fmt: skip
_IDENTIFYING: frozenset[Meaning] = frozenset({"maker", "model", "part_number", "serial", "mac", "description"})
_NUMERIC: frozenset[Meaning] = frozenset({"quantity", "unit_cost", "ignore"})
_SITE: frozenset[Meaning] = frozenset({"site", "site_name"})
_LOOK_AHEAD = 4
_TITLE_LINES = 8
_SUMMED = re.compile(r"(?i)cost|price|total|value|amount|ext")


class Banner(NamedTuple):
    """The site of the rows below: as a title names it (``source``), or the sheet's own name (no source)."""

    source: Source | None
    place: Place


@dataclass(slots=True)
class Walk:
    """The state while walking down one table of a sheet (``number`` counts all sheets read)."""

    number: int
    page: Page
    table: Table
    merges: Merges
    bench: Bench
    lexicon: ColumnLexicon
    sites: SiteBook
    known_sites: frozenset[str]
    banner: Banner | None = None
    drafts: list[Draft] = field(default_factory=list)
    classes: list[tuple[int, RowClass]] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    filler: Filler = field(init=False)
    site_above: list[Filled] = field(default_factory=list)
    once_per_block: bool = False
    sums: dict[int, Decimal] = field(default_factory=dict)
    grand: dict[int, Decimal] = field(default_factory=dict)

    def run(self) -> None:
        """Classify every row of the table."""
        self._prepare()
        for place in range(self.table.first, self.table.end):
            number = self.page.sheet.rows[place].number
            self.classes.append((number, self._class_of(place, number)))

    def _prepare(self) -> None:
        width = max([len(self.table.columns), *(len(self.page.texts[i]) for i in self._range())])
        mapped = {column.index: column for column in self.table.columns}
        self.columns = [mapped.get(i) or Column(i, column_letter(i), "", "ignore") for i in range(width)]
        self.filler = Filler(self.page, self.merges, self.columns, self.bench.notebook)
        self.once_per_block = site_stands_once_per_block(self.page, self.table, self.merges)
        for column in self.table.columns:
            if column.meaning in ("obtained_on", "installed_on"):
                rows = self.page.texts[self.table.first : self.table.end]
                texts = [row[column.index] for row in rows if column.index < len(row)]
                self.bench.month_first[column.index] = month_comes_first(texts)
        serials = self.table.by_meaning.get("serial", ())
        self.bench.serials_add_up = same_but_for_the_end([column.header for column in serials])

    def _range(self) -> range:
        return range(self.table.first, self.table.end)

    def _class_of(self, place: int, number: int) -> RowClass:
        if place in self.table.repeated:
            return "header"
        filled = [Cell(i, text) for i, text in enumerate(self.page.texts[place]) if text]
        if not filled:
            return "blank"
        if self.table.kind in ("gear", "list"):
            return self._gear_row(place, number, filled)
        if is_total_row(filled, self.columns):
            return "subtotal"
        if self.table.kind == "register":
            self._register_row(place)
        return "title" if self.table.kind == "text" and self._still_at_the_top(filled) else "note"

    def _still_at_the_top(self, filled: Sequence[Cell]) -> bool:
        """On a sheet of prose the lines before the first gap are its title."""
        above = self.classes[:_TITLE_LINES]
        short = len(filled) == 1 and not is_remark(filled[0].text)
        return short and len(above) < _TITLE_LINES and all(name == "title" for _, name in above)

    def _gear_row(self, place: int, number: int, filled: list[Cell]) -> RowClass:
        if is_total_row(filled, self.columns):
            self._close_section()
            return self._spoken("subtotal", number, filled)
        lonely = self._lonely(place, filled)
        if lonely:
            return self._spoken(lonely, number, filled)
        meanings = {self.columns[cell.at].meaning for cell in filled}
        if len(filled) <= 2 and is_remark(filled[0].text) and not meanings & {"serial", "quantity", "part_number"}:
            return self._spoken("note", number, filled)
        if meanings <= _NUMERIC or meanings == {"asset_id"}:
            return self._unnamed(number, filled)
        cells = self.filler.cells(place, filled)
        if not meanings & _GEAR:
            return self._place_only(number, filled, cells)
        return self._item(number, cells)

    def _spoken(self, row_class: RowClass, number: int, filled: Sequence[Cell]) -> RowClass:
        """A row that is no item, but names a maker, is pointed out: gear may hide in it."""
        named = next((cell for cell in filled if mentions_a_maker(cell.text, self.lexicon)), None)
        if named and row_class != "item":
            self.bench.notebook.add(
                "check", "remark-names-maker", named.text, f"read as a {row_class}, but it names a maker of gear",
                "if this is gear, put it in the columns of the table", number, named.at,
            )  # fmt: skip
        return row_class

    def _lonely(self, place: int, filled: list[Cell]) -> RowClass | None:
        """A row with one filled cell (or ``Site:`` and a name): a section title, a remark, or gear after all."""
        cell = filled[0]
        if len(filled) == 2 and site_in_title(f"{cell.text.rstrip(':')}: {filled[1].text}") and cell.text.endswith(":"):
            return self._set_banner(place, filled[1], filled[1].text)
        if len(filled) > 1 or (self.columns[cell.at].meaning in _NUMERIC and decimal_or_none(cell.text) is not None):
            return None
        if named := site_in_title(cell.text):
            return self._set_banner(place, cell, named)
        if normal_name(cell.text.rstrip(":")) in self.known_sites:
            return self._set_banner(place, cell, cell.text.rstrip(":"))
        if is_remark(cell.text) and not self._reads_as_gear(cell):
            return "note"
        if self.table.kind == "list":
            return self._list_line(place, cell)
        if self._reads_as_gear(cell):
            return None
        return self._title_or_note(place, cell)

    def _reads_as_gear(self, cell: Cell) -> bool:
        """A lone cell under a gear column is gear when it holds a digit or a maker and no whole sentence."""
        if self.columns[cell.at].meaning not in _IDENTIFYING | {"asset_id"} or len(cell.text.split()) >= 12:
            return False
        if self.table.kind == "list":
            return mentions_a_maker(cell.text, self.lexicon) and len(cell.text.split()) < 12
        first = next((i for i, column in enumerate(self.columns) if column.meaning != "ignore"), 0)
        if cell.at == first and (
            self.columns[cell.at].meaning == "maker" or normal_name(cell.text) in self.lexicon.makers
        ):
            return False
        return cell.at != first or any(c.isdigit() for c in cell.text) or mentions_a_maker(cell.text, self.lexicon)

    def _list_line(self, place: int, cell: Cell) -> RowClass | None:
        if mentions_a_maker(cell.text, self.lexicon) or (cell.text[0].isdigit() and not is_remark(cell.text)):
            return None
        if cell.text.endswith(":") and could_name_a_site(cell.text.rstrip(":"), self.lexicon):
            return self._set_banner(place, cell, cell.text.rstrip(":").strip())
        if len(cell.text) <= 60 and any(c.isdigit() for c in cell.text) and len(cell.text.split()) <= 6:
            return None
        if self.drafts:
            self.bench.notebook.tally("row-without-gear", self.page.sheet.rows[place].number)
        return "note" if self.drafts else "title"

    def _title_or_note(self, place: int, cell: Cell) -> RowClass:
        """A section title resets the site; it names one when the rows under it have none and it could be a name."""
        ahead = self._next_filled(place)
        if ahead is None:
            return "note"
        if could_name_a_site(cell.text, self.lexicon) and not any(self.columns[c.at].meaning in _SITE for c in ahead):
            if self.columns[cell.at].meaning not in _SITE:
                self.bench.notebook.tally("site-from-title-guessed", self.page.sheet.rows[place].number)
            return self._set_banner(place, cell, cell.text)
        self.banner, self.site_above = None, []
        return "title"

    def _next_filled(self, place: int) -> list[Cell] | None:
        """The next row with two filled cells or more, when it comes soon."""
        for after in range(place + 1, min(place + 1 + _LOOK_AHEAD, self.table.end)):
            filled = [Cell(i, text) for i, text in enumerate(self.page.texts[after]) if text]
            if len(filled) >= 2 and after not in self.table.repeated:
                return filled
        return None

    def _set_banner(self, place: int, cell: Cell, name: str) -> RowClass:
        row = self.page.sheet.rows[place]
        self.banner = Banner(Source(cell.text, row.values[cell.at], row.number, cell.at), Place(name, None))
        self.site_above = []
        return "title"

    def _unnamed(self, number: int, filled: list[Cell]) -> RowClass:
        """Numbers without gear: the sum of the rows above, a line number, or a quantity of nobody knows what."""
        counted = [cell for cell in filled if self.columns[cell.at].meaning == "quantity"]
        if any(self._is_sum(cell) for cell in filled):
            self._close_section()
            return "subtotal"
        if counted and not is_placeholder(counted[0].text):
            cell = counted[0]
            self.bench.notebook.add(
                "blocks", "quantity-without-gear", cell.text, "a quantity, but nothing says of what",
                "a maker, model or description in this row, or an empty row", number, cell.at,
            )  # fmt: skip
            return "problem"
        self.bench.notebook.tally("row-without-gear", number)
        return self._spoken("note", number, filled)

    def _is_sum(self, cell: Cell) -> bool:
        number = decimal_or_none(cell.text)
        column = self.columns[cell.at]
        if not number or (column.meaning not in ("quantity", "unit_cost") and not _SUMMED.search(column.header)):
            return False
        section = self.sums.get(cell.at, Decimal(0))
        return number in (section, section + self.grand.get(cell.at, Decimal(0)))

    def _close_section(self) -> None:
        for index, amount in self.sums.items():
            self.grand[index] = self.grand.get(index, Decimal(0)) + amount
        self.sums = {}

    def _add_up(self, cells: Sequence[Filled]) -> None:
        for column, source in cells:
            if column.meaning in _NUMERIC and source.at == column.index and len(source.text) <= 16:
                number = decimal_or_none(source.text)
                if number is not None:
                    self.sums[column.index] = self.sums.get(column.index, Decimal(0)) + number

    def _place_only(self, number: int, filled: list[Cell], cells: list[Filled]) -> RowClass:
        """A row that names a place and no gear: the head of a block, or a remark about the place."""
        by = grouped(cells)
        place = place_of(by)
        if place != NOWHERE:
            self.sites.add(place, facts_of(by, self.bench.notebook))
            self.site_above = [cell for cell in cells if cell.column.meaning in _SITE]
            self.banner = None
        self.bench.notebook.tally("row-without-gear", number)
        return self._spoken("note", number, filled)

    def _register_row(self, place: int) -> None:
        cells = self.filler.cells(place, [Cell(i, text) for i, text in enumerate(self.page.texts[place]) if text])
        by = grouped(cells)
        named = place_of(by)
        if named != NOWHERE and not (len(cells) == 1 and is_remark(cells[0].source.text)):
            self.sites.add(named, facts_of(by, self.bench.notebook), register=True)

    def _item(self, number: int, cells: list[Filled]) -> RowClass:
        cells, place = self._with_site(number, cells)
        by = grouped(cells)
        item = build(cells, by, self.bench, number)
        if item is None:
            return "problem"
        if place == NOWHERE or self.table.kind == "list":
            place = self._place_in_words(item, place, number)
        if place != NOWHERE:
            self.sites.add(place, facts_of(by, self.bench.notebook))
        self.drafts.append(Draft(self.number, item, place))
        self._add_up(cells)
        return "item"

    def _place_in_words(self, item: Item, place: Place, number: int) -> Place:
        """A line of free text may name its own site, which counts more than the title above it."""
        named = site_in_words(item.description or "", self.known_sites) if self.table.kind == "list" else None
        if named:
            self.bench.notebook.tally("site-in-words", number)
            return Place(named, None)
        if place == NOWHERE:
            self.bench.notebook.tally("site-missing", number)
        return place

    def _with_site(self, number: int, cells: list[Filled]) -> tuple[list[Filled], Place]:
        """The site of the row itself, else of the section's title, else of the first row of its block."""
        own = [cell for cell in cells if cell.column.meaning in _SITE]
        place = place_of(grouped(own))
        if place != NOWHERE:
            self.site_above, self.banner = own, None
            return cells, place
        if own:
            return cells, NOWHERE
        if self.banner:
            source, named = self.banner
            if source is None:
                return cells, named
            self.bench.notebook.tally("site-from-title", number)
            title = Column(source.at, column_letter(source.at), "", "site")
            return [Filled(title, source), *cells], named
        if self.once_per_block and self.site_above:
            self.bench.notebook.tally("site-filled-down", number)
            return [*self.site_above, *cells], place_of(grouped(self.site_above))
        return cells, NOWHERE

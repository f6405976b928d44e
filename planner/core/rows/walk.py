"""Walking down a table: every row gets its class, every gear row becomes a draft, every place is written down."""

from collections.abc import Sequence
from dataclasses import InitVar, dataclass, field
from itertools import compress, repeat

from planner.core.columns.labels import PLACES, SITE
from planner.core.columns.layout import Table
from planner.core.columns.lexicon import ColumnLexicon, mentions_a_maker
from planner.core.columns.mapping import Column
from planner.core.columns.page import Page
from planner.core.columns.texts import is_placeholder, normal_name
from planner.core.model import CellFault, FieldLayout, Meaning, RowClass, RowFields, column_letter
from planner.core.recipe import SheetRecipe
from planner.core.rows.attributes import build
from planner.core.rows.banners import counts_a_block, next_filled, site_in_labels
from planner.core.rows.columns_as_wholes import learn_columns
from planner.core.rows.drafts import (
    NOWHERE,
    Bench,
    Draft,
    DraftRows,
    Filled,
    Place,
    grouped,
    in_front,
    layout_of,
    moved,
    place_of,
)
from planner.core.rows.entities import rows_without_unit
from planner.core.rows.faults import faults_by_place
from planner.core.rows.filler import Filler
from planner.core.rows.filling import Merges, Source, blocks_told, filled_down, site_stands_once_per_block
from planner.core.rows.ledger import (
    Cell,
    class_of_count,
    could_name_a_site,
    is_address,
    is_remark,
    is_total_row,
    is_total_word,
    site_in_title,
)
from planner.core.rows.listing import has_more_than_a_date, names_nothing, site_after_the_word, site_in_words
from planner.core.rows.page_lines import page_lines
from planner.core.rows.places import facts_of
from planner.core.rows.plain import IDENTIFYING, PlainRows, at_places
from planner.core.rows.shares import shared_counts
from planner.core.rows.sites import SiteBook
from planner.core.rows.sums import NUMERIC, Sums
from planner.core.rows.values import decimal_or_none
from planner.core.rows.whereabouts import Banner, Whereabouts

_GEAR: frozenset[Meaning] = frozenset(
    {"maker", "model", "part_number", "serial", "mac", "description", "asset_id", "quantity", "status", "layer",
     "obtained_on", "installed_on", "unit_cost"}
)  # fmt: skip
_SILENT: frozenset[Meaning] = frozenset({"ignore", "position", "parent"})
_HEAP = 4_096  # plain rows read together: enough to gain by it, few enough to hold
_LOOK_AHEAD = 4
_TITLE_LINES = 8


@dataclass(slots=True)
class Walk:
    """The state while walking down one table of a sheet. ``fixed`` are cells outside it that hold for every row;
    ``places_inside`` are the rows met that name a slot or a port of some unit, and no unit.
    """

    page: Page
    table: Table
    merges: Merges
    bench: Bench
    lexicon: ColumnLexicon
    sites: SiteBook
    known_sites: frozenset[str]
    banner: InitVar[Banner | None] = None
    said: SheetRecipe | None = None
    fixed: Sequence[Filled] = ()
    drafts: list[Draft | DraftRows] = field(default_factory=list)
    classes: list[tuple[int, RowClass]] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    layout: FieldLayout = field(init=False)
    filler: Filler = field(init=False)
    faulty: dict[int, list[CellFault]] = field(init=False)
    where: Whereabouts = field(init=False)
    plain: PlainRows = field(init=False)
    told: dict[int, RowClass] = field(init=False)  # of the rows that are what they are wherever they stand
    waiting: list[int] = field(default_factory=list)
    sums: Sums = field(init=False)
    shares: dict[int, int] = field(init=False)
    no_units: frozenset[int] = field(init=False)
    places_inside: list[RowFields] = field(default_factory=list)
    labels_only: bool = field(init=False)  # no header, and of gear nothing but makers: labels beside their values

    def __post_init__(self, banner: Banner | None) -> None:
        width = max([len(self.table.columns), *map(len, self.page.texts[self.table.first : self.table.end])])
        mapped = {column.index: column for column in self.table.columns}
        self.columns = [mapped.get(i) or Column(i, column_letter(i), "", "ignore") for i in range(width)]
        self.sums = Sums(self.page, self.columns)
        notebook = self.bench.notebook
        self.layout = layout_of(self.columns, notebook.file, notebook.sheet)
        self.filler = Filler(self.page, self.merges, self.columns, notebook, filled_down(self.said, self.columns))
        once = self._once_per_block()
        speaks = self.said is None or self.said.site_from != "column"
        self.where = Whereabouts(self.columns, self.layout, notebook, self.sites, None, once, speaks)
        if banner:
            self.where.announce(banner)
        learn_columns(self.bench, self.page, self.table, self.said)
        self.faulty = faults_by_place(self.page.sheet)
        gear = {column.meaning for column in self.table.columns} & _GEAR
        self.labels_only = self.table.header is None and gear == {"maker"} and not SITE & set(self.table.by_meaning)
        self.told = {
            **dict.fromkeys(self.table.repeated, "header"),
            **dict.fromkeys(self.table.sums, "subtotal"),
            **dict.fromkeys(page_lines(self.page, self.table, self.lexicon), "note"),
        }
        rows = range(self.table.first, self.table.end)
        self.shares = shared_counts(self.page, rows, self.columns, self.merges, self.bench)
        self.no_units = rows_without_unit(self.page, rows, self.columns)
        unread = filter(self._uncounted, self.faulty)
        apart = (*self.told, *self.table.heads, *self.merges, *self.no_units, *unread)
        if self.filler.filled_down or self.fixed:
            apart = tuple(rows)
        self.plain = PlainRows(self.page, self.table, self.columns, self.layout, self.bench, apart)

    def run(self) -> None:
        """Classify every row of the table: plain rows a heap at a time, the others one by one."""
        for start in range(self.table.first, self.table.end, _HEAP):
            places = range(start, min(start + _HEAP, self.table.end))
            if self.plain.has_all(places):
                self._read_waiting()
                self._read_plain(places)
            else:
                self._walk(places)
            if len(self.waiting) >= _HEAP:
                self._read_waiting()
        self._read_waiting()

    def _walk(self, places: range) -> None:
        for place in places:
            if self.plain.has(place):
                self.waiting.append(place)
                continue
            if place not in self.table.repeated and any(self.page.texts[place]):
                self._read_waiting()
            number = self.page.sheet.rows[place].number
            self.classes.append((number, self._class_of(place, number)))

    def _read_waiting(self) -> None:
        """Read the plain rows met since the last one that was not."""
        places, self.waiting = self.waiting, []
        if places:
            self._read_plain(places)

    def _read_plain(self, places: Sequence[int]) -> None:
        last = places[-1]
        rows, texts = at_places(self.page.sheet.rows, places), at_places(self.page.texts, places)
        stand = self.where.of_plain_rows(rows, texts, self.plain.columns_at(places))
        drafts, counts = self.plain.drafts(places, *stand)
        if all(counts):
            self.classes += zip(drafts.numbers, repeat("item"), strict=False)
        else:
            self.classes += zip([row.number for row in rows], map(class_of_count, counts), strict=True)
            good = list(map(bool, counts))
            rows, texts = list(compress(rows, good)), list(compress(texts, good))
            places = list(compress(places, good))
        if places:
            self.drafts.append(drafts)
            self.sums.waiting += places
            self.where.learn_plain_rows(drafts.places, rows, texts, drafts.cells)
        self.filler.pass_by(last)

    def _once_per_block(self) -> bool:
        """Whether an empty site cell means the site above, as a recipe says or the sheet shows."""
        told = blocks_told(self.said, self.columns)
        return site_stands_once_per_block(self.page, self.table, self.merges) if told is None else told

    def _uncounted(self, place: int) -> bool:
        """Whether something stands in the quantity of the row that looks empty and is not."""
        faults = self.faulty.get(place, ())
        return any(c.meaning == "quantity" and fault.column == c.index for fault in faults for c in self.columns)

    def _class_of(self, place: int, number: int) -> RowClass:
        if told := self.told.get(place):
            return told
        texts = self.page.texts[place]
        filled = [Cell(i, texts[i]) for i in compress(range(len(texts)), texts)]
        if not filled:
            return "note" if place in self.faulty else "blank"
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
            self.sums.close_section()
            return self._spoken("subtotal", number, filled)
        if place in self.table.heads:
            return self._set_banner(place, filled[0], filled[0].text, guessed=True)
        if place in self.no_units:
            self.bench.notebook.tally("entity-without-unit", number)
            self.places_inside.append(RowFields(self.layout, number, self.page.texts[place]))
            return "note"
        if self.fixed:
            return self._fixed_row(place, number, filled)
        if self._sums_up_gear(number, filled):
            return self._spoken("subtotal", number, filled)
        lonely = self._lonely(place, filled)
        if lonely:
            return self._spoken(lonely, number, filled)
        meanings = {self.columns[cell.at].meaning for cell in filled}
        if self._is_remark(filled, meanings):
            return self._spoken("note", number, filled)
        if meanings <= NUMERIC or meanings == {"asset_id"}:
            return self._unnamed(number, filled)
        if self.labels_only and meanings & _GEAR <= {"maker"}:
            self.bench.notebook.tally("row-without-gear", number)
            return self._spoken("note", number, filled)
        cells = self.filler.cells(place, filled)
        if not meanings & _GEAR:
            return self._place_only(number, filled, cells)
        return self._item(place, number, cells)

    def _fixed_row(self, place: int, number: int, filled: list[Cell]) -> RowClass:
        """A row under cells that say what it is: gear, unless it only names the place of rows below."""
        cells = self.filler.cells(place, filled)
        only_placed = all(self.columns[cell.at].meaning in PLACES for cell in filled)
        return self._place_only(number, filled, cells) if only_placed else self._item(place, number, cells)

    def _sums_up_gear(self, number: int, filled: Sequence[Cell]) -> bool:
        """Whether a row that names gear beside the word of a total is the sum of the rows above; said when not."""
        told = self.sums.reads_as_total(filled)
        if told is None or self.sums.sums_up(filled, told):
            return told is not None
        if is_total_word(told.text):
            self.bench.notebook.say("total-counted", told.text, number, told.at)
        return False

    def _is_remark(self, filled: Sequence[Cell], meanings: set[Meaning]) -> bool:
        if len(filled) > 2 or meanings & {"serial", "quantity", "part_number"} or not is_remark(filled[0].text):
            return False
        return len(filled) == 2 or not self._reads_as_gear(filled[0])

    def _spoken(self, row_class: RowClass, number: int, filled: Sequence[Cell]) -> RowClass:
        """A row that is no item, but names a maker, is pointed out: gear may hide in it."""
        named = next((cell for cell in filled if mentions_a_maker(cell.text, self.lexicon)), None)
        if named and row_class != "item":
            self.bench.notebook.say("remark-names-maker", named.text, number, named.at, row_class=row_class)
        return row_class

    def _lonely(self, place: int, filled: list[Cell]) -> RowClass | None:
        """A row with one filled cell (or ``Site:`` and a name): a section title, a remark, or gear after all."""
        cell = filled[0]
        if named := site_in_labels(filled):
            return self._announce(place, named.cell.at, named.place)
        if counts_a_block(self.page, self.table, self.columns, place, filled, self.lexicon):
            return self._set_banner(place, cell, cell.text, guessed=True)
        if len(filled) > 1 or (self.columns[cell.at].meaning in NUMERIC and decimal_or_none(cell.text) is not None):
            return None
        if site := site_in_title(cell.text):
            return self._set_banner(place, cell, site)
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
        if self.columns[cell.at].meaning not in IDENTIFYING | {"asset_id"} or len(cell.text.split()) >= 12:
            return False
        if self.table.kind == "list":
            return mentions_a_maker(cell.text, self.lexicon) and len(cell.text.split()) < 12
        first = next((i for i, column in enumerate(self.columns) if column.meaning not in _SILENT), 0)
        if cell.at == first and (
            self.columns[cell.at].meaning == "maker" or normal_name(cell.text) in self.lexicon.makers
        ):
            return False
        return cell.at != first or any(c.isdigit() for c in cell.text) or mentions_a_maker(cell.text, self.lexicon)

    def _list_line(self, place: int, cell: Cell) -> RowClass | None:
        if names_nothing(cell.text):
            return "note"
        if (site := site_after_the_word(cell.text)) and could_name_a_site(site, self.lexicon):
            return self._set_banner(place, cell, site, guessed=True)
        if mentions_a_maker(cell.text, self.lexicon) or (cell.text[0].isdigit() and not is_remark(cell.text)):
            return None
        if cell.text.endswith(":") and could_name_a_site(cell.text.rstrip(":"), self.lexicon):
            return self._set_banner(place, cell, cell.text.rstrip(":").strip())
        if len(cell.text) <= 60 and has_more_than_a_date(cell.text) and len(cell.text.split()) <= 6:
            return None
        if self.drafts:
            self.bench.notebook.tally("row-without-gear", self.page.sheet.rows[place].number)
        return "note" if self.drafts else "title"

    def _title_or_note(self, place: int, cell: Cell) -> RowClass:
        """A section title resets the site; it names one when the rows under it have none and it could be a name. The
        address of a site belongs to the title above it.
        """
        if self.where.banner and self.where.banner.source and is_address(cell.text):
            return "title"
        ahead = next_filled(self.page, self.table, place, _LOOK_AHEAD)
        if ahead is None:
            return "title" if self._heads_the_next_table(place) else "note"
        if could_name_a_site(cell.text, self.lexicon) and not any(self.columns[c.at].meaning in SITE for c in ahead):
            return self._set_banner(place, cell, cell.text, guessed=True)
        self.where.forget()
        return "title"

    def _heads_the_next_table(self, place: int) -> bool:
        """True for the last lines of a table, each a cell alone, when another header follows close by."""
        end, texts = self.table.end, self.page.texts
        if end >= len(texts) or end - place > _LOOK_AHEAD or any(sum(map(bool, row)) > 1 for row in texts[place:end]):
            return False
        self.where.forget()
        return True

    def _set_banner(self, place: int, cell: Cell, name: str, guessed: bool = False) -> RowClass:
        return self._announce(place, cell.at, Place(name, None), guessed)

    def _announce(self, place: int, at: int, site: Place, guessed: bool = False) -> RowClass:
        row, text = self.page.sheet.rows[place], self.page.texts[place][at]
        self.where.announce(Banner(Source(text, row.values[at], row.number, at), site, guessed))
        return "title"

    def _unnamed(self, number: int, filled: list[Cell]) -> RowClass:
        """Numbers without gear: the sum of the rows above, a line number, or a quantity of nobody knows what."""
        counted = [cell for cell in filled if self.columns[cell.at].meaning == "quantity"]
        if any(self.sums.has(cell) for cell in filled):
            self.sums.close_section()
            return "subtotal"
        if counted and not is_placeholder(counted[0].text):
            cell = counted[0]
            self.bench.notebook.say("quantity-without-gear", cell.text, number, cell.at)
            return "problem"
        self.bench.notebook.tally("row-without-gear", number)
        return self._spoken("note", number, filled)

    def _place_only(self, number: int, filled: list[Cell], cells: list[Filled]) -> RowClass:
        """A row that names a place and no gear: the head of a block, or a remark about the place."""
        by = grouped(cells)
        place = place_of(by)
        if place != NOWHERE:
            self.where.learn(place, by)
            self.where.stand_at([cell for cell in cells if cell.column.meaning in SITE])
        self.bench.notebook.tally("row-without-gear", number)
        return self._spoken("note", number, filled)

    def _register_row(self, place: int) -> None:
        cells = self.filler.cells(place, [Cell(i, text) for i, text in enumerate(self.page.texts[place]) if text])
        by = grouped(cells)
        named = place_of(by)
        if named != NOWHERE and not (len(cells) == 1 and is_remark(cells[0].source.text)):
            self.sites.add(named, facts_of(by, self.bench.notebook), register=True)

    def _item(self, at: int, number: int, cells: list[Filled]) -> RowClass:
        all_cells = [*self.fixed, *cells]
        place, front = self.where.of(number, [cell for cell in all_cells if cell.column.meaning in SITE])
        if self._uncounted(at):
            return "problem"
        by = grouped(all_cells)
        front = (*front, *in_front(self.fixed, self.layout))
        elsewhere = (*front, *moved(cells, self.columns, self.layout, number))
        fields = RowFields(self.layout, number, self.page.texts[at], elsewhere)
        draft = build(by, self.bench, place, number, fields, self.shares.get(at))
        if not isinstance(draft, Draft):
            return class_of_count(draft)
        if place == NOWHERE or self.table.kind == "list":
            draft = draft._replace(place=self._place_in_words(draft, place, number))
        if draft.place != NOWHERE:
            self.where.learn(draft.place, by)
        self.drafts.append(draft)
        self.sums.add(cells, [i for i, source in self.merges.get(at, {}).items() if source.row != number])
        return "item"

    def _place_in_words(self, draft: Draft, place: Place, number: int) -> Place:
        """A line of free text may name its own site, which counts more than the title above it."""
        named = site_in_words(draft.description or "", self.known_sites) if self.table.kind == "list" else None
        if named:
            self.bench.notebook.tally("site-in-words", number)
            return Place(named, None)
        if place == NOWHERE:
            self.bench.notebook.tally("site-missing", number)
        return place

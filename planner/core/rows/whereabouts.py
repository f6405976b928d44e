"""Where the rows of a table stand: by their own site cells, the title above them, or the first row of their block."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from planner.core.columns.labels import SITE
from planner.core.columns.mapping import Column
from planner.core.model import FieldLayout, Moved, SourceRow, column_letter
from planner.core.rows.drafts import NOWHERE, Cells, Filled, Place, grouped, in_front, place_of
from planner.core.rows.filling import Source
from planner.core.rows.notebook import Notebook
from planner.core.rows.places import PLACE_FACTS, facts_of
from planner.core.rows.sites import Facts, SiteBook

_UNSEEN = object()
Key = Callable[[Sequence[str]], Hashable]


class Banner(NamedTuple):
    """The site of the rows below: as a title names it (``source``), or the sheet's own name (no source).

    ``guessed``: nothing in the title says that it is a site's name.
    """

    source: Source | None
    place: Place
    guessed: bool = False


@dataclass(slots=True)
class Whereabouts:
    """The site of the row being read. ``banner`` is the title that speaks for the rows below it; ``once_per_block``
    says that a site stands on the first row of its block only; ``titles_speak`` is false when a person said that only
    the site's column counts.
    """

    columns: Sequence[Column]
    layout: FieldLayout
    notebook: Notebook
    sites: SiteBook
    banner: Banner | None = None
    once_per_block: bool = False
    titles_speak: bool = True
    _above: tuple[Filled, ...] = ()
    _front: Moved | None = None
    _title: tuple[Banner, Moved] | None = None
    _named: dict[Hashable, Place] = field(default_factory=dict)
    _told: dict[tuple[Place, Hashable], Facts | None] = field(default_factory=dict)
    _known: set[Hashable] = field(default_factory=set)
    _site_at: tuple[int, ...] = ()
    _fact_at: tuple[int, ...] = ()
    _whole_at: tuple[int, ...] = ()
    _own: bool = False  # whether all rows looked at last name their sites themselves
    _site_key: Key = field(init=False)
    _fact_key: Key = field(init=False)

    def __post_init__(self) -> None:
        self._site_at = tuple(column.index for column in self.columns if column.meaning in SITE)
        self._fact_at = tuple(column.index for column in self.columns if column.meaning in PLACE_FACTS)
        self._whole_at = (*self._site_at, *self._fact_at)
        self._site_key, self._fact_key = _key_of(self._site_at), _key_of(self._fact_at)

    def forget(self) -> None:
        """A title without a site ends what stood above it."""
        self.banner, self._above, self._front = None, (), None

    def announce(self, banner: Banner) -> None:
        """A title names the site of the rows below."""
        self.forget()
        if self.titles_speak:
            self.banner = banner

    def stand_at(self, own: Sequence[Filled]) -> None:
        """A row names its own site, which holds for the empty cells below it."""
        self.banner, self._above, self._front = None, tuple(own), None

    def of(self, number: int, own: Sequence[Filled]) -> tuple[Place, Moved]:
        """The site of row ``number`` with the site cells ``own``, and the cells of other rows that name it."""
        place = place_of(grouped(own))
        if place != NOWHERE:
            self.stand_at(own)
        return (place, ()) if own else self._from_above(number)

    def of_plain(self, row: SourceRow, texts: Sequence[str]) -> tuple[Place, Moved]:
        """As :meth:`of`, for a row whose cells stand in it themselves."""
        key = self._site_key(texts)
        place = self._named.get(key)
        if place is None:
            own = self._cells(row, texts, self._site_at)
            if not own:
                return self._from_above(row.number)
            place = self._named[key] = place_of(grouped(own))
        if place is not NOWHERE:
            self.banner, self._above, self._front = None, (), None
            if self.once_per_block:
                self._above = tuple(self._cells(row, texts, self._site_at))
        return place, ()

    def of_plain_rows(
        self, rows: Sequence[SourceRow], texts: Sequence[tuple[str, ...]], columns: Sequence[Sequence[str]]
    ) -> tuple[list[Place], list[Moved]]:
        """As :meth:`of_plain`, of rows in their order, given by column too: their sites, and the cells of others that
        name them.
        """
        keys = _all_keys(self._site_at, columns)
        self._own = all(self._named.get(key, NOWHERE) is not NOWHERE for key in set(keys))
        if self._own:
            self.banner, self._above, self._front = None, (), None
            if self.once_per_block:
                self._above = tuple(self._cells(rows[-1], texts[-1], self._site_at))
            return list(map(self._named.__getitem__, keys)), [()] * len(rows)
        settled = list(map(self.of_plain, rows, texts))
        return [place for place, _ in settled], [moved for _, moved in settled]

    def _from_above(self, number: int) -> tuple[Place, Moved]:
        if self.banner:
            if self.banner.source:
                self.notebook.tally("site-from-title", number)
                if self.banner.guessed:
                    self.notebook.tally("site-from-title-guessed", self.banner.source.row)
            return self.banner.place, self._title_cells(self.banner)
        if self.once_per_block and self._above:
            self.notebook.tally("site-filled-down", number)
            if self._front is None:
                self._front = in_front(self._above, self.layout)
            return place_of(grouped(self._above)), self._front
        return NOWHERE, ()

    def _title_cells(self, banner: Banner) -> Moved:
        source = banner.source
        if source is None:
            return ()
        if self._title is None or self._title[0] is not banner:
            title = Column(source.at, column_letter(source.at), "", "site")
            self._title = banner, in_front([Filled(title, source)], self.layout)
        return self._title[1]

    def _cells(self, row: SourceRow, texts: Sequence[str], at: Sequence[int]) -> list[Filled]:
        """The row's own filled cells in some columns."""
        filled = [index for index in at if index < len(texts) and texts[index]]
        return [Filled(self.columns[i], Source(texts[i], row.values[i], row.number, i)) for i in filled]

    def learn(self, place: Place, by: Cells) -> None:
        """What a row says about its place."""
        self._known.clear()
        self.sites.add(place, facts_of(by, self.notebook))

    def learn_plain(self, place: Place, row: SourceRow, texts: Sequence[str]) -> None:
        """As :meth:`learn`, for a plain row: what said nothing doubtful and is known by now is not read again."""
        key = place, self._fact_key(texts)
        known = self._told.get(key, _UNSEEN)
        if known is _UNSEEN:
            self._learn_first(key, row, texts)
        elif isinstance(known, Facts) and (known.latitude is None or known.longitude is None):
            self.sites.facts[place].complete(known)

    def learn_plain_rows(
        self,
        places: Sequence[Place],
        rows: Sequence[SourceRow],
        texts: Sequence[tuple[str, ...]],
        columns: Sequence[Sequence[str]],
    ) -> None:
        """As :meth:`learn_plain` of each row; those that stand nowhere are counted."""
        said = set(_all_keys(self._whole_at, columns)) if self._own else set()
        if self._own and said <= self._known:
            return
        told = set(zip(places, _all_keys(self._fact_at, columns), strict=True))
        if all(place is not NOWHERE and self._says_nothing_new(place, facts) for place, facts in told):
            self._known |= said
            return
        self._known.clear()
        for place, row, cells in zip(places, rows, texts, strict=True):
            if place is NOWHERE:
                self.notebook.tally("site-missing", row.number)
            else:
                self.learn_plain(place, row, cells)

    def _says_nothing_new(self, place: Place, facts: Hashable) -> bool:
        """Whether rows told this of this place before; half a pair of coordinates may yet displace another half."""
        known = self._told.get((place, facts), _UNSEEN)
        if not isinstance(known, Facts):
            return known is None
        return known.in_pairs and self.sites.facts[place].in_pairs

    def _learn_first(self, key: tuple[Place, Hashable], row: SourceRow, texts: Sequence[str]) -> None:
        said = len(self.notebook.entries)
        facts = facts_of(grouped(self._cells(row, texts, self._fact_at)), self.notebook)
        self.sites.add(key[0], facts)
        if len(self.notebook.entries) == said:
            self._told[key] = facts


def _all_keys(at: Sequence[int], columns: Sequence[Sequence[str]]) -> Sequence[Hashable]:
    """What :func:`_key_of` these columns makes of each row."""
    if len(at) == 1:
        return columns[at[0]]
    return list(zip(*(columns[i] for i in at), strict=True)) if at else [()] * len(columns[0])


def _key_of(at: Sequence[int]) -> Key:
    """The texts of some columns as one key."""
    if not at:
        return lambda _: ()
    width, take = max(at) + 1, itemgetter(*at)
    return lambda texts: take(texts) if len(texts) >= width else take((*texts, *[""] * (width - len(texts))))

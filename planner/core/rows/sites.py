"""Which rows speak of the same place: identifiers and names, compared exactly once case and punctuation are gone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from planner.core.columns.texts import normal_name, plain
from planner.core.model import Site, column_letter
from planner.core.rows.drafts import Place
from planner.core.rows.notebook import Notebook
from planner.core.rows.values.degrees import Spot, kilometers
from planner.core.site_names import follow

_APART_KM = 1.0  # survey coordinates of one site differ by some hundred meters at most


class Witness(NamedTuple):
    """The cell that coordinates were read from."""

    notebook: Notebook
    text: str
    row: int
    at: int

    def __str__(self) -> str:
        return f"{self.notebook.sheet}!{column_letter(self.at)}{self.row}"


@dataclass(slots=True)
class Facts:
    """What a row says about its place; the first row to say something wins."""

    latitude: float | None = None
    longitude: float | None = None
    state: str | None = None
    address: str | None = None
    witness: Witness | None = None

    @property
    def in_pairs(self) -> bool:
        """Whether the coordinates are both known or both not."""
        return (self.latitude is None) == (self.longitude is None)

    def complete(self, other: "Facts") -> None:
        """Take from ``other`` what is not known yet."""
        if self.latitude is None or self.longitude is None:
            self.latitude, self.longitude = other.latitude, other.longitude
        self.state = self.state or other.state
        self.address = self.address or other.address


@dataclass(slots=True)
class SiteBook:
    """Every way in which sites were named, in the order met. Registers count first when a name is chosen."""

    seen: list[Place] = field(default_factory=list)
    facts: dict[Place, Facts] = field(default_factory=dict)
    registered: dict[Place, None] = field(default_factory=dict)
    spots: dict[tuple[Place, float, float], Witness] = field(default_factory=dict)

    def add(self, place: Place, facts: Facts | None = None, register: bool = False) -> None:
        """Note that a row named this place."""
        if register:
            self.registered.setdefault(place)
        if place not in self.facts:
            self.seen.append(place)
            self.facts[place] = Facts()
        if facts:
            self.facts[place].complete(facts)
            if facts.witness and facts.latitude is not None and facts.longitude is not None:
                self.spots.setdefault((place, facts.latitude, facts.longitude), facts.witness)


def _key(text: str | None) -> str:
    return normal_name(text) if text else ""


class Directory:
    """The places of a :class:`SiteBook`, each under one name.

    ``same`` are the merges a person accepted: a site's name, as shown or as read, to the name it stands for.
    """

    def __init__(self, book: SiteBook, same: Mapping[str, str] | None = None) -> None:
        in_order = [*book.registered, *(place for place in book.seen if place not in book.registered)]
        self._name_of_id: dict[str, str] = {}
        self._ids_of_name: dict[str, set[str]] = {}
        self._text_of: dict[str, str] = {}
        for place in in_order:
            self._learn(place)
        self._same: dict[str, str] = {}
        self._shown = self._display(in_order)
        if same:
            self._merge(same, in_order)
        self._sites = self._gather(book)

    def _learn(self, place: Place) -> None:
        key, name = _key(place.id), _key(place.name)
        for normal, text in ((key, place.id), (name, place.name)):
            if normal and text:
                self._text_of.setdefault(normal, text)
        if key and name and place.name:
            self._name_of_id.setdefault(key, place.name)
            self._ids_of_name.setdefault(name, set()).add(key)
            for both in (key + name, name + key):
                self._ids_of_name.setdefault(both, set()).add(key)

    def _merge(self, same: Mapping[str, str], in_order: Sequence[Place]) -> None:
        """Accepted merges, by identity; a name nobody uses becomes a new name of the place."""
        by_shown = {_key(name): key for key, name in self._shown.items()}
        self._same = follow(same, lambda name: by_shown.get(_key(name)) or self.own_key_of(Place(None, name)))
        for target in same.values():
            self._text_of.setdefault(_key(target), target)
        self._shown = self._display(in_order)

    def key_of(self, place: Place) -> str:
        """The identity of a place after accepted merges; "" when the row names none."""
        own = self.own_key_of(place)
        return self._same.get(own, own)

    def own_key_of(self, place: Place) -> str:
        """The identity of a place as the files have it, before any merge that a person accepted."""
        first = _key(place.id) or _key(place.name)
        if first in self._name_of_id:
            return first
        owners = self._ids_of_name.get(first, set())
        return next(iter(owners)) if len(owners) == 1 else first

    def _display(self, in_order: Sequence[Place]) -> dict[str, str]:
        """One name per identity, and no two identities under one name."""
        shown: dict[str, str] = {}
        taken: set[str] = set()
        for place in in_order:
            key = self.key_of(place)
            if not key or key in shown:
                continue
            text = self._text_of.get(key, key)
            name = _unused(" ".join(self._name_of_id.get(key, text).split()), text, taken)
            taken.add(name.casefold())
            shown[key] = name
        return shown

    def name_of(self, key: str) -> str | None:
        """The one name under which the place of this identity is shown; None when the row named none."""
        return self._shown.get(key)

    def _gather(self, book: SiteBook) -> tuple[Site, ...]:
        facts: dict[str, Facts] = {}
        for place in [*book.registered, *book.seen]:
            if key := self.key_of(place):
                facts.setdefault(key, Facts()).complete(book.facts[place])
        order = dict.fromkeys(key for place in book.seen if (key := self.key_of(place)))
        slugs: dict[str, int] = {}
        sites = []
        for key in order:
            known = facts[key]
            slug = _slug(self._shown[key], slugs)
            sites.append(Site(slug, self._shown[key], known.latitude, known.longitude, known.state, known.address))
        return tuple(sites)

    def sites(self) -> tuple[Site, ...]:
        """Every place once, in order of first appearance."""
        return self._sites


def tell_apart(book: SiteBook, directory: Directory) -> None:
    """Write down every row whose coordinates put its site more than a kilometer from where an earlier row puts it."""
    first: dict[str, tuple[Spot, Witness]] = {}
    for (place, latitude, longitude), witness in book.spots.items():
        key, spot = directory.key_of(place), (latitude, longitude)
        known, where = first.setdefault(key, (spot, witness))
        distance = kilometers(known, spot) if key else 0.0
        if distance > _APART_KM:
            elsewhere = f" in {where.notebook.file}" if where.notebook.file != witness.notebook.file else ""
            witness.notebook.say(
                "coordinates-apart", witness.text, witness.row, witness.at,
                site=directory.name_of(key), kilometers=f"{distance:,.1f}", first=f"{where}{elsewhere}",
            )  # fmt: skip


def _unused(name: str, identifier: str, taken: set[str]) -> str:
    """``name``, or with the identifier behind it when another place has that name."""
    while name.casefold() in taken:
        name = f"{name} ({identifier})"
    return name


def _slug(name: str, taken: dict[str, int]) -> str:
    """Lower case, hyphens, unique; grows a number when the name is taken, "site" when it has no letters.

    ``taken`` maps each slug in use to the last number tried behind it.
    """
    base = re.sub(r"[\W_]+", "-", plain(name)).strip("-")[:60].strip("-") or "site"
    slug, number = base, taken.get(base, 0)
    while slug in taken:
        number += 1
        slug = f"{base}-{number + 1}"
    taken[base] = number
    taken.setdefault(slug, 0)
    return slug

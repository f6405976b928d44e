"""What the plan would buy, held against the Covered List, Commerce's Entity List and the makers a carrier lists itself.

The Entity List restricts what is exported *to* a listed party; it forbids no purchase by itself and never says who made
a unit in the inventory. It is asked here and nowhere else.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from planner.core.flagging.text import word_tuple
from planner.core.messages import issue_of
from planner.core.model import Issue, PriceBook
from planner.core.project import STANDARD_VENDOR, Project

ListName = Literal["Covered List", "Entity List", "own list"]
Standing = Literal["listed", "unconfirmed"]

_Words = tuple[str, ...]
_RULES: dict[tuple[ListName, Standing], str] = {
    ("Covered List", "listed"): "purchase-covered-list",
    ("Covered List", "unconfirmed"): "purchase-covered-list",
    ("Entity List", "listed"): "purchase-entity-list",
    ("Entity List", "unconfirmed"): "purchase-entity-list-unconfirmed",
    ("own list", "listed"): "purchase-own-list",
    ("own list", "unconfirmed"): "purchase-own-list",
}
# "Smartphone (non-Huawei/ZTE)" and "removal of Huawei radios" are no purchases of that maker.
_SAYS_NO = frozenset({"NON", "NOT", "WITHOUT", "EXCEPT", "REMOVAL", "REMOVE", "REPLACE", "REPLACES", "DISPOSAL"})


@dataclass(frozen=True, slots=True)
class ShortName:
    """What a party is called every day: a short name, a brand, a company of its. ``why`` says which, in words.

    ``alone``: it counts only where nothing else stands beside it (``HIK``, which begins other people's names too).
    """

    words: _Words
    why: str
    alone: bool = False

    def meets(self, words: _Words) -> bool:
        """Whether a vendor of these words goes by this name."""
        return words == self.words if self.alone else _stands_in(self.words, words)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody on a list. ``names`` are upper-case words; ``added_on`` and ``citation`` say since when, by what notice.

    ``unconfirmed`` entries are ones whose notice nobody has read for us. ``note`` is the entry's limit or licence rule.
    The ``own list`` is of a rule pack that the carrier added; its citation names that pack. ``short_names`` are no
    names of the list: who is met by one of them only is asked about.
    """

    list: ListName
    name: str
    names: tuple[_Words, ...]
    added_on: date
    citation: str
    standing: Standing
    note: str
    source: str
    short_names: tuple[ShortName, ...] = ()


@dataclass(frozen=True, slots=True)
class _Purchase:
    file: str
    cell: str
    typed: str


def purchase_issues(project: Project, book: PriceBook, parties: Sequence[Party], file: str) -> tuple[Issue, ...]:
    """A ``check`` for each vendor, quote and price that names a listed party, once per list and place.

    ``file`` is the project file's name. Whole words only; of the parties on one list the longest name decides.
    """
    found = (_issues(purchase, parties) for purchase in _purchases(project, book, file))
    return tuple(issue for issues in found for issue in issues)


def _purchases(project: Project, book: PriceBook, file: str) -> Iterator[_Purchase]:
    vendors = dict.fromkeys(vendor.id for vendor in project.vendors if vendor.id != STANDARD_VENDOR)
    yield from (_Purchase(file, f"[[vendor]] {vendor} id", vendor) for vendor in vendors)
    for number, quote in enumerate(project.quotes, start=1):
        yield _Purchase(file, f"[[quote]] {number} vendor", quote.vendor)
        yield _Purchase(file, f"[[quote]] {number} number", quote.number)
    for line in book.lines.values():
        yield _Purchase(book.title, line.id, line.item)


def _issues(purchase: _Purchase, parties: Sequence[Party]) -> Iterator[Issue]:
    words = word_tuple(purchase.typed)
    if not words or not _SAYS_NO.isdisjoint(words):
        return
    for name in get_args(ListName):
        listed = [party for party in parties if party.list == name]
        if met := _longest(words, listed):
            yield _issue(purchase, met)
        elif asked := _by_short_name(words, listed):
            yield _question(purchase, *asked)


def _longest(words: _Words, parties: Iterable[Party]) -> Party | None:
    hits = [(len(name), party) for party in parties for name in party.names if _stands_in(name, words)]
    return max(hits, key=lambda hit: hit[0], default=(0, None))[1]


def _by_short_name(words: _Words, parties: Iterable[Party]) -> tuple[Party, ShortName] | None:
    hits = [(party, short) for party in parties for short in party.short_names if short.meets(words)]
    return max(hits, key=lambda hit: len(hit[1].words), default=None)


def _stands_in(name: _Words, words: _Words) -> bool:
    return f" {' '.join(name)} " in f" {' '.join(words)} "


def _issue(purchase: _Purchase, party: Party) -> Issue:
    rule = _RULES[party.list, party.standing]
    note = f" ({party.note})" if party.note else ""
    values = {"party": party.name, "since": party.added_on, "citation": party.citation, "note": note}
    return issue_of(rule, purchase.file, purchase.cell, purchase.typed, vendor=purchase.typed, **values)


def _question(purchase: _Purchase, party: Party, short: ShortName) -> Issue:
    stands = "is" if party.standing == "listed" else "is said, not confirmed here, to be"
    list_name = _LISTS_IN_WORDS[party.list]
    values = {"party": party.name, "since": party.added_on, "citation": party.citation, "list_name": list_name}
    values |= {"vendor": purchase.typed, "why": short.why, "stands": stands}
    return issue_of("purchase-short-name", purchase.file, purchase.cell, purchase.typed, **values)


_LISTS_IN_WORDS: dict[ListName, str] = {
    "Covered List": "the FCC's Covered List",
    "Entity List": "the Entity List of the Department of Commerce",
    "own list": "the list of your own rule pack",
}

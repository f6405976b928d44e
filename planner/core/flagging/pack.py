"""A rule pack as the flagging engine sees it: frozen tables, read once, never changed.

The facts themselves are data (``planner/reference/rules``); nothing here knows a maker's name. ``as_of`` of a row is
the day (ISO) on which it was entered from its source: the row's own, or the pack's where the row says none.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

from planner.core.flagging.openings import Form
from planner.core.model import Layer, PackInfo, RulesInfo, Strength

CellRole = Literal[
    "maker", "model", "part_number", "serial", "mac", "description", "notes", "status", "site",
    "history", "future", "software", "fcc", "skip",
]  # fmt: skip
Stance = Literal["plain", "negated", "history", "future", "gone", "compatible", "place", "uncertain", "beside"]
NameKind = Literal[
    "name", "chinese", "typo", "split", "subsidiary", "component", "brand", "oem", "review", "abbreviation"
]


Registry = Callable[[Sequence[str]], str | None]
"""The owner's name in the IEEE registry of the company that some upper-case words name, or None."""


@lru_cache(maxsize=4_096)
def is_unverified(source: str) -> bool:
    """Whether a source says that nobody has confirmed it: such rows raise questions and close none."""
    return "unverified" in source.lower()


def _nobody(_words: Sequence[str]) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class CoveredEntity:
    """An entry of the Covered List. ``scope`` is the caution a finding must carry; empty when all gear is covered."""

    name: str
    listed_since: str
    scope: str
    source: str
    as_of: str = ""


EraLabel = Literal["covered-then", "review", "not-covered-then"]
NoDate = Literal["likely", "unknown", "as-named"]
ListingKind = Literal["software", "service", "category", "maker"]


@dataclass(frozen=True, slots=True)
class Era:
    """Some years of a company that changed hands, both days included; None is open.

    ``names`` are what it is called, as upper-case words; ``entity`` the covered entity it belonged to. ``undated`` is
    what its name alone is worth in a row without a date. Only ``sure`` eras may say that gear is not covered.
    """

    company: str
    names: tuple[tuple[str, ...], ...]
    entity: str
    starts: date | None
    ends: date | None
    label: EraLabel
    undated: NoDate
    what: str
    sure: bool
    source: str
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """An entry of the Covered List that names no rip-and-replace gear: software, a service, a category of products,
    or a maker of other products (drones).

    ``words`` are what it is called, as upper-case words; where there is a ``context``, one of its words must stand
    beside them. It raises a question and never a verdict.
    """

    entry: str
    kind: ListingKind
    since: date
    scope: str
    notice: str
    words: tuple[tuple[str, ...], ...]
    context: tuple[tuple[str, ...], ...]
    source: str
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class NameRule:
    """A name to look for, as upper-case words. ``entity`` is the covered entity it stands for, ``maker`` another maker.

    Both are set for a name with a history (H3C: another maker, once a Huawei joint venture). ``in_maker`` and
    ``in_text`` are the strengths in the maker cell and in running text; None means it proves nothing there. For
    another maker ``in_text`` says whether the name is distinct enough to be believed outside the maker cell. A
    ``carrier`` sells gear of others under its name: it names nobody.
    """

    rule: str
    words: tuple[str, ...]
    kind: NameKind | Literal["maker", "carrier", "deny"]
    entity: str | None
    maker: str | None
    in_maker: Strength | None
    in_text: Strength | None
    why: str
    source: str
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """A model family: ``form`` finds its names, ``category`` and ``layer`` say what sort of gear it is.

    A ``broad`` family is a brand over many kinds of gear (OptiX, ZXSDR): it proves who made it, and says what it is
    only where no narrower family does.
    """

    rule: str
    name: str
    domain: str
    entity: str
    form: Form
    strength: Strength
    category: str | None
    layer: Layer | None
    examples: tuple[str, ...]
    source: str
    broad: bool = False
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class IdentifierRule:
    """A serial, part code, software or FCC ID form. ``kind`` is the evidence kind, ``roles`` where it is looked for.

    ``whole`` rules must match a whole token (a serial); the others are searched for. Rules are tried in order and
    the first that fits a token wins, which is how a look-alike that excludes stands before what it resembles.
    """

    rule: str
    kind: str
    roles: frozenset[CellRole]
    whole: bool
    pattern: re.Pattern[str]
    entity: str
    strength: Strength
    why: str
    source: str
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class SnmpPrefix:
    """A subtree below 1.3.6.1.4.1. The longest prefix decides; strength ``against`` names another maker."""

    rule: str
    prefix: tuple[int, ...]
    entity: str
    strength: Strength
    category: str | None
    why: str
    source: str
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class MacOwner:
    """Whole words of an owner's name in the IEEE registry, upper case."""

    rule: str
    words: tuple[str, ...]
    entity: str
    strength: Strength
    why: str
    source: str
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A turn of phrase. ``where`` is ``before``/``after`` a name, a column (``status``, ``site``) or ``text``."""

    role: str
    where: str
    pattern: str
    source: str
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """A word for a sort of gear. It places an item in a layer and is never evidence of origin."""

    pattern: re.Pattern[str]
    category: str
    layer: Layer
    source: str
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class HeaderRule:
    """Header words that give a column a role its meaning alone does not."""

    role: str
    pattern: re.Pattern[str]
    source: str
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class RulePack:
    """Everything the engine knows, under one id and version. ``sources`` are the documents behind it.

    ``word_days`` are the days of the rows that are kept as plain words (``placeholders``, ``categories``), in order.
    ``suffixes`` ("Inc") and ``trades`` ("Networks") are what names of companies end in, ``everyday`` words are no part
    of one, and ``registered`` asks the IEEE registry. ``heeds_doubt`` is false in packs from before doubtful sources
    counted: a review is judged again as it was.
    """

    id: str
    version: str
    as_of: str
    sources: tuple[str, ...]
    entities: tuple[CoveredEntity, ...]
    names: tuple[NameRule, ...]
    families: tuple[Family, ...]
    identifiers: tuple[IdentifierRule, ...]
    snmp: tuple[SnmpPrefix, ...]
    mac_owners: tuple[MacOwner, ...]
    phrases: tuple[Phrase, ...]
    placeholders: frozenset[str]
    generic_words: frozenset[str]
    categories: Mapping[str, Layer]
    hints: tuple[Hint, ...]
    headers: tuple[HeaderRule, ...]
    history: tuple[Era, ...] = ()
    listings: tuple[Listing, ...] = ()
    sha256: str = ""
    packs: tuple[PackInfo, ...] = ()
    word_days: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    suffixes: frozenset[str] = frozenset()
    trades: frozenset[str] = frozenset()
    everyday: frozenset[str] = frozenset()
    registered: Registry = _nobody
    heeds_doubt: bool = True

    def doubts(self, source: str) -> bool:
        """Whether a rule with this source raises questions and closes none."""
        return self.heeds_doubt and is_unverified(source)

    @property
    def info(self) -> RulesInfo:
        """The pack's name for the review document."""
        return RulesInfo(self.id, self.version, self.as_of, self.sha256, self.packs)

    @property
    def maker_names(self) -> frozenset[str]:
        """Every name that may stand in a maker cell, covered entities and other makers alike."""
        return frozenset(" ".join(rule.words) for rule in self.names if rule.kind != "deny")

    @property
    def pasts(self) -> dict[tuple[str, ...], str]:
        """The names, as upper-case words, of companies that were a covered maker's for some years only."""
        labels: dict[str, set[EraLabel]] = {}
        for era in self.history:
            labels.setdefault(era.company, set()).add(era.label)
        changed = (era for era in self.history if len(labels[era.company]) > 1)
        return {words: era.company for era in changed for words in era.names}

    def scope(self, entity: str | None) -> str:
        """The caution of the Covered List entry, or an empty string."""
        return next((entry.scope for entry in self.entities if entry.name == entity), "")

"""What became of the uploads: the ledger by file and sheet, what to look at, what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from planner.core.model.cells import SheetState
from planner.core.model.fields import Meaning
from planner.core.model.items import Finding, Site

RowClass = Literal["item", "blank", "title", "header", "subtotal", "note", "duplicate", "problem"]
Severity = Literal["blocks", "check", "fixed"]


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a person should look at. ``cell`` names the cell (or the row or sheet when no cell is meant),
    ``typed`` repeats what stands there, ``fix`` says what would be right.
    """

    severity: Severity
    file: str
    cell: str
    typed: str
    problem: str
    fix: str
    rule: str


@dataclass(frozen=True, slots=True)
class ColumnReview:
    """Why a column got its meaning. ``score`` from 0 to 1 says how sure we are; below the bar ``asks`` is true.

    ``reasons`` are sentences, strongest first; ``others`` the next best meanings with their scores.
    """

    column: str
    header: str
    meaning: Meaning
    score: float
    reasons: tuple[str, ...] = ()
    asks: bool = False
    others: tuple[tuple[Meaning, float], ...] = ()


@dataclass(frozen=True, slots=True)
class SheetReview:
    """What became of a sheet. ``row_classes`` gives every row of a read sheet exactly one class.

    ``repeats`` pairs each duplicate row with the address of the row it repeats (``Sites!B17``). ``layout`` names the
    export it was recognized as (``Huawei U2020 board inventory``), None for a table of the carrier's own.
    """

    name: str
    state: SheetState
    read: bool
    rows_total: int
    header_row: int | None
    columns: dict[str, Meaning]
    row_classes: tuple[tuple[int, RowClass], ...]
    mapping: tuple[ColumnReview, ...] = ()
    repeats: tuple[tuple[int, str], ...] = ()
    layout: str | None = None
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileReview:
    """What became of a file, sheet by sheet."""

    name: str
    sha256: str
    size: int
    sheets: tuple[SheetReview, ...]


@dataclass(frozen=True, slots=True)
class SiteSuggestion:
    """Names that may mean one place: ``others`` would be merged into ``name`` when a person accepts. Never applied
    by itself. ``score`` from 0 to 1; ``why`` is a sentence.
    """

    name: str
    others: tuple[str, ...]
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class PackInfo:
    """A pack that took part in judging. ``sha256`` is the hash of what it says, however it is stored.

    ``replaces`` are the rules of other packs that it openly put its own in the place of.
    """

    id: str
    version: str
    as_of: str
    sha256: str
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RulesInfo:
    """Which rule pack judged: its id, version and as-of date (ISO).

    ``sha256`` is the hash of all that judged, ``packs`` what it was made up of: the full pack, then those added to it.
    """

    id: str
    version: str
    as_of: str
    sha256: str = ""
    packs: tuple[PackInfo, ...] = ()

    @property
    def added(self) -> str:
        """``" with ridge 2"``: the packs added to the full one, for a line of text; empty when there are none."""
        named = " and ".join(f"{pack.id} {pack.version}" for pack in self.packs[1:])
        return f" with {named}" if named else ""


@dataclass(frozen=True, slots=True)
class Review:
    """All uploads read and flagged; ``sites`` are the places met, in order of first appearance."""

    rules: RulesInfo
    files: tuple[FileReview, ...]
    findings: Sequence[Finding]
    issues: tuple[Issue, ...]
    sites: tuple[Site, ...]
    site_suggestions: tuple[SiteSuggestion, ...] = ()

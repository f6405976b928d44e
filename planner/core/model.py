"""The nouns: what an upload holds, what a row means, what was found, what it costs.

Standard library only. Everything is frozen; a fact keeps the address of the cell it came from.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

SheetState = Literal["visible", "hidden", "very_hidden"]
CellValue = str | int | float | bool | date | datetime | None

Meaning = Literal[
    "site", "site_name", "address", "city", "state", "zip", "latitude", "longitude", "maker", "model",
    "part_number", "serial", "mac", "description", "quantity", "obtained_on", "installed_on", "unit_cost",
    "status", "notes", "layer", "asset_id", "ignore",
]  # fmt: skip
Layer = Literal[
    "core", "ran", "transport", "ip", "access", "cpe", "power", "server", "video", "oss", "other"
]  # fmt: skip
RowClass = Literal["item", "blank", "title", "header", "subtotal", "note", "duplicate", "problem"]
Severity = Literal["blocks", "check", "fixed"]
Strength = Literal["conclusive", "strong", "weak", "against"]
Verdict = Literal["covered", "likely", "unknown", "not_covered"]
Presence = Literal["in_network", "mentioned", "removed", "spare"]
Confidence = Literal["sourced", "derived", "memory", "quote"]


def column_letter(index: int) -> str:
    """Excel's name of the column at ``index``, counted from 0: 0 is ``A``, 26 is ``AA``."""
    letters = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


@dataclass(frozen=True, slots=True)
class CellRef:
    """Where a fact came from, named the way Excel names it: ``Sites!B17``. ``file`` is the upload's name."""

    file: str
    sheet: str
    column: str
    row: int

    def __str__(self) -> str:
        return f"{self.sheet}!{self.column}{self.row}"


@dataclass(frozen=True, slots=True)
class MergedRange:
    """A merged block; rows count from 1 and columns from 0, both ends included. The value is at the top left."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row as it stands in the file. ``number`` is Excel's own (for text files the physical line where the
    record starts); ``values[0]`` is column A. Trailing empty cells may be missing.
    """

    number: int
    values: tuple[CellValue, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with every row from 1 to the last that holds anything; ``rows`` is empty when it was not read."""

    name: str
    state: SheetState
    read: bool
    rows: tuple[SourceRow, ...] = ()
    merged: tuple[MergedRange, ...] = ()


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was handed in. ``size`` in bytes, ``sha256`` in lower-case hex of the bytes."""

    name: str
    sha256: str
    size: int
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class FieldText:
    """One filled cell of an item: the column's meaning and header, the address, and the text as read."""

    meaning: Meaning
    header: str
    cell: CellRef
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A row understood: one kind of gear at one place, possibly several units.

    ``fields`` holds every filled cell of the row, the ones we ignore included, so that nothing typed is lost.
    ``site`` is the name as read (filled down where the sheet says so). ``unit_cost`` is the carrier's own figure.
    ``fingerprint`` names the row's content (not its place), so that a re-upload finds earlier decisions.
    """

    id: int
    fingerprint: str
    file: str
    sheet: str
    row: int
    fields: tuple[FieldText, ...]
    site: str | None = None
    maker: str | None = None
    model: str | None = None
    part_number: str | None = None
    serials: tuple[str, ...] = ()
    mac: str | None = None
    description: str | None = None
    notes: str | None = None
    status: str | None = None
    quantity: int = 1
    obtained_on: date | None = None
    installed_on: date | None = None
    unit_cost: Decimal | None = None
    layer: Layer | None = None
    asset_id: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A place with gear. ``key`` is the identifier used in package ids: lower case, hyphens, unique."""

    key: str
    name: str
    latitude: float | None = None
    longitude: float | None = None
    state: str | None = None
    address: str | None = None


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
class Evidence:
    """One reason for or against. ``rule`` is the rule's id in the pack, ``text`` the words it matched.

    ``kind`` says what sort of fact it is (``maker``, ``model``, ``serial``, ``part_number``, ``mac``, ``snmp``,
    ``software``, ``text``): two strong hits count as independent only when their kinds differ.
    ``entity`` is whom it speaks for (``Huawei``), or for evidence *against* the maker it names.
    """

    rule: str
    strength: Strength
    cell: CellRef
    text: str
    why: str
    kind: str
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one item. ``category`` is the kind of gear by the model family (``RAN radio``) or None."""

    item: Item
    verdict: Verdict
    entity: str | None
    presence: Presence
    layer: Layer | None
    category: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's ruling on an item, found again by its fingerprint; ``reason`` is never empty, ``on`` is ISO."""

    fingerprint: str
    verdict: Verdict
    reason: str
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class SheetReview:
    """What became of a sheet. ``row_classes`` gives every row of a read sheet exactly one class."""

    name: str
    state: SheetState
    read: bool
    rows_total: int
    header_row: int | None
    columns: dict[str, Meaning]
    row_classes: tuple[tuple[int, RowClass], ...]


@dataclass(frozen=True, slots=True)
class FileReview:
    """What became of a file, sheet by sheet."""

    name: str
    sha256: str
    size: int
    sheets: tuple[SheetReview, ...]


@dataclass(frozen=True, slots=True)
class RulesInfo:
    """Which rule pack judged: its id, version and as-of date (ISO)."""

    id: str
    version: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Review:
    """All uploads read and flagged; ``sites`` are the places met, in order of first appearance."""

    rules: RulesInfo
    files: tuple[FileReview, ...]
    findings: tuple[Finding, ...]
    issues: tuple[Issue, ...]
    sites: tuple[Site, ...]


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One line of a price book, dollars per ``unit``; ``confidence`` says how much the source can carry."""

    id: str
    category: str
    item: str
    unit: str
    low: Decimal
    likely: Decimal
    high: Decimal
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class PriceBook:
    """A versioned list of prices. ``is_fcc`` is true only for a checked transcription of the FCC catalog."""

    id: str
    version: str
    title: str
    price_level: str
    is_fcc: bool
    lines: dict[str, PriceLine]


@dataclass(frozen=True, slots=True)
class CostLine:
    """One figure of the estimate, with where it came from.

    ``package`` is ``site/layer`` (``project/layer`` for what is bought once). ``low``, ``likely`` and ``high`` are
    quantity times unit price, to the cent; ``eligible`` and ``ineligible`` split ``likely``. ``basis`` says in words
    why this quantity; ``items`` are the ids of the items it replaces.
    """

    id: str
    package: str
    site: str
    layer: Layer
    kind: str
    price_id: str
    description: str
    unit: str
    quantity: Decimal
    unit_low: Decimal
    unit_likely: Decimal
    unit_high: Decimal
    low: Decimal
    likely: Decimal
    high: Decimal
    eligible: Decimal
    ineligible: Decimal
    source: str
    confidence: Confidence
    basis: str
    items: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item that got no cost line, and why: nothing disappears."""

    item: int
    reason: str


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something taken for granted because nobody said; ``where`` names the setting that would replace it."""

    subject: str
    value: str
    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """What replacement costs. Totals are the sums of ``lines``, never stored beside them."""

    book: PriceBook
    lines: tuple[CostLine, ...]
    left_out: tuple[LeftOut, ...]
    assumptions: tuple[Assumption, ...]
    unknown_low: Decimal
    unknown_high: Decimal


@dataclass(frozen=True, slots=True)
class Progress:
    """A heartbeat of long work. ``seconds`` since the work began; ``best``, ``bound`` and ``gap`` when known."""

    stage: str
    seconds: float = 0.0
    done: int | None = None
    total: int | None = None
    best: int | None = None
    bound: float | None = None
    gap: float | None = None
    note: str = field(default="")


ProgressHook = Callable[[Progress], None]
CancelCheck = Callable[[], bool]

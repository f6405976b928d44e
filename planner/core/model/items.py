"""What a row means and what was found about it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from planner.core.model.cells import CellRef
from planner.core.model.fields import FieldText

Layer = Literal[
    "core", "ran", "transport", "ip", "access", "cpe", "power", "server", "video", "oss", "other"
]  # fmt: skip
Strength = Literal["conclusive", "strong", "weak", "against"]
Verdict = Literal["covered", "likely", "unknown", "not_covered"]
Presence = Literal["in_network", "mentioned", "removed", "spare"]
DecisionKind = Literal["confirm", "override", "ask", "split", "withdraw", "sign"]


@dataclass(frozen=True, slots=True)
class Item:
    """A row understood: one kind of gear at one place, possibly several units.

    ``fields`` holds every filled cell of the row, the ones we ignore included, so that nothing typed is lost.
    ``site`` is the name as read (filled down where the sheet says so). ``unit_cost`` is the carrier's own figure.
    ``fingerprint`` names the row's content (not its place), so that a re-upload finds earlier decisions.
    ``position`` is the rack, shelf, slot or port as written; ``parent`` the id of the item it is plugged into.
    """

    id: int
    fingerprint: str
    file: str
    sheet: str
    row: int
    fields: Sequence[FieldText]
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
    position: str | None = None
    parent: int | None = None


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
class Evidence:
    """One reason for or against. ``rule`` is the rule's id in the pack, ``text`` the words it matched.

    ``kind`` says what sort of fact it is (``maker``, ``model``, ``serial``, ``part_number``, ``mac``, ``snmp``,
    ``software``, ``fcc``, ``text``; ``parent``, always weak, for covered gear that it is plugged into): two strong hits
    count as independent only when their kinds differ.
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
class Made:
    """When an item was made, by its serial numbers: a hint that may be a month off.

    ``first`` and ``last`` are the first days of the months of the oldest and of the newest unit that says.
    """

    first: date
    last: date

    def __str__(self) -> str:
        """ISO: ``2019-03``, or ``2019-03/2020-08`` where units differ."""
        months = dict.fromkeys(f"{day:%Y-%m}" for day in (self.first, self.last))
        return "/".join(months)


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one item. ``category`` is the kind of gear by the model family (``RAN radio``) or None.

    ``made`` is when it was made, where a serial number says.
    """

    item: Item
    verdict: Verdict
    entity: str | None
    presence: Presence
    layer: Layer | None
    category: str | None
    evidence: Sequence[Evidence]
    made: Made | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """What stood for a row when a person ruled on it: the machine's verdict, or that of an earlier ruling."""

    verdict: Verdict
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that backs a ruling, by its hash: ``sha256`` in lower-case hex of its bytes, ``size`` in bytes."""

    name: str
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Decision:
    """An entry of the decision log about one row, found again by its fingerprint; ``reason`` is never empty, ``on``
    is ISO.

    ``kind``: ``confirm`` and ``override`` rule the whole row; ``split`` rules ``units`` of its units; ``ask`` leaves a
    question and rules nothing; ``withdraw`` takes the act named by ``about`` back and ``sign`` is the second sign-off
    on it (their ``verdict`` is what stands from then on). Entries made in one go share ``act``, which the log gives.
    ``code`` is one of :data:`planner.core.decisions.REASONS`, empty in rulings older than the codes. ``entity`` is the
    maker the person names, ``pack`` the id and version of the rules that judged before. With ``needs_second`` the
    ruling is not in force before another person (``second_by``) has signed.
    """

    fingerprint: str
    verdict: Verdict
    reason: str
    by: str
    on: str
    code: str = ""
    kind: DecisionKind = "override"
    act: str = field(default="", compare=False)
    about: str = ""
    entity: str | None = None
    before: Before | None = None
    pack: str = ""
    units: int | None = None
    attachments: tuple[Attachment, ...] = ()
    needs_second: bool = False
    second_by: str = ""
    second_on: str = ""

    @property
    def pending(self) -> bool:
        """Whether it waits for a second person, and so is not in force."""
        return self.needs_second and not self.second_by

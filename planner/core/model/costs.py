"""What replacement costs, and the heartbeat of long work."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from planner.core.model.items import Layer

Confidence = Literal["sourced", "derived", "memory", "quote"]


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

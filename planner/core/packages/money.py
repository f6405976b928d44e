"""A package's price under each vendor, in whole dollars, split over order, delivery and completion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.core.model import CostLine
from planner.core.money import DOLLAR, ZERO, allocate, cents, total, whole_dollars
from planner.core.project import Planning, Vendor

VENDOR_KINDS = frozenset({"gear", "software"})
"""Kinds of cost that a vendor's price factor moves; labor costs the same whoever made the gear."""

Stages = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Price:
    """What a package costs with one vendor: all of it, and the reimbursable part."""

    amount: Decimal
    eligible: Decimal


def price(lines: Sequence[CostLine], vendor: Vendor) -> Price:
    """The likely cost of a package's lines with ``vendor``; a quoted line keeps its quoted price."""
    factors = [_factor(line, vendor) for line in lines]
    pairs = list(zip(lines, factors, strict=True))
    return Price(
        total(cents(line.likely * factor) for line, factor in pairs),
        total(cents(line.eligible * factor) for line, factor in pairs),
    )


def _factor(line: CostLine, vendor: Vendor) -> Decimal:
    return vendor.price_factor if line.kind in VENDOR_KINDS and line.confidence != "quote" else Decimal(1)


def in_whole_dollars(prices: Mapping[tuple[str, str], Price]) -> dict[tuple[str, str], tuple[int, int]]:
    """(package, vendor) → (amount, eligible) in whole dollars, adding up to the exact sum rounded once."""
    keys = sorted(prices)
    amounts = whole_dollars([prices[key].amount for key in keys])
    eligible = whole_dollars([prices[key].eligible for key in keys])
    return {key: (amount, min(part, amount)) for key, amount, part in zip(keys, amounts, eligible, strict=True)}


def stages(amount: int, eligible: int, planning: Planning) -> Stages:
    """The payments of a package: each stage's amount and the eligible part of it, adding up exactly."""
    shares = (planning.order_share, planning.delivery_share, planning.completion_share)
    amounts = allocate(Decimal(amount), [Decimal(share) for share in shares], DOLLAR)
    parts = allocate(Decimal(eligible), amounts, DOLLAR) if amount else (ZERO, ZERO, ZERO)
    names = ("order", "delivery", "completion")
    return {name: [int(a), int(e)] for name, a, e in zip(names, amounts, parts, strict=True)}

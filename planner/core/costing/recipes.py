"""Recipes: which price lines a swap needs, how many, and when. The table is data; here is what its words mean."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from planner.core.bill import Swap

Per = Literal["package", "sector", "antenna", "hop", "unit", "chassis", "asset", "project"]

LARGE_CORE_CUSTOMERS = 25_000
"""From this many customers a packet core is priced as the larger of the book's two turnkey lines."""

NETWORK_WIDE_FROM = 5
"""A network-wide line (a manager, a lab) is priced when a layer has at least this many swaps; fewer are noted."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """One row of the recipe table: ``quantity`` of price line ``price_id`` for each ``per`` of a swap.

    ``layer`` is a layer, ``spare``, ``program`` or ``*``. ``when`` names a condition (:data:`CONDITIONS`) or is empty.
    ``categories`` (for ``per == "unit"``) are the kinds of gear that take it; ``*`` takes every kind no other row does.
    ``eligible_percent`` of the amount is reimbursable, before the obtained-by date of the gear is looked at.
    """

    id: str
    layer: str
    when: str
    per: Per
    categories: frozenset[str]
    price_id: str
    quantity: Decimal
    kind: str
    eligible_percent: Decimal
    why: str


@dataclass(frozen=True, slots=True)
class RecipeTable:
    """All recipes, and the kinds of gear that are replaced as a part of something else (kind → what)."""

    recipes: tuple[Recipe, ...]
    included: Mapping[str, str]

    @property
    def unit_categories(self) -> frozenset[str]:
        """Every kind of gear that some row prices by the unit."""
        return frozenset().union(*(recipe.categories for recipe in self.recipes)) - {"*"}


@dataclass(frozen=True, slots=True)
class Network:
    """What the conditions look at beyond the swap itself."""

    customers: int | None
    first_core: str | None
    has_oss_gear: bool


def _active_ran(swap: Swap, _network: Network) -> bool:
    return any(swap.counts.get(name, 0) for name in ("radio", "baseband", "station")) or not swap.counts.get(
        "antenna", 0
    )


def _has_radios(swap: Swap, _network: Network) -> bool:
    return swap.counts.get("radio", 0) > 0


def _packet_core(swap: Swap) -> bool:
    return swap.counts.get("packet", 0) > 0


def _is_large(network: Network) -> bool:
    return network.customers is not None and network.customers >= LARGE_CORE_CUSTOMERS


CONDITIONS: Mapping[str, Callable[[Swap, Network], bool]] = {
    "": lambda _swap, _network: True,
    "active_ran": _active_ran,
    "has_radios": _has_radios,
    "base_station_only": lambda swap, network: _active_ran(swap, network) and not _has_radios(swap, network),
    "antenna_only": lambda swap, network: not _active_ran(swap, network),
    "has_hops": lambda swap, _network: swap.hop_ends > 0,
    "no_oss_gear": lambda _swap, network: not network.has_oss_gear,
    "packet_core_small": lambda swap, network: (
        _packet_core(swap) and swap.id == network.first_core and not _is_large(network)
    ),
    "packet_core_large": lambda swap, network: (
        _packet_core(swap) and swap.id == network.first_core and _is_large(network)
    ),
    "packet_core_second": lambda swap, network: _packet_core(swap) and swap.id != network.first_core,
    "subscriber_data_alone": lambda swap, _network: swap.counts.get("subscriber", 0) > 0 and not _packet_core(swap),
    "voice_core": lambda swap, _network: swap.counts.get("voice", 0) > 0,
    "core_other": lambda swap, _network: (
        not any(swap.counts.get(name, 0) for name in ("packet", "subscriber", "voice"))
    ),
}
"""What each word of the recipe table's ``when`` column asks."""

"""Recipes: which price lines a swap needs, how many, and when. The table is data; here is what its words mean."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from planner.core.bill import Swap
from planner.core.model import Finding

Per = Literal["package", "sector", "antenna", "hop", "unit", "chassis", "asset", "project"]

LARGE_CORE_CUSTOMERS = 25_000
"""From this many customers a packet core is priced as the larger of the book's two turnkey lines."""

NETWORK_WIDE_FROM = 5
"""A network-wide line (a manager, a lab) is priced when a layer has at least this many swaps; fewer are noted."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """One row of the recipe table: ``quantity`` of price line ``price_id`` for each ``per`` of a swap.

    ``layer`` is a layer, ``spare``, ``program`` or ``*``. ``when`` names a condition (:data:`CONDITIONS`) or is empty.
    ``categories`` (for ``per`` ``unit`` and ``chassis``) are the kinds of gear that take it; ``*`` takes every kind
    that no unit row names. A ``chassis`` row counts what is installed by itself: no part of something else.
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
class Part:
    """Gear of ``category`` whose model matches ``pattern`` is a board that ``comes_with`` what it sits in."""

    category: str
    pattern: re.Pattern[str]
    comes_with: str


@dataclass(frozen=True)
class RecipeTable:
    """All recipes, and the gear that is replaced as a part of something else.

    ``included`` maps whole kinds of gear to what they come with; ``parts`` are boards told by their model.
    """

    recipes: tuple[Recipe, ...]
    included: Mapping[str, str]
    parts: tuple[Part, ...] = ()

    def comes_with(self, finding: Finding) -> str | None:
        """What this gear is replaced together with, or None when it is replaced by itself."""
        item = finding.item
        texts = [text for text in (item.model, item.part_number, item.description) if text]
        for part in self.parts:
            if finding.category == part.category and any(part.pattern.search(text) for text in texts):
                return part.comes_with
        return self.included.get(finding.category or "")

    @cached_property
    def unit_categories(self) -> frozenset[str]:
        """Every kind of gear that some row prices by the unit."""
        named = (recipe.categories for recipe in self.recipes if recipe.per == "unit")
        return frozenset[str]().union(*named) - {"*"}

    @cached_property
    def by_layer(self) -> Mapping[str, tuple[Recipe, ...]]:
        """The rows that a layer's own swaps may take, in the order of the table."""
        layers = {recipe.layer for recipe in self.recipes}
        return {layer: tuple(one for one in self.recipes if one.layer in ("*", layer)) for layer in layers}

    def of_layer(self, layer: str) -> tuple[Recipe, ...]:
        """The rows for swaps of this layer; a layer without rows of its own takes those of every layer."""
        return self.by_layer.get(layer) or self.by_layer.get("*", ())

    @cached_property
    def network_wide_layers(self) -> frozenset[str]:
        """The layers that have lines bought once for the whole network."""
        return frozenset(recipe.layer for recipe in self.recipes if recipe.per == "project")


@dataclass(frozen=True, slots=True)
class Network:
    """What the conditions look at beyond the swap itself."""

    customers: int | None
    first_core: str | None
    has_oss_gear: bool


_NEVER_ON_AIR = frozenset({"antenna", "RAN cabinet", "site cabinet", "RAN controller"})
_INDOOR = frozenset({"RAN indoor", "RAN baseband"})


def _active_ran(swap: Swap, _network: Network) -> bool:
    """A radio site on a tower: anything but antennas, cabinets, controllers, and small cells with their baseband."""
    if any(swap.counts.get(name, 0) for name in ("radio", "station")):
        return True
    kinds = swap.categories - _NEVER_ON_AIR
    return bool(kinds) and not ("RAN indoor" in kinds and kinds <= _INDOOR)


def _tower_work(swap: Swap, network: Network) -> bool:
    return _active_ran(swap, network) or swap.counts.get("antenna", 0) > 0


def _indoor_only(swap: Swap, network: Network) -> bool:
    return "RAN indoor" in swap.categories and not _active_ran(swap, network)


def _has_radios(swap: Swap, _network: Network) -> bool:
    return swap.counts.get("radio", 0) > 0


def _only_cards(kind: str) -> Callable[[Swap, Network], bool]:
    """Cards of ``kind`` stand here, and nothing that they could sit in."""

    def holds(swap: Swap, _network: Network) -> bool:
        parts = swap.counts.get("card", 0) + swap.counts.get("optic", 0)
        return swap.counts.get(kind, 0) > 0 and parts == swap.units

    return holds


def _packet_core(swap: Swap) -> bool:
    return swap.counts.get("packet", 0) > 0


def _is_large(network: Network) -> bool:
    return network.customers is not None and network.customers >= LARGE_CORE_CUSTOMERS


CONDITIONS: Mapping[str, Callable[[Swap, Network], bool]] = {
    "": lambda _swap, _network: True,
    "active_ran": _active_ran,
    "has_radios": _has_radios,
    "base_station_only": lambda swap, network: _active_ran(swap, network) and not _has_radios(swap, network),
    "antenna_only": lambda swap, network: _tower_work(swap, network) and not _active_ran(swap, network),
    "tower_work": _tower_work,
    "no_tower_work": lambda swap, network: not _tower_work(swap, network),
    "indoor_only": _indoor_only,
    "router_cards_only": _only_cards("router_card"),
    "switch_cards_only": lambda swap, network: (
        _only_cards("switch_card")(swap, network) and not swap.counts.get("router_card", 0)
    ),
    "optical_boards_only": lambda swap, _network: (
        0 < swap.counts.get("optical_board", 0) == swap.counts.get("optical", 0)
    ),
    "access_cards_only": _only_cards("access_card"),
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

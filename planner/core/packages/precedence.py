"""What must be finished before a package may start: core and transport before what hangs on them."""

from collections.abc import Mapping, Sequence

from planner.core.bill import PROJECT, Swap
from planner.core.model import Layer, Site
from planner.core.packages.geography import nearest

HUB_ENDS = 3
"""A site where at least this many microwave hops end is a hub: the sites around it wait for it."""

SAME_SITE: Mapping[Layer, tuple[Layer, ...]] = {
    "ran": ("transport",),
    "ip": ("transport",),
    "access": ("transport", "ip"),
    "cpe": ("access",),
}
"""Layer → the layers at the same site that it hangs on."""


def predecessors(
    swaps: Sequence[Swap], sites: Mapping[str, Site], regions: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Package id → the ids it waits for. The order is acyclic: network-wide work, core, hubs, spokes, then the rest."""
    present = {swap.id for swap in swaps}
    cores = tuple(swap.id for swap in swaps if swap.layer == "core" and swap.site != PROJECT)
    hubs = [sites[swap.site] for swap in swaps if _is_hub(swap) and swap.site in sites]
    result = {}
    for swap in swaps:
        wanted = [*_network_work(swap), *(cores if swap.layer == "ran" and swap.site != PROJECT else ())]
        wanted += [f"{swap.site}/{layer}" for layer in SAME_SITE.get(swap.layer, ())]
        wanted += _hub_of(swap, hubs, sites, regions)
        result[swap.id] = tuple(sorted({one for one in wanted if one in present and one != swap.id}))
    return result


def _network_work(swap: Swap) -> list[str]:
    return [] if swap.site == PROJECT or swap.recipe_layer != swap.layer else [f"{PROJECT}/{swap.layer}"]


def _is_hub(swap: Swap) -> bool:
    return swap.layer == "transport" and swap.hop_ends >= HUB_ENDS


def _hub_of(swap: Swap, hubs: Sequence[Site], sites: Mapping[str, Site], regions: Mapping[str, str]) -> list[str]:
    if swap.layer != "transport" or _is_hub(swap) or swap.site not in sites:
        return []
    hub = nearest(sites[swap.site], hubs, regions)
    return [f"{hub.key}/transport"] if hub else []

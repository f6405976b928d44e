"""Where sites lie: distances, regions one crew trip can serve, neighbors that cover for each other, nearest hubs."""

from collections.abc import Mapping, Sequence
from math import asin, cos, radians, sin, sqrt

from planner.core.model import Site

EARTH_RADIUS_KM = 6371.0
"""Mean radius of the Earth (IUGG), which is exact enough for distances between towers."""

NO_COORDINATES = "no-coordinates"
LARGEST_GROUP = 6
"""A site and at most five neighbors watch over each other; farther ones add rows to the problem and no safety."""


def distance_km(one: Site, other: Site) -> float | None:
    """Great-circle distance (haversine), or None when a site has no coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    lat1, lat2 = radians(one.latitude), radians(other.latitude)
    half_lat = sin((lat2 - lat1) / 2)
    half_lon = sin(radians(other.longitude - one.longitude) / 2)
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half_lat**2 + cos(lat1) * cos(lat2) * half_lon**2))


def clusters(sites: Sequence[Site], reach_km: float) -> dict[str, str]:
    """Site key → region. Each site joins the nearest region begun within ``reach_km``, in order of key."""
    leaders: list[tuple[str, Site]] = []
    regions: dict[str, str] = {}
    for site in sorted(sites, key=lambda site: site.key):
        if site.latitude is None or site.longitude is None:
            regions[site.key] = NO_COORDINATES
            continue
        near = [(span, name) for name, leader in leaders if (span := distance_km(site, leader) or 0.0) <= reach_km]
        if near:
            regions[site.key] = min(near)[1]
        else:
            name = f"region-{len(leaders) + 1}"
            leaders.append((name, site))
            regions[site.key] = name
    return regions


def coverage_groups(sites: Sequence[Site], reach_km: float) -> tuple[tuple[str, ...], ...]:
    """Groups of site keys: each site with its nearest neighbors within ``reach_km``; none inside another."""
    groups = {tuple(sorted([site.key, *_neighbors(site, sites, reach_km)])) for site in sites}
    kept = [group for group in groups if len(group) > 1 and not any(set(group) < set(other) for other in groups)]
    return tuple(sorted(kept))


def _neighbors(site: Site, sites: Sequence[Site], reach_km: float) -> list[str]:
    spans = ((distance_km(site, other), other.key) for other in sites if other.key != site.key)
    near = sorted((span, key) for span, key in spans if span is not None and span <= reach_km)
    return [key for _span, key in near[: LARGEST_GROUP - 1]]


def nearest(site: Site, candidates: Sequence[Site], regions: Mapping[str, str]) -> Site | None:
    """The nearest of ``candidates`` in the same region with known coordinates, or None."""
    spans = [
        (span, other.key, other)
        for other in candidates
        if other.key != site.key
        and regions.get(other.key) == regions.get(site.key)
        and (span := distance_km(site, other)) is not None
    ]
    return min(spans)[2] if spans else None

"""``planner-estimate/1`` as the costs page shows it. Amounts stay text until they are printed: nothing is rounded."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Json = dict[str, Any]

CONFIDENCE = {
    "sourced": "From a published source",
    "derived": "Worked out from a source",
    "memory": "General knowledge, not checked",
    "quote": "The carrier's quote",
}


@dataclass(frozen=True, slots=True)
class CostsView:
    """The estimate at a glance. ``warning`` is empty only for the FCC's own catalog."""

    warning: str
    book: str
    price_level: str
    totals: Json
    unknown_high: str
    has_unknowns: bool
    by_layer: tuple[Json, ...]
    by_site: tuple[Json, ...]
    by_kind: tuple[Json, ...]
    sites: tuple[str, ...]
    layers: tuple[str, ...]
    left_out: tuple[Json, ...]
    assumptions: tuple[Json, ...]


def costs_view(estimate: Json) -> CostsView:
    """The estimate's totals, groups and caveats."""
    book, unknowns = estimate["book"], estimate["unknowns"]
    warning = "" if book["is_fcc"] else "These are planning figures, not FCC catalog figures."
    return CostsView(
        warning=warning,
        book=f"{book['title']} ({book['id']}, version {book['version']})",
        price_level=book["price_level"],
        totals=estimate["totals"],
        unknown_high=unknowns["high"],
        has_unknowns=Decimal(unknowns["high"]) != 0,
        by_layer=tuple(estimate["by_layer"]),
        by_site=_dearest_first(estimate["by_site"]),
        by_kind=tuple(estimate["by_kind"]),
        sites=tuple(sorted({line["site"] for line in estimate["lines"]})),
        layers=tuple(sorted({line["layer"] for line in estimate["lines"]})),
        left_out=tuple(estimate["left_out"]),
        assumptions=tuple(estimate["assumptions"]),
    )


def _dearest_first(groups: list[Json]) -> tuple[Json, ...]:
    return tuple(sorted(groups, key=lambda group: (-Decimal(group["likely"]), group["site"])))


def lines(estimate: Json, site: str, layer: str) -> tuple[Json, ...]:
    """The cost lines of a site and layer, each with its confidence in words; an empty filter matches all."""
    return tuple(
        {**line, "confidence_words": CONFIDENCE.get(line["confidence"], line["confidence"])}
        for line in estimate["lines"]
        if (not site or line["site"] == site) and (not layer or line["layer"] == layer)
    )

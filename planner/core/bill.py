"""Bill of work: which findings are swapped together. One swap is one layer at one site, or bought once a project.

A swap is the unit that is priced (costing) and scheduled (packages), so both speak of the same gear.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from planner.core.model import Finding, Layer, LeftOut, Site

RecipeLayer = Layer | Literal["spare", "program"]
NO_SITE = "site-not-given"
PROJECT = "project"
SPARES = "spares"
REIMBURSED_ENTITIES = ("Huawei", "ZTE")
"""Whose gear the reimbursement program pays to replace: 47 CFR 1.50004(a)."""

RADIOS_A_SITE = 6
"""Radios (or antennas) of gear without a site that are taken to stand at one: three sectors, two bands. A planning
rule, used only where the inventory does not say which site the gear stands at.
"""

UNKNOWN = "nobody can tell yet whether it is covered: it is priced as an unknown, not in the total"
UNPRICED_UNKNOWN = "nobody can tell yet whether it is covered, nor what kind of gear it is: it is in no figure at all"
KIND_NOT_SAID = "covered, but nothing says what kind of gear it is: give its model or its layer to price it"


@dataclass(frozen=True, slots=True)
class UnitCounter:
    """What counts as one kind of unit: gear of these categories whose model (or description) matches ``pattern``."""

    name: str
    categories: frozenset[str]
    pattern: re.Pattern[str] | None
    why: str


@dataclass(frozen=True, slots=True)
class Swap:
    """The gear of one layer at one site. ``id`` is ``site/layer``; ``counts`` are units by counter name."""

    id: str
    site: str
    layer: Layer
    recipe_layer: RecipeLayer
    findings: tuple[Finding, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def units(self) -> int:
        """How many units come out."""
        return sum(finding.item.quantity for finding in self.findings)

    @property
    def categories(self) -> frozenset[str | None]:
        """The kinds of gear that stand here."""
        return frozenset(finding.category for finding in self.findings)

    @property
    def places(self) -> int:
        """Sites that the swap stands for: one, but radio gear without a site is not all at one.

        Then each baseband and each base station is a site, and no site has more than :data:`RADIOS_A_SITE` radios.
        """
        if self.site != NO_SITE or self.layer != "ran":
            return 1
        whole = self.counts.get("baseband", 0) + self.counts.get("station", 0)
        hung = max(self.counts.get("radio", 0), self.counts.get("antenna", 0))
        return max(1, whole, -(-hung // RADIOS_A_SITE))

    @property
    def sectors(self) -> int:
        """Sectors of the radio site: one a radio up to three; three for a base station listed whole (planning rule)."""
        radios = self.counts.get("radio", 0)
        if radios:
            return min(3 * self.places, radios)
        return 3 * self.places if self.counts.get("station", 0) or self.counts.get("baseband", 0) else 1

    @property
    def hop_ends(self) -> int:
        """Ends of microwave hops here: the outdoor units, else the indoor ones, else one when anything microwave is."""
        ends = self.counts.get("odu", 0) or self.counts.get("idu", 0)
        return ends or int("microwave backhaul" in self.categories)


@dataclass(frozen=True, slots=True)
class BillOfWork:
    """All swaps in order of site and layer, and the items that are in none, each with its reason."""

    swaps: tuple[Swap, ...]
    left_out: tuple[LeftOut, ...]


def bill_of_work(
    findings: Sequence[Finding], sites: Sequence[Site], counters: Sequence[UnitCounter], *, include_likely: bool
) -> BillOfWork:
    """Group what must go into swaps. Every item ends in exactly one swap or in ``left_out`` with the reason."""
    keys = _keys(sites)
    groups: dict[tuple[str, RecipeLayer], list[Finding]] = defaultdict(list)
    left_out = []
    for finding in findings:
        reason = reason_to_leave_out(finding, include_likely=include_likely)
        if reason:
            left_out.append(LeftOut(finding.item.id, reason))
        else:
            groups[_place(finding, keys)].append(finding)
    swaps = [_swap(site, layer, members, counters) for (site, layer), members in groups.items()]
    return BillOfWork(tuple(sorted(swaps, key=lambda swap: swap.id)), tuple(left_out))


def as_if_covered(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings with every unknown one taken as covered: what the unknowns could cost at most.

    Nobody knows whose gear it is; the first reimbursed entity stands in, because the price does not depend on it.
    """
    return tuple(
        replace(finding, verdict="covered", entity=REIMBURSED_ENTITIES[0]) if finding.verdict == "unknown" else finding
        for finding in findings
    )


def reason_to_leave_out(finding: Finding, *, include_likely: bool) -> str | None:
    """Why this item is not priced, or None when it is."""
    if finding.verdict == "not_covered":
        return "another maker is named and nothing strong speaks against it"
    if finding.verdict == "unknown":
        return UNKNOWN
    if finding.verdict == "likely" and not include_likely:
        return "likely covered, and the project file says to leave likely gear out until a person confirms it"
    # A person may rule gear covered without naming its maker: it keeps its price, and the maker stays a question.
    if finding.entity is not None and finding.entity not in REIMBURSED_ENTITIES:
        return f"{finding.entity} gear is flagged, but the program pays for Huawei and ZTE gear only"
    if finding.presence == "removed":
        return "the row says the gear is already gone"
    if finding.presence == "mentioned":
        return "the covered name stands only in a remark about other gear"
    if finding.layer is None and finding.presence != "spare":
        return KIND_NOT_SAID
    return None


def _keys(sites: Sequence[Site]) -> dict[str, str]:
    """Name → key; a site that is really called "Project" or "Spares" is not taken for what the planner means by it."""
    taken = {site.key for site in sites}
    keys = {}
    for site in sites:
        key = site.key
        while key in (NO_SITE, PROJECT, SPARES) or (key != site.key and key in taken):
            key += "-site"
        keys[site.name] = key
    return keys


def _place(finding: Finding, keys: Mapping[str, str]) -> tuple[str, RecipeLayer]:
    if finding.presence == "spare":
        return SPARES, "spare"
    name = finding.item.site
    return (keys.get(name, NO_SITE) if name else NO_SITE), finding.layer or "other"


def _swap(site: str, layer: RecipeLayer, members: Sequence[Finding], counters: Sequence[UnitCounter]) -> Swap:
    shown: Layer = "other" if layer == "spare" or layer == "program" else layer
    return Swap(f"{site}/{shown}", site, shown, layer, tuple(members), unit_counts(members, counters))


def unit_counts(members: Sequence[Finding], counters: Sequence[UnitCounter]) -> dict[str, int]:
    """Units by the name of the counter that counts them; one unit may count as several kinds."""
    counts: Counter[str] = Counter()
    for finding in members:
        for counter in counters:
            if finding.category in counter.categories and _matches(finding, counter):
                counts[counter.name] += finding.item.quantity
    return dict(counts)


def _matches(finding: Finding, counter: UnitCounter) -> bool:
    if counter.pattern is None:
        return True
    item = finding.item
    return any(counter.pattern.search(text) for text in (item.model, item.part_number, item.description) if text)

"""Bill of work × price book × recipes → cost lines, each with its quantity's reason and its price's source."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import get_args

from planner.core.bill import NO_SITE, PROJECT, UNKNOWN, UNPRICED_UNKNOWN, BillOfWork, RecipeLayer, Swap
from planner.core.costing.recipes import (
    CONDITIONS,
    LARGE_CORE_CUSTOMERS,
    NETWORK_WIDE_FROM,
    Network,
    Recipe,
    RecipeTable,
)
from planner.core.model import Assumption, CostLine, Estimate, Finding, Layer, LeftOut, PriceBook, PriceLine
from planner.core.money import ZERO, cents, total

_LAYERS: tuple[Layer, ...] = tuple(sorted(get_args(Layer)))


@dataclass(frozen=True, slots=True)
class CostingRules:
    """All that turns gear into dollars: the price book, the recipe table, and which items are not reimbursable.

    ``not_reimbursable`` maps an item's id to the reason (obtained after the cut-off date, for one).
    """

    book: PriceBook
    table: RecipeTable
    not_reimbursable: Mapping[int, str]
    customers: int | None = None


@dataclass(frozen=True, slots=True)
class _Need:
    swap: Swap
    recipe: Recipe
    count: Decimal
    findings: tuple[Finding, ...]


def estimate(bill: BillOfWork, rules: CostingRules, unknowns: BillOfWork | None = None) -> Estimate:
    """Price a bill of work.

    ``unknowns`` is the same bill with the unknown items taken as covered: the difference of the two likely totals is
    what the unknowns could add at most (``unknown_high``; ``unknown_low`` is zero: none of them may be covered).
    """
    swaps = (*bill.swaps, *project_swaps(bill.swaps))
    lines = _numbered(_lines(swaps, rules))
    exposure, left_out = ZERO, list(bill.left_out)
    if unknowns is not None:
        all_lines = _lines((*unknowns.swaps, *project_swaps(unknowns.swaps)), rules)
        exposure = max(ZERO, total(line.likely for line in all_lines) - total(x.likely for x in lines))
        left_out = _without_a_price(left_out, all_lines)
    left_out += _unpriced(bill.swaps, lines, rules.table)
    return Estimate(
        book=rules.book,
        lines=lines,
        left_out=tuple(sorted(left_out, key=lambda left: left.item)),
        assumptions=tuple(_assumptions(bill, rules)),
        unknown_low=ZERO,
        unknown_high=exposure,
    )


def _without_a_price(left_out: Iterable[LeftOut], all_lines: Sequence[CostLine]) -> list[LeftOut]:
    """Unknown items that have no price even when taken as covered say so: no figure holds them, not the highest."""
    priced = {item for line in all_lines for item in line.items}
    return [
        LeftOut(left.item, UNPRICED_UNKNOWN) if left.reason == UNKNOWN and left.item not in priced else left
        for left in left_out
    ]


def project_swaps(swaps: Sequence[Swap]) -> tuple[Swap, ...]:
    """One swap without gear for each layer with enough work for network-wide lines, and one for the program."""
    return bought_once(Counter(swap.recipe_layer for swap in swaps), len({swap.site for swap in swaps}))


def bought_once(swaps: Mapping[RecipeLayer, int], sites: int) -> tuple[Swap, ...]:
    """The same, from the number of swaps by layer and of sites: nothing else decides what a network needs once."""
    layers = (layer for layer in _LAYERS if _is_network_wide(layer, swaps.get(layer, 0)))
    wide: list[Swap] = [Swap(f"{PROJECT}/{layer}", PROJECT, layer, layer) for layer in layers]
    if sites >= NETWORK_WIDE_FROM:
        wide.append(Swap(f"{PROJECT}/other", PROJECT, "other", "program"))
    return tuple(wide)


def _is_network_wide(layer: Layer, swaps: int) -> bool:
    return swaps >= NETWORK_WIDE_FROM or (layer == "core" and swaps > 0)


def _lines(swaps: Sequence[Swap], rules: CostingRules) -> list[CostLine]:
    network = network_of(swaps, rules.customers)
    needs = (need for swap in swaps for need in _needs(swap, rules.table, network))
    return [line for need in needs if (line := _line(need, rules)) is not None]


def swap_amounts(swap: Swap, network: Network, rules: CostingRules) -> list[tuple[str, Decimal]]:
    """Price id and likely amount of each of the swap's lines, when nothing else about them is asked."""
    return [
        (need.recipe.price_id, _likely(need, rules.book.lines[need.recipe.price_id]))
        for need in _needs(swap, rules.table, network)
    ]


def sways_network(swap: Swap) -> bool:
    """Whether :func:`network_of` looks at this swap at all."""
    return swap.counts.get("packet", 0) != 0 or swap.layer == "oss"


def network_of(swaps: Sequence[Swap], customers: int | None) -> Network:
    """What one swap's price depends on beyond itself; ``swaps`` in the order of the bill."""
    swaps = [swap for swap in swaps if sways_network(swap)]
    cores = [swap for swap in swaps if swap.counts.get("packet", 0)]
    first = max(cores, key=lambda swap: swap.units).id if cores else None
    return Network(customers, first, any(swap.layer == "oss" for swap in swaps))


def _needs(swap: Swap, table: RecipeTable, network: Network) -> Iterator[_Need]:
    for recipe in table.of_layer(swap.recipe_layer):
        if (recipe.per == "project") != (swap.site == PROJECT):
            continue
        if not CONDITIONS[recipe.when](swap, network):
            continue
        findings = _takers(swap, recipe, table)
        count = _count(swap, recipe, findings)
        if count:
            yield _Need(swap, recipe, count, findings)


def _takers(swap: Swap, recipe: Recipe, table: RecipeTable) -> tuple[Finding, ...]:
    """The findings a row of the table prices: all of the swap, or for unit rows those of its kinds of gear."""
    if swap.recipe_layer == "spare" and recipe.layer == "*":
        return ()
    if recipe.per not in ("unit", "chassis"):
        return swap.findings
    whole = [finding for finding in swap.findings if table.comes_with(finding) is None]
    if not recipe.categories:
        return tuple(whole)
    rest = "*" in recipe.categories
    named = table.unit_categories
    return tuple(
        finding
        for finding in whole
        if finding.category in recipe.categories or (rest and finding.category not in named)
    )


def _count(swap: Swap, recipe: Recipe, findings: Sequence[Finding]) -> Decimal:
    if recipe.per == "project":
        return Decimal(1)
    if recipe.per == "package":
        return Decimal(swap.places)
    if recipe.per == "sector":
        return Decimal(swap.sectors)
    if recipe.per == "antenna":
        return Decimal(swap.counts.get("antenna", 0))
    if recipe.per == "hop":
        return Decimal(swap.hop_ends) / 2
    return Decimal(sum(finding.item.quantity for finding in findings))


def _line(need: _Need, rules: CostingRules) -> CostLine | None:
    recipe, swap = need.recipe, need.swap
    price = rules.book.lines[recipe.price_id]
    quantity = need.count * recipe.quantity
    likely = _likely(need, price)
    eligible = cents(
        likely * recipe.eligible_percent / 100 * _reimbursable_share(need.findings, rules.not_reimbursable)
    )
    return CostLine(
        id="",
        package=swap.id,
        site=swap.site,
        layer=swap.layer,
        kind=recipe.kind,
        price_id=price.id,
        description=price.item,
        unit=price.unit,
        quantity=quantity,
        unit_low=price.low,
        unit_likely=price.likely,
        unit_high=price.high,
        low=cents(quantity * price.low),
        likely=likely,
        high=cents(quantity * price.high),
        eligible=eligible,
        ineligible=likely - eligible,
        source=price.source,
        confidence=price.confidence,
        basis=_basis(need),
        items=tuple(finding.item.id for finding in need.findings),
    )


def _likely(need: _Need, price: PriceLine) -> Decimal:
    return cents(need.count * need.recipe.quantity * price.likely)


def _reimbursable_share(findings: Sequence[Finding], not_reimbursable: Mapping[int, str]) -> Decimal:
    units = sum(finding.item.quantity for finding in findings)
    barred = sum(finding.item.quantity for finding in findings if finding.item.id in not_reimbursable)
    return Decimal(units - barred) / units if units else Decimal(1)


def _basis(need: _Need) -> str:
    per = {"package": "swap", "asset": "removed unit"}.get(need.recipe.per, need.recipe.per)
    count = f"{need.count.normalize():f} {per}{'' if need.count == 1 else 's'}"
    return f"{count} × {need.recipe.quantity:f}: {need.recipe.why}"


def _numbered(lines: Iterable[CostLine]) -> tuple[CostLine, ...]:
    return tuple(replace(line, id=f"C{number:05d}") for number, line in enumerate(lines, start=1))


def _unpriced(swaps: Sequence[Swap], lines: Sequence[CostLine], table: RecipeTable) -> Iterator[LeftOut]:
    """Items of a swap that no line speaks for: what they come with, or that the book has no line for them."""
    priced = {item for line in lines for item in line.items}
    for finding in (finding for swap in swaps for finding in swap.findings):
        if finding.item.id not in priced:
            yield LeftOut(finding.item.id, _why_unpriced(finding, table))


def _why_unpriced(finding: Finding, table: RecipeTable) -> str:
    comes_with = table.comes_with(finding)
    if comes_with:
        return f"replaced together with {comes_with}"
    return f"the recipe table has no line for {finding.category or 'gear of this layer'}: enter a quote for it"


def _assumptions(bill: BillOfWork, rules: CostingRules) -> Iterator[Assumption]:
    yield Assumption("Prices", rules.book.title, "price book", f"price level {rules.book.price_level}")
    swaps = Counter(swap.recipe_layer for swap in bill.swaps)
    small = [
        layer
        for layer in _LAYERS
        if layer in rules.table.network_wide_layers and swaps[layer] and not _is_network_wide(layer, swaps[layer])
    ]
    if small:
        where = f"{', '.join(small)}: fewer than {NETWORK_WIDE_FROM} swaps"
        yield Assumption("Network-wide lines", "left out", "recipe table", f"{where}, so no manager or lab is priced")
    if 0 < len({swap.site for swap in bill.swaps}) < NETWORK_WIDE_FROM:
        why = f"fewer than {NETWORK_WIDE_FROM} sites: no warehouse, reporting or audit support is priced"
        yield Assumption("Program lines", "left out", "recipe table", why)
    if any(swap.layer == "access" for swap in bill.swaps):
        why = "new access gear is built beside the old, which stays until the last premises has moved"
        yield Assumption("Access gear", "old and new side by side", "plan", why)
    yield from _assumed_sizes(bill, rules)
    likely = sum(finding.verdict == "likely" for swap in bill.swaps for finding in swap.findings)
    if likely:
        yield Assumption(
            "Likely covered gear", f"{likely} rows priced", "planning.include_likely", "until a person rules"
        )
    if rules.not_reimbursable:
        count = len(rules.not_reimbursable)
        yield Assumption(
            "Not reimbursable gear", f"{count} rows", "obtained-by date", "their share of a swap is ineligible"
        )


def _assumed_sizes(bill: BillOfWork, rules: CostingRules) -> Iterator[Assumption]:
    """What was taken for granted about how much there is: customers of the core, sites of gear without one."""
    if rules.customers is None and any(swap.counts.get("packet", 0) for swap in bill.swaps):
        size = f"fewer than {LARGE_CORE_CUSTOMERS:,} customers"
        yield Assumption("Size of the core", size, "carrier.customers", "no number of customers was given")
    unsited = [swap for swap in bill.swaps if swap.site == NO_SITE]
    if unsited:
        rows = sum(len(swap.findings) for swap in unsited)
        places = sum(swap.places for swap in unsited if swap.layer == "ran")
        radio = f"; radio gear as {places} site{'' if places == 1 else 's'}" if places else ""
        value = f"{rows} row{'' if rows == 1 else 's'} priced as one place a layer{radio}"
        why = "nothing says where the gear stands; trips and per-site work are likely to be more"
        yield Assumption("Gear without a site", value, "site column", why)

"""The estimate again with some gear in or out, priced only where that gear stands.

A question about a few rows must not price the whole network anew: only the swaps they stand in, and what is bought once
for the network when its size changes. The price of a swap depends on how many units of each kind it holds, so its
rows are kept as such counts.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from planner.core.bill import BillOfWork, Swap, UnitCounter, unit_counts
from planner.core.costing.build import CostingRules, bought_once, network_of, swap_amounts, sways_network
from planner.core.costing.recipes import Network
from planner.core.model import Finding
from planner.core.money import ZERO

LineKey = tuple[str, str]
"""Package and price id of a cost line."""

_Kind = tuple[str | None, str | None]
"""What the price of a unit depends on: its category, and what it is replaced together with."""


@dataclass(slots=True)
class _Load:
    """What stands in a swap: units by kind of gear, and by counter."""

    units: Counter[_Kind] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, other: "_Load", sign: int = 1) -> None:
        for kind, units in other.units.items():
            self.units[kind] += sign * units
        for name, units in other.counts.items():
            self.counts[name] += sign * units

    def copy(self) -> "_Load":
        return _Load(Counter(self.units), Counter(self.counts))


class WhatIf:
    """A bill of work whose gear can be ruled in or out.

    ``everything`` is the bill with all that may have to go; ``base`` the bill as it is priced now, a part of it.
    """

    def __init__(
        self, everything: BillOfWork, base: BillOfWork, counters: Sequence[UnitCounter], rules: CostingRules
    ) -> None:
        self._rules = rules
        self._shells = {swap.id: swap for swap in everything.swaps}
        self._gear: dict[int, tuple[str, _Load]] = {}
        self._example: dict[_Kind, Finding] = {}
        for swap in everything.swaps:
            for finding in swap.findings:
                self._gear[finding.item.id] = swap.id, self._load(finding, counters)
        self._held = frozenset(finding.item.id for swap in base.swaps for finding in swap.findings)
        self._base = self._loads(self._held)
        self._swaps = {name: self._swap(name, load) for name, load in sorted(self._base.items())}
        self._network = network_of(tuple(self._swaps.values()), rules.customers)
        self._by_layer = Counter(swap.recipe_layer for swap in self._swaps.values())
        self._by_site = Counter(swap.site for swap in self._swaps.values())
        self._project = bought_once(self._by_layer, len(self._by_site))
        self._known: dict[tuple[str, Network], Mapping[LineKey, Decimal]] = {}

    def holds(self, item: int) -> bool:
        """Whether the item is in the base."""
        return item in self._held

    def change(self, add: Iterable[int], drop: Iterable[int] = ()) -> dict[LineKey, Decimal]:
        """By how many dollars each line's likely cost changes when the items ``add`` come in and ``drop`` go out.

        Lines that stay as they are do not appear. An item of neither bill costs nothing; ``add`` must not be in the
        base, and ``drop`` must be.
        """
        loads = {name: self._base[name].copy() if name in self._base else _Load() for name in self._places(add, drop)}
        for items, sign in ((add, 1), (drop, -1)):
            for item in items:
                if item in self._gear:
                    name, load = self._gear[item]
                    loads[name].add(load, sign)
        return self._difference(loads)

    def _places(self, *groups: Iterable[int]) -> set[str]:
        return {self._gear[item][0] for items in groups for item in items if item in self._gear}

    def _difference(self, loads: Mapping[str, _Load]) -> dict[LineKey, Decimal]:
        touched = {name: self._swap(name, load) for name, load in loads.items()}
        before = [self._swaps[name] for name in loads if name in self._swaps]
        after = [swap for swap in touched.values() if swap.findings]
        network, project = self._network_after(touched, before), self._project_after(before, after)
        if network == self._network:
            old = before + [swap for swap in self._project if swap not in project]
            new = after + [swap for swap in project if swap not in self._project]
        else:
            rest = [swap for name, swap in self._swaps.items() if name not in touched]
            old, new = [*before, *rest, *self._project], [*after, *rest, *project]
        changed: defaultdict[LineKey, Decimal] = defaultdict(lambda: ZERO)
        for swap in old:
            _add(changed, self._priced(swap, self._network), -1)
        for swap in new:
            priced = self._amounts if swap.id in touched else self._priced
            _add(changed, priced(swap, network), 1)
        return {key: amount for key, amount in sorted(changed.items()) if amount}

    def _network_after(self, touched: dict[str, Swap], before: Sequence[Swap]) -> Network:
        if not any(map(sways_network, (*touched.values(), *before))):
            return self._network
        swaps = sorted((self._swaps | touched).items())
        return network_of([swap for _, swap in swaps if swap.findings], self._rules.customers)

    def _project_after(self, before: Sequence[Swap], after: Sequence[Swap]) -> tuple[Swap, ...]:
        if {swap.id for swap in before} == {swap.id for swap in after}:
            return self._project
        by_layer, by_site = self._by_layer.copy(), self._by_site.copy()
        for swaps, sign in ((before, -1), (after, 1)):
            for swap in swaps:
                by_layer[swap.recipe_layer] += sign
                by_site[swap.site] += sign
        return bought_once(by_layer, len(+by_site))

    def _priced(self, swap: Swap, network: Network) -> Mapping[LineKey, Decimal]:
        """The lines of a swap of the base, or of the project, remembered."""
        key = swap.id, network
        if key not in self._known:
            self._known[key] = self._amounts(swap, network)
        return self._known[key]

    def _amounts(self, swap: Swap, network: Network) -> Mapping[LineKey, Decimal]:
        amounts: defaultdict[LineKey, Decimal] = defaultdict(lambda: ZERO)
        for price_id, amount in swap_amounts(swap, network, self._rules):
            amounts[swap.id, price_id] += amount
        return amounts

    def _load(self, finding: Finding, counters: Sequence[UnitCounter]) -> _Load:
        kind = finding.category, self._rules.table.comes_with(finding)
        self._example.setdefault(kind, finding)
        return _Load(Counter({kind: finding.item.quantity}), Counter(unit_counts((finding,), counters)))

    def _loads(self, items: Iterable[int]) -> dict[str, _Load]:
        loads: defaultdict[str, _Load] = defaultdict(_Load)
        for item in items:
            name, load = self._gear[item]
            loads[name].add(load)
        return dict(loads)

    def _swap(self, name: str, load: _Load) -> Swap:
        return replace(self._shells[name], findings=tuple(self._examples(load)), counts=dict(load.counts))

    def _examples(self, load: _Load) -> Iterator[Finding]:
        """One finding for each kind, with all its units."""
        for kind, units in load.units.items():
            if units:
                example = self._example[kind]
                yield replace(example, item=replace(example.item, quantity=units))


def _add(changed: defaultdict[LineKey, Decimal], amounts: Mapping[LineKey, Decimal], sign: int) -> None:
    for key, amount in amounts.items():
        changed[key] += sign * amount

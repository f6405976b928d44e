"""The scheduling problem as nouns, and the exact document (``planner-problem/1``) it is written as.

Periods count from 0; every amount is an integer in one unit (``money_unit``), so sums are exact.
"""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, Literal

PROBLEM_FORMAT = "planner-problem/1"

VendorScope = Literal["carrier", "cluster"]


@dataclass(frozen=True, slots=True)
class Payment:
    """One stage of an option's payments: the amount, and how much of it may be claimed back."""

    amount: int = 0
    eligible: int = 0


@dataclass(frozen=True, slots=True)
class Option:
    """One way to do a package: whose gear, how long it takes to arrive and to build, when it may start, what it costs.

    Started in period ``t`` it is active in ``t`` to ``t + duration - 1`` and finishes at ``t + duration``; ``order``
    is paid in ``t - lead``, ``delivery`` in ``t``, ``completion`` in ``t + duration - 1``.
    """

    vendor: str
    lead: int
    duration: int
    starts: tuple[int, ...]
    order: Payment = Payment()
    delivery: Payment = Payment()
    completion: Payment = Payment()

    def payments(self, start: int) -> tuple[tuple[int, Payment], ...]:
        """The period of each stage's payment when the option starts in ``start``."""
        return (
            (start - self.lead, self.order),
            (start, self.delivery),
            (start + self.duration - 1, self.completion),
        )

    @property
    def total(self) -> int:
        """All that is paid for this option."""
        return self.order.amount + self.delivery.amount + self.completion.amount


@dataclass(frozen=True, slots=True)
class Package:
    """The swap of one layer at one site. ``crew`` is what it takes in every active period; ``after`` names the
    packages that must have finished first; ``cluster`` is None for work that belongs to no cluster.
    """

    id: str
    site: str
    layer: str
    cluster: str | None
    risk_per_period: int
    options: tuple[Option, ...]
    crew: dict[str, int] = field(default_factory=dict)
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Periods:
    """The horizon: ``count`` periods of one ``unit``, the first beginning on ``first`` (an ISO date, or empty)."""

    unit: str
    first: str
    count: int


@dataclass(frozen=True, slots=True)
class Extension:
    """A later deadline that may be bought, after all the extensions before it."""

    until: int
    cost: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """The term end, the extensions that may follow it, and how much worse risk counts when work finishes late."""

    term_end: int
    extensions: tuple[Extension, ...]
    late_factor: int

    def when(self, extensions_used: int) -> int:
        """The deadline with the first ``extensions_used`` extensions: work finishing after it is late."""
        return self.extensions[extensions_used - 1].until if extensions_used else self.term_end

    def cost(self, extensions_used: int) -> int:
        """What the first ``extensions_used`` extensions cost together."""
        return sum(extension.cost for extension in self.extensions[:extensions_used])


@dataclass(frozen=True, slots=True)
class Crew:
    """A kind of crew and how many of it there are in each period."""

    id: str
    capacity: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A region; ``mobilisation_cost`` falls due in every period in which one of its packages is active."""

    id: str
    mobilisation_cost: int


@dataclass(frozen=True, slots=True)
class Vendor:
    """A vendor of a layer; ``integration_cost`` is paid once if the vendor is used anywhere in the layer."""

    id: str
    integration_cost: int


@dataclass(frozen=True, slots=True)
class LayerRule:
    """A network layer, how far one vendor must reach (``carrier`` or ``cluster``), and its vendors."""

    id: str
    vendor_scope: VendorScope
    vendors: tuple[Vendor, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Neighbors of which at most ``max_down`` may be active in one period."""

    packages: tuple[str, ...]
    max_down: int


@dataclass(frozen=True, slots=True)
class Funding:
    """The money: own cash per period (negative is an outflow), the credit line, the reimbursement released so far
    at the end of each period (cumulative), and how many periods a claim takes to arrive.
    """

    own_cash: tuple[int, ...]
    credit_limit: int
    released: tuple[int, ...]
    reimbursement_lag: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything a plan must respect, and everything it is scored on."""

    name: str
    money_unit: str
    periods: Periods
    deadline: Deadline
    crews: tuple[Crew, ...]
    clusters: tuple[Cluster, ...]
    layers: tuple[LayerRule, ...]
    packages: tuple[Package, ...]
    coverage: tuple[Coverage, ...]
    funding: Funding

    @property
    def package_index(self) -> dict[str, Package]:
        """The packages by their id."""
        return {package.id: package for package in self.packages}


def problem_document(problem: Problem) -> dict[str, Any]:
    """``problem`` as a ``planner-problem/1`` document; :func:`parse_problem` reads it back to an equal problem."""
    return {
        "format": PROBLEM_FORMAT,
        "name": problem.name,
        "money_unit": problem.money_unit,
        "periods": {"unit": problem.periods.unit, "first": problem.periods.first, "count": problem.periods.count},
        "deadline": _deadline_document(problem.deadline),
        "crews": [{"id": crew.id, "capacity": list(crew.capacity)} for crew in problem.crews],
        "clusters": [
            {"id": cluster.id, "mobilisation_cost": cluster.mobilisation_cost} for cluster in problem.clusters
        ],
        "layers": [_layer_document(layer) for layer in problem.layers],
        "packages": [_package_document(package) for package in problem.packages],
        "coverage": [{"packages": list(group.packages), "max_down": group.max_down} for group in problem.coverage],
        "funding": {
            "own_cash": list(problem.funding.own_cash),
            "credit_limit": problem.funding.credit_limit,
            "released": list(problem.funding.released),
            "reimbursement_lag": problem.funding.reimbursement_lag,
        },
    }


def _deadline_document(deadline: Deadline) -> dict[str, Any]:
    return {
        "term_end": deadline.term_end,
        "extensions": [{"until": extension.until, "cost": extension.cost} for extension in deadline.extensions],
        "late_factor": deadline.late_factor,
    }


def _layer_document(layer: LayerRule) -> dict[str, Any]:
    vendors = [{"id": vendor.id, "integration_cost": vendor.integration_cost} for vendor in layer.vendors]
    return {"id": layer.id, "vendor_scope": layer.vendor_scope, "vendors": vendors}


def _package_document(package: Package) -> dict[str, Any]:
    return {
        "id": package.id,
        "site": package.site,
        "layer": package.layer,
        "cluster": package.cluster,
        "risk_per_period": package.risk_per_period,
        "crew": dict(package.crew),
        "after": list(package.after),
        "options": [_option_document(option) for option in package.options],
    }


def _option_document(option: Option) -> dict[str, Any]:
    stages = {"order": option.order, "delivery": option.delivery, "completion": option.completion}
    return {
        "vendor": option.vendor,
        "lead": option.lead,
        "duration": option.duration,
        "starts": list(option.starts),
        "payments": {name: [payment.amount, payment.eligible] for name, payment in stages.items()},
    }


def problem_sha256(document: object) -> str:
    """The lower-case hex digest that names a problem document: SHA-256 of its JSON with sorted keys and no spaces.

    Two files that differ only in layout or key order get the same name. ``document`` must be one that
    :func:`parse_problem` accepted.
    """
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()

"""What a project file says: the carrier, its applications, money, crews, vendors, quotes, season and wishes."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from planner.core.decisions import SECOND_SIGN_OFF_ABOVE
from planner.core.model import Assumption

NO_LIMIT = 10_000_000_000
"""Dollars of credit that stand for "money does not limit the plan": twice the demand of the whole program."""

STANDARD_VENDOR = "standard"
"""Id of the vendor assumed for a layer without one: the price book's figures, unchanged."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """The applicant. ``frn`` is its 10-digit FCC registration number, ``customers`` a head count; None is unknown.

    ``provider_type`` is ``acs`` (advanced communications service), ``education``, ``health`` or ``library``.
    """

    name: str
    frn: str | None
    customers: int | None
    provider_type: str


@dataclass(frozen=True, slots=True)
class Application:
    """One FCC filing with its own dates; ``allocation`` in dollars. None is "not yet" or "not told".

    ``granted_ends`` are the term ends granted by extension, oldest first; ``citations`` names the order of each, in
    the same order, as far as given. ``final_disbursement_on`` starts the ten years of record keeping.
    """

    id: str
    approved_on: date | None = None
    allocation: int | None = None
    first_disbursement_on: date | None = None
    granted_ends: tuple[date, ...] = ()
    final_certified_on: date | None = None
    final_disbursement_on: date | None = None
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """From ``on``, claims up to ``amount`` dollars are paid; cumulative, not added to earlier releases."""

    on: date
    amount: int


@dataclass(frozen=True, slots=True)
class Funding:
    """A source of money, whole dollars. No ``released`` means that claims are limited by the allocation only."""

    name: str
    opening_cash: int
    own_cash_per_month: int
    credit_limit: int
    reimbursement_lag_months: int
    released: tuple[Release, ...] = ()


@dataclass(frozen=True, slots=True)
class Crew:
    """A kind of crew and how many of them work at the same time."""

    id: str
    capacity: int


@dataclass(frozen=True, slots=True)
class Vendor:
    """A vendor for one layer. ``price_factor`` multiplies the price book, ``lead_months`` run from order to delivery,
    ``integration_cost`` is paid once (dollars) if the vendor is used in this layer at all.
    """

    id: str
    layer: str
    price_factor: Decimal
    lead_months: int
    integration_cost: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A vendor's price for one line of the price book, dollars per the line's unit; ``number`` names the paper."""

    vendor: str
    price_id: str
    unit_price: Decimal
    number: str
    dated_on: date | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """When work may be done. ``start`` None leaves the first month to the planner; no work of ``winter_layers``
    is active in ``winter_months`` (1 is January).
    """

    start: date | None
    winter_months: tuple[int, ...]
    winter_layers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planning:
    """How to plan. Money in whole dollars, shares in percent of a package's price.

    ``risk_per_month`` weighs one package of a layer staying in the network for a month; ``late_factor`` times that
    is added when it finishes after the deadline. ``cluster_km`` joins sites that one crew trip can serve,
    ``coverage_km`` makes sites neighbors, of which ``max_down`` may be worked on at once.
    """

    horizon_months: int
    extensions_assumed: int
    extension_months: int
    extension_cost: int
    late_factor: int
    risk_per_month: dict[str, int]
    cluster_km: float
    coverage_km: float
    max_down: int
    time_limit_seconds: int
    include_likely: bool
    order_share: int
    delivery_share: int
    completion_share: int


@dataclass(frozen=True, slots=True)
class Project:
    """One carrier's replacement effort as told, with ``assumptions`` for everything that was not.

    ``packs`` name the rule packs to judge by; none stands for the one in force. Clearing gear worth more dollars than
    ``second_sign_off_above`` takes a second person.
    """

    carrier: Carrier
    applications: tuple[Application, ...]
    funding: tuple[Funding, ...]
    crews: tuple[Crew, ...]
    vendors: tuple[Vendor, ...]
    quotes: tuple[Quote, ...]
    calendar: Calendar
    planning: Planning
    assumptions: tuple[Assumption, ...] = field(default=())
    packs: tuple[str, ...] = ()
    second_sign_off_above: int = int(SECOND_SIGN_OFF_ABOVE)


def vendors_for(project: Project, layer: str) -> tuple[Vendor, ...]:
    """The vendors of a layer, in the order of the file; never empty for a layer of the contract."""
    return tuple(vendor for vendor in project.vendors if vendor.layer == layer)


def allocation(project: Project) -> int | None:
    """Dollars allocated over all applications; None when there is no application or one has no figure."""
    amounts = [application.allocation for application in project.applications]
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known and len(known) == len(amounts) else None


def released_by(project: Project, day: date) -> int | None:
    """Dollars that claims may reach on ``day``, summed over the funding; without releases, the whole allocation.

    None means that nothing limits claims as far as was told.
    """
    staged = [source.released for source in project.funding if source.released]
    if not staged:
        return allocation(project)
    return sum(max((step.amount for step in steps if step.on <= day), default=0) for steps in staged)

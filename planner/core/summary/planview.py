"""The scheduling problem and its plan, as the report reads them: typed, in months and in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from planner.core.money import shown
from planner.core.summary.text import listed, month_name

Document = Mapping[str, Any]

OUTCOMES = {
    "proved": "A plan was found and proved to be the best possible for the problem as stated.",
    "feasible": "A plan that keeps every rule was found. It is not proved to be the best possible.",
    "infeasible": "No plan keeps every rule as asked. The menu lists the least changes that would make one possible.",
    "no_plan_in_time": "No plan was found in the time allowed. That does not show that there is none.",
}


@dataclass(frozen=True, slots=True)
class Package:
    """The swap of one layer at one site, as the problem states it."""

    id: str
    site: str
    layer: str
    cluster: str
    crew: Mapping[str, int]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Start:
    """A package in the plan. Periods count from the problem's first month; work fills ``start`` to ``finish`` - 1."""

    package: Package
    vendor: str
    order: int
    start: int
    finish: int
    cost: int


@dataclass(frozen=True, slots=True)
class CashRow:
    """Money in one period, in the problem's unit; ``own`` is the carrier's cash added in it."""

    period: int
    own: int
    paid: int
    claimed: int
    received: int
    balance: int


@dataclass(frozen=True, slots=True)
class PlanView:
    """Problem and plan side by side. ``boundaries`` are the term end and then each extension's end, as periods.

    ``has_term`` is False when no term end is known: then the first boundary is only the end of the horizon.
    """

    unit: str
    first: date
    count: int
    boundaries: tuple[int, ...]
    has_term: bool
    extensions_used: int
    winter_months: frozenset[int]
    winter_layers: tuple[str, ...]
    packages: tuple[Package, ...]
    starts: tuple[Start, ...]
    cash: tuple[CashRow, ...]
    credit_limit: int
    reimbursement_lag: int
    outcome: str
    objective: int | None
    terms: Mapping[str, int]
    bound: Decimal | None
    gap: Decimal | None
    bound_note: str
    baseline: Document
    binding: tuple[Document, ...]
    menu: tuple[Document, ...]
    seed: int | None

    def month(self, period: int) -> date:
        """The first day of the month that ``period`` is; periods before the first month are allowed."""
        years, index = divmod(self.first.month - 1 + period, 12)
        return date(self.first.year + years, index + 1, 1)

    def month_name(self, period: int) -> str:
        """The month of ``period`` in words: ``Mar 2027``."""
        return month_name(self.month(period))

    def amount(self, units: int | Decimal) -> str:
        """An amount of the problem in words: whole dollars, or the unit named when it is another."""
        if self.unit == "USD":
            return shown(Decimal(units)).removesuffix(".00")
        return f"{units:,} {self.unit}"

    @property
    def deadline(self) -> int:
        """The period by whose beginning work has to be finished, with the extensions that the plan uses."""
        return self.boundaries[min(self.extensions_used, len(self.boundaries) - 1)]

    @property
    def lowest(self) -> CashRow | None:
        """The period with the smallest balance, the earliest on a tie; None without a plan."""
        return min(self.cash, key=lambda row: (row.balance, row.period), default=None)

    def outcome_words(self) -> str:
        """The outcome as one sentence or two."""
        if not self.packages:
            return "There is nothing to schedule: no package of work came out of the estimate."
        return OUTCOMES.get(self.outcome, f"The planner reported “{self.outcome}”.")

    def gap_words(self) -> str:
        """How far the plan may be from the best possible."""
        if self.objective is None:
            return "No plan, so there is no gap."
        if self.gap is None or self.bound is None:
            return f"No bound: nothing is known about how far the best possible plan is. {self.bound_note}".strip()
        if self.gap == 0:
            return "No gap: no plan can cost less."
        return f"The best possible plan could be at most {self.gap:.1%} cheaper. {self.bound_note}".strip()

    def deadline_words(self) -> str:
        """By when work has to be finished, and who says so."""
        if not self.has_term:
            return "No term end is known, so no deadline is kept; give the application's dates to have one."
        if self.deadline <= 0:
            return f"The term is over before {self.month_name(0)} ends, so all work is late."
        return f"Work has to be finished by the end of {self.month_name(self.deadline - 1)}."

    def late(self, start: Start) -> int:
        """Months by which a package finishes after the deadline in force; 0 when in time."""
        return max(0, start.finish - self.deadline)


def read_plan(problem: Document, plan: Document) -> PlanView:
    """The two documents (``planner-problem/1`` and ``planner-plan/1``, already checked by others) as one view."""
    packages = {entry["id"]: _package(entry) for entry in problem.get("packages", ())}
    deadline, periods = problem["deadline"], problem["periods"]
    extensions = [entry["until"] for entry in deadline.get("extensions", ())]
    calendar, funding = problem.get("calendar") or {}, problem.get("funding") or {}
    return PlanView(
        unit=problem.get("money_unit", "USD"),
        first=date.fromisoformat(periods["first"]),
        count=periods["count"],
        boundaries=(deadline["term_end"], *extensions),
        has_term=deadline.get("term_ends_on", "") is not None,
        extensions_used=plan.get("extensions_used") or 0,
        winter_months=frozenset(calendar.get("winter_months", ())),
        winter_layers=tuple(calendar.get("winter_layers", ())),
        packages=tuple(packages.values()),
        starts=_starts(problem, plan, packages),
        cash=_cash(plan, funding.get("own_cash", ())),
        credit_limit=funding.get("credit_limit", 0),
        reimbursement_lag=funding.get("reimbursement_lag", 0),
        outcome=plan["outcome"],
        objective=plan.get("objective"),
        terms=plan.get("terms") or {},
        bound=_decimal(plan.get("bound")),
        gap=_decimal(plan.get("gap")),
        bound_note=plan.get("bound_note") or "",
        baseline=plan.get("baseline") or {},
        binding=tuple(plan.get("binding") or ()),
        menu=tuple(plan.get("menu") or ()),
        seed=plan.get("seed"),
    )


def crew_words(crew: Mapping[str, int]) -> str:
    """``tower 1, fiber 2``."""
    return ", ".join(f"{name} {need}" for name, need in crew.items())


def winter_words(view: PlanView) -> str:
    """What the shaded months mean; empty when the problem states no winter."""
    if not view.winter_months:
        return ""
    layers = f" for {listed(view.winter_layers)} work" if view.winter_layers else ""
    return f"Shaded months are winter{layers}."


def _package(entry: Document) -> Package:
    return Package(
        id=entry["id"],
        site=entry.get("site") or entry["id"].rpartition("/")[0],
        layer=entry["layer"],
        cluster=entry.get("cluster") or "",
        crew=entry.get("crew") or {},
        after=tuple(entry.get("after") or ()),
    )


def _starts(problem: Document, plan: Document, packages: Mapping[str, Package]) -> tuple[Start, ...]:
    costs = {entry["id"]: _cost_by_vendor(entry) for entry in problem.get("packages", ())}
    starts = [
        Start(
            package=packages[entry["package"]],
            vendor=entry["vendor"],
            order=entry["order"],
            start=entry["start"],
            finish=entry["finish"],
            cost=costs[entry["package"]][entry["vendor"]],
        )
        for entry in plan.get("starts") or ()
    ]
    return tuple(sorted(starts, key=lambda start: (start.start, start.finish, start.package.id)))


def _cost_by_vendor(entry: Document) -> dict[str, int]:
    return {
        option["vendor"]: sum(amount for amount, _ in (option.get("payments") or {}).values())
        for option in entry.get("options", ())
    }


def _cash(plan: Document, own_cash: Any) -> tuple[CashRow, ...]:
    return tuple(
        CashRow(
            period=entry["period"],
            own=own_cash[entry["period"]] if entry["period"] < len(own_cash) else 0,
            paid=entry["paid"],
            claimed=entry["claimed"],
            received=entry["received"],
            balance=entry["balance"],
        )
        for entry in sorted(plan.get("cash") or (), key=lambda entry: int(entry["period"]))
    )


def _decimal(number: float | int | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))

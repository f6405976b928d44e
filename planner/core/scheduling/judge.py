"""The judge of every plan: which rules it breaks, what it costs, and its cash month by month.

It knows nothing of any solver; a plan that it has not passed is shown to nobody. All sums are exact integers.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planner.core.scheduling.plan import Placed, Plan, placed
from planner.core.scheduling.problem import Problem


@dataclass(frozen=True, slots=True)
class Terms:
    """The parts of the objective, in money units (risk and lateness are priced by the problem itself)."""

    unreimbursed: int = 0
    late: int = 0
    extensions: int = 0
    integration: int = 0
    mobilisation: int = 0
    risk: int = 0

    @property
    def objective(self) -> int:
        """What is minimised: the sum of all terms."""
        return self.unreimbursed + self.late + self.extensions + self.integration + self.mobilisation + self.risk


@dataclass(frozen=True, slots=True)
class CashRow:
    """One period's money: paid, newly claimed, received from earlier claims, and the balance at its end."""

    period: int
    paid: int
    claimed: int
    received: int
    balance: int


def violations(problem: Problem, plan: Plan) -> tuple[str, ...]:
    """Every broken rule in a plain sentence; empty means that the plan holds."""
    work = placed(problem, plan)
    return tuple(sentence for rule in RULES for sentence in rule(problem, plan, work))


def score(problem: Problem, plan: Plan) -> Terms:
    """Every term of the objective, computed from the plan alone."""
    work = placed(problem, plan)
    used = _extensions_used(problem, plan)
    deadline = problem.deadline.when(used)
    rows = cash_flow(problem, plan)
    late_risk = sum(item.package.risk_per_period for item in work if item.finish > deadline)
    return Terms(
        unreimbursed=sum(row.paid for row in rows) - sum(row.claimed for row in rows),
        late=problem.deadline.late_factor * late_risk,
        extensions=problem.deadline.cost(used),
        integration=_integration(problem, work),
        mobilisation=_mobilisation(problem, work),
        risk=sum(item.package.risk_per_period * item.finish for item in work),
    )


def cash_flow(problem: Problem, plan: Plan) -> tuple[CashRow, ...]:
    """The money of each period. A claim made in ``u`` arrives in ``u + lag``, or never if that is past the end."""
    count, lag = problem.periods.count, problem.funding.reimbursement_lag
    paid, eligible = _payments(problem, placed(problem, plan))
    deadline = problem.deadline.when(_extensions_used(problem, plan))
    claims = cumulative_claims(eligible, problem.funding.released, deadline)
    claimed = [claims[period] - (claims[period - 1] if period else 0) for period in range(count)]
    rows, balance = [], 0
    for period in range(count):
        received = claimed[period - lag] if period >= lag else 0
        balance += problem.funding.own_cash[period] + received - paid[period]
        rows.append(CashRow(period, paid[period], claimed[period], received, balance))
    return tuple(rows)


def cumulative_claims(eligible: list[int], released: tuple[int, ...], deadline: int) -> list[int]:
    """What has been claimed by the end of each period, when ``eligible`` is what became eligible in it.

    The lesser of the eligible costs paid so far and the money released so far; a claim once made is never taken back,
    so it stands when ``released`` falls; from period ``deadline`` on nothing more is claimed.
    """
    claims, claimed, costs = [], 0, 0
    for period, (amount, ceiling) in enumerate(zip(eligible, released, strict=True)):
        costs += amount
        if period < deadline:
            claimed = max(claimed, min(costs, ceiling))
        claims.append(claimed)
    return claims


def _extensions_used(problem: Problem, plan: Plan) -> int:
    return max(0, min(plan.extensions_used, len(problem.deadline.extensions)))


def _payments(problem: Problem, work: tuple[Placed, ...]) -> tuple[list[int], list[int]]:
    """What is paid in each period, and how much of that is eligible."""
    paid, eligible = [0] * problem.periods.count, [0] * problem.periods.count
    for item in work:
        for period, payment in item.option.payments(item.start):
            if 0 <= period < problem.periods.count:
                paid[period] += payment.amount
                eligible[period] += payment.eligible
    return paid, eligible


def _integration(problem: Problem, work: tuple[Placed, ...]) -> int:
    used = {(item.package.layer, item.option.vendor) for item in work}
    return sum(
        vendor.integration_cost for layer in problem.layers for vendor in layer.vendors if (layer.id, vendor.id) in used
    )


def _mobilisation(problem: Problem, work: tuple[Placed, ...]) -> int:
    cost = {cluster.id: cluster.mobilisation_cost for cluster in problem.clusters}
    months = {(item.package.cluster, period) for item in work for period in item.active}
    return sum(cost[cluster] for cluster, _ in months if cluster is not None)


Rule = Callable[[Problem, Plan, tuple[Placed, ...]], Iterator[str]]


def _complete(problem: Problem, plan: Plan, work: tuple[Placed, ...]) -> Iterator[str]:
    """Every package has one of its options at one of its starts, and the extensions exist."""
    known = problem.package_index
    for name in sorted(set(plan.starts) - set(known)):
        yield f"The plan names package {name}, which is not in the problem."
    planned = {item.package.id: item for item in work}
    for package in problem.packages:
        item = planned.get(package.id)
        if item is None:
            missing = package.id not in plan.starts
            yield f"Package {package.id} is " + ("not planned." if missing else "given an option it does not have.")
        elif item.start not in item.option.starts:
            yield f"Package {package.id} starts in period {item.start}, which is not among its starts."
    most = len(problem.deadline.extensions)
    if not 0 <= plan.extensions_used <= most:
        yield f"The plan uses {plan.extensions_used} extensions; between 0 and {most} can be used."


def _precedence(_problem: Problem, _plan: Plan, work: tuple[Placed, ...]) -> Iterator[str]:
    """Rule 1: nothing starts before what it waits for has finished."""
    finish = {item.package.id: item.finish for item in work}
    for item in work:
        for name in item.package.after:
            if finish.get(name, 0) > item.start:
                yield (
                    f"Package {item.package.id} starts in period {item.start}, "
                    f"but {name}, which it waits for, finishes in period {finish[name]}."
                )


def _crews(problem: Problem, _plan: Plan, work: tuple[Placed, ...]) -> Iterator[str]:
    """Rule 2: no period needs more of a crew than there is."""
    needed: Counter[tuple[str, int]] = Counter()
    for item in work:
        for crew, need in item.package.crew.items():
            needed.update({(crew, period): need for period in item.active})
    for crew_kind in problem.crews:
        for period, capacity in enumerate(crew_kind.capacity):
            need = needed[crew_kind.id, period]
            if need > capacity:
                yield f"Period {period} needs {need} of crew {crew_kind.id}, which has {capacity}."


def _coverage(problem: Problem, _plan: Plan, work: tuple[Placed, ...]) -> Iterator[str]:
    """Rule 3: no more neighbors are down at once than allowed."""
    active = {item.package.id: item.active for item in work}
    for group in problem.coverage:
        down: defaultdict[int, list[str]] = defaultdict(list)
        for name in group.packages:
            for period in active.get(name, ()):
                down[period].append(name)
        for period in sorted(down):
            if len(down[period]) > group.max_down:
                yield (
                    f"In period {period} {len(down[period])} neighbors are down ({', '.join(down[period])}); "
                    f"at most {group.max_down} may be."
                )


def _one_vendor(problem: Problem, _plan: Plan, work: tuple[Placed, ...]) -> Iterator[str]:
    """Rule 4: one vendor per layer, or per layer and cluster."""
    scope = {layer.id: layer.vendor_scope for layer in problem.layers}
    groups: dict[tuple[str, str | None], dict[str, str]] = {}
    for item in work:
        whole_carrier = scope[item.package.layer] == "carrier"
        key = (item.package.layer, None if whole_carrier else item.package.cluster)
        groups.setdefault(key, {}).setdefault(item.option.vendor, item.package.id)
    for (layer, cluster), vendors in groups.items():
        if len(vendors) > 1:
            where = f"layer {layer}" + (f" in cluster {cluster}" if cluster is not None else "")
            shown = ", ".join(f"{vendor} ({package})" for vendor, package in vendors.items())
            yield f"The packages of {where} must use one vendor, but use {shown}."


def _balance(problem: Problem, plan: Plan, _work: tuple[Placed, ...]) -> Iterator[str]:
    """Rules 5 and 6: with the claims that the rules allow, the credit line is never exceeded."""
    limit = problem.funding.credit_limit
    for row in cash_flow(problem, plan):
        if row.balance < -limit:
            yield (
                f"The balance at the end of period {row.period} is {row.balance} {problem.money_unit}, "
                f"{-limit - row.balance} below the credit limit of {limit}."
            )


RULES: tuple[Rule, ...] = (_complete, _precedence, _crews, _coverage, _one_vendor, _balance)

"""When no plan was found: prove that there is none, and find the least that would have to change.

Feasibility is asked with every extension used: a later deadline only allows more claims, and its cost is no cash.
Small problems get exact answers from the integer program; large ones a bound from the relaxation and a plan from the
searches, with the two figures told apart.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from planner.core.scheduling import Plan, Problem, cash_flow, violations
from planner.optimiser import highs
from planner.optimiser.bounds import plain_shortfall
from planner.optimiser.indexed import Indexed
from planner.optimiser.list_schedule import list_schedule
from planner.optimiser.model import Ask, Formulation, formulate
from planner.optimiser.ruin_recreate import Effort, Search
from planner.optimiser.search import ABSOLUTE_DOUBT, RELAXATION_SECONDS, Hunt, proved
from planner.optimiser.solution import MenuEntry
from planner.optimiser.state import NOWHERE, State

ENDLESS = 10**15
# Candidates up to which the integer program is asked for the least change.
EXACT = 2500
MANY_ROUNDS = 10**9
SMALL_ROUNDS = 2000


@dataclass(frozen=True)
class Finding:
    """What was found out. ``chosen`` is a placement that keeps every rule, should one turn up after all."""

    note: str
    is_proved: bool
    menu: tuple[MenuEntry, ...] = ()
    chosen: tuple[int, ...] = ()


@dataclass(frozen=True)
class Shortfall:
    """How much more credit is needed: at least ``least``; ``plan`` manages with ``enough``. ``money_helps`` is False
    when it was proved that no amount of money makes a plan possible.
    """

    least: int
    enough: int | None
    plan: Plan | None
    chosen: tuple[int, ...] = ()
    money_helps: bool = True


def explain(hunt: Hunt) -> Finding:
    """Why there is no plan, whether that is proved, and the menu of least changes."""
    money = Shortfall(0, None, None, money_helps=False) if hunt.indexed.blocked else _shortfall(hunt)
    if money.enough == 0:
        return Finding("", is_proved=False, chosen=money.chosen)
    is_proved = money.least > 0 or not money.money_helps
    menu = [entry for entry in (_money_entry(hunt, money), *_other_entries(hunt, money)) if entry is not None]
    return Finding(_note(hunt, money, menu), is_proved, tuple(menu))


def _note(hunt: Hunt, money: Shortfall, menu: list[MenuEntry]) -> str:
    if hunt.indexed.blocked:
        return "Proved that no plan is possible, with any amount of money. " + ". ".join(hunt.indexed.blocked[:5]) + "."
    if not money.money_helps:
        return (
            "Proved that no plan is possible, with any amount of money: crews, windows, neighbors, the order of work "
            "and the vendor rules leave no room. " + " ".join(entry.change for entry in menu)
        )
    if money.least > 0:
        return f"Proved that no plan is possible: at least {_amount(hunt.problem, money.least)} more credit is needed."
    return "No plan was found in the time given, and it was not proved that there is none. A longer time may find one."


# --- money ------------------------------------------------------------------------------------------------------


def _shortfall(hunt: Hunt) -> Shortfall:
    """The least extra credit: exact for small problems; else a bound by the relaxation and a plan by search."""
    size = sum(map(len, hunt.indexed.works))
    exact = size <= EXACT
    hunt.clock.tell("looking for the least extra credit", note="no plan fits so far")
    seconds, least, found = hunt.clock.left * (0.6 if exact else 0.4), plain_shortfall(hunt.indexed), None
    if exact or seconds >= size * RELAXATION_SECONDS:
        made = formulate(hunt.indexed, Ask(hunt.counts[-1], aim="credit"), check=hunt.clock.check)
        solved = highs.solve(
            made.program, hunt.clock, max(seconds, 0.5), relaxed=not exact, gap=0.9 / made.unit,
            told=lambda _best, _bound: hunt.clock.tell("looking for the least extra credit"),
        )  # fmt: skip
        if solved.status == "infeasible":
            return Shortfall(0, None, None, money_helps=False)
        least = max(least, 0 if solved.bound is None else proved(solved.bound, made.unit))
        found = _priced(hunt, made.chosen(), least) if exact and solved.status in ("optimal", "feasible") else None
    if found is None or found.enough != least:
        searched = _searched_shortfall(hunt, least, found)
        found = searched or Shortfall(least, None, None)
    return found


def _priced(hunt: Hunt, chosen: Iterable[int], least: int) -> Shortfall | None:
    """How much credit a placement really needs, by the judge; None when it breaks another rule."""
    rows, used = tuple(chosen), hunt.counts[-1]
    if any(row < 0 for row in rows):
        return None
    plan = hunt.indexed.plan(list(rows), used)
    limit = hunt.problem.funding.credit_limit
    lowest = min(row.balance for row in cash_flow(hunt.problem, plan))
    enough = max(0, -limit - lowest)
    if violations(with_credit(hunt.problem, enough), plan):
        return None
    return Shortfall(least, enough, plan, rows)


def _searched_shortfall(hunt: Hunt, least: int, best: Shortfall | None) -> Shortfall | None:
    """A plan that misses little credit: from the best list plan with endless credit, by ruin and recreate that counts
    nothing but the credit missing.
    """
    used, outside = hunt.counts[-1], [NOWHERE] * len(hunt.indexed.works)
    listed = list_schedule(hunt.indexed, hunt.clock, max(hunt.clock.left / 10, 0.2), ENDLESS, [used])
    start = list(best.chosen) if best is not None else outside if listed is None else list(listed.chosen)
    search = Search(State(hunt.indexed, used, pinching=True), start, hunt.seed)
    small = sum(map(len, hunt.indexed.works)) <= EXACT
    effort = Effort(SMALL_ROUNDS if small else MANY_ROUNDS, max(hunt.clock.left * 0.8, 0.5))
    search.run(effort, hunt.clock, good_enough=least)
    found = _priced(hunt, search.best, least)
    return found if best is None or (found and (found.enough or 0) < (best.enough or 0)) else best


def with_credit(problem: Problem, extra: int) -> Problem:
    """The same problem with a longer credit line."""
    funding = replace(problem.funding, credit_limit=problem.funding.credit_limit + extra)
    return replace(problem, funding=funding)


def _money_entry(hunt: Hunt, money: Shortfall) -> MenuEntry | None:
    if not money.money_helps:
        return None
    if money.enough is None:
        if not money.least:
            return None
        words = f"At least {_amount(hunt.problem, money.least)} more credit is needed; no plan was found in time."
        return MenuEntry(words, money.least, "USD", hunt.problem, None)
    enough = _amount(hunt.problem, money.enough)
    if money.least == money.enough:
        words = f"At least {enough} more credit is needed; with {enough} this plan fits."
    elif money.least:
        words = f"At least {_amount(hunt.problem, money.least)} more credit is needed; with {enough} this plan fits."
    else:
        words = f"With {enough} more credit this plan fits; whether less would do was not proved."
    return MenuEntry(words, money.enough, "USD", with_credit(hunt.problem, money.enough), money.plan)


def _amount(problem: Problem, amount: int) -> str:
    return f"${amount:,}" if problem.money_unit == "USD" else f"{amount:,} {problem.money_unit}"


# --- crews and packages -----------------------------------------------------------------------------------------


def _other_entries(hunt: Hunt, money: Shortfall) -> Iterable[MenuEntry | None]:
    loose = Indexed(hunt.problem, prune=False)
    if sum(map(len, loose.works)) <= EXACT:
        yield _solved_entry(hunt, loose, "crews", _crews_entry)
        yield _solved_entry(hunt, loose, "packages", _packages_entry)
    elif not money.money_helps or money.enough is None:
        yield _searched_packages(hunt, loose)


EntryMaker = Callable[[Hunt, Indexed, Formulation, int], "MenuEntry | None"]


def _solved_entry(hunt: Hunt, loose: Indexed, aim: "str", make: EntryMaker) -> MenuEntry | None:
    """The least change of one kind by the integer program; None when it does not help or no answer came in time."""
    if hunt.clock.left < sum(map(len, loose.works)) * RELAXATION_SECONDS:
        return None
    made = formulate(loose, Ask(hunt.counts[-1], aim="crews" if aim == "crews" else "packages"))
    seconds = max(hunt.clock.left / 2, 0.5)
    hunt.clock.tell("looking for the least change", note=aim)
    solved = highs.solve(made.program, hunt.clock, seconds, gap=0.9)
    if solved.status not in ("optimal", "feasible") or solved.bound is None:
        return None
    return make(hunt, loose, made, round(solved.bound + 0.5 - ABSOLUTE_DOUBT))


def _crews_entry(hunt: Hunt, loose: Indexed, made: Formulation, least: int) -> MenuEntry | None:
    more = {crew: round(column.varValue or 0.0) for crew, column in made.extra_crews.items()}
    crews = tuple(
        replace(crew, capacity=tuple(capacity + more.get(number, 0) for capacity in crew.capacity))
        for number, crew in enumerate(hunt.problem.crews)
    )
    amount, chosen = sum(more.values()), made.chosen()
    changed = replace(hunt.problem, crews=crews)
    if not amount or any(row < 0 for row in chosen):
        return None
    plan = loose.plan(chosen, hunt.counts[-1])
    if violations(changed, plan):
        return None
    named = ", ".join(f"{count} more of crew {hunt.problem.crews[crew].id}" for crew, count in more.items() if count)
    return MenuEntry(
        f"With {named} in every period this plan fits{_surely(amount, least)}.", amount, "crews", changed, plan
    )


def _packages_entry(hunt: Hunt, loose: Indexed, made: Formulation, least: int) -> MenuEntry | None:
    return _without(hunt, loose, made.chosen(), least)


def _searched_packages(hunt: Hunt, loose: Indexed) -> MenuEntry | None:
    """For large problems: as many packages as ruin and recreate finds a place for."""
    search = Search(State(loose, hunt.counts[-1]), [NOWHERE] * len(loose.works), hunt.seed)
    search.run(Effort(MANY_ROUNDS, max(hunt.clock.left, 0.5)), hunt.clock, good_enough=ENDLESS)
    return _without(hunt, loose, search.best, 0)


def _without(hunt: Hunt, loose: Indexed, chosen: list[int], least: int) -> MenuEntry | None:
    """The plan without the packages that have no place and those that wait for them."""
    out: set[int] = set()
    for index in loose.order:
        if chosen[index] < 0 or out.intersection(loose.works[index].after):
            out.add(index)
    names = [loose.works[index].id for index in sorted(out)]
    changed = without_packages(hunt.problem, set(names))
    whole = loose.plan([max(row, 0) for row in chosen], hunt.counts[-1])
    plan = Plan({name: choice for name, choice in whole.starts.items() if name not in names}, whole.extensions_used)
    empty_unproved = len(names) == len(loose.works) > least
    if not names or empty_unproved or violations(changed, plan):
        return None
    shown = ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
    words = f"Without {len(names)} package{'s' if len(names) > 1 else ''} ({shown}) this plan fits"
    return MenuEntry(f"{words}{_surely(len(names), least)}.", len(names), "packages", changed, plan)


def _surely(amount: int, least: int) -> str:
    return "; fewer will not do" if amount <= least else "; whether fewer would do was not proved"


def without_packages(problem: Problem, names: set[str]) -> Problem:
    """The problem without some packages, wherever they are named."""
    packages = tuple(
        replace(package, after=tuple(name for name in package.after if name not in names))
        for package in problem.packages
        if package.id not in names
    )
    coverage = tuple(
        replace(group, packages=tuple(name for name in group.packages if name not in names))
        for group in problem.coverage
    )
    return replace(problem, packages=packages, coverage=coverage)

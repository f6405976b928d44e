"""``planner-problem/1`` and ``planner-plan/1`` as the plan page shows them: bars to draw, words for the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planner.core.summary.planview import PlanView, Start, read_plan, winter_words
from planner.core.words import plan_sentence

Json = dict[str, Any]

TERMS = {
    "unreimbursed": "Paid but never reimbursed",
    "late": "Penalty for work after the deadline",
    "extensions": "Cost of the extensions used",
    "integration": "Integration of the vendors chosen",
    "mobilisation": "Mobilization of crews",
    "risk": "Risk of gear still in place",
}
SITES_DRAWN = 60
"""Sites in one drawing: more of them are unreadable; the others are on the next page."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One package in the drawing. Columns count months from the drawing's first; ``stop`` is not included."""

    layer: str
    label: str
    words: str
    lead: int
    start: int
    stop: int
    late: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """One site with its bars, stacked so that none covers another."""

    site: str
    stacks: tuple[tuple[Bar, ...], ...]


@dataclass(frozen=True, slots=True)
class Month:
    """One column: its short name, whether the year begins with it, and whether it is winter."""

    name: str
    year: str
    winter: bool


@dataclass(frozen=True, slots=True)
class GanttView:
    """What the drawing shows. ``deadlines`` are (column, words); ``layers`` are those drawn, for the legend."""

    title: str
    summary: str
    months: tuple[Month, ...]
    lanes: tuple[Lane, ...]
    deadlines: tuple[tuple[int, str], ...]
    layers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StartRow:
    """The table twin of a bar; ``key`` is the site's."""

    key: str
    site: str
    layer: str
    vendor: str
    order: str
    start: str
    done: str
    cost: str
    after: str
    late: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything on the page but the drawing."""

    takeaway: str
    late: str
    outcome: str
    found: bool
    objective: str
    bound: str
    gap: str
    baseline: str
    terms: tuple[tuple[str, str], ...]
    starts: tuple[StartRow, ...]
    cash: tuple[tuple[str, str, str, str, str], ...]
    binding: tuple[tuple[str, str], ...]
    menu: tuple[tuple[str, str], ...]
    winter: str
    seconds: str


def site_names(problem: Json) -> dict[str, str]:
    """What the sites are called, by their keys; a problem from elsewhere may not say."""
    return {site["id"]: site.get("name") or site["id"] for site in problem.get("sites") or ()}


def plan_page(problem: Json, plan: Json) -> tuple[PlanView, PlanPage]:
    """The plan in words and rows, and the view the drawing is made from."""
    view, names = read_plan(problem, plan), site_names(problem)
    found = plan["outcome"] in ("proved", "feasible")
    page = PlanPage(
        takeaway=plan_sentence(problem, plan) if view.packages else view.outcome_words(),
        late=_late_words(view),
        outcome=view.outcome_words(),
        found=found,
        objective=view.amount(view.objective) if view.objective is not None else "",
        bound=view.amount(view.bound) if view.bound is not None else "",
        gap=view.gap_words(),
        baseline=_baseline(view),
        terms=tuple((TERMS[name], view.amount(view.terms[name])) for name in TERMS if name in view.terms),
        starts=tuple(_start_row(view, start, names) for start in view.starts),
        cash=tuple(_cash_row(view, row) for row in view.cash),
        binding=tuple(_binding(view, entry) for entry in view.binding),
        menu=tuple(_menu(view, entry) for entry in view.menu),
        winter=winter_words(view),
        seconds=f"{plan['seconds']:,.0f}" if plan.get("seconds") else "",
    )
    return view, page


def _late_words(view: PlanView) -> str:
    """Which packages end after the deadline in force; empty when none does. Never left to the objective alone:
    a package that carries no risk costs nothing when late.
    """
    late = [start.package.id for start in view.starts if view.late(start)]
    if not late:
        return ""
    named = ", ".join(late[:5]) + (f" and {len(late) - 5} more" if len(late) > 5 else "")
    ends = "1 package ends" if len(late) == 1 else f"{len(late)} packages end"
    return f"{ends} after the deadline in force, the end of {view.month_name(view.deadline - 1)}: {named}."


def _baseline(view: PlanView) -> str:
    objective = view.baseline.get("objective")
    if objective is None or view.objective is None:
        return ""
    return f"{view.amount(objective)} by {view.baseline['method']}; this plan is {_saved(view, objective)} better."


def _saved(view: PlanView, objective: int) -> str:
    saved = objective - (view.objective or 0)
    share = f" ({saved / objective:.1%})" if objective else ""
    return f"{view.amount(saved)}{share}"


def _start_row(view: PlanView, start: Start, names: dict[str, str]) -> StartRow:
    months, site = view.late(start), start.package.site
    return StartRow(
        key=site,
        site=names.get(site, site),
        layer=start.package.layer,
        vendor=start.vendor,
        order=view.month_name(start.order),
        start=view.month_name(start.start),
        done=view.month_name(start.finish - 1),
        cost=view.amount(start.cost),
        after=", ".join(start.package.after),
        late=f"{months} month{'s' if months > 1 else ''} late" if months else "",
    )


def _cash_row(view: PlanView, row: Any) -> tuple[str, str, str, str, str]:
    amounts = (view.amount(amount) for amount in (row.paid, row.claimed, row.received, row.balance))
    paid, claimed, received, balance = amounts
    return (view.month_name(row.period), paid, claimed, received, balance)


def _binding(view: PlanView, entry: Any) -> tuple[str, str]:
    periods = entry.get("periods") or ()
    months = ", ".join(view.month_name(period) for period in periods[:12])
    more = f" and {len(periods) - 12} more" if len(periods) > 12 else ""
    worth = entry.get("worth")
    gain = f"; one more unit is worth about {view.amount(round(worth))}" if worth else ""
    return (str(entry["what"]), f"{months}{more}{gain}")


def _menu(view: PlanView, entry: Any) -> tuple[str, str]:
    """One way out of "infeasible": the change in words, and when the work would then be done."""
    starts = (entry.get("plan") or {}).get("starts") or ()
    finish = max((start["finish"] for start in starts), default=None)
    words = f"Done by the end of {view.month_name(finish - 1)}." if finish else ""
    return (str(entry["change"]).rstrip(".") + ".", words)


def drawn_sites(view: PlanView) -> tuple[str, ...]:
    """The sites of the plan in the order of their first work."""
    return tuple(dict.fromkeys(start.package.site for start in view.starts))


def gantt_view(view: PlanView, sites: Sequence[str], names: dict[str, str]) -> GanttView:
    """The drawing of some sites: the months any work of the plan touches, to the last deadline that matters."""
    first = min((start.order for start in view.starts), default=0)
    ends = [start.finish for start in view.starts] + [view.deadline + 1]
    last = max(ends, default=view.count)
    months = tuple(_month(view, period) for period in range(first, last))
    lanes = tuple(_lane(view, site, names.get(site, site), first) for site in sites)
    layers = {start.package.layer for start in view.starts if start.package.site in set(sites)}
    return GanttView(
        title=f"Schedule of {len(sites)} site{'s' if len(sites) != 1 else ''}",
        summary=f"{view.month_name(first)} to {view.month_name(last - 1)}. {winter_words(view)}".strip(),
        months=months,
        lanes=lanes,
        deadlines=_deadlines(view, first, last),
        layers=tuple(sorted(layers)),
    )


def _month(view: PlanView, period: int) -> Month:
    day = view.month(period)
    return Month(f"{day:%b}", f"{day.year}", day.month in view.winter_months)


def _deadlines(view: PlanView, first: int, last: int) -> tuple[tuple[int, str], ...]:
    names = ["Term end", *(f"Extension {number}" for number in range(1, len(view.boundaries)))]
    used = view.extensions_used + 1
    return tuple(
        (boundary - first, f"{name}, {view.month_name(boundary - 1)}")
        for name, boundary in list(zip(names, view.boundaries, strict=True))[:used]
        if first <= boundary <= last
    )


def _lane(view: PlanView, site: str, name: str, first: int) -> Lane:
    """Bars go to the first stack where they fit; ``starts`` come in order of time."""
    stacks: list[list[Bar]] = []
    for start in sorted((one for one in view.starts if one.package.site == site), key=lambda one: one.order):
        bar = _bar(view, start, name, first)
        free = next((stack for stack in stacks if stack[-1].stop <= bar.lead), None)
        if free is None:
            stacks.append([bar])
        else:
            free.append(bar)
    return Lane(name, tuple(tuple(stack) for stack in stacks))


def _bar(view: PlanView, start: Start, name: str, first: int) -> Bar:
    package = start.package
    months = f"{view.month_name(start.start)} to {view.month_name(start.finish - 1)}"
    late = view.late(start) > 0
    words = f"{name}, {package.layer}: ordered {view.month_name(start.order)}, work {months}"
    return Bar(
        layer=package.layer,
        label=package.layer,
        words=words + (", after the deadline" if late else ""),
        lead=start.order - first,
        start=start.start - first,
        stop=start.finish - first,
        late=late,
    )

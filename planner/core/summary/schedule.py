"""The Schedule sheet: who does what when, drawn as a bar of cells; the menu when no plan fits."""

from collections.abc import Sequence

from planner.core.summary.inputs import ReportInput
from planner.core.summary.planview import Package, PlanView, Start, crew_words, winter_words
from planner.core.summary.tables import Cell, Column, Edge, Entry, ReportSheet, Row, Style, Table
from planner.core.summary.text import cell_text, counted, short_month

_LAYERS: dict[str, tuple[str, Style]] = {
    "core": ("C", "layer:core"),
    "ran": ("R", "layer:ran"),
    "transport": ("T", "layer:transport"),
    "ip": ("I", "layer:ip"),
    "access": ("A", "layer:access"),
    "cpe": ("E", "layer:cpe"),
    "power": ("P", "layer:power"),
    "server": ("S", "layer:server"),
    "video": ("V", "layer:video"),
    "oss": ("O", "layer:oss"),
    "other": ("X", "layer:other"),
}


def schedule_sheet(given: ReportInput) -> ReportSheet:
    """The plan with its bars; without a plan one sentence, the menu, and the packages that wait."""
    view = given.view
    if view.starts:
        tables = (_plan_table(given), *((_binding_table(view),) if view.binding else ()))
        return ReportSheet("Schedule", tables, banner=given.banner, frozen=1, filters=len(tables) == 1)
    menu = (menu_table(view),) if view.menu or view.outcome == "infeasible" else ()
    return ReportSheet("Schedule", (*menu, _waiting_table(given)), banner=given.banner)


def _plan_table(given: ReportInput) -> Table:
    view = given.view
    months = _months(view)
    return Table(
        id="schedule",
        title="Schedule",
        takeaway=f"{span_sentence(view)} {view.outcome_words()}",
        columns=(*_plan_columns(view), *(_month_column(view, period) for period in months)),
        rows=tuple(_plan_row(given, start, months) for start in view.starts),
        notes=_legend(view),
    )


def span_sentence(view: PlanView) -> str:
    """How much is planned from when to when, and whether it is in time; only for a plan that has starts."""
    late = sum(1 for start in view.starts if view.late(start))
    first, last = min(start.start for start in view.starts), max(start.finish for start in view.starts) - 1
    ending = f"{counted(late, 'package')} would finish late" if late else _in_time(view)
    span = f"from {view.month_name(first)} to {view.month_name(last)}"
    return f"{counted(len(view.starts), 'package')} of work run {span}, {ending}."


def _in_time(view: PlanView) -> str:
    if not view.has_term:
        return "no deadline is known"
    used = view.extensions_used
    return f"all in time if the extension{'s are' if used > 1 else ' is'} granted" if used else "all in time"


def _plan_columns(view: PlanView) -> tuple[Column, ...]:
    return (
        Column("package", "Package", width=26, wrap=True),
        Column("site", "Site", width=22, wrap=True),
        Column("layer", "Layer", width=10),
        Column("vendor", "Vendor", width=14, wrap=True),
        Column("order", "Order in", "month", 10),
        Column("start", "Work starts in", "month", 10),
        Column("last", "Last month of work", "month", 10),
        Column("finish", "Finished at the start of", "month", 11),
        Column("duration", "Months", "int", 8),
        Column("crew", "Crew", width=14, wrap=True),
        Column("cost", f"Cost ({view.unit})", "int", 13),
        Column("after", "Waits for", width=24, wrap=True),
        Column("late", "Against the term", width=14),
    )


def _months(view: PlanView) -> range:
    """From the first order (even before the horizon) to the last month that the problem or the plan knows."""
    first = min(0, *(start.order for start in view.starts))
    return range(first, max(view.count, *(start.finish for start in view.starts)))


def _month_column(view: PlanView, period: int) -> Column:
    day = view.month(period)
    ends = period + 1
    edge: Edge | None = "term" if ends == view.boundaries[0] else "extension" if ends in view.boundaries else None
    if not view.has_term:
        edge = None
    winter: Style | None = "winter" if day.month in view.winter_months else None
    return Column(f"month{period}", short_month(day), width=3, style=winter, edge=edge, turned=True)


def _plan_row(given: ReportInput, start: Start, months: Sequence[int]) -> Row:
    view, package = given.view, start.package
    return (
        package.id,
        given.site_name(package.site),
        package.layer,
        start.vendor,
        view.month(start.order),
        view.month(start.start),
        view.month(start.finish - 1),
        view.month(start.finish),
        start.finish - start.start,
        crew_words(package.crew),
        start.cost,
        ", ".join(package.after),
        _against_the_term(view, start),
        *(_bar(start, period) for period in months),
    )


def _against_the_term(view: PlanView, start: Start) -> Cell:
    """In time, late by how much, or in time only with an extension that is not granted yet."""
    late = view.late(start)
    if late:
        return Cell(f"{counted(late, 'month')} late", style="bad")
    if not view.has_term:
        return Cell("no term known")
    if start.finish > view.boundaries[0]:
        return Cell("in extension", style="warn")
    return Cell("in time", style="good")


def _bar(start: Start, period: int) -> Entry:
    if start.start <= period < start.finish:
        code, look = _LAYERS.get(start.package.layer, _LAYERS["other"])
        return Cell(code, style=look)
    if start.order <= period < start.start:
        return Cell("o" if period == start.order else "·", style="waiting")
    return None


def _legend(view: PlanView) -> tuple[str, ...]:
    used_layers = {package.layer for package in view.packages}
    bars = ", ".join(f"{code} = {layer}" for layer, (code, _) in _LAYERS.items() if layer in used_layers)
    return (f"Bars: {bars}; o = order, · = waiting for delivery. {winter_words(view)}".strip(), _lines(view))


def _lines(view: PlanView) -> str:
    """What the upright lines of the chart mean."""
    if not view.has_term:
        return view.deadline_words()
    term = view.month_name(view.boundaries[0] - 1)
    ends = f"The thick red line after {term} is the end of the term"
    if view.boundaries[0] <= 0:
        ends = view.deadline_words().removesuffix(".")
    later = [view.month_name(until - 1) for until in view.boundaries[1:]]
    if not later:
        return f"{ends}. Work must be finished before the end of the term."
    used = f"{counted(view.extensions_used, 'extension')} used, none granted yet"
    return (
        f"{ends}; dashed lines after {', '.join(later)} end the extensions assumed ({used}). "
        "Work must be finished before the line that is in force."
    )


def menu_table(view: PlanView) -> Table:
    """The least changes that would make a plan possible, each with its price."""
    return Table(
        id="menu",
        title="What would make a plan possible",
        takeaway=view.outcome_words() if view.menu else f"{view.outcome_words()} The planner found no such change.",
        columns=(
            Column("change", "Change", width=60, wrap=True),
            Column("amount", "Amount", "int", 14),
            Column("unit", "Unit", width=12),
            Column("cost", f"Plan cost then ({view.unit})", "int", 18),
            Column("finish", "Last month of work then", width=18),
        ),
        rows=tuple(
            (
                str(entry.get("change", "")),
                entry.get("amount"),
                entry.get("unit"),
                (entry.get("plan") or {}).get("objective"),
                _menu_finish(view, entry.get("plan") or {}),
            )
            for entry in view.menu
        ),
        empty="The menu is empty.",
    )


def _menu_finish(view: PlanView, plan: dict[str, object]) -> str | None:
    starts = plan.get("starts")
    finishes = [int(start["finish"]) for start in starts] if isinstance(starts, list) else []
    return view.month_name(max(finishes) - 1) if finishes else None


def _waiting_table(given: ReportInput) -> Table:
    view = given.view
    return Table(
        id="schedule",
        title="Schedule",
        takeaway=view.outcome_words(),
        columns=(
            Column("package", "Package without a date", width=60, wrap=True),
            Column("site", "Site", width=24, wrap=True),
            Column("layer", "Layer", width=12),
            Column("crew", "Crew", width=18, wrap=True),
            Column("after", "Waits for", width=30, wrap=True),
        ),
        rows=tuple(_waiting_row(given, package) for package in view.packages),
        empty="There is no package to schedule.",
    )


def _waiting_row(given: ReportInput, package: Package) -> Row:
    site = given.site_name(package.site)
    return (package.id, site, package.layer, crew_words(package.crew), ", ".join(package.after))


def _binding_table(view: PlanView) -> Table:
    return Table(
        id="binding",
        title="What holds the plan back",
        takeaway=f"{counted(len(view.binding), 'limit is', 'limits are')} used up in some month.",
        columns=(
            Column("what", "Limit", width=26, wrap=True),
            Column("periods", "Months", width=22, wrap=True),
            Column("worth", "Worth", width=10),
        ),
        rows=tuple(_binding_row(view, entry.get("what"), entry) for entry in view.binding),
    )


def _binding_row(view: PlanView, what: object, entry: object) -> Row:
    found = entry if isinstance(entry, dict) else {}
    months = ", ".join(view.month_name(period) for period in found.get("periods", ()))
    worth = found.get("worth")
    return (cell_text(str(what)), months, "not known" if worth is None else view.amount(worth))

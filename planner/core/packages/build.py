"""Estimate → ``planner-problem/1``: packages, windows, crews, regions, coverage, money, deadlines."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from planner.core.bill import PROJECT, SPARES, Swap
from planner.core.model import Assumption, CostLine, Issue, Site
from planner.core.packages.calendar import first_of_period, month_start, next_month, whole_months
from planner.core.packages.geography import clusters, coverage_groups
from planner.core.packages.money import Price, in_whole_dollars, price, stages
from planner.core.packages.precedence import predecessors
from planner.core.packages.windows import Window, no_start_issues, term_issues
from planner.core.packages.work import CREW_WEEKS_PER_MONTH, MOBILIZATION_WEIGHT, Work, WorkRule, work_of
from planner.core.project import NO_LIMIT, Project, Vendor, released_by, vendors_for

_EACH = {"package": "a swap", "hop_end": "for each end of a hop", "asset": "a unit"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds the gear: the project file, the day of planning, the term ends in force, and the work rules.

    ``term_ends`` are the ends of the removal, replacement and disposal terms (T4) of all applications, extensions
    already granted included; ``extension_ends`` follow the earliest of them.
    """

    project: Project
    as_of: date
    term_ends: Sequence[date]
    extension_ends: Sequence[date]
    rules: Mapping[str, WorkRule]

    @property
    def first(self) -> date:
        """The first day of period 0."""
        start = self.project.calendar.start
        return month_start(start) if start else next_month(self.as_of)


@dataclass(frozen=True, slots=True)
class Draft:
    """The problem as a document, what was assumed in making it, and what a person must look at.

    An issue that blocks says that the problem cannot be solved: some package has no possible start, and
    ``months_short`` is by how much the horizon is too short for it.
    """

    document: dict[str, Any]
    assumptions: tuple[Assumption, ...]
    issues: tuple[Issue, ...] = ()
    months_short: int = 0


def draft_problem(swaps: Sequence[Swap], lines: Sequence[CostLine], sites: Sequence[Site], setting: Setting) -> Draft:
    """Lay out the scheduling problem of all priced swaps. Packages stand in order of id."""
    project = setting.project
    priced = _by_package(lines)
    active = _active_swaps(swaps, priced)
    places = {site.key: site for site in sites}
    regions = clusters(
        [places[key] for key in sorted({s.site for s in active} & set(places))], project.planning.cluster_km
    )
    windows = _windows(active, setting)
    packages = _packages(active, priced, setting, predecessors(active, places, regions), regions, windows)
    document = {
        "format": "planner-problem/1",
        "name": project.carrier.name,
        "money_unit": "USD",
        "periods": {"unit": "month", "first": setting.first.isoformat(), "count": project.planning.horizon_months},
        "deadline": _deadline(setting),
        "crews": _crews(project),
        "clusters": [{"id": name, "mobilisation_cost": MOBILIZATION_WEIGHT} for name in sorted(set(regions.values()))],
        "layers": _layers(active, project),
        "packages": packages,
        "coverage": _coverage(active, places, project),
        "funding": _funding(setting, packages),
        "calendar": {
            "winter_months": list(project.calendar.winter_months),
            "winter_layers": list(project.calendar.winter_layers),
        },
        "crew_unit": "crew-weeks per month",
        "sites": [_site(places[key]) for key in sorted({swap.site for swap in active} & set(places))],
    }
    relaxed = [name for name, found in windows.items() if all(one.outlasts_the_season for one in found.values())]
    horizon = project.planning.horizon_months
    stuck = _stuck(windows, horizon)
    layers = {swap.id: swap.layer for swap in active}
    return Draft(
        document,
        tuple(_assumptions(setting, relaxed, active, places)),
        (*no_start_issues(stuck, layers, horizon), *term_issues(setting.first, horizon, setting.term_ends)),
        max((window.horizon_needed - horizon for window in stuck.values()), default=0),
    )


def _stuck(windows: Mapping[str, Mapping[str, Window]], horizon: int) -> dict[str, Window]:
    """The packages without a possible start, each with the window of its quickest vendor."""
    return {
        name: min(found.values(), key=lambda window: window.horizon_needed)
        for name, found in windows.items()
        if not any(window.starts(horizon) for window in found.values())
    }


def _by_package(lines: Sequence[CostLine]) -> dict[str, list[CostLine]]:
    grouped: dict[str, list[CostLine]] = defaultdict(list)
    for line in lines:
        grouped[line.package].append(line)
    return grouped


def _active_swaps(swaps: Sequence[Swap], priced: Mapping[str, Sequence[CostLine]]) -> list[Swap]:
    """Every swap with gear, and the network-wide ones the estimate added, in order of id."""
    known = {swap.id for swap in swaps}
    wide = [Swap(name, PROJECT, found[0].layer, found[0].layer) for name, found in priced.items() if name not in known]
    return sorted([*swaps, *wide], key=lambda swap: swap.id)


def _packages(
    swaps: Sequence[Swap],
    priced: Mapping[str, Sequence[CostLine]],
    setting: Setting,
    after: Mapping[str, tuple[str, ...]],
    regions: Mapping[str, str],
    windows: Mapping[str, Mapping[str, Window]],
) -> list[dict[str, Any]]:
    costs = _costs(swaps, priced, setting.project)
    packages = []
    for swap in swaps:
        work = _work(swap, setting)
        packages.append(
            {
                "id": swap.id,
                "site": swap.site,
                "layer": swap.layer,
                "cluster": regions.get(swap.site) if swap.site != PROJECT else None,
                "risk_per_period": setting.project.planning.risk_per_month[swap.layer],
                "crew": {work.crew: work.weeks_per_month} if work.crew else {},
                "after": list(after[swap.id]),
                "options": _options(swap, windows[swap.id], costs, setting.project),
                "items": [finding.item.id for finding in swap.findings],
            }
        )
    return packages


def _work(swap: Swap, setting: Setting) -> Work:
    return work_of(swap, setting.rules, {crew["id"]: min(crew["capacity"]) for crew in _crews(setting.project)})


def _costs(
    swaps: Sequence[Swap], priced: Mapping[str, Sequence[CostLine]], project: Project
) -> dict[tuple[str, str], tuple[int, int]]:
    """(package, vendor) → whole dollars; rounded over all packages of one vendor rank, so that each sum is exact."""
    costs: dict[tuple[str, str], tuple[int, int]] = {}
    ranked: dict[int, dict[tuple[str, str], Price]] = defaultdict(dict)
    for swap in swaps:
        for rank, vendor in enumerate(vendors_for(project, swap.layer)):
            ranked[rank][swap.id, vendor.id] = price(priced.get(swap.id, ()), vendor)
    for prices in ranked.values():
        costs.update(in_whole_dollars(prices))
    return costs


def _windows(swaps: Sequence[Swap], setting: Setting) -> dict[str, dict[str, Window]]:
    """Package id → vendor id → when the package may be worked on with that vendor."""
    calendar, windows = setting.project.calendar, {}
    for swap in swaps:
        outdoors = swap.site != PROJECT and swap.layer in calendar.winter_layers
        blocked = calendar.winter_months if outdoors else ()
        duration = _work(swap, setting).duration
        windows[swap.id] = {
            vendor.id: Window(setting.first, _lead(swap, vendor), duration, blocked)
            for vendor in vendors_for(setting.project, swap.layer)
        }
    return windows


def _options(
    swap: Swap, windows: Mapping[str, Window], costs: Mapping[tuple[str, str], tuple[int, int]], project: Project
) -> list[dict[str, Any]]:
    return [
        {
            "vendor": vendor,
            "lead": window.lead,
            "duration": window.duration,
            "starts": list(window.starts(project.planning.horizon_months)),
            "payments": stages(*costs[swap.id, vendor], project.planning),
        }
        for vendor, window in windows.items()
    ]


def _lead(swap: Swap, vendor: Vendor) -> int:
    """Months from order to delivery; design, laboratory and disposal work orders no gear."""
    return 0 if swap.site == PROJECT or swap.recipe_layer == "spare" else vendor.lead_months


def _deadline(setting: Setting) -> dict[str, Any]:
    """Term end and assumed extensions as periods; ``term_ends_on`` and ``ends_on`` are the days they stand for.

    Without a term end the plan may run to its horizon, and ``term_ends_on`` is null: that is no deadline.
    """
    planning = setting.project.planning
    end = min(setting.term_ends, default=None)
    document: dict[str, Any] = {"late_factor": planning.late_factor, "term_ends_on": end and end.isoformat()}
    if end is None:
        return {"term_end": planning.horizon_months, "extensions": [], **document}
    term_end = min(whole_months(setting.first, end), planning.horizon_months)
    extensions = []
    latest = term_end
    for day in setting.extension_ends:
        until = min(whole_months(setting.first, day), planning.horizon_months)
        if until > latest:
            extensions.append({"until": until, "cost": planning.extension_cost, "ends_on": day.isoformat()})
            latest = until
    return {"term_end": term_end, "extensions": extensions, **document}


def _crews(project: Project) -> list[dict[str, Any]]:
    count = project.planning.horizon_months
    return [{"id": crew.id, "capacity": [crew.capacity * CREW_WEEKS_PER_MONTH] * count} for crew in project.crews]


def _layers(swaps: Sequence[Swap], project: Project) -> list[dict[str, Any]]:
    """Radio vendors may differ between regions; every other layer keeps one vendor for the whole carrier."""
    return [
        {
            "id": layer,
            "vendor_scope": "cluster" if layer == "ran" else "carrier",
            "vendors": [
                {"id": vendor.id, "integration_cost": vendor.integration_cost} for vendor in vendors_for(project, layer)
            ],
        }
        for layer in sorted({swap.layer for swap in swaps})
    ]


def _coverage(swaps: Sequence[Swap], places: Mapping[str, Site], project: Project) -> list[dict[str, Any]]:
    radio = {swap.site: swap.id for swap in swaps if swap.layer == "ran" and swap.site in places}
    groups = coverage_groups([places[key] for key in sorted(radio)], project.planning.coverage_km)
    limit = project.planning.max_down
    return [{"packages": [radio[key] for key in group], "max_down": limit} for group in groups if len(group) > limit]


def _funding(setting: Setting, packages: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    project, count = setting.project, setting.project.planning.horizon_months
    credit = sum(source.credit_limit for source in project.funding)
    opening = sum(source.opening_cash for source in project.funding)
    monthly = sum(source.own_cash_per_month for source in project.funding)
    every_dollar = sum(_most_eligible(package) for package in packages)
    released = []
    for period in range(count):
        last_day = first_of_period(setting.first, period + 1) - timedelta(days=1)
        limit = released_by(project, last_day)
        released.append(every_dollar if limit is None else limit)
    return {
        "own_cash": [opening + monthly, *[monthly] * (count - 1)],
        # Credit that money cannot exhaust is written as all there is to pay: the same plans, better-scaled numbers.
        "credit_limit": credit if credit < NO_LIMIT else sum(_most_paid(package) for package in packages),
        "released": released,
        "reimbursement_lag": max(source.reimbursement_lag_months for source in project.funding),
    }


def _most_eligible(package: Mapping[str, Any]) -> int:
    return max((sum(int(part) for _amount, part in one["payments"].values()) for one in package["options"]), default=0)


def _most_paid(package: Mapping[str, Any]) -> int:
    return max((sum(int(amount) for amount, _ in one["payments"].values()) for one in package["options"]), default=0)


def _site(site: Site) -> dict[str, Any]:
    return {"id": site.key, "name": site.name, "latitude": site.latitude, "longitude": site.longitude}


def _assumptions(
    setting: Setting, relaxed: Sequence[str], swaps: Sequence[Swap], places: Mapping[str, Site]
) -> list[Assumption]:
    found = [
        Assumption(f"Work in {layer}", f"{rule.crew_weeks:f} crew-weeks {_EACH[rule.per]}", "work rules", rule.why)
        for layer, rule in sorted(setting.rules.items())
        if any(swap.layer == layer for swap in swaps) and rule.crew_weeks
    ]
    if not setting.term_ends:
        why = "no application gives a first disbursement or a granted end"
        found.append(Assumption("Deadline", "none in the plan", "application.first_disbursement_on", why))
    if len(set(setting.term_ends)) > 1:
        why = "the inventory does not say which site belongs to which application, so the earliest holds for all"
        found.append(Assumption("Deadline", min(setting.term_ends).isoformat(), "application.granted_ends", why))
    if relaxed:
        why = f"work longer than the season at {', '.join(relaxed[:5])}"
        found.append(Assumption("Winter", f"ignored for {len(relaxed)} packages", "calendar.winter_months", why))
    nowhere = (PROJECT, SPARES)
    lost = sorted({swap.site for swap in swaps if swap.site not in nowhere and not _is_placed(places.get(swap.site))})
    if lost:
        more = f" and {len(lost) - 5} more" if len(lost) > 5 else ""
        why = f"no coordinates for {', '.join(lost[:5])}{more}: no hub, no neighbors, one region for all of them"
        value = f"unknown for {len(lost)} place{'' if len(lost) == 1 else 's'}"
        found.append(Assumption("Geography", value, "site register", why))
    return found


def _is_placed(site: Site | None) -> bool:
    return site is not None and site.latitude is not None and site.longitude is not None

"""The exact plan document, ``planner-plan/1``."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from planner.core.scheduling.judge import Terms, cash_flow, score
from planner.core.scheduling.plan import PLAN_FORMAT, Plan, placed
from planner.core.scheduling.problem import Problem


def plan_document(
    problem: Problem, plan: Plan | None, problem_sha: str, outcome: str, facts: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The document of ``plan``, every term and cash row computed here; ``facts`` replaces the solver's fields.

    Without a plan the starts and the cash are empty and the objective and its terms are null. ``facts`` may set
    ``seed``, ``seconds``, ``bound``, ``gap``, ``bound_note``, ``baseline``, ``binding`` and ``menu``.
    """
    terms = None if plan is None else score(problem, plan)
    document: dict[str, Any] = {
        "format": PLAN_FORMAT,
        "problem": {"name": problem.name, "sha256": problem_sha},
        "seed": None,
        "seconds": 0.0,
        "outcome": outcome,
        "extensions_used": None if plan is None else plan.extensions_used,
        "objective": None if terms is None else terms.objective,
        "terms": None if terms is None else asdict(terms),
        "bound": None,
        "gap": None,
        "bound_note": "",
        "baseline": None,
        "starts": [] if plan is None else start_rows(problem, plan),
        "cash": [] if plan is None else [asdict(row) for row in cash_flow(problem, plan)],
        "binding": [],
        "menu": [],
    }
    return document | dict(facts or {})


def start_rows(problem: Problem, plan: Plan) -> Sequence[dict[str, Any]]:
    """One row per package, in the order of the problem. ``option`` counts from 0 in the package's own list."""
    return [
        {
            "package": item.package.id,
            "vendor": item.option.vendor,
            "order": item.start - item.option.lead,
            "start": item.start,
            "finish": item.finish,
            "option": plan.starts[item.package.id].option,
        }
        for item in placed(problem, plan)
    ]


def baseline_document(method: str, terms: Terms | None) -> dict[str, Any] | None:
    """The plan compared with, as the plan document names it; None when there was none."""
    return None if terms is None else {"method": method, "objective": terms.objective, "terms": asdict(terms)}

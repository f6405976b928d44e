"""What a solve hands back, and the plan document made of it."""

from dataclasses import dataclass
from typing import Any, Literal

from planner.core.scheduling import Plan, Problem, Terms, baseline_document, plan_document
from planner.optimiser.list_schedule import METHOD

Outcome = Literal["proved", "feasible", "infeasible", "no_plan_in_time"]
Unit = Literal["USD", "months", "crews", "packages"]


@dataclass(frozen=True)
class Binding:
    """Something that holds the plan back in ``periods``; ``worth`` is what one more unit would save, if known."""

    what: str
    periods: tuple[int, ...]
    worth: int | None = None


@dataclass(frozen=True)
class MenuEntry:
    """A change that makes a plan possible: in words, how much of which unit, and the plan it allows (or None).

    ``problem`` is the problem with the change made: the plan keeps every rule of it.
    """

    change: str
    amount: int
    unit: Unit
    problem: Problem
    plan: Plan | None


@dataclass(frozen=True)
class Solution:
    """The answer. ``bound`` is what no plan can beat (None when nothing was proved, and then ``gap`` is None too)."""

    problem: Problem
    outcome: Outcome
    plan: Plan | None
    terms: Terms | None
    baseline_plan: Plan | None
    baseline_terms: Terms | None
    bound: int | None
    gap: float | None
    bound_note: str
    seed: int
    seconds: float
    binding: tuple[Binding, ...] = ()
    menu: tuple[MenuEntry, ...] = ()

    @property
    def objective(self) -> int | None:
        """What the plan costs by the judge's count."""
        return None if self.terms is None else self.terms.objective


def solution_document(document_sha: str, solution: Solution) -> dict[str, Any]:
    """The ``planner-plan/1`` document; ``document_sha`` is the SHA-256 of the problem document."""
    return plan_document(
        solution.problem,
        solution.plan,
        document_sha,
        solution.outcome,
        {
            "seed": solution.seed,
            "seconds": round(solution.seconds, 1),
            "bound": solution.bound,
            "gap": None if solution.gap is None else round(solution.gap, 6),
            "bound_note": solution.bound_note,
            "baseline": baseline_document(METHOD, solution.baseline_terms),
            "binding": [
                {"what": binding.what, "periods": list(binding.periods), "worth": binding.worth}
                for binding in solution.binding
            ],
            "menu": [_menu_document(document_sha, solution, entry) for entry in solution.menu],
        },
    )


def _menu_document(document_sha: str, solution: Solution, entry: MenuEntry) -> dict[str, Any]:
    plan = None
    if entry.plan is not None:
        plan = plan_document(entry.problem, entry.plan, document_sha, "feasible", {"seed": solution.seed})
    return {"change": entry.change, "amount": entry.amount, "unit": entry.unit, "plan": plan}

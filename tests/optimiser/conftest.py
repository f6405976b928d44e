"""Random small problems, and the best plan of a problem by trying every plan against the judge alone."""

import itertools
import random
from collections.abc import Callable
from typing import Any

import pytest

from planner.core.scheduling import Choice, Plan, Problem, parse_problem, score, violations

MOST_PLANS = 900


def _payments(rng: random.Random, scale: int) -> dict[str, list[int]]:
    stages = {}
    for stage in ("order", "delivery", "completion"):
        amount = rng.randint(0, 12) * scale + rng.randint(0, scale - 1)
        stages[stage] = [amount, rng.randint(amount // 2, amount)]
    return stages


def _option(rng: random.Random, count: int, vendor: str, scale: int, few: int) -> dict[str, Any]:
    lead, duration = rng.randint(0, 2), rng.randint(1, 2)
    possible = list(range(lead, count - duration + 1))
    starts = sorted(rng.sample(possible, min(few, len(possible))))
    return {
        "vendor": vendor, "lead": lead, "duration": duration, "starts": starts, "payments": _payments(rng, scale),
    }  # fmt: skip


def random_document(seed: int, scale: int = 1) -> dict[str, Any]:
    """A problem of up to 8 packages, at most :data:`MOST_PLANS` plans per extension count; money times ``scale``."""
    rng = random.Random(seed)  # noqa: S311 - test data, not a secret
    count = rng.randint(6, 9)
    size = rng.choice((2, 3, 4, 4, 5, 6, 8))
    two_vendors = size <= 5 and rng.random() < 0.7
    few = max(2, int(MOST_PLANS ** (1 / size) / (2 if two_vendors else 1)))
    clusters = ["west", "east"][: rng.randint(1, 2)]
    packages: list[dict[str, Any]] = []
    for index in range(size):
        layer = rng.choice(["ran", "transport"])
        vendors = ["A", "B"] if two_vendors else ["A"]
        packages.append(
            {
                "id": f"p{index}", "site": f"s{index}", "layer": layer, "cluster": rng.choice([*clusters, None]),
                "risk_per_period": rng.randint(0, 4) * scale, "crew": {"tower": 1} if rng.random() < 0.6 else {},
                "after": [f"p{rng.randrange(index)}"] if index and rng.random() < 0.4 else [],
                "options": [_option(rng, count, vendor, scale, few) for vendor in vendors],
            }
        )  # fmt: skip
    total = sum(stage[0] for package in packages for stage in package["options"][0]["payments"].values())
    released = sorted(rng.randint(0, max(1, total)) for _ in range(count))
    if rng.random() < 0.35:
        fall = rng.randrange(1, count)
        released = released[:fall] + [released[fall] * rng.randint(0, 9) // 10 for _ in range(fall, count)]
    return {
        "format": "planner-problem/1", "name": f"random {seed}", "money_unit": "USD",
        "periods": {"unit": "month", "first": "2027-01-01", "count": count},
        "deadline": {
            "term_end": rng.randint(2, count),
            "extensions": [{"until": count + 1, "cost": rng.randint(0, 12) * scale}] if rng.random() < 0.6 else [],
            "late_factor": rng.randint(0, 5),
        },
        "crews": [{"id": "tower", "capacity": [rng.choice((1, 2, 2, 2, 3, 3, 0)) for _ in range(count)]}],
        "clusters": [{"id": name, "mobilisation_cost": rng.choice((0, 3, 8)) * scale} for name in clusters],
        "layers": [
            {"id": "ran", "vendor_scope": "cluster", "vendors": [
                {"id": "A", "integration_cost": rng.randint(0, 9) * scale},
                {"id": "B", "integration_cost": rng.randint(0, 9) * scale}]},
            {"id": "transport", "vendor_scope": "carrier", "vendors": [
                {"id": "A", "integration_cost": 2 * scale}, {"id": "B", "integration_cost": 0}]},
        ],
        "packages": packages,
        "coverage": [{"packages": [package["id"] for package in packages[:3]], "max_down": rng.randint(1, 3)}],
        "funding": {
            "own_cash": [rng.randint(-2 * scale, total * 2 // count) for _ in range(count)],
            "credit_limit": rng.randint(0, max(1, total // 2)), "released": released,
            "reimbursement_lag": rng.randint(0, 2),
        },
    }  # fmt: skip


def best_by_trying_everything(problem: Problem) -> int | None:
    """The lowest objective over every option, start and extension count that the judge accepts; None if none is."""
    choices = [
        [Choice(number, start) for number, option in enumerate(package.options) for start in option.starts]
        for package in problem.packages
    ]
    names = [package.id for package in problem.packages]
    best: int | None = None
    for used in range(len(problem.deadline.extensions) + 1):
        for combination in itertools.product(*choices):
            plan = Plan(dict(zip(names, combination, strict=True)), used)
            if not violations(problem, plan):
                objective = score(problem, plan).objective
                best = objective if best is None else min(best, objective)
    return best


@pytest.fixture(scope="session")
def make_random() -> Callable[..., Problem]:
    """A random small problem by seed."""
    return lambda seed, scale=1: parse_problem(random_document(seed, scale), f"random {seed}")


@pytest.fixture(scope="session")
def try_everything() -> Callable[[Problem], int | None]:
    """The best objective by brute force."""
    return best_by_trying_everything

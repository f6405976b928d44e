"""One tiny problem, worked out by hand, that the tests bend one rule at a time."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from planner.core.scheduling import Choice, Plan, Problem, parse_problem

# Two packages of one layer in one cluster. "hub" costs 100 (80 eligible), "site" 50 (40 eligible) and waits for it.
TINY: dict[str, Any] = {
    "format": "planner-problem/1",
    "name": "tiny",
    "money_unit": "USD",
    "periods": {"unit": "month", "first": "2027-01-01", "count": 6},
    "deadline": {"term_end": 4, "extensions": [{"until": 5, "cost": 7}, {"until": 6, "cost": 9}], "late_factor": 10},
    "crews": [{"id": "tower", "capacity": [1, 1, 1, 1, 1, 1]}],
    "clusters": [{"id": "west", "mobilisation_cost": 3}],
    "layers": [
        {
            "id": "ran",
            "vendor_scope": "cluster",
            "vendors": [{"id": "A", "integration_cost": 20}, {"id": "B", "integration_cost": 1}],
        }
    ],
    "packages": [
        {
            "id": "hub", "site": "hub", "layer": "ran", "cluster": "west", "risk_per_period": 2,
            "crew": {"tower": 1}, "after": [],
            "options": [
                {"vendor": "A", "lead": 1, "duration": 2, "starts": [1, 2, 3],
                 "payments": {"order": [30, 20], "delivery": [40, 40], "completion": [30, 20]}},
                {"vendor": "B", "lead": 0, "duration": 1, "starts": [0, 1, 2],
                 "payments": {"completion": [100, 80]}},
            ],
        },
        {
            "id": "site", "site": "site", "layer": "ran", "cluster": "west", "risk_per_period": 5,
            "crew": {"tower": 1}, "after": ["hub"],
            "options": [
                {"vendor": "A", "lead": 1, "duration": 1, "starts": [2, 3, 4, 5],
                 "payments": {"order": [10, 10], "completion": [40, 30]}}
            ],
        },
    ],
    "coverage": [{"packages": ["hub", "site"], "max_down": 1}],
    "funding": {
        "own_cash": [60, 0, 0, 0, 0, 0], "credit_limit": 50,
        "released": [30, 60, 90, 200, 200, 200], "reimbursement_lag": 1,
    },
}  # fmt: skip


@pytest.fixture
def document() -> dict[str, Any]:
    """A fresh copy of the tiny problem's document."""
    return copy.deepcopy(TINY)


@pytest.fixture
def tiny(document: dict[str, Any]) -> Problem:
    """The tiny problem."""
    return parse_problem(document, "tiny.json")


@pytest.fixture
def make_plan() -> Callable[..., Plan]:
    """A plan of the tiny problem from two starts; both packages on their first option unless said."""

    def make(hub: int = 1, site: int = 3, *, hub_option: int = 0, site_option: int = 0, extensions: int = 0) -> Plan:
        return Plan({"hub": Choice(hub_option, hub), "site": Choice(site_option, site)}, extensions)

    return make

"""Plan documents: exact fields, and a plan that comes back from its own document."""

import json
from collections.abc import Callable

import pytest

from planner.core.errors import InvalidDocument
from planner.core.scheduling import Plan, Problem, parse_plan, plan_document

Make = Callable[..., Plan]


def test_the_document_repeats_the_judge_and_nothing_else(tiny: Problem, make_plan: Make) -> None:
    document = plan_document(tiny, make_plan(), "abc", "feasible", {"seed": 4, "bound": 80})
    assert document["problem"] == {"name": "tiny", "sha256": "abc"}
    assert (document["objective"], document["seed"], document["bound"]) == (85, 4, 80)
    assert document["starts"][1] == {
        "package": "site", "vendor": "A", "order": 2, "start": 3, "finish": 4, "option": 0,
    }  # fmt: skip
    assert document["cash"][3] == {"period": 3, "paid": 40, "claimed": 30, "received": 30, "balance": 0}
    assert set(document) == {
        "format", "problem", "seed", "seconds", "outcome", "extensions_used", "objective", "terms", "bound", "gap",
        "bound_note", "baseline", "starts", "cash", "binding", "menu",
    }  # fmt: skip


def test_a_plan_comes_back_from_its_document_with_or_without_the_option_index(tiny: Problem, make_plan: Make) -> None:
    plan = make_plan(hub=2, hub_option=1, site=4, extensions=1)
    document = json.loads(json.dumps(plan_document(tiny, plan, "abc", "feasible")))
    assert parse_plan(document, tiny, "plan.json") == plan
    for row in document["starts"]:
        del row["option"]
    assert parse_plan(document, tiny, "plan.json") == plan


def test_without_a_plan_the_document_claims_nothing(tiny: Problem) -> None:
    document = plan_document(tiny, None, "abc", "infeasible")
    assert (document["objective"], document["terms"], document["starts"], document["cash"]) == (None, None, [], [])


def test_rows_that_fit_no_option_are_all_named(tiny: Problem, make_plan: Make) -> None:
    document = plan_document(tiny, make_plan(), "abc", "feasible")
    document["starts"][0] |= {"vendor": "C"}
    document["starts"][1] |= {"package": "hut"}
    document["starts"].append({"package": "site", "start": "soon"})
    with pytest.raises(InvalidDocument) as caught:
        parse_plan(document, tiny, "plan.json")
    assert caught.value.faults == (
        'starts[0] fits no option of "hub"',
        'starts[1] names "hut", which is not in the problem',
        "starts[2] needs whole numbers for order, start and finish",
    )

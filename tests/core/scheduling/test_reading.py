"""Reading problem files: a good one comes back whole, a bad one has every fault named in one pass."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from planner.core.errors import InvalidDocument
from planner.core.scheduling import Payment, Problem, parse_problem, problem_document, problem_sha256

Bend = Callable[[dict[str, Any]], None]


def faults_of(document: object) -> tuple[str, ...]:
    with pytest.raises(InvalidDocument) as caught:
        parse_problem(document, "p.json")
    return caught.value.faults


def bent(path: str, value: object) -> Bend:
    """Set the field at ``path`` (``a.0.b``); ``...`` deletes it."""

    def bend(document: dict[str, Any]) -> None:
        place: Any = document
        *keys, last = [int(key) if key.isdigit() else key for key in path.split(".")]
        for key in keys:
            place = place[key]
        if value is ...:
            del place[last]
        else:
            place[last] = value

    return bend


def test_a_problem_survives_being_written_and_read(tiny: Problem) -> None:
    written = json.loads(json.dumps(problem_document(tiny)))
    assert parse_problem(written, "again") == tiny


def test_fields_we_do_not_know_are_let_through_and_change_the_name_only(
    document: dict[str, Any], tiny: Problem
) -> None:
    before = problem_sha256(document)
    document["packages"][0]["color"] = "blue"
    assert parse_problem(document, "p") == tiny
    assert problem_sha256(document) != before


def test_the_name_of_a_problem_ignores_the_order_of_its_keys(document: dict[str, Any]) -> None:
    turned = dict(reversed(document.items()))
    assert list(turned) != list(document)
    assert problem_sha256(turned) == problem_sha256(document)


def test_what_may_be_left_out_gets_an_empty_meaning(document: dict[str, Any]) -> None:
    for section in ("coverage", "clusters", "crews", "name", "money_unit"):
        del document[section]
    del document["deadline"]["extensions"]
    del document["layers"][0]["vendors"]
    for package in document["packages"]:
        for field in ("crew", "cluster", "site"):
            del package[field]
    problem = parse_problem(document, "p")
    assert (problem.coverage, problem.clusters, problem.crews, problem.deadline.extensions) == ((), (), (), ())
    assert (problem.money_unit, problem.packages[0].cluster, problem.packages[0].site) == ("USD", None, "hub")
    assert [vendor.id for vendor in problem.layers[0].vendors] == ["A", "B"]
    assert problem.packages[1].options[0].delivery == Payment(0, 0)
    assert parse_problem(problem_document(problem), "again") == problem


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        ("format", "planner-problem/2", "format is 'planner-problem/2'"),
        ("periods", ..., "periods is missing"),
        ("periods.count", 10**9, "periods.count is 1000000000"),
        ("periods.count", 0, "periods.count is 0"),
        ("periods.count", "six", "periods.count is 'six'"),
        ("periods.first", "2027-13-01", "periods.first is '2027-13-01'"),
        ("deadline.term_end", -1, "deadline.term_end is -1"),
        ("deadline.late_factor", ..., "deadline.late_factor is missing"),
        ("deadline.extensions.1.until", 5, "deadline.extensions[1].until is 5; it must be later than 5"),
        ("deadline.extensions.0.until", 4, "deadline.extensions[0].until is 4; it must be later than 4"),
        ("crews.0.capacity", [1, 1, 1], 'crews[0] "tower".capacity has 3 entries'),
        ("crews.0.capacity", 4, 'crews[0] "tower".capacity is 4; a list is needed'),
        ("clusters.0.mobilisation_cost", 2.5, 'clusters[0] "west".mobilisation_cost is 2.5'),
        ("layers.0.vendor_scope", "state", "vendor_scope is 'state'"),
        ("layers.0.vendors.0.id", "C", 'package "hub" names vendor "A"'),
        ("packages", {}, "packages is {}"),
        ("packages.0.id", "site", 'package "site" is listed twice'),
        ("packages.0.layer", "core", 'names layer "core"'),
        ("packages.0.cluster", "north", 'names cluster "north"'),
        ("packages.0.crew", {"dig": 1}, 'names crew "dig"'),
        ("packages.0.crew.tower", True, 'crew."tower" is true'),
        ("packages.0.risk_per_period", float("nan"), "risk_per_period is nan"),
        ("packages.0.risk_per_period", ..., "risk_per_period is missing"),
        ("packages.1.after", ["hut"], 'names package (in after) "hut"'),
        ("packages.1.after", ["hub", "hub"], '"hub" is listed twice'),
        ("packages.0.after", ["site"], 'in a circle: "hub" after "site" after "hub"'),
        ("packages.0.after", ["hub"], 'in a circle: "hub" after "hub"'),
        ("packages.1.options", [], "has no possible start"),
        ("packages.1.options.0.starts", [], "has no possible start"),
        ("packages.1.options.0.starts", [2, 2], "each start may be listed once"),
        ("packages.1.options.0.starts", [0], "its order would fall in period -1"),
        ("packages.0.options.0.starts", [5], "it would complete in period 6"),
        ("packages.1.options.0.duration", 0, "duration is 0"),
        ("packages.1.options.0.payments.order", [10, 11], "no more than the amount, 10, can be eligible"),
        ("packages.1.options.0.payments.order", [-5, -5], "is -5"),
        ("packages.1.options.0.payments.order", [10.0, 1], "is 10.0"),
        ("packages.1.options.0.payments.order", [10], "[amount, of which eligible]"),
        ("packages.0.options.0", "A", "an object is needed"),
        ("coverage.0.packages", ["hub", "hut"], 'coverage[0] names package "hut"'),
        ("coverage.0.max_down", -1, "max_down is -1"),
        ("funding", ..., "funding is missing"),
        ("funding.credit_limit", -1, "funding.credit_limit is -1"),
        ("funding.released", [0] * 7, "funding.released has 7 entries"),
        ("funding.released", [0, 0, -1, 0, 0, 0], "funding.released[2] is -1"),
        ("funding.own_cash", [0, 0, None, 0, 0, 0], "funding.own_cash[2] is null"),
        ("funding.reimbursement_lag", 1.0, "funding.reimbursement_lag is 1.0"),
    ],
)  # fmt: skip
def test_a_fault_names_its_place_and_what_was_typed(
    document: dict[str, Any], path: str, value: object, named: str
) -> None:
    bent(path, value)(document)
    assert any(named in fault for fault in faults_of(document)), faults_of(document)


def test_all_faults_are_found_in_one_pass_in_the_order_of_the_file(document: dict[str, Any]) -> None:
    bent("deadline.term_end", "soon")(document)
    bent("packages.0.risk_per_period", -4)(document)
    bent("packages.1.options.0.lead", None)(document)
    bent("funding.credit_limit", True)(document)
    assert [fault.split(" is ")[0] for fault in faults_of(document)] == [
        "deadline.term_end",
        'packages[0] "hub".risk_per_period',
        'packages[1] "site".options[0].lead',
        "funding.credit_limit",
    ]


@pytest.mark.parametrize("document", [None, [], "planner-problem/1", 7, {}, {"format": "planner-problem/1"}])
def test_what_is_no_problem_at_all_is_refused_with_faults(document: object) -> None:
    assert faults_of(document)


def test_no_packages_at_all_is_a_problem_without_work(document: dict[str, Any]) -> None:
    document |= {"packages": [], "coverage": []}
    assert parse_problem(document, "p").packages == ()


def test_a_negative_own_cash_is_an_outflow_and_no_fault(document: dict[str, Any]) -> None:
    document["funding"]["own_cash"][3] = -40
    assert parse_problem(document, "p").funding.own_cash[3] == -40


def test_a_circle_is_found_wherever_in_the_file_it_begins(document: dict[str, Any]) -> None:
    hub, site = document["packages"]
    spare = site | {"id": "spare", "after": ["site"]}
    document["packages"] = [hub, site | {"after": ["hub", "spare"]}, spare]
    (fault,) = faults_of(document)
    assert fault.endswith('in a circle: "site" after "spare" after "site"')

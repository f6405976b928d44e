"""What the program pays for: the cut-off day, the makers, the size of the carrier, and questions left open."""

from dataclasses import replace
from datetime import date

import pytest

from planner.core.eligibility import (
    carrier_eligibility,
    item_eligibility,
    line_issues,
    made_issues,
    reimbursability,
)
from planner.core.model import CellRef, FieldText, Finding, Item, Made, Presence, Verdict
from planner.core.program import Program
from planner.core.project import parse_project
from planner.reference.programs import load_program

APPROVED = '[[application]]\nid = "A1"\napproved_on = 2022-07-15'


@pytest.fixture(scope="module")
def program() -> Program:
    return load_program("us-fcc-scrp")


def found(
    obtained: date | None = date(2019, 5, 1),
    entity: str | None = "Huawei",
    verdict: Verdict = "covered",
    presence: Presence = "in_network",
    installed: date | None = None,
) -> Finding:
    """A finding on row 17 of a sheet, with the date it was obtained in column E when there is one."""
    cell = CellRef("cedar.xlsx", "Sites", "E", 17)
    fields = (FieldText("obtained_on", "Acquired", cell, str(obtained)),) if obtained else ()
    item = Item(1, "f1", "cedar.xlsx", "Sites", 17, fields, obtained_on=obtained, installed_on=installed)
    return Finding(item, verdict, entity, presence, "ran", None, ())


def test_gear_obtained_the_day_after_the_cut_off_is_not_paid(program: Program) -> None:
    answer = item_eligibility(found(date(2020, 7, 1)), program)
    assert (answer.reimbursable, answer.rule) == (False, "E4")
    assert "2020-07-01" in answer.reason


def test_gear_obtained_exactly_on_the_cut_off_is_paid_with_a_warning(program: Program) -> None:
    answer = item_eligibility(found(date(2020, 6, 30)), program)
    assert (answer.reimbursable, answer.rule, answer.check) == (True, "E4", True)


def test_gear_obtained_before_the_cut_off_is_paid_without_a_question(program: Program) -> None:
    assert item_eligibility(found(date(2020, 6, 29)), program).reimbursable is True


def test_an_unknown_day_is_a_question_not_an_answer(program: Program) -> None:
    answer = item_eligibility(found(None), program)
    assert (answer.reimbursable, answer.check) == (None, True)


def test_gear_made_and_obtained_too_late_is_named_with_the_cell_of_its_date(program: Program) -> None:
    made = Made(date(2021, 2, 1), date(2021, 2, 28))
    (issue,) = made_issues([replace(found(date(2021, 3, 1)), made=made)], program)
    assert (issue.rule, issue.severity, issue.cell, issue.typed) == ("E4", "check", "Sites!E17", "2021-03-01")
    assert "2020-06-30" in issue.fix
    (undated,) = made_issues([replace(found(None), made=made)], program)
    assert (undated.cell, undated.typed) == ("Sites row 17", "")


def test_gear_installed_by_the_cut_off_was_obtained_by_it(program: Program) -> None:
    assert item_eligibility(found(None, installed=date(2020, 6, 30)), program).reimbursable is True
    assert item_eligibility(found(None, installed=date(2020, 7, 1)), program).reimbursable is None


def test_gear_installed_before_it_was_obtained_is_a_question(program: Program) -> None:
    answer = item_eligibility(found(date(2021, 1, 1), installed=date(2018, 1, 1)), program)
    assert answer.reimbursable is None
    assert "which is right?" in answer.reason


@pytest.mark.parametrize("entity", ["Huawei", "ZTE", "zte"])
def test_huawei_and_zte_are_paid_for(entity: str, program: Program) -> None:
    assert item_eligibility(found(entity=entity), program).reimbursable is True


@pytest.mark.parametrize("entity", ["Hytera", "Hikvision", "Dahua"])
def test_other_makers_on_the_covered_list_are_not(entity: str, program: Program) -> None:
    answer = item_eligibility(found(entity=entity), program)
    assert (answer.reimbursable, answer.rule) == (False, "E3")
    assert entity in answer.reason


def test_gear_of_another_maker_is_not_paid_and_raises_no_issue(program: Program) -> None:
    other = found(entity=None, verdict="not_covered")
    assert item_eligibility(other, program).reimbursable is False
    assert made_issues([replace(other, made=Made(date(2021, 2, 1), date(2021, 2, 28)))], program) == ()


def test_an_unknown_maker_stays_a_question(program: Program) -> None:
    assert item_eligibility(found(entity=None, verdict="unknown"), program).reimbursable is None


def test_a_likely_finding_is_not_settled(program: Program) -> None:
    answer = item_eligibility(found(verdict="likely"), program)
    assert (answer.reimbursable, answer.rule) == (None, "E3")


@pytest.mark.parametrize("presence", ["mentioned", "removed", "spare"])
def test_gear_that_may_not_be_in_the_network_is_a_question(presence: Presence, program: Program) -> None:
    answer = item_eligibility(found(presence=presence), program)
    assert (answer.reimbursable, answer.rule) == (None, "E5")


def test_a_bar_outweighs_a_question(program: Program) -> None:
    assert item_eligibility(found(date(2021, 1, 1), verdict="likely"), program).reimbursable is False
    assert item_eligibility(found(None, entity="Dahua"), program).reimbursable is False


@pytest.mark.parametrize(
    ("customers", "kind", "eligible", "tier"),
    [
        (2_000_000, "acs", True, "P1"),
        (2_000_001, "acs", True, "P3"),
        (2_000_001, "education", True, "P2"),
        (2_000_001, "library", True, "P2"),
        (3_000, "health", True, "P1"),
        (10_000_000, "acs", True, "P3"),
        (10_000_001, "acs", False, None),
        (10_000_001, "education", False, None),
    ],
)
def test_size_and_kind_decide_eligibility_and_tier(
    customers: int, kind: str, eligible: bool, tier: str | None, program: Program
) -> None:
    project = parse_project(f'[carrier]\ncustomers = {customers}\nprovider_type = "{kind}"\n{APPROVED}', "p")
    answer = carrier_eligibility(project, program)
    assert (answer.eligible, answer.tier) == (eligible, tier)
    assert len(answer.issues) == (0 if eligible else 1)


def test_an_unknown_size_leaves_eligibility_and_tier_unknown(program: Program) -> None:
    answer = carrier_eligibility(parse_project(APPROVED, "p"), program)
    assert (answer.eligible, answer.tier) == (None, None)
    assert [issue.cell for issue in answer.issues] == ["[carrier] customers"]


def test_a_missing_approval_is_something_to_look_at(program: Program) -> None:
    none = carrier_eligibility(parse_project("[carrier]\ncustomers = 5", "p"), program)
    assert [issue.rule for issue in none.issues] == ["E6"]
    open_one = parse_project('[carrier]\ncustomers = 5\n[[application]]\nid = "A1"', "p")
    assert [issue.cell for issue in carrier_eligibility(open_one, program).issues] == [
        "[[application]] A1 approved_on",
    ]  # fmt: skip


def test_only_gear_that_is_surely_too_late_is_barred_and_undated_gear_is_counted(program: Program) -> None:
    late, undated, other = found(date(2021, 1, 1)), found(None), found(date(2021, 1, 1), verdict="not_covered")
    barred, assumptions = reimbursability([late, undated, other], program)
    assert list(barred) == [1]
    assert "2021-01-01" in barred[1]
    assert [assumption.value for assumption in assumptions] == [
        "1 covered rows without a date taken as obtained by 2020-06-30"
    ]


def test_when_every_date_is_known_nothing_is_assumed(program: Program) -> None:
    assert reimbursability([found()], program) == ({}, ())


def whole(finding: Finding, row: int = 17, **more: object) -> Finding:
    """The finding with a site and a model, as a line that can be claimed has them."""
    told = {"site": "Cedar Ridge", "model": "RRU3908", "row": row, **more}
    return replace(finding, item=replace(finding.item, **told))  # type: ignore[arg-type]  # fields of an item


def test_a_whole_line_of_gear_obtained_in_time_raises_no_question(program: Program) -> None:
    assert line_issues([whole(found())], program) == ()
    assert line_issues([found(verdict="unknown"), found(verdict="not_covered", entity=None)], program) == ()


@pytest.mark.parametrize(
    ("obtained", "words"),
    [
        (date(2020, 7, 1), "obtained on 2020-07-01, after 2020-06-30"),
        (date(2020, 6, 30), "obtained exactly on 2020-06-30, which FCC guidance allows; have counsel look"),
        (None, "the day it was obtained is not given; it must be 2020-06-30 or before"),
    ],
)
def test_a_day_too_late_on_the_last_day_or_missing_is_a_question_at_its_cell(
    program: Program, obtained: date | None, words: str
) -> None:
    (issue,) = line_issues([whole(found(obtained))], program)
    assert (issue.rule, issue.problem) == ("E4", words)
    assert issue.cell == ("Sites!E17" if obtained else "Sites row 17")


def test_gear_of_a_maker_the_program_does_not_pay_for_is_named_and_its_day_not_asked_for(program: Program) -> None:
    (issue,) = line_issues([whole(found(None, entity="Hytera"))], program)
    assert issue.rule == "E3"
    assert "Hytera" in issue.problem


def test_covered_gear_without_a_place_or_a_model_cannot_be_claimed_yet(program: Program) -> None:
    (bare,) = line_issues([found()], program)
    assert (bare.rule, bare.cell) == ("line-incomplete", "Sites row 17")
    assert bare.problem.startswith("covered gear without a location and a model:")
    (placed,) = line_issues([whole(found(), model=None)], program)
    assert placed.problem.startswith("covered gear without a model:")
    assert line_issues([whole(found(), model=None, part_number="02311ABC")], program) == ()


def test_gear_that_may_not_have_been_in_the_network_is_asked_about(program: Program) -> None:
    (issue,) = line_issues([whole(found(presence="removed"))], program)
    assert issue.rule == "E5"


def test_the_same_question_about_many_rows_of_a_sheet_is_one_issue_that_names_them(program: Program) -> None:
    undated = [whole(found(None), row) for row in range(17, 47)]
    (issue,) = line_issues(undated, program)
    assert issue.cell == "Sites row 17"
    assert "; the same in 29 more cells: rows 18, 19, 20" in issue.problem
    assert issue.problem.endswith(" and 9 more")
    elsewhere = whole(found(None), 17, sheet="Towers")
    assert len(line_issues([*undated, elsewhere], program)) == 2


def test_a_serial_number_made_too_late_is_asked_about_once(program: Program) -> None:
    late = replace(whole(found(None)), made=Made(date(2021, 3, 1), date(2021, 3, 1)))
    assert len(made_issues([late], program)) == 1
    assert line_issues([late], program) == ()

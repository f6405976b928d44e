"""Goods without electronics are asked about by the row's own words, and gear that has them is left alone."""

from dataclasses import replace

import pytest

from planner.core.electronics import goods_named
from planner.core.eligibility import item_eligibility, line_issues, reimbursability
from planner.core.model import CellRef, FieldText, Finding, Item
from planner.core.program import Program
from planner.reference.programs import load_program


@pytest.fixture(scope="module")
def program() -> Program:
    return load_program("us-fcc-scrp")


def named(text: str, program: Program) -> str | None:
    return goods_named(text, program.names("goods_without_electronics"), program.names("words_of_electronics"))


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("hose clamp", "hose clamp"),
        ("Hose clamps, 2 in", "hose clamp"),
        ("CONCRETE PAD 10x10 ft", "concrete pad"),
        ("Mounting bracket", "mounting bracket"),
        ("Mounting brackets for RRU3908", "mounting bracket"),
        ("Mounting bracket (RRU3908)", "mounting bracket"),
        ("RRU mounting bracket", "mounting bracket"),
        ("Bracket, antenna", "bracket"),
        ("Fence", "fence"),
        ("chain-link fence and gate", "fence"),
        ("Fencing around shelter", "fencing"),
        ("6 ft fence - north side", "fence"),
        ("Ground bar to BBU3900", "ground bar"),
        ("cable tray", "cable tray"),
        ("Monopole 150 ft", "monopole"),
    ],
)
def test_goods_without_electronics_are_known_by_their_words(text: str, goods: str, program: Program) -> None:
    assert named(text, program) == goods


@pytest.mark.parametrize(
    "text",
    ["RRU3908", "RRU3908 with mounting bracket", "RRU3908, mounting bracket", "Mounting bracket and RRU3908",
     "RRU + bracket kit", "Fence sensor", "clamp meter", "electric fence controller", "Gate opener", "Fan tray",
     "Rack mount server", "tower mounted amplifier", "Baseband unit", "Antenna", "Gateway", "Masthead", "Boltzmann",
     "Ladderman", "Remote radio unit w/ clamps", "Mast mount radio", "", "  ", "(bracket)", "for", "board - bracket",
     "1", "Bracket RRU3908"],
)  # fmt: skip
def test_anything_else_is_not(text: str, program: Program) -> None:
    assert named(text, program) is None


def claimed(row: int = 17, **cells: str | None) -> Finding:
    """A covered row of Huawei with site and date; the description stands in column D, the model in C."""
    told: dict[str, str | None] = {"description": None, "model": "RRU3908", **cells}
    letters = {"model": "C", "description": "D"}
    fields = tuple(
        FieldText(name, name, CellRef("cedar.xlsx", "Sites", letters[name], row), text)  # type: ignore[arg-type]  # meanings
        for name, text in told.items()
        if text
    )
    item = Item(row, f"f{row}", "cedar.xlsx", "Sites", row, fields, site="Cedar Ridge", **told)  # type: ignore[arg-type]
    item = replace(item, obtained_on=load_program("us-fcc-scrp").day("obtained_on_or_before").replace(year=2019))
    return Finding(item, "covered", "Huawei", "in_network", "ran", None, ())


@pytest.mark.parametrize("goods", ["hose clamp", "concrete pad", "mounting bracket", "fence"])
def test_a_claimed_row_of_such_goods_is_a_question_at_its_cell_and_stays_paid(goods: str, program: Program) -> None:
    finding = claimed(description=f"Huawei {goods}")
    answer = item_eligibility(finding, program)
    assert (answer.reimbursable, answer.rule, answer.check) == (None, "E7", True)
    (issue,) = line_issues([finding], program)
    assert (issue.rule, issue.severity, issue.cell) == ("E7", "check", "Sites!D17")
    assert f'the row says "{goods}"' in issue.problem
    assert "electronic components" in issue.problem
    assert reimbursability([finding], program) == ({}, ())  # nothing is excluded


def test_the_model_cell_is_asked_when_the_goods_stand_there(program: Program) -> None:
    (issue,) = line_issues([claimed(model="Mounting bracket")], program)
    assert (issue.rule, issue.cell, issue.typed) == ("E7", "Sites!C17", "Mounting bracket")


def test_gear_with_electronics_is_not_asked_about(program: Program) -> None:
    assert line_issues([claimed(), claimed(description="Remote radio with mounting bracket")], program) == ()
    assert item_eligibility(claimed(description="Remote radio"), program).reimbursable is True


def test_nobody_is_asked_about_goods_that_are_not_claimed(program: Program) -> None:
    assert line_issues([replace(claimed(description="hose clamp"), verdict="not_covered")], program) == ()


def test_many_rows_of_the_same_goods_are_one_question(program: Program) -> None:
    (issue,) = line_issues([claimed(row, description="hose clamp") for row in range(17, 47)], program)
    assert "; the same in 29 more cells: rows 18, 19, 20" in issue.problem


def test_a_late_day_bars_before_the_goods_are_asked_about(program: Program) -> None:
    finding = claimed(description="hose clamp")
    late = replace(
        finding, item=replace(finding.item, obtained_on=program.day("obtained_on_or_before").replace(year=2021))
    )
    assert item_eligibility(late, program).rule == "E4"


def test_the_rule_and_its_lists_carry_their_source(program: Program) -> None:
    assert (program.rules["E7"].mark, program.rules["E7"].source) == ("sourced", "47 CFR 1.50001(c)")
    assert program.constants["goods_without_electronics"].mark == "design"
    assert "own list" in program.constants["goods_without_electronics"].source

"""The program pack: complete, founded, and refused when it is not; and the federal holidays."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from planner.core.errors import InvalidDocument
from planner.core.program import Constant, Program, Rule
from planner.reference.federal_holidays import federal_holidays
from planner.reference.programs import load_program, program_ids, read_program
from planner.reference.tables import data_folder, toml_table


@pytest.fixture
def raw() -> dict[str, Any]:
    return deepcopy(toml_table(data_folder("programs") / "us-fcc-scrp.toml"))


@pytest.fixture(scope="module")
def program() -> Program:
    return load_program("us-fcc-scrp")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("max_customers", 10_000_000),
        ("p1_max_customers", 2_000_000),
        ("min_kbps_either_way", 200),
        ("cure_days", 15),
        ("review_days", 90),
        ("review_extra_days", 45),
        ("first_claim_years", 1),
        ("term_years", 1),
        ("extension_max_months", 6),
        ("general_extension_months", 6),
        ("claim_days", 120),
        ("claim_extension_days", 120),
        ("status_days", 90),
        ("certification_days", 10),
        ("retention_years", 10),
    ],
)
def test_the_numbers_are_those_of_the_rule(key: str, value: int, program: Program) -> None:
    assert program.number(key) == value


def test_the_days_and_names_are_those_of_the_rule(program: Program) -> None:
    assert program.day("obtained_on_or_before") == date(2020, 6, 30)
    assert program.day("cohort_approved_on") == date(2022, 7, 15)
    assert program.names("reimbursed_entities") == ("Huawei", "ZTE")
    assert program.names("spending_report_days") == ("02-10", "08-10")
    assert program.names("annual_report_days") == ("03-31",)


def test_every_rule_and_constant_has_a_source_a_mark_and_a_day(program: Program) -> None:
    assert {f"T{number}" for number in range(1, 17)} <= set(program.rules)
    entries: list[Constant | Rule] = [*program.constants.values(), *program.rules.values()]
    for entry in entries:
        assert entry.source
        assert entry.mark in ("sourced", "derived", "memory", "design")
        assert entry.as_of <= program.as_of


def test_what_was_not_checked_against_a_text_says_so(program: Program) -> None:
    assert program.rules["T16"].mark == "memory"
    assert program.constants["due_within_days"].mark == "design"


def test_the_packs_are_listed_and_an_unknown_one_names_them() -> None:
    assert "us-fcc-scrp" in program_ids()
    with pytest.raises(InvalidDocument, match="no such program; known are us-fcc-scrp"):
        load_program("../us-fcc-scrp")


def test_a_key_of_another_kind_is_refused(program: Program) -> None:
    with pytest.raises(TypeError, match="not a whole number"):
        program.number("obtained_on_or_before")
    with pytest.raises(TypeError, match="not a date"):
        program.day("claim_days")
    with pytest.raises(TypeError, match="not a list"):
        program.names("claim_days")


@pytest.mark.parametrize(
    ("kind", "key", "field", "value", "says"),
    [
        ("constants", "claim_days", "value", "120", "constant claim_days is '120', not of kind int"),
        ("constants", "claim_days", "value", True, "constant claim_days is True"),
        ("constants", "claim_days", "source", " ", "claim_days has no source"),
        ("constants", "claim_days", "mark", "sure", "claim_days has the mark 'sure'"),
        ("constants", "annual_report_days", "value", ["02-29"], "annual_report_days holds 02-29"),
        ("rules", "T4", "uses", ["term_year"], "T4 uses term_year, which is no constant"),
        ("rules", "T4", "as_of", "today", "as_of is 'today', not a date"),
    ],
)
def test_a_faulty_entry_is_refused_by_name(
    kind: str, key: str, field: str, value: object, says: str, raw: dict[str, Any]
) -> None:
    raw[kind][key][field] = value
    with pytest.raises(InvalidDocument) as caught:
        read_program(raw, "pack.toml")
    assert says in str(caught.value)


def test_a_missing_constant_and_a_missing_rule_are_both_named(raw: dict[str, Any]) -> None:
    del raw["constants"]["due_within_days"]
    del raw["rules"]["E1"]
    with pytest.raises(InvalidDocument) as caught:
        read_program(raw, "pack.toml")
    assert caught.value.faults == ("constant due_within_days is missing", "rule E1 is missing")


def test_a_missing_field_is_named(raw: dict[str, Any]) -> None:
    del raw["rules"]["T4"]["formula"]
    with pytest.raises(InvalidDocument, match="'formula'"):
        read_program(raw, "pack.toml")


def test_federal_holidays_hold_the_observed_days() -> None:
    days = federal_holidays([2022, 2023])
    assert {date(2022, 6, 20), date(2023, 1, 2), date(2023, 10, 9), date(2023, 11, 10), date(2023, 11, 23)} <= days
    assert date(2023, 11, 24) not in days
    assert {day.year for day in days} == {2022, 2023}


def test_new_years_day_observed_in_december_belongs_to_the_old_year() -> None:
    assert date(2021, 12, 31) in federal_holidays([2021])

"""The month of manufacture in a serial number: read where the form is documented, a hint beside the dates, no more."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.documents import item_document
from planner.core.eligibility import item_eligibility, made_issues, reimbursability
from planner.core.flagging import flag
from planner.core.flagging.made import made, month_made
from planner.core.model import CellRef, FieldText, Finding, Item, Made
from planner.core.program import Program
from planner.reference.programs import load_program
from planner.reference.rulepacks import load_rules

TODAY = date(2026, 11, 24)
YEARS = dict(zip("123456789ABCDEFGHJKLMNPQR", range(2001, 2026), strict=True))


@pytest.fixture(scope="module")
def program() -> Program:
    return load_program("us-fcc-scrp")


@pytest.mark.parametrize(
    ("serial", "month"),
    [
        ("210235966010F4000300", "2015-04"),
        ("210305607610F1000033", "2015-01"),
        ("2102310FFABTG4002898", "2016-04"),
        ("2102311TRRLUL4000687", "2020-04"),
        ("210305725110JB001074", "2018-11"),
        ("2102311NCV10JA000244", "2018-10"),
        ("2103032CR510P7000004", "2023-07"),
        ("210235293310b5000001", "2011-05"),
        ("022PUJ10F1000078", "2015-01"),
        ("02G258D0C5000610", "2012-05"),
        ("030WBE10E7000032", "2014-07"),
        ("DS-2CD2T43G2-4I20210105AAWRF30001259", "2021-01"),
        ("DS-7208HUHI-F2/N/A0820160422CCWR593756043WCVU", "2016-04"),
        ("DS-7616NI-I2/16P1620190101CCRRC12345678WCVU", "2019-01"),
    ],
)
def test_real_serials_give_the_month_their_makers_print(serial: str, month: str) -> None:
    assert str(made([serial], TODAY)) == month


@pytest.mark.parametrize(
    "serial",
    [
        "102459162713",  # Huawei, 12 characters
        "4E2310017813",
        "ZTEGC8765432",
        "ZTEEQFLN6212992",
        "4X7C5A1ZAG21L3F",  # Dahua
        "HWTC12345678",
        "48575443A1B2C3D4",
        "594199052",
        "210235G6BB1000000007",  # a placeholder: year 0, month 0
        "2102351BTY10LD000126",  # no thirteenth month
        "2102351BTY10I4000126",  # I is never a year
        "21023596601054000000",  # Excel's zeros
        "DS-2CD2T43G2-4I20210230AAWRF30001259",  # no such day
        "DS-2CD2T43G2-4I20210105AAXXF30001259",  # no such region
        "",
    ],
)
def test_other_forms_carry_no_date(serial: str) -> None:
    assert made([serial], TODAY) is None


def test_a_month_that_is_yet_to_come_is_not_believed() -> None:
    assert made(["2102311XYZ10T3000001"], TODAY) is None
    assert made(["2102311XYZ10T3000001"], date(2027, 3, 1)) is not None


def test_h3cs_twin_of_the_form_is_of_use_for_asking_only() -> None:
    month = month_made("210231A2MG1047000001", TODAY)
    assert month is not None
    assert (month.first_day, month.sure) == (date(2004, 7, 1), False)
    assert made(["210231A2MG1047000001"], TODAY) is None


@given(st.sampled_from(sorted(YEARS)), st.integers(1, 12), st.integers(0, 999_998))
def test_every_year_and_month_comes_back(sign: str, month: int, number: int) -> None:
    serial = f"2102351BTY10{sign}{'123456789ABC'[month - 1]}{number:06d}"
    assert made([serial], TODAY) == Made(date(YEARS[sign], month, 1), date(YEARS[sign], month, 1))


@given(st.text(max_size=40))
def test_no_text_raises(text: str) -> None:
    made([text], TODAY)


def test_units_of_one_row_give_the_oldest_and_the_newest_month() -> None:
    assert str(made(["2102351BTY10L4000126", "2102351BTY10K3000126", "none"], TODAY)) == "2019-03/2020-04"


def row(serial: str, maker: str = "Huawei") -> Finding:
    cells = (
        FieldText("maker", "Maker", CellRef("a.xlsx", "Sites", "A", 2), maker),
        FieldText("serial", "SN", CellRef("a.xlsx", "Sites", "B", 2), serial),
    )
    item = Item(1, "fp", "a.xlsx", "Sites", 2, cells, maker=maker, serials=(serial,))
    return flag([item], load_rules(), lambda _: None)[0]


def test_the_review_tells_the_month_beside_the_evidence() -> None:
    document = item_document(row("2102351BTY10K3000126"))
    assert document["made_on"] == "2019-03"
    (serial,) = [entry for entry in document["evidence"] if entry["kind"] == "serial"]
    assert serial["why"].endswith("; made in March 2019 by its serial number")


def test_rows_of_one_shape_each_tell_their_own_month() -> None:
    assert [str(row(serial).made) for serial in ("2102351BTY10K3000126", "2102351BTY10E1000126")] == [
        "2019-03",
        "2014-01",
    ]
    assert item_document(row("2102351BTY10E1000126"))["evidence"][1]["why"].endswith(
        "January 2014 by its serial number"
    )


def test_gear_that_is_somebody_elses_gets_no_month() -> None:
    assert row("ABCD20210105AAWRF30001259", "Nokia").made is None


def found(month: date | None, obtained: date | None = None, installed: date | None = None) -> Finding:
    """A Huawei row on line 17, with the date it was obtained in column E."""
    cell = CellRef("cedar.xlsx", "Sites", "E", 17)
    fields = (FieldText("obtained_on", "Acquired", cell, str(obtained)),) if obtained else ()
    item = Item(1, "f1", "cedar.xlsx", "Sites", 17, fields, obtained_on=obtained, installed_on=installed)
    return Finding(item, "covered", "Huawei", "in_network", "ran", None, (), Made(month, month) if month else None)


@pytest.mark.parametrize(
    ("month", "reimbursable"),
    [
        (date(2020, 5, 1), None),  # in time, but nobody says when it was obtained
        (date(2020, 6, 1), None),
        (date(2020, 7, 1), None),  # a month off at most: June is possible
        (date(2020, 8, 1), False),
        (date(2022, 1, 1), False),
    ],
)
def test_made_after_the_cut_off_cannot_have_been_obtained_by_it(
    month: date, reimbursable: bool | None, program: Program
) -> None:
    answer = item_eligibility(found(month), program)
    assert (answer.reimbursable, answer.rule, answer.check) == (reimbursable, "E4", True)
    assert ("by its serial number" in answer.reason) == (month > date(2020, 6, 30))


def test_gear_made_too_late_costs_the_program_nothing_until_a_person_has_looked(program: Program) -> None:
    barred, _ = reimbursability([found(date(2021, 2, 1))], program)
    assert "February 2021" in barred[1]


def test_papers_that_say_earlier_than_the_serial_are_a_question_and_not_an_answer(program: Program) -> None:
    answer = item_eligibility(found(date(2021, 2, 1), date(2019, 1, 5)), program)
    assert answer.reimbursable is None
    assert "which is right?" in answer.reason
    answer = item_eligibility(found(date(2021, 2, 1), installed=date(2019, 1, 5)), program)
    assert answer.reimbursable is None


def test_papers_within_a_month_of_the_serial_stand(program: Program) -> None:
    assert item_eligibility(found(date(2020, 7, 1), date(2020, 6, 5)), program).reimbursable is True
    assert made_issues([found(date(2020, 7, 1), date(2020, 6, 5))], program) == ()


def test_an_obtained_date_before_the_month_of_manufacture_is_named_with_its_cell(program: Program) -> None:
    (issue,) = made_issues([found(date(2018, 5, 1), date(2018, 3, 31))], program)
    assert (issue.rule, issue.severity, issue.cell, issue.typed) == (
        "made-after-it-came", "check", "Sites!E17", "2018-03-31",
    )  # fmt: skip
    assert "May 2018" in issue.problem
    assert made_issues([found(date(2018, 5, 1), date(2018, 4, 1))], program) == ()


def test_a_row_made_too_late_without_papers_is_an_issue_of_the_cut_off(program: Program) -> None:
    (issue,) = made_issues([found(date(2021, 2, 1))], program)
    assert (issue.rule, issue.cell) == ("E4", "Sites row 17")
    assert made_issues([found(date(2019, 2, 1)), found(None)], program) == ()


def test_the_serial_changes_nothing_where_the_papers_already_say_too_late(program: Program) -> None:
    answer = item_eligibility(found(date(2021, 2, 1), date(2021, 3, 1)), program)
    assert (answer.reimbursable, "obtained on 2021-03-01" in answer.reason) == (False, True)


def test_units_made_on_both_sides_of_the_cut_off_are_a_question(program: Program) -> None:
    mixed = Finding(found(None).item, "covered", "Huawei", "in_network", "ran", None, (),
                    Made(date(2019, 1, 1), date(2021, 1, 1)))  # fmt: skip
    assert item_eligibility(mixed, program).reimbursable is None

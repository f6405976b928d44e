"""The Unknowns priced sheet: two questions that share a climb, added up by the workbook itself."""

from dataclasses import replace
from decimal import Decimal
from types import ModuleType

import pytest

from planner.core.summary import Report, ReportInput, build_report, plain
from planner.core.unknowns import Question, Shared, Unknowns


def question(name: str, high: str, items: tuple[int, ...], at_stake: str = "0.00") -> Question:
    facts = ("label", name, "Pine Hollow", "cedar.xlsx", "Sites", ("label", "serial"))
    return Question(name, *facts, items, ("Pine Hollow",), 4, 0, Decimal(high), Decimal(at_stake))  # type: ignore[arg-type]


UNKNOWNS = Unknowns(
    (question("Q1", "30000.50", (5,)), question("Q2", "19000.00", (3, 6), "14500.50")),
    (Shared("PLN-RAN-01", Decimal("2001.00"), Decimal("1000.50")),),
    Decimal("48000.00"),
    Decimal("14500.50"),
)


@pytest.fixture
def given_input(samples: ModuleType) -> ReportInput:
    found: ReportInput = samples.sample_input(unknowns=UNKNOWNS)
    return found


@pytest.fixture
def report(given_input: ReportInput) -> Report:
    return build_report(given_input)


def checks(report: Report) -> dict[str, tuple[object, object, object]]:
    rows = [[plain(entry) for entry in row] for row in report.table("checks").rows]
    return {str(row[0]): (row[1], row[2], row[3]) for row in rows}


def test_the_sheet_stands_behind_the_costs_and_says_that_it_is_not_the_fccs(report: Report) -> None:
    names = [sheet.name for sheet in report.sheets]
    assert names[names.index("Left out") + 1] == "Unknowns priced"
    assert report.sheets[names.index("Unknowns priced")].banner == "Planning figures. Not FCC catalog figures."
    assert "not FCC catalog figures" in report.table("unknowns").takeaway


def test_each_question_has_its_sentence_what_would_do_and_its_dollars(report: Report) -> None:
    first, second = ([plain(entry) for entry in row] for row in report.table("unknowns").rows)
    assert first[:3] == [
        "Q1",
        "Photograph the label of one Q1 at Pine Hollow: settles 1 row at Pine Hollow, up to $30,000.",
        "a photo of the label or the serial number",
    ]
    assert second[3:7] == [Decimal("0.00"), Decimal("19000.00"), Decimal("14500.50"), Decimal("33500.50")]


def test_the_questions_less_what_they_share_are_the_estimates_own_figure(report: Report) -> None:
    assert checks(report)["Unknowns: at most"] == (Decimal("48000.00"), Decimal("48000.00"), "OK")
    assert checks(report)["Open rows in a question"] == (3, 3, "OK")


def test_a_question_that_was_lost_is_found_by_both_checks(given_input: ReportInput) -> None:
    short = replace(given_input, unknowns=replace(UNKNOWNS, questions=UNKNOWNS.questions[:1]))
    found = checks(build_report(short))
    assert [found[name][2] for name in ("Unknowns: at most", "Open rows in a question")] == ["DIFFERS", "DIFFERS"]


def test_with_nothing_open_the_sheet_says_so(given_input: ReportInput) -> None:
    report = build_report(replace(given_input, unknowns=Unknowns()))
    assert report.table("unknowns").takeaway == "Nothing is unknown."
    assert report.table("shared").rows == ()


def test_many_rows_are_counted_not_listed(given_input: ReportInput) -> None:
    many = Unknowns((question("Q1", "1.00", tuple(range(1, 101))),), (), Decimal("1.00"))
    row = build_report(replace(given_input, unknowns=many)).table("unknowns").rows[0]
    assert str(plain(row[-1])).endswith("39, 40 and 60 more")

"""The report's tables, built from the hand-made project."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest

from planner.core.bill import UNPRICED_UNKNOWN
from planner.core.model import Assumption, CellRef, FieldText, LeftOut, Review, Site
from planner.core.summary import Formula, Here, Report, ReportInput, Table, build_report, plain
from planner.core.summary.findings import source_cell
from planner.core.summary.inputs import NOT_FCC

SHEETS = (
    "Summary", "Findings", "Costs", "Costs by", "Left out", "Schedule", "Cash", "Problems", "Assumptions",
    "Sources", "Checks",
)  # fmt: skip


@pytest.fixture
def given_input(samples: ModuleType) -> ReportInput:
    found: ReportInput = samples.sample_input()
    return found


@pytest.fixture
def report(given_input: ReportInput) -> Report:
    return build_report(given_input)


def values(table: Table, key: str) -> list[Any]:
    """One column as a reader sees it."""
    index = [column.key for column in table.columns].index(key)
    return [plain(row[index]) for row in table.rows]


def figure(report: Report, subject: str) -> Any:
    """A figure of the Summary sheet."""
    table = report.table("summary")
    return dict(zip(values(table, "what"), values(table, "figure"), strict=True))[subject]


def words(report: Report, subject: str) -> str:
    """The sentence beside a figure of the Summary sheet."""
    table = report.table("summary")
    return str(dict(zip(values(table, "what"), values(table, "words"), strict=True))[subject])


def test_the_sheets_come_in_the_order_in_which_a_reader_needs_them(report: Report) -> None:
    assert tuple(sheet.name for sheet in report.sheets) == SHEETS


def test_every_item_is_a_row_of_findings_whatever_its_verdict(report: Report, given_input: ReportInput) -> None:
    table = report.table("findings")
    assert values(table, "item") == [finding.item.id for finding in given_input.review.findings]
    assert set(values(table, "verdict")) == {"covered", "likely", "unknown", "not covered"}
    assert table.takeaway == "10 items: 4 covered, 1 likely, 2 unknown, 3 not covered."


def test_evidence_names_its_cell_and_no_evidence_is_said_in_words(report: Report) -> None:
    evidence = values(report.table("findings"), "evidence")
    assert evidence[0].startswith("strong: the maker is on the covered list (Sites!B4: “Huawei”)")
    assert evidence[4] == "Nothing in the row speaks for or against a covered maker."


def test_cost_totals_are_the_exact_sums_of_the_estimates_lines(report: Report, given_input: ReportInput) -> None:
    lines = given_input.estimate.lines
    table = report.table("costs")
    assert table.totals is not None
    keys = [column.key for column in table.columns]
    for amount in ("low", "likely", "high", "eligible", "ineligible"):
        assert plain(table.totals[keys.index(amount)]) == sum(getattr(line, amount) for line in lines)


@pytest.mark.parametrize("table", ["by_site", "by_layer", "by_kind", "sources"])
def test_every_grouping_comes_to_the_same_total(report: Report, table: str) -> None:
    assert sum(values(report.table(table), "likely")) == Decimal("542955.97")


def test_costs_by_site_are_the_sums_worked_by_hand(report: Report) -> None:
    table = report.table("by_site")
    assert values(table, "label") == ["Cedar Ridge", "Elk Butte", "Pine Hollow", "Whole project"]
    assert values(table, "likely") == [
        Decimal("55501.52"),
        Decimal("87003.00"),
        Decimal("450.45"),
        Decimal("400001.00"),
    ]


def test_two_sources_of_one_price_id_stay_apart(report: Report) -> None:
    table = report.table("sources")
    rows = list(zip(values(table, "price_id"), values(table, "source"), values(table, "likely"), strict=True))
    assert ("QUOTE-1", "quote of 2 May", Decimal(1)) in rows
    assert ("QUOTE-1", "planning book, page 4", Decimal(400000)) in rows


def test_a_price_that_differs_from_line_to_line_says_so(samples: ModuleType) -> None:
    dearer = replace(samples.sample_lines()[1], unit_likely=Decimal(15000), likely=Decimal(90000))
    lines = (samples.sample_lines()[0], dearer)
    table = build_report(samples.sample_input(estimate=replace(samples.sample_estimate(), lines=lines))).table(
        "sources"
    )
    assert values(table, "unit_likely") == ["varies by line"]
    assert values(table, "unit_low") == [Decimal(11000)]


def test_sheets_with_prices_say_that_the_figures_are_not_fcc_figures(samples: ModuleType, report: Report) -> None:
    assert {sheet.name for sheet in report.sheets if sheet.banner == NOT_FCC} == {
        "Summary", "Costs", "Costs by", "Left out", "Schedule", "Cash", "Sources",
    }  # fmt: skip
    estimate = samples.sample_estimate()
    checked = samples.sample_input(estimate=replace(estimate, book=replace(estimate.book, is_fcc=True)))
    assert not any(sheet.banner for sheet in build_report(checked).sheets)


def test_an_item_that_nobody_accounted_for_is_listed_and_fails_its_check(samples: ModuleType) -> None:
    estimate = replace(samples.sample_estimate(), left_out=samples.sample_estimate().left_out[1:])
    report = build_report(samples.sample_input(estimate=estimate))
    reasons = dict(
        zip(values(report.table("left_out"), "item"), values(report.table("left_out"), "reason"), strict=True)
    )
    assert reasons[5] == "No cost line, and no reason was recorded."
    assert results(report)["Items with neither a cost line nor a reason"] == "DIFFERS"
    assert figure(report, "Checks") == "look at Checks"


def results(report: Report) -> dict[str, str]:
    """Each check with its result."""
    table = report.table("checks")
    return dict(zip(values(table, "what"), values(table, "result"), strict=True))


def test_a_sound_report_agrees_with_the_engine_in_every_check(report: Report) -> None:
    assert set(results(report).values()) == {"OK"}
    assert figure(report, "Checks") == "all agree"


def test_a_line_whose_amount_is_not_quantity_times_price_fails_its_check(samples: ModuleType) -> None:
    wrong = replace(samples.sample_lines()[0], high=Decimal("57000.01"))
    estimate = replace(samples.sample_estimate(), lines=(wrong, *samples.sample_lines()[1:]))
    found = results(build_report(samples.sample_input(estimate=estimate)))
    assert {what for what, result in found.items() if result != "OK"} == {"Costs: high"}


def test_a_plan_whose_cash_does_not_pay_its_packages_fails_its_check(samples: ModuleType) -> None:
    plan = samples.sample_plan()
    plan["cash"][0]["paid"] -= 1
    found = results(build_report(samples.sample_input(plan=plan)))
    assert {what for what, result in found.items() if result != "OK"} == {"Cash paid", "Balance at the end"}


def test_an_amount_beyond_fifteen_digits_is_reported_not_hidden(samples: ModuleType) -> None:
    huge = samples.cost_line(8, "elk-butte/ran", "ran", "1000000000", ("1", "100000", "100000"))
    estimate = replace(samples.sample_estimate(), lines=(*samples.sample_lines(), huge))
    assert results(build_report(samples.sample_input(estimate=estimate)))["Amounts too large for a cell"] == "DIFFERS"


def test_the_ledger_adds_every_row_up_and_names_the_sheet_that_was_not_read(report: Report) -> None:
    table = report.table("ledger")
    assert list(zip(values(table, "file"), values(table, "sum"), values(table, "result"), strict=True)) == [
        ("cedar.xlsx: Sites", 14, "OK"),
        ("cedar.xlsx: Old", 0, "not read"),
    ]


def test_a_row_without_a_class_shows_in_the_ledger(samples: ModuleType) -> None:
    review: Review = samples.sample_review()
    file = review.files[0]
    short = replace(file.sheets[0], row_classes=file.sheets[0].row_classes[:-1])
    lost = replace(review, files=(replace(file, sheets=(short, file.sheets[1])),))
    assert values(build_report(samples.sample_input(review=lost)).table("ledger"), "result")[0] == "DIFFERS"


def test_units_by_verdict_keep_removed_gear_apart(report: Report) -> None:
    table = report.table("verdicts")
    assert values(table, "units") == [7, 6, 6, 9]
    assert values(table, "in_network") == [5, 6, 6, 9]
    assert values(table, "removed") == [2, 0, 0, 0]


def test_the_summary_says_the_plan_in_words(report: Report) -> None:
    assert figure(report, "Last month of work") == date(2028, 7, 1)
    assert words(report, "Last month of work") == (
        "4 packages of work run from Apr 2027 to Jul 2028, all in time if the extension is granted."
    )
    assert words(report, "Extensions used") == (
        "Of 1 that may be assumed; none is granted yet. Work has to be finished by the end of Oct 2028."
    )
    assert figure(report, "Lowest cash point") == -191911
    assert (
        words(report, "Distance from the best plan")
        == "The best possible plan could be at most 2.2% cheaper. Relaxed crews."
    )


def test_low_and_high_sums_are_never_called_a_range(report: Report) -> None:
    assert figure(report, "Sum of low figures") == Decimal("358226.22")
    assert words(report, "Sum of low figures").endswith("Not a lower limit.")
    assert "sum of low figures $358,226.22, sum of high figures $1,089,676.95" in report.table("costs").takeaway


def test_a_plan_without_a_bound_does_not_claim_a_gap(samples: ModuleType) -> None:
    report = build_report(samples.sample_input(plan={**samples.sample_plan(), "bound": None, "gap": None}))
    assert figure(report, "Distance from the best plan") == "no bound"
    assert words(report, "Distance from the best plan").startswith("No bound: nothing is known")


def test_bars_fill_the_months_of_work_and_the_wait_before_them(report: Report) -> None:
    table = report.table("schedule")
    row = next(row for row in table.rows if plain(row[0]) == "cedar-ridge/transport")
    bars = [plain(cell) for cell, column in zip(row, table.columns, strict=True) if column.turned]
    assert bars == [None, "o", "·", "·", "T", "T", *[None] * 18]
    assert [plain(cell) for cell in row[4:9]] == [
        date(2027, 2, 1), date(2027, 5, 1), date(2027, 6, 1), date(2027, 7, 1), 2,
    ]  # fmt: skip


def test_month_headings_mark_winter_and_the_end_of_the_term(report: Report) -> None:
    months = {column.title: column for column in report.table("schedule").columns if column.turned}
    assert [months[name].style for name in ("Mar 27", "Apr 27", "Oct 27", "Nov 27")] == ["winter", None, None, "winter"]
    assert {name: column.edge for name, column in months.items() if column.edge} == {
        "Jun 28": "term",
        "Oct 28": "extension",
    }


def test_a_package_after_the_term_in_force_is_marked_late(samples: ModuleType) -> None:
    report = build_report(samples.sample_input(plan={**samples.sample_plan(), "extensions_used": 0}))
    assert values(report.table("schedule"), "late") == ["in time", "in time", "in time", "1 month late"]
    assert "1 package would finish late" in words(report, "Last month of work")


def test_the_balance_runs_and_its_lowest_point_is_marked_once(report: Report, samples: ModuleType) -> None:
    table = report.table("cash")
    assert values(table, "balance") == [row["balance"] for row in samples.sample_plan()["cash"]]
    assert [month for month, mark in zip(values(table, "month"), values(table, "mark"), strict=True) if mark] == [
        date(2027, 5, 1)
    ]


def test_an_infeasible_problem_still_gives_a_complete_report_with_its_menu(samples: ModuleType) -> None:
    report = build_report(samples.sample_input(plan=samples.infeasible_plan()))
    assert tuple(sheet.name for sheet in report.sheets) == SHEETS
    assert report.table("schedule").takeaway.startswith("No plan keeps every rule as asked.")
    assert len(report.table("schedule").rows) == 4
    assert values(report.table("menu"), "change") == ["more own cash in March 2027", "one more tower crew"]
    assert values(report.table("menu"), "finish") == ["Jul 2028", None]
    assert report.table("cash").rows == ()
    assert set(results(report).values()) == {"OK"}


def test_an_empty_project_gives_a_report_that_says_so(samples: ModuleType) -> None:
    review = replace(samples.sample_review(), files=(), findings=(), issues=(), sites=())
    estimate = replace(
        samples.sample_estimate(), lines=(), left_out=(), unknown_low=Decimal(0), unknown_high=Decimal(0)
    )
    problem = {**samples.sample_problem(), "packages": []}
    plan = {**samples.infeasible_plan(), "outcome": "proved", "menu": []}
    report = build_report(samples.sample_input(review=review, estimate=estimate, problem=problem, plan=plan))
    assert words(report, "Plan") == "There is nothing to schedule: no package of work came out of the estimate."
    assert set(results(report).values()) == {"OK"}


def test_assumptions_of_project_and_estimate_are_listed_once(samples: ModuleType) -> None:
    shared = samples.sample_estimate().assumptions[0]
    own = Assumption("Winter", "November to March", "calendar.winter_months", "nobody said")
    report = build_report(samples.sample_input(assumptions=(own, shared)))
    assert values(report.table("assumptions"), "subject") == ["Winter", "Sectors"]


def test_problems_that_block_come_first(report: Report) -> None:
    assert values(report.table("problems"), "severity") == ["blocks", "fixed"]


def test_the_headline_counts_units_in_the_network_and_leaves_removed_ones_out(report: Report) -> None:
    assert report.table("summary").takeaway == (
        "11 units in the network are covered or likely covered; "
        "replacement is likely to cost $542,955.97; 2 items cannot be told yet."
    )


def test_a_site_named_like_a_condition_is_matched_by_its_number(samples: ModuleType) -> None:
    review = replace(samples.sample_review(), sites=(Site("cedar-ridge", '=HYPERLINK("x")'), Site("elk-butte", ">5")))
    table = build_report(samples.sample_input(review=review)).table("by_site")
    assert values(table, "label")[:2] == ['=HYPERLINK("x")', ">5"]
    matched = {formula.refs[2] for row in table.rows for formula in row[3:] if isinstance(formula, Formula)}
    assert matched == {Here("no")}


def with_deadline(samples: ModuleType, **changes: Any) -> Report:
    problem = samples.sample_problem()
    plan = {**samples.sample_plan(), "extensions_used": 0}
    return build_report(
        samples.sample_input(problem={**problem, "deadline": {**problem["deadline"], **changes}}, plan=plan)
    )


def test_the_end_of_the_horizon_is_never_passed_off_as_the_end_of_the_term(samples: ModuleType) -> None:
    report = with_deadline(samples, term_end=24, extensions=[], term_ends_on=None)
    assert "No term end is known" in words(report, "Extensions used")
    assert words(report, "Last month of work").endswith("no deadline is known.")
    schedule = report.table("schedule")
    assert set(values(schedule, "late")) == {"no term known"}
    assert "red line" not in " ".join(schedule.notes)
    assert all(column.edge is None for column in schedule.columns)


def test_a_term_that_is_over_is_said_to_be_over(samples: ModuleType) -> None:
    report = with_deadline(samples, term_end=0, extensions=[], term_ends_on="2026-05-18")
    assert "The term is over before Jan 2027 ends, so all work is late." in words(report, "Extensions used")


def test_work_in_an_extension_nobody_granted_is_not_called_in_time(report: Report) -> None:
    schedule = report.table("schedule")
    by_package = dict(zip(values(schedule, "finish"), values(schedule, "late"), strict=True))
    assert [late for day, late in sorted(by_package.items()) if day > date(2028, 7, 1)] == ["in extension"]


def test_a_value_carried_down_from_above_is_not_the_source_cell_of_an_item(samples: ModuleType) -> None:
    finding = samples.finding(1, "covered")
    merged = FieldText("site", "Site", CellRef(samples.FILE, "Sites", "A", 2), "Cedar Ridge")
    item = replace(finding.item, fields=(merged, *finding.item.fields))
    assert source_cell(replace(finding, item=item)) == "Sites!B4"


def test_what_the_plan_leaves_unpaid_stands_on_the_summary(report: Report, samples: ModuleType) -> None:
    assert figure(report, "Not reimbursed by the plan") == samples.sample_plan()["terms"]["unreimbursed"]


def test_covered_gear_without_a_price_is_counted_on_the_summary(samples: ModuleType) -> None:
    estimate = samples.sample_estimate()
    bare = replace(estimate, lines=(), left_out=(*estimate.left_out, LeftOut(1, "no line"), LeftOut(2, "no line")))
    report = build_report(samples.sample_input(estimate=bare))
    covered = [f for f in samples.sample_review().findings if f.verdict in ("covered", "likely")]
    assert figure(report, "Covered without a price") == sum(f.presence == "in_network" for f in covered)


def test_the_left_out_say_how_many_of_them_are_covered(report: Report) -> None:
    assert " got no cost line: " in report.table("left_out").takeaway
    assert " covered, " in report.table("left_out").takeaway


def test_unknown_gear_that_no_figure_holds_is_told_beside_the_highest(samples: ModuleType) -> None:
    estimate = replace(samples.sample_estimate(), left_out=(LeftOut(5, UNPRICED_UNKNOWN),))
    report = build_report(samples.sample_input(estimate=estimate))
    assert words(report, "Unknown gear, at most").endswith("Without 1 unknown item that cannot be priced.")


def test_the_summary_says_whether_the_releases_cover_the_eligible_cost(samples: ModuleType) -> None:
    given = samples.sample_input()
    problem = {**given.problem, "funding": {**given.problem["funding"], "released": [0, 1]}}
    report = build_report(replace(given, problem=problem))
    assert figure(report, "Released for claims by the end") == 1
    assert "less than the eligible cost" in words(report, "Released for claims by the end")

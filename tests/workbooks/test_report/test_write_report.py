"""The workbook: figures to the cent, formulas that recalculate, texts that stay texts, the same bytes each time."""

import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from planner.core.errors import PlannerError
from planner.core.summary import Report, build_report
from planner.workbooks import report_layout
from planner.workbooks.report import report_bytes, write_report

SOFFICE = shutil.which("soffice")
HOSTILE = (
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1:A9)", "\t=1", "{=1}", "http://example.com/x", "007", "1E5", "TRUE",
    "#N/A", "مرحبا بالعالم", "\u202eabc", "_x0041_", "<&>\"'", " padded ",
)  # fmt: skip


@pytest.fixture
def report(samples: ModuleType) -> Report:
    return build_report(samples.sample_input())


@pytest.fixture
def written(report: Report, tmp_path: Path) -> Path:
    path = tmp_path / "cost-report.xlsx"
    write_report(report, path)
    return path


def load(path: Path, values: bool) -> Any:
    """The workbook with its formulas, or with the values kept beside them."""
    return openpyxl.load_workbook(path, data_only=values)


def formula_cells(path: Path) -> Iterator[tuple[str, str, str, Any]]:
    """Sheet, address, formula and kept value of every formula."""
    formulas, kept = load(path, False), load(path, True)
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate, cell.value, kept[sheet.title][cell.coordinate].value


def table_rows(sheet: Any, first_title: str) -> list[dict[str, Any]]:
    """The rows under the header that starts with ``first_title``, up to the totals row or an empty row."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(index for index, row in enumerate(rows) if row[0] == first_title)
    found = []
    for row in rows[start + 1 :]:
        if row[0] in (None, "Total"):
            break
        found.append(dict(zip(rows[start], row, strict=True)))
    return found


def total_row(sheet: Any, first_title: str) -> dict[str, Any]:
    """The totals row of the table whose header starts with ``first_title``."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(index for index, row in enumerate(rows) if row[0] == first_title)
    total = next(row for row in rows[start + 1 :] if row[0] == "Total")
    return dict(zip(rows[start], total, strict=True))


def to_cents(number: float) -> Decimal:
    """A cell's number as an exact amount; fails when it is not a whole number of cents as Excel keeps it."""
    return Decimal(repr(number)).quantize(Decimal("0.01"))


def test_totals_in_the_workbook_are_the_sums_of_its_lines_and_of_the_estimate(
    written: Path, samples: ModuleType
) -> None:
    costs = load(written, True)["Costs"]
    lines, total = table_rows(costs, "Line"), total_row(costs, "Line")
    for title in ("Low", "Likely", "High", "Eligible", "Ineligible"):
        by_estimate = sum(getattr(line, title.lower()) for line in samples.sample_lines())
        assert sum(to_cents(line[title]) for line in lines) == to_cents(total[title]) == by_estimate


def test_totals_are_formulas_over_the_whole_table(written: Path) -> None:
    costs = load(written, False)["Costs"]
    first = next(row[0].row for row in costs.iter_rows() if row[0].value == "L1")
    assert total_row(costs, "Line")["Likely"] == f"=SUM($P${first}:$P${first + 6})"
    assert table_rows(costs, "Line")[0]["Likely"] == f"=ROUND(K{first}*M{first},2)"


def test_every_formula_carries_a_value(written: Path) -> None:
    cells = list(formula_cells(written))
    assert len(cells) > 200
    assert [address for sheet, address, _, value in cells if value is None] == []


def test_only_functions_that_every_spreadsheet_knows_are_used(written: Path) -> None:
    text = " ".join(formula for _, _, formula, _ in formula_cells(written))
    assert not any(name in text for name in ("XLOOKUP", "LET(", "FILTER(", "_xlfn", "UNIQUE("))


def recalculated(path: Path) -> dict[tuple[str, str], Any]:
    """Every formula's value by the ``formulas`` package, by sheet and address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import formulas

        solution = formulas.ExcelModel().loads(str(path)).finish().calculate()
    found = {}
    for sheet, address, _, _ in formula_cells(path):
        found[sheet, address] = solution[f"'[{path.name}]{sheet.upper()}'!{address}"].value[0, 0]
    return found


def differences(path: Path, computed: dict[tuple[str, str], Any]) -> list[str]:
    """Formulas whose kept value is not what the recalculation gave."""
    return [
        f"{sheet}!{address} {formula}: kept {kept!r}, recalculated {computed[sheet, address]!r}"
        for sheet, address, formula, kept in formula_cells(path)
        if not same(kept, computed[sheet, address])
    ]


def same(kept: Any, computed: Any) -> bool:
    """Texts are the same texts, numbers the same to a thousandth of a cent."""
    if isinstance(kept, str) or isinstance(computed, str):
        return str(kept) == str(computed)
    return abs(float(kept) - float(computed)) < 1e-5


def nasty(samples: ModuleType) -> Report:
    """Kinds that look like conditions, differ by case only, or are numbers; quantities at half a cent."""
    kinds = ("labor", "Labor", ">5", "a*", "007", "7", "=1", "TRUE")
    lines = [
        samples.cost_line(number, "elk-butte/ran", "ran", "0.5", ("0.01", "0.03", "0.07"), kind)
        for number, kind in enumerate(kinds, start=10)
    ]
    estimate = replace(samples.sample_estimate(), lines=(*samples.sample_lines(), *lines))
    report: Report = build_report(samples.sample_input(estimate=estimate))
    return report


def test_the_formulas_package_recalculates_what_python_computed(written: Path) -> None:
    assert differences(written, recalculated(written)) == []


def test_hostile_labels_and_half_cents_recalculate_too(samples: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "nasty.xlsx"
    write_report(nasty(samples), path)
    assert differences(path, recalculated(path)) == []


@pytest.mark.skipif(SOFFICE is None and "CI" not in os.environ, reason="LibreOffice is not installed")
@pytest.mark.parametrize("case", ["plan", "infeasible", "nasty"])
def test_libreoffice_recalculates_what_python_computed(case: str, samples: ModuleType, tmp_path: Path) -> None:
    assert SOFFICE is not None, "soffice must be installed in CI"
    path = tmp_path / f"{case}.xlsx"
    made = {
        "plan": lambda: build_report(samples.sample_input()),
        "infeasible": lambda: build_report(samples.sample_input(plan=samples.infeasible_plan())),
        "nasty": lambda: nasty(samples),
    }
    write_report(made[case](), path)
    converted = load(convert(path, tmp_path), True)
    computed = {(sheet, at): converted[sheet][at].value for sheet, at, _, _ in formula_cells(path)}
    assert differences(path, computed) == []


def convert(path: Path, folder: Path) -> Path:
    """The workbook opened, recalculated and saved by LibreOffice, with a profile of its own."""
    target = folder / "converted"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(target), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return target / path.name


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_as_the_same_plain_text(text: str, samples: ModuleType, tmp_path: Path) -> None:
    review = samples.sample_review()
    item = replace(review.findings[0].item, model=text, site=text)
    changed = replace(review, findings=(replace(review.findings[0], item=item), *review.findings[1:]))
    path = tmp_path / "hostile.xlsx"
    write_report(build_report(samples.sample_input(review=changed, project_name=text)), path)
    book = load(path, False)
    row = table_rows(book["Findings"], "Item")[0]
    assert (row["Model"], row["Site"]) == (text, text)
    assert {cell.data_type for cell in book["Findings"][5]} <= {"s", "n", "inlineStr"}
    assert table_rows(book["Summary"], "Subject")[0]["Figure"] == text


def test_control_characters_go_and_overlong_text_is_cut(samples: ModuleType, tmp_path: Path) -> None:
    review = samples.sample_review()
    item = replace(review.findings[0].item, model="a\x00b\x08c", site="x" * 40_000)
    changed = replace(review, findings=(replace(review.findings[0], item=item), *review.findings[1:]))
    path = tmp_path / "long.xlsx"
    write_report(build_report(samples.sample_input(review=changed)), path)
    row = table_rows(load(path, False)["Findings"], "Item")[0]
    assert row["Model"] == "abc"
    assert len(row["Site"]) == 32_767
    assert row["Site"].endswith("a cell holds 32,767]")


def test_the_same_report_gives_the_same_bytes(samples: ModuleType) -> None:
    once, again = (report_bytes(build_report(samples.sample_input())) for _ in range(2))
    assert once == again


def test_the_file_says_when_it_was_made_by_the_reports_own_date(written: Path) -> None:
    properties = load(written, False).properties
    assert properties.created == properties.modified == datetime(2026, 11, 24)  # noqa: DTZ001  workbook times have no zone
    assert properties.title == "Cost report: Cedar Valley Wireless & Sons"


def test_sheets_are_named_frozen_filtered_and_set_up_for_print(written: Path, report: Report) -> None:
    book = load(written, False)
    assert book.sheetnames == [sheet.name for sheet in report.sheets]
    costs = book["Costs"]
    header = next(row[0].row for row in costs.iter_rows() if row[0].value == "Line")
    assert costs.freeze_panes == f"B{header + 1}"
    assert costs.auto_filter.ref == f"A{header}:W{header + 7}"
    assert costs.sheet_properties.pageSetUpPr.fitToPage
    assert (costs.page_setup.orientation, costs.page_setup.fitToHeight) == ("landscape", 0)
    assert costs.print_title_rows == f"${header}:${header}"


def test_the_first_line_of_priced_sheets_is_the_banner(written: Path) -> None:
    book = load(written, False)
    for name in ("Summary", "Costs", "Costs by", "Left out", "Sources"):
        assert book[name]["A1"].value == "Planning figures. Not FCC catalog figures."


def test_an_infeasible_problem_still_makes_a_complete_workbook(samples: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "infeasible.xlsx"
    write_report(build_report(samples.sample_input(plan=samples.infeasible_plan())), path)
    schedule = load(path, True)["Schedule"]
    assert [row["Change"] for row in table_rows(schedule, "Change")] == [
        "more own cash in March 2027",
        "one more tower crew",
    ]
    assert len(table_rows(schedule, "Package without a date")) == 4
    assert differences(path, recalculated(path)) == []


def test_more_rows_than_excel_has_are_refused_in_one_sentence(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_layout, "MAX_ROWS", 12)
    with pytest.raises(PlannerError, match=r"The sheet Summary would need .* rows and Excel holds 12"):
        write_report(report, tmp_path / "big.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_one_clear_error(report: Report, tmp_path: Path) -> None:
    with pytest.raises(PlannerError, match="could not be written: No such file"):
        write_report(report, tmp_path / "missing" / "report.xlsx")


def test_a_failed_write_keeps_the_earlier_file_and_leaves_nothing_behind(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"earlier")

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PlannerError, match="Permission denied"):
        write_report(report, path)
    assert path.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_thirty_thousand_findings_are_all_written(samples: ModuleType, tmp_path: Path) -> None:
    review = samples.sample_review()
    findings = tuple(samples.finding(number, "unknown", maker=None) for number in range(1, 30_001))
    path = tmp_path / "many.xlsx"
    write_report(build_report(samples.sample_input(review=replace(review, findings=findings))), path)
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Findings").to_python()
    assert (len(rows), rows[-1][0]) == (30_004, 30_000)


AMOUNTS = st.decimals("0", "9999999", places=2)
LINES = st.tuples(
    st.sampled_from(["cedar-ridge/ran", "elk-butte/ran", "project/core", "x'y/ran"]),
    st.sampled_from(["ran", "core", "transport"]),
    st.decimals("0", "500", places=3),
    st.tuples(AMOUNTS, AMOUNTS, AMOUNTS),
    st.sampled_from(["labor", "equipment", "Labor", "=1"]),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(LINES, max_size=12))
def test_any_lines_add_up_to_the_decimal_totals_in_every_table(
    drawn: list[Any], samples: ModuleType, tmp_path: Path
) -> None:
    lines = tuple(
        samples.cost_line(number, package, layer, str(quantity), tuple(map(str, prices)), kind)
        for number, (package, layer, quantity, prices, kind) in enumerate(drawn)
    )
    path = tmp_path / "drawn.xlsx"
    write_report(build_report(samples.sample_input(estimate=replace(samples.sample_estimate(), lines=lines))), path)
    book = load(path, True)
    expected = sum((line.likely for line in lines), Decimal(0))
    assert sum((to_cents(row["Likely"]) for row in table_rows(book["Costs"], "Line") if lines), Decimal(0)) == expected
    assert to_cents(total_row(book["Costs"], "Line")["Likely"]) == expected
    checks = table_rows(book["Checks"], "Check")
    assert {row["Result"] for row in checks if row["Check"].startswith(("Costs", "Sources", "Eligible"))} == {"OK"}


def test_the_header_of_the_schedule_stands_on_every_page_though_a_second_table_follows(written: Path) -> None:
    schedule = load(written, False)["Schedule"]
    header = next(cell.row for cell in schedule["A"] if cell.value == "Package")
    assert schedule.print_title_rows == f"${header}:${header}"

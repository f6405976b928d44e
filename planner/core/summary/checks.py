"""The Checks sheet: what the engine says against what the sheets add up to, and the ledger of rows read."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from planner.core.decisions import PART
from planner.core.model import RowClass, SheetReview
from planner.core.summary.cash import balances
from planner.core.summary.costs import AMOUNTS, computed, sum_of, unaccounted
from planner.core.summary.formulas import agreement
from planner.core.summary.inputs import ReportInput
from planner.core.summary.tables import At, Cell, Column, Formula, Here, Kind, ReportSheet, Row, Span, Table
from planner.core.summary.text import counted
from planner.core.summary.unknowns import total_formula

EXACT_BELOW = Decimal(10) ** 13
"""Dollars: Excel keeps 15 significant digits (Excel specifications and limits, Microsoft), two of them cents."""

ROW_CLASSES: tuple[RowClass, ...] = get_args(RowClass)

_COLUMNS = (
    Column("what", "Check", width=58, wrap=True),
    Column("expected", "By the engine", "money", 20),
    Column("actual", "In this workbook", "money", 20),
    Column("result", "Result", width=12),
    Column("why", "What it means", width=62, wrap=True),
)


@dataclass(frozen=True, slots=True)
class Check:
    """Two figures that must agree: the engine's, written as a number, and the workbook's, mostly a formula."""

    what: str
    expected: Decimal | int
    actual: Formula | Decimal | int
    kind: Kind
    why: str

    @property
    def difference(self) -> Decimal:
        """Engine minus workbook."""
        actual = self.actual.value if isinstance(self.actual, Formula) else self.actual
        return Decimal(self.expected) - Decimal(actual)

    def row(self) -> Row:
        """The check as a row of its table."""
        result = agreement("expected", "actual", self.difference)
        look = Cell(result, style="good" if result.value == "OK" else "bad")
        return (self.what, Cell(self.expected, self.kind), Cell(self.actual, self.kind), look, self.why)


def checks_sheet(given: ReportInput) -> ReportSheet:
    """Totals first, then the ledger sheet by sheet."""
    return ReportSheet("Checks", (totals_table(given), ledger_table(given)))


def totals_table(given: ReportInput) -> Table:
    """Every check with its result."""
    checks = all_checks(given)
    failed = sum(1 for check in checks if check.row()[3] and abs(check.difference) >= Decimal("0.005"))
    return Table(
        id="checks",
        title="Checks",
        takeaway=f"{len(checks) - failed} of {counted(len(checks), 'check')} agree."
        + (" Do not rely on the figures that differ." if failed else ""),
        columns=_COLUMNS,
        rows=tuple(check.row() for check in checks),
    )


def all_checks(given: ReportInput) -> list[Check]:
    """Costs, findings, plan and cash; parts that the report does not have are left away."""
    return [
        *_cost_checks(given),
        *_finding_checks(given),
        *_unknown_checks(given),
        *_plan_checks(given),
        _exactness_check(given),
    ]


def _cost_checks(given: ReportInput) -> list[Check]:
    lines = given.estimate.lines
    checks = [
        Check(
            f"Costs: {amount}",
            sum_of(lines, amount),
            _total("costs", amount, computed(lines, amount)),
            "money",
            "The estimate's own total against the total of the Costs sheet.",
        )
        for amount in AMOUNTS
    ]
    likely = computed(lines, "likely")
    checks += [
        Check(
            f"{title}: likely",
            sum_of(lines, "likely"),
            _total(table, "likely", likely),
            "money",
            "The same lines, grouped, have to come to the same total.",
        )
        for table, title in (
            ("by_site", "Costs by site"),
            ("by_layer", "Costs by layer"),
            ("by_kind", "Costs by kind"),
            ("sources", "Sources"),
        )
    ]
    split = _total("costs", "eligible", sum_of(lines, "eligible"), "ineligible", sum_of(lines, "ineligible"))
    why = "Eligible and ineligible together are the likely cost."
    return [*checks, Check("Eligible plus ineligible", sum_of(lines, "likely"), split, "money", why)]


def _total(table: str, column: str, value: Decimal, plus: str | None = None, more: Decimal = Decimal(0)) -> Formula:
    refs = (At(table, column), *((At(table, plus),) if plus else ()))
    return Formula("{0}+{1}" if plus else "{0}", refs, value + more)


def _finding_checks(given: ReportInput) -> list[Check]:
    findings = given.review.findings
    rows = len(findings)
    whole = sum(not finding.item.fingerprint.endswith(PART) for finding in findings)  # a split row is one row
    listed = Formula("COUNT({0})", (Span("findings", "item"),), rows) if rows else 0
    classed = sum(1 for sheet in _sheets(given) for _, row_class in sheet.row_classes if row_class == "item")
    return [
        Check("Items on the Findings sheet", rows, listed, "int", "Every item of the review is listed."),
        Check("Rows read as items", classed, whole, "int", "One item per row that the ledger calls an item."),
        Check(
            "Items with neither a cost line nor a reason",
            0,
            len(unaccounted(given)),
            "int",
            "Each item is priced or left out for a reason that is given.",
        ),
    ]


def _unknown_checks(given: ReportInput) -> list[Check]:
    """The questions against the estimate, and every open row in one of them."""
    unknowns = given.unknowns
    if unknowns is None:
        return []
    opened = sum(finding.verdict in ("unknown", "likely") for finding in given.review.findings)
    rows = Formula("{0}", (At("unknowns", "rows"),), unknowns.rows) if unknowns.questions else 0
    why = "What the questions add one by one, less what they share, is what they add together."
    return [
        Check("Unknowns: at most", given.estimate.unknown_high, total_formula(unknowns), "money", why),
        Check("Open rows in a question", opened, rows, "int", "Every unknown or likely row is in one question."),
    ]


def _plan_checks(given: ReportInput) -> list[Check]:
    view = given.view
    if not view.starts:
        return []
    last = balances(view)[-1][1] if view.cash else 0
    planned = Formula("COUNTA({0})", (Span("schedule", "package"),), len(view.starts))
    paid, cost = sum(row.paid for row in view.cash), sum(start.cost for start in view.starts)
    checks = [
        Check("Packages in the schedule", len(view.packages), planned, "int", "Every package has a date."),
        Check(
            "Plan cost",
            view.objective or 0,
            Formula("{0}", (At("terms", "plan"),), sum(view.terms.values())),
            "int",
            "The objective is the sum of its terms.",
        ),
    ]
    if view.cash:
        checks += [
            Check(
                "Cash paid",
                cost,
                Formula("{0}", (At("cash", "paid"),), paid),
                "int",
                "The payments of the vendors chosen against what the cash flow pays.",
            ),
            Check(
                "Balance at the end",
                view.cash[-1].balance,
                Formula("{0}", (At("cash", "balance", -1),), last),
                "int",
                "The plan's own last balance against the running formula.",
            ),
        ]
    return checks


def _exactness_check(given: ReportInput) -> Check:
    amounts = [getattr(line, amount) for line in given.estimate.lines for amount in AMOUNTS]
    largest = max((abs(sum_of(given.estimate.lines, amount)) for amount in AMOUNTS), default=Decimal(0))
    too_large = sum(1 for amount in (*amounts, largest) if abs(amount) >= EXACT_BELOW)
    why = "Excel keeps 15 digits; amounts of ten trillion dollars and more would lose cents."
    return Check("Amounts too large for a cell", 0, too_large, "int", why)


def ledger_table(given: ReportInput) -> Table:
    """Each sheet of each file: its rows by class, which have to add up to the rows it has."""
    rows = tuple(_ledger_row(file.name, sheet) for file in given.review.files for sheet in file.sheets)
    read = sum(sheet.rows_total for sheet in _sheets(given))
    unread = sum(1 for file in given.review.files for sheet in file.sheets if not sheet.read)
    return Table(
        id="ledger",
        title="Every row accounted for",
        takeaway=f"{counted(read, 'row')} read. {counted(unread, 'sheet was', 'sheets were')} not read.",
        columns=(
            Column("file", "File and sheet", wrap=True),
            Column("total", "Rows in the sheet", "int"),
            Column("sum", "Rows with a class", "int"),
            Column("result", "Result"),
            Column("state", "State", wrap=True),
            *(Column(name, name.capitalize(), "int", 11) for name in ROW_CLASSES),
        ),
        rows=rows,
        empty="No file was read.",
    )


def _ledger_row(file: str, sheet: SheetReview) -> Row:
    counts = Counter(row_class for _, row_class in sheet.row_classes)
    found = sum(counts.values())
    classes = tuple(Here(name) for name in ROW_CLASSES)
    adding = Formula("+".join(f"{{{index}}}" for index in range(len(classes))), classes, found)
    expected = sheet.rows_total if sheet.read else 0
    result = agreement("total", "sum", Decimal(expected - found)) if sheet.read else "not read"
    agrees = not isinstance(result, Formula) or result.value == "OK"
    look = Cell(result, style=("good" if agrees else "bad") if sheet.read else "warn")
    state = f"{sheet.state.replace('_', ' ')}, {'read' if sheet.read else 'not read'}"
    return (f"{file}: {sheet.name}", sheet.rows_total, adding, look, state, *(counts[name] for name in ROW_CLASSES))


def _sheets(given: ReportInput) -> list[SheetReview]:
    return [sheet for file in given.review.files for sheet in file.sheets if sheet.read]

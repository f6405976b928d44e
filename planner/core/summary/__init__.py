"""Report tables: review, estimate and plan as sheets of rows, without a file format.

:func:`build_report` is the way in. What it returns knows its columns, its totals and its formulas (each with the
value it must come to), but nothing of Excel.
"""

from planner.core.summary.cash import cash_sheet
from planner.core.summary.checks import checks_sheet
from planner.core.summary.costs import cost_sheets
from planner.core.summary.findings import findings_sheet
from planner.core.summary.front import summary_sheet
from planner.core.summary.inputs import ReportInput
from planner.core.summary.notes import assumptions_sheet, problems_sheet
from planner.core.summary.schedule import schedule_sheet
from planner.core.summary.sources import sources_sheet
from planner.core.summary.tables import (
    At,
    Cell,
    Column,
    Formula,
    Here,
    Report,
    ReportSheet,
    Span,
    Table,
    plain,
)
from planner.core.summary.unknowns import unknowns_sheet

__all__ = [
    "At",
    "Cell",
    "Column",
    "Formula",
    "Here",
    "Report",
    "ReportInput",
    "ReportSheet",
    "Span",
    "Table",
    "build_report",
    "plain",
]


def build_report(given: ReportInput) -> Report:
    """The whole report, sheet by sheet, in the order in which a reader needs them."""
    return Report(
        title=f"Cost report: {given.project_name}",
        subject=given.banner or "FCC catalog figures",
        as_of=given.as_of,
        sheets=(
            summary_sheet(given),
            findings_sheet(given),
            *cost_sheets(given),
            *([] if given.unknowns is None else [unknowns_sheet(given, given.unknowns)]),
            schedule_sheet(given),
            cash_sheet(given),
            problems_sheet(given),
            assumptions_sheet(given),
            sources_sheet(given),
            checks_sheet(given),
        ),
    )

"""Problems and Assumptions: what a person should look at, and what was taken for granted."""

from collections import Counter

from planner.core.model import Severity
from planner.core.summary.inputs import ReportInput
from planner.core.summary.tables import Cell, Column, ReportSheet, Style, Table
from planner.core.summary.text import counted

_ORDER: dict[Severity, tuple[int, Style]] = {"blocks": (0, "bad"), "check": (1, "warn"), "fixed": (2, "good")}


def problems_sheet(given: ReportInput) -> ReportSheet:
    """Every issue of the review, the most severe first, in the order of the files otherwise."""
    issues = sorted(given.review.issues, key=lambda issue: _ORDER[issue.severity][0])
    counts = Counter(issue.severity for issue in issues)
    parts = f"{counts['blocks']:,} block, {counts['check']:,} to check, {counts['fixed']:,} fixed by the reader"
    table = Table(
        id="problems",
        title="Problems",
        takeaway=f"{counted(len(issues), 'problem')}: {parts}." if issues else "No problem was found in the files.",
        columns=(
            Column("severity", "Severity", width=10),
            Column("file", "File", width=24, wrap=True),
            Column("cell", "Cell", width=18, wrap=True),
            Column("typed", "What stands there", width=28, wrap=True),
            Column("problem", "Problem", width=48, wrap=True),
            Column("fix", "What would be right", width=48, wrap=True),
            Column("rule", "Rule", width=18, wrap=True),
        ),
        rows=tuple(
            (
                Cell(issue.severity, style=_ORDER[issue.severity][1]),
                issue.file,
                issue.cell,
                issue.typed,
                issue.problem,
                issue.fix,
                issue.rule,
            )
            for issue in issues
        ),
    )
    return ReportSheet("Problems", (table,), filters=True)


def assumptions_sheet(given: ReportInput) -> ReportSheet:
    """The project's assumptions and the estimate's own, each once."""
    assumptions = dict.fromkeys((*given.assumptions, *given.estimate.assumptions))
    table = Table(
        id="assumptions",
        title="Assumptions",
        takeaway=f"{counted(len(assumptions), 'thing was', 'things were')} taken for granted because nobody said.",
        columns=(
            Column("subject", "Subject", width=34, wrap=True),
            Column("value", "Assumed", width=30, wrap=True),
            Column("where", "Where to change it", width=34, wrap=True),
            Column("why", "Why", width=70, wrap=True),
        ),
        rows=tuple((each.subject, each.value, each.where, each.why) for each in assumptions),
        empty="Nothing was assumed.",
    )
    return ReportSheet("Assumptions", (table,), filters=True)

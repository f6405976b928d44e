"""The Findings sheet: every item with its verdict and the evidence in words."""

from collections import Counter
from collections.abc import Sequence

from planner.core.model import Evidence, Finding, Verdict
from planner.core.summary.inputs import ReportInput
from planner.core.summary.tables import Cell, Column, ReportSheet, Row, Style, Table
from planner.core.summary.text import PRESENCE_WORDS, VERDICT_WORDS, counted

_LOOK: dict[Verdict, Style] = {"covered": "bad", "likely": "warn", "unknown": "warn", "not_covered": "good"}

_COLUMNS = (
    Column("item", "Item", "int", 7),
    Column("verdict", "Verdict", width=12),
    Column("entity", "Entity", width=11),
    Column("presence", "Presence", width=14),
    Column("site", "Site", width=24, wrap=True),
    Column("maker", "Maker", width=20, wrap=True),
    Column("model", "Model", width=20, wrap=True),
    Column("part", "Part number", width=17, wrap=True),
    Column("serials", "Serials", width=24, wrap=True),
    Column("quantity", "Quantity", "int", 10),
    Column("layer", "Layer", width=11),
    Column("category", "Kind of gear", width=18, wrap=True),
    Column("file", "File", width=22, wrap=True),
    Column("cell", "Source cell", width=15),
    Column("evidence", "Evidence", width=70, wrap=True),
)


def findings_sheet(given: ReportInput) -> ReportSheet:
    """One row per item, all verdicts, in the order of the review."""
    table = Table(
        id="findings",
        title="Findings",
        takeaway=takeaway(given.review.findings),
        columns=_COLUMNS,
        rows=tuple(_row(finding) for finding in given.review.findings),
        notes=("An item is unknown when nothing in its row settles the maker: that is a question, not an all-clear.",),
        empty="No row of gear was found in the files.",
    )
    return ReportSheet("Findings", (table,), frozen=2, filters=True)


def takeaway(findings: Sequence[Finding]) -> str:
    """``380 items: 201 covered, 12 likely, 30 unknown, 137 not covered.``"""
    counts = Counter(finding.verdict for finding in findings)
    parts = ", ".join(f"{counts[verdict]:,} {word}" for verdict, word in VERDICT_WORDS.items())
    return f"{counted(len(findings), 'item')}: {parts}."


def source_cell(finding: Finding) -> str:
    """The first filled cell of the item's own row, as Excel names it; values carried down from above do not count."""
    item = finding.item
    own = (field.cell for field in item.fields if (field.cell.sheet, field.cell.row) == (item.sheet, item.row))
    return str(next(own, f"{item.sheet}!A{item.row}"))


def evidence_words(evidence: Sequence[Evidence]) -> str:
    """Each reason with its strength, the cell and the words it stands on."""
    if not evidence:
        return "Nothing in the row speaks for or against a covered maker."
    return "\n".join(f"{each.strength}: {each.why} ({_where(each)})" for each in evidence)


def _where(evidence: Evidence) -> str:
    """The cell and its words; a person's ruling stands in no cell."""
    cell = evidence.cell
    return f"{cell.sheet} row {cell.row}" if evidence.kind == "decision" else f"{cell}: “{evidence.text}”"


def _row(finding: Finding) -> Row:
    item = finding.item
    return (
        item.id,
        Cell(VERDICT_WORDS[finding.verdict], style=_LOOK[finding.verdict]),
        finding.entity,
        PRESENCE_WORDS[finding.presence],
        item.site,
        item.maker,
        item.model,
        item.part_number,
        ", ".join(item.serials),
        item.quantity,
        finding.layer,
        finding.category,
        item.file,
        source_cell(finding),
        evidence_words(finding.evidence),
    )

"""What to write into the cells of the carrier's own workbook: a note where a verdict or a problem has its reason."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from planner.core.model import Finding, Issue, Review

Level = Literal["covered", "likely", "unknown", "not_covered", "blocks", "check", "fixed"]

_CELL = re.compile(r"(?P<sheet>.+)!(?P<column>[A-Z]{1,3})(?P<row>[1-9]\d*)")
_ROW = re.compile(r"(?P<sheet>.+) row (?P<row>[1-9]\d*)")


@dataclass(frozen=True, slots=True)
class CellNote:
    """A note for one cell; ``column`` None means the first filled cell of the row."""

    sheet: str
    row: int
    column: str | None
    level: Level
    text: str


def cell_notes(review: Review, file: str) -> tuple[CellNote, ...]:
    """The notes for one upload, in order of sheet as reviewed, then row.

    Every covered, likely and unknown item gets one, and any other whose row names a covered maker (so that a reader
    sees why it was not flagged); so does every issue that names a cell or a row.
    """
    notes = [note for finding in review.findings for note in _finding_notes(finding, file)]
    notes += [note for issue in review.issues for note in _issue_notes(issue, file)]
    order = {sheet.name: place for one in review.files if one.name == file for place, sheet in enumerate(one.sheets)}
    return tuple(sorted(notes, key=lambda note: (order.get(note.sheet, len(order)), note.row)))


def _finding_notes(finding: Finding, file: str) -> Iterator[CellNote]:
    item = finding.item
    if item.file != file or (finding.verdict == "not_covered" and finding.presence != "mentioned"):
        return
    cell = next((evidence.cell for evidence in finding.evidence), None)
    here = cell is not None and (cell.sheet, cell.row) == (item.sheet, item.row)
    reasons = "; ".join(f"{evidence.cell}: {evidence.why}" for evidence in finding.evidence)
    text = f"{headline(finding)}. {reasons or 'Nothing in this row says who made it.'}"
    yield CellNote(item.sheet, item.row, cell.column if cell and here else None, finding.verdict, text)


def headline(finding: Finding) -> str:
    """The verdict in words, as a reader of a spreadsheet should see it."""
    words = {
        "covered": f"Covered: {finding.entity} gear" if finding.entity else "Covered by a person's ruling",
        "likely": f"Likely {finding.entity or 'covered'} gear, confirm",
        "unknown": "Unknown: cannot tell who made it",
        "not_covered": "Not flagged",
    }[finding.verdict]
    where = {"in_network": "", "mentioned": " (only mentioned)", "removed": " (removed)", "spare": " (spare)"}
    return words + where[finding.presence]


def _issue_notes(issue: Issue, file: str) -> Iterator[CellNote]:
    match = _CELL.fullmatch(issue.cell) or _ROW.fullmatch(issue.cell)
    if issue.file != file or match is None:
        return
    text = f"{issue.problem}. {issue.fix}" if issue.fix else issue.problem
    yield CellNote(match["sheet"], int(match["row"]), match.groupdict().get("column"), issue.severity, text)

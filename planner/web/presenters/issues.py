"""The problems of a review, and what became of its files, as the issues page shows them."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

SEVERITIES = {
    "blocks": "Blocks a row or file",
    "check": "Needs a look",
    "fixed": "Settled while reading",
}


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One problem: where, what was typed, what is wrong, what would be right."""

    severity: str
    file: str
    cell: str
    typed: str
    problem: str
    fix: str
    rule: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """What became of every row of a sheet; ``classes`` in words, adding up to ``rows``."""

    file: str
    sheet: str
    state: str
    read: bool
    rows: int
    classes: str
    columns: str


def counts(review: Json) -> dict[str, int]:
    """How many problems of each severity, the worst first."""
    found = Counter(issue["severity"] for issue in review["issues"])
    return {severity: found[severity] for severity in SEVERITIES}


def rows(review: Json, severity: str) -> tuple[IssueRow, ...]:
    """The problems, the worst first and then in the order of the files."""
    order = list(SEVERITIES)
    wanted = [issue for issue in review["issues"] if not severity or issue["severity"] == severity]
    wanted.sort(key=lambda issue: order.index(issue["severity"]))
    return tuple(
        IssueRow(
            severity=SEVERITIES[issue["severity"]],
            file=issue.get("file") or "",
            cell=issue["cell"],
            typed=issue["typed"],
            problem=issue["problem"],
            fix=issue["fix"],
            rule=issue["rule"],
        )
        for issue in wanted
    )


def sheets(review: Json) -> tuple[SheetRow, ...]:
    """Every sheet of every file, the ones left unread included."""
    return tuple(_sheet(file["name"], sheet) for file in review["files"] for sheet in file["sheets"])


def _sheet(file: str, sheet: Json) -> SheetRow:
    ledger = {name: count for name, count in (sheet.get("ledger") or {}).items() if count}
    columns = sheet.get("columns") or {}
    return SheetRow(
        file=file,
        sheet=sheet["name"],
        state=sheet["state"].replace("_", " "),
        read=sheet["read"],
        rows=sheet["rows_total"],
        classes=", ".join(f"{count:,} {name}" for name, count in ledger.items()),
        columns=", ".join(f"{letter} {meaning.replace('_', ' ')}" for letter, meaning in columns.items()),
    )

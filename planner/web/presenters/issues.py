"""The problems of a review, and what became of its files, as the issues page shows them."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

SEVERITIES = {
    "blocks": "Blocks a row or file",
    "check": "Needs a look",
    "fixed": "Settled while reading",
}


REPEATS_SHOWN = 20
"""Duplicate rows named per sheet; how many more there are is said."""

HIDDEN_SHOWN = 20
"""Hidden rows or columns named per sheet."""


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
    layout: str = ""
    hidden: str = ""
    repeats: tuple[tuple[int, str, str], ...] = ()
    more_repeats: int = 0


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
    repeats = sheet.get("repeats") or []
    return SheetRow(
        file=file,
        sheet=sheet["name"],
        state=sheet["state"].replace("_", " "),
        read=sheet["read"],
        rows=sheet["rows_total"],
        classes=", ".join(f"{count:,} {name}" for name, count in ledger.items()),
        columns=", ".join(f"{letter} {meaning.replace('_', ' ')}" for letter, meaning in columns.items()),
        layout=sheet.get("layout") or "",
        hidden=_hidden(sheet),
        repeats=tuple((one["row"], one["of"], _as_listed(one["of"])) for one in repeats[:REPEATS_SHOWN]),
        more_repeats=max(0, len(repeats) - REPEATS_SHOWN),
    )


def _as_listed(address: str) -> str:
    """``Gear!4`` or ``Gear!B4`` as the list of findings writes it: ``Gear, row 4``."""
    return re.sub(r"!\$?[A-Z]*\$?(\d+)$", r", row \1", address)


def _hidden(sheet: Json) -> str:
    """The hidden rows and columns in words; empty when there are none."""
    told = (("row", sheet.get("hidden_rows") or ()), ("column", sheet.get("hidden_columns") or ()))
    parts = [
        f"Hidden {noun}{'s' if len(found) > 1 else ''} {', '.join(map(str, found[:HIDDEN_SHOWN]))}"
        + (f" and {len(found) - HIDDEN_SHOWN:,} more" if len(found) > HIDDEN_SHOWN else "")
        for noun, found in told
        if found
    ]
    return "; ".join(parts)


def groups(review: Json, severity: str) -> tuple[Json, ...]:
    """The same mistake told once, with its heading; none in a review of an earlier version."""
    return tuple(
        group | {"heading": f"{group['title']} × {group['count']:,}" if group["count"] > 1 else group["title"]}
        for group in review.get("issue_groups") or ()
        if not severity or group["severity"] == severity
    )

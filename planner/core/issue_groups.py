"""The same mistake many times, told once: "A quantity is not a number × 412", with the first cells."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import get_args

from planner.core.messages import MESSAGES
from planner.core.model import Issue, Severity

FIRST = 5
"""How many cells and how many typed texts a group shows."""

_SEVERITIES: tuple[Severity, ...] = get_args(Severity)
# How the reading of rows tells of several cells or rows in one issue.
_MORE = re.compile(r"; the same in (\d+) more cells: .*$", re.DOTALL)
_IN_ROW = re.compile(r"\S row \d+$")
_ROWS = re.compile(r"\b(\d+) rows \(\d")


@dataclass(frozen=True, slots=True)
class IssueGroup:
    """One kind of mistake on one sheet of one file (``sheet`` is "" for a file, the project or the plan).

    ``count`` is how many cells or rows make it, ``cells`` the first of their addresses, ``typed`` the first different
    texts that stand there. ``problem`` and ``fix`` are those of the first.
    """

    rule: str
    severity: Severity
    title: str
    count: int
    file: str
    sheet: str
    cells: tuple[str, ...]
    typed: tuple[str, ...]
    problem: str
    fix: str
    issues: tuple[Issue, ...] = field(repr=False)


def grouped(issues: Iterable[Issue]) -> tuple[IssueGroup, ...]:
    """The issues by severity, rule, file and sheet: what blocks first, then in order of first appearance."""
    alike: dict[tuple[str, ...], list[Issue]] = {}
    for issue in issues:
        alike.setdefault((issue.severity, issue.rule, issue.file, _sheet(issue)), []).append(issue)
    groups = [_group(members) for members in alike.values()]
    return tuple(sorted(groups, key=lambda group: _SEVERITIES.index(group.severity)))


def title_of(rule: str) -> str:
    """What a person reads above the issues of this rule; the rule itself when the table of messages lacks it."""
    return MESSAGES[rule].title if rule in MESSAGES else rule


def as_one(first: Issue, others: int, where: str) -> Issue:
    """An issue that speaks of ``others`` more cells too, which stand ``where`` says. :func:`count_of` counts them."""
    return replace(first, problem=f"{first.problem}; the same in {others} more cells: {where}")


def count_of(issue: Issue) -> int:
    """How many cells or rows an issue speaks of: 1, or what its problem counts."""
    if more := _MORE.search(issue.problem):
        return 1 + int(more[1])
    rows = _ROWS.search(issue.problem)
    return int(rows[1]) if rows else 1


def heading(group: IssueGroup) -> str:
    """``A quantity is not a number × 412``; without a count when there is one."""
    return f"{group.title} × {group.count:,}" if group.count > 1 else group.title


def _sheet(issue: Issue) -> str:
    sheet = issue.cell.rpartition("!")[0]
    return sheet or (issue.cell.rpartition(" row ")[0] if _IN_ROW.search(issue.cell) else "")


def _group(members: list[Issue]) -> IssueGroup:
    first = members[0]
    typed = dict.fromkeys(issue.typed for issue in members if issue.typed)
    return IssueGroup(
        rule=first.rule,
        severity=first.severity,
        title=title_of(first.rule),
        count=sum(map(count_of, members)),
        file=first.file,
        sheet=_sheet(first),
        cells=tuple(dict.fromkeys(issue.cell for issue in members))[:FIRST],
        typed=tuple(typed)[:FIRST],
        problem=_MORE.sub("", first.problem),
        fix=first.fix,
        issues=tuple(members),
    )

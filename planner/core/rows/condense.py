"""The same fault in cell after cell of a column, told once with every address."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from planner.core.messages import MESSAGES
from planner.core.model import Issue

Entry = tuple[int, Issue]
_MOST_ALIKE = 10  # up to here each cell gets an issue of its own
_MOST_OF_ONE = 3  # the same for messages told once per column
_MOST_SHOWN = 40  # addresses, blocks of neighbors counted once


def condensed(entries: Sequence[Entry]) -> list[Entry]:
    """The entries (row, issue) with literally the same question of one column joined at its first cell.

    Where the table of messages says ``once``, the same rule is enough, whatever stands in the cells. Only *check*: a
    row that blocks is lost until somebody looks at it, and stands alone.
    """
    alike: dict[tuple[str, ...], list[Entry]] = {}
    for place, entry in enumerate(entries):
        alike.setdefault(_key(place, entry), []).append(entry)
    return [entry for group in alike.values() for entry in (group if len(group) <= _most(group) else [_joined(group)])]


def _most(group: Sequence[Entry]) -> int:
    return _MOST_OF_ONE if _told_once(group[0][1]) else _MOST_ALIKE


def _told_once(issue: Issue) -> bool:
    return issue.rule in MESSAGES and MESSAGES[issue.rule].once


def _key(place: int, entry: Entry) -> tuple[str, ...]:
    row, issue = entry
    column = issue.cell.rpartition("!")[2].rstrip("0123456789")
    if issue.severity != "check" or not row or not column:
        return (str(place),)
    if _told_once(issue):
        return (issue.rule, column)
    return (issue.rule, column, issue.typed, issue.problem, issue.fix)


def _joined(group: Sequence[Entry]) -> Entry:
    row, issue = group[0]
    column = issue.cell.rpartition("!")[2].rstrip("0123456789")
    where = _addresses(column, [number for number, _ in group[1:]])
    return row, replace(issue, problem=f"{issue.problem}; the same in {len(group) - 1} more cells: {where}")


def _addresses(column: str, rows: Iterable[int]) -> str:
    """``D5:D9, D12``: neighbors as a block; past the most that a person reads, how many blocks more."""
    blocks = [[number for _, number in run] for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0])]
    texts = [f"{column}{b[0]}" if len(b) == 1 else f"{column}{b[0]}:{column}{b[-1]}" for b in blocks]
    more = len(texts) - _MOST_SHOWN
    return ", ".join(texts[:_MOST_SHOWN]) + (f" and {more} more places, to {texts[-1]}" if more > 0 else "")

"""The same fault in cell after cell of a column, told once with every address."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import itemgetter, sub
from typing import NamedTuple

from planner.core.issue_groups import as_one
from planner.core.messages import MESSAGES
from planner.core.model import Issue
from planner.core.rows.notebook import Notebook, Series

_MOST_ALIKE = 10  # up to here each cell gets an issue of its own
_MOST_OF_ONE = 3  # the same for messages told once per column
_MOST_SHOWN = 40  # addresses, blocks of neighbors counted once


class _Told(NamedTuple):
    """An issue in the first of its ``rows``; ``order`` is that of writing."""

    row: int
    order: float
    issue: Issue
    rows: Sequence[int]


def condensed(notebook: Notebook) -> list[Issue]:
    """The issues of a sheet by row, with literally the same question of one column joined at its first cell.

    Where the table of messages says ``once``, the same rule is enough, whatever stands in the cells. Only *check*: a
    row that blocks is lost until somebody looks at it, and stands alone.
    """
    alike: dict[tuple[str, ...], list[_Told]] = {}
    for place, told in enumerate(sorted(_all_told(notebook), key=itemgetter(0, 1))):
        alike.setdefault(_key(place, told), []).append(told)
    return [issue for group in alike.values() for issue in _shown(group)]


def _all_told(notebook: Notebook) -> Iterator[_Told]:
    for place, (row, issue) in enumerate(notebook.entries):
        yield _Told(row, place, issue, (row,))
    for series in notebook.series:
        order = series.after - 0.5
        if series.issue.severity == "check":
            yield _Told(series.rows[0], order, series.issue, series.rows)
        else:
            yield from (_Told(row, order, issue, (row,)) for row, issue in series.each())


def _told_once(issue: Issue) -> bool:
    return issue.rule in MESSAGES and MESSAGES[issue.rule].once


def _column(issue: Issue) -> str:
    return issue.cell.rpartition("!")[2].rstrip("0123456789")


def _key(place: int, told: _Told) -> tuple[str, ...]:
    issue, column = told.issue, _column(told.issue)
    if issue.severity != "check" or not told.row or not column:
        return (str(place),)
    if _told_once(issue):
        return (issue.rule, column)
    return (issue.rule, column, issue.typed, issue.problem, issue.fix)


def _shown(group: Sequence[_Told]) -> Iterable[Issue]:
    """Few of a kind each in its own cell, many as one."""
    first, count = group[0].issue, sum(len(told.rows) for told in group)
    if count <= (_MOST_OF_ONE if _told_once(first) else _MOST_ALIKE):
        each = ((row, told.order, issue) for told in group for row, issue in Series(told.issue, told.rows, 0).each())
        return [issue for _, _, issue in sorted(each, key=itemgetter(0, 1))]
    others = sorted(row for told in group for row in told.rows)[1:]
    return [as_one(first, len(others), _addresses(_column(first), others))]


def _addresses(column: str, rows: Sequence[int]) -> str:
    """``D5:D9, D12``: neighbors as a block; past the most that a person reads, how many blocks more."""
    steps = list(map(sub, rows[1:], rows))
    apart = len(steps) - steps.count(1)
    gaps = list(islice((at for at, step in enumerate(steps, start=1) if step != 1), _MOST_SHOWN))
    last_gap = next((at for at in range(len(steps), 0, -1) if steps[at - 1] != 1), 0)
    blocks = [(rows[start], rows[end - 1]) for start, end in zip([0, *gaps], [*gaps, len(rows)], strict=True)]
    shown = [*blocks[:_MOST_SHOWN], (rows[last_gap], rows[-1])]
    texts = [f"{column}{first}" if first == last else f"{column}{first}:{column}{last}" for first, last in shown]
    more = apart + 1 - _MOST_SHOWN
    return ", ".join(texts[:-1]) + (f" and {more} more places, to {texts[-1]}" if more > 0 else "")

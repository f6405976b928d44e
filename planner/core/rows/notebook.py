"""Where the stages of reading write down what a person should see, in the order of the file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from planner.core.columns.texts import shortened
from planner.core.messages import MESSAGES
from planner.core.model import Issue, Severity, column_letter
from planner.core.rows.values.bad import Bad, bad

SHOWN_ROWS = 8
LONGEST_TYPED = 200


class Series(NamedTuple):
    """One issue of one column in many rows, which are in order. ``issue`` is that of the first of them.

    ``after`` counts the single entries that were written down before.
    """

    issue: Issue
    rows: Sequence[int]
    after: int

    def each(self) -> Iterator[tuple[int, Issue]]:
        """The issue of each row, paired with it."""
        first, *others = self.rows
        yield first, self.issue
        column = self.issue.cell.removesuffix(str(first))
        yield from ((row, replace(self.issue, cell=f"{column}{row}")) for row in others)


@dataclass(slots=True)
class Notebook:
    """The issues of one sheet. ``entries`` pairs each with its row (0 for the sheet as a whole); ``series`` are those
    of many rows.
    """

    file: str
    sheet: str
    entries: list[tuple[int, Issue]] = field(default_factory=list)
    series: list[Series] = field(default_factory=list)
    tallies: dict[str, list[int]] = field(default_factory=dict)

    def add(
        self, severity: Severity, rule: str, typed: str, problem: str, fix: str, row: int = 0, index: int | None = None
    ) -> None:
        """One issue at a cell (``row`` and column ``index``), a row, or the sheet (``row`` 0)."""
        letter = column_letter(index) if index is not None else ""
        cell = f"{self.sheet}!{letter}{row}" if row else f"{self.sheet}!{letter}" if letter else self.sheet
        issue = Issue(severity, self.file, cell, shortened(typed, LONGEST_TYPED), problem, fix, rule)
        self.entries.append((row, issue))

    def note(self, fault: Bad, typed: str = "", row: int = 0, index: int | None = None) -> None:
        """A fault at a cell, a row or the sheet, as severe as the table of messages says."""
        self.add(MESSAGES[fault.rule].severity, fault.rule, typed, fault.problem, fault.fix, row, index)

    def say(self, rule: str, typed: str = "", row: int = 0, index: int | None = None, **values: object) -> None:
        """The message of ``rule``, filled in with ``values``, at a cell, a row or the sheet."""
        self.note(bad(rule, **values), typed, row, index)

    def tally(self, rule: str, row: int) -> None:
        """Count a row under a rule that is told once per sheet."""
        rows = self.tallies.setdefault(rule, [])
        if not rows or rows[-1] != row:
            rows.append(row)

    def tally_all(self, rule: str, rows: Iterable[int]) -> None:
        """Count rows that follow those counted already, in order and each once."""
        self.tallies.setdefault(rule, []).extend(rows)

    def each(self) -> Iterator[tuple[int, Issue]]:
        """Every entry, those of the series at their places in the order of writing."""
        series = iter(self.series)
        coming = next(series, None)
        for at, entry in enumerate((*self.entries, None)):
            while coming and coming.after <= at:
                yield from coming.each()
                coming = next(series, None)
            if entry:
                yield entry

    def tell(self, rule: str) -> None:
        """Write the tally of ``rule`` as one issue; ``{rows}`` in its message becomes the count and the first rows."""
        rows = self.tallies.pop(rule, [])
        if rows:
            self.say(rule, rows=rows_in_words(rows))


def rows_in_words(rows: Iterable[int]) -> str:
    """``row 5``, ``3 rows (5, 6, 9)``, ``20 rows (5, 6, 7, … )``."""
    numbers = list(rows)
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    shown = ", ".join(map(str, numbers[:SHOWN_ROWS]))
    return f"{len(numbers)} rows ({shown}{', …' if len(numbers) > SHOWN_ROWS else ''})"

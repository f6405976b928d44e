"""Columns read by what stands in them: a cell that says the same is read once, whatever the number of its rows."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import Any

from planner.core.columns.mapping import Column
from planner.core.columns.texts import is_placeholder, shortened, text_of
from planner.core.model import CellValue, Issue, Severity, column_letter, maker_of
from planner.core.rows.drafts import Bench, Filled, grouped
from planner.core.rows.filling import Source
from planner.core.rows.notebook import LONGEST_TYPED, Notebook

Said = Callable[[Notebook, int], None]
Quick = Callable[[CellValue], Any]
_MOST_KEPT = 50_000  # a column of serial numbers repeats nothing: what it fills is thrown away

_make_issue = maker_of(Issue)
Values = Sequence[tuple[CellValue, ...]]


@dataclass(slots=True)
class Recorder(Notebook):
    """Keeps what is said of one row, to say it again of every row that reads the same."""

    said: list[Said] = field(default_factory=list)

    def add(
        self, severity: Severity, rule: str, typed: str, problem: str, fix: str, row: int = 0, index: int | None = None
    ) -> None:
        """Keep an issue; each row that it is said of gets its own cell."""
        del row
        letter = column_letter(index) if index is not None else ""
        before, shown, file = f"{self.sheet}!{letter}", shortened(typed, LONGEST_TYPED), self.file

        def say(notebook: Notebook, there: int) -> None:
            issue = _make_issue(severity, file, f"{before}{there}", shown, problem, fix, rule)
            notebook.entries.append((there, issue))

        self.said.append(say)

    def tally(self, rule: str, row: int) -> None:
        """Keep a count."""
        del row
        self.said.append(lambda notebook, there: notebook.tally(rule, there))


class Memo(dict[Hashable, Any]):
    """What ``read`` makes of the cells of some columns (and of ``more`` values), by what stands in them.

    ``read(by, bench, *more)`` must depend on nothing else; what it says to the notebook is said of every row.
    ``quick`` reads the plainest cells of a single column and is None for the others.
    """

    def __init__(
        self, columns: Sequence[Column], bench: Bench, read: Callable[..., Any], quick: Quick | None = None
    ) -> None:
        super().__init__()
        self._quick = quick if len(columns) == 1 else None
        self._columns = columns
        self._read = read
        self._notebook = bench.notebook
        self._recorder = Recorder(bench.notebook.file, bench.notebook.sheet)
        self._bench = replace(bench, notebook=self._recorder)
        self._said: dict[Hashable, tuple[Said, ...]] = {}

    def of(self, rows: Values, numbers: Sequence[int], *more: Sequence[int]) -> list[Any]:
        """One value for each row; ``numbers`` are Excel's numbers of the rows, all as wide as the columns need."""
        if len(self) > _MOST_KEPT:
            self.clear()
            self._said.clear()
        if self._quick and not more:
            return self._of_plain([row[self._columns[0].index] for row in rows], numbers, self._quick)
        columns = [_keys([row[column.index] for row in rows]) for column in self._columns]
        alone = len(columns) == 1 and not more
        keys: Sequence[Hashable] = (
            columns[0] if alone else list(zip(repeat(len(more), len(rows)), *more, *columns, strict=False))
        )
        return self._read_all(keys, numbers)

    def _of_plain(self, cells: Sequence[CellValue], numbers: Sequence[int], quick: Quick) -> list[Any]:
        values = list(map(quick, cells))
        if None in values:
            open_ = [at for at, value in enumerate(values) if value is None]
            read = self._read_all(_keys([cells[at] for at in open_]), [numbers[at] for at in open_])
            for at, value in zip(open_, read, strict=True):
                values[at] = value
        return values

    def _read_all(self, keys: Sequence[Hashable], numbers: Sequence[int]) -> list[Any]:
        values = list(map(self.__getitem__, keys))
        if self._said:
            self._say(keys, numbers)
        return values

    def _say(self, keys: Sequence[Hashable], numbers: Sequence[int]) -> None:
        said, notebook = self._said, self._notebook
        for key, number in zip(keys, numbers, strict=True):
            for say in said.get(key, ()):
                say(notebook, number)

    def __missing__(self, key: Hashable) -> Any:
        more: Sequence[Any] = ()
        values: Sequence[Any] = (key,)
        if type(key) is tuple and type(key[0]) is int:
            more, values = key[1 : 1 + key[0]], key[1 + key[0] :]
        filled = zip(self._columns, map(_value, values), strict=True)
        cells = [Filled(column, Source(text_of(v), v, 0, column.index)) for column, v in filled if text_of(v)]
        value = self[key] = self._read(grouped(cells), self._bench, *more)
        if self._recorder.said:
            self._said[key] = tuple(self._recorder.said)
            self._recorder.said.clear()
        return value


class Words(dict[str, str | None]):
    """Texts without the placeholders."""

    def of(self, texts: Sequence[str]) -> list[str | None]:
        """Each text, or None where it says nothing."""
        if len(self) > _MOST_KEPT:
            self.clear()
        return list(map(self.__getitem__, texts))

    def __missing__(self, text: str) -> str | None:
        value = self[text] = None if not text or is_placeholder(text) else text
        return value


def _keys(values: Sequence[CellValue]) -> Sequence[Hashable]:
    """``True``, ``1`` and ``1.0`` are one key to a dict and three things in a cell."""
    if set(map(type, values)) <= {str}:
        return values
    return [value if type(value) is str else (type(value), value) for value in values]


def _value(key: Any) -> CellValue:
    value: CellValue = key[1] if type(key) is tuple else key
    return value

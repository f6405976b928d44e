"""Columns read by what stands in them: a cell that says the same is read once, whatever the number of its rows."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress, repeat
from typing import Any

from planner.core.columns.mapping import Column
from planner.core.columns.texts import is_placeholder, narrow, shortened, text_of
from planner.core.model import CellValue, Issue, Severity, column_letter
from planner.core.rows.drafts import Bench, Filled, grouped
from planner.core.rows.filling import Source
from planner.core.rows.notebook import LONGEST_TYPED, Notebook, Series

Quick = tuple[Callable[[CellValue], Any], Callable[[Sequence[CellValue]], Sequence[Any] | None]]
"""Readers of the plainest cells, one by one and all at once; they give None where anything else stands."""

_MOST_KEPT = 50_000  # a column of serial numbers repeats nothing: what it fills is thrown away

Values = Sequence[Sequence[CellValue]]


@dataclass(slots=True)
class Recorder(Notebook):
    """Keeps what is said of one row, to say it again of every row that reads the same.

    ``said`` are issues whose cell has no row yet, and the rules of tallies.
    """

    said: list[Issue | str] = field(default_factory=list)

    def add(
        self, severity: Severity, rule: str, typed: str, problem: str, fix: str, row: int = 0, index: int | None = None
    ) -> None:
        """Keep an issue; each row that it is said of gets its own cell."""
        del row
        letter = column_letter(index) if index is not None else ""
        shown = shortened(typed, LONGEST_TYPED)
        self.said.append(Issue(severity, self.file, f"{self.sheet}!{letter}", shown, problem, fix, rule))

    def tally(self, rule: str, row: int) -> None:
        """Keep a count."""
        del row
        self.said.append(rule)


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
        self._said: dict[Hashable, tuple[Issue | str, ...]] = {}

    def of(
        self,
        values: Values,
        numbers: Sequence[int],
        *more: Sequence[int],
        where: Sequence[bool] | None = None,
        text: bool = False,
    ) -> list[Any]:
        """One value for each row, or those of them ``where`` it is true; ``numbers`` are Excel's numbers of the rows,
        ``values`` the columns of the table, ``text`` when all of them are known to be text.
        """
        if len(self) > _MOST_KEPT:
            self.clear()
            self._said.clear()
        columns = [values[column.index] for column in self._columns]
        if where is not None and not all(where):
            numbers = list(compress(numbers, where))
            more = tuple([list(compress(side, where)) for side in more])
            columns = [list(compress(side, where)) for side in columns]
        if self._quick and not more:
            return self._of_plain(columns[0], numbers, self._quick)
        if not columns and not more:
            return self._read_all([(0,)], numbers[:1]) * len(numbers)
        if len(columns) == 1 and not more:
            return self._read_all(columns[0] if text else _keys(columns[0]), numbers)
        keyed = columns if text else map(_keys, columns)
        keys = zip(repeat(len(more), len(numbers)), *more, *keyed, strict=False)
        return self._read_all(list(keys), numbers)

    def _of_plain(self, cells: Sequence[CellValue], numbers: Sequence[int], quick: Quick) -> list[Any]:
        one, all_ = quick
        together = all_(cells)
        if together is not None:
            return list(together)
        values = list(map(one, cells))
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
        speaking = said.keys() & set(keys)
        rows: dict[Hashable, list[int]] = {}
        for key, number in zip(keys, numbers, strict=True) if speaking else ():
            if key in speaking:
                rows.setdefault(key, []).append(number)
        counted: dict[str, list[int]] = {}
        for key, here in rows.items():
            for told in said[key]:
                if isinstance(told, str):
                    counted.setdefault(told, []).extend(here)
                else:
                    issue = replace(told, cell=f"{told.cell}{here[0]}")
                    notebook.series.append(Series(issue, here, len(notebook.entries)))
        for rule, these in counted.items():
            notebook.tally_all(rule, sorted(set(these)))

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
    """Texts without the placeholders, full-width letters made plain."""

    def of(self, texts: Sequence[str]) -> list[str | None]:
        """Each text, or None where it says nothing."""
        if len(self) > _MOST_KEPT:
            self.clear()
        return list(map(self.__getitem__, texts))

    def __missing__(self, text: str) -> str | None:
        value = self[text] = None if not text or is_placeholder(text) else narrow(text)
        return value


def _keys(values: Sequence[CellValue]) -> Sequence[Hashable]:
    """``True``, ``1`` and ``1.0`` are one key to a dict and three things in a cell."""
    if set(map(type, values)) <= {str}:
        return values
    return [value if type(value) is str else (type(value), value) for value in values]


def _value(key: Any) -> CellValue:
    value: CellValue = key[1] if type(key) is tuple else key
    return value

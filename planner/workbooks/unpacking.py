"""Columns of text that came out of the cage (:mod:`planner.workbooks.packing`), as columns and as rows again."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import compress

from planner.core.model import ColumnTexts
from planner.workbooks.packing import FEW_TEXTS, NUMBERS, Plan


@dataclass
class _Told:
    """The texts of a column that crossed, as typed (None for an empty one) and as texts; ``varied`` where its cells
    cross as they are by now. ``column`` has the text of every row so far; ``filled`` says that none is empty,
    ``exact`` that each is as typed, and ``alike`` both of those that crossed.
    """

    column: list[str] = field(default_factory=list)
    filled: bool = True
    exact: bool = True
    typed: list[str | None] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    alike: bool = True
    varied: bool = False

    def reach(self, rows: int) -> None:
        """The column has so many rows, the last ones without such a cell if it was shorter."""
        if len(self.column) < rows:
            self.column += [""] * (rows - len(self.column))
            self.filled = False

    def as_column(self) -> ColumnTexts:
        """The whole column."""
        distinct = None if self.varied else frozenset(self.texts if self.filled else (*self.texts, ""))
        return ColumnTexts(self.column, distinct, self.filled, self.exact)


@dataclass
class Unpacker:
    """Takes in what a :class:`Packer` gave out; ``text_of`` makes a text of what was typed."""

    text_of: Callable[[str], str]
    told: list[_Told] = field(default_factory=list)
    rows: int = 0

    def unpack(
        self, rows: int, plan: Plan, parts: Sequence[str], numbers: bytes, *, clean: bool
    ) -> tuple[list[tuple[str | None, ...]], list[tuple[str, ...]]]:
        """The rows as typed, and as texts. Raises ``ValueError``, ``IndexError`` or ``TypeError`` for what no packer
        gives out.
        """
        self.told += [_Told() for _ in plan[len(self.told) :]]
        for told in self.told:
            told.reach(self.rows)
        self.rows += rows
        if sum(rows if new is None else new for new in plan) != len(parts):
            raise ValueError(f"{len(parts)} texts for {rows} rows of plan {plan}")
        texts: list[Sequence[str]] = []
        typed: list[Sequence[str | None]] = []
        part = number = 0
        for told, new in zip(self.told, plan, strict=False):
            some = parts[part : part + (rows if new is None else new)]
            part += len(some)
            if new is None:
                told.varied = True
                texts.append(some if clean else list(map(self.text_of, some)))
                told.filled = told.filled and "" not in texts[-1]
                told.exact = told.exact and texts[-1] is some
                typed.append(some if told.filled else [cell or None for cell in some])
            else:
                self._learn(told, some)
                width = 1 if len(told.texts) <= FEW_TEXTS else 2
                column = _numbers(numbers[number : number + width * rows], width)
                number += width * rows
                texts.append(list(map(told.texts.__getitem__, column)))
                typed.append(texts[-1] if told.alike else list(map(told.typed.__getitem__, column)))
            told.column += texts[-1]
        if number != len(numbers):
            raise ValueError(f"{len(numbers)} bytes of numbers for {rows} rows of plan {plan}")
        return _in_rows(typed, texts)

    def columns(self) -> tuple[ColumnTexts, ...]:
        """All that crossed, by column."""
        for told in self.told:
            told.reach(self.rows)
        return tuple(told.as_column() for told in self.told)

    def _learn(self, told: _Told, new: Sequence[str]) -> None:
        for text in new:
            told.typed.append(text or None)
            told.texts.append(self.text_of(text))
            told.filled = told.filled and told.texts[-1] != ""
            told.exact = told.exact and told.texts[-1] == text
            told.alike = told.filled and told.exact


def _numbers(packed: bytes, width: int) -> Sequence[int]:
    if width == 1:
        return packed
    numbers = array(NUMBERS)
    numbers.frombytes(packed)
    return numbers


def _in_rows(
    typed: Sequence[Sequence[str | None]], texts: Sequence[Sequence[str]]
) -> tuple[list[tuple[str | None, ...]], list[tuple[str, ...]]]:
    """Columns side by side as rows, without the empty cells at the end of a row; texts are no longer than what was
    typed.
    """
    of_texts: list[tuple[str, ...]] = list(zip(*texts, strict=True))
    same = all(one is other for one, other in zip(typed, texts, strict=True))
    of_typed: list[tuple[str | None, ...]] = list(of_texts) if same else list(zip(*typed, strict=True))
    if None in typed[-1]:
        for at in compress(range(len(of_typed)), (cell is None for cell in typed[-1])):
            row = of_typed[at]
            length = len(row)
            while length and row[length - 1] is None:
                length -= 1
            of_typed[at], of_texts[at] = row[:length], of_texts[at][:length]
    return of_typed, of_texts

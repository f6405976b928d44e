"""Columns of text on their way out of the cage: each different text of a column crosses once, then goes by number.

Most columns of an inventory say few things a hundred thousand times (makers, models, sites, dates), some never say
the same twice (serial numbers). The first kind crosses as numbers, the second as it is.
"""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import compress

BETWEEN = "\x7f"
"""Stands between packed texts: a character that JSON leaves alone and no one types."""

Plan = list[int | None]
"""Of each column how many texts of it are new, or None where all its cells follow as they are."""

_TELLING_ROWS = 5_000  # before so many, a column of site names or part numbers may look like one of serial numbers
_MOST_TEXTS = 60_000  # of one column; their numbers have two bytes
_FEW_TEXTS = 256  # up to here one byte is enough
_NUMBERS = "H"
_OTHER_SPACES = "\t\n\r\v\f\x1c\x1d\x1e\x1f"


class _Known(dict[str, int]):
    """The texts of a column, numbered as they come."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


@dataclass
class Packer:
    """Packs the columns of one sheet, some rows at a time."""

    known: list[_Known | None] = field(default_factory=list)
    rows: int = 0

    def pack(self, columns: Sequence[Sequence[str]]) -> tuple[Plan, list[str], bytes]:
        """The plan, the texts and the numbers of some rows, given by column."""
        plan: Plan = []
        texts: list[str] = []
        numbers: list[bytes] = []
        self.known += [_Known() for _ in columns[len(self.known) :]]
        self.rows += len(columns[0])
        for at, column in enumerate(columns):
            known = self.known[at]
            if known is None or len(known) + len(column) > _MOST_TEXTS:
                self.known[at] = None
                plan.append(None)
                texts += column
                continue
            before = len(known)
            some = list(map(known.__getitem__, column))
            numbers.append(bytes(some) if len(known) <= _FEW_TEXTS else array(_NUMBERS, some).tobytes())
            new = len(known) - before
            plan.append(new)
            if new:
                texts += list(known)[before:]
                if self.rows > _TELLING_ROWS and 2 * new > len(column):
                    self.known[at] = None
        return plan, texts, b"".join(numbers)


def is_clean(text: str) -> bool:
    """Whether none of the texts that are joined here begins or ends with a space or anything like it; in doubt,
    False.
    """
    if not text.isascii() or text[:1] == " " or text[-1:] == " ":
        return False
    ends = (f" {BETWEEN}", f"{BETWEEN} ", *_OTHER_SPACES)
    return not any(end in text for end in ends)


@dataclass
class _Told:
    """The texts of a column that crossed, as typed (None for an empty one) and as texts; ``varied`` where its cells
    cross as they are by now.
    """

    typed: list[str | None] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    alike: bool = True
    varied: bool = False


@dataclass
class Unpacker:
    """Takes in what a :class:`Packer` gave out; ``text_of`` makes a text of what was typed."""

    text_of: Callable[[str], str]
    told: list[_Told] = field(default_factory=list)

    def unpack(
        self, rows: int, plan: Plan, parts: Sequence[str], numbers: bytes, *, clean: bool
    ) -> tuple[list[tuple[str | None, ...]], list[tuple[str, ...]]]:
        """The rows as typed, and as texts. Raises ``ValueError``, ``IndexError`` or ``TypeError`` for what no packer
        gives out.
        """
        self.told += [_Told() for _ in plan[len(self.told) :]]
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
                typed.append([cell or None for cell in some] if "" in some else some)
                continue
            self._learn(told, some)
            width = 1 if len(told.texts) <= _FEW_TEXTS else 2
            column = _numbers(numbers[number : number + width * rows], width)
            number += width * rows
            texts.append(list(map(told.texts.__getitem__, column)))
            typed.append(texts[-1] if told.alike else list(map(told.typed.__getitem__, column)))
        if number != len(numbers):
            raise ValueError(f"{len(numbers)} bytes of numbers for {rows} rows of plan {plan}")
        return _in_rows(typed, texts)

    def distinct(self) -> tuple[frozenset[str] | None, ...]:
        """The different texts of each column, None for one that hardly ever says the same."""
        return tuple(None if told.varied else frozenset(told.texts) for told in self.told)

    def _learn(self, told: _Told, new: Sequence[str]) -> None:
        for text in new:
            told.typed.append(text or None)
            told.texts.append(self.text_of(text))
            told.alike = told.alike and told.texts[-1] == text != ""


def _numbers(packed: bytes, width: int) -> Sequence[int]:
    if width == 1:
        return packed
    numbers = array(_NUMBERS)
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

"""Columns of text on their way out of the cage: each different text of a column crosses once, then goes by number.

Most columns of an inventory say few things a hundred thousand times (makers, models, sites, dates), some never say
the same twice (serial numbers). The first kind crosses as numbers, the second as it is.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

BETWEEN = "\x7f"
"""Stands between packed texts: a character that JSON leaves alone and no one types."""

Plan = list[int | None]
"""Of each column how many texts of it are new, or None where all its cells follow as they are."""

_TELLING_ROWS = 5_000  # before so many, a column of site names or part numbers may look like one of serial numbers
_MOST_TEXTS = 60_000  # of one column; their numbers have two bytes
FEW_TEXTS = 256
"""Up to so many texts of a column one byte is enough for the number of each."""
NUMBERS = "H"
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
            numbers.append(bytes(some) if len(known) <= FEW_TEXTS else array(NUMBERS, some).tobytes())
            new = len(known) - before
            plan.append(new)
            if new:
                texts += list(known)[before:]
                if self.rows > _TELLING_ROWS and 2 * new > len(column):
                    self.known[at] = None
        return plan, texts, b"".join(numbers)


def is_clean(text: str) -> bool:
    """Whether none of the texts that are joined here begins or ends with a space or anything like it, or is a text
    written as a formula (``="0012"``); in doubt, False.
    """
    if not text.isascii() or text[:1] == " " or text[-1:] == " " or '="' in text:
        return False
    ends = (f" {BETWEEN}", f"{BETWEEN} ", *_OTHER_SPACES)
    return not any(end in text for end in ends)

"""Rows on their way out of the cage: gathered into messages, counted, and refused when a sheet reaches too far."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from planner.core.model import CellValue, column_letter
from planner.workbooks.cage import PACKED, Message
from planner.workbooks.guard import Limits, Refused

ROWS_PER_MESSAGE = 1_000
BETWEEN = "\x7f"
"""Stands between the cells of packed rows: a character that JSON leaves alone and no one types."""

BYTES_PER_MESSAGE = 500_000
TOO_LONG_REMEDY = "Shorten or delete the text in that row; Excel itself keeps at most 32,767 letters in a cell"

_OTHER_SPACES = "\t\n\r\v\f\x1c\x1d\x1e\x1f"
Send = Callable[[Message], int]
Row = list[CellValue]


def too_far(sheet: str, last_row: int, last_column: int, limits: Limits) -> str:
    """The reason for refusing a sheet whose last cell (counted from 0) lies beyond the limits."""
    reached = f"{column_letter(last_column)}{last_row + 1}"
    allowed = f"{limits.rows:,} rows and {limits.columns:,} columns"
    return f"reaches cell {reached} in sheet '{sheet}', and at most {allowed} are accepted"


def too_long(where: str, letters: int) -> str:
    """The reason for refusing a file with a text beyond the limit in one cell."""
    return f"holds more than {letters:,} letters in a single cell ({where})"


def packed(numbers: Sequence[int], rows: Sequence[Row]) -> Message | None:
    """Rows of text as one text, all of one width; None where one of them holds what would stand between."""
    width = max(map(len, rows))
    if min(map(len, rows)) < width:
        rows = [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in rows]
    text = BETWEEN.join([BETWEEN.join(row) for row in rows])  # type: ignore[arg-type]  # rows of text
    whole = width and text.count(BETWEEN) == width * len(rows) - 1
    together = numbers[-1] - numbers[0] == len(numbers) - 1
    return [PACKED, numbers[0] if together else numbers, width, _is_clean(text), text] if whole else None


def _is_clean(text: str) -> bool:
    """Whether no cell of packed rows begins or ends with a space or anything like it; in doubt, False."""
    if not text.isascii() or text[:1] == " " or text[-1:] == " ":
        return False
    ends = (f" {BETWEEN}", f"{BETWEEN} ", *_OTHER_SPACES)
    return not any(end in text for end in ends)


@dataclass
class RowWriter:
    """Sends rows by the batch, without empty cells at the end of a row and empty rows at the end of a sheet.

    ``kind`` is the message's: ``texts`` where every cell is text, ``rows`` otherwise. An empty cell is empty text;
    the other side makes it None. ``batch`` is how many rows to hand over next, fewer where texts are long.

    Raises:
        Refused: from :meth:`extend`, when all sheets together hold more cells, or one more text, than allowed.
    """

    say: Send
    limits: Limits
    kind: str
    empty: list[int] = field(default_factory=list)
    cells: int = 0
    batch: int = ROWS_PER_MESSAGE // 8

    def extend(self, numbers: Sequence[int], rows: list[Row]) -> None:
        """Take the next rows; empty ones at the end are held back until a filled one follows. ``rows`` is changed."""
        for row in rows:
            while row and row[-1] == "":
                row.pop()
        filled = len(rows)
        while filled and not rows[filled - 1]:
            filled -= 1
        if filled:
            self._send([*self.empty, *numbers[:filled]], [*([] for _ in self.empty), *rows[:filled]])
            self.empty.clear()
        self.empty += numbers[filled:]

    def _send(self, numbers: list[int], rows: list[Row]) -> None:
        self.cells += sum(map(len, rows))
        if self.cells > self.limits.cells:
            raise Refused(f"holds more than {self.limits.cells:,} cells", "Split it into smaller files")
        size = self.say((self.kind == "texts" and packed(numbers, rows)) or [self.kind, numbers, rows])
        if size > self.limits.letters:
            self._check_texts(numbers, rows)
        self.batch = max(1, min(ROWS_PER_MESSAGE, 2 * self.batch, self.batch * BYTES_PER_MESSAGE // size))

    def _check_texts(self, numbers: list[int], rows: list[Row]) -> None:
        for number, row in zip(numbers, rows, strict=True):
            if any(len(value) > self.limits.letters for value in row if isinstance(value, str)):
                raise Refused(too_long(f"row {number}", self.limits.letters), TOO_LONG_REMEDY)

    def end_sheet(self) -> None:
        """Drop the empty rows past the last filled one."""
        self.empty.clear()

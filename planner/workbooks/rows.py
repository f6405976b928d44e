"""Rows on their way out of the cage: gathered into messages, counted, and refused when a sheet reaches too far."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from planner.workbooks.guard import Limits, Refused
from planner.workbooks.orders import PACKED, Message
from planner.workbooks.packing import BETWEEN, Packer, is_clean

if TYPE_CHECKING:
    from planner.core.model import CellValue

ROWS_PER_MESSAGE = 1_000
BYTES_PER_MESSAGE = 500_000
TOO_LONG_REMEDY = "Shorten or delete the text in that row; Excel itself keeps at most 32,767 letters in a cell"

Send = Callable[[Message], int]
Row = list["CellValue"]


def too_far(sheet: str, last_row: int, last_column: int, limits: Limits) -> str:
    """The reason for refusing a sheet whose last cell (counted from 0) lies beyond the limits."""
    from planner.core.model import column_letter  # an upload waits for what is imported before

    reached = f"{column_letter(last_column)}{last_row + 1}"
    allowed = f"{limits.rows:,} rows and {limits.columns:,} columns"
    return f"reaches cell {reached} in sheet '{sheet}', and at most {allowed} are accepted"


def too_long(where: str, letters: int) -> str:
    """The reason for refusing a file with a text beyond the limit in one cell."""
    return f"holds more than {letters:,} letters in a single cell ({where})"


@dataclass
class RowWriter:
    """Sends rows by the batch, without empty cells at the end of a row and empty rows at the end of a sheet.

    With ``all_text`` every cell is text, and the rows are packed. An empty cell is empty text; the other side makes it
    None. ``batch`` is how many rows to hand over next, fewer where texts are long.

    Raises:
        Refused: from :meth:`extend`, when all sheets together hold more cells, or one more text, than allowed.
    """

    say: Send
    limits: Limits
    all_text: bool = False
    empty: list[int] = field(default_factory=list)
    cells: int = 0
    batch: int = ROWS_PER_MESSAGE // 8
    packer: Packer = field(default_factory=Packer)

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

    def extend_columns(self, numbers: Sequence[int], columns: list[list[str]]) -> None:
        """Take the next rows, of text and equally long, by column."""
        if self.empty or not any(column[-1] for column in columns):
            self.extend(numbers, list(map(list, zip(*columns, strict=True))))
            return
        while not any(columns[-1]):
            columns.pop()
        self._count(len(columns) * len(numbers) - _empty_at_the_end(columns))
        self.say(self._packed(numbers, columns))

    def _send(self, numbers: list[int], rows: list[Row]) -> None:
        self._count(sum(map(len, rows)))
        if self.all_text:
            size = self.say(self._packed(numbers, list(zip_longest(*rows, fillvalue=""))))  # type: ignore[arg-type]  # of text
        else:
            size = self.say(["rows", numbers, rows])
        if size > self.limits.letters:
            self._check_texts(numbers, rows)
        self.batch = max(1, min(ROWS_PER_MESSAGE, 2 * self.batch, self.batch * BYTES_PER_MESSAGE // size))

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > self.limits.cells:
            raise Refused(f"holds more than {self.limits.cells:,} cells", "Split it into smaller files")

    def _packed(self, numbers: Sequence[int], columns: Sequence[Sequence[str]]) -> Message:
        """The message of some columns: numbers of rows (the first one and how many, where they follow each other),
        plan, whether all texts are clean, the texts themselves where one holds what would stand between, and what
        follows the line.
        """
        plan, texts, codes = self.packer.pack(columns)
        text = BETWEEN.join(texts)
        apart = text.count(BETWEEN) == max(0, len(texts) - 1)
        together = numbers[-1] - numbers[0] == len(numbers) - 1
        rows = [numbers[0], len(numbers)] if together else list(numbers)
        body = text.encode("utf-8", "replace") if apart else b""
        return [PACKED, together, rows, plan, apart and is_clean(text), len(texts) if apart else texts, body, codes]

    def _check_texts(self, numbers: list[int], rows: list[Row]) -> None:
        for number, row in zip(numbers, rows, strict=True):
            if any(len(value) > self.limits.letters for value in row if isinstance(value, str)):
                raise Refused(too_long(f"row {number}", self.limits.letters), TOO_LONG_REMEDY)

    def end_sheet(self) -> None:
        """Drop the empty rows past the last filled one."""
        self.empty.clear()
        self.packer = Packer()


def _empty_at_the_end(columns: Sequence[Sequence[str]]) -> int:
    """How many cells at the ends of rows are empty."""
    if "" not in columns[-1]:
        return 0
    rows = [row[::-1] for row in zip(*columns, strict=True) if not row[-1]]
    return sum(next((at for at, cell in enumerate(row) if cell), len(row)) for row in rows)

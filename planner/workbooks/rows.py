"""Rows on their way out of the cage: gathered into messages, counted, and refused when a sheet reaches too far."""

from collections.abc import Callable
from dataclasses import dataclass, field

from planner.core.model import CellValue, column_letter
from planner.workbooks.cage import Message
from planner.workbooks.guard import Limits, Refused

ROWS_PER_MESSAGE = 500
TEXT_PER_MESSAGE = 1_000_000

Send = Callable[[Message], None]


def too_far(sheet: str, last_row: int, last_column: int, limits: Limits) -> str:
    """The reason for refusing a sheet whose last cell (counted from 0) lies beyond the limits."""
    reached = f"{column_letter(last_column)}{last_row + 1}"
    allowed = f"{limits.rows:,} rows and {limits.columns:,} columns"
    return f"reaches cell {reached} in sheet '{sheet}', and at most {allowed} are accepted"


@dataclass
class RowWriter:
    """Gathers rows into messages of bearable size, drops empty rows at the end of a sheet, and counts cells.

    Raises:
        Refused: from :meth:`add`, when all sheets together hold more cells than allowed.
    """

    say: Send
    limits: Limits
    numbers: list[int] = field(default_factory=list)
    rows: list[list[CellValue]] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)
    text: int = 0
    cells: int = 0

    def add(self, number: int, values: list[CellValue]) -> None:
        """Take the next row; an empty one is held back until a filled one follows."""
        if not values:
            self.empty.append(number)
            return
        self.numbers += [*self.empty, number]
        self.rows += [*([] for _ in self.empty), values]
        self.empty.clear()
        self.cells += len(values)
        if self.cells > self.limits.cells:
            raise Refused(f"holds more than {self.limits.cells:,} cells", "Split it into smaller files")
        self.text += sum(len(value) for value in values if type(value) is str)
        if len(self.rows) >= ROWS_PER_MESSAGE or self.text > TEXT_PER_MESSAGE:
            self.flush()

    def flush(self) -> None:
        """Send what is gathered."""
        if self.rows:
            self.say(["rows", self.numbers, self.rows])
        self.numbers, self.rows, self.text = [], [], 0

    def end_sheet(self) -> None:
        """Send the rest of the sheet; empty rows past the last filled one are dropped."""
        self.flush()
        self.empty.clear()

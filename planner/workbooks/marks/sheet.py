"""The marks of one sheet, as plain values that cross the pipe."""

from dataclasses import dataclass, field
from typing import Any

from planner.workbooks.guard import Limits, Refused

LONGEST_FORMULA = 8_192  # what Excel allows
LONGEST_COMMENT = 2_000


@dataclass
class SheetMarks:
    """What one sheet says beside its values: rows count from 1, columns from 0.

    A fault is ``[row, column, "formula" or "error", text]``, a merged block ``[row, column, row, column]``, a comment
    ``[row, column, text]``. ``masks`` are runs of rows ``[first, last]`` by column and mask of the number format.
    """

    limits: Limits
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    faults: list[list[int | str]] = field(default_factory=list)
    merged: list[list[int]] = field(default_factory=list)
    comments: list[list[int | str]] = field(default_factory=list)
    masks: dict[tuple[int, str], list[list[int]]] = field(default_factory=dict)

    def add_error(self, row: int, column: int, shown: str) -> None:
        """A cell that shows an error."""
        self._add([row, column, "error", shown or "#ERROR"])

    def add_formula(self, row: int, column: int, formula: str) -> None:
        """A cell with a formula and no value; ``formula`` without the equals sign, empty when it is not spelled out."""
        self._add([row, column, "formula", f"={formula[:LONGEST_FORMULA] or '…'}"])

    def _add(self, fault: list[int | str]) -> None:
        self.faults.append(fault)
        if len(self.faults) > self.limits.faults:
            count = (
                f"holds more than {self.limits.faults:,} cells with a formula nobody computed or an error in one sheet"
            )
            raise Refused(count, "Open it in Excel, let it calculate, save it, and hand it in again")

    def add_comment(self, row: int, column: int, text: str) -> None:
        """What somebody wrote on a cell, as far as anybody reads it."""
        self.comments.append([row, column, text[:LONGEST_COMMENT]])
        if len(self.comments) > self.limits.faults:
            raise Refused(f"holds more than {self.limits.faults:,} comments in one sheet", "Delete those of no use")

    def add_mask(self, row: int, column: int, mask: str) -> None:
        """A number that its format shows through a mask; cells come in the order of their rows."""
        runs = self.masks.setdefault((column, mask), [])
        if runs and runs[-1][1] in (row, row - 1):
            runs[-1][1] = row
        else:
            runs.append([row, row])

    def told(self, merged: list[list[int]] | None = None) -> list[Any]:
        """The marks as they cross the pipe; ``merged`` in place of our own blocks."""
        masks = [[column, mask, runs] for (column, mask), runs in self.masks.items()]
        blocks = merged or self.merged
        return ["marks", blocks, self.hidden_rows, self.hidden_columns, self.faults, masks, self.comments]

    def hide_columns(self, first: int, last: int) -> None:
        """Hide the columns from ``first`` to ``last``, counted from 0, as far as columns are read at all."""
        self.hidden_columns += range(max(first, 0), min(last + 1, self.limits.columns))

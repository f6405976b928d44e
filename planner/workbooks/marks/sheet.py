"""The marks of one sheet, as plain values that cross the pipe."""

from dataclasses import dataclass, field

from planner.workbooks.guard import Limits, Refused

LONGEST_FORMULA = 8_192  # what Excel allows


@dataclass
class SheetMarks:
    """What one sheet says beside its values: rows count from 1, columns from 0.

    A fault is ``[row, column, "formula" or "error", text]``, a merged block ``[row, column, row, column]``.
    """

    limits: Limits
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    faults: list[list[int | str]] = field(default_factory=list)
    merged: list[list[int]] = field(default_factory=list)

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

    def hide_columns(self, first: int, last: int) -> None:
        """Hide the columns from ``first`` to ``last``, counted from 0, as far as columns are read at all."""
        self.hidden_columns += range(max(first, 0), min(last + 1, self.limits.columns))

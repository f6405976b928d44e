"""A sheet with every cell as text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.core.columns.texts import text_of
from planner.core.model import CellValue, Sheet


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet with every cell as text: ``texts[i][c]`` is the text of ``sheet.rows[i].values[c]``."""

    sheet: Sheet
    texts: tuple[tuple[str, ...], ...]

    def column(self, at: int, first: int = 0, end: int | None = None) -> Sequence[str]:
        """The texts of a column from row ``first`` up to ``end`` (places), "" where a row does not reach it."""
        if at < len(self.sheet.columns):
            return self.sheet.columns[at].texts[first:end]
        return [row[at] if at < len(row) else "" for row in self.texts[first:end]]


class _Texts(dict[float, str]):
    """Numbers as text: a column of quantities holds few."""

    def __missing__(self, number: float) -> str:
        text = text_of(number)
        if len(self) < _MOST_NUMBERS:
            self[number] = text
        return text


_MOST_NUMBERS = 100_000


def page_of(sheet: Sheet) -> Page:
    """The sheet with its texts, read once. A row that is text already, and clean, is kept and not copied."""
    return Page(sheet, sheet.texts or tuple(texts_of([row.values for row in sheet.rows])))


def texts_of(rows: Iterable[tuple[CellValue, ...]]) -> list[tuple[str, ...]]:
    """The cells of some rows as texts."""
    numbers = _Texts()
    return [_row(values, numbers) for values in rows]


def _row(values: tuple[CellValue, ...], numbers: _Texts) -> tuple[str, ...]:
    texts = tuple(
        [
            (value.strip() if value.isascii() else text_of(value)) if type(value) is str
            else numbers[value] if type(value) is float else text_of(value)
            for value in values
        ]
    )  # fmt: skip
    return texts if texts != values else values  # type: ignore[return-value]  # equal to a tuple of texts, so it is one

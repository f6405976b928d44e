"""A sheet with every cell as text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from planner.core.columns.texts import text_of
from planner.core.model import CellValue, Sheet


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet with every cell as text: ``texts[i][c]`` is the text of ``sheet.rows[i].values[c]``."""

    sheet: Sheet
    texts: tuple[tuple[str, ...], ...]


class _Texts(dict[float, str]):
    """Numbers as text: a column of quantities holds few."""

    def __missing__(self, number: float) -> str:
        text = text_of(number)
        if len(self) < _MOST_NUMBERS:
            self[number] = text
        return text


_MOST_NUMBERS = 100_000


def column_of(rows: Sequence[tuple[str, ...]], at: int) -> list[str]:
    """The texts of a column, of the rows that reach it."""
    if rows and min(map(len, rows)) > at:
        return list(map(itemgetter(at), rows))
    return [row[at] for row in rows if at < len(row)]


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

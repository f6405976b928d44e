"""Long lists in pages of a hundred."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

Row = TypeVar("Row")
PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows ``first`` to ``last`` (counted from 1) of ``total``; ``before`` and ``after`` are links or empty."""

    rows: tuple[Row, ...]
    number: int
    pages: int
    total: int
    first: int
    last: int
    before: str
    after: str

    @property
    def words(self) -> str:
        """``Rows 101 to 200 of 412``."""
        if not self.total:
            return "No rows"
        return f"Rows {self.first:,} to {self.last:,} of {self.total:,}"


def page_of(rows: Sequence[Row], wanted: str | None, query: dict[str, str], size: int = PAGE_SIZE) -> Page[Row]:
    """The page a person asked for in words, the nearest one that exists; links keep the rest of ``query``."""
    pages = max(1, -(-len(rows) // size))
    asked = int(wanted) if wanted and wanted.isascii() and wanted.isdigit() and len(wanted) < 9 else 1
    number = min(max(asked, 1), pages)
    start = (number - 1) * size
    shown = tuple(rows[start : start + size])
    return Page(
        rows=shown,
        number=number,
        pages=pages,
        total=len(rows),
        first=start + 1,
        last=start + len(shown),
        before=_link(query, number - 1) if number > 1 else "",
        after=_link(query, number + 1) if number < pages else "",
    )


def _link(query: dict[str, Any], number: int) -> str:
    kept = {key: value for key, value in query.items() if value}
    return "?" + urlencode({**kept, "page": number})

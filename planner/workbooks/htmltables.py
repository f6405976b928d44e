"""The tables of an HTML page, which is what many web exports named ``.xls`` really are.

The rows of all tables follow one another, as when Excel opens such a page; text between tables is kept as a row of
one cell. A cell spanning several columns or rows has its value at the top left, the rest stays empty.
"""

from html.parser import HTMLParser

SKIPPED = frozenset({"script", "style", "head"})
WIDEST_SPAN = 256
DEEPEST_SPAN = 1_000


def table_rows(text: str) -> list[list[str]]:
    """The rows, every cell as text with its spaces collapsed."""
    parser = _Tables()
    parser.feed(text)
    parser.close()
    parser.end_row()
    return parser.rows


class _Tables(HTMLParser):
    """Collects rows; tolerant of missing end tags, because such exports often lack them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.row: list[str] = []
        self.words: list[str] = []
        self.span = (1, 1)
        self.in_cell = False
        self.skipping = 0
        self.taken: dict[int, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a row or a cell."""
        if tag in SKIPPED:
            self.skipping += 1
        elif tag in ("tr", "table"):
            self.end_row()
        elif tag in ("td", "th"):
            self.end_cell()
            given = dict(attrs)
            self.span = (_span(given.get("colspan"), WIDEST_SPAN), _span(given.get("rowspan"), DEEPEST_SPAN))
            self.in_cell = True
        elif tag == "br":
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag closes."""
        if tag in SKIPPED:
            self.skipping = max(0, self.skipping - 1)
        elif tag in ("tr", "table"):
            self.end_row()
        elif tag in ("td", "th"):
            self.end_cell()

    def handle_data(self, data: str) -> None:
        """Keep text, except that of scripts and styles."""
        if not self.skipping:
            self.words.append(data)

    def end_cell(self) -> None:
        """Put the finished cell into the row, past the places that cells of earlier rows reach down into."""
        content = " ".join("".join(self.words).split())
        self.words.clear()
        if not self.in_cell and not content:
            return
        while self.taken.get(len(self.row), 0) > 0:
            self.row.append("")
        wide, deep = self.span if self.in_cell else (1, 1)
        for column in range(len(self.row), len(self.row) + wide):
            self.taken[column] = max(self.taken.get(column, 0), deep)
        self.row += [content, *([""] * (wide - 1))]
        self.in_cell, self.span = False, (1, 1)

    def end_row(self) -> None:
        """Put the finished row into the table."""
        self.end_cell()
        if self.row:
            self.rows.append(self.row)
            self.row = []
            self.taken = {column: deep - 1 for column, deep in self.taken.items() if deep > 1}


def _span(given: str | None, most: int) -> int:
    digits = (given or "").strip()
    return min(max(int(digits), 1), most) if digits.isdecimal() and len(digits) < 6 else 1

"""What a recipe says, table by table, and what that means for reading."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from planner.core.columns.headers import Given
from planner.core.model import Meaning, column_index

FORMAT = "planner-recipe/1"
RECIPE_FILE = "recipe.json"
"""What the document is called beside a review."""

SiteFrom = Literal["column", "title", "sheet-name"]
Fill = Literal["above", "none"]
DateOrder = Literal["month-first", "day-first"]
DecimalMark = Literal["comma", "point"]
Unit = Literal["each", "pairs", "dozens", "hundreds", "thousands"]
Kind = Literal["gear", "register", "list", "text", "other"]

FILLS: tuple[Fill, ...] = ("above", "none")
UNITS: dict[Unit, int] = {"each": 1, "pairs": 2, "dozens": 12, "hundreds": 100, "thousands": 1000}
"""What one in a column stands for: a quantity in pairs counts two, a cost in thousands a thousand dollars."""

_NUMBER = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class SheetRecipe:
    """The layout of one table: of the sheet named, or of every sheet when ``sheet`` is ``*``. None: as usual.

    Several entries may name one sheet, one for each of its tables. ``file`` narrows the entry to one file.
    ``header_row`` is Excel's number of the header's main line, 0 when there is no header; ``header_lines`` are the
    numbers of all its lines. The mappings are by column letter; columns not named are understood as usual:
    ``columns`` gives meanings, ``fills`` whether an empty cell means the same as above, ``dates`` which of day and
    month comes first, ``decimals`` the decimal mark, ``units`` what one stands for, ``signature`` the normal headers.
    ``several``: a row holds several pieces of gear (tables side by side, a matrix of counts, Radio 1 and Radio 2), so
    that several columns may have one meaning.
    """

    sheet: str
    header_row: int | None = None
    columns: Mapping[str, Meaning] = field(default_factory=dict)
    file: str | None = None
    read: bool = True
    header_lines: tuple[int, ...] = ()
    layout: Kind | None = None
    site_from: SiteFrom | None = None
    fills: Mapping[str, Fill] = field(default_factory=dict)
    dates: Mapping[str, DateOrder] = field(default_factory=dict)
    decimals: Mapping[str, DecimalMark] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    signature: Mapping[str, str] = field(default_factory=dict)
    several: bool = False

    def forced(self) -> dict[int, Meaning]:
        """The meanings by column index, counted from 0."""
        return {column_index(letter): meaning for letter, meaning in self.columns.items()}

    def given(self) -> Given:
        """The entry as the layout of a sheet takes it."""
        return Given(self.header_row, self.header_lines, self.forced(), self.layout)

    def fill(self, letter: str) -> Fill | None:
        """Whether an empty cell of the column means the same as above; None: found as usual."""
        return self.fills.get(letter)

    def month_first(self, letter: str) -> bool | None:
        """Whether ``03/04/2017`` is in March; None: as the column shows."""
        order = self.dates.get(letter)
        return None if order is None else order == "month-first"

    def decimal_comma(self, letter: str) -> bool | None:
        """Whether ``12.500`` is twelve thousand five hundred; None: found as usual."""
        mark = self.decimals.get(letter)
        return None if mark is None else mark == "comma"

    def times(self, letter: str) -> int:
        """What one in this column stands for."""
        return UNITS[self.units.get(letter, "each")]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Layouts by sheet, and the site names that a person accepted as the same (name as read to the name meant)."""

    sheets: tuple[SheetRecipe, ...] = ()
    sites: Mapping[str, str] = field(default_factory=dict)

    def layouts_of(self, sheet: str, file: str | None = None) -> tuple[SheetRecipe, ...]:
        """The entries for the tables of a sheet: those for it in this file, else for it in any, else those for ``*``.

        Case does not matter.
        """
        named = [entry for entry in self.sheets if entry.sheet.casefold() == sheet.casefold()]
        here = [entry for entry in named if entry.file and file and entry.file.casefold() == file.casefold()]
        anywhere = [entry for entry in named if entry.file is None]
        return tuple(here or anywhere or [entry for entry in self.sheets if entry.sheet == "*"])

    def layout_of(self, sheet: str) -> SheetRecipe | None:
        """The first entry for this sheet, in whatever file; None when nothing is said."""
        return next(iter(self.layouts_of(sheet)), None)


def table_recipe(layouts: Sequence[SheetRecipe], header_row: int) -> SheetRecipe | None:
    """The entry for the table whose header stands in this row (0: a table without one): its own, else a general one."""
    own = next((entry for entry in layouts if entry.header_row == header_row), None)
    return own or next((entry for entry in layouts if entry.header_row is None), None)


def text_with_point(text: str, comma: bool) -> str:
    """The text with its numbers written as in the United States, without thousands marks.

    ``comma`` says that a comma is the decimal mark: ``1.200,50`` becomes ``1200.50`` and ``12.500`` becomes ``12500``.
    """
    marks = str.maketrans({".": "", ",": "."} if comma else {",": ""})
    return _NUMBER.sub(lambda match: match[0].translate(marks), text)

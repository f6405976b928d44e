"""What the columns of a table say as a whole: the order of day and month, the length of serial numbers."""

from planner.core.columns.layout import Table
from planner.core.columns.page import Page
from planner.core.columns.texts import same_but_for_the_end
from planner.core.recipe import SheetRecipe
from planner.core.rows.drafts import Bench
from planner.core.rows.serials import usual_digits
from planner.core.rows.values import month_comes_first


def learn_columns(bench: Bench, page: Page, table: Table, said: SheetRecipe | None) -> None:
    """Write on the bench what the columns say, and what a recipe says of them."""
    for column in table.columns:
        if column.meaning in ("obtained_on", "installed_on"):
            dates = dict.fromkeys(page.column(column.index, table.first, table.end))
            told = said.month_first(column.letter) if said else None
            bench.month_first[column.index] = month_comes_first(dates) if told is None else told
        if column.meaning == "serial":
            texts = page.column(column.index, table.first, table.end)
            # Few columns have any, and they may have a hundred thousand others.
            some = "\n0" in "\n".join(["", *texts])
            padded = [text for text in texts if text[:1] == "0"] if some else []
            bench.serial_digits[column.index] = usual_digits(padded)
        if said:
            bench.comma[column.index] = said.decimal_comma(column.letter)
            bench.times[column.index] = said.times(column.letter)
    serials = table.by_meaning.get("serial", ())
    bench.serials_add_up = same_but_for_the_end([column.header for column in serials])

"""What is told once per sheet: columns that are missing or were guessed, and what was filled in."""

from collections.abc import Sequence

from planner.core.columns.layout import Table
from planner.core.columns.texts import shortened
from planner.core.model import Meaning
from planner.core.rows.notebook import Notebook
from planner.core.rows.values.bad import Bad

_TOLD = (
    "site-filled-down",
    "site-from-title",
    "site-from-title-guessed",
    "site-in-words",
    "site-missing",
    "ditto-filled",
    "merged-filled",
    "serial-in-words",
    "quantity-assumed",
    "quantity-in-words",
    "quantity-spelled-out",
    "quantity-shared",
    "entity-without-unit",
    "row-repeated",
    "duplicate-row",
    "row-without-gear",
)
_IMPORTANT: tuple[tuple[str, tuple[Meaning, ...], str], ...] = (
    ("site", ("site", "site_name"), "the place of each row is unknown"),
    ("maker", ("maker",), "makers can be told only by model, part or serial number"),
    ("model", ("model",), "models can be told only from other columns"),
    ("quantity", ("quantity",), "1 was assumed for each row that does not say otherwise"),
)


def tell_rows(notebook: Notebook) -> None:
    """Write down every tally of the sheet."""
    for rule in _TOLD:
        notebook.tell(rule)


def tell_columns(notebook: Notebook, tables: Sequence[Table], has_items: bool, sites_from_titles: bool) -> None:
    """Write down how the columns were understood, and which important ones are missing."""
    for table in tables:
        if table.kind == "text" or (table.kind == "other" and table.header is None):
            continue
        row = table.header.main + 1 if table.header else 0
        for remark in table.remarks:
            header = table.columns[remark.column].header if remark.column is not None else ""
            notebook.note(Bad(remark.rule, remark.problem, remark.fix), header, row, remark.column)
    gear = [table for table in tables if table.kind in ("gear", "list", "form")]
    if gear and has_items:
        _tell_missing(notebook, gear[0], sites_from_titles)
        _tell_models(notebook, tables)
    elif tables and not any(table.kind == "register" for table in tables):
        _tell_no_gear(notebook, tables)
    if len(gear) > 1:
        notebook.say("several-tables", tables=len(gear))


def _tell_no_gear(notebook: Notebook, tables: Sequence[Table]) -> None:
    """A sheet without gear is a question when it is a table, and more than that when makers stand in it."""
    named = any(table.names_makers for table in tables)
    tabular = any(table.kind == "other" for table in tables)
    if _tell_models(notebook, tables) or (not named and not tabular):
        return
    if named and tabular:
        notebook.say("makers-without-gear")
    else:
        notebook.say("sheet-without-gear", though=", though makers of gear are named in it" if named else "")


def _tell_models(notebook: Notebook, tables: Sequence[Table]) -> bool:
    """Each table that ends as notes though models stand in it, at its header; True when there is any."""
    found = [table for table in tables if table.named_model]
    for table in found:
        row = table.header.main + 1 if table.header else 0
        notebook.say("models-without-gear", table.named_model, row, model=shortened(table.named_model))
    return bool(found)


def _tell_missing(notebook: Notebook, table: Table, sites_from_titles: bool) -> None:
    missing = [(name, assumed) for name, meanings, assumed in _IMPORTANT if not set(meanings) & set(table.by_meaning)]
    if sites_from_titles or "site-from-title" in notebook.tallies or "site-in-words" in notebook.tallies:
        missing = [entry for entry in missing if entry[0] != "site"]
    if not missing:
        return
    names = {name for name, _ in missing}
    notebook.tallies.pop("site-missing", None) if "site" in names else None
    notebook.tallies.pop("quantity-assumed", None) if "quantity" in names else None
    assumed = "; ".join(text for _, text in missing)
    notebook.say("columns-missing", names=", ".join(name for name, _ in missing), assumed=assumed)

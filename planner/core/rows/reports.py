"""What is told once per sheet: columns that are missing or were guessed, and what was filled in."""

from collections.abc import Sequence

from planner.core.columns.layout import Table
from planner.core.model import Meaning, Severity
from planner.core.rows.notebook import Notebook

_TOLD: tuple[tuple[str, Severity, str, str], ...] = (
    (
        "site-filled-down",
        "fixed",
        "the site stands once per block; it was filled down to {rows}",
        "nothing if the blocks are right",
    ),
    (
        "site-from-title",
        "fixed",
        "the section title above named the site in {rows}",
        "nothing if the title names the site",
    ),
    (
        "site-from-title-guessed",
        "check",
        "the title in {rows} was taken as a site's name",
        "write Site: before it, or add a site column",
    ),
    ("site-in-words", "check", "the site was read from the words in {rows}", "a column of its own for the site"),
    ("site-missing", "check", "no site in {rows}", "the site where this gear stands"),
    ("ditto-filled", "fixed", "ditto marks were replaced by the value above them in {rows}", "nothing"),
    ("merged-filled", "fixed", "merged cells were filled into every row they cover, from {rows}", "nothing"),
    ("quantity-assumed", "check", "no quantity in {rows}; 1 was assumed for each", "a quantity, if it is not 1"),
    ("quantity-in-words", "check", "the quantity was read from the words in {rows}", "a quantity column"),
    (
        "row-repeated",
        "check",
        "{rows}: the same as an earlier row in every cell, without a serial number; each was counted",
        "remove the rows that are copies",
    ),
    (
        "duplicate-row",
        "check",
        "{rows}: the same as an earlier row in every cell, asset number included; counted once",
        "nothing if they are copies",
    ),
    (
        "row-without-gear",
        "check",
        "no gear is named in {rows}; kept as notes",
        "a maker, model or description if there is gear",
    ),
)
_IMPORTANT: tuple[tuple[str, tuple[Meaning, ...], str], ...] = (
    ("site", ("site", "site_name"), "the place of each row is unknown"),
    ("maker", ("maker",), "makers can be told only by model, part or serial number"),
    ("model", ("model",), "models can be told only from other columns"),
    ("quantity", ("quantity",), "1 was assumed for each row that does not say otherwise"),
)


def tell_rows(notebook: Notebook) -> None:
    """Write down every tally of the sheet."""
    for rule, severity, problem, fix in _TOLD:
        notebook.tell(rule, severity, problem, fix)


def tell_columns(notebook: Notebook, tables: Sequence[Table], has_items: bool, sites_from_titles: bool) -> None:
    """Write down how the columns were understood, and which important ones are missing."""
    for table in tables:
        if table.kind == "text" or (table.kind == "other" and table.header is None):
            continue
        row = table.header.main + 1 if table.header else 0
        for remark in table.remarks:
            header = table.columns[remark.column].header if remark.column is not None else ""
            notebook.add("check", remark.rule, header, remark.problem, remark.fix, row, remark.column)
    gear = [table for table in tables if table.kind in ("gear", "list")]
    if gear and has_items:
        _tell_missing(notebook, gear[0], sites_from_titles)
    elif tables and not any(table.kind == "register" for table in tables):
        _tell_no_gear(notebook, tables)
    if len(gear) > 1:
        problem = f"the sheet holds {len(gear)} tables, each read with its own header"
        notebook.add("check", "several-tables", "", problem, "nothing if the headers are right")


def _tell_no_gear(notebook: Notebook, tables: Sequence[Table]) -> None:
    """A sheet without gear is a question when it is a table, and more than that when makers stand in it."""
    named = any(table.names_makers for table in tables)
    tabular = any(table.kind == "other" for table in tables)
    if not named and not tabular:
        return
    problem = "no column of this sheet was recognized as gear, so its rows were kept as notes"
    if named:
        problem += ", though makers of gear are named in it"
    severity: Severity = "blocks" if named and tabular else "check"
    notebook.add(severity, "sheet-without-gear", "", problem, "name the columns in a recipe if it lists gear")


def _tell_missing(notebook: Notebook, table: Table, sites_from_titles: bool) -> None:
    missing = [(name, assumed) for name, meanings, assumed in _IMPORTANT if not set(meanings) & set(table.by_meaning)]
    if sites_from_titles or "site-from-title" in notebook.tallies or "site-in-words" in notebook.tallies:
        missing = [entry for entry in missing if entry[0] != "site"]
    if not missing:
        return
    names = {name for name, _ in missing}
    notebook.tallies.pop("site-missing", None) if "site" in names else None
    notebook.tallies.pop("quantity-assumed", None) if "quantity" in names else None
    problem = f"no column for {', '.join(name for name, _ in missing)}: " + "; ".join(text for _, text in missing)
    notebook.add("check", "columns-missing", "", problem, "add the column, or name it in a recipe")

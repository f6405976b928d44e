"""What became of a sheet, for the review."""

from collections.abc import Sequence

from planner.core.columns.layout import Table
from planner.core.model import FileReview, Meaning, RowClass, SheetReview, Upload, column_letter
from planner.core.rows.facet_rows import kept_rows
from planner.core.rows.finish import Finish
from planner.core.rows.reading import Read


def file_review(upload: Upload, reads: Sequence[Read], finish: Finish) -> FileReview:
    """What became of a file, sheet by sheet."""
    sheets = [_sheet_review(n, read, finish) for n, read in enumerate(reads) if read.upload is upload]
    return FileReview(upload.name, upload.sha256, upload.size, tuple(sheets))


def _sheet_review(number: int, read: Read, finish: Finish) -> SheetReview:
    again: RowClass = "duplicate"
    repeats = finish.repeats(number)
    for row in kept_rows(read.upload.name, read.sheet.name, read.tables, finish.items) if repeats else ():
        repeats.pop(row, None)
    rows = sorted(read.classes)
    if repeats:
        rows = [(row, again if row in repeats else name) for row, name in rows]
    main, sheet = _main_table(read.tables), read.sheet
    columns: dict[str, Meaning] = {}
    header_row = None
    if main and main.kind != "text":
        columns = {column_letter(c.index): c.meaning for c in main.columns if c.header or c.meaning != "ignore"}
        header_row = sheet.rows[main.header.main].number if main.header else None
    return SheetReview(
        sheet.name, sheet.state, sheet.read and not read.unwanted, len(rows), header_row, columns, tuple(rows),
        mapping=tuple(r for r in main.reviews if r.header or r.meaning != "ignore") if columns and main else (),
        repeats=tuple(sorted(repeats.items())),
        layout=next((table.export.title for table in read.tables if table.export), None),
        hidden_rows=sheet.hidden_rows, hidden_columns=tuple(map(column_letter, sheet.hidden_columns)),
    )  # fmt: skip


def _main_table(tables: Sequence[Table]) -> Table | None:
    """The table that speaks for the sheet: the first one with gear, else the first."""
    return next((table for table in tables if table.kind == "gear"), tables[0] if tables else None)

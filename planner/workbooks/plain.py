"""Plain files of text cells, written and read with nothing around them: for measuring and for samples."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import python_calamine as calamine
import xlsxwriter


def write_plain(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write rows of text as ``.csv`` or, by any other name, as a workbook of one sheet; numbers stay text."""
    if path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        return
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Inventory")
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                sheet.write_string(number, column, text)
    book.close()


def read_bare(path: Path) -> list[list[Any]]:
    """The rows of a workbook's first sheet as calamine gives them, without any check of ours: our own files only."""
    rows: list[list[Any]] = calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return rows

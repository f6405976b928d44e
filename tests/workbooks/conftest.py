"""Small real files for reading tests, and a short way to read bytes under a name."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from planner.core.model import CellValue, Sheet, Upload
from planner.workbooks.read import read_upload

ReadBytes = Callable[..., Upload]
MakeBook = Callable[[dict[str, list[list[Any]]]], bytes]


@pytest.fixture
def data_folder() -> Path:
    """Real .xls, .ods and password-protected files, saved once by LibreOffice."""
    return Path(__file__).parent / "data"


@pytest.fixture
def read_bytes(tmp_path: Path) -> ReadBytes:
    """Write bytes to a file of that name and read it."""

    def read(name: str, data: bytes, **options: Any) -> Upload:
        path = tmp_path / name
        path.write_bytes(data)
        return read_upload(path, **options)

    return read


@pytest.fixture
def make_book() -> MakeBook:
    """An .xlsx from sheet names and rows of values; text stays text."""

    def make(sheets: dict[str, list[list[Any]]]) -> bytes:
        out = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(out, options) as book:
            for name, rows in sheets.items():
                page = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    page.write_row(number, 0, row)
        return out.getvalue()

    return make


@pytest.fixture
def filled() -> Callable[[Sheet], dict[int, tuple[CellValue, ...]]]:
    """The rows of a sheet that hold anything, by row number."""
    return lambda sheet: {row.number: row.values for row in sheet.rows if row.values}

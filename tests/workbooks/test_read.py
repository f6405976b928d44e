"""Reading workbooks: every format, Excel's own rows and columns, states, merges, types."""

import hashlib
import io
import os
import struct
import threading
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from planner.core.errors import UnreadableFile
from planner.core.model import CellValue, MergedRange, Sheet, Upload
from planner.workbooks.guard import Limits
from planner.workbooks.read import read_upload

ReadBytes = Callable[..., Upload]
MakeBook = Callable[[dict[str, list[list[Any]]]], bytes]
Filled = Callable[[Sheet], dict[int, tuple[CellValue, ...]]]

SITES = {
    5: (None, None, "Towers of the west"),
    6: (None, None, "Site", "Maker", "Qty", "Cost", "ZIP"),
    7: (None, None, "North ridge", "Huawei", 3, 1200.5, "00501", date(2017, 3, 4)),
    9: (None, None, "South", "ZTE", 2),
}


def sites_workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page, hidden = book.add_worksheet("Sites"), book.add_worksheet("Old")
        page.merge_range("C5:E5", "Towers of the west")
        page.write_row("C6", ["Site", "Maker", "Qty", "Cost", "ZIP"])
        page.write_row("C7", ["North ridge", "Huawei", 3, 1200.5, "00501"])
        page.write_datetime("H7", datetime(2017, 3, 4), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001
        page.write_row("C9", ["South", "ZTE", 2])
        hidden.hide()
        hidden.write("A1", "hidden text")
    return out.getvalue()


def test_rows_and_columns_are_excels_own_when_data_starts_at_c5(read_bytes: ReadBytes, filled: Filled) -> None:
    upload = read_bytes("sites.xlsx", sites_workbook())
    sites = upload.sheets[0]
    assert filled(sites) == SITES
    assert [row.number for row in sites.rows] == list(range(1, 10))
    assert sites.merged == (MergedRange(5, 2, 5, 4),)


@pytest.mark.parametrize("name", ["small.xls", "small.ods"])
def test_an_old_excel_and_an_open_document_file_read_the_same(name: str, data_folder: Path, filled: Filled) -> None:
    upload = read_upload(data_folder / name)
    assert filled(upload.sheets[0]) == SITES
    assert [(sheet.name, sheet.state, sheet.read) for sheet in upload.sheets] == [
        ("Sites", "visible", True),
        ("Old", "hidden", False),
    ]


def test_an_old_excel_file_keeps_its_merged_blocks(data_folder: Path) -> None:
    assert read_upload(data_folder / "small.xls").sheets[0].merged == (MergedRange(5, 2, 5, 4),)


def record(number: int, content: bytes = b"") -> bytes:
    """A BIFF12 record: number and length in groups of seven bits."""
    head = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
    return head + bytes([len(content)]) + content


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary_workbook() -> bytes:
    """The least .xlsb: one sheet with a text in B2 and a number in C2 ([MS-XLSB] 2.1.7)."""
    sheets = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Gear"))
    book = record(131) + record(143) + sheets + record(144) + record(132)
    cells = record(6, struct.pack("<II", 1, 0) + wide("Huawei")) + record(5, struct.pack("<IId", 2, 0, 4.0))
    row = record(0, struct.pack("<II", 1, 0) + b"\x00" * 9)
    extent = record(148, struct.pack("<IIII", 1, 1, 1, 2))
    sheet = record(129) + extent + record(145) + row + cells + record(146) + record(130)
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    rels = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{relation}" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/_rels/workbook.bin.rels", rels)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return out.getvalue()


def test_a_binary_workbook_reads(read_bytes: ReadBytes, filled: Filled) -> None:
    upload = read_bytes("gear.xlsb", binary_workbook())
    assert upload.sheets[0].name == "Gear"
    assert filled(upload.sheets[0]) == {2: (None, "Huawei", 4)}


def test_the_bytes_decide_and_not_the_name(read_bytes: ReadBytes, data_folder: Path, filled: Filled) -> None:
    old = read_bytes("really-old.xlsx", (data_folder / "small.xls").read_bytes())
    new = read_bytes("really-new.csv", sites_workbook())
    assert filled(old.sheets[0]) == filled(new.sheets[0]) == SITES


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.tuples(st.integers(1, 60), st.integers(0, 40)),
        st.one_of(st.integers(-(10**9), 10**9), st.booleans(), st.text("ab =+-0", min_size=1)),
        max_size=8,
    )
)
def test_every_cell_comes_back_where_it_was_written(tmp_path: Path, cells: dict[tuple[int, int], CellValue]) -> None:
    path = tmp_path / "any.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        page = book.add_worksheet()
        for (row, column), value in cells.items():
            page.write(row - 1, column, value)
    (sheet,) = read_upload(path).sheets
    read = {(row.number, at): value for row in sheet.rows for at, value in enumerate(row.values) if value is not None}
    assert read == cells
    assert [row.number for row in sheet.rows] == list(range(1, max((row for row, _ in cells), default=0) + 1))


def test_the_upload_carries_name_size_and_digest(read_bytes: ReadBytes) -> None:
    data = sites_workbook()
    upload = read_bytes("sites.xlsx", data)
    assert (upload.name, upload.size, upload.sha256) == ("sites.xlsx", len(data), hashlib.sha256(data).hexdigest())


def test_hidden_sheets_are_listed_and_read_only_on_request(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, state in (("Hid", "hidden"), ("Very", "veryHidden")):
        page = book.create_sheet(name)
        page.sheet_state = state
        page["A1"] = "secret"
    book.save(tmp_path / "h.xlsx")
    plain, all_of_it = (read_upload(tmp_path / "h.xlsx", include_hidden=hidden) for hidden in (False, True))
    assert [(sheet.state, sheet.read, len(sheet.rows)) for sheet in plain.sheets[1:]] == [
        ("hidden", False, 0),
        ("very_hidden", False, 0),
    ]
    assert [(sheet.read, sheet.rows[0].values) for sheet in all_of_it.sheets[1:]] == [(True, ("secret",))] * 2


def test_chart_sheets_are_left_out_and_the_sheets_after_them_keep_their_rows(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "c.xlsx") as book:
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Data!$A$1:$A$1"})
        book.add_chartsheet("Chart").set_chart(chart)
        book.add_worksheet("Data").write("A1", 7)
    upload = read_upload(tmp_path / "c.xlsx")
    assert [(sheet.name, sheet.rows[0].values) for sheet in upload.sheets] == [("Data", (7,))]


def test_values_keep_their_types_and_empty_cells_are_none(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        page = book.add_worksheet()
        moment = datetime(2020, 1, 2, 3, 4)  # noqa: DTZ001
        page.write_row(0, 0, [2.0, 2.5, True, "  ", -0.0, 1e300])
        page.write_datetime(1, 0, moment, book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
        page.write_number(1, 2, 0.5, book.add_format({"num_format": "hh:mm"}))
        page.write_number(1, 3, 1.5, book.add_format({"num_format": "[h]:mm"}))
    first, second = (row.values for row in read_upload(tmp_path / "t.xlsx").sheets[0].rows)
    assert [(type(value), value) for value in first] == [
        (int, 2),
        (float, 2.5),
        (bool, True),
        (str, "  "),
        (int, 0),
        (float, 1e300),
    ]
    assert second == (moment, None, "12:00:00", "36:00:00")


def test_a_long_serial_typed_as_a_number_keeps_the_digits_excel_kept(
    read_bytes: ReadBytes, make_book: MakeBook
) -> None:
    data = make_book({"S": [[861234567890123, 2.1023123456789e19]]})
    assert read_bytes("s.xlsx", data).sheets[0].rows[0].values == (861234567890123, 21023123456789000000)


def test_trailing_empty_rows_are_not_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.create_sheet("S", 0)
    page["A2"] = "last"
    page["A40"] = ""
    page["A40"].font = Font(bold=True)
    book.save(tmp_path / "e.xlsx")
    assert [row.number for row in read_upload(tmp_path / "e.xlsx").sheets[0].rows] == [1, 2]


def test_reading_works_from_threads_and_from_any_folder(
    tmp_path: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise RuntimeError('a stranger in the working folder')")
    monkeypatch.chdir(tmp_path)
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.append(read_upload(data_folder / "small.xls").sheets[0].name))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["Sites"] * 3


def test_secrets_do_not_reach_the_reading_process(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planner.workbooks import cage

    monkeypatch.setenv("PLANNER_SECRET", "very secret")
    assert "very secret" not in cage._environment().values()
    assert os.environ["PATH"] in cage._environment().values()


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(rows=8), "reaches cell H9 in sheet 'Sites'"),
        (Limits(columns=7), "reaches cell H9 in sheet 'Sites'"),
        (Limits(sheets=1), "has 2 sheets"),
        (Limits(cells=10), "holds more than 10 cells"),
        (Limits(upload=1000), "is too big"),
        (Limits(entries=3), "parts, and at most 3"),
        (Limits(unpacked=100), "is too big when unpacked"),
        (Limits(merged=0), "merged blocks in sheet 'Sites'"),
    ],
)
def test_beyond_a_limit_one_sentence_says_which(read_bytes: ReadBytes, limits: Limits, said: str) -> None:
    with pytest.raises(UnreadableFile, match=r"^sites\.xlsx: ") as caught:
        read_bytes("sites.xlsx", sites_workbook(), limits=limits)
    assert said in caught.value.reason


def test_at_the_limits_a_workbook_still_reads(read_bytes: ReadBytes) -> None:
    limits = Limits(rows=9, columns=8, sheets=2, cells=24 + 10, merged=1)
    assert len(read_bytes("sites.xlsx", sites_workbook(), limits=limits).sheets) == 2


@pytest.mark.parametrize(
    "message",
    [
        ["marks"],
        ["sheet"],
        ["rows", [1], [["a"], ["b"]]],
        ["rows", [1], 5],
        ["texts", [1], [[["list"]]]],
        ["marks", 1, 2, 3, 4],
    ],
)
def test_a_child_that_speaks_out_of_turn_is_one_sentence(
    message: list[Any], read_bytes: ReadBytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.workbooks import cage

    monkeypatch.setattr(cage, "run", lambda *_: (said for said in (["sheet", "S", "visible", True], message)))
    with pytest.raises(UnreadableFile, match="the reader contradicted itself"):
        read_bytes("a.csv", b"a,b\n")

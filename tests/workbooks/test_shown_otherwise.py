"""Cells that show something else than they hold: number formats with zeros, text written as a formula, comments."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from planner.core.columns.page import page_of
from planner.core.errors import UnreadableFile
from planner.core.model import CellComment, Upload
from planner.workbooks.marks.masks import mask_of
from planner.workbooks.numbers import masked

ReadBytes = Callable[..., Upload]


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("0000", 12, "0012"),
        ("0000000000", 1234567, "0001234567"),
        ('"PR-"000', 40, "PR-040"),
        ("00000-0000", 44011234, "04401-1234"),
        ("\\S\\N00", 1234, "SN1234"),
        ('"SN "0', 7, "SN 7"),
        ("[$-409]0000;-0000", 0, "0000"),
        ('000"-A"', 5, "005-A"),
    ],
)
def test_a_format_of_zeros_and_letters_shows_the_number_through_it(code: str, number: int, shown: str) -> None:
    mask = mask_of(code)
    assert mask is not None
    assert masked(number, mask) == shown


@pytest.mark.parametrize(
    "code", ["0", "0.00", "#,##0", "General", "@", "0%", "dd/mm/yyyy", '"$"0', "00.0", "0_)", "[<=9]0;00", "00E+00", ""]
)
def test_other_formats_have_no_mask(code: str) -> None:
    assert mask_of(code) is None


def formatted(numbers: list[tuple[float | str, str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("S")
        for row, (number, code) in enumerate(numbers):
            page.write(row, 1, number, book.add_format({"num_format": code}))
    return out.getvalue()


def test_a_number_is_read_as_its_format_shows_it(read_bytes: ReadBytes) -> None:
    cells: list[tuple[float | str, str]] = [
        (12, "0000"),
        (40, '"PR-"000'),
        (12, "0"),
        (1.5, "0000"),
        (-3, "0000"),
        ("x", "0000"),
        (2.10235e19, "0" * 20),
    ]
    [sheet] = read_bytes("f.xlsx", formatted(cells)).sheets
    values = [row.values[1] for row in sheet.rows]
    assert values == ["0012", "PR-040", 12, 1.5, -3, "x", 21023500000000000000]


def test_cells_without_addresses_show_their_format_too(read_bytes: ReadBytes) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(formatted([(12, "0000")]))) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b' r="B1"', b"").replace(b'<row r="1"', b"<row"))
    [sheet] = read_bytes("f.xlsx", data.getvalue()).sheets
    assert [row.values[-1] for row in sheet.rows] == ["0012"]


FOR_EXCEL = 'Site,Model,Serial\n="ELK",="ISU2",="0012345680"\n"=""MESA""",ISX2,=""03030""\n=A1,="",="a"&B2\n'


def test_text_written_as_a_formula_is_read_as_its_text_and_kept_as_typed(read_bytes: ReadBytes) -> None:
    [sheet] = read_bytes("d.csv", FOR_EXCEL.encode()).sheets
    texts = [list(row) for row in page_of(sheet).texts]
    assert texts[1:] == [["ELK", "ISU2", "0012345680"], ["MESA", "ISX2", "03030"], ["=A1", "", '="a"&B2']]
    assert sheet.rows[1].values == ('="ELK"', '="ISU2"', '="0012345680"')
    assert sheet.rows[2].values == ('="MESA"', "ISX2", '=""03030""')


def test_a_long_file_of_such_texts_is_read_alike(read_bytes: ReadBytes) -> None:
    lines = "".join(f'A,="{n:06d}"\n' for n in range(20_000))
    [sheet] = read_bytes("d.csv", f"Site,Serial\n{lines}".encode()).sheets
    assert sheet.columns[1].texts[-1] == page_of(sheet).texts[-1][1] == "019999"


def commented() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("C")
        page.write_row(0, 0, ["Site", "Model"])
        page.write(1, 1, "x")
        page.write_comment(1, 1, "Label says Huawei")
        page.write_comment(2, 2, "on an empty cell")
    return out.getvalue()


def test_comments_come_with_their_cells(read_bytes: ReadBytes) -> None:
    [sheet] = read_bytes("c.xlsx", commented()).sheets
    assert set(sheet.comments) == {CellComment(2, 1, "Label says Huawei"), CellComment(3, 2, "on an empty cell")}


THREADS = (
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<threadedComment ref="B2" id="{1}"><text>is it Huawei?</text></threadedComment>'
    '<threadedComment ref="B2" id="{2}" parentId="{1}"><text>no, ZTE</text></threadedComment></ThreadedComments>'
)
RELATION = (
    '<Relationship Id="t" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
    'Target="../threadedComments/threadedComment1.xml"/></Relationships>'
)


def test_threads_are_read_and_the_note_that_stands_for_one_is_not(read_bytes: ReadBytes) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(commented())) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml.rels"):
                content = content.replace(b"</Relationships>", RELATION.encode())
            new.writestr(name, content.replace(b"Label says Huawei", b"[Threaded comment] Comment: is it Huawei?"))
        new.writestr("xl/threadedComments/threadedComment1.xml", THREADS)
    [sheet] = read_bytes("c.xlsx", data.getvalue()).sheets
    assert [c.text for c in sheet.comments] == ["is it Huawei?", "no, ZTE", "on an empty cell"]


def test_damaged_comments_refuse_the_file_and_pass_over_nothing(read_bytes: ReadBytes, tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(commented())) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<comments><comment" if name.endswith("comments1.xml") else old.read(name))
    with pytest.raises(Exception, match="comments cannot be understood"):
        read_bytes("c.xlsx", data.getvalue())


def with_encoding(part: str, encoding: str) -> bytes:
    """A workbook with a comment, one part of which claims to be in this encoding."""
    out, changed = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("S")
        page.write(0, 0, "Site")
        page.write_comment(0, 0, "Label says Huawei")
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            told = old.read(name)
            new.writestr(name, told.replace(b'encoding="UTF-8"', encoding.encode()) if name == part else told)
    return changed.getvalue()


@pytest.mark.parametrize("part", ["xl/comments1.xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"])
def test_a_part_in_an_encoding_nobody_knows_is_one_sentence(part: str, read_bytes: ReadBytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_bytes("a.xlsx", with_encoding(part, 'encoding="UTF--1"'))
    assert "cannot be understood" in str(caught.value)

"""The annotated workbook beside the user's own: every cell the same, in Excel's terms and after LibreOffice."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from planner.core.notes import CellNote
from planner.workbooks.annotate import annotate
from planner.workbooks.notes import COLORS
from planner.workbooks.read import read_upload

SOFFICE = shutil.which("soffice")
NOTES = [
    CellNote("Gear & more", 2, "A", "covered", "Huawei is on the covered list"),
    CellNote("Gear & more", 3, "B", "blocks", "the quantity is missing"),
    CellNote("Bob's", 1, None, "check", "=1+1 is no maker"),
    CellNote("Hidden", 1, "A", "unknown", "cannot tell"),
]
MARKED = {("Gear & more", "A2"), ("Gear & more", "B3"), ("Bob's", "A1"), ("Hidden", "A1")}


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A user's workbook with nearly everything that a workbook can have."""
    book = openpyxl.Workbook()
    page: Worksheet = book.create_sheet("Gear & more", 0)
    del book["Sheet"]
    page.append(["Maker", "Qty", "Cost", "Total", "Since", "Remark"])
    page.append(["Huawei", 3, 1200.5, "=B2*C2", date(2017, 3, 4), "=text"])
    page.append(["ZTE", None, 99, "=B3*C3", date(2018, 5, 6), "@text"])
    page.append(["00501", -1, 0.1, "=SUM(D2:D3)", None, "+1 -1"])
    for place in ("F2", "F3", "F4"):
        page[place].data_type = "s"
    page["A2"].font, page["C2"].number_format = Font(bold=True, color="FF00FF00"), '"$"#,##0.00'
    page["B2"].fill, page["B2"].alignment = PatternFill("solid", fgColor="FFABCDEF"), Alignment(horizontal="center")
    page["B4"].comment = Comment("ask Dana", "Dana")
    page.merge_cells("A6:C7")
    page["A6"] = "a banner"
    page.add_data_validation(DataValidation(type="list", formula1='"yes,no"', sqref="G2:G9"))
    page.conditional_formatting.add("B2:B9", Rule(type="cellIs", operator="lessThan", formula=["0"]))
    page.column_dimensions["C"].hidden, page.row_dimensions[4].hidden = True, True
    page.auto_filter.ref, page.freeze_panes = "A1:F4", "A2"
    chart = BarChart()
    chart.add_data(Reference(page, min_col=2, min_row=1, max_row=4), titles_from_data=True)
    page.add_chart(chart, "J2")
    book.create_sheet("Bob's")["A1"] = "Ericsson"
    hidden = book.create_sheet("Hidden")
    hidden.sheet_state, hidden["A1"] = "hidden", "?"
    book.defined_names["costs"] = DefinedName("costs", attr_text="'Gear & more'!$C$2:$C$4")
    page.print_title_rows = "1:1"
    book.save(tmp_path / "gear.xlsx")
    return tmp_path / "gear.xlsx"


def annotated(source: Path) -> Path:
    out = source.with_name(f"{source.stem}.annotated.xlsx")
    annotate(source, read_upload(source, include_hidden=True), NOTES, out)
    return out


def cells(path: Path, *sheets: str) -> Iterator[tuple[str, Any]]:
    """Every cell of the sheets: its place, and itself."""
    book = openpyxl.load_workbook(path)
    for name in sheets or book.sheetnames:
        for row in book[name].iter_rows():
            yield from ((f"{name}!{cell.coordinate}", cell) for cell in row)


def look(cell: Any) -> tuple[Any, ...]:
    """What a person sees of a cell, but for its color and its comment."""
    styles = cell.font, cell.alignment, cell.border, cell.protection
    return cell.value, cell.data_type, cell.number_format, *map(repr, styles)


def test_every_cell_and_its_format_is_the_users_own(workbook: Path) -> None:
    before, after = dict(cells(workbook)), dict(cells(annotated(workbook), "Gear & more", "Bob's", "Hidden"))
    assert set(before) == set(after)
    assert {place: look(cell) for place, cell in after.items()} == {place: look(cell) for place, cell in before.items()}
    changed = {place for place, cell in after.items() if repr(cell.fill) != repr(before[place].fill)}
    assert changed == {f"{sheet}!{place}" for sheet, place in MARKED}


def test_everything_around_the_cells_is_kept(workbook: Path) -> None:
    before, after = openpyxl.load_workbook(workbook), openpyxl.load_workbook(annotated(workbook))
    old, new = before["Gear & more"], after["Gear & more"]
    assert after.sheetnames == ["Planner notes", "Gear & more", "Bob's", "Hidden"]
    assert [page.sheet_state for page in after.worksheets] == ["visible", "visible", "visible", "hidden"]
    assert [str(block) for block in new.merged_cells.ranges] == ["A6:C7"]
    assert [(str(v.sqref), v.formula1) for v in new.data_validations.dataValidation] == [("G2:G9", '"yes,no"')]
    assert [str(rule.sqref) for rule in new.conditional_formatting] == ["B2:B9"]
    assert (new.column_dimensions["C"].hidden, new.row_dimensions[4].hidden) == (True, True)
    assert (new.auto_filter.ref, new.freeze_panes, new.print_title_rows) == ("A1:F4", "A2", old.print_title_rows)
    assert len(new._charts) == 1  # type: ignore[attr-defined]  # openpyxl has no public list of charts
    assert after.defined_names["costs"].attr_text == "'Gear & more'!$C$2:$C$4"
    assert new["B4"].comment is not None
    assert new["B4"].comment.text == "ask Dana"


def test_the_first_sheet_links_to_each_cell_with_a_note(workbook: Path) -> None:
    book = openpyxl.load_workbook(annotated(workbook))
    notes = book.worksheets[0]
    links = {row[1].value: row[1].hyperlink.location for row in notes.iter_rows(min_row=2) if row[1].hyperlink}
    assert links == {"A2": "'Gear & more'!A2", "B3": "'Gear & more'!B3", "row 1": "'Bob''s'!A1", "A1": "'Hidden'!A1"}
    assert book.active is notes
    assert [page.sheet_view.tabSelected for page in book.worksheets] == [True, False, False, False]
    assert {cell.data_type for row in notes.iter_rows() for cell in row if cell.value} == {"s"}


def test_a_csv_becomes_the_same_cells_as_text_with_links(tmp_path: Path) -> None:
    source = tmp_path / "gear.csv"
    source.write_text("Maker,Sum\nHuawei,=1+1\n\n+1,@x\n-2,007\n")
    out = tmp_path / "gear.annotated.xlsx"
    annotate(source, read_upload(source), [CellNote("gear", 4, "B", "check", "@x?")], out)
    found = {place: (cell.value, cell.data_type) for place, cell in cells(out, "gear") if cell.value is not None}
    texts = {"A1": "Maker", "B1": "Sum", "A2": "Huawei", "B2": "=1+1", "A4": "+1", "B4": "@x", "A5": "-2", "B5": "007"}
    assert found == {f"gear!{place}": (text, "s") for place, text in texts.items()}
    link = openpyxl.load_workbook(out).worksheets[0]["B3"]
    assert (link.value, link.hyperlink and link.hyperlink.location) == ("B4", "'gear'!B4")


def through_libreoffice(path: Path) -> Path:
    assert SOFFICE is not None, "soffice must be installed in CI"
    out = path.parent / "converted"
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    command = [SOFFICE, "--headless", profile, "--convert-to", "xlsx", "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return out / path.name


def test_libreoffice_opens_it_with_the_same_values_formulas_and_colors(workbook: Path) -> None:
    after = through_libreoffice(annotated(workbook))
    before, now = dict(cells(workbook)), dict(cells(after, "Gear & more", "Bob's", "Hidden"))
    filled = {place: cell.value for place, cell in before.items() if cell.value is not None}
    assert {place: now[place].value for place in filled} == filled
    assert {place for place, cell in now.items() if cell.value is not None} == set(filled)
    assert now["Gear & more!A2"].fill.fgColor.rgb[2:] == COLORS["covered"]
    assert "Huawei is on the covered list" in now["Gear & more!A2"].comment.text
    computed = openpyxl.load_workbook(after, data_only=True)["Gear & more"]
    assert (computed["D2"].value, computed["D4"].value) == (3601.5, 3601.5)
    link = dict(cells(after, "Planner notes"))["Planner notes!B3"].hyperlink
    assert link.location.replace("'", "") == "Gear & more!A2"


def with_parts(path: Path, parts: dict[str, bytes]) -> None:
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"xl/media/image1.png": b"\x89PNG"}, "Missing in this copy: pictures."),
        ({"xl/ctrlProps/ctrlProp1.xml": b"<a/>", "xl/slicers/slicer1.xml": b"<a/>"}, "slicers, form controls."),
        ({"xl/drawings/drawing9.xml": b"<xdr:wsDr><xdr:sp macro=''/></xdr:wsDr>"}, "shapes and text boxes."),
        ({"docProps/thumbnail.jpeg": b"x"}, ""),
    ],
)
def test_what_the_copy_lacks_is_said_on_its_first_sheet(parts: dict[str, bytes], said: str, workbook: Path) -> None:
    with_parts(workbook, parts)
    texts = [str(cell.value) for _, cell in cells(annotated(workbook), "Planner notes") if cell.column == 4]
    missing = [text for text in texts if text.startswith("Missing in this copy")]
    assert [text.endswith(said) for text in missing] == ([True] if said else [])


def test_extensions_that_cannot_be_kept_are_named(workbook: Path) -> None:
    def extended(content: bytes) -> bytes:
        uri = b"{78C0D931-6437-407d-A8EE-F0AAD7539E65}"
        return content.replace(b"</worksheet>", b'<extLst><ext uri="' + uri + b'"/></extLst></worksheet>')

    data = workbook.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(workbook, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, extended(content) if name.endswith("sheet1.xml") else content)
    texts = [str(cell.value) for _, cell in cells(annotated(workbook), "Planner notes")]
    assert "Missing in this copy: conditional formatting of newer Excel versions." in texts


def test_two_sheets_of_one_name_are_both_copied(tmp_path: Path, make_book: Callable[..., bytes]) -> None:
    from dataclasses import replace

    source = tmp_path / "twins.csv"
    source.write_text("a\n")
    upload = read_upload(source)
    twins = replace(upload, sheets=(upload.sheets[0], upload.sheets[0]))
    annotate(source, twins, [], tmp_path / "o.xlsx")
    assert openpyxl.load_workbook(tmp_path / "o.xlsx").sheetnames == ["Planner notes", "twins", "twins 2"]

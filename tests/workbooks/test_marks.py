"""What a sheet says beside its values: hidden rows and columns, and cells that look empty and are not."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.errors import UnreadableFile
from planner.core.model import CellFault, MergedRange, Upload
from planner.workbooks.guard import DEFAULT_LIMITS, Limits, Refused
from planner.workbooks.marks import SheetMarks, marks_of

ReadBytes = Callable[..., Upload]


def marked_workbook() -> bytes:
    """Errors and hidden rows and columns, with the values that Excel would have kept."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet("Cover").write("A1", "nothing here")
        page = book.add_worksheet("Gear & more")
        page.write_row(0, 0, ["Site", "Model", "Cost"])
        page.write_formula("A2", "=NA()", None, "#N/A")
        page.write_formula("B2", "=1/0", None, "#DIV/0!")
        page.write("C2", "text")
        page.write_formula("B3", "=1+1", None, 2)
        page.write("A5", "hidden site")
        page.set_row(4, None, None, {"hidden": True})
        page.set_column("C:XFD", 10, None, {"hidden": True})
        page.merge_range("A6:B7", "merged")
    return out.getvalue()


def with_sheet(data: bytes, change: Callable[[bytes], bytes], part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The workbook with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return out.getvalue()


def sheet_with(rows: str, before: str = "") -> bytes:
    """A workbook whose only sheet holds these rows as XML."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet("S")
    return with_sheet(
        out.getvalue(), lambda _: f"<worksheet>{before}<sheetData>{rows}</sheetData></worksheet>".encode()
    )


def marks(rows: str, before: str = "") -> SheetMarks:
    return marks_of(sheet_with(rows, before), "xlsx", DEFAULT_LIMITS)[0]


ERRORS = (CellFault(2, 0, "error", "#N/A"), CellFault(2, 1, "error", "#DIV/0!"))


def test_an_excel_sheet_names_its_errors_and_what_is_hidden(read_bytes: ReadBytes) -> None:
    cover, gear = read_bytes("m.xlsx", marked_workbook()).sheets
    assert (cover.hidden_rows, cover.hidden_columns, cover.faults) == ((), (), ())
    assert (gear.hidden_rows, gear.hidden_columns, gear.faults) == ((5,), (2,), ERRORS)
    assert [row.values for row in gear.rows][1:5] == [(None, None, "text"), (None, 2), (), ("hidden site",)]


@pytest.mark.parametrize("name", ["marked.xls", "marked.ods"])
def test_old_excel_and_open_document_sheets_name_the_same(name: str, data_folder: Path, read_bytes: ReadBytes) -> None:
    _, gear = read_bytes(name, (data_folder / name).read_bytes()).sheets
    assert (gear.hidden_rows, gear.hidden_columns, gear.faults) == ((5,), (2,), ERRORS)
    assert gear.merged == (MergedRange(6, 0, 7, 1),)


@pytest.mark.parametrize(
    ("cell", "faults"),
    [
        ('<c r="B2"><f>A1*2</f></c>', [[2, 1, "formula", "=A1*2"]]),
        ('<c r="B2"><f>A1&amp;"&lt;"</f><v></v></c>', [[2, 1, "formula", '=A1&"<"']]),
        ('<c r="B2"><f>A1</f><v/></c>', [[2, 1, "formula", "=A1"]]),
        ('<c r="B2" s="3" ><f t="shared" si="0"/>\n</c>', [[2, 1, "formula", "=…"]]),
        ('<c r="B2"><f>A1</f><v>0</v></c>', []),
        ('<c r="B2" t="str"><f>A1</f><v></v></c>', []),
        ('<c r="B2"><v></v></c>', []),
        ('<c r="B2" t="inlineStr"><is><t>t="e"</t></is></c>', []),
        ("<c r='AA2' t='e'><v>#REF!</v></c>", [[2, 26, "error", "#REF!"]]),
        ('<c r="B2" t="e"><f>X</f><v>#NAME?</v></c>', [[2, 1, "error", "#NAME?"]]),
        ('<c r="A2"><f>A1</f><v>1</v></c><c r="B2"><f>A1</f></c><c r="C2"/>', [[2, 1, "formula", "=A1"]]),
    ],
)
def test_a_cell_is_at_fault_when_it_has_an_error_or_a_formula_and_no_value(cell: str, faults: list[Any]) -> None:
    assert marks(f'<row r="1"/><row r="2">{cell}</row>').faults == faults


def test_rows_and_cells_without_addresses_are_counted() -> None:
    found = marks(
        '<row><c/><c t="e"><v>#N/A</v></c></row><row hidden="1"><c><v>1</v></c></row><row r="9"><c><f>X</f></c></row>'
    )
    assert (found.faults, found.hidden_rows) == ([[1, 1, "error", "#N/A"], [9, 0, "formula", "=X"]], [2])


def test_tags_with_a_prefix_are_understood() -> None:
    rows = '<x:row r="3" hidden="true"><x:c r="A3"><x:f>B3</x:f></x:c><x:c r="B3" t="e"><x:v>#N/A</x:v></x:c></x:row>'
    cols = '<x:cols><x:col min="2" max="3" hidden="1"/></x:cols>'
    sheet = f'<x:worksheet xmlns:x="http://x">{cols}<x:sheetData>{rows}</x:sheetData></x:worksheet>'
    (found,) = marks_of(with_sheet(sheet_with(""), lambda _: sheet.encode()), "xlsx", DEFAULT_LIMITS)
    assert found.faults == [[3, 0, "formula", "=B3"], [3, 1, "error", "#N/A"]]
    assert (found.hidden_rows, found.hidden_columns) == ([3], [1, 2])


@pytest.mark.parametrize("numbered", [True, False])
def test_marks_far_down_a_big_sheet_have_their_places(numbered: bool) -> None:
    """The sheet is searched in blocks of 4 MB; these rows fill three of them, and only the last is looked into."""
    numbers = [f' r="{number}"' if numbered else "" for number in range(1, 1001)]
    filler = "x" * 12_000
    rows = [f"<row{number}><c t='str'><v>{filler}</v></c></row>" for number in numbers[:-1]]
    found = marks("".join([*rows, f'<row{numbers[-1]} hidden="1"><c/><c><f>A1</f></c></row>']))
    assert (found.hidden_rows, found.faults) == ([1000], [[1000, 1, "formula", "=A1"]])


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(1, 30), st.integers(1, 30)),
        st.sampled_from(["=A1", "#N/A", "text", 5]),
        max_size=12,
    ),
    st.sets(st.integers(1, 30), max_size=4),
)
def test_every_formula_error_and_hidden_row_of_any_workbook_is_found(
    cells: dict[tuple[int, int], Any], hidden: set[int]
) -> None:
    book, out = openpyxl.Workbook(), io.BytesIO()
    page = book.create_sheet("S", 0)
    for (row, column), value in cells.items():
        page.cell(row, column).value = value
    for row in hidden:
        page.row_dimensions[row].hidden = True
    book.save(out)
    found = marks_of(out.getvalue(), "xlsx", DEFAULT_LIMITS)[0]
    kinds = {"=A1": "formula", "#N/A": "error"}
    expected = [[row, at - 1, kinds[value], value] for (row, at), value in sorted(cells.items()) if value in kinds]
    assert (found.faults, found.hidden_rows) == (expected, sorted(hidden))


def test_rows_reach_down_to_the_last_cell_that_only_looks_empty(read_bytes: ReadBytes) -> None:
    book, out = openpyxl.Workbook(), io.BytesIO()
    page = book.create_sheet("S", 0)
    page["A1"], page["B4"] = "Cost", "=A1"
    book.save(out)
    (sheet, _) = read_bytes("f.xlsx", out.getvalue()).sheets
    assert [(row.number, row.values) for row in sheet.rows] == [(1, ("Cost",)), (2, ()), (3, ()), (4, ())]
    assert sheet.faults == (CellFault(4, 1, "formula", "=A1"),)


def test_more_faults_than_allowed_are_refused_with_a_remedy(read_bytes: ReadBytes) -> None:
    with pytest.raises(UnreadableFile, match="let it calculate"):
        read_bytes("m.xlsx", marked_workbook(), limits=Limits(faults=1))


def test_in_a_text_file_an_error_is_the_text_it_is(read_bytes: ReadBytes) -> None:
    (sheet,) = read_bytes("e.csv", b"a,b\n#N/A,=A1\n").sheets
    assert (sheet.rows[1].values, sheet.faults) == (("#N/A", "=A1"), ())


@pytest.mark.parametrize("content", [b"<broken", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_a_workbook_part_that_is_no_plain_xml_is_damaged(content: bytes) -> None:
    with pytest.raises(Refused, match="is damaged"):
        marks_of(with_sheet(marked_workbook(), lambda _: content, "xl/workbook.xml"), "xlsx", DEFAULT_LIMITS)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_old_excel_bytes_in_disorder_give_marks_or_none(data: st.DataObject) -> None:
    raw = bytearray((Path(__file__).parent / "data" / "marked.xls").read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.sampled_from([0, 1, 2, 127, 254, 255]))
    assert isinstance(marks_of(bytes(raw), "xls", DEFAULT_LIMITS), list)

"""Notes in a copy of the user's workbook: what was theirs stays, what we say is there, nothing becomes a formula."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from planner.core.errors import UnreadableFile
from planner.core.model import Sheet, SourceRow, Upload
from planner.core.notes import CellNote, Level
from planner.workbooks.annotate import annotate
from planner.workbooks.guard import Limits
from planner.workbooks.notes import COLORS, marks_for, unique_name
from planner.workbooks.read import read_upload

COVERED = CellNote("Gear", 2, "A", "covered", "Huawei is on the covered list")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A user's workbook with a formula, a format, a comment, a merged block and a text that looks like a formula."""
    book = openpyxl.Workbook()
    page = book.create_sheet("Gear", 0)
    page.append(["Maker", "Qty", "Twice"])
    page.append(["Huawei", 3, "=B2*2"])
    page["A2"].font = Font(bold=True)
    page["A2"].comment = Comment("ask Dana", "Dana")
    page["B4"] = "North"
    page.merge_cells("B4:C5")
    page["C7"] = "=HYPERLINK(1)"
    page["C7"].data_type = "s"
    path = tmp_path / "gear.xlsx"
    book.save(path)
    return path


def annotated(source: Path, notes: Sequence[CellNote], **options: Any) -> openpyxl.Workbook:
    out = source.parent / "out" / f"{source.name}.annotated.xlsx"
    annotate(source, read_upload(source), notes, out, **options)
    assert [path.name for path in out.parent.iterdir()] == [out.name]
    return openpyxl.load_workbook(out)


def comment(page: Worksheet, place: str) -> str:
    found = page[place].comment
    return found.text if found else ""


def color(page: Worksheet, place: str) -> str:
    return str(page[place].fill.fgColor.rgb)[2:]


def listing(book: openpyxl.Workbook, name: str = "Planner notes") -> list[tuple[Any, ...]]:
    return list(book[name].iter_rows(min_row=2, values_only=True))


@pytest.mark.parametrize(
    ("level", "text", "shown"),
    [
        ("covered", "Covered: Huawei gear.", "Covered: Huawei gear."),
        ("likely", "Likely Huawei gear, confirm.", "Likely Huawei gear, confirm."),
        ("check", "the quantity is 2", "Please check: the quantity is 2"),
    ],
)
def test_a_note_does_not_say_its_level_twice(level: Level, text: str, shown: str) -> None:
    ((mark,), left_out) = marks_for([CellNote("Sites", 5, "C", level, text)], 9)
    assert (mark.text, left_out) == (shown, 0)


def test_the_users_values_formulas_and_formats_stay(workbook: Path) -> None:
    page = annotated(workbook, [COVERED])["Gear"]
    assert [page[place].value for place in ("A2", "B2", "C2", "C7")] == ["Huawei", 3, "=B2*2", "=HYPERLINK(1)"]
    assert page["A2"].font.bold
    assert [page[place].data_type for place in ("C2", "C7")] == ["f", "s"]
    assert [str(block) for block in page.merged_cells.ranges] == ["B4:C5"]


def test_a_note_is_appended_to_the_users_own_comment_and_colors_the_cell(workbook: Path) -> None:
    page = annotated(workbook, [COVERED])["Gear"]
    assert comment(page, "A2") == "ask Dana\n\nCovered: Huawei is on the covered list"
    assert color(page, "A2") == COLORS["covered"]


def test_several_notes_on_a_cell_share_a_comment_and_the_most_urgent_colors_it(workbook: Path) -> None:
    notes = [CellNote("Gear", 2, "B", "fixed", "read as 3"), CellNote("Gear", 2, "B", "blocks", "no unit")]
    page = annotated(workbook, notes)["Gear"]
    assert comment(page, "B2") == "Read as: read as 3\nMust be settled: no unit"
    assert color(page, "B2") == COLORS["blocks"]


def test_a_note_without_a_column_goes_to_the_first_filled_cell_of_its_row(workbook: Path) -> None:
    page = annotated(workbook, [CellNote("Gear", 7, None, "unknown", "nothing to go on")])["Gear"]
    assert comment(page, "C7") == "Unknown: nothing to go on"


def test_a_note_inside_a_merged_block_goes_to_its_top_left(workbook: Path) -> None:
    book = annotated(workbook, [CellNote("Gear", 5, "C", "check", "which site?")])
    assert comment(book["Gear"], "B4") == "Please check: which site?"
    assert listing(book)[0][3].startswith("This is a copy of your workbook")


def test_every_note_is_listed_after_the_remarks_and_none_becomes_a_formula(workbook: Path) -> None:
    evil = [CellNote("Gear", 2, "A", "check", text) for text in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "bad\x01byte")]
    book = annotated(workbook, [*evil, CellNote("Gone", 1, None, "check", "no such sheet")])
    rows = listing(book)
    assert rows[0][2] == "About this copy"
    assert [row[3] for row in rows[1:]] == ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "bad byte", "no such sheet"]
    assert rows[-1][:2] == ("Gone", "row 1")
    assert {cell.data_type for row in book["Planner notes"].iter_rows(min_row=2) for cell in row if cell.value} == {"s"}


def test_the_notes_sheet_gets_a_name_of_its_own(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("planner NOTES", 0)["A1"] = "mine"
    book.save(tmp_path / "n.xlsx")
    out = annotated(tmp_path / "n.xlsx", [])
    assert out.sheetnames == ["Planner notes 2", "planner NOTES", "Sheet"]


def test_the_original_is_not_touched(workbook: Path) -> None:
    before = workbook.read_bytes()
    annotated(workbook, [COVERED])
    assert workbook.read_bytes() == before


def test_comments_stop_at_the_limit_with_the_urgent_first_and_the_list_says_so(workbook: Path) -> None:
    notes = [CellNote("Gear", 2, "B", "not_covered", "another maker"), COVERED]
    book = annotated(workbook, notes, limits=Limits(comments=1))
    assert comment(book["Gear"], "B2") == ""
    assert "Covered" in comment(book["Gear"], "A2")
    rows = listing(book)
    assert "1 more are only listed here" in rows[1][3]
    assert [row[1] for row in rows[2:]] == ["B2", "A2"]


def test_text_files_become_a_workbook_with_the_same_rows_and_text_as_text(tmp_path: Path) -> None:
    source = tmp_path / "gear.csv"
    source.write_text("Maker,ZIP,Sum\n\nHuawei,00501,=1+1\n@x,-1,+1\n")
    book = annotated(source, [CellNote("gear", 3, None, "covered", "Huawei")])
    page = book["gear"]
    assert [cell.value for cell in page[3]] == ["Huawei", "00501", "=1+1"]
    assert [cell.value for cell in page[4]] == ["@x", "-1", "+1"]
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert (comment(page, "A3"), color(page, "A3")) == ("Covered: Huawei", COLORS["covered"])
    assert "holds the values only" in listing(book)[0][3]


@pytest.mark.parametrize("name", ["small.xls", "small.ods"])
def test_other_formats_become_a_workbook_with_values_dates_and_notes(
    name: str, data_folder: Path, tmp_path: Path
) -> None:
    source = tmp_path / name
    source.write_bytes((data_folder / name).read_bytes())
    book = annotated(source, [CellNote("Sites", 7, None, "covered", "Huawei")])
    page = book["Sites"]
    assert [cell.value for cell in page[7]][2:7] == ["North ridge", "Huawei", 3, 1200.5, "00501"]
    assert (page["H7"].value.isoformat(), page["H7"].number_format) == ("2017-03-04T00:00:00", "yyyy-mm-dd")
    assert comment(page, "C7") == "Covered: Huawei"
    assert "'Old' is hidden; it was not read" in listing(book)[1][3]


def test_in_a_copy_a_note_inside_a_merged_block_goes_to_its_top_left(data_folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "small.xls"
    source.write_bytes((data_folder / "small.xls").read_bytes())
    notes = [CellNote("Sites", 5, "E", "check", "a title?"), CellNote("Sites", 5, "C", "covered", "no")]
    page = annotated(source, notes)["Sites"]
    assert comment(page, "C5") == "Covered: no\nPlease check: a title?"


def test_a_workbook_that_openpyxl_cannot_load_is_copied_by_its_values(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(workbook, "w") as archive:
        for name, content in (parts | {"docProps/core.xml": b"<oops>"}).items():
            archive.writestr(name, content)
    book = annotated(workbook, [COVERED])
    assert book["Gear"]["A2"].value == "Huawei"
    assert "cannot be changed in place" in listing(book)[0][3]


def test_a_workbook_beyond_the_limits_of_changing_is_copied_by_its_values(workbook: Path) -> None:
    book = annotated(workbook, [COVERED], limits=Limits(annotate_wall=0.001))
    assert comment(book["Gear"], "A2").startswith("Covered")
    assert "takes longer than" in listing(book)[0][3]


def test_a_workbook_changed_since_it_was_read_is_copied_as_it_was_read(workbook: Path, tmp_path: Path) -> None:
    upload = replace(read_upload(workbook), sha256=hashlib.sha256(b"older").hexdigest())
    annotate(workbook, upload, [COVERED], tmp_path / "a.xlsx")
    assert "has changed since it was read" in listing(openpyxl.load_workbook(tmp_path / "a.xlsx"))[0][3]


def test_a_source_that_is_gone_says_so_and_leaves_nothing_behind(workbook: Path, tmp_path: Path) -> None:
    upload = read_upload(workbook)
    workbook.unlink()
    with pytest.raises(UnreadableFile, match="does not exist"):
        annotate(workbook, upload, [], tmp_path / "out.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_odd_sheet_names_and_long_texts_survive_a_copy(tmp_path: Path) -> None:
    source = tmp_path / "x.csv"
    source.write_text("a")
    long = "x" * 40_000
    names = ["a/b:c", "A_B_c", "n" * 40, "History", "Planner notes", ""]
    sheets = tuple(Sheet(name, "visible", True, (SourceRow(1, (long, 10**18, True)),)) for name in names)
    annotate(source, Upload("x.csv", "0" * 64, 1, sheets), [], tmp_path / "o.xlsx")
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    expected = ["Planner notes 2", "a_b_c", "A_B_c 2", "n" * 31, "History 2", "Planner notes", "Sheet"]
    assert book.sheetnames == expected
    assert [cell.value for cell in book["a_b_c"][1]] == ["x" * 32_766 + "…", str(10**18), True]
    remarks = [row[3] for row in listing(book, "Planner notes 2")]
    assert "The sheet 'a/b:c' is called 'a_b_c' here." in remarks
    assert "The text in a/b:c!A1 is cut to 32,767 letters here." in remarks


def test_a_copy_opens_at_its_notes_and_hidden_sheets_stay_hidden(tmp_path: Path) -> None:
    source = tmp_path / "x.csv"
    source.write_text("a")
    row = (SourceRow(1, ("a",)),)
    sheets = (
        Sheet("H", "hidden", True, row),
        Sheet("V", "very_hidden", True, row),
        Sheet("Open", "visible", True, row),
    )
    annotate(source, Upload("x.csv", "0" * 64, 1, sheets), [], tmp_path / "o.xlsx")
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    assert book.active is book["Planner notes"]
    assert [page.sheet_state for page in book.worksheets] == ["visible", "hidden", "veryHidden", "visible"]


def test_macros_are_left_out_of_an_xlsx_and_the_list_says_so(workbook: Path) -> None:
    with zipfile.ZipFile(workbook, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    book = annotated(workbook, [])
    assert "Macros are not part of this copy." in [row[3] for row in listing(book)]


def test_the_list_ends_where_excel_ends_and_says_how_many_are_missing() -> None:
    from planner.workbooks.notes import LISTED_ROWS, MOST_LINKS, listed

    rows = list(listed([COVERED] * (LISTED_ROWS + 5), ["a remark"], {"Gear": "Gear"}))
    assert len(rows) < LISTED_ROWS
    shown = sum(1 for row in rows if row.texts[2] == "Covered")
    assert f"{LISTED_ROWS + 5 - shown:,} more notes do not fit" in rows[1].texts[3]
    assert sum(1 for row in rows if row.link) == MOST_LINKS < 65_530


@given(st.lists(st.text(max_size=40), max_size=12))
def test_sheet_names_are_always_legal_and_unique(names: list[str]) -> None:
    taken: list[str] = []
    for name in names:
        taken.append(unique_name(name, taken))
    assert len({name.casefold() for name in taken}) == len(taken)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in taken)


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(sorted(COLORS))), max_size=20), st.integers(0, 5))
def test_marks_and_the_left_out_add_up_to_the_cells_noted(cells: list[tuple[int, Any]], most: int) -> None:
    marks, left_out = marks_for([CellNote("S", row, "A", level, "t") for row, level in cells], most)
    assert len(marks) + left_out == len({row for row, _ in cells})


def test_an_annotated_copy_opens_again_and_holds_the_same_rows(workbook: Path, tmp_path: Path) -> None:
    upload = read_upload(workbook)
    annotate(workbook, upload, [COVERED], tmp_path / "a.xlsx")
    again = read_upload(tmp_path / "a.xlsx").sheets[1]
    assert (again.name, again.rows, again.merged) == ("Gear", upload.sheets[0].rows, upload.sheets[0].merged)


def test_reading_back_a_copy_gives_what_was_written(tmp_path: Path, make_book: Callable[..., bytes]) -> None:
    source = tmp_path / "big.csv"
    source.write_text("\n".join(f"site {row},{row}" for row in range(300)))
    upload = read_upload(source)
    annotate(source, upload, [], tmp_path / "b.xlsx")
    assert read_upload(tmp_path / "b.xlsx").sheets[1].rows == upload.sheets[0].rows
    assert zipfile.is_zipfile(io.BytesIO((tmp_path / "b.xlsx").read_bytes()))

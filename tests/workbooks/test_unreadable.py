"""Files that cannot be read: one clear sentence each, whatever the bytes, and this process stays small and alive."""

import io
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.core.errors import PlannerError, UnreadableFile
from planner.core.model import Upload
from planner.workbooks import cage
from planner.workbooks.guard import Limits, Refused, check_content, kind_of
from planner.workbooks.read import read_upload

ReadBytes = Callable[..., Upload]
MakeBook = Callable[[dict[str, list[list[Any]]]], bytes]

MAX_RESIDENT_MB = 500


def zipped(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def compound(*streams: str) -> bytes:
    """An OLE file that is nothing but its header and a directory with these streams, all of them empty."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(30, b"\x00") + struct.pack("<H", 9)
    entries = b""
    for name in ("Root Entry", *streams):
        encoded = name.encode("utf-16-le") + b"\x00\x00"
        entries += (encoded.ljust(64, b"\x00") + struct.pack("<H", len(encoded))).ljust(128, b"\x00")
    return header.ljust(512, b"\x00") + entries.ljust(512, b"\x00")


FOREIGN = {
    "empty.xlsx": (b"", "is empty (0 bytes)"),
    "plan.pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is a PDF document"),
    "plan.xlsx": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is a PDF document"),
    "tower.png": (b"\x89PNG\r\n\x1a\n" + bytes(40), "is a picture"),
    "letter.docx": (zipped({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}), "is a Word document"),
    "talk.pptx": (zipped({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"}), "is a PowerPoint"),
    "files.zip": (zipped({"a.csv": "a,b"}), "is a zip archive"),
    "nested.xlsx": (zipped({"xl/workbook.xml": "<a/>", "more.zip": "x"}), "holds another archive"),
    "text.odt": (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}), "of another kind"),
    "headless.xlsx": (zipped({"[Content_Types].xml": "<a/>", "xl/styles.xml": "<a/>"}), "its workbook part is missing"),
    "hollow.xlsx": (zipped({"xl/workbook.xml": "<a/>"}), "is damaged"),
    "letter.doc": (compound("WordDocument"), "is a Word document"),
    "talk.ppt": (compound("PowerPoint Document"), "is a PowerPoint"),
    "odd.msi": (compound("Installer"), "without a workbook"),
    "hollow.xls": (compound("Workbook"), "is damaged"),
    "noise.csv": (bytes(range(256)) * 20, "neither a spreadsheet nor a text file"),
    "nuls.csv": (bytes(5000), "neither a spreadsheet nor a text file"),
    "old.xls": (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "holds no worksheet"),
    "feed.xml": (b'<?xml version="1.0"?><feed/>', "is an XML or web-archive file"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_of_another_kind_is_named_for_what_it_is(name: str, read_bytes: ReadBytes) -> None:
    data, said = FOREIGN[name]
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(name, data)
    assert said in caught.value.reason
    assert str(caught.value).startswith(f"{name}: ")
    assert caught.value.remedy.endswith(".")


@pytest.mark.parametrize("name", ["locked.xlsx", "locked.xls", "locked.ods"])
def test_a_password_is_recognized_in_every_format(name: str, data_folder: Path) -> None:
    with pytest.raises(UnreadableFile, match="is protected with a password"):
        read_upload(data_folder / name)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="does not exist"):
        read_upload(tmp_path / "none.xlsx")
    with pytest.raises(UnreadableFile, match="is a folder"):
        read_upload(tmp_path)


def test_a_workbook_cut_off_anywhere_is_damaged(read_bytes: ReadBytes, make_book: MakeBook) -> None:
    whole = make_book({"S": [["a", 1]] * 50})
    for share in (0.3, 0.6, 0.95):
        with pytest.raises(UnreadableFile, match="is damaged"):
            read_bytes("cut.xlsx", whole[: int(len(whole) * share)])


def sheet_parts(sheet: str, shared: str = "") -> dict[str, bytes | str]:
    """The parts of a workbook with one sheet of that XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
    texts = f'<Relationship Id="rId2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>' if shared else ""
    root = f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}">{root}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{relation}{texts}</Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    return parts | ({"xl/sharedStrings.xml": f'<sst xmlns="{main}"><si><t>{shared}</t></si></sst>'} if shared else {})


def test_the_handmade_workbook_reads(read_bytes: ReadBytes) -> None:
    sheet = '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'
    upload = read_bytes("h.xlsx", zipped(sheet_parts(sheet, "Huawei")))
    assert upload.sheets[0].rows[0].values == ("Huawei",)


def test_broken_xml_in_a_sheet_names_the_sheet(read_bytes: ReadBytes) -> None:
    sheet = '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></oops></row>'
    with pytest.raises(UnreadableFile, match="is damaged: the sheet 'S'"):
        read_bytes("broken.xlsx", zipped(sheet_parts(sheet)))


def test_entities_that_multiply_are_refused(read_bytes: ReadBytes) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12))
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>&e11;</t></is></c></row>'
    sheet = f"<!DOCTYPE w [{entities}]><worksheet><sheetData>{row}</sheetData></worksheet>"
    with pytest.raises(UnreadableFile):
        read_bytes("laughs.xlsx", zipped(sheet_parts(sheet)))


def test_a_bomb_is_refused_before_it_is_parsed(read_bytes: ReadBytes) -> None:
    small = Limits(unpacked=20 * 1024 * 1024, entry_ratio_from=1024 * 1024)
    with pytest.raises(UnreadableFile, match="it unpacks to 24 MB, and at most 20 MB"):
        read_bytes("bomb.xlsx", zipped(sheet_parts("<a>" + " " * (24 * 1024 * 1024))), limits=small)
    with pytest.raises(UnreadableFile, match="more than 60 times its size"):
        read_bytes("ratio.xlsx", zipped(sheet_parts("<a>" + " " * (2 * 1024 * 1024))), limits=small)


def test_a_part_that_lies_about_its_size_is_damaged() -> None:
    content = b"<a>" + b" " * 3_000_000
    honest = zipped({"xl/workbook.xml": content})
    lying = honest.replace(struct.pack("<I", len(content)), struct.pack("<I", 1000))
    assert lying != honest
    assert kind_of(honest) == kind_of(lying) == "xlsx"
    check_content(honest)
    with pytest.raises(Refused, match="do not match their checksums"):
        check_content(lying)


def test_one_text_repeated_past_the_memory_limit_is_refused(read_bytes: ReadBytes) -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 30_001))
    data = zipped(sheet_parts(f"<worksheet><sheetData>{cells}</sheetData></worksheet>", "x" * 32_000))
    limits = Limits(memory=400 * 1024 * 1024)
    with pytest.raises(UnreadableFile, match="needs more than 400 MB"):
        read_bytes("heavy.xlsx", data, limits=limits)


MEASURED = """
import sys
from pathlib import Path
from planner.core.errors import UnreadableFile
from planner.workbooks.read import read_upload
for name in sys.argv[1:]:
    try:
        read_upload(Path(name))
    except UnreadableFile as error:
        print(error)
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(int(peak.split()[1]) // 1024)
"""
# VmHWM and not ru_maxrss: the latter is inherited from the process that forked, here one full of other tests.


def test_the_far_cell_file_and_a_bomb_leave_this_process_small(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.create_sheet("Far", 0)
    page["A1"], page["XFD1048576"] = "near", "far"
    book.save(tmp_path / "far.xlsx")
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sheet_parts("<worksheet/>").items():
            archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet2.xml", "w") as part:
            for _ in range(300):
                part.write(b" " * 1024 * 1024)
    command = [sys.executable, "-c", MEASURED, str(tmp_path / "far.xlsx"), str(tmp_path / "bomb.xlsx")]
    far, big, megabytes = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert far.startswith("far.xlsx: needs more than 2,048 MB to read; usually one cell stands far from the data")
    assert big.startswith("bomb.xlsx: is too big when unpacked")
    assert int(megabytes) < MAX_RESIDENT_MB


def test_reading_that_takes_too_long_is_ended(read_bytes: ReadBytes, make_book: MakeBook) -> None:
    with pytest.raises(UnreadableFile, match="takes longer than"):
        read_bytes("slow.xlsx", make_book({"S": [["a"]]}), limits=Limits(wall=0.001))


def test_a_reader_that_cannot_start_is_our_fault_and_not_the_files(
    read_bytes: ReadBytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cage, "_environment", lambda: {"PYTHONPATH": "/nowhere", "PYTHONHOME": "/nowhere"})
    with pytest.raises(PlannerError, match="did not start") as caught:
        read_bytes("a.csv", b"a,b\n")
    assert not isinstance(caught.value, UnreadableFile)


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<table>"]))
def test_any_bytes_are_judged_or_refused(data: bytes, start: bytes) -> None:
    try:
        kind = kind_of(start + data)
    except Refused:
        return
    assert kind in {"text", "html"}


def assert_read_or_refused(path: Path, data: bytes) -> None:
    """Reading gives an upload or the one error, nothing else."""
    path.write_bytes(data)
    try:
        upload = read_upload(path, include_hidden=True)
    except UnreadableFile:
        return
    assert upload.size == len(data)


SLOW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOW
@given(data=st.binary(min_size=1, max_size=2000), suffix=st.sampled_from([".xlsx", ".xls", ".csv", ".ods"]))
def test_random_bytes_never_raise_anything_else(data: bytes, suffix: str, tmp_path: Path) -> None:
    assert_read_or_refused(tmp_path / f"random{suffix}", data)


@SLOW
@given(data=st.data())
def test_mutated_workbooks_never_raise_anything_else(data: st.DataObject, tmp_path: Path, data_folder: Path) -> None:
    name = data.draw(st.sampled_from(["small.xls", "small.ods", "locked.xls"]))
    changed = bytearray((data_folder / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    assert_read_or_refused(tmp_path / name, bytes(changed))


@SLOW
@given(data=st.data())
def test_workbooks_with_mutated_parts_never_raise_anything_else(
    data: st.DataObject, tmp_path: Path, make_book: MakeBook
) -> None:
    with zipfile.ZipFile(io.BytesIO(make_book({"S": [["a", 1.5, True], ["b", 2, "c"]], "T": [[1]]}))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(part for part in parts if part.startswith("xl/"))))
    content = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(32, 126))
    assert_read_or_refused(tmp_path / "m.xlsx", zipped({**parts, name: bytes(content)}))

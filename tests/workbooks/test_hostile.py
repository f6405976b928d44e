"""Hostile files: one sentence each and no traceback, this process small, nothing written, nothing waited for."""

import io
import json
import os
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from planner.bundled import inventories_folder
from planner.core.errors import UnreadableFile
from planner.core.model import Upload
from planner.workbooks import cage
from planner.workbooks.guard import MEBIBYTE
from planner.workbooks.read import read_upload

ReadBytes = Callable[..., Upload]
MakeBook = Callable[[dict[str, list[list[Any]]]], bytes]
Parts = dict[str, bytes | str]

NEEDS_A_PERSON_OR_FILE = 3
PLACES = random.Random(1)  # noqa: S311 (not for secrets)
LAUGHS = (
    "<!DOCTYPE r [" + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12)) + "]>"
)
OUTSIDE = '<!DOCTYPE r [<!ENTITY e11 SYSTEM "file:///etc/hostname">]>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'


def zipped(parts: Parts, level: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", level) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def parts(**changed: str | bytes) -> Parts:
    """The parts of a small workbook; ``sheet``, ``texts``, ``book`` and ``rels`` may be given."""
    relations = (
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    )
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": changed.get("book", BOOK),
        "xl/_rels/workbook.xml.rels": changed.get(
            "rels", f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'
        ),
        "xl/worksheets/sheet1.xml": changed.get("sheet", SHEET),
        "xl/sharedStrings.xml": changed.get("texts", f'<sst xmlns="{MAIN}"><si><t>Huawei</t></si></sst>'),
    }


def rows_of(cells: str, head: str = "") -> str:
    return f'{head}<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'


def texts_of(text: str, head: str = "") -> str:
    return f'{head}<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'


def refusal(read_bytes: ReadBytes, name: str, data: bytes) -> str:
    """The one sentence."""
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(name, data)
    said = str(caught.value)
    assert said.startswith(f"{name}: ")
    assert "\n" not in said
    return said


def test_the_plain_workbook_these_are_made_from_reads(read_bytes: ReadBytes) -> None:
    assert read_bytes("plain.xlsx", zipped(parts())).sheets[0].rows[0].values == ("Huawei",)


DECLINED: dict[str, tuple[Callable[[], bytes], str]] = {
    "many-entries.xlsx": (lambda: zipped(parts() | {f"x/{n}": "" for n in range(2_100)}), "2,106 parts"),
    "ratio.xlsx": (lambda: zipped(parts() | {"xl/media/a.bin": bytes(20 * MEBIBYTE)}), "more than 60 times its size"),
    "huge.xlsx": (
        lambda: zipped(parts() | {f"x/{n}.bin": b"ab" * (4 * MEBIBYTE) for n in range(33)}),
        "unpacks to 264 MB",
    ),
    "nested.xlsx": (lambda: zipped(parts() | {"inner.zip": zipped({"a": bytes(MEBIBYTE)})}), "another archive inside"),
    "outside.xlsx": (lambda: zipped(parts() | {"../../x.xml": "x"}), "leads outside"),
    "drive.xlsx": (lambda: zipped(parts() | {"C:\\x.xml": "x"}), "leads outside"),
    "backslashes.xlsx": (lambda: zipped(parts() | {"xl\\..\\..\\x.xml": "x"}), "leads outside"),
    "laughing-sheet.xlsx": (
        lambda: zipped(parts(sheet=rows_of('<c r="A1" t="inlineStr"><is><t>&e11;</t></is></c>', LAUGHS))),
        "is damaged",
    ),
    "laughing-texts.xlsx": (lambda: zipped(parts(texts=texts_of("&e11;", LAUGHS))), "is damaged"),
    "laughing-book.xlsx": (
        lambda: zipped(parts(book=LAUGHS + BOOK.replace('"S"', '"&e11;"'))),
        "is damaged",
    ),
    "external-sheet.xlsx": (
        lambda: zipped(parts(sheet=rows_of('<c r="A1" t="inlineStr"><is><t>&e11;</t></is></c>', OUTSIDE))),
        "is damaged",
    ),
    "external-texts.xlsx": (lambda: zipped(parts(texts=texts_of("&e11;", OUTSIDE))), "is damaged"),
    "external-book.xlsx": (
        lambda: zipped(parts(book=OUTSIDE + BOOK.replace('"S"', '"&e11;"'))),
        "is damaged",
    ),
    "far.xlsx": (lambda: zipped(parts(sheet=rows_of('<c r="XFD1048576"><v>1</v></c>'))), "XFD1048576"),
    "far-down.xlsx": (lambda: zipped(parts(sheet=rows_of('<c r="A900000"><v>1</v></c>'))), "A900000"),
    "no-such-cell.xlsx": (lambda: zipped(parts(sheet=rows_of('<c r="ZZZZ99999999"><v>1</v></c>'))), ""),
    "wide.csv": (lambda: b",".join(b"%d" % n for n in range(10_000)), "reaches cell NTP1"),
    "wide.xlsx": (
        lambda: zipped(parts(sheet=rows_of("".join("<c><v>1</v></c>" for _ in range(10_000))))),
        "reaches cell NTP1",
    ),
    "wide.html": (lambda: b"<table><tr>" + b"<td>1" * 10_000 + b"</table>", "reaches cell NTP1"),
    "no-such-text.xlsx": (lambda: zipped(parts(sheet=rows_of('<c r="A1" t="s"><v>999999</v></c>'))), "is damaged"),
    "endless-cell.csv": (lambda: b"a,b\nc," + b"x" * (49 * MEBIBYTE), "letters in a single cell (row 2)"),
    "endless-text.xlsx": (lambda: zipped(parts(texts=texts_of(" x" * 1_000_000))), "letters in a single cell (row 1)"),
    "no-rels.xlsx": (lambda: zipped({n: c for n, c in parts().items() if ".rels" not in n}), "is damaged"),
    "no-sheet.xlsx": (lambda: zipped({n: c for n, c in parts().items() if "sheet1" not in n}), "is damaged"),
    "no-sheets.xlsx": (lambda: zipped(parts(book=f'<workbook xmlns="{MAIN}"><sheets/></workbook>')), "no worksheet"),
    "nul.csv": (lambda: bytes(4_000) + b"a,b\n", "neither a spreadsheet nor a text file"),
}


@pytest.mark.parametrize("name", DECLINED)
def test_it_is_declined_in_one_sentence_that_says_why(name: str, read_bytes: ReadBytes) -> None:
    make, said = DECLINED[name]
    assert said in refusal(read_bytes, name, make())


ODD_BUT_READ: dict[str, tuple[Callable[[], bytes], tuple[Any, ...]]] = {
    "nuls.csv": (lambda: b"site,maker\nNo\x00rth,Hua\x00wei\n", ("North", "Huawei")),
    "deep.xlsx": (
        lambda: zipped(parts(sheet=rows_of('<c r="A2"><v>1</v></c>' + "<x>" * 50_000 + "</x>" * 50_000))),
        (1,),
    ),
    "wrong-types.xlsx": (
        lambda: zipped(parts(sheet=SHEET.replace('r="1"', 'r="2"').replace("A1", "A2")) | {"[Content_Types].xml": "?"}),
        ("Huawei",),
    ),
    "circle.xlsx": (
        lambda: zipped(
            parts(sheet=SHEET.replace('r="1"', 'r="2"').replace("A1", "A2"))
            | {
                "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
                f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="sheet1.xml"/></Relationships>'
            }
        ),
        ("Huawei",),
    ),
}


@pytest.mark.parametrize("name", ODD_BUT_READ)
def test_it_is_odd_and_its_second_row_reads(name: str, read_bytes: ReadBytes) -> None:
    make, values = ODD_BUT_READ[name]
    assert read_bytes(name, make()).sheets[0].rows[1].values == values


@pytest.mark.parametrize("name", ["../evil", "C:\\x", "a/b", "bell\x07", "=cmd|x", "x" * 300])
def test_a_sheet_name_is_only_a_name(name: str, tmp_path: Path, read_bytes: ReadBytes) -> None:
    """A control character makes the XML invalid; everything else is kept as it stands and opens no file."""
    quoted = name.replace("&", "&amp;")
    data = zipped(parts(book=BOOK.replace('"S"', f'"{quoted}"')))
    if "\x07" in name:
        assert "is damaged" in refusal(read_bytes, "n.xlsx", data)
        return
    assert read_bytes("n.xlsx", data).sheets[0].name == name
    assert [path.name for path in tmp_path.iterdir()] == ["n.xlsx"]


def test_a_workbook_cut_off_at_any_place_is_declined(read_bytes: ReadBytes, make_book: MakeBook) -> None:
    whole = make_book({"S": [["a", n, f"text {n}"] for n in range(200)]})
    places = PLACES.sample(range(4, len(whole) - 22), 12)
    assert {"is damaged" in refusal(read_bytes, "cut.xlsx", whole[:place]) for place in places} == {True}


def outcome(path: Path) -> str:
    try:
        read_upload(path)
    except UnreadableFile as error:
        return "one sentence" if "\n" not in str(error) else str(error)
    return "read"


@pytest.mark.parametrize("name", ["small.xls", "small.ods", "marked.xls", "marked.ods"])
def test_other_formats_cut_off_are_declined_or_read(name: str, data_folder: Path, tmp_path: Path) -> None:
    whole = (data_folder / name).read_bytes()
    for place in PLACES.sample(range(8, len(whole)), 6):
        path = tmp_path / name
        path.write_bytes(whole[:place])
        assert outcome(path) in {"read", "one sentence"}


def misnamed(data_folder: Path, make_book: MakeBook) -> Iterator[tuple[bytes, Any]]:
    yield make_book({"S": [["Huawei"]]}), "Huawei"
    yield (data_folder / "small.xls").read_bytes(), None
    yield (data_folder / "small.ods").read_bytes(), None
    yield b"Huawei,3\nZTE,4\n", "Huawei"
    yield b"<html><table><tr><td>Huawei</table>", "Huawei"


@pytest.mark.parametrize("suffix", [".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt", ""])
def test_whatever_the_name_says_the_bytes_are_read(
    suffix: str, data_folder: Path, make_book: MakeBook, read_bytes: ReadBytes
) -> None:
    for data, first in misnamed(data_folder, make_book):
        row = read_bytes(f"gear{suffix}", data).sheets[0].rows[0]
        assert (row.values[0] if row.values else None) == first


def test_macros_are_not_run_and_the_sheet_is_read(read_bytes: ReadBytes) -> None:
    data = zipped(parts() | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub Auto_Open()"})
    assert read_bytes("macros.xlsm", data).sheets[0].rows[0].values == ("Huawei",)


@pytest.mark.parametrize("name", ["empty.csv", "blank.csv", "empty.xlsx"])
def test_a_file_without_rows_has_no_rows(name: str, read_bytes: ReadBytes) -> None:
    data = {"empty.csv": b"\n", "blank.csv": b" \n", "empty.xlsx": zipped(parts(sheet="<worksheet/>"))}[name]
    rows = read_bytes(name, data).sheets[0].rows
    assert [row.values for row in rows] == ([(" ",)] if name == "blank.csv" else [])


def test_a_link_is_followed_and_a_link_to_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("a,b\n")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    assert read_upload(tmp_path / "link.csv").sheets[0].rows[0].values == ("a", "b")
    with pytest.raises(UnreadableFile, match="does not exist"):
        read_upload(tmp_path / "loop.csv")


def test_pipes_and_devices_are_declined_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "zeros.csv").symlink_to("/dev/zero")
    for path in (tmp_path / "pipe.csv", tmp_path / "zeros.csv", Path("/dev/zero")):
        with pytest.raises(UnreadableFile, match="is not a file"):
            read_upload(path)


def test_one_odd_letter_makes_a_text_weigh_four_times_as_much(
    read_bytes: ReadBytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python keeps four bytes for every letter of a text with an emoji in it, and two for one with an ideograph."""
    monkeypatch.setattr(cage, "MOST_BYTES", 100_000)
    assert len(read_bytes("plain.csv", b"a," + b"x" * 90_000).sheets) == 1
    for letter in ("\U0001f4e1", "\u4e00"):
        with pytest.raises(UnreadableFile, match="more text than can be read at once"):
            read_bytes("odd.csv", f"a,{letter}".encode() + b"x" * 60_000)


HERE = Path(__file__).parent
MOST_MEGABYTES = 500
OURS = {"said", "peak"}


@dataclass(frozen=True)
class Ended:
    """How ``planner review`` of a file went: exit code (a signal's, when it took over a minute), what it said, its peak
    memory, the paths that it and its cage wrote to, and the files there are then, but for the file itself.
    """

    code: int
    said: str
    megabytes: int
    wrote: set[Path]
    left: list[str]


Review = Callable[[str, bytes], Ended]


@pytest.fixture(scope="module")
def reviewer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """A process that runs the command line for us, and the log of what it and all its children write."""
    spy = tmp_path_factory.mktemp("spy")
    shutil.copy(HERE / "eavesdropper.py", spy / "sitecustomize.py")
    (spy / "log").touch()
    paths = os.pathsep.join(filter(None, (str(spy), os.environ.get("PYTHONPATH"))))
    with subprocess.Popen(
        [sys.executable, str(HERE / "reviewer.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
    ) as process:  # fmt: skip
        yield process, spy / "log"


@pytest.fixture
def review(reviewer: tuple[subprocess.Popen[str], Path], tmp_path: Path) -> Review:
    """Review a file in ``in``; the output folder is ``out``, and every other folder it may think of lies beside it."""
    process, log = reviewer

    def ended(name: str, data: bytes) -> Ended:
        for part in ("in", "home", "tmp"):
            (tmp_path / part).mkdir()
        (tmp_path / "in" / name).write_bytes(data)
        os.truncate(log, 0)
        assert process.stdin
        assert process.stdout
        print(json.dumps([str(tmp_path / "in" / name), str(tmp_path)]), file=process.stdin, flush=True)
        told = json.loads(process.stdout.readline())
        wrote = {Path(line) for line in log.read_text(encoding="utf-8").splitlines()}
        mine = {tmp_path / name for name in OURS} | {Path(os.devnull)}
        left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
        return Ended(**told, wrote=wrote - mine, left=sorted(left - OURS - {f"in/{name}"}))

    return ended


def swollen() -> bytes:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 30_001))
    return zipped(
        parts(
            sheet=f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>', texts=texts_of("x" * 32_000)
        )
    )


def saved(name: str) -> bytes:
    return (HERE / "data" / name).read_bytes()


ON_THE_COMMAND_LINE: dict[str, tuple[Callable[[], bytes], str]] = {
    **{name: DECLINED[name] for name in (
        "ratio.xlsx", "huge.xlsx", "many-entries.xlsx", "endless-cell.csv", "endless-text.xlsx",
        "laughing-sheet.xlsx", "laughing-texts.xlsx", "laughing-book.xlsx", "external-texts.xlsx",
        "far.xlsx", "far-down.xlsx", "nested.xlsx", "wide.csv", "wide.xlsx", "wide.html", "nul.csv",
        "outside.xlsx", "drive.xlsx", "backslashes.xlsx", "no-such-text.xlsx",
    )},
    "swollen.xlsx": (swollen, "more text than can be read at once"),
    "far-for-real.xlsx": (lambda: (inventories_folder() / "bad-far-cell.xlsx").read_bytes(), "far"),
    "cut.xlsx": (lambda: zipped(parts())[:700], "is damaged"),
    "cut.ods": (lambda: saved("small.ods")[:3_000], "is damaged"),
    "cut.xls": (lambda: saved("small.xls")[:-2_000], "without a workbook"),
    "locked.xlsx": (lambda: saved("locked.xlsx"), "is protected with a password"),
    "locked.xls": (lambda: saved("locked.xls"), "is protected with a password"),
    "locked.ods": (lambda: saved("locked.ods"), "is protected with a password"),
    "pdf.xlsx": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is a PDF document"),
    "picture.csv": (lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 8, "is a picture"),
}  # fmt: skip


@pytest.mark.parametrize("name", ON_THE_COMMAND_LINE)
def test_its_review_is_small_and_ends_with_one_sentence_exit_code_3_and_nothing_written(
    name: str, review: Review, tmp_path: Path
) -> None:
    make, why = ON_THE_COMMAND_LINE[name]
    ended = review(name, make())
    assert ended.code == NEEDS_A_PERSON_OR_FILE
    progress, sentence = ended.said.splitlines()
    assert progress == f"reading · 1 of 1 · {name}"
    assert sentence.startswith(f"{name}: ")
    assert why in sentence
    assert ended.megabytes < MOST_MEGABYTES
    assert {path for path in ended.wrote if path.parent != tmp_path / "tmp"} <= {tmp_path / "out"}
    assert ended.left == []


READ_ALL_THE_SAME: dict[str, Callable[[], bytes]] = {
    "macros.xlsm": lambda: zipped(parts() | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub Auto_Open()"}),
    "workbook.csv": lambda: zipped(parts()),
    "nuls.csv": ODD_BUT_READ["nuls.csv"][0],
}


@pytest.mark.parametrize("name", READ_ALL_THE_SAME)
def test_what_is_read_all_the_same_stays_small_and_is_written_to_the_output_folder_only(
    name: str, review: Review, tmp_path: Path
) -> None:
    ended = review(name, READ_ALL_THE_SAME[name]())
    assert ended.code in {0, NEEDS_A_PERSON_OR_FILE}
    assert "Traceback" not in ended.said
    assert ended.megabytes < MOST_MEGABYTES
    assert {path.relative_to(tmp_path).parts[0] for path in ended.wrote} <= {"out", "tmp"}
    assert f"out/{Path(name).stem}.annotated.xlsx" in ended.left
    assert {name.split("/")[0] for name in ended.left} == {"out"}

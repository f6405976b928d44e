"""The sample inventories are what their README and the truth files say they are."""

import csv
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).resolve().parents[1]
INVENTORIES = ROOT / "inventories"
TRUTH = ROOT / "tests" / "data"
SHEETS = [
    "Cover", "Sites", "North Market", "South Market", "West Market", "Microwave", "IP & Switching", "FTTH",
    "Core & NOC", "Power", "Spares",
]  # fmt: skip
Facts = dict[str, str]
Rows = dict[tuple[str, int], str]


def facts(name: str) -> list[Facts]:
    with (TRUTH / f"{name}-truth.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row_text(sheet: Worksheet, row: int) -> str:
    """All cells of a row as one line, spaces evened out."""
    values = next(sheet.iter_rows(min_row=row, max_row=row, values_only=True))
    return " ".join(" ".join(str(value) for value in values if value is not None).split())


def workbook_rows(path: Path) -> Rows:
    book = openpyxl.load_workbook(path)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return {(s.title, row): row_text(s, row) for s in visible for row in range(1, s.max_row + 1)}


def csv_rows(path: Path) -> Rows:
    """The records of a CSV file by the physical line where each starts."""
    found: Rows = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        start = 1
        for record in reader:
            found[path.stem, start] = " ".join(" ".join(record).split())
            start = reader.line_num + 1
    return found


def build_into(folder: Path) -> None:
    """Runs the generator as a person would, into another folder; the truth goes to ``truth`` below it."""
    script = str(INVENTORIES / "build_samples.py")
    subprocess.run([sys.executable, "-B", script, "--out", str(folder), "--truth", str(folder / "truth")], check=True)


def words_missing(truth: list[Facts], rows: Rows) -> list[Facts]:
    """Truth lines whose quoted words do not stand in the row they name."""
    return [
        fact
        for fact in truth
        if fact["what"].split(" | ")[0] not in rows.get((fact["sheet"], int(fact["row"])), "\0") and fact["what"]
    ]


@pytest.fixture(scope="module")
def cedar() -> Rows:
    return workbook_rows(INVENTORIES / "cedar-valley.xlsx")


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything the generator writes, made afresh."""
    folder = tmp_path_factory.mktemp("samples")
    build_into(folder)
    return folder


def test_the_workbook_has_the_sheets_a_carrier_would_keep_and_a_hidden_one() -> None:
    book = openpyxl.load_workbook(INVENTORIES / "cedar-valley.xlsx", read_only=True)
    states = {sheet.title: sheet.sheet_state for sheet in book.worksheets}
    book.close()
    assert states == dict.fromkeys(SHEETS, "visible") | {"old_2019": "hidden"}


def test_the_register_lists_sixty_sites_and_some_lost_the_zero_of_their_zip_code() -> None:
    sheet = openpyxl.load_workbook(INVENTORIES / "cedar-valley.xlsx")["Sites"]
    rows = [row for row in sheet.iter_rows(min_row=4, values_only=True) if str(row[0]).startswith("CV-")]
    assert len({row[0] for row in rows}) == len({row[1] for row in rows}) == 60
    zips = [row[4] for row in rows]
    assert any(isinstance(code, int) for code in zips)
    assert any(isinstance(code, str) and code.startswith("0") and len(code) == 5 for code in zips)


def test_every_visible_row_of_the_workbook_has_exactly_one_line_of_truth(cedar: Rows) -> None:
    named = Counter((fact["sheet"], int(fact["row"])) for fact in facts("cedar-valley"))
    assert set(named) == set(cedar)
    assert set(named.values()) == {1}
    assert 1300 <= len(cedar) <= 1700


def test_the_truth_quotes_words_that_stand_in_the_row_it_names(cedar: Rows) -> None:
    assert words_missing(facts("cedar-valley"), cedar) == []


def test_a_truth_that_points_one_row_too_low_would_be_noticed(cedar: Rows) -> None:
    shifted = [fact | {"row": str(int(fact["row"]) + 1)} for fact in facts("cedar-valley") if fact["kind"] == "trap"]
    assert len(words_missing(shifted, cedar)) > len(shifted) * 0.8


def test_about_four_rows_in_ten_are_covered_and_the_rest_comes_from_many_makers(cedar: Rows) -> None:
    kinds = Counter(fact["kind"] for fact in facts("cedar-valley"))
    gear = sum(kinds.values()) - kinds["row"]
    assert 0.35 < kinds["planted"] / gear < 0.5
    assert kinds["unknown"] >= 20
    text = "\n".join(cedar.values())
    makers = (
        "Huawei", "ZTE", "Nokia", "Ericsson", "Cisco", "Juniper", "Ceragon", "Aviat", "Calix", "Adtran", "CommScope",
        "Vertiv", "Eltek", "Dell", "Cambium Networks", "Aztech", "H3C",
    )  # fmt: skip
    assert [maker for maker in makers if maker not in text] == []


def test_the_truth_uses_only_known_words() -> None:
    verdicts = {"covered", "likely", "unknown", "not_covered"}
    classes = {"item", "blank", "title", "header", "subtotal", "note", "duplicate", "problem"}
    presences = {"", "in_network", "mentioned", "removed", "spare"}
    for fact in facts("cedar-valley") + facts("huawei-board-dump") + facts("five-rows"):
        allowed = classes if fact["kind"] == "row" else verdicts | {"note"}
        assert set(fact["expect_verdicts"].split("|")) <= allowed, fact
        assert set(fact["expect_presence"].split("|")) <= presences, fact
        assert (fact["entity"] in {"Huawei", "ZTE"}) == (fact["kind"] == "planted"), fact


@pytest.mark.parametrize("name", ["huawei-board-dump", "five-rows"])
def test_the_truth_of_a_csv_file_names_the_line_where_each_record_starts(name: str) -> None:
    rows = csv_rows(INVENTORIES / f"{name}.csv")
    truth = facts(name)
    assert {(fact["sheet"], int(fact["row"])) for fact in truth} == set(rows)
    assert words_missing(truth, rows) == []


def test_the_five_rows_are_three_covered_one_other_and_one_that_cannot_be_told() -> None:
    verdicts = Counter(fact["expect_verdicts"] for fact in facts("five-rows") if fact["kind"] != "row")
    assert verdicts == {"covered": 3, "not_covered": 1, "unknown": 1}


def test_the_board_dump_has_a_preamble_and_no_column_for_the_maker() -> None:
    rows = list(csv_rows(INVENTORIES / "huawei-board-dump.csv").values())
    assert rows[5].startswith("NEName")
    assert not any(word in rows[5] for word in ("Vendor", "Maker", "Brand", "OEM"))
    assert len(rows) - 6 == 40


def test_the_bad_files_are_bad_each_in_its_own_way_and_small() -> None:
    assert not zipfile.is_zipfile(INVENTORIES / "bad-not-a-spreadsheet.xlsx")
    damaged = INVENTORIES / "bad-damaged.xlsx"
    assert damaged.read_bytes()[:2] == b"PK"
    assert not zipfile.is_zipfile(damaged)
    with zipfile.ZipFile(INVENTORIES / "bad-far-cell.xlsx") as archive:
        assert archive.testzip() is None
        assert b"XFD1048576" in archive.read("xl/worksheets/sheet1.xml")
    assert max(path.stat().st_size for path in INVENTORIES.glob("bad-*")) < 10_000
    assert len(list(INVENTORIES.glob("bad-*"))) == 3


def test_the_project_file_is_toml_with_a_term_that_ends_after_the_work_starts() -> None:
    project = tomllib.loads((INVENTORIES / "cedar-valley.toml").read_text(encoding="utf-8"))
    assert project["application"][0]["granted_ends"][-1] > project["calendar"]["start"]
    released = [step["amount"] for step in project["funding"][0]["released"]]
    assert released == sorted(released)
    assert released[-1] == project["application"][0]["allocation"]


def test_the_generator_writes_the_same_values_again(rebuilt: Path, cedar: Rows) -> None:
    assert workbook_rows(rebuilt / "cedar-valley.xlsx") == cedar
    for name in ("huawei-board-dump.csv", "five-rows.csv", "bad-far-cell.xlsx", "bad-not-a-spreadsheet.xlsx"):
        assert (rebuilt / name).read_bytes() == (INVENTORIES / name).read_bytes(), name
    for path in sorted((rebuilt / "truth").glob("*.csv")):
        assert path.read_bytes() == (TRUTH / path.name).read_bytes(), path.name


def test_the_generator_writes_the_same_bytes_twice(rebuilt: Path, tmp_path: Path) -> None:
    build_into(tmp_path)
    assert (tmp_path / "cedar-valley.xlsx").read_bytes() == (rebuilt / "cedar-valley.xlsx").read_bytes()

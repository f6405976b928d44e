"""Every ugly file is read as its design says: row by row, column by column, issue by issue."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from planner.core.errors import UnreadableFile
from planner.core.flagging import flag
from planner.core.model import Finding, Issue, Item, SheetReview, Upload
from planner.core.rows import Understanding, understand
from planner.reference.columns import load_column_lexicon
from planner.reference.ouis import mac_owner
from planner.reference.rulepacks import load_rules
from planner.workbooks.read import read_upload

ROOT = Path(__file__).resolve().parents[1]
FILES = ROOT / "inventories" / "ugly"
EXPECTED = ROOT / "tests" / "data" / "ugly"
NAMES = sorted(path.name for path in FILES.iterdir())
Expectation = dict[str, Any]


def expectation(name: str) -> Expectation:
    document: Expectation = json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))
    return document


READABLE = [name for name in NAMES if "refused" not in expectation(name)]
REFUSED = [name for name in NAMES if "refused" in expectation(name)]


@dataclass(frozen=True)
class Reading:
    """One file read, understood and flagged, and what was expected."""

    upload: Upload
    whole: Understanding
    findings: tuple[Finding, ...]
    expected: Expectation

    @property
    def sheets(self) -> list[tuple[SheetReview, Expectation]]:
        return list(zip(self.whole.files[0].sheets, self.expected["sheets"], strict=True))

    def item_at(self, sheet: str, row: int) -> Item:
        return next(item for item in self.whole.items if (item.sheet, item.row) == (sheet, row))


@pytest.fixture(scope="module")
def read() -> Any:
    pack = load_rules()
    lexicon = load_column_lexicon(pack.maker_names)
    done: dict[str, Reading] = {}

    def reading(name: str) -> Reading:
        if name not in done:
            upload = read_upload(FILES / name)
            whole = understand([upload], lexicon)
            done[name] = Reading(upload, whole, tuple(flag(whole.items, pack, mac_owner)), expectation(name))
        return done[name]

    return reading


def test_there_are_at_least_twenty_five_of_them_and_each_has_an_expectation() -> None:
    assert len(NAMES) >= 25
    assert sorted(path.stem for path in EXPECTED.iterdir()) == NAMES


def test_the_readme_tells_what_each_is_for() -> None:
    told = set(re.findall(r"`ugly/([^`]+)`", (ROOT / "inventories" / "README.md").read_text(encoding="utf-8")))
    assert told == set(NAMES)


def test_the_generator_writes_these_very_bytes(tmp_path: Path) -> None:
    script = str(ROOT / "inventories" / "build" / "build_ugly.py")
    out, expected = tmp_path / "ugly", tmp_path / "expected"
    subprocess.run([sys.executable, "-B", script, "--out", str(out), "--expected", str(expected)], check=True)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == {n: (FILES / n).read_bytes() for n in NAMES}
    assert {path.name: path.read_bytes() for path in expected.iterdir()} == {
        path.name: path.read_bytes() for path in EXPECTED.iterdir()
    }


@pytest.mark.parametrize("name", REFUSED)
def test_an_unreadable_file_ends_in_one_sentence(name: str) -> None:
    with pytest.raises(UnreadableFile, match=expectation(name)["refused"]) as caught:
        read_upload(FILES / name)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", READABLE)
def test_every_sheet_is_listed_and_read_or_not(name: str, read: Any) -> None:
    reading = read(name)
    assert [(s.name, s.state, s.read) for s in reading.whole.files[0].sheets] == [
        (sheet["name"], sheet["state"], sheet["read"]) for sheet in reading.expected["sheets"]
    ]


@pytest.mark.parametrize("name", READABLE)
def test_every_row_is_in_the_class_it_was_designed_for(name: str, read: Any) -> None:
    reading = read(name)
    for sheet, expected in reading.sheets:
        if sheet.read:
            wrong = {
                row: (found, expected["rows"].get(str(row)))
                for row, found in sheet.row_classes
                if found not in expected["rows"].get(str(row), "").split("|")
            }
            assert wrong == {}
            assert {str(row) for row, _ in sheet.row_classes} == set(expected["rows"])


@pytest.mark.parametrize("name", READABLE)
def test_the_classes_add_up_to_the_rows(name: str, read: Any) -> None:
    reading = read(name)
    for sheet, physical in zip(reading.whole.files[0].sheets, reading.upload.sheets, strict=True):
        assert len(sheet.row_classes) == sheet.rows_total == len(physical.rows if physical.read else ())
        assert sum(Counter(row_class for _, row_class in sheet.row_classes).values()) == sheet.rows_total


@pytest.mark.parametrize("name", READABLE)
def test_every_column_has_the_meaning_it_was_designed_for(name: str, read: Any) -> None:
    for sheet, expected in read(name).sheets:
        if sheet.read:
            assert {letter: sheet.columns.get(letter) for letter in expected["columns"]} == expected["columns"]
            if expected["header_row"]:
                assert sheet.header_row in (expected["header_row"], expected["header_row"] + 1)


@pytest.mark.parametrize("name", READABLE)
def test_an_export_is_named_and_a_table_of_the_carriers_own_is_not(name: str, read: Any) -> None:
    for sheet, expected in read(name).sheets:
        assert sheet.layout == expected.get("layout")


@pytest.mark.parametrize("name", READABLE)
def test_hidden_rows_and_columns_are_named(name: str, read: Any) -> None:
    for sheet, expected in read(name).sheets:
        assert list(sheet.hidden_rows) == expected.get("hidden_rows", [])
        assert list(sheet.hidden_columns) == expected.get("hidden_columns", [])


def matches(issue: Issue, wanted: Mapping[str, str]) -> bool:
    rule = wanted["rule"]
    named = re.search(rule[1:-1], issue.rule) if rule.startswith("/") else issue.rule == rule
    return bool(named) and issue.cell == wanted["cell"]


@pytest.mark.parametrize("name", READABLE)
def test_every_fault_is_named_at_its_cell_and_nothing_else_is(name: str, read: Any) -> None:
    reading = read(name)
    issues, wanted = reading.whole.issues, reading.expected["issues"]
    missing = [fault for fault in wanted if not any(matches(issue, fault) for issue in issues)]
    assert missing == []
    extra = [
        (issue.rule, issue.cell)
        for issue in issues
        if issue.severity != "fixed"
        and issue.rule not in reading.expected["may"]
        and not any(matches(issue, fault) for fault in wanted)
    ]
    assert extra == []


@pytest.mark.parametrize("name", READABLE)
def test_exactly_the_covered_units_are_found(name: str, read: Any) -> None:
    reading = read(name)
    found = Counter[str]()
    for finding in reading.findings:
        found[finding.verdict] += finding.item.quantity
    covered, likely = reading.expected["covered_units"], reading.expected["likely_units"]
    assert covered <= found["covered"] <= covered + likely
    assert found["covered"] + found["likely"] == covered + likely


FACTS = [
    (name, sheet["name"], int(row), fact)
    for name in READABLE
    for sheet in expectation(name)["sheets"]
    for row, facts in sheet.get("items", {}).items()
    for fact in facts
]


@pytest.mark.parametrize(("name", "sheet", "row", "fact"), FACTS)
def test_an_item_says_what_its_row_says(name: str, sheet: str, row: int, fact: str, read: Any) -> None:
    reading = read(name)
    item = reading.item_at(sheet, row)
    page = next(page for page in reading.expected["sheets"] if page["name"] == sheet)
    expected = page["items"][str(row)][fact]
    if fact == "serials":
        assert len(item.serials) == expected
    elif fact == "parent":
        where, _, number = expected.rpartition("!")
        assert item.parent == reading.item_at(where, int(number)).id
    elif expected is None or isinstance(expected, int):
        assert getattr(item, fact) == expected
    else:
        assert str(getattr(item, fact)) == expected

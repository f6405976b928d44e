"""``planner why``: addresses, rows that are no item, several items in a row, and the document it prints."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from planner.cli import app
from planner.core.flagging.chassis import around
from planner.core.flagging.waterfall import Narrator
from planner.core.model import Decision, Finding
from planner.core.why import Address, NoSuchRow, RowWhy, parse_address
from planner.reference.ouis import mac_owner
from planner.reference.rulepacks import load_rules
from planner.reviewing import Inventories, review_inventories
from planner.why import why

INVENTORIES = Path(__file__).parents[1] / "inventories"
CEDAR = INVENTORIES / "cedar-valley.xlsx"
FIVE = INVENTORIES / "five-rows.csv"
UGLY = INVENTORIES / "ugly"


def told(path: Path, cell: str, **more: Any) -> RowWhy:
    found = why(path, cell, progress=lambda _: None, **more)
    assert isinstance(found, RowWhy), found
    return found


def refusal(path: Path, cell: str, **more: Any) -> str:
    found = why(path, cell, progress=lambda _: None, **more)
    assert isinstance(found, NoSuchRow), found
    return found.says


def said(row: RowWhy, step: str, at: int = 0) -> str:
    return " | ".join(line.says for one in row.items[at].steps if one.key == step for line in one.lines)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Sites!B17", Address("Sites", "B", 17)),
        ("Sites!17", Address("Sites", None, 17)),
        ("'North Market'!$c$9", Address("North Market", "C", 9)),
        ("'Joe''s sites'!3", Address("Joe's sites", None, 3)),
        ("Power!!4", Address("Power!", None, 4)),
        ("17", Address(None, None, 17)),
        (" b17 ", Address(None, "B", 17)),
        ("Sites", None),
        ("Sites!", None),
        ("Sites!0", None),
        ("", None),
    ],
)
def test_a_cell_is_named_as_excel_names_it(typed: str, address: Address | None) -> None:
    assert parse_address(typed) == address


@pytest.mark.parametrize(
    "name", ["cedar-valley.xlsx", "huawei-board-dump.csv", "ugly/merged-sites.xlsx", "ugly/entity-mib.csv"]
)
def test_on_real_sheets_the_waterfall_ends_where_the_review_does(name: str) -> None:
    assert_waterfalls_end_where_the_review_does(INVENTORIES / name)


def test_on_boards_in_chassis_the_waterfall_ends_where_the_review_does(tmp_path: Path) -> None:
    """A silent board in a silent shelf of a Huawei cabinet, a Nokia card beside it, and two that hold each other."""
    findings = assert_waterfalls_end_where_the_review_does(board_sheet(tmp_path))
    assert [(one.verdict, one.entity, len(one.evidence)) for one in findings] == [
        ("covered", "Huawei", 2),
        ("unknown", "Huawei", 1),
        ("unknown", "Huawei", 1),
        ("not_covered", None, 1),
        ("unknown", None, 0),
        ("unknown", None, 0),
        ("unknown", None, 0),
    ]


def board_sheet(folder: Path) -> Path:
    path = folder / "boards.csv"
    path.write_text(
        "Site,Vendor,Model,Serial,Asset ID,Parent\n"
        "Cedar,Huawei,BTS3900,X1,A1,\n"
        "Cedar,,Shelf 7,,A2,A1\n"
        "Cedar,,Board 8,,A3,A2\n"
        "Cedar,Nokia,Board 9,,A4,A2\n"
        "Cedar,,Fan 1,,A5,A4\n"
        "Cedar,,Loop 1,,A6,A7\n"
        "Cedar,,Loop 2,,A7,A6\n"
    )
    return path


def assert_waterfalls_end_where_the_review_does(path: Path) -> Sequence[Finding]:
    narrator = Narrator(load_rules(), mac_owner)
    findings = review_inventories(Inventories((path,)), lambda _: None).review.findings
    items = {finding.item.id: finding.item for finding in findings}
    for finding in findings:
        told = narrator.waterfall(finding.item, tuple(around(finding.item, items)))
        assert (told.verdict, told.entity, told.presence) == (finding.verdict, finding.entity, finding.presence)
        lines = [line for step in told.steps for line in step.lines]
        shown = {(line.rule, line.text, line.cell) for line in lines}
        assert all((one.rule, one.text, str(one.cell)) in shown for one in finding.evidence if one.cell.column)
    return findings


def test_a_board_says_what_it_is_plugged_into_and_stays_unknown(tmp_path: Path) -> None:
    row = told(board_sheet(tmp_path), "4")
    said_of_it = "plugged into the Shelf 7 (boards row 3), inside the BTS3900 (boards row 2), which is covered"
    assert said_of_it in said(row, "parent")
    assert "UNKNOWN (Huawei): only weak signs (the chassis it sits in), which prove nothing" in said(row, "verdict")
    assert row.items[0].entry is not None


def test_a_ruling_on_the_chassis_leaves_what_its_own_cells_say(tmp_path: Path) -> None:
    """The review judges before a person does, and the waterfall of the board must not tell another story."""
    path = board_sheet(tmp_path)
    cabinet = told(path, "2").items[0].finding.item
    ruling = Decision(cabinet.fingerprint, "not_covered", "sold in 2019", "Ana", "2026-11-20")
    (board,) = told(path, "3", decisions=[ruling]).items
    (evidence,) = board.finding.evidence
    lines = [line for step in board.steps if step.key == "parent" for line in step.lines]
    assert (lines[0].says, lines[0].text, lines[0].cell) == (evidence.why, evidence.text, str(evidence.cell))
    assert "which is covered by its own cells" in evidence.why


def test_the_command_prints_the_chassis_with_its_row(tmp_path: Path) -> None:
    answer = run(str(board_sheet(tmp_path)), "3")
    assert "plugged into the BTS3900 (boards row 2)" in " ".join(answer.stdout.split())


def test_a_number_is_enough_where_there_is_one_sheet() -> None:
    row = told(FIVE, "6")
    assert (row.sheet, row.row, row.row_class) == ("five-rows", 6, "item")
    assert row.items[0].finding.verdict == "unknown"


def test_where_there_are_more_the_sheets_are_named() -> None:
    assert "Sites, North Market" in refusal(CEDAR, "17")
    assert told(CEDAR, "86", sheet="North Market").items[0].finding.verdict == "likely"


def test_a_sheet_that_is_not_there_says_which_are() -> None:
    assert refusal(CEDAR, "Nowhere!4").startswith("There is no sheet Nowhere; there is Cover, Sites")


def test_a_sheet_is_found_in_any_case() -> None:
    assert told(CEDAR, "north market!86").sheet == "North Market"


def test_a_row_that_is_not_there_says_which_are() -> None:
    assert refusal(FIVE, "7") == "five-rows has the rows 1 to 6, and no 7."


def test_a_hidden_sheet_says_how_it_is_read() -> None:
    assert "--include-hidden" in refusal(UGLY / "hidden-things.xlsx", "old!2".replace("old", hidden_sheet()))


def hidden_sheet() -> str:
    asked = Inventories((UGLY / "hidden-things.xlsx",))
    sheets = review_inventories(asked, lambda _: None).review.files[0].sheets
    return next(sheet.name for sheet in sheets if not sheet.read)


def test_nonsense_is_answered_with_examples() -> None:
    assert refusal(FIVE, "the third row").endswith("Name it as in Sites!17, Sites!B17, or 17 where there is one sheet.")


def test_headers_are_no_item_and_say_so() -> None:
    row = told(FIVE, "1")
    assert (row.row_class, row.items) == ("header", ())
    assert row.reason.startswith("it holds the headers of the table")


def test_a_duplicate_names_the_row_it_repeats(tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    row = "Cedar,Huawei,RRU3908,2102351BTY10L4000123\n"
    path.write_text("Site,Vendor,Model,Serial\n" + row + row + "Cedar,Nokia,AHFIB,K1\n")
    again = told(path, "3")
    assert again.row_class == "duplicate"
    assert "it repeats another row, and the gear is counted there: two!" in again.reason


def test_a_row_of_several_items_tells_each_and_a_cell_picks_its_own() -> None:
    row = told(UGLY / "count-matrix.xlsx", "3")
    assert len(row.items) > 1
    columns = [{field.cell.column for field in one.finding.item.fields} for one in row.items]
    own = next(iter(columns[1] - columns[0]))
    (picked,) = told(UGLY / "count-matrix.xlsx", f"{own}3").items
    assert picked.finding.item.id == row.items[1].finding.item.id


def test_the_program_and_a_persons_decision_come_after_the_verdict() -> None:
    finding = told(CEDAR, "North Market!86").items[0].finding
    ruling = Decision(finding.item.fingerprint, "covered", "label seen", "Ana", "2026-11-20")
    row = told(CEDAR, "North Market!86", decisions=[ruling])
    assert [step.key for step in row.items[0].steps][-3:] == ["presence", "eligibility", "decision"]
    assert row.items[0].finding.verdict == "covered"
    assert "LIKELY COVERED (Huawei)" in said(row, "verdict")
    assert "ruled by Ana on 2026-11-20" in said(row, "decision")
    assert row.items[0].settle == ()


def test_a_project_file_adds_whether_the_carrier_is_eligible() -> None:
    row = told(CEDAR, "North Market!166", project=INVENTORIES / "cedar-valley.toml")
    assert "the carrier is eligible" in said(row, "eligibility")


def test_what_is_open_says_what_would_settle_it_and_which_entry_it_touches() -> None:
    (item,) = told(CEDAR, "North Market!86").items
    assert "label" in item.settle[0]
    assert item.entry is not None
    assert (item.entry.name, item.entry.listed_since) == ("Huawei", "2021-03-12")


def test_a_maker_listed_for_some_uses_leaves_the_question_of_use(tmp_path: Path) -> None:
    path = tmp_path / "cameras.csv"
    path.write_text("Site,Vendor,Model\nCedar,Hikvision,DS-2CD2143\nRidge,Nokia,AHFIB\n")
    (item,) = told(path, "2").items
    assert item.entry is not None
    assert "national-security" in item.entry.scope
    assert any("what it is used for" in one for one in item.settle)


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["why", *arguments], env={"COLUMNS": "100"})


def test_the_command_prints_short_lines_with_rule_and_source() -> None:
    answer = run(str(CEDAR), "North Market!177")
    assert answer.exit_code == 0
    assert max(map(len, answer.stdout.splitlines())) <= 100
    assert 'I177   "Huawei" stands after "replaced"' in answer.stdout
    assert "rule maker-other-nokia (against): IEEE registry" in answer.stdout
    assert "stance" not in answer.stdout


def test_the_command_prints_a_document() -> None:
    answer = run(str(FIVE), "2", "--json")
    document = json.loads(answer.stdout)
    assert document["format"] == "planner-why/1"
    assert document["source"] == {"file": "five-rows.csv", "sheet": "five-rows", "row": 2}
    (item,) = document["items"]
    assert [step["key"] for step in item["steps"]][:2] == ["normalise", "role"]
    assert item["verdict"] == "covered"


def test_an_address_that_leads_nowhere_is_wrong_usage() -> None:
    assert run(str(FIVE), "99").exit_code == 2


def test_a_row_that_is_no_item_is_told_and_is_no_failure() -> None:
    answer = run(str(FIVE), "1")
    assert answer.exit_code == 0
    assert "No item (header): it holds the headers of the table." in answer.stdout


def test_an_entry_that_names_software_is_touched_and_shows_its_scope(tmp_path: Path) -> None:
    path = tmp_path / "servers.csv"
    path.write_text("Site,Vendor,Model\nCedar,Kaspersky,Endpoint Security\nRidge,Nokia,AHFIB\n")
    (item,) = told(path, "2").items
    assert item.entry is not None
    assert item.entry.name.startswith("Kaspersky")
    assert item.entry.listed_since == "2022-03-25"

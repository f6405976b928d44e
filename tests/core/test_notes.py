from dataclasses import replace

from planner.core.model import (
    CellRef,
    Evidence,
    FileReview,
    Finding,
    Issue,
    Item,
    Review,
    RulesInfo,
    SheetReview,
    Verdict,
)
from planner.core.notes import cell_notes

RULES = RulesInfo("test", "1", "2026-11-24")


def found(row: int, verdict: Verdict, *evidence: Evidence) -> Finding:
    item = Item(row, f"f{row}", "a.xlsx", "Sites", row, ())
    return Finding(item, verdict, "Huawei" if verdict == "covered" else None, "in_network", None, None, evidence)


def hit(column: str, row: int) -> Evidence:
    cell = CellRef("a.xlsx", "Sites", column, row)
    return Evidence("maker", "conclusive", cell, "Huawei", "the maker cell names Huawei", "maker", "Huawei")


def review(findings: tuple[Finding, ...], issues: tuple[Issue, ...] = ()) -> Review:
    sheet = SheetReview("Sites", "visible", True, 9, 1, {}, ())
    return Review(RULES, (FileReview("a.xlsx", "", 0, (sheet,)),), findings, issues, ())


def test_a_covered_row_is_noted_at_the_cell_that_says_so() -> None:
    (note,) = cell_notes(review((found(5, "covered", hit("B", 5)),)), "a.xlsx")
    assert (note.sheet, note.row, note.column, note.level) == ("Sites", 5, "B", "covered")
    assert note.text == "Covered: Huawei gear. Sites!B5: the maker cell names Huawei"


def test_an_unknown_row_without_evidence_is_noted_at_its_first_cell() -> None:
    (note,) = cell_notes(review((found(5, "unknown"),)), "a.xlsx")
    assert (note.column, note.text) == (None, "Unknown: cannot tell who made it. Nothing in this row says who made it.")


def test_evidence_from_a_cell_above_is_noted_in_the_row_itself() -> None:
    (note,) = cell_notes(review((found(6, "covered", hit("B", 5)),)), "a.xlsx")
    assert (note.row, note.column) == (6, None)


def test_a_ruling_that_names_no_maker_says_so() -> None:
    (note,) = cell_notes(review((replace(found(5, "covered"), entity=None),)), "a.xlsx")
    assert note.text.startswith("Covered by a person's ruling. ")


def test_rows_of_other_makers_are_left_alone() -> None:
    assert cell_notes(review((found(5, "not_covered"),)), "a.xlsx") == ()


def test_an_issue_is_noted_where_it_was_typed_with_what_would_be_right() -> None:
    issue = Issue("blocks", "a.xlsx", "Sites!D7", "three", "quantity is not a number", "type 3", "quantity")
    (note,) = cell_notes(review((), (issue,)), "a.xlsx")
    assert (note.row, note.column, note.level, note.text) == (7, "D", "blocks", "quantity is not a number. type 3")


def test_notes_of_another_file_stay_out() -> None:
    assert cell_notes(review((found(5, "covered", hit("B", 5)),)), "b.xlsx") == ()

"""Comments on cells are never read into a row; one that names gear is asked about."""

from dataclasses import replace
from typing import Any

import pytest

from planner.core.columns import ColumnLexicon
from planner.core.model import CellComment, Issue, Upload
from planner.core.rows import understand

ROWS = [["Site", "Make", "Model", "Qty"], ["Mesa", None, "radio head", 3]]


def asked(make_sheet: Any, lexicon: ColumnLexicon, *comments: CellComment, read: bool = True) -> list[Issue]:
    sheet = replace(make_sheet(ROWS), comments=comments, read=read)
    issues = understand([Upload("cedar.xlsx", "0" * 64, 1, (sheet,))], lexicon).issues
    return [issue for issue in issues if issue.rule == "comment-names-gear"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Label says Huawei", "names a maker "),
        ("really an RRU3908, see photo", "names a model "),
        ("Serial on label is different: 2102311AAA10D5999999", "names a serial number "),
        ("actually ZTE, S/N: 2197001234", "names a maker and a serial number "),
    ],
)
def test_a_comment_that_names_gear_is_asked_about_at_its_cell(
    make_sheet: Any, lexicon: ColumnLexicon, text: str, what: str
) -> None:
    knowing = replace(lexicon, model=lambda text: "strong" if text == "RRU3908" else None)
    [issue] = asked(make_sheet, knowing, CellComment(2, 1, text))
    assert (issue.severity, issue.cell, issue.typed) == ("check", "Sites!B2", text)
    assert what in issue.problem


@pytest.mark.parametrize(
    "text", ["checked 2019-05-01 by KL", "call 406-555-0123", "rung 40, north face", "JOB 20190501"]
)
def test_a_comment_about_anything_else_raises_no_question(make_sheet: Any, lexicon: ColumnLexicon, text: str) -> None:
    assert asked(make_sheet, lexicon, CellComment(2, 1, text)) == []


def test_comments_of_a_sheet_that_was_not_read_are_not_told(make_sheet: Any, lexicon: ColumnLexicon) -> None:
    assert asked(make_sheet, lexicon, CellComment(2, 1, "Label says Huawei"), read=False) == []

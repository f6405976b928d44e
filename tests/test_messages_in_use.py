"""Every issue that a sample inventory raises is one of the table, with its severity and its texts filled in."""

import re
from pathlib import Path

import pytest

from planner.core.issue_groups import grouped
from planner.core.messages import MESSAGES
from planner.core.model import Issue
from planner.core.rows import understand
from planner.reference.columns import load_column_lexicon
from planner.reference.rulepacks import load_rules
from planner.workbooks.read import read_upload

FOLDER = Path(__file__).resolve().parents[1] / "inventories"
KINDS = (".csv", ".tsv", ".xlsx", ".xls", ".ods")
FILES = sorted(path for path in FOLDER.rglob("*.*") if path.suffix in KINDS and not path.name.startswith("bad-"))


def pattern(template: str) -> re.Pattern[str]:
    """The template as a pattern: whatever stands for a value may be anything; a note about more cells may follow."""
    parts = re.split(r"\{\w+\}", template)
    return re.compile(".*".join(map(re.escape, parts)) + r"(?:; the same in \d+ more cells: .*)?", re.DOTALL)


def is_of_the_table(issue: Issue) -> bool:
    message = MESSAGES.get(issue.rule)
    if message is None or message.severity != issue.severity:
        return False
    return bool(pattern(message.problem).fullmatch(issue.problem) and pattern(message.fix).fullmatch(issue.fix))


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_every_issue_of_a_sample_is_of_the_table(path: Path) -> None:
    upload = read_upload(path, include_hidden=True)
    issues = understand([upload], load_column_lexicon(load_rules().maker_names)).issues
    assert [issue for issue in issues if not is_of_the_table(issue)] == []
    assert {issue for group in grouped(issues) for issue in group.issues} == set(issues)

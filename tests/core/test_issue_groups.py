"""The same mistake many times is one group, and no issue is lost in the grouping."""

from hypothesis import given
from hypothesis import strategies as st

from planner.core.issue_groups import FIRST, count_of, grouped, heading
from planner.core.messages import MESSAGES
from planner.core.model import Issue, Severity
from planner.core.rows.condense import condensed
from planner.core.rows.notebook import Notebook


def bad_quantity(row: int, typed: str = "three", sheet: str = "Sites", severity: Severity = "blocks") -> Issue:
    return Issue(severity, "cedar.xlsx", f"{sheet}!D{row}", typed, "no number", "a number", "quantity-unreadable")


def test_412_times_the_same_mistake_is_one_group_with_its_first_cells() -> None:
    [group] = grouped([bad_quantity(row) for row in range(2, 414)])
    assert (group.count, group.title) == (412, "A quantity is not a number")
    assert heading(group) == "A quantity is not a number × 412"
    assert group.cells == ("Sites!D2", "Sites!D3", "Sites!D4", "Sites!D5", "Sites!D6")
    assert (group.typed, group.file, group.sheet) == (("three",), "cedar.xlsx", "Sites")


def test_one_mistake_has_no_count() -> None:
    assert heading(grouped([bad_quantity(2)])[0]) == "A quantity is not a number"


def test_what_blocks_comes_first_and_sheets_stay_apart() -> None:
    later = Issue("check", "cedar.xlsx", "Sites", "", "no site in row 3", "the site", "site-missing")
    groups = grouped([later, bad_quantity(2), bad_quantity(3, sheet="Radios"), bad_quantity(4)])
    assert [(group.rule, group.sheet, group.count) for group in groups] == [
        ("quantity-unreadable", "Sites", 2),
        ("quantity-unreadable", "Radios", 1),
        ("site-missing", "", 1),
    ]


def test_cells_and_rows_that_were_told_in_one_issue_are_counted_one_by_one() -> None:
    notebook = Notebook("cedar.xlsx", "Sites")
    for row in range(2, 22):
        notebook.say("date-year-only", str(2000 + row % 3), row, 4)
        notebook.tally("site-missing", row)
    notebook.tell("site-missing")
    issues = condensed(notebook)
    assert len(issues) == 2
    assert {group.rule: group.count for group in grouped(issues)} == {"date-year-only": 20, "site-missing": 20}
    [years] = [group for group in grouped(issues) if group.rule == "date-year-only"]
    assert years.problem == MESSAGES["date-year-only"].problem


def test_a_rule_that_the_table_lacks_is_its_own_title() -> None:
    issue = Issue("check", "cedar.xlsx", "Sites", "", "odd", "even", "never-heard-of")
    assert grouped([issue])[0].title == "never-heard-of"


rules = st.sampled_from(["quantity-unreadable", "site-missing", "date-unreadable"])
issues = st.builds(
    Issue,
    st.sampled_from(["blocks", "check", "fixed"]),
    st.sampled_from(["a.xlsx", "b.csv"]),
    st.sampled_from(["Sites!A1", "Sites!B2", "Radios!A1", "Sites"]),
    st.text(max_size=3),
    st.just("a problem"),
    st.just("a fix"),
    rules,
)


@given(st.lists(issues))
def test_no_issue_is_lost_and_none_is_counted_twice(some: list[Issue]) -> None:
    groups = grouped(some)
    assert sum(group.count for group in groups) == len(some)
    assert sorted(map(repr, some)) == sorted(repr(issue) for group in groups for issue in group.issues)
    assert all(len(group.cells) <= FIRST for group in groups)
    assert [count_of(issue) for issue in some] == [1] * len(some)

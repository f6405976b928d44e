"""A duplicate that names other gear than the row it repeats: both cells, both texts, and what would hide behind it."""

import pytest

from planner.core.model import CellRef, FieldText, Finding, Item, Meaning, Verdict
from planner.core.repeats import Repeat, repeat_issues, says_otherwise


def item(number: int, row: int, maker: str | None, model: str | None, file: str = "cedar.xlsx") -> Item:
    told: tuple[tuple[Meaning, str, str | None], ...] = (("maker", "B", maker), ("model", "C", model))
    fields = [FieldText(name, name, CellRef(file, "Sites", letter, row), text) for name, letter, text in told if text]
    return Item(number, "", file, "Sites", row, fields, maker=maker, model=model, serials=("2102310QXH10E1000123",))


def found(one: Item, verdict: Verdict, entity: str | None = None) -> Finding:
    return Finding(one, verdict, entity, "in_network", "ran", None, ())


NOKIA = item(1, 2, "Nokia", "AirScale")


def test_both_cells_and_both_texts_are_named_and_what_would_hide() -> None:
    again = item(0, 3, "Huawei", "BBU3900")
    (issue,) = repeat_issues([Repeat(again, 1)], [found(again, "covered", "Huawei")], [found(NOKIA, "not_covered")])
    assert (issue.rule, issue.severity, issue.cell, issue.typed) == (
        "duplicate-says-otherwise", "check", "Sites!B3", "Huawei",
    )  # fmt: skip
    assert issue.problem == (
        'this row says maker "Huawei" and model "BBU3900" and repeats Sites!B2, which says maker "Nokia" and model '
        '"AirScale"; counted once, as Sites!B2 says. By its own words this row is covered (Huawei), the row it repeats '
        "is not covered"
    )
    assert "label" in issue.fix


def test_the_model_is_named_at_its_own_cell_when_the_maker_agrees() -> None:
    again = item(0, 3, "nokia", "Flexi")
    (issue,) = repeat_issues([Repeat(again, 1)], [found(again, "not_covered")], [found(NOKIA, "not_covered")])
    assert (issue.cell, issue.typed) == ("Sites!C3", "Flexi")
    assert issue.problem.endswith('repeats Sites!C2, which says model "AirScale"; counted once, as Sites!C2 says')


def test_a_row_in_another_file_is_named_with_its_file() -> None:
    again = item(0, 3, "Huawei", None, "elk.xlsx")
    (issue,) = repeat_issues([Repeat(again, 1)], [found(again, "covered", "Huawei")], [found(NOKIA, "unknown")])
    assert "repeats Sites!B2 in cedar.xlsx" in issue.problem
    assert "the row it repeats is unknown" in issue.problem


@pytest.mark.parametrize(
    ("own", "first"), [("likely", "covered"), ("covered", "covered"), ("unknown", "not_covered"), ("likely", "likely")]
)
def test_nothing_hides_behind_a_row_that_is_as_covered(own: Verdict, first: Verdict) -> None:
    again = item(0, 3, "Huawei", "BBU3900")
    (issue,) = repeat_issues([Repeat(again, 1)], [found(again, own, "Huawei")], [found(NOKIA, first)])
    assert "By its own words" not in issue.problem


@pytest.mark.parametrize(
    ("maker", "model", "told"),
    [
        ("Nokia", "AirScale", False),
        ("NOKIA", "Air-Scale", False),
        (None, None, False),
        ("", "AIRSCALE", False),
        ("Nokia Networks", None, False),
        ("Nokia", "AirScale V2", True),
        (None, "BBU3900", True),
        ("Huawei", None, True),
        ("Nokiax", None, True),
    ],
)
def test_only_another_name_is_told(maker: str | None, model: str | None, told: bool) -> None:
    assert says_otherwise(NOKIA, maker, model) is told


def test_a_duplicate_that_names_what_the_row_it_repeats_does_not_is_told() -> None:
    bare = item(1, 2, None, None)
    assert says_otherwise(bare, "Huawei", None)
    again = item(0, 3, "Huawei", None)
    (issue,) = repeat_issues([Repeat(again, 1)], [found(again, "covered", "Huawei")], [found(bare, "unknown")])
    assert "repeats Sites row 2, which says no maker" in issue.problem


def test_without_repeats_nothing_is_looked_at() -> None:
    assert list(repeat_issues([], (), ())) == []

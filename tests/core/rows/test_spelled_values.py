"""What people write in words or in other letters: quantities, ditto marks, lists of serial numbers, ZIP codes."""

from collections.abc import Callable
from typing import Any

import pytest

from planner.core.rows.serials import serials_of
from planner.core.rows.values import Bad, quantity_of
from planner.core.rows.values.zips import zip_doubt

Read = Callable[..., Any]
HEAD = ["Site", "Make", "Model", "Serial", "Qty"]


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("one", 1), ("Two", 2), ("twenty", 20), ("a pair", 2), ("pr", 2), ("1 pair", 2), ("2 pairs", 4),
        ("pair (2)", 2), ("4 (four)", 4), ("six (6)", 6), ("two (2) ea", 2), ("3 total", 3), ("total: 3", 3),
        ("3 in total", 3), ("half dozen", 6), ("half a dozen", 6), ("dozen", 12), ("2 doz.", 24), ("one each", 1),
        ("a set", 1),
    ],
)  # fmt: skip
def test_a_quantity_in_words_is_read(typed: str, count: int) -> None:
    assert quantity_of(typed) == count


@pytest.mark.parametrize(
    "typed", ["a few", "several", "four (5)", "1 (pair)", "pairs", "a", "half", "twenty-one", "one of", "two or three"]
)
def test_words_that_could_be_another_count_are_bad(typed: str) -> None:
    assert isinstance(found := quantity_of(typed), Bad)
    assert found.rule == "quantity-unreadable"


@pytest.mark.parametrize("merged", [False, True], ids=["plain", "walked"])
def test_a_quantity_in_words_is_told_and_blocks_nothing(read: Read, merged: bool) -> None:
    above = [HEAD] if not merged else [HEAD, ['"'] * 5]
    rows = [["Mesa", "Huawei", "RRU3908", None, "three"], ["Mesa", "Huawei", "BBU3900", None, 2]]
    reading = read([*above, *rows])
    assert [item.quantity for item in reading.items][-2:] == [3, 2]
    [issue] = reading.issues("quantity-spelled-out")
    assert issue.severity == "fixed"
    assert issue.problem.endswith(f"row {len(above) + 1}")


def test_each_without_a_number_says_nothing_and_one_is_assumed(read: Read) -> None:
    reading = read([HEAD, ["Mesa", "Huawei", "RRU3908", None, "ea"]])
    assert [item.quantity for item in reading.items] == [1]
    assert [issue.cell for issue in reading.issues("quantity-not-given")] == ["Sites!E2"]


@pytest.mark.parametrize("typed", [0, "0", "0 ea", 0.0])
def test_a_quantity_of_zero_is_a_note_that_blocks_nothing(read: Read, typed: Any) -> None:
    rows = [HEAD, ["Mesa", "Huawei", "RRU3908", None, 3], ["Elk", "Huawei", "BBU3900", None, typed]]
    for reading in (read(rows), read([*rows, ["Elk", '"', "RRU3908", None, 1]])):
        assert reading.classes[:3] == ["header", "item", "note"]
        assert "BBU3900" not in [item.model for item in reading.items]
        [issue] = reading.issues("quantity-zero")
        assert (issue.severity, issue.cell) == ("check", "Sites!E3")
        assert reading.issues("quantity-unreadable") == []


def test_nothing_else_is_asked_of_a_row_of_nothing(read: Read) -> None:
    head = [*HEAD, "Acquired"]
    rows = [head, ["Mesa", "Huawei", "RRU3908", None, 0, "soon"], ["Elk", "Huawei", "BBU3900", None, 1, "2017-03-14"]]
    for reading in (read(rows), read([head, ['"'] * 6, *rows[1:]])):
        assert reading.issues("date-unreadable") == []


def test_zero_beside_a_serial_number_contradicts_itself_and_blocks(read: Read) -> None:
    reading = read([HEAD, ["Mesa", "Huawei", "RRU3908", "AB12345671", 0], ["Elk", "Huawei", "BBU3900", None, 1]])
    assert reading.classes == ["header", "problem", "item"]
    assert [issue.cell for issue in reading.issues("quantity-unreadable")] == ["Sites!E2"]


@pytest.mark.parametrize("mark", ["-do-", "- DO -", "-Do.-", "-ditto-", "(do)"])
def test_a_ditto_mark_between_dashes_repeats_the_row_above(read: Read, mark: str) -> None:
    reading = read([HEAD, ["Mesa", "Huawei", "RRU3908", None, 1], [mark, mark, mark, "AB12345671", 1]])
    assert (reading.items[1].site, reading.items[1].maker, reading.items[1].model) == ("Mesa", "Huawei", "RRU3908")


@pytest.mark.parametrize(
    "typed",
    [
        "(1) AB12345671 (2) AB12345672", "1) AB12345671 2) AB12345672", "1. AB12345671, 2. AB12345672",
        "#1: AB12345671; #2: AB12345672", "#1 AB12345671 #2 AB12345672", "1: AB12345671\n2: AB12345672",
    ],
)  # fmt: skip
def test_a_list_that_counts_its_serial_numbers_holds_each_of_them(typed: str) -> None:
    assert serials_of(typed) == ("AB12345671", "AB12345672")


@pytest.mark.parametrize("typed", ["2) AB12345671 1) AB12345672", "(1) AB12345671"])
def test_numbers_that_count_nothing_are_left_alone(typed: str) -> None:
    assert serials_of(typed) == (typed,)


@pytest.mark.parametrize("merged", [False, True], ids=["plain", "walked"])
def test_full_width_letters_are_plain_ones_in_what_is_read(read: Read, merged: bool) -> None:
    row = ["Mesa", "Ｈｕａｗｅｉ", "ＲＲＵ３９０８", "AB12345671", 1]
    reading = read([HEAD, *([['"'] * 5] if merged else []), row])
    item = reading.items[-1]
    assert (item.maker, item.model) == ("Huawei", "RRU3908")
    assert "ＲＲＵ３９０８" in [entry.text for entry in item.fields]


@pytest.mark.parametrize("typed", [4401, "04401", "04401-1234", "044011234", 44011234, "4401", None, "N/A"])
def test_a_zip_code_with_and_without_its_zeros_raises_no_question(typed: Any) -> None:
    assert zip_doubt(typed, "ME") is None


@pytest.mark.parametrize("typed", ["O4401", 123, "0440", "04401-12", "K1A 0B1", "Bangor"])
def test_what_cannot_be_a_zip_code_is_asked_about(typed: Any) -> None:
    assert isinstance(found := zip_doubt(typed, "ME"), Bad)
    assert found.rule == "zip-unreadable"


def test_a_zip_code_of_another_state_is_asked_about() -> None:
    assert isinstance(found := zip_doubt("99999", "me"), Bad)
    assert found.rule == "zip-elsewhere"
    assert zip_doubt("99999", None) is None
    assert zip_doubt("88510", "TX") is None


def test_a_register_names_the_cells_of_doubtful_zip_codes(read: Read) -> None:
    head = ["Site ID", "Site name", "Address", "City", "State", "ZIP"]
    codes = ["O4401", 99999, "04401"]
    register = [[f"PR-{n}", f"Site {n}", "1 Main St", "Bangor", "ME", code] for n, code in enumerate(codes)]
    reading = read(Sites=[head, *register], Gear=[HEAD, ["PR-0", "Huawei", "RRU3908", None, 1]])
    assert [issue.cell for issue in reading.issues("zip-unreadable")] == ["Sites!F2"]
    assert [issue.cell for issue in reading.issues("zip-elsewhere")] == ["Sites!F3"]


def test_a_month_without_its_day_leaves_the_date_open_and_is_asked_about(read: Read) -> None:
    dates = ["12/25/2016", "Jun-18", "6/2018", "Dec 2017"]
    rows = [["Mesa", "Huawei", "RRU3908", f"AB1234567{n}", day] for n, day in enumerate(dates)]
    reading = read([["Site", "Make", "Model", "Serial", "Acquired"], *rows])
    assert [item.obtained_on is None for item in reading.items] == [False, True, True, True]
    assert reading.issues("date-month-only")[0].cell == "Sites!E3"

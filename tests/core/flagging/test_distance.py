"""Slips of the finger, counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.flagging.distance import damerau_levenshtein

LETTERS = st.text(alphabet="AHUWEI", max_size=7)


@pytest.mark.parametrize(
    ("left", "right", "slips"),
    [("HUAWEI", "HUAWEI", 0), ("HAUWEI", "HUAWEI", 1), ("HUWEI", "HUAWEI", 1), ("HUAWEEI", "HUAWEI", 1), ("HUAXEI",
    "HUAWEI", 1),
     ("HAUWIE", "HUAWEI", 2), ("", "AB", 2), ("HUGHES", "HUAWEI", 3)],
)  # fmt: skip
def test_slips_are_counted(left: str, right: str, slips: int) -> None:
    assert damerau_levenshtein(left, right, limit=5) == slips


def test_counting_stops_just_past_the_limit() -> None:
    assert damerau_levenshtein("HUGHES", "HUAWEI", limit=2) == 3
    assert damerau_levenshtein("A", "ABCDEFG", limit=2) == 3


@given(LETTERS, LETTERS)
def test_distance_is_the_same_both_ways_and_zero_only_for_equals(left: str, right: str) -> None:
    there = damerau_levenshtein(left, right, limit=9)
    assert there == damerau_levenshtein(right, left, limit=9)
    assert (there == 0) == (left == right)

"""The measure of likeness is from 0 to 1 and the same both ways."""

from hypothesis import given
from hypothesis import strategies as st

from planner.reference.similarity import alike


def test_a_letter_apart_is_alike_and_nothing_in_common_is_not() -> None:
    assert alike("cedar ridge", "cedar ridge") == 1
    assert alike("cedar ridge", "ceder ridge") > 0.9
    assert alike("abc", "xyz") == 0


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_a_share(one: str, other: str) -> None:
    assert 0 <= alike(one, other) <= 1
    assert alike(one, one) == 1

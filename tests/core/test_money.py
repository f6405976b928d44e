from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.money import CENT, DOLLAR, allocate, cents, shown, total, whole_dollars

AMOUNTS = st.integers(min_value=0, max_value=10**12).map(lambda number: Decimal(number) / 100)
WEIGHTS = st.lists(st.integers(min_value=0, max_value=10**6).map(Decimal), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("amount", "rounded"), [("0.125", "0.12"), ("0.135", "0.14"), ("2.675", "2.68"), ("1", "1.00")]
)
def test_cents_are_rounded_half_to_even(amount: str, rounded: str) -> None:
    assert cents(Decimal(amount)) == Decimal(rounded)


def test_the_largest_remainder_gets_the_cent_that_is_left() -> None:
    thirds = allocate(Decimal("100.00"), [Decimal(1), Decimal(1), Decimal(1)])
    assert thirds == (Decimal("33.34"), Decimal("33.33"), Decimal("33.33"))


def test_thirty_forty_thirty_of_ten_dollars_and_one_cent() -> None:
    parts = allocate(Decimal("10.01"), [Decimal(30), Decimal(40), Decimal(30)])
    assert parts == (Decimal("3.00"), Decimal("4.01"), Decimal("3.00"))


def test_without_any_weight_the_first_part_gets_everything() -> None:
    assert allocate(Decimal("5.00"), [Decimal(0), Decimal(0)]) == (Decimal("5.00"), Decimal("0.00"))


@pytest.mark.parametrize("weights", [[], [Decimal(1), Decimal(-1)]])
def test_impossible_weights_are_refused(weights: list[Decimal]) -> None:
    with pytest.raises(ValueError, match="zero or more"):
        allocate(Decimal(1), weights)


def test_an_amount_finer_than_the_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="not a multiple"):
        allocate(Decimal("1.005"), [Decimal(1)])


@given(AMOUNTS, WEIGHTS)
def test_the_parts_always_add_up_and_miss_their_share_by_less_than_a_cent(
    amount: Decimal, weights: list[Decimal]
) -> None:
    parts = allocate(amount, weights)
    assert sum(parts) == amount
    whole = sum(weights)
    if whole:
        misses = [abs(part - amount * weight / whole) for part, weight in zip(parts, weights, strict=True)]
        assert max(misses) < CENT


@given(st.lists(AMOUNTS, max_size=20))
def test_whole_dollars_add_up_to_the_sum_rounded_once(amounts: list[Decimal]) -> None:
    assert sum(whole_dollars(amounts)) == total(amounts).quantize(DOLLAR)


def test_amounts_are_shown_as_people_read_them() -> None:
    assert [shown(Decimal(text)) for text in ("1234.5", "-0.1", "0")] == ["$1,234.50", "-$0.10", "$0.00"]

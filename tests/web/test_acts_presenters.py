"""Rows to what stands there: no dollar of a cost line is lost or counted twice, and no price is made up."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.core.money import allocate
from planner.web.presenters import rulings

LINES = st.lists(
    st.tuples(st.integers(0, 10**7), st.lists(st.integers(1, 6), min_size=1, max_size=6, unique=True)), max_size=8
)


@given(LINES, st.lists(st.integers(1, 50), min_size=6, max_size=6))
def test_the_shares_of_all_rows_add_up_to_the_cost_lines(lines: list[Any], units: list[int]) -> None:
    found = [{"likely": f"{Decimal(cents) / 100:f}", "items": items} for cents, items in lines]
    quantities = dict(enumerate(units, 1))
    priced = rulings.prices({"lines": found}, set(quantities), quantities)
    assert sum(priced.values()) == sum(Decimal(line["likely"]) for line in found)
    assert set(priced) == {number for line in found for number in line["items"]}
    few = {1, 2}
    assert rulings.prices({"lines": found}, few, quantities) == {key: priced[key] for key in few if key in priced}


@given(LINES, st.lists(st.sampled_from([0, 1, 1, 2, 3, 100]), min_size=6, max_size=6))
def test_rows_of_as_many_units_get_what_each_line_by_itself_would_give_them(lines: list[Any], units: list[int]) -> None:
    found = [{"likely": f"{Decimal(cents) / 100:f}", "items": items} for cents, items in lines]
    quantities = dict(enumerate(units, 1))
    expected: dict[int, Decimal] = {}
    for line in found:
        shares = allocate(Decimal(line["likely"]), [Decimal(quantities[number]) for number in line["items"]])
        for number, share in zip(line["items"], shares, strict=True):
            expected[number] = expected.get(number, Decimal(0)) + share
    assert rulings.prices({"lines": found}, set(quantities), quantities) == expected


def test_a_line_of_three_rows_is_shared_by_units() -> None:
    lines = {"lines": [{"likely": "100.00", "items": [1, 2]}, {"likely": "9.00", "items": [2]}]}
    assert rulings.prices(lines, {1, 2, 3}, {1: 1, 2: 3, 3: 1}) == {1: Decimal("25.00"), 2: Decimal("84.00")}


def test_rows_that_say_the_same_stand_as_one_with_the_price_of_all(kit: dict[str, Any]) -> None:
    items = [kit["item"](1, "covered"), kit["item"](2, "covered", fingerprint="f1"), kit["item"](3, "covered")]
    review, lines = kit["review"](items), {"lines": [{"likely": "10.00", "items": [1, 2, 3]}]}
    lines["lines"][0]["likely"] = "9.00"
    one, other = rulings.standings(review, lines, [items[0], items[2]])
    assert (one.fingerprint, one.price, one.quantity) == ("f1", Decimal("6.00"), 3)
    assert (other.fingerprint, other.price) == ("f3", Decimal("3.00"))
    (half,) = rulings.standings(review, {"lines": [{"likely": "10.00", "items": [1]}]}, items[:1])
    assert half.price is None


def test_a_question_that_is_no_longer_asked_shows_no_rows(kit: dict[str, Any]) -> None:
    review = kit["review"]([kit["item"](1, "covered")])
    assert rulings.chosen(review, None, rulings.Filter(question="Q1")) == []
    assert len(rulings.chosen(review, None, rulings.Filter(verdict="covered"))) == 1

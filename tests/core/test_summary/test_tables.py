"""Formulas, texts and names: the small parts of a report."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.model import Site
from planner.core.money import cents
from planner.core.summary import Column, Formula, Table, plain
from planner.core.summary.formulas import agreement, product_to_the_cent, sum_by_label, sum_column
from planner.core.summary.inputs import site_names
from planner.core.summary.text import CELL_LIMIT, cell_text, counted, listed

QUANTITIES = st.decimals("0", "9999", places=3)
PRICES = st.decimals("0", "99999", places=2)


def test_a_row_that_is_too_short_is_refused_before_it_shifts_figures() -> None:
    columns = (Column("a", "A"), Column("b", "B"))
    with pytest.raises(ValueError, match="1 cells for 2 columns"):
        Table("t", "T", "", columns, rows=(("only one",),))


@pytest.mark.parametrize(
    ("quantity", "unit", "nudge", "value"),
    [
        ("3", "1.25", "", "3.75"),
        ("0.5", "0.01", "-0.001", "0.00"),
        ("0.5", "0.03", "+0.001", "0.02"),
        ("0.5", "0.05", "-0.001", "0.02"),
        ("0.5", "0.07", "+0.001", "0.04"),
        ("-0.5", "0.07", "-0.001", "-0.04"),
    ],
)
def test_half_a_cent_goes_to_even_in_the_formula_as_in_the_estimate(
    quantity: str, unit: str, nudge: str, value: str
) -> None:
    formula = product_to_the_cent(Decimal(quantity), Decimal(unit), "quantity", "unit")
    assert formula.pattern == "ROUND({0}*{1}" + nudge + ",2)"
    assert formula.value == Decimal(value)


@given(QUANTITIES, PRICES)
def test_the_product_is_always_the_estimates_product(quantity: Decimal, unit: Decimal) -> None:
    assert product_to_the_cent(quantity, unit, "quantity", "unit").value == cents(quantity * unit)


@pytest.mark.parametrize(
    ("labels", "function"),
    [(["ran", "core"], "SUMIFS"), (["ran", ">5"], "EXACT"), (["a*"], "EXACT"), (["Ran"], "EXACT"), (["007"], "EXACT")],
)
def test_a_label_that_sumifs_would_read_as_a_condition_is_compared_exactly(labels: list[str], function: str) -> None:
    assert function in sum_by_label("costs", "likely", "kind", "label", labels, Decimal(1)).pattern


def test_a_column_without_rows_adds_up_to_zero_without_a_formula() -> None:
    assert sum_column("costs", "likely", []) == 0


@pytest.mark.parametrize(("difference", "word"), [("0", "OK"), ("0.004", "OK"), ("0.01", "DIFFERS"), ("-1", "DIFFERS")])
def test_figures_agree_only_to_the_cent(difference: str, word: str) -> None:
    assert agreement("expected", "actual", Decimal(difference)).value == word


def test_control_characters_and_lone_surrogates_are_removed_and_line_ends_made_one_kind() -> None:
    assert cell_text("a\x00b\x1bc\r\nd\re\tf\ud800\ufffe\x85") == "abc\nd\ne\tf"


@pytest.mark.parametrize("letter", ["x", "é", "\U0001f4e1"])
def test_a_text_longer_than_a_cell_is_cut_and_says_so(letter: str) -> None:
    text = cell_text(letter * 40_000)
    assert len(text.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert text.startswith(letter * 16_000)
    assert text.endswith("… [cut here: 40,000 characters in all, a cell holds 32,767]")


@given(st.text())
def test_cleaning_a_text_twice_changes_nothing_more(text: str) -> None:
    assert cell_text(cell_text(text)) == cell_text(text)


def test_sites_that_share_a_name_are_told_apart_by_their_keys() -> None:
    names = site_names((Site("a", "Hill"), Site("b", "hill "), Site("c", "Lake"), Site("d", "a")))
    assert names == {"a": "Hill (a)", "b": "hill  (b)", "c": "Lake", "d": "a (d)"}


def test_numbers_are_said_in_english() -> None:
    assert [counted(1, "row"), counted(2400, "row"), listed([]), listed(["a"]), listed("abc")] == [
        "1 row",
        "2,400 rows",
        "",
        "a",
        "a, b and c",
    ]


def test_the_plain_value_of_a_formula_is_what_it_comes_to() -> None:
    assert plain(Formula("SUM({0})", (), Decimal(3))) == Decimal(3)

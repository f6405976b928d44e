"""What strangers type into money, quantity and date columns: read when it can mean one thing only, else named."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.rows.values import Bad, day_of, money_of, month_comes_first, quantity_in_words, quantity_of, tidy


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("$12.5k", "12500"),
        ("1.200,50", "1200.50"),
        ("US$ 3,000.-", "3000"),
        ("3000,-", "3000"),
        ("12,500 ea", "12500"),
        ("$300/ea", "300"),
        ("3000 per unit", "3000"),
        ("1'200.50", "1200.50"),
        ("1’200.50", "1200.50"),
        ("1\u00a0200,50", "1200.50"),
        ("$\u202f12\u202f500", "12500"),
        ("＄１２，５００", "12500"),
        ("１２３", "123"),
        ("1.2 million", "1200000"),
        ("1.5M", "1500000"),
        (12.345, "12.345"),
        ("12,500\u200b", "12500"),
    ],
)
def test_amounts_that_mean_one_thing(typed: str | float, amount: str) -> None:
    assert money_of(typed) == Decimal(amount)


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("(1,200.00)", "cost-negative"),
        ("($500)", "cost-negative"),
        ("-$1,200", "cost-negative"),
        ("$-5", "cost-negative"),
        ("5-", "cost-negative"),
        (-5, "cost-negative"),
        ("12.500", "cost-ambiguous"),
        ("€1,200", "cost-not-dollars"),
        ("元 300", "cost-not-dollars"),
        ("12 5", "cost-unreadable"),
        ("5-6k", "cost-unreadable"),
        ("call vendor", "cost-unreadable"),
        (1e21, "cost-unreadable"),
    ],
)
def test_amounts_that_are_named(typed: str | float, rule: str) -> None:
    found = money_of(typed)
    assert isinstance(found, Bad)
    assert found.rule == rule


def test_an_ambiguous_amount_says_both_readings() -> None:
    found = money_of("12.500")
    assert isinstance(found, Bad)
    assert "12500 or 12.5" in found.problem


@pytest.mark.parametrize("typed", ["TBD", "$-", "$ -", "n/a", None])
def test_amounts_that_say_nothing(typed: str | None) -> None:
    assert money_of(typed) is None


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from([",", " ", "'", "\u00a0", "’"]))
def test_thousands_marks_never_change_an_amount(amount: int, mark: str) -> None:
    assert money_of(f"${amount:,}".replace(",", mark)) == amount


@given(st.decimals(min_value=1000, max_value=999_999, places=2))
def test_american_and_european_cents_agree(amount: Decimal) -> None:
    american = f"{amount:,}"
    european = american.translate(str.maketrans(",.", ".,"))
    assert money_of(american) == money_of(european) == amount


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("2 (1 spare)", 2),
        ("4 (all in use)", 4),
        ("1 200", 1200),
        ("1\u00a0200", 1200),
        ("1'200", 1200),
        ("１２３", 123),
        ("3\u200b", 3),
        ("3 EA", 3),
        ("2 台", 2),
    ],
)
def test_quantities_with_units_and_notes(typed: str, count: int) -> None:
    assert quantity_of(typed) == count


@pytest.mark.parametrize(
    "typed", ["a few", "tres", "48 VDC", "2 (1 removed)", "2 (or 3)", "3?", "~3", "3+", "1 20", "三"]
)
def test_quantities_that_could_be_another_number_are_bad(typed: str) -> None:
    found = quantity_of(typed)
    assert isinstance(found, Bad)
    assert found.rule == "quantity-unreadable"


@pytest.mark.parametrize("text", ["RRU3908 (removed 2019)", "48 VDC rectifier", "RRU3908 (2019)"])
def test_notes_and_voltages_in_a_description_are_no_counts(text: str) -> None:
    assert quantity_in_words(text) is None


@pytest.mark.parametrize(
    "typed",
    [
        "14 March 2017",
        "14 de marzo de 2017",
        "14 mars 2017",
        "14. März 2017",
        "14 de março de 2017",
        "14 marzo 2017",
        "2017年3月14日",
        "March 14th, 2017",
        "Tue Mar 14 2017",
        "３/１４/２０１７",
        "14\u00a0Mar\u00a02017",
        "3 / 14 / 2017",
        "2017-03-14T08:00:00Z",
        "42808.5",
    ],
)
def test_one_day_in_many_languages(typed: str) -> None:
    assert day_of(typed) == date(2017, 3, 14)


@pytest.mark.parametrize("typed", ["août 2016", "déc. 2016", "2016年8月", "Mar '16", "Jun-18", "5/2016", "2018-6"])
def test_a_month_and_a_year_name_no_day_and_are_asked_about(typed: str) -> None:
    assert isinstance(found := day_of(typed), Bad)
    assert found.rule == "date-month-only"


@pytest.mark.parametrize(
    "typed", ["2017", 2017, "Q2 2017", "2Q17", "2017 Q2", "H1 2017", "FY2017", "spring 2017", "late 2017", "2017年"]
)
def test_a_year_or_a_part_of_it_is_no_day(typed: str | int) -> None:
    found = day_of(typed)
    assert isinstance(found, Bad)
    assert found.rule == "date-year-only"


@pytest.mark.parametrize(
    "typed", ["before Mar 2017", "after 14 March 2017", "Mar 2016 - Apr 2017", "2017-13-40", "13/13/2017"]
)
def test_words_that_change_a_date_make_it_unreadable(typed: str) -> None:
    found = day_of(typed)
    assert isinstance(found, Bad)
    assert found.rule == "date-unreadable"


def test_in_a_column_of_both_orders_what_is_ambiguous_is_asked_and_the_rest_is_read() -> None:
    column = ["13/04/2017", "04/13/2017", "05/06/2017"]
    order = month_comes_first(column)
    assert [day_of(text, order) for text in column[:2]] == [date(2017, 4, 13)] * 2
    found = day_of(column[2], order)
    assert isinstance(found, Bad)
    assert found.rule == "date-ambiguous"


@given(st.dates(min_value=date(1985, 1, 1), max_value=date(2060, 12, 31)))
def test_excels_serial_days_and_iso_agree(day: date) -> None:
    assert day_of((day - date(1899, 12, 30)).days) == day_of(day.isoformat()) == day


@given(st.dates(min_value=date(1985, 1, 1), max_value=date(2060, 12, 31)), st.sampled_from([True, False, None]))
def test_a_slashed_date_is_the_day_or_a_question_and_never_another_day(day: date, month_first: bool | None) -> None:
    found = day_of(f"{day.month}/{day.day}/{day.year}", month_first)
    if month_first or day.day > 12 or day.day == day.month:
        assert found == day
    elif month_first is None:
        assert isinstance(found, Bad)


@given(st.text(max_size=45))
def test_no_text_makes_a_reader_stumble(text: str) -> None:
    for read in (money_of, quantity_of, day_of):
        found = read(text)
        assert found is None or isinstance(found, Bad | int | Decimal | date)
    assert tidy(tidy(text)) == tidy(text)

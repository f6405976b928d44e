from datetime import date
from decimal import Decimal

from planner.core.costing import with_quotes
from planner.core.model import PriceBook, PriceLine
from planner.core.project import Quote

RADIO = PriceLine("RADIO", "gear", "radio", "each", Decimal(5), Decimal(10), Decimal(20), "guess", "memory")
BOOK = PriceBook("b", "1", "t", "2026", False, {"RADIO": RADIO})
TODAY = date(2026, 11, 24)


def quote(price: int, dated: date | None, until: date | None = None, price_id: str = "RADIO") -> Quote:
    return Quote("Nordic", price_id, Decimal(price), f"Q-{price}", dated, until)


def test_a_valid_quote_replaces_all_three_figures_and_names_its_paper() -> None:
    book, issues = with_quotes(BOOK, [quote(12, date(2026, 10, 1), date(2027, 1, 1))], TODAY)
    line = book.lines["RADIO"]
    assert (line.low, line.likely, line.high) == (Decimal(12), Decimal(12), Decimal(12))
    assert line.confidence == "quote"
    assert line.source == "quote Q-12 of 2026-10-01 from Nordic"
    assert issues == ()


def test_the_latest_of_several_quotes_counts() -> None:
    book, _ = with_quotes(BOOK, [quote(12, date(2026, 10, 1)), quote(11, date(2026, 11, 1)), quote(9, None)], TODAY)
    assert book.lines["RADIO"].likely == 11


def test_an_expired_quote_leaves_the_books_figure_and_is_named() -> None:
    book, issues = with_quotes(BOOK, [quote(12, date(2026, 1, 1), date(2026, 11, 23))], TODAY)
    assert book.lines["RADIO"] == RADIO
    assert [(issue.rule, issue.typed) for issue in issues] == [("quote-expired", "2026-11-23")]


def test_a_quote_is_still_valid_on_its_last_day() -> None:
    book, issues = with_quotes(BOOK, [quote(12, None, TODAY)], TODAY)
    assert book.lines["RADIO"].likely == 12
    assert issues == ()


def test_a_quote_for_a_line_the_book_does_not_have_is_named() -> None:
    _, issues = with_quotes(BOOK, [quote(12, None, price_id="RADOI")], TODAY)
    assert [(issue.rule, issue.typed) for issue in issues] == [("quote-unknown-line", "RADOI")]

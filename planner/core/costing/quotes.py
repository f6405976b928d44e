"""Vendor quotes over the price book: a valid quote replaces the book's figure, an expired one is an issue."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from planner.core.messages import issue_of
from planner.core.model import Issue, PriceBook, PriceLine
from planner.core.project import Quote

FILE = "project.toml"


def with_quotes(book: PriceBook, quotes: Sequence[Quote], as_of: date) -> tuple[PriceBook, tuple[Issue, ...]]:
    """The book with each line that has a valid quote at the quoted price: the latest quote, the first on a tie.

    Quotes for lines the book does not have, not yet valid or expired on ``as_of`` are left out and named.
    """
    issues = tuple(issue for number, quote in enumerate(quotes, 1) for issue in _faults(number, quote, book, as_of))
    lines = dict(book.lines)
    for quote in sorted(_valid(quotes, book, as_of), key=lambda quote: quote.dated_on or date.min):
        lines[quote.price_id] = _quoted(lines[quote.price_id], quote)
    return replace(book, lines=lines), issues


def _valid(quotes: Sequence[Quote], book: PriceBook, as_of: date) -> Iterable[Quote]:
    # Latest wins because it is applied last; reversed keeps the first of two with the same date on top.
    return (quote for quote in reversed(quotes) if quote.price_id in book.lines and not _expired(quote, as_of))


def _expired(quote: Quote, as_of: date) -> bool:
    return quote.valid_until is not None and quote.valid_until < as_of


def _quoted(line: PriceLine, quote: Quote) -> PriceLine:
    dated = f" of {quote.dated_on.isoformat()}" if quote.dated_on else ""
    source = f"quote {quote.number}{dated} from {quote.vendor}"
    return replace(
        line, low=quote.unit_price, likely=quote.unit_price, high=quote.unit_price, source=source, confidence="quote"
    )


def _faults(number: int, quote: Quote, book: PriceBook, as_of: date) -> Iterable[Issue]:
    where = f"[[quote]] {number}"
    if quote.price_id not in book.lines:
        yield issue_of("quote-unknown-line", FILE, where, quote.price_id)
    elif _expired(quote, as_of):
        yield issue_of("quote-expired", FILE, where, f"{quote.valid_until}")

"""The Sources sheet: where every price, file and rule came from."""

from collections.abc import Sequence
from decimal import Decimal

from planner.core.model import CostLine, FileReview
from planner.core.money import shown
from planner.core.summary.costs import computed, sources_in_order, sum_of
from planner.core.summary.formulas import count_by_number, sum_by_number, totals_row
from planner.core.summary.inputs import ReportInput
from planner.core.summary.tables import Column, ReportSheet, Row, Table
from planner.core.summary.text import counted, listed

_PRICE_COLUMNS = (
    Column("no", "Source no.", "int", 10),
    Column("price_id", "Price id", width=24, wrap=True),
    Column("item", "Item", width=44, wrap=True),
    Column("unit", "Unit", width=12, wrap=True),
    Column("unit_low", "Low", "unit_price", 14),
    Column("unit_likely", "Likely", "unit_price", 14),
    Column("unit_high", "High", "unit_price", 14),
    Column("source", "Source", width=50, wrap=True),
    Column("confidence", "Confidence", width=12),
    Column("lines", "Cost lines", "int", 11),
    Column("likely", "Their likely cost", "money", 18),
)


_CONFIDENCE = (
    "quote = a vendor's offer; sourced = read in a public document; derived = worked out from one; memory = an "
    "analyst's estimate that no public source confirms. Only a checked transcription would make a price the FCC's."
)


def sources_sheet(given: ReportInput) -> ReportSheet:
    """Prices used, files read, versions."""
    tables = (_prices_table(given), _files_table(given), _versions_table(given))
    return ReportSheet("Sources", tables, banner=given.banner)


def _prices_table(given: ReportInput) -> Table:
    lines = given.estimate.lines
    by_source: dict[tuple[str, str], list[CostLine]] = {key: [] for key in sources_in_order(lines)}
    for line in lines:
        by_source[line.price_id, line.source].append(line)
    rows = tuple(_price_row(number, used, given) for number, used in enumerate(by_source.values(), start=1))
    return Table(
        id="sources",
        title="Prices used",
        takeaway=_confidence_sentence(lines),
        columns=_PRICE_COLUMNS,
        rows=rows,
        totals=totals_row("sources", _PRICE_COLUMNS, rows, ("lines", "likely")),
        notes=(_CONFIDENCE,),
        empty="No price was used.",
    )


def _price_row(number: int, lines: list[CostLine], given: ReportInput) -> Row:
    first = lines[0]
    price = given.estimate.book.lines.get(first.price_id)
    return (
        number,
        first.price_id,
        price.item if price else first.description,
        first.unit,
        _one_price({line.unit_low for line in lines}),
        _one_price({line.unit_likely for line in lines}),
        _one_price({line.unit_high for line in lines}),
        first.source,
        listed(sorted({line.confidence for line in lines})),
        count_by_number("costs", "source_no", "no", len(lines)),
        sum_by_number("costs", "likely", "source_no", "no", computed(lines, "likely")),
    )


def _one_price(prices: set[Decimal]) -> Decimal | str:
    """The price when all lines agree on it; a quote may differ from line to line."""
    return prices.pop() if len(prices) == 1 else "varies by line"


def _confidence_sentence(lines: Sequence[CostLine]) -> str:
    parts = []
    for confidence in ("quote", "sourced", "derived", "memory"):
        members = [line for line in lines if line.confidence == confidence]
        if members:
            parts.append(f"{shown(sum_of(members, 'likely'))} rests on {confidence} prices")
    return f"Of the likely cost, {listed(parts)}." if parts else "No price was used."


def _files_table(given: ReportInput) -> Table:
    files = given.review.files
    return Table(
        id="files",
        title="Files read",
        takeaway=f"{counted(len(files), 'file')} read; the SHA-256 proves which bytes.",
        columns=(
            Column("no", "No.", "int", 10),
            Column("name", "File", width=24, wrap=True),
            Column("sha256", "SHA-256", width=44, wrap=True),
            Column("bytes", "Bytes", "int", 12),
            Column("read", "Sheets read", "int", 12),
            Column("unread", "Sheets not read", "int", 12),
        ),
        rows=tuple(_file_row(number, each) for number, each in enumerate(files, start=1)),
    )


def _file_row(number: int, file: FileReview) -> Row:
    read = sum(1 for sheet in file.sheets if sheet.read)
    return (number, file.name, file.sha256, file.size, read, len(file.sheets) - read)


def _versions_table(given: ReportInput) -> Table:
    rules, book = given.review.rules, given.estimate.book
    facts = (
        ("Rule pack", f"{rules.id}, version {rules.version}{rules.added}, as of {rules.as_of}"),
        ("Price book", f"{book.title} ({book.id}), version {book.version}, price level {book.price_level}"),
        ("FCC catalog", "yes, checked transcription" if book.is_fcc else "no: planning figures"),
        *((f"Version of {name}", version) for name, version in sorted(given.versions.items())),
    )
    return Table(
        id="versions",
        title="Rules, prices and program",
        takeaway="The same files with the same versions give the same report.",
        columns=(Column("no", "No.", "int", 10), Column("what", "What"), Column("version", "Version", wrap=True)),
        rows=tuple((number, *fact) for number, fact in enumerate(facts, start=1)),
    )

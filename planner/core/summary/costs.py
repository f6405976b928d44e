"""The Costs sheets: every cost line, its totals by site, layer and kind, and the items without a line."""

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal

from planner.core.model import CostLine, Estimate, Finding
from planner.core.money import shown, total
from planner.core.summary.formulas import (
    count_by_number,
    product_to_the_cent,
    sum_by_label,
    sum_by_number,
    totals_row,
)
from planner.core.summary.inputs import ReportInput
from planner.core.summary.tables import Column, Formula, ReportSheet, Row, Table
from planner.core.summary.text import VERDICT_WORDS, cell_text, counted, two_sums

AMOUNTS = ("low", "likely", "high", "eligible", "ineligible")
"""The money columns that are added up; each is a field of :class:`CostLine` too."""

_AMOUNT_TITLES = ("Low", "Likely", "High", "Eligible", "Ineligible")
_MONEY_COLUMNS = tuple(Column(key, name, "money", 16) for key, name in zip(AMOUNTS, _AMOUNT_TITLES, strict=True))

_COLUMNS = (
    Column("id", "Line", width=12),
    Column("package", "Package", width=24, wrap=True),
    Column("site_no", "Site no.", "int", 8),
    Column("site", "Site", width=22, wrap=True),
    Column("layer", "Layer", width=11),
    Column("kind", "Kind", width=15, wrap=True),
    Column("source_no", "Source no.", "int", 10),
    Column("price_id", "Price id", width=18, wrap=True),
    Column("description", "Description", width=38, wrap=True),
    Column("unit", "Unit", width=10, wrap=True),
    Column("quantity", "Quantity", "number", 10),
    Column("unit_low", "Unit price low", "unit_price", 14),
    Column("unit_likely", "Unit price likely", "unit_price", 14),
    Column("unit_high", "Unit price high", "unit_price", 14),
    *_MONEY_COLUMNS,
    Column("confidence", "Confidence", width=12),
    Column("source", "Source", width=34, wrap=True),
    Column("basis", "Why this quantity", width=36, wrap=True),
    Column("items", "Items replaced", width=16, wrap=True),
)
_READING = (
    "Low, likely and high are quantity times the low, likely and high unit price, to the cent, half a cent to even.",
    "Eligible and ineligible split the likely figure.",
    "The sum of low figures and the sum of high figures are sums, not a range in which the total must fall.",
)


def cost_sheets(given: ReportInput) -> tuple[ReportSheet, ReportSheet, ReportSheet]:
    """Costs, Costs by, Left out."""
    return (
        ReportSheet("Costs", (costs_table(given),), banner=given.banner, frozen=1, filters=True),
        ReportSheet("Costs by", _groups(given), banner=given.banner),
        ReportSheet("Left out", (left_out_table(given),), banner=given.banner, filters=True),
    )


def sites_in_order(lines: Sequence[CostLine]) -> dict[str, int]:
    """Each site of the estimate with its number in this report, counted from 1 in order of first appearance."""
    return {site: number for number, site in enumerate(dict.fromkeys(line.site for line in lines), start=1)}


def sources_in_order(lines: Sequence[CostLine]) -> dict[tuple[str, str], int]:
    """Each price used, by its id and source, with its number in this report, sorted by id."""
    used = sorted({(line.price_id, line.source) for line in lines})
    return {key: number for number, key in enumerate(used, start=1)}


def costs_table(given: ReportInput) -> Table:
    """Every line of the estimate; amounts are formulas over quantity and unit price."""
    lines = given.estimate.lines
    sites, sources = sites_in_order(lines), sources_in_order(lines)
    rows = tuple(
        _row(line, sites[line.site], given.site_name(line.site), sources[line.price_id, line.source]) for line in lines
    )
    return Table(
        id="costs",
        title="Costs",
        takeaway=_takeaway(given.estimate),
        columns=_COLUMNS,
        rows=rows,
        totals=totals_row("costs", _COLUMNS, rows, AMOUNTS),
        notes=_READING,
        empty="The estimate has no cost line.",
    )


def sum_of(lines: Sequence[CostLine], amount: str) -> Decimal:
    """The exact sum of one of :data:`AMOUNTS` over ``lines``, as the estimate states it."""
    return total(getattr(line, amount) for line in lines)


def _takeaway(estimate: Estimate) -> str:
    lines = estimate.lines
    return (
        f"{counted(len(lines), 'cost line')} come to {shown(sum_of(lines, 'likely'))} likely; "
        f"{two_sums(sum_of(lines, 'low'), sum_of(lines, 'high'))}."
    )


def _row(line: CostLine, site_no: int, site: str, source_no: int) -> Row:
    units = (line.unit_low, line.unit_likely, line.unit_high)
    levels = [
        product_to_the_cent(line.quantity, unit, "quantity", f"unit_{level}")
        for unit, level in zip(units, ("low", "likely", "high"), strict=True)
    ]
    return (
        line.id,
        line.package,
        site_no,
        site,
        line.layer,
        cell_text(line.kind),
        source_no,
        line.price_id,
        line.description,
        line.unit,
        line.quantity,
        *units,
        *levels,
        line.eligible,
        line.ineligible,
        line.confidence,
        line.source,
        line.basis,
        ", ".join(map(str, line.items)),
    )


def _groups(given: ReportInput) -> tuple[Table, Table, Table]:
    return _by_site(given), _by_label(given, "layer", "layer"), _by_label(given, "kind", "kind of cost")


def _by_site(given: ReportInput) -> Table:
    groups = _grouped(given.estimate.lines, lambda line: line.site)
    rows: tuple[Row, ...] = tuple(
        (
            number,
            given.site_name(site),
            count_by_number("costs", "site_no", "no", len(members)),
            *(sum_by_number("costs", amount, "site_no", "no", computed(members, amount)) for amount in AMOUNTS),
        )
        for number, (site, members) in enumerate(groups.items(), start=1)
    )
    return _group_table("by_site", "site", "Site", rows)


def _by_label(given: ReportInput, field: str, noun: str) -> Table:
    groups = _grouped(given.estimate.lines, lambda line: cell_text(getattr(line, field)))
    rows: tuple[Row, ...] = tuple(
        (
            number,
            label,
            len(groups[label]),
            *(sum_by_label("costs", each, field, "label", groups, computed(groups[label], each)) for each in AMOUNTS),
        )
        for number, label in enumerate(sorted(groups), start=1)
    )
    return _group_table(f"by_{field}", noun, noun.capitalize(), rows)


def _grouped(lines: Sequence[CostLine], key: Callable[[CostLine], str]) -> dict[str, list[CostLine]]:
    groups: dict[str, list[CostLine]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    return groups


def computed(lines: Sequence[CostLine], amount: str) -> Decimal:
    """The sum that the Costs sheet must show: products of its own columns where it multiplies."""
    if amount in ("eligible", "ineligible"):
        return sum_of(lines, amount)
    products = (product_to_the_cent(line.quantity, getattr(line, f"unit_{amount}"), "", "") for line in lines)
    return total(Decimal(product.value) for product in products)


def _group_table(table_id: str, noun: str, heading: str, rows: tuple[Row, ...]) -> Table:
    columns = (
        Column("no", "No.", "int", 8),
        Column("label", heading, width=34, wrap=True),
        Column("lines", "Lines", "int", 10),
        *_MONEY_COLUMNS,
    )
    return Table(
        id=table_id,
        title=f"Costs by {noun}",
        takeaway=_largest(rows, noun),
        columns=columns,
        rows=rows,
        totals=totals_row(table_id, columns, rows, ("lines", *AMOUNTS)),
        empty="The estimate has no cost line.",
    )


def _largest(rows: tuple[Row, ...], noun: str) -> str:
    def likely(row: Row) -> Decimal:
        cell = row[4]
        return Decimal(cell.value) if isinstance(cell, Formula) else Decimal(0)

    if not rows:
        return "Nothing was priced."
    top, whole = max(rows, key=likely), sum((likely(row) for row in rows), Decimal(0))
    share = f", {likely(top) / whole:.0%} of the likely total" if whole > 0 else ""
    return f"The largest part by {noun} is {top[1]}: {shown(likely(top))}{share}."


_LEFT_OUT_COLUMNS = (
    Column("item", "Item", "int", 8),
    Column("verdict", "Verdict", width=12),
    Column("site", "Site", width=24, wrap=True),
    Column("maker", "Maker", width=20, wrap=True),
    Column("model", "Model", width=20, wrap=True),
    Column("quantity", "Quantity", "int", 10),
    Column("reason", "Why it has no cost line", width=70, wrap=True),
)


def left_out_table(given: ReportInput) -> Table:
    """Every item without a cost line, with the reason; an item that nobody accounted for is listed and says so."""
    findings = {finding.item.id: finding for finding in given.review.findings}
    reasons = [(entry.item, entry.reason) for entry in given.estimate.left_out]
    reasons += [(item, "No cost line, and no reason was recorded.") for item in unaccounted(given)]
    return Table(
        id="left_out",
        title="Left out of the costs",
        takeaway=_left_out_takeaway(given, len(reasons)),
        columns=_LEFT_OUT_COLUMNS,
        rows=tuple(_left_out_row(item, reason, findings.get) for item, reason in reasons),
        empty="Every item has a cost line.",
    )


def unaccounted(given: ReportInput) -> list[int]:
    """Items that neither a cost line nor the list of those left out names."""
    costed = {item for line in given.estimate.lines for item in line.items}
    known = costed | {entry.item for entry in given.estimate.left_out}
    return [finding.item.id for finding in given.review.findings if finding.item.id not in known]


def _left_out_takeaway(given: ReportInput, left_out: int) -> str:
    estimate = given.estimate
    exposure = two_sums(estimate.unknown_low, estimate.unknown_high)
    out = {entry.item for entry in given.estimate.left_out} | set(unaccounted(given))
    verdicts = Counter(finding.verdict for finding in given.review.findings if finding.item.id in out)
    parts = ", ".join(f"{verdicts[verdict]:,} {word}" for verdict, word in VERDICT_WORDS.items())
    return (
        f"{counted(left_out, 'item')} of {len(given.review.findings):,} got no cost line: {parts}. "
        f"If everything unknown turned out to be covered, that would add: {exposure}."
    )


def _left_out_row(item: int, reason: str, find: Callable[[int], Finding | None]) -> Row:
    finding = find(item)
    if finding is None:
        return (item, None, None, None, None, None, reason)
    gear = finding.item
    return (item, VERDICT_WORDS[finding.verdict], gear.site, gear.maker, gear.model, gear.quantity, reason)

"""The Unknowns priced sheet: which questions are open, what each could add, and why they do not simply add up."""

from collections.abc import Sequence
from decimal import Decimal

from planner.core.money import shown
from planner.core.summary.formulas import sum_column, totals_row
from planner.core.summary.inputs import ReportInput
from planner.core.summary.tables import At, Cell, Column, Formula, Here, ReportSheet, Row, Table
from planner.core.summary.text import cell_text, counted
from planner.core.unknown_words import ONE_SPEAKS_FOR_ALL, proof_words, range_words, sentence, shared_name, shared_words
from planner.core.unknowns import Question, Unknowns

MOST_ADDRESSES = 40
"""Items and sites named in one cell; the estimate names all of them."""

_READING = (
    "Could add: what the rows add to the likely cost, on their own, if all of them are covered; nothing if none is.",
    "Already in the estimate: what likely rows cost there, and what would leave it if none of them is covered.",
    ONE_SPEAKS_FOR_ALL,
)
_COLUMNS = (
    Column("id", "Question", width=10),
    Column("sentence", "What to look at, and what it settles", width=64, wrap=True),
    Column("proof", "What would do", width=30, wrap=True),
    Column("low", "Could add, at least", "money", 18),
    Column("high", "Could add, at most", "money", 18),
    Column("at_stake", "Already in the estimate", "money", 18),
    Column("settles", "Settles", "money", 18),
    Column("rows", "Rows", "int", 8),
    Column("units", "Units", "int", 8),
    Column("unpriced", "Rows without a price", "int", 12),
    Column("sites", "Sites", width=34, wrap=True),
    Column("items", "Items", width=24, wrap=True),
)
_SHARED_COLUMNS = (
    Column("no", "No.", width=10),
    Column("what", "What the questions share", width=64, wrap=True),
    Column("why", "Why", width=30, wrap=True),
    Column("in_questions", "Question by question", "money", 18),
    Column("together", "All together", "money", 18),
    Column("difference", "Difference", "money", 18),
    Column("price_id", "Price id", width=18, wrap=True),
)


def unknowns_sheet(given: ReportInput, unknowns: Unknowns) -> ReportSheet:
    """The questions in order of rank, what they share, and the two totals side by side."""
    tables = (questions_table(given, unknowns), shared_table(given, unknowns))
    return ReportSheet("Unknowns priced", tables, banner=given.banner)


def questions_table(given: ReportInput, unknowns: Unknowns) -> Table:
    """One row a question; every open row of the findings stands in exactly one."""
    rows = tuple(_row(question) for question in unknowns.questions)
    return Table(
        id="unknowns",
        title="Unknowns priced",
        takeaway=_takeaway(given, unknowns),
        columns=_COLUMNS,
        rows=rows,
        totals=totals_row("unknowns", _COLUMNS, rows, ("low", "high", "rows", "units", "unpriced")),
        notes=_READING,
        empty="No row is open: every one is covered or not covered.",
    )


def _takeaway(given: ReportInput, unknowns: Unknowns) -> str:
    if not unknowns.questions:
        return "Nothing is unknown."
    label = "" if given.banner is None else " at planning prices, not FCC catalog figures"
    return f"{range_words(unknowns)}{label}. {counted(len(unknowns.questions), 'question')} would settle all of it."


def _row(question: Question) -> Row:
    settles = Formula("{0}+{1}", (Here("high"), Here("at_stake")), question.settles)
    return (
        question.id,
        cell_text(sentence(question)),
        proof_words(question),
        Decimal("0.00"),
        question.high,
        question.at_stake,
        Cell(settles, style="strong"),
        len(question.items),
        question.units,
        question.unpriced,
        cell_text(_some(question.sites)),
        _some(question.items),
    )


def _some(names: Sequence[object]) -> str:
    """The first of them; the rest by number."""
    shown = ", ".join(map(str, names[:MOST_ADDRESSES]))
    more = len(names) - MOST_ADDRESSES
    return f"{shown} and {more:,} more" if more > 0 else shown


def shared_table(given: ReportInput, unknowns: Unknowns) -> Table:
    """Price line by price line, what the questions count otherwise one by one than together."""
    names = {price_id: line.item for price_id, line in given.estimate.book.lines.items()}
    rows: tuple[Row, ...] = tuple(
        (
            f"{number}",
            shared_name(shared, names),
            shared_words(shared),
            shared.in_questions,
            shared.together,
            Formula("{0}-{1}", (Here("in_questions"), Here("together")), shared.difference),
            shared.price_id,
        )
        for number, shared in enumerate(unknowns.shared, start=1)
    )
    difference = sum_column("shared", "difference", [shared.difference for shared in unknowns.shared])
    return Table(
        id="shared",
        title="Why the questions do not add up to the total",
        takeaway=_shared_takeaway(unknowns),
        columns=_SHARED_COLUMNS,
        rows=rows,
        totals=("Total", None, None, None, None, difference, None) if rows else None,
        empty="They do: no two questions share a cost.",
    )


def _shared_takeaway(unknowns: Unknowns) -> str:
    difference = unknowns.sum_of_highs - unknowns.high
    if not unknowns.shared:
        return "The questions add up to the total."
    side = "more" if difference >= 0 else "less"
    return (
        f"Question by question {shown(unknowns.sum_of_highs)}, all of them covered together {shown(unknowns.high)}: "
        f"{shown(abs(difference))} {side} one by one."
    )


def total_formula(unknowns: Unknowns) -> Formula | Decimal:
    """The highs of the questions, less what they share: the total, out of this sheet's own cells."""
    if not unknowns.questions:
        return Decimal(0)
    highs = At("unknowns", "high")
    if not unknowns.shared:
        return Formula("{0}", (highs,), unknowns.sum_of_highs)
    difference = sum((shared.difference for shared in unknowns.shared), Decimal(0))
    return Formula("{0}-{1}", (highs, At("shared", "difference")), unknowns.sum_of_highs - difference)

"""The Summary sheet: the few figures a reader wants first, each tied to the sheet that proves it."""

from decimal import Decimal

from planner.core.bill import UNPRICED_UNKNOWN
from planner.core.model import Estimate, Presence, Verdict
from planner.core.money import shown
from planner.core.summary.cash import balances, cash_sentence
from planner.core.summary.checks import totals_table
from planner.core.summary.costs import computed, sum_of, unaccounted
from planner.core.summary.formulas import same_as, sum_column
from planner.core.summary.inputs import ReportInput
from planner.core.summary.planview import PlanView
from planner.core.summary.schedule import span_sentence
from planner.core.summary.tables import At, Cell, Column, Formula, Here, ReportSheet, Row, Span, Table, plain
from planner.core.summary.text import PRESENCE_WORDS, VERDICT_WORDS, counted

_MEANING: dict[Verdict, str] = {
    "covered": "Conclusive evidence, or two strong kinds that do not depend on each other.",
    "likely": "One strong kind of evidence, or a contradiction that a person must settle.",
    "unknown": "Nothing settles the maker. Not cleared.",
    "not_covered": "Another maker is named and nothing strong speaks against it.",
}
_TERM_WORDS = {
    "unreimbursed": ("Not reimbursed", "Payments that no claim gets back."),
    "late": ("Late", "Weight for packages that finish after the term."),
    "extensions": ("Extensions", "Weight for each extension of the term that is used."),
    "integration": ("Integration", "Bringing a vendor into the network, once per vendor and layer."),
    "mobilisation": ("Mobilization", "Crews brought to a cluster, per month of work there."),
    "risk": ("Risk", "Weight for covered gear that stays in service longer."),
}
_COLUMNS = (
    Column("what", "Subject", width=36, wrap=True),
    Column("figure", "Figure", width=24, wrap=True),
    Column("words", "In words", width=78, wrap=True),
)


def summary_sheet(given: ReportInput) -> ReportSheet:
    """Headline figures, units by verdict, and the plan's cost term by term."""
    tables = (_headline(given), _verdicts(given), *((_terms(given.view),) if given.view.starts else ()))
    return ReportSheet("Summary", tables, banner=given.banner)


def headline(given: ReportInput) -> str:
    """The report in one sentence."""
    findings = given.review.findings
    flagged = [f for f in findings if f.verdict in ("covered", "likely") and f.presence == "in_network"]
    units = sum(finding.item.quantity for finding in flagged)
    unsure = sum(1 for finding in findings if finding.verdict == "unknown")
    return (
        f"{counted(units, 'unit')} in the network {'is' if units == 1 else 'are'} covered or likely covered; "
        f"replacement is likely to cost {shown(sum_of(given.estimate.lines, 'likely'))}; "
        f"{counted(unsure, 'item')} cannot be told yet."
    )


def _headline(given: ReportInput) -> Table:
    return Table(
        id="summary",
        title=f"Cost report: {given.project_name}",
        takeaway=headline(given),
        columns=_COLUMNS,
        rows=(
            ("Carrier", Cell(given.project_name), None),
            ("As of", Cell(given.as_of, "date"), "The date for which the figures were made."),
            *_cost_rows(given),
            *_plan_rows(given),
            _check_row(given),
        ),
    )


def _cost_rows(given: ReportInput) -> tuple[Row, ...]:
    estimate, lines = given.estimate, given.estimate.lines
    whole = sum_of(lines, "likely")
    share = f"{sum_of(lines, 'eligible') / whole:.1%} of the likely cost" if whole else "Nothing was priced"
    book = f"{estimate.book.title}, version {estimate.book.version}, {estimate.book.price_level} price level."
    return (
        ("Likely cost", _cost(given, "likely", "strong"), f"{counted(len(lines), 'cost line')}. Prices: {book}"),
        ("Sum of low figures", _cost(given, "low"), "Every line at its low price at once. Not a lower limit."),
        ("Sum of high figures", _cost(given, "high"), "Every line at its high price at once. Not an upper limit."),
        ("Eligible", _cost(given, "eligible"), f"{share}, by the planner's own rules. The FCC decides what it pays."),
        (
            "Ineligible",
            _cost(given, "ineligible"),
            "Never claimed, at likely prices. Claims may fall short of the rest.",
        ),
        _released_row(given),
        ("Unknown gear, at most", Cell(estimate.unknown_high, "money"), _unknown_words(estimate)),
        _unpriced_row(given),
    )


_UNKNOWN = (
    "On top of the costs above, at likely prices, if every unknown item turned out to be covered; nothing if none did."
)


def _unknown_words(estimate: Estimate) -> str:
    unpriced = sum(left.reason == UNPRICED_UNKNOWN for left in estimate.left_out)
    return f"{_UNKNOWN} Without {counted(unpriced, 'unknown item')} that cannot be priced." if unpriced else _UNKNOWN


def _unpriced_row(given: ReportInput) -> Row:
    """Covered and likely gear that still stands in the network and is in no figure, which nobody may overlook."""
    left_out = {left.item for left in given.estimate.left_out} | set(unaccounted(given))
    flagged = [finding for finding in given.review.findings if finding.verdict in ("covered", "likely")]
    open_items = sum(finding.item.id in left_out and finding.presence == "in_network" for finding in flagged)
    words = "Covered or likely items in the network that are in no figure above; Left out says why."
    return ("Covered without a price", Cell(open_items, "int"), words)


def _released_row(given: ReportInput) -> Row:
    """The claims that the carrier's money can ever pay for, against what is eligible: are we over, and by how much."""
    released = max(given.problem["funding"]["released"], default=0)
    over = sum_of(given.estimate.lines, "eligible") - released
    words = (
        f"{shown(over)} less than the eligible cost; claims beyond it are not paid."
        if over > 0
        else "Covers the eligible cost, at likely prices."
    )
    return (
        "Released for claims by the end",
        Cell(released, "int"),
        f"The project file's allocation or releases. {words}",
    )


def _cost(given: ReportInput, amount: str, style: str | None = None) -> Cell:
    value = computed(given.estimate.lines, amount)
    return Cell(same_as(At("costs", amount), value), "money", "strong" if style else None)


def _plan_rows(given: ReportInput) -> tuple[Row, ...]:
    view = given.view
    finish = max((start.finish for start in view.starts), default=None)
    last = None if finish is None else Cell(view.month(finish - 1), "month")
    extensions: Row = (
        "Extensions used",
        Cell(view.extensions_used if view.starts else None, "int"),
        f"Of {len(view.boundaries) - 1} that may be assumed; none is granted yet. {view.deadline_words()}",
    )
    gap = None if view.gap is None or not view.starts else Cell(view.gap, "percent")
    return (
        ("Plan", view.outcome.replace("_", " "), view.outcome_words()),
        ("Last month of work", last, span_sentence(view) if view.starts else "There is no plan."),
        extensions,
        _paid_row(given),
        *_unreimbursed_rows(view),
        ("Lowest cash point", _lowest(view), cash_sentence(view)),
        ("Distance from the best plan", gap if gap else "no bound", view.gap_words()),
    )


def _paid_row(given: ReportInput) -> Row:
    """What the plan pays, and why that is not the likely cost to the cent."""
    paid = sum(start.cost for start in given.view.starts)
    if not given.view.starts:
        return ("Paid by the plan", None, "There is no plan.")
    over = paid - sum_of(given.estimate.lines, "likely")
    side = "more" if over > 0 else "less"
    words = f"{shown(abs(over))} {side} than the likely cost: price factors of the vendors chosen, and whole dollars."
    return ("Paid by the plan", Cell(paid, "int"), words if over else "The likely cost, in whole dollars.")


def _unreimbursed_rows(view: PlanView) -> tuple[Row, ...]:
    if not view.starts or "unreimbursed" not in view.terms:
        return ()
    words = "Part of what the plan pays: ineligible, or more than may be claimed in time. The carrier bears it."
    return (("Not reimbursed by the plan", Cell(view.terms["unreimbursed"], "int"), words),)


def _lowest(view: PlanView) -> Cell | None:
    if not view.cash:
        return None
    lowest = min(balance for _, balance in balances(view))
    return Cell(Formula("MIN({0})", (Span("cash", "balance"),), lowest), "int")


def _check_row(given: ReportInput) -> Row:
    results = [plain(row[3]) for row in totals_table(given).rows]
    bad = sum(1 for result in results if result != "OK")
    value = "all agree" if not bad else "look at Checks"
    formula = Formula(
        'IF(COUNTIF({0},"OK")=ROWS({0}),"all agree","look at Checks")', (Span("checks", "result"),), value
    )
    words = f"{counted(len(results), 'total')} compared with the engine on the Checks sheet."
    return ("Checks", Cell(formula, style="bad" if bad else "good"), words)


def _verdicts(given: ReportInput) -> Table:
    columns = (
        Column("verdict", "Verdict"),
        Column("rows", "Items", "int"),
        Column("meaning", "What it means", wrap=True),
        Column("units", "Units", "int", 12),
        *(Column(presence, f"Units {words}", "int", 14) for presence, words in PRESENCE_WORDS.items()),
    )
    rows = tuple(_verdict_row(given, verdict) for verdict in VERDICT_WORDS)
    totals: Row = ("Total", *(_verdict_sum(columns, rows, index) for index in range(1, len(columns))))
    return Table(
        id="verdicts",
        title="Units by verdict",
        takeaway="Unknown is not clean: it stays open until a person settles it.",
        columns=columns,
        rows=rows,
        totals=totals,
    )


def _verdict_sum(columns: tuple[Column, ...], rows: tuple[Row, ...], index: int) -> Formula | int | None:
    if columns[index].kind != "int":
        return None
    return sum_column("verdicts", columns[index].key, [int(str(plain(row[index]))) for row in rows])


def _verdict_row(given: ReportInput, verdict: Verdict) -> Row:
    findings = [finding for finding in given.review.findings if finding.verdict == verdict]
    units = sum(finding.item.quantity for finding in findings)
    by_presence = (
        _units(given, sum(f.item.quantity for f in findings if f.presence == presence), presence)
        for presence in PRESENCE_WORDS
    )
    label, count = Span("findings", "verdict"), len(findings)
    rows = Formula("COUNTIFS({0},{1})", (label, Here("verdict")), count) if given.review.findings else 0
    return (VERDICT_WORDS[verdict], rows, _MEANING[verdict], _units(given, units), *by_presence)


def _units(given: ReportInput, value: int, presence: Presence | None = None) -> Formula | int:
    if not given.review.findings:
        return 0
    quantity, label = Span("findings", "quantity"), Span("findings", "verdict")
    if presence is None:
        return Formula("SUMIFS({0},{1},{2})", (quantity, label, Here("verdict")), value)
    pattern = f'SUMIFS({{0}},{{1}},{{2}},{{3}},"{PRESENCE_WORDS[presence]}")'
    return Formula(pattern, (quantity, label, Here("verdict"), Span("findings", "presence")), value)


def _terms(view: PlanView) -> Table:
    before = view.baseline.get("terms") or {}
    keys = list(dict.fromkeys((*_TERM_WORDS, *view.terms)))
    columns = (
        Column("term", "Plan cost term"),
        Column("plan", f"Plan ({view.unit})", "int"),
        Column("meaning", "What it is", wrap=True),
        Column("baseline", "By simple rules", "int"),
    )
    rows = tuple(_term_row(key, view.terms.get(key, 0), before.get(key)) for key in keys)
    total = sum_column("terms", "plan", [view.terms.get(key, 0) for key in keys])
    return Table(
        id="terms",
        title="What the plan costs by the planner's own measure",
        takeaway=_baseline_words(view),
        columns=columns,
        rows=rows,
        totals=("Total", total, None, view.baseline.get("objective")),
        notes=("These terms steer the plan. They are not the cost of replacement: that is on the Costs sheet.",),
    )


def _term_row(key: str, amount: int, before: int | None) -> Row:
    name, meaning = _TERM_WORDS.get(key, (key, None))
    return (name, amount, meaning, before)


def _baseline_words(view: PlanView) -> str:
    other, method = view.baseline.get("objective"), view.baseline.get("method") or "the plan made by simple rules"
    if other is None or view.objective is None:
        return "There is no other plan to compare with."
    less = Decimal(other) - Decimal(view.objective)
    if less <= 0:
        return f"The plan costs as much as the one by {method}."
    return f"The plan costs {view.amount(less)} less than the one by {method}."

"""The Cash sheet: what is paid, claimed and received per month, and the balance as a running formula."""

from planner.core.summary.formulas import totals_row
from planner.core.summary.inputs import ReportInput
from planner.core.summary.planview import CashRow, PlanView
from planner.core.summary.tables import Cell, Column, Formula, Here, ReportSheet, Row, Table
from planner.core.summary.text import counted

_SUMMED = ("own", "paid", "claimed", "received")


def cash_sheet(given: ReportInput) -> ReportSheet:
    """One row per period of the plan."""
    view = given.view
    columns = _columns(view)
    rows = tuple(_row(view, cash, balance, index == 0) for index, (cash, balance) in enumerate(balances(view)))
    table = Table(
        id="cash",
        title="Cash",
        takeaway=cash_sentence(view),
        columns=columns,
        rows=rows,
        totals=totals_row("cash", columns, rows, _SUMMED) if rows else None,
        notes=_reading(view),
        empty="There is no plan, so there is no cash flow.",
    )
    return ReportSheet("Cash", (table,), banner=given.banner, filters=True)


def _reading(view: PlanView) -> tuple[str, ...]:
    lag = counted(view.reimbursement_lag, "month")
    return (
        "Balance = balance before + own cash + received - paid; the first month's own cash holds the cash in hand.",
        f"The balance may not fall below minus the credit limit of {view.amount(view.credit_limit)}.",
        f"Money claimed arrives {lag} later; claims of the last months may arrive after the last row.",
    )


def balances(view: PlanView) -> list[tuple[CashRow, int]]:
    """Each period with the balance that the sheet's own columns add up to."""
    kept, balance = [], 0
    for row in view.cash:
        balance += row.own + row.received - row.paid
        kept.append((row, balance))
    return kept


def cash_sentence(view: PlanView) -> str:
    """Where cash is lowest, and how much credit that leaves."""
    low = view.lowest
    if low is None:
        return "There is no plan, so there is no lowest point."
    left = view.amount(low.balance + view.credit_limit)
    return (
        f"Cash is lowest in {view.month_name(low.period)} at {view.amount(low.balance)}; {left} of room is left then."
    )


def _columns(view: PlanView) -> tuple[Column, ...]:
    unit = view.unit
    return (
        Column("month", "Month", "month", 14),
        Column("own", f"Own cash ({unit})", "int", 16),
        Column("paid", f"Paid ({unit})", "int", 16),
        Column("claimed", f"Claimed ({unit})", "int", 16),
        Column("received", f"Received ({unit})", "int", 16),
        Column("balance", f"Balance ({unit})", "int", 16),
        Column("room", f"Room to the credit limit ({unit})", "int", 18),
        Column("mark", "Mark", width=16),
    )


def _row(view: PlanView, cash: CashRow, balance: int, first: bool) -> Row:
    flow = (Here("own"), Here("received"), Here("paid"))
    running = (
        Formula("{0}+{1}-{2}", flow, balance)
        if first
        else Formula("{3}+{0}+{1}-{2}", (*flow, Here("balance", 1)), balance)
    )
    is_lowest = cash == view.lowest
    room = Formula(f"{{0}}+{view.credit_limit}", (Here("balance"),), balance + view.credit_limit)
    return (
        view.month(cash.period),
        cash.own,
        cash.paid,
        cash.claimed,
        cash.received,
        Cell(running, style="lowest") if is_lowest else running,
        room,
        Cell("lowest point", style="lowest") if is_lowest else None,
    )

"""A small project made by hand: three sites, ten items, seven cost lines, four packages, one plan."""

from datetime import date
from decimal import Decimal
from typing import Any

from planner.core.model import (
    Assumption,
    CellRef,
    Confidence,
    CostLine,
    Estimate,
    Evidence,
    FieldText,
    FileReview,
    Finding,
    Issue,
    Item,
    Layer,
    LeftOut,
    Presence,
    PriceBook,
    PriceLine,
    Review,
    RowClass,
    RulesInfo,
    SheetReview,
    Site,
    Verdict,
)
from planner.core.money import cents
from planner.core.summary import ReportInput

FILE = "cedar.xlsx"
MONTHS = 24


def finding(
    number: int,
    verdict: Verdict,
    site: str = "Cedar Ridge",
    model: str = "RRU3908",
    quantity: int = 3,
    presence: Presence = "in_network",
    maker: str | None = "Huawei",
) -> Finding:
    """An item in row ``number`` + 3 of the sheet, with one piece of evidence when the verdict needs one."""
    row = number + 3
    cell = CellRef(FILE, "Sites", "B", row)
    item = Item(
        id=number,
        fingerprint=f"print-{number}",
        file=FILE,
        sheet="Sites",
        row=row,
        fields=(FieldText("maker", "Mfr", cell, maker or ""),),
        site=site,
        maker=maker,
        model=model,
        serials=("21023", "21024"),
        quantity=quantity,
    )
    known = verdict != "unknown"
    evidence = (
        Evidence("MAKER-1", "strong", cell, maker or "", "the maker is on the covered list", "maker", "Huawei"),
        Evidence("MODEL-7", "strong", cell, model, "the model is a Huawei radio", "model", "Huawei"),
    )
    entity = "Huawei" if verdict in ("covered", "likely") else None
    return Finding(item, verdict, entity, presence, "ran", "RAN radio", evidence if known else ())


def cost_line(
    number: int,
    package: str,
    layer: Layer,
    quantity: str,
    prices: tuple[str, str, str],
    kind: str = "equipment",
    price_id: str = "PLN-RAN-01",
    source: str = "planning book, page 4",
    confidence: Confidence = "memory",
    items: tuple[int, ...] = (),
) -> CostLine:
    """A line whose amounts are quantity times price, nine tenths of it eligible."""
    amount, (low, likely, high) = Decimal(quantity), map(Decimal, prices)
    figure = cents(amount * likely)
    eligible = cents(figure * Decimal("0.9"))
    return CostLine(
        id=f"L{number}",
        package=package,
        site=package.partition("/")[0],
        layer=layer,
        kind=kind,
        price_id=price_id,
        description="Radio unit, three sectors",
        unit="each",
        quantity=amount,
        unit_low=low,
        unit_likely=likely,
        unit_high=high,
        low=cents(amount * low),
        likely=figure,
        high=cents(amount * high),
        eligible=eligible,
        ineligible=figure - eligible,
        source=source,
        confidence=confidence,
        basis="one for one",
        items=items,
    )


def sample_lines() -> tuple[CostLine, ...]:
    """Seven lines; L3 lies at half a cent, L6 and L7 share a price id but not the source."""
    return (
        cost_line(1, "cedar-ridge/ran", "ran", "3", ("11000", "14500.50", "19000"), items=(1, 2)),
        cost_line(2, "elk-butte/ran", "ran", "6", ("11000", "14500.50", "19000"), items=(3,)),
        cost_line(3, "cedar-ridge/transport", "transport", "0.5", ("0.01", "0.03", "0.05"), "labor", "PLN-TR-02"),
        cost_line(4, "cedar-ridge/transport", "transport", "1", ("9000", "12000", "18000.25"), price_id="PLN-TR-01"),
        cost_line(5, "pine-hollow/ran", "ran", "2.25", ("100.10", "200.20", "300.30"), "labor", "PLN-LB-01"),
        cost_line(6, "project/core", "core", "1", ("250000", "400000", "900000"), price_id="QUOTE-1", items=(4,)),
        cost_line(7, "project/core", "core", "1", ("1", "1", "1"), "labor", "QUOTE-1", "quote of 2 May", "quote"),
    )


def sample_estimate() -> Estimate:
    """The seven lines, and a reason for every item without one."""
    line = PriceLine(
        "PLN-RAN-01", "ran", "Radio", "each", Decimal(11000), Decimal("14500.50"), Decimal(19000), "page 4", "memory"
    )
    book = PriceBook("us-planning", "2026.1", "Planning book", "2022", False, {"PLN-RAN-01": line})
    reason = "the verdict is not covered"
    return Estimate(
        book=book,
        lines=sample_lines(),
        left_out=tuple(LeftOut(number, reason) for number in range(5, 11)),
        assumptions=(Assumption("Sectors", "3", "planning.sectors", "nobody said how many"),),
        unknown_low=Decimal("12000.00"),
        unknown_high=Decimal("48000.00"),
    )


def sample_review() -> Review:
    """Ten items of every verdict, one of them only mentioned, and a hidden sheet that was not read."""
    findings = (
        finding(1, "covered"),
        finding(2, "covered", quantity=1),
        finding(3, "likely", "Elk Butte", quantity=6),
        finding(4, "covered", "Elk Butte", "USN9810", 1),
        finding(5, "unknown", "Pine Hollow", "", 4, maker=None),
        finding(6, "unknown", "Pine Hollow", "?", 2, maker=None),
        *(finding(number, "not_covered", maker="Nokia") for number in (7, 8, 9)),
        finding(10, "covered", quantity=2, presence="removed"),
    )
    items: tuple[tuple[int, RowClass], ...] = tuple((each.item.row, "item") for each in findings)
    classes: tuple[tuple[int, RowClass], ...] = ((1, "title"), (2, "blank"), (3, "header"), *items, (14, "subtotal"))
    sheets = (
        SheetReview("Sites", "visible", True, 14, 3, {"A": "site", "B": "maker"}, classes),
        SheetReview("Old", "hidden", False, 40, None, {}, ()),
    )
    return Review(
        rules=RulesInfo("us-fcc-scrp", "2026.2", "2026-11-24"),
        files=(FileReview(FILE, "ab" * 32, 20480, sheets),),
        findings=findings,
        issues=(
            Issue("fixed", FILE, "Sites!D5", " 3 ", "spaces around a number", "3", "R2"),
            Issue("blocks", FILE, "Sites!D9", "three", "quantity is not a whole number", "a number such as 3", "R1"),
        ),
        sites=(
            Site("cedar-ridge", "Cedar Ridge", state="MT"),
            Site("elk-butte", "Elk Butte"),
            Site("pine-hollow", "Pine Hollow"),
        ),
    )


def package(name: str, layer: str, amount: int, after: tuple[str, ...] = (), crew: str = "tower") -> dict[str, Any]:
    """A package with two vendors; everything is paid at three dates, nine tenths of it eligible."""

    def option(vendor: str, third: int) -> dict[str, Any]:
        part = [third, third * 9 // 10]
        payments = {"order": part, "delivery": part, "completion": part}
        return {"vendor": vendor, "lead": 3, "duration": 2, "starts": [*range(3, 20)], "payments": payments}

    return {
        "id": name,
        "site": name.partition("/")[0],
        "layer": layer,
        "cluster": "west",
        "risk_per_period": 4,
        "crew": {crew: 1},
        "after": [*after],
        "options": [option("Ardent", amount), option("Borealis", amount + 10)],
    }


def sample_problem() -> dict[str, Any]:
    """Four packages in 24 months; the term ends after month 17, one extension of six months can be had."""
    return {
        "format": "planner-problem/1",
        "name": "Cedar",
        "money_unit": "USD",
        "periods": {"unit": "month", "first": "2027-01-01", "count": MONTHS},
        "deadline": {"term_end": 18, "extensions": [{"until": 22, "cost": 100}], "late_factor": 20},
        "crews": [{"id": "tower", "capacity": [1] * MONTHS}],
        "packages": [
            package("project/core", "core", 130000, crew="core"),
            package("cedar-ridge/transport", "transport", 4000),
            package("cedar-ridge/ran", "ran", 14500, ("cedar-ridge/transport", "project/core")),
            package("elk-butte/ran", "ran", 29000, ("project/core",)),
        ],
        "funding": {
            "own_cash": [20000] * 12,
            "credit_limit": 250000,
            "released": [500000] * MONTHS,
            "reimbursement_lag": 2,
        },
        "calendar": {"winter_months": [11, 12, 1, 2, 3], "winter_layers": ["ran", "transport"]},
    }


def sample_plan() -> dict[str, Any]:
    """A plan of all four packages, the last one finished after the term, one extension used."""
    dates = [
        ("project/core", "Ardent", 3),
        ("cedar-ridge/transport", "Borealis", 4),
        ("cedar-ridge/ran", "Ardent", 6),
        ("elk-butte/ran", "Ardent", 17),
    ]
    starts = [
        {"package": name, "vendor": vendor, "order": start - 3, "start": start, "finish": start + 2}
        for name, vendor, start in dates
    ]
    terms = {"unreimbursed": 53000, "late": 0, "extensions": 100, "integration": 300, "mobilisation": 150, "risk": 136}
    return {
        "format": "planner-plan/1",
        "seed": 1,
        "outcome": "feasible",
        "extensions_used": 1,
        "objective": sum(terms.values()),
        "terms": terms,
        "bound": 52500,
        "gap": 0.022,
        "bound_note": "Relaxed crews.",
        "baseline": {"method": "priority list, as levelled by hand", "objective": 55000, "terms": {"late": 400}},
        "starts": starts,
        "cash": sample_cash(starts),
        "binding": [{"what": "crew tower", "periods": [4, 5], "worth": 12}],
        "menu": [],
    }


def sample_cash(starts: list[dict[str, Any]]) -> list[dict[str, int]]:
    """What the starts cost month by month; nine tenths claimed at once, paid back two months later."""
    problem = sample_problem()
    amounts = {
        (each["id"], option["vendor"]): option["payments"]["order"]
        for each in problem["packages"]
        for option in each["options"]
    }
    paid, claimed, balance, rows = [0] * MONTHS, [0] * MONTHS, 0, []
    for start in starts:
        for period in (start["order"], start["start"], start["finish"] - 1):
            amount, eligible = amounts[start["package"], start["vendor"]]
            paid[period] += amount
            claimed[period] += eligible
    for period in range(MONTHS):
        received = claimed[period - 2] if period >= 2 else 0
        balance += (20000 if period < 12 else 0) + received - paid[period]
        figures = {"paid": paid[period], "claimed": claimed[period], "received": received, "balance": balance}
        rows.append({"period": period, **figures})
    return rows


def infeasible_plan() -> dict[str, Any]:
    """No plan as asked; two changes that would make one possible."""
    return {
        "format": "planner-plan/1",
        "outcome": "infeasible",
        "extensions_used": None,
        "objective": None,
        "terms": None,
        "bound": None,
        "gap": None,
        "bound_note": "",
        "baseline": None,
        "starts": [],
        "cash": [],
        "binding": [],
        "menu": [
            {"change": "more own cash in March 2027", "amount": 412000, "unit": "USD", "plan": sample_plan()},
            {"change": "one more tower crew", "amount": 1, "unit": "crews", "plan": {}},
        ],
    }


def sample_input(**changes: Any) -> ReportInput:
    """The whole project, with some of its parts replaced."""
    parts: dict[str, Any] = {
        "review": sample_review(),
        "estimate": sample_estimate(),
        "problem": sample_problem(),
        "plan": sample_plan(),
        "project_name": "Cedar Valley Wireless & Sons",
        "as_of": date(2026, 11, 24),
        "versions": {"rules": "2026.2", "prices": "2026.1", "code": "0.1.0"},
        "assumptions": (Assumption("Winter", "November to March", "calendar.winter_months", "nobody said"),),
    }
    return ReportInput(**{**parts, **changes})

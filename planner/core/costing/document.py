"""``planner-estimate/1``: the estimate as other programs read it. Money is text with two places, exact."""

from collections.abc import Callable
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from planner.core.model import CostLine, Estimate
from planner.core.money import cents, total

_MONEY = ("unit_low", "unit_likely", "unit_high", "low", "likely", "high", "eligible", "ineligible")
_SUMMED = ("low", "likely", "high", "eligible", "ineligible")


def estimate_document(estimate: Estimate) -> dict[str, Any]:
    """The estimate as JSON-ready data; every total is the sum of the lines it stands for."""
    book = estimate.book
    return {
        "format": "planner-estimate/1",
        "book": {
            "id": book.id,
            "version": book.version,
            "title": book.title,
            "price_level": book.price_level,
            "is_fcc": book.is_fcc,
        },
        "lines": [_line(line) for line in estimate.lines],
        "totals": _sums(estimate.lines),
        "by_layer": _grouped(estimate.lines, "layer", lambda line: line.layer),
        "by_site": _grouped(estimate.lines, "site", lambda line: line.site),
        "by_kind": _grouped(estimate.lines, "kind", lambda line: line.kind),
        "left_out": [asdict(left) for left in estimate.left_out],
        "assumptions": [asdict(assumption) for assumption in estimate.assumptions],
        "unknowns": {"low": _text(estimate.unknown_low), "high": _text(estimate.unknown_high)},
    }


def _text(amount: Decimal) -> str:
    return f"{cents(amount):f}"


def _line(line: CostLine) -> dict[str, Any]:
    money = {name: _text(getattr(line, name)) for name in _MONEY}
    return {**asdict(line), **money, "quantity": f"{line.quantity.normalize():f}", "items": list(line.items)}


def _sums(lines: tuple[CostLine, ...]) -> dict[str, str]:
    return {name: _text(total(getattr(line, name) for line in lines)) for name in _SUMMED}


def _grouped(lines: tuple[CostLine, ...], label: str, key: Callable[[CostLine], str]) -> list[dict[str, str]]:
    names = sorted({key(line) for line in lines})
    return [{label: name, **_sums(tuple(line for line in lines if key(line) == name))} for name in names]

"""A carrier's name in the maker's cell names nobody: what a listed company made is still told, or asked about."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from planner.core.flagging import flag
from planner.core.model import CellRef, FieldText, Finding, Item
from planner.reference.rulepacks import load_rules

TABLE = Path(__file__).parent / "data" / "labelled_rebrands.csv"
CELL = CellRef("a", "S", "A", 2)
Row = dict[str, str]


def rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def judged(table: Sequence[Row], *, with_carrier: bool) -> list[Finding]:
    items = [
        Item(number, f"f{number}", "a", "S", 2, (
            FieldText("maker", "Manufacturer", CELL, row["maker"] if with_carrier else ""),
            FieldText("model", "Model", CELL, row["model"]),
        ))
        for number, row in enumerate(table)
    ]  # fmt: skip
    return list(flag(items, load_rules(), lambda _mac: None))


def expected(row: Row) -> set[tuple[str, str | None]]:
    """Verdict and maker as the table asks for them: flagged, asked about, or neither."""
    maker = row["truth"]
    asked: dict[str, set[tuple[str, str | None]]] = {
        "flagged": {("likely", maker), ("covered", maker)},
        "asked": {("unknown", maker)},
        "never": {("unknown", None), ("not_covered", None)},
    }
    return asked[row["expected"]]


@pytest.mark.parametrize("with_carrier", [True, False])
def test_gear_under_a_carriers_name_is_told_by_its_own_name(with_carrier: bool) -> None:
    table = rows()
    met = [(found.verdict, found.entity) for found in judged(table, with_carrier=with_carrier)]
    pairs = zip(table, met, strict=True)
    assert [(row["maker"], row["model"], said) for row, said in pairs if said not in expected(row)] == []


def test_a_carriers_name_alone_clears_nothing() -> None:
    table = [{"maker": row["maker"], "model": "white box"} for row in rows() if row["maker"] != "3Com"]
    assert {found.verdict for found in judged(table, with_carrier=True)} == {"unknown"}


def test_every_row_says_where_it_is_from_and_stands_once() -> None:
    table = rows()
    assert len(table) > 60
    assert [row for row in table if not row["source"].strip()] == []
    assert len({(row["maker"], row["model"]) for row in table}) == len(table)
    assert {row["expected"] for row in table} == {"flagged", "asked", "never"}

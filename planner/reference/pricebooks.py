"""Loader of the planning price book, the recipe table, the unit counters and the work rules."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import cast, get_args

from planner.core.bill import UnitCounter
from planner.core.costing.recipes import CONDITIONS, Part, Per, Recipe, RecipeTable
from planner.core.errors import InvalidDocument
from planner.core.model import Confidence, PriceBook, PriceLine
from planner.core.packages.work import WorkRule
from planner.reference.tables import csv_rows, data_folder, toml_table

_FOLDER = "prices"


@dataclass(frozen=True, slots=True)
class PriceData:
    """Everything costing and packages need from the data files."""

    book: PriceBook
    table: RecipeTable
    counters: tuple[UnitCounter, ...]
    work: dict[str, WorkRule]


@cache
def load_prices() -> PriceData:
    """The shipped planning data. Raises :class:`InvalidDocument` naming the row when a file contradicts itself."""
    book = _book()
    return PriceData(book, RecipeTable(_recipes(book), _included(), _parts()), _counters(), _work())


def _book() -> PriceBook:
    head = toml_table(data_folder(_FOLDER) / "planning-book.toml")
    lines = {}
    for line_number, row in csv_rows(data_folder(_FOLDER) / "planning-book.csv"):
        line = PriceLine(
            id=row["price_id"],
            category=f"{row['category']}: {row['subcategory']}",
            item=row["item"],
            unit=row["unit"],
            low=Decimal(row["low_usd"]),
            likely=Decimal(row["likely_usd"]),
            high=Decimal(row["high_usd"]),
            source=row["source"],
            confidence=cast("Confidence", row["confidence"]),
        )
        if (
            not line.low <= line.likely <= line.high
            or line.id in lines
            or row["confidence"] not in get_args(Confidence)
        ):
            raise InvalidDocument("planning-book.csv", [f"line {line_number}: {row['price_id']} is out of order"])
        lines[line.id] = line
    return PriceBook(head["id"], head["version"], head["title"], head["price_level"], head["is_fcc"], lines)


def _recipes(book: PriceBook) -> tuple[Recipe, ...]:
    recipes = []
    for line_number, row in csv_rows(data_folder(_FOLDER) / "recipes.csv"):
        if row["price_id"] not in book.lines or row["when"] not in CONDITIONS or row["per"] not in get_args(Per):
            raise InvalidDocument(
                "recipes.csv", [f"line {line_number}: unknown price line, condition or unit in {row}"]
            )
        recipes.append(
            Recipe(
                id=row["recipe_id"],
                layer=row["layer"],
                when=row["when"],
                per=cast("Per", row["per"]),
                categories=_set(row["categories"]),
                price_id=row["price_id"],
                quantity=Decimal(row["quantity"]),
                kind=row["kind"],
                eligible_percent=Decimal(row["eligible_percent"]),
                why=row["why"],
            )
        )
    return tuple(recipes)


def _included() -> dict[str, str]:
    return {row["category"]: row["comes_with"] for _, row in csv_rows(data_folder(_FOLDER) / "included.csv")}


def _parts() -> tuple[Part, ...]:
    return tuple(
        Part(row["category"], re.compile(row["model_pattern"], re.IGNORECASE), row["comes_with"])
        for _, row in csv_rows(data_folder(_FOLDER) / "parts.csv")
    )


def _counters() -> tuple[UnitCounter, ...]:
    return tuple(
        UnitCounter(
            row["counter"],
            _set(row["categories"]),
            re.compile(row["model_pattern"], re.IGNORECASE) if row["model_pattern"] else None,
            row["why"],
        )
        for _, row in csv_rows(data_folder(_FOLDER) / "counters.csv")
    )


def _work() -> dict[str, WorkRule]:
    return {
        row["layer"]: WorkRule(
            layer=row["layer"],
            crew=row["crew"],
            crew_weeks=Decimal(row["crew_weeks"]),
            per=row["per"],
            duration_months=int(row["duration_months"]),
            why=row["why"],
        )
        for _, row in csv_rows(data_folder(_FOLDER) / "work.csv")
    }


def _set(text: str) -> frozenset[str]:
    return frozenset(part for part in text.split(";") if part)

"""Writing down how files were understood, as a recipe that reproduces it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from planner.core.columns.mapping import said_again
from planner.core.columns.texts import normal_header
from planner.core.model import FileReview, Meaning
from planner.core.recipe.entries import FORMAT, DateOrder, Fill, Kind, Recipe, SheetRecipe, SiteFrom


class Understood(Protocol):
    """Anything that knows how its files were understood. Where it also has ``layouts``, one :class:`SheetRecipe` for
    each table read, these are what is written down.
    """

    @property
    def files(self) -> tuple[FileReview, ...]:
        """The files, sheet by sheet."""


def recipe_of(understanding: Understood, sites: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The layout that was found, as a recipe document that reproduces it: one entry per table.

    ``sites`` are the accepted names of the recipe in use. An entry names its file only where several files have a
    sheet of that name, so that the recipe fits the same sheet of another file.
    """
    layouts: Sequence[SheetRecipe] = getattr(understanding, "layouts", ()) or _from_reviews(understanding.files)
    homes = Counter(sheet for sheet, _ in {(entry.sheet.casefold(), entry.file) for entry in layouts})
    entries = [entry if homes[entry.sheet.casefold()] > 1 else replace(entry, file=None) for entry in layouts]
    return recipe_document(Recipe(tuple(entries), dict(sites or {})))


def _from_reviews(files: Iterable[FileReview]) -> list[SheetRecipe]:
    """One entry per sheet, of its main table, which is all that a review keeps."""
    return [
        SheetRecipe(
            sheet.name,
            sheet.header_row or 0,
            dict(sheet.columns),
            file=file.name,
            signature=signature_of((column.column, column.header) for column in sheet.mapping),
            several=bool(said_again(sheet.columns.values())),
        )
        for file in files
        for sheet in file.sheets
        if sheet.read and sheet.columns
    ]


def recipe_document(recipe: Recipe) -> dict[str, Any]:
    """The recipe as JSON-ready data; what says nothing is left out. :func:`parse_recipe` reads it back."""
    document: dict[str, Any] = {"format": FORMAT, "sheets": [_entry(entry) for entry in recipe.sheets]}
    if recipe.sites:
        document["sites"] = dict(recipe.sites)
    return document


def _entry(entry: SheetRecipe) -> dict[str, Any]:
    told: dict[str, Any] = {"sheet": entry.sheet}
    told |= {"file": entry.file} if entry.file else {}
    told |= {} if entry.read else {"read": False}
    told |= {"header_row": entry.header_row, "columns": dict(entry.columns)}
    more = {
        "header_lines": list(entry.header_lines), "layout": entry.layout, "site_from": entry.site_from,
        "fills": dict(entry.fills), "dates": dict(entry.dates), "decimals": dict(entry.decimals),
        "units": dict(entry.units), "signature": dict(entry.signature), "several": entry.several,
    }  # fmt: skip
    return told | {key: value for key, value in more.items() if value}


def signature_of(columns: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What a table looks like, to know the next one that looks alike: the normal header by column letter."""
    words = {letter: normal_header(header) for letter, header in columns}
    return {letter: word for letter, word in words.items() if word}


def written(
    file: str,
    sheet: str,
    columns: Sequence[tuple[str, str, Meaning]],
    *,
    header_row: int,
    header_lines: tuple[int, ...] = (),
    kind: Kind | None = None,
    site_from: SiteFrom | None = None,
    fills: Mapping[str, Fill] | None = None,
    month_first: Mapping[str, bool | None] | None = None,
    said: SheetRecipe | None = None,
) -> SheetRecipe:
    """One table as it was read. ``columns`` holds letter, header and meaning of each; ``header_row`` is 0 without a
    header; ``said`` is the entry of the recipe in use, whose units and marks are kept.
    """
    orders: dict[str, DateOrder] = {
        letter: "month-first" if first else "day-first"
        for letter, first in (month_first or {}).items()
        if first is not None
    }
    return SheetRecipe(
        sheet,
        header_row,
        {letter: meaning for letter, header, meaning in columns if header or meaning != "ignore"},
        file=file,
        header_lines=header_lines,
        layout=kind,
        site_from=site_from,
        fills=dict(fills or {}),
        dates=orders,
        decimals=dict(said.decimals) if said else {},
        units=dict(said.units) if said else {},
        signature=signature_of((letter, header) for letter, header, _ in columns),
        several=bool(said_again(meaning for _, _, meaning in columns)),
    )

"""Sheets that repeat what others say: sums by model, and price lists. Counted again, they would double the network."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.core.columns.labels import SITE
from planner.core.columns.layout import Table
from planner.core.columns.texts import normal_name
from planner.core.model import Item, Meaning
from planner.core.rows.reading import Read

_PRICES = re.compile(
    r"(?i)\bprice\s*(?:list|book|sheet)s?\b|\bpricing\b|\bpricelist\b|\bcatalog(?:ue)?\b|\brate\s*card\b"
)
_LIST_PRICE = re.compile(r"(?i)\blist\s*price\b|\bmsrp\b|\bunit\s*list\b")
_STANDS_SOMEWHERE: frozenset[Meaning] = SITE | frozenset(
    {"quantity", "serial", "mac", "asset_id", "status", "installed_on", "obtained_on", "position"}
)
_NAMES: tuple[Meaning, ...] = ("model", "part_number", "description", "maker")
_LEAST_EQUAL = 0.5
_Key = tuple[str, str]


def set_price_lists_aside(reads: Sequence[Read]) -> None:
    """Price lists become tables whose rows are notes, and say so, where other sheets have gear.

    A price list has prices, names itself one (its sheet, or a header such as List Price), and has no site, quantity or
    serial number. What a recipe says of a sheet is left as it is.
    """
    lists = [read for read in reads if not read.said and read.tables and all(map(_has_prices_only, _gear(read)))]
    lists = [read for read in lists if _gear(read) and _calls_itself_one(read)]
    if not any(_gear(read) for read in reads if read not in lists):
        return
    for read in lists:
        rows = sum(table.end - table.first for table in _gear(read))
        read.tables = tuple(replace(t, kind="other") if t.kind == "gear" else t for t in read.tables)
        read.prices_only = True
        read.notebook.say("price-list", rows="1 row was" if rows == 1 else f"{rows} rows were")


def _gear(read: Read) -> list[Table]:
    return [table for table in read.tables if table.kind in ("gear", "list", "form")]


def _has_prices_only(table: Table) -> bool:
    return (
        table.kind == "gear"
        and not table.facets
        and "unit_cost" in table.by_meaning
        and _STANDS_SOMEWHERE.isdisjoint(table.by_meaning)
    )


def _calls_itself_one(read: Read) -> bool:
    headers = (column.header for table in _gear(read) for column in table.columns)
    return bool(_PRICES.search(read.sheet.name.replace("_", " "))) or any(map(_LIST_PRICE.search, headers))


def tell_summaries(reads: Sequence[Read], items: Iterable[Item]) -> None:
    """Say of every sheet without a site and without serial numbers whose counts are the sums of other sheets that it
    may count the same gear again.
    """
    able = {(read.upload.name, read.sheet.name): read for read in reads if _could_sum_up(read)}
    if not able or len(able) == sum(bool(_gear(read)) for read in reads):
        return
    own: dict[_Key, Counter[str]] = {sheet: Counter() for sheet in able}
    elsewhere: Counter[str] = Counter()
    for item in items:
        sheet = item.file, item.sheet
        if sheet not in own:
            elsewhere.update(dict.fromkeys(_names(item), item.quantity))
        elif item.site or item.serials:
            able.pop(sheet, None)
        else:
            own[sheet][_names(item)[0]] += item.quantity
    for sheet, read in able.items():
        _tell(read, own[sheet], elsewhere)


def _tell(read: Read, own: Counter[str], elsewhere: Counter[str]) -> None:
    equal = sum(elsewhere[name] == count for name, count in own.items() if name)
    if equal and equal >= _LEAST_EQUAL * len(own):
        read.notebook.say("sheet-sums-up", equal=equal, rows=len(own))


def _could_sum_up(read: Read) -> bool:
    tables = _gear(read)
    return bool(tables) and all(
        table.kind == "gear"
        and not table.facets
        and "quantity" in table.by_meaning
        and not {"serial", "mac", "asset_id", *SITE} & set(table.by_meaning)
        and any(name in table.by_meaning for name in _NAMES)
        for table in tables
    )


def _names(item: Item) -> list[str]:
    """What an item may be counted under, the most telling first: its model, part number or description, its maker."""
    told = next((word for word in (item.model, item.part_number, item.description) if word), None)
    return [normal_name(word) for word in (told, item.maker) if word] or [""]

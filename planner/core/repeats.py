"""Duplicates that say otherwise than the row they repeat: the unit is counted once, what both rows say is told.

A duplicate is no item, so nobody would read its own evidence: a covered unit could hide behind a row that names another
maker. Such duplicates are flagged by themselves, and the verdict is told in the issue, never in money.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from planner.core.columns.texts import normal_name
from planner.core.messages import issue_of
from planner.core.model import FieldText, Finding, Issue, Item, Meaning, Verdict

_RANKS: tuple[Verdict, ...] = get_args(Verdict)
_WORDS: dict[Verdict, str] = {
    "covered": "covered", "likely": "likely covered", "unknown": "unknown", "not_covered": "not covered",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Repeat:
    """A duplicate: what its row says, as an item that is counted nowhere (its id is 0), and the id of the ``first``
    item of that unit.
    """

    item: Item
    first: int


def says_otherwise(first: Item, maker: str | None, model: str | None) -> bool:
    """Whether a duplicate with this maker and model names either otherwise than ``first``, the item it repeats."""
    return _another_maker(first.maker, maker) or _differ(first.model, model)


def _another_maker(first: str | None, second: str | None) -> bool:
    """A longer way to write the same maker (``Huawei Technologies``) names no other one."""
    one, other = (frozenset((text or "").casefold().split()) for text in (first, second))
    return _differ(first, second) and not (one and (one <= other or other <= one))


def _differ(first: str | None, second: str | None) -> bool:
    """Whether the second is said and is not the first, but for case, spaces and punctuation."""
    return bool(second) and _plain(first) != _plain(second)


def _plain(text: str | None) -> str:
    return normal_name(text or "").replace("-", "")


def repeat_issues(repeats: Sequence[Repeat], told: Sequence[Finding], findings: Sequence[Finding]) -> Iterator[Issue]:
    """A ``check`` at the maker or model of each of ``repeats``. ``told`` are the findings of their own items, in their
    order; ``findings`` those of the items that are counted.
    """
    wanted = {repeat.first for repeat in repeats}
    counted = {one.item.id: one for one in findings if one.item.id in wanted} if wanted else {}
    for repeat, own in zip(repeats, told, strict=True):
        yield _issue(repeat.item, own, counted[repeat.first])


def _issue(item: Item, own: Finding, first: Finding) -> Issue:
    counted = first.item
    differ: dict[Meaning, bool] = {
        "maker": _another_maker(counted.maker, item.maker),
        "model": _differ(counted.model, item.model),
    }
    meanings = [meaning for meaning, is_other in differ.items() if is_other]
    cell, typed = _cell(item, meanings)
    where = _cell(counted, meanings)[0] + (f" in {counted.file}" if counted.file != item.file else "")
    values = {"says": _said(item, meanings), "where": where, "other": _said(counted, meanings)}
    return issue_of("duplicate-says-otherwise", item.file, cell, typed, **values, hidden=_hidden(own, first))


def _said(item: Item, meanings: Sequence[Meaning]) -> str:
    """``maker "Nokia" and no model``."""
    told = {"maker": item.maker, "model": item.model}
    return " and ".join(f'{name} "{text}"' if (text := told[name]) else f"no {name}" for name in meanings)


def _hidden(own: Finding, first: Finding) -> str:
    """What the duplicate by itself would be, where that is more than the row it repeats is."""
    if own.verdict not in ("covered", "likely") or _RANKS.index(own.verdict) >= _RANKS.index(first.verdict):
        return ""
    whose = f" ({own.entity})" if own.entity else ""
    return f". By its own words this row is {_WORDS[own.verdict]}{whose}, the row it repeats is {_WORDS[first.verdict]}"


def _cell(item: Item, meanings: Sequence[Meaning]) -> tuple[str, str]:
    """The first cell of a row with one of these meanings and what stands in it; the row where there is none."""
    found: dict[Meaning, FieldText] = {}
    for field in item.fields:
        found.setdefault(field.meaning, field)
    named = next((found[meaning] for meaning in meanings if meaning in found), None)
    return (str(named.cell), named.text) if named else (f"{item.sheet} row {item.row}", "")

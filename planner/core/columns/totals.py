"""Sums inside a matrix of counts: the rows and the columns that add up the others, with or without a word for it."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from planner.core.columns.counts import TOTALS, is_mark, is_nothing
from planner.core.columns.page import Page
from planner.core.columns.tables import Table

_PLAIN = re.compile(r"^\d{1,9}(?:\.0+)?$")
_COUNT = re.compile(r"\d{1,4}")
# What stands before a sum beside the words for a total; "All sites" is no site.
_EVERYTHING = re.compile(r"(?i)^(?:all|overall|sum|grand|count|combined|network|system|qty|quantity|units)\b|^[∑Σ]$")
_LEAST_ROWS = 2  # of one row the sum is the row itself
_LEAST_EQUAL = 0.5  # of the numbers of a row without a name: from here on it reads like a sum that is wrong


class SumRows(NamedTuple):
    """Rows (counted from 0) whose numbers are the sums of those above; ``doubtful`` are nameless and nearly so."""

    sums: frozenset[int]
    doubtful: frozenset[int]


def means_everything(header: str) -> bool:
    """True for a name that stands over a sum, or before one: ``Total``, ``All sites``."""
    return bool(TOTALS.search(header) or _EVERYTHING.match(header))


def number_of(text: str) -> int:
    """The count in a cell of a matrix: a tick is 1, no count is 0."""
    if is_mark(text):
        return 1
    if not text or is_nothing(text):
        return 0
    plain = text.replace(",", "")
    if _PLAIN.match(plain):
        return int(float(plain))
    found = _COUNT.search(plain) if len(plain) <= 12 else None
    return int(found[0]) if found else 0


def sum_columns(samples: Sequence[Sequence[str]], able: Iterable[int], added: Collection[int]) -> frozenset[int]:
    """Those of the ``able`` columns whose cells are, row after row, the sum of the columns ``added``."""
    found = set()
    for at in able:
        parts = [i for i in added if i != at]
        rows = [(number_of(samples[at][row]), [number_of(samples[i][row]) for i in parts]) for row in _rows(samples)]
        told = [(total, numbers) for total, numbers in rows if total or any(numbers)]
        several = sum(sum(map(bool, numbers)) > 1 for _, numbers in told)
        if several and len(told) >= _LEAST_ROWS and all(total == sum(numbers) for total, numbers in told):
            found.add(at)
    return frozenset(found)


def _rows(samples: Sequence[Sequence[str]]) -> range:
    return range(min(map(len, samples), default=0))


def sum_rows(page: Page, table: Table, counted: Collection[int], silent: Collection[int]) -> SumRows:
    """The rows of a matrix that add up the rows above, since the last sum or from the top.

    ``counted`` are its columns of counts; of the others only those in ``silent`` may say something in a sum's row.
    """
    sums, doubtful = set(), set()
    section = dict.fromkeys(counted, 0)
    grand = dict.fromkeys(counted, 0)
    rows = 0
    for place in range(table.first, table.end):
        texts = page.texts[place]
        numbers = {i: n for i in counted if i < len(texts) and (n := number_of(texts[i]))}
        if place in table.repeated or not numbers:
            continue
        words = [text for i, text in enumerate(texts) if text and i not in counted and i not in silent]
        nameless = all(map(means_everything, words))
        equal = [n in (section[i], section[i] + grand[i]) for i, n in numbers.items()] if nameless else []
        if equal and all(equal) and rows >= _LEAST_ROWS:
            sums.add(place)
            grand = {i: grand[i] + section[i] for i in counted}
            section = dict.fromkeys(counted, 0)
            continue
        if not words and sum(equal) >= _LEAST_EQUAL * len(numbers):
            doubtful.add(place)
        rows += 1
        for i, number in numbers.items():
            section[i] += number
    return SumRows(frozenset(sums), frozenset(doubtful))

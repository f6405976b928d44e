"""Rows of an inventory walked by SNMP that name no unit: the slots, ports and sensors of a device (RFC 6933)."""

import re
from collections.abc import Sequence

from planner.core.columns.exports.roles import plain_words
from planner.core.columns.mapping import Column
from planner.core.columns.page import Page
from planner.core.columns.texts import is_placeholder
from planner.core.model import Meaning

_CLASS = "ent physical class"
# By name and by number: backplane, container, sensor, port, stack. Chassis, power supplies, fans, modules, processors
# and the like are things that somebody takes out.
_NO_UNITS = frozenset({"backplane", "container", "sensor", "port", "stack", "4", "5", "8", "10", "11"})
_NUMBER = re.compile(r"\s*\(\d+\)$")
# What gives such a row away as a unit after all: an optical module may be filed as the port it sits in.
_TELLS_A_UNIT: frozenset[Meaning] = frozenset({"serial", "model", "part_number"})


def rows_without_unit(page: Page, places: range, columns: Sequence[Column]) -> frozenset[int]:
    """The places of rows whose class is no unit and that carry no serial number, model or part number."""
    at = next((column.index for column in columns if plain_words(column.header) == _CLASS), None)
    if at is None:
        return frozenset()
    telling = [column.index for column in columns if column.meaning in _TELLS_A_UNIT]
    return frozenset(place for place in places if _is_no_unit(page.texts[place], at, telling))


def _is_no_unit(texts: Sequence[str], at: int, telling: Sequence[int]) -> bool:
    if at >= len(texts) or _NUMBER.sub("", texts[at]).casefold() not in _NO_UNITS:
        return False
    return not any(i < len(texts) and texts[i] and not is_placeholder(texts[i]) for i in telling)

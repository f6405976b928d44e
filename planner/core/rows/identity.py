"""What makes two rows tell of the same gear: serial numbers, places, cells, and all that a fingerprint is made of."""

import hashlib
from collections.abc import Sequence
from itertools import compress
from typing import Any

from planner.core.columns.texts import normal_name
from planner.core.model import ATTRIBUTES, BEFORE, RowFields

_MOST_KEPT = 100_000
SAID = tuple(map(ATTRIBUTES.index, ("maker", "model", "part_number", "serials", "description", "quantity")))
"""The places of those :data:`planner.core.model.ATTRIBUTES` that a fingerprint is made of."""


class Normal(dict[str | None, str]):
    """Words without case and with single spaces, each worked out once."""

    def __missing__(self, word: str | None) -> str:
        if len(self) > _MOST_KEPT:
            self.clear()
        value = self[word] = _plain(word or "")
        return value


def _plain(word: str) -> str:
    return word.casefold() if word.isalnum() else " ".join(word.casefold().split())


def content(normal: Normal, site: str, attributes: Sequence[Any]) -> str:
    """What an item says of itself; ``site`` is the identity of its place, ``attributes`` are the item's own, in the
    order of :data:`planner.core.model.ATTRIBUTES`.
    """
    return said(normal, site, [attributes[place] for place in SAID])


def said(normal: Normal, site: str, told: Sequence[Any]) -> str:
    """As :func:`content`, of the attributes at the places :data:`SAID` alone."""
    maker, model, part, serials, description, quantity = told
    about = normal[description], str(quantity)
    return "\x1f".join((normal[site], normal[maker], normal[model], normal[part], *map(_plain, serials), *about))


def hashed(said: str, count: int) -> str:
    """The fingerprint of an item; ``count`` others said the same before."""
    return hashlib.sha256(f"{said}\x1e{count}".encode("utf-8", "surrogatepass")).hexdigest()


def spot(normal: Normal, site: str, model: str | None, position: str | None) -> tuple[str, ...]:
    """The place of a unit: its site, model and position."""
    return site, normal_name(model or ""), normal[position]


def cells_key(sheet: int, fields: RowFields) -> tuple[object, ...]:
    """Equal for rows of one sheet that say the same in every cell, wherever it was filled in from."""
    texts = fields.texts
    if fields.moved:
        entries = _said(fields)
        said = dict(entries)
        if len(said) < len(entries):
            return (sheet, tuple(entries))
        shown = tuple([said.pop(letter, "") for letter in fields.layout.letters])
        if said or len(shown) - shown.count("") != len(entries):
            return (sheet, tuple(entries))
        texts = shown
    return (sheet, texts if texts[-1] else texts[: max(place for place, text in enumerate(texts) if text) + 1])


def _said(fields: RowFields) -> list[tuple[str, str]]:
    """The column and the text of every cell of a row some of whose cells stand elsewhere, in the order of the cells."""
    letters, texts = fields.layout.letters, fields.texts
    moved = {place: (entry.cell.column, entry.text) for place, entry in fields.moved if place != BEFORE}
    front = [(entry.cell.column, entry.text) for place, entry in fields.moved if place == BEFORE]
    filled = {place: (letters[place], texts[place]) for place in compress(range(len(texts)), texts)}
    return [*front, *(entry for _, entry in sorted((filled | moved).items()))]

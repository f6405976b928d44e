"""Rows of one table that are looked at together: whether any of them could repeat another, and if none does, whose
they are.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from planner.core.model import ATTRIBUTES
from planner.core.rows.drafts import DraftRows
from planner.core.rows.identity import SAID, Normal, hashed, said, spot
from planner.core.rows.serials import serial_keys

_SERIALS, _MODEL, _POSITION = map(ATTRIBUTES.index, ("serials", "model", "position"))


@dataclass(slots=True)
class FreshRows:
    """Rows whose sites have the identities ``sites``. ``before`` counts by place the rows that said the same before."""

    sheet: int
    rows: DraftRows
    sites: Sequence[str]
    normal: Normal
    before: dict[int, int] = field(default_factory=dict)
    _serials: list[str] = field(init=False)
    _owners: Sequence[int] = field(init=False)
    _unnumbered: list[int] = field(init=False)
    _cells: dict[tuple[object, ...], int] = field(init=False)
    _spots: list[tuple[int, tuple[str, ...]]] = field(init=False)
    _told: list[Sequence[Any]] = field(init=False)

    def __post_init__(self) -> None:
        numbers = self._column(_SERIALS)
        single = set(map(len, numbers)) == {1}
        self._owners = range(len(numbers)) if single else [at for at, found in enumerate(numbers) for _ in found]
        self._serials = serial_keys(list(chain.from_iterable(numbers)))
        self._unnumbered = [] if single else [at for at, found in enumerate(numbers) if not found]
        self._cells = {self._cells_key(at): at for at in self._unnumbered}
        self._spots = self._positions()
        self._told = [self._column(place) for place in SAID]

    def _column(self, at: int) -> Sequence[Any]:
        return self.rows.columns[at]

    def _cells_key(self, at: int) -> tuple[object, ...]:
        """As :func:`planner.core.rows.identity.cells_key`, of a row whose cells all stand in it."""
        texts = self.rows.texts[at]
        return self.sheet, texts if texts[-1] else texts[: max(i for i, text in enumerate(texts) if text) + 1]

    def _positions(self) -> list[tuple[int, tuple[str, ...]]]:
        positions = self._column(_POSITION)
        if not any(positions):
            return []
        models, normal = self._column(_MODEL), self.normal
        return [(at, spot(normal, self.sites[at], models[at], told)) for at, told in enumerate(positions) if told]

    def known_to(self, serials: Mapping[str, int], spots: Mapping[Any, int], cells: Mapping[Any, int]) -> bool:
        """Whether any row may repeat another, of these or of those known by serial number, place and cells."""
        unnumbered = self._unnumbered
        if any(self.rows.moved[at] for at in unnumbered) or len(self._cells) < len(unnumbered):
            return True
        here = [place for _, place in self._spots]
        return _met(self._serials, serials) or _met(here, spots) or not cells.keys().isdisjoint(self._cells)

    def enter(
        self,
        first: int,
        serials: dict[str, int],
        spots: dict[tuple[str, ...], int],
        cells: dict[tuple[object, ...], int],
        seen: dict[str, int],
    ) -> None:
        """Make the rows known, the item of the first of them under the id ``first``."""
        owners = self._owners
        ids = range(first, first + len(owners)) if isinstance(owners, range) else [first + at for at in owners]
        serials.update(zip(self._serials, ids, strict=True))
        spots.update((place, first + at) for at, place in self._spots)
        cells.update((key, self.rows.numbers[at]) for key, at in self._cells.items())
        for at in self._cells.values():
            content = self._content(at)
            count = seen.get(content, 0)
            seen[content] = count + 1
            if count:
                self.before[at] = count

    def fingerprint(self, at: int) -> str:
        """The fingerprint of the item of a row. Nothing said a serial number before that none of them repeats."""
        return hashed(self._content(at), self.before.get(at, 0))

    def _content(self, at: int) -> str:
        return said(self.normal, self.sites[at], [column[at] for column in self._told])


def _met(here: Sequence[Hashable], known: Mapping[Any, int]) -> bool:
    """Whether one of these is known, or stands here twice."""
    distinct = set(here)
    return len(distinct) < len(here) or not known.keys().isdisjoint(distinct)

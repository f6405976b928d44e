"""What a new upload changed: every row of the earlier review and of this one is paired once, or stands alone.

Rows are paired by their fingerprint (the same content), then by a serial number, then by place and kind: asset tag,
else site with model and position. A pair by fingerprint is unchanged unless a field outside the fingerprint differs.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
"""An item of ``planner-review/1``."""

COMPARED = (
    "site", "maker", "model", "part_number", "serials", "mac", "description", "notes", "status", "quantity",
    "obtained_on", "installed_on", "unit_cost", "asset_id", "position", "layer", "verdict",
)  # fmt: skip
"""The fields whose change is told. Ids and addresses change whenever rows are moved, which is no change of the gear."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One row in both reviews, with the fields that differ: name to (before, now)."""

    before: Row
    now: Row
    fields: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Changes:
    """The rows of two reviews. ``removed`` + ``changed`` + ``unchanged`` is the earlier one, ``added`` + ``changed``
    + ``unchanged`` this one.
    """

    added: tuple[Row, ...] = ()
    removed: tuple[Row, ...] = ()
    changed: tuple[Changed, ...] = ()
    unchanged: int = 0


@dataclass(slots=True)
class _Pairing:
    before: dict[int, Row]
    now: dict[int, Row]
    pairs: list[tuple[Row, Row]] = field(default_factory=list)

    def by(self, keys: Callable[[Row], Iterable[Hashable]]) -> None:
        """Pair what shares a key, in the order of the rows; a row has one partner."""
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for place, row in self.before.items():
            for key in keys(row):
                waiting[key].append(place)
        for place, row in tuple(self.now.items()):
            partner = self._partner(waiting, keys(row))
            if partner is not None:
                self.pairs.append((self.before.pop(partner), self.now.pop(place)))

    def _partner(self, waiting: Mapping[Hashable, deque[int]], keys: Iterable[Hashable]) -> int | None:
        for key in keys:
            queue = waiting.get(key, deque())
            while queue:
                place = queue.popleft()
                if place in self.before:
                    return place
        return None


def compare(before: Sequence[Row], now: Sequence[Row]) -> Changes:
    """Pair the rows of an earlier review with those of this one; both in order, as ``planner-review/1`` has them."""
    pairing = _Pairing(dict(enumerate(before)), dict(enumerate(now)))
    for keys in (_fingerprint, _serials, _asset, _place):
        pairing.by(keys)
    changed = [Changed(old, new, fields) for old, new in pairing.pairs if (fields := _differences(old, new))]
    changed.sort(key=lambda change: change.now["id"])
    return Changes(
        tuple(pairing.now.values()),
        tuple(pairing.before.values()),
        tuple(changed),
        len(pairing.pairs) - len(changed),
    )


def changes_document(changes: Changes) -> dict[str, Any]:
    """The changes as the review carries them: counts, ids of added rows, what the removed rows were, field by field."""
    return {
        "counts": {
            "added": len(changes.added),
            "removed": len(changes.removed),
            "changed": len(changes.changed),
            "unchanged": changes.unchanged,
        },
        "added": [row["id"] for row in changes.added],
        "removed": [_was(row) for row in changes.removed],
        "changed": [
            {
                "id": change.now["id"],
                "was": change.before["fingerprint"],
                "fields": {name: list(pair) for name, pair in change.fields.items()},
            }
            for change in changes.changed
        ],
    }


def changes_sentence(changes: Changes) -> str:
    """The counts as a person reads them."""
    rows = "row" if len(changes.added) == 1 else "rows"
    return (
        f"Against the earlier review: {len(changes.added):,} {rows} added, {len(changes.removed):,} removed, "
        f"{len(changes.changed):,} changed, {changes.unchanged:,} unchanged."
    )


def _was(row: Row) -> dict[str, Any]:
    kept = ("fingerprint", "source", "site", "maker", "model", "serials", "quantity", "verdict")
    return {name: row.get(name) for name in kept}


def _differences(old: Row, new: Row) -> dict[str, tuple[Any, Any]]:
    return {name: (old.get(name), new.get(name)) for name in COMPARED if old.get(name) != new.get(name)}


def _fingerprint(row: Row) -> Iterable[Hashable]:
    return (row["fingerprint"],)


def _serials(row: Row) -> Iterable[Hashable]:
    return tuple(_plain(serial) for serial in row.get("serials") or ())


def _asset(row: Row) -> Iterable[Hashable]:
    return (_plain(row["asset_id"]),) if row.get("asset_id") else ()


def _place(row: Row) -> Iterable[Hashable]:
    """Only where no serial number tells the rows apart: two radios of one site are not one radio that changed."""
    if not row.get("site") or not row.get("model") or row.get("serials"):
        return ()
    return ((_plain(row["site"]), _plain(row["model"]), _plain(row.get("position") or "")),)


def _plain(text: str) -> str:
    return "".join(text.casefold().split())

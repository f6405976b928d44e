"""What the newest upload changed against the one before, and the rulings that found no row in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from planner.core.model import Decision

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One row that was added, changed or is gone; ``item`` is its number in this review, None when it is gone."""

    kind: str
    item: int | None
    where: str
    gear: str
    words: str


@dataclass(frozen=True, slots=True)
class Lost:
    """A ruling that found no row; ``item`` is the number of the row that its row became, None when it is gone."""

    decision: Decision
    item: int | None


def rows(review: Json) -> tuple[Change, ...]:
    """Every row of the earlier review that is gone, then those that changed, then the new ones."""
    changes = review.get("changes")
    if not changes:
        return ()
    items = {item["id"]: item for item in review["items"]}
    gone = [Change("Gone", None, _where(row), _gear(row), _serials(row)) for row in changes["removed"]]
    changed = [
        Change("Changed", one["id"], _where(items[one["id"]]), _gear(items[one["id"]]), _fields(one["fields"]))
        for one in changes["changed"]
        if one["id"] in items
    ]
    added = [Change("New", key, _where(items[key]), _gear(items[key]), "") for key in changes["added"] if key in items]
    return (*gone, *changed, *added)


def _where(row: Json) -> str:
    source = row.get("source") or {}
    return f"{source.get('file', '')}: {source.get('sheet', '')}, row {source.get('row', '')}"


def _gear(row: Json) -> str:
    return " ".join(str(row[key]) for key in ("maker", "model") if row.get(key)) or "nothing said"


def _serials(row: Json) -> str:
    return f"serial numbers: {', '.join(row['serials'])}" if row.get("serials") else ""


def _fields(fields: Json) -> str:
    return "; ".join(f"{name.replace('_', ' ')}: {_said(old)} → {_said(new)}" for name, (old, new) in fields.items())


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nothing"
    return "nothing" if value is None else str(value)


def without_row(review: Json, decisions: Iterable[Decision]) -> tuple[Lost, ...]:
    """The rulings in force whose row is not in this review as it was ruled on."""
    known = {item["fingerprint"] for item in review["items"]}
    changed = {one.get("was"): one["id"] for one in (review.get("changes") or {}).get("changed", ())}
    return tuple(
        Lost(decision, changed.get(decision.fingerprint)) for decision in decisions if decision.fingerprint not in known
    )

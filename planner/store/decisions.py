"""The decision log: rows are added, never changed, and each one seals all before it."""

import hashlib
import json
from datetime import UTC

from sqlalchemy import event
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from planner.core.errors import StoreFailed
from planner.core.model import Decision
from planner.store.engine import Store
from planner.store.tables import DecisionRow

START = "0" * 64
"""What the first decision follows."""

TRIES = 20
"""How often a decision looks for the end of the chain again when another person was faster."""


def seal(row: DecisionRow) -> str:
    """The row's hash: SHA-256 of the previous hash and every word of the decision, in one fixed spelling."""
    said = [row.project_id, row.fingerprint, row.verdict, row.reason, row.by, row.on, row.created_at.isoformat()]
    text = json.dumps([row.previous_hash, *said], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def add_decision(store: Store, project_id: int, decision: Decision) -> None:
    """Append a ruling to the chain. Raises :class:`StoreFailed` for an empty reason, or when the log stays busy."""
    if not decision.reason.strip():
        raise StoreFailed("A decision needs a reason.")
    for _ in range(TRIES):
        try:
            _append(store, project_id, decision)
        except StoreFailed as error:
            if not isinstance(error.__cause__, IntegrityError) or "previous_hash" not in str(error.__cause__):
                raise
        else:
            return
    raise StoreFailed("The decision log is busy; try again in a minute.")


def _append(store: Store, project_id: int, decision: Decision) -> None:
    with store.session("keeping a decision") as session:
        last = session.exec(select(DecisionRow.hash).order_by(col(DecisionRow.id).desc()).limit(1)).first()
        row = DecisionRow(
            project_id=project_id,
            fingerprint=decision.fingerprint,
            verdict=decision.verdict,
            reason=decision.reason,
            by=decision.by,
            on=decision.on,
            created_at=store.clock().astimezone(UTC),
            previous_hash=last or START,
            hash="",
        )
        row.hash = seal(row)
        session.add(row)


def decision_log(store: Store, project_id: int) -> tuple[Decision, ...]:
    """Every decision of a project, oldest first."""
    with store.session("reading decisions") as session:
        found = session.exec(
            select(DecisionRow).where(DecisionRow.project_id == project_id).order_by(col(DecisionRow.id))
        )
        return tuple(_ruling(row) for row in found)


def decisions_in_force(store: Store, project_id: int, first: int | None = None) -> tuple[Decision, ...]:
    """The newest decision on each fingerprint of a project, in the order of their fingerprints.

    With ``first``, as things stood when the project had that many decisions.
    """
    newest = {decision.fingerprint: decision for decision in decision_log(store, project_id)[:first]}
    return tuple(newest[fingerprint] for fingerprint in sorted(newest))


def _ruling(row: DecisionRow) -> Decision:
    return Decision(row.fingerprint, row.verdict, row.reason, row.by, row.on)  # type: ignore[arg-type]  # checked column


def verify_decisions(store: Store) -> tuple[str, ...]:
    """Every place where the chain is broken, in words; empty when no row was changed, removed or slipped in."""
    faults: list[str] = []
    previous = START
    with store.session("verifying decisions") as session:
        for row in session.exec(select(DecisionRow).order_by(col(DecisionRow.id))):
            if row.previous_hash != previous:
                faults.append(f"decision {row.id}: what it followed was changed, removed or slipped in")
            if seal(row) != row.hash:
                faults.append(f"decision {row.id}: its words were changed after it was recorded")
            previous = row.hash
    return tuple(faults)


@event.listens_for(DecisionRow, "before_update")
@event.listens_for(DecisionRow, "before_delete")
def _refuse(_mapper: object, _connection: object, row: DecisionRow) -> None:
    raise StoreFailed(f"Decision {row.id} is on record; record a new one instead of changing it.")

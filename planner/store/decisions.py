"""The decision log: rows are added, never changed, and each one seals all before it.

Rows come in acts: what one person ruled in one go, over one row of gear or many, is one act and is withdrawn as one.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from planner.core.decisions import (
    REASONS,
    AttachedFile,
    DecisionEntry,
    in_force,
    sign_fault,
    sign_off,
    withdraw_fault,
    withdrawal,
)
from planner.core.errors import StoreFailed
from planner.core.model import Attachment, Before, Decision
from planner.store.attachments import attachments_of, keep_contents
from planner.store.engine import Store
from planner.store.sealing import FIRST_SPELLING, SPELLING, START, seal
from planner.store.tables import DecisionHead, DecisionRow

TRIES = 20
"""How often a decision looks for the end of the chain again when another person was faster."""

Making = Callable[[Sequence[Decision]], Sequence[Decision]]
"""From the project's log at the moment of writing to the entries of a new act."""


def add_decision(store: Store, project_id: int, decision: Decision) -> None:
    """Append one ruling without a reason code, an act of its own. Raises :class:`StoreFailed` for an empty reason, or
    when the log stays busy.
    """
    if not decision.reason.strip():
        raise StoreFailed("A decision needs a reason.")
    _write(store, project_id, lambda _: (decision,))


def record_act(store: Store, project_id: int, decisions: Sequence[Decision], files: Sequence[AttachedFile] = ()) -> str:
    """Append the rulings of one act, all of them or none, and return the act's id; ``files`` back each of them.

    Raises :class:`StoreFailed` for an act without rows, a ruling without a reason and its code, a split of no units,
    a file that cannot be kept, or when the log stays busy.
    """
    if not decisions:
        raise StoreFailed("An act needs at least one row to rule on.")
    for decision in decisions:
        if decision.code not in REASONS or not decision.reason.strip():
            raise StoreFailed(f"A decision needs a reason and its code ({', '.join(REASONS)}).")
        if decision.kind == "split" and (decision.units or 0) < 1:
            raise StoreFailed("A split needs the number of units that it rules on, 1 or more.")
    attachments = attachments_of(files)
    backed = [replace(decision, attachments=attachments) for decision in decisions]
    return _write(store, project_id, lambda _: backed, files)


def withdraw_act(store: Store, project_id: int, act: str, *, by: str, on: str, reason: str) -> str:
    """Take an act back, by a new act whose id is returned: what stood before it stands again.

    Raises :class:`StoreFailed` without a reason or a name, for an act that is not there or was withdrawn already.
    """
    if not reason.strip() or not by.strip():
        raise StoreFailed("Withdrawing an act needs a name and a reason.")

    def make(log: Sequence[Decision]) -> Sequence[Decision]:
        _refuse_fault(withdraw_fault(log, act))
        return withdrawal(log, act, by=by.strip(), on=on, reason=reason.strip())

    return _write(store, project_id, make)


def sign_act(store: Store, project_id: int, act: str, *, by: str, on: str) -> str:
    """Put an act into force as the second person, by a new act whose id is returned.

    Raises :class:`StoreFailed` for an act that waits for nobody, or that the same person made.
    """

    def make(log: Sequence[Decision]) -> Sequence[Decision]:
        _refuse_fault(sign_fault(log, act, by))
        return sign_off(log, act, by=by.strip(), on=on)

    return _write(store, project_id, make)


def _refuse_fault(fault: str | None) -> None:
    if fault:
        raise StoreFailed(fault)


def _write(store: Store, project_id: int, make: Making, files: Sequence[AttachedFile] = ()) -> str:
    """Append what ``make`` makes of the log; again when another person wrote meanwhile."""
    for _ in range(TRIES):
        try:
            return _append(store, project_id, make, files)
        except StoreFailed as error:
            if not isinstance(error.__cause__, IntegrityError) or "previous_hash" not in str(error.__cause__):
                raise
    raise StoreFailed("The decision log is busy; try again in a minute.")


def _append(store: Store, project_id: int, make: Making, files: Sequence[AttachedFile]) -> str:
    with store.session("keeping a decision") as session:
        keep_contents(session, store, files)
        last = session.exec(select(DecisionRow).order_by(col(DecisionRow.id).desc()).limit(1)).first()
        number, previous = (last.number, last.hash) if last else (0, START)
        act, now = str(number + 1), store.clock().astimezone(UTC)
        for decision in make(_log(session, project_id)):
            number += 1
            row = _row(replace(decision, act=act), project_id, number, previous, now)
            session.add(row)
            session.flush()  # rows take their ids in the order of the chain
            previous = row.hash
        session.merge(DecisionHead(id=1, count=number, hash=previous))
        return act


def _row(decision: Decision, project_id: int, number: int, previous: str, now: datetime) -> DecisionRow:
    row = DecisionRow(
        project_id=project_id,
        fingerprint=decision.fingerprint,
        verdict=decision.verdict,
        reason=decision.reason,
        by=decision.by,
        on=decision.on,
        created_at=now,
        previous_hash=previous,
        hash="",
        number=number,
        spelling=SPELLING,
        kind=decision.kind,
        act=decision.act,
        about=decision.about,
        code=decision.code,
        entity=decision.entity,
        before_verdict=decision.before.verdict if decision.before else None,
        before_entity=decision.before.entity if decision.before else None,
        pack=decision.pack,
        units=decision.units,
        needs_second=decision.needs_second,
        attachments=[asdict(file) for file in decision.attachments],
    )
    row.hash = seal(row)
    return row


def decision_log(store: Store, project_id: int) -> tuple[Decision, ...]:
    """Every decision of a project, oldest first, withdrawals and sign-offs among them."""
    with store.session("reading decisions") as session:
        return tuple(_log(session, project_id))


def _log(session: Session, project_id: int) -> list[Decision]:
    return [_ruling(row) for row in session.exec(_of_project(project_id))]


def _of_project(project_id: int) -> Any:
    return select(DecisionRow).where(DecisionRow.project_id == project_id).order_by(col(DecisionRow.id))


def log_entries(store: Store, project_id: int) -> tuple[DecisionEntry, ...]:
    """Every decision of a project as it stands in the chain, oldest first."""
    with store.session("reading decisions") as session:
        return tuple(
            DecisionEntry(row.number, row.project_id, _ruling(row), row.created_at, row.previous_hash, row.hash)
            for row in session.exec(_of_project(project_id))
        )


def decisions_in_force(store: Store, project_id: int, first: int | None = None) -> tuple[Decision, ...]:
    """What a run goes by: the newest ruling on each fingerprint, with open questions and rulings that wait for a
    second person, in the order of their fingerprints.

    With ``first``, as things stood when the project had that many decisions.
    """
    return in_force(decision_log(store, project_id)[:first])


def _ruling(row: DecisionRow) -> Decision:
    return Decision(
        row.fingerprint,
        row.verdict,  # type: ignore[arg-type]  # checked column
        row.reason,
        row.by,
        row.on,
        code=row.code,
        kind=row.kind,  # type: ignore[arg-type]  # checked column
        act=row.act if row.spelling != FIRST_SPELLING else str(row.number),
        about=row.about,
        entity=row.entity,
        before=Before(row.before_verdict, row.before_entity) if row.before_verdict else None,  # type: ignore[arg-type]
        pack=row.pack,
        units=row.units,
        attachments=tuple(Attachment(**words) for words in row.attachments),
        needs_second=row.needs_second,
    )


@event.listens_for(DecisionRow, "before_update")
@event.listens_for(DecisionRow, "before_delete")
def _refuse(_mapper: object, _connection: object, row: DecisionRow) -> None:
    raise StoreFailed(f"Decision {row.id} is on record; record a new one instead of changing it.")

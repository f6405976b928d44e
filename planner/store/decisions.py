"""The decision log: rows are added, never changed, and each one seals all before it.

Rows come in acts: what one person ruled in one go, over one row of gear or many, is one act and is withdrawn as one.
"""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import String, cast, event, func, insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from planner.core.decisions import (
    REASONS,
    AttachedFile,
    DecisionEntry,
    LogHead,
    in_force,
    sign_fault,
    sign_off,
    withdraw_fault,
    withdrawal,
)
from planner.core.errors import StoreFailed
from planner.core.model import Attachment, Before, Decision
from planner.store.anchor import note_act
from planner.store.attachments import attachments_of, keep_contents
from planner.store.engine import Store
from planner.store.sealing import FIRST_SPELLING, SPELLING, START, seal
from planner.store.tables import DecisionHead, DecisionRow

TRIES = 20
"""How often a decision looks for the end of the chain again when another person was faster."""

_SAID: tuple[Any, ...] = (
    DecisionRow.number,
    DecisionRow.spelling,
    DecisionRow.fingerprint,
    DecisionRow.verdict,
    DecisionRow.reason,
    DecisionRow.by,
    DecisionRow.on,
    DecisionRow.code,
    DecisionRow.kind,
    DecisionRow.act,
    DecisionRow.about,
    DecisionRow.entity,
    DecisionRow.before_verdict,
    DecisionRow.before_entity,
    DecisionRow.pack,
    DecisionRow.units,
    cast(col(DecisionRow.attachments), String),
    DecisionRow.needs_second,
)
"""What a decision is read from."""

Making = Callable[[Session], Sequence[Decision]]
"""The entries of a new act, by the log as it is at the moment of writing."""


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

    def make(session: Session) -> Sequence[Decision]:
        log = _log(session, project_id)
        _refuse_fault(withdraw_fault(log, act))
        return withdrawal(log, act, by=by.strip(), on=on, reason=reason.strip())

    return _write(store, project_id, make)


def sign_act(store: Store, project_id: int, act: str, *, by: str, on: str) -> str:
    """Put an act into force as the second person, by a new act whose id is returned.

    Raises :class:`StoreFailed` for an act that waits for nobody, or that the same person made.
    """

    def make(session: Session) -> Sequence[Decision]:
        log = _log(session, project_id)
        _refuse_fault(sign_fault(log, act, by))
        return sign_off(log, act, by=by.strip(), on=on)

    return _write(store, project_id, make)


def _refuse_fault(fault: str | None) -> None:
    if fault:
        raise StoreFailed(fault)


def _write(store: Store, project_id: int, make: Making, files: Sequence[AttachedFile] = ()) -> str:
    """Append what ``make`` makes; again when another person wrote meanwhile."""
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
        newest = select(DecisionRow.number, DecisionRow.hash).order_by(col(DecisionRow.id).desc()).limit(1)
        number, previous = session.exec(newest).first() or (0, START)
        act, now = str(number + 1), store.clock().astimezone(UTC)
        rows: list[dict[str, Any]] = []
        for decision in make(session):
            number += 1
            rows.append(_row(decision, act, project_id, number, previous, now))
            previous = rows[-1]["hash"]
        session.connection().execute(insert(DecisionRow), rows)  # one by one: ids follow the order of the chain
        session.merge(DecisionHead(id=1, count=number, hash=previous))
    note_act(store.anchor, project_id, LogHead(number, previous), now)  # after the commit: never ahead of the log
    return act


def _row(decision: Decision, act: str, project_id: int, number: int, previous: str, now: datetime) -> dict[str, Any]:
    row = {
        "project_id": project_id,
        "fingerprint": decision.fingerprint,
        "verdict": decision.verdict,
        "reason": decision.reason,
        "by": decision.by,
        "on": decision.on,
        "created_at": now,
        "previous_hash": previous,
        "number": number,
        "spelling": SPELLING,
        "kind": decision.kind,
        "act": act,
        "about": decision.about,
        "code": decision.code,
        "entity": decision.entity,
        "before_verdict": decision.before.verdict if decision.before else None,
        "before_entity": decision.before.entity if decision.before else None,
        "pack": decision.pack,
        "units": decision.units,
        "needs_second": decision.needs_second,
        "attachments": [asdict(file) for file in decision.attachments],
    }
    return {**row, "hash": seal(row)}


def decision_log(store: Store, project_id: int) -> tuple[Decision, ...]:
    """Every decision of a project, oldest first, withdrawals and sign-offs among them."""
    with store.session("reading decisions") as session:
        return tuple(_log(session, project_id))


def _log(session: Session, project_id: int) -> list[Decision]:
    read = _reader()
    return [read(row) for row in _rows(session, project_id)]


def _rows(session: Session, project_id: int, *more: Any) -> Sequence[Any]:
    """The words of a project's decisions and ``more`` columns, as plain rows: a log may have a hundred thousand."""
    wanted = select(*_SAID, *more).where(col(DecisionRow.project_id) == project_id).order_by(col(DecisionRow.id))
    return session.connection().execute(wanted).all()


def decision_count(store: Store, project_id: int) -> int:
    """How many decisions a project has, withdrawals and sign-offs among them."""
    with store.session("counting decisions") as session:
        of_project = col(DecisionRow.project_id) == project_id
        return session.exec(select(func.count()).select_from(DecisionRow).where(of_project)).one()


def has_decisions(store: Store, project_id: int, fingerprints: Collection[str]) -> bool:
    """Whether anything was ever said about the rows that go by these fingerprints."""
    with store.session("looking for decisions") as session:
        about = select(DecisionRow.id).where(DecisionRow.project_id == project_id)
        return session.exec(about.where(col(DecisionRow.fingerprint).in_(fingerprints)).limit(1)).first() is not None


def log_entries(store: Store, project_id: int) -> tuple[DecisionEntry, ...]:
    """Every decision of a project as it stands in the chain, oldest first."""
    with store.session("reading decisions") as session:
        read, place = _reader(), (DecisionRow.created_at, DecisionRow.previous_hash, DecisionRow.hash)
        rows = _rows(session, project_id, *place)
        return tuple(DecisionEntry(row[0], project_id, read(row), *row[-len(place) :]) for row in rows)


def decisions_in_force(store: Store, project_id: int, first: int | None = None) -> tuple[Decision, ...]:
    """What a run goes by: the newest ruling on each fingerprint, with open questions and rulings that wait for a
    second person, in the order of their fingerprints.

    With ``first``, as things stood when the project had that many decisions.
    """
    return in_force(decision_log(store, project_id)[:first])


def _reader() -> Callable[[Sequence[Any]], Decision]:
    """From a row of :data:`_SAID` to the decision; the rows of an act share its files, so they are read once."""

    @lru_cache
    def files(text: str) -> tuple[Attachment, ...]:
        return tuple(Attachment(**words) for words in json.loads(text))

    def ruling(row: Sequence[Any]) -> Decision:
        number, spelling, fingerprint, verdict, reason, by, on, code, kind, act, about, entity, *rest = row
        before_verdict, before_entity, pack, units, attachments, needs_second = rest[:6]
        return Decision(
            fingerprint,
            verdict,
            reason,
            by,
            on,
            code=code,
            kind=kind,
            act=act if spelling != FIRST_SPELLING else str(number),
            about=about,
            entity=entity,
            before=Before(before_verdict, before_entity) if before_verdict else None,
            pack=pack,
            units=units,
            attachments=files(attachments),
            needs_second=needs_second,
        )

    return ruling


@event.listens_for(DecisionRow, "before_update")
@event.listens_for(DecisionRow, "before_delete")
def _refuse(_mapper: object, _connection: object, row: DecisionRow) -> None:
    raise StoreFailed(f"Decision {row.id} is on record; record a new one instead of changing it.")

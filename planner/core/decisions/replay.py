"""The log read from its start: which rulings are in force, what each act did, and what may be withdrawn or signed.

The log only grows. Withdrawing an act is a new entry; what stood before the act stands again because the log is read
without it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from planner.core.model import Attachment, Before, Decision, DecisionKind, Verdict

PART = ":part"
"""Ends the fingerprint of the units that a split rules on; the rest of the row keeps the row's own."""

ActState = Literal["in force", "pending", "withdrawn", "asked", "record"]
_WHOLE: tuple[DecisionKind, ...] = ("confirm", "override")


@dataclass(frozen=True, slots=True)
class Act:
    """One act of one person over one row or many. ``units`` as in its rulings; ``about`` the act that it withdraws or
    signs.

    ``state``: ``pending`` waits for a second person, ``asked`` is a question, ``record`` a withdrawal or a sign-off.
    An act in force may yet be overtaken by a later ruling on the same rows.
    """

    id: str
    kind: DecisionKind
    verdict: Verdict
    entity: str | None
    code: str
    reason: str
    by: str
    on: str
    rows: int
    units: int | None
    attachments: tuple[Attachment, ...]
    fingerprints: tuple[str, ...]
    state: ActState
    needs_second: bool = False
    second_by: str = ""
    second_on: str = ""
    withdrawn_by: str = ""
    about: str = ""


def in_force(log: Sequence[Decision]) -> tuple[Decision, ...]:
    """What a run goes by, by fingerprint and then in the order of the log (oldest first).

    For each fingerprint: the latest ruling on the whole row, the latest split of it, the latest open question and the
    latest ruling that waits for a second person; a ruling overtakes what was said of the row, and of parts of it,
    before. An act that was withdrawn is as if it had never been.
    """
    rows: dict[str, dict[str, list[Decision]]] = defaultdict(lambda: defaultdict(list))
    for entry in _effective(log):
        row = rows[entry.fingerprint.partition(PART)[0]]
        _overtake(row, entry)
        row[entry.fingerprint].append(entry)
    standing = {fingerprint: entries for row in rows.values() for fingerprint, entries in row.items()}
    return tuple(entry for fingerprint in sorted(standing) for entry in standing[fingerprint])


def names_of(fingerprint: str) -> tuple[str, ...]:
    """The fingerprint, and those of the rows that its row was split from, the nearest first."""
    names = [fingerprint]
    while names[-1].endswith(PART):
        names.append(names[-1].removesuffix(PART))
    return tuple(names)


def _effective(log: Sequence[Decision]) -> list[Decision]:
    """The rulings that were not withdrawn, with their second sign-off."""
    withdrawn = _withdrawn(log)
    signed = _signed(log, withdrawn)
    rulings = (entry for entry in log if entry.kind not in ("withdraw", "sign"))
    return [
        replace(entry, second_by=signed[entry.act].by, second_on=signed[entry.act].on)
        if entry.needs_second and entry.act in signed
        else entry
        for entry in rulings
        if not entry.act or entry.act not in withdrawn
    ]


def _withdrawn(log: Sequence[Decision]) -> dict[str, Decision]:
    """The acts withdrawn, each with what withdrew it; read from the end, for a withdrawal may be withdrawn too."""
    gone: dict[str, Decision] = {}
    for entry in reversed(log):
        if entry.kind == "withdraw" and entry.act not in gone:
            gone.setdefault(entry.about, entry)
    return gone


def _signed(log: Sequence[Decision], withdrawn: Mapping[str, Decision]) -> dict[str, Decision]:
    """The acts with a second sign-off that was not withdrawn, by another person than who ruled."""
    by = {entry.act: entry.by for entry in log}
    return {
        entry.about: entry
        for entry in log
        if entry.kind == "sign" and entry.act not in withdrawn and not _same_person(by.get(entry.about, ""), entry.by)
    }


def _same_person(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _overtake(row: dict[str, list[Decision]], entry: Decision) -> None:
    """Drop what an entry overtakes: a question the earlier question, a waiting ruling the earlier waiting one. ``row``
    has the entries of one row and of its parts by fingerprint.
    """
    here = row[entry.fingerprint]
    if entry.pending or entry.kind == "ask":
        here[:] = [one for one in here if (one.pending, one.kind == "ask") != (entry.pending, entry.kind == "ask")]
        return
    here[:] = [one for one in here if entry.kind == "split" and one.kind in _WHOLE and not one.pending]
    for fingerprint in [one for one in row if one.startswith(f"{entry.fingerprint}{PART}")]:
        del row[fingerprint]


def acts_of(log: Sequence[Decision]) -> tuple[Act, ...]:
    """Every act of a log, the newest first."""
    withdrawn = _withdrawn(log)
    signed = _signed(log, withdrawn)
    members: dict[str, list[Decision]] = defaultdict(list)
    for entry in log:
        members[entry.act].append(entry)
    return tuple(_act(entries, withdrawn, signed) for entries in reversed(members.values()))


def _act(entries: Sequence[Decision], withdrawn: dict[str, Decision], signed: dict[str, Decision]) -> Act:
    first = entries[0]
    needs = any(entry.needs_second for entry in entries)
    second = signed.get(first.act) if needs else None
    gone = withdrawn.get(first.act)
    return Act(
        id=first.act,
        kind=first.kind,
        verdict=first.verdict,
        entity=first.entity,
        code=first.code,
        reason=first.reason,
        by=first.by,
        on=first.on,
        rows=len(entries),
        units=first.units,
        attachments=first.attachments,
        fingerprints=tuple(entry.fingerprint for entry in entries),
        state=_state(first.kind, withdrawn=gone is not None, waits=needs and second is None),
        needs_second=needs,
        second_by=second.by if second else "",
        second_on=second.on if second else "",
        withdrawn_by=gone.by if gone else "",
        about=first.about,
    )


def _state(kind: DecisionKind, *, withdrawn: bool, waits: bool) -> ActState:
    if withdrawn:
        return "withdrawn"
    if kind in ("withdraw", "sign"):
        return "record"
    if waits:
        return "pending"
    return "asked" if kind == "ask" else "in force"


def withdraw_fault(log: Sequence[Decision], act: str) -> str | None:
    """Why an act cannot be withdrawn, in a sentence; None when it can."""
    found = _find(log, act)
    if found is None:
        return f"There is no act {act} in this project's log."
    return f"Act {act} was withdrawn already, by {found.withdrawn_by}." if found.state == "withdrawn" else None


def sign_fault(log: Sequence[Decision], act: str, by: str) -> str | None:
    """Why somebody cannot sign an act, in a sentence; None when they can."""
    found = _find(log, act)
    if found is None:
        return f"There is no act {act} in this project's log."
    if found.state != "pending":
        second = f", {found.second_by} signed it on {found.second_on}" if found.second_by else ""
        return f"Act {act} waits for nobody: it is {found.state}{second}."
    if not by.strip():
        return "Enter your name."
    if _same_person(by, found.by):
        return f"{found.by} made the ruling; the second sign-off is another person's."
    return None


def _find(log: Sequence[Decision], act: str) -> Act | None:
    return next((one for one in acts_of(log) if one.id == act), None)


def withdrawal(log: Sequence[Decision], act: str, *, by: str, on: str, reason: str) -> tuple[Decision, ...]:
    """The entries that withdraw an act, one for each of its rows; each says what stands again."""
    taken = [
        replace(
            _record(entry, "withdraw", by, on),
            reason=reason,
            before=Before(entry.verdict, entry.entity),
            act="withdrawal",
        )
        for entry in log
        if entry.act == act
    ]
    before = {entry.fingerprint: entry.before for entry in log if entry.act == act}
    stands = {
        one.fingerprint: one.verdict for one in in_force([*log, *taken]) if one.kind in _WHOLE and not one.pending
    }
    return tuple(
        replace(entry, act="", verdict=stands.get(entry.fingerprint) or _verdict(before[entry.fingerprint]))
        for entry in taken
    )


def _verdict(before: Before | None) -> Verdict:
    return before.verdict if before else "unknown"


def sign_off(log: Sequence[Decision], act: str, *, by: str, on: str) -> tuple[Decision, ...]:
    """The entries of the second sign-off on an act, one for each of its rows."""
    return tuple(_record(entry, "sign", by, on) for entry in log if entry.act == act)


def _record(entry: Decision, kind: DecisionKind, by: str, on: str) -> Decision:
    return replace(entry, kind=kind, by=by, on=on, about=entry.act, act="", attachments=(), needs_second=False)

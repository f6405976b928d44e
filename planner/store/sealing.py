"""What proves the decision log: the seal of each row, the chain they make, where it ends, and the files behind it."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from typing import Any

from sqlmodel import Session, col, select

from planner.core.decisions import LogHead
from planner.core.errors import StoreFailed
from planner.core.model import Attachment
from planner.store.anchor import Anchor, NotedHead, NotedHeads, note_accepted, read_anchor
from planner.store.attachments import content_fault
from planner.store.engine import Store
from planner.store.tables import DecisionHead, DecisionRow

START = "0" * 64
"""What the first decision follows."""

FIRST_SPELLING, SPELLING = 1, 2
"""Which words a seal covers: those of a plain ruling, and every word of an act."""

LATER_WORDS: Mapping[str, Any] = {
    "kind": "override",
    "act": "",
    "about": "",
    "code": "",
    "entity": None,
    "before_verdict": None,
    "before_entity": None,
    "pack": "",
    "units": None,
    "needs_second": False,
    "attachments": [],
}
"""The words that the first spelling does not cover, each with what it is in a row of that spelling."""


_MOST_LINES = 20
_NAMED = re.compile(r"^decisions? (\d+)\b")

Row = Mapping[str, Any]
"""A row of the log by the names of its columns."""

FIRST_WORDS = ("project_id", "fingerprint", "verdict", "reason", "by", "on")
_spelled = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode


def seal(row: Row) -> str:
    """The row's hash: SHA-256 of the previous hash and every word of the decision, in one fixed spelling."""
    said = [*(row[name] for name in FIRST_WORDS), row["created_at"].isoformat()]
    if row["spelling"] != FIRST_SPELLING:
        said = [row["spelling"], row["number"], *said, *(row[name] for name in LATER_WORDS)]
    text = _spelled([row["previous_hash"], *said])
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def log_head(store: Store) -> LogHead:
    """Where the log ends, as recorded with its newest row."""
    with store.session("reading the end of the decision log") as session:
        head = session.get(DecisionHead, 1)
        return LogHead(head.count, head.hash) if head else LogHead(0, START)


@dataclass(frozen=True, slots=True)
class Proof:
    """What looking through the whole log found, in words that name the rows.

    ``chain`` is empty when no row was changed, removed, slipped in or moved, no attachment was touched, and the log
    ends where its own record says. ``outside`` is empty when it agrees with every end noted outside the database.
    ``notes`` say what was not checked and what a person accepted; they are no faults.
    """

    head: LogHead
    chain: tuple[str, ...]
    outside: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        """Every place where the log is broken."""
        return self.chain + self.outside


def verify_decisions(store: Store) -> tuple[str, ...]:
    """Every place where the log is broken; empty when it is whole."""
    return prove_log(store).faults


def prove_log(store: Store, noted: Sequence[NotedHead] = ()) -> Proof:
    """Walk the log, and hold it against the anchor and against the ends ``noted`` elsewhere."""
    anchor = read_anchor(store.anchor)  # before the rows: what is in it was on record then
    outside = NotedHeads([*noted, *(anchor.heads if anchor else ())])
    with store.session("verifying decisions") as session:
        numbers = tuple(session.exec(select(DecisionRow.number).order_by(col(DecisionRow.id))))
        chain = _Chain(numbers)
        faults: list[str] = []
        checked: dict[Attachment, str | None] = {}
        for row in _rows(session):
            faults += chain.follow(row)
            faults += _word_faults(row)
            faults += _attachment_faults(session, row, checked)
            outside.meet(row["number"], row["hash"], partial(_name, row))
        head = session.get(DecisionHead, 1)
        faults += chain.end(head)
    end = LogHead(head.count, head.hash) if head else LogHead(0, START)
    last = max(numbers, default=0)
    told = {int(number) for fault in faults for number in _NAMED.findall(fault)[:1]}
    return Proof(end, tuple(faults), tuple(outside.faults(last, end.count, told)), tuple(_notes(anchor, last)))


def _notes(anchor: Anchor | None, last: int) -> Iterator[str]:
    heads = anchor.heads if anchor else ()
    if not heads and last:
        yield (
            "no anchor: only the chain itself was checked. A log made before there were anchors has none, and the next "
            "act begins one; if there was one, somebody removed it"
        )
    noted = max((head.number for head in heads), default=last)
    if noted < last:
        yield f"the anchor ends with entry {noted:,}: what came after it is proved by the chain alone"
    if anchor and anchor.unreadable:
        lines = ", ".join(map(str, anchor.unreadable[:_MOST_LINES]))
        yield f"the anchor cannot be read in {len(anchor.unreadable):,} of its lines ({lines}): a crash, or a hand"
    yield from anchor.accepted if anchor else ()


def accept_log(store: Store, *, by: str, reason: str) -> LogHead:
    """Note in the anchor that a person takes the log as it ends now, as after restoring a backup; returns that end.

    The ends noted before stay in the file and count no more. Raises :class:`StoreFailed` without a name or a reason,
    when the chain itself is broken, or when the anchor agrees already.
    """
    if not by.strip() or not reason.strip():
        raise StoreFailed("Accepting the log needs a name and a reason.")
    proof = prove_log(store)
    if proof.chain:
        raise StoreFailed(f"The chain itself is broken, which nobody can accept: {proof.chain[0]}")
    anchor = read_anchor(store.anchor)
    if not proof.outside and anchor and anchor.heads:
        raise StoreFailed("The anchor agrees with the log; there is nothing to accept.")
    note_accepted(store.anchor, proof.head, store.clock().astimezone(UTC), by=by.strip(), reason=reason.strip())
    return proof.head


def _rows(session: Session) -> Iterator[Row]:
    """Every row in the order in which they were added."""
    columns = DecisionRow.__table__.columns  # type: ignore[attr-defined]
    names = columns.keys()
    for row in session.connection().execute(select(*columns).order_by(col(DecisionRow.id))):
        yield dict(zip(names, row, strict=True))


def _word_faults(row: Row) -> Iterator[str]:
    bare = row["spelling"] != FIRST_SPELLING or all(row[name] == plain for name, plain in LATER_WORDS.items())
    if seal(row) != row["hash"] or not bare:
        yield f"{_name(row)}: its words were changed after it was recorded"


def _attachment_faults(session: Session, row: Row, checked: dict[Attachment, str | None]) -> Iterator[str]:
    """The rows of an act share its files, so each file is read once; ``checked`` remembers what was found."""
    for words in row["attachments"]:
        file = Attachment(**words)
        if file not in checked:
            checked[file] = content_fault(session, file)
        if fault := checked[file]:
            yield f"{_name(row)}: {fault}"


def _name(row: Row) -> str:
    act = f"act {row['act']}, " if row["act"] else ""
    return f"decision {row['number']} ({act}project {row['project_id']}, by {row['by']} on {row['on']})"


class _Chain:
    """The chain walked row by row, in the order in which the rows were added."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self._known = set(numbers)
        self._number = 0
        self._hash = START

    def follow(self, row: Row) -> Iterator[str]:
        """What is wrong between this row and the one before it."""
        if row["number"] <= self._number:
            yield f"{_name(row)}: it was slipped in, or moved from its place"
            return
        gap = range(self._number + 1, row["number"])
        missing = [number for number in gap if number not in self._known]
        if missing:
            yield f"{_span(missing)} removed: decision {row['number']} stands where {missing[0]} should"
        if len(missing) < len(gap):
            yield f"{_name(row)}: it was moved before others that are older"
        if not gap and row["previous_hash"] != self._hash:
            yield self._broken(row)
        self._number, self._hash = row["number"], row["hash"]

    def _broken(self, row: Row) -> str:
        """Two neighbors that do not fit: where the later one proves its own words, the earlier one was rewritten."""
        if seal(row) == row["hash"] and self._number:
            return f"decision {self._number}: it was rewritten or replaced; decision {row['number']} follows another"
        return f"{_name(row)}: what it followed was changed, removed or slipped in"

    def end(self, head: DecisionHead | None) -> Iterator[str]:
        """What is wrong with the newest row, by the record of where the log ends."""
        if head is None:
            yield "the record of where the log ends was removed"
        elif head.count > self._number:
            yield f"{_span(range(self._number + 1, head.count + 1))} removed from the end of the log"
        elif head.count < self._number:
            yield f"{_span(range(head.count + 1, self._number + 1))} slipped in at the end of the log"
        elif head.hash != self._hash:
            yield f"decision {self._number}, the newest: it was rewritten or replaced after it was recorded"


def _span(numbers: Sequence[int]) -> str:
    """``decision 3 was`` or ``decisions 3 to 5 were``."""
    if len(numbers) == 1:
        return f"decision {numbers[0]} was"
    return f"decisions {numbers[0]} to {numbers[-1]} were"

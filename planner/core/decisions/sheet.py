"""The decision log as a sheet: a row for each entry, oldest first, with what each act became since."""

from collections.abc import Mapping, Sequence
from datetime import date

from planner.core.decisions.applying import WORDS
from planner.core.decisions.entries import DecisionEntry, LogHead
from planner.core.decisions.replay import Act, acts_of, names_of
from planner.core.decisions.ruling import REASONS
from planner.core.model import Decision, Verdict
from planner.core.summary.tables import Column, Report, ReportSheet, Row, Table

COLUMNS = (
    Column("number", "Entry", "int", 8),
    Column("act", "Act", width=8),
    Column("recorded", "Recorded (UTC)", width=20),
    Column("on", "Date given", width=12),
    Column("by", "By", width=18, wrap=True),
    Column("kind", "What was done", width=22, wrap=True),
    Column("row", "Row of gear", width=34, wrap=True),
    Column("units", "Units of the row", width=10),
    Column("before", "Before", width=22, wrap=True),
    Column("after", "After", width=22, wrap=True),
    Column("code", "Reason code", width=16),
    Column("reason", "Reason", width=48, wrap=True),
    Column("pack", "Rules", width=22, wrap=True),
    Column("files", "Attachments (SHA-256)", width=44, wrap=True),
    Column("second", "Second sign-off", width=24, wrap=True),
    Column("state", "State of the act", width=20, wrap=True),
    Column("fingerprint", "Fingerprint of the row", width=30, wrap=True),
    Column("previous", "Hash before", width=30, wrap=True),
    Column("hash", "Hash", width=30, wrap=True),
)

KIND_WORDS = {
    "confirm": "confirmed",
    "override": "overruled",
    "ask": "asked",
    "split": "split the row",
    "withdraw": "withdrew act {about}",
    "sign": "signed act {about}",
}


def log_report(
    entries: Sequence[DecisionEntry], head: LogHead, *, name: str, as_of: date, places: Mapping[str, str] | None = None
) -> Report:
    """The log of the project called ``name``. ``places`` says for each fingerprint which row of gear it is; a row that
    is in no upload any more goes by its fingerprint alone.
    """
    acts = {act.id: act for act in acts_of([entry.decision for entry in entries])}
    waiting = sum(act.state == "pending" for act in acts.values())
    table = Table(
        id="decisions",
        title=f"Decision log: {name}",
        takeaway=f"{_count(len(entries), 'entry', 'entries')} in {_count(len(acts), 'act', 'acts')}; "
        f"{waiting} waiting for a second sign-off.",
        columns=COLUMNS,
        rows=tuple(_row(entry, acts[entry.decision.act], places or {}) for entry in entries),
        notes=_notes(head, as_of),
        empty="Nobody has ruled on a row yet.",
    )
    sheet = ReportSheet("Decision log", (table,), frozen=2)
    return Report(f"Decision log: {name}", "Rulings on telecom gear", as_of, (sheet,))


def _notes(head: LogHead, as_of: date) -> tuple[str, ...]:
    """How to read and to prove the log."""
    ended = f"On {as_of:%Y-%m-%d} the chain had {_count(head.count, 'entry', 'entries')} and ended in {head.hash}."
    codes = "; ".join(f"{code}: {meaning}" for code, meaning in REASONS.items())
    grows = "Nothing is ever changed or taken out: a withdrawal is an entry of its own."
    chain = "Each hash covers the entry and the hash before it. The chain runs over all projects: numbers that are"
    return (
        f"{grows} {chain} missing here are entries of other projects.",
        f"{ended} planner log verify proves it.",
        f"Reason codes: {codes}.",
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _row(entry: DecisionEntry, act: Act, places: Mapping[str, str]) -> Row:
    said = entry.decision
    return (
        entry.number,
        said.act,
        f"{entry.created_at:%Y-%m-%d %H:%M:%S}",
        said.on,
        said.by,
        KIND_WORDS[said.kind].format(about=said.about),
        _place(said.fingerprint, places),
        f"{said.units:,}" if said.units else "all",
        verdict_words(said.before.verdict, said.before.entity) if said.before else "not recorded",
        _after(said),
        said.code or "none given",
        said.reason,
        said.pack,
        "\n".join(f"{file.name} ({file.size:,} bytes) {file.sha256}" for file in said.attachments),
        _second(act),
        f"withdrawn by {act.withdrawn_by}" if act.state == "withdrawn" else act.state,
        said.fingerprint,
        entry.previous_hash,
        entry.hash,
    )


def _place(fingerprint: str, places: Mapping[str, str]) -> str:
    return next((places[one] for one in names_of(fingerprint) if one in places), "in no upload that is in force")


def _after(said: Decision) -> str:
    """What the entry says the gear is; a question leaves what stood, and a waiting ruling is not in force."""
    if said.kind == "ask":
        return "as before, with a question"
    after = verdict_words(said.verdict, said.entity)
    return f"{after}, once signed" if said.needs_second else after


def _second(act: Act) -> str:
    if not act.needs_second:
        return ""
    return f"{act.second_by} on {act.second_on}" if act.second_by else "waits for another person"


def verdict_words(verdict: Verdict, entity: str | None) -> str:
    """``covered (Huawei)``."""
    return f"{WORDS[verdict]} ({entity})" if entity else WORDS[verdict]

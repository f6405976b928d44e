"""The log of decisions as its pages show it: what each act did, whether it counts, and what may be done about it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.core.decisions import REASONS, Act, acts_of, in_force, names_of
from planner.core.decisions.sheet import verdict_words
from planner.core.model import Attachment, Decision
from planner.web.presenters.findings import address

Json = dict[str, Any]

RULED = ("confirm", "override", "split")


@dataclass(frozen=True, slots=True)
class ActView:
    """One act in words. ``counts`` says whether a run goes by it; ``mood`` is its colour: good, warn or quiet."""

    id: str
    what: str
    rows: int
    code: str
    meaning: str
    reason: str
    by: str
    on: str
    state: str
    mood: str
    second: str
    about: str
    attachments: tuple[Attachment, ...]
    may_be_withdrawn: bool
    may_be_signed: bool
    is_open_question: bool


@dataclass(frozen=True, slots=True)
class ActRow:
    """One row of an act; ``item`` is its number in the newest review, None when it is not there as it was."""

    item: int | None
    where: str
    gear: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Said:
    """One entry about a row, with its act. ``counts`` says whether it still stands on this row: the act may be
    overtaken here and count on other rows.
    """

    act: ActView
    verdict: str
    counts: bool


def acts(log: Sequence[Decision]) -> tuple[ActView, ...]:
    """Every act, the newest first."""
    return _acts(log, in_force(log))


def _acts(log: Sequence[Decision], standing: Sequence[Decision]) -> tuple[ActView, ...]:
    counting = Counter(decision.act for decision in standing)
    return tuple(_act(act, counting[act.id]) for act in acts_of(log))


def _act(act: Act, counting: int) -> ActView:
    state, mood = _state(act, counting)
    return ActView(
        id=act.id,
        what=_what(act),
        rows=act.rows,
        code=act.code,
        meaning=REASONS.get(act.code, ""),
        reason=act.reason,
        by=act.by,
        on=act.on,
        state=state,
        mood=mood,
        second=f"signed by {act.second_by} on {act.second_on}" if act.second_by else "",
        about=act.about,
        attachments=act.attachments,
        may_be_withdrawn=act.state != "withdrawn",
        may_be_signed=act.state == "pending" and counting > 0,
        is_open_question=act.state == "asked" and counting > 0,
    )


def _what(act: Act) -> str:
    """``Ruled 23 rows: covered (Huawei)``."""
    rows = f"{act.rows:,} {'row' if act.rows == 1 else 'rows'}"
    if act.kind in ("withdraw", "sign"):
        return f"{'Withdrew' if act.kind == 'withdraw' else 'Signed'} act {act.about}"
    if act.kind == "ask":
        return f"Asked about {rows}"
    after = verdict_words(act.verdict, act.entity)
    if act.kind == "split":
        return f"Ruled {act.units or 0:,} {'unit' if act.units == 1 else 'units'} of {rows}: {after}"
    done = {"confirm": "Confirmed", "override": "Overruled"}[act.kind] if act.rows == 1 else "Ruled"
    return f"{done} {rows}: {after}"


def _state(act: Act, counting: int) -> tuple[str, str]:
    """Whether the act counts, in words, and its mood. An act overtaken on all its rows counts for nothing."""
    if act.state == "withdrawn":
        return f"Withdrawn by {act.withdrawn_by}", "quiet"
    if act.state == "record":
        return "On record", "quiet"
    if not counting:
        return ("Answered by a newer ruling" if act.state == "asked" else "Overtaken by a newer ruling"), "quiet"
    rest = f" on {counting:,} of {act.rows:,} rows" if counting < act.rows else ""
    if act.state == "pending":
        return f"Not in force: waits for a second person{rest}", "warn"
    return (f"Question open{rest}", "warn") if act.state == "asked" else (f"In force{rest}", "good")


def act_rows(review: Json | None, said: Sequence[Decision]) -> tuple[ActRow, ...]:
    """The rows of entries of an act, in their order; rows that say exactly the same share one line."""
    wanted = {name for decision in said for name in names_of(decision.fingerprint)}
    found: dict[str, list[Json]] = {}
    for item in (review or {}).get("items", ()):
        if item["fingerprint"] in wanted:
            found.setdefault(item["fingerprint"], []).append(item)
    return tuple(_act_row(decision, found) for decision in said)


def _act_row(decision: Decision, found: Mapping[str, Sequence[Json]]) -> ActRow:
    items = next((found[name] for name in names_of(decision.fingerprint) if name in found), ())
    before = verdict_words(decision.before.verdict, decision.before.entity) if decision.before else "not recorded"
    after = "as before" if decision.kind == "ask" else verdict_words(decision.verdict, decision.entity)
    if not items:
        return ActRow(None, f"in no upload that is in force ({decision.fingerprint[:16]})", "", before, after)
    words = [items[0].get("maker"), items[0].get("model") or items[0].get("part_number") or items[0].get("description")]
    more = f" and {len(items) - 1:,} more" if len(items) > 1 else ""
    where = f"{items[0]['source']['file']}: {address(items[0])}{more}"
    gear = " ".join(str(word) for word in words if word) or "nothing said"
    return ActRow(items[0]["id"], where, gear, before, after)


def said_of(log: Sequence[Decision], fingerprint: str) -> tuple[Said, ...]:
    """What was ever said of a row, and of the row that it was split from, oldest first."""
    names = names_of(fingerprint)
    here = [one for one in log if one.fingerprint == fingerprint or (one.fingerprint in names and one.kind == "split")]
    if not here:
        return ()
    standing = in_force(log)
    views = {act.id: act for act in _acts(log, standing)}
    counting = {(one.act, one.fingerprint) for one in standing}
    return tuple(Said(views[one.act], _verdict(one), (one.act, one.fingerprint) in counting) for one in here)


def _verdict(decision: Decision) -> str:
    """What the entry says of the row; nothing for what rules nothing."""
    return verdict_words(decision.verdict, decision.entity) if decision.kind in RULED else ""


def places(review: Json | None) -> dict[str, str]:
    """Where each row of the newest review stands, by fingerprint; the first place of rows that say the same."""
    found: dict[str, str] = {}
    for item in (review or {}).get("items", ()):
        found.setdefault(item["fingerprint"], f"{item['source']['file']}, {address(item)}")
    return found

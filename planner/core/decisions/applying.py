"""A person's rulings laid over the findings: the ruling stands, and the machine's evidence stays beside it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

from planner.core.decisions.replay import PART, in_force
from planner.core.model import CellRef, Decision, Evidence, Finding, Item, Strength, Verdict

RULE, ASKED, PENDING = "decision", "decision-asked", "decision-pending"
"""Rules of the evidence that a ruling in force, an open question and a ruling that waits for a second person leave."""

WORDS: dict[Verdict, str] = {
    "covered": "covered",
    "likely": "likely covered",
    "unknown": "unknown",
    "not_covered": "not covered",
}


def apply_decisions(findings: Sequence[Finding], decisions: Sequence[Decision]) -> Sequence[Finding]:
    """Each finding with what was ruled on its fingerprint as its verdict and as a further evidence.

    A split makes two findings of one: the part ruled on follows the rest with a new item number and the fingerprint
    ``...:part``; their units add up to the row's. The rest keeps what stood. A question, or a ruling that waits for
    its second sign-off, changes no verdict and is told in the evidence. ``decisions`` may be the log or
    what of it is in force.
    """
    if not decisions:
        return findings
    ruled: dict[str, list[Decision]] = defaultdict(list)
    for decision in in_force(decisions):
        ruled[decision.fingerprint].append(decision)
    numbers = count(max((finding.item.id for finding in findings), default=0) + 1)
    return tuple(part for finding in findings for part in _parts(finding, ruled, numbers))


def _parts(finding: Finding, ruled: Mapping[str, list[Decision]], numbers: Iterator[int]) -> Iterator[Finding]:
    """The finding as ruled, and the units that a split takes out of it, which may be ruled on in turn."""
    decisions = ruled.get(finding.item.fingerprint, ())
    remarks = [decision for decision in decisions if decision.pending or decision.kind == "ask"]
    rulings = [decision for decision in decisions if decision not in remarks]
    split = next((one for one in rulings if _divides(one, finding.item)), None)
    stands = finding
    for ruling in rulings:
        stands = stands if ruling is split else _ruled(stands, ruling)
    noted = tuple(_remark(finding.item, remark) for remark in remarks)
    stands = replace(stands, evidence=(*stands.evidence, *noted)) if noted else stands
    if split is None:
        yield stands
        return
    units = split.units or 0
    yield replace(stands, item=replace(finding.item, quantity=finding.item.quantity - units))
    item = replace(finding.item, id=next(numbers), fingerprint=f"{finding.item.fingerprint}{PART}", quantity=units)
    yield from _parts(_ruled(replace(finding, item=item), split), ruled, numbers)


def _divides(decision: Decision, item: Item) -> bool:
    """Whether a split leaves units on both sides; one of all the units rules the whole row."""
    return decision.kind == "split" and 0 < (decision.units or 0) < item.quantity


def _ruled(finding: Finding, decision: Decision) -> Finding:
    found = finding.entity or next((e.entity for e in finding.evidence if e.strength != "against" and e.entity), None)
    positive = decision.verdict in ("covered", "likely")
    entity = decision.entity or found if positive else found
    ruling = _evidence(finding.item, RULE, decision.verdict, _why(finding, decision), entity)
    ruling = replace(ruling, strength="conclusive" if positive else "against")
    return replace(
        finding,
        verdict=decision.verdict,
        entity=entity if positive else finding.entity,
        evidence=(*finding.evidence, ruling),
    )


def _why(finding: Finding, decision: Decision) -> str:
    """Who ruled, when and why; a ruling with a reason code also says what it stands beside."""
    if not decision.code:
        return f"ruled by {decision.by} on {decision.on}: {decision.reason}"
    second = f", signed by {decision.second_by} on {decision.second_on}" if decision.second_by else ""
    units = f" for {finding.item.quantity:,} units" if decision.kind == "split" else ""
    beside = f"; before it stood as {_named(finding.verdict, finding.entity)}"
    return f"ruled by {decision.by} on {decision.on}{second}{units} ({decision.code}): {decision.reason}{beside}"


def _named(verdict: Verdict, entity: str | None) -> str:
    return f"{WORDS[verdict]} ({entity})" if entity else WORDS[verdict]


def _remark(item: Item, decision: Decision) -> Evidence:
    """A question, or a ruling that is not in force yet: it says something about the row and weighs nothing."""
    if decision.kind == "ask":
        why = f"asked by {decision.by} on {decision.on} ({decision.code}): {decision.reason}"
        return _evidence(item, ASKED, "a question", why)
    named = _named(decision.verdict, decision.entity)
    units = f" for {decision.units:,} of its units" if decision.units else ""
    why = (
        f"{decision.by} ruled on {decision.on} that it is {named}{units} ({decision.code}: {decision.reason}); "
        "not in force before another person has signed"
    )
    return _evidence(item, PENDING, f"{decision.verdict}, waits for a second sign-off", why)


def _evidence(item: Item, rule: str, text: str, why: str, entity: str | None = None) -> Evidence:
    """Evidence that a person gave: it stands at the row, and quotes the ruling instead of a cell."""
    cell = item.fields[0].cell if item.fields else CellRef(item.file, item.sheet, "A", item.row)
    strength: Strength = "conclusive" if rule == RULE else "weak"
    return Evidence(rule=rule, strength=strength, cell=cell, text=text, why=why, kind="decision", entity=entity)

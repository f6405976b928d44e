"""A person's rulings laid over the findings: the ruling stands, and the machine's evidence stays beside it."""

from collections.abc import Sequence
from dataclasses import replace

from planner.core.model import CellRef, Decision, Evidence, Finding

RULE = "decision"


def apply_decisions(findings: Sequence[Finding], decisions: Sequence[Decision]) -> Sequence[Finding]:
    """Each finding with the latest decision on its fingerprint, if any, as its verdict and as a further evidence."""
    latest = {decision.fingerprint: decision for decision in decisions}
    if not latest:
        return findings
    return tuple(
        _ruled(finding, latest[finding.item.fingerprint]) if finding.item.fingerprint in latest else finding
        for finding in findings
    )


def _ruled(finding: Finding, decision: Decision) -> Finding:
    item = finding.item
    cell = item.fields[0].cell if item.fields else CellRef(item.file, item.sheet, "A", item.row)
    entity = finding.entity or next((e.entity for e in finding.evidence if e.strength != "against" and e.entity), None)
    ruling = Evidence(
        rule=RULE,
        strength="conclusive" if decision.verdict in ("covered", "likely") else "against",
        cell=cell,
        text=decision.verdict,
        why=f"ruled by {decision.by} on {decision.on}: {decision.reason}",
        kind="decision",
        entity=entity,
    )
    return replace(
        finding,
        verdict=decision.verdict,
        entity=entity if decision.verdict in ("covered", "likely") else finding.entity,
        evidence=(*finding.evidence, ruling),
    )

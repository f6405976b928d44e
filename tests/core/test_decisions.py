from planner.core.decisions import apply_decisions
from planner.core.model import CellRef, Decision, Evidence, FieldText, Finding, Item

CELL = CellRef("a.xlsx", "Sites", "C", 7)
ITEM = Item(1, "finger", "a.xlsx", "Sites", 7, (FieldText("model", "Model", CELL, "RRU3908"),), model="RRU3908")
WEAK = Evidence("weak-model", "weak", CELL, "RRU3908", "looks like it", "model", "Huawei")
UNKNOWN = Finding(ITEM, "unknown", None, "in_network", "ran", None, (WEAK,))


def ruling(verdict: str, reason: str = "label photo", fingerprint: str = "finger") -> Decision:
    return Decision(fingerprint, verdict, reason, "Ana", "2026-11-24")  # type: ignore[arg-type]  # the verdicts below


def test_a_ruling_becomes_the_verdict_and_stays_visible_as_evidence() -> None:
    (found,) = apply_decisions([UNKNOWN], [ruling("covered")])
    assert (found.verdict, found.entity, len(found.evidence)) == ("covered", "Huawei", 2)
    assert found.evidence[-1].why == "ruled by Ana on 2026-11-24: label photo"
    assert str(found.evidence[-1].cell) == "Sites!C7"


def test_the_last_ruling_counts() -> None:
    (found,) = apply_decisions([UNKNOWN], [ruling("covered"), ruling("not_covered", "it is a Nokia")])
    assert (found.verdict, found.evidence[-1].strength) == ("not_covered", "against")


def test_a_ruling_on_another_row_changes_nothing() -> None:
    assert apply_decisions([UNKNOWN], [ruling("covered", fingerprint="other")]) == (UNKNOWN,)

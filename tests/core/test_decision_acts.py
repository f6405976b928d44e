"""Rulings as acts: splits, questions, withdrawals and the second sign-off, on gear that a person can count."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.decisions import (
    ASKED,
    PART,
    PENDING,
    AttachedFile,
    Ruling,
    Standing,
    acts_of,
    apply_decisions,
    decisions_of,
    file_faults,
    in_force,
    names_of,
    ruling_faults,
    sign_fault,
    sign_off,
    withdraw_fault,
    withdrawal,
)
from planner.core.model import CellRef, Decision, Evidence, FieldText, Finding, FindingTable, Item, Verdict

ENTITIES = ("Huawei", "ZTE")
ABOVE = Decimal(25_000)


def finding(fingerprint: str = "f1", quantity: int = 3, verdict: Verdict = "unknown", number: int = 1) -> Finding:
    cell = CellRef("a.xlsx", "Sites", "C", number)
    fields = (FieldText("model", "Model", cell, "RRU3908"),)
    item = Item(number, fingerprint, "a.xlsx", "Sites", number, fields, model="RRU3908", quantity=quantity)
    entity = "Huawei" if verdict in ("covered", "likely") else None
    seen = Evidence("weak-model", "weak", cell, "RRU3908", "looks like it", "model", "Huawei")
    return Finding(item, verdict, entity, "in_network", "ran", "RAN radio", (seen,))


def ruling(verdict: Verdict = "covered", **other: Any) -> Ruling:
    said = {"kind": "rule", "code": "label-photo", "reason": "label read", "by": "Ana", "on": "2026-11-24", **other}
    return Ruling(verdict=verdict, **said)


def standing(fingerprint: str = "f1", verdict: Verdict = "unknown", quantity: int = 3, price: Any = "9000") -> Standing:
    entity = "Huawei" if verdict in ("covered", "likely") else None
    return Standing(fingerprint, verdict, entity, quantity, None if price is None else Decimal(price))


def act(name: str, said: Ruling, *rows: Standing) -> list[Decision]:
    return [replace(entry, act=name) for entry in decisions_of(said, rows, ABOVE)]


def withdrawn(log: list[Decision], about: str, name: str) -> list[Decision]:
    new = withdrawal(log, about, by="Cem", on="2026-11-26", reason="wrong site")
    return [*log, *(replace(entry, act=name) for entry in new)]


def signed(log: list[Decision], about: str, name: str, by: str = "Ben") -> list[Decision]:
    return [*log, *(replace(entry, act=name) for entry in sign_off(log, about, by=by, on="2026-11-25"))]


def test_two_of_three_units_are_covered_and_the_third_stays_unknown() -> None:
    log = act("1", ruling(kind="split", units=2, entity="Huawei"), standing())
    rest, part = apply_decisions([finding()], log)
    assert (rest.item.id, rest.item.fingerprint, rest.item.quantity, rest.verdict) == (1, "f1", 1, "unknown")
    assert (part.item.id, part.item.fingerprint, part.item.quantity, part.verdict) == (2, f"f1{PART}", 2, "covered")
    assert part.entity == "Huawei"
    assert rest.evidence == finding().evidence


def test_a_split_after_a_ruling_leaves_the_rest_as_ruled() -> None:
    log = [*act("1", ruling("not_covered"), standing()), *act("2", ruling(kind="split", units=1), standing())]
    rest, part = apply_decisions([finding()], log)
    assert (rest.verdict, part.verdict) == ("not_covered", "covered")


def test_a_ruling_on_the_whole_row_overtakes_the_split_and_what_was_said_of_its_part() -> None:
    log = [
        *act("1", ruling(kind="split", units=2), standing()),
        *act("2", ruling("unknown"), standing(f"f1{PART}", "covered", 2)),
        *act("3", ruling("likely"), standing()),
    ]
    assert [one.verdict for one in apply_decisions([finding()], log[:2])] == ["unknown", "unknown"]
    (whole,) = apply_decisions([finding()], log)
    assert (whole.verdict, whole.item.quantity) == ("likely", 3)
    again = [*log, *act("4", ruling(kind="split", units=1), standing())]
    assert [one.verdict for one in apply_decisions([finding()], again)] == ["likely", "covered"]


def test_a_split_of_all_the_units_there_are_rules_the_row() -> None:
    log = act("1", ruling(kind="split", units=2), standing())
    (whole,) = apply_decisions([finding(quantity=2)], log)
    assert (whole.verdict, whole.item.quantity, whole.item.fingerprint) == ("covered", 2, "f1")


VERDICTS = st.sampled_from(["covered", "likely", "unknown", "not_covered"])
ENTRIES = st.tuples(
    st.sampled_from(["confirm", "override", "split", "ask", "withdraw", "sign"]),
    st.sampled_from(["f1", "f2", f"f1{PART}", f"f2{PART}", f"f1{PART}{PART}", "gone"]),
    VERDICTS,
    st.integers(1, 9),
    st.booleans(),
    st.integers(1, 6),
    st.sampled_from(["Ana", "Ben"]),
)


def log_of(rows: list[Any]) -> list[Decision]:
    """An act of one entry for each of the rows drawn."""
    return [
        Decision(
            fingerprint, verdict, "seen", by, "2026-11-24", "other", kind, str(number), str(about), units=units,
            needs_second=second,
        )
        for number, (kind, fingerprint, verdict, units, second, about, by) in enumerate(rows, 1)
    ]  # fmt: skip


def overtaken(newer: Decision, older: Decision) -> bool:
    """Whether a ruling that counts drops an older one, said of two entries alone."""
    if newer.pending or newer.kind == "ask":
        same = (newer.pending, newer.kind == "ask") == (older.pending, older.kind == "ask")
        return same and newer.fingerprint == older.fingerprint
    whole = newer.kind == "split" and older.kind in ("confirm", "override") and not older.pending
    return older.fingerprint.startswith(f"{newer.fingerprint}{PART}") or (
        older.fingerprint == newer.fingerprint and not whole
    )


@given(st.lists(ENTRIES, max_size=12))
def test_what_is_in_force_is_what_no_later_ruling_overtakes(rows: list[Any]) -> None:
    log = [replace(one, about="") for one in log_of(rows) if one.kind not in ("withdraw", "sign")]
    left = [old for at, old in enumerate(log) if not any(overtaken(new, old) for new in log[at + 1 :])]
    assert in_force(log) == tuple(sorted(left, key=lambda one: one.fingerprint))


def test_a_part_goes_by_its_own_name_and_then_by_those_of_the_rows_it_was_split_from() -> None:
    assert names_of("f1") == ("f1",)
    assert names_of(f"f1{PART}{PART}") == (f"f1{PART}{PART}", f"f1{PART}", "f1")


@given(st.lists(ENTRIES, max_size=12), st.tuples(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9)))
def test_no_unit_appears_or_disappears_whatever_is_ruled(rows: list[Any], quantities: tuple[int, int, int]) -> None:
    findings = tuple(finding(f"f{number}", quantity, number=number) for number, quantity in enumerate(quantities, 1))
    log = log_of(rows)
    found = apply_decisions(findings, log)
    by_row: dict[int, int] = {}
    for one in found:
        by_row[one.item.row] = by_row.get(one.item.row, 0) + one.item.quantity
        assert one.item.quantity >= 1
    assert by_row == dict(enumerate(quantities, 1))
    assert len({one.item.id for one in found}) == len({one.item.fingerprint for one in found}) == len(found)
    assert {one.item.fingerprint for one in findings} <= {one.item.fingerprint for one in found}
    assert apply_decisions(findings, in_force(log)) == found
    assert apply_decisions(findings, log) == found


def test_a_question_changes_no_verdict_and_stays_beside_the_evidence() -> None:
    log = [*act("1", ruling("likely"), standing()), *act("2", ruling(kind="ask", reason="Whose label?"), standing())]
    (found,) = apply_decisions([finding()], log)
    assert (found.verdict, found.evidence[-1].rule, found.evidence[-1].kind) == ("likely", ASKED, "decision")
    assert found.evidence[-1].why == "asked by Ana on 2026-11-24 (label-photo): Whose label?"
    (answered,) = apply_decisions([finding()], [*log, *act("3", ruling(), standing())])
    assert ASKED not in [one.rule for one in answered.evidence]


def test_the_ruling_is_quoted_and_the_machine_stays_beside_it() -> None:
    log = act("1", ruling("covered", entity="ZTE"), standing())
    (found,) = apply_decisions([finding()], log)
    said = found.evidence[-1]
    assert (found.entity, said.text, said.cell.row) == ("ZTE", "covered", 1)
    assert said.why == "ruled by Ana on 2026-11-24 (label-photo): label read; before it stood as unknown"
    assert found.evidence[:-1] == finding().evidence


def test_one_act_over_fourteen_rows_is_withdrawn_as_one_and_restores_what_stood() -> None:
    rows = [standing(f"s{number}") for number in range(14)]
    findings = [finding(f"s{number}", number=number + 1) for number in range(14)]
    first = act("1", ruling("likely"), rows[0])
    log = [*first, *act("2", ruling("covered"), *rows)]
    assert {one.verdict for one in apply_decisions(findings, log)} == {"covered"}
    after = withdrawn(log, "2", "16")
    assert len(after) == 1 + 14 + 14
    assert [one.verdict for one in apply_decisions(findings, after)] == ["likely", *["unknown"] * 13]
    assert [entry.verdict for entry in after[-14:]] == ["likely", *["unknown"] * 13]
    assert in_force(after) == tuple(first)
    assert withdraw_fault(after, "2") == "Act 2 was withdrawn already, by Cem."
    assert {one.verdict for one in apply_decisions(findings, withdrawn(after, "16", "30"))} == {"covered"}


def test_an_act_that_is_not_there_cannot_be_withdrawn() -> None:
    assert withdraw_fault(act("1", ruling(), standing()), "7") == "There is no act 7 in this project's log."


@pytest.mark.parametrize(
    ("prices", "verdict", "units", "waits"),
    [
        (("25000",), "not_covered", None, False),
        (("25000.01",), "not_covered", None, True),
        (("15000", "15000"), "not_covered", None, True),
        (("30000",), "not_covered", 1, False),
        (("60000",), "not_covered", 2, True),
        ((None,), "not_covered", None, True),
        (("90000",), "unknown", None, False),
        (("90000",), "covered", None, False),
    ],
)
def test_clearing_gear_above_the_threshold_takes_a_second_person(
    prices: tuple[str | None, ...], verdict: Verdict, units: int | None, waits: bool
) -> None:
    rows = [standing(f"f{number}", "covered", 3, price) for number, price in enumerate(prices)]
    said = ruling(verdict, kind="split" if units else "rule", units=units)
    assert {entry.needs_second for entry in decisions_of(said, rows, ABOVE)} == {waits}


def test_what_nobody_flagged_is_cleared_by_one_person() -> None:
    rows = [standing("f1", "unknown", 3, "90000")]
    assert not decisions_of(ruling("not_covered"), rows, ABOVE)[0].needs_second


def test_a_pending_ruling_is_not_in_force_and_the_finding_says_so() -> None:
    log = act("1", ruling("not_covered"), standing("f1", "covered", 3, "90000"))
    (waits,) = apply_decisions([finding(verdict="covered")], log)
    assert (waits.verdict, waits.evidence[-1].rule) == ("covered", PENDING)
    assert "not in force before another person has signed" in waits.evidence[-1].why
    (done,) = apply_decisions([finding(verdict="covered")], signed(log, "1", "2"))
    assert done.verdict == "not_covered"
    assert "signed by Ben on 2026-11-25" in done.evidence[-1].why


def test_nobody_signs_their_own_ruling_however_the_name_is_typed() -> None:
    log = act("1", ruling("not_covered"), standing("f1", "covered", 3, "90000"))
    assert sign_fault(log, "1", " ANA ") == "Ana made the ruling; the second sign-off is another person's."
    assert sign_fault(log, "1", "Ben") is None
    (forged,) = apply_decisions([finding(verdict="covered")], signed(log, "1", "2", by="ana"))
    assert forged.verdict == "covered"


def test_what_is_in_force_or_withdrawn_cannot_be_signed() -> None:
    log = signed(act("1", ruling("not_covered"), standing("f1", "covered", 3, "90000")), "1", "2")
    assert sign_fault(log, "1", "Dee") == "Act 1 waits for nobody: it is in force, Ben signed it on 2026-11-25."
    assert sign_fault(withdrawn(log, "1", "3"), "1", "Dee") is not None


def test_a_withdrawn_sign_off_makes_the_ruling_wait_again() -> None:
    log = signed(act("1", ruling("not_covered"), standing("f1", "covered", 3, "90000")), "1", "2")
    after = withdrawn(log, "2", "3")
    assert apply_decisions([finding(verdict="covered")], after)[0].verdict == "covered"
    assert [one.state for one in acts_of(after)] == ["record", "withdrawn", "pending"]


@pytest.mark.parametrize(
    ("change", "rows", "field", "words"),
    [
        ({"code": ""}, 1, "code", "Choose a reason"),
        ({"reason": " "}, 1, "reason", "Enter the reason"),
        ({"by": ""}, 1, "by", "Enter your name"),
        ({"entity": "Hauwei"}, 1, "entity", "'Hauwei' is typed; the rules know Huawei, ZTE."),
        ({"verdict": "not_covered", "entity": "ZTE"}, 1, "entity", "leave it empty"),
        ({"kind": "split", "units": 3}, 1, "units", "3 is typed; a row of 3 units is split with 1 to 2 of them."),
        ({"kind": "split"}, 1, "units", "Nothing is typed"),
        ({"units": 2}, 1, "units", "only a split"),
        ({}, 0, "rows", "at least one row"),
    ],
)
def test_what_is_typed_wrong_is_named_with_what_would_be_right(
    change: dict[str, Any], rows: int, field: str, words: str
) -> None:
    said = replace(ruling(), **change)
    faults = dict(ruling_faults(said, [standing()] * rows, ENTITIES))
    assert words in faults[field]
    assert len(faults) == 1


def test_a_faultless_ruling_has_no_fault() -> None:
    assert ruling_faults(ruling(entity="ZTE"), [standing()], ENTITIES) == ()


def test_a_ruling_that_agrees_confirms_and_one_that_does_not_overrules() -> None:
    rows = [standing("f1", "covered"), standing("f2", "unknown")]
    assert [entry.kind for entry in decisions_of(ruling("covered"), rows, ABOVE)] == ["confirm", "override"]
    assert decisions_of(ruling("covered", entity="ZTE"), rows[:1], ABOVE)[0].kind == "override"


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (AttachedFile("", "image/png", b"x"), "give it a name"),
        (AttachedFile("a.png", "image/png", b""), "is empty"),
        (AttachedFile("a.exe", "application/x-msdownload", b"MZ"), "is application/x-msdownload; attach photo, PDF"),
        (AttachedFile("a.png", "image/png", b"<html>"), "is not the photo"),
        (AttachedFile("a.txt", "text/plain", b"x" * (10 * 1024 * 1024 + 1)), "attach at most 10 MB"),
    ],
)
def test_a_file_that_cannot_back_a_ruling_is_named(file: AttachedFile, words: str) -> None:
    (fault,) = file_faults([file])
    assert words in fault


def test_ten_files_may_back_an_act_and_eleven_may_not() -> None:
    photo = AttachedFile("a.png", "image/png", b"\x89PNG\r\n\x1a\n....")
    assert file_faults([photo] * 10) == ()
    assert file_faults([photo] * 11) == ("11 files are attached; attach at most 10.",)


def test_without_decisions_nothing_is_made() -> None:
    def never() -> list[Finding]:
        raise AssertionError("the findings were made")

    table = FindingTable(1, never)
    assert apply_decisions(table, ()) is table

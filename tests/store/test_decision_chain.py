"""The chain proves itself: whatever is changed, removed, slipped in or moved is found, and the row is named."""

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import select

from planner.core.decisions import AttachedFile, Ruling, Standing, apply_decisions, decisions_of
from planner.core.errors import StoreFailed
from planner.core.model import CellRef, Decision, FieldText, Finding, Item
from planner.settings import Settings
from planner.store import Store, downgrade, open_store, queries, upgrade
from planner.store.schema import differences, newest
from planner.store.sealing import seal
from planner.store.tables import DecisionRow

PHOTO = AttachedFile("label.png", "image/png", b"\x89PNG\r\n\x1a\n the label says Huawei")
ON = "2026-11-24"


def entries(*fingerprints: str, verdict: Any = "not_covered", price: Any = 9000, **other: Any) -> tuple[Decision, ...]:
    said = Ruling("rule", verdict, "label-photo", "label read", "Ana", ON, pack="us-fcc-scrp 1.1.0")
    rows = [Standing(one, "covered", "Huawei", 3, price) for one in fingerprints]
    return decisions_of(replace(said, **other), rows, 25_000)  # type: ignore[arg-type]  # a whole number of dollars


def four(store: Store) -> int:
    """Entries 1 to 4: two rows in one act with a photo, a split, and a question."""
    project = queries.create_project(store, "Cedar Valley").id
    queries.record_act(store, project, entries("f1", "f2"), [PHOTO])
    queries.record_act(store, project, entries("f3", kind="split", units=2))
    queries.record_act(store, project, entries("f4", kind="ask"))
    return project


def tamper(store: Store, *statements: str) -> None:
    with store.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def reseal(store: Store, number: int, **words: Any) -> None:
    """Change a row as somebody would who knows how the seal is made."""
    with store.engine.begin() as connection:
        row = connection.execute(select(DecisionRow).where(DecisionRow.number == number)).mappings().one()
        known = {**words, "hash": seal({**row, **words})}
        connection.execute(DecisionRow.__table__.update().where(DecisionRow.number == number).values(**known))  # type: ignore[attr-defined]


def test_an_untouched_log_is_whole(store: Store) -> None:
    four(store)
    assert queries.verify_decisions(store) == ()
    head = queries.log_head(store)
    assert (head.count, len(head.hash)) == (4, 64)


def test_rulings_come_back_as_they_were_made(store: Store) -> None:
    project = four(store)
    log = queries.decision_log(store, project)
    assert [entry.act for entry in log] == ["1", "1", "3", "4"]
    assert [replace(entry, attachments=()) for entry in log] == [
        *entries("f1", "f2"), *entries("f3", kind="split", units=2), *entries("f4", kind="ask"),
    ]  # fmt: skip
    assert log[0].attachments[0].name == "label.png"


def test_an_act_of_many_rows_is_one_chain_under_seals_that_anybody_can_make(settings: Settings) -> None:
    store = open_store(settings, clock=lambda: datetime(2026, 11, 24, 7, 8, 9, tzinfo=UTC))
    project = queries.create_project(store, "Cedar Valley").id
    queries.record_act(store, project, entries(*(f"f{number}" for number in range(1, 301))))
    with store.engine.connect() as connection:
        rows = connection.execute(text("SELECT id, number, fingerprint, act, previous_hash, hash FROM decision")).all()
    assert [row[:4] for row in rows] == [(number, number, f"f{number}", "1") for number in range(1, 301)]
    assert [row.previous_hash for row in rows] == ["0" * 64, *(row.hash for row in rows[:-1])]
    spelled = (
        f'["{rows[0].hash}",2,2,1,"f2","not_covered","label read","Ana","2026-11-24","2026-11-24T07:08:09+00:00",'
        '"override","1","","label-photo",null,"covered","Huawei","us-fcc-scrp 1.1.0",null,true,[]]'
    )
    assert rows[1].hash == hashlib.sha256(spelled.encode()).hexdigest()
    assert (queries.log_head(store).count, queries.log_head(store).hash) == (300, rows[-1].hash)
    assert queries.verify_decisions(store) == ()
    store.close()


WORDS = {
    "project_id": "2", "fingerprint": "'x'", "verdict": "'likely'", "reason": "'x'", "by": "'x'", "on": "'x'",
    "created_at": "'2020-01-01 00:00:00'", "previous_hash": "'x'", "hash": "'x'", "number": "17", "spelling": "1",
    "kind": "'confirm'", "act": "'9'", "about": "'1'", "code": "'other'", "entity": "'ZTE'",
    "before_verdict": "'unknown'", "before_entity": "'ZTE'", "pack": "'x'", "units": "1", "needs_second": "1",
    "attachments": "'[]'",
}  # fmt: skip


def test_every_word_of_a_row_is_in_the_list_below() -> None:
    assert set(WORDS) | {"id"} == set(DecisionRow.model_fields)


@pytest.mark.parametrize("number", [1, 4], ids=["first", "newest"])
@pytest.mark.parametrize("word", WORDS)
def test_every_word_of_a_row_is_proved(store: Store, word: str, number: int) -> None:
    project = queries.create_project(store, "Cedar Valley").id
    queries.create_project(store, "Another")
    for each in range(4):
        queries.record_act(store, project, entries(f"f{each}", kind="split", units=2), [PHOTO])
    tamper(store, f'UPDATE decision SET "{word}" = {WORDS[word]} WHERE id = {number}')  # noqa: S608  # our own words
    named = 17 if word == "number" else number
    assert any(f"decision {named}" in fault for fault in queries.verify_decisions(store))


@pytest.mark.parametrize(
    ("tampering", "words"),
    [
        (["UPDATE decision SET reason = 'x' WHERE number = 2"], "decision 2 (act 1, project 1, by Ana on 2026-11-24)"),
        (["DELETE FROM decision WHERE number = 2"], "decision 2 was removed"),
        (["DELETE FROM decision WHERE number IN (2, 3)"], "decisions 2 to 3 were removed"),
        (["DELETE FROM decision WHERE number = 1"], "decision 1 was removed"),
        (["DELETE FROM decision WHERE number = 4"], "decision 4 was removed from the end"),
        (["DELETE FROM decision WHERE number >= 3"], "decisions 3 to 4 were removed from the end"),
        (["DELETE FROM decision"], "decisions 1 to 4 were removed from the end"),
        (["DELETE FROM decision_head"], "the record of where the log ends was removed"),
        (["UPDATE decision SET id = 9 WHERE id = 2"], "decision 2"),
        (
            ["UPDATE decision SET id = 9 WHERE id = 2", "UPDATE decision SET id = 2 WHERE id = 3",
             "UPDATE decision SET id = 3 WHERE id = 9"],
            "moved",
        ),
        (["DELETE FROM decision_attachment"], "2026-11-24): its attachment label.png was removed"),
        (["UPDATE decision_attachment SET content = x'00'"], "label.png was changed"),
    ],
)  # fmt: skip
def test_tampering_is_found_and_the_row_is_named(store: Store, tampering: list[str], words: str) -> None:
    four(store)
    tamper(store, *tampering)
    assert any(words in fault for fault in queries.verify_decisions(store))


def test_a_changed_row_alone_is_named(store: Store) -> None:
    four(store)
    tamper(store, "UPDATE decision SET verdict = 'likely' WHERE number = 3")
    (fault,) = queries.verify_decisions(store)
    assert fault.startswith("decision 3 ")


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_row_that_was_changed_and_sealed_anew_is_named(store: Store, number: int) -> None:
    four(store)
    reseal(store, number, reason="nothing to see")
    (fault,) = queries.verify_decisions(store)
    assert fault.startswith(f"decision {number}")
    assert "rewritten" in fault


def slip_in(store: Store, number: int, identity: int) -> None:
    with store.engine.begin() as connection:
        for one in (4, 3, 2):
            if one >= identity:
                connection.execute(text(f"UPDATE decision SET id = {one + 1} WHERE id = {one}"))  # noqa: S608  # our own words
        row = dict(connection.execute(select(DecisionRow).where(DecisionRow.number == 1)).mappings().one())
        row |= {"id": identity, "number": number, "previous_hash": "f" * 64, "reason": "slipped in"}
        row["hash"] = seal(row)
        connection.execute(DecisionRow.__table__.insert().values(**row))  # type: ignore[attr-defined]


def test_a_row_slipped_in_between_is_named(store: Store) -> None:
    four(store)
    slip_in(store, number=2, identity=2)
    assert any("decision 2" in fault for fault in queries.verify_decisions(store))


def test_a_row_slipped_in_at_the_end_is_named(store: Store) -> None:
    four(store)
    slip_in(store, number=5, identity=5)
    assert any("decision 5 was slipped in at the end" in fault for fault in queries.verify_decisions(store))


@trying(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 4), min_size=1, max_size=3, unique=True), st.booleans())
def test_no_rows_can_be_removed_unnoticed(settings: Settings, numbers: list[int], renumber: bool) -> None:
    if settings.database_file is not None:
        for name in ("", "-wal", "-shm"):
            settings.database_file.with_name(settings.database_file.name + name).unlink(missing_ok=True)
    store = open_store(settings)
    four(store)
    tamper(store, f"DELETE FROM decision WHERE number IN ({', '.join(map(str, numbers))})")  # noqa: S608  # our own words
    if renumber:
        tamper(store, "UPDATE decision SET number = (SELECT count(*) FROM decision AS d WHERE d.id <= decision.id)")
    assert queries.verify_decisions(store) != ()
    store.close()


def test_withdrawing_restores_what_stood_and_adds_to_the_log(store: Store) -> None:
    project = four(store)
    before = queries.decisions_in_force(store, project)
    act = queries.record_act(store, project, entries("f1", "f2", "f9", verdict="likely"))
    undo = queries.withdraw_act(store, project, act, by="Cem", on="2026-11-25", reason="wrong site")
    assert queries.decisions_in_force(store, project) == before
    assert len(queries.decision_log(store, project)) == 4 + 3 + 3
    with pytest.raises(StoreFailed, match="withdrawn already, by Cem"):
        queries.withdraw_act(store, project, act, by="Dee", on="2026-11-25", reason="again")
    queries.withdraw_act(store, project, undo, by="Dee", on="2026-11-26", reason="it was right")
    assert [one.verdict for one in queries.decisions_in_force(store, project) if one.act == act] == ["likely"] * 3
    assert queries.verify_decisions(store) == ()


def test_an_act_of_another_project_cannot_be_withdrawn_or_signed(store: Store) -> None:
    four(store)
    other = queries.create_project(store, "Another").id
    with pytest.raises(StoreFailed, match="no act 1 in this project"):
        queries.withdraw_act(store, other, "1", by="Cem", on=ON, reason="x")
    with pytest.raises(StoreFailed, match="no act 1 in this project"):
        queries.sign_act(store, other, "1", by="Cem", on=ON)


def test_a_ruling_above_the_threshold_waits_for_another_person(store: Store) -> None:
    project = queries.create_project(store, "Cedar Valley").id
    act = queries.record_act(store, project, entries("f1", price=90_000))
    assert queries.decisions_in_force(store, project)[0].pending
    with pytest.raises(StoreFailed, match="another person's"):
        queries.sign_act(store, project, act, by="ana", on=ON)
    queries.sign_act(store, project, act, by="Ben", on="2026-11-25")
    (done,) = queries.decisions_in_force(store, project)
    assert (done.pending, done.second_by, done.second_on) == (False, "Ben", "2026-11-25")
    assert queries.decisions_in_force(store, project, 1)[0].pending


def refused(change: Callable[[tuple[Decision, ...]], list[Decision]]) -> list[Decision]:
    return change(entries("f1"))


@pytest.mark.parametrize(
    ("rulings", "words"),
    [
        (refused(lambda _: []), "at least one row"),
        (refused(lambda made: [replace(made[0], code="")]), "its code"),
        (refused(lambda made: [replace(made[0], code="because")]), "its code"),
        (refused(lambda made: [replace(made[0], reason=" ")]), "reason"),
        (refused(lambda made: [replace(made[0], kind="split")]), "number of units"),
    ],
)
def test_an_act_that_says_too_little_is_refused_whole(store: Store, rulings: list[Decision], words: str) -> None:
    project = queries.create_project(store, "Cedar Valley").id
    with pytest.raises(StoreFailed, match=words):
        queries.record_act(store, project, rulings)
    assert queries.decision_log(store, project) == ()


def test_a_file_that_cannot_be_kept_refuses_the_act(store: Store) -> None:
    project = queries.create_project(store, "Cedar Valley").id
    with pytest.raises(StoreFailed, match="empty"):
        queries.record_act(store, project, entries("f1"), [AttachedFile("a.png", "image/png", b"")])
    assert queries.decision_log(store, project) == ()


def test_a_file_is_kept_once_and_shown_to_its_own_project_only(store: Store) -> None:
    project = four(store)
    queries.record_act(store, project, entries("f7"), [replace(PHOTO, name="again.png")])
    other = queries.create_project(store, "Another").id
    sha256 = queries.decision_log(store, project)[0].attachments[0].sha256
    assert queries.attachment_content(store, project, sha256) == PHOTO.content
    assert queries.attachment_content(store, other, sha256) is None
    with store.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM decision_attachment")).scalar() == 1


def test_a_changed_file_is_not_handed_out(store: Store) -> None:
    project = four(store)
    sha256 = queries.decision_log(store, project)[0].attachments[0].sha256
    tamper(store, "UPDATE decision_attachment SET content = x'00'")
    with pytest.raises(StoreFailed, match="changed or removed"):
        queries.attachment_content(store, project, sha256)


def gear(number: int, row: int) -> Finding:
    cell = CellRef("new.xlsx", "Sites", "B", row)
    item = Item(number, "f3", "new.xlsx", "Sites", row, (FieldText("model", "Model", cell, "RRU3908"),), quantity=3)
    return Finding(item, "covered", "Huawei", "in_network", "ran", None, ())


def test_a_split_finds_its_row_again_in_another_upload(store: Store) -> None:
    project = four(store)
    rest, part = apply_decisions([gear(5, row=40)], queries.decisions_in_force(store, project))
    assert [(one.verdict, one.item.quantity, one.item.row) for one in (rest, part)] == [
        ("covered", 1, 40), ("not_covered", 2, 40),
    ]  # fmt: skip


def old_log(settings: Settings) -> None:
    """Two rulings as the program before acts wrote them, with the seals it made."""
    upgrade(settings)
    downgrade(settings, "0001")
    assert settings.database_file is not None
    with closing(sqlite3.connect(settings.database_file)) as connection:
        connection.execute("INSERT INTO project (id, name, created_at) VALUES (1, 'Old', '2026-01-01 00:00:00.000000')")
        connection.executemany(
            "INSERT INTO decision (id, project_id, fingerprint, verdict, reason, \"by\", \"on\", created_at,"
            " previous_hash, hash) VALUES (?, 1, ?, 'covered', 'label', 'Ana', '2026-01-02',"
            " '2026-01-02 03:04:05.000000', ?, ?)",
            [(3, "f1", "0" * 64, OLD_HASHES[0]), (7, "f2", OLD_HASHES[0], OLD_HASHES[1])],
        )  # fmt: skip
        connection.commit()


OLD_HASHES = (
    "c8cfedd17dbe685ad90a2156ee8d07cdcdc42fad6b1b7b850529e8b287a0af62",
    "1594e37808d3882612d658affad37c3523980bff554a8face3c0317bf143d959",
)
"""SHA-256 of the rows by hand: JSON of [hash before, 1, fingerprint, "covered", "label", "Ana", "2026-01-02",
"2026-01-02T03:04:05+00:00"] without spaces.
"""


def test_rows_from_before_the_migration_verify_under_their_old_spelling(settings: Settings) -> None:
    old_log(settings)
    store = open_store(settings)
    assert queries.verify_decisions(store) == ()
    assert queries.log_head(store).count == 2
    assert queries.decision_log(store, 1)[1] == Decision("f2", "covered", "label", "Ana", "2026-01-02")
    queries.record_act(store, 1, entries("f3"))
    queries.withdraw_act(store, 1, "2", by="Ben", on=ON, reason="wrong label")
    assert queries.verify_decisions(store) == ()
    assert [one.fingerprint for one in queries.decisions_in_force(store, 1)] == ["f1", "f3"]
    store.close()


@pytest.mark.parametrize(
    "change",
    ["reason = 'x'", "entity = 'ZTE'", "kind = 'withdraw', about = '1'", "units = 1", "needs_second = 1", "pack = 'x'"],
)
def test_an_old_row_takes_no_new_words(settings: Settings, change: str) -> None:
    old_log(settings)
    store = open_store(settings)
    tamper(store, f"UPDATE decision SET {change} WHERE number = 2")  # noqa: S608  # our own words
    assert [fault.partition(" (")[0] for fault in queries.verify_decisions(store)] == ["decision 2"]
    store.close()


def test_the_migration_goes_up_down_and_up_with_the_decisions_in_it(settings: Settings) -> None:
    old_log(settings)
    upgrade(settings)
    assert differences(settings) == []
    downgrade(settings, "0001")
    assert settings.database_file is not None
    with closing(sqlite3.connect(settings.database_file)) as connection:
        assert connection.execute("SELECT id, hash FROM decision ORDER BY id").fetchall() == [
            (3, OLD_HASHES[0]), (7, OLD_HASHES[1]),
        ]  # fmt: skip
    assert upgrade(settings) == newest()
    assert differences(settings) == []
    store = open_store(settings)
    assert queries.verify_decisions(store) == ()
    store.close()

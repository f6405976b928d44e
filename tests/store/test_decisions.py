"""The decision log: append only, one chain, and every change to it shows."""

import threading

import pytest
from sqlalchemy import text
from sqlmodel import select

from planner.core.errors import StoreFailed
from planner.core.model import Decision
from planner.settings import Settings
from planner.store import Store, health, queries
from planner.store.tables import DecisionRow


def ruling(fingerprint: str = "f1", reason: str = "label read on site") -> Decision:
    return Decision(fingerprint, "covered", reason, "Ana", "2026-11-24")


def three(store: Store) -> int:
    project = queries.create_project(store, "Cedar Valley")
    for number in range(3):
        queries.add_decision(store, project.id, ruling(f"f{number}"))
    return project.id


def tamper(store: Store, statement: str) -> None:
    with store.engine.begin() as connection:
        connection.execute(text(statement))


def test_decisions_come_back_as_they_were_made(store: Store) -> None:
    project_id = three(store)
    assert queries.decision_log(store, project_id) == (ruling("f0"), ruling("f1"), ruling("f2"))
    assert queries.verify_decisions(store) == ()


def test_the_newest_ruling_on_an_item_counts_and_the_earlier_one_stays(store: Store) -> None:
    project_id = three(store)
    newer = Decision("f1", "not_covered", "it is an Ericsson unit", "Ben", "2026-11-25")
    queries.add_decision(store, project_id, newer)
    assert queries.decisions_in_force(store, project_id) == (ruling("f0"), newer, ruling("f2"))
    assert len(queries.decision_log(store, project_id)) == 4


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE decision SET reason = 'nothing to see' WHERE id = 2",
        "UPDATE decision SET verdict = 'not_covered' WHERE id = 2",
        "UPDATE decision SET \"on\" = '2020-01-01' WHERE id = 2",
        "DELETE FROM decision WHERE id = 2",
        "UPDATE decision SET hash = 'abc' WHERE id = 2",
    ],
)
def test_a_changed_or_missing_row_is_found(store: Store, settings: Settings, change: str) -> None:
    three(store)
    tamper(store, change)
    assert queries.verify_decisions(store) != ()
    assert ("decision log", False) in [(name, passed) for name, passed, _ in health(settings)]


def rewrite_first(store: Store) -> None:
    with store.session("changing history") as session:
        row = session.exec(select(DecisionRow)).one()
        row.reason = "changed"
        session.add(row)


def test_a_row_is_not_changed_through_the_program(store: Store) -> None:
    project = queries.create_project(store, "Cedar Valley")
    queries.add_decision(store, project.id, ruling())
    with pytest.raises(StoreFailed, match="on record"):
        rewrite_first(store)
    assert queries.decision_log(store, project.id) == (ruling(),)


def test_a_decision_without_a_reason_is_refused(store: Store) -> None:
    project = queries.create_project(store, "Cedar Valley")
    with pytest.raises(StoreFailed, match="reason"):
        queries.add_decision(store, project.id, ruling(reason="  "))


def test_people_deciding_at_the_same_moment_make_one_unbroken_chain(store: Store) -> None:
    project = queries.create_project(store, "Cedar Valley")

    def decide(person: int) -> None:
        for number in range(5):
            queries.add_decision(store, project.id, ruling(f"{person}-{number}"))

    people = [threading.Thread(target=decide, args=(person,)) for person in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert len(queries.decision_log(store, project.id)) == 20
    assert queries.verify_decisions(store) == ()


def test_the_decisions_of_a_project_are_counted_without_those_of_others(store: Store) -> None:
    project_id = three(store)
    other = queries.create_project(store, "Another").id
    assert (queries.decision_count(store, project_id), queries.decision_count(store, other)) == (3, 0)
    assert queries.has_decisions(store, project_id, ["gone", "f2"])
    assert not queries.has_decisions(store, project_id, ["gone"])
    assert not queries.has_decisions(store, other, ["f2"])


def test_a_run_can_look_back_at_the_decisions_of_its_moment(store: Store) -> None:
    project_id = three(store)
    newer = Decision("f1", "not_covered", "it is an Ericsson unit", "Ben", "2026-11-25")
    queries.add_decision(store, project_id, newer)
    assert queries.decisions_in_force(store, project_id, 3) == (ruling("f0"), ruling("f1"), ruling("f2"))
    assert queries.decisions_in_force(store, project_id, 0) == ()

"""Uploads, results and jobs: kept whole, kept once, never lost."""

import hashlib
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import text

from planner.core.errors import StoreFailed
from planner.settings import Settings
from planner.store import Store, open_store, queries
from planner.store.views import Versions

MADE_BY = Versions("2026-11", "book-1", "0.1.0")
IN_PLACE = [HealthCheck.function_scoped_fixture]


def document(content: bytes, name: str = "review.json") -> queries.Document:
    return queries.Document(name, content, "planner-review/1")


def tamper(store: Store, statement: str) -> None:
    with store.engine.begin() as connection:
        connection.execute(text(statement))


def test_an_upload_survives_byte_for_byte(store: Store, settings: Settings) -> None:
    project = queries.create_project(store, "Cedar Valley")
    upload = queries.add_upload(store, project.id, "inventory", "cedar.xlsx", b"PK\x03\x04\x00")
    store.close()
    again = open_store(settings)
    assert queries.upload_content(again, upload.id) == b"PK\x03\x04\x00"
    assert (upload.size, upload.sha256) == (5, hashlib.sha256(b"PK\x03\x04\x00").hexdigest())
    again.close()


@hypothesis_settings(max_examples=20, suppress_health_check=IN_PLACE, deadline=None)
@given(content=st.binary(max_size=2000), name=st.text(st.characters(exclude_categories=["Cs"]), max_size=50))
def test_any_bytes_under_any_name_come_back(store: Store, content: bytes, name: str) -> None:
    project = queries.create_project(store, name)
    upload = queries.add_upload(store, project.id, "inventory", name, content)
    assert queries.upload_content(store, upload.id) == content
    assert queries.uploads_in_force(store, project.id)[0].name == name


def test_a_file_changed_behind_our_back_is_not_handed_out(store: Store) -> None:
    project = queries.create_project(store, "Cedar Valley")
    upload = queries.add_upload(store, project.id, "inventory", "cedar.csv", b"Huawei")
    tamper(store, "UPDATE upload SET content = x'00'")
    with pytest.raises(StoreFailed, match="changed in the database"):
        queries.upload_content(store, upload.id)


def test_a_newer_file_of_the_same_name_takes_its_place_and_the_old_one_stays_on_record(store: Store) -> None:
    project = queries.create_project(store, "Cedar Valley")
    old = queries.add_upload(store, project.id, "inventory", "cedar.csv", b"old")
    other = queries.add_upload(store, project.id, "inventory", "ridge.csv", b"ridge")
    new = queries.add_upload(store, project.id, "inventory", "cedar.csv", b"new")
    assert [upload.id for upload in queries.uploads_in_force(store, project.id)] == [other.id, new.id]
    assert queries.upload_content(store, old.id) == b"old"


def test_a_project_has_one_file_of_answers_whatever_its_name(store: Store) -> None:
    project = queries.create_project(store, "Cedar Valley")
    queries.add_upload(store, project.id, "project", "a.toml", b"")
    new = queries.add_upload(store, project.id, "project", "b.toml", b"")
    assert queries.uploads_in_force(store, project.id) == (new,)


def test_a_withdrawn_file_is_left_out_but_not_lost(store: Store) -> None:
    project = queries.create_project(store, "Cedar Valley")
    upload = queries.add_upload(store, project.id, "inventory", "cedar.csv", b"x")
    queries.withdraw_upload(store, project.id, upload.id)
    assert queries.uploads_in_force(store, project.id) == ()
    assert queries.uploads_by_id(store, [upload.id]) == (upload,)


def test_another_project_cannot_withdraw_a_file(store: Store) -> None:
    mine, yours = queries.create_project(store, "mine"), queries.create_project(store, "yours")
    upload = queries.add_upload(store, mine.id, "inventory", "cedar.csv", b"x")
    queries.withdraw_upload(store, yours.id, upload.id)
    assert queries.uploads_in_force(store, mine.id) == (upload,)


def test_a_result_is_kept_once_per_job(store: Store) -> None:
    project = queries.create_project(store, "Cedar Valley")
    queries.add_job(store, "j1", project.id, {})
    queries.add_results(store, "j1", [document(b"first")], MADE_BY)
    queries.add_results(store, "j1", [document(b"second"), document(b"", "plan.json")], MADE_BY)
    kept = queries.results_of(store, "j1")["review.json"]
    assert queries.result_content(store, kept.id) == b"first"
    assert list(queries.results_of(store, "j1")) == ["review.json"]
    assert (kept.rules_version, kept.book_version, kept.code_version) == ("2026-11", "book-1", "0.1.0")


def test_the_latest_results_come_from_one_finished_job(store: Store) -> None:
    project = queries.create_project(store, "Cedar Valley")
    for job_id in ("j1", "j2", "j3"):
        queries.add_job(store, job_id, project.id, {})
        queries.begin_job(store, job_id)
        queries.add_results(store, job_id, [document(job_id.encode())], MADE_BY)
    queries.end_job(store, "j1", "done", [], 0)
    queries.end_job(store, "j2", "done", [], 0)
    latest = queries.latest_results(store, project.id)
    assert {result.job_id for result in latest.values()} == {"j2"}


def test_a_result_of_no_job_is_refused(store: Store) -> None:
    with pytest.raises(StoreFailed, match="Job nowhere"):
        queries.add_results(store, "nowhere", [document(b"")], MADE_BY)


def test_an_upload_to_no_project_is_refused_in_our_words(store: Store) -> None:
    with pytest.raises(StoreFailed, match="keeping an upload"):
        queries.add_upload(store, 404, "inventory", "cedar.csv", b"")


def test_a_waiting_job_is_cancelled_at_once_and_never_begins(store: Store) -> None:
    project = queries.create_project(store, "Cedar Valley")
    queries.add_job(store, "j1", project.id, {})
    queries.ask_cancel(store, "j1")
    assert queries.begin_job(store, "j1") is None
    job = queries.job_of(store, "j1")
    assert job is not None
    assert job.state == "cancelled"


def test_a_running_job_is_only_asked_to_stop(store: Store) -> None:
    project = queries.create_project(store, "Cedar Valley")
    queries.add_job(store, "j1", project.id, {})
    queries.begin_job(store, "j1")
    queries.ask_cancel(store, "j1")
    job = queries.job_of(store, "j1")
    assert job is not None
    assert (job.state, job.cancel_asked) == ("running", True)


def test_a_job_that_is_over_stays_as_it_ended(store: Store) -> None:
    project = queries.create_project(store, "Cedar Valley")
    queries.add_job(store, "j1", project.id, {})
    queries.begin_job(store, "j1")
    queries.end_job(store, "j1", "done", ["12 rows need a person"], 3)
    queries.end_job(store, "j1", "failed", ["late"])
    queries.note_stage(store, "j1", "late")
    job = queries.job_of(store, "j1")
    assert job is not None
    assert (job.state, job.exit_code, job.messages, job.stage) == ("done", 3, ("12 rows need a person",), "")
    assert queries.unfinished_jobs(store) == ()


def test_a_moment_without_a_time_zone_is_refused(store: Store) -> None:
    store.clock = lambda: datetime(2026, 11, 24)  # noqa: DTZ001
    with pytest.raises(StoreFailed, match="no time zone"):
        queries.create_project(store, "Cedar Valley")

"""A run survives: it is done once, a crash does not lose it, stopping it keeps what is there."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner import jobs
from planner.core.errors import Cancelled, StoreFailed, UnreadableFile
from planner.core.model import Decision, Progress
from planner.settings import Settings, load_settings
from planner.store import Store, open_store, queries
from planner.store.views import JobInfo
from planner.work import TRIES, Bench, Stopping, ask, in_words, perform

DAY = date(2026, 11, 24)
PATIENCE = 60.0

WORKER = '''
"""A worker whose pipeline writes down that it ran, and hangs while the file "hang" is there."""
import json, os, sys, time
from pathlib import Path
from types import SimpleNamespace
from planner import jobs
from planner.settings import load_settings

def run(inventories, *, out, **more):
    base = Path(sys.argv[1])
    (out / "review.json").write_text(json.dumps({"format": "planner-review/1", "by": os.getpid()}))
    with (base / "runs").open("a") as log:
        log.write(f"{os.getpid()}\\n")
    while (base / "hang").exists():
        time.sleep(0.05)
    return SimpleNamespace(exit_code=0, files={}, messages=("done",))

jobs.work_forever(load_settings(), run)
'''


@dataclass(frozen=True)
class Outcome:
    """How a pretended pipeline ended."""

    exit_code: int
    files: dict[str, Path]
    messages: tuple[str, ...]


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    for name in ("DATABASE_URL", "PLANNER_MODE", "PLANNER_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PLANNER_HOME", str(tmp_path / "home"))
    return load_settings()


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings)
    yield opened
    opened.close()


@pytest.fixture
def project_id(store: Store) -> int:
    project = queries.create_project(store, "Cedar Valley")
    queries.add_upload(store, project.id, "inventory", "cedar.csv", b"Site,Maker\nCedar Ridge,Huawei\n")
    queries.add_upload(store, project.id, "project", "project.toml", b"[carrier]\n")
    return project.id


@pytest.fixture
def begin(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    monkeypatch.setattr(jobs, "POLL_SECONDS", 0.05)

    def begin(run: Callable[..., Outcome], *, work: bool = True) -> None:
        jobs.start(settings, run, work=work)

    yield begin
    jobs.shutdown()


def wait_for(met: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := met():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not happen in a minute")


def over(store: Store, job_id: str) -> JobInfo:
    def ended() -> JobInfo | None:
        job = queries.job_of(store, job_id)
        return job if job and job.is_over else None

    found: JobInfo = wait_for(ended)
    return found


def writes_a_review(seen: dict[str, Any]) -> Callable[..., Outcome]:
    def run(inventories: list[Path], *, out: Path, **more: Any) -> Outcome:
        seen.update(more, text=inventories[0].read_text(), names=[path.name for path in inventories])
        rules = {"id": "us-fcc-scrp", "version": "2026.1"}
        (out / "review.json").write_text(json.dumps({"format": "planner-review/1", "rules": rules}))
        (out / "cedar.csv.annotated.xlsx").write_bytes(b"PK")
        more["progress"](Progress("reading"))
        return Outcome(3, {"review.json": out / "review.json"}, ("1 row needs a person",))

    return run


def test_a_run_gets_its_files_and_its_documents_are_kept(
    store: Store, project_id: int, begin: Callable[..., None], settings: Settings
) -> None:
    seen: dict[str, Any] = {}
    begin(writes_a_review(seen))
    queries.add_decision(store, project_id, Decision("f1", "covered", "seen on site", "Ana", "2026-11-24"))
    job = over(store, jobs.enqueue_run(project_id, as_of=DAY, time_limit=5, seed=7))
    assert (job.state, job.exit_code, job.messages) == ("done", 3, ("1 row needs a person",))
    assert (seen["names"], seen["text"]) == (["cedar.csv"], "Site,Maker\nCedar Ridge,Huawei\n")
    assert (seen["as_of"], seen["seed"], seen["time_limit"]) == (DAY, 7, 5)
    assert (seen["project"].name, [decision.fingerprint for decision in seen["decisions"]]) == ("project.toml", ["f1"])
    kept = queries.latest_results(store, project_id)
    assert sorted(kept) == ["cedar.csv.annotated.xlsx", "review.json"]
    assert (kept["review.json"].format, kept["review.json"].rules_version) == ("planner-review/1", "us-fcc-scrp 2026.1")
    wait_for(lambda: not (settings.work_folder / job.id).exists())


def test_a_second_run_is_compared_with_the_review_of_the_first(
    store: Store, project_id: int, begin: Callable[..., None]
) -> None:
    compared: list[bytes | None] = []

    def run(inventories: list[Path], *, out: Path, against: Path | None, **more: Any) -> Outcome:
        compared.append(against.read_bytes() if against else None)
        return writes_a_review({})(inventories, out=out, **more)

    begin(run)
    over(store, jobs.enqueue_run(project_id, as_of=DAY))
    first = queries.result_content(store, queries.latest_results(store, project_id)["review.json"].id)
    over(store, jobs.enqueue_run(project_id, as_of=DAY))
    assert compared == [None, first]


def test_a_run_is_handed_the_recipes_of_earlier_uploads_until_its_project_has_one(
    store: Store, project_id: int, begin: Callable[..., None]
) -> None:
    elsewhere = queries.create_project(store, "Elk").id
    queries.add_upload(store, elsewhere, "recipe", "recipe.json", b"kept")
    seen: dict[str, Any] = {}

    def looks(inventories: list[Path], *, out: Path, recipes: dict[str, Path], **more: Any) -> Outcome:
        seen.update({name: path.read_bytes() for name, path in recipes.items()})
        (out / "recipe.json").write_text("{}")
        return Outcome(0, {}, ())

    begin(looks)
    over(store, jobs.enqueue_run(project_id, as_of=DAY))
    [(name, content)] = seen.items()
    assert name.startswith("an upload to Elk (recipe kept 20")
    assert content == b"kept"
    over(store, jobs.enqueue_run(project_id, as_of=DAY))
    assert len(seen) == 2
    seen.clear()
    queries.add_upload(store, project_id, "recipe", "recipe.json", b"ours")
    over(store, jobs.enqueue_run(project_id, as_of=DAY))
    assert seen == {}


def test_a_run_uses_the_uploads_of_the_moment_it_was_asked_for(
    store: Store, project_id: int, begin: Callable[..., None], settings: Settings
) -> None:
    begin(writes_a_review({}), work=False)
    job_id = jobs.enqueue_run(project_id, as_of=DAY)
    queries.add_upload(store, project_id, "inventory", "cedar.csv", b"later")
    jobs.shutdown()
    seen: dict[str, Any] = {}
    begin(writes_a_review(seen))
    over(store, job_id)
    assert seen["text"] == "Site,Maker\nCedar Ridge,Huawei\n"


def test_a_file_that_cannot_be_read_ends_the_run_with_its_sentence(
    store: Store, project_id: int, begin: Callable[..., None]
) -> None:
    def run(inventories: list[Path], **more: Any) -> Outcome:
        raise UnreadableFile("cedar.xlsx", "it is password-protected", "Save it without a password.")

    begin(run)
    job = over(store, jobs.enqueue_run(project_id, as_of=DAY))
    assert job.state == "failed"
    assert job.messages == ("cedar.xlsx: it is password-protected. Save it without a password.",)


def test_an_unexpected_failure_is_one_sentence_for_the_person_and_a_log_for_the_operator(
    store: Store, project_id: int, begin: Callable[..., None], settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    def run(inventories: list[Path], **more: Any) -> Outcome:
        raise ZeroDivisionError("secret detail")

    begin(run)
    job = over(store, jobs.enqueue_run(project_id, as_of=DAY))
    assert (job.state, job.exit_code) == ("failed", 1)
    assert "secret detail" not in job.messages[0]
    assert "secret detail" in (settings.log_folder / "jobs.log").read_text()
    jobs.shutdown()
    captured = capfd.readouterr()
    assert captured.out + captured.err == ""


def test_stopping_a_run_keeps_what_was_written(store: Store, project_id: int, begin: Callable[..., None]) -> None:
    started = threading.Event()

    def run(inventories: list[Path], *, out: Path, cancelled: Callable[[], bool], **more: Any) -> Outcome:
        (out / "review.json").write_text("{}")
        (out / "plan.json").write_text('{"cut off')
        started.set()
        while not cancelled():
            time.sleep(0.01)
        raise Cancelled

    begin(run)
    job_id = jobs.enqueue_run(project_id, as_of=DAY)
    assert started.wait(PATIENCE)
    jobs.cancel(job_id)
    assert over(store, job_id).state == "cancelled"
    assert list(queries.results_of(store, job_id)) == ["review.json"]


def test_a_run_cancelled_before_it_begins_never_begins(
    store: Store, project_id: int, begin: Callable[..., None]
) -> None:
    begin(writes_a_review({}), work=False)
    job_id = jobs.enqueue_run(project_id, as_of=DAY)
    jobs.cancel(job_id)
    jobs.shutdown()
    begin(writes_a_review({}))
    second = jobs.enqueue_run(project_id, as_of=DAY)
    over(store, second)
    job = jobs.job_state(job_id)
    assert job is not None
    assert (job.state, queries.results_of(store, job_id)) == ("cancelled", {})


def test_progress_is_readable_while_the_run_goes_on(store: Store, project_id: int, begin: Callable[..., None]) -> None:
    go_on = threading.Event()

    def run(inventories: list[Path], *, progress: Callable[[Progress], None], **more: Any) -> Outcome:
        progress(Progress("solving", done=2, total=9))
        go_on.wait(PATIENCE)
        return Outcome(0, {}, ())

    begin(run)
    job_id = jobs.enqueue_run(project_id, as_of=DAY)
    wait_for(lambda: (job := jobs.job_state(job_id)) and job.stage == "solving, 2 of 9")
    go_on.set()
    assert over(store, job_id).state == "done"


def test_a_job_the_queue_never_heard_of_is_brought_back(
    store: Store, project_id: int, begin: Callable[..., None]
) -> None:
    inputs = {"uploads": [1], "decisions": 0, "as_of": "2026-11-24", "time_limit": 1, "seed": 1}
    queries.add_job(store, "lost-between-two-databases", project_id, inputs)
    begin(writes_a_review({}))
    assert over(store, "lost-between-two-databases").state == "done"


def test_ending_the_process_leaves_the_run_for_the_next_one(
    store: Store, project_id: int, begin: Callable[..., None]
) -> None:
    started = threading.Event()

    def hangs(inventories: list[Path], *, out: Path, cancelled: Callable[[], bool], **more: Any) -> Outcome:
        (out / "review.json").write_text('{"half": true}')
        started.set()
        while not cancelled():
            time.sleep(0.01)
        raise Cancelled

    begin(hangs)
    job_id = jobs.enqueue_run(project_id, as_of=DAY)
    assert started.wait(PATIENCE)
    assert jobs.shutdown() is True
    begin(writes_a_review({}))
    assert over(store, job_id).state == "done"
    kept = queries.results_of(store, job_id)["review.json"]
    assert b"half" not in queries.result_content(store, kept.id)


def test_nothing_is_left_running_after_shutdown(begin: Callable[..., None]) -> None:
    before = set(threading.enumerate())
    begin(writes_a_review({}))
    jobs.shutdown()
    assert [thread for thread in threading.enumerate() if thread not in before and not thread.daemon] == []


def test_the_queue_must_be_started_first() -> None:
    with pytest.raises(StoreFailed, match="not started"):
        jobs.job_state("x")


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


@pytest.mark.parametrize("another_worker_lives", [False, True])
def test_a_worker_killed_in_the_middle_is_followed_by_one_that_finishes_the_run_once(
    store: Store, project_id: int, settings: Settings, tmp_path: Path, *, another_worker_lives: bool
) -> None:
    (tmp_path / "worker.py").write_text(WORKER)
    (tmp_path / "hang").touch()
    blocker = (settings.home / "worker-0.lock").open("w") if another_worker_lives else None
    if blocker:
        fcntl.flock(blocker, fcntl.LOCK_EX)  # the dead worker's slot is then not the one its follower takes
    jobs.start(settings, writes_a_review({}), work=False)
    job_id = jobs.enqueue_run(project_id, as_of=DAY)
    command = [sys.executable, str(tmp_path / "worker.py"), str(tmp_path)]
    first = subprocess.Popen(command)
    wait_for(lambda: lines(tmp_path / "runs"))
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    (tmp_path / "hang").unlink()
    if blocker:
        blocker.close()
    second = subprocess.Popen(command)
    try:
        job = over(store, job_id)
    finally:
        jobs.shutdown()
        second.terminate()
        assert second.wait(30) == 0
    assert (job.state, job.messages) == ("done", ("done",))
    assert lines(tmp_path / "runs") == [str(first.pid), str(second.pid)]
    kept = queries.results_of(store, job_id)
    assert json.loads(queries.result_content(store, kept["review.json"].id))["by"] == second.pid


def test_a_run_that_takes_the_process_down_is_not_begun_for_ever(
    store: Store, project_id: int, settings: Settings
) -> None:
    begun = []

    class PulledPlug(BaseException):
        pass

    def run(inventories: list[Path], **more: Any) -> Outcome:
        begun.append(1)
        raise PulledPlug

    bench = Bench(settings, store, run, threading.Event())
    ask(store, "j1", project_id, as_of=DAY, time_limit=1, seed=1)
    for _ in range(TRIES):
        with pytest.raises(PulledPlug):
            perform(bench, "j1")
    closing = perform(bench, "j1")
    assert (closing.state, len(begun)) == ("failed", TRIES)
    assert f"cut off {TRIES} times" in closing.messages[0]


def test_a_run_put_down_on_purpose_does_not_count_as_cut_off(store: Store, project_id: int, settings: Settings) -> None:
    def run(inventories: list[Path], *, cancelled: Callable[[], bool], **more: Any) -> Outcome:
        cancelled()
        return Outcome(0, {}, ())

    stopping = threading.Event()
    stopping.set()
    bench = Bench(settings, store, run, stopping)
    ask(store, "j1", project_id, as_of=DAY, time_limit=1, seed=1)
    for _ in range(TRIES + 1):
        with pytest.raises(Stopping):
            perform(bench, "j1")
    stopping.clear()
    assert perform(bench, "j1").state == "done"


def test_a_heartbeat_reads_as_a_sentence() -> None:
    assert in_words(Progress("solving", 14.2, 3, 10, best=5548, gap=0.027, note="calm")) == (
        "solving, 3 of 10, best 5,548, the best possible at most 2.7% cheaper, calm, 14 s"
    )

"""Durable background work: one kind of job, "run the pipeline for a project with these uploads".

DBOS keeps the queue and brings a job back after a crash; what a person sees of a job (state, stage, messages,
results) are rows of our own store. A job pins its inputs when it is asked for and keeps its documents once, so doing
it again after a crash ends in the same place (:mod:`planner.work`).

Every worker on a machine holds one numbered slot, a locked file: the slot's number is the worker's identity, so a
restarted worker finds what its predecessor left, and two workers never take the same job for an orphan.
"""

import fcntl
import logging
import os
import signal
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from dbos import DBOS, DBOSClient, DBOSConfig
from dbos import error as dbos_errors

from planner.core.errors import StoreFailed
from planner.settings import Settings
from planner.store import open_store, queries
from planner.store.engine import our_errors
from planner.store.views import JobInfo
from planner.work import Bench, PipelineRun, ask, clear, perform

QUEUE, WORKFLOW, NAME, JOB_FORMAT = "runs", "run the pipeline", "planner", "1"
"""``JOB_FORMAT`` is DBOS's application version: only workers of the same one take over each other's jobs."""

SLOTS = 16
"""Workers on one machine."""

POLL_SECONDS = 0.5
"""How often a worker looks for work."""

ADOPT_SECONDS = 30.0
"""How often a worker looks for jobs that nobody works on any more."""

PATIENCE_SECONDS = 5.0
"""How long a process that is told to end waits for its job to notice."""

log = logging.getLogger("planner.jobs")


@dataclass
class Worker:
    """What this process holds: the bench, the queue's client, and when it takes jobs itself, its slot."""

    bench: Bench
    client: DBOSClient
    slot: TextIOWrapper | None
    idle: threading.Condition = field(default_factory=threading.Condition)
    busy: int = 0


_here: list[Worker] = []
"""The worker of this process, or nothing: DBOS allows one per process."""


@contextmanager
def _queue_errors(doing: str) -> Iterator[None]:
    """The queue's errors become ours."""
    try:
        with our_errors(doing):
            yield
    except dbos_errors.DBOSException as error:
        raise StoreFailed(f"The job queue failed while {doing}: {error}") from error


def start(settings: Settings, run: PipelineRun | None = None, *, work: bool = True) -> bool:
    """Connect to the queue; with ``work``, also take jobs in threads of this process.

    ``run`` is the pipeline's verb (the real one by default). Returns whether this process takes jobs: when every
    slot is held by others it only asks for work and leaves it to them. Raises :class:`StoreFailed`.
    """
    if _here:
        raise StoreFailed("This process already works on jobs.")
    _be_quiet(settings)
    url = _queue_url(settings)
    bench = Bench(settings, open_store(settings), run or _pipeline(), threading.Event())
    with _queue_errors("starting the job queue"):
        DBOS.migrate(url)
        client = DBOSClient(system_database_url=url, application_name=NAME)
        worker = Worker(bench, client, _take_slot(settings.home) if work else None)
        _here.append(worker)
        if worker.slot is not None:
            _launch(url, Path(worker.slot.name).stem)
            _adopt_orphans(worker)
    return worker.slot is not None


def _pipeline() -> PipelineRun:
    from planner import pipeline  # it loads the solver and the readers, which a test with its own verb can spare

    return pipeline.run


def _queue_url(settings: Settings) -> str:
    """DBOS's own tables: a second file beside the embedded database, or a schema of the server's."""
    return f"sqlite:///{settings.home / 'jobs.sqlite'}" if settings.is_sqlite else settings.database_url


def _be_quiet(settings: Settings) -> None:
    """DBOS says nothing on the console; unexpected failures go to a file."""
    logging.getLogger("dbos").setLevel(logging.CRITICAL)
    settings.log_folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(settings.log_folder / "jobs.log", maxBytes=1_000_000, backupCount=3, delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _close_log()
    log.addHandler(handler)
    log.propagate = False


def _lock(path: Path) -> TextIOWrapper | None:
    """``path``, locked until it is closed or this process ends however it ends; None when another holds it."""
    file = path.open("w", encoding="ascii")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def _take_slot(home: Path) -> TextIOWrapper | None:
    """The first free slot; None when all are taken."""
    slots = (_lock(home / f"worker-{number}.lock") for number in range(SLOTS))
    return next((slot for slot in slots if slot is not None), None)


def _launch(url: str, identity: str) -> None:
    config: DBOSConfig = {
        "name": NAME,
        "system_database_url": url,
        "application_version": JOB_FORMAT,
        "executor_id": identity,
        "log_level": "CRITICAL",
        "enable_otlp": False,
        "notification_listener_polling_interval_sec": POLL_SECONDS,
    }
    DBOS(config=config)
    DBOS.launch()
    DBOS.register_queue(QUEUE, worker_concurrency=1, polling_interval_sec=POLL_SECONDS)


def _adopt_orphans(worker: Worker) -> None:
    """Bring back the jobs that our rows call unfinished and that nobody works on."""
    for job in queries.unfinished_jobs(worker.bench.store):
        held = worker.client.list_workflows(workflow_ids=[job.id], load_input=False, load_output=False)
        if not held:  # a crash between the two databases, or a restored backup
            _put_in_queue(worker, job.id)
        elif held[0].status == "PENDING":
            _take_from_the_dead(worker, job.id, held[0].executor_id or "")
        elif held[0].status not in ("ENQUEUED", "DELAYED"):
            queries.end_job(worker.bench.store, job.id, "failed", ["The run was interrupted. Start it again."])


def _take_from_the_dead(worker: Worker, job_id: str, identity: str) -> None:
    """Put a job back in the queue when the worker that had it is gone; its slot is held meanwhile."""
    slot = _lock(worker.bench.settings.home / f"{identity}.lock") if identity else None
    if slot is not None:
        worker.client.resume_workflow(job_id, queue_name=QUEUE)
        slot.close()


def _put_in_queue(worker: Worker, job_id: str) -> None:
    worker.client.enqueue(
        {"queue_name": QUEUE, "workflow_name": WORKFLOW, "workflow_id": job_id, "app_version": JOB_FORMAT}, job_id
    )


def _mine() -> Worker:
    if not _here:
        raise StoreFailed("The job queue is not started in this process.")
    return _here[0]


def enqueue_run(project_id: int, *, as_of: date, time_limit: float | None = None, seed: int = 1) -> str:
    """Ask for a run on the uploads and decisions of this moment; returns the job's id. Durable when it returns.

    ``time_limit`` is the scheduler's, in seconds; the project file's when None.
    """
    worker = _mine()
    job_id = uuid.uuid4().hex
    ask(worker.bench.store, job_id, project_id, as_of=as_of, time_limit=time_limit, seed=seed)
    with _queue_errors("asking for a run"):
        _put_in_queue(worker, job_id)
    return job_id


def job_state(job_id: str) -> JobInfo | None:
    """How far a job is, or None when there is no such job."""
    return queries.job_of(_mine().bench.store, job_id)


def cancel(job_id: str) -> None:
    """Stop a job: at once when it waits, soon when it runs; documents already written are kept."""
    queries.ask_cancel(_mine().bench.store, job_id)


def shutdown() -> bool:
    """Let go of the queue. A job that runs is left to be taken up again at the next start.

    Returns whether everything came to rest; when not, a thread of ours is still inside the solver.
    """
    if not _here:
        return True
    worker = _here[0]
    worker.bench.stopping.set()
    with worker.idle:
        at_rest = worker.idle.wait_for(lambda: worker.busy == 0, PATIENCE_SECONDS)
    _here.clear()
    if worker.slot is not None:
        DBOS.destroy()
        worker.slot.close()
    worker.client.destroy()
    worker.bench.store.close()
    _close_log()
    return at_rest


def _close_log() -> None:
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()


def work_forever(settings: Settings, run: PipelineRun | None = None) -> None:
    """Take jobs until the process is told to end (SIGTERM or Ctrl-C). Raises :class:`StoreFailed`."""
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    signal.signal(signal.SIGINT, lambda *_: ended.set())
    if not start(settings, run):
        shutdown()
        raise StoreFailed(f"All {SLOTS} workers of this machine are running already.")
    adopted = time.monotonic()
    while not ended.wait(POLL_SECONDS):
        if time.monotonic() - adopted >= ADOPT_SECONDS:
            adopted = time.monotonic()
            _adopt_orphans(_mine())
    leave_process(at_rest=shutdown())


def leave_process(*, at_rest: bool) -> None:
    """End without waiting for a thread inside the solver; what it was doing is done again at the next start."""
    if not at_rest:
        os._exit(0)


@DBOS.workflow(name=WORKFLOW)
def _run_job(job_id: str) -> None:
    """The durable job. A step that finished is not done again; one that was cut off is, from its start."""
    worker = _mine()
    with _counted(worker):
        if _begin(job_id):
            state, messages, exit_code = _perform(job_id)
            _close(job_id, state, messages, exit_code)


@contextmanager
def _counted(worker: Worker) -> Iterator[None]:
    with worker.idle:
        worker.busy += 1
    try:
        yield
    finally:
        with worker.idle:
            worker.busy -= 1
            worker.idle.notify_all()


@DBOS.step(name="begin")
def _begin(job_id: str) -> bool:
    return queries.begin_job(_mine().bench.store, job_id) is not None


@DBOS.step(name="perform")
def _perform(job_id: str) -> tuple[str, list[str], int | None]:
    closing = perform(_mine().bench, job_id)
    return closing.state, list(closing.messages), closing.exit_code


@DBOS.step(name="close")
def _close(job_id: str, state: str, messages: list[str], exit_code: int | None) -> None:
    bench = _mine().bench
    queries.end_job(bench.store, job_id, state, messages, exit_code)  # type: ignore[arg-type]  # came from a Closing
    clear(bench, job_id)

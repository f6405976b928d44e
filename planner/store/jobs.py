"""Job rows: asked for, worked on, over. The moves between states are single conditional updates, so that a worker
and a person pressing Cancel at the same moment cannot both win.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update
from sqlmodel import col, select

from planner.store.engine import Store
from planner.store.tables import Job
from planner.store.views import JobInfo, JobState


def add_job(store: Store, job_id: str, project_id: int, inputs: dict[str, Any]) -> JobInfo:
    """Write down that a run was asked for; durable when this returns."""
    with store.session("keeping a job") as session:
        row = Job(
            id=job_id,
            project_id=project_id,
            state="queued",
            stage="waiting for a free worker",
            inputs=inputs,
            messages=[],
            created_at=store.clock(),
        )
        session.add(row)
        return _info(row)


def job_of(store: Store, job_id: str) -> JobInfo | None:
    """The job, or None."""
    with store.session("reading a job") as session:
        row = session.get(Job, job_id)
        return _info(row) if row else None


def jobs_of(store: Store, project_id: int) -> tuple[JobInfo, ...]:
    """The jobs of a project, newest first."""
    with store.session("reading jobs") as session:
        found = session.exec(select(Job).where(Job.project_id == project_id).order_by(col(Job.created_at).desc()))
        return tuple(_info(row) for row in found)


def unfinished_jobs(store: Store) -> tuple[JobInfo, ...]:
    """Every job that is not over, oldest first."""
    with store.session("reading jobs") as session:
        found = session.exec(select(Job).where(col(Job.state).in_(["queued", "running"])).order_by(col(Job.created_at)))
        return tuple(_info(row) for row in found)


def begin_job(store: Store, job_id: str) -> JobInfo | None:
    """Take a job in hand (again, after a crash); None when it is over or was cancelled before it began."""
    now = store.clock()
    _change(store, job_id, ("queued",), state="running", stage="starting", started_at=now)
    job = job_of(store, job_id)
    return job if job and job.state == "running" else None


def note_stage(store: Store, job_id: str, stage: str) -> None:
    """Say how far a running job is."""
    _change(store, job_id, ("running",), stage=stage)


def end_job(store: Store, job_id: str, state: JobState, messages: Sequence[str], exit_code: int | None = None) -> None:
    """Close a job that is not over yet; a second closing changes nothing."""
    _change(
        store,
        job_id,
        ("queued", "running"),
        state=state,
        stage="",
        messages=list(messages),
        exit_code=exit_code,
        finished_at=store.clock(),
    )


def ask_cancel(store: Store, job_id: str) -> None:
    """Cancel a waiting job at once; ask a running one to stop and keep what it has."""
    now = store.clock()
    _change(store, job_id, ("running",), cancel_asked_at=now)
    cancelled = {"state": "cancelled", "stage": "", "messages": ["Cancelled before it began."], "finished_at": now}
    _change(store, job_id, ("queued",), cancel_asked_at=now, **cancelled)


def _change(store: Store, job_id: str, only_in: tuple[JobState, ...], **values: Any) -> None:
    with store.session("updating a job") as session:
        session.exec(update(Job).where(col(Job.id) == job_id, col(Job.state).in_(only_in)).values(**values))


def _info(row: Job) -> JobInfo:
    return JobInfo(
        id=row.id,
        project_id=row.project_id,
        state=row.state,  # type: ignore[arg-type]  # the column is checked
        stage=row.stage,
        exit_code=row.exit_code,
        inputs=dict(row.inputs),
        messages=tuple(row.messages),
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        cancel_asked=row.cancel_asked_at is not None,
    )

"""What the front ends ask of the store, and what they put in: projects, uploads, results, decisions and jobs.

Every function is one unit of work: what it put in is durable when it returns.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import load_only
from sqlmodel import col, select

from planner.core.errors import StoreFailed
from planner.store.attachments import attachment_content
from planner.store.decisions import (
    add_decision,
    decision_count,
    decision_log,
    decisions_in_force,
    has_decisions,
    log_entries,
    record_act,
    sign_act,
    withdraw_act,
)
from planner.store.engine import Store
from planner.store.jobs import (
    add_job,
    ask_cancel,
    begin_job,
    end_job,
    job_of,
    jobs_of,
    note_stage,
    unfinished_jobs,
)
from planner.store.sealing import accept_log, log_head, prove_log, verify_decisions
from planner.store.tables import Job, Project, Result, Upload
from planner.store.views import ProjectInfo, ResultInfo, UploadInfo, UploadKind, Versions

__all__ = [
    "Document",
    "accept_log",
    "add_decision",
    "add_job",
    "add_results",
    "add_upload",
    "ask_cancel",
    "attachment_content",
    "begin_job",
    "create_project",
    "decision_count",
    "decision_log",
    "decisions_in_force",
    "end_job",
    "get_project",
    "has_decisions",
    "job_of",
    "jobs_of",
    "latest_results",
    "list_projects",
    "log_entries",
    "log_head",
    "note_stage",
    "prove_log",
    "record_act",
    "result_content",
    "result_of",
    "results_of",
    "sign_act",
    "unfinished_jobs",
    "upload_content",
    "uploads_by_id",
    "uploads_in_force",
    "verify_decisions",
    "withdraw_act",
    "withdraw_upload",
]


def create_project(store: Store, name: str) -> ProjectInfo:
    """A new project, empty."""
    with store.session("making a project") as session:
        row = Project(name=name, created_at=store.clock())
        session.add(row)
        session.flush()
        return _project(row)


def list_projects(store: Store) -> tuple[ProjectInfo, ...]:
    """Every project, newest first."""
    with store.session("reading projects") as session:
        return tuple(_project(row) for row in session.exec(select(Project).order_by(col(Project.id).desc())))


def get_project(store: Store, project_id: int) -> ProjectInfo | None:
    """The project, or None."""
    with store.session("reading a project") as session:
        row = session.get(Project, project_id)
        return _project(row) if row else None


def _project(row: Project) -> ProjectInfo:
    return ProjectInfo(_key(row.id), row.name, row.created_at)


def _key(value: int | None) -> int:
    if value is None:
        raise StoreFailed("A row was read before it was kept.")
    return value


def add_upload(store: Store, project_id: int, kind: UploadKind, name: str, content: bytes) -> UploadInfo:
    """Keep a file. A file of the same kind and name takes the place of the earlier one, which stays on record."""
    with store.session("keeping an upload") as session:
        for earlier in session.exec(_in_force(project_id).where(Upload.kind == kind, _same_place(kind, name))):
            earlier.withdrawn_at = store.clock()
            session.add(earlier)
        row = Upload(
            project_id=project_id,
            kind=kind,
            name=name,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            content=content,
            created_at=store.clock(),
        )
        session.add(row)
        session.flush()
        return _upload(row)


def _same_place(kind: UploadKind, name: str) -> Any:
    """A project has one file of answers, one recipe and one choice of rules, and each inventory and pack once."""
    return col(Upload.name) == name if kind in ("inventory", "pack") else col(Upload.id).is_not(None)


def _without_bytes(table: type[Upload] | type[Result]) -> Any:
    columns = [column for column in table.__mapper__.column_attrs if column.key != "content"]  # type: ignore[union-attr]
    return load_only(*(getattr(table, column.key) for column in columns), raiseload=True)


def _in_force(project_id: int) -> Any:
    in_force = select(Upload).options(_without_bytes(Upload)).where(Upload.project_id == project_id)
    return in_force.where(col(Upload.withdrawn_at).is_(None)).order_by(col(Upload.id))


def uploads_in_force(store: Store, project_id: int) -> tuple[UploadInfo, ...]:
    """The files the next run will read, in the order they came."""
    with store.session("reading uploads") as session:
        return tuple(_upload(row) for row in session.exec(_in_force(project_id)))


def uploads_by_id(store: Store, upload_ids: list[int]) -> tuple[UploadInfo, ...]:
    """The files named, withdrawn ones too, in the order they came."""
    with store.session("reading uploads") as session:
        wanted = select(Upload).options(_without_bytes(Upload)).where(col(Upload.id).in_(upload_ids))
        return tuple(_upload(row) for row in session.exec(wanted.order_by(col(Upload.id))))


def withdraw_upload(store: Store, project_id: int, upload_id: int) -> None:
    """Leave a file out of later runs; it stays on record."""
    with store.session("withdrawing an upload") as session:
        for row in session.exec(_in_force(project_id).where(Upload.id == upload_id)):
            row.withdrawn_at = store.clock()
            session.add(row)


def upload_content(store: Store, upload_id: int) -> bytes:
    """The file's bytes. Raises :class:`StoreFailed` when they are not what was handed in."""
    with store.session("reading an upload") as session:
        row = session.get(Upload, upload_id)
        if row is None:
            raise StoreFailed(f"Upload {upload_id} is not in the database.")
        return _checked(row.content, row.sha256, row.name)


def _checked(content: bytes, sha256: str, name: str) -> bytes:
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StoreFailed(f"{name} was changed in the database after it was kept. Restore a backup.")
    return content


def _upload(row: Upload) -> UploadInfo:
    kind: Any = row.kind
    return UploadInfo(_key(row.id), row.project_id, kind, row.name, row.sha256, row.size, row.created_at)


@dataclass(frozen=True, slots=True)
class Document:
    """A file a job wrote: its name, its bytes, and the name of its format (``planner-review/1`` or ``file``)."""

    name: str
    content: bytes
    format: str


def add_results(store: Store, job_id: str, documents: Sequence[Document], made_by: Versions) -> None:
    """Keep the documents of a job, all together and once: when the job has some already (a rerun), those stay."""
    with store.session("keeping results") as session:
        job = session.get(Job, job_id)
        if job is None:
            raise StoreFailed(f"Job {job_id} is not in the database.")
        if session.exec(select(Result.id).where(Result.job_id == job_id).limit(1)).first() is None:
            session.add_all(_row(job, document, made_by, store.clock()) for document in documents)


def _row(job: Job, document: Document, made_by: Versions, now: datetime) -> Result:
    return Result(
        project_id=job.project_id,
        job_id=job.id,
        name=document.name,
        format=document.format,
        rules_version=made_by.rules,
        book_version=made_by.book,
        code_version=made_by.code,
        sha256=hashlib.sha256(document.content).hexdigest(),
        size=len(document.content),
        content=document.content,
        created_at=now,
    )


def results_of(store: Store, job_id: str) -> dict[str, ResultInfo]:
    """The documents of a job by name."""
    with store.session("reading results") as session:
        found = select(Result).options(_without_bytes(Result)).where(Result.job_id == job_id)
        return {row.name: _result(row) for row in session.exec(found.order_by(col(Result.name)))}


def result_of(store: Store, project_id: int, result_id: int) -> ResultInfo | None:
    """A document of any run of a project, or None when the project has no such document."""
    with store.session("reading a result") as session:
        found = select(Result).options(_without_bytes(Result)).where(Result.id == result_id)
        row = session.exec(found.where(Result.project_id == project_id)).first()
        return _result(row) if row else None


def latest_results(store: Store, project_id: int) -> dict[str, ResultInfo]:
    """The documents of the newest job that left any, by name; empty when none did."""
    with store.session("reading results") as session:
        newest = (
            select(Result.job_id)
            .join(Job, col(Job.id) == col(Result.job_id))
            .where(Result.project_id == project_id, col(Job.finished_at).is_not(None))
            .order_by(col(Job.created_at).desc(), col(Job.id))
        )
        job_id = session.exec(newest.limit(1)).first()
    return results_of(store, job_id) if job_id else {}


def result_content(store: Store, result_id: int) -> bytes:
    """The document's bytes. Raises :class:`StoreFailed` when they are not what the job wrote."""
    with store.session("reading a result") as session:
        row = session.get(Result, result_id)
        if row is None:
            raise StoreFailed(f"Result {result_id} is not in the database.")
        return _checked(row.content, row.sha256, row.name)


def _result(row: Result) -> ResultInfo:
    return ResultInfo(
        id=_key(row.id),
        job_id=row.job_id,
        name=row.name,
        format=row.format,
        rules_version=row.rules_version,
        book_version=row.book_version,
        code_version=row.code_version,
        sha256=row.sha256,
        size=row.size,
        created_at=row.created_at,
    )

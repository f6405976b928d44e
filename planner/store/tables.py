"""The tables. Enumerations are text with a check, so that both engines can go down a version and up again.

Nothing here is ever deleted by the program: an upload is withdrawn, a decision is followed by a newer one, a result
belongs to its job for good.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from planner.store.types import UtcDateTime

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def _moment(*, nullable: bool = False) -> Any:
    return Field(default=None, sa_column=Column(UtcDateTime(), nullable=nullable))


class Project(SQLModel, table=True):
    """One carrier's replacement effort."""

    id: int | None = Field(default=None, primary_key=True)
    name: str
    created_at: datetime = _moment()


UPLOAD_KINDS = "kind IN ('inventory', 'project', 'recipe', 'pack', 'rules')"


class Upload(SQLModel, table=True):
    """A file as it was handed in, byte for byte; ``kind`` says what it is to the pipeline."""

    __table_args__ = (CheckConstraint(UPLOAD_KINDS, name="kind"),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    kind: str
    name: str
    sha256: str
    size: int
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    created_at: datetime = _moment()
    withdrawn_at: datetime | None = _moment(nullable=True)


KINDS = "kind IN ('confirm', 'override', 'ask', 'split', 'withdraw', 'sign')"


class DecisionRow(SQLModel, table=True):
    """An entry of the decision log, in one chain over all projects: ``hash`` covers the row and ``previous_hash``.

    No two rows may follow the same row (``previous_hash`` is unique), so the chain cannot fork. ``number`` counts the
    chain from 1. ``spelling`` says which words the hash covers: 1 for rows older than acts, which have none of the
    words below it. Before a migration gave them a number, old rows had no ``act`` either: it is their number.
    """

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("previous_hash"),
        CheckConstraint("verdict IN ('covered', 'likely', 'unknown', 'not_covered')", name="verdict"),
        CheckConstraint(KINDS, name="kind"),
    )

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    fingerprint: str = Field(index=True)
    verdict: str
    reason: str
    by: str
    on: str
    created_at: datetime = _moment()
    previous_hash: str
    hash: str
    number: int
    spelling: int
    kind: str = "override"
    act: str = ""
    about: str = ""
    code: str = ""
    entity: str | None = None
    before_verdict: str | None = None
    before_entity: str | None = None
    pack: str = ""
    units: int | None = None
    needs_second: bool = False
    attachments: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class DecisionHead(SQLModel, table=True):
    """Where the decision log ends: how many rows it has and the hash of the newest. One row, changed with each entry,
    so that a log cut short is noticed.
    """

    __tablename__ = "decision_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: int | None = Field(default=1, primary_key=True)
    count: int
    hash: str


class AttachmentContent(SQLModel, table=True):
    """The bytes of a file that backs a decision, kept once however often it is attached."""

    __tablename__ = "decision_attachment"

    sha256: str = Field(primary_key=True)
    size: int
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    created_at: datetime = _moment()


class Job(SQLModel, table=True):
    """One run of the pipeline. ``inputs`` pins what it works on, so that a rerun after a crash is the same run."""

    __table_args__ = (CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'cancelled')", name="state"),)

    id: str = Field(primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    state: str
    stage: str = ""
    exit_code: int | None = None
    inputs: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    messages: list[str] = Field(sa_column=Column(JSON, nullable=False))
    created_at: datetime = _moment()
    started_at: datetime | None = _moment(nullable=True)
    finished_at: datetime | None = _moment(nullable=True)
    cancel_asked_at: datetime | None = _moment(nullable=True)


class Result(SQLModel, table=True):
    """One document or file of a job, with the versions that made it; a job has each name once."""

    __table_args__ = (UniqueConstraint("job_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    job_id: str = Field(foreign_key="job.id", index=True)
    name: str
    format: str
    rules_version: str
    book_version: str
    code_version: str
    sha256: str
    size: int
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    created_at: datetime = _moment()

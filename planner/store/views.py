"""What the rest of the program sees of a row: frozen, detached, without the bytes of a file."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

UploadKind = Literal["inventory", "project", "recipe", "pack", "rules"]
"""``pack`` is a rule pack of one's own, ``rules`` which packs judge the next run (:mod:`planner.core.chosen_packs`)."""

JobState = Literal["queued", "running", "done", "failed", "cancelled"]


@dataclass(frozen=True, slots=True)
class ProjectInfo:
    """One carrier's replacement effort."""

    id: int
    name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class UploadInfo:
    """A file as handed in; ``size`` in bytes, ``sha256`` in lower-case hex."""

    id: int
    project_id: int
    kind: UploadKind
    name: str
    sha256: str
    size: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class JobInfo:
    """A run and how far it is. ``messages`` are sentences for the person, most important first.

    ``exit_code`` is the pipeline's: 0 done, 3 rows or answers need a person, 4 no feasible plan as asked.
    """

    id: str
    project_id: int
    state: JobState
    stage: str
    exit_code: int | None
    inputs: dict[str, Any]
    messages: tuple[str, ...]
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    cancel_asked: bool

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "failed", "cancelled")


@dataclass(frozen=True, slots=True)
class ResultInfo:
    """One document or file of a job, with the versions of rules, price book and program that made it."""

    id: int
    job_id: str
    name: str
    format: str
    rules_version: str
    book_version: str
    code_version: str
    sha256: str
    size: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Versions:
    """What made a result."""

    rules: str
    book: str
    code: str

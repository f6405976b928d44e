"""What a job does: unpack its pinned uploads, run the pipeline on them, keep every document once.

Nothing here knows the queue. A job that is cut off is simply performed again: it works in a folder named after it,
which is emptied first, and its documents are kept all together or not at all.
"""

import json
import logging
import shutil
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Any, Protocol

from planner.core.chosen_packs import parse_choice, with_files
from planner.core.errors import Cancelled, PlannerError, StoreFailed
from planner.core.model import Progress
from planner.settings import Settings
from planner.store import Store, queries
from planner.store.queries import Document
from planner.store.recipes import saved_recipes
from planner.store.views import JobInfo, JobState, UploadInfo, UploadKind, Versions

POLL_SECONDS = 0.5
"""How often a running job says how far it is, and looks for a person who wants it stopped."""

TRIES = 3
"""How often a job that takes the whole process down with it is begun."""

KINDS: tuple[UploadKind, ...] = ("inventory", "project", "recipe", "pack", "rules")

MOST_RECIPES = 100
"""How many recipes of earlier uploads a run compares its files with."""

CUT_OFF_ADVICE = (
    "It may need more memory than this computer has: split the largest file, or run it on another computer."
)

log = logging.getLogger("planner.jobs")


class Outcome(Protocol):
    """How the pipeline ended, as in :class:`planner.pipeline.Outcome`."""

    @property
    def exit_code(self) -> int:
        """0 done, 3 rows or answers need a person, 4 no feasible plan as asked."""

    @property
    def files(self) -> Mapping[str, Path]:
        """The documents written, by name."""

    @property
    def messages(self) -> tuple[str, ...]:
        """Sentences for the person."""


PipelineRun = Callable[..., Outcome]
"""The verb, with the signature of :func:`planner.pipeline.run`."""


class Stopping(BaseException):
    """This process is told to end; the job is to be taken up again by the next one.

    Not an ``Exception``, so that nobody on the way takes it for a failed run.
    """


@dataclass(frozen=True, slots=True)
class Closing:
    """How a job is to be closed."""

    state: JobState
    messages: tuple[str, ...]
    exit_code: int | None = None


@dataclass(frozen=True, slots=True)
class Bench:
    """Where jobs are performed: the settings, the store, the verb, and the wish of this process to end."""

    settings: Settings
    store: Store
    run: PipelineRun
    stopping: threading.Event

    def folder(self, job_id: str) -> Path:
        """The scratch folder of a job."""
        return self.settings.work_folder / job_id


def ask(store: Store, job_id: str, project_id: int, *, as_of: date, time_limit: float | None, seed: int) -> None:
    """Write down that a run is wanted, pinning the uploads, the decisions, the newest review and the saved recipes of
    this moment.
    """
    earlier = queries.latest_results(store, project_id).get("review.json")
    uploads = queries.uploads_in_force(store, project_id)
    has_recipe = any(upload.kind == "recipe" for upload in uploads)
    inputs = {
        "uploads": [upload.id for upload in uploads],
        "against": earlier.id if earlier else None,
        "recipes": [] if has_recipe else _recipes_at_hand(store),
        "decisions": queries.decision_count(store, project_id),
        "as_of": as_of.isoformat(),
        "time_limit": time_limit,
        "seed": seed,
    }
    queries.add_job(store, job_id, project_id, inputs)


def _recipes_at_hand(store: Store) -> list[tuple[str, int, str]]:
    """What an upload may look like: origin, id, and what a person calls it; of one name the newest only."""
    named: dict[str, tuple[str, int, str]] = {}
    for saved in saved_recipes(store, MOST_RECIPES):
        what = "recipe kept" if saved.origin == "kept" else "read"
        name = f"an upload to {saved.project} ({what} {saved.created_at:%Y-%m-%d})"
        named.setdefault(name, (saved.origin, saved.id, name))
    return list(named.values())


def perform(bench: Bench, job_id: str) -> Closing:
    """Run the pipeline for a job and keep what it wrote; returns how to close the job.

    Raises :class:`Stopping`, with nothing kept, when this process is told to end meanwhile.
    """
    job = queries.job_of(bench.store, job_id)
    if job is None:
        raise StoreFailed(f"Job {job_id} is not in the database.")
    if _attempts(bench, job_id) >= TRIES:
        return Closing("failed", (f"The run was cut off {TRIES} times. {CUT_OFF_ADVICE}",), 1)
    out = bench.folder(job_id) / "out"
    shutil.rmtree(bench.folder(job_id), ignore_errors=True)
    out.mkdir(parents=True)
    _marks(bench, job_id).write_text("x" * (_attempts(bench, job_id) + 1))
    try:
        closing = _attempt(bench, job)
    except Stopping:
        clear(bench, job_id)
        raise
    keep_documents(bench.store, job_id, out)
    return closing


def _marks(bench: Bench, job_id: str) -> Path:
    """One mark for each time the job was begun and neither ended nor was put down on purpose."""
    return bench.folder(job_id).with_suffix(".begun")


def _attempts(bench: Bench, job_id: str) -> int:
    marks = _marks(bench, job_id)
    return len(marks.read_text()) if marks.exists() else 0


def clear(bench: Bench, job_id: str) -> None:
    """Throw the scratch folder away."""
    shutil.rmtree(bench.folder(job_id), ignore_errors=True)
    _marks(bench, job_id).unlink(missing_ok=True)


def _attempt(bench: Bench, job: JobInfo) -> Closing:
    try:
        outcome = bench.run(**_arguments(bench, job))
    except Cancelled:
        return Closing("cancelled", ("Stopped as you asked. What was written until then is kept.",))
    except PlannerError as error:
        return Closing("failed", (str(error),))
    except Exception:  # whatever broke, the person gets one sentence and the operator the details
        log.exception("job %s failed", job.id)
        words = f"The run failed unexpectedly; the details are in {bench.settings.log_folder / 'jobs.log'}."
        return Closing("failed", (words,), 1)
    asked = queries.job_of(bench.store, job.id)
    return Closing("cancelled" if asked and asked.cancel_asked else "done", tuple(outcome.messages), outcome.exit_code)


def _arguments(bench: Bench, job: JobInfo) -> dict[str, Any]:
    """What the pipeline is called with: the pinned uploads as files, and the decisions of that moment."""
    uploads = queries.uploads_by_id(bench.store, job.inputs["uploads"])
    paths = {upload.id: _unpack(bench, job.id, upload) for upload in uploads}
    of_kind = {kind: [paths[u.id] for u in uploads if u.kind == kind] for kind in KINDS}
    reporter = Reporter(bench, job.id)
    return {
        "inventories": of_kind["inventory"],
        "out": bench.folder(job.id) / "out",
        "as_of": date.fromisoformat(job.inputs["as_of"]),
        "project": next(iter(of_kind["project"]), None),
        "recipe": next(iter(of_kind["recipe"]), None),
        "against": _earlier_review(bench, job),
        "recipes": _saved_recipes(bench, job),
        "rules": _chosen_rules(of_kind),
        "decisions": queries.decisions_in_force(bench.store, job.project_id, job.inputs["decisions"]),
        "time_limit": job.inputs["time_limit"],
        "seed": job.inputs["seed"],
        "progress": reporter.note,
        "cancelled": reporter.stop_wanted,
    }


def _chosen_rules(of_kind: Mapping[UploadKind, Sequence[Path]]) -> tuple[str, ...]:
    """The rule packs chosen when the run was asked for; none leaves it to the project file.

    Raises :class:`InvalidDocument` for a choice that names a pack that was left out.
    """
    chosen = [parse_choice(path.read_text(encoding="utf-8"), path.name) for path in of_kind["rules"]]
    return with_files(chosen[0], {path.name: path for path in of_kind["pack"]}) if chosen else ()


def _earlier_review(bench: Bench, job: JobInfo) -> Path | None:
    """The review that was the newest when the run was asked for, as a file to compare with."""
    pinned = job.inputs.get("against")
    if pinned is None:
        return None
    return _written(bench.folder(job.id) / "against" / "review.json", queries.result_content(bench.store, pinned))


def _saved_recipes(bench: Bench, job: JobInfo) -> dict[str, Path]:
    """The recipes that were at hand when the run was asked for, as files by what a person calls them."""
    paths = {}
    for number, (origin, key, name) in enumerate(job.inputs.get("recipes", ())):
        content = queries.upload_content if origin == "kept" else queries.result_content
        paths[name] = _written(bench.folder(job.id) / "recipes" / f"{number}.json", content(bench.store, key))
    return paths


def _unpack(bench: Bench, job_id: str, upload: UploadInfo) -> Path:
    """The upload as a file; each kind in its own folder, for an inventory may be called like the project's file."""
    return _written(bench.folder(job_id) / upload.kind / upload.name, queries.upload_content(bench.store, upload.id))


def _written(path: Path, content: bytes) -> Path:
    """A pinned input as a file of the scratch folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


class Reporter:
    """Carries progress to the job's row, and a person's wish to stop from it, not more often than is useful."""

    def __init__(self, bench: Bench, job_id: str) -> None:
        self.bench, self.job_id = bench, job_id
        self.stage, self.wrote, self.looked, self.wanted = "", 0.0, 0.0, False

    def note(self, progress: Progress) -> None:
        """Write a new stage down at once, and its details twice a second at most."""
        if progress.stage == self.stage and time.monotonic() - self.wrote < POLL_SECONDS:
            return
        self.stage, self.wrote = progress.stage, time.monotonic()
        try:
            queries.note_stage(self.bench.store, self.job_id, in_words(progress))
        except StoreFailed as error:  # a heartbeat that cannot be written is no reason to lose the run
            log.warning("job %s: %s", self.job_id, error)

    def stop_wanted(self) -> bool:
        """Whether the person asks the job to stop. Raises :class:`Stopping` when this process is to end."""
        if self.bench.stopping.is_set():
            raise Stopping
        if not self.wanted and time.monotonic() - self.looked >= POLL_SECONDS:
            self.looked = time.monotonic()
            job = queries.job_of(self.bench.store, self.job_id)
            self.wanted = bool(job and job.cancel_asked)
        return self.wanted


def in_words(progress: Progress) -> str:
    """A heartbeat as a person reads it: ``solving, 12 of 30, best 5,548, the best possible at most 2.7% cheaper``."""
    parts = [progress.stage]
    if progress.done is not None:
        parts.append(f"{progress.done:,}" + (f" of {progress.total:,}" if progress.total is not None else ""))
    if progress.best is not None:
        parts.append(f"best {progress.best:,}")
    if progress.gap is not None:
        parts.append(f"the best possible at most {progress.gap:.1%} cheaper")
    if progress.note:
        parts.append(progress.note)
    if progress.seconds >= 1:
        parts.append(f"{progress.seconds:.0f} s")
    return ", ".join(parts)


def keep_documents(store: Store, job_id: str, out: Path) -> None:
    """Keep every file under ``out``, once and all together, with the versions that made it.

    A hidden file is a draft that was not finished.
    """
    read = {path: _document(path) for path in sorted(out.rglob("[!.]*")) if path.is_file()}
    whole = {path: document for path, document in read.items() if document is not None}
    documents = [
        Document(path.relative_to(out).as_posix(), path.read_bytes(), str(document.get("format", "file")))
        for path, document in whole.items()
    ]
    queries.add_results(store, job_id, documents, _versions(list(whole.values())))


def _document(path: Path) -> dict[str, Any] | None:
    """The JSON document in ``path``; empty for any other file, None for half a document (a run cut off)."""
    if path.suffix != ".json":
        return {}
    try:
        read = json.loads(path.read_bytes())
    except ValueError:
        return None
    return read if isinstance(read, dict) else {}


def _versions(documents: list[dict[str, Any]]) -> Versions:
    rules = next((_rules_named(found["rules"]) for found in documents if "rules" in found), "")
    book = next((f"{found['book']['id']} {found['book']['version']}" for found in documents if "book" in found), "")
    return Versions(rules, book, program_version())


def _rules_named(rules: Mapping[str, Any]) -> str:
    """``us-fcc-scrp 1.2.0 and ridge 2``: every pack that judged; documents from before say one."""
    return " and ".join(f"{pack['id']} {pack['version']}" for pack in rules.get("packs") or [rules])


def program_version() -> str:
    """The version of this program, as installed."""
    try:
        return metadata.version("rip-and-replace-planner")
    except metadata.PackageNotFoundError:
        return "source"

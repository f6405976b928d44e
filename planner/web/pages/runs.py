"""Starting a run and watching it. The page of a run that goes on renews itself, without JavaScript."""

from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from planner.store import queries
from planner.store.views import JobInfo
from planner.web.pages.projects import overview_page
from planner.web.rooms import InRoom, Room
from planner.web.security import CheckedForm

router = APIRouter()

TIME_LIMITS = {"": None, "10": 10.0, "60": 60.0, "300": 300.0}
"""Seconds the scheduler may search; the empty choice leaves it to the project file."""

RENEWED = "2"
"""Seconds after which the page of a run that goes on is fetched again, unless its reader wants it to stand still."""

JobId = Annotated[str, Path(pattern="^[0-9a-z-]{1,64}$")]

HEADINGS = {
    "queued": "Waiting to begin",
    "running": "Working",
    "done": "Done",
    "failed": "The run failed",
    "cancelled": "Stopped",
}
EXIT_WORDS = {
    3: "Everything readable was read; some rows or answers need a person.",
    4: "No plan keeps every rule as asked; the plan page lists the least changes that would make one possible.",
}


@router.post("/projects/{project_id}/runs")
def start(room: InRoom, form: CheckedForm) -> Response:
    """Ask for a run on the files as they are now."""
    uploads = queries.uploads_in_force(room.store, room.project.id)
    if not any(upload.kind == "inventory" for upload in uploads):
        return overview_page(room, (("inventories", "Upload at least one spreadsheet before you start a run."),), 422)
    choice = str(form.get("time_limit", ""))
    if choice not in TIME_LIMITS:
        return overview_page(room, (("time_limit", "Choose how long the scheduler may search."),), 422)
    today, limit = datetime.now(UTC).date(), TIME_LIMITS[choice]
    waiting = _same(room, [upload.id for upload in uploads], today, limit)
    if waiting:
        return room.go(f"/runs/{waiting.id}", "This run was asked for already; here it is.")
    return room.go(f"/runs/{room.house.runner.enqueue_run(room.project.id, as_of=today, time_limit=limit)}")


def _same(room: Room, uploads: list[int], as_of: date, time_limit: float | None) -> JobInfo | None:
    """A run that goes on already and would come to the same: a form sent twice asks for one run."""
    decisions = queries.decision_count(room.store, room.project.id)
    wanted = {"uploads": uploads, "decisions": decisions, "as_of": as_of.isoformat(), "time_limit": time_limit}
    jobs = (job for job in queries.jobs_of(room.store, room.project.id) if not (job.is_over or job.cancel_asked))
    return next((job for job in jobs if job.inputs | wanted == job.inputs), None)


def _job(room: Room, job_id: str) -> JobInfo:
    job = queries.job_of(room.store, job_id)
    if job is None or job.project_id != room.project.id:
        raise HTTPException(404)
    return job


@router.get("/projects/{project_id}/runs/{job_id}")
def watch(room: InRoom, job_id: JobId, still: bool = False) -> HTMLResponse:
    """How far the run is, or how it ended. ``still`` is for readers whom a page that renews itself disturbs."""
    job = _job(room, job_id)
    page = room.page(
        "run.html",
        job=job,
        heading=HEADINGS[job.state],
        still=still,
        ending=EXIT_WORDS.get(job.exit_code or 0, ""),
        files=queries.results_of(room.store, job_id),
        inputs=queries.uploads_by_id(room.store, job.inputs["uploads"]),
    )
    if not (job.is_over or still):
        page.headers["Refresh"] = RENEWED
    return page


@router.post("/projects/{project_id}/runs/{job_id}/cancel")
def cancel(room: InRoom, job_id: JobId, form: CheckedForm) -> RedirectResponse:  # noqa: ARG001 -- checks the token
    """Ask the run to stop and keep what it has."""
    job = _job(room, job_id)
    if job.is_over:
        return room.go(f"/runs/{job_id}", "The run was over already; nothing was changed.")
    room.house.runner.cancel(job.id)
    return room.go(f"/runs/{job_id}", "The run was asked to stop. What it has written is kept.")

"""Starting a run and watching it. The page of a run that goes on renews itself, without JavaScript."""

from datetime import UTC, datetime
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
    today = datetime.now(UTC).date()
    job_id = room.house.runner.enqueue_run(room.project.id, as_of=today, time_limit=TIME_LIMITS[choice])
    return room.go(f"/runs/{job_id}")


def _job(room: Room, job_id: str) -> JobInfo:
    job = queries.job_of(room.store, job_id)
    if job is None or job.project_id != room.project.id:
        raise HTTPException(404)
    return job


@router.get("/projects/{project_id}/runs/{job_id}")
def watch(room: InRoom, job_id: JobId) -> HTMLResponse:
    """How far the run is, or how it ended."""
    job = _job(room, job_id)
    return room.page(
        "run.html",
        job=job,
        heading=HEADINGS[job.state],
        ending=EXIT_WORDS.get(job.exit_code or 0, ""),
        files=queries.results_of(room.store, job_id),
        inputs=queries.uploads_by_id(room.store, job.inputs["uploads"]),
    )


@router.post("/projects/{project_id}/runs/{job_id}/cancel")
def cancel(room: InRoom, job_id: JobId, form: CheckedForm) -> RedirectResponse:  # noqa: ARG001 -- checks the token
    """Ask the run to stop and keep what it has."""
    room.house.runner.cancel(_job(room, job_id).id)
    return room.go(f"/runs/{job_id}", "The run was asked to stop. What it has written is kept.")

"""The list of projects, a new one, the sample, and a project's first page."""

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from planner.bundled import inventories_folder
from planner.core.errors import StoreFailed
from planner.store import queries
from planner.store.views import ProjectInfo
from planner.web.presenters.changes import without_row
from planner.web.rendering import render
from planner.web.rooms import FieldError, House, InRoom, Room, go, house_of
from planner.web.security import FILE_LIMIT, MEBIBYTE, CheckedForm, words

router = APIRouter()

NAME_LIMIT = 120
SAMPLE = "cedar-valley"
SAMPLE_NAME = "Cedar Valley (sample)"


@router.get("/")
def projects(request: Request) -> HTMLResponse:
    """Every project, a form for a new one, and the sample."""
    return _list(request)


def _list(request: Request, errors: tuple[FieldError, ...] = (), typed: str = "") -> HTMLResponse:
    found = queries.list_projects(house_of(request).store)
    return render(request, "projects.html", 422 if errors else 200, projects=found, errors=errors, typed=typed)


@router.post("/projects")
def create(request: Request, form: CheckedForm) -> Response:
    """A new project, or the form again with what is wrong."""
    name = " ".join(words(form, "name").split())
    if not name:
        return _list(request, (("name", "Enter a name for the project, such as the carrier's name."),))
    if len(name) > NAME_LIMIT:
        fault = f"The name has {len(name):,} characters; use at most {NAME_LIMIT}."
        return _list(request, (("name", fault),), name)
    project = queries.create_project(house_of(request).store, name)
    return go(request, f"/projects/{project.id}", f"Project “{name}” was made. Now add its spreadsheets.")


@router.post("/projects/sample")
def sample(request: Request, form: CheckedForm) -> RedirectResponse:  # noqa: ARG001 -- checks the token
    """A project with the sample inventory, and its run begun."""
    house = house_of(request)
    project = _sample_project(house)
    job_id = house.runner.enqueue_run(project.id, as_of=datetime.now(UTC).date())
    return go(request, f"/projects/{project.id}/runs/{job_id}")


def _sample_project(house: House) -> ProjectInfo:
    files = sorted(inventories_folder().glob(f"{SAMPLE}.*"))
    if not files:
        raise StoreFailed(f"The sample is missing from {inventories_folder()}; install the planner again.")
    project = queries.create_project(house.store, SAMPLE_NAME)
    for file in files:
        kind = "project" if file.suffix == ".toml" else "inventory"
        queries.add_upload(house.store, project.id, kind, file.name, file.read_bytes())  # type: ignore[arg-type]  # two of the kinds
    return project


@router.get("/projects/{project_id}")
def overview(room: InRoom) -> HTMLResponse:
    """The project's files, its runs, and what the newest results say."""
    return overview_page(room)


def overview_page(room: Room, errors: tuple[FieldError, ...] = (), status: int = 200) -> HTMLResponse:
    """The project's first page; ``errors`` are of the form that was just sent."""
    results = room.results()
    review = results.review or {"items": ()}
    decisions = queries.decisions_in_force(room.store, room.project.id)
    jobs = queries.jobs_of(room.store, room.project.id)
    return room.result_page(
        "project.html",
        results,
        status=status,
        uploads=queries.uploads_in_force(room.store, room.project.id),
        jobs=jobs,
        running=next((job for job in jobs if not job.is_over), None),
        messages=next((job.messages for job in jobs if job.id == results.job_id), ()),
        decisions=len(decisions),
        changes=(review.get("changes") or {}).get("counts"),
        lost=len(without_row(review, decisions)) if results.review else 0,
        errors=errors,
        limit=FILE_LIMIT // MEBIBYTE,
    )

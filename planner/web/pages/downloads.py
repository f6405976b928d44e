"""The files of the newest run, to be saved."""

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, Response

from planner.store import queries
from planner.web.pages.uploads import attachment
from planner.web.rooms import InRoom, RowId

router = APIRouter()

REPORT = "cost-report.xlsx"
WHAT = {
    REPORT: "The cost report: every figure with its source, recomputable in Excel",
    "review.json": "Every row read and every finding, for other programs",
    "estimate.json": "Every cost line, for other programs",
    "problem.json": "The scheduling problem, for other programs",
    "plan.json": "The plan, for other programs",
}


@router.get("/projects/{project_id}/downloads")
def downloads(room: InRoom) -> HTMLResponse:
    """What can be saved, the report first."""
    results = room.results()
    if not results.files:
        return room.result_page("nothing_yet.html", results, title="Downloads")
    files = sorted(results.files.values(), key=lambda one: (_rank(one.name), one.name))
    described = [(file, WHAT.get(file.name) or "Your workbook with notes in its cells") for file in files]
    return room.result_page("downloads.html", results, files=described)


def _rank(name: str) -> int:
    """The report, then the annotated workbooks, then what other programs read."""
    if name not in WHAT:
        return 1
    return 0 if name == REPORT else 2 + list(WHAT).index(name)


@router.get("/projects/{project_id}/downloads/{result_id}")
def download(room: InRoom, result_id: RowId) -> Response:
    """One file of any run of this project."""
    found = queries.result_of(room.store, room.project.id, result_id)
    if found is None:
        raise HTTPException(404)
    return attachment(found.name.rpartition("/")[2], queries.result_content(room.store, result_id))

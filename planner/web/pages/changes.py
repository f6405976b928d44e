"""What changed since the earlier review, row by row."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from planner.store import queries
from planner.web.presenters import changes as present
from planner.web.presenters.paging import page_of
from planner.web.rooms import InRoom

router = APIRouter()


@router.get("/projects/{project_id}/changes")
def changes(room: InRoom, request: Request) -> HTMLResponse:
    """Rows gone, changed and new, and decisions that found no row in this upload."""
    results = room.results()
    if results.review is None:
        return room.result_page("nothing_yet.html", results, title="Changes")
    decisions = queries.decisions_in_force(room.store, room.project.id)
    lost = present.without_row(results.review, decisions)
    return room.result_page(
        "changes.html",
        results,
        counts=(results.review.get("changes") or {}).get("counts"),
        page=page_of(present.rows(results.review), request.query_params.get("page"), {}),
        lost=lost,
        found=len(decisions) - len(lost),
    )

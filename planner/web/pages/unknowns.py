"""What nobody can tell yet, in dollars, and what would settle it."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from planner.core.unknown_words import ONE_SPEAKS_FOR_ALL
from planner.web.presenters import unknowns as present
from planner.web.presenters.paging import page_of
from planner.web.rooms import InRoom

router = APIRouter()


@router.get("/projects/{project_id}/unknowns")
def unknowns(room: InRoom, request: Request) -> HTMLResponse:
    """The questions, a hundred at a time, the one that settles most dollars first."""
    results = room.results()
    view = present.unknowns_view(results.estimate) if results.estimate else None
    if view is None:
        return room.result_page("nothing_yet.html", results, title="Unknowns")
    page = page_of(view.questions, request.query_params.get("page"), {})
    return room.result_page("unknowns.html", results, view=view, page=page, caveat=ONE_SPEAKS_FOR_ALL)

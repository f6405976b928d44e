"""What replacement costs: by layer, by site, line by line with the source of each figure."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from planner.web.presenters import costs as present
from planner.web.presenters.paging import page_of
from planner.web.rooms import InRoom

router = APIRouter()


@router.get("/projects/{project_id}/costs")
def costs(room: InRoom, request: Request) -> HTMLResponse:
    """The estimate; its lines a hundred at a time, by site and layer."""
    results = room.results()
    if results.estimate is None:
        return room.result_page("nothing_yet.html", results, title="Costs")
    view = present.costs_view(results.estimate)
    asked = request.query_params
    site = asked.get("site", "") if asked.get("site", "") in view.sites else ""
    layer = asked.get("layer", "") if asked.get("layer", "") in view.layers else ""
    lines = present.lines(results.estimate, site, layer)
    page = page_of(lines, asked.get("page"), {"site": site, "layer": layer})
    return room.result_page("costs.html", results, view=view, page=page, site=site, layer=layer)

"""The schedule: one sentence, a drawing, the same as a table, the money, and the ways out when nothing fits."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from planner.web import drawings
from planner.web.presenters import plan as present
from planner.web.presenters.paging import page_of
from planner.web.rooms import InRoom

router = APIRouter()


@router.get("/projects/{project_id}/plan")
def plan(room: InRoom, request: Request) -> HTMLResponse:
    """The plan, some sites at a time."""
    results = room.results()
    if results.plan is None or results.problem is None:
        return room.result_page("nothing_yet.html", results, title="Plan")
    view, page = present.plan_page(results.problem, results.plan)
    sites = page_of(present.drawn_sites(view), request.query_params.get("page"), {}, present.SITES_DRAWN)
    drawing = (
        drawings.gantt(present.gantt_view(view, sites.rows, present.site_names(results.problem))) if view.starts else ""
    )
    on_page = set(sites.rows)
    starts = [row for row in page.starts if row.key in on_page]
    return room.result_page(
        "plan.html",
        results,
        plan=page,
        sites=sites,
        starts=starts,
        drawing=Markup(drawing),  # noqa: S704 -- drawings.py escapes every text it is given
    )

"""What needs a person: each problem with its cell, what was typed, and what would be right."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from planner.core.messages import MESSAGES
from planner.web.presenters import issues as present
from planner.web.presenters.paging import page_of
from planner.web.rooms import InRoom

router = APIRouter()


@router.get("/projects/{project_id}/issues")
def issues(room: InRoom, request: Request) -> HTMLResponse:
    """The problems, a hundred at a time, and what became of every sheet."""
    results = room.results()
    if results.review is None:
        return room.result_page("nothing_yet.html", results, title="Issues")
    asked = request.query_params
    severity = asked.get("severity", "") if asked.get("severity", "") in present.SEVERITIES else ""
    rows = present.rows(results.review, severity)
    return room.result_page(
        "issues.html",
        results,
        page=page_of(rows, asked.get("page"), {"severity": severity}),
        counts=present.counts(results.review),
        groups=page_of(present.groups(results.review, severity), asked.get("groups"), {}),
        known=MESSAGES,
        severities=present.SEVERITIES,
        severity=severity,
        sheets=present.sheets(results.review),
    )

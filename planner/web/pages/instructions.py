"""Every kind of mistake that the planner can name, with what would be right."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from planner.core.messages import TOPICS
from planner.web.presenters.issues import SEVERITIES
from planner.web.rendering import render

router = APIRouter()


@router.get("/instructions")
def instructions(request: Request) -> HTMLResponse:
    """The table of messages, topic by topic."""
    return render(request, "instructions.html", topics=TOPICS, severities=SEVERITIES)

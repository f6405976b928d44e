"""What a page is handed: the request's project, the store and the queue behind it, and how to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Protocol

from fastapi import Depends, HTTPException, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from planner.store import Store, queries
from planner.store.views import ProjectInfo
from planner.web.documents import Documents, Results
from planner.web.rendering import render

FieldError = tuple[str, str]
"""The id of the field, and the sentence that says what happened and how to fix it."""

RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]


class Runner(Protocol):
    """Whoever does the runs: :mod:`planner.jobs`, or a stand-in that does them at once."""

    def enqueue_run(self, project_id: int, *, as_of: date, time_limit: float | None = None) -> str:
        """Ask for a run; returns the job's id."""

    def cancel(self, job_id: str) -> None:
        """Ask a run to stop."""


@dataclass(frozen=True, slots=True)
class House:
    """What all pages share."""

    store: Store
    runner: Runner
    documents: Documents


def house_of(request: Request) -> House:
    """The house of the application that answers ``request``."""
    house: House = request.app.state.house
    return house


@dataclass(frozen=True, slots=True)
class Room:
    """One project's rooms during one request."""

    request: Request
    house: House
    project: ProjectInfo

    @property
    def store(self) -> Store:
        """The database."""
        return self.house.store

    @property
    def home(self) -> str:
        """The address of the project."""
        return f"/projects/{self.project.id}"

    def results(self) -> Results:
        """The documents of the newest run that left any."""
        return self.house.documents.latest(self.store, self.project.id)

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page of this project."""
        return render(self.request, template, status, project=self.project, home=self.home, **values)

    def result_page(self, template: str, results: Results, **values: Any) -> HTMLResponse:
        """A page that shows results; it says so when they no longer reflect the files and decisions."""
        return self.page(template, results=results, stale=self.stale(results), **values)

    def stale(self, results: Results) -> Sequence[str]:
        """What changed since the results were made, in words; empty when nothing did."""
        job = queries.job_of(self.store, results.job_id) if results.job_id else None
        if job is None:
            return ()
        newer = queries.decision_count(self.store, self.project.id) - int(job.inputs["decisions"])
        files = [upload.id for upload in queries.uploads_in_force(self.store, self.project.id)]
        words = []
        if newer:
            words.append(f"{newer} newer decision{'s' if newer > 1 else ''}")
        if files != job.inputs["uploads"]:
            words.append("the files as they are now")
        return words

    def go(self, path: str = "", notice: str | None = None) -> RedirectResponse:
        """To another page of this project after a form was accepted, with a word about what happened."""
        return go(self.request, self.home + path, notice)


def go(request: Request, address: str, notice: str | None = None) -> RedirectResponse:
    """To another page of ours, by GET."""
    if notice:
        request.session["notice"] = notice
    return RedirectResponse(address, 303)


def room_of(request: Request, project_id: RowId) -> Room:
    """The room of the project in the address; 404 when there is none."""
    house = house_of(request)
    project = queries.get_project(house.store, project_id)
    if project is None:
        raise HTTPException(404)
    return Room(request, house, project)


InRoom = Annotated[Room, Depends(room_of)]

"""The web application, put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

from fastapi import FastAPI, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException as AnyHTTPException
from starlette.middleware.sessions import SessionMiddleware
from starlette.staticfiles import StaticFiles

from planner import jobs
from planner.core.errors import InvalidDocument, PlannerError
from planner.settings import Settings
from planner.store import Store, open_store
from planner.web.documents import Documents
from planner.web.pages import (
    acts,
    changes,
    columns,
    costs,
    downloads,
    findings,
    instructions,
    issues,
    packs,
    plan,
    projects,
    rulings,
    runs,
    site_names,
    unknowns,
    uploads,
    why,
)
from planner.web.rendering import make_environment, render
from planner.web.rooms import House, Runner
from planner.web.security import Guard
from planner.work import PipelineRun

STATIC = Path(__file__).resolve().parent / "static"
NO_ACCOUNTS = (
    "PLANNER_MODE is server, which needs user accounts, and this version has none. "
    "Use PLANNER_MODE=local: one person, on this computer only"
)
ROOMS = (
    projects, uploads, runs, rulings, findings, unknowns, costs, plan, issues, columns, site_names, changes, downloads,
    instructions, why, acts, packs,
)  # fmt: skip


class Engine(Runner, Protocol):
    """A runner that is started and stopped with the application."""

    def start(self, settings: Settings, store: Store) -> None:
        """Get ready."""

    def shutdown(self) -> bool:
        """Let go; returns whether everything came to rest."""


class Queue:
    """The durable queue as the pages see it; works jobs in this process when ``work`` is set."""

    def __init__(self, run: PipelineRun | None = None, *, work: bool = True) -> None:
        self._run, self._work = run, work
        self.enqueue_run, self.cancel, self.shutdown = jobs.enqueue_run, jobs.cancel, jobs.shutdown

    def start(self, settings: Settings, store: Store) -> None:  # noqa: ARG002 -- the queue opens its own connection
        """Connect, and take jobs when asked to."""
        jobs.start(settings, self._run, work=self._work)


def refuse_server_mode(settings: Settings) -> None:
    """Accounts do not exist yet, and a server without them would show every project to everyone."""
    if settings.mode == "server":
        raise InvalidDocument("settings", [NO_ACCOUNTS])


def create_app(settings: Settings, engine: Engine | None = None) -> FastAPI:
    """The application for ``settings``; ``engine`` does the runs (the durable queue by default).

    Raises :class:`InvalidDocument` in server mode. The database is opened when the application starts.
    """
    refuse_server_mode(settings)
    runner = engine or Queue()
    app = FastAPI(title="Rip-and-replace planner", openapi_url=None, lifespan=_lifespan(settings, runner))
    app.state.templates = make_environment()
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for room in ROOMS:
        app.include_router(room.router)
    app.add_exception_handler(AnyHTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _not_found)
    app.add_exception_handler(PlannerError, _our_error)
    app.add_middleware(SessionMiddleware, settings.secret.get_secret_value(), "planner_session", same_site="lax")
    app.add_middleware(Guard, local=settings.mode == "local")
    return app


def _lifespan(settings: Settings, runner: Engine) -> Any:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        store = await run_in_threadpool(open_store, settings)
        await run_in_threadpool(runner.start, settings, store)
        app.state.house = House(store, runner, Documents())
        try:
            yield
        finally:
            app.state.at_rest = await run_in_threadpool(runner.shutdown)
            store.close()

    return lifespan


SENTENCES = {
    403: ("The form was not accepted", "Nothing was changed. Go back, reload the page and send the form again."),
    404: ("Page not found", "The address leads nowhere. It may have been typed wrong, or what it showed is gone."),
    405: ("Page not found", "This address takes forms only. Start again from the list of projects."),
    413: ("The request is too big", "Nothing was kept. Send fewer or smaller files."),
}


async def _http_error(request: Request, error: Exception) -> HTMLResponse:
    status = error.status_code if isinstance(error, AnyHTTPException) else 500
    title, words = SENTENCES.get(status, ("The request was not understood", "Go back and try again."))
    detail = error.detail if isinstance(error, HTTPException) and status in (403, 413) else ""
    return render(request, "error.html", status, title=title, words=words, detail=detail)


async def _not_found(request: Request, _error: Exception) -> HTMLResponse:
    return await _http_error(request, AnyHTTPException(404))


async def _our_error(request: Request, error: Exception) -> HTMLResponse:
    return render(request, "error.html", 503, title="The planner cannot do this now", words=str(error), detail="")

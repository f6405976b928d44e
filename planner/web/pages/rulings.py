"""Ruling on every row that a filter shows, as one act."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from planner.store import queries
from planner.web.documents import Results
from planner.web.presenters import rulings as present
from planner.web.rendering import VERDICTS
from planner.web.rooms import FieldError, InRoom, Room
from planner.web.ruling_form import HouseRules, Sent, house_rules, judged, notice, offered, sent
from planner.web.security import CheckedForm, words

router = APIRouter()

UNFILTERED = "Choose which rows to rule on: filter the findings by verdict or words first."
NOTHING_LEFT = "No rows match the filter any more. Nothing was recorded."
CHANGED = (
    "The rows changed since this page was shown: {rows} match now, with other contents, verdicts or rulings than "
    "before. Nothing was recorded. Look at them below, then send the form again."
)


def filter_of(request: Request) -> present.Filter:
    """The filter in the address of a page."""
    asked = request.query_params
    verdict = asked.get("verdict", "")
    return present.Filter(
        verdict if verdict in VERDICTS else "", asked.get("text", "")[:200].strip(), asked.get("question", "")[:20]
    )


@router.get("/projects/{project_id}/findings/rule")
def rule_rows(room: InRoom, request: Request) -> Response:
    """What would be ruled, and the form to do it."""
    wanted, results = filter_of(request), room.results()
    if results.review is None:
        return room.result_page("nothing_yet.html", results, title="Rule on rows")
    if not wanted.fields:
        return room.go("/findings", UNFILTERED)
    cluster = _Cluster(room, results, wanted)
    return cluster.page() if cluster.items else _gone(room, wanted)


@router.post("/projects/{project_id}/findings/rule")
def record(room: InRoom, request: Request, form: CheckedForm) -> Response:
    """Record one act on all the rows that were shown, or none."""
    wanted, results = filter_of(request), room.results()
    if results.review is None or not wanted.fields:
        return room.go("/findings", UNFILTERED)
    cluster = _Cluster(room, results, wanted)
    return cluster.ruled(sent(form), words(form, "seen")) if cluster.items else _gone(room, wanted)


def _gone(room: Room, wanted: present.Filter) -> RedirectResponse:
    return room.go(f"/findings{wanted.query}", NOTHING_LEFT)


class _Cluster:
    """The rows that a filter shows now, and what stands there."""

    def __init__(self, room: Room, results: Results, wanted: present.Filter) -> None:
        review = results.review or {"items": []}
        self.room, self.results, self.wanted = room, results, wanted
        self.rules: HouseRules = house_rules(room, results)
        self.items = present.chosen(review, results.estimate, wanted)
        self.stand = present.standings(review, results.estimate, self.items)
        in_force = queries.decisions_in_force(room.store, room.project.id)
        self.view = present.rows_view(review, self.items, self.stand, in_force, self.rules.above)

    def page(self, errors: tuple[FieldError, ...] = (), form: Sent | None = None) -> HTMLResponse:
        """The page; ``errors`` are of the form that was just sent."""
        return self.room.result_page(
            "rule_rows.html",
            self.results,
            status=422 if errors else 200,
            wanted=self.wanted,
            view=self.view,
            is_fcc=bool((self.results.estimate or {}).get("book", {}).get("is_fcc")),
            errors=errors,
            **offered(self.room, self.rules, form.typed if form else None, form.names if form else ()),
        )

    def ruled(self, form: Sent, seen: str) -> Response:
        """Record the act, or show the page again with what is wrong."""
        decisions, errors = judged(form, self.stand, self.rules, self.room.store.clock().date().isoformat())
        rows = f"{self.view.rows:,} {'row' if self.view.rows == 1 else 'rows'}"
        if seen != self.view.seen:
            errors = (("rows", CHANGED.format(rows=rows)), *errors)
        if errors:
            return self.page(errors, form)
        act = queries.record_act(self.room.store, self.room.project.id, decisions, form.files)
        self.room.request.session["by"] = form.typed["by"]
        return self.room.go(f"/acts/{act}", notice(decisions, rows))

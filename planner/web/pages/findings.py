"""What was found, row by row, with the evidence; and where a person rules on it."""

from dataclasses import replace

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from planner.core.decisions import Standing, names_of
from planner.store import queries
from planner.web import ruling_form
from planner.web.documents import Results
from planner.web.pages.rulings import filter_of
from planner.web.presenters import findings as present
from planner.web.presenters import rulings, unknowns
from planner.web.presenters.acts import said_of
from planner.web.presenters.paging import page_of
from planner.web.rooms import FieldError, InRoom, Room, RowId
from planner.web.security import CheckedForm

router = APIRouter()


@router.get("/projects/{project_id}/findings")
def findings(room: InRoom, request: Request) -> HTMLResponse:
    """The findings, a hundred at a time, by verdict and by text."""
    results = room.results()
    if results.review is None:
        return room.result_page("nothing_yet.html", results, title="Findings")
    wanted = filter_of(request)
    is_asked = wanted.question and unknowns.items_of(results.estimate, wanted.question) is not None
    shown = wanted if is_asked else replace(wanted, question="")
    items = rulings.chosen(results.review, results.estimate if is_asked else None, shown)
    page = page_of(items, request.query_params.get("page"), shown.fields)
    return room.result_page(
        "findings.html",
        results,
        page=page,
        rows=[present.row_of(item) for item in page.rows],
        counts=present.counts(results.review),
        totals=len(results.review["items"]),
        wanted=shown,
    )


@router.get("/projects/{project_id}/findings/{item_id}")
def finding(room: InRoom, item_id: RowId) -> HTMLResponse:
    """One finding with all its evidence, and the form to rule on it."""
    return _item_page(room, item_id)


def _item_page(
    room: Room, item_id: int, errors: tuple[FieldError, ...] = (), form: ruling_form.Sent | None = None
) -> HTMLResponse:
    results = room.results()
    item, stand = _standing(results, item_id)
    rules = ruling_form.house_rules(room, results)
    is_ruled = queries.has_decisions(room.store, room.project.id, names_of(item.fingerprint))
    log = queries.decision_log(room.store, room.project.id) if is_ruled else ()
    return room.result_page(
        "finding.html",
        results,
        status=422 if errors else 200,
        item=item,
        said=said_of(log, item.fingerprint),
        stand=stand,
        waits=rulings.waits([stand], rules.above),
        errors=errors,
        **ruling_form.offered(room, rules, form.typed if form else None, form.names if form else ()),
    )


def _standing(results: Results, item_id: int) -> tuple[present.ItemView, Standing]:
    """The row and what stands there; 404 when there is none."""
    review = results.review or {"items": []}
    item = present.item_view(review, item_id)
    if item is None:
        raise HTTPException(404)
    raw = [one for one in review["items"] if one["id"] == item_id]
    (stand,) = rulings.standings(review, results.estimate, raw)
    return item, stand


@router.post("/projects/{project_id}/findings/{item_id}/decision")
def decide(room: InRoom, item_id: RowId, form: CheckedForm) -> Response:
    """Record a ruling; later runs count on it."""
    results = room.results()
    item, stand = _standing(results, item_id)
    given, rules = ruling_form.sent(form), ruling_form.house_rules(room, results)
    decisions, errors = ruling_form.judged(given, [stand], rules, room.store.clock().date().isoformat())
    if form.get("fingerprint") != item.fingerprint:
        errors = (("rows", "A newer run has replaced this row. Check that it is still the one you meant."), *errors)
    if errors:
        return _item_page(room, item_id, errors, given)
    queries.record_act(room.store, room.project.id, decisions, given.files)
    room.request.session["by"] = given.typed["by"]
    rows = f"all {item.same} rows with the same content" if item.same > 1 else "this row"
    return room.go(f"/findings/{item_id}", ruling_form.notice(decisions, rows))

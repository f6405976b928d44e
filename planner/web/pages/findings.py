"""What was found, row by row, with the evidence; and where a person rules on it."""

from datetime import UTC, datetime

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData

from planner.core.model import Decision
from planner.store import queries
from planner.web.presenters import findings as present
from planner.web.presenters.paging import page_of
from planner.web.rendering import VERDICTS
from planner.web.rooms import FieldError, InRoom, Room, RowId
from planner.web.security import CheckedForm, words

router = APIRouter()

REASON_LIMIT, NAME_LIMIT = 1000, 100


@router.get("/projects/{project_id}/findings")
def findings(room: InRoom, request: Request) -> HTMLResponse:
    """The findings, a hundred at a time, by verdict and by text."""
    results = room.results()
    asked = request.query_params
    verdict = asked.get("verdict", "") if asked.get("verdict", "") in VERDICTS else ""
    text = asked.get("text", "")[:200]
    if results.review is None:
        return room.result_page("nothing_yet.html", results, title="Findings")
    rows = present.rows(results.review, verdict, text)
    return room.result_page(
        "findings.html",
        results,
        page=page_of(rows, asked.get("page"), {"verdict": verdict, "text": text}),
        counts=present.counts(results.review),
        totals=len(results.review["items"]),
        verdict=verdict,
        text=text,
    )


@router.get("/projects/{project_id}/findings/{item_id}")
def finding(room: InRoom, item_id: RowId) -> HTMLResponse:
    """One finding with all its evidence, and the form to rule on it."""
    return _item_page(room, item_id)


def _item_page(
    room: Room, item_id: int, errors: tuple[FieldError, ...] = (), typed: dict[str, str] | None = None
) -> HTMLResponse:
    results = room.results()
    item = present.item_view(results.review, item_id) if results.review else None
    if item is None:
        raise HTTPException(404)
    log = queries.decision_log(room.store, room.project.id)
    return room.result_page(
        "finding.html",
        results,
        status=422 if errors else 200,
        item=item,
        history=[decision for decision in log if decision.fingerprint == item.fingerprint],
        errors=errors,
        typed=typed or {"by": str(room.request.session.get("by", "")), "verdict": "", "reason": ""},
    )


@router.post("/projects/{project_id}/findings/{item_id}/decision")
def decide(room: InRoom, item_id: RowId, form: CheckedForm) -> Response:
    """Record a ruling; later runs count on it."""
    results = room.results()
    item = present.item_view(results.review, item_id) if results.review else None
    typed = {name: words(form, name) for name in ("verdict", "reason", "by")}
    if item is None:
        raise HTTPException(404)
    errors = _decision_errors(typed, form, item)
    if errors:
        return _item_page(room, item_id, tuple(errors), typed)
    today = datetime.now(UTC).date().isoformat()
    ruling = Decision(item.fingerprint, typed["verdict"], typed["reason"], typed["by"], today)  # type: ignore[arg-type]  # checked
    queries.add_decision(room.store, room.project.id, ruling)
    room.request.session["by"] = typed["by"]
    rows = f"all {item.same} rows with the same content" if item.same > 1 else "this row"
    notice = f"Decision recorded for {rows}: {VERDICTS[typed['verdict']]}. The next run will count on it."
    return room.go(f"/findings/{item_id}", notice)


def _decision_errors(typed: dict[str, str], form: FormData, item: present.ItemView) -> list[FieldError]:
    errors = []
    if typed["verdict"] not in VERDICTS:
        errors.append(("verdict", "Choose what this gear is."))
    if not typed["reason"]:
        errors.append(("reason", "Enter the reason, such as what the label on the unit says."))
    if len(typed["reason"]) > REASON_LIMIT:
        errors.append(("reason", f"The reason has {len(typed['reason']):,} characters; use at most {REASON_LIMIT:,}."))
    if not typed["by"] or len(typed["by"]) > NAME_LIMIT:
        errors.append(("by", f"Enter your name, in at most {NAME_LIMIT} characters."))
    if form.get("fingerprint") != item.fingerprint:
        errors.append(("verdict", "A newer run has replaced this row. Check that it is still the one you meant."))
    return errors

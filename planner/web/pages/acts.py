"""The log of decisions: every act, what may be done about it, the files behind it, and the proof that it is whole."""

from dataclasses import replace
from pathlib import Path as FilePath
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.responses import HTMLResponse, Response

from planner import pipeline
from planner.core.decisions import sign_fault, withdraw_fault
from planner.core.decisions.ruling import LONGEST_NAME, LONGEST_REASON
from planner.core.decisions.sheet import log_report
from planner.store import queries
from planner.web.pages.uploads import attachment
from planner.web.presenters import acts as present
from planner.web.presenters.paging import Page, page_of
from planner.web.rooms import FieldError, InRoom, Room
from planner.web.security import CheckedForm, words

router = APIRouter()

PROVED_UNASKED = 2_000
"""Entries of the log, over all projects, up to which a page proves it unasked: that takes well under a second."""

LOG_FILE = "decision-log.xlsx"
ActId = Annotated[str, Path(pattern=r"^[0-9]{1,12}$")]
Sha256 = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]


@router.get("/projects/{project_id}/acts")
def acts(room: InRoom, request: Request) -> HTMLResponse:
    """Every act, a hundred at a time, the newest first; and whether the log is whole."""
    found = present.acts(queries.decision_log(room.store, room.project.id))
    head = queries.log_head(room.store)
    proved = head.count <= PROVED_UNASKED or request.query_params.get("prove") == "1"
    proof = queries.prove_log(room.store) if proved else None
    return room.result_page(
        "acts.html",
        room.results(),
        page=page_of(found, request.query_params.get("page"), {}),
        waiting=sum(act.may_be_signed for act in found),
        head=head,
        proved=proved,
        faults=proof.faults if proof else (),
        notes=proof.notes if proof else (),
    )


@router.get("/projects/{project_id}/acts/{act_id}")
def act(room: InRoom, act_id: ActId) -> HTMLResponse:
    """One act with its rows, and the forms to sign it and to withdraw it."""
    return _act_page(room, act_id)


def _act_page(
    room: Room, act_id: str, errors: tuple[FieldError, ...] = (), typed: dict[str, str] | None = None
) -> HTMLResponse:
    log = queries.decision_log(room.store, room.project.id)
    found = next((one for one in present.acts(log) if one.id == act_id), None)
    if found is None:
        raise HTTPException(404)
    results = room.results()
    said = [decision for decision in log if decision.act == act_id]
    page: Page[Any] = page_of(said, room.request.query_params.get("page"), {})
    by = str(room.request.session.get("by", ""))
    return room.result_page(
        "act.html",
        results,
        status=422 if errors else 200,
        act=found,
        page=replace(page, rows=present.act_rows(results.review, page.rows)),
        errors=errors,
        typed={"sign_by": "", "withdraw_by": by, "withdraw_reason": ""} | (typed or {}),
    )


@router.post("/projects/{project_id}/acts/{act_id}/withdraw")
def withdraw(room: InRoom, act_id: ActId, form: CheckedForm) -> Response:
    """Take an act back; what stood before it stands again."""
    typed = {name: words(form, name) for name in ("withdraw_reason", "withdraw_by")}
    errors = _withdraw_errors(room, act_id, typed)
    if errors:
        return _act_page(room, act_id, tuple(errors), typed)
    by, today = typed["withdraw_by"], _today(room)
    new = queries.withdraw_act(room.store, room.project.id, act_id, by=by, on=today, reason=typed["withdraw_reason"])
    room.request.session["by"] = by
    return room.go(f"/acts/{new}", f"Act {act_id} is withdrawn. It stays on record, and the next run goes without it.")


def _withdraw_errors(room: Room, act_id: str, typed: dict[str, str]) -> list[FieldError]:
    errors = []
    if fault := withdraw_fault(queries.decision_log(room.store, room.project.id), act_id):
        errors.append(("withdraw_reason", fault))
    if not typed["withdraw_reason"]:
        errors.append(("withdraw_reason", "Enter the reason why it is withdrawn."))
    if (size := len(typed["withdraw_reason"])) > LONGEST_REASON:
        errors.append(("withdraw_reason", f"The reason has {size:,} characters; use at most {LONGEST_REASON:,}."))
    if not typed["withdraw_by"] or len(typed["withdraw_by"]) > LONGEST_NAME:
        errors.append(("withdraw_by", f"Enter your name, in at most {LONGEST_NAME} characters."))
    return errors


@router.post("/projects/{project_id}/acts/{act_id}/sign")
def sign(room: InRoom, act_id: ActId, form: CheckedForm) -> Response:
    """The second person's signature; the act is in force with it."""
    by = words(form, "sign_by")
    fault = sign_fault(queries.decision_log(room.store, room.project.id), act_id, by)
    if len(by) > LONGEST_NAME:
        fault = f"Enter your name, in at most {LONGEST_NAME} characters."
    if fault:
        return _act_page(room, act_id, (("sign_by", fault),), {"sign_by": by})
    queries.sign_act(room.store, room.project.id, act_id, by=by, on=_today(room))
    return room.go(f"/acts/{act_id}", f"Signed by {by}. The act is in force, and the next run will count on it.")


def _today(room: Room) -> str:
    return room.store.clock().date().isoformat()


@router.get("/projects/{project_id}/attachments/{sha256}")
def attached(room: InRoom, sha256: Sha256) -> Response:
    """A file behind a decision, as it was handed in: to be saved, never shown."""
    content = queries.attachment_content(room.store, room.project.id, sha256)
    if content is None:
        raise HTTPException(404)
    log = queries.decision_log(room.store, room.project.id)
    name = next(file.name for decision in log for file in decision.attachments if file.sha256 == sha256)
    return attachment(name, content)


@router.get(f"/projects/{{project_id}}/{LOG_FILE}")
def log_file(room: InRoom) -> Response:
    """The log of this project as a workbook: who, when, before, after, why, on what evidence, and the hashes."""
    entries, head = queries.log_entries(room.store, room.project.id), queries.log_head(room.store)
    places = present.places(room.results().review)
    today = room.store.clock().date()
    report = log_report(entries, head, name=room.project.name, as_of=today, places=places)
    with TemporaryDirectory(prefix="planner-log-") as folder:
        path = FilePath(folder) / LOG_FILE
        pipeline.write_log(report, path)
        return attachment(LOG_FILE, path.read_bytes())

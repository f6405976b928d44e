"""Handing files in: each is kept before the page says so, and each refusal says which file, why, and what helps."""

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from planner.core.errors import InvalidDocument
from planner.core.project import parse_project
from planner.store import queries
from planner.store.views import UploadInfo, UploadKind
from planner.web.pages.projects import overview_page
from planner.web.rooms import FieldError, InRoom, Room, RowId
from planner.web.security import FILE_LIMIT, MEBIBYTE, UPLOAD_LIMIT, CheckedForm, sent_form

router = APIRouter()

SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt")
OTHER_KINDS = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"MZ": "a program",
    b"\x7fELF": "a program",
}
"""First bytes of what people hand in by mistake; everything else the reader of spreadsheets judges."""

NAME_LIMIT, NAMED = 120, 3
UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that no file name needs: controls, what file systems forbid, and marks that reorder text."""

Accepted = tuple[UploadKind, str, bytes]


def safe_name(given: str) -> str:
    """A file's own name out of whatever a browser sent: no folders, no controls, at most 120 characters."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    name = UNSAFE.sub("_", base).strip().lstrip(".")
    if len(name) <= NAME_LIMIT:
        return name
    ending = PurePosixPath(name).suffix[:10]
    return name[: NAME_LIMIT - len(ending)] + ending


@router.post("/projects/{project_id}/uploads")
async def add(room: InRoom, request: Request) -> Response:
    """Keep the files that are good; the page comes back with every one that is not."""
    try:
        async with sent_form(request) as form:
            return await run_in_threadpool(_keep, room, form)
    except HTTPException as error:
        if error.status_code != 413:
            raise
        words = f"The files are too big together: at most {UPLOAD_LIMIT // MEBIBYTE} MB at once. Send fewer at a time."
        return await run_in_threadpool(overview_page, room, (("inventories", words),), 413)


def _keep(room: Room, form: FormData) -> Response:
    errors: list[FieldError] = []
    accepted = [*_inventories(form, errors), *_answers(form, errors)]
    for kind, name, content in accepted:
        queries.add_upload(room.store, room.project.id, kind, name, content)
    if not accepted and not errors:
        errors.append(("inventories", "Choose at least one spreadsheet to upload."))
    if errors:
        return overview_page(room, tuple(errors), 422)
    return room.go(notice=f"Kept: {_named(accepted)}. Nothing has been read yet; start a run when all files are here.")


def _named(accepted: list[Accepted]) -> str:
    """The files in few words: the notice travels in a cookie, and browsers drop one of more than 4 KB."""
    if len(accepted) > NAMED:
        return f"{len(accepted)} files"
    return ", ".join(name if len(name) <= 40 else f"{name[:39]}…" for _, name, _ in accepted)


def _files(form: FormData, field: str) -> list[UploadFile]:
    """The chosen files; a browser sends one without a name when none was chosen."""
    return [file for file in form.getlist(field) if isinstance(file, UploadFile) and file.filename]


def _inventories(form: FormData, errors: list[FieldError]) -> list[Accepted]:
    accepted: list[Accepted] = []
    for file in _files(form, "inventories"):
        name = safe_name(file.filename or "")
        fault = _fault(file, name, SPREADSHEETS, "a spreadsheet")
        if fault:
            errors.append(("inventories", fault))
        else:
            accepted.append(("inventory", name, file.file.read()))
    return accepted


def _answers(form: FormData, errors: list[FieldError]) -> list[Accepted]:
    """The project file, checked now so that its faults are shown beside the form."""
    accepted: list[Accepted] = []
    for file in _files(form, "project_file")[:1]:
        name = safe_name(file.filename or "")
        fault = _fault(file, name, (".toml",), "a project file")
        content = b"" if fault else file.file.read()
        faults = [fault] if fault else _project_faults(name, content)
        errors.extend(("project_file", words) for words in faults)
        if not faults:
            accepted.append(("project", name, content))
    return accepted


def _project_faults(name: str, content: bytes) -> list[str]:
    try:
        parse_project(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError:
        return [f"{name} is not plain text in UTF-8. Save it as UTF-8."]
    except InvalidDocument as error:
        return [f"{name}: {fault}" for fault in error.faults]
    return []


def _fault(file: UploadFile, name: str, endings: tuple[str, ...], wanted: str) -> str:
    """Why a file is not taken, or nothing."""
    if not name:
        return "A file has no name. Rename it and choose it again."
    size = file.size or 0
    if size == 0:
        return f"{name} is empty. Check that it was saved, and choose it again."
    if size > FILE_LIMIT:
        return f"{name} is {size // MEBIBYTE:,} MB; a file may have at most {FILE_LIMIT // MEBIBYTE} MB. Split it."
    if not name.casefold().endswith(endings):
        return f"{name} is not {wanted}. Choose a file that ends in {', '.join(endings)}."
    start = file.file.read(4)
    file.file.seek(0)
    other = next((words for opening, words in OTHER_KINDS.items() if start.startswith(opening)), "")
    return f"{name} is {other}, whatever its name says. Save the table as a spreadsheet." if other else ""


@router.post("/projects/{project_id}/uploads/{upload_id}/withdraw")
def withdraw(room: InRoom, upload_id: RowId, form: CheckedForm) -> RedirectResponse:  # noqa: ARG001 -- checks the token
    """Leave a file out of later runs."""
    _upload(room, upload_id)
    queries.withdraw_upload(room.store, room.project.id, upload_id)
    return room.go(notice="The file is left out of later runs. It stays on record.")


@router.get("/projects/{project_id}/uploads/{upload_id}")
def original(room: InRoom, upload_id: RowId) -> Response:
    """The file as it was handed in."""
    return attachment(_upload(room, upload_id).name, queries.upload_content(room.store, upload_id))


def _upload(room: Room, upload_id: int) -> UploadInfo:
    found = next((one for one in queries.uploads_by_id(room.store, [upload_id])), None)
    if found is None or found.project_id != room.project.id:
        raise HTTPException(404)
    return found


def attachment(name: str, content: bytes) -> Response:
    """Bytes to be saved, never shown: a stranger's file must not run on our pages."""
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", name)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, headers={"Content-Disposition": disposition}, media_type="application/octet-stream")

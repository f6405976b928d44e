"""The rules: which packs there are, which judged the newest results, one's own, and a switch for the next run."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData, UploadFile

from planner import packing
from planner.core.chosen_packs import CHOICE_FILE, PACK_FILES, choice_text, parse_choice, with_files
from planner.core.errors import InvalidDocument
from planner.core.project import parse_project
from planner.store import queries
from planner.store.views import UploadInfo
from planner.web.pages.uploads import safe_name
from planner.web.presenters import packs as present
from planner.web.rooms import FieldError, InRoom, Room, RowId
from planner.web.security import CheckedForm, sent_form

router = APIRouter()

MOST_OWN = 20
MOST_BYTES = {".toml": 256 * 1024, ".zip": 900 * 1024}
"""Largest pack of one's own by its ending. A request with one stays below the limit of an ordinary form."""

SHOWN_FAULTS = 20


@router.get("/projects/{project_id}/rules")
def rules(room: InRoom) -> HTMLResponse:
    """Every pack known, and the forms to add one and to switch."""
    return _page(room)


def _page(room: Room, errors: Sequence[FieldError] = (), status: int = 422) -> HTMLResponse:
    results, uploads = room.results(), queries.uploads_in_force(room.store, room.project.id)
    chosen, used = _chosen(room, uploads), present.used_packs(results.review)
    own = [_own_view(room, upload, chosen, used) for upload in uploads if upload.kind == "pack"]
    shipped = [present.shipped_view(pack, chosen or _in_force(), used) for pack in packing.shipped_packs()]
    known = {pack.value for pack in (*shipped, *own)} | {pack for pack in chosen if "@" in pack}
    return room.result_page(
        "packs.html",
        results,
        status=status if errors else 200,
        packs=(*shipped, *own),
        chosen=chosen,
        gone=[pack for pack in chosen if pack not in known],
        of_project=_of_project(room, uploads),
        used=used,
        errors=tuple(errors),
        limit=MOST_BYTES[".toml"] // 1024,
    )


def _in_force() -> tuple[str, ...]:
    return tuple(pack["id"] for pack in packing.shipped_packs() if pack["in_force"])


def _chosen(room: Room, uploads: Sequence[UploadInfo]) -> tuple[str, ...]:
    """The packs chosen for the next run; empty where the project file or the planner decides."""
    choice = next((upload for upload in uploads if upload.kind == "rules"), None)
    if choice is None:
        return ()
    try:
        return parse_choice(queries.upload_content(room.store, choice.id).decode("utf-8"), choice.name)
    except (InvalidDocument, UnicodeDecodeError):
        return ()  # the run names its faults


def _of_project(room: Room, uploads: Sequence[UploadInfo]) -> tuple[str, ...]:
    """The packs that the project file names."""
    told = next((upload for upload in uploads if upload.kind == "project"), None)
    try:
        text = queries.upload_content(room.store, told.id).decode("utf-8-sig") if told else ""
        return parse_project(text, CHOICE_FILE).packs
    except (InvalidDocument, UnicodeDecodeError):
        return ()


def _own_view(
    room: Room, upload: UploadInfo, chosen: Sequence[str], used: Sequence[dict[str, Any]]
) -> present.PackView:
    found = _described(upload.name, queries.upload_content(room.store, upload.id))
    if isinstance(found, str):
        return present.faulty_view(upload, found, chosen)
    return present.own_view(found, upload, chosen, used)


@lru_cache(maxsize=2 * MOST_OWN)
def _described(name: str, content: bytes) -> dict[str, Any] | str:
    """What a pack holds, or the sentence that says what is wrong with it."""
    with _on_disk({name: content}) as paths:
        try:
            return packing.described_pack(paths[name])
        except InvalidDocument as error:
            return str(error)


@contextmanager
def _on_disk(files: dict[str, bytes]) -> Iterator[dict[str, Path]]:
    """The files in a folder of their own, by name; gone when the block ends."""
    with TemporaryDirectory(prefix="planner-rules-") as folder:
        paths = {name: Path(folder) / name for name in files}
        for name, path in paths.items():
            path.write_bytes(files[name])
        yield paths


@router.post("/projects/{project_id}/rules")
def choose(room: InRoom, form: CheckedForm) -> Response:
    """Switch the packs of the next run, or leave it to the project file and the planner again."""
    uploads = queries.uploads_in_force(room.store, room.project.id)
    before = next((upload for upload in uploads if upload.kind == "rules"), None)
    if form.get("choice") == "none":
        if before:
            queries.withdraw_upload(room.store, room.project.id, before.id)
        return room.go("/rules", "No rules are chosen here: the project file decides, else the pack in force.")
    own = {upload.name: upload for upload in uploads if upload.kind == "pack"}
    wanted = _wanted(form, own)
    if not wanted:
        return _page(room, [("base", "Choose one of the full packs that are listed.")])
    faults = _faults_together(room, wanted, [own[name] for name in wanted if name in own])
    if faults:
        return _page(room, [("base", fault) for fault in faults])
    if wanted != _chosen(room, uploads):
        queries.add_upload(room.store, room.project.id, "rules", CHOICE_FILE, choice_text(wanted).encode())
    return room.go("/rules", "Chosen. The rules count from the next run on; results so far keep theirs.")


def _wanted(form: FormData, own: dict[str, UploadInfo]) -> tuple[str, ...]:
    """The full pack and the packs added to it, as sent; empty when one of them is not on the page."""
    base, added = str(form.get("base", "")), sorted({str(name) for name in form.getlist("added")})
    shipped = packing.shipped_packs()
    full = {f"{pack['id']}@{pack['version']}" for pack in shipped} | {str(pack["id"]) for pack in shipped}
    full |= {name for name in own if not name.casefold().endswith(".toml")}
    return (base, *added) if base in full and all(name in own and name not in full for name in added) else ()


def _faults_together(room: Room, wanted: Sequence[str], own: Sequence[UploadInfo]) -> Sequence[str]:
    contents = {upload.name: queries.upload_content(room.store, upload.id) for upload in own}
    with _on_disk(contents) as paths:
        return _faults(with_files(wanted, paths))


def _faults(names: Sequence[str]) -> Sequence[str]:
    """What ``planner packs check`` says against the packs: a sentence a fault, each with its row and column."""
    try:
        packing.check_packs(names)
    except InvalidDocument as error:
        more = len(error.faults) - SHOWN_FAULTS
        rest = [f"And {more:,} more faults; planner packs check lists all of them."] if more > 0 else []
        return [*(f"{fault}." for fault in error.faults[:SHOWN_FAULTS]), *rest]
    return ()


@router.post("/projects/{project_id}/rules/packs")
async def add(room: InRoom, request: Request) -> Response:
    """Keep a pack of one's own, once it is sound and gets along with the pack in force."""
    try:
        async with sent_form(request) as form:
            return await run_in_threadpool(_keep, room, form)
    except HTTPException as error:
        if error.status_code != 413:
            raise
        words = f"The file is too big: a pack has at most {MOST_BYTES['.toml'] // 1024} KB, a saved one 900 KB."
        return await run_in_threadpool(_page, room, [("pack", words)], 413)


def _keep(room: Room, form: FormData) -> Response:
    file = form.get("pack")
    if not isinstance(file, UploadFile) or not file.filename:
        return _page(room, [("pack", "Choose a rule pack: a .toml file, or a .zip of planner packs save.")])
    name = safe_name(file.filename)
    own = {one.name for one in queries.uploads_in_force(room.store, room.project.id) if one.kind == "pack"}
    fault = _fault(name, file.size or 0)
    if not fault and name not in own and len(own) >= MOST_OWN:
        fault = f"This project has {MOST_OWN} packs already; leave one out first."
    if fault:
        return _page(room, [("pack", fault)])
    content = file.file.read()
    with _on_disk({name: content}) as paths:
        faults = _faults([str(paths[name])])
    if faults:
        return _page(room, [("pack", f"{name}: {words.removeprefix(f'{name} ')}") for words in faults])
    queries.add_upload(room.store, room.project.id, "pack", name, content)
    short = name if len(name) <= 40 else f"{name[:39]}…"
    return room.go("/rules", f"Kept: {short}. It judges nothing until you choose it for the next run.")


def _fault(name: str, size: int) -> str:
    ending = Path(name).suffix.casefold()
    if ending not in PACK_FILES:
        return f"{name or 'The file'} is no rule pack. Choose a .toml file, or a .zip of planner packs save."
    if size == 0:
        return f"{name} is empty. Check that it was saved, and choose it again."
    if size > MOST_BYTES[ending]:
        return f"{name} has {size // 1024:,} KB; such a pack has at most {MOST_BYTES[ending] // 1024} KB."
    return ""


@router.post("/projects/{project_id}/rules/packs/{upload_id}/withdraw")
def withdraw(room: InRoom, upload_id: RowId, form: CheckedForm) -> Response:  # noqa: ARG001 -- checks the token
    """Leave a pack out; one that is chosen stays, for the next run would have no rules."""
    uploads = queries.uploads_in_force(room.store, room.project.id)
    found = next((one for one in uploads if one.id == upload_id and one.kind == "pack"), None)
    if found is None:
        raise HTTPException(404)
    if found.name in _chosen(room, uploads):
        return _page(room, [("main", f"{found.name} is chosen for the next run. Choose other rules first.")])
    queries.withdraw_upload(room.store, room.project.id, upload_id)
    return room.go("/rules", "The pack is left out. It stays on record, as do the results it made.")

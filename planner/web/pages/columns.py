"""How the columns were understood, and where a person puts a meaning right for the next run."""

from datetime import UTC, datetime

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from planner.web import recipes
from planner.web.documents import Results
from planner.web.presenters import columns as present
from planner.web.rooms import FieldError, InRoom, Room
from planner.web.security import CheckedForm, words

router = APIRouter()

Typed = dict[tuple[str, str], dict[str, str]]
"""The meanings by letter that were just sent, by file and sheet."""


@router.get("/projects/{project_id}/columns")
def columns(room: InRoom) -> HTMLResponse:
    """Every sheet's columns with their meaning, how sure it is, and why."""
    return _page(room, room.results())


def _page(
    room: Room, results: Results, errors: tuple[FieldError, ...] = (), typed: Typed | None = None
) -> HTMLResponse:
    if results.review is None:
        return room.result_page("nothing_yet.html", results, title="Columns")
    return room.result_page(
        "columns.html",
        results,
        status=422 if errors else 200,
        sheets=_sheets(room, results, typed or {}),
        choices=present.CHOICES,
        waiting=recipes.waiting(room, results),
        suggestion=(suggestion := _suggestion(room, results)),
        differs=present.differences(suggestion) if suggestion else (),
        errors=errors,
    )


def _suggestion(room: Room, results: Results) -> present.Json | None:
    """The saved recipe that the run suggests, until a person keeps any recipe."""
    found = (results.review or {}).get("recipe_suggestion")
    return None if recipes.waiting(room, results) else found


def _sheets(room: Room, results: Results, typed: Typed) -> tuple[present.SheetColumns, ...]:
    document = recipes.to_change(room, results)

    def chosen(file: str, sheet: present.Json) -> dict[str, str]:
        entry = recipes.entry_of(document, file, sheet["name"], sheet.get("header_row"))
        return typed.get((file, sheet["name"])) or (entry or {}).get("columns", {})

    return present.sheets(results.review or {"files": []}, chosen)


@router.post("/projects/{project_id}/columns")
def save(room: InRoom, form: CheckedForm) -> Response:
    """Keep the meanings of one sheet as a recipe for the next run, and begin that run if asked."""
    results = room.results()
    wanted_sheet = (str(form.get("file", "")), str(form.get("sheet", "")))
    sheet = next((one for one in _sheets(room, results, {}) if (one.file, one.sheet) == wanted_sheet), None)
    if sheet is None:
        return _page(room, results, (("main", "A newer run has replaced this sheet. Look at it again."),))
    wanted = {column.letter: words(form, column.id) for column in sheet.columns}
    faults = present.faults(sheet, wanted)
    if faults:
        return _page(room, results, faults, {wanted_sheet: wanted})
    changed = {
        column.letter: wanted[column.letter] for column in sheet.columns if wanted[column.letter] != column.chosen
    }
    if not changed:
        return room.go("/columns", "Nothing was changed.")
    _keep(room, results, sheet, changed)
    if form.get("then") == "run":
        return _begin(room)
    count = f"{len(changed)} column{'s' if len(changed) > 1 else ''}"
    return room.go("/columns", f"Kept for {count}. Start a run to read the files again with it.")


@router.post("/projects/{project_id}/columns/suggestion")
def follow(room: InRoom, form: CheckedForm) -> Response:  # noqa: ARG001 -- checks the token
    """Keep the recipe that the newest run suggested, with the site names accepted here, and read the files again."""
    results = room.results()
    suggestion = _suggestion(room, results)
    if suggestion is None:
        return _page(room, results, (("main", "This suggestion is no longer there. Nothing was changed."),))
    sites = {**suggestion["recipe"].get("sites", {}), **recipes.in_force(room).get("sites", {})}
    recipes.keep(room, {**suggestion["recipe"], "sites": sites})
    return _begin(room)


def _begin(room: Room) -> Response:
    job_id = room.house.runner.enqueue_run(room.project.id, as_of=datetime.now(UTC).date())
    return room.go(f"/runs/{job_id}", "Kept. The files are read again with it.")


def _keep(room: Room, results: Results, sheet: present.SheetColumns, changed: dict[str, str]) -> None:
    document = recipes.to_change(room, results)
    entry = recipes.entry_of(document, sheet.file, sheet.sheet, sheet.header_row)
    if entry is None:
        entry = {"sheet": sheet.sheet, "file": sheet.file, "header_row": sheet.header_row, "columns": {}}
        document["sheets"].append(entry)
    entry["columns"] = entry["columns"] | changed
    recipes.keep(room, document)

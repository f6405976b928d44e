"""The project's recipe: what its next run is told about columns and site names. An earlier one stays on record."""

import json
from collections.abc import Mapping
from typing import Any

from planner.core.errors import InvalidDocument
from planner.core.recipe import FORMAT, RECIPE_FILE, parse_recipe, recipe_document
from planner.store import queries
from planner.store.views import UploadInfo
from planner.web.documents import Results
from planner.web.rooms import Room

Json = dict[str, Any]


def upload_in_force(room: Room) -> UploadInfo | None:
    """The recipe that the next run will use, or None."""
    uploads = queries.uploads_in_force(room.store, room.project.id)
    return next((upload for upload in uploads if upload.kind == "recipe"), None)


def in_force(room: Room) -> Json:
    """The recipe that the next run will use as a document; an empty one when there is none."""
    upload = upload_in_force(room)
    return _read(queries.upload_content(room.store, upload.id), upload.name) if upload else _empty()


def to_change(room: Room, results: Results) -> Json:
    """What a change of columns starts from: a recipe kept since the run, else the layout that the run found.

    The accepted site names are always those in force.
    """
    kept = in_force(room)
    if waiting(room, results) and kept["sheets"]:
        return kept
    found = results.files.get(RECIPE_FILE)
    document = _read(queries.result_content(room.store, found.id), RECIPE_FILE) if found else _empty()
    document.pop("sites", None)
    return document | ({"sites": kept["sites"]} if kept.get("sites") else {})


def waiting(room: Room, results: Results) -> bool:
    """Whether a recipe was kept that the newest results were not made with."""
    upload = upload_in_force(room)
    job = queries.job_of(room.store, results.job_id) if results.job_id else None
    return upload is not None and (job is None or upload.id not in job.inputs["uploads"])


def keep(room: Room, document: Mapping[str, Any]) -> None:
    """Keep a recipe for the next run; the earlier one is withdrawn. Raises :class:`InvalidDocument` with its faults."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    parse_recipe(text, RECIPE_FILE)
    queries.add_upload(room.store, room.project.id, "recipe", RECIPE_FILE, text.encode())


def entry_of(document: Json, file: str, sheet: str, header_row: int | None) -> Json | None:
    """The entry for a table: of this sheet, in this file or in any, and the one of this header where there are more."""
    named = [entry for entry in document["sheets"] if entry["sheet"].casefold() == sheet.casefold()]
    own = [entry for entry in named if entry.get("file") == file] or [one for one in named if not one.get("file")]
    here = [entry for entry in own if entry.get("header_row") == (header_row or 0)]
    return next(iter(here or own), None)


def _empty() -> Json:
    return {"format": FORMAT, "sheets": []}


def _read(content: bytes, name: str) -> Json:
    """The document, checked; one that is at fault counts as empty, for the run itself names its faults."""
    try:
        return recipe_document(parse_recipe(content.decode("utf-8-sig"), name))
    except (InvalidDocument, UnicodeDecodeError):
        return _empty()

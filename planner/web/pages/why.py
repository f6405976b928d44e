"""How one row came to its verdict: the file as handed in is read again, and the row told step by step."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse

from planner.core.errors import InvalidDocument, StoreFailed, UnreadableFile
from planner.core.model import Decision, Progress
from planner.core.why import NoSuchRow, Why
from planner.packing import packs_of_review
from planner.store import queries
from planner.store.views import UploadInfo
from planner.web.presenters import findings as present
from planner.web.presenters.why import view
from planner.web.rooms import InRoom, Room, RowId
from planner.why import why as tell

router = APIRouter()

NOT_KEPT = "The file that this row came from is not in the store as it was read."
READ_OTHERWISE = "The file now reads otherwise than in the run, so its row is not the one that was judged. Run again."
JUDGED_OTHERWISE = (
    "The rules have changed since the run: by those in force now the verdict is another one. Run again to count on it."
)
OTHER_RULES = "The rules that the run recorded cannot be had as they were, so those in force tell the steps"


@router.get("/projects/{project_id}/findings/{item_id}/why")
def why(room: InRoom, item_id: RowId) -> HTMLResponse:
    """The waterfall of one finding; where the file cannot be read again, the evidence on record and the reason."""
    results = room.results()
    review: dict[str, Any] = results.review or {"items": []}
    item = present.item_view(review, item_id)
    if item is None:
        raise HTTPException(404)
    raw = next(one for one in review["items"] if one["id"] == item_id)
    told, problem = _read_again(room, review, raw)
    views = [view(one) for one in told]
    if views and all(one.verdict != item.verdict for one in views):
        problem = JUDGED_OTHERWISE
    return room.result_page("why.html", results, item=item, whys=views, problem=problem)


def _read_again(room: Room, review: dict[str, Any], item: dict[str, Any]) -> tuple[Sequence[Why], str]:
    """The waterfalls of the item, and what stands in the way where there are none."""
    results = room.results()
    job = queries.job_of(room.store, results.job_id) if results.job_id else None
    uploads = queries.uploads_by_id(room.store, job.inputs["uploads"]) if job else ()
    source = _source_of(review, item, uploads)
    if job is None or source is None:
        return (), NOT_KEPT
    decisions = queries.decisions_in_force(room.store, room.project.id, job.inputs["decisions"])
    try:
        return _told(room, (review, item), (source, *_recipe_of(uploads)), _of_kind(uploads, "pack"), decisions)
    except (UnreadableFile, InvalidDocument, StoreFailed) as error:
        return (), str(error)


def _source_of(review: dict[str, Any], item: dict[str, Any], uploads: Sequence[UploadInfo]) -> UploadInfo | None:
    """The upload that the run read the item from, told by its content: two files may bear one name."""
    name = item["source"]["file"]
    sha256 = next((file["sha256"] for file in review["files"] if file["name"] == name), "")
    return next((one for one in uploads if one.kind == "inventory" and one.sha256 == sha256), None)


def _recipe_of(uploads: Sequence[UploadInfo]) -> Sequence[UploadInfo]:
    return _of_kind(uploads, "recipe")[:1]


def _of_kind(uploads: Sequence[UploadInfo], kind: str) -> Sequence[UploadInfo]:
    return [one for one in uploads if one.kind == kind]


def _told(
    room: Room,
    reviewed: tuple[dict[str, Any], dict[str, Any]],
    uploads: Sequence[UploadInfo],
    packs: Sequence[UploadInfo],
    decisions: Sequence[Decision],
) -> tuple[Sequence[Why], str]:
    review, item = reviewed
    place = item["source"]
    with TemporaryDirectory(prefix="planner-why-") as folder:
        inventory, *recipes = [_unpacked(room, upload, Path(folder)) for upload in uploads]
        rules, problem = _recorded(review, [_unpacked(room, upload, Path(folder)) for upload in packs])
        told = tell(
            inventory,
            str(place["row"]),
            sheet=place["sheet"],
            recipe=next(iter(recipes), None),
            decisions=decisions,
            rules=rules,
            progress=_silent,
        )
    if isinstance(told, NoSuchRow):
        return (), READ_OTHERWISE
    found = [one for one in told.items if one.finding.item.fingerprint == item["fingerprint"]]
    return found, problem if found else READ_OTHERWISE


def _recorded(review: dict[str, Any], own: Sequence[Path]) -> tuple[Sequence[str], str]:
    """The packs that the review records, by name, or none and why they cannot be had."""
    try:
        return packs_of_review(review.get("rules") or {}, own), ""
    except InvalidDocument as error:
        return (), f"{OTHER_RULES}: {error}"


def _unpacked(room: Room, upload: UploadInfo, folder: Path) -> Path:
    path = folder / upload.kind / upload.name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(queries.upload_content(room.store, upload.id))
    return path


def _silent(_: Progress) -> None:
    """Nobody watches: the page comes when it is done."""

"""The form that rules on rows, one or many: what it offers, what was typed, and the act that it becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any, Literal

from starlette.datastructures import FormData, UploadFile

from planner.core.decisions import (
    MOST_ATTACHMENT_BYTES,
    MOST_ATTACHMENTS,
    REASONS,
    SECOND_SIGN_OFF_ABOVE,
    AttachedFile,
    Ruling,
    Standing,
    decisions_of,
    file_faults,
    ruling_faults,
)
from planner.core.errors import InvalidDocument
from planner.core.model import Decision
from planner.core.project import parse_project
from planner.pipeline import covered_makers
from planner.store import queries
from planner.web.documents import Results
from planner.web.pages.uploads import safe_name
from planner.web.rendering import VERDICTS
from planner.web.rooms import FieldError, Room
from planner.web.security import MEBIBYTE, words

FIELDS = ("kind", "units", "verdict", "entity", "code", "reason", "by")
KINDS: dict[str, Literal["rule", "split", "ask"]] = {"rule": "rule", "split": "split", "ask": "ask"}
MEDIA_OF_ENDING = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".heic": "image/heic",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What a file's ending promises. Browsers disagree on what they call a table or a phone's photo; the promise is held
against the file's first bytes."""


@dataclass(frozen=True, slots=True)
class HouseRules:
    """What a ruling of this project is held against: the ``makers`` the rules call covered, the dollars ``above`` which
    clearing gear takes a second person, and the ``pack`` that judged.
    """

    makers: tuple[str, ...]
    above: Decimal
    pack: str


def house_rules(room: Room, results: Results) -> HouseRules:
    """What holds for the rulings of this project now."""
    packs, above = _told(room)
    rules: dict[str, Any] = (results.review or {}).get("rules") or {}
    found = {item.get("entity") for item in (results.review or {}).get("items", ())} - {None}
    makers = _covered_makers(packs)
    pack = f"{rules['id']}@{rules['version']}" if rules.get("id") and rules.get("version") else ""
    return HouseRules((*makers, *sorted(found - set(makers))), above, pack)


def _told(room: Room) -> tuple[tuple[str, ...], Decimal]:
    """The packs and the threshold of the project file; the defaults where there is none that can be read."""
    for upload in queries.uploads_in_force(room.store, room.project.id):
        if upload.kind == "project":
            try:
                told = parse_project(queries.upload_content(room.store, upload.id).decode("utf-8-sig"), upload.name)
            except (InvalidDocument, UnicodeDecodeError):  # the run says so; a ruling need not wait for it
                break
            return told.packs, Decimal(told.second_sign_off_above)
    return (), SECOND_SIGN_OFF_ABOVE


def _covered_makers(packs: Sequence[str]) -> tuple[str, ...]:
    """The makers by the project's packs; by the rules in force where a pack lies elsewhere."""
    try:
        return covered_makers(packs)
    except InvalidDocument:
        return covered_makers()


def offered(
    room: Room, house: HouseRules, typed: Mapping[str, str] | None, files: Sequence[str] = ()
) -> dict[str, Any]:
    """What the form's template needs; ``files`` are the names of those a refused form had with it."""
    return {
        "typed": typed or {**dict.fromkeys(FIELDS, ""), "kind": "rule", "by": str(room.request.session.get("by", ""))},
        "reasons": REASONS,
        "makers": house.makers,
        "above": house.above,
        "lost_files": files,
        "most_files": MOST_ATTACHMENTS,
        "most_size": f"{MOST_ATTACHMENT_BYTES // MEBIBYTE} MB",
        "endings": ",".join(MEDIA_OF_ENDING),
    }


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent."""

    typed: dict[str, str]
    files: tuple[AttachedFile, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files: a browser forgets them when the form comes back."""
        return tuple(file.name for file in self.files)


def sent(form: FormData) -> Sent:
    """What a person typed and attached."""
    attached = [file for file in form.getlist("attachments") if isinstance(file, UploadFile) and file.filename]
    return Sent({name: words(form, name) for name in FIELDS}, tuple(_file(file) for file in attached))


def _file(file: UploadFile) -> AttachedFile:
    name = safe_name(file.filename or "")
    promised = MEDIA_OF_ENDING.get(PurePosixPath(name.casefold()).suffix)
    return AttachedFile(name, promised or f"{file.content_type or ''}".partition(";")[0], file.file.read())


def judged(
    form: Sent, stand: Sequence[Standing], house: HouseRules, on: str
) -> tuple[tuple[Decision, ...], tuple[FieldError, ...]]:
    """The entries that the form asks for, or what is wrong with it, field by field in the order of the form."""
    typed = form.typed
    errors = [*_choices(typed), *(("attachments", fault) for fault in file_faults(form.files))]
    ruling = _ruling(typed, stand, house, on)
    told = {field for field, _ in errors}
    errors += [fault for fault in ruling_faults(ruling, stand, house.makers) if fault[0] not in told]
    if errors:
        order = ("rows", *FIELDS[:-1], "attachments", "by")
        return (), tuple(sorted(errors, key=lambda error: order.index(error[0])))
    return decisions_of(ruling, stand, house.above), ()


def _choices(typed: Mapping[str, str]) -> list[FieldError]:
    """What was not chosen, in the words of the form."""
    errors: list[FieldError] = []
    if typed["kind"] not in KINDS:
        errors.append(("kind", "Choose what you want to do."))
    if typed["kind"] != "ask" and typed["verdict"] not in VERDICTS:
        errors.append(("verdict", "Choose what this gear is."))
    if typed["code"] not in REASONS:
        errors.append(("code", "Choose a reason."))
    if typed["units"] and _number(typed["units"]) is None:
        errors.append(("units", f"“{typed['units'][:20]}” is typed; enter a whole number of units, such as 2."))
    return errors


def _number(text: str) -> int | None:
    plain = text.replace(",", "")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None


def _ruling(typed: Mapping[str, str], stand: Sequence[Standing], house: HouseRules, on: str) -> Ruling:
    """A question leaves verdict and maker as they stand, whatever else is chosen."""
    asks = typed["kind"] == "ask"
    return Ruling(
        kind=KINDS.get(typed["kind"], "rule"),
        verdict=stand[0].verdict if asks and stand else typed["verdict"],  # type: ignore[arg-type]  # checked with it
        code=typed["code"],
        reason=typed["reason"],
        by=typed["by"],
        on=on,
        entity=None if asks else typed["entity"] or None,
        units=_number(typed["units"]),
        pack=house.pack,
    )


def notice(decisions: Sequence[Decision], rows: str) -> str:
    """What became of the form, in words; ``rows`` names what it was about."""
    first = decisions[0]
    if first.kind == "ask":
        return f"Question recorded for {rows}. The verdict stays as it is until somebody rules."
    units = f"{first.units:,} {'unit' if first.units == 1 else 'units'} of " if first.units else ""
    ruled = f"{units}{rows}: {VERDICTS[first.verdict]}"
    if first.needs_second:
        return f"Recorded for {ruled}. It is not in force before another person has signed it."
    return f"Decision recorded for {ruled}. The next run will count on it."

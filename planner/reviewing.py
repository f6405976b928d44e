"""The first half of every verb: read the uploads, understand their rows, flag the gear, and write that down."""

import gc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from planner.core.decisions import apply_decisions
from planner.core.diff import Changes, changes_document, changes_sentence, compare
from planner.core.documents import REVIEW_FORMAT, item_document, streamed_document
from planner.core.errors import InvalidDocument, UnreadableFile
from planner.core.flagging import flag
from planner.core.messages import issue_of
from planner.core.model import Decision, Issue, Progress, ProgressHook, Review, Upload
from planner.core.notes import CellNote, cell_notes
from planner.core.recipe import Recipe, parse_recipe, recipe_of
from planner.core.rows import understand
from planner.core.rows.clusters import suggest_sites
from planner.core.words import group_sentences, review_sentences
from planner.files import printable, read_json, read_text, write_json
from planner.reference.columns import load_column_lexicon
from planner.reference.ouis import mac_owner
from planner.reference.rulepacks import load_rules
from planner.reference.similarity import alike
from planner.workbooks.annotate import annotate
from planner.workbooks.read import read_upload


@dataclass(frozen=True, slots=True)
class Inventories:
    """What a review works on: the files, the recipe and the earlier ``review.json`` to compare with, if any.

    Hidden sheets are read only with ``include_hidden``. ``decisions`` are a person's rulings.
    """

    files: tuple[Path, ...]
    recipe: Path | None = None
    decisions: tuple[Decision, ...] = ()
    include_hidden: bool = False
    against: Path | None = None

    @property
    def inputs(self) -> tuple[Path | None, ...]:
        """Every file that is read."""
        return (*self.files, self.recipe, self.against)

    def targets(self, out: Path) -> list[Path]:
        """Every file that a review writes into ``out``."""
        annotated = [f"{name}.annotated.xlsx" for path in self.files for name in (path.stem, path.name)]
        return [out / name for name in ("review.json", "recipe.json", *annotated)]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review with the uploads it is about, the recipe that repeats it, and what changed since an earlier one."""

    review: Review
    uploads: tuple[tuple[Path, Upload], ...]
    recipe: Mapping[str, Any] = field(default_factory=dict)
    changes: Changes | None = None

    def with_issues(self, issues: Sequence[Issue]) -> "Reviewed":
        """The same with further issues, found by later stages."""
        return replace(self, review=replace(self.review, issues=(*self.review.issues, *issues)))

    def document(self) -> dict[str, Any]:
        """``planner-review/1``, its items as an iterator."""
        told = streamed_document(self.review)
        return told if self.changes is None else {**told, "changes": changes_document(self.changes)}

    def sentences(self) -> tuple[str, ...]:
        """What a person should read first."""
        told = () if self.changes is None else (changes_sentence(self.changes),)
        return (*review_sentences(self.review), *group_sentences(self.review.issues), *told)


@contextmanager
def without_cycles() -> Iterator[None]:
    """Let Python's search for reference cycles rest: reading makes millions of objects and not one cycle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def review_inventories(asked: Inventories, progress: ProgressHook) -> Reviewed:
    """Read, understand and flag.

    Raises :class:`UnreadableFile` when no file can be read, :class:`InvalidDocument` for a faulty recipe or review.
    """
    saved = parse_recipe(read_text(asked.recipe), asked.recipe.name) if asked.recipe else None
    earlier = _earlier(asked.against) if asked.against else None
    with without_cycles():
        reviewed = _review(asked, saved, progress)
    if earlier is None:
        return reviewed
    now = [item_document(finding) for finding in reviewed.review.findings]
    return replace(reviewed, changes=compare(earlier, now))


def _review(asked: Inventories, saved: Recipe | None, progress: ProgressHook) -> Reviewed:
    uploads, unread = _read_all(asked, progress)
    if not uploads:
        raise _none_read(unread)
    progress(Progress("understanding rows", note=f"{sum(_rows(upload) for _, upload in uploads):,} rows"))
    pack = load_rules()
    lexicon = load_column_lexicon(pack.maker_names)
    known = understand([upload for _, upload in uploads], lexicon, saved)
    progress(Progress("flagging", total=len(known.items)))
    findings = apply_decisions(flag(known.items, pack, mac_owner), asked.decisions)
    issues = [*(_unread_issue(error) for error in unread), *known.issues]
    if not known.items:
        name = uploads[0][1].name
        issues.insert(0, issue_of("no-gear", name, name))
    review = Review(pack.info, known.files, findings, tuple(issues), known.sites, suggest_sites(known.sites, alike))
    return Reviewed(review, uploads, recipe_of(known, saved.sites if saved else None))


def _earlier(path: Path) -> list[Mapping[str, Any]]:
    document = read_json(path)
    items = document.get("items")
    if document.get("format") != REVIEW_FORMAT or not isinstance(items, list):
        raise InvalidDocument(path.name, [f"must be a {REVIEW_FORMAT} document, such as review.json of an earlier run"])
    faulty = [place for place, item in enumerate(items) if not _is_item(item)]
    if faulty:
        raise InvalidDocument(path.name, [f"items[{faulty[0]}] is not an item of a review"])
    return items


def _is_item(item: Any) -> bool:
    if not isinstance(item, dict) or not isinstance(item.get("fingerprint"), str):
        return False
    texts = [item.get(name) for name in ("site", "model", "position", "asset_id")]
    serials = item.get("serials", [])
    words = isinstance(serials, list) and all(isinstance(serial, str) for serial in serials)
    return words and all(text is None or isinstance(text, str) for text in texts)


def _read_all(
    asked: Inventories, progress: ProgressHook
) -> tuple[tuple[tuple[Path, Upload], ...], list[UnreadableFile]]:
    uploads: list[tuple[Path, Upload]] = []
    unread = []
    names: Counter[str] = Counter()
    for number, path in enumerate(asked.files, start=1):
        progress(Progress("reading", done=number, total=len(asked.files), note=path.name))
        try:
            upload = read_upload(path, include_hidden=asked.include_hidden)
            upload = replace(upload, name=printable(upload.name))
        except UnreadableFile as error:
            unread.append(error)
            continue
        names[upload.name] += 1
        if names[upload.name] > 1:
            upload = replace(upload, name=f"{upload.name} ({names[upload.name]})")
        uploads.append((path, upload))
    return tuple(uploads), unread


def _rows(upload: Upload) -> int:
    return sum(len(sheet.rows) for sheet in upload.sheets)


def _unread_issue(error: UnreadableFile) -> Issue:
    name = printable(error.name)
    return issue_of("unreadable-file", name, name, reason=error.reason, remedy=error.remedy)


def _none_read(unread: Sequence[UnreadableFile]) -> UnreadableFile:
    """The refusal of the first file, with what is wrong with the others."""
    first, others = unread[0], "; ".join(f"{error.name}: {error.reason}" for error in unread[1:])
    return UnreadableFile(first.name, first.reason, f"{first.remedy} Nor could be read: {others}.") if others else first


def write_review(reviewed: Reviewed, out: Path, progress: ProgressHook) -> dict[str, Path]:
    """Write ``review.json``, the recipe that repeats it, and each upload with notes in its cells."""
    files = {
        "review.json": write_json(out / "review.json", reviewed.document()),
        "recipe.json": write_json(out / "recipe.json", dict(reviewed.recipe)),
    }
    stems = Counter(path.stem.casefold() for path, _ in reviewed.uploads)
    for number, (path, upload) in enumerate(reviewed.uploads, start=1):
        progress(Progress("annotating", done=number, total=len(reviewed.uploads), note=upload.name))
        notes: tuple[CellNote, ...] = cell_notes(reviewed.review, upload.name)
        stem = path.stem if stems[path.stem.casefold()] == 1 else upload.name
        target = out / f"{stem}.annotated.xlsx"
        annotate(path, upload, notes, target)
        files[target.name] = target
    return files

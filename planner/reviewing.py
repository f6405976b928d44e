"""The first half of every verb: read the uploads, understand their rows, flag the gear, and write that down."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from planner.core.columns.lexicon import ColumnLexicon
from planner.core.decisions import apply_decisions
from planner.core.diff import Changes, changes_document, changes_sentence, compare
from planner.core.documents import REVIEW_FORMAT, item_facts, streamed_document
from planner.core.errors import InvalidDocument, UnreadableFile
from planner.core.flagging import RulePack, flagger
from planner.core.flagging.known_models import KnownModels
from planner.core.lookalike import suggestion_document, suggestion_sentence
from planner.core.messages import issue_of
from planner.core.model import Decision, Issue, Progress, ProgressHook, Review, Upload
from planner.core.notes import CellNote, cell_notes
from planner.core.recipe import RECIPE_FILE, Recipe, parse_recipe, recipe_of, suggest
from planner.core.repeats import repeat_issues
from planner.core.rows import understand
from planner.core.rows.clusters import suggest_sites
from planner.core.samples import samples_of
from planner.core.words import group_sentences, review_sentences
from planner.files import printable, read_json, read_text, write_json, write_long_json
from planner.reference.columns import load_column_lexicon
from planner.reference.ouis import mac_owner
from planner.reference.packs.shelf import load_packs
from planner.reference.rulepacks import load_rules
from planner.reference.similarity import alike
from planner.workbooks.annotate import annotate
from planner.workbooks.read import read_upload, without_collector

_Tables = tuple[RulePack, ColumnLexicon]
_ANY_ADDRESS = "00-00-0C-00-00-01"
MOST_RECIPE_BYTES = 4 * 1024 * 1024
MOST_REVIEW_BYTES = 1024 * 1024 * 1024
"""Largest earlier review that is compared with: 200,000 items take some 300 MB."""


@dataclass(frozen=True, slots=True)
class Inventories:
    """What a review works on: the files, the recipe and the earlier ``review.json`` to compare with, if any.

    Hidden sheets are read only with ``include_hidden``. ``decisions`` are a person's rulings. Without a ``recipe`` the
    saved ``recipes``, by what a person calls them, are compared with the files; the one most alike is suggested.
    ``rules`` name the rule packs that judge; none stands for the one in force.
    """

    files: tuple[Path, ...]
    recipe: Path | None = None
    decisions: tuple[Decision, ...] = ()
    include_hidden: bool = False
    against: Path | None = None
    recipes: Mapping[str, Path] = field(default_factory=dict)
    rules: tuple[str, ...] = ()

    @property
    def inputs(self) -> tuple[Path | None, ...]:
        """Every file that is read."""
        return (*self.files, self.recipe, self.against, *map(Path, self.rules))

    def targets(self, out: Path) -> list[Path]:
        """Every file that a review writes into ``out``."""
        annotated = [f"{name}.annotated.xlsx" for path in self.files for name in (path.stem, path.name)]
        return [out / name for name in ("review.json", RECIPE_FILE, *annotated)]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review with the uploads it is about, the recipe that repeats it, what changed since an earlier one, and the
    saved recipe that is suggested, as the document has it.
    """

    review: Review
    uploads: tuple[tuple[Path, Upload], ...]
    recipe: Mapping[str, Any] = field(default_factory=dict)
    changes: Changes | None = None
    suggestion: Mapping[str, Any] | None = None

    def with_issues(self, issues: Sequence[Issue]) -> "Reviewed":
        """The same with further issues, found by later stages."""
        return replace(self, review=replace(self.review, issues=(*self.review.issues, *issues)))

    def document(self) -> dict[str, Any]:
        """``planner-review/1``, its items as an iterator."""
        told = streamed_document(self.review)
        self._show_cells(told["files"])
        told |= {} if self.changes is None else {"changes": changes_document(self.changes)}
        return told | ({} if self.suggestion is None else {"recipe_suggestion": dict(self.suggestion)})

    def _show_cells(self, files: Sequence[dict[str, Any]]) -> None:
        """A few cells of each column beside its meaning."""
        sheets = {(upload.name, sheet.name): sheet for _, upload in self.uploads for sheet in upload.sheets}
        for file in files:
            for sheet in file["sheets"]:
                source = sheets.get((file["name"], sheet["name"]))
                cells = samples_of(source.rows if source else (), sheet["header_row"] or 0)
                for column in sheet["mapping"]:
                    column["samples"] = cells.get(column["column"], [])

    def sentences(self) -> tuple[str, ...]:
        """What a person should read first."""
        told = () if self.changes is None else (changes_sentence(self.changes),)
        alike = () if self.suggestion is None else (suggestion_sentence(self.suggestion),)
        return (*review_sentences(self.review), *group_sentences(self.review.issues), *told, *alike)


def review_inventories(asked: Inventories, progress: ProgressHook) -> Reviewed:
    """Read, understand and flag.

    Raises :class:`UnreadableFile` when no file can be read, :class:`InvalidDocument` for a faulty recipe, review or
    rule pack.
    """
    named = _named_tables(asked.rules) if asked.rules else None
    saved = parse_recipe(read_text(asked.recipe), asked.recipe.name) if asked.recipe else None
    earlier = _earlier(asked.against) if asked.against else None
    with without_collector():
        reviewed = _review(asked, saved, named, progress)
    if earlier is None:
        return reviewed
    now = [item_facts(finding) for finding in reviewed.review.findings]
    return replace(reviewed, changes=compare(earlier, now))


def _review(asked: Inventories, saved: Recipe | None, named: _Tables | None, progress: ProgressHook) -> Reviewed:
    ready = cache(lambda: flagger((named or _load_tables())[0], mac_owner))
    uploads, unread = _read_all(asked, progress, meanwhile=ready)
    if not uploads:
        raise _none_read(unread)
    progress(Progress("understanding rows", note=f"{sum(_rows(upload) for _, upload in uploads):,} rows"))
    pack, lexicon = named or _load_tables()
    known = understand([upload for _, upload in uploads], lexicon, saved)
    progress(Progress("flagging", total=len(known.items)))
    findings = apply_decisions(ready()(known.items), asked.decisions)
    own = ready()([repeat.item for repeat in known.repeats]) if known.repeats else ()
    otherwise = repeat_issues(known.repeats, own, findings)
    issues = [*(_unread_issue(error) for error in unread), *known.issues, *otherwise]
    if not known.items:
        name = uploads[0][1].name
        issues.insert(0, issue_of("no-gear", name, name))
    review = Review(pack.info, known.files, findings, tuple(issues), known.sites, suggest_sites(known.sites, alike))
    recipe = recipe_of(known, saved.sites if saved else None)
    suggestion = None if saved else suggest(_saved(asked.recipes), [upload for _, upload in uploads])
    told = suggestion_document(suggestion, recipe) if suggestion else None
    return Reviewed(review, uploads, recipe, suggestion=told)


def _named_tables(rules: Sequence[str]) -> _Tables:
    """As :func:`_load_tables` for the packs a person names; read anew each time, for the files may have changed."""
    pack = load_packs(rules)
    return pack, load_column_lexicon(pack.maker_names, KnownModels(pack.families))


@cache
def _load_tables() -> _Tables:
    """What identifies gear and columns, read once. The registry of addresses opens when it is asked first."""
    mac_owner(_ANY_ADDRESS)
    pack = load_rules()
    return pack, load_column_lexicon(pack.maker_names, KnownModels(pack.families))


def _saved(recipes: Mapping[str, Path]) -> dict[str, Recipe]:
    """The recipes that can be read; nobody asked for the others."""
    found = {}
    for name, path in recipes.items():
        with suppress(InvalidDocument):
            found[name] = parse_recipe(read_text(path, MOST_RECIPE_BYTES), path.name)
    return found


def _earlier(path: Path) -> list[Mapping[str, Any]]:
    document = read_json(path, most=MOST_REVIEW_BYTES, keep=_without_evidence)
    items = document.get("items")
    if document.get("format") != REVIEW_FORMAT or not isinstance(items, list):
        raise InvalidDocument(path.name, [f"must be a {REVIEW_FORMAT} document, such as review.json of an earlier run"])
    faulty = [place for place, item in enumerate(items) if not _is_item(item)]
    if faulty:
        raise InvalidDocument(path.name, [f"items[{faulty[0]}] is not an item of a review"])
    return items


def _without_evidence(entry: dict[str, Any]) -> dict[str, Any]:
    """Evidence is most of a review, and not compared."""
    entry.pop("evidence", None)
    return entry


def _is_item(item: Any) -> bool:
    if not isinstance(item, dict) or not isinstance(item.get("fingerprint"), str):
        return False
    texts = [item.get(name) for name in ("site", "model", "position", "asset_id")]
    serials = item.get("serials", [])
    words = isinstance(serials, list) and all(isinstance(serial, str) for serial in serials)
    return words and all(text is None or isinstance(text, str) for text in texts)


def _read_all(
    asked: Inventories, progress: ProgressHook, meanwhile: Callable[[], object]
) -> tuple[tuple[tuple[Path, Upload], ...], list[UnreadableFile]]:
    uploads: list[tuple[Path, Upload]] = []
    unread = []
    names: Counter[str] = Counter()
    for number, path in enumerate(asked.files, start=1):
        progress(Progress("reading", done=number, total=len(asked.files), note=path.name))
        try:
            upload = read_upload(path, include_hidden=asked.include_hidden, meanwhile=meanwhile)
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
        "review.json": write_long_json(out / "review.json", reviewed.document()),
        RECIPE_FILE: write_json(out / RECIPE_FILE, reviewed.recipe),
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

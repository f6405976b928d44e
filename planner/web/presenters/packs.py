"""Rule packs as their page shows them: which there are, which made the results, which judge the next run."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planner.store.views import UploadInfo

Json = dict[str, Any]

TABLES = {
    "entities": "Makers listed",
    "names": "Names and look-alikes",
    "families": "Model families and part codes",
    "identifiers": "Serials, software, FCC IDs",
    "snmp": "SNMP branches",
    "mac_owners": "Owners of addresses",
    "phrases": "Turns of phrase",
    "placeholders": "Words that name nobody",
    "categories": "Kinds of gear",
    "hints": "Words for kinds of gear",
    "headers": "Header words",
    "history": "Years of companies that changed hands",
    "listings": "Entries that are no gear",
}
_SOURCES = 40


@dataclass(frozen=True, slots=True)
class TableView:
    """Of one table: how many rows, and the day or days they are good for."""

    label: str
    rows: int
    days: str


@dataclass(frozen=True, slots=True)
class PackView:
    """A pack. ``value`` is what the form sends, ``upload`` the file it was handed in as; ``fault`` says why it is none.

    ``is_added`` packs judge beside a full one; ``is_chosen`` ones judge the next run, ``is_used`` ones the last.
    """

    value: str
    title: str
    what: str
    as_of: str
    sha256: str
    rows: int
    tables: tuple[TableView, ...]
    sources: tuple[str, ...]
    more_sources: int
    upload: int | None
    is_added: bool
    is_chosen: bool
    is_used: bool
    fault: str


def shipped_view(pack: Json, chosen: Sequence[str], used: Sequence[Json]) -> PackView:
    """A pack that comes with the planner. The one in force is chosen without its version: it stays the one in force."""
    value = pack["id"] if pack["in_force"] else f"{pack['id']}@{pack['version']}"
    names = {value, f"{pack['id']}@{pack['version']}"}
    what = "comes with the planner, in force" if pack["in_force"] else "an earlier version, kept"
    return _view(pack, value, what, None, (bool(names & set(chosen)), _is_used(pack["packs"], used)))


def own_view(pack: Json, upload: UploadInfo, chosen: Sequence[str], used: Sequence[Json]) -> PackView:
    """A pack that a person handed in."""
    added = upload.name.casefold().endswith(".toml")
    what = "yours, added to a full pack" if added else "yours, saved whole"
    return _view(pack, upload.name, what, upload, (upload.name in chosen, _is_used(pack["packs"], used)))


def faulty_view(upload: UploadInfo, fault: str, chosen: Sequence[str]) -> PackView:
    """A file that is no sound pack by the rules of this version."""
    told = {"id": upload.name, "version": "", "as_of": "", "sha256": "", "rows": {}, "row_days": {}, "sources": []}
    return _view(told, upload.name, "yours, at fault", upload, (upload.name in chosen, False), fault)


def _view(
    pack: Json, value: str, what: str, upload: UploadInfo | None, marks: tuple[bool, bool], fault: str = ""
) -> PackView:
    tables = tuple(
        TableView(TABLES[name], count, " to ".join(dict.fromkeys(pack["row_days"].get(name, ()))))
        for name, count in pack["rows"].items()
        if count
    )
    return PackView(
        value=value,
        title=" and ".join(f"{one['id']} {one['version']}".strip() for one in pack.get("packs") or [pack]),
        what=what,
        as_of=pack["as_of"],
        sha256=pack["sha256"],
        rows=sum(table.rows for table in tables),
        tables=tables,
        sources=tuple(pack["sources"][:_SOURCES]),
        more_sources=max(0, len(pack["sources"]) - _SOURCES),
        upload=upload.id if upload else None,
        is_added=value.casefold().endswith(".toml"),
        is_chosen=marks[0],
        is_used=marks[1],
        fault=fault,
    )


def used_packs(review: Json | None) -> list[Json]:
    """The packs that a review records; one from before packs were added names its only one."""
    rules = (review or {}).get("rules") or {}
    told = [one for one in rules.get("packs") or [rules] if isinstance(one, dict) and one.get("id")]
    return [
        {
            "id": str(one["id"]),
            "version": str(one.get("version", "")),
            "as_of": str(one.get("as_of", "")),
            "sha256": str(one.get("sha256") or ""),
            "replaces": [str(rule) for rule in one.get("replaces") or ()],
        }
        for one in told
    ]


def _is_used(parts: Sequence[Json], used: Sequence[Json]) -> bool:
    """Whether every part of the pack is among the packs used; by hash where the review tells hashes."""
    return bool(used) and all(any(_same(part, one) for one in used) for part in parts)


def _same(part: Json, one: Json) -> bool:
    if one["sha256"]:
        return bool(part["sha256"] == one["sha256"])
    return (part["id"], part["version"]) == (one["id"], one["version"])

"""The verbs on rule packs: which there are, whether one is sound, and the exact packs of a review in one file."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from planner.core.documents import rules_document
from planner.core.errors import InvalidDocument
from planner.core.flagging import RulePack
from planner.files import read_json, write_whole
from planner.reference.packs.archive import SHIPPED, kept_packs
from planner.reference.packs.shelf import load_packs, save_packs
from planner.reference.pricebooks import load_prices
from planner.reference.programs import load_program, program_ids

MOST_REVIEW_BYTES = 1024 * 1024 * 1024


def packs_document() -> dict[str, Any]:
    """Every rule pack that comes with the planner, the programs and the price book: version, as-of day, sources."""
    rules = [
        {"in_force": path == SHIPPED, **pack_document(load_packs([f"{pack}@{version}"]))}
        for (pack, version), path in kept_packs().items()
    ]
    programs = [_program_document(program) for program in program_ids()]
    book = load_prices().book
    price = {"id": book.id, "version": book.version, "price_level": book.price_level, "title": book.title}
    return {"format": "planner-packs/1", "rules": rules, "programs": programs, "price_books": [price]}


def check_packs(names: Sequence[str]) -> dict[str, Any]:
    """What the packs are made up of, once they are sound and get along. Raises :class:`InvalidDocument`."""
    return pack_document(load_packs(names))


def save_packs_to(path: Path, names: Sequence[str], review: Path | None = None) -> dict[str, Any]:
    """Write the packs as one file that gives the same rules again; what it is made up of.

    With a ``review.json``, the packs it records are found by their versions, and the file is only written when they
    say what they said then. Raises :class:`InvalidDocument`.
    """
    recorded = _recorded(review) if review else None
    names = names or ([f"{recorded['id']}@{recorded['version']}"] if recorded else ())
    pack = load_packs(names)
    if review and recorded and recorded.get("sha256") != pack.sha256:
        raise InvalidDocument(review.name, [_not_the_same(recorded, pack)])
    write_whole(path, save_packs(names))
    return pack_document(pack)


def pack_document(pack: RulePack) -> dict[str, Any]:
    """A pack's name, hash, parts, rows by table and sources."""
    rows = {
        "entities": len(pack.entities),
        "names": len(pack.names),
        "families": len(pack.families),
        "identifiers": len(pack.identifiers),
        "snmp": len(pack.snmp),
        "mac_owners": len(pack.mac_owners),
        "phrases": len(pack.phrases),
        "placeholders": len(pack.placeholders) + len(pack.generic_words),
        "categories": len(pack.categories),
        "hints": len(pack.hints),
        "headers": len(pack.headers),
        "history": len(pack.history),
        "listings": len(pack.listings),
    }
    return {**rules_document(pack.info), "rows": rows, "sources": list(pack.sources)}


def _program_document(name: str) -> dict[str, Any]:
    program = load_program(name)
    return {"id": program.id, "version": program.version, "as_of": program.as_of.isoformat(), "title": program.title}


def _recorded(review: Path) -> Mapping[str, Any]:
    document = read_json(review, most=MOST_REVIEW_BYTES, keep=_without_evidence)
    rules = document.get("rules")
    if not isinstance(rules, dict) or not all(isinstance(rules.get(key), str) for key in ("id", "version", "sha256")):
        raise InvalidDocument(review.name, ["records no hash of its rule pack; review the files again"])
    return rules


def _without_evidence(entry: dict[str, Any]) -> dict[str, Any]:
    entry.pop("evidence", None)
    return entry


def _not_the_same(recorded: Mapping[str, Any], pack: RulePack) -> str:
    parts = recorded.get("packs")
    told = [one for one in parts if isinstance(one, dict)] if isinstance(parts, list) else []
    made = " and ".join(f"{one.get('id')} {one.get('version')}" for one in told) or "unknown packs"
    return (
        f"was made by {made} with the hash {recorded['sha256']}, and the packs named now have {pack.sha256}; "
        "name each of its packs as it was, with --rules"
    )

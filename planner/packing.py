"""The verbs on rule packs: which there are, whether one is sound, and the exact packs of a review in one file."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from planner.core.documents import rules_document
from planner.core.errors import InvalidDocument
from planner.core.flagging import RulePack
from planner.files import read_json, write_whole
from planner.reference.packs.archive import SHIPPED, kept_packs
from planner.reference.packs.content import text_of_user_file
from planner.reference.packs.shelf import load_packs, save_packs
from planner.reference.packs.user import Added, parse_user_pack
from planner.reference.pricebooks import load_prices
from planner.reference.programs import load_program, program_ids

MOST_REVIEW_BYTES = 1024 * 1024 * 1024


class _Dated(Protocol):
    @property
    def as_of(self) -> str: ...


@cache
def shipped_packs() -> tuple[dict[str, Any], ...]:
    """Every rule pack that comes with the planner as :func:`pack_document` tells it, the one in force first."""
    return tuple(
        {"in_force": path == SHIPPED, **pack_document(load_packs([f"{pack}@{version}"]))}
        for (pack, version), path in kept_packs().items()
    )


def packs_document() -> dict[str, Any]:
    """Every rule pack that comes with the planner, the programs and the price book: version, as-of day, sources."""
    rules = shipped_packs()
    programs = [_program_document(program) for program in program_ids()]
    book = load_prices().book
    price = {"id": book.id, "version": book.version, "price_level": book.price_level, "title": book.title}
    return {"format": "planner-packs/1", "rules": list(rules), "programs": programs, "price_books": [price]}


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
    """A pack's name, hash, parts, sources; of each table how many rows, and the first and last day of them."""
    tables = _tables(pack)
    of_makers = pack.placeholders | pack.generic_words | pack.suffixes | pack.trades | pack.everyday
    words = {"placeholders": len(of_makers), "categories": len(pack.categories)}
    days = {name: [row.as_of for row in table] for name, table in tables.items()} | dict(pack.word_days)
    told = {
        "rows": {name: len(table) for name, table in tables.items()} | words,
        "row_days": {name: [min(found), max(found)] for name, found in days.items() if found},
        "sources": list(pack.sources),
    }
    return {**rules_document(pack.info), **told}


def described_pack(path: Path) -> dict[str, Any]:
    """As :func:`pack_document` for one file: of a pack that is added to others, its own rows alone.

    Raises :class:`InvalidDocument` when it is not sound in itself.
    """
    if path.suffix.lower() != ".toml":
        return pack_document(load_packs([str(path)]))
    pack = parse_user_pack(text_of_user_file(path), path.name)
    tables: dict[str, Sequence[Added[Any]]] = {
        "entities": pack.entities,
        "names": pack.names,
        "families": pack.families,
        "identifiers": pack.identifiers,
        "snmp": pack.snmp,
        "mac_owners": pack.mac_owners,
    }
    days = {name: [row.rule.as_of for row in table] for name, table in tables.items() if table}
    told = {
        "rows": {name: len(found) for name, found in days.items()},
        "row_days": {name: [min(found), max(found)] for name, found in days.items()},
        "sources": list(dict.fromkeys(row.rule.source for row in pack.rows)),
    }
    return {**asdict(pack.info), "packs": [asdict(pack.info)], **told}


def packs_of_review(rules: Mapping[str, Any], own: Sequence[Path]) -> tuple[str, ...]:
    """Names that give again the rules that a review records; ``own`` are the files it may have been made with.

    None are needed for the pack in force. Raises :class:`InvalidDocument` when they cannot be had any more, or say
    something else now.
    """
    if rules.get("sha256") == load_packs(()).sha256:
        return ()
    told = [one for one in rules.get("packs") or [rules] if isinstance(one, dict)]
    hashes = {one.get("sha256") for one in told}
    found = [path for path in own if _is_part(path, hashes)]
    full = [f"{one.get('id')}@{one.get('version')}" for one in told[:1]]
    names = (
        tuple(map(str, found)) if any(path.suffix.lower() == ".zip" for path in found) else (*full, *map(str, found))
    )
    pack = load_packs(names)
    if rules.get("sha256") not in (None, "", pack.sha256):
        raise InvalidDocument("review.json", [_not_the_same(rules, pack)])
    return names


def _is_part(path: Path, hashes: Container[object]) -> bool:
    try:
        return all(part["sha256"] in hashes for part in described_pack(path)["packs"])
    except InvalidDocument:
        return False


def _tables(pack: RulePack) -> dict[str, Sequence[_Dated]]:
    return {
        "entities": pack.entities,
        "names": pack.names,
        "families": pack.families,
        "identifiers": pack.identifiers,
        "snmp": pack.snmp,
        "mac_owners": pack.mac_owners,
        "phrases": pack.phrases,
        "hints": pack.hints,
        "headers": pack.headers,
        "history": pack.history,
        "listings": pack.listings,
    }


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

"""Rule packs from their folder of tables: read once, checked row by row, every fault reported at once.

A pack is a folder of CSV files and a ``pack.toml`` (``rules/`` beside this module is the one that ships). Every row
names its source and the day it is good for (``as_of``; the pack's where it says none). A row that cannot be used is a
fault of the pack: :class:`InvalidDocument` lists file, row and remedy.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeVar, get_args

from planner.core.errors import InvalidDocument
from planner.core.flagging.openings import Form
from planner.core.flagging.pack import (
    CellRole,
    CoveredEntity,
    Family,
    HeaderRule,
    Hint,
    IdentifierRule,
    Listing,
    MacOwner,
    NameKind,
    NameRule,
    Phrase,
    RulePack,
    SnmpPrefix,
    is_unverified,
)
from planner.core.flagging.text import word_tuple
from planner.core.model import Layer, PackInfo, Strength
from planner.reference import listed
from planner.reference.openings import known_openings, name_of
from planner.reference.ouis import registered
from planner.reference.packs.archive import SHIPPED, known_patterns
from planner.reference.packs.content import HEAD, PackContent, content_of_folder, full_hash, records, toml_of
from planner.reference.packs.patterns import UnsafePattern, bounded_ways

__all__ = ["SHIPPED", "load_rules", "rules_of"]

_Row = Mapping[str, str]
_MakerKind = Literal["maker", "carrier"]
_T = TypeVar("_T")
_Choice = TypeVar("_Choice", bound=str)


_NO_SUCH_FILE = "the pack has no such file"
_ENTITY_LIST = "entity_list.csv"
_DAY = "a day such as 2026-11-24"
_ASKS = "asks"


class _Fault(ValueError):
    """A cell of a table that cannot be used; becomes a line of :class:`InvalidDocument`."""


def load_rules(folder: Path | None = None) -> RulePack:
    """The rule pack in ``folder`` (default: the one that ships). Read once per folder and process.

    Raises :class:`InvalidDocument` naming file and row for every row with a bad pattern, an unknown word or no source.
    """
    return _load((folder or SHIPPED).resolve())


@lru_cache(maxsize=8)
def _load(folder: Path) -> RulePack:
    is_ours = folder == SHIPPED.resolve()
    return rules_of(content_of_folder(folder), None if is_ours else known_patterns())


def rules_of(content: PackContent, trusted: frozenset[str] | None = None) -> RulePack:
    """The rule pack that a full pack's tables say, without what was added to it; raises as :func:`load_rules`.

    With ``trusted``, the patterns known to be ours, every other pattern must be one whose work is bounded.
    """
    return _Tables(content, trusted).pack()


class _Tables:
    """The tables of one pack, with the faults met while reading them."""

    def __init__(self, content: PackContent, trusted: frozenset[str] | None) -> None:
        self._content = content
        self._trusted = trusted
        self._faults: list[str] = []
        self._as_of = ""
        self._days: dict[str, set[str]] = {}

    def pack(self) -> RulePack:
        head = self._head()
        categories = dict(self._read("categories.csv", _category))
        words = dict(self._read("placeholders.csv", lambda row: (_filled(row, "word").upper(), row["kind"])))
        pack = RulePack(
            id=str(head.get("id", "")),
            version=str(head.get("version", "")),
            as_of=self._as_of,
            sources=tuple(str(source) for source in _listed(head.get("sources"))),
            entities=tuple(entry for entry in self._read("covered.csv", _gear_entry) if entry),
            names=(*self._read("aliases.csv", _alias), *self._makers(), *self._read("deny.csv", _denied)),
            families=tuple(self._read("families.csv", lambda row: _family(row, categories))),
            identifiers=tuple(self._read("identifiers.csv", _identifier)),
            snmp=tuple(self._read("snmp.csv", _snmp)),
            mac_owners=tuple(self._read("mac_owners.csv", _mac_owner)),
            phrases=tuple(self._read("phrases.csv", self._phrase)),
            placeholders=_of_kind(words, "placeholder"),
            generic_words=_of_kind(words, "generic"),
            suffixes=_of_kind(words, "suffix"),
            trades=_of_kind(words, "trade"),
            everyday=_of_kind(words, "everyday"),
            registered=registered,
            heeds_doubt=head.get("unverified") == _ASKS,
            categories=categories,
            hints=tuple(self._read("hints.csv", _hint)),
            headers=tuple(self._read("headers.csv", _header)),
            history=tuple(self._read("history.csv", listed.era)) if self._has("history.csv") else (),
            listings=tuple(entry for entry in self._read("covered.csv", _other_entry) if entry),
        )
        if self._has(_ENTITY_LIST):  # asked about purchases only, and must be sound before anything is
            tuple(self._read(_ENTITY_LIST, listed.entity_list_party))
        self._check_entities(pack)
        if self._faults:
            raise InvalidDocument(self._content.label, self._faults)
        found = full_hash(self._content)
        days = {table: tuple(sorted(self._days.get(f"{table}.csv", ()))) for table in ("placeholders", "categories")}
        parts = (PackInfo(pack.id, pack.version, pack.as_of, found),)
        return replace(pack, sha256=found, packs=parts, word_days=days)

    def _head(self) -> Mapping[str, object]:
        try:
            head = toml_of(self._content.texts[HEAD], HEAD)
        except KeyError:
            self._faults.append(f"{HEAD} cannot be read: {_NO_SUCH_FILE}")
            return {}
        except InvalidDocument as error:
            self._faults += [f"{HEAD} cannot be read: {fault}" for fault in error.faults]
            return {}
        missing = [key for key in ("id", "version", "as_of", "sources") if not head.get(key)]
        self._faults += [f"pack.toml has no {key}" for key in missing]
        self._as_of = str(head.get("as_of", ""))
        if self._as_of and not _is_day(self._as_of):
            self._faults.append(f'pack.toml: as_of "{self._as_of[:40]}" is not {_DAY}')
            self._as_of = ""
        return head

    def _rows(self, name: str) -> Iterator[tuple[int, _Row]]:
        if name not in self._content.texts:
            self._faults.append(f"{name} cannot be read: {_NO_SUCH_FILE}")
            return
        try:
            yield from records(self._content.texts[name])
        except csv.Error as error:
            self._faults.append(f"{name} cannot be read: {error}")

    def _read(self, name: str, make: Callable[[_Row], _T]) -> Iterator[_T]:
        for number, row in self._rows(name):
            try:
                _filled(row, "source")
                self._check_pattern(row)
                yield make({**row, "source": _origin(name, row), "as_of": self._day(name, row)})
            except KeyError as error:
                self._faults.append(f"{name} row {number}: there is no column {error}")
            except ValueError as fault:
                self._faults.append(f"{name} row {number}: {fault}")

    def _phrase(self, row: _Row) -> Phrase:
        if self._trusted is not None:  # ours are tested one by one; they are joined, and compiled when first met
            _regex(row, "pattern")
        return Phrase(_filled(row, "role"), _filled(row, "where"), row["pattern"], row["source"], row["as_of"])

    def _day(self, name: str, row: _Row) -> str:
        """The day the row is good for: its own, else the pack's. A row is never newer than its pack."""
        day = row.get("as_of", "").strip() or self._as_of
        if day != self._as_of:
            if not _is_day(day):
                raise _Fault(f'as_of "{day[:40]}" is not {_DAY}')
            if self._as_of and day > self._as_of:
                raise _Fault(f"as_of {day} is after the pack's own day, {self._as_of}: raise as_of in {HEAD}")
        self._days.setdefault(name, set()).add(day)
        return day

    def _check_pattern(self, row: _Row) -> None:
        """A pattern from a stranger must not be able to keep the computer busy."""
        pattern = row.get("pattern", "")
        if self._trusted is not None and pattern not in self._trusted:
            try:
                bounded_ways(pattern)
            except UnsafePattern as unsafe:
                raise _Fault(f'pattern "{pattern[:80]}" {unsafe}') from unsafe

    def _has(self, name: str) -> bool:
        return name in self._content.texts

    def _makers(self) -> Iterator[NameRule]:
        for rules in self._read("makers.csv", _maker):
            yield from rules

    def _check_entities(self, pack: RulePack) -> None:
        known = {entity.name for entity in pack.entities}
        used = {rule.entity for rule in pack.names if rule.entity} | {family.entity for family in pack.families}
        used |= {owner.entity for owner in pack.mac_owners}
        used |= {rule.entity for rule in pack.identifiers if rule.strength != "against"}
        used |= {entry.entity for entry in pack.snmp if entry.strength != "against"}
        for name in sorted(used - known):
            self._faults.append(f'"{name}" is not in covered.csv, yet rules speak for it')


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _filled(row: _Row, column: str) -> str:
    value = row[column].strip()
    if not value:
        raise _Fault(f"{column} is empty")
    return value


def _chosen(row: _Row, column: str, allowed: tuple[_Choice, ...]) -> _Choice:
    value = row[column].strip()
    found = next((choice for choice in allowed if choice == value), None)
    if found is None:
        raise _Fault(f'{column} "{value}" is not one of {", ".join(allowed)}')
    return found


def _strength(row: _Row, column: str) -> Strength:
    return _chosen(row, column, get_args(Strength))


def _maybe_strength(row: _Row, column: str) -> Strength | None:
    return _strength(row, column) if row[column].strip() else None


def _regex(row: _Row, column: str, flags: int = 0) -> re.Pattern[str]:
    try:
        return re.compile(_filled(row, column), flags)
    except re.error as error:
        raise _Fault(f'{column} "{row[column]}" is not a regular expression: {error}') from error


def _named(row: _Row, column: str) -> tuple[str, ...]:
    words = word_tuple(_filled(row, column))
    if not words:
        raise _Fault(f'{column} "{row[column]}" holds no word')
    return words


def _origin(name: str, row: _Row) -> str:
    """The source; a rule that was checked and not confirmed says so there. Eras and parties weigh that themselves."""
    doubted = is_unverified(row.get("checked", "")) and name not in ("history.csv", _ENTITY_LIST)
    return f"{row['source']} (unverified)" if doubted and not is_unverified(row["source"]) else row["source"]


def _of_kind(words: Mapping[str, str], kind: str) -> frozenset[str]:
    return frozenset(word for word, kinds in words.items() if kind in kinds.split(";"))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _entity(row: _Row) -> CoveredEntity:
    entity, since = _filled(row, "entity"), _filled(row, "listed_since")
    if not _is_day(since):
        raise _Fault(f'listed_since "{since[:40]}" is not {_DAY}')
    return CoveredEntity(entity, since, row["scope"].strip(), row["source"], row["as_of"])


def _gear_entry(row: _Row) -> CoveredEntity | None:
    return _entity(row) if listed.is_gear(row) else None


def _other_entry(row: _Row) -> Listing | None:
    return None if listed.is_gear(row) else listed.listing(row)


def _alias(row: _Row) -> NameRule:
    kind: NameKind = _chosen(row, "kind", get_args(NameKind))
    return NameRule(
        rule=f"{kind}-{_slug(row['entity'])}",
        words=_named(row, "alias"),
        kind=kind,
        entity=_filled(row, "entity"),
        maker=row["also_maker"].strip() or None,
        in_maker=_maybe_strength(row, "in_maker"),
        in_text=_maybe_strength(row, "in_text"),
        why=_filled(row, "why").replace("{alias}", row["alias"].strip()),
        source=row["source"],
        as_of=row["as_of"],
    )


def _maker(row: _Row) -> list[NameRule]:
    maker = _filled(row, "maker")
    kind: _MakerKind = _chosen({"kind": row.get("kind", "").strip() or "maker"}, "kind", get_args(_MakerKind))
    in_text: Strength | None = "against" if _chosen(row, "in_text", ("yes", "no")) == "yes" else None
    aliases = [alias for alias in row["aliases"].split(";") if alias.strip()]
    named = (_named({"alias": alias}, "alias") for alias in dict.fromkeys([maker, *aliases]))
    rule, origin = f"maker-other-{_slug(maker)}", (row["source"], row["as_of"])
    return [NameRule(rule, words, kind, None, maker, "against", in_text, "", *origin) for words in dict.fromkeys(named)]


def _denied(row: _Row) -> NameRule:
    words, typed = _named(row, "words"), row["words"].strip()
    origin = (row["source"], row["as_of"])
    return NameRule("maker-other-look-alike", words, "deny", None, typed, "against", None, row["why"], *origin)


def _form(row: _Row, column: str) -> Form:
    text = _filled(row, column)
    try:
        return Form(text, known_openings().get(name_of(text)))
    except re.error as error:
        raise _Fault(f'{column} "{text}" is not a regular expression: {error}') from error


def _family(row: _Row, categories: Mapping[str, Layer]) -> Family:
    category = row["replacement_category"].strip()
    placed = None if category.startswith("(") else category
    if placed is not None and placed not in categories:
        raise _Fault(f'replacement_category "{placed}" is not in categories.csv')
    return Family(
        rule=f"model-{_slug(_filled(row, 'family'))}",
        name=row["family"].strip(),
        domain=row["domain"].strip(),
        entity=_filled(row, "vendor"),
        form=_form(row, "pattern"),
        strength=_strength(row, "strength"),
        category=placed,
        layer=_chosen(row, "layer", get_args(Layer)) if row["layer"].strip() else None,
        examples=tuple(example.strip() for example in _filled(row, "examples").split(";")),
        source=row["source"],
        broad=_chosen(row, "broad", ("", "yes")) == "yes",
        as_of=row["as_of"],
    )


def _identifier(row: _Row) -> IdentifierRule:
    roles = (role for role in _filled(row, "roles").split(";"))
    return IdentifierRule(
        rule=_filled(row, "id"),
        kind=_filled(row, "kind"),
        roles=frozenset(_chosen({"roles": role}, "roles", get_args(CellRole)) for role in roles),
        whole=_chosen(row, "whole", ("yes", "no")) == "yes",
        pattern=_regex(row, "pattern"),
        entity=_filled(row, "entity"),
        strength=_strength(row, "strength"),
        why=_filled(row, "why"),
        source=row["source"],
        as_of=row["as_of"],
    )


def _snmp(row: _Row) -> SnmpPrefix:
    prefix = _filled(row, "prefix")
    if not re.fullmatch(r"\d+(\.\d+)*", prefix):
        raise _Fault(f'prefix "{prefix}" is not numbers joined by points, such as 2011.2.25')
    return SnmpPrefix(
        rule=f"snmp-{prefix}",
        prefix=tuple(map(int, prefix.split("."))),
        entity=_filled(row, "entity"),
        strength=_strength(row, "strength"),
        category=row["category"].strip() or None,
        why=_filled(row, "why"),
        source=row["source"],
        as_of=row["as_of"],
    )


def _mac_owner(row: _Row) -> MacOwner:
    words = _named(row, "words")
    rule, entity, strength = f"mac-{_slug(row['words'])}", _filled(row, "entity"), _strength(row, "strength")
    return MacOwner(rule, words, entity, strength, _filled(row, "why"), row["source"], row["as_of"])


def _category(row: _Row) -> tuple[str, Layer]:
    return _filled(row, "category"), _chosen(row, "layer", get_args(Layer))


def _hint(row: _Row) -> Hint:
    layer: Layer = _chosen(row, "layer", get_args(Layer))
    return Hint(_regex(row, "pattern"), _filled(row, "category"), layer, row["source"], row["as_of"])


def _header(row: _Row) -> HeaderRule:
    return HeaderRule(_filled(row, "role"), _regex(row, "pattern"), row["source"], row["as_of"])

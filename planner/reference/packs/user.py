"""A pack that a carrier's engineer writes: one TOML file of makers, names, models and codes added to a full pack.

Every row names its source, and its day (``as_of``) where that is not the pack's. All faults come at once, each with
its table, row, key, what was typed and what would be right. Whether the rows get along with the pack they are added to
is judged in :mod:`planner.reference.packs.joining`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Generic, TypeVar, cast, get_args

from planner.core.errors import InvalidDocument
from planner.core.flagging.openings import Form
from planner.core.flagging.pack import (
    CellRole,
    CoveredEntity,
    Family,
    IdentifierRule,
    MacOwner,
    NameKind,
    NameRule,
    SnmpPrefix,
)
from planner.core.flagging.text import shout, word_tuple
from planner.core.model import Layer, PackInfo, Strength
from planner.core.project.values import Reader, Wrong, choice, day, several, text, typed
from planner.reference.packs.content import canonical_hash, toml_of
from planner.reference.packs.patterns import (
    MOST_WAYS_TOGETHER,
    UnsafePattern,
    bounded_long,
    bounded_name,
    whole_words,
)

MOST_ROWS = 500
_MOST_IN_A_ROW = 40
_SERIAL = re.compile(r"[0-9A-Z]{7,24}")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_PREFIX = re.compile(r"\d{1,9}(\.\d{1,9}){0,20}")

T = TypeVar("T")
_REQUIRED = object()


@dataclass(frozen=True, slots=True)
class Added(Generic[T]):
    """A rule of a user's pack: where it stands, the texts it is meant for, the rules it openly replaces.

    ``ways`` is in how many ways its pattern may be tried at one place of a text.
    """

    place: str
    rule: T
    examples: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    ways: int = 1


@dataclass(frozen=True, slots=True)
class UserPack:
    """A pack of one file, read and sound in itself. ``file`` is what faults call it."""

    file: str
    info: PackInfo
    entities: tuple[Added[CoveredEntity], ...]
    names: tuple[Added[NameRule], ...]
    families: tuple[Added[Family], ...]
    identifiers: tuple[Added[IdentifierRule], ...]
    snmp: tuple[Added[SnmpPrefix], ...]
    mac_owners: tuple[Added[MacOwner], ...]

    @property
    def rows(self) -> tuple[Added[Any], ...]:
        """Every row, table by table."""
        return (*self.entities, *self.names, *self.families, *self.identifiers, *self.snmp, *self.mac_owners)


def parse_user_pack(content: str, file: str) -> UserPack:
    """The pack in a TOML text. Raises :class:`InvalidDocument` (named ``file``) with every fault."""
    raw = toml_of(content, file)
    faults: list[str] = []
    head = _Row("", {key: value for key, value in raw.items() if key not in TABLES}, faults)
    name = head.take("id", _pack_name)
    info = PackInfo(
        name or "", head.take("version", text(40)) or "", str(head.take("as_of", day) or ""), canonical_hash_of(raw)
    )
    head.done(also=TABLES)
    rows = {table: _rows(raw.get(table, []), table, info, faults) for table in TABLES}
    if not any(raw.get(table) for table in TABLES):
        faults.append(f"has no row; add one of {', '.join(f'[[{table}]]' for table in TABLES)}")
    together = sum(row.ways for found in rows.values() for row in found)
    if together > MOST_WAYS_TOGETHER:
        faults.append(f"has patterns that may be tried in {together:,} ways; at most {MOST_WAYS_TOGETHER:,} together")
    if faults:
        raise InvalidDocument(file, faults)
    return UserPack(
        file, info, tuple(rows["entity"]), (*rows["alias"], *rows["deny"]), (*rows["family"], *rows["part_code"]),
        tuple(rows["identifier"]), tuple(rows["snmp"]), tuple(rows["mac_owner"]),
    )  # fmt: skip


def canonical_hash_of(raw: Mapping[str, Any]) -> str:
    """The hash of what the file says, whatever its comments, spaces and the order of its keys."""
    try:
        return canonical_hash({key: raw[key] for key in sorted(raw)})
    except (TypeError, ValueError):
        return ""  # a value that no key may have; it is named as a fault of its row


class _Row:
    """One row while it is read: gives values, collects faults."""

    def __init__(
        self, place: str, raw: Mapping[str, Any], faults: list[str], number: int = 0, pack: PackInfo | None = None
    ) -> None:
        self.place, self.number = place, number
        self.pack, self._as_of = (pack.id, pack.as_of) if pack else ("", "")
        self._raw, self._faults, self._known = raw, faults, list[str]()
        self._before = len(faults)

    @property
    def sound(self) -> bool:
        """Whether no fault was met yet."""
        return len(self._faults) == self._before

    def take(self, key: str, read: Reader, default: Any = _REQUIRED) -> Any:
        """The value of a key, or its default; None after a fault."""
        self._known.append(key)
        if key not in self._raw:
            if default is _REQUIRED:
                self.fault(f"{key}: missing; every {'row' if self.place else 'pack'} needs it")
                return None
            return default
        try:
            return read(self._raw[key])
        except Wrong as wrong:
            self.fault(f"{key}: {typed(self._raw[key])} is typed; it should be {wrong}")
            return None

    def fault(self, told: str) -> None:
        """Write down what is wrong."""
        self._faults.append(f"{self.place} {told}".strip())

    def done(self, also: Iterable[str] = ()) -> bool:
        """Name the keys nobody asked for; whether the row is sound."""
        known = [*self._known, *also]
        for key in self._raw:
            if key not in known:
                near = get_close_matches(key.lower(), known, n=1, cutoff=0.5)
                hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
                self.fault(f"{key}: no such key; {hint}")
        return self.sound

    def origin(self) -> tuple[str, str]:
        """The source, without which no row counts, and the day the row is good for."""
        own = str(self.take("as_of", day, self._as_of) or self._as_of)
        if self._as_of and own > self._as_of:
            self.fault(
                f"as_of: {own} is typed, which is after the pack's own day, {self._as_of}; raise the pack's as_of"
            )
        return str(self.take("source", text(300))), own

    def replaces(self) -> tuple[str, ...]:
        """The rules the row openly replaces."""
        return tuple(self.take("replaces", _one_or_several, ()) or ())


def _rows(raw: object, table: str, pack: PackInfo, faults: list[str]) -> list[Added[Any]]:
    if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
        faults.append(f"[[{table}]] must be a list of tables, not {typed(raw)}; head each row with [[{table}]]")
        return []
    if len(raw) > MOST_ROWS:
        faults.append(f"[[{table}]] has {len(raw):,} rows; at most {MOST_ROWS:,}")
        return []
    found: list[Added[Any]] = []
    for number, entry in enumerate(raw, 1):
        row = _Row(f"[[{table}]] no. {number}", entry, faults, number, pack)
        found += [rule for rule in TABLES[table](row) if row.sound]
    return found


def _entity(row: _Row) -> list[Added[CoveredEntity]]:
    values = row.take("name", text(60)), str(row.take("listed_since", day)), row.take("scope", text(400))
    rule = CoveredEntity(*values, *row.origin())
    return [Added(row.place, rule)] if row.done() else []


def _alias(row: _Row) -> list[Added[NameRule]]:
    entity, names = row.take("entity", text(60)), row.take("names", _names)
    kind = row.take("kind", choice(get_args(NameKind)), None)
    in_maker = row.take("in_maker", choice(("conclusive", "strong", "weak")), "conclusive")
    in_text = row.take("in_text", choice(("conclusive", "strong", "weak")), "strong")
    why = row.take("why", text(300), '"{name}" names a maker that the rule pack "{pack}" lists')
    origin, replaces = row.origin(), row.replaces()
    if not row.done():
        return []
    found = []
    for name in names:
        words = word_tuple(name)
        alone = len(words) == 1 and not words[0].isascii()
        if kind == "chinese" and not alone:
            row.fault(f'kind: "chinese" is typed; "{name}" is not one run of Chinese signs, leave kind out')
        of_kind: NameKind = kind or ("chinese" if alone else "name")
        told = why.replace("{name}", name).replace("{pack}", row.pack)
        rule = NameRule(_rule(row, of_kind, entity), words, of_kind, entity, None, in_maker, in_text, told, *origin)
        found.append(Added(row.place, rule, (name,), replaces))
    return found if row.sound else []


def _deny(row: _Row) -> list[Added[NameRule]]:
    names = row.take("names", _names)
    why = row.take("why", text(300), "resembles a listed name, but is somebody else")
    origin, replaces = row.origin(), row.replaces()
    if not row.done():
        return []
    rule = f"maker-other-look-alike@{row.pack}"
    rules = [NameRule(rule, word_tuple(name), "deny", None, name, "against", None, why, *origin) for name in names]
    return [Added(row.place, denied, (name,), replaces) for denied, name in zip(rules, names, strict=True)]


def _family(row: _Row) -> list[Added[Family]]:
    name, pattern = row.take("name", text(120)), row.take("pattern", text(1000))
    examples, strength = row.take("examples", _EXAMPLES), row.take("strength", _STRENGTH, "strong")
    ways = _ways(row, pattern, bounded_name) if row.sound else 0
    return _model(row, name, (pattern, ways), examples, row.take("domain", text(40), "user"), strength)


def _part_code(row: _Row) -> list[Added[Family]]:
    """Whole codes; alone in their column they are evidence, elsewhere a hint."""
    codes = row.take("codes", _codes)
    name = row.take("name", text(120), "part codes")
    strength = row.take("strength", _STRENGTH, "strong")
    pattern = "|".join(re.escape(code) for code in codes or ())
    return _model(row, name, (pattern, 1), codes, "part code", strength)


def _model(
    row: _Row, name: str, pattern_and_ways: tuple[str, int], examples: Sequence[str], domain: str, strength: Strength
) -> list[Added[Family]]:
    pattern, ways = pattern_and_ways
    entity, category = row.take("entity", text(60)), row.take("category", text(60), None)
    layer = row.take("layer", choice(get_args(Layer)), None)
    origin, replaces = row.origin(), row.replaces()
    if not row.done():
        return []
    form = Form(whole_words(pattern))
    _check_examples(row, examples, lambda example: form.pattern.search(example) is not None)
    rule = Family(
        _rule(row, "model", name), name, domain, entity, form, strength, category, layer, tuple(examples), origin[0],
        as_of=origin[1],
    )  # fmt: skip
    return [Added(row.place, rule, tuple(examples), replaces, ways)] if row.sound else []


_KINDS: dict[str, tuple[str, frozenset[CellRole], str]] = {
    "serial": ("serial", frozenset({"serial"}), "{}"),
    "software": ("software", frozenset({"software", "description"}), "(?<![A-Z0-9])(?:{})(?![A-Z0-9])"),
    "fcc": ("software", frozenset({"fcc"}), "^(?:FCC ?ID)?[ :]{{0,3}}(?:{})"),
}
"""Kind as typed → evidence kind, cells it is looked for in, what stands around the pattern."""


def _identifier(row: _Row) -> list[Added[IdentifierRule]]:
    kind, entity = row.take("kind", choice(_KINDS)), row.take("entity", text(60))
    pattern, examples = row.take("pattern", text(1000)), row.take("examples", _EXAMPLES)
    strength = row.take("strength", _STRENGTH, "strong")
    why = row.take("why", text(300), f'this is a form that the rule pack "{row.pack}" gives to {entity}')
    origin, replaces = row.origin(), row.replaces()
    ways = _ways(row, pattern, bounded_long) if row.sound else 0
    if not row.done():
        return []
    evidence, roles, around = _KINDS[kind]
    form, whole = re.compile(around.format(pattern)), kind == "serial"
    if whole:
        for example in (one for one in examples if not _SERIAL.fullmatch(shout(one))):
            row.fault(f'examples: "{example}" is typed; a serial has 7 to 24 capitals and digits and nothing else')
    find = form.fullmatch if whole else form.search
    _check_examples(row, examples, lambda example: find(shout(example)) is not None)
    rule = IdentifierRule(
        _rule(row, f"{kind}-{row.number}", entity), evidence, roles, whole, form, entity, strength, why, *origin
    )
    return [Added(row.place, rule, tuple(map(shout, examples)), replaces, ways)] if row.sound else []


def _snmp(row: _Row) -> list[Added[SnmpPrefix]]:
    prefix, entity = row.take("prefix", _prefix), row.take("entity", text(60))
    strength = row.take("strength", choice(("conclusive", "strong", "weak")), "strong")
    category = row.take("category", text(60), None)
    why = row.take("why", text(300), f"the device answers SNMP with an object of {entity}'s own tree")
    origin, replaces = row.origin(), row.replaces()
    if not row.done():
        return []
    rule = SnmpPrefix(f"snmp-{'.'.join(map(str, prefix))}@{row.pack}", prefix, entity, strength, category, why, *origin)
    return [Added(row.place, rule, (), replaces)]


def _mac_owner(row: _Row) -> list[Added[MacOwner]]:
    owner, entity = row.take("words", _words), row.take("entity", text(60))
    strength = row.take("strength", _STRENGTH, "strong")
    why = row.take("why", text(300), f"the device carries an address of {entity}")
    origin, replaces = row.origin(), row.replaces()
    if not row.done():
        return []
    rule = MacOwner(_rule(row, "mac", owner), word_tuple(owner), entity, strength, why, *origin)
    return [Added(row.place, rule, (owner,), replaces)]


def _ways(row: _Row, pattern: str, bound: Callable[[str], int]) -> int:
    try:
        return bound(pattern)
    except UnsafePattern as unsafe:
        row.fault(f"pattern: {typed(pattern)} {unsafe}")
        return 0


def _check_examples(row: _Row, examples: Iterable[str], fits: Callable[[str], bool]) -> None:
    for example in examples:
        if not fits(example):
            row.fault(f'examples: "{example}" is typed, which the pattern of this row does not find')


def _rule(row: _Row, kind: str, subject: str) -> str:
    return f"{kind}-{re.sub(r'[^a-z0-9]+', '-', subject.lower()).strip('-')}@{row.pack}"


def _pack_name(value: object) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise Wrong('a short name of small letters, digits and dashes in quotes, such as "ridge-telecom"')
    return value


def _prefix(value: object) -> tuple[int, ...]:
    if not isinstance(value, str) or not _PREFIX.fullmatch(value):
        raise Wrong('what follows 1.3.6.1.4.1. in quotes, such as "64512" or "64512.2.25"')
    return tuple(map(int, value.split(".")))


def _code(value: object) -> str:
    code = cast("str", text(40)(value))
    if not code.isascii() or not code[0].isalnum() or len(re.sub(r"[^A-Za-z0-9]", "", code)) < 4:
        raise Wrong('a whole part code in quotes with four letters or digits at least, such as "ZR-4410A"')
    return code


def _codes(value: object) -> tuple[str, ...]:
    found = cast("tuple[str, ...]", several(_code)(value))
    if not 1 <= len(found) <= _MOST_IN_A_ROW:
        raise Wrong(f"a list of 1 to {_MOST_IN_A_ROW} part codes; begin a further row for more")
    return found


def _names(value: object) -> tuple[str, ...]:
    found = cast("tuple[str, ...]", several(_words)(value))
    if not 1 <= len(found) <= _MOST_IN_A_ROW:
        raise Wrong(f'a list of 1 to {_MOST_IN_A_ROW} names such as ["Zephyr Radio"]; begin a further row for more')
    return found


def _words(value: object) -> str:
    found = cast("str", text(80)(value))
    if not word_tuple(found):
        raise Wrong('a name with letters or digits in quotes, such as "Zephyr Radio"')
    return found


def _one_or_several(value: object) -> tuple[str, ...]:
    return (text(120)(value),) if isinstance(value, str) else cast("tuple[str, ...]", several(text(120))(value))


def _some_examples(value: object) -> tuple[str, ...]:
    found = cast("tuple[str, ...]", several(text(80))(value))
    if not 1 <= len(found) <= 20:
        raise Wrong('a list in square brackets of 1 to 20 texts the pattern is meant for, such as ["ZR4410"]')
    return found


_EXAMPLES: Reader = _some_examples
_STRENGTH: Reader = choice(("strong", "weak"))

TABLES: dict[str, Callable[[_Row], list[Any]]] = {
    "entity": _entity,
    "alias": _alias,
    "family": _family,
    "part_code": _part_code,
    "identifier": _identifier,
    "deny": _deny,
    "snmp": _snmp,
    "mac_owner": _mac_owner,
}
"""The tables of a user's pack and how a row of each is read."""

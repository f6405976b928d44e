"""A user's pack added to a full one: nothing shipped is weakened or shadowed unless the row says so by name.

What a user's rule would change is not guessed from its spelling but asked of the engine's own readers: does the pack as
it stands already say something of this name, this model, this serial? If so the row is refused, or must say
``replaces`` with the id of the rule it takes the place of.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, Protocol, TypeVar

from planner.core.errors import InvalidDocument
from planner.core.flagging.identifiers import TokenRules
from planner.core.flagging.models import ModelReader
from planner.core.flagging.names import NameReader
from planner.core.flagging.pack import Family, IdentifierRule, MacOwner, NameRule, RulePack, SnmpPrefix
from planner.core.model import Strength
from planner.reference.packs.content import canonical_hash
from planner.reference.packs.user import Added, UserPack

_WEIGHT: dict[Strength | None, int] = {None: 0, "against": 0, "weak": 1, "strong": 2, "conclusive": 3}
_SHORTEST_WORD, _SHORTEST_CHINESE = 3, 2


class _Named(Protocol):
    @property
    def rule(self) -> str: ...


_Rule = TypeVar("_Rule", bound=_Named)


def joined_rules(base: RulePack, pack: UserPack) -> RulePack:
    """``base`` with the rules of ``pack``. Raises :class:`InvalidDocument` with every clash."""
    judge = _Judge(base, pack)
    gone = judge.replaced()
    if judge.faults:
        raise InvalidDocument(pack.file, judge.faults)
    info = replace(pack.info, replaces=tuple(sorted({rule for rules in gone.values() for rule in rules})))
    return replace(
        base,
        sources=tuple(dict.fromkeys([*base.sources, *(row.rule.source for row in pack.rows)])),
        entities=(*base.entities, *(row.rule for row in pack.entities)),
        names=_placed(base.names, pack.names, gone, lambda one, other: one.words == other.words),
        families=_placed(base.families, pack.families, gone, _always),
        identifiers=_placed(base.identifiers, pack.identifiers, gone, _always),
        snmp=_placed(base.snmp, pack.snmp, gone, lambda one, other: one.prefix == other.prefix),
        mac_owners=_placed(base.mac_owners, pack.mac_owners, gone, _always),
        sha256=canonical_hash([base.sha256, info.sha256]),
        packs=(*base.packs, info),
    )


def _always(_one: object, _other: object) -> bool:
    return True


def _placed(
    known: Sequence[_Rule],
    added: Sequence[Added[_Rule]],
    gone: dict[int, tuple[str, ...]],
    same: Callable[[_Rule, _Rule], bool],
) -> tuple[_Rule, ...]:
    """The known rules, each that is replaced with what replaces it in its place, then what is new."""
    found: list[_Rule] = []
    placed: set[int] = set()
    takers_of_any = [row for row in added if gone.get(id(row))]
    for rule in known:
        takers = [row for row in takers_of_any if rule.rule in gone[id(row)] and same(rule, row.rule)]
        if not takers:
            found.append(rule)
        found += [row.rule for row in takers if id(row) not in placed]
        placed |= {id(row) for row in takers}
    return (*found, *(row.rule for row in added if id(row) not in placed))


@dataclass(frozen=True, slots=True)
class _Clash:
    """A rule that already speaks of what a row is about; ``what`` says how."""

    rule: str
    what: str


class _Judge:
    """Compares the rows of a user's pack with the pack they are added to."""

    def __init__(self, base: RulePack, pack: UserPack) -> None:
        self.faults: list[str] = []
        self._base, self._pack = base, pack
        self._names = NameReader(base)
        self._models = ModelReader(base, self._names.stances)
        self._entities = {entity.name for entity in base.entities} | {row.rule.name for row in pack.entities}
        rules: tuple[NameRule | Family | IdentifierRule | SnmpPrefix | MacOwner, ...] = (
            *base.names, *base.families, *base.identifiers, *base.snmp, *base.mac_owners,
        )  # fmt: skip
        self._ids = {rule.rule for rule in rules}

    def replaced(self) -> dict[int, tuple[str, ...]]:
        """The rules each row replaces, by the identity of the row; collects the faults."""
        self._check_entities()
        pack = self._pack
        return {
            **self._settled(pack.names, self._name),
            **self._settled(pack.families, self._family),
            **self._settled(pack.identifiers, self._identifier),
            **self._settled(pack.snmp, self._snmp),
            **self._settled(pack.mac_owners, self._mac_owner),
        }

    def _settled(
        self, table: Sequence[Added[_Rule]], clashes: Callable[[Added[_Rule]], list[_Clash]]
    ) -> dict[int, tuple[str, ...]]:
        found = {}
        for row in table:
            met = {clash.rule: clash.what for clash in reversed(clashes(row))}
            found[id(row)] = tuple(rule for rule in row.replaces if rule in met)
            self._check_words(row)
            self._check_replaces(row, met)
            for rule, what in met.items():
                if rule not in row.replaces:
                    self._fault(row, f'{what}; to put this row in its place, say replaces = "{rule}"')
        return found

    def _fault(self, row: Added[Any], told: str) -> None:
        self.faults.append(f"{row.place} {told}")

    def _check_replaces(self, row: Added[Any], met: dict[str, str]) -> None:
        for rule in (one for one in row.replaces if one not in met):
            if rule in self._ids:
                self._fault(row, f'replaces: "{rule}" is typed, yet this row does not touch that rule; leave it out')
            else:
                near = get_close_matches(rule, sorted(self._ids), n=1, cutoff=0.5)
                hint = f"did you mean {near[0]}?" if near else "planner packs shows the packs; a clash names the rule"
                self._fault(row, f'replaces: "{rule}" is typed, which is no rule; {hint}')

    def _check_entities(self) -> None:
        known = {entity.name.casefold(): entity.name for entity in self._base.entities}
        for row in self._pack.entities:
            if same := known.get(row.rule.name.casefold()):
                self._fault(row, f'name: "{row.rule.name}" is typed; {same} is listed already, add aliases to it')
            known[row.rule.name.casefold()] = row.rule.name
        for row in self._pack.rows:
            entity = getattr(row.rule, "entity", None)
            if entity is not None and entity not in self._entities:
                near = get_close_matches(entity, sorted(self._entities), n=1, cutoff=0.5)
                hint = f"did you mean {near[0]}?" if near else "add it as an [[entity]]"
                self._fault(row, f'entity: "{entity}" is typed, which is not listed; {hint}')
            category = getattr(row.rule, "category", None)
            if category is not None and category not in self._base.categories:
                near = get_close_matches(category, list(self._base.categories), n=1, cutoff=0.4)
                hint = f"did you mean {near[0]}?" if near else "leave it out and give a layer"
                self._fault(row, f'category: "{category}" is typed, which is no kind of gear; {hint}')

    def _check_words(self, row: Added[Any]) -> None:
        """A name of filler words would be found in every other row."""
        words: tuple[str, ...] | None = getattr(row.rule, "words", None)
        if words is None:
            return
        silent = self._base.placeholders | self._base.generic_words
        told = [word for word in words if word not in silent and not word.isdigit()]
        if not any(len(word) >= (_SHORTEST_WORD if word.isascii() else _SHORTEST_CHINESE) for word in told):
            typed = row.examples[0]
            self._fault(
                row, f'"{typed}" is typed; a name needs a word of three letters, or two signs, that is no filler'
            )

    def _name(self, row: Added[NameRule]) -> list[_Clash]:
        rule, typed = row.rule, row.examples[0]
        found = [
            _Clash(other.rule, f'"{typed}" is known already: {_whose(other)}')
            for other in self._base.names
            if other.words == rule.words
        ]
        if found:
            return found
        shouted = " ".join(rule.words)
        hits = [hit.rule for hit in self._names.in_maker_cell(shouted).hits]
        hits += [other for other in self._base.names if other.entity and _begins_inside(other.words, rule.words)]
        clashes = [
            _Clash(other.rule, f'"{typed}" would take the place of "{" ".join(other.words)}": {_whose(other)}')
            for other in hits
            if not _as_strong(rule, other)
        ]
        models = self._models.read(typed, tight=True)
        return clashes + [_model_clash(typed, hit.family) for hit in models if _differs(rule, hit.family)]

    def _family(self, row: Added[Family]) -> list[_Clash]:
        rule = row.rule
        found = []
        for example in row.examples:
            hits = self._models.read(example, tight=True)
            found += [_model_clash(example, hit.family) for hit in hits if _differs(rule, hit.family)]
        for other in self._base.families:
            if other.form == rule.form:
                found.append(_Clash(other.rule, f"the pattern is that of {other.name} already"))
            elif _differs(rule, other) and (met := [one for one in other.examples if rule.form.pattern.search(one)]):
                found.append(_Clash(other.rule, f"the pattern also finds {_is_model(met[0], other)}"))
        return found

    def _identifier(self, row: Added[IdentifierRule]) -> list[_Clash]:
        rule = row.rule
        rivals = [other for other in self._base.identifiers if other.roles & rule.roles and other.whole == rule.whole]
        if rule.whole:
            known = TokenRules(rivals)
            met = [(example, other) for example in row.examples if (other := known.first(example)) is not None]
        else:
            met = [(example, other) for example in row.examples for other in rivals if other.pattern.search(example)]
        return [_Clash(other.rule, f'"{example}" is decided already: {other.why}') for example, other in met]

    def _snmp(self, row: Added[SnmpPrefix]) -> list[_Clash]:
        rule = row.rule
        above = [one for one in self._base.snmp if rule.prefix[: len(one.prefix)] == one.prefix]
        nearest = max(above, key=lambda one: len(one.prefix), default=None)
        if nearest is None or (nearest.prefix != rule.prefix and _keeps(rule, nearest)):
            return []
        return [_Clash(nearest.rule, f"the prefix lies in {nearest.rule}, which is {nearest.entity}'s")]

    def _mac_owner(self, row: Added[MacOwner]) -> list[_Clash]:
        padded = f" {' '.join(row.rule.words)} "
        met = [other for other in self._base.mac_owners if f" {' '.join(other.words)} " in padded]
        return [_Clash(other.rule, f'"{row.examples[0]}" is decided already: {other.why}') for other in met]


def _begins_inside(known: Sequence[str], added: Sequence[str]) -> bool:
    """Whether a name ends in what another begins with, so that it would eat the other's first words."""
    return any(tuple(added[-length:]) == tuple(known[:length]) for length in range(1, min(len(known), len(added) + 1)))


def _as_strong(rule: NameRule, other: NameRule) -> bool:
    """Whether ``rule`` says all that ``other`` says: it may stand in front of it."""
    if other.entity is None:
        return rule.entity is None
    of_same = rule.entity == other.entity and not other.maker
    in_maker, in_text = _WEIGHT[rule.in_maker], _WEIGHT[rule.in_text]
    return of_same and in_maker >= _WEIGHT[other.in_maker] and in_text >= _WEIGHT[other.in_text]


def _keeps(rule: SnmpPrefix, other: SnmpPrefix) -> bool:
    of_same = rule.entity == other.entity and other.strength != "against"
    return of_same and _WEIGHT[rule.strength] >= _WEIGHT[other.strength]


def _differs(rule: NameRule | Family, family: Family) -> bool:
    return rule.entity != family.entity


def _model_clash(text: str, family: Family) -> _Clash:
    return _Clash(family.rule, _is_model(text, family))


def _is_model(text: str, family: Family) -> str:
    return f'"{text}", which is known already: {family.name}, of {family.entity}'


def _whose(rule: NameRule) -> str:
    who = rule.entity or rule.maker or ""
    return f"{who}, by the rule {rule.rule}" if who else f"the rule {rule.rule}"

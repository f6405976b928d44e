"""From the facts of a row to a verdict, by the levels of the contract and nothing finer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from planner.core.flagging.facts import LABEL, Fact
from planner.core.flagging.pack import CellRole, Hint
from planner.core.model import Presence, Verdict


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one cell says: its facts, where it says the gear is, and the word for the sort of gear in it.

    ``about_covered`` says that the remark on the whereabouts names covered gear. Cells of one ``kind`` lead to the
    same verdict whatever else stands in the row: their facts differ at most in wording.
    """

    role: CellRole
    facts: tuple[Fact, ...]
    presence: Presence | None
    about_covered: bool
    hint: Hint | None
    kind: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A fact, the role of its cell, the cell's ``place`` among the readings and the fact's place in its reading."""

    fact: Fact
    role: CellRole
    place: int
    nth: int


@dataclass(frozen=True, slots=True)
class Judgment:
    """The verdict, whom it concerns, and the hits that bear on it (the ones that do not are dropped)."""

    verdict: Verdict
    entity: str | None
    hits: tuple[Hit, ...]


def judge(hits: Sequence[Hit], *, contested: bool = False) -> Judgment:
    """Weigh what the cells of a row say.

    Covered: conclusive, or two strong hits of different kinds and different words. Likely: one strong hit, or another
    maker in the maker cell against any strong hit, which only a person can settle. Not covered: another maker is named
    and nothing strong speaks against it. Everything else, silence included, is unknown. What nobody has confirmed makes
    nothing covered and clears nobody. ``contested`` says that the maker named may or may not have been a covered one:
    nothing is covered then for certain. A company that nobody knows for a maker clears only a row in which nothing at
    all speaks for a covered one, and silences nothing.
    """
    cell_names_other = any(hit.fact.names_maker and hit.role == "maker" for hit in hits)
    cell_clears = any(_is_known_maker(hit.fact) and hit.role == "maker" for hit in hits)
    kept = [_as_said(hit, another_maker=cell_clears) for hit in hits]
    text_counts = not any(hit.role == "maker" and _names_somebody(hit.fact) for hit in kept)
    kept = [hit for hit in kept if text_counts or hit.role == "maker" or not hit.fact.names_maker]
    named = any(_is_known_maker(hit.fact) or (hit.fact.clears and not _own(kept)) for hit in kept)
    entity = _entity(kept)
    kept = [hit for hit in kept if not (hit.fact.gated and (named or _of_another(hit, kept)))]
    verdict = _verdict(kept, entity, contradicted=cell_names_other or contested, named=named)
    return Judgment(verdict, _concerned(verdict, entity, kept), tuple(kept))


def _is_known_maker(fact: Fact) -> bool:
    return fact.clears and not fact.by_form


def _names_somebody(fact: Fact) -> bool:
    return not fact.mention and fact.kind != LABEL


def _as_said(hit: Hit, *, another_maker: bool) -> Hit:
    """ "Huawei RRU, removed" is this row's gear, unless the row is somebody else's."""
    if hit.fact.gone and another_maker:
        return replace(hit, fact=replace(hit.fact, mention=True, strength="weak"))
    return hit


def _own(hits: Iterable[Hit]) -> list[Fact]:
    return [hit.fact for hit in hits if _is_own(hit.fact)]


def _is_own(fact: Fact) -> bool:
    return not fact.mention and fact.strength != "against"


def _of_another(hit: Hit, hits: Sequence[Hit]) -> bool:
    """A weak pattern of one covered maker says nothing beside the name of another."""
    named = {other.fact.entity for other in hits if other.fact.kind == "maker" and _is_own(other.fact)}
    return bool(named) and hit.fact.entity not in named


def _entity(hits: Sequence[Hit]) -> str | None:
    """Whom the evidence speaks for: most conclusive, then most strong kinds, then most hits, then the first met."""
    own = _own(hits)
    names = list(dict.fromkeys(fact.entity for fact in own if fact.entity))
    return max(names, key=lambda name: _weight(own, name), default=None)


def _weight(own: Sequence[Fact], name: str) -> tuple[bool, int, int]:
    facts = [fact for fact in own if fact.entity == name]
    return any(fact.strength == "conclusive" for fact in facts), len(_strong_kinds(facts)), len(facts)


def _strong_kinds(facts: Iterable[Fact]) -> set[str]:
    return {fact.kind for fact in facts if fact.strength in ("strong", "conclusive")}


def _verdict(hits: Sequence[Hit], entity: str | None, *, contradicted: bool, named: bool) -> Verdict:
    proofs = [hit for hit in hits if _is_proof(hit.fact) and hit.fact.entity == entity]
    if proofs and contradicted:
        return "likely"
    sure = [hit for hit in proofs if not hit.fact.unverified]
    conclusive = any(hit.fact.strength == "conclusive" for hit in sure)
    if conclusive or any(_independent(*pair) for pair in combinations(sure, 2)):
        return "covered"
    if proofs:
        return "likely"
    return "not_covered" if named else "unknown"


def _is_proof(fact: Fact) -> bool:
    return not fact.mention and fact.strength in ("strong", "conclusive")


def _independent(one: Hit, other: Hit) -> bool:
    """Two kinds of evidence, and not of the same words: "OptiX" is a brand and a model, and one word all the same."""
    return one.fact.kind != other.fact.kind and not (one.place == other.place and _share_words(one.fact, other.fact))


def _share_words(one: Fact, other: Fact) -> bool:
    return one.span[0] < other.span[1] and other.span[0] < one.span[1]


def shared_words(facts: Sequence[Fact]) -> tuple[tuple[int, int], ...]:
    """Which facts of one cell, by their places, are proof of two kinds from the same words."""
    proofs = [(nth, fact) for nth, fact in enumerate(facts) if _is_proof(fact)]
    return tuple(
        (first, second)
        for (first, one), (second, other) in combinations(proofs, 2)
        if one.kind != other.kind and _share_words(one, other)
    )


def _concerned(verdict: Verdict, entity: str | None, hits: Sequence[Hit]) -> str | None:
    if verdict == "not_covered":
        return None
    return entity if any(fact.entity == entity for fact in _own(hits)) else None

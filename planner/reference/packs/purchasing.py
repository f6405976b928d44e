"""Whom a pack of one's own adds to the lists that purchases are checked against."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planner.core.flagging.text import word_tuple
from planner.core.purchases import Party
from planner.reference.packs.user import UserPack

_Words = tuple[str, ...]


def with_own_parties(parties: Sequence[Party], pack: UserPack) -> tuple[Party, ...]:
    """``parties``, those of the Covered List also by the names the pack gives them, and the makers the pack lists."""
    known = tuple(
        replace(party, names=tuple(dict.fromkeys([*party.names, *_names(party.name, pack)])))
        if party.list == "Covered List"
        else party
        for party in parties
    )
    citation = f"{pack.info.id} {pack.info.version}"
    own = (row.rule for row in pack.entities)
    return known + tuple(
        Party(
            "own list", one.name, tuple(dict.fromkeys([word_tuple(one.name), *_names(one.name, pack)])),
            date.fromisoformat(one.listed_since), citation, "listed", one.scope, one.source,
        )
        for one in own
    )  # fmt: skip


def _names(entity: str, pack: UserPack) -> tuple[_Words, ...]:
    """What the pack calls a maker where the name alone says who made it: what may be somebody else's word does not."""
    rules = (row.rule for row in pack.names)
    return tuple(rule.words for rule in rules if rule.entity == entity and rule.in_maker in ("conclusive", "strong"))

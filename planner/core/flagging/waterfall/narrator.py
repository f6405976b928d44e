"""Tells the waterfall of a row; the facts, the judge and the reader of whereabouts are the engine's."""

from collections.abc import Sequence

from planner.core.flagging.facts import MacLookup
from planner.core.flagging.hearing import Listener
from planner.core.flagging.pack import RulePack
from planner.core.flagging.waterfall.heard import RowHearer
from planner.core.flagging.waterfall.naming import NameTeller
from planner.core.flagging.waterfall.proving import ProofTeller
from planner.core.flagging.waterfall.reading import RoleTeller, compared
from planner.core.flagging.waterfall.ruling import chassis, contradictions, presence, verdict
from planner.core.flagging.waterfall.sources import Sources
from planner.core.flagging.waterfall.steps import Waterfall
from planner.core.flagging.waterfall.told import Teller
from planner.core.model import Item


class Narrator:
    """Made once per pack; ``mac_owner`` as :func:`planner.core.flagging.flag` takes it."""

    def __init__(self, pack: RulePack, mac_owner: MacLookup) -> None:
        listener = Listener(pack, mac_owner)
        readers, sources = listener.readers, Sources(pack)
        teller = Teller(sources, readers.names.stances)
        self._hearer = RowHearer(pack, listener)
        self._presence = listener.presence
        self._roles = RoleTeller(readers, teller)
        self._names = NameTeller(readers, sources, teller)
        self._proofs = ProofTeller(readers, sources, teller)

    def waterfall(self, item: Item, around: Sequence[Item] = ()) -> Waterfall:
        """The steps from the cells of an item to its verdict; ``around`` is what it is plugged into, what that is
        plugged into, and so on.
        """
        row = self._hearer.hear(item, around)
        where, whereabouts = presence(row, self._presence)
        steps = (
            compared(row),
            self._roles.step(row),
            self._names.exact(row),
            self._names.near(row),
            self._proofs.identifiers(row),
            self._proofs.strong(row),
            self._proofs.weak(row),
            contradictions(row),
            chassis(row),
            verdict(row),
            whereabouts,
        )
        return Waterfall(row.judgment.verdict, row.judgment.entity, where, steps)

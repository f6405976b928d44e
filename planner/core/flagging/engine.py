"""Items in, findings out. The order of the steps, and a memory of the texts already read."""

from collections.abc import Sequence

from planner.core.flagging.cells import CellReader, CellText
from planner.core.flagging.facts import Fact, MacLookup, Readers, facts
from planner.core.flagging.layers import LayerReader
from planner.core.flagging.pack import CellRole, RulePack
from planner.core.flagging.presence import PresenceReader
from planner.core.flagging.verdict import Hit, Judgment, judge
from planner.core.model import Evidence, Finding, Item

_OF_THE_NETWORK = ("covered", "likely")


def flag(items: Sequence[Item], pack: RulePack, mac_owner: MacLookup) -> tuple[Finding, ...]:
    """Judge every item, in the order given: who made it, how we know, where it is, what sort of gear it is.

    ``mac_owner`` maps a MAC address of 12 hexadecimal digits to the registered owner's name, or None. Nothing typed in
    a cell raises; an item with nothing to go on is *unknown*.
    """
    engine = _Engine(pack, mac_owner)
    return tuple(engine.finding(item) for item in items)


class _Engine:
    def __init__(self, pack: RulePack, mac_owner: MacLookup) -> None:
        self._pack = pack
        self._readers = Readers(pack, mac_owner)
        self._cells = CellReader(pack)
        self._presence = PresenceReader(pack)
        self._layers = LayerReader(pack)
        self._known: dict[tuple[CellRole, bool, str], tuple[Fact, ...]] = {}

    def finding(self, item: Item) -> Finding:
        cells = self._cells.cells(item)
        judgment = judge([Hit(fact, cell) for cell in cells for fact in self._facts(cell)])
        layer, category = self._layers.place(item, cells, judgment.hits)
        presence = self._presence.presence(cells, item.site, judgment)
        return Finding(item, judgment.verdict, judgment.entity, presence, layer, category, self._evidence(judgment))

    def _facts(self, cell: CellText) -> tuple[Fact, ...]:
        key = (cell.role, cell.sold, cell.cleaned)
        if key not in self._known:
            self._known[key] = facts(cell, self._readers)
        return self._known[key]

    def _evidence(self, judgment: Judgment) -> tuple[Evidence, ...]:
        scope = self._pack.scope(judgment.entity) if judgment.verdict in _OF_THE_NETWORK else ""
        return tuple(_evidence(hit, scope if hit.fact.entity == judgment.entity else "") for hit in judgment.hits)


def _evidence(hit: Hit, scope: str) -> Evidence:
    fact = hit.fact
    why = f"{fact.why}; {scope}" if scope else fact.why
    return Evidence(fact.rule, fact.strength, hit.cell.cell, fact.text, why, fact.kind, fact.entity)

"""What sort of gear it is: by its family, else by the sheet's own column, else by the words that describe it."""

from collections.abc import Sequence

from planner.core.flagging.cells import CellText
from planner.core.flagging.openings import Clues, Openings, heads
from planner.core.flagging.pack import CellRole, Hint, RulePack
from planner.core.flagging.verdict import Hit, Reading
from planner.core.model import Layer

_HINT_ROLES = ("model", "description", "part_number", "maker")
_ROLE_ORDER = {"model": 0, "part_number": 1, "maker": 2, "description": 3}


class LayerReader:
    """Places items in layers. Hints never say who made something."""

    def __init__(self, pack: RulePack) -> None:
        self._pack = pack
        told = [(hint.pattern.pattern, hint.pattern.flags) for hint in pack.hints]
        begun = [heads(text, flags) for text, flags in told]
        self._openings = Openings(begun)
        self._clues = Clues.of((found, text, flags) for found, (text, flags) in zip(begun, told, strict=True)).blurred()

    def place(
        self, layer: Layer | None, readings: Sequence[Reading], hits: Sequence[Hit]
    ) -> tuple[Layer | None, str | None]:
        """The layer and the category, None where nothing says; ``layer`` is what the sheet's own column says."""
        known = [hit for hit in hits if hit.fact.category and not hit.fact.mention]
        if known:
            best = min(known, key=_rank)
            category = best.fact.category
            return best.fact.layer or self._pack.categories.get(category or "") or layer, category
        hint = _best_hint(readings, layer)
        if hint is None:
            return layer, None
        return layer or hint.layer, hint.category

    def clues(self, role: CellRole) -> Clues:
        """What a cell, every figure a zero, must hold for a hint to stand in it."""
        return self._clues if role in _HINT_ROLES else Clues(frozenset())

    def hint(self, cell: CellText) -> Hint | None:
        """The first hint whose words stand in a cell that describes the gear."""
        if cell.role not in _HINT_ROLES:
            return None
        able = (self._pack.hints[place] for place in self._openings.among(cell.shouted))
        return next((hint for hint in able if hint.pattern.search(cell.shouted)), None)


def _best_hint(readings: Sequence[Reading], layer: Layer | None) -> Hint | None:
    for role in _HINT_ROLES:
        hint = next((reading.hint for reading in readings if reading.role == role and reading.hint), None)
        if hint and layer in (None, hint.layer):
            return hint
    return None


def _rank(hit: Hit) -> tuple[bool, bool, int]:
    return hit.fact.broad, hit.fact.strength == "weak", _ROLE_ORDER.get(hit.role, 9)

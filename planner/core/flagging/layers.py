"""What sort of gear it is: by its family, else by the sheet's own column, else by the words that describe it."""

from collections.abc import Sequence

from planner.core.flagging.cells import CellText
from planner.core.flagging.pack import Hint, RulePack
from planner.core.flagging.verdict import Hit
from planner.core.model import Item, Layer

_HINT_ROLES = ("model", "description", "part_number", "maker")
_ROLE_ORDER = {"model": 0, "part_number": 1, "maker": 2, "description": 3}


class LayerReader:
    """Places items in layers. Hints never say who made something."""

    def __init__(self, pack: RulePack) -> None:
        self._pack = pack
        self._hints: dict[str, Hint | None] = {}

    def place(self, item: Item, cells: Sequence[CellText], hits: Sequence[Hit]) -> tuple[Layer | None, str | None]:
        """The layer and the category; None where nothing says."""
        known = [hit for hit in hits if hit.fact.category and not hit.fact.mention]
        if known:
            best = min(known, key=_rank)
            category = best.fact.category
            return best.fact.layer or self._pack.categories.get(category or "") or item.layer, category
        hint = self._hint(cells, item.layer)
        if hint is None:
            return item.layer, None
        return item.layer or hint.layer, hint.category

    def _hint(self, cells: Sequence[CellText], layer: Layer | None) -> Hint | None:
        for role in _HINT_ROLES:
            found = (self._in(cell.shouted) for cell in cells if cell.role == role)
            hint = next((hint for hint in found if hint), None)
            if hint and layer in (None, hint.layer):
                return hint
        return None

    def _in(self, shouted: str) -> Hint | None:
        if shouted not in self._hints:
            self._hints[shouted] = next((hint for hint in self._pack.hints if hint.pattern.search(shouted)), None)
        return self._hints[shouted]


def _rank(hit: Hit) -> tuple[bool, bool, int]:
    return hit.fact.broad, hit.fact.strength == "weak", _ROLE_ORDER.get(hit.cell.role, 9)

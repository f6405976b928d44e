"""What a row says about where its place is: coordinates, state, address."""

from planner.core.columns.texts import is_placeholder
from planner.core.model import Meaning
from planner.core.rows.drafts import Filled, word
from planner.core.rows.notebook import Notebook
from planner.core.rows.sites import Facts
from planner.core.rows.values import Bad, coordinate_of, pair_of, zip_of

_PLACE: frozenset[Meaning] = frozenset({"latitude", "longitude", "state", "address", "city", "zip"})


def facts_of(cells: dict[Meaning, list[Filled]], notebook: Notebook) -> Facts | None:
    """The row's facts about its place; None when it has none. Coordinates that cannot be read are noted."""
    if _PLACE.isdisjoint(cells):
        return None
    latitude, longitude = _coordinates(cells, notebook)
    state = word(cells, "state")
    address = ", ".join(part for part in (word(cells, "address"), word(cells, "city"), _zip(cells)) if part)
    return Facts(latitude, longitude, state.upper() if state and len(state) == 2 else state, address or None)


def _zip(cells: dict[Meaning, list[Filled]]) -> str | None:
    found = cells.get("zip")
    return zip_of(found[0].source.value) if found else None


def _coordinates(cells: dict[Meaning, list[Filled]], notebook: Notebook) -> tuple[float | None, float | None]:
    found = cells.get("latitude")
    pair = pair_of(found[0].source.value) if found else None
    if pair:
        return pair
    return _degrees(cells, "latitude", 90, notebook), _degrees(cells, "longitude", 180, notebook)


def _degrees(cells: dict[Meaning, list[Filled]], meaning: Meaning, limit: int, notebook: Notebook) -> float | None:
    found = cells.get(meaning)
    if not found or is_placeholder(found[0].source.text):
        return None
    source = found[0].source
    read = coordinate_of(source.value, limit)
    if isinstance(read, Bad):
        notebook.add("check", read.rule, source.text, read.problem, read.fix, source.row, source.at)
        return None
    return read

"""What a row says about where its place is: coordinates, state, address."""

from planner.core.columns.texts import is_placeholder
from planner.core.model import Meaning
from planner.core.rows.drafts import Cells, word
from planner.core.rows.filling import Source
from planner.core.rows.notebook import Notebook
from planner.core.rows.sites import Facts, Witness
from planner.core.rows.values import Bad, coordinate_of, pair_doubt, pair_of, zip_doubt, zip_of
from planner.core.rows.values.degrees import Spot

PLACE_FACTS: frozenset[Meaning] = frozenset({"latitude", "longitude", "state", "address", "city", "zip"})
_LIMITS: dict[Meaning, int] = {"latitude": 90, "longitude": 180}
_LONGEST_ANGLE = 180
_UNUSABLE = frozenset({"coordinates-swapped", "coordinates-zero"})


def facts_of(cells: Cells, notebook: Notebook) -> Facts | None:
    """The row's facts about its place; None when it has none. Coordinates and ZIP codes that cannot be right are
    noted.
    """
    if PLACE_FACTS.isdisjoint(cells):
        return None
    latitude, longitude = _coordinates(cells, notebook)
    state = word(cells, "state")
    address = ", ".join(
        part for part in (word(cells, "address"), word(cells, "city"), _zip(cells, state, notebook)) if part
    )
    witness = _witness(cells, notebook) if latitude is not None and longitude is not None else None
    return Facts(latitude, longitude, state.upper() if state and len(state) == 2 else state, address or None, witness)


def _zip(cells: Cells, state: str | None, notebook: Notebook) -> str | None:
    """The ZIP code, as it stands where it cannot be one; what speaks against it is noted."""
    found = cells.get("zip")
    if not found:
        return None
    source = found[0].source
    if doubt := zip_doubt(source.value, state):
        notebook.note(doubt, source.text, source.row, source.at)
    return zip_of(source.value)


def _coordinates(cells: Cells, notebook: Notebook) -> tuple[float | None, float | None]:
    """Both coordinates, from two cells or from one; none of them when they cannot be what they say."""
    pair = _pair(cells)
    latitude = pair[0] if pair else _degrees(cells, "latitude", notebook)
    longitude = pair[1] if pair else _degrees(cells, "longitude", notebook)
    if latitude is None or longitude is None:
        return latitude, longitude
    doubt = pair_doubt(latitude, longitude)
    source = _spoken(cells, "latitude", "longitude")
    if doubt and source:
        east = _spoken(cells, "longitude", "latitude") if doubt.rule == "longitude-east" else source
        notebook.note(doubt, (east or source).text, source.row, (east or source).at)
    return (None, None) if doubt and doubt.rule in _UNUSABLE else (latitude, longitude)


def _spoken(cells: Cells, *meanings: Meaning) -> Source | None:
    return next((cells[meaning][0].source for meaning in meanings if meaning in cells), None)


def _witness(cells: Cells, notebook: Notebook) -> Witness | None:
    source = _spoken(cells, "latitude", "longitude")
    return Witness(notebook, source.text, source.row, source.at) if source else None


def _pair(cells: Cells) -> Spot | None:
    """A pair in one cell, or two cells whose angles fit only the other way round (which is then told)."""
    first, second = _spoken(cells, "latitude"), _spoken(cells, "longitude")
    for source in (first, second):
        if source and (pair := pair_of(source.value)):
            return pair
    if not first or not second:
        return None
    across, along = (coordinate_of(source.value, _LONGEST_ANGLE) for source in (first, second))
    if isinstance(across, float) and isinstance(along, float) and abs(across) > _LIMITS["latitude"]:
        return across, along
    return None


def _degrees(cells: Cells, meaning: Meaning, notebook: Notebook) -> float | None:
    source = _spoken(cells, meaning)
    if not source or is_placeholder(source.text):
        return None
    read = coordinate_of(source.value, _LIMITS[meaning])
    if isinstance(read, Bad):
        notebook.note(read, source.text, source.row, source.at)
        return None
    return read

"""Columns with a model in the header and something of it in the cells: ``RRU3908 Alpha SN``, ``BBU3900 Qty``."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from planner.core.columns.contents import profile, shapes_of
from planner.core.columns.counts import TOTALS, names_a_known_model, names_a_product
from planner.core.columns.labels import IDENTITY
from planner.core.columns.lexicon import ColumnLexicon, header_scores, mentions_a_maker
from planner.core.columns.texts import is_placeholder
from planner.core.columns.totals import number_of
from planner.core.model import Meaning

_STRONG = 0.5
_SEVERAL = 2
_NEARLY_ALL = 0.6
_TELLS: dict[Meaning, re.Pattern[str]] = {
    "serial": re.compile(
        r"(?i)\b(?:s\s?/\s?n|sn|serials?|ser\.?)\b[.#:]*\s*(?:numbers?|nos?\b\.?|nums?\b\.?|#)?|"
        r"序列号|条码|\bseriennummern?\b|\bn(?:[º°o]|um[eé]ro)?\.?\s*de\s+s[eé]rie\b"
    ),
    "mac": re.compile(r"(?i)\bmac(?:\s*addr(?:ess)?\.?)?"),
    "asset_id": re.compile(r"(?i)\basset(?:\s*(?:tag|id|no\.?|number|#))?|\btag(?:\s*(?:no\.?|#))?"),
    "quantity": re.compile(r"(?i)\b(?:qty\.?|quantity|count|number\s+of|no\.\s+of|units?|pcs)(?=\W|$)|#\s*of|#"),
}
_SECTOR = re.compile(
    r"(?i)\b(?:(?:sector|sect?\.?)[ _-]*)?(?:alpha|beta|gamma|delta|epsilon|zeta)\b|"
    r"\b(?:sector|sect?\.?)[ _-]*[a-z0-9]\b"
)
_NUMBER = re.compile(r"\s+#?([1-9])$|\s*\(([1-9])\)$|\s+#([1-9]\d)$")
_EDGES = " \t-–—_/:;,.()[]"


class Piece(NamedTuple):
    """One piece of gear that has columns of its own: its model and, where named, its sector or number; the columns."""

    model: str
    position: str
    columns: Mapping[int, Meaning]


def read_wide(
    headers: Sequence[str],
    samples: Sequence[Sequence[str]],
    lexicon: ColumnLexicon,
    forced: Mapping[int, Meaning],
) -> list[Piece]:
    """The pieces whose models stand in the headers; none when a column beside them names the model of the row."""
    pieces: dict[tuple[str, str], dict[int, Meaning]] = {}
    for at, header in enumerate(headers):
        found = _taken_apart(header, samples[at], lexicon) if header else None
        if found and forced.get(at, found[2]) == found[2]:
            pieces.setdefault(found[:2], {})[at] = found[2]
    held = {at for columns in pieces.values() for at in columns}
    rest = {at: header for at, header in enumerate(headers) if header and at not in held}
    if any(_role(header, lexicon) in IDENTITY or forced.get(at) in IDENTITY for at, header in rest.items()):
        return []
    return [Piece(model, position, columns) for (model, position), columns in pieces.items()]


def _taken_apart(header: str, sample: Sequence[str], lexicon: ColumnLexicon) -> tuple[str, str, Meaning] | None:
    """The model, the position and the meaning of a column; None when its header holds no model."""
    role = _role(header, lexicon)
    if role is not None and role in _TELLS:
        model, position = _model_in(_TELLS[role].sub(" ", header), lexicon)
        return (model, position, role) if model else None
    if names_a_known_model(header, lexicon):
        looks = profile(sample, lexicon)
        model, position = _model_in(header, lexicon)
        fits = looks.share("serial") >= _NEARLY_ALL and looks.share("count", "model", "date") < _NEARLY_ALL
        return (model, position, "serial") if model and fits else None
    return None


def _role(header: str, lexicon: ColumnLexicon) -> Meaning | None:
    scores = header_scores(header, lexicon, misspelled=False)
    able = [meaning for meaning, score in scores.items() if score >= _STRONG]
    if not able:
        return None
    return max(able, key=lambda meaning: scores[meaning])


def _model_in(text: str, lexicon: ColumnLexicon) -> tuple[str, str]:
    """The model that is left of a header, and its sector or number; "" for none."""
    sector = _SECTOR.search(text)
    rest = _tidy(_SECTOR.sub(" ", text)) if sector else _tidy(text)
    position = _tidy(sector[0]) if sector else ""
    if not sector and (number := _NUMBER.search(rest)) and _is_model(rest[: number.start()], lexicon):
        rest, position = _tidy(rest[: number.start()]), next(filter(None, number.groups()))
    return (rest, position) if _is_model(rest, lexicon) else ("", "")


def _is_model(text: str, lexicon: ColumnLexicon) -> bool:
    if not any(c.isdigit() for c in text):
        return False
    return lexicon.model(text) is not None or (mentions_a_maker(text, lexicon) and names_a_product(text, lexicon))


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(_EDGES)


def states_counted(
    headers: Sequence[str], samples: Sequence[Sequence[str]], counted: Collection[int]
) -> tuple[int, ...]:
    """The columns of counts whose headers are states of gear, as in a pivot table: *In service*, *Spare*.

    One of them alone must stand beside its total, for ``1`` and ``0`` under *Active* may as well say yes and no.
    """
    states = [i for i in counted if "status" in shapes_of(headers[i].strip()) and any(samples[i])]
    if not states or any(text and not _counts(text) for i in states for text in samples[i]):
        return ()
    if all(number_of(text) < _SEVERAL for i in states for text in samples[i]):
        return ()
    rows = range(min(map(len, samples)))
    sums = [[sum(number_of(samples[i][row]) for i in states) for row in rows]]
    totals = [[number_of(samples[i][row]) for row in rows] for i, h in enumerate(headers) if TOTALS.search(h)]
    return tuple(states) if len(states) > 1 or totals == sums else ()


def _counts(text: str) -> bool:
    return text.isdecimal() or is_placeholder(text)

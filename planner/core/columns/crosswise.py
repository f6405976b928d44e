"""Which way round a matrix of counts lies: models down and sites across, or sites down and models across."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from planner.core.columns.contents import shapes_of
from planner.core.columns.labels import IDENTITY, PLACES, SITE
from planner.core.columns.lexicon import ColumnLexicon, header_scores, mentions_a_maker, names_a_maker
from planner.core.columns.texts import is_placeholder, normal_header
from planner.core.model import Meaning

_STRONG = 0.5
_LEAST_GEAR = 0.5  # of the names of the rows must be gear that somebody knows
_TOLD_APART = 0.8
_LEAST_HEADS = 2
_TOTALS = re.compile(r"(?i)\btotals?\b|^sum\b|^summe$|^gesamt$|^合计$|^总计$|^suma$|^somme$")
_NUMBERED_PLACE = re.compile(
    r"(?i)^(?:cell ?)?(?:site|tower|location|node|hub|store|plant|loc)[ #._-]*[a-z]?\d+[a-z]?$"
)
_A_NAME = re.compile(r"[^\W\d_]{2}")
# What small numbers beside a model measure, and what is counted that is no site.
_MEASURES = frozenset(
    {
        "port", "ports", "slot", "slots", "watt", "watts", "w", "kw", "weight", "height", "width", "depth", "ru",
        "rus", "u", "kg", "lb", "lbs", "amp", "amps", "volt", "volts", "v", "power", "load", "age", "year",
        "years", "yr", "yrs", "month", "months", "week", "weeks", "day", "days", "hour", "hours", "sector",
        "sectors", "carrier", "carriers", "band", "bands", "channel", "channels", "antenna", "antennas", "user",
        "users", "customer", "customers", "subscriber", "subscribers", "sub", "subs", "line", "lines", "circuit",
        "circuits", "spare", "spares", "stock", "hand", "ordered", "received", "installed", "need", "needed",
        "require", "required", "use", "used", "free", "available", "min", "max", "minimum", "maximum", "good",
        "bad", "faulty", "failed", "ok", "working", "broken", "new", "old", "active", "inactive", "existing",
        "current", "planned", "proposed", "future", "removed", "returned", "sold", "scrapped", "retired", "phase",
        "stage", "step", "qty", "quantity", "count", "counts", "number", "no", "unit", "units", "piece", "pieces",
        "avg", "average", "mean", "rank", "priority", "score", "level", "rev", "revision", "ver", "version",
        "size", "capacity", "speed", "gbps", "mbps", "mhz", "ghz", "hz", "tx", "rx", "mimo", "lte", "nr", "gsm",
        "umts", "cdma", "g", "2g", "3g", "4g", "5g", "temp", "temperature", "rating", "risk", "class", "grade",
        "tier", "group", "order", "page", "item", "row", "cost", "price", "value", "labor", "crew",
        "crews", "license", "licenses", "cell", "cells", "bay", "rack", "racks", "shelf", "warehouse", "fiber",
        "fibers", "pair", "pairs", "feet", "ft", "m", "km", "miles", "mi", "inch", "inches", "in", "length",
        "diameter",
    }
)  # fmt: skip
_PERIODS = re.compile(
    r"(?i)^(?:fy|cy|q|h|wk|week|year)[ '-]?\d{1,4}(?:[ '-]?\d{2,4})?$|"
    r"^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ .,'/-]*\d*$"
)


class Crosswise(NamedTuple):
    """The columns of counts under the names of sites, and what the columns that name the rows mean. ``unsure`` are
    columns of counts that may be sites as well as not.
    """

    heads: tuple[int, ...]
    labels: Mapping[int, Meaning]
    unsure: tuple[int, ...] = ()


def sites_across(
    headers: Sequence[str], samples: Sequence[Sequence[str]], lexicon: ColumnLexicon, counted: Sequence[int]
) -> Crosswise | None:
    """The sites over columns of counts whose rows are named after gear that somebody knows, each once. None when the
    rows are not, or say in another column where they stand or how many they are.
    """
    rest = [i for i in range(len(headers)) if i not in counted and any(samples[i])]
    model = next((i for i in rest if _names_gear(samples[i], lexicon)), None)
    if model is None or not _tell_apart(samples[model]):
        return None
    makers = [i for i in rest if i != model and _names_makers(samples[i], lexicon)]
    others = [i for i in rest if i != model and i not in makers]
    if any(_says(headers[i], lexicon) & {*PLACES, *IDENTITY, "serial", "mac", "asset_id"} for i in others):
        return None
    if any("quantity" in _says(headers[i], lexicon) for i in counted):
        return None
    labels: dict[int, Meaning] = {model: "model", **dict.fromkeys(makers[:1], "maker")}
    able = [i for i in counted if could_be_a_site(headers[i], lexicon)]
    open_ = [i for i in counted if i not in able and not _is_told(headers[i], lexicon)]
    return Crosswise(tuple(able), labels, tuple(open_)) if len(able) + len(open_) >= _LEAST_HEADS else None


def could_be_a_site(header: str, lexicon: ColumnLexicon) -> bool:
    """True for a header over counts that may well name a site: ``Elk Butte``, ``PR-01``, ``Site 2``; not for *Ports*,
    *Q3*, *Spare* or a model.
    """
    if _NUMBERED_PLACE.match(header):
        return True
    return bool(_A_NAME.search(header)) and not _is_told(header, lexicon) and not _says(header, lexicon)


def names_of_gear(sample: Sequence[str], lexicon: ColumnLexicon) -> bool:
    """Whether most of the names of the rows are models that somebody knows, or stand beside their makers."""
    return _names_gear(sample, lexicon)


def says_gear(header: str, lexicon: ColumnLexicon) -> bool:
    """Whether a header names what stands under it as gear: *Model*, *Equipment*."""
    return bool(_says(header, lexicon) & {*IDENTITY, "description", "maker"})


def _is_told(header: str, lexicon: ColumnLexicon) -> bool:
    """Whether a header says something else than a site: a measure, a period, a state, gear."""
    words = set(normal_header(header).split())
    if words & _MEASURES or _PERIODS.match(header.strip()) or lexicon.model(header) is not None:
        return True
    return bool(_says(header, lexicon) - SITE) or bool(shapes_of(header) & {"status", "layer", "date", "year", "money"})


def _says(header: str, lexicon: ColumnLexicon) -> frozenset[Meaning]:
    scores = header_scores(header, lexicon, misspelled=False) if header else {}
    return frozenset(meaning for meaning, score in scores.items() if score >= _STRONG)


def _filled(sample: Sequence[str]) -> list[str]:
    return [text for text in sample if text and not is_placeholder(text) and not _TOTALS.search(text)]


def _names_gear(sample: Sequence[str], lexicon: ColumnLexicon) -> bool:
    filled = _filled(sample)
    known = sum(_is_gear(text, lexicon) for text in filled)
    return known > 0 and known >= _LEAST_GEAR * len(filled)


def _is_gear(text: str, lexicon: ColumnLexicon) -> bool:
    if lexicon.model(text) is not None:
        return True
    return mentions_a_maker(text, lexicon) and len(text.split()) > 1 and any(c.isdigit() for c in text)


def _names_makers(sample: Sequence[str], lexicon: ColumnLexicon) -> bool:
    filled = _filled(sample)
    return bool(filled) and sum(names_a_maker(text, lexicon) for text in filled) >= _TOLD_APART * len(filled)


def _tell_apart(sample: Collection[str]) -> bool:
    filled = [text for text in sample if text]
    return len(set(filled)) >= _TOLD_APART * len(filled)

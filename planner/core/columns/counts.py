"""Matrices of counts: a model over each column and a site beside each row, or the other way around."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from planner.core.columns.lexicon import ColumnLexicon, header_scores, mentions_a_maker
from planner.core.columns.texts import is_placeholder, normal_header, normal_name
from planner.core.model import Meaning

_LEAST_HEADS = 2
_MOST_HEADS = 400
_LEAST_COUNTS = 0.9  # this share of a column's filled cells must be counts, marks or nothing
_COUNT = re.compile(r"^\d{1,4}(?:\.0+)?$|^\d{1,4} ?(?:x|ea\.?|pcs?\.?|units?)$|^x ?\d{1,4}$", re.IGNORECASE)
_MARKS = frozenset({"x", "y", "yes", "✓", "✔", "√", "●", "•", "si", "sí", "oui", "ja", "是", "有"})
_NOTHING = frozenset({"n", "no", "none", "0", "non", "nein", "否", "无"})
_TOTALS = re.compile(r"(?i)^(?:grand |sub)?totals?\b|\btotals?$|^sum\b|^summe$|^gesamt$|^合计$|^总计$|^suma$|^somme$")
# A word of letters and digits that is no product: bands, quarters, years, places.
_NO_PRODUCT = re.compile(
    r"(?i)^(?:fy|cy|ver|rev|lte|umts|gsm|nr|band|mhz|ghz|sector|phase|zone|port|slot|rack|shelf|week|wk|ch|channel|level|"
    r"tier|cat|class|year|rel|release|row|line|col|unit|day|month|room|bay|step|note|field|site|cell|node|hop|link|route|"
    r"hwy|us|sr|cr|pcs|aws|ge|fe|xe|te|eth|gi|fa)[ .#-]?\d+[a-z]?$|"
    r"^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ .,'/-]*\d+$|"
    r"^[a-z][ .#-]?\d{1,2}[a-z]?$|^\d+ ?[a-z]{1,3}$"
)
_PRODUCT_WORD = re.compile(r"(?i)^(?=.*[a-z])(?=.*\d\d)[a-z0-9][\w/.+-]{3,}$")
_LETTERS_THEN_DIGITS = re.compile(r"(?i)^[a-z]{2,}[ -]?\d{2,}[a-z]*$|^[a-z]+ [a-z]{2,} ?\d{2,}[a-z]*$")


class Matrix(NamedTuple):
    """The columns of a matrix that hold counts, and what their headers name; ``marks`` are those ticked, not counted.

    ``unsure`` asks a person.
    """

    names: Meaning
    columns: tuple[int, ...]
    marks: frozenset[int] = frozenset()
    unsure: str = ""


def is_nothing(text: str) -> bool:
    """True for a cell of a matrix that counts no gear: empty, ``0``, ``-``, ``no``."""
    plain = text.casefold().strip(" .-–—")
    return plain in _NOTHING or not plain.strip("0.") or (is_placeholder(text) and plain not in _MARKS)


def is_mark(text: str) -> bool:
    """True for a cell that is ticked instead of counted: ``x``, ``Y``, ``✓``."""
    return text.casefold().strip(" .") in _MARKS


def names_a_product(text: str, lexicon: ColumnLexicon) -> bool:
    """True for a header that is a model: ``RRU3908``, ``Huawei RTN 950``; not for ``Band 12`` or ``FY2021``."""
    if len(text) > 60 or _NO_PRODUCT.match(text.strip()) or _TOTALS.search(text):
        return False
    if any(score >= 0.5 for score in header_scores(text, lexicon, misspelled=False).values()):
        return False
    words = text.split()
    if mentions_a_maker(text, lexicon):
        return len(words) > 1
    solid = any(_PRODUCT_WORD.match(word) and not _NO_PRODUCT.match(word) for word in words)
    return solid or bool(_LETTERS_THEN_DIGITS.match(text))


def read_matrix(
    headers: Sequence[str],
    samples: Sequence[Sequence[str]],
    lexicon: ColumnLexicon,
    known_sites: Collection[str],
    forced: Mapping[int, Meaning],
) -> Matrix | None:
    """The matrix of counts that these columns are, or None. ``known_sites`` are in the form of ``normal_name``."""
    counted = [i for i, header in enumerate(headers) if header and _counts(samples[i])]
    counted = [i for i in counted if forced.get(i, "quantity") == "quantity" or _are_marks(samples[i])]
    counted = [i for i in counted if not _TOTALS.search(headers[i])]
    if not _LEAST_HEADS <= len(counted) <= _MOST_HEADS:
        return None
    models = [i for i in counted if names_a_product(headers[i], lexicon)]
    places = [i for i in counted if normal_name(headers[i]) in known_sites]
    if len(places) >= _LEAST_HEADS and len(places) >= 0.6 * len(counted) and _has_places(headers, samples, counted):
        return _matrix("site", counted, samples)
    beside = [i for i in counted if i not in models and _is_gear_word(headers[i], lexicon)]
    if len(models) >= _LEAST_HEADS and len(models) + len(beside) >= 0.6 * len(counted):
        if not _has_places(headers, samples, counted):
            return _matrix("model", counted, samples, "no column says where the gear stands")
        return _matrix("model", sorted((*models, *beside)), samples)
    return None


def unknown_counts(headers: Sequence[str], samples: Sequence[Sequence[str]], lexicon: ColumnLexicon) -> list[str]:
    """Headers of counts that say nothing we know; over a row of models they may be sites."""
    counted = [i for i, header in enumerate(headers) if header and any(samples[i]) and _counts(samples[i])]
    unknown = [i for i in counted if not header_scores(headers[i], lexicon, misspelled=False)]
    return [headers[i] for i in unknown if not _TOTALS.search(headers[i]) and not headers[i][-1].isdigit()]


def _are_marks(sample: Sequence[str]) -> bool:
    return any(map(is_mark, sample)) and all(is_mark(text) or is_nothing(text) for text in sample)


def _matrix(names: Meaning, columns: Sequence[int], samples: Sequence[Sequence[str]], unsure: str = "") -> Matrix:
    marks = frozenset(i for i in columns if _are_marks(samples[i]))
    return Matrix(names, tuple(columns), marks, unsure)


def _counts(sample: Sequence[str]) -> bool:
    """Small counts, marks or nothing in nearly every filled cell; a column without any cell counts nothing."""
    filled = [text for text in sample if text]
    fitting = sum(bool(_COUNT.match(text)) or is_mark(text) or is_nothing(text) for text in filled)
    return fitting >= _LEAST_COUNTS * len(filled)


def _is_gear_word(header: str, lexicon: ColumnLexicon) -> bool:
    """*Router*, *Rectifier* among the models: gear of a kind, counted like the rest."""
    scores = header_scores(header, lexicon, misspelled=False)
    return "description" in scores and "model" in scores and len(normal_header(header).split()) <= 2


def _has_places(headers: Sequence[str], samples: Sequence[Sequence[str]], counted: Collection[int]) -> bool:
    """A column of words beside the counts, hardly any of them twice."""
    return any(_names_rows(samples[i]) for i in range(len(headers)) if i not in counted)


def _names_rows(sample: Sequence[str]) -> bool:
    filled = [text for text in sample if text and not is_placeholder(text)]
    worded = sum(any(c.isalpha() for c in text) for text in filled)
    return bool(filled) and worded >= 0.8 * len(filled) and len(set(filled)) >= 0.8 * len(filled)

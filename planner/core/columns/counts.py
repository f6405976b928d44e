"""Matrices of counts: a model over each column and a site beside each row, or the other way around."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from planner.core.columns.contents import shapes_of
from planner.core.columns.crosswise import names_of_gear, says_gear, sites_across
from planner.core.columns.lexicon import ColumnLexicon, header_scores, mentions_a_maker
from planner.core.columns.texts import is_placeholder, normal_header, normal_name
from planner.core.model import Meaning

_LEAST_HEADS = 2
_MOST_HEADS = 400
_LEAST_COUNTS = 0.9  # this share of a column's filled cells must be counts, marks or nothing
_LEAST_KNOWN = 0.5  # under a model that somebody knows so many are enough: the other cells are named one by one
_LEAST_SHARE = 0.6  # of the columns of counts must name models or gear, where nobody knows two of the models
_COUNT = re.compile(
    r"^\d{1,4}(?:\.0+)?$|^\d{1,4} ?(?:x|ea\.?|pcs?\.?|units?)$|^x ?\d{1,4}$|^x? ?\(x? ?\d{1,4}\)$", re.IGNORECASE
)
_MARKS = frozenset({"x", "y", "yes", "✓", "✔", "√", "●", "•", "si", "sí", "oui", "ja", "是", "有"})
_NOTHING = frozenset({"n", "no", "none", "0", "non", "nein", "否", "无"})
TOTALS = re.compile(r"(?i)^(?:grand |sub)?totals?\b|\btotals?$|^sum\b|^summe$|^gesamt$|^合计$|^总计$|^suma$|^somme$")
# A word of letters and digits that is no product: bands, quarters, years, places.
_NO_PRODUCT = re.compile(
    r"(?i)^(?:fy|cy|ver|rev|lte|umts|gsm|nr|band|mhz|ghz|sector|phase|zone|port|slot|rack|shelf|week|wk|ch|channel|level|"
    r"tier|cat|class|year|rel|release|row|line|col|unit|day|month|room|bay|step|note|field|site|cell|node|hop|link|route|"
    r"hwy|us|sr|cr|pcs|aws|ge|fe|xe|te|eth|gi|fa)[ .#-]?\d+[a-z]?$|"
    r"^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ .,'/-]*\d+$|"
    r"^[a-z][ .#-]?\d{1,2}[a-z]?$|^\d+ ?[a-z]{1,3}$"
)
_PRODUCT_WORD = re.compile(r"(?i)^(?=.*[a-z])(?=.*\d\d)[a-z0-9][\w/.+-]{3,}$")
_ALL_LETTERS = re.compile(r"^[A-Z][A-Z0-9]{2,7}$")  # AHLOA, DUW
_THREE_DIGITS = re.compile(r"\d{3}")
_LETTERS_THEN_DIGITS = re.compile(r"(?i)^[a-z]{2,}[ -]?\d{2,}[a-z]*$|^[a-z]+ [a-z]{2,} ?\d{2,}[a-z]*$")


_EITHER_WAY = "nothing says whether its headers name models or sites"
_NO_SITES = "nothing says whether its headers name sites"


class Matrix(NamedTuple):
    """The columns of a matrix that hold counts, and what their headers name; ``marks`` are those ticked, not counted.

    ``unsure`` asks a person, and ``turned`` says that the doubt is which way round it lies. ``left`` are columns of
    counts of nobody knows what, such as *Dish*; ``labels`` are meanings that the names of the rows show.
    """

    names: Meaning
    columns: tuple[int, ...]
    marks: frozenset[int] = frozenset()
    unsure: str = ""
    left: tuple[int, ...] = ()
    labels: Mapping[int, Meaning] = {}
    turned: bool = False


def is_nothing(text: str) -> bool:
    """True for a cell of a matrix that counts no gear: empty, ``0``, ``-``, ``no``."""
    plain = text.casefold().strip(" .-–—")
    return plain in _NOTHING or not plain.strip("0.") or (is_placeholder(text) and plain not in _MARKS)


def is_mark(text: str) -> bool:
    """True for a cell that is ticked instead of counted: ``x``, ``Y``, ``✓``."""
    return text.casefold().strip(" .") in _MARKS


def names_a_product(text: str, lexicon: ColumnLexicon) -> bool:
    """True for a header that is a model: ``RRU3908``, ``Huawei RTN 950``; not for ``Band 12`` or ``FY2021``."""
    if len(text) > 60 or _NO_PRODUCT.match(text.strip()) or TOTALS.search(text):
        return False
    if _says_something_else(text, lexicon):
        return False
    words = text.split()
    if mentions_a_maker(text, lexicon):
        return len(words) > 1
    solid = any(_PRODUCT_WORD.match(word) and not _NO_PRODUCT.match(word) for word in words)
    return solid or bool(_LETTERS_THEN_DIGITS.match(text))


def names_a_known_model(text: str, lexicon: ColumnLexicon) -> bool:
    """True for a header that is a model somebody knows, whatever its form; not for ``RRU3908 serial``."""
    if not text or len(text) > 60 or _NO_PRODUCT.match(text.strip()) or TOTALS.search(text):
        return False
    return lexicon.model(text) is not None and not _says_something_else(text, lexicon)


def _says_something_else(text: str, lexicon: ColumnLexicon) -> bool:
    """A header word that is no model; ``RRU 3908`` holds one (*RRU*), and is a model for its number."""
    strong = {meaning for meaning, score in header_scores(text, lexicon, misspelled=False).items() if score >= 0.5}
    return bool(strong - {"model", "description"}) or (bool(strong) and not _THREE_DIGITS.search(text))


def read_matrix(
    headers: Sequence[str],
    samples: Sequence[Sequence[str]],
    lexicon: ColumnLexicon,
    known_sites: Collection[str],
    forced: Mapping[int, Meaning],
) -> Matrix | None:
    """The matrix of counts that these columns are, or None. ``known_sites`` are in the form of ``normal_name``.

    Two columns under models that somebody knows are enough, whatever else is counted beside them.
    """
    known = {i for i, header in enumerate(headers) if names_a_known_model(header, lexicon)}
    counted = counted_columns(headers, samples, known, forced)
    if not _LEAST_HEADS <= len(counted) <= _MOST_HEADS:
        return None
    models = [i for i in counted if i in known or names_a_product(headers[i], lexicon)]
    places = [i for i in counted if normal_name(headers[i]) in known_sites]
    if len(places) >= max(_LEAST_HEADS, _LEAST_SHARE * len(counted)) and _has_places(headers, samples, counted):
        found = sites_across(headers, samples, lexicon, counted)
        return _matrix("site", counted, samples)._replace(labels=found.labels if found else {})
    if not known & set(counted) and (crosswise := _crosswise(headers, samples, lexicon, counted)):
        return crosswise
    sure = len(known & set(counted)) >= _LEAST_HEADS
    beside = [i for i in counted if i not in models and _is_gear_beside(headers[i], lexicon, sure)]
    if len(models) >= _LEAST_HEADS and (sure or len(models) + len(beside) >= _LEAST_SHARE * len(counted)):
        if not _has_places(headers, samples, counted):
            return _matrix("model", counted, samples, "no column says where the gear stands")
        if not sure and _could_be_turned(headers, samples, lexicon, counted):
            return _matrix("model", counted, samples, _EITHER_WAY)._replace(turned=True)
        taken = sorted((*models, *beside))
        left = tuple(i for i in counted if i not in taken and any(samples[i]) and not tells_apart(samples[i]))
        return _matrix("model", taken, samples)._replace(left=left)
    return None


def _crosswise(
    headers: Sequence[str], samples: Sequence[Sequence[str]], lexicon: ColumnLexicon, counted: Sequence[int]
) -> Matrix | None:
    """The matrix whose rows are named after gear, with sites over its counts."""
    found = sites_across(headers, samples, lexicon, counted)
    if found is None:
        return None
    if len(found.heads) < _LEAST_HEADS:
        heads = (*found.heads, *found.unsure)
        return _matrix("site", heads, samples, _NO_SITES)._replace(labels=found.labels, turned=True)
    return _matrix("site", found.heads, samples)._replace(labels=found.labels, left=found.unsure)


def _could_be_turned(
    headers: Sequence[str], samples: Sequence[Sequence[str]], lexicon: ColumnLexicon, counted: Sequence[int]
) -> bool:
    """Whether the headers over the counts may as well be sites: none names a maker, and the rows are called gear."""
    if any(mentions_a_maker(headers[i], lexicon) or lexicon.model(headers[i]) for i in counted):
        return False
    rest = [i for i in range(len(headers)) if i not in counted and _names_rows(samples[i])]
    return any(says_gear(headers[i], lexicon) or names_of_gear(samples[i], lexicon) for i in rest[:1])


def counted_columns(
    headers: Sequence[str], samples: Sequence[Sequence[str]], known: Collection[int], forced: Mapping[int, Meaning]
) -> list[int]:
    """The columns of counts, less sums and what a person said to be something else."""
    return [
        i
        for i, header in enumerate(headers)
        if header
        and _counts(samples[i], _LEAST_KNOWN if i in known else _LEAST_COUNTS)
        and (forced.get(i, "quantity") == "quantity" or _are_marks(samples[i]))
        and not TOTALS.search(header)
    ]


def unknown_counts(headers: Sequence[str], samples: Sequence[Sequence[str]], lexicon: ColumnLexicon) -> list[str]:
    """Headers of counts that say nothing we know; over a row of models they may be sites."""
    counted = [i for i, header in enumerate(headers) if header and any(samples[i]) and _counts(samples[i])]
    unknown = [i for i in counted if not header_scores(headers[i], lexicon, misspelled=False)]
    return [headers[i] for i in unknown if not TOTALS.search(headers[i]) and not headers[i][-1].isdigit()]


def _are_marks(sample: Sequence[str]) -> bool:
    return any(map(is_mark, sample)) and all(is_mark(text) or is_nothing(text) for text in sample)


def _matrix(names: Meaning, columns: Sequence[int], samples: Sequence[Sequence[str]], unsure: str = "") -> Matrix:
    marks = frozenset(i for i in columns if _are_marks(samples[i]))
    return Matrix(names, tuple(columns), marks, unsure)


def _counts(sample: Sequence[str], least: float = _LEAST_COUNTS) -> bool:
    """Small counts, marks or nothing in nearly every filled cell; a column without any cell counts nothing."""
    filled = [text for text in sample if text]
    fitting = sum(bool(_COUNT.match(text)) or is_mark(text) or is_nothing(text) for text in filled)
    return fitting >= least * len(filled)


def _is_gear_beside(header: str, lexicon: ColumnLexicon, sure: bool) -> bool:
    """Gear of a kind; beside models that somebody knows also a word of capitals such as *AHLOA*, but not *LTE*."""
    if _is_gear_word(header, lexicon):
        return True
    bare = _ALL_LETTERS.match(header) and not shapes_of(header) & {"layer", "status"} and not _NO_PRODUCT.match(header)
    return sure and bool(bare) and not header_scores(header, lexicon, misspelled=False)


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
    return bool(filled) and worded >= 0.8 * len(filled) and tells_apart(filled)


def tells_apart(sample: Sequence[str]) -> bool:
    """Hardly anything twice: names of rows, and the numbers of sites; counts come again."""
    filled = [text for text in sample if text]
    return len(set(filled)) >= 0.8 * len(filled)

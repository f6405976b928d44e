"""Headers that only a matrix of counts shows, and what a line over the header adds: makers over models, and the name
of gear that is only proposed.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from planner.core.columns.counts import names_a_known_model, names_a_product
from planner.core.columns.headers import LOOK_AT, Header, header_at
from planner.core.columns.lexicon import ColumnLexicon, is_header_word, names_a_maker
from planner.core.columns.mapping import Column
from planner.core.columns.page import Page
from planner.core.columns.tables import Table
from planner.core.columns.texts import normal_name
from planner.core.model import column_letter

_LEAST_MODELS = 2
_LEAST_DIGITS = 3
_LONGEST = 40  # letters of a name over a group of headers
_PLANNED = re.compile(
    r"(?i)\b(?:propos(?:ed|al)|replacements?|planned|future|target|to[ -]be|swap[ -]to|propuest[oa]s?|reemplazo|"
    r"new (?:gear|equipment|radios?|vendor|network)|planificad[oa]s?|propos[ée]{1,2}s?|remplacement|geplant|ersatz)\b|"
    r"^new$|替换|规划"
)


def with_header(page: Page, table: Table, lexicon: ColumnLexicon, known_sites: Collection[str]) -> Table:
    """A table without a header gets one when a row of models, or of sites, could stand over rows of counts."""
    if table.header is not None:
        return table
    filled = (i for i in range(table.first, table.end) if any(page.texts[i]))
    for place in islice(filled, LOOK_AT):
        words = [text for text in page.texts[place] if text]
        products = sum(names_a_product(text, lexicon) or names_a_known_model(text, lexicon) for text in words)
        places = sum(normal_name(text) in known_sites for text in words) if known_sites else 0
        headed = any(is_header_word(text, lexicon) for text in words) and not any(map(str.isdecimal, words))
        headed = headed or _numbers_sites(words, lexicon) or _stands_over_counts(page, place, lexicon)
        if len(words) > 2 and (max(products, places) >= len(words) / 2 or headed):
            width = max(len(table.columns), len(page.texts[place]))
            columns = tuple(Column(i, column_letter(i), "", "ignore") for i in range(width))
            header = Header(place, (place,), tuple(page.texts[place]))
            return replace(table, header=header, first=place + 1, columns=columns)
    return table


def _stands_over_counts(page: Page, place: int, lexicon: ColumnLexicon) -> bool:
    """Words behind an empty corner, right over a row of a model that somebody knows and numbers."""
    if place + 1 >= len(page.texts):
        return False
    (corner, *words), (name, *counts) = ((*page.texts[at], "") for at in (place, place + 1))
    if corner or not name or any(word.isdecimal() for word in words):
        return False
    filled = [text for text in counts if text]
    return bool(filled) and all(map(str.isdecimal, filled)) and lexicon.model(name) is not None


def _numbers_sites(words: Sequence[str], lexicon: ColumnLexicon) -> bool:
    """A word of a header before numbers of three digits and more, each once: sites or years, and no counts."""
    numbers = words[1:]
    if not is_header_word(words[0], lexicon) or len(set(numbers)) < len(numbers):
        return False
    return all(text.isdecimal() and len(text) >= _LEAST_DIGITS for text in numbers)


def with_models_below(page: Page, table: Table, header: Header, lexicon: ColumnLexicon) -> Table | None:
    """The table whose header is one line of makers over a line of models; None when it is not."""
    below = header.lines[-1] + 1
    if below >= table.end or not _are_makers(page.texts[header.main], lexicon):
        return None
    upper, lower = page.texts[header.main], page.texts[below]
    models = [i for i, text in enumerate(lower) if names_a_product(text, lexicon) or names_a_known_model(text, lexicon)]
    words = [i for i, text in enumerate(lower) if text]
    if len(models) < _LEAST_MODELS or 2 * len(models) < len(words):
        return None
    beside = [text for text in lower[: models[0]] if text]
    if models[0] == 0 or not all(is_header_word(text, lexicon) for text in beside):
        return None
    lines = (header.main, below)
    both = header_at([(header.main, upper), (below, lower)], below, lines, lexicon)
    return replace(table, header=both, first=below + 1)


def _are_makers(texts: Sequence[str], lexicon: ColumnLexicon) -> bool:
    return any(names_a_maker(text, lexicon) and not any(map(str.isdigit, text)) for text in texts if text)


def planned_columns(header: Header, over: Mapping[int, str], line: Sequence[str]) -> dict[int, str]:
    """The columns under a name that says *proposed* or *replacement*, each with that name; ``over`` is what stands over
    each column in the ``line`` above the header. Empty when every column stands under it: then it is a title.
    """
    words = {i: word for i, word in enumerate(header.words) if word}
    found = {i: over[i] for i in words if i in over and len(over[i]) <= _LONGEST and _PLANNED.search(over[i])}
    merged = len(found) > sum(bool(text) and i in found for i, text in enumerate(line))
    several = sum(map(bool, line)) > 1
    return found if len(found) < len(words) and (merged or several) else {}

"""Which row is the header: under titles, over two lines, repeated further down, or not there at all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planner.core.columns.contents import kinds_of, shapes_of
from planner.core.columns.lexicon import ColumnLexicon, header_scores, is_header_word, mentions_a_maker
from planner.core.columns.texts import is_placeholder, normal_header, normal_name
from planner.core.model import Meaning

Texts = Sequence[str]

LOOK_AT = 60  # filled rows at the top of a sheet among which the header is sought
_LEAST_KNOWN = 1.5
_LEAST_SHARE = 0.4
_MOST_VALUES = 0.2
_NEARLY_BEST = 0.6  # the first row that comes this near the best wins: later ones are repeats or second tables
_UNITS = re.compile(
    r"(?i)^[(\[].*[)\]]$|^(?:each|ea|usd|us\$|\$|dollars?|units?|pcs|deg(?:rees)?|decimal(?: degrees)?|dd|nad ?83|"
    r"wgs ?84|(?:mm|dd|yyyy|yy)(?:[/.-](?:mm|dd|yyyy|yy))+|feet|ft|text|number|name|id|code|"
    r"date|no\.?|#|address|required|optional)$"
)
_FILTERS = re.compile(  # what stands beside a field's name above a pivot table
    r"(?i)^\((?:all|multiple items|blank|todos?|todas|varios elementos|tous?|toutes|plusieurs éléments|alle|"
    r"mehrere elemente)\)$"
)
_BARE = 6  # letters of a word such as Code, Name or No., which says less than it and its group together
_LONGEST_WORD = 60
_LEAST_STATES = 2
_LEAST_BELOW = 3
_NEARLY_AS_WIDE = 0.8
_CODED_KINDS = frozenset({"serial", "number", "money", "date", "mac", "zip", "count"})
_VALUE_KINDS = frozenset({"number", "money", "date", "mac", "zip", "year"})


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands: ``main`` and every ``lines`` index into the rows, and the words per column."""

    main: int
    lines: tuple[int, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What a person said about one table of a sheet; what is left out is found as usual.

    ``header_row`` is Excel's number of the header's main line, 0 for a table without a header; ``header_lines`` are the
    numbers of all its lines. ``columns`` gives meanings by column index from 0. ``kind`` is that of a table (*gear*).
    """

    header_row: int | None = None
    header_lines: tuple[int, ...] = ()
    columns: Mapping[int, Meaning] = field(default_factory=dict)
    kind: str | None = None


def header_at(rows: Sequence[tuple[int, Texts]], main: int, lines: Sequence[int], lexicon: ColumnLexicon) -> Header:
    """The header whose main line is the row with index ``main`` among ``rows`` (index, texts), as a person said.

    ``lines`` are the indexes of all its lines; without them a line of units below or of groups above is taken in, as
    when nobody said anything. Raises :class:`ValueError` when no row has that index.
    """
    place = next((place for place, (index, _) in enumerate(rows) if index == main), None)
    if place is None:
        raise ValueError(f"no row has index {main}; pass the rows around the header")
    if not lines:
        return _extended(rows, place, 0, lexicon)
    texts, around = rows[place][1], dict(rows)
    if main + 1 in lines and main + 1 in around:
        return Header(main, (main, main + 1), tuple(_over_two_lines(texts, around[main + 1], lexicon)))
    if main - 1 in lines and main - 1 in around:
        return Header(main, (main - 1, main), tuple(_under_groups(around[main - 1], texts, lexicon)))
    return Header(main, (main,), tuple(texts))


def find_header(rows: Sequence[tuple[int, Texts]], lexicon: ColumnLexicon) -> Header | None:
    """The header among the top rows (index, texts), or None when no row reads like one."""
    scored = [(_score(texts, lexicon), place) for place, (_, texts) in enumerate(rows)]
    pairs = _pair_scores(rows, lexicon, [score for score, _ in scored])
    best = max((score for score, _ in [*scored, *pairs]), default=0.0)
    if best <= 0:
        return _by_contrast(rows, lexicon)
    good = [(place, 0) for score, place in scored if score >= best * _NEARLY_BEST]
    good += [(place, 1) for score, place in pairs if score >= best * _NEARLY_BEST]
    place, lines = min(good, key=lambda hit: (hit[0], -hit[1]))
    return _extended(rows, place, lines, lexicon)


def _by_contrast(rows: Sequence[tuple[int, Texts]], lexicon: ColumnLexicon) -> Header | None:
    """A first row of unknown words, nearly as wide as the rows below, over a column of serials, dates or numbers."""
    place = next((p for p, (_, texts) in enumerate(rows) if sum(map(bool, texts)) > 1), 0)
    below = [texts for _, texts in rows[place + 1 :]]
    at, texts = rows[place] if rows else (0, ())
    filled = [index for index, text in enumerate(texts) if text]
    width = max((sum(map(bool, row)) for row in below), default=0)
    if len(below) < _LEAST_BELOW or len(filled) < _NEARLY_AS_WIDE * width:
        return None
    if any(any(c.isdigit() for c in texts[i]) or not _could_head(texts[i], lexicon) for i in filled):
        return None
    columns = {i: [row[i] for row in below if i < len(row) and row[i]] for i in filled}
    if any(texts[i] in cells for i, cells in columns.items()) or not any(map(_all_coded, columns.values())):
        return None
    return Header(at, (at,), tuple(texts))


def _could_head(text: str, lexicon: ColumnLexicon) -> bool:
    return len(text) <= 40 and not _is_value(text, lexicon) and not mentions_a_maker(text, lexicon)


def _all_coded(cells: Sequence[str]) -> bool:
    """Nearly every cell is a serial, an address, a date or a number, none of which a word above it is."""
    coded = sum(bool(shapes_of(text) & _CODED_KINDS) for text in cells)
    return len(cells) >= _LEAST_BELOW and coded >= _NEARLY_AS_WIDE * len(cells)


def _score(texts: Texts, lexicon: ColumnLexicon) -> float:
    """Known header words, once each, less the cells that look like values; 0 when it is no header."""
    filled = [text for text in texts if text]
    if not filled or any(len(text) > 120 or _FILTERS.match(text) for text in filled):
        return 0.0
    if len({text.endswith(":") for text in filled}) > 1:  # "Address:" beside its value is a label, not a header
        return 0.0
    known: dict[str, float] = {}
    values = 0
    for text in filled:
        weight = _weight(text, lexicon)
        known[normal_header(text)] = weight
        values += not weight and _is_value(text, lexicon)
    score = sum(known.values())
    alone = len(filled) == 1 and score == 1.0 and _heads_a_list(filled[0])
    if not alone and (score < _LEAST_KNOWN or score < _LEAST_SHARE * len(filled)):
        return 0.0
    return max(0.0, score - values) if values <= _MOST_VALUES * len(filled) else 0.0


def _heads_a_list(text: str) -> bool:
    """One lonely word can head a one-column list only when it names gear."""
    return normal_header(text) in {"equipment", "model", "description", "inventory", "serial number", "equipo", "gear"}


def _weight(text: str, lexicon: ColumnLexicon) -> float:
    """1 for a header known by heart, less for words that are as often values (*Installed*, *IP*), 0 for strangers."""
    if is_header_word(text, lexicon):
        return 0.5 if kinds_of(text, lexicon) & {"status", "layer"} else 1.0
    if len(text) > 60 or text[0].isdigit() or mentions_a_maker(text, lexicon):
        return 0.0
    best = max(header_scores(text, lexicon, misspelled=False).values(), default=0.0)
    return 0.6 if best >= 0.5 else 0.0


def _is_value(text: str, lexicon: ColumnLexicon) -> bool:
    if is_placeholder(text):
        return True
    if normal_name(text) in lexicon.makers:
        return True
    kinds = kinds_of(text, lexicon)
    digits = sum(c.isdigit() for c in text)
    return bool(kinds & _VALUE_KINDS) or (digits >= 3 and "model" in kinds)


def _over_two_lines(upper: Texts, lower: Texts, lexicon: ColumnLexicon) -> list[str]:
    """The words of a header over two lines; states stand for themselves, without the quantity that spans them."""
    if _are_states_counted(upper, lower, lexicon):
        return [_at(lower, i) or _at(upper, i) for i in range(max(len(upper), len(lower)))]
    return _joined(upper, lower)


def _joined(upper: Texts, lower: Texts) -> list[str]:
    width = max(len(upper), len(lower))
    pairs = ((_at(upper, i), _at(lower, i)) for i in range(width))
    return [f"{first} {second}".strip() if first != second else first for first, second in pairs]


def _at(texts: Texts, index: int) -> str:
    return texts[index] if index < len(texts) else ""


def _pair_scores(
    rows: Sequence[tuple[int, Texts]], lexicon: ColumnLexicon, singles: Sequence[float]
) -> list[tuple[float, int]]:
    """Neighboring rows that read as a header only together (``Serial`` over ``Number``)."""
    pairs = []
    for place in range(len(rows) - 1):
        (at, upper), (after, lower) = rows[place], rows[place + 1]
        if after != at + 1 or any(_is_value(t, lexicon) for t in (*upper, *lower) if t) or sum(map(bool, upper)) < 2:
            continue
        score = _score(_joined(upper, lower), lexicon)
        if score > max(singles[place], singles[place + 1]) + 0.5:
            pairs.append((score, place))
    return pairs


def _extended(rows: Sequence[tuple[int, Texts]], place: int, lines: int, lexicon: ColumnLexicon) -> Header:
    """Take in a second line of units below, or a line of group names above."""
    at, texts = rows[place]
    if lines:
        return Header(at, (at, at + 1), tuple(_joined(texts, rows[place + 1][1])))
    below = rows[place + 1][1] if place + 1 < len(rows) and rows[place + 1][0] == at + 1 else ()
    if is_second_line(below, lexicon) or _are_states_counted(texts, below, lexicon):
        return Header(at, (at, at + 1), tuple(_over_two_lines(texts, below, lexicon)))
    if place and rows[place - 1][0] == at - 1 and _is_group_line(rows[place - 1][1], texts, lexicon):
        return Header(at, (at - 1, at), tuple(_under_groups(rows[place - 1][1], texts, lexicon)))
    return Header(at, (at,), tuple(texts))


def _are_states_counted(upper: Texts, lower: Texts, lexicon: ColumnLexicon) -> bool:
    """Whether a line names nothing but states of gear, *In service* and *Spare*, under a quantity that spans them."""
    filled = [i for i, text in enumerate(lower) if text]
    over = [_at(upper, i) for i in filled]
    if len(filled) < _LEAST_STATES or not over[0] or not all("status" in shapes_of(lower[i]) for i in filled):
        return False
    return all("quantity" in header_scores(text, lexicon, misspelled=False) for text in over if text)


def is_second_line(texts: Texts, lexicon: ColumnLexicon) -> bool:
    """A line of units or formats under the header: ``(each)``, ``USD``, ``mm/dd/yyyy``."""
    filled = [text for text in texts if text]
    if any(":" in text for text in filled):  # "SITE: A" stands over the rows of a site
        return False
    return bool(filled) and all(_UNITS.match(text) or is_header_word(text, lexicon) for text in filled)


def _is_group_line(upper: Texts, lower: Texts, lexicon: ColumnLexicon) -> bool:
    """Two or more short names standing above the header's columns, fewer than the header has."""
    filled = [text for text in upper if text]
    if not 2 <= len(filled) < sum(map(bool, lower)):
        return False
    if any(len(text) > 40 or ":" in text or _is_value(text, lexicon) for text in filled):
        return False
    if any(is_header_word(text, lexicon) for text in filled) and all(_at(lower, i) for i, t in enumerate(upper) if t):
        return True
    return sum(bool(header_scores(text, lexicon, misspelled=False)) for text in filled) >= len(filled) / 2


def _under_groups(upper: Texts, lower: Texts, lexicon: ColumnLexicon) -> list[str]:
    """A header word that says little alone takes its group's name in front: ``Location`` over ``ID``."""
    words, group = [], ""
    for index, text in enumerate(lower):
        group = _at(upper, index) or group
        both = f"{group} {text}".strip()
        sure = max(header_scores(text, lexicon, misspelled=False).values(), default=0.0) >= 0.7
        bare = len(text.split()) == 1 and len(text) <= _BARE and is_header_word(both, lexicon)
        alone = _at(upper, index) if not text and is_header_word(_at(upper, index), lexicon) else text
        words.append(alone if not text or (sure and not bare) else both)
    return words


def repeats(texts: Texts, words: Texts) -> bool:
    """True when the row says again what the header says, in the same columns."""
    filled = [(normal_header(text), normal_header(_at(words, i))) for i, text in enumerate(texts) if text]
    same = sum(1 for here, there in filled if here and (here == there or there.startswith(here + " ")))
    return (same >= 2 and same >= 0.6 * len(filled)) or (bool(filled) and same == len(filled) == sum(map(bool, words)))


def could_be_header(texts: Texts) -> bool:
    """A quick no for almost every row of data: a header ends no cell with a digit and has two words or more."""
    count = 0
    for text in texts:
        if text:
            if not could_stand_in_a_header(text):
                return False
            count += 1
    return count >= 2


def could_stand_in_a_header(text: str) -> bool:
    """Whether a cell may be one of a header, by its length and its end."""
    return len(text) <= _LONGEST_WORD and not text[-1:].isdigit()


def is_new_header(texts: Texts, lexicon: ColumnLexicon) -> bool:
    """A row inside the data that starts a second table: three known words or more and hardly anything else."""
    filled = [text for text in texts if text]
    known = {normal_header(text) for text in filled if is_header_word(text, lexicon)}
    return (
        len(known) >= 3
        and len(known) >= 0.7 * len(filled)
        and not any(mentions_a_maker(text, lexicon) for text in filled)
    )

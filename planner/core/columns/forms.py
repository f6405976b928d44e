"""Forms: labels beside their values, one piece of gear after another, instead of a header over rows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from planner.core.columns.labels import NAMES_GEAR, PLACES
from planner.core.columns.lexicon import ColumnLexicon, header_scores, is_header_word, mentions_a_maker
from planner.core.columns.mapping import CLAIMED, Column, Remark, map_columns
from planner.core.columns.page import Page
from planner.core.columns.tables import Form, FormCell, Table
from planner.core.columns.texts import is_placeholder, normal_header
from planner.core.messages import texts
from planner.core.model import Meaning

_LOOK_AT = 80  # filled rows that decide whether the sheet is a form
_MOST_ROWS = 5_000  # a longer sheet is no form that people fill in
_LEAST_LABELS = 3
_LEAST_SHARE = 0.6  # of the filled rows must begin with a label
_MOST_PAIRS = 4
_LONGEST_LABEL = 40
_HEADS = 3
_GAP = 3  # columns between a label and its value
_SEVERAL: frozenset[Meaning] = frozenset({"serial", "notes", "description", "address", "ignore"})


class _Pair(NamedTuple):
    """A label and its value; ``lane`` is the label's column, ``text`` is "" when the form was left empty there."""

    label: str
    lane: int
    place: int
    at: int
    text: str


def read_forms(page: Page, lexicon: ColumnLexicon) -> Table | None:
    """The sheet as forms, or None when it is anything else. A sheet without a label of gear is no form."""
    filled = list(islice((place for place, texts in enumerate(page.texts) if any(texts)), _MOST_ROWS + 1))
    if not _LEAST_LABELS <= len(filled) <= _MOST_ROWS:
        return None
    looked = list(islice(filled, _LOOK_AT))
    first = {place: _pairs(place, page.texts[place], lexicon) for place in looked}
    labels = {normal_header(pair.label) for pairs in first.values() for pair in pairs}
    if len(labels) < _LEAST_LABELS or any(_is_header(page.texts[place], lexicon) for place in looked):
        return None
    lines = _continued(page, looked, first)
    if len(lines) < _LEAST_SHARE * len(looked):
        return None
    return _table(page, [*_all_pairs(page, filled, lexicon)], lexicon)


def _pairs(place: int, texts: Sequence[str], lexicon: ColumnLexicon) -> list[_Pair]:
    """The labels of a row with their values; none when the row does not begin with a label."""
    cells = [(at, text) for at, text in enumerate(texts) if text]
    pairs: list[_Pair] = []
    while cells:
        (at, text), *rest = cells
        label, colon, value = text.partition(":")
        if colon and value.strip() and _is_label(f"{label}:", lexicon) and _is_known(label, lexicon):
            pairs.append(_Pair(label.strip(), at, place, at, value.strip()))
            cells = rest
            continue
        if not _is_label(text, lexicon):
            return pairs if pairs and len(cells) == 1 and texts[pairs[-1].lane].endswith((":", "：")) else []
        beside = rest[0] if rest and rest[0][0] - at <= _GAP and not _is_label(rest[0][1], lexicon) else None
        pairs.append(_Pair(text.strip(" :："), at, place, *(beside or (at + 1, ""))))
        cells = rest[1:] if beside else rest
    said = len(pairs) == 1 or any(pair.text for pair in pairs)
    return pairs if said and len(pairs) <= _MOST_PAIRS else []


def _is_label(text: str, lexicon: ColumnLexicon) -> bool:
    """A known word, or any short words before a colon."""
    if len(text) > _LONGEST_LABEL or mentions_a_maker(text, lexicon):
        return False
    if text.endswith((":", "：")):
        return any(c.isalpha() for c in text)
    return is_header_word(text, lexicon)


def _is_known(text: str, lexicon: ColumnLexicon) -> bool:
    return any(score >= CLAIMED for score in header_scores(text, lexicon, misspelled=False).values())


def _is_header(texts: Sequence[str], lexicon: ColumnLexicon) -> bool:
    """Known words side by side stand over columns: three of them, or three with one that we do not know between."""
    known = [bool(text) and is_header_word(text, lexicon) and not text.endswith((":", "：")) for text in texts]
    filled = [bool(text) for text in texts]
    wide = range(len(known) - 3)
    return any(all(known[at : at + _HEADS]) for at in range(len(known) - 2)) or any(
        sum(known[at : at + 4]) >= _HEADS and all(filled[at : at + 4]) for at in wide
    )


def _continued(page: Page, places: Sequence[int], pairs: dict[int, list[_Pair]]) -> list[int]:
    """The rows with labels, and those below them that only go on with a value."""
    lines: list[int] = []
    lanes: set[int] = set()
    for place in places:
        if pairs[place]:
            lanes = {pair.at for pair in pairs[place]}
            lines.append(place)
        elif lanes and {at for at, text in enumerate(page.texts[place]) if text} <= lanes:
            lines.append(place)
    return lines


def _all_pairs(page: Page, filled: Sequence[int], lexicon: ColumnLexicon) -> Iterator[_Pair]:
    """Every label with a value, and every further value below one, in reading order."""
    above: dict[int, _Pair] = {}
    for place in filled:
        pairs = _pairs(place, page.texts[place], lexicon)
        if pairs:
            above = {pair.at: pair for pair in pairs}
            yield from pairs
            continue
        cells = [(at, text) for at, text in enumerate(page.texts[place]) if text]
        if all(at in above for at, _ in cells):
            yield from (above[at]._replace(place=place, text=text) for at, text in cells)


@dataclass(slots=True)
class _Reader:
    """Forms as they are read, top to bottom; ``head`` are the cells about the place, kept for forms without any."""

    meanings: dict[str, Meaning]
    forms: list[Form] = field(default_factory=list)
    cells: list[FormCell] = field(default_factory=list)
    head: list[FormCell] = field(default_factory=list)
    before: str = ""

    def take(self, pair: _Pair) -> None:
        """Add a line to the form, or begin the next one where a label comes again."""
        label = normal_header(pair.label)
        meaning = self.meanings.get(label, "ignore")
        met = {normal_header(cell.label) for cell in self.cells}
        if label in met and (meaning not in _SEVERAL or label != self.before) and meaning != "ignore":
            self.close()
        self.cells.append(FormCell(meaning, pair.label, pair.place, pair.at, pair.text))
        self.before = label

    def close(self) -> None:
        """The form is complete; without words about gear it is only the head of the next ones."""
        filled = [cell for cell in self.cells if cell.text]
        own = [cell for cell in filled if cell.meaning in PLACES]
        if own:
            self.head = own
        gear = [cell for cell in filled if cell.meaning in NAMES_GEAR and not is_placeholder(cell.text)]
        if gear:
            place = next((cell.place for cell in gear if cell.meaning == "model"), gear[0].place)
            self.forms.append(Form(place, tuple(filled if own else [*self.head, *filled])))
        self.cells, self.before = [], ""


def _table(page: Page, pairs: Sequence[_Pair], lexicon: ColumnLexicon) -> Table | None:
    meanings = _meanings(pairs, lexicon)
    if not NAMES_GEAR & set(meanings.values()):
        return None
    forms: list[Form] = []
    for lane in _lanes(pairs):
        reader = _Reader(meanings)
        for pair in lane:
            reader.take(pair)
        reader.close()
        forms += reader.forms
    if not forms:
        return None
    forms.sort(key=lambda form: form.place)
    count = "1 piece" if len(forms) == 1 else f"{len(forms)} pieces"
    remark = Remark(None, "form-read", *texts("form-read", count=count))
    by_meaning: dict[Meaning, tuple[Column, ...]] = dict.fromkeys(meanings.values(), ())
    by_meaning.pop("ignore", None)
    return Table(None, 0, len(page.texts), (), "form", remarks=(remark,), by_meaning=by_meaning, forms=tuple(forms))


def _meanings(pairs: Sequence[_Pair], lexicon: ColumnLexicon) -> dict[str, Meaning]:
    """The meaning of every label, by its word and by all the values that stand beside it."""
    values: dict[str, list[str]] = {}
    for pair in pairs:
        values.setdefault(normal_header(pair.label), []).append(pair.text)
    columns, _ = map_columns(list(values), list(values.values()), lexicon)
    return {label: column.meaning for label, column in zip(values, columns, strict=True)}


def _lanes(pairs: Sequence[_Pair]) -> list[list[_Pair]]:
    """The lines to read as one: all of them, or by column where forms stand side by side."""
    twice = Counter((pair.place, normal_header(pair.label)) for pair in pairs)
    if max(twice.values(), default=0) < 2:
        return [list(pairs)]
    columns = sorted({pair.lane for pair in pairs})
    return [[pair for pair in pairs if pair.lane == column] for column in columns]

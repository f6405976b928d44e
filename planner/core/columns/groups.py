"""Columns that come again: several pieces of gear in one row, and tables side by side."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from planner.core.columns.contents import Kind, profile
from planner.core.columns.labels import (
    GEAR_ROLES,
    IDENTITY,
    PLACES,
    Named,
    is_holder,
    is_piece,
    names_a_piece,
    one_kind,
    take_apart,
)
from planner.core.columns.lexicon import ColumnLexicon
from planner.core.columns.tables import FacetKind
from planner.core.columns.texts import is_placeholder
from planner.core.model import Meaning

Label = tuple[str, ...]
_LEAST_MODELS = 0.4  # this share of the cells under one of the models must look like models
_MOST_OTHERS = 0.5  # and no more than this share may be plainly something else
_NO_MODELS: tuple[Kind, ...] = ("count", "number", "mac", "date", "money", "maker", "prose", "status", "layer")
_NEARLY_ALL = 0.6
_SAME = 0.8  # two columns that agree so often say one thing twice
_HOW_MANY = frozenset({"number", "of", "qty", "count", "quantity"})
_MOST_GROUPS = 64
_STANDS_ALONE: frozenset[Meaning] = frozenset({"serial", "mac", "quantity", "part_number"})


class Cut(NamedTuple):
    """How a table's columns fall into pieces: the name and the column indexes of each. ``unsure`` asks a person;
    ``sure`` are meanings that only the other columns show, such as the site at the far end of a link.
    """

    kind: FacetKind
    pieces: tuple[tuple[str, tuple[int, ...]], ...]
    unsure: str = ""
    sure: Mapping[int, Meaning] = {}


def cut_columns(
    headers: Sequence[str],
    groups: Sequence[str],
    samples: Sequence[Sequence[str]],
    lexicon: ColumnLexicon,
    forced: Mapping[int, Meaning],
) -> Cut | None:
    """The pieces that the columns of a table tell of, or None when a row is one piece of gear.

    ``headers``, ``groups`` (names that stand over several headers) and ``samples`` belong to the columns in order;
    the samples must have one length. A cut with ``unsure`` is a question: the row may hold several, and is read as one.
    """
    named = [
        take_apart(i, header, groups[i], lexicon, forced.get(i))
        for i, header in enumerate(headers)
        if header
    ]  # fmt: skip
    named = _with_models_of_pieces(named, samples, lexicon, forced)
    models = _models(named)
    if len(models) < 2:
        return None
    named = _with_numbers(named, [n.label for n in models])
    side = _beside(headers, named, samples)
    if side:
        return side
    again = Counter((n.word, n.label) for n in named if n.role in GEAR_ROLES)
    if any(again[n.word, n.label] > 1 for n in models):
        cut = _by_order(named, samples, lexicon)
    else:
        cut = _by_label(named, samples, lexicon)
    return cut if cut and len(cut.pieces) <= _MOST_GROUPS else None


def _with_models_of_pieces(
    named: Sequence[Named], samples: Sequence[Sequence[str]], lexicon: ColumnLexicon, forced: Mapping[int, Meaning]
) -> list[Named]:
    """*A RRU* and *Microwave* over models are columns of models; beside a model of the whole row only over models that
    somebody knows.
    """
    plainly = any(n.role == "model" and not n.label for n in named if not names_a_piece(n.word.split()))
    found = []
    for column in named:
        said = forced.get(column.index)
        models = names_a_piece(column.word.split()) and (
            said == "model" or (said is None and _hold_models(samples[column.index], lexicon, known_only=plainly))
        )
        found.append(column.as_model() if models else column)
    return found


def _hold_models(sample: Sequence[str], lexicon: ColumnLexicon, *, known_only: bool) -> bool:
    filled = [text for text in sample if text and not is_placeholder(text)]
    known = sum(lexicon.model(text) is not None for text in filled)
    if known_only or 2 * known >= len(filled) > 0:
        return 2 * known >= len(filled) > 0
    looks = profile(sample, lexicon)
    return looks.share("model", "gear_text") >= _NEARLY_ALL and looks.share(*_NO_MODELS) <= _MOST_OTHERS


def _models(named: Sequence[Named]) -> list[Named]:
    """The columns of models; of part numbers where there are no models, for beside one they only say it again."""
    models = [n for n in named if n.role == "model"]
    return models or [n for n in named if n.role == "part_number"]


def _with_numbers(named: Sequence[Named], labels: Sequence[Label]) -> list[Named]:
    """*# Rectifiers* beside *Rectifier Model* is the quantity of that piece, and says nothing elsewhere."""
    found = []
    for column in named:
        rest = tuple(word.removesuffix("s") for word in column.word.split() if word not in _HOW_MANY)
        counts = column.role in ("ignore", "description") and _HOW_MANY & set(column.word.split())
        found.append(replace(column, role="quantity", label=rest) if counts and rest in labels else column)
    return found


def _beside(headers: Sequence[str], named: Sequence[Named], samples: Sequence[Sequence[str]]) -> Cut | None:
    """Tables beside each other: blocks between empty columns, each with a model and its own site or its own rows."""
    blocks: list[list[int]] = [[]]
    for index, header in enumerate(headers):
        if header or any(samples[index]):
            blocks[-1].append(index)
        elif blocks[-1]:
            blocks.append([])
    by_index = {n.index: n for n in named}
    roles = [{by_index[i].role for i in block if i in by_index} for block in blocks]
    gear = [i for i, found in enumerate(roles) if found & IDENTITY and len(found - {"ignore"}) > 1]
    if len(gear) < 2:
        return None
    placed = [i for i in gear if roles[i] & PLACES]
    if len(placed) == len(gear) or (not placed and not any(found & PLACES for found in roles)):
        return Cut("side", _whole([blocks[i] for i in gear], len(headers)))
    return None


def _whole(pieces: Sequence[Sequence[int]], width: int) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The pieces with every column between them, so that what nobody understands stays with a row."""
    starts = [0, *(min(piece) for piece in pieces[1:])]
    ends = [*starts[1:], width]
    return tuple((f"table {at}", tuple(range(*span))) for at, span in enumerate(zip(starts, ends, strict=True), 1))


def _by_order(
    named: Sequence[Named],
    samples: Sequence[Sequence[str]],
    lexicon: ColumnLexicon,
) -> Cut | None:
    """The same header words over and over: each piece ends where a word comes again."""
    pieces: list[list[Named]] = []
    met: set[tuple[str, Label]] = set()
    words = Counter((n.word, n.label) for n in named if n.role != "ignore")
    repeated = {key for key, count in words.items() if count > 1}
    last = max(n.index for n in named if (n.word, n.label) in repeated)
    for column in named:
        key = (column.word, column.label)
        if key not in repeated and (not pieces or column.index > last or column.role not in GEAR_ROLES):
            continue
        if not pieces or key in met:
            pieces.append([])
            met = set()
        pieces[-1].append(column)
        met.add(key)
    pieces = [piece for piece in pieces if _identified(piece)]
    cut = _judged(named, pieces, samples, lexicon)
    if cut and all(PLACES & {column.role for column in piece} for piece in pieces):
        return cut._replace(kind="side", pieces=_whole([indexes for _, indexes in cut.pieces], len(samples)))
    return cut


def _identified(piece: Sequence[Named]) -> bool:
    return any(column.role in IDENTITY for column in piece)


def _by_label(named: Sequence[Named], samples: Sequence[Sequence[str]], lexicon: ColumnLexicon) -> Cut | None:
    """Different words before the same role: ``Radio Model`` and ``Battery Model``, ``Model A`` and ``Model B``."""
    labels = list(dict.fromkeys(n.label for n in _models(named) if not is_holder(n.label)))
    if len(labels) < 2:
        return None
    pieces: dict[Label, list[Named]] = {label: [] for label in labels}
    for column in named:
        label = _home(column, labels)
        if label is not None:
            pieces[label].append(column)
    return _judged(named, list(pieces.values()), samples, lexicon)


def _home(column: Named, labels: Sequence[Label]) -> Label | None:
    """The piece that a column tells of: the one whose words its own words hold, the longest first."""
    if column.role in ("ignore", "notes") and not column.label:
        return None
    fitting = [label for label in labels if label and set(label) <= set(column.label)]
    if fitting:
        return max(fitting, key=len)
    return () if () in labels and not column.label and column.role in GEAR_ROLES else None


def _judged(
    named: Sequence[Named], pieces: Sequence[Sequence[Named]], samples: Sequence[Sequence[str]], lexicon: ColumnLexicon
) -> Cut | None:
    """The cut, a question, or None when the columns say one thing twice."""
    pieces = [piece for piece in pieces if piece]
    if len(pieces) < 2 or not _are_models(pieces, samples, lexicon):
        return None
    told = tuple((_name_of(piece, at), tuple(c.index for c in piece)) for at, piece in enumerate(pieces, start=1))
    sure = {c.index: c.role for piece in pieces for c in piece if c.role in ("site", "quantity") or _is_bare(c)}
    return Cut("group", told, _doubt(named, pieces, samples), sure)


def _is_bare(column: Named) -> bool:
    return column.role == "model" and names_a_piece(column.word.split())


def _name_of(piece: Sequence[Named], at: int) -> str:
    model = next(c for c in piece if c.role in IDENTITY)
    alone = model.base or not set(model.label) <= set(model.word.split())
    return " ".join(model.label if alone else model.label and (model.word,)) or f"piece {at}"


def _are_models(
    pieces: Sequence[Sequence[Named]], samples: Sequence[Sequence[str]], lexicon: ColumnLexicon
) -> bool:  # fmt: skip
    """Two pieces or more have cells that name gear, one of them models for sure, and none has something else."""
    shares = []
    for piece in pieces:
        looks = [profile(samples[c.index], lexicon) for c in piece if c.role in IDENTITY]
        filled = [look for look in looks if look.filled]
        shares += [max(look.share("model", "gear_text", "code") for look in filled)] if filled else []
        if filled and all(look.share(*_NO_MODELS) > max(_MOST_OTHERS, look.share("model")) for look in filled):
            return False
    return len(shares) > 1 and max(shares) >= _LEAST_MODELS


def _say_it_twice(pieces: Sequence[Sequence[Named]], samples: Sequence[Sequence[str]]) -> bool:
    """True when two pieces hold the same text in every column, row after row."""
    first = {c.role: samples[c.index] for c in reversed(pieces[0])}
    for piece in pieces[1:]:
        pairs = [
            (here, there)
            for c in piece
            for here, there in zip(first.get(c.role, ()), samples[c.index], strict=False)
            if here and there and not is_placeholder(here) and not is_placeholder(there)
        ]
        alone = all(c.role not in ("serial", "mac") for c in piece)
        if alone and len(pairs) > 2 and sum(here == there for here, there in pairs) >= _SAME * len(pairs):
            return not any(c.role == "quantity" for c in piece)
    return False


def _doubt(
    named: Sequence[Named], pieces: Sequence[Sequence[Named]], samples: Sequence[Sequence[str]]
) -> str:  # fmt: skip
    """Why a person must be asked first; "" when the headers leave no doubt."""
    held = {c.index for piece in pieces for c in piece}
    loose = next((n for n in named if n.index not in held and n.role in _STANDS_ALONE), None)
    if loose:
        return f'"{loose.word}" belongs to one of them, and nothing says to which'
    labels = [next(c.label for c in piece if c.role in IDENTITY) for piece in pieces]
    roles = [{c.role for c in piece} & GEAR_ROLES for piece in pieces]
    if len(set(labels)) < len(labels):
        return "they say the same in nearly every row" if _say_it_twice(pieces, samples) else ""
    if one_kind(frozenset(labels)) or all(is_piece(label) for label in labels):
        return ""
    if all(len(found) > 1 for found in roles) and any(map(is_piece, labels)):
        return ""
    if all({"maker", "model"} <= found for found in roles):
        return ""
    return "the words of the headers do not say that they are different gear"

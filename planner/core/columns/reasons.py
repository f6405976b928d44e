"""Why a column means what it means, in sentences for a person, and how sure that is."""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from planner.core.columns.candidates import Candidate, clash_of
from planner.core.columns.contents import CLASHES, FITS, Kind
from planner.core.columns.texts import shortened
from planner.core.model import ColumnReview, Meaning, column_letter

# Below this a person is asked. Of readings scored 0.5 half are wrong, and a wrong column spoils every row under it; a
# word that several columns share (0.58 to 0.6) over cells that favor no other reading is the least we go by unasked.
ASK_BELOW = 0.57
BY_RULE = 0.6  # a column that lost its wish and is kept where its text is read: the rule is ours, the loss is told
CONTRADICTED = 0.55  # the cells deny what the header says: whatever its word, no better than this
_MOST_DENIED = 0.5  # this share of cells denies it
_UNKNOWN = 0.5
CLEAR = 0.2  # a lead of this much over the next best reading settles it; less draws the score towards 0.5
# Raw score to how often such a column is read right: 1.25 is an exact header over fitting cells, 1.0 an exact header
# alone, 0.85 a shared word that the cells settle, 0.6 a shared word or an exact one that the cells deny.
_CALIBRATION = ((0.0, 0.0), (0.45, 0.45), (0.6, 0.6), (0.85, 0.8), (1.0, 0.9), (1.25, 1.0))
_BY_CONTENTS = 0.2  # contents without a header are weighed low against headers, but are clear when they are enough
_LEAST_OTHER = 0.2
_MOST_OTHERS = 3
# Readings that change nothing for what is found: a description is searched for gear like a model, a place is a place.
_PLACES: frozenset[Meaning] = frozenset({"site", "site_name", "address"})
_HARMLESS: dict[Meaning, frozenset[Meaning]] = {
    "site": _PLACES, "site_name": _PLACES, "model": frozenset({"description"}),
    "description": frozenset({"model", "part_number", "layer", "asset_id", "notes", "status"}),
}  # fmt: skip
_MEANING_WORDS: dict[Meaning, str] = {
    "serial": "serial number", "mac": "hardware (MAC) address", "zip": "ZIP code", "asset_id": "asset id",
    "obtained_on": "date obtained", "installed_on": "date installed", "position": "position in the site",
    "parent": "the device it is part of", "ignore": "something not needed",
}  # fmt: skip
_KIND_WORDS: dict[Kind, str] = {
    "count": "counts", "number": "numbers", "money": "dollar amounts", "date": "dates", "mac": "MAC addresses",
    "zip": "ZIP codes", "state": "states", "latitude": "latitudes", "longitude": "longitudes",
    "serial": "serial numbers", "code": "codes", "maker": "makers", "gear_text": "gear with its maker",
    "model": "models", "word": "words", "prose": "sentences", "layer": "network layers",
    "status": "words for being in use or not", "street": "street addresses", "year": "years",
    "measure": "units of measure", "few": "small numbers", "position": "places in a room or rack",
}  # fmt: skip


def in_words(meaning: Meaning) -> str:
    """The meaning as a person would say it."""
    return _MEANING_WORDS.get(meaning) or meaning.replace("_", " ")


def calibrated(raw: float) -> float:
    """A raw score as a share from 0 to 1, by straight lines between the points of the table above."""
    for (low, below), (high, above) in pairwise(_CALIBRATION):
        if raw <= high:
            return below + (above - below) * max(0.0, raw - low) / (high - low)
    return 1.0


def own_score(candidate: Candidate, meaning: Meaning, gone: Collection[Meaning] = ()) -> float:
    """How sure it is, from 0 to 1, that the column means this; ``gone`` are meanings that other columns have."""
    raw = candidate.scores.get(meaning)
    if raw is None:
        return _UNKNOWN
    score = calibrated(raw if candidate.named else raw + _BY_CONTENTS)
    if clash_of(meaning, candidate.profile) >= _MOST_DENIED:
        score = min(score, CONTRADICTED)
    rivals = [other for name, other in candidate.scores.items() if name not in gone and _rivals(meaning, name)]
    lead = raw - max(rivals, default=raw - CLEAR)
    if score > _UNKNOWN and lead < CLEAR:
        score = _UNKNOWN + (score - _UNKNOWN) * max(0.0, lead) / CLEAR
    return round(score, 2)


def _rivals(meaning: Meaning, other: Meaning) -> bool:
    if meaning == other or (other == "ignore" and meaning != "quantity"):
        return False
    return other not in _HARMLESS.get(meaning, ())


def others_of(candidate: Candidate, meaning: Meaning) -> tuple[tuple[Meaning, float], ...]:
    """The next best meanings with their scores, best first."""
    shift = 0.0 if candidate.named else _BY_CONTENTS
    scored = [(round(calibrated(raw + shift), 2), name) for name, raw in candidate.scores.items() if name != meaning]
    best = sorted((-score, name) for score, name in scored if score >= _LEAST_OTHER)
    return tuple((name, -score) for score, name in best[:_MOST_OTHERS])


def reasons_of(candidate: Candidate, meaning: Meaning) -> list[str]:
    """What the header says and what the cells look like, in that order."""
    return [text for text in (_header_says(candidate, meaning), _cells_say(candidate, meaning)) if text]


def _header_says(candidate: Candidate, meaning: Meaning) -> str:
    header = f'the header "{shortened(candidate.header, 40)}"'
    if not candidate.header:
        return "the column has no header"
    if not candidate.named:
        return f"{header} is not known"
    best = max(candidate.named, key=lambda name: candidate.named[name])
    spoken = meaning if meaning in candidate.named else best
    says = {
        "exact": "is a known word for {}",
        "outside": "without what stands in parentheses is a known word for {}",
        "anywhere": "holds {!r}, which says {}",
        "inside": "holds {!r}, a word for {}",
        "near": "is nearly {!r}, a word for {}",
    }[candidate.reading.how]
    words = [in_words(spoken)] if "{!r}" not in says else [candidate.reading.word, in_words(spoken)]
    text = f"{header} {says.format(*words)}"
    shared = [in_words(name) for name in candidate.named if name != spoken]
    return f"{text}, but also for {' or '.join(shared)}" if shared else text


def _cells_say(candidate: Candidate, meaning: Meaning) -> str:
    looks = candidate.profile
    if not looks.filled:
        return "no cell is filled to check it"
    if looks.counting and meaning == "ignore":
        return "its cells count 1, 2, 3: line numbers"
    against = _strongest(candidate, CLASHES.get(meaning, ()))
    if against and clash_of(meaning, looks) >= _MOST_DENIED:
        return f"but {_share(candidate, against)}"
    fitting = _strongest(candidate, FITS.get(meaning, ()))
    return _share(candidate, fitting) if fitting else ""


def _strongest(candidate: Candidate, kinds: Sequence[Kind]) -> Kind | None:
    shares = candidate.profile.shares
    best = max(kinds, key=lambda kind: shares.get(kind, 0.0), default=None)
    return best if best and shares.get(best) else None


def _share(candidate: Candidate, kind: Kind) -> str:
    looks = candidate.profile
    count = round(looks.shares[kind] * looks.filled)
    return f"{count} of {looks.filled} cells looked at are like {_KIND_WORDS[kind]}"


def named_by(candidate: Candidate, meaning: Meaning, because: str | Mapping[int, str]) -> ColumnReview:
    """The review of a column that a person or a known export named: certain, for the reason given."""
    reason = because if isinstance(because, str) else because.get(candidate.index, "a recipe names this column")
    letter = column_letter(candidate.index)
    return ColumnReview(letter, candidate.header, meaning, 1.0, (reason,), False, others_of(candidate, meaning))


def question(candidate: Candidate, meaning: Meaning, score: float) -> str:
    """What a person is asked about a column that is not sure."""
    header = f'the header "{shortened(candidate.header, 40)}"' if candidate.header else "this column"
    denied = clash_of(meaning, candidate.profile) >= _MOST_DENIED
    if denied and meaning in candidate.named:
        return f"{header} says {in_words(meaning)}, {_cells_say(candidate, meaning)}; read as {in_words(meaning)}"
    others = [f"{in_words(name)} ({value:.2f})" for name, value in others_of(candidate, meaning) if name != "ignore"]
    if meaning == "ignore":
        return f"{header} could be {others[0] if others else 'anything'}; it was left unread"
    could = " or ".join([f"{in_words(meaning)} ({score:.2f})", *others[:1]])
    return f"{header} could be {could}; it was read as {in_words(meaning)}"

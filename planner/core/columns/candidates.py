"""What one column's header and cells speak for, before the columns of a table compete."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.core.columns.contents import CLASHES, FITS, Profile, profile
from planner.core.columns.lexicon import SHARED, ColumnLexicon, Reading, Scores, read_header
from planner.core.columns.texts import normal_header
from planner.core.model import Meaning

# Our weights: an exact header (1.0) survives doubtful contents, a shared or partial word (0.6) does not.
FIT_WEIGHT = 0.25
CLASH_WEIGHT = 0.4
UNREPEATED_WEIGHT = 0.2  # where a shared word decides: models come again and again, names of devices do not
_ENOUGH_TO_REPEAT = 8
_NAMES_GEAR = 0.5  # this share of cells with a maker's name among other words: the column is about gear
_LINE_NUMBERS = 0.6
# A network element over names, what is on hand over counts; no headers where Nebraska or Ohio may stand in a row.
_ALSO_STATES: dict[str, Scores] = {"ne": {"asset_id": SHARED, "site": SHARED - 0.01}, "oh": {"quantity": SHARED}}
_NOT_YET_THERE = frozenset({"ordered", "order", "requested", "planned"})
_ORDERED_WEIGHT = 0.05  # less than any difference of contents: only a column of what arrived comes first
_MOST_CORRECTED = 500  # columns whose spelling is corrected: beyond that a sheet is no table of gear


@dataclass(frozen=True, slots=True)
class Candidate:
    """A column before it is mapped: ``reading`` is what its header says, ``scores`` header and cells together."""

    index: int
    header: str
    profile: Profile
    reading: Reading
    scores: Scores

    @property
    def named(self) -> Scores:
        """The meanings that the header itself speaks for."""
        return self.reading.scores


def clash_of(meaning: Meaning, looks: Profile) -> float:
    """The share of cells (0 to 1) that cannot be what ``meaning`` asks, less those that can."""
    fit = looks.share(*FITS.get(meaning, ())) if meaning != "description" else 0.0
    return max(0.0, looks.share(*CLASHES.get(meaning, ())) - fit)


def candidate_of(index: int, header: str, sample: Sequence[str], lexicon: ColumnLexicon) -> Candidate:
    """The column with what its header and its cells speak for."""
    looks = profile(sample, lexicon)
    reading = read_header(header, lexicon, misspelled=index < _MOST_CORRECTED) if header else Reading({})
    if not reading.scores and normal_header(header) in _ALSO_STATES and not looks.share("state"):
        reading = Reading(_ALSO_STATES[normal_header(header)], "exact", header)
    if reading.scores:
        return Candidate(index, header, looks, reading, _weighed(header, reading.scores, looks))
    return Candidate(index, header, looks, reading, _by_contents(index, header, looks))


def _weighed(header: str, named: Scores, looks: Profile) -> dict[Meaning, float]:
    scores: dict[Meaning, float] = {}
    for meaning, strength in named.items():
        fit = looks.share(*FITS.get(meaning, ()))
        scores[meaning] = strength + FIT_WEIGHT * fit - CLASH_WEIGHT * clash_of(meaning, looks)
    if "quantity" in scores and _NOT_YET_THERE & set(normal_header(header).split()):
        scores["quantity"] -= _ORDERED_WEIGHT
    if "model" in scores and len(named) > 1 and looks.filled >= _ENOUGH_TO_REPEAT:
        scores["model"] -= UNREPEATED_WEIGHT * looks.distinct
    if looks.counting and len(named) > 1:
        return {"ignore": _LINE_NUMBERS}
    return scores


def _by_contents(index: int, header: str, looks: Profile) -> dict[Meaning, float]:
    """Only what is clear; under a header that we do not know, only what cannot be anything else."""
    if not looks.filled or looks.counting:
        return {}
    clear: dict[Meaning, float] = {}
    for meaning, share, least in _clear_shares(looks):
        if share >= least:
            clear[meaning] = 0.4 + 0.25 * share
    if header:
        sure: set[Meaning] = (
            {"maker", "mac", "model"} if looks.share("model") > 0.9 and looks.filled > 2 else {"maker", "mac"}
        )
        if looks.share("gear_text") >= _NAMES_GEAR and "maker" not in clear:
            return {"description": 0.4 + 0.2 * looks.share("gear_text")}
        return {meaning: score for meaning, score in clear.items() if meaning in sure}
    return _headless(index, clear, looks)


def _clear_shares(looks: Profile) -> tuple[tuple[Meaning, float, float], ...]:
    serial_like = looks.share("serial") if looks.distinct > 0.8 and looks.share("date", "year") < 0.3 else 0.0
    model_like = looks.share("model") if looks.distinct <= 0.95 or looks.filled < 8 else 0.0
    return (
        ("maker", looks.share("maker"), 0.5),
        ("mac", looks.share("mac"), 0.8),
        ("serial", serial_like - looks.share("mac"), 0.8),
        ("model", model_like - looks.share("mac", "date", "street", "zip") - 0.2 * serial_like, 0.6),
    )


def _headless(index: int, clear: dict[Meaning, float], looks: Profile) -> dict[Meaning, float]:
    """Without any header more kinds are allowed, each only when most cells agree."""
    small_counts = (
        looks.share("count")
        if (looks.distinct < 0.7 or looks.filled < 10) and not looks.share("zip", "year") > 0.5
        else 0.0
    )
    decimals = looks.share("latitude", "longitude") if looks.share("number") > 0.8 else 0.0
    more: tuple[tuple[Meaning, float, float], ...] = (
        ("latitude", decimals if looks.share("latitude") > 0.9 else 0.0, 0.9),
        ("longitude", decimals if looks.share("latitude") < 0.5 else 0.0, 0.9),
        ("quantity", small_counts, 0.9),
        ("unit_cost", looks.share("money"), 0.8),
        ("state", looks.share("state"), 0.9),
        ("layer", looks.share("layer"), 0.8),
        ("status", looks.share("status"), 0.8),
        ("description", max(looks.share("gear_text"), looks.share("prose")), 0.5),
    )
    scores = dict(clear)
    scores.update({meaning: 0.4 + 0.2 * share for meaning, share, least in more if share >= least})
    if not scores and looks.share("word", "code") > 0.7 and looks.distinct <= 0.8:
        scores["site"] = 0.5 - 0.001 * index
    return scores

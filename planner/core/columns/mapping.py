"""Headers and contents to meanings, at most one column per meaning, and nothing decided in silence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.core.columns.contents import CLASHES, FITS, Profile, profile
from planner.core.columns.lexicon import ColumnLexicon, Scores, header_scores
from planner.core.columns.texts import normal_header, same_but_for_the_end
from planner.core.model import Meaning, column_letter

SHARED_BY_MANY: frozenset[Meaning] = frozenset({"description", "notes", "serial", "ignore"})
GEAR: frozenset[Meaning] = frozenset({"maker", "model", "part_number", "serial", "mac", "quantity"})
# Our weights: an exact header (1.0) survives doubtful contents, a shared or partial word (0.6) does not.
FIT_WEIGHT = 0.25
CLASH_WEIGHT = 0.4
UNREPEATED_WEIGHT = 0.2  # where a shared word decides: models come again and again, names of devices do not
_ENOUGH_TO_REPEAT = 8
ENOUGH = 0.45
CLAIMED = 0.7  # from here on a header names its meaning on its own; losing it is worth telling
# What becomes of a column whose meaning went to a better one.
_SECOND_BEST: dict[Meaning, Meaning] = {
    "maker": "notes", "model": "description", "part_number": "description", "status": "notes",
    "layer": "description", "site": "site_name",
}  # fmt: skip
# Who sold the gear, or who made it: with a maker's column beside it, the seller.
_SELLERS = frozenset(
    {"vendor", "vendors", "supplier", "suppliers", "supplied", "seller", "provider", "company", "proveedor",
     "fournisseur", "lieferant", "供应商"}
)  # fmt: skip
_NAMES_GEAR = 0.5  # this share of cells with a maker's name among other words: the column is about gear
_LINE_NUMBERS = 0.6
_NAMES_PLACE: frozenset[Meaning] = frozenset({"site", "site_name"})
_MAY_BE_PLACE: frozenset[Meaning] = frozenset({"asset_id", "description", "ignore"})
_BARE_NAMES = frozenset({"id", "name", "key", "identifier"})


@dataclass(frozen=True, slots=True)
class Column:
    """One mapped column: ``index`` from 0, Excel's ``letter``, the header as read ("" without one), its meaning."""

    index: int
    letter: str
    header: str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the mapping decided that a person should know. ``column`` is None when the sheet is meant."""

    column: int | None
    rule: str
    problem: str
    fix: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    index: int
    header: str
    profile: Profile
    named: Scores
    scores: Scores


def map_columns(
    headers: Sequence[str],
    samples: Sequence[Sequence[str]],
    lexicon: ColumnLexicon,
    forced: Mapping[int, Meaning] | None = None,
) -> tuple[tuple[Column, ...], tuple[Remark, ...]]:
    """The meaning of every column, and what was decided along the way.

    ``headers[i]`` and ``samples[i]`` belong to column ``i``; a sample holds the texts of some rows under the header.
    ``forced`` are meanings that a person gave; they win over everything.
    """
    forced = forced or {}
    candidates = [_candidate(index, header, samples[index], lexicon) for index, header in enumerate(headers)]
    meanings: dict[int, Meaning] = dict(forced)
    remarks: list[Remark] = []
    free = [candidate for candidate in candidates if candidate.index not in forced]
    _assign(free, meanings, remarks)
    _promote_names(free, meanings, remarks)
    _drop_vague_names(free, meanings)
    remarks += [_guessed(c, meanings[c.index]) for c in free if not c.named and meanings[c.index] != "ignore"]
    columns = tuple(Column(c.index, column_letter(c.index), c.header, meanings[c.index]) for c in candidates)
    return columns, tuple(remarks)


def _candidate(index: int, header: str, sample: Sequence[str], lexicon: ColumnLexicon) -> _Candidate:
    looks = profile(sample, lexicon)
    named = header_scores(header, lexicon) if header else {}
    if named:
        return _Candidate(index, header, looks, named, _weighed(named, looks))
    return _Candidate(index, header, looks, {}, _by_contents(index, header, looks))


def _weighed(named: Scores, looks: Profile) -> dict[Meaning, float]:
    scores: dict[Meaning, float] = {}
    for meaning, strength in named.items():
        fit = looks.share(*FITS.get(meaning, ()))
        clash = max(0.0, looks.share(*CLASHES.get(meaning, ())) - (fit if meaning != "description" else 0.0))
        scores[meaning] = strength + FIT_WEIGHT * fit - CLASH_WEIGHT * clash
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


def _assign(candidates: Sequence[_Candidate], meanings: dict[int, Meaning], remarks: list[Remark]) -> None:
    """Best score first; a column whose wish is taken goes to its next wish, or to where its text is kept."""
    taken: dict[Meaning, int] = {m: i for i, m in meanings.items() if m not in SHARED_BY_MANY}
    wishes = sorted(
        (-score, c.index, meaning) for c in candidates for meaning, score in c.scores.items() if score >= ENOUGH
    )
    lost: dict[int, Meaning] = {}
    for _, index, meaning in wishes:
        if index in meanings:
            continue
        if meaning in SHARED_BY_MANY or meaning not in taken:
            meanings[index] = meaning
            taken.setdefault(meaning, index)
        else:
            lost.setdefault(index, meaning)
    headers = {candidate.index: candidate.header for candidate in candidates}
    for candidate in candidates:
        wish = lost.get(candidate.index)
        _settle(
            candidate,
            _second_best(candidate, wish, headers.get(taken[wish], "")) if wish else "ignore",
            meanings,
            taken,
        )
        _tell(candidate, lost.get(candidate.index), meanings, taken, remarks)


def _second_best(candidate: _Candidate, lost: Meaning, winner: str) -> Meaning:
    """A second maker is gear beside the first (*Radio 2 Make*, *Battery Mfg*) unless it may be who sold it; a second
    site that only names the other end (*Site A*, *Site Z*) is no name of the first.
    """
    twins = same_but_for_the_end((winner, candidate.header))
    if lost == "site" and twins:
        return "ignore"
    if lost == "maker" and (twins or not _SELLERS & set(normal_header(candidate.header).split())):
        return "description"
    return _SECOND_BEST.get(lost, "ignore")


def _settle(candidate: _Candidate, second: Meaning, meanings: dict[int, Meaning], taken: dict[Meaning, int]) -> None:
    if candidate.index in meanings:
        return
    if second not in SHARED_BY_MANY and second in taken:
        second = "ignore"
    meanings[candidate.index] = second
    taken.setdefault(second, candidate.index)


def _tell(
    candidate: _Candidate,
    lost: Meaning | None,
    meanings: dict[int, Meaning],
    taken: dict[Meaning, int],
    remarks: list[Remark],
) -> None:
    if lost is None or (candidate.named and candidate.named.get(lost, 0.0) < CLAIMED):
        return
    now = meanings[candidate.index]
    winner = column_letter(taken[lost])
    problem = f"column {winner} reads better as {lost}, so this column is kept as {now}; its text stays with the row"
    fix = f"nothing if column {winner} is the right one; else name the columns in a recipe"
    remarks.append(Remark(candidate.index, "column-competes", problem, fix))


def _promote_names(candidates: Sequence[_Candidate], meanings: dict[int, Meaning], remarks: list[Remark]) -> None:
    """Without a site column, a column that can also mean the site (a node name; ID and Name in a register) is it."""
    chosen = [c for c in candidates if meanings[c.index] in _NAMES_PLACE and "asset_id" in c.named]
    remarks += [_assumed(candidate, meanings[candidate.index]) for candidate in chosen]
    present = set(meanings.values())
    if present & _NAMES_PLACE:
        return
    register = not present & GEAR and bool(present & {"latitude", "longitude", "address", "zip"})
    wanted: tuple[Meaning, ...] = ("site", "site_name")
    for meaning in wanted:
        able = [c for c in candidates if meaning in c.named and meanings[c.index] in _MAY_BE_PLACE]
        able = [c for c in able if register or normal_header(c.header) not in _BARE_NAMES]
        if able:
            meanings[able[0].index] = meaning
            remarks.append(_assumed(able[0], meaning))
        if able and not register:
            return


def _assumed(candidate: _Candidate, meaning: Meaning) -> Remark:
    problem = f'no other column names the site, so "{candidate.header}" is taken as the {meaning.replace("_", " ")}'
    return Remark(candidate.index, "site-column-assumed", problem, "name the site column in a recipe if this is wrong")


def _drop_vague_names(candidates: Sequence[_Candidate], meanings: dict[int, Meaning]) -> None:
    """*Location* beside a real site column is a room or a shelf, not the site's name."""
    if "site" not in meanings.values():
        return
    for candidate in candidates:
        if meanings[candidate.index] == "site_name" and 0 < candidate.named.get("site_name", 0.0) < CLAIMED:
            others = [c for c in candidates if meanings[c.index] == "site" and c.named.get("site", 0.0) >= CLAIMED]
            if others:
                meanings[candidate.index] = "ignore"


def _guessed(candidate: _Candidate, meaning: Meaning) -> Remark:
    what = f'the header "{candidate.header}" is not known' if candidate.header else "the column has no header"
    problem = f"{what}; its contents look like {meaning.replace('_', ' ')}"
    return Remark(candidate.index, "column-by-contents", problem, "check it, or name the column in a recipe")

"""Headers and contents to meanings, at most one column per meaning, and nothing decided in silence."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.core.columns.candidates import Candidate, candidate_of
from planner.core.columns.labels import SITE
from planner.core.columns.lexicon import ColumnLexicon
from planner.core.columns.reasons import (
    ASK_BELOW,
    BY_RULE,
    CONTRADICTED,
    calibrated,
    in_words,
    named_by,
    others_of,
    own_score,
    question,
    reasons_of,
)
from planner.core.columns.texts import normal_header, same_but_for_the_end, shortened
from planner.core.messages import texts
from planner.core.model import ColumnReview, Meaning, column_letter

SHARED_BY_MANY: frozenset[Meaning] = frozenset({"description", "notes", "serial", "position", "ignore"})
GEAR: frozenset[Meaning] = frozenset({"maker", "model", "part_number", "serial", "mac", "quantity"})
ENOUGH = 0.45
CLAIMED = 0.7  # from here on a header names its meaning on its own; losing it is worth telling
# What becomes of a column whose meaning went to a better one.
_SECOND_BEST: dict[Meaning, Meaning] = {
    "maker": "notes", "model": "description", "part_number": "description", "status": "notes",
    "layer": "description", "site": "site_name", "parent": "position",
}  # fmt: skip
# Who sold the gear, or who made it: with a maker's column beside it, the seller.
_SELLERS = frozenset(
    {"vendor", "vendors", "supplier", "suppliers", "supplied", "seller", "provider", "company", "proveedor",
     "fournisseur", "lieferant", "供应商"}
)  # fmt: skip
_ELEMENTS = frozenset({"ne", "nename", "element", "chassis", "host", "hostname", "node", "device", "网元名称", "网元"})
_MAY_BE_PLACE: frozenset[Meaning] = frozenset({"asset_id", "description", "ignore"})
_BARE_NAMES = frozenset({"id", "name", "key", "identifier"})
_NAMES_POSITIONS = 0.3  # this share of cells such as "Shelf 3": the column says where in the site
_MOST_NAMED = 8
_KINDS = re.compile(
    r"(?i)\b(?:total|sum|notes?|radios?|ran|antennas?|transport|microwave|core|power|batter\w+|rout\w+|switch\w*|optical|"
    r"baseband|access|backhaul|cpe|servers?|video|cameras?|equipment|gear|hardware|spares?|other|misc\w*|phase|section|"
    r"sector|region|market|county|district|indoor|outdoor|site|alpha|beta|gamma|floor|room)\b"
)


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


def _remark(column: int | None, rule: str, **values: object) -> Remark:
    """The remark of this rule, in the words of the table of messages."""
    return Remark(column, rule, *texts(rule, **values))


@dataclass(frozen=True, slots=True)
class Mapped:
    """The columns of a table mapped, what was decided on the way, and why: one review per column, in their order."""

    columns: tuple[Column, ...]
    remarks: tuple[Remark, ...]
    reviews: tuple[ColumnReview, ...]


@dataclass(slots=True)
class _Ruling:
    """Where mapping a table stands. ``scores`` and ``reasons`` are those that a rule gave beside the column's own;
    ``lost`` are the meanings that a column wished for and another one got.
    """

    meanings: dict[int, Meaning]
    taken: dict[Meaning, int] = field(default_factory=dict)
    lost: dict[int, dict[Meaning, int]] = field(default_factory=dict)
    scores: dict[int, float] = field(default_factory=dict)
    reasons: dict[int, list[str]] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def rule(self, index: int, meaning: Meaning, reason: str, score: float = BY_RULE) -> None:
        """Give a column a meaning by a rule of ours."""
        self.meanings[index] = meaning
        self.scores[index] = score
        self.reasons.setdefault(index, []).append(reason)


def said_again(meanings: Iterable[Meaning]) -> tuple[Meaning, ...]:
    """The meanings that stand more than once although one column of a table may have each."""
    counted = Counter(meanings)
    return tuple(meaning for meaning, count in counted.items() if count > 1 and meaning not in SHARED_BY_MANY)


def map_columns(
    headers: Sequence[str],
    samples: Sequence[Sequence[str]],
    lexicon: ColumnLexicon,
    forced: Mapping[int, Meaning] | None = None,
) -> tuple[tuple[Column, ...], tuple[Remark, ...]]:
    """The meaning of every column, and what was decided along the way (see :func:`judge_columns`)."""
    mapped = judge_columns(headers, samples, lexicon, forced)
    return mapped.columns, mapped.remarks


def judge_columns(
    headers: Sequence[str],
    samples: Sequence[Sequence[str]],
    lexicon: ColumnLexicon,
    forced: Mapping[int, Meaning] | None = None,
    because: str | Mapping[int, str] = "a recipe names this column",
) -> Mapped:
    """The meaning of every column, what was decided along the way, and why.

    ``headers[i]`` and ``samples[i]`` belong to column ``i``; a sample holds the texts of some rows under the header.
    ``forced`` are meanings that a person gave, or a known export has, for the reason ``because`` (one for all, or by
    index); they win over everything.
    """
    forced = forced or {}
    candidates = [candidate_of(index, header, samples[index], lexicon) for index, header in enumerate(headers)]
    ruling = _Ruling(dict(forced), {m: i for i, m in forced.items() if m not in SHARED_BY_MANY})
    free = [candidate for candidate in candidates if candidate.index not in forced]
    _assign(free, ruling, {candidate.index: candidate.header for candidate in candidates})
    _read_side_bar(free, samples, ruling)
    _promote_names(free, ruling)
    _drop_vague_names(free, ruling)
    meanings = ruling.meanings
    ruling.remarks += [_guessed(c, meanings[c.index]) for c in free if not c.named and meanings[c.index] != "ignore"]
    columns = tuple(Column(c.index, column_letter(c.index), c.header, meanings[c.index]) for c in candidates)
    reviews = {c.index: named_by(c, forced[c.index], because) for c in candidates if c.index in forced}
    reviews.update({c.index: _review(c, ruling, candidates) for c in free})
    ruling.remarks += _asked(free, ruling, reviews)
    ruling.remarks += _told_together(free, ruling)
    return Mapped(columns, tuple(ruling.remarks), tuple(reviews[c.index] for c in candidates))


def reviewed_as(
    reviews: Sequence[ColumnReview], letter: str, meaning: Meaning, reason: str, score: float = 0.8
) -> tuple[ColumnReview, ...]:
    """The reviews after something outside the table gave a column its meaning, such as a register of sites."""
    return tuple(
        replace(r, meaning=meaning, score=score, reasons=(reason, *r.reasons), asks=score < ASK_BELOW)
        if r.column == letter
        else r
        for r in reviews
    )


def _assign(candidates: Sequence[Candidate], ruling: _Ruling, headers: Mapping[int, str]) -> None:
    """Best score first; a column whose wish is taken goes to its next wish, or to where its text is kept."""
    meanings, taken = ruling.meanings, ruling.taken
    wishes = sorted(
        (-score, c.index, meaning) for c in candidates for meaning, score in c.scores.items() if score >= ENOUGH
    )
    for _, index, meaning in wishes:
        if index in meanings:
            continue
        if meaning in SHARED_BY_MANY or meaning not in taken:
            meanings[index] = meaning
            taken.setdefault(meaning, index)
        else:
            ruling.lost.setdefault(index, {})[meaning] = taken[meaning]
    for candidate in candidates:
        if candidate.index not in meanings:
            _settle(candidate, ruling, headers)
        _tell(candidate, ruling)


def _read_side_bar(free: Sequence[Candidate], samples: Sequence[Sequence[str]], ruling: _Ruling) -> None:
    """Different names down the left edge of a table with headers, each once beside some rows and no site elsewhere,
    are sites; asked about, as any column without a header is. Kinds of gear and states of it are none.
    """
    bar = free[0] if free and len(free) > 1 else None
    if bar is None or bar.index or bar.header or SITE & set(ruling.taken) or not any(c.header for c in free[1:]):
        return
    names = [text for text in samples[0] if text]
    once = len(names) == len(set(names)) and len(names) >= 2 and 2 * len(names) <= len(samples[0])
    other = bar.profile.share("layer", "status", "maker", "gear_text", "model", "number", "date", "prose", "position")
    if once and ruling.meanings[0] == "ignore" and not other and not any(map(_KINDS.search, names)):
        ruling.rule(0, "site", "its cells are names that each stand beside several rows", ENOUGH)
        ruling.taken["site"] = 0


def _settle(candidate: Candidate, ruling: _Ruling, headers: Mapping[int, str]) -> None:
    """A column without a wish that came true is kept where its text is read, or left unread."""
    lost = ruling.lost.get(candidate.index)
    second: Meaning = "ignore"
    if lost:
        wish, winner = next(iter(lost.items()))
        second = _second_best(candidate, wish, headers.get(winner, ""), ruling)
        if second not in SHARED_BY_MANY and second in ruling.taken:
            second = "ignore"
        ruling.rule(candidate.index, second, f"kept as {in_words(second)} instead")
    ruling.meanings[candidate.index] = second
    ruling.taken.setdefault(second, candidate.index)


def _second_best(candidate: Candidate, lost: Meaning, winner: str, ruling: _Ruling) -> Meaning:
    """A second maker is gear beside the first (*Radio 2 Make*, *Battery Mfg*) unless it may be who sold it; a second
    site that only names the other end (*Site A*, *Site Z*) is no name of the first; the element of a card's slot is
    what the card is part of.
    """
    twins = same_but_for_the_end((winner, candidate.header))
    words = set(normal_header(candidate.header).split())
    if lost == "site" and twins:
        return "ignore"
    if lost == "maker" and (twins or not _SELLERS & words):
        return "description"
    if lost == "asset_id" and _ELEMENTS & words and "position" in ruling.taken:
        return "parent"
    return _SECOND_BEST.get(lost, "ignore")


def _tell(candidate: Candidate, ruling: _Ruling) -> None:
    """A column that lost what its header claims is told by itself; the others together (:func:`_told_together`)."""
    lost = next(iter(ruling.lost.get(candidate.index, ())), None)
    if lost is None or (candidate.named and candidate.named.get(lost, 0.0) < CLAIMED):
        return
    now = ruling.meanings[candidate.index]
    winner = column_letter(ruling.taken[lost])
    ruling.remarks.append(_remark(candidate.index, "column-competes", winner=winner, meaning=lost, kept=now))


def _promote_names(candidates: Sequence[Candidate], ruling: _Ruling) -> None:
    """Without a site column, a column that can also mean the site (a node name; ID and Name in a register) is it."""
    meanings = ruling.meanings
    for candidate in candidates:
        if meanings[candidate.index] in SITE and "asset_id" in candidate.named:
            _assume(candidate, meanings[candidate.index], ruling)
    present = set(meanings.values())
    if present & SITE:
        return
    register = not present & GEAR and bool(present & {"latitude", "longitude", "address", "zip"})
    wanted: tuple[Meaning, ...] = ("site", "site_name")
    for meaning in wanted:
        able = [c for c in candidates if meaning in c.named and meanings[c.index] in _MAY_BE_PLACE]
        able = [c for c in able if register or normal_header(c.header) not in _BARE_NAMES]
        if able:
            _assume(able[0], meaning, ruling)
        if able and not register:
            return


def _assume(candidate: Candidate, meaning: Meaning, ruling: _Ruling) -> None:
    why = "no other column names the site"
    ruling.rule(candidate.index, meaning, why, CONTRADICTED)
    so = f'{why}, so "{candidate.header}"'
    ruling.remarks.append(_remark(candidate.index, "site-column-assumed", why=so, meaning=meaning.replace("_", " ")))


def _drop_vague_names(candidates: Sequence[Candidate], ruling: _Ruling) -> None:
    """*Location* beside a real site column is a room or a shelf, not the site's name."""
    meanings = ruling.meanings
    sure = any(meanings[c.index] == "site" and c.named.get("site", 0.0) >= CLAIMED for c in candidates)
    for candidate in candidates if sure else ():
        if meanings[candidate.index] == "site_name" and 0 < candidate.named.get("site_name", 0.0) < CLAIMED:
            within = candidate.profile.share("position") >= _NAMES_POSITIONS
            why = "another column names the site, so this is where in the site, or says it again"
            ruling.rule(candidate.index, "position" if within else "ignore", why)


def _guessed(candidate: Candidate, meaning: Meaning) -> Remark:
    what = f'the header "{candidate.header}" is not known' if candidate.header else "the column has no header"
    return _remark(candidate.index, "column-by-contents", what=what, meaning=meaning.replace("_", " "))


def _review(candidate: Candidate, ruling: _Ruling, candidates: Sequence[Candidate]) -> ColumnReview:
    """Why the column means what it does: its header, its cells, what it lost to whom, and who shares its meaning."""
    index, meaning = candidate.index, ruling.meanings[candidate.index]
    lost = ruling.lost.get(index, {})
    score = ruling.scores.get(index, own_score(candidate, meaning, lost))
    if meaning == "ignore" and not candidate.profile.filled:
        score = 1.0
    reasons = [
        *reasons_of(candidate, meaning),
        *(_lost_to(candidate, wish, candidates[at]) for wish, at in lost.items()),
    ]
    reasons += ruling.reasons.get(index, [])
    if mates := [i for i, other in ruling.meanings.items() if other == meaning != "ignore" and i != index]:
        reasons.append(f"{_columns(sorted(mates))} {'is' if len(mates) == 1 else 'are'} {in_words(meaning)} too")
    asks = score < ASK_BELOW and bool(candidate.profile.filled)
    letter = column_letter(index)
    return ColumnReview(letter, candidate.header, meaning, score, tuple(reasons), asks, others_of(candidate, meaning))


def _lost_to(candidate: Candidate, wish: Meaning, winner: Candidate) -> str:
    here, there = calibrated(candidate.scores[wish]), calibrated(winner.scores.get(wish, 1.25))
    letter = column_letter(winner.index)
    return f"lost to column {letter}, which reads better as {in_words(wish)} ({there:.2f} against {here:.2f})"


def _columns(indexes: Sequence[int]) -> str:
    letters = [column_letter(index) for index in indexes]
    return f"column {letters[0]}" if len(letters) == 1 else f"columns {', '.join(letters)}"


def _asked(candidates: Sequence[Candidate], ruling: _Ruling, reviews: Mapping[int, ColumnReview]) -> list[Remark]:
    """A question for every column below the bar about which nothing was said yet."""
    told = {remark.column for remark in ruling.remarks}
    return [
        _remark(c.index, "column-unsure", question=question(c, reviews[c.index].meaning, reviews[c.index].score))
        for c in candidates
        if reviews[c.index].asks and c.index not in told and (c.scores or reviews[c.index].meaning != "ignore")
    ]


def _told_together(candidates: Sequence[Candidate], ruling: _Ruling) -> list[Remark]:
    """What is said once for the whole table: lesser competitions, serials side by side, columns nobody understands."""
    meanings = ruling.meanings
    if not GEAR & set(meanings.values()):
        return []
    told = {remark.column for remark in ruling.remarks}
    weak = [c for c in candidates if c.index in ruling.lost and c.index not in told]
    serials = sorted(index for index, meaning in meanings.items() if meaning == "serial")
    unknown = [c for c in candidates if not c.scores and not c.named and c.header and c.profile.filled]
    unknown = [c for c in unknown if meanings[c.index] == "ignore"]
    remarks = []
    if weak:
        remarks.append(_remark(None, "columns-overlap", columns="; ".join(_weakly_lost(c, ruling) for c in weak)))
    if len(serials) > 1:
        remarks.append(_remark(None, "columns-share", columns=_columns(serials)))
    if unknown:
        remarks.append(_remark(None, "columns-unknown", columns=_named(unknown)))
    return remarks


def _named(candidates: Sequence[Candidate]) -> str:
    names = ", ".join(_name(candidate) for candidate in candidates[:_MOST_NAMED])
    return f"{names} and {len(candidates) - _MOST_NAMED} more" if len(candidates) > _MOST_NAMED else names


def _name(candidate: Candidate) -> str:
    return f'{column_letter(candidate.index)} "{shortened(candidate.header, 40)}"'


def _weakly_lost(candidate: Candidate, ruling: _Ruling) -> str:
    lost, winner = next(iter(ruling.lost[candidate.index].items()))
    now = in_words(ruling.meanings[candidate.index])
    return (
        f"column {_name(candidate)} could be {in_words(lost)} too, as column {column_letter(winner)} is; read as {now}"
    )

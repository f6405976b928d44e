"""What a sentence does with the name in it: states it, denies it, remembers it, plans it, or fits to it."""

import re
from collections.abc import Iterable, Sequence

from planner.core.flagging.openings import heads, openings
from planner.core.flagging.pack import Phrase, Stance

# "replaced by X" must be read before "replaced X", a place before everything.
_ORDER: tuple[Stance, ...] = ("place", "negated", "future", "history", "gone", "compatible", "uncertain", "beside")
_GLUE = r"[ \"'(\[\-:/,&+]"
_REACH = 90
# "?Huawei" asks as "Huawei?" does; the mark of a sentence before ("Is it ours? Huawei") stands at a word.
_ASKED = re.compile(r"(?:^|[\s(\[\"',;/:-])\?+[ \"'()\[\]]*$")


def _alternatives(phrases: Iterable[Phrase], role: str, where: str) -> str:
    return "|".join(phrase.pattern for phrase in phrases if (phrase.role, phrase.where) == (role, where))


class _Cues(dict[Stance, re.Pattern[str] | None]):
    """The pattern of each stance, None where no phrase tells it; compiled when first asked for, for few ever are."""

    def __init__(self, phrases: Sequence[Phrase], where: str, frame: str) -> None:
        super().__init__()
        self._phrases, self._where, self._frame = phrases, where, frame

    def __missing__(self, stance: Stance) -> re.Pattern[str] | None:
        cues = _alternatives(self._phrases, stance, self._where)
        found = self[stance] = re.compile(self._frame.replace("{}", cues, 1)) if cues else None
        return found


class StanceReader:
    """Reads the words around a name. ``names`` are single covered names, which may stand between cue and name."""

    def __init__(self, phrases: Sequence[Phrase], names: Iterable[str]) -> None:
        fillers = "|".join([_alternatives(phrases, "filler", "gap"), *map(re.escape, sorted(names))])
        # Atomic groups: an odd cell must not send the search back and forth for minutes.
        gap = rf"(?:(?>\w*\d[\w.]*+(?:[/-][\w.]++)*+|(?:{fillers})(?![A-Z0-9])){_GLUE}++){{0,8}}"
        self._before = _Cues(phrases, "before", r"(?<![A-Z0-9])(?:{})" + _GLUE + "+" + gap + "$")
        # Few texts hold any of these words, and looking for each of them costs as much as all the rest.
        cues = "|".join(phrase.pattern for phrase in phrases if phrase.where == "before" and phrase.role in _ORDER)
        self._cues = rf"(?<![A-Z0-9])(?:{cues or '(?!)'})" + _GLUE
        after = r"[ \-:,(]*(?:{})(?![A-Z0-9])"
        self._after = _Cues(phrases, "after", after)
        # "RRU3936 adapter" fits a model, "Huawei adapter" is theirs: models have figures at or near their ends.
        self._after_model = _Cues(phrases, "after_model", r"(?:(?<=\d)|(?<=\d[A-Z])|(?<=\d[A-Z]{2}))" + after)

    def read(self, shouted: str, start: int, end: int) -> Stance:
        """The stance toward the words at ``start:end`` of an upper-case text."""
        cued = start > 0 and self._cued(shouted, start)
        for stance in _ORDER:
            before = self._before[stance] if cued else None
            if before and before.search(shouted, max(0, start - _REACH), start):
                return stance
            if self._said_after(stance, shouted, end):
                return stance
        return "uncertain" if start and _asked(shouted, start) else "plain"

    def _cued(self, shouted: str, start: int) -> bool:
        """Whether words before ``start`` may say something of what stands there; in doubt, True."""
        known = heads(self._cues, 0)
        return known is None or not known.isdisjoint(openings(shouted, max(0, start - _REACH), start))

    def _said_after(self, stance: Stance, shouted: str, end: int) -> re.Match[str] | None:
        if end >= len(shouted):
            return None
        after, of_model = self._after[stance], self._after_model[stance]
        if after and (met := after.match(shouted, end, end + _REACH)):
            return met
        return of_model.match(shouted, end, end + _REACH) if of_model else None

    def cue(self, shouted: str, start: int, end: int) -> tuple[str, str]:
        """The words before and after ``start:end`` that :meth:`read` heeds; of the two at most one is not empty."""
        for stance in _ORDER:
            before = self._before[stance]
            if before and start and (met := before.search(shouted, max(0, start - _REACH), start)):
                return met.group(), ""
            if met := self._said_after(stance, shouted, end):
                return "", met.group()
        return ("?", "") if start and _asked(shouted, start) else ("", "")


def _asked(shouted: str, start: int) -> bool:
    return "?" in shouted[:start] and _ASKED.search(shouted, max(0, start - _REACH), start) is not None

"""Whether a short text holds a model of the pack: asked of headers and cells before anything is an item."""

import re
from collections.abc import Sequence

from planner.core.flagging.openings import Openings
from planner.core.flagging.pack import Family
from planner.core.flagging.text import clean, shout
from planner.core.model import Strength

_LONGEST = 100  # characters; longer texts are prose
_MOST_KEPT = 50_000
_COUNT = re.compile(r"(?<![0-9A-Za-z])\d{1,3}[xX](?=[A-Za-z])")  # "3xRRU3908"


class KnownModels:
    """The model families of a pack as a question: ``known(text)``.

    The answer is the strength of the best family whose name stands in the text, *strong* (nobody else has such models)
    or *weak* (others might); None when none does, or the text is too long to be a model.
    """

    def __init__(self, families: Sequence[Family]) -> None:
        self._families = families
        self._openings = Openings([family.form.heads for family in families])
        self._kept: dict[str, Strength | None] = {}

    def __call__(self, text: str) -> Strength | None:
        """How sure it is that the text holds a model of a family."""
        if len(text) > _LONGEST:
            return None
        if text not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[text] = self._asked(text)
        return self._kept[text]

    def _asked(self, text: str) -> Strength | None:
        plain = _COUNT.sub("", clean(text))
        able = {**dict.fromkeys(self._openings.anywhere), **self._openings.where(shout(plain))}
        told = ((self._families[place], starts) for place, starts in able.items())
        found = {family.strength for family, starts in told if family.form.stands_in(plain, starts)}
        return "strong" if "strong" in found else "weak" if found else None

"""Is the gear in the network, gone, on a shelf, or only spoken of?"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from planner.core.flagging.cells import CellText
from planner.core.flagging.facts import LISTED
from planner.core.flagging.openings import Clues
from planner.core.flagging.pack import CellRole, RulePack
from planner.core.flagging.verdict import Judgment, Reading
from planner.core.model import Presence

_CLAUSE = re.compile(r"[.;,\n|()]+(?:\s|$)|\n|;| - |\(|\)")
_TEXT_ROLES = frozenset({"notes", "description", "model", "maker"})
_LONGEST_CLAUSE = 200
_YES = re.compile(r"\s*(?:Y|YES|TRUE|X|1|DONE)\s*")


class PresenceReader:
    """Reads status words and remarks; a plan for the future changes nothing today. A pattern is compiled when the
    first cell needs it: most inventories need few.
    """

    def __init__(self, pack: RulePack) -> None:
        self._phrases = pack.phrases
        told = {("gone", "word"), ("spare", "text")}
        self._clues = Clues.of_words(p.pattern for p in pack.phrases if (p.role, p.where) in told).blurred()
        self._any_name = "|".join(
            sorted({re.escape(" ".join(rule.words)) for rule in pack.names if rule.kind == "name"})
        )

    def _words(self, role: str, *places: str) -> str:
        found = [p.pattern for where in places for p in self._phrases if (p.role, p.where) == (role, where)]
        return "|".join(found) or r"(?!)"

    def _whole(self, role: str, *places: str) -> re.Pattern[str]:
        return re.compile(rf"(?<![A-Z0-9])(?:{self._words(role, *places)})(?![A-Z0-9])")

    @cached_property
    def _subject(self) -> str:
        known = rf"(?:{self._words('gone', 'subject')}|{self._any_name})(?![A-Z0-9])"
        return rf"(?:(?>{known}|\w*\d[\w.#]*+)[ :/-]++){{0,12}}+"

    @cached_property
    def _planned(self) -> re.Pattern[str]:
        return self._whole("planned", "any")

    @cached_property
    def _alive(self) -> re.Pattern[str]:
        return self._whole("alive", "status")

    @cached_property
    def _gone(self) -> re.Pattern[str]:
        return self._whole("gone", "word", "status")

    @cached_property
    def _gone_clause(self) -> re.Pattern[str]:
        tail = rf"(?:$|[ :/-]+(?:{self._words('gone', 'tail')}|(?:19|20)\d\d|\d{{1,2}}[/.-]\d))"
        return re.compile(rf"{self._subject}(?:{self._words('gone', 'word')}){tail}")

    @cached_property
    def _spare_status(self) -> re.Pattern[str]:
        return self._whole("spare", "status")

    @cached_property
    def _spare_site(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![A-Z0-9])(?:{self._words('spare', 'site')})$")

    @cached_property
    def _spare_clause(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self._subject})(?:{self._words('spare', 'text')})(?![A-Z0-9])")

    @cached_property
    def _names(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![A-Z0-9])(?:{self._any_name})(?![A-Z0-9])")

    def presence(self, readings: Sequence[Reading], judgment: Judgment, *, spare_site: bool) -> Presence:
        """Gone before mentioned before spare; a remark that names covered gear says nothing of another's.

        ``spare_site`` says that the item stands in a warehouse; a site cell of the row itself overrules it.
        """
        others = judgment.verdict == "not_covered"
        said = [reading for reading in readings if reading.presence]
        seen = {reading.presence for reading in said if not (others and reading.about_covered)}
        if spare_site and not any(reading.role == "site" for reading in readings):
            seen.add("spare")
        if "removed" in seen:
            return "removed"
        if _only_mentioned(judgment):
            return "mentioned"
        return "spare" if "spare" in seen else "in_network"

    def spare_site(self, site: str) -> bool:
        """Whether a site's name is that of a warehouse, a depot, a shelf."""
        return bool(self._spare_site.search(site.upper()))

    def clues(self, role: CellRole) -> Clues:
        """What a cell, every figure a zero, must hold for it to say where the gear is."""
        return self._clues if role in _TEXT_ROLES else Clues(frozenset())

    def read(self, cell: CellText) -> tuple[Presence | None, bool]:
        """What one cell says of the gear's whereabouts, and whether it speaks of covered gear."""
        if cell.role == "site":
            return ("spare" if self._spare_site.search(cell.shouted) else None), False
        if cell.role == "status":
            return self._status(cell), False
        return self._remark(cell.shouted) if cell.role in _TEXT_ROLES else (None, False)

    def _status(self, cell: CellText) -> Presence | None:
        if self._planned.search(cell.shouted) or self._alive.search(cell.shouted):
            return None
        answered = bool(_YES.fullmatch(cell.shouted))
        asked = cell.header.upper() if answered else cell.shouted
        if self._gone.search(asked):
            return "removed"
        return "spare" if self._spare_status.search(asked) else None

    def _remark(self, shouted: str) -> tuple[Presence | None, bool]:
        spare: tuple[Presence | None, bool] = (None, False)
        about_covered = bool(self._names.search(shouted))
        for clause in _clauses(shouted):
            if self._planned.search(clause):
                continue
            if self._gone_clause.match(clause):
                return "removed", about_covered
            if self._spare_clause.match(clause):
                spare = ("spare", about_covered)
        return spare


def _clauses(shouted: str) -> Iterator[str]:
    stripped = (clause.strip() for clause in _CLAUSE.split(shouted))
    return (clause[:_LONGEST_CLAUSE] for clause in stripped if clause)


def _only_mentioned(judgment: Judgment) -> bool:
    mentions = any(hit.fact.mention and hit.fact.kind != LISTED for hit in judgment.hits)
    own = any(not hit.fact.mention and hit.fact.strength != "against" for hit in judgment.hits)
    return mentions and (judgment.verdict == "not_covered" or (judgment.verdict == "unknown" and not own))

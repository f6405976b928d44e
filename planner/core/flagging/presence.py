"""Is the gear in the network, gone, on a shelf, or only spoken of?"""

import re
from collections.abc import Iterator, Sequence

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
    """Reads status words and remarks; a plan for the future changes nothing today."""

    def __init__(self, pack: RulePack) -> None:
        def words(role: str, where: str) -> str:
            found = [phrase.pattern for phrase in pack.phrases if (phrase.role, phrase.where) == (role, where)]
            return "|".join(found) or r"(?!)"

        names = "|".join(sorted({re.escape(" ".join(rule.words)) for rule in pack.names if rule.kind == "name"}))
        known = rf"(?:{words('gone', 'subject')}|{names})(?![A-Z0-9])"
        subject = rf"(?:(?>{known}|\w*\d[\w.#]*+)[ :/-]++){{0,12}}+"
        tail = rf"(?:$|[ :/-]+(?:{words('gone', 'tail')}|(?:19|20)\d\d|\d{{1,2}}[/.-]\d))"
        self._planned = re.compile(rf"(?<![A-Z0-9])(?:{words('planned', 'any')})(?![A-Z0-9])")
        self._alive = re.compile(rf"(?<![A-Z0-9])(?:{words('alive', 'status')})(?![A-Z0-9])")
        gone = f"{words('gone', 'word')}|{words('gone', 'status')}"
        self._gone = re.compile(rf"(?<![A-Z0-9])(?:{gone})(?![A-Z0-9])")
        self._gone_clause = re.compile(rf"{subject}(?:{words('gone', 'word')}){tail}")
        self._spare_status = re.compile(rf"(?<![A-Z0-9])(?:{words('spare', 'status')})(?![A-Z0-9])")
        self._spare_site = re.compile(rf"(?<![A-Z0-9])(?:{words('spare', 'site')})$")
        self._spare_clause = re.compile(rf"(?:{subject})(?:{words('spare', 'text')})(?![A-Z0-9])")
        self._names = re.compile(rf"(?<![A-Z0-9])(?:{names})(?![A-Z0-9])")
        told = {("gone", "word"), ("spare", "text")}
        self._clues = Clues.of_words(p.pattern for p in pack.phrases if (p.role, p.where) in told).blurred()

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

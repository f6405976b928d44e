"""Which cells of a row may speak, and as what."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from planner.core.flagging.pack import CellRole, RulePack
from planner.core.flagging.text import clean, shout
from planner.core.model import Meaning

_BY_MEANING: dict[Meaning, CellRole] = {
    "maker": "maker", "model": "model", "part_number": "part_number", "serial": "serial", "mac": "mac",
    "description": "description", "notes": "notes", "status": "status", "site": "site", "site_name": "site",
}  # fmt: skip
# What a header may change: a "Replaces" column is often taken for a maker, model or description column.
_OPEN_TO_HEADERS = frozenset({"maker", "model", "part_number", "serial", "mac", "description", "notes", "skip"})
# "Replaced equipment" is the gear before where the row names its own gear, and the row's gear where it does not.
_GEAR = frozenset({"maker", "model"})
_LOOSE = frozenset({"description", "notes", "skip"})
_ELSEWHERE = frozenset({"history", "history_if_other", "future"})


Column = tuple[Meaning, str]
"""A column's meaning and its header as typed."""


class Voice(NamedTuple):
    """What a column's cells are heard as. ``sold`` says that the header asks who sold the gear, which need not be who
    made it; ``header`` is kept where the answer makes no sense without the question (a status of "yes").
    """

    role: CellRole
    sold: bool = False
    header: str = ""


class CellText(NamedTuple):
    """A cell's text in the role it may speak in; ``shouted`` is ``cleaned`` in upper case, place for place.

    ``models`` are the model families that may stand in it, and where, if they are known.
    """

    role: CellRole
    cleaned: str
    shouted: str
    sold: bool = False
    header: str = ""
    models: Mapping[int, list[int] | None] | None = None


def cell_text(voice: Voice, text: str, models: Mapping[int, list[int] | None] | None = None) -> CellText:
    """The text as ``voice`` says it, made comparable."""
    cleaned = clean(text)
    return CellText(voice.role, cleaned, shout(cleaned), voice.sold, voice.header, models)


class VoiceReader:
    """Gives columns their voices, by their meanings and the words of their headers."""

    def __init__(self, pack: RulePack) -> None:
        self._headers = [(rule.role, rule.pattern) for rule in pack.headers]
        self._roles: dict[Column, tuple[str, CellRole]] = {}

    def voice(self, column: Column, *, named: bool) -> Voice | None:
        """How the cells of a column may speak, None for not at all: places, people and unknown columns stay silent.

        ``named`` says that the row names its own gear elsewhere, see :meth:`names_gear`.
        """
        header, plain = self._role(column)
        role = self._settle(header, plain, named=named)
        return None if role == "skip" else Voice(role, header == "seller", column[1] if role == "status" else "")

    def names_gear(self, column: Column) -> bool:
        """Whether a filled cell of the column names the row's own gear."""
        header, role = self._role(column)
        return role in _GEAR and header not in _ELSEWHERE

    def _role(self, column: Column) -> tuple[str, CellRole]:
        if column not in self._roles:
            meaning, header = column
            known = meaning == "ignore" or meaning in _BY_MEANING
            self._roles[column] = (self._by_header(header) if known else "place", _BY_MEANING.get(meaning, "skip"))
        return self._roles[column]

    def _by_header(self, header: str) -> str:
        words = re.sub(r"[_\s]+", " ", shout(clean(header)))
        return next((role for role, pattern in self._headers if pattern.search(words)), "")

    @staticmethod
    def _settle(header: str, role: CellRole, *, named: bool) -> CellRole:
        if role not in _OPEN_TO_HEADERS:
            return role
        match header:
            case "history" | "future":
                return "history" if header == "history" else "future"
            case "history_if_other":
                return "history" if named else role
            case "neighbor":
                return "skip"
            case "place" if role in _LOOSE:
                return "skip"
            case "software" | "fcc" | "part_number" if role == "skip":
                return _DEVICE_DATA[header]
        return role


_DEVICE_DATA: dict[str, CellRole] = {"software": "software", "fcc": "fcc", "part_number": "part_number"}

"""The nouns of a waterfall: steps of lines, each line a thing looked at and what came of it."""

from dataclasses import dataclass
from typing import Literal

from planner.core.model import Presence, Verdict

State = Literal["counts", "against", "mentioned", "set aside", "nothing", "looked at", "result"]
"""What came of it: it speaks for covered gear, for another maker, of gear that is not here, or it was heard and does
not count; nothing was found; a cell as it was read; what the step comes to.
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked at. ``cell`` is its address, empty for the row as a whole; ``text`` what stands there or the
    part that matters, and ``read_as`` what was made of it where that is not the same.

    ``rule``, ``strength``, ``source`` and ``dated`` (ISO, of the row or else of its pack) tell which rule of the pack
    spoke; all empty where none did.
    """

    state: State
    says: str
    cell: str = ""
    text: str = ""
    read_as: str = ""
    rule: str = ""
    strength: str = ""
    source: str = ""
    dated: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step; ``key`` names it for programs, ``title`` for people. ``lines`` are never empty."""

    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The steps of one row, and where they end: what :func:`planner.core.flagging.flag` finds."""

    verdict: Verdict
    entity: str | None
    presence: Presence
    steps: tuple[Step, ...]

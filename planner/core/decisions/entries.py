"""A decision as it stands in the log, and where the log ends."""

from dataclasses import dataclass
from datetime import datetime

from planner.core.model import Decision


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    """A decision as it stands in the log: ``number`` counts the chain over all projects from 1, ``hash`` covers the
    entry and ``previous_hash``, in lower-case hex. ``created_at`` is when it was recorded, in UTC.
    """

    number: int
    project_id: int
    decision: Decision
    created_at: datetime
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class LogHead:
    """Where the decision log ends: who notes both down elsewhere can tell a log that was shortened or written anew."""

    count: int
    hash: str

"""The family of errors a caller may meet, drawn in one place.

A bad row, cell or answer is data (an :class:`planner.core.model.Issue`), never an exception. These are for what
stops a whole step::

    PlannerError
    ├── UnreadableFile       a file that is not a spreadsheet we can read, with the reason in one sentence
    ├── InvalidDocument      a project, problem or recipe file with faults; lists every one of them
    ├── SolverFailed         the solver broke, or returned a plan that the judge refused
    ├── StoreFailed          the database is missing, locked, too new or damaged
    └── Cancelled            the person asked us to stop; carries nothing, what was kept is kept
"""

from collections.abc import Sequence


class PlannerError(Exception):
    """Base of every error we raise on purpose; ``str()`` is one sentence for the person in front of the screen."""


class UnreadableFile(PlannerError):
    """A file that cannot be read at all: not a spreadsheet, damaged, password-protected, too big, a bomb."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"{name}: {reason}. {remedy}")
        self.name = name
        self.reason = reason
        self.remedy = remedy


class InvalidDocument(PlannerError):
    """A project, problem or recipe file with faults. ``faults`` holds every one, in the order of the file."""

    def __init__(self, name: str, faults: Sequence[str]) -> None:
        shown = "; ".join(faults[:20]) + (f"; and {len(faults) - 20} more" if len(faults) > 20 else "")
        super().__init__(f"{name} has {len(faults)} fault{'s' if len(faults) != 1 else ''}: {shown}")
        self.name = name
        self.faults = tuple(faults)


class SolverFailed(PlannerError):
    """The solver broke, or its plan broke a rule that the judge checks."""


class StoreFailed(PlannerError):
    """The database is missing, locked, newer than this program, or damaged."""


class Cancelled(PlannerError):
    """The person asked us to stop."""

"""The verbs: review, estimate, run, solve. The order of stages, and nothing else.

Both front ends call these; each writes the machine documents of its verb into ``out`` and says how it went.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planner.core.model import CancelCheck, Decision, Progress, ProgressHook


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a verb ended. ``exit_code``: 0 done, 3 rows or answers need a person, 4 no feasible plan as asked.

    ``files`` maps the document's name (``review.json``) to where it was written; ``messages`` are sentences for the
    person, most important first.
    """

    exit_code: int
    files: dict[str, Path]
    messages: tuple[str, ...]


def silent(progress: Progress) -> None:
    """A progress hook that says nothing."""


def never() -> bool:
    """A cancel check that never cancels."""
    return False


def run(
    inventories: Sequence[Path],
    *,
    out: Path,
    as_of: date,
    project: Path | None = None,
    recipe: Path | None = None,
    decisions: Sequence[Decision] = (),
    time_limit: float = 60.0,
    workers: int = 1,
    seed: int = 1,
    progress: ProgressHook = silent,
    cancelled: CancelCheck = never,
) -> Outcome:
    """Review, estimate, plan and report in one go (stub until the stages land)."""
    raise NotImplementedError

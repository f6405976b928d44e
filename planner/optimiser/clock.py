"""How long we may still take, whether the person asked us to stop, and telling them how far we are."""

import time
from dataclasses import dataclass, field

from planner.core.errors import Cancelled
from planner.core.model import CancelCheck, Progress, ProgressHook


def silent(_progress: Progress) -> None:
    """A progress hook that tells nobody."""


def never() -> bool:
    """A cancel check of a solve that nobody can stop."""
    return False


@dataclass
class Clock:
    """Runs from its creation. ``limit`` in seconds."""

    limit: float
    progress: ProgressHook = silent
    cancelled: CancelCheck = never
    began: float = field(default_factory=time.monotonic)
    told: float = -1.0

    @property
    def seconds(self) -> float:
        """Seconds since the work began."""
        return time.monotonic() - self.began

    @property
    def left(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self.limit - self.seconds)

    def check(self) -> None:
        """Raises :class:`Cancelled` when the person asked us to stop."""
        if self.cancelled():
            raise Cancelled("The planning was stopped on request.")

    def tell(self, stage: str, best: int | None = None, bound: float | None = None, note: str = "") -> None:
        """Report progress, at most twice a second unless there is a note."""
        now = self.seconds
        if now - self.told >= 0.5 or note:
            self.told = now
            gap = None if best is None or bound is None or not best else max(0.0, (best - bound) / abs(best))
            self.progress(Progress(stage=stage, seconds=now, best=best, bound=bound, gap=gap, note=note))

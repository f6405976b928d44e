"""The machine documents of a run, parsed when a page needs them and kept at hand: they never change after they were
stored.
"""

import gc
import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from threading import Lock
from typing import Any

from planner.store import Store, queries
from planner.store.views import ResultInfo

Json = dict[str, Any]
AT_HAND = 8
"""How many parsed documents are kept: the four of two projects."""


@dataclass(frozen=True)
class Results:
    """The documents of one run, each read when it is first asked for. A document the run did not leave is None."""

    files: dict[str, ResultInfo]
    read: Callable[[ResultInfo | None], Json | None]

    @cached_property
    def review(self) -> Json | None:
        """The findings: ``planner-review/1``."""
        return self.read(self.files.get("review.json"))

    @cached_property
    def estimate(self) -> Json | None:
        """The costs: ``planner-estimate/1``."""
        return self.read(self.files.get("estimate.json"))

    @cached_property
    def problem(self) -> Json | None:
        """What was to be planned: ``planner-problem/1``."""
        return self.read(self.files.get("problem.json"))

    @cached_property
    def plan(self) -> Json | None:
        """The plan: ``planner-plan/1``."""
        return self.read(self.files.get("plan.json"))

    @property
    def job_id(self) -> str | None:
        """The run they come from."""
        return next((info.job_id for info in self.files.values()), None)

    @property
    def made_by(self) -> ResultInfo | None:
        """A result that carries the versions of rules, price book and program."""
        return next(iter(self.files.values()), None)


class Documents:
    """Parses documents and remembers the last few."""

    def __init__(self) -> None:
        self._parsed: OrderedDict[tuple[int, str], Json] = OrderedDict()
        self._lock = Lock()

    def latest(self, store: Store, project_id: int) -> Results:
        """The newest run's documents; all None when no run left any."""
        return Results(queries.latest_results(store, project_id), partial(self._read, store))

    def _read(self, store: Store, info: ResultInfo | None) -> Json | None:
        if info is None:
            return None
        key = (info.id, info.sha256)
        with self._lock:
            if key in self._parsed:
                self._parsed.move_to_end(key)
                return self._parsed[key]
        document = _parsed(queries.result_content(store, info.id))
        with self._lock:
            self._parsed[key] = document
            while len(self._parsed) > AT_HAND:
                self._parsed.popitem(last=False)
        return document


def _parsed(content: bytes) -> Json:
    """The document. A large one is millions of pieces without a cycle among them; looking for cycles again and again
    while it grows takes longer than to read it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        document: Json = json.loads(content)
    finally:
        if was_on:
            gc.enable()
    return document

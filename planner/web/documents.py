"""The machine documents of a run, parsed once and kept at hand: they never change after they were stored."""

import json
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from planner.store import Store, queries
from planner.store.views import ResultInfo

Json = dict[str, Any]
AT_HAND = 8
"""How many parsed documents are kept: the four of two projects."""


@dataclass(frozen=True, slots=True)
class Results:
    """The documents of one run. A document the run did not leave is None."""

    files: dict[str, ResultInfo]
    review: Json | None
    estimate: Json | None
    problem: Json | None
    plan: Json | None

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
        files = queries.latest_results(store, project_id)
        names = ("review", "estimate", "problem", "plan")
        return Results(files, *(self._read(store, files.get(f"{name}.json")) for name in names))

    def _read(self, store: Store, info: ResultInfo | None) -> Json | None:
        if info is None:
            return None
        key = (info.id, info.sha256)
        with self._lock:
            if key in self._parsed:
                self._parsed.move_to_end(key)
                return self._parsed[key]
        document: Json = json.loads(queries.result_content(store, info.id))
        with self._lock:
            self._parsed[key] = document
            while len(self._parsed) > AT_HAND:
                self._parsed.popitem(last=False)
        return document

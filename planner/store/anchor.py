"""The anchor of the decision log: a file outside the database that says where the log ended after each act.

The chain proves itself up to its end, and the end is a row of the same database: whoever may write there can cut both.
So each act leaves a line here once it is on record, never before. A crash in between leaves the anchor behind the log,
which is no fault; it is never ahead. Lines are added, never changed. Whoever may write both files can still mend both:
a head noted elsewhere shows that (``planner log verify --head``).
"""

import json
import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from planner.core.decisions import LogHead
from planner.core.errors import StoreFailed
from planner.settings import Settings

HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class NotedHead:
    """The end of the log as it was noted outside the database; ``where`` says in words by whom or what, and when."""

    number: int
    hash: str
    where: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the file says. ``heads`` are those that count: from the last acceptance on, itself included.

    ``accepted`` are sentences, one each time a person took the log as it stood; ``unreadable`` the numbers of lines
    that say nothing, such as one that a crash cut off.
    """

    heads: tuple[NotedHead, ...]
    accepted: tuple[str, ...] = ()
    unreadable: tuple[int, ...] = ()


def anchor_path(settings: Settings) -> Path:
    """Where the anchor of the configured database is: beside an embedded one, in ``PLANNER_HOME`` for a server's."""
    if settings.database_file is not None:
        return settings.database_file.with_name(f"{settings.database_file.name}.anchor")
    place = settings.database_url.rpartition("@")[2]  # without the password, which may change
    return settings.home / f"decisions-{sha256(place.encode()).hexdigest()[:12]}.anchor"


def note_act(path: Path, project_id: int, head: LogHead, at: datetime) -> None:
    """Add the line of an act that is on record: its project, the log's end after it, and the moment ``at``.

    A line that cannot be written (a full disk, say) is left out: the act stands, and verifying says that the anchor is
    behind.
    """
    with suppress(OSError):
        _add(path, {"project": project_id, **_end(head, at)})


def note_accepted(path: Path, head: LogHead, at: datetime, *, by: str, reason: str) -> None:
    """Add the line that a person takes the log as it ends now. Raises :class:`StoreFailed` when it cannot."""
    try:
        _add(path, {"accepted": reason, "by": by, **_end(head, at)})
    except OSError as error:
        raise StoreFailed(f"The anchor {path} cannot be written: {error.strerror or error}.") from error


def _end(head: LogHead, at: datetime) -> dict[str, Any]:
    return {"number": head.count, "hash": head.hash, "at": at.isoformat()}


def _add(path: Path, words: Mapping[str, Any]) -> None:
    """One line, on the disk when this returns; it begins anew where a crash left half a line."""
    new = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        if os.fstat(handle).st_mode & 0o077 and os.name == "posix":
            os.fchmod(handle, 0o600)
        line = json.dumps(words, ensure_ascii=True).encode("ascii") + b"\n"
        os.write(handle, line if _ends_whole(handle) else b"\n" + line)
        os.fsync(handle)
    finally:
        os.close(handle)
    if new and os.name == "posix":
        _sync_folder(path.parent)


def _ends_whole(handle: int) -> bool:
    if os.lseek(handle, 0, os.SEEK_END) == 0:
        return True
    os.lseek(handle, -1, os.SEEK_END)
    return os.read(handle, 1) == b"\n"


def _sync_folder(folder: Path) -> None:
    """A new file's name is on the disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_anchor(path: Path) -> Anchor | None:
    """The anchor, or None where there is none. Raises :class:`StoreFailed` when it is there and cannot be read."""
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreFailed(f"The anchor {path} cannot be read: {error.strerror or error}.") from error
    heads: list[NotedHead] = []
    accepted: list[str] = []
    unreadable: list[int] = []
    for place, line in enumerate(lines, start=1):
        words = _words(line)
        if words is None:
            unreadable += [place] if line else []
        elif "accepted" in words:
            accepted.append(_acceptance(words))
            heads = [NotedHead(words["number"], words["hash"], f"the anchor, accepted by {words['by']}")]
        else:
            heads.append(NotedHead(words["number"], words["hash"], _noted(words)))
    return Anchor(tuple(heads), tuple(accepted), tuple(unreadable))


def _words(line: bytes) -> dict[str, Any] | None:
    """What a line says; None for one that is not whole."""
    try:
        words = json.loads(line)
    except ValueError:
        return None
    if not isinstance(words, dict) or type(words.get("number")) is not int or words["number"] < 0:
        return None
    texts = [words.get("hash"), words.get("at")]
    texts += [words.get("accepted"), words.get("by")] if "accepted" in words else [str(words.get("project"))]
    if not all(isinstance(text, str) for text in texts) or not HASH.fullmatch(words["hash"]):
        return None
    return words


def _noted(words: Mapping[str, Any]) -> str:
    return f"the anchor (noted {words['at'][:19]} UTC, project {words['project']})"


def _acceptance(words: Mapping[str, Any]) -> str:
    ended = f"as it ended with entry {words['number']:,}"
    return f"on {words['at'][:10]} {words['by']} accepted the log {ended}: {words['accepted']}"


class NotedHeads:
    """Ends that were noted outside, held against the rows of the log as they are walked."""

    def __init__(self, heads: Sequence[NotedHead]) -> None:
        self._open: dict[int, list[NotedHead]] = {}
        for head in heads:
            self._open.setdefault(head.number, []).append(head)
        self._open.pop(0, None)  # an empty log has no row to meet
        self._other: list[tuple[str, NotedHead]] = []

    def meet(self, number: int, hashed: str, name: Any) -> None:
        """A row of the log; ``name`` makes its name in words."""
        for head in self._open.pop(number, ()):
            if head.hash != hashed:
                self._other.append((name(), head))

    def faults(self, last: int, recorded: int, told: Collection[int] = ()) -> Iterator[str]:
        """Where the log is not what was noted. Its newest row is ``last``, by its own record it ends with ``recorded``;
        the chain has told of what lies between, and of the rows ``told``. Of rows that differ the first is named: all
        after it must differ too.
        """
        other = [entry for entry in self._other if entry[1].number not in told]
        if other:
            name, head = other[0]
            more = f"; {len(other) - 1:,} later ends differ too" if len(other) > 1 else ""
            yield f"{name}: {head.where} has another entry {head.number:,}: it was rewritten or replaced{_BACKUP}{more}"
        unmet = [number for number in sorted(self._open) if number not in told and not last < number <= recorded]
        for number in unmet:
            if number <= last:
                yield f"decision {number} is missing, which {self._open[number][0].where} has"
        ahead = [number for number in unmet if number > last]
        if ahead:
            head = self._open[ahead[-1]][0]
            first = f"entries {last + 1:,} to {head.number:,}" if head.number > last + 1 else f"entry {head.number:,}"
            yield f"the log ends with entry {last:,}, but {head.where} has {first}: cut off at its end{_BACKUP}"


_BACKUP = (
    ", or the database is older than the anchor: restored from a backup? "
    "If so: planner log accept --by NAME --reason TEXT"
)

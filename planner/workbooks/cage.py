"""The cage: strangers' files are parsed in a child process that cannot take this one down with it.

A legal 2 KB workbook with one cell in the far corner makes a parser ask for gigabytes and abort the whole process;
no ``except`` catches that. So a fresh interpreter gets the open file as its standard input, limits on memory and
processor time, a clock on the wall, no secrets in its environment, and answers in lines of JSON (never pickles, which
a hijacked child could turn against us). If it dies, we know why and carry on.
"""

import contextlib
import json
import logging
import os
import queue
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import planner
from planner.core.errors import PlannerError
from planner.workbooks.guard import MEBIBYTE, Refused, damaged
from planner.workbooks.orders import FAR_REMEDY, MEMORY_EXIT, PACKED, Message, Order

logger = logging.getLogger(__name__)

LONGEST_LINE = 64 * MEBIBYTE
MOST_BYTES = 96 * MEBIBYTE
PIPE = MEBIBYTE
FOUR_BYTE_LETTER = re.compile(b"[\xf0-\xf4]")
KILL_SIGNAL = 9
PROCESSOR_TIME_SIGNAL = 24
KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT")


def _untagged(raw: dict[str, Any]) -> date | datetime:
    if "t" in raw:
        return datetime.fromisoformat(raw["t"])
    return date.fromisoformat(raw["d"])


def run(
    order: Order, source: IO[bytes], meanwhile: Callable[[], object] = lambda: None
) -> Generator[Message, None, None]:
    """Do ``order`` on the open file ``source`` in a child process, and give its messages as they come.

    Close the iterator (``contextlib.closing``) to end the child early. ``meanwhile`` is called while the child starts.

    Raises:
        Refused: the child declined the file, died on it, ran out of memory or time, or said too much.
        PlannerError: the child could not be started at all, which is our fault and not the file's.
    """
    with tempfile.TemporaryFile() as complaints, _child(order, source, complaints) as child:
        overdue = threading.Event()
        timer = threading.Timer(order.wall, _end, (child, overdue))
        timer.daemon = True
        timer.start()
        heard = _Ear(child)
        meanwhile()
        greeted = False
        try:
            for message in _conversation(heard):
                if greeted:
                    yield message
                greeted = True
        except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
            raise damaged("the reader did not finish it") from error
        finally:
            timer.cancel()
        if child.wait() != 0 or not greeted:
            raise _autopsy(child.returncode, overdue.is_set(), greeted, order, complaints)


def _end(child: subprocess.Popen[bytes], overdue: threading.Event) -> None:
    overdue.set()
    child.kill()


@contextlib.contextmanager
def _child(order: Order, source: IO[bytes], complaints: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-P", "-W", "ignore", "-m", "planner.workbooks.cage_child", order.text()]
    try:
        child = subprocess.Popen(  # noqa: S603 (our own interpreter and module; the file comes by descriptor)
            command,
            bufsize=PIPE,
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=_environment(),
            start_new_session=True,
            pipesize=PIPE,
        )
    except OSError as error:
        raise PlannerError(f"The reading process could not be started ({error}); free memory and try again.") from error
    with child:
        try:
            yield child
        finally:
            child.kill()


def _environment() -> dict[str, str]:
    """The few variables an interpreter needs, and our own module path; no secrets, no database address."""
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    home = str(Path(planner.__file__).resolve().parents[1])
    inherited = [str(Path(entry).resolve()) for entry in sys.path if entry]
    paths = inherited if home in inherited else [*inherited, home]
    return {**kept, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}


class _Ear:
    """Listens to the child all the time, so that it never waits for us: what it says is kept until it is taken."""

    def __init__(self, child: subprocess.Popen[bytes]) -> None:
        if child.stdout is None:
            raise PlannerError("The reading process has no output pipe; restart the program.")
        self._pipe = child.stdout
        self._heard: queue.SimpleQueue[tuple[Message, list[bytes]] | Exception | None] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def __iter__(self) -> Iterator[tuple[Message, list[bytes]]]:
        """Each message with the bytes that follow its line. Raises what went wrong in listening."""
        while heard := self._heard.get():
            if isinstance(heard, Exception):
                raise heard
            yield heard

    def _listen(self) -> None:
        try:
            for heard in self._messages():
                self._heard.put(heard)
            self._heard.put(None)
        except Exception as error:  # it is raised again on the other side
            self._heard.put(error)

    def _messages(self) -> Iterator[tuple[Message, list[bytes]]]:
        said = 0
        while line := self._pipe.readline(LONGEST_LINE):
            if not line.endswith(b"\n"):
                raise _too_much()
            message = json.loads(line, object_hook=_untagged)
            said += _weight(line)
            bodies: list[bytes] = []
            if message[0] == PACKED:
                bodies = [self._pipe.read(max(0, min(size, LONGEST_LINE))) for size in message[-2:]]
                said += _weight(bodies[0]) + len(bodies[1])
            if said > MOST_BYTES:
                raise _too_much()
            yield message, bodies


def _conversation(heard: _Ear) -> Iterator[Message]:
    """Every message after the greeting, up to the end of the stream; a refusal ends it."""
    for message, bodies in heard:
        if message[0] == "refused":
            raise Refused(message[1], message[2])
        yield [*message[: len(message) - len(bodies)], *bodies]


def _too_much() -> Refused:
    return Refused("holds more text than can be read at once", "Split it into smaller files")


def _weight(line: bytes) -> int:
    """What the texts of a line weigh as Python strings: one odd letter makes all of its text two or four bytes wide."""
    if line.isascii():
        return len(line)
    return len(line) * (4 if FOUR_BYTE_LETTER.search(line) else 2)


def _autopsy(code: int, overdue: bool, greeted: bool, order: Order, complaints: IO[bytes]) -> Refused | PlannerError:
    """Why the child died: by its exit code or signal, our clock, and what it left on its error stream."""
    complaints.seek(max(0, complaints.seek(0, os.SEEK_END) - 2000))
    last_words = complaints.read().decode("utf-8", "replace").strip()
    logger.info("reading process ended with code %s: %s", code, last_words[-500:])
    if overdue or code == -PROCESSOR_TIME_SIGNAL:
        return Refused(f"takes longer than the {order.wall:.0f} seconds allowed", "Split it into smaller files")
    if not greeted:
        return PlannerError(f"The reading process did not start (code {code}): {last_words[-300:]}")
    if code in (MEMORY_EXIT, -KILL_SIGNAL) or "memory" in last_words.casefold():
        memory = order.limits.memory // MEBIBYTE
        return Refused(f"needs more than {memory:,} MB to read; usually one cell stands far from the data", FAR_REMEDY)
    return damaged("the reader broke on it")

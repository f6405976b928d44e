"""What a person sees while work goes on, and tables."""

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.table import Table
from rich.text import Text

from planner.core.model import CancelCheck, Progress, ProgressHook

UNCUT = 10_000
"""Columns of a table that nobody watches: so many that no cell is broken."""


@contextmanager
def progress_shown() -> Iterator[tuple[ProgressHook, CancelCheck]]:
    """A hook that shows stages on standard error, and a check that turns true at the first Ctrl-C."""
    console = Console(stderr=True, highlight=False, markup=False)
    asked: list[int] = []

    def stop(number: int, _frame: object) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    previous = signal.signal(signal.SIGINT, stop)
    try:
        with console.status("starting") as status:
            yield _Teller(console, status.update), lambda: bool(asked)
    except KeyboardInterrupt:
        console.print("Stopped at once. What was written until then is kept.")
        raise
    finally:
        signal.signal(signal.SIGINT, previous)


class _Teller:
    """Shows progress: on a terminal one living line, elsewhere a line for each stage and each better plan."""

    def __init__(self, console: Console, update: Callable[[Text], None]) -> None:
        self._console = console
        self._update = update
        self._last: tuple[str, int | None] = ("", None)

    def __call__(self, progress: Progress) -> None:
        line = _progress_line(progress)
        if self._console.is_terminal:
            self._update(Text(line))
        elif (progress.stage, progress.best) != self._last:
            self._console.print(line, soft_wrap=True)
        self._last = (progress.stage, progress.best)


def _progress_line(progress: Progress) -> str:
    parts = [progress.stage]
    if progress.total:
        parts.append(f"{progress.done or 0:,} of {progress.total:,}" if progress.done else f"{progress.total:,}")
    if progress.best is not None:
        parts.append(f"best {progress.best:,}")
    if progress.gap is not None:
        parts.append(f"gap {progress.gap:.1%}")
    if progress.seconds:
        parts.append(f"{progress.seconds:.0f} s")
    return " · ".join([*parts, progress.note] if progress.note else parts)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """On a terminal a table that fits it; elsewhere a line for each row, aligned, with nothing cut or broken."""
    console = Console(markup=False, highlight=False, emoji=False)
    if console.is_terminal:
        table = Table(*columns)
    else:
        console.width = UNCUT
        table = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    console.print(table)

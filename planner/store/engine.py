"""The one place where a database is opened, and where its errors become ours."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic.util.exc import CommandError
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from planner.core.errors import StoreFailed
from planner.settings import Settings

Clock = Callable[[], datetime]
BUSY_MILLISECONDS = 10_000


def utc_now() -> datetime:
    """The clock of a real installation."""
    return datetime.now(UTC)


@contextmanager
def our_errors(doing: str) -> Iterator[None]:
    """Turn the libraries' errors into :class:`StoreFailed` with what was being done and what helps."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, CommandError) as error:
        raise StoreFailed(f"The database failed while {doing}: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    text = str(getattr(error, "orig", None) or error).splitlines()[0]
    if "locked" in text:
        return f"{text}. Another program holds it; try again in a minute"
    if "disk is full" in text or "readonly" in text:
        return f"{text}. Nothing was kept; free some space or mend its permissions, and try again"
    if "malformed" in text or "not a database" in text:
        return f"{text}. Restore the latest backup with: planner db restore FILE"
    if "no such table" in text or "no such column" in text or "UndefinedTable" in type(error).__name__:
        return f"{text}. Bring it up to date with: planner db upgrade"
    return text


def _on_connect(connection: Any, _record: Any) -> None:
    """WAL lets pages be read while a job writes; FULL makes a commit survive a power cut; IMMEDIATE makes two
    writers wait for each other instead of failing half way.
    """
    connection.isolation_level = "IMMEDIATE"
    for pragma in (f"busy_timeout={BUSY_MILLISECONDS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def open_engine(settings: Settings) -> Engine:
    """A connection pool on the configured database; makes the folder of an embedded one."""
    with our_errors(f"opening {settings.database_url.rpartition('@')[2]}"):
        if settings.database_file is not None:
            settings.database_file.parent.mkdir(parents=True, exist_ok=True)
        engine = _engine(settings.database_url)
        if settings.is_sqlite:
            event.listen(engine, "connect", _on_connect)
        return engine


def _engine(url: str) -> Engine:
    try:
        return create_engine(url)
    except ValueError as error:  # the library's own, for a port that is no number
        raise StoreFailed("DATABASE_URL cannot be read: use postgresql+psycopg://USER@HOST:PORT/NAME.") from error


class Store:
    """An open database. Close it when done; ``clock`` gives the moments that rows are stamped with, ``anchor`` is the
    file outside it that says where the decision log ended.
    """

    def __init__(self, engine: Engine, anchor: Path, clock: Clock = utc_now) -> None:
        self.engine = engine
        self.anchor = anchor
        self.clock = clock

    @contextmanager
    def session(self, doing: str) -> Iterator[Session]:
        """One unit of work: committed when the block ends, undone when it raises."""
        with our_errors(doing), Session(self.engine, expire_on_commit=False) as session:
            yield session
            session.commit()

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

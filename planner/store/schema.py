"""The schema and its versions: up, down, and whether this program and this database fit together."""

from pathlib import Path
from typing import Literal

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine
from sqlmodel import SQLModel

from planner.core.errors import StoreFailed
from planner.settings import Settings
from planner.store import tables
from planner.store.anchor import anchor_path
from planner.store.engine import Clock, Store, open_engine, our_errors, utc_now

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
SchemaState = Literal["empty", "behind", "current", "newer"]

METADATA = SQLModel.metadata
OUR_TABLES = frozenset(
    {
        tables.Project,
        tables.Upload,
        tables.DecisionRow,
        tables.DecisionHead,
        tables.AttachmentContent,
        tables.Job,
        tables.Result,
    }
)
"""Named here so that the tables are on the metadata whenever the schema is looked at."""


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


def newest() -> str:
    """The schema version this program writes."""
    return str(_scripts().get_current_head())


def known_versions() -> frozenset[str]:
    """Every schema version this program understands."""
    return frozenset(script.revision for script in _scripts().walk_revisions())


def version_of(connection: Connection) -> str | None:
    """The schema version of the connected database, or None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def state_of(version: str | None) -> SchemaState:
    """How a schema version relates to this program."""
    if version is None:
        return "empty"
    if version == newest():
        return "current"
    return "behind" if version in known_versions() else "newer"


def _migrate(settings: Settings, target: str, *, down: bool = False) -> None:
    """All of it or nothing: SQLite would commit each table by itself, so the transaction is opened here.

    Foreign keys stay unchecked meanwhile: changing a table on SQLite means making it anew under its name.
    """
    engine = create_engine(settings.database_url)
    try:
        with engine.connect() as connection:
            if settings.is_sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            move = command.downgrade if down else command.upgrade
            move(_config(connection), target)
            connection.commit()
    finally:
        engine.dispose()


def upgrade(settings: Settings) -> str:
    """Bring the database to this program's schema and return its version; makes a new one where there is none.

    Raises :class:`StoreFailed` for a database of a newer program, which is left alone.
    """
    open_engine(settings).dispose()
    with our_errors("bringing it up to date"):
        refuse_newer(_version(settings))
        _migrate(settings, "head")
    return newest()


def downgrade(settings: Settings, target: str = "base") -> None:
    """Take the schema back to ``target``; tables that it does not know are dropped with what they hold."""
    with our_errors("taking it back a version"):
        _migrate(settings, target, down=True)


def refuse_newer(version: str | None) -> None:
    """Raise :class:`StoreFailed` when ``version`` was made by a newer program."""
    if state_of(version) == "newer":
        raise StoreFailed(
            f"The database has schema {version}, which this program does not know: it was used by a newer planner. "
            f"Install that version, or restore a backup made by this one."
        )


def _version(settings: Settings) -> str | None:
    engine = open_engine(settings)
    try:
        with our_errors("reading its version"), engine.connect() as connection:
            return version_of(connection)
    finally:
        engine.dispose()


def schema_state(settings: Settings) -> SchemaState:
    """How the configured database relates to this program."""
    return state_of(_version(settings))


def differences(settings: Settings) -> list[str]:
    """What the tables in the code have that the database has not, or the other way around; empty when they agree."""
    engine = open_engine(settings)
    try:
        with our_errors("comparing it with the program"), engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            return [str(change) for change in compare_metadata(context, METADATA)]
    finally:
        engine.dispose()


def open_store(settings: Settings, clock: Clock = utc_now) -> Store:
    """The database, ready for use.

    A person's own database (local mode) is made or brought up to date on the way; on a server that is the
    operator's step, so one that is behind raises :class:`StoreFailed`, as does one of a newer program.
    """
    state = schema_state(settings)
    if state in ("empty", "behind") and settings.mode == "local":
        upgrade(settings)
    elif state == "newer":
        refuse_newer(_version(settings))
    elif state != "current":
        raise StoreFailed(f"The database schema is {state}. Bring it up to date with: planner db upgrade")
    return Store(open_engine(settings), anchor_path(settings), clock)

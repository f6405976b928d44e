"""Backups of the embedded database: one file that holds the database and a manifest to check it by.

The copy is made while the program runs. On PostgreSQL, backups are the server's own (``pg_dump``).
"""

import hashlib
import json
import sqlite3
import tempfile
import zipfile
import zlib
from contextlib import closing
from pathlib import Path
from typing import Any

from planner.core.errors import StoreFailed
from planner.settings import Settings
from planner.store.engine import Clock, our_errors, utc_now
from planner.store.schema import refuse_newer

FORMAT = "planner-backup/1"
DATABASE, MANIFEST = "planner.sqlite", "manifest.json"
COUNTED = ("project", "upload", "decision", "job", "result")
CHUNK = 1 << 20


def backup(settings: Settings, path: Path, clock: Clock = utc_now) -> Path:
    """Copy the running database to ``path`` (a new ``.zip``) and return it.

    Raises :class:`StoreFailed` when there is no embedded database or ``path`` exists already.
    """
    source = _embedded(settings)
    if path.exists():
        raise StoreFailed(f"{path} exists already; name a new file so that no backup is lost.")
    if not source.exists():
        raise StoreFailed(f"There is no database at {source} to back up.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as folder, our_errors("making a backup"):
            copy = Path(folder) / DATABASE
            _copy_online(source, copy)
            draft = Path(folder) / "backup.zip"
            _pack(copy, draft, clock)
            draft.replace(path)
    except OSError as error:
        raise StoreFailed(f"The backup {path} cannot be written: {error.strerror or error}.") from error
    return path


def _embedded(settings: Settings) -> Path:
    if settings.database_file is None:
        raise StoreFailed("This database is on a server; back it up and restore it there, with pg_dump and pg_restore.")
    return settings.database_file


def _copy_online(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)
        there.execute("PRAGMA journal_mode=DELETE")


def _pack(database: Path, target: Path, clock: Clock) -> None:
    manifest = {
        "format": FORMAT,
        "made_at": clock().isoformat(),
        "sha256": _sha256(database),
        "bytes": database.stat().st_size,
        **_contents(database),
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.write(database, DATABASE)
        packed.writestr(MANIFEST, json.dumps(manifest, indent=2))


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _contents(database: Path) -> dict[str, Any]:
    """The schema version and how many rows each table has, so that a person can see what a backup holds."""
    with closing(sqlite3.connect(database)) as connection:
        version = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        counts = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in COUNTED}  # noqa: S608
    return {"schema": version[0] if version else None, "rows": counts}


def restore(settings: Settings, path: Path, clock: Clock = utc_now) -> Path | None:
    """Put the backup at ``path`` in the place of the database; the database it replaces is kept aside.

    Returns where the old one is now, or None when there was none. Raises :class:`StoreFailed`, with nothing changed,
    for a damaged backup, one of a newer program, or while the program is running.
    """
    target = _embedded(settings)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as folder, our_errors("restoring a backup"):
            fresh = _unpacked(path, Path(folder))
            _check(fresh, path)
            aside = _put_aside(target, clock)
            fresh.replace(target)
            return aside
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, RecursionError) as error:
        raise StoreFailed(f"{path} is not a backup made by planner db backup, or it is damaged: {error}.") from error
    except OSError as error:
        raise StoreFailed(f"{path} cannot be restored: {error.strerror or error}.") from error


def _unpacked(path: Path, folder: Path) -> Path:
    """The database out of the backup, checked against the manifest."""
    with zipfile.ZipFile(path) as packed:
        sha256 = _sealed(json.loads(packed.read(MANIFEST)), path)
        fresh = Path(packed.extract(DATABASE, folder))
    if _sha256(fresh) != sha256:
        raise StoreFailed(f"{path} is damaged: the database in it is not the one that was backed up.")
    return fresh


def _sealed(manifest: object, path: Path) -> str:
    """What the manifest says the database's SHA-256 is."""
    if not isinstance(manifest, dict):
        raise StoreFailed(f"{path} is not a backup made by planner db backup: its manifest is not ours.")
    if manifest.get("format") != FORMAT:
        raise StoreFailed(f"{path} has format {manifest.get('format')!r}; this program reads {FORMAT}.")
    schema, sha256 = manifest.get("schema"), manifest.get("sha256")
    if not isinstance(schema, str) or not isinstance(sha256, str):
        raise StoreFailed(f"{path} is not a backup made by planner db backup: it names no schema or no SHA-256.")
    refuse_newer(schema)
    return sha256


def _check(fresh: Path, path: Path) -> None:
    with closing(sqlite3.connect(fresh)) as connection:
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        raise StoreFailed(f"{path} is damaged: {verdict}.")
    refuse_newer(_contents(fresh)["schema"])


def _put_aside(target: Path, clock: Clock) -> Path | None:
    """Rename the present database. Leaving WAL mode needs every other connection gone, and folds the log in."""
    if not target.exists():
        return None
    with closing(sqlite3.connect(target, timeout=0)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            raise StoreFailed("The database is in use; stop planner serve and every worker, then restore.") from error
        except sqlite3.DatabaseError:
            pass  # what stands there is not a database any more, which is a good reason to restore
    aside = target.with_name(f"{target.name}.before-restore-{clock():%Y%m%dT%H%M%S%f}")
    target.rename(aside)
    for left in (target.with_name(f"{target.name}-wal"), target.with_name(f"{target.name}-shm")):
        if left.exists():
            left.rename(aside.with_name(f"{aside.name}{left.name.removeprefix(target.name)}"))
    return aside

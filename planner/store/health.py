"""Is this installation's database well? Each check is a name, whether it passed, and a sentence."""

import shutil
from collections.abc import Callable

from planner.core.errors import PlannerError
from planner.settings import Settings
from planner.store.anchor import anchor_path
from planner.store.engine import Store, open_engine, our_errors
from planner.store.jobs import unfinished_jobs
from planner.store.schema import schema_state
from planner.store.sealing import prove_log

Check = tuple[str, bool, str]
ROOM_NEEDED = 500 * 1024 * 1024
"""Free bytes below which uploads and results may soon not fit: ten of the largest allowed files."""


def health(settings: Settings) -> list[Check]:
    """Every check in order; a failing one carries what to do. Nothing is changed, and nothing is raised."""
    checks = [_guarded("room on disk", lambda: _room(settings)), _guarded("schema", lambda: _schema(settings))]
    if not checks[-1][1]:
        return checks
    store = Store(open_engine(settings), anchor_path(settings))
    try:
        looked: list[tuple[str, Callable[[], Check]]] = [
            ("integrity", lambda: _integrity(settings, store)),
            ("decision log", lambda: _decisions(store)),
            ("jobs", lambda: _jobs(store)),
        ]
        return [*checks, *(_guarded(name, look) for name, look in looked)]
    finally:
        store.close()


def _guarded(name: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except PlannerError as error:
        return (name, False, str(error))


def _room(settings: Settings) -> Check:
    free = shutil.disk_usage(settings.home).free
    return ("room on disk", free >= ROOM_NEEDED, f"{free // 1024 // 1024:,} MB free in {settings.home}")


def _schema(settings: Settings) -> Check:
    if settings.database_file is not None and not settings.database_file.exists():
        return ("schema", False, f"no database yet at {settings.database_file}; make it with: planner db upgrade")
    state = schema_state(settings)
    advice = {
        "current": "up to date",
        "behind": "behind this program; run: planner db upgrade",
        "empty": "empty; run: planner db upgrade",
        "newer": "made by a newer planner; install that version",
    }
    return ("schema", state == "current", advice[state])


def _integrity(settings: Settings, store: Store) -> Check:
    if not settings.is_sqlite:
        return ("integrity", True, "watched by the database server")
    with our_errors("checking its integrity"), store.engine.connect() as connection:
        verdict = str(connection.exec_driver_sql("PRAGMA quick_check").scalar())
    return ("integrity", verdict == "ok", verdict)


def _decisions(store: Store) -> Check:
    proof = prove_log(store)
    whole = "; ".join(["the chain is whole", *proof.notes])
    return ("decision log", not proof.faults, "; ".join(proof.faults[:3]) or whole)


def _jobs(store: Store) -> Check:
    waiting = len(unfinished_jobs(store))
    return ("jobs", True, f"{waiting} waiting or running")

"""What is kept: projects, uploads, decisions, jobs and results, in one database. The only door to it."""

from planner.store.anchor import HASH, NotedHead
from planner.store.backups import backup, restore
from planner.store.engine import Store
from planner.store.health import health
from planner.store.schema import downgrade, open_store, schema_state, upgrade

__all__ = [
    "HASH",
    "NotedHead",
    "Store",
    "backup",
    "downgrade",
    "health",
    "open_store",
    "restore",
    "schema_state",
    "upgrade",
]

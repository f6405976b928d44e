"""How Alembic runs our migrations: on the connection it is handed, never from a configuration file."""

from alembic import context

from planner.store.schema import METADATA

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()

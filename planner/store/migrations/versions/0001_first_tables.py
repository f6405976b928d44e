"""First tables

Revision: 0001
After: nothing
"""

import sqlalchemy as sa
from alembic import op

from planner.store.types import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INDEXES = (
    ("decision", "fingerprint"),
    ("decision", "project_id"),
    ("job", "project_id"),
    ("upload", "project_id"),
    ("result", "job_id"),
    ("result", "project_id"),
)


def upgrade() -> None:
    """Up."""
    op.create_table("project", _id(), _text("name"), _moment("created_at"), sa.PrimaryKeyConstraint("id"))
    _decisions()
    _jobs()
    _uploads()
    _results()
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _decisions() -> None:
    op.create_table(
        "decision",
        _id(),
        _project(),
        *(_text(name) for name in ("fingerprint", "verdict", "reason", "by", "on", "previous_hash", "hash")),
        _moment("created_at"),
        sa.CheckConstraint("verdict IN ('covered', 'likely', 'unknown', 'not_covered')", name="verdict"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("previous_hash"),
    )


def _jobs() -> None:
    op.create_table(
        "job",
        _text("id"),
        _project(),
        _text("state"),
        _text("stage"),
        sa.Column("exit_code", sa.Integer(), nullable=True),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("messages", sa.JSON(), nullable=False),
        _moment("created_at"),
        *(_moment(name, nullable=True) for name in ("started_at", "finished_at", "cancel_asked_at")),
        sa.CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'cancelled')", name="state"),
        sa.PrimaryKeyConstraint("id"),
    )


def _uploads() -> None:
    op.create_table(
        "upload",
        _id(),
        _project(),
        *(_text(name) for name in ("kind", "name", "sha256")),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _moment("created_at"),
        _moment("withdrawn_at", nullable=True),
        sa.CheckConstraint("kind IN ('inventory', 'project', 'recipe')", name="kind"),
        sa.PrimaryKeyConstraint("id"),
    )


def _results() -> None:
    op.create_table(
        "result",
        _id(),
        _project(),
        sa.Column("job_id", sa.String(), sa.ForeignKey("job.id"), nullable=False),
        *(_text(name) for name in ("name", "format", "rules_version", "book_version", "code_version", "sha256")),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _moment("created_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("job_id", "name"),
    )


def downgrade() -> None:
    """Down: everything goes."""
    for table, column in INDEXES:
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
    for table in ("result", "upload", "job", "decision", "project"):
        op.drop_table(table)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _project() -> sa.Column[int]:
    return sa.Column("project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[sa.DateTime]:
    return sa.Column(name, UtcDateTime(), nullable=nullable)

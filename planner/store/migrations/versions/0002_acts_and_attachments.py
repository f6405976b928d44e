"""Decisions as acts, with reason codes, splits, sign-offs and attachments, and where the log ends

Revision: 0002
After: 0001

Rows already in the log keep their words and their hash (spelling 1) and are numbered in their order. Going down takes
the new words and the attachments away; rows written since then no longer prove themselves.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from planner.store.types import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

START = "0" * 64
KINDS = "kind IN ('confirm', 'override', 'ask', 'split', 'withdraw', 'sign')"


def upgrade() -> None:
    """Up."""
    with op.batch_alter_table("decision") as table:
        for column in _columns():
            table.add_column(column)
    _number_rows()
    with op.batch_alter_table("decision") as table:
        for name in NAMES:
            table.alter_column(name, server_default=None)
        table.create_check_constraint("kind", KINDS)
    _head()
    op.create_table(
        "decision_attachment",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )


def _columns() -> list[sa.Column[Any]]:
    """The new words; what the rows already there say is what the old program meant."""
    texts = [("kind", "override"), ("act", ""), ("about", ""), ("code", ""), ("pack", "")]
    return [
        sa.Column("number", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("spelling", sa.Integer(), nullable=False, server_default="1"),
        *(sa.Column(name, sa.String(), nullable=False, server_default=default) for name, default in texts),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("entity", "before_verdict", "before_entity")),
        sa.Column("units", sa.Integer(), nullable=True),
        sa.Column("needs_second", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("attachments", sa.JSON(), nullable=False, server_default="[]"),
    ]


NAMES = ("number", "spelling", "kind", "act", "about", "code", "pack", "needs_second", "attachments")
"""The columns that have a default only while the rows already there take it."""


def _number_rows() -> None:
    decision = sa.table("decision", sa.column("id", sa.Integer), sa.column("number", sa.Integer))
    earlier = decision.alias("earlier")
    count = sa.select(sa.func.count()).select_from(earlier).where(earlier.c.id <= decision.c.id).scalar_subquery()
    op.execute(decision.update().values(number=count))


def _head() -> None:
    head = op.create_table(
        "decision_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name="one_row"),
        sa.PrimaryKeyConstraint("id"),
    )
    decision = sa.table("decision", sa.column("id", sa.Integer), sa.column("hash", sa.String))
    last = sa.select(decision.c.hash).order_by(decision.c.id.desc()).limit(1)
    count = sa.select(sa.func.count()).select_from(decision)
    connection = op.get_bind()
    known = {"count": connection.scalar(count), "hash": connection.scalar(last) or START}
    op.execute(head.insert().values(id=1, **known))


def downgrade() -> None:
    """Down: the new words, the attachments and the end of the log go; every decision stays."""
    op.drop_table("decision_attachment")
    op.drop_table("decision_head")
    with op.batch_alter_table("decision") as table:
        table.drop_constraint("kind", type_="check")
        for column in reversed(_columns()):
            table.drop_column(column.name)

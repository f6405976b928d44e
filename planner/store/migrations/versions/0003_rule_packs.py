"""Rule packs and the choice of rules, kept like the other files of a project

Revision: 0003
After: 0002

Going down takes them away; what a run wrote still names its packs by version and hash.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BEFORE = "kind IN ('inventory', 'project', 'recipe')"
AFTER = "kind IN ('inventory', 'project', 'recipe', 'pack', 'rules')"


def upgrade() -> None:
    """Up."""
    _kinds(AFTER)


def downgrade() -> None:
    """Down: packs and choices go, every other file stays."""
    op.execute("DELETE FROM upload WHERE kind IN ('pack', 'rules')")
    _kinds(BEFORE)


def _kinds(allowed: str) -> None:
    with op.batch_alter_table("upload") as table:
        table.drop_constraint("kind", type_="check")
        table.create_check_constraint("kind", allowed)

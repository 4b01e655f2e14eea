"""Whether a member was ever at a meeting is asked of everybody who is away."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_STANDS = sa.text("replaced_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("attendances", schema=None) as batch_op:
        batch_op.create_index(
            "ix_attendances_taken",
            ["membership_id", "way"],
            unique=False,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        )


def downgrade() -> None:
    with op.batch_alter_table("attendances", schema=None) as batch_op:
        batch_op.drop_index("ix_attendances_taken")

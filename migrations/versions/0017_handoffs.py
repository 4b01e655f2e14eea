"""What somebody above asks a branch to help with (请协助)."""

import sqlalchemy as sa
from alembic import op

import api.db

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_CURRENT = {
    "sqlite_where": sa.text("replaced_at IS NULL"),
    "postgresql_where": sa.text("replaced_at IS NULL"),
}


def _refers(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [to], name=op.f(f"fk_handoffs_{column}"), initially="DEFERRED", deferrable=True
    )


def upgrade() -> None:
    op.create_table(
        "handoffs",
        sa.Column("membership_id", sa.Uuid(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=16), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_from_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("note_sealed", sa.Text(), nullable=True),
        sa.Column("answer_sealed", sa.Text(), nullable=True),
        sa.Column("reply_sealed", sa.Text(), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        _refers("membership_id", "memberships.id"),
        _refers("asked_by_id", "accounts.id"),
        _refers("asked_from_id", "organizations.id"),
        _refers("answered_by_id", "accounts.id"),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_handoffs")),
    )
    with op.batch_alter_table("handoffs", schema=None) as batch_op:
        batch_op.create_index("ix_handoffs_member", ["membership_id"], unique=False)
        batch_op.create_index("ix_handoffs_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index("ix_handoffs_open", ["node_id", "state", "asked_on"], unique=False)
        batch_op.create_index("uq_handoffs_current", ["id"], unique=True, **_CURRENT)


def downgrade() -> None:
    with op.batch_alter_table("handoffs", schema=None) as batch_op:
        batch_op.drop_index("uq_handoffs_current", **_CURRENT)
        batch_op.drop_index("ix_handoffs_open")
        batch_op.drop_index("ix_handoffs_node_cut")
        batch_op.drop_index("ix_handoffs_member")

    op.drop_table("handoffs")

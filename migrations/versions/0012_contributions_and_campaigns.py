"""Contributions and campaigns."""

import sqlalchemy as sa
from alembic import op

import api.db

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "campaign_parts",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("words_sealed", sa.Text(), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_campaign_parts_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["accounts.id"],
            name=op.f("fk_campaign_parts_recorded_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_campaign_parts")),
    )
    with op.batch_alter_table("campaign_parts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_parts_membership_id"), ["membership_id"], unique=False)
        batch_op.create_index("ix_campaign_parts_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(
            "uq_campaign_parts_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.create_index(
            "uq_campaign_parts_member",
            ["campaign_id", "membership_id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "campaigns",
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("called_by_id", sa.Uuid(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["called_by_id"],
            ["accounts.id"],
            name=op.f("fk_campaigns_called_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_campaigns")),
    )
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.create_index("ix_campaigns_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(
            "uq_campaigns_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "contributions",
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("amount_yuan", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("area_mu", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=12), nullable=True),
        sa.Column("helper_ids", sa.JSON(), nullable=False),
        sa.Column("photo_ids", sa.JSON(), nullable=False),
        sa.Column("submitted_by_id", sa.Uuid(), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at_device", api.db.Instant(), nullable=True),
        sa.Column("words_sealed", sa.Text(), nullable=True),
        sa.Column("source_words_sealed", sa.Text(), nullable=True),
        sa.Column("reason_sealed", sa.Text(), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["accounts.id"],
            name=op.f("fk_contributions_decided_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_contributions_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"],
            ["accounts.id"],
            name=op.f("fk_contributions_submitted_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_contributions")),
    )
    with op.batch_alter_table("contributions", schema=None) as batch_op:
        batch_op.create_index("ix_contributions_member", ["membership_id", "on_date"], unique=False)
        batch_op.create_index("ix_contributions_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_contributions_thread_id"), ["thread_id"], unique=False)
        batch_op.create_index("ix_contributions_waiting", ["node_id", "state", "on_date"], unique=False)
        batch_op.create_index(
            "uq_contributions_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("contributions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_contributions_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("ix_contributions_waiting")
        batch_op.drop_index(batch_op.f("ix_contributions_thread_id"))
        batch_op.drop_index("ix_contributions_node_cut")
        batch_op.drop_index("ix_contributions_member")

    op.drop_table("contributions")
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_campaigns_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("ix_campaigns_node_cut")

    op.drop_table("campaigns")
    with op.batch_alter_table("campaign_parts", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_campaign_parts_member",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(
            "uq_campaign_parts_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("ix_campaign_parts_node_cut")
        batch_op.drop_index(batch_op.f("ix_campaign_parts_membership_id"))

    op.drop_table("campaign_parts")

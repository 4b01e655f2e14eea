"""Screening rounds and findings."""

import sqlalchemy as sa
from alembic import op

import api.db

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "screening_findings",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("screened_on", sa.Date(), nullable=False),
        sa.Column("method", sa.String(length=12), nullable=False),
        sa.Column("asked", sa.String(length=12), nullable=False),
        sa.Column("result", sa.String(length=12), nullable=False),
        sa.Column("screened_by_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at_device", api.db.Instant(), nullable=True),
        sa.Column("ledger_moved", sa.Boolean(), nullable=False),
        sa.Column("after_closing", sa.Boolean(), nullable=False),
        sa.Column("is_away", sa.Boolean(), nullable=True),
        sa.Column("departed_on", sa.Date(), nullable=True),
        sa.Column("departed_precision", sa.String(length=8), nullable=True),
        sa.Column("reason_code", sa.String(length=16), nullable=True),
        sa.Column("place_code", sa.String(length=6), nullable=True),
        sa.Column("place_unsettled", sa.Boolean(), nullable=True),
        sa.Column("employer", sa.String(length=200), nullable=True),
        sa.Column("has_card", sa.Boolean(), nullable=True),
        sa.Column("card_number", sa.String(length=60), nullable=True),
        sa.Column("dues_paid_to", sa.String(length=7), nullable=True),
        sa.Column("lost_since", sa.Date(), nullable=True),
        sa.Column("lost_situation", sa.String(length=20), nullable=True),
        sa.Column("report_id", sa.Uuid(), nullable=True),
        sa.Column("need_id", sa.Uuid(), nullable=True),
        sa.Column("family_sealed", sa.Text(), nullable=True),
        sa.Column("phone_sealed", sa.Text(), nullable=True),
        sa.Column("conclusion_sealed", sa.Text(), nullable=True),
        sa.Column("screener_sealed", sa.Text(), nullable=True),
        sa.Column("note_sealed", sa.Text(), nullable=True),
        sa.Column("basis_sealed", sa.Text(), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_screening_findings_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["screened_by_id"],
            ["accounts.id"],
            name=op.f("fk_screening_findings_screened_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_screening_findings")),
    )
    with op.batch_alter_table("screening_findings", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_screening_findings_membership_id"), ["membership_id"], unique=False
        )
        batch_op.create_index("ix_screening_findings_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(
            "uq_screening_findings_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.create_index(
            "uq_screening_findings_member",
            ["round_id", "membership_id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "screening_rounds",
        sa.Column("window_key", sa.String(length=24), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("opened_by_id", sa.Uuid(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by_id", sa.Uuid(), nullable=True),
        sa.Column("covered", sa.JSON(), nullable=True),
        sa.Column("why_missing_sealed", sa.Text(), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by_id"],
            ["accounts.id"],
            name=op.f("fk_screening_rounds_closed_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"],
            ["accounts.id"],
            name=op.f("fk_screening_rounds_opened_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_screening_rounds")),
    )
    with op.batch_alter_table("screening_rounds", schema=None) as batch_op:
        batch_op.create_index("ix_screening_rounds_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(
            "uq_screening_rounds_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.create_index(
            "uq_screening_rounds_window",
            ["node_id", "window_key"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("screening_rounds", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_screening_rounds_window",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(
            "uq_screening_rounds_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("ix_screening_rounds_node_cut")

    op.drop_table("screening_rounds")
    with op.batch_alter_table("screening_findings", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_screening_findings_member",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(
            "uq_screening_findings_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("ix_screening_findings_node_cut")
        batch_op.drop_index(batch_op.f("ix_screening_findings_membership_id"))

    op.drop_table("screening_findings")

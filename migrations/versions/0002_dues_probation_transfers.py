"""Dues, the steps of a probation, transfers; one link with the host branch for each time away."""

import sqlalchemy as sa
from alembic import op

import api.db

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dues_assessments",
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("from_month", sa.String(length=7), nullable=False),
        sa.Column("category", sa.String(length=12), nullable=False),
        sa.Column("monthly_fen", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(length=500), nullable=True),
        sa.Column("income_sealed", sa.Text(), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_dues_assessments_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_dues_assessments")),
    )
    with op.batch_alter_table("dues_assessments", schema=None) as batch_op:
        batch_op.create_index("ix_dues_assessments_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(
            "uq_dues_assessments_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.create_index(
            "uq_dues_assessments_month",
            ["membership_id", "from_month"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "dues_months",
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("paid_by", sa.String(length=12), nullable=True),
        sa.Column("paid_to", sa.String(length=8), nullable=True),
        sa.Column("basis", sa.String(length=500), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_dues_months_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_dues_months")),
    )
    with op.batch_alter_table("dues_months", schema=None) as batch_op:
        batch_op.create_index("ix_dues_months_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(
            "uq_dues_months_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.create_index(
            "uq_dues_months_month",
            ["membership_id", "month"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "probation_steps",
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("full_from_on", sa.Date(), nullable=True),
        sa.Column("meeting", sa.String(length=200), nullable=True),
        sa.Column("basis", sa.String(length=500), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_probation_steps_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_probation_steps")),
    )
    with op.batch_alter_table("probation_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_probation_steps_membership_id"), ["membership_id"], unique=False)
        batch_op.create_index("ix_probation_steps_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(
            "uq_probation_steps_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "transfers",
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("to_organization", sa.String(length=200), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("letter_number", sa.String(length=60), nullable=True),
        sa.Column("letter_on", sa.Date(), nullable=True),
        sa.Column("valid_days", sa.Integer(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("basis", sa.String(length=500), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_transfers_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_transfers")),
    )
    with op.batch_alter_table("transfers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_transfers_membership_id"), ["membership_id"], unique=False)
        batch_op.create_index("ix_transfers_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(
            "uq_transfers_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.create_index(
            "uq_transfers_under_way",
            ["membership_id"],
            unique=True,
            sqlite_where=sa.text(
                "replaced_at IS NULL AND state IN ('planned', 'letter_issued', 'in_transit', 'received')"
            ),
            postgresql_where=sa.text(
                "replaced_at IS NULL AND state IN ('planned', 'letter_issued', 'in_transit', 'received')"
            ),
        )

    with op.batch_alter_table("host_links", schema=None) as batch_op:
        batch_op.create_index(
            "uq_host_links_period",
            ["away_period_id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    with op.batch_alter_table("national_registrations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("as_of", api.db.Instant(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("national_registrations", schema=None) as batch_op:
        batch_op.drop_column("as_of")

    with op.batch_alter_table("host_links", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_host_links_period",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    with op.batch_alter_table("transfers", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_transfers_under_way",
            sqlite_where=sa.text(
                "replaced_at IS NULL AND state IN ('planned', 'letter_issued', 'in_transit', 'received')"
            ),
            postgresql_where=sa.text(
                "replaced_at IS NULL AND state IN ('planned', 'letter_issued', 'in_transit', 'received')"
            ),
        )
        batch_op.drop_index(
            "uq_transfers_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("ix_transfers_node_cut")
        batch_op.drop_index(batch_op.f("ix_transfers_membership_id"))

    op.drop_table("transfers")
    with op.batch_alter_table("probation_steps", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_probation_steps_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("ix_probation_steps_node_cut")
        batch_op.drop_index(batch_op.f("ix_probation_steps_membership_id"))

    op.drop_table("probation_steps")
    with op.batch_alter_table("dues_months", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_dues_months_month",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(
            "uq_dues_months_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("ix_dues_months_node_cut")

    op.drop_table("dues_months")
    with op.batch_alter_table("dues_assessments", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_dues_assessments_month",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(
            "uq_dues_assessments_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("ix_dues_assessments_node_cut")

    op.drop_table("dues_assessments")

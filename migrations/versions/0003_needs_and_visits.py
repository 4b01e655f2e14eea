"""Needs with their steps; plans, arrivals and visits."""

import sqlalchemy as sa
from alembic import op

import api.db

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "expected_arrivals",
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("window_key", sa.String(length=24), nullable=False),
        sa.Column("coming", sa.Boolean(), nullable=False),
        sa.Column("arrives_on", sa.Date(), nullable=True),
        sa.Column("leaves_on", sa.Date(), nullable=True),
        sa.Column("told_by", sa.String(length=12), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_expected_arrivals_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["accounts.id"],
            name=op.f("fk_expected_arrivals_recorded_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_expected_arrivals")),
    )
    with op.batch_alter_table("expected_arrivals", schema=None) as batch_op:
        batch_op.create_index("ix_expected_arrivals_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(
            "uq_expected_arrivals_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.create_index(
            "uq_expected_arrivals_window",
            ["membership_id", "window_key"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "need_steps",
        sa.Column("need_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("taken_by_id", sa.Uuid(), nullable=True),
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
            name=op.f("fk_need_steps_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["taken_by_id"],
            ["accounts.id"],
            name=op.f("fk_need_steps_taken_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_need_steps")),
    )
    with op.batch_alter_table("need_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_steps_membership_id"), ["membership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_steps_need_id"), ["need_id"], unique=False)
        batch_op.create_index("ix_need_steps_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(
            "uq_need_steps_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "needs",
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("raised_by_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at_device", api.db.Instant(), nullable=True),
        sa.Column("told_by", sa.String(length=12), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("handler_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("told_way", sa.String(length=12), nullable=True),
        sa.Column("words_sealed", sa.Text(), nullable=True),
        sa.Column("result_sealed", sa.Text(), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["handler_id"],
            ["persons.id"],
            name=op.f("fk_needs_handler_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_needs_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["raised_by_id"],
            ["accounts.id"],
            name=op.f("fk_needs_raised_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_needs")),
    )
    with op.batch_alter_table("needs", schema=None) as batch_op:
        batch_op.create_index("ix_needs_member", ["membership_id", "raised_on"], unique=False)
        batch_op.create_index("ix_needs_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index("ix_needs_open", ["node_id", "state", "raised_on"], unique=False)
        batch_op.create_index(
            "uq_needs_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "planned_visits",
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("window_key", sa.String(length=24), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=True),
        sa.Column("way", sa.String(length=12), nullable=False),
        sa.Column("goer_ids", sa.JSON(), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.Column("others_sealed", sa.Text(), nullable=True),
        sa.Column("reason_sealed", sa.Text(), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_planned_visits_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_planned_visits")),
    )
    with op.batch_alter_table("planned_visits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_planned_visits_call_id"), ["call_id"], unique=False)
        batch_op.create_index("ix_planned_visits_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(
            "uq_planned_visits_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.create_index(
            "uq_planned_visits_window",
            ["membership_id", "window_key"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "visit_members",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("met", sa.String(length=12), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("relation_sealed", sa.Text(), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_visit_members_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_visit_members")),
    )
    with op.batch_alter_table("visit_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_members_membership_id"), ["membership_id"], unique=False)
        batch_op.create_index("ix_visit_members_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_members_visit_id"), ["visit_id"], unique=False)
        batch_op.create_index(
            "uq_visit_members_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "visits",
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("window_key", sa.String(length=24), nullable=True),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("way", sa.String(length=12), nullable=False),
        sa.Column("visitor_ids", sa.JSON(), nullable=False),
        sa.Column("money_cents", sa.Integer(), nullable=True),
        sa.Column("money_source", sa.String(length=16), nullable=True),
        sa.Column("money_approved_on", sa.Date(), nullable=True),
        sa.Column("signed_by", sa.String(length=12), nullable=True),
        sa.Column("photo_ids", sa.JSON(), nullable=False),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at_device", api.db.Instant(), nullable=True),
        sa.Column("address_sealed", sa.Text(), nullable=True),
        sa.Column("other_visitors_sealed", sa.Text(), nullable=True),
        sa.Column("gifts_sealed", sa.Text(), nullable=True),
        sa.Column("money_approval_sealed", sa.Text(), nullable=True),
        sa.Column("situation_sealed", sa.Text(), nullable=True),
        sa.Column("measures_sealed", sa.Text(), nullable=True),
        sa.Column("signer_sealed", sa.Text(), nullable=True),
        sa.Column("note_sealed", sa.Text(), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["accounts.id"],
            name=op.f("fk_visits_recorded_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_visits")),
    )
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.create_index("ix_visits_day", ["node_id", "on_date"], unique=False)
        batch_op.create_index("ix_visits_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(
            "uq_visits_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_visits_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("ix_visits_node_cut")
        batch_op.drop_index("ix_visits_day")

    op.drop_table("visits")
    with op.batch_alter_table("visit_members", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_visit_members_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_visit_members_visit_id"))
        batch_op.drop_index("ix_visit_members_node_cut")
        batch_op.drop_index(batch_op.f("ix_visit_members_membership_id"))

    op.drop_table("visit_members")
    with op.batch_alter_table("planned_visits", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_planned_visits_window",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(
            "uq_planned_visits_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("ix_planned_visits_node_cut")
        batch_op.drop_index(batch_op.f("ix_planned_visits_call_id"))

    op.drop_table("planned_visits")
    with op.batch_alter_table("needs", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_needs_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("ix_needs_open")
        batch_op.drop_index("ix_needs_node_cut")
        batch_op.drop_index("ix_needs_member")

    op.drop_table("needs")
    with op.batch_alter_table("need_steps", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_need_steps_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("ix_need_steps_node_cut")
        batch_op.drop_index(batch_op.f("ix_need_steps_need_id"))
        batch_op.drop_index(batch_op.f("ix_need_steps_membership_id"))

    op.drop_table("need_steps")
    with op.batch_alter_table("expected_arrivals", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_expected_arrivals_window",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(
            "uq_expected_arrivals_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("ix_expected_arrivals_node_cut")

    op.drop_table("expected_arrivals")

"""Reminders: choices, the inbox, robots of group chats, and what is on its way out."""

import sqlalchemy as sa
from alembic import op

import api.db

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminder_days",
        sa.Column("recipient_id", sa.Uuid(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("recipient_id", "on_date", name=op.f("pk_reminder_days")),
    )
    with op.batch_alter_table("reminder_days", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_days_on_date"), ["on_date"], unique=False)

    op.create_table(
        "reminder_deliveries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("recipient_id", sa.Uuid(), nullable=False),
        sa.Column("slot", sa.String(length=48), nullable=False),
        sa.Column("trial", sa.Boolean(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("run_after", api.db.Instant(), nullable=False),
        sa.Column("lease_owner", sa.String(length=64), nullable=True),
        sa.Column("lease_until", api.db.Instant(), nullable=True),
        sa.Column("problem", sa.String(length=32), nullable=True),
        sa.Column("created_at", api.db.Instant(), nullable=False),
        sa.Column("sent_at", api.db.Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_deliveries")),
    )
    with op.batch_alter_table("reminder_deliveries", schema=None) as batch_op:
        batch_op.create_index("ix_reminder_deliveries_waiting", ["state", "run_after"], unique=False)
        batch_op.create_index("uq_reminder_deliveries_slot", ["channel", "recipient_id", "slot"], unique=True)

    op.create_table(
        "robot_paces",
        sa.Column("address_index", sa.String(length=64), nullable=False),
        sa.Column("sent", sa.JSON(), nullable=False),
        sa.Column("rests_until", api.db.Instant(), nullable=True),
        sa.PrimaryKeyConstraint("address_index", name=op.f("pk_robot_paces")),
    )
    op.create_table(
        "robots_versions",
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=True),
        sa.Column("hour", sa.Integer(), nullable=True),
        sa.Column("paused", sa.Boolean(), nullable=True),
        sa.Column("ended", sa.Boolean(), nullable=True),
        sa.Column("address_index", sa.String(length=64), nullable=True),
        sa.Column("address_sealed", sa.Text(), nullable=True),
        sa.Column("secret_sealed", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_robots_versions")),
    )
    with op.batch_alter_table("robots_versions", schema=None) as batch_op:
        batch_op.create_index("ix_robots_versions_cut", ["id", "recorded_at"], unique=False)
        batch_op.create_index(
            "uq_robots_versions_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "robots",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=True),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("address_index", sa.String(length=64), nullable=True),
        sa.Column("address_sealed", sa.Text(), nullable=True),
        sa.Column("secret_sealed", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_robots_organization_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_robots")),
    )
    with op.batch_alter_table("robots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_robots_address_index"), ["address_index"], unique=False)
        batch_op.create_index(batch_op.f("ix_robots_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "inbox_messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("created_at", api.db.Instant(), nullable=False),
        sa.Column("read_at", api.db.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_inbox_messages_account_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_messages")),
    )
    with op.batch_alter_table("inbox_messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbox_messages_on_date"), ["on_date"], unique=False)
        batch_op.create_index("uq_inbox_messages_once", ["account_id", "kind", "key"], unique=True)

    op.create_table(
        "reminder_choices",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("inbox", sa.Boolean(), nullable=False),
        sa.Column("sms", sa.Boolean(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=True),
        sa.Column("changed_at", api.db.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_reminder_choices_account_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_reminder_choices")),
    )


def downgrade() -> None:
    op.drop_table("reminder_choices")
    with op.batch_alter_table("inbox_messages", schema=None) as batch_op:
        batch_op.drop_index("uq_inbox_messages_once")
        batch_op.drop_index(batch_op.f("ix_inbox_messages_on_date"))

    op.drop_table("inbox_messages")
    with op.batch_alter_table("robots", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_robots_organization_id"))
        batch_op.drop_index(batch_op.f("ix_robots_address_index"))

    op.drop_table("robots")
    with op.batch_alter_table("robots_versions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_robots_versions_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("ix_robots_versions_cut")

    op.drop_table("robots_versions")
    op.drop_table("robot_paces")
    with op.batch_alter_table("reminder_deliveries", schema=None) as batch_op:
        batch_op.drop_index("uq_reminder_deliveries_slot")
        batch_op.drop_index("ix_reminder_deliveries_waiting")

    op.drop_table("reminder_deliveries")
    with op.batch_alter_table("reminder_days", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reminder_days_on_date"))

    op.drop_table("reminder_days")

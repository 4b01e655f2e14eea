"""Webhooks and the workers that were seen."""

import sqlalchemy as sa
from alembic import op

import api.db

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "webhooks_versions",
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=True),
        sa.Column("kinds", sa.JSON(), nullable=True),
        sa.Column("paused", sa.Boolean(), nullable=True),
        sa.Column("ended", sa.Boolean(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("address_sealed", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_webhooks_versions")),
    )
    with op.batch_alter_table("webhooks_versions", schema=None) as batch_op:
        batch_op.create_index("ix_webhooks_versions_cut", ["id", "recorded_at"], unique=False)
        batch_op.create_index(
            "uq_webhooks_versions_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "workers",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("started_at", api.db.Instant(), nullable=False),
        sa.Column("seen_at", api.db.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_workers")),
    )
    op.create_table(
        "webhooks",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("address_sealed", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_webhooks_organization_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhooks")),
    )
    with op.batch_alter_table("webhooks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_webhooks_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "webhook_dead_letters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("webhook_id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=48), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(length=40), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("died_at", api.db.Instant(), nullable=False),
        sa.Column("replay_at", api.db.Instant(), nullable=True),
        sa.Column("replay_failures", sa.Integer(), nullable=False),
        sa.Column("replayed_at", api.db.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["webhook_id"],
            ["webhooks.id"],
            name=op.f("fk_webhook_dead_letters_webhook_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_dead_letters")),
        sa.UniqueConstraint(
            "webhook_id",
            "node_id",
            "epoch",
            "number",
            name=op.f("uq_webhook_dead_letters_webhook_id_node_id_epoch_number"),
        ),
    )
    with op.batch_alter_table("webhook_dead_letters", schema=None) as batch_op:
        batch_op.create_index("ix_webhook_dead_letters_listed", ["webhook_id", "died_at", "id"], unique=False)

    op.create_table(
        "webhook_positions",
        sa.Column("webhook_id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", api.db.Instant(), nullable=True),
        sa.Column("next_try_at", api.db.Instant(), nullable=True),
        sa.Column("problem", sa.String(length=40), nullable=True),
        sa.Column("has_left", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["webhook_id"],
            ["webhooks.id"],
            name=op.f("fk_webhook_positions_webhook_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("webhook_id", "node_id", name=op.f("pk_webhook_positions")),
    )
    op.create_table(
        "webhook_runs",
        sa.Column("webhook_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", api.db.Instant(), nullable=False),
        sa.Column("lease_owner", sa.String(length=64), nullable=True),
        sa.Column("lease_until", api.db.Instant(), nullable=True),
        sa.Column("looked_at", api.db.Instant(), nullable=True),
        sa.Column("rests_until", api.db.Instant(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", api.db.Instant(), nullable=True),
        sa.Column("gave_up", sa.Boolean(), nullable=False),
        sa.Column("stopped_at", api.db.Instant(), nullable=True),
        sa.Column("tried_at", api.db.Instant(), nullable=True),
        sa.Column("delivered_at", api.db.Instant(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("problem", sa.String(length=40), nullable=True),
        sa.Column("test_id", sa.Uuid(), nullable=True),
        sa.Column("test_asked_at", api.db.Instant(), nullable=True),
        sa.Column("test_ended_at", api.db.Instant(), nullable=True),
        sa.Column("test_status", sa.Integer(), nullable=True),
        sa.Column("test_problem", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["webhook_id"],
            ["webhooks.id"],
            name=op.f("fk_webhook_runs_webhook_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("webhook_id", name=op.f("pk_webhook_runs")),
    )
    op.create_table(
        "webhook_secrets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("webhook_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", api.db.Instant(), nullable=False),
        sa.Column("ends_at", api.db.Instant(), nullable=True),
        sa.Column("key_sealed", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["webhook_id"],
            ["webhooks.id"],
            name=op.f("fk_webhook_secrets_webhook_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_secrets")),
    )
    with op.batch_alter_table("webhook_secrets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_webhook_secrets_webhook_id"), ["webhook_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("webhook_secrets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_webhook_secrets_webhook_id"))

    op.drop_table("webhook_secrets")
    op.drop_table("webhook_runs")
    op.drop_table("webhook_positions")
    with op.batch_alter_table("webhook_dead_letters", schema=None) as batch_op:
        batch_op.drop_index("ix_webhook_dead_letters_listed")

    op.drop_table("webhook_dead_letters")
    with op.batch_alter_table("webhooks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_webhooks_organization_id"))

    op.drop_table("webhooks")
    op.drop_table("workers")
    with op.batch_alter_table("webhooks_versions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_webhooks_versions_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("ix_webhooks_versions_cut")

    op.drop_table("webhooks_versions")

"""Organisation life."""

import sqlalchemy as sa
from alembic import op

import api.db

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "training_series_versions",
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=True),
        sa.Column("every", sa.String(length=8), nullable=True),
        sa.Column("on_day", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("exceptions", sa.JSON(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_training_series_versions")),
    )
    with op.batch_alter_table("training_series_versions", schema=None) as batch_op:
        batch_op.create_index("ix_training_series_versions_cut", ["id", "recorded_at"], unique=False)
        batch_op.create_index(
            "uq_training_series_versions_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "trainings_versions",
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("series_id", sa.Uuid(), nullable=True),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=True),
        sa.Column("starts_at", api.db.Instant(), nullable=True),
        sa.Column("ends_at", api.db.Instant(), nullable=True),
        sa.Column("on_date", sa.Date(), nullable=True),
        sa.Column("matters", sa.JSON(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("platform", sa.String(length=100), nullable=True),
        sa.Column("join_link", sa.String(length=1000), nullable=True),
        sa.Column("agenda", sa.String(length=4000), nullable=True),
        sa.Column("hours", sa.Double(), nullable=True),
        sa.Column("private", sa.Boolean(), nullable=True),
        sa.Column("host_sealed", sa.Text(), nullable=True),
        sa.Column("recorder_sealed", sa.Text(), nullable=True),
        sa.Column("called_off_because", sa.String(length=500), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_trainings_versions")),
    )
    with op.batch_alter_table("trainings_versions", schema=None) as batch_op:
        batch_op.create_index("ix_trainings_versions_cut", ["id", "recorded_at"], unique=False)
        batch_op.create_index(
            "uq_trainings_versions_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "training_series",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("every", sa.String(length=8), nullable=False),
        sa.Column("on_day", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("exceptions", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_training_series_organization_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_series")),
    )
    with op.batch_alter_table("training_series", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_series_organization_id"), ["organization_id"], unique=False
        )

    op.create_table(
        "trainings",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("series_id", sa.Uuid(), nullable=True),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("starts_at", api.db.Instant(), nullable=False),
        sa.Column("ends_at", api.db.Instant(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("matters", sa.JSON(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("platform", sa.String(length=100), nullable=True),
        sa.Column("join_link", sa.String(length=1000), nullable=True),
        sa.Column("agenda", sa.String(length=4000), nullable=True),
        sa.Column("hours", sa.Double(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("host_sealed", sa.Text(), nullable=True),
        sa.Column("recorder_sealed", sa.Text(), nullable=True),
        sa.Column("called_off_because", sa.String(length=500), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_trainings_group_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_trainings_organization_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["training_series.id"],
            name=op.f("fk_trainings_series_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainings")),
    )
    with op.batch_alter_table("trainings", schema=None) as batch_op:
        batch_op.create_index("ix_trainings_branch", ["organization_id", "on_date"], unique=False)
        batch_op.create_index(batch_op.f("ix_trainings_series_id"), ["series_id"], unique=False)

    op.create_table(
        "minutes",
        sa.Column("training_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("hours", sa.Double(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("roll", sa.JSON(), nullable=False),
        sa.Column("page_of_book", sa.String(length=60), nullable=True),
        sa.Column("basis", sa.String(length=500), nullable=True),
        sa.Column("host_sealed", sa.Text(), nullable=True),
        sa.Column("recorder_sealed", sa.Text(), nullable=True),
        sa.Column("guests_sealed", sa.Text(), nullable=True),
        sa.Column("topics_sealed", sa.Text(), nullable=True),
        sa.Column("content_sealed", sa.Text(), nullable=True),
        sa.Column("resolutions_sealed", sa.Text(), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["training_id"],
            ["trainings.id"],
            name=op.f("fk_minutes_training_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_minutes")),
    )
    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.create_index("ix_minutes_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_minutes_training_id"), ["training_id"], unique=False)
        batch_op.create_index(
            "uq_minutes_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "training_notices",
        sa.Column("training_id", sa.Uuid(), nullable=False),
        sa.Column("way", sa.String(length=12), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["training_id"],
            ["trainings.id"],
            name=op.f("fk_training_notices_training_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_training_notices")),
    )
    with op.batch_alter_table("training_notices", schema=None) as batch_op:
        batch_op.create_index("ix_training_notices_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_notices_training_id"), ["training_id"], unique=False)
        batch_op.create_index(
            "uq_training_notices_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "attendances",
        sa.Column("training_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("reason_code", sa.String(length=16), nullable=True),
        sa.Column("host_branch_sealed", sa.Text(), nullable=True),
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
            name=op.f("fk_attendances_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["training_id"],
            ["trainings.id"],
            name=op.f("fk_attendances_training_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_attendances")),
    )
    with op.batch_alter_table("attendances", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendances_membership_id"), ["membership_id"], unique=False)
        batch_op.create_index("ix_attendances_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendances_training_id"), ["training_id"], unique=False)
        batch_op.create_index(
            "uq_attendances_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "calendar_feeds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", api.db.Instant(), nullable=False),
        sa.Column("revoked_at", api.db.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_calendar_feeds_account_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_calendar_feeds_secret_hash")),
    )
    with op.batch_alter_table("calendar_feeds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_feeds_account_id"), ["account_id"], unique=False)

    op.create_table(
        "committee_seats",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("duty", sa.String(length=60), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_committee_seats_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_committee_seats_organization_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_committee_seats")),
    )
    with op.batch_alter_table("committee_seats", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_committee_seats_membership_id"), ["membership_id"], unique=False)
        batch_op.create_index("ix_committee_seats_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_committee_seats_organization_id"), ["organization_id"], unique=False
        )
        batch_op.create_index(
            "uq_committee_seats_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "exclusions",
        sa.Column("training_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("basis_code", sa.String(length=24), nullable=False),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("voted_on", sa.Date(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("note_sealed", sa.Text(), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_exclusions_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["training_id"],
            ["trainings.id"],
            name=op.f("fk_exclusions_training_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_exclusions")),
    )
    with op.batch_alter_table("exclusions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exclusions_membership_id"), ["membership_id"], unique=False)
        batch_op.create_index("ix_exclusions_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_exclusions_training_id"), ["training_id"], unique=False)
        batch_op.create_index(
            "uq_exclusions_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "make_ups",
        sa.Column("training_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("note_sealed", sa.Text(), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_make_ups_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["training_id"],
            ["trainings.id"],
            name=op.f("fk_make_ups_training_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_make_ups")),
    )
    with op.batch_alter_table("make_ups", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_make_ups_membership_id"), ["membership_id"], unique=False)
        batch_op.create_index("ix_make_ups_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_make_ups_training_id"), ["training_id"], unique=False)
        batch_op.create_index(
            "uq_make_ups_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "written_opinions",
        sa.Column("training_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("text_sealed", sa.Text(), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_written_opinions_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["training_id"],
            ["trainings.id"],
            name=op.f("fk_written_opinions_training_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_written_opinions")),
    )
    with op.batch_alter_table("written_opinions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_written_opinions_membership_id"), ["membership_id"], unique=False
        )
        batch_op.create_index("ix_written_opinions_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_written_opinions_training_id"), ["training_id"], unique=False)
        batch_op.create_index(
            "uq_written_opinions_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "materials",
        sa.Column("training_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("link", sa.String(length=1000), nullable=True),
        sa.Column("attachment_id", sa.Uuid(), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=True),
        sa.Column("file_kind", sa.String(length=8), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachments.id"],
            name=op.f("fk_materials_attachment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["training_id"],
            ["trainings.id"],
            name=op.f("fk_materials_training_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_materials")),
    )
    with op.batch_alter_table("materials", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_materials_attachment_id"), ["attachment_id"], unique=False)
        batch_op.create_index("ix_materials_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_materials_training_id"), ["training_id"], unique=False)
        batch_op.create_index(
            "uq_materials_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("materials", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_materials_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_materials_training_id"))
        batch_op.drop_index("ix_materials_node_cut")
        batch_op.drop_index(batch_op.f("ix_materials_attachment_id"))

    op.drop_table("materials")
    with op.batch_alter_table("written_opinions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_written_opinions_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_written_opinions_training_id"))
        batch_op.drop_index("ix_written_opinions_node_cut")
        batch_op.drop_index(batch_op.f("ix_written_opinions_membership_id"))

    op.drop_table("written_opinions")
    with op.batch_alter_table("make_ups", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_make_ups_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_make_ups_training_id"))
        batch_op.drop_index("ix_make_ups_node_cut")
        batch_op.drop_index(batch_op.f("ix_make_ups_membership_id"))

    op.drop_table("make_ups")
    with op.batch_alter_table("exclusions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_exclusions_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_exclusions_training_id"))
        batch_op.drop_index("ix_exclusions_node_cut")
        batch_op.drop_index(batch_op.f("ix_exclusions_membership_id"))

    op.drop_table("exclusions")
    with op.batch_alter_table("committee_seats", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_committee_seats_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_committee_seats_organization_id"))
        batch_op.drop_index("ix_committee_seats_node_cut")
        batch_op.drop_index(batch_op.f("ix_committee_seats_membership_id"))

    op.drop_table("committee_seats")
    with op.batch_alter_table("calendar_feeds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calendar_feeds_account_id"))

    op.drop_table("calendar_feeds")
    with op.batch_alter_table("attendances", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_attendances_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_attendances_training_id"))
        batch_op.drop_index("ix_attendances_node_cut")
        batch_op.drop_index(batch_op.f("ix_attendances_membership_id"))

    op.drop_table("attendances")
    with op.batch_alter_table("training_notices", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_training_notices_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_training_notices_training_id"))
        batch_op.drop_index("ix_training_notices_node_cut")

    op.drop_table("training_notices")
    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_minutes_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_minutes_training_id"))
        batch_op.drop_index("ix_minutes_node_cut")

    op.drop_table("minutes")
    with op.batch_alter_table("trainings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trainings_series_id"))
        batch_op.drop_index("ix_trainings_branch")

    op.drop_table("trainings")
    with op.batch_alter_table("training_series", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_series_organization_id"))

    op.drop_table("training_series")
    with op.batch_alter_table("trainings_versions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_trainings_versions_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("ix_trainings_versions_cut")

    op.drop_table("trainings_versions")
    with op.batch_alter_table("training_series_versions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_training_series_versions_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("ix_training_series_versions_cut")

    op.drop_table("training_series_versions")

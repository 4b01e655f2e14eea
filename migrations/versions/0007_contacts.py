"""Contacts, pauses of the duty, and what was decided on doubles."""

import sqlalchemy as sa
from alembic import op

import api.db

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contact_merges",
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["accounts.id"],
            name=op.f("fk_contact_merges_decided_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_contact_merges_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_contact_merges")),
    )
    with op.batch_alter_table("contact_merges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_merges_membership_id"), ["membership_id"], unique=False)
        batch_op.create_index("ix_contact_merges_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_merges_other_id"), ["other_id"], unique=False)
        batch_op.create_index(
            "uq_contact_merges_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "contact_pauses",
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
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
            name=op.f("fk_contact_pauses_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_contact_pauses")),
    )
    with op.batch_alter_table("contact_pauses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_pauses_membership_id"), ["membership_id"], unique=False)
        batch_op.create_index("ix_contact_pauses_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(
            "uq_contact_pauses_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "contacts",
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=12), nullable=False),
        sa.Column("with_whom", sa.String(length=8), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("direction", sa.String(length=8), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("happened_at", api.db.Instant(), nullable=True),
        sa.Column("recorded_at_device", api.db.Instant(), nullable=False),
        sa.Column("clock_ahead", sa.Boolean(), nullable=False),
        sa.Column("by_membership_id", sa.Uuid(), nullable=True),
        sa.Column("logged_by_id", sa.Uuid(), nullable=False),
        sa.Column("joint_id", sa.Uuid(), nullable=True),
        sa.Column("double_of_id", sa.Uuid(), nullable=True),
        sa.Column("report_id", sa.Uuid(), nullable=True),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Uuid(), nullable=True),
        sa.Column("place_code", sa.String(length=6), nullable=True),
        sa.Column("employer", sa.String(length=200), nullable=True),
        sa.Column("residence_sealed", sa.Text(), nullable=True),
        sa.Column("phone_sealed", sa.Text(), nullable=True),
        sa.Column("note_sealed", sa.Text(), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_membership_id"],
            ["memberships.id"],
            name=op.f("fk_contacts_by_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["logged_by_id"],
            ["accounts.id"],
            name=op.f("fk_contacts_logged_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_contacts_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"],
            ["accounts.id"],
            name=op.f("fk_contacts_withdrawn_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_contacts")),
    )
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.create_index(
            "ix_contacts_doubles",
            ["node_id", "double_of_id"],
            unique=False,
            sqlite_where=sa.text(
                "replaced_at IS NULL AND withdrawn_by_id IS NULL AND double_of_id IS NOT NULL"
            ),
            postgresql_where=sa.text(
                "replaced_at IS NULL AND withdrawn_by_id IS NULL AND double_of_id IS NOT NULL"
            ),
        )
        batch_op.create_index(
            "ix_contacts_duty",
            ["membership_id", "outcome", "with_whom", "happened_on", "way"],
            unique=False,
            sqlite_where=sa.text("replaced_at IS NULL AND withdrawn_by_id IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL AND withdrawn_by_id IS NULL"),
        )
        batch_op.create_index("ix_contacts_joint", ["joint_id"], unique=False)
        batch_op.create_index(
            "ix_contacts_member_day",
            ["membership_id", "happened_on"],
            unique=False,
            sqlite_where=sa.text("replaced_at IS NULL AND withdrawn_by_id IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL AND withdrawn_by_id IS NULL"),
        )
        batch_op.create_index("ix_contacts_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(
            "ix_contacts_node_day",
            ["node_id", "happened_on"],
            unique=False,
            sqlite_where=sa.text("replaced_at IS NULL AND withdrawn_by_id IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL AND withdrawn_by_id IS NULL"),
        )
        batch_op.create_index(
            "uq_contacts_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_contacts_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_contacts_node_day",
            sqlite_where=sa.text("replaced_at IS NULL AND withdrawn_by_id IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL AND withdrawn_by_id IS NULL"),
        )
        batch_op.drop_index("ix_contacts_node_cut")
        batch_op.drop_index(
            "ix_contacts_member_day",
            sqlite_where=sa.text("replaced_at IS NULL AND withdrawn_by_id IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL AND withdrawn_by_id IS NULL"),
        )
        batch_op.drop_index("ix_contacts_joint")
        batch_op.drop_index(
            "ix_contacts_duty",
            sqlite_where=sa.text("replaced_at IS NULL AND withdrawn_by_id IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL AND withdrawn_by_id IS NULL"),
        )
        batch_op.drop_index(
            "ix_contacts_doubles",
            sqlite_where=sa.text(
                "replaced_at IS NULL AND withdrawn_by_id IS NULL AND double_of_id IS NOT NULL"
            ),
            postgresql_where=sa.text(
                "replaced_at IS NULL AND withdrawn_by_id IS NULL AND double_of_id IS NOT NULL"
            ),
        )

    op.drop_table("contacts")
    with op.batch_alter_table("contact_pauses", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_contact_pauses_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("ix_contact_pauses_node_cut")
        batch_op.drop_index(batch_op.f("ix_contact_pauses_membership_id"))

    op.drop_table("contact_pauses")
    with op.batch_alter_table("contact_merges", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_contact_merges_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_contact_merges_other_id"))
        batch_op.drop_index("ix_contact_merges_node_cut")
        batch_op.drop_index(batch_op.f("ix_contact_merges_membership_id"))

    op.drop_table("contact_merges")

"""Pairings and bonds."""

import sqlalchemy as sa
from alembic import op

import api.db

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pairings_versions",
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("liaison_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=8), nullable=True),
        sa.Column("lead", sa.Boolean(), nullable=True),
        sa.Column("lead_from_on", sa.Date(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(length=20), nullable=True),
        sa.Column("bond_kind", sa.String(length=16), nullable=True),
        sa.Column("explanation_sealed", sa.Text(), nullable=True),
        sa.Column("end_note_sealed", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_pairings_versions")),
    )
    with op.batch_alter_table("pairings_versions", schema=None) as batch_op:
        batch_op.create_index("ix_pairings_versions_cut", ["id", "recorded_at"], unique=False)
        batch_op.create_index(
            "uq_pairings_versions_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "bonds",
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
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
            name=op.f("fk_bonds_membership_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["memberships.id"],
            name=op.f("fk_bonds_other_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_bonds")),
    )
    with op.batch_alter_table("bonds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bonds_membership_id"), ["membership_id"], unique=False)
        batch_op.create_index("ix_bonds_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_bonds_other_id"), ["other_id"], unique=False)
        batch_op.create_index(
            "uq_bonds_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "pairings",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("liaison_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("lead_from_on", sa.Date(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(length=20), nullable=True),
        sa.Column("bond_kind", sa.String(length=16), nullable=True),
        sa.Column("explanation_sealed", sa.Text(), nullable=True),
        sa.Column("end_note_sealed", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("member_id <> liaison_id", name=op.f("ck_pairings_not_oneself")),
        sa.ForeignKeyConstraint(
            ["liaison_id"],
            ["memberships.id"],
            name=op.f("fk_pairings_liaison_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["memberships.id"],
            name=op.f("fk_pairings_member_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_pairings_organization_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairings")),
    )
    with op.batch_alter_table("pairings", schema=None) as batch_op:
        batch_op.create_index("ix_pairings_branch", ["organization_id", "to_on"], unique=False)
        batch_op.create_index("ix_pairings_liaison", ["liaison_id", "to_on"], unique=False)
        batch_op.create_index("ix_pairings_member", ["member_id", "to_on"], unique=False)
        batch_op.create_index(
            "uq_pairings_open_lead",
            ["member_id"],
            unique=True,
            sqlite_where=sa.text("to_on IS NULL AND lead"),
            postgresql_where=sa.text("to_on IS NULL AND lead"),
        )
        batch_op.create_index(
            "uq_pairings_open_pair",
            ["member_id", "liaison_id"],
            unique=True,
            sqlite_where=sa.text("to_on IS NULL"),
            postgresql_where=sa.text("to_on IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("pairings", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_pairings_open_pair",
            sqlite_where=sa.text("to_on IS NULL"),
            postgresql_where=sa.text("to_on IS NULL"),
        )
        batch_op.drop_index(
            "uq_pairings_open_lead",
            sqlite_where=sa.text("to_on IS NULL AND lead"),
            postgresql_where=sa.text("to_on IS NULL AND lead"),
        )
        batch_op.drop_index("ix_pairings_member")
        batch_op.drop_index("ix_pairings_liaison")
        batch_op.drop_index("ix_pairings_branch")

    op.drop_table("pairings")
    with op.batch_alter_table("bonds", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_bonds_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_bonds_other_id"))
        batch_op.drop_index("ix_bonds_node_cut")
        batch_op.drop_index(batch_op.f("ix_bonds_membership_id"))

    op.drop_table("bonds")
    with op.batch_alter_table("pairings_versions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_pairings_versions_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("ix_pairings_versions_cut")

    op.drop_table("pairings_versions")

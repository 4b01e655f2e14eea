"""Prints of the books, packs for an inspection, blank sheets that come back on paper."""

import sqlalchemy as sa
from alembic import op

import api.db

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_sheets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("members", sa.JSON(), nullable=False),
        sa.Column("created_at", api.db.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_paper_sheets_account_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_paper_sheets_organization_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_sheets")),
        sa.UniqueConstraint("code", name=op.f("uq_paper_sheets_code")),
    )
    with op.batch_alter_table("paper_sheets", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_paper_sheets_organization_id"), ["organization_id"], unique=False
        )

    op.create_table(
        "register_packs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("plain", sa.JSON(), nullable=False),
        sa.Column("purpose_sealed", sa.Text(), nullable=True),
        sa.Column("attachment_id", sa.Uuid(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created_at", api.db.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_register_packs_account_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_register_packs_organization_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_packs")),
    )
    with op.batch_alter_table("register_packs", schema=None) as batch_op:
        batch_op.create_index("ix_register_packs_node", ["organization_id", "created_at"], unique=False)

    op.create_table(
        "register_prints",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("form", sa.String(length=8), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("cut", sa.JSON(), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("plain", sa.JSON(), nullable=False),
        sa.Column("printed_by_id", sa.Uuid(), nullable=False),
        sa.Column("rows_hmac", sa.String(length=64), nullable=False),
        sa.Column("row_digests", sa.Text(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=False),
        sa.Column("first_row", sa.Integer(), nullable=False),
        sa.Column("first_page", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=True),
        sa.Column("continues_id", sa.Uuid(), nullable=True),
        sa.Column("attachment_id", sa.Uuid(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("purpose_sealed", sa.Text(), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", api.db.Instant(), nullable=False),
        sa.Column("replaced_at", api.db.Instant(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["printed_by_id"],
            ["accounts.id"],
            name=op.f("fk_register_prints_printed_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_register_prints")),
    )
    with op.batch_alter_table("register_prints", schema=None) as batch_op:
        batch_op.create_index("ix_register_prints_book", ["node_id", "book", "recorded_at"], unique=False)
        batch_op.create_index("ix_register_prints_node_cut", ["node_id", "recorded_at"], unique=False)
        batch_op.create_index("uq_register_prints_code", ["code"], unique=True)
        batch_op.create_index(
            "uq_register_prints_current",
            ["id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("register_prints", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_register_prints_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("uq_register_prints_code")
        batch_op.drop_index("ix_register_prints_node_cut")
        batch_op.drop_index("ix_register_prints_book")

    op.drop_table("register_prints")
    with op.batch_alter_table("register_packs", schema=None) as batch_op:
        batch_op.drop_index("ix_register_packs_node")

    op.drop_table("register_packs")
    with op.batch_alter_table("paper_sheets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_sheets_organization_id"))

    op.drop_table("paper_sheets")

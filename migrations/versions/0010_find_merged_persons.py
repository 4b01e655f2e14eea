"""An index to find what was merged into a person: with 20,000 of them, every look at somebody's own read them all."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_persons_merged_into_id"), "persons", ["merged_into_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_persons_merged_into_id"), "persons")

"""What a township was asked (请协助) may be passed on to its branches."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("handoffs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("passed_from_id", sa.Uuid(), nullable=True))
        batch_op.create_index("ix_handoffs_passed", ["passed_from_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("handoffs", schema=None) as batch_op:
        batch_op.drop_index("ix_handoffs_passed")
        batch_op.drop_column("passed_from_id")

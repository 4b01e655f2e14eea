"""The day on which a round of screening was said to be opened by mistake."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("screening_rounds", schema=None) as batch_op:
        batch_op.add_column(sa.Column("void_on", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("screening_rounds", schema=None) as batch_op:
        batch_op.drop_column("void_on")

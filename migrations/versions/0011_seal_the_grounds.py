"""Seal the grounds of waivers, probations and transfers: they tell of illness and hardship. No release had them in plain."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_TABLES = ("dues_months", "probation_steps", "transfers")


def upgrade() -> None:
    for table in _TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("basis_sealed", sa.Text(), nullable=True))
            batch_op.drop_column("basis")


def downgrade() -> None:
    for table in _TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("basis", sa.String(length=500), nullable=True))
            batch_op.drop_column("basis_sealed")

"""Keep what a blank sheet is about: the round of a screening, the feast of the visits."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; sheets of contacts and reports are about nothing in particular."""
    op.add_column("paper_sheets", sa.Column("about", sa.String(length=40), nullable=True))


def downgrade() -> None:
    """Take it away again."""
    op.drop_column("paper_sheets", "about")

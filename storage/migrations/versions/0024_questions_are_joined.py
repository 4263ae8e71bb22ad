"""A question that was asked twice becomes a part of the first."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    comment = "the question of the same person that it has become a part of"
    op.add_column("questions", sa.Column("joined_to", sa.Integer(), comment=comment))


def downgrade() -> None:
    op.drop_column("questions", "joined_to")

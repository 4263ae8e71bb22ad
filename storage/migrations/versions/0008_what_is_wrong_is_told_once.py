"""What is wrong with the bot itself is told once."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "troubles",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("since", Moment, nullable=False),
        sa.Column("told_at", Moment, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="how many there were when it was told"),
        sa.PrimaryKeyConstraint("name", name="pk_troubles"),
    )

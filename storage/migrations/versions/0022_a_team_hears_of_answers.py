"""A team hears of answers in forms, until somebody wants to hear no more."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "package_members",
        sa.Column(
            "answer_notices",
            sa.Boolean(),
            nullable=False,
            server_default=sa.true(),
            comment="hears of what others write in forms",
        ),
    )


def downgrade() -> None:
    op.drop_column("package_members", "answer_notices")

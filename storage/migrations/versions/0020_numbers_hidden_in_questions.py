"""Numbers that say who somebody is are hidden in questions."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "question_messages",
        sa.Column(
            "hidden",
            sa.Boolean(),
            nullable=False,
            server_default=sa.false(),
            comment="numbers were taken out, so the message itself is not for others",
        ),
    )


def downgrade() -> None:
    op.drop_column("question_messages", "hidden")

"""Staff begin an answer for all from what was typed and had none."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "shared_answers",
        sa.Column(
            "asked_id",
            sa.BigInteger(),
            nullable=True,
            comment="the typed question from which staff began it; it may be gone",
        ),
    )
    op.create_index("ix_shared_answers_asked_id", "shared_answers", ["asked_id"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_shared_answers_asked_id", "shared_answers")
    op.drop_column("shared_answers", "asked_id")

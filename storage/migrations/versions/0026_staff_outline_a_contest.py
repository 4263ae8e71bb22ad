"""Staff answer questions on a new contest one by one, and go on where they stopped."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outline_answers",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.String(length=24), nullable=False),
        sa.Column("answer", sa.Text(), comment="none where nothing is said of it"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_outline_answers_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "question", name="pk_outline_answers"),
    )


def downgrade() -> None:
    op.drop_table("outline_answers")

"""Who has opened a question is known."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "question_openings",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False, comment="who opened it"),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False, comment="for the first time"),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name="fk_question_openings_question_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_question_openings_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("question_id", "person_id", name="pk_question_openings"),
    )
    op.create_index("ix_question_openings_person_id", "question_openings", ["person_id"])

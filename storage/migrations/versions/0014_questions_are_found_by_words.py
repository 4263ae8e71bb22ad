"""Queues of regions and of whole contests are found at once, and a question by its words."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from storage.questions.words import forms

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

AT_ONCE = 1000


def upgrade() -> None:
    op.drop_index("ix_questions_taken_by_state", "questions")
    op.create_index("ix_questions_taken_by_state_due_at", "questions", ["taken_by", "state", "due_at"])
    op.create_index("ix_questions_contest_id_state_due_at", "questions", ["contest_id", "state", "due_at"])
    op.create_index(
        "ix_questions_contest_id_region_id_state_due_at", "questions", ["contest_id", "region_id", "state", "due_at"]
    )
    words = op.create_table(
        "question_words",
        sa.Column("word", sa.String(length=24), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name="fk_question_words_question_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("word", "question_id", name="pk_question_words"),
    )
    rows = [{"word": word, "question_id": number} for word, number in sorted(_known())]
    for first in range(0, len(rows), AT_ONCE):
        op.bulk_insert(words, rows[first : first + AT_ONCE])
    op.create_index("ix_question_words_question_id", "question_words", ["question_id"])


def _known() -> set[tuple[str, int]]:
    """Words of what was asked before."""
    return {(form, number) for number, text in _asked() for word in forms(text) for form in word}


def _asked() -> Iterator[tuple[int, str]]:
    said = sa.table(
        "question_messages", sa.column("question_id"), sa.column("text"), sa.column("side"), sa.column("state")
    )
    sent = sa.select(said.c.question_id, said.c.text).where(said.c.side == "applicant", said.c.state == "sent")
    for row in op.get_bind().execute(sent):
        yield row.question_id, row.text

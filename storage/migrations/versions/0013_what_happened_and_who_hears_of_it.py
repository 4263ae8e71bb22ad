"""What has happened to a question, what those who answer have not heard of yet, and which were answered by phone."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column(
        "questions",
        sa.Column("by_phone", sa.Boolean(), nullable=False, server_default=sa.false(), comment="answered so"),
    )
    op.create_table(
        "question_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.BigInteger(), comment="who did it; not a reference, and nothing where time did it"),
        sa.Column("holder", sa.String(length=20), comment="whose turn it is since then"),
        sa.Column("words", sa.Text(), comment="a reason or a note, as it was typed; never seen by whoever asked"),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name="fk_question_events_question_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_question_events"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_question_events_question_id", "question_events", ["question_id"])
    op.create_index("ix_question_events_person_id", "question_events", ["person_id"])
    op.create_table(
        "desk_news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False, comment="who is to hear of it"),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("letter_id", sa.BigInteger(), comment="the row of the outbox that says it; rows are swept"),
        sa.Column("told_at", Moment),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_desk_news_person_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_desk_news_question_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_desk_news"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_desk_news_person_id_told_at", "desk_news", ["person_id", "told_at"])
    op.create_index("ix_desk_news_question_id", "desk_news", ["question_id"])

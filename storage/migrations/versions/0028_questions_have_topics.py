"""A question may have a topic in the chat of whoever answers it."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    where = "in which topic of the chat that was asked (message_thread_id)"
    op.add_column("people", sa.Column("asked_in", sa.BigInteger(), comment=where))
    op.create_table(
        "question_topics",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False, comment="in whose chat"),
        sa.Column("wanted_at", Moment, nullable=False, comment="when Telegram was to make it"),
        sa.Column("thread_id", sa.BigInteger(), comment="Telegram's message_thread_id, once it is made"),
        sa.Column("lost_at", Moment, comment="since when the plain chat takes its place; it is never made again"),
        sa.Column("name", sa.String(128), comment="as it was last to be named"),
        sa.Column("icon", sa.String(8), comment="likewise, an emoji"),
        sa.Column("letter_id", sa.BigInteger(), comment="the row of the outbox that names it so; rows are swept"),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name="fk_question_topics_question_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_question_topics_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("question_id", "person_id", name="pk_question_topics"),
        sa.UniqueConstraint("person_id", "thread_id", name="uq_question_topics_person_id_thread_id"),
    )


def downgrade() -> None:
    op.drop_table("question_topics")
    op.drop_column("people", "asked_in")

"""Staff can connect a group in which each open question has a topic."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    who = "who connected it: it speaks their language, as long as they may answer"
    op.create_table(
        "desk_groups",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False, comment="Telegram's"),
        sa.Column("contest_id", sa.String(16), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False, comment=who),
        sa.Column("title", sa.String(128), nullable=False, comment="as Telegram called it then"),
        sa.Column("connected_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_desk_groups_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chat_id", name="pk_desk_groups"),
    )
    op.create_index("ix_desk_groups_person_id", "desk_groups", ["person_id"])
    op.create_index("ix_desk_groups_contest_id", "desk_groups", ["contest_id"])
    lost = "since when it is not there any more; it is never made again"
    op.create_table(
        "group_topics",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), comment="Telegram's message_thread_id, once it is made"),
        sa.Column("card_id", sa.BigInteger(), comment="the message that shows the question"),
        sa.Column("lost_at", Moment, comment=lost),
        sa.Column("step", sa.String(8), nullable=False, comment="what was last to be done"),
        sa.Column(
            "letter_id", sa.BigInteger(), nullable=False, comment="the row of the outbox that does it; rows are swept"
        ),
        sa.Column("name", sa.String(128), nullable=False, comment="as it was last to be named"),
        sa.Column("icon", sa.String(8), nullable=False, comment="likewise, an emoji"),
        sa.Column("shown", sa.String(32), comment="a digest of what the card says"),
        sa.Column(
            "closed", sa.Boolean(), nullable=False, server_default=sa.false(), comment="nobody writes in it any more"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name="fk_group_topics_question_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["desk_groups.chat_id"], name="fk_group_topics_chat_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("question_id", "chat_id", name="pk_group_topics"),
        sa.UniqueConstraint("chat_id", "thread_id", name="uq_group_topics_chat_id_thread_id"),
    )


def downgrade() -> None:
    op.drop_table("group_topics")
    op.drop_index("ix_desk_groups_contest_id", "desk_groups")
    op.drop_index("ix_desk_groups_person_id", "desk_groups")
    op.drop_table("desk_groups")

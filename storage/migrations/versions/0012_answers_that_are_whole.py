"""What a file is called, what was written without saying for which question, and where in chats a question stands."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("question_messages", sa.Column("name", sa.String(length=120), comment="of a file"))
    op.add_column("question_messages", sa.Column("seconds", sa.Integer(), comment="of what is heard or seen"))
    op.create_table(
        "loose_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False, comment="who wrote it, and in which chat"),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("album", sa.String(length=32), comment="media_group_id"),
        sa.Column("kind", sa.String(length=12), nullable=False, comment="text, photo, document, voice …"),
        sa.Column("text", sa.Text(), nullable=False, comment="HTML; a caption where it is no text"),
        sa.Column("name", sa.String(length=120), comment="of a file"),
        sa.Column("seconds", sa.Integer(), comment="of what is heard or seen"),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_loose_messages_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_loose_messages"),
        sa.UniqueConstraint("person_id", "message_id", name="uq_loose_messages_person_id_message_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "question_posts",
        sa.Column("person_id", sa.BigInteger(), nullable=False, comment="in whose chat it stands"),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("said_id", sa.Integer(), comment="which message it brought; nothing where it is a card or a notice"),
        sa.Column("card", sa.Boolean(), nullable=False, comment="shows the question as it stands"),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_question_posts_person_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name="fk_question_posts_question_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "message_id", name="pk_question_posts"),
    )
    op.create_index("ix_question_posts_question_id_person_id", "question_posts", ["question_id", "person_id"])

"""Questions, and leases apart from the moments when messages are due."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("outbox", sa.Column("leased_until", Moment, comment="when a row in flight counts as forgotten"))
    op.create_table(
        "absences",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False, comment="the last day away"),
        sa.Column("substitute_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_absences_person_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["substitute_id"], ["people.id"], name="fk_absences_substitute_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("person_id", name="pk_absences"),
    )
    op.create_table(
        "asked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("contest_id", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column(
            "answer",
            sa.String(length=48),
            nullable=True,
            comment="id of the answer shown, `id` or `id/item`; nothing where none was sure",
        ),
        sa.Column("outcome", sa.String(length=10), nullable=False, comment="answered, not_it, none"),
        sa.Column("at", Moment, nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True, comment="where it was typed without being asked for"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_asked_person_id", ondelete="CASCADE"),
        sa.UniqueConstraint("person_id", "message_id", name="uq_asked_person_id_message_id"),
        sa.PrimaryKeyConstraint("id", name="pk_asked"),
    )
    op.create_index("ix_asked_contest_id_at", "asked", ["contest_id", "at"], unique=False)
    op.create_index("ix_asked_person_id", "asked", ["person_id"], unique=False)
    op.create_table(
        "consultant_invites",
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("contest_id", sa.String(length=16), nullable=False),
        sa.Column("consultant_id", sa.String(length=20), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["people.id"], name="fk_consultant_invites_created_by", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token", name="pk_consultant_invites"),
        sa.UniqueConstraint("contest_id", "consultant_id", name="uq_consultant_invites_contest_id_consultant_id"),
    )
    op.create_table(
        "consultants",
        sa.Column("contest_id", sa.String(length=16), nullable=False),
        sa.Column("consultant_id", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False, comment="in Telegram, for staff"),
        sa.Column("linked_at", Moment, nullable=False),
        sa.Column(
            "invited", sa.Boolean(), nullable=False, comment="by a link of staff rather than by the listed number"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_consultants_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("contest_id", "consultant_id", name="pk_consultants"),
    )
    op.create_index("ix_consultants_person_id", "consultants", ["person_id"], unique=False)
    op.create_table(
        "ready_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=True, comment="nobody: shared by all"),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("text_kk", sa.Text(), nullable=True, comment="HTML"),
        sa.Column("text_ru", sa.Text(), nullable=True, comment="HTML"),
        sa.Column("file_chat_id", sa.BigInteger(), nullable=True, comment="where the file that goes with it was sent"),
        sa.Column("file_message_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name="fk_ready_answers_owner_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_ready_answers"),
    )
    op.create_index("ix_ready_answers_owner_id", "ready_answers", ["owner_id"], unique=False)
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False, comment="who asks"),
        sa.Column("contest_id", sa.String(length=16), nullable=False),
        sa.Column("region_id", sa.String(length=20), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False, comment="draft, open, answered, closed"),
        sa.Column("asked_id", sa.Integer(), nullable=True, comment="the typed question that led here"),
        sa.Column(
            "left_out",
            sa.String(length=60),
            server_default="",
            nullable=False,
            comment="parts of the context not to go along",
        ),
        sa.Column("context", sa.Text(), nullable=True, comment="JSON: what went along, frozen when it was sent"),
        sa.Column("phone", sa.String(length=20), nullable=True, comment="offered by the person for this question"),
        sa.Column(
            "holder",
            sa.String(length=20),
            nullable=True,
            comment="whose turn it is: a consultant of the contest, or staff",
        ),
        sa.Column(
            "taken_by",
            sa.BigInteger(),
            nullable=True,
            comment="who of them took it; not a reference, history outlives people",
        ),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("sent_at", Moment, nullable=True),
        sa.Column("due_at", Moment, nullable=True, comment="by when it should be answered"),
        sa.Column("staff_at", Moment, nullable=True, comment="when staff hear that it was not"),
        sa.Column(
            "step", sa.SmallInteger(), server_default="0", nullable=False, comment="reminders of it already given"
        ),
        sa.Column("step_at", Moment, nullable=True, comment="when the next one is due; nothing once it is answered"),
        sa.Column("answered_at", Moment, nullable=True, comment="the first answer"),
        sa.Column(
            "answered_in", sa.Integer(), nullable=True, comment="working minutes from sending to the first answer"
        ),
        sa.Column("settled_at", Moment, nullable=True, comment="when it was closed"),
        sa.Column("helped", sa.Boolean(), nullable=True, comment="the person's word after closing"),
        sa.ForeignKeyConstraint(["asked_id"], ["asked.id"], name="fk_questions_asked_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_questions_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
    )
    op.create_index("ix_questions_contest_id_sent_at", "questions", ["contest_id", "sent_at"], unique=False)
    op.create_index("ix_questions_holder_state_due_at", "questions", ["holder", "state", "due_at"], unique=False)
    op.create_index("ix_questions_person_id", "questions", ["person_id"], unique=False)
    op.create_index("ix_questions_step_at", "questions", ["step_at"], unique=False)
    op.create_index(
        "uq_questions_draft",
        "questions",
        ["person_id", "contest_id"],
        unique=True,
        sqlite_where=sa.text("state = 'draft'"),
        postgresql_where=sa.text("state = 'draft'"),
    )
    op.create_table(
        "question_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False, comment="applicant or answer"),
        sa.Column("author_id", sa.BigInteger(), nullable=False, comment="who wrote it, and in which chat"),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("album", sa.String(length=32), nullable=True, comment="media_group_id"),
        sa.Column("kind", sa.String(length=12), nullable=False, comment="text, photo, document, voice …"),
        sa.Column("text", sa.Text(), nullable=False, comment="HTML; a caption where it is no text"),
        sa.Column("at", Moment, nullable=False),
        sa.Column("edited_at", Moment, nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False, comment="written, held back until confirmed, sent on"),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name="fk_question_messages_question_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_question_messages"),
        sa.UniqueConstraint("author_id", "message_id", name="uq_question_messages_author_id_message_id"),
    )
    op.create_index("ix_question_messages_question_id", "question_messages", ["question_id"], unique=False)
    op.create_table(
        "shared_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.String(length=16), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=True, comment="where it was given"),
        sa.Column("question_kk", sa.Text(), nullable=True),
        sa.Column("question_ru", sa.Text(), nullable=True),
        sa.Column("answer_kk", sa.Text(), nullable=True, comment="plain words"),
        sa.Column("answer_ru", sa.Text(), nullable=True, comment="plain words"),
        sa.Column("proposed_by", sa.BigInteger(), nullable=False),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False, comment="proposed, approved, refused"),
        sa.Column("changed_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name="fk_shared_answers_question_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_shared_answers"),
        sa.UniqueConstraint("question_id", name="uq_shared_answers_question_id"),
    )
    op.create_index("ix_shared_answers_contest_id_state", "shared_answers", ["contest_id", "state"], unique=False)
    op.create_table(
        "question_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("said_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("until", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["said_id"], ["question_messages.id"], name="fk_question_versions_said_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_question_versions"),
    )
    op.create_index("ix_question_versions_said_id", "question_versions", ["said_id"], unique=False)

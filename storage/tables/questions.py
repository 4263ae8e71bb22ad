"""Questions to a region's consultant, and everything said in them."""

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from content.models import Language
from storage.tables.columns import Json, Moment, metadata, one_of


class QuestionState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    """Waits for an answer."""
    ANSWERED = "answered"
    CLOSED = "closed"


class MessageSide(StrEnum):
    APPLICANT = "applicant"
    ANSWER = "answer"


class MessageStage(StrEnum):
    """How far a message has come."""

    WRITTEN = "written"
    """Part of a draft."""
    HELD = "held"
    """Not sent on until its author confirms it: somebody else has answered meanwhile."""
    SENT = "sent"


# Questions to a region's consultant. The id is the number that people see.
questions = Table(
    "questions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, comment="who asks"),
    Column("contest_id", String(16), nullable=False),
    Column("region_id", String(20)),
    Column("language", one_of(Language, 2), nullable=False),
    Column("state", one_of(QuestionState, 8), nullable=False, comment="draft, open, answered, closed"),
    Column("asked_id", ForeignKey("asked.id", ondelete="SET NULL"), comment="the typed question that led here"),
    Column("left_out", String(60), nullable=False, server_default="", comment="parts of the context not to go along"),
    Column("context", Json, comment="JSON: what went along, frozen when it was sent"),
    Column("phone", String(20), comment="offered by the person for this question"),
    Column("holder", String(20), comment="whose turn it is: a consultant of the contest, or staff"),
    Column("held_by", Text, nullable=False, server_default="", comment="whose turn it has been, in order"),
    Column("taken_by", BigInteger, comment="who of them took it; not a reference, history outlives people"),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("due_at", Moment, comment="by when it should be answered"),
    Column("staff_at", Moment, comment="when staff hear that it was not"),
    Column("step", SmallInteger, nullable=False, server_default="0", comment="reminders of it already given"),
    Column("step_at", Moment, comment="when the next one is due; nothing once it is answered"),
    Column("answered_at", Moment, comment="the first answer"),
    Column("answered_in", Integer, comment="working minutes from sending to the first answer"),
    Column("settled_at", Moment, comment="when it was closed"),
    Column("helped", Boolean, comment="the person's word after closing"),
    sqlite_autoincrement=True,
)
Index("ix_questions_person_id", questions.c.person_id)
Index("ix_questions_asked_id", questions.c.asked_id)
Index("ix_questions_holder_state_due_at", questions.c.holder, questions.c.state, questions.c.due_at)
Index("ix_questions_taken_by_state", questions.c.taken_by, questions.c.state)
Index("ix_questions_step_at", questions.c.step_at)
Index("ix_questions_contest_id_sent_at", questions.c.contest_id, questions.c.sent_at)
# One question at a time is being written, whatever is tapped twice.
Index(
    "uq_questions_draft",
    questions.c.person_id,
    questions.c.contest_id,
    unique=True,
    sqlite_where=questions.c.state == QuestionState.DRAFT,
    postgresql_where=questions.c.state == QuestionState.DRAFT,
)

# Everything said in a question, by either side, as the messages of their own chats.
question_messages = Table(
    "question_messages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("question_id", ForeignKey("questions.id", ondelete="CASCADE"), nullable=False),
    Column("side", one_of(MessageSide, 10), nullable=False, comment="applicant or answer"),
    Column("author_id", BigInteger, nullable=False, comment="who wrote it, and in which chat"),
    Column("message_id", BigInteger, nullable=False),
    Column("album", String(32), comment="media_group_id"),
    Column("kind", String(12), nullable=False, comment="text, photo, document, voice …"),
    Column("text", Text, nullable=False, comment="HTML; a caption where it is no text"),
    Column("at", Moment, nullable=False),
    Column("edited_at", Moment),
    Column("state", one_of(MessageStage, 8), nullable=False, comment="written, held back until confirmed, sent on"),
    UniqueConstraint("author_id", "message_id"),
    sqlite_autoincrement=True,
)
Index("ix_question_messages_question_id", question_messages.c.question_id)

# What a message said before it was changed.
question_openings = Table(
    "question_openings",
    metadata,
    Column("question_id", ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, comment="who opened it"),
    Column("opened_at", Moment, nullable=False, comment="for the first time"),
)
Index("ix_question_openings_person_id", question_openings.c.person_id)

question_versions = Table(
    "question_versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("said_id", ForeignKey("question_messages.id", ondelete="CASCADE"), nullable=False),
    Column("text", Text, nullable=False),
    Column("until", Moment, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_question_versions_said_id", question_versions.c.said_id)

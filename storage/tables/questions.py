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
    false,
)

from content.models import Language
from storage.tables.columns import Json, Moment, metadata, one_of


class QuestionState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    """Waits for an answer."""
    ANSWERED = "answered"
    CLOSED = "closed"


class QuestionEventKind(StrEnum):
    """What happens to a question, besides what is said in it."""

    TAKEN = "taken"
    LEFT = "left"
    PASSED = "passed"
    """By somebody, to somebody else."""
    OVERDUE = "overdue"
    """It went on by itself, because nobody had answered in time."""
    ANSWERED = "answered"
    BY_PHONE = "by_phone"
    CLOSED = "closed"
    SOLVED = "solved"
    """Closed by whoever asked."""
    REOPENED = "reopened"
    HELPED = "helped"
    NOT_HELPED = "not_helped"
    NOTE = "note"
    JOINED = "joined"
    """It has become part of another, or another of it."""


class DeskNewsKind(StrEnum):
    """What those who answer hear of together with other things."""

    DUE = "due"
    """Half of the time is over."""
    CAME = "came"
    """It is theirs now, because nobody else had answered in time."""
    LOST = "lost"
    """Somebody else has it now, for the same reason."""
    NOT_HELPED = "not_helped"


class MessageSide(StrEnum):
    APPLICANT = "applicant"
    ANSWER = "answer"


class MessageStage(StrEnum):
    """How far a message has come."""

    WRITTEN = "written"
    """Part of a draft."""
    HELD = "held"
    """Not sent on until its author lets it go: an answer is still being written, or somebody else came first."""
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
    Column("by_phone", Boolean, nullable=False, server_default=false(), comment="answered so"),
    Column("joined_to", Integer, comment="the question of the same person that it has become a part of"),
    sqlite_autoincrement=True,
)
Index("ix_questions_person_id", questions.c.person_id)
Index("ix_questions_asked_id", questions.c.asked_id)
Index("ix_questions_holder_state_due_at", questions.c.holder, questions.c.state, questions.c.due_at)
Index("ix_questions_taken_by_state_due_at", questions.c.taken_by, questions.c.state, questions.c.due_at)
Index("ix_questions_contest_id_state_due_at", questions.c.contest_id, questions.c.state, questions.c.due_at)
Index(
    "ix_questions_contest_id_region_id_state_due_at",
    questions.c.contest_id,
    questions.c.region_id,
    questions.c.state,
    questions.c.due_at,
)
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
    Column("name", String(120), comment="of a file"),
    Column("seconds", Integer, comment="of what is heard or seen"),
    Column("file_id", String(255), comment="Telegram's, by which it can be sent again"),
    Column(
        "hidden",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="numbers were taken out, so the message itself is not for others",
    ),
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

# What somebody who answers wrote without saying for which question; kept until they say so.
loose_messages = Table(
    "loose_messages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "person_id",
        ForeignKey("people.id", ondelete="CASCADE"),
        nullable=False,
        comment="who wrote it, and in which chat",
    ),
    Column("message_id", BigInteger, nullable=False),
    Column("album", String(32), comment="media_group_id"),
    Column("kind", String(12), nullable=False, comment="text, photo, document, voice …"),
    Column("text", Text, nullable=False, comment="HTML; a caption where it is no text"),
    Column("name", String(120), comment="of a file"),
    Column("seconds", Integer, comment="of what is heard or seen"),
    Column("file_id", String(255), comment="Telegram's, by which it can be sent again"),
    Column("at", Moment, nullable=False),
    UniqueConstraint("person_id", "message_id"),
    sqlite_autoincrement=True,
)

# Where something of a question stands in a chat, so that a reply to it finds the question.
question_posts = Table(
    "question_posts",
    metadata,
    Column(
        "person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, comment="in whose chat it stands"
    ),
    Column("message_id", BigInteger, primary_key=True),
    Column("question_id", ForeignKey("questions.id", ondelete="CASCADE"), nullable=False),
    Column("said_id", Integer, comment="which message it brought; nothing where it is a card or a notice"),
    Column("card", Boolean, nullable=False, comment="shows the question as it stands"),
    Column("at", Moment, nullable=False),
)
Index("ix_question_posts_question_id_person_id", question_posts.c.question_id, question_posts.c.person_id)

# The topic of a question in the chat of somebody who answers it: a second view beside the card.
question_topics = Table(
    "question_topics",
    metadata,
    Column("question_id", ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, comment="in whose chat"),
    Column("wanted_at", Moment, nullable=False, comment="when Telegram was to make it"),
    Column("thread_id", BigInteger, comment="Telegram's message_thread_id, once it is made"),
    Column("lost_at", Moment, comment="since when the plain chat takes its place; it is never made again"),
    Column("name", String(128), comment="as it was last to be named"),
    Column("icon", String(8), comment="likewise, an emoji"),
    Column("letter_id", BigInteger, comment="the row of the outbox that names it so; rows are swept"),
    UniqueConstraint("person_id", "thread_id"),
)

# What has happened to a question, for those who answer for it.
question_events = Table(
    "question_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("question_id", ForeignKey("questions.id", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("kind", one_of(QuestionEventKind, 12), nullable=False),
    Column("person_id", BigInteger, comment="who did it; not a reference, and nothing where time did it"),
    Column("holder", String(20), comment="whose turn it is since then"),
    Column("words", Text, comment="a reason or a note, as it was typed; never seen by whoever asked"),
    sqlite_autoincrement=True,
)
Index("ix_question_events_question_id", question_events.c.question_id)
Index("ix_question_events_person_id", question_events.c.person_id)

# What those who answer hear of together: a nudge for each question would be a message for each.
desk_news = Table(
    "desk_news",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, comment="who is to hear of it"),
    Column("question_id", ForeignKey("questions.id", ondelete="CASCADE"), nullable=False),
    Column("kind", one_of(DeskNewsKind, 12), nullable=False),
    Column("at", Moment, nullable=False),
    Column("letter_id", BigInteger, comment="the row of the outbox that says it; rows are swept"),
    Column("told_at", Moment),
    sqlite_autoincrement=True,
)
Index("ix_desk_news_person_id_told_at", desk_news.c.person_id, desk_news.c.told_at)
Index("ix_desk_news_question_id", desk_news.c.question_id)

# The beginnings of the words of a question and of the notes on it, to find it by.
question_words = Table(
    "question_words",
    metadata,
    Column("word", String(24), primary_key=True),
    Column("question_id", ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
)
Index("ix_question_words_question_id", question_words.c.question_id)

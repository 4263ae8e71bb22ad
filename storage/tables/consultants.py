"""Who answers for the operator in the regions, and the answers they keep."""

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.columns import Moment, metadata, one_of


class SharedAnswerState(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    """It is among the instant answers."""
    REFUSED = "refused"


# Who of Telegram is which consultant of a contest.
consultants = Table(
    "consultants",
    metadata,
    Column("contest_id", String(16), primary_key=True),
    Column("consultant_id", String(20), primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(64), nullable=False, comment="in Telegram, for staff"),
    Column("linked_at", Moment, nullable=False),
    Column("invited", Boolean, nullable=False, comment="by a link of staff rather than by the listed number"),
)
Index("ix_consultants_person_id", consultants.c.person_id)

consultant_invites = Table(
    "consultant_invites",
    metadata,
    Column("token", String(32), primary_key=True),
    Column("contest_id", String(16), nullable=False),
    Column("consultant_id", String(20), nullable=False),
    Column("created_by", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("contest_id", "consultant_id"),
)
Index("ix_consultant_invites_created_by", consultant_invites.c.created_by)

# Who is away, on which days (in the contest's zone), and who stands in.
absences = Table(
    "absences",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False, comment="the last day away"),
    Column("substitute_id", ForeignKey("people.id", ondelete="SET NULL")),
)
Index("ix_absences_substitute_id", absences.c.substitute_id)

# Answers kept for another time; shared ones belong to nobody.
ready_answers = Table(
    "ready_answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner_id", ForeignKey("people.id", ondelete="CASCADE"), comment="nobody: shared by all"),
    Column("title", String(60), nullable=False),
    Column("text_kk", Text, comment="HTML"),
    Column("text_ru", Text, comment="HTML"),
    Column("file_chat_id", BigInteger, comment="where the file that goes with it was sent"),
    Column("file_message_id", BigInteger),
    Column("file_kind", String(12), comment="photo, document, voice …"),
    Column("file_id", String(255), comment="Telegram's; the message may be deleted"),
    Column("created_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_ready_answers_owner_id", ready_answers.c.owner_id)

# Answers of consultants that join the instant answers once staff approve them in both languages.
shared_answers = Table(
    "shared_answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("contest_id", String(16), nullable=False),
    Column("question_id", ForeignKey("questions.id", ondelete="SET NULL"), unique=True, comment="where it was given"),
    Column("asked_id", BigInteger, comment="the typed question from which staff began it; it may be gone"),
    Column("question_kk", Text),
    Column("question_ru", Text),
    Column("answer_kk", Text, comment="plain words"),
    Column("answer_ru", Text, comment="plain words"),
    Column("proposed_by", BigInteger, nullable=False),
    Column("approved_by", BigInteger),
    Column("file_kind", String(12), comment="of the file that goes with the answer"),
    Column("file_id", String(255), comment="Telegram's"),
    Column("file_name", String(120)),
    Column("state", one_of(SharedAnswerState, 8), nullable=False, comment="proposed, approved, refused"),
    Column("changed_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_shared_answers_proposed_by", shared_answers.c.proposed_by)
Index("ix_shared_answers_approved_by", shared_answers.c.approved_by)
Index("ix_shared_answers_asked_id", shared_answers.c.asked_id, unique=True)
Index("ix_shared_answers_contest_id_state", shared_answers.c.contest_id, shared_answers.c.state)

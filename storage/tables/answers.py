"""What people typed and what was answered at once."""

from enum import StrEnum

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from content.models import Language
from storage.tables.columns import Moment, metadata, one_of


class AskedOutcome(StrEnum):
    ANSWERED = "answered"
    LIKELY = "likely"
    """Two or three answers were shown, one of which may be meant."""
    ELSEWHERE = "elsewhere"
    """Nothing that the contest has to do with."""
    TOPICS = "topics"
    """Taken for a search, and topics were found."""
    NOT_IT = "not_it"
    """Answered, but that was not what was asked."""
    NONE = "none"


asked = Table(
    "asked",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("contest_id", String(16), nullable=False),
    Column("language", one_of(Language, 2), nullable=False),
    Column("words", Text, nullable=False),
    Column("answer", String(48), comment="id of the answer shown, `id` or `id/item`; nothing where none was sure"),
    Column("outcome", one_of(AskedOutcome, 10), nullable=False, comment="answered, not_it, none"),
    Column("at", Moment, nullable=False),
    Column("message_id", BigInteger, comment="where it was typed without being asked for"),
    UniqueConstraint("person_id", "message_id"),
    sqlite_autoincrement=True,
)
Index("ix_asked_person_id", asked.c.person_id)
Index("ix_asked_contest_id_at", asked.c.contest_id, asked.c.at)

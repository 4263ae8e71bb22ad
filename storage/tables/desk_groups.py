"""Groups of those who answer, in which each open question has a topic."""

from enum import StrEnum

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, String, Table, UniqueConstraint, false

from storage.tables.columns import Moment, metadata, one_of


class TopicStep(StrEnum):
    """What a row of the outbox does to a topic."""

    OPEN = "open"
    CARD = "card"
    """The question is put into it."""
    EDIT = "edit"
    """The card shows the question as it stands."""
    NAME = "name"
    CLOSE = "close"
    REOPEN = "reopen"


# A supergroup with topics that staff have connected: everybody in it sees the questions of the contest.
desk_groups = Table(
    "desk_groups",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False, comment="Telegram's"),
    Column("contest_id", String(16), nullable=False),
    Column(
        "person_id",
        ForeignKey("people.id", ondelete="CASCADE"),
        nullable=False,
        comment="who connected it: it speaks their language, as long as they may answer",
    ),
    Column("title", String(128), nullable=False, comment="as Telegram called it then"),
    Column("connected_at", Moment, nullable=False),
)
Index("ix_desk_groups_person_id", desk_groups.c.person_id)
Index("ix_desk_groups_contest_id", desk_groups.c.contest_id)

group_topics = Table(
    "group_topics",
    metadata,
    Column("question_id", ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
    Column("chat_id", ForeignKey("desk_groups.chat_id", ondelete="CASCADE"), primary_key=True),
    Column("thread_id", BigInteger, comment="Telegram's message_thread_id, once it is made"),
    Column("card_id", BigInteger, comment="the message that shows the question"),
    Column("lost_at", Moment, comment="since when it is not there any more; it is never made again"),
    Column("step", one_of(TopicStep, 8), nullable=False, comment="what was last to be done"),
    Column("letter_id", BigInteger, nullable=False, comment="the row of the outbox that does it; rows are swept"),
    Column("name", String(128), nullable=False, comment="as it was last to be named"),
    Column("icon", String(8), nullable=False, comment="likewise, an emoji"),
    Column("shown", String(32), comment="a digest of what the card says"),
    Column("closed", Boolean, nullable=False, server_default=false(), comment="nobody writes in it any more"),
    UniqueConstraint("chat_id", "thread_id"),
)

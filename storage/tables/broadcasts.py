"""Messages of staff to many."""

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
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
from storage.tables.delivery import OutboxKind, OutboxState


class BroadcastState(StrEnum):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class MissingLanguage(StrEnum):
    """What people get whose language has no text of its own."""

    OTHERS = "others"
    """Nothing: it goes to the others."""
    BOTH = "both"
    """The same as everybody: all that is written, in one message."""


announcements = Table(
    "announcements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("contest_id", String(16), nullable=False),
    Column(
        "state",
        one_of(BroadcastState, 10),
        nullable=False,
        comment="draft, scheduled, sending, paused, stopped, done, withdrawn",
    ),
    Column("revision", Integer, nullable=False, server_default="0", comment="of the draft: two must not change one"),
    Column("created_by", BigInteger, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_by", BigInteger, comment="who changed the draft last"),
    Column("changed_name", String(64), comment="as Telegram calls them, for who comes late with another change"),
    Column("audience", Json, nullable=False, server_default="{}", comment="JSON"),
    Column("missing", one_of(MissingLanguage, 8), comment="where a language is missing: others, both"),
    Column("buttons", Json, nullable=False, server_default="[]", comment="JSON"),
    Column("template_id", Integer, comment="of the template that the draft was begun with"),
    Column("at", Moment, comment="when it goes out; nothing for at once"),
    Column("confirmed_by", BigInteger),
    Column("confirmed_at", Moment),
    Column("filled_to", BigInteger, comment="the last person put into the outbox; the largest number for everybody"),
    Column("finished_at", Moment),
    Column("folded_at", Moment, comment="since when its rows of the outbox are counts"),
    Column("correcting", Json, comment="JSON: a language and its new text, until it is confirmed"),
    Column("corrected_at", Moment),
    Column("mended_to", BigInteger, comment="the last person queued for a correction or taking back under way"),
    sqlite_autoincrement=True,
)
Index("ix_announcements_state", announcements.c.state)

# What an announcement says in a language: messages in the chat of who wrote it; several are an album.
announcement_messages = Table(
    "announcement_messages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("announcement_id", ForeignKey("announcements.id", ondelete="CASCADE"), nullable=False),
    Column("language", one_of(Language, 2), nullable=False),
    Column("author_id", BigInteger, nullable=False, comment="who wrote it, and in which chat"),
    Column("message_id", BigInteger, nullable=False),
    Column("album", String(32), comment="media_group_id"),
    Column("kind", String(12), nullable=False),
    Column("text", Text, nullable=False, comment="HTML; a caption where it is no text"),
    Column("file_id", String(255), comment="Telegram's: what was confirmed goes out, whatever becomes of the message"),
    Column("corrected_at", Moment, comment="since when the text is another than that of the message"),
    UniqueConstraint("announcement_id", "author_id", "message_id"),
    sqlite_autoincrement=True,
)

# Who opened a button of an announcement, each person once a button.
announcement_taps = Table(
    "announcement_taps",
    metadata,
    Column("announcement_id", ForeignKey("announcements.id", ondelete="CASCADE"), primary_key=True),
    Column("button", SmallInteger, primary_key=True, comment="from 1"),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("at", Moment, nullable=False),
)
Index("ix_announcement_taps_person_id", announcement_taps.c.person_id)

# Words that staff begin announcements with.
announcement_templates = Table(
    "announcement_templates",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("said", Json, nullable=False, comment="JSON: of each language its messages"),
    Column("fingerprint", String(64), nullable=False, comment="of what is said: the same is kept once"),
    Column("created_by", BigInteger, nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("fingerprint"),
    sqlite_autoincrement=True,
)

# What became of an announcement that went out long ago: its rows of the outbox, counted.
announcement_counts = Table(
    "announcement_counts",
    metadata,
    Column("announcement_id", ForeignKey("announcements.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", one_of(OutboxKind, 20), primary_key=True),
    Column("language", String(2), primary_key=True, comment="empty where the kind has none"),
    Column("region_id", String(20), primary_key=True, comment="empty where people had chosen none"),
    Column("state", one_of(OutboxState, 10), primary_key=True),
    Column("reason", String(200), primary_key=True),
    Column("number", Integer, nullable=False),
)

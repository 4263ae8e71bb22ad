"""Whatever the bot sends by itself."""

from enum import StrEnum

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, SmallInteger, String, Table

from storage.tables.columns import Json, Moment, metadata, one_of


class OutboxState(StrEnum):
    QUEUED = "queued"
    IN_FLIGHT = "in_flight"
    SENT = "sent"
    FAILED = "failed"
    """Refused by Telegram, or tried too often."""
    BLOCKED = "blocked"
    """The person has blocked the bot or is gone."""
    MISSED = "missed"
    """Its time passed while the bot or Telegram was away."""
    SKIPPED = "skipped"
    """When its turn came there was nothing to say any more."""
    PAUSED = "paused"
    """Waits until the announcement it belongs to goes on."""


outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(120), nullable=False, unique=True, comment="the same message is never queued twice"),
    Column("kind", String(20), nullable=False),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, comment="also the chat"),
    Column("contest_id", String(16)),
    Column("content", Json, nullable=False, comment="JSON: what the kind needs to compose the message"),
    Column("priority", SmallInteger, nullable=False, comment="the lowest goes first"),
    Column("not_before", Moment, nullable=False),
    Column("state", one_of(OutboxState, 10), nullable=False),
    Column("leased_until", Moment, comment="when a row in flight counts as forgotten"),
    Column("announcement_id", Integer, comment="which announcement it belongs to; not a reference: rows are swept"),
    Column("attempts", SmallInteger, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("message_id", BigInteger),
    Column("reason", String(200)),
)
Index("ix_outbox_state_priority_not_before", outbox.c.state, outbox.c.priority, outbox.c.not_before, outbox.c.id)
Index("ix_outbox_person_id", outbox.c.person_id)
Index(
    "ix_outbox_announcement_id_kind_state_finished_at",
    outbox.c.announcement_id,
    outbox.c.kind,
    outbox.c.state,
    outbox.c.finished_at,
)

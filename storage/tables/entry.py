"""Whoever talks to the bot."""

from enum import StrEnum

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, String, Table, false

from content.models import Language
from storage.tables.columns import Moment, metadata, one_of


class BlockedBy(StrEnum):
    THEMSELVES = "self"
    STAFF = "staff"
    """Because somebody asked for it in writing, or does harm."""


people = Table(
    "people",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False, comment="Telegram user id"),
    Column("language", one_of(Language, 2), nullable=False),
    Column("region_id", String(20)),
    Column("asked", String(64), comment="the question, as a payload, that typed words answer"),
    Column("asked_in", BigInteger, comment="in which topic of the chat that was asked (message_thread_id)"),
    Column("joined_at", Moment, nullable=False),
    Column("contest_id", String(16), comment="chosen, where several contests are open"),
    Column("reminders", String(80), comment="the rules wanted, apart by spaces; nothing stands for all of them"),
    Column("tell_next", Boolean, nullable=False, server_default=false(), comment="wants to hear of the next contest"),
    Column("unreachable_at", Moment, comment="since when Telegram brings them nothing"),
    Column("seen_on", Date, comment="the last day (UTC) on which they did something"),
    Column("blocked_at", Moment, comment="since when their data rests: they get nothing, and nothing is taken"),
    Column("blocked_by", one_of(BlockedBy, 5), comment="self or staff; who of the staff stands in the audit log"),
    Column("block_told_on", Date, comment="the last day (UTC) on which they heard of it"),
)
Index(
    "ix_people_blocked_at",
    people.c.blocked_at,
    sqlite_where=people.c.blocked_at.is_not(None),
    postgresql_where=people.c.blocked_at.is_not(None),
)

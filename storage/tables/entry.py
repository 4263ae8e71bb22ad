"""Whoever talks to the bot."""

from sqlalchemy import BigInteger, Boolean, Column, Date, String, Table, false

from content.models import Language
from storage.tables.columns import Moment, metadata, one_of

people = Table(
    "people",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False, comment="Telegram user id"),
    Column("language", one_of(Language, 2), nullable=False),
    Column("region_id", String(20)),
    Column("asked", String(64), comment="the question, as a payload, that typed words answer"),
    Column("joined_at", Moment, nullable=False),
    Column("contest_id", String(16), comment="chosen, where several contests are open"),
    Column("reminders", String(80), comment="the rules wanted, apart by spaces; nothing stands for all of them"),
    Column("tell_next", Boolean, nullable=False, server_default=false(), comment="wants to hear of the next contest"),
    Column("unreachable_at", Moment, comment="since when Telegram brings them nothing"),
    Column("seen_on", Date, comment="the last day (UTC) on which they did something"),
)

"""What is wrong with the bot itself, and who was told."""

from enum import StrEnum

from sqlalchemy import Column, Integer, Table

from storage.tables.columns import Moment, metadata, one_of


class Trouble(StrEnum):
    SET_ASIDE = "set_aside"
    """Updates that could not be handled."""
    FAILED = "failed"
    """Rows of the outbox, for good."""
    STANDING_BY = "standing_by"
    """A second process."""
    LOCK_LOST = "lock_lost"
    SAME_TOKEN = "same_token"  # noqa: S105  a name, no secret
    """Another bot asks for the updates of this one."""
    WEBHOOK = "webhook"
    """Telegram cannot bring updates."""
    BACKUP_OLD = "backup_old"
    DISK_FULL = "disk_full"
    """Nearly."""
    REMINDERS_LATE = "reminders_late"
    """More of them wait than can go out before a deadline."""
    REMINDERS_AHEAD = "reminders_ahead"
    """More people want the last one than it can reach, which is known days before."""


# What is wrong now: told once, and again where it is over and comes back.
troubles = Table(
    "troubles",
    metadata,
    Column("name", one_of(Trouble, 20), primary_key=True),
    Column("since", Moment, nullable=False),
    Column("told_at", Moment, nullable=False),
    Column("number", Integer, nullable=False, comment="how many there were when it was told"),
)

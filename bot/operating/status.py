"""How the bot gets on, without asking Telegram and without changing anything."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import Clock
from bot.operating.disk import database_size, free_bytes
from bot.operating.queue_report import opened
from bot.settings import Settings
from bot.version import VERSION
from storage import backup
from storage.database import Database, name_of
from storage.delivery import holds
from storage.lock import lock_of, standby_lock_of
from storage.migrate import check_newest
from storage.operating import health
from storage.sqlite import log_size

Figures = Mapping[str, str | int | float | None]


async def status(settings: Settings) -> Figures:
    """Raises DatabaseUnavailableError where the database cannot be looked into. Ages are seconds."""
    async with opened(settings.database_url.get_secret_value()) as database:
        lock = lock_of(database.url)
        served_by = await lock.holder()
        await lock.give_back()
        served: Figures = {
            "version": VERSION,
            "database": name_of(database.url),
            "revision": await check_newest(database),
            "served_by": served_by,
        }
        return {**served, **await figures(database, settings.backup_dir, Clock().now())}


async def figures(database: Database, backup_dir: Path | None, now: datetime) -> Figures:
    """Of the queues, the copies and the disk; raises DatabaseError where the database does not answer."""
    async with database.scanning() as reader:
        found = await health.look(reader, now)
        hold = await holds.found(reader)
        held = sum(number for _, number in await holds.held(reader, hold)) if hold else 0
    copies = backup.copies(backup_dir) if backup_dir else []
    return {
        **_room(database),
        "standing_by": await _standing_by(database),
        "updates_waiting": found.updates.number,
        "updates_oldest_age": _age(found.updates.since, now),
        "updates_set_aside": found.updates_set_aside,
        "messages_due": found.messages.number,
        "messages_oldest_age": _age(found.messages.since, now),
        "answers_oldest_age": _age(found.answers_since, now),
        "messages_in_flight": found.messages_in_flight,
        "messages_failed": found.messages_failed,
        "messages_held": held,
        "reminders_due": found.reminders_due,
        "reminders_missed": found.reminders_missed,
        "broadcasts_under_way": found.broadcasts_under_way,
        "questions_open": found.questions_open,
        "questions_overdue": found.questions_overdue,
        "backups": len(copies),
        "backup_age": _age(copies[-1][0] if copies else None, now),
    }


async def _standing_by(database: Database) -> str | None:
    place = standby_lock_of(database.url)
    try:
        return await place.holder()
    finally:
        await place.give_back()


def _room(database: Database) -> Figures:
    """What a server takes on its own disk is not ours to see."""
    if database.url.get_backend_name() != "sqlite":
        return {}
    path = Path(database.url.database or "")
    return {
        "database_bytes": database_size(path),
        "log_bytes": log_size(database.url),
        "disk_free_bytes": free_bytes(path),
    }


def _age(since: datetime | None, now: datetime) -> float | None:
    return round((now - since).total_seconds(), 1) if since else None


def as_json(figures: Figures) -> str:
    return json.dumps(figures, ensure_ascii=False)


def as_text(figures: Figures) -> str:
    """A line a figure."""
    return "\n".join(f"{name.replace('_', ' '):<22}{_words(name, value)}" for name, value in figures.items())


def _words(name: str, value: str | float | None) -> str:
    if value is None:
        return "nobody" if name in {"served_by", "standing_by"} else "-"
    if name.endswith("_age"):
        return str(timedelta(seconds=round(float(value))))
    if name.endswith("_bytes"):
        return f"{float(value) / 1e6:,.1f} MB"
    return f"{value:,}" if isinstance(value, int) else str(value)

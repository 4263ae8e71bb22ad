"""Copies of the database for the operator: made, proved, brought back."""

import logging
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.clock import Clock
from bot.settings import Settings, SettingsError
from storage import backup
from storage.backup import BackupCopy, Counts
from storage.database import Database, parse_url
from storage.delivery import holds
from storage.errors import DatabaseBusyError, DatabaseUnavailableError
from storage.lock import lock_of
from storage.migrate import migrate

logger = logging.getLogger(__name__)

LEAST = 0.5
"""Of the people in the copy before: with fewer, it is rather the wrong database than one that people have left."""


async def back_up(settings: Settings, target: Path | None, *, prove: bool) -> str:
    """Makes a checked copy, at a place of one's own or in the folder of copies, and says what it holds."""
    database = file_of(settings)
    place = _place(settings, database, target)
    begin = perf_counter()
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        copy = backup.back_up(database, place)
        lines = [f"{copy}; made and checked in {perf_counter() - begin:.1f} s"]
        if target is None and _as_large_as_before(copy):
            deleted = backup.rotate(place.parent, settings.backup_keep)
            lines += [f"{each} is deleted, there are {settings.backup_keep} newer ones" for each in deleted]
        if prove:
            begin = perf_counter()
            await _prove(copy)
            lines.append(
                f"proved in {perf_counter() - begin:.1f} s: brought back into another file, every row is there"
            )
    except OSError as error:
        raise DatabaseBusyError(f"{place} cannot be written: {error.strerror}") from error
    return "\n".join(lines)


def _as_large_as_before(copy: BackupCopy) -> bool:
    """Says where a copy is so small that the older ones had better stay."""
    before = [path for _, path in backup.copies(copy.path.parent) if path != copy.path]
    known = backup.people_in(before[-1]) if before else 0
    if copy.counts["people"] >= LEAST * known:
        return True
    logger.warning("Only %s people, %s had %s: no older copy is deleted", copy.counts["people"], before[-1], known)
    return False


def _place(settings: Settings, database: Path, target: Path | None) -> Path:
    if not database.exists():
        raise DatabaseUnavailableError(f"there is no database {database}")
    if target is None and settings.backup_dir is None:
        raise SettingsError("say where to, as in python -m bot backup copy.db, or set BACKUP_DIR")
    place = target or (settings.backup_dir or Path()) / backup.name_at(Clock().now())
    if place.is_dir():
        raise SettingsError(f"{place} is a folder: name a file, or set BACKUP_DIR")
    if place.resolve() == database.resolve():
        raise SettingsError("the copy would take the place of the database")
    return place


async def _prove(copy: BackupCopy) -> None:
    """Does all that bringing it back does, but with a file that is thrown away."""
    with TemporaryDirectory(prefix="prove-", dir=copy.path.parent) as folder:
        if await _bring_back(copy.path, Path(folder) / "bot.db", {}) != copy.counts:
            raise DatabaseUnavailableError(f"what {copy.path} holds could not be brought back")


async def _bring_back(copy: Path, scratch: Path, given: Mapping[str, int]) -> Counts:
    """A database ready to be served, in which what the copy had queued is held; `given` are numbers given since."""
    counts = backup.bring_back(copy, scratch)
    database = Database(f"sqlite+aiosqlite:///{scratch}")
    try:
        await migrate(database)
        async with database.writing() as connection:
            await holds.hold(connection, Clock().now())
    finally:
        await database.close()
    backup.go_on_from(scratch, given)
    return counts


async def restore(settings: Settings, copy: Path) -> str:
    """Puts a copy into the place of the database, which stays beside it.

    Raises DatabaseBusyError while somebody serves the database.
    """
    database = file_of(settings)
    scratch = database.with_name(f"{database.name}.restoring")
    lock = lock_of(parse_url(settings.database_url.get_secret_value()))
    if not await lock.take():
        raise DatabaseBusyError(f"the database is served by {await lock.holder()}: stop that first")
    try:
        counts = await _bring_back(copy, scratch, backup.highest_numbers(database))
        aside = backup.put_in_place(scratch, database, Clock().now())
    except OSError as error:
        raise DatabaseBusyError(f"{database} cannot be written: {error.strerror}") from error
    finally:
        backup.remove(scratch)
        await lock.give_back()
    lines = [f"{database} holds what {copy} held: {backup.in_words(counts)}"]
    if aside is not None:
        lines.append(f"the database before it stands in {aside}")
    lines.append("what the copy had queued is held, it may have been sent since: see python -m bot outbox")
    return "\n".join(lines)


def file_of(settings: Settings) -> Path:
    """The file of the database; raises DatabaseUnavailableError where it is no file."""
    url = parse_url(settings.database_url.get_secret_value())
    if url.get_backend_name() != "sqlite":
        raise DatabaseUnavailableError("copies of PostgreSQL are made by its own programs: pg_dump and pg_restore")
    return Path(url.database or "")

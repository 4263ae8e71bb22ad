"""Copies of an SQLite database: made while others write, checked before they are called copies, and brought back."""

import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import sleep

from storage.database import PRIVATE
from storage.errors import DatabaseBusyError, DatabaseUnavailableError

Counts = Mapping[str, int]
"""Rows of every table."""

PAGES_AT_ONCE = 1_000
"""Some four megabytes, after which the disk gets time for others."""
REST = 0.005
STEPS = 200_000
"""Of SQLite's work, after which what was written is brought to the disk."""
BUSY_SECONDS = 30.0
GAP = 1_000
"""Numbers left out where nobody knows how many were given."""
STAMP = "%Y%m%dT%H%M%SZ"
NAME = re.compile(r"bot-(\d{8}T\d{6}Z)\.db")


@dataclass(frozen=True)
class BackupCopy:
    path: Path
    counts: Counts

    def __str__(self) -> str:
        rows, size = sum(self.counts.values()), self.path.stat().st_size / 1e6
        return (
            f"{self.path}: {size:,.1f} MB, {len(self.counts)} tables, {rows:,} rows, {self.counts['people']:,} people"
        )


def back_up(database: Path, target: Path) -> BackupCopy:
    """Copies the state of one moment to `target`, in whose place a copy of before stands until the new one is checked.

    What was deleted is not in it: the pages are copied first, which keeps nobody waiting, and then only what is alive.
    Raises DatabaseUnavailableError where the database or the copy is not sound.
    """
    raw, part = _ending(target, ".raw"), _ending(target, ".part")
    try:
        with _in_words(database):
            counts = _copy_pages(database, raw)
            copy_rows(raw, part)
        if check(part) != counts:
            raise DatabaseUnavailableError(f"{part} does not hold what {database} holds")
        _sync(part)
        part.replace(target)
        _sync(target.parent)
    finally:
        for path in (raw, part):
            remove(path)
    return BackupCopy(target, counts)


def check(path: Path) -> Counts:
    """Reads all of a copy and counts its rows; raises DatabaseUnavailableError where it is not sound."""
    if not path.is_file():
        raise DatabaseUnavailableError(f"there is no file {path}")
    with _in_words(path), closing(_open(path, "ro")) as connection:
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if said != "ok":
            raise DatabaseUnavailableError(f"{path} is damaged: {said}")
        if lost := connection.execute("PRAGMA foreign_key_check").fetchone():
            raise DatabaseUnavailableError(f"{path}: rows of {lost[0]} name rows of {lost[2]} that are not there")
        counts = _count(connection)
    if not {"people", "alembic_version"} <= counts.keys():
        raise DatabaseUnavailableError(f"{path} is no database of this bot")
    return counts


def bring_back(copy: Path, scratch: Path) -> Counts:
    """Writes what a copy holds to a new file; raises DatabaseUnavailableError where anything is missing there."""
    counts = check(copy)
    with _in_words(copy):
        copy_rows(copy, scratch)
    if check(scratch) != counts:
        raise DatabaseUnavailableError(f"what {copy} holds could not be brought back")
    return counts


def go_on_from(scratch: Path, given: Mapping[str, int]) -> None:
    """Numbers go on behind those that were given since the copy was made.

    Where that is not known, because the database of that time is lost, they go on after a gap.
    """
    with _in_words(scratch), closing(_open(scratch, "rw")) as connection:
        rows = connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
        for name, number in rows:
            known = given.get(name, 0)
            following = known if known >= number else number + GAP
            connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (following, name))


def put_in_place(scratch: Path, database: Path, now: datetime) -> Path | None:
    """Replaces the database by a file; says where the replaced one stands. Nobody may have it open.

    At every moment one of the two stands in its place.
    """
    with _in_words(scratch), closing(_open(scratch, "rw")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    _sync(scratch)
    aside = _set_aside(database, now) if database.exists() else None
    scratch.replace(database)
    _sync(database.parent)
    return aside


def _set_aside(database: Path, now: datetime) -> Path:
    """What is not in the file yet goes along: beside another file it would spoil that one."""
    aside = database.with_name(f"{database.name}.replaced-{now:{STAMP}}")
    with suppress(sqlite3.DatabaseError), closing(_open(database, "rw")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    os.link(database, aside)
    for end in ("-wal", "-shm"):
        if (part := _ending(database, end)).exists():
            part.replace(_ending(aside, end))
    return aside


def highest_numbers(database: Path) -> Mapping[str, int]:
    """The highest number that each table has given, as far as a file can be read."""
    if not database.is_file():
        return {}
    try:
        with closing(_open(database, "ro")) as connection:
            return dict(connection.execute("SELECT name, seq FROM sqlite_sequence"))
    except sqlite3.DatabaseError:
        return {}


def in_words(counts: Counts) -> str:
    return f"{len(counts)} tables, {sum(counts.values()):,} rows, {counts['people']:,} people"


def people_in(copy: Path) -> int:
    """0 where it cannot be read."""
    with suppress(sqlite3.DatabaseError), closing(_open(copy, "ro")) as connection:
        return int(connection.execute("SELECT count(*) FROM people").fetchone()[0])
    return 0


def copies(folder: Path) -> list[tuple[datetime, Path]]:
    """Copies that were made for a folder, the oldest first."""
    found = ((NAME.fullmatch(path.name), path) for path in folder.glob("bot-*.db"))
    return sorted((datetime.strptime(name[1], STAMP).replace(tzinfo=UTC), path) for name, path in found if name)


def name_at(now: datetime) -> str:
    return f"bot-{now:{STAMP}}.db"


def rotate(folder: Path, keep: int) -> list[Path]:
    """Deletes the oldest copies but `keep`, and says which."""
    old = [path for _, path in copies(folder)[:-keep]]
    for path in old:
        path.unlink()
    return old


def remove(database: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        _ending(database, end).unlink(missing_ok=True)


def _ending(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


def _copy_pages(source: Path, target: Path) -> Counts:
    """Everything as it is at one moment, whatever is written meanwhile; and its rows, counted at the same moment."""
    with closing(_open(source, "rw")) as live, closing(_new(target)) as copy, _written_evenly(target) as rest:
        live.execute("BEGIN")  # with the first look this connection sees one state until it ends
        counts = _count(live)
        live.backup(copy, pages=PAGES_AT_ONCE, progress=rest)
    return counts


def copy_rows(source: Path, target: Path) -> None:
    """Writes every row to a new file: what was deleted leaves no trace in it."""
    _new(target).close()
    with closing(_open(source, "ro")) as connection, _written_evenly(target) as rest:
        connection.set_progress_handler(rest, STEPS)
        connection.execute("VACUUM INTO ?", (str(target),))


@contextmanager
def _written_evenly(target: Path) -> Iterator[Callable[..., None]]:
    """To be called from time to time: brings to the disk what was written, and rests.

    All at the end, or much at once, everybody would wait who brings something else to the disk.
    """
    with target.open("rb") as file:

        def rest(*_: int) -> None:
            os.fdatasync(file.fileno())
            sleep(REST)

        yield rest


def _count(connection: sqlite3.Connection) -> Counts:
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    tables = [name for (name,) in connection.execute(names)]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in sorted(tables)}  # noqa: S608  names of the database itself


def _open(path: Path, mode: str) -> sqlite3.Connection:
    address = f"{path.resolve().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_SECONDS)


def _new(path: Path) -> sqlite3.Connection:
    """An empty file that nobody else may read."""
    remove(path)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE))
    return _open(path, "rw")


def _sync(path: Path) -> None:
    """Brings a file to the disk, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise DatabaseBusyError(f"{path} cannot be copied: {error}") from error
    except sqlite3.DatabaseError as error:
        raise DatabaseUnavailableError(f"{path} cannot be copied: {error}") from error

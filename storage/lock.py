"""One lock a database, held as long as somebody serves it: two that send would send everything twice."""

import asyncio
import fcntl
import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from sqlalchemy import NullPool, bindparam, func, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import PRIVATE
from storage.errors import DatabaseBusyError, DatabaseUnavailableError, unusable
from storage.postgresql import engine

KEY = 4_726_102_001
"""What PostgreSQL knows our lock by: any number that no other program in the same database takes."""
STANDBY_KEY = KEY + 1
ANSWER_SECONDS = 2.0
"""A server that says nothing for so long may have given the lock to somebody else."""
ALIVE = {"tcp_keepalives_idle": "2", "tcp_keepalives_interval": "1", "tcp_keepalives_count": "2"}
"""So the server notices within some seconds that the machine is gone which has the lock."""
TAKE = select(func.pg_try_advisory_lock(bindparam("key")))
HOLDER = text(
    "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "AND (classid::bigint << 32) + objid::bigint = :key"
)


class Lock(Protocol):
    """Held by one process at a time, and given back when that process dies, however it dies."""

    async def take(self) -> bool:
        """Whether it is ours now."""

    async def kept(self) -> bool:
        """Whether it is still ours."""

    async def holder(self) -> str | None:
        """Who else holds it, in words for the operator; None where nobody does."""

    async def give_back(self) -> None: ...


def lock_of(url: URL) -> Lock:
    """The lock of a database. Its methods raise DatabaseUnavailableError where the database cannot be reached."""
    return FileLock(Path(url.database or "")) if url.get_backend_name() == "sqlite" else SessionLock(url)


def standby_lock_of(url: URL) -> Lock:
    """Held by whoever stands by, so that the one that serves can see it."""
    if url.get_backend_name() == "sqlite":
        return FileLock(Path(url.database or ""), end="standby")
    return SessionLock(url, STANDBY_KEY)


class FileLock:
    """A lock on a file beside that of SQLite (flock): the system gives it back with the process.

    It is lost where somebody deletes that file, or puts another one in the place of the database's.
    """

    def __init__(self, database: Path, end: str = "lock") -> None:
        self.database = database.resolve()
        self.path = self.database.with_name(f"{self.database.name}.{end}")
        self._file: int | None = None
        self._database_number: int | None = None

    async def take(self) -> bool:
        file = _open(self.path, os.O_RDWR | os.O_CREAT)
        if not _lock(file, fcntl.LOCK_EX) or _number(self.path) != os.fstat(file).st_ino:
            os.close(file)
            return False
        os.ftruncate(file, 0)
        os.pwrite(file, f"process {os.getpid()} of {socket.gethostname()}".encode(), 0)
        self._file = file
        return True

    async def kept(self) -> bool:
        if self._file is None or _number(self.path) != os.fstat(self._file).st_ino:
            return False
        if self._database_number is None:
            self._database_number = _number(self.database)
        return self._database_number == _number(self.database)

    async def holder(self) -> str | None:
        if not self.path.exists():
            return None
        file = _open(self.path, os.O_RDONLY)
        try:
            if _lock(file, fcntl.LOCK_SH):
                return None
            return os.read(file, 200).decode(errors="replace") or "another process"
        finally:
            os.close(file)

    async def give_back(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _open(path: Path, how: int) -> int:
    try:
        return os.open(path, how, PRIVATE)
    except OSError as error:
        raise DatabaseUnavailableError(f"{path} cannot be opened: {error.strerror}") from error


def _lock(file: int, kind: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(file, kind | fcntl.LOCK_NB)
        return True
    return False


def _number(path: Path) -> int | None:
    """What the system knows a file by, whatever it is called."""
    with suppress(FileNotFoundError):
        return path.stat().st_ino
    return None


class SessionLock:
    """A lock of a session of PostgreSQL: the server gives it back with the connection."""

    def __init__(self, url: URL, key: int = KEY) -> None:
        self._key = key
        self._engine = engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT", server_settings=ALIVE)
        self._connection: AsyncConnection | None = None
        self._ours = False

    async def take(self) -> bool:
        """Its connection stays open: whoever stands by looks often."""
        try:
            if self._connection is None:
                self._connection = await self._engine.connect()
            self._ours = bool((await self._connection.execute(TAKE, {"key": self._key})).scalar())
        except DBAPIError as error:
            await self.give_back()
            raise unusable(error) from error
        except OSError as error:
            raise DatabaseBusyError(f"the database cannot be reached: {error}") from error
        return self._ours

    async def kept(self) -> bool:
        if self._connection is None or not self._ours:
            return False
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._connection.execute(text("SELECT 1"))
        except (DBAPIError, OSError):
            self._ours = False
        return self._ours

    async def holder(self) -> str | None:
        try:
            async with self._engine.connect() as connection:
                process = (await connection.execute(HOLDER, {"key": self._key})).scalar()
        except (DBAPIError, OSError):
            return None
        return f"session {process} of the database server" if process else None

    async def give_back(self) -> None:
        self._ours = False
        if self._connection is not None:
            with suppress(DBAPIError, OSError):
                await self._connection.close()
            self._connection = None
        await self._engine.dispose()

"""The database: how units of work begin and end. Queries live beside their tables and never commit."""

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, CursorResult, Engine, Executable, StaticPool, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_TIMEOUT_MS = 5_000
WRITERS = 4
"""Connections for writing, where the database takes several writers at once."""
READ_ONLY: dict[str, Any] = {"isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True}
"""No transaction to begin and end around a single query."""


class DatabaseUnavailableError(Exception):
    """The database cannot be opened or written; the message is meant for the operator."""


class Reader(Protocol):
    """What a query needs of a connection."""

    async def execute(
        self, statement: Executable, parameters: Mapping[str, Any] | None = None, /
    ) -> CursorResult[Any]: ...


class Database:
    """Two kinds of unit of work: reading, and writing in one transaction.

    SQLite has a single writer, so writers of this process queue here, in order, instead of spinning on its lock.
    """

    def __init__(self, url: str) -> None:
        self.url = parse_url(url)
        on_sqlite = self.url.get_backend_name() == "sqlite"
        self._lookups = _lookups(self.url) if on_sqlite else None
        self._reader = _engine(self.url, **READ_ONLY)
        self._writer = _engine(self.url, pool_size=1 if on_sqlite else WRITERS)
        if on_sqlite:
            event.listen(self._writer.sync_engine, "begin", _begin_at_once)
        self._turn = asyncio.Semaphore(1 if on_sqlite else WRITERS)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reader]:
        """A connection for looking up the few rows of one person.

        SQLite answers such a query in less time than it takes to wake another thread, so it is asked on the spot.
        """
        if self._lookups is None:
            async with self._reader.connect() as connection:
                yield connection
        else:
            with self._lookups.connect() as connection:
                yield _OnTheSpot(connection)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: committed at the end, rolled back on any error. Never held across a network call."""
        async with self._turn, self._writer.begin() as connection:
            yield connection

    async def close(self) -> None:
        if self._lookups is not None:
            self._lookups.dispose()
        await self._reader.dispose()
        await self._writer.dispose()


class _OnTheSpot:
    """A Reader that executes in the event loop's own thread."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def execute(self, statement: Executable, parameters: Mapping[str, Any] | None = None, /) -> CursorResult[Any]:
        return self._connection.execute(statement, parameters)


def parse_url(text: str) -> URL:
    """A database URL; raises DatabaseUnavailableError with one clear sentence where it is none."""
    try:
        url = make_url(text)
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise DatabaseUnavailableError(f"DATABASE_URL is not understood: {error}") from error
    if url.get_backend_name() == "sqlite" and url.get_driver_name() != "aiosqlite":
        raise DatabaseUnavailableError("DATABASE_URL: SQLite needs the form sqlite+aiosqlite:///path")
    if url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}:
        raise DatabaseUnavailableError("DATABASE_URL names no file: SQLite needs the form sqlite+aiosqlite:///path")
    return url


def _lookups(url: URL) -> Engine:
    """An engine with one connection, always open."""
    engine = create_engine(url.set(drivername="sqlite"), poolclass=StaticPool, hide_parameters=True, **READ_ONLY)
    event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _engine(url: URL, **options: Any) -> AsyncEngine:
    if url.get_backend_name() == "sqlite":
        _make_room(Path(url.database or ""))
    try:
        engine = create_async_engine(url, max_overflow=0, hide_parameters=True, **options)
    except ModuleNotFoundError as error:
        raise DatabaseUnavailableError(f"DATABASE_URL needs a package that is not installed: {error.name}") from error
    if url.get_backend_name() == "sqlite":
        event.listen(engine.sync_engine, "connect", _set_up_sqlite)
    return engine


def _make_room(path: Path) -> None:
    """Makes the folder of a database file; raises DatabaseUnavailableError where none can be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnavailableError(f"the folder of the database cannot be made: {error}") from error
    if path.is_dir():
        raise DatabaseUnavailableError(f"the database cannot be written: {path} is a folder")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise DatabaseUnavailableError(f"the database cannot be written: {path} lacks the permission")


def _set_up_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions begin where we say, see below
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_at_once(connection: Connection) -> None:
    """Takes the write lock at once: a transaction that reads first could otherwise fail when it comes to write."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def explain(error: DBAPIError) -> str:
    """The reason of a database error without the statement and its values (they may be personal)."""
    return str(error.orig).splitlines()[0] if error.orig else type(error).__name__

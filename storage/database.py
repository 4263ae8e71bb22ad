"""The database: how units of work begin and end. Queries live beside their tables and never commit."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import CursorResult, Dialect, Executable, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage import postgresql
from storage.errors import DatabaseUnavailableError
from storage.postgresql import connected
from storage.prepared import Lookup, PreparedChange
from storage.sqlite import (
    LARGE_LOG,
    LogSync,
    OnTheSpot,
    ShortWork,
    cut_off_log,
    heed_references,
    log_size,
    sample,
    set_up,
    write_at_once,
)

PRIVATE = 0o600
"""Rights of files that hold what people wrote: nobody else may read them."""
CONNECTIONS = 16
"""To a server, half of them for writing, and one for saying that this process lives."""


class Reader(Protocol):
    """What a query needs of a connection."""

    async def execute(
        self, statement: Executable, parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None, /
    ) -> CursorResult[Any]: ...


async def look_up(connection: Reader, lookup: Lookup, values: Mapping[str, Any]) -> Sequence[Any]:
    """The rows that it finds, with a field for each of its columns."""
    if isinstance(connection, OnTheSpot):
        return connection.look_up(lookup, values)
    return (await connection.execute(lookup.statement, values)).all()


class Writer(Reader, Protocol):
    """What a change needs of a connection: a transaction that somebody else commits."""

    @property
    def dialect(self) -> Dialect: ...


async def change(connection: Writer, prepared: PreparedChange, rows: Sequence[Mapping[str, Any]]) -> Sequence[Any]:
    """Changes what each of the rows says, at least one; what is returned of all."""
    if isinstance(connection, OnTheSpot):
        return connection.change(prepared, rows)
    outcome = await connection.execute(prepared.statement, rows)
    return outcome.all() if outcome.returns_rows else ()


fence: ContextVar[Callable[[Writer], Awaitable[None]] | None] = ContextVar("fence", default=None)
"""Asked at the beginning of each short transaction on a server: raises where whoever writes must not any more."""


class Database:
    """Four kinds of unit of work: reading, and writing in one transaction, each either short or long.

    Short is what touches a few rows, as every tap does. With SQLite it is done on the spot, while long work has a
    thread of its own, so that nobody waits for it. SQLite has a single writer; writers of this process queue here, in
    order, instead of spinning on its lock, so long writing comes in portions. PostgreSQL has as many writers as there
    are connections: who changes what they have read locks it (`with_for_update`), or has a constraint say no.
    """

    def __init__(self, url: str, connections: int = CONNECTIONS) -> None:
        self.url = parse_url(url)
        on_sqlite = self.url.get_backend_name() == "sqlite"
        self._short = ShortWork(self.url) if on_sqlite else None
        self._log_sync = LogSync(Path(self.url.database or "")) if on_sqlite else None
        writers = 1 if on_sqlite else connections // 2
        looks_up = {"isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True}
        if on_sqlite:
            self._reader = _engine(self.url, **looks_up)
            self._writer = _engine(self.url, pool_size=writers)
            write_at_once(self._writer.sync_engine)
        else:
            self._reader = _of_server(self.url, connections - writers - 1, **looks_up)
            self._writer = _of_server(self.url, writers, execution_options={postgresql.WRITES: True})
            self._sign_of_life = _of_server(self.url, 1)
        self._turn = asyncio.Semaphore(writers)
        self._log_holds_what_is_gone = on_sqlite
        """At a start, too: nobody knows what the last process deleted before its end."""

    @property
    def shared(self) -> bool:
        """Whether several processes may serve it at once."""
        return self._short is None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reader]:
        """A connection for queries that find a few rows by their keys."""
        if self._short is not None:
            yield self._short.reading()
        else:
            async with connected(self._reader) as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Writer]:
        """A transaction that changes a few rows: committed at the end, rolled back on any error.

        Never held across a network call.
        """
        async with self._turn:
            if self._short is not None:
                async with self._short.writing() as short:
                    yield short
            else:
                async with connected(self._writer) as connection, connection.begin():
                    if (check := fence.get()) is not None:
                        await check(connection)
                    yield connection

    @asynccontextmanager
    async def signing(self) -> AsyncIterator[Writer]:
        """A transaction by which others see that this process lives: it waits for nobody here, however many write.

        Where several processes serve a database.
        """
        async with connected(self._sign_of_life) as connection, connection.begin():
            yield connection

    @asynccontextmanager
    async def scanning(self) -> AsyncIterator[AsyncConnection]:
        """A connection for queries that go through many rows.

        On PostgreSQL they see one moment, and a result may be read in parts: that takes a transaction there.
        """
        async with connected(self._reader) as connection:
            if self._short is not None:
                yield connection
                return
            await connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            async with connection.begin():
                yield connection

    @asynccontextmanager
    async def bulk_writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that changes many rows. Every other writer waits for it: keep it under a tenth of a second."""
        async with self._turn, connected(self._writer) as connection, connection.begin():
            yield connection

    @asynccontextmanager
    async def migrating(self) -> AsyncIterator[AsyncConnection]:
        """A transaction in which tables may be rebuilt: SQLite would delete what hangs on a table that is replaced.

        One at a time, also of several processes.
        """
        if self._short is None:
            async with postgresql.migrating(self.url) as connection:
                yield connection
            return
        async with self._turn, self._writer.connect() as connection:
            await heed_references(connection, heed=False)
            try:
                async with connection.begin():
                    yield connection
            finally:
                await heed_references(connection, heed=True)

    async def checkpoint(self) -> None:
        """Moves what was written from SQLite's log to its file; to be done every few seconds.

        A log that has grown large is cut off, in the moment when hardly anything of it is left to be moved.
        """
        if self._short is None:
            return
        async with self._reader.connect() as connection:
            await connection.execute(text("PRAGMA wal_checkpoint(PASSIVE)"))
            if self._log_holds_what_is_gone or log_size(self.url) > LARGE_LOG:
                async with self._turn:
                    self._log_holds_what_is_gone = not await cut_off_log(connection)

    def forget_log(self) -> None:
        """What the transaction deletes is to leave SQLite's log as well: with the next checkpoint it is cut off."""
        self._log_holds_what_is_gone = self._short is not None

    async def optimize(self) -> None:
        """Has SQLite look at what the tables hold by now, a sample of each; to be done every few hours."""
        if self._short is not None:
            async with self.bulk_writing() as connection:
                await sample(connection)

    async def sync(self) -> None:
        """Waits until what was committed before survives a power cut too; raises OSError where the disk fails.

        Several who wait at once pay for one. PostgreSQL's commits have waited already.
        """
        if self._log_sync is not None:
            await self._log_sync()

    async def close(self) -> None:
        if self._log_sync is not None:
            self._log_sync.close()
        if self._short is not None:
            self._short.close()
        else:
            await self._sign_of_life.dispose()
        await self._reader.dispose()
        await self._writer.dispose()


def parse_url(text: str) -> URL:
    """A database URL; raises DatabaseUnavailableError with one clear sentence where it is none of ours."""
    try:
        url = make_url(text)
        driver = f"{url.get_backend_name()}+{url.get_driver_name()}"
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise DatabaseUnavailableError(f"DATABASE_URL is not understood: {error}") from error
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, driver)
    if driver != "postgresql+asyncpg":
        raise DatabaseUnavailableError(
            "DATABASE_URL: this bot knows sqlite+aiosqlite:///path and postgresql+asyncpg://user:password@host/name"
        )
    return url


def _sqlite(url: URL, driver: str) -> URL:
    form = "SQLite needs the form sqlite+aiosqlite:///path"
    if driver != "sqlite+aiosqlite":
        raise DatabaseUnavailableError(f"DATABASE_URL: {form}")
    if url.host or url.username or url.port:
        raise DatabaseUnavailableError(f"DATABASE_URL names a server: {form}")
    if url.database in {None, "", ":memory:"} or str(url.database).startswith("file:"):
        raise DatabaseUnavailableError(f"DATABASE_URL names no file: {form}")
    if url.query:
        raise DatabaseUnavailableError(f"DATABASE_URL: SQLite takes no options here, leave out {', '.join(url.query)}")
    return url


def is_there(url: URL) -> bool:
    """Whether somebody has made it; what a server keeps is found out by asking."""
    return url.get_backend_name() != "sqlite" or Path(url.database or "").exists()


def name_of(url: URL) -> str:
    """What to call a database in the log: no user, no password."""
    if url.get_backend_name() == "sqlite":
        return f"{url.database} (SQLite)"
    return f"{url.database} at {url.host or 'this machine'} (PostgreSQL)"


def _engine(url: URL, **options: Any) -> AsyncEngine:
    _make_room(Path(url.database or ""))
    engine = create_async_engine(url, max_overflow=0, hide_parameters=True, **options)
    event.listen(engine.sync_engine, "connect", set_up)
    return engine


def _of_server(url: URL, size: int, **options: Any) -> AsyncEngine:
    try:
        return postgresql.pooled(url, size, **options)
    except ModuleNotFoundError as error:
        raise DatabaseUnavailableError(
            f"DATABASE_URL needs a package that is not installed: {error.name} (python -m pip install '.[postgres]')"
        ) from error


def _make_room(path: Path) -> None:
    """Makes a database file that nobody else may read, and its folder.

    Raises DatabaseUnavailableError where none can be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise DatabaseUnavailableError(f"the folder of the database cannot be made: {error}") from error
    try:
        if path.is_dir():
            raise DatabaseUnavailableError(f"the database cannot be written: {path} is a folder")
        if path.exists() and not path.is_file():
            raise DatabaseUnavailableError(f"the database cannot be written: {path} is no file")
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE))
    except OSError as error:
        raise DatabaseUnavailableError(f"the database cannot be written: {path}: {error.strerror}") from error

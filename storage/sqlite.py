"""SQLite asked on the spot: a short statement takes less time than it takes to wake another thread."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Connection, CursorResult, Dialect, Engine, Executable, StaticPool, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.engine.base import RootTransaction
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.pool import ConnectionPoolEntry

from storage.lookups import Lookup

BUSY_SECONDS = 5.0
"""How long another process may hold the write lock before a transaction is given up."""
PAUSE_SECONDS = 0.02
LARGE_LOG = 64 * 2**20
"""Bytes: the log is cut off where it has grown larger in busy hours."""
SAMPLE = 400
"""Rows of each index that tell how its values are spread: so few that it takes some hundredths of a second."""
OUTAGES = ("locked", "busy", "full", "disk I/O", "unable to open")
"""Words by which it says that it cannot just now, whatever it is asked."""


class OnTheSpot:
    """A connection that executes in the event loop's own thread; used like an AsyncConnection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def dialect(self) -> Dialect:
        return self._connection.dialect

    async def execute(
        self, statement: Executable, parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None, /
    ) -> CursorResult[Any]:
        return self._connection.execute(statement, parameters)

    def look_up(self, lookup: Lookup, values: Mapping[str, Any]) -> Sequence[Any]:
        """The rows that it finds.

        Errors are SQLAlchemy's, whoever met them: what failed is asked once more by its way, and nothing is changed.
        """
        driver = self._connection.connection.dbapi_connection
        compiled = lookup.compiled
        if compiled is not None and driver is not None:
            with closing(driver.cursor()) as cursor, suppress(sqlite3.Error):
                cursor.execute(compiled.text, compiled.parameters(values))
                return compiled.rows(cursor.fetchall())
        rows = self._connection.execute(lookup.statement, values).all()
        lookup.compile(self.dialect)
        return rows


class LogSync:
    """Brings SQLite's log to the disk (fsync), once for all who wait for it.

    Commits do not wait for the disk (`synchronous=NORMAL`), so a power cut may lose the last of them, though a kill
    loses none. Whoever tells somebody else that something is kept waits here first.
    """

    def __init__(self, database: Path) -> None:
        self._log = Path(f"{database}-wal")
        self._turn = asyncio.Lock()
        self._asked = 0
        self._synced = 0
        self._known: int | None = None
        """The inode of the log whose name is on the disk."""

    async def __call__(self) -> None:
        """Waits until everything is on the disk that was committed before; raises OSError where the disk fails."""
        self._asked += 1
        mine = self._asked
        async with self._turn:
            if self._synced < mine:
                covered = self._asked
                await asyncio.to_thread(self._sync)
                self._synced = covered

    def _sync(self) -> None:
        try:
            descriptor = os.open(self._log, os.O_RDONLY)
        except FileNotFoundError:
            return  # all of it is in the database's own file
        try:
            os.fsync(descriptor)
            inode = os.fstat(descriptor).st_ino
        finally:
            os.close(descriptor)
        if inode != self._known:
            folder = os.open(self._log.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
            self._known = inode


class ShortWork:
    """Two connections, one to look things up and one to write; both stay open."""

    def __init__(self, url: URL) -> None:
        self._reader = _engine(url, isolation_level="AUTOCOMMIT", skip_autocommit_rollback=True)
        self._writer = _engine(url)
        write_at_once(self._writer)
        event.listen(self._writer, "connect", _never_wait)
        self._lookups: OnTheSpot | None = None

    def reading(self) -> OnTheSpot:
        if self._lookups is None:
            self._lookups = OnTheSpot(self._reader.connect())
        return self._lookups

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[OnTheSpot]:
        with self._writer.connect() as connection:
            transaction = await _begin(connection)
            with transaction:
                yield OnTheSpot(connection)

    def close(self) -> None:
        self._reader.dispose()
        self._writer.dispose()


def _milliseconds() -> int:
    return int(1000 * BUSY_SECONDS)


def set_up(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions begin where we say
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={_milliseconds()}",
        f"journal_size_limit={LARGE_LOG}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def log_size(url: URL) -> int:
    """Bytes of what was written and is not in the database's own file yet, or was left there for the next to use."""
    try:
        return Path(f"{url.database}-wal").stat().st_size
    except FileNotFoundError:
        return 0


async def cut_off_log(connection: AsyncConnection) -> bool:
    """Whoever reads for long is not waited for: everybody who writes would wait along. False where somebody does."""
    await connection.exec_driver_sql("PRAGMA busy_timeout=0")
    try:
        outcome = (await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")).one()
        return int(outcome.busy) == 0
    finally:
        await connection.exec_driver_sql(f"PRAGMA busy_timeout={_milliseconds()}")


def write_at_once(engine: Engine) -> None:
    """Its transactions change something, and hold nobody up who does so, too."""
    event.listen(engine, "connect", _leave_checkpoints)
    event.listen(engine, "begin", _begin_at_once)


def _begin_at_once(connection: Connection) -> None:
    """Takes the write lock at once: a transaction that reads first could otherwise fail when it comes to write."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _engine(url: URL, **options: Any) -> Engine:
    engine = create_engine(url.set(drivername="sqlite"), poolclass=StaticPool, hide_parameters=True, **options)
    event.listen(engine, "connect", set_up)
    return engine


def _leave_checkpoints(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """No transaction may wait for the disk, because everybody who writes would wait with it."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA wal_autocheckpoint=0")
    cursor.close()


def _never_wait(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Nor for another process: not in the loop's own thread."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=0")
    cursor.close()


async def _begin(connection: Connection) -> RootTransaction:
    """Begins when the write lock is free; raises OperationalError where it is held too long."""
    end = monotonic() + BUSY_SECONDS
    while True:
        try:
            return connection.begin()
        except OperationalError as error:
            if "locked" not in str(error.orig) or monotonic() > end:
                raise
        await asyncio.sleep(PAUSE_SECONDS)


async def heed_references(connection: AsyncConnection, *, heed: bool) -> None:
    """Past SQLAlchemy, which would begin a transaction first: within one it does nothing."""
    raw = await connection.get_raw_connection()
    assert raw.driver_connection is not None  # noqa: S101  it is connected
    await raw.driver_connection.execute(f"PRAGMA foreign_keys={'ON' if heed else 'OFF'}")


async def sample(connection: AsyncConnection) -> None:
    """Has it look at how values are spread, so that it chooses its indexes well."""
    await connection.execute(text(f"PRAGMA analysis_limit={SAMPLE}"))
    await connection.execute(text("ANALYZE"))


def passes(error: OperationalError) -> bool:
    """Whether an error is none of what was asked."""
    return any(words in str(error.orig) for words in OUTAGES)

"""SQLite asked on the spot: a short statement takes less time than it takes to wake another thread."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from time import monotonic
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, Dialect, Engine, Executable, StaticPool, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.pool import ConnectionPoolEntry

from storage.prepared import Lookup, PreparedChange, PreparedStatement

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
        """The rows that it finds."""
        return self._run(lookup, values)

    def change(self, change: PreparedChange, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
        """Changes one row after the other; what is returned of all."""
        return [found for values in rows for found in self._run(change, values)]

    def _run(self, prepared: PreparedStatement, values: Mapping[str, Any]) -> list[Any]:
        compiled = prepared.compiled(self.dialect)
        with _errors_of_the_usual_layer(compiled.text), closing(driver(self._connection).cursor()) as cursor:
            cursor.execute(compiled.text, compiled.parameters(values))
            return compiled.rows(cursor.fetchall())


def driver(connection: Connection) -> sqlite3.Connection:
    """What SQLAlchemy wraps."""
    return cast("sqlite3.Connection", connection.connection.dbapi_connection)


@contextmanager
def _errors_of_the_usual_layer(statement: str) -> Iterator[None]:
    """Raises SQLAlchemy's errors for the driver's, without the values: they may be personal."""
    try:
        yield
    except sqlite3.Error as error:
        raise DBAPIError.instance(statement, None, error, sqlite3.Error, hide_parameters=True) from error


class LogSync:
    """Brings SQLite's log to the disk (fdatasync), once for all who wait for it.

    Commits do not wait for the disk (`synchronous=NORMAL`), so a power cut may lose the last of them, though a kill
    loses none. Whoever tells somebody else that something is kept waits here first.
    """

    def __init__(self, database: Path) -> None:
        self._log = Path(f"{database}-wal")
        self._turn = asyncio.Lock()
        self._asked = 0
        self._synced = 0
        self._descriptor: int | None = None

    async def __call__(self) -> None:
        """Waits until everything is on the disk that was committed before; raises OSError where the disk fails."""
        self._asked += 1
        mine = self._asked
        async with self._turn:
            if self._synced < mine:
                covered = self._asked
                loop = asyncio.get_running_loop()
                if not self._is_open():
                    self._descriptor = await loop.run_in_executor(None, self._open)
                if self._descriptor is not None:
                    # nothing else in the other thread: each time that it needs the interpreter, it waits for the loop
                    await loop.run_in_executor(None, os.fdatasync, self._descriptor)
                self._synced = covered

    def _is_open(self) -> bool:
        """SQLite deletes its log when nobody has the database open any more, and then makes another."""
        return self._descriptor is not None and os.fstat(self._descriptor).st_nlink > 0

    def _open(self) -> int | None:
        """Brings the log's name to the disk, too. None where all of it is in the database's own file."""
        self.close()
        folder = os.open(self._log.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        try:
            return os.open(self._log, os.O_RDONLY)
        except FileNotFoundError:
            return None

    def close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


class ShortWork:
    """Two connections, one to look things up and one to write; both stay open.

    To SQLAlchemy both are without transactions: to begin and to end one is asked of the driver, for SQLAlchemy would
    take longer over it than SQLite.
    """

    def __init__(self, url: URL) -> None:
        self._reader = _engine(url)
        self._writer = _engine(url)
        event.listen(self._writer, "connect", _leave_checkpoints)
        event.listen(self._writer, "connect", _never_wait)
        self._reads: OnTheSpot | None = None
        self._writes: Connection | None = None

    def reading(self) -> OnTheSpot:
        if self._reads is None:
            self._reads = OnTheSpot(self._reader.connect())
        return self._reads

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[OnTheSpot]:
        if self._writes is None:
            self._writes = self._writer.connect()
        connection = driver(self._writes)
        await _begin(connection)
        try:
            yield OnTheSpot(self._writes)
            with _errors_of_the_usual_layer("COMMIT"):
                connection.commit()
        except BaseException:
            with _errors_of_the_usual_layer("ROLLBACK"):
                connection.rollback()
            raise

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


def _engine(url: URL) -> Engine:
    engine = create_engine(
        url.set(drivername="sqlite"),
        poolclass=StaticPool,
        hide_parameters=True,
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
    )
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


async def _begin(connection: sqlite3.Connection) -> None:
    """Begins when the write lock is free; raises OperationalError where it is held too long.

    It is taken at once: a transaction that reads first could otherwise fail when it comes to write.
    """
    end = monotonic() + BUSY_SECONDS
    while True:
        try:
            with _errors_of_the_usual_layer("BEGIN IMMEDIATE"):
                connection.execute("BEGIN IMMEDIATE")
        except OperationalError as error:
            if "locked" not in str(error.orig) or monotonic() > end:
                raise
        else:
            return
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

"""What PostgreSQL needs of its own: connections that are alive, and one kind of error for whatever cuts them off."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Dialect, NullPool, event, func, select
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.exc import InvalidatePoolError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

CONNECT_SECONDS = 5.0
STATEMENT_SECONDS = 60.0
"""Of a statement, after which the server counts as gone: far more than anything takes but a migration."""
IDLE_SECONDS = 1.0
USED_AT = "used_at"
POOL_SECONDS = 10.0
"""How long a unit of work waits for a connection while others have all of them."""
STATEMENTS_KEPT = 500
"""Prepared by each connection: more than the bot has."""
PASSING = ("08", "40", "53", "55", "57")
"""Classes of SQLSTATE that pass by themselves: no connection, a deadlock, no room, a lock, a server that stops."""
MIGRATIONS = 4_726_102_003
"""The lock that whoever migrates holds; the numbers before it are those of `storage/lock.py`."""
NUL = "\0"
WRITES = "writes"
"""An option of engines whose transactions change what they read."""
STANDBY = "25006"
"""Nothing can be written: the server is the one that takes over, and has not yet."""


class OutageError(OperationalError):
    """The database cannot just now, whatever it is asked: it is away, full, or has no connection left."""


def outage(error: BaseException) -> OutageError:
    return OutageError("", None, error, hide_parameters=True)


def passes(error: BaseException) -> bool:
    """Whether an error of the driver, or of the network, is none of what was asked."""
    state: str = getattr(error, "sqlstate", None) or ""
    return isinstance(error, OSError | PoolTimeoutError) or state.startswith(PASSING) or state == STANDBY


def engine(
    url: URL, *, patient: bool = False, server_settings: Mapping[str, str] | None = None, **options: Any
) -> AsyncEngine:
    """`patient`: for statements that may take as long as they like."""
    made = create_async_engine(
        url,
        hide_parameters=True,
        connect_args={
            "timeout": CONNECT_SECONDS,
            "command_timeout": None if patient else STATEMENT_SECONDS,
            "prepared_statement_cache_size": STATEMENTS_KEPT,
            "server_settings": dict(server_settings or {}),
        },
        **options,
    )
    event.listen(made.sync_engine, "handle_error", _tell_apart)
    event.listen(made.sync_engine, "before_cursor_execute", _without_nul, retval=True)
    return made


def pooled(url: URL, size: int, **options: Any) -> AsyncEngine:
    """Connections that are looked at before they are used: a server that was restarted has ended them all.

    Not those that were just used (as `pool_pre_ping` does): it takes as long as most of what is asked.
    """
    made = engine(url, pool_size=size, max_overflow=0, pool_timeout=POOL_SECONDS, **options)
    event.listen(made.sync_engine, "checkin", _note)
    event.listen(made.sync_engine, "checkout", partial(_look_at, made.dialect))
    return made


def _note(_: object, record: ConnectionPoolEntry) -> None:
    record.info[USED_AT] = monotonic()


def _look_at(dialect: Dialect, connection: Any, record: ConnectionPoolEntry, _: object) -> None:
    if monotonic() - record.info.get(USED_AT, monotonic()) > IDLE_SECONDS:
        try:
            dialect.do_ping(connection)
        except Exception as error:  # whatever it is, another connection is no worse
            raise InvalidatePoolError from error


def _without_nul(_: Connection, __: Any, statement: str, given: Any, *___: Any) -> tuple[str, Any]:
    """It keeps no NUL in a text, and whoever sends one means nothing by it."""
    rows = given if isinstance(given, list) else [given]
    if any(type(value) is str and NUL in value for row in rows for value in row):
        rows = [tuple(value.replace(NUL, "") if type(value) is str else value for value in row) for row in rows]
        return statement, rows if isinstance(given, list) else rows[0]
    return statement, given


def _tell_apart(context: ExceptionContext) -> OutageError | None:
    error = context.original_exception
    if not isinstance(error, Exception):  # whoever waited for it was stopped
        return None
    driver = getattr(error, "__cause__", None) or error
    if context.is_disconnect or passes(error) or passes(driver):
        return outage(error)
    return None


@asynccontextmanager
async def connected(pool: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection; raises OutageError where none can be had."""
    async with AsyncExitStack() as stack:
        try:
            connection = await stack.enter_async_context(pool.connect())
        except (OSError, PoolTimeoutError) as error:
            raise outage(error) from error
        yield connection


@asynccontextmanager
async def migrating(url: URL) -> AsyncIterator[AsyncConnection]:
    """A transaction of one process at a time: others wait here until it is over, and find nothing left to do."""
    patient = engine(url, patient=True, poolclass=NullPool)
    try:
        async with connected(patient) as connection, connection.begin():
            await connection.execute(select(func.pg_advisory_xact_lock(MIGRATIONS)))
            yield connection
    finally:
        await patient.dispose()

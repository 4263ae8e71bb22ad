"""What the operator sees of the two queues, and can put back."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from bot.clock import Clock
from storage.database import Database, Reader, is_there, parse_url
from storage.delivery import history, holds
from storage.errors import DatabaseError, DatabaseUnavailableError, unusable
from storage.migrate import check_newest
from storage.tables.delivery import OutboxKind
from storage.telegram import inbox


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """A database that is there, at its newest schema; raises DatabaseUnavailableError where it is not."""
    if not is_there(parse_url(url)):
        raise DatabaseUnavailableError("there is no database yet: start the bot, or run python -m bot migrate")
    database = Database(url)
    try:
        await check_newest(database)
        yield database
    except DatabaseError as error:
        raise unusable(error) from error
    finally:
        await database.close()


async def inbox_report(url: str, *, retry: bool) -> str:
    """Updates that were set aside, with their reasons; with `retry` they are put back first."""
    async with opened(url) as database:
        lines = []
        if retry:
            async with database.writing() as connection:
                lines.append(f"{await inbox.retry(connection)} updates are put back; a running bot takes them up soon")
        async with database.reading() as reader:
            waiting = len(await inbox.waiting(reader))
            aside = await inbox.all_set_aside(reader)
    lines.append(f"waiting: {waiting}, set aside: {len(aside)}")
    lines += [
        f"{each.update_id}  of {each.received_at:%Y-%m-%d %H:%M} UTC, {each.attempts} attempts: {each.reason}"
        for each in aside
    ]
    return "\n".join(lines)


async def outbox_report(
    url: str, *, retry: bool = False, drop: Collection[OutboxKind] = (), release: bool = False
) -> str:
    """Rows by kind and state, why rows failed, and what is held.

    Before that, with `retry` those that failed are queued, with `drop` what is held of some kinds is left unsent for
    good, and with `release` all the rest of it goes.
    """
    async with opened(url) as database:
        lines = []
        if retry:
            async with database.writing() as connection:
                lines.append(f"{await history.retry(connection, Clock().now())} rows are queued again")
        if drop or release:
            lines += await _decide(database, drop, release=release)
        async with database.scanning() as reader:
            counts = await history.counts(reader)
            reasons = await history.reasons(reader)
            lines += [f"{each.kind:<20} {each.state.value:<12}{each.count:>9,}" for each in counts]
            lines += [f"failed {kind}, {count}: {reason}" for kind, reason, count in reasons]
            lines += await _held(reader)
    return "\n".join(lines or ["the outbox is empty"])


async def _decide(database: Database, drop: Collection[OutboxKind], *, release: bool) -> list[str]:
    """About what is held since a copy of the database was brought back."""
    lines = []
    async with database.bulk_writing() as connection:
        hold = await holds.found(connection)
        if hold is None:
            return ["nothing is held"]
        if drop:
            dropped = await holds.drop(connection, hold, drop, Clock().now())
            lines.append(f"{dropped} rows of {', '.join(drop)} are never sent")
        if release:
            await holds.release(connection)
            lines.append("nothing is held any more")
    return lines


async def _held(connection: Reader) -> list[str]:
    hold = await holds.found(connection)
    if hold is None:
        return []
    kinds = [f"{kind} {number:,}" for kind, number in await holds.held(connection, hold)]
    return [
        f"held since {hold.since:%Y-%m-%d %H:%M} UTC, when a copy was brought back: {', '.join(kinds) or 'nothing'}",
        "it may have been sent since the copy was made: --drop KIND leaves it unsent, --release lets the rest go",
    ]

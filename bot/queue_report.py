"""What the operator sees of the two queues, and can put back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.exc import DBAPIError

from bot.clock import Clock
from storage.database import Database, DatabaseUnavailableError, is_there, parse_url, unusable
from storage.delivery import history
from storage.migrate import check_newest
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
    except DBAPIError as error:
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


async def outbox_report(url: str, *, retry: bool) -> str:
    """Rows by kind and state, and why rows failed; with `retry` those that failed are queued first."""
    async with opened(url) as database:
        lines = []
        if retry:
            async with database.writing() as connection:
                lines.append(f"{await history.retry(connection, Clock().now())} rows are queued again")
        async with database.reading() as reader:
            counts = await history.counts(reader)
            reasons = await history.reasons(reader)
    lines += [f"{each.kind:<20} {each.state.value:<12}{each.count:>9,}" for each in counts] or ["the outbox is empty"]
    lines += [f"failed {kind}, {count}: {reason}" for kind, reason, count in reasons]
    return "\n".join(lines)

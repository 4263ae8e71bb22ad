"""A few ticks, never a job per person: the tables say what is due."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.exc import DBAPIError

from bot.clock import Clock
from bot.profile import StaffCommands
from bot.receiving import Inbox
from bot.services.broadcasting import Broadcasts
from bot.services.planning import Planner
from bot.services.watching import Watch
from bot.services.weekly import Weekly
from storage import outbox
from storage.database import Database, explain

logger = logging.getLogger(__name__)

PLAN_SECONDS = 2
WATCH_SECONDS = 5
BROADCAST_SECONDS = 1
COMMANDS_SECONDS = 5
CHECKPOINT_SECONDS = 5
SWEEP_SECONDS = 30


@asynccontextmanager
async def ticking(
    database: Database,
    clock: Clock,
    planner: Planner,
    watch: Watch,
    weekly: Weekly,
    broadcasts: Broadcasts,
    inbox: Inbox,
    commands: StaffCommands,
) -> AsyncIterator[None]:
    """Ticks until it is left. A tick that comes late runs once; while it runs the same does not begin again."""

    async def sweep() -> None:
        async with database.writing() as connection:
            if forgotten := await outbox.recover(connection, clock.now()):
                logger.warning("%s rows of the outbox were forgotten in flight and are queued again", forgotten)
        await inbox.take_up()

    scheduler = AsyncIOScheduler(job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1})
    ticks = (
        (planner.tick, PLAN_SECONDS),
        (watch.tick, WATCH_SECONDS),
        (weekly.tick, WATCH_SECONDS),
        (broadcasts.tick, BROADCAST_SECONDS),
        (commands.tick, COMMANDS_SECONDS),
        (database.checkpoint, CHECKPOINT_SECONDS),
        (sweep, SWEEP_SECONDS),
    )
    for tick, seconds in ticks:
        scheduler.add_job(_patient(tick), "interval", seconds=seconds)
    await _patient(planner.tick)()  # reminders wait for the first plan
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


def _patient(tick: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    """A tick that the database does not let through is left to the next one, with one line in the log."""

    async def patiently() -> None:
        try:
            await tick()
        except DBAPIError as error:
            logger.error("A tick waits for the database: %s", explain(error))  # noqa: TRY400

    return patiently

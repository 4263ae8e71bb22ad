"""Parts of the bot at work in the background of a test; leaving stops them and waits for what they have begun."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app import App
from bot.delivery.worker import Delivery
from bot.telegram.polling import poll
from bot.telegram.receiving import receive
from tests.support.waiting import PATIENCE, everybody_waits, until


@asynccontextmanager
async def receiver(app: App) -> AsyncIterator[asyncio.Event]:
    """Takes updates by long polling; gives the event that stops it."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group, asyncio.timeout(PATIENCE):
        group.create_task(receive(app.inbox, stop, poll))
        try:
            yield stop
        finally:
            stop.set()


@asynccontextmanager
async def delivering(worker: Delivery) -> AsyncIterator[asyncio.Event]:
    """Sends what the outbox holds; gives the event that stops it."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group, asyncio.timeout(PATIENCE):
        group.create_task(worker.run(stop))
        try:
            yield stop
        finally:
            stop.set()


async def looked(worker: Delivery) -> None:
    """Until the worker has looked for what is due and found nothing more."""
    await everybody_waits()
    worker.queued.set()
    await until(lambda: not worker.queued.is_set())

"""Two bots over one PostgreSQL, as two machines would have them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from bot.app import App
from bot.demo.telegram import Telegram
from bot.settings import Settings
from bot.telegram.raw_updates import stored
from bot.telegram.receiving import Inbox, receive
from tests.conftest import MovableClock, at_full_speed
from tests.support.waiting import PATIENCE


async def nothing(_: Inbox) -> None:
    """Updates are brought by the test."""


@asynccontextmanager
async def at_work(app: App) -> AsyncIterator[asyncio.Event]:
    """Handles what is brought to it; gives the event that stops it."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group, asyncio.timeout(PATIENCE):
        group.create_task(receive(app.inbox, stop, nothing))
        await asyncio.sleep(0)
        try:
            yield stop
        finally:
            stop.set()


@pytest.fixture
async def apps(settings: Settings, telegram: Telegram, clock: MovableClock) -> AsyncIterator[tuple[App, App]]:
    made = tuple(at_full_speed(settings, telegram, clock) for _ in range(2))
    yield made[0], made[1]
    for app in made:
        await app.close()


@pytest.fixture
async def replicas(apps: tuple[App, App]) -> AsyncIterator[tuple[App, App]]:
    async with AsyncExitStack() as stack:
        for app in apps:
            await stack.enter_async_context(at_work(app))
        yield apps


class Balancer:
    """Takes from Telegram what waits there, and brings each update to the replica that a test names."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram
        self._offset = 0

    async def bring(self, *apps: App) -> None:
        """The first update to the first, the second to the second, all at once."""
        raw = await self.telegram.updates(offset=self._offset, timeout=0)
        assert len(raw) == len(apps)
        self._offset = raw[-1]["update_id"] + 1
        entries = [entry for each in raw if (entry := stored(each)) is not None]
        await asyncio.gather(
            *(app.inbox.take([entry], entry.update_id - 1000) for app, entry in zip(apps, entries, strict=True))
        )


@pytest.fixture
def balancer(telegram: Telegram) -> Balancer:
    return Balancer(telegram)

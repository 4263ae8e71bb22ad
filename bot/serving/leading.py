"""Several processes over one PostgreSQL: all handle what people do, and one leads.

Whoever leads sends what the bot says by itself, ticks, and tells Telegram where the bot is. What the others keep in
memory follows what anybody changes.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import aclosing
from typing import Any

from bot.app import App
from bot.scheduler import ticking
from bot.services.contests import publication
from bot.services.staff.membership import load_access
from bot.serving.standby import stand_by, watch
from bot.spells import Spell
from bot.telegram.profile import set_up_profile
from storage import news
from storage.errors import DatabaseError, DatabaseUnavailableError, explain
from storage.lock import Lock
from storage.news import NewsTopic

logger = logging.getLogger(__name__)

REST_SECONDS = 1.0
"""Before the first message: whoever led before may have sent as many as Telegram allows in a second."""
PAUSE_SECONDS = 0.5


async def lead(app: App, lock: Lock, stop: asyncio.Event, alone: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Leads whenever nobody else does, until it is stopped. `alone` is for one process at a time, and never ends."""
    away = Spell(logger, "Somebody can lead again")
    while not stop.is_set():
        try:
            if not await stand_by(lock, stop):
                return
        except DatabaseUnavailableError as error:
            away.met(f"Nobody can lead: {error}")
            await asyncio.sleep(PAUSE_SECONDS)
            continue
        away.passed()
        logger.info("This process leads")
        await _lead(app, lock, stop, alone)
        await lock.give_back()


async def _lead(app: App, lock: Lock, stop: asyncio.Event, alone: Callable[[], Coroutine[Any, Any, None]]) -> None:
    over = asyncio.Event()
    await asyncio.sleep(REST_SECONDS)
    async with asyncio.TaskGroup() as group, ticking(app):
        background = [
            group.create_task(set_up_profile(app.bot, app.texts)),
            group.create_task(alone()),
            group.create_task(watch(lock, over)),
            group.create_task(_pass_on(stop, over)),
        ]
        sending = group.create_task(app.delivery.run(over))
        await over.wait()
        for task in background:
            task.cancel()
        await sending


async def _pass_on(stop: asyncio.Event, over: asyncio.Event) -> None:
    await stop.wait()
    over.set()


async def follow(app: App) -> None:
    """For ever: takes over what other processes have changed."""
    served: dict[str, int] = {}
    deaf = Spell(logger, "What others change is heard of again")
    while True:
        try:
            async with aclosing(news.hear(app.database.url)) as heard:
                async for topic in heard:
                    deaf.passed()
                    if topic is NewsTopic.STAFF:
                        await load_access(app.database, app.access)
                    else:
                        await publication.catch_up(app.database, app.catalogue, app.texts, served)
        except DatabaseError as error:
            deaf.met(f"What others change is not heard of: {explain(error)}")
            await asyncio.sleep(PAUSE_SECONDS)

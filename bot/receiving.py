"""Receiving by long polling: different people concurrently, one person's updates in their order."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramAPIError, TelegramConflictError, TelegramNetworkError, TelegramRetryAfter
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from aiogram.utils.backoff import Backoff, BackoffConfig
from pydantic import ValidationError

from bot.methods import GetRawUpdates

logger = logging.getLogger(__name__)

POLL_SECONDS = 30
UPDATES_AT_ONCE = 100
"""In one answer of getUpdates, the most that it gives."""
PEOPLE_AT_ONCE = 64
"""Served at the same time: more than the processor can keep busy, and each takes memory meanwhile."""
PAUSES = BackoffConfig(min_delay=1.0, max_delay=30.0, factor=1.5, jitter=0.1)


Handle = Callable[[Update], Awaitable[object]]


class Lanes:
    """A queue for every person who has something under way; a lane ends when it is empty."""

    def __init__(self, group: asyncio.TaskGroup, handle: Handle) -> None:
        self._group = group
        self._handle = handle
        self._lanes: dict[int, deque[Update]] = {}
        self._places = asyncio.Semaphore(PEOPLE_AT_ONCE)

    async def put(self, update: Update) -> None:
        """Hands on an update; waits while as many people as can be served are being served."""
        key = _person(update)
        lane = self._lanes.get(key)
        if lane is not None:
            lane.append(update)
            return
        await self._places.acquire()
        self._lanes[key] = deque([update])
        self._group.create_task(self._serve(key))

    async def _serve(self, key: int) -> None:
        lane = self._lanes[key]
        try:
            while lane:
                await self._safely(lane.popleft())
        finally:
            del self._lanes[key]
            self._places.release()

    async def _safely(self, update: Update) -> None:
        """Whatever happens to one update, the next ones are served."""
        try:
            await self._handle(update)
        except Exception:
            logger.exception("Update %s could not be handled", update.update_id)


def _person(update: Update) -> int:
    """Whose lane an update belongs to: its sender's, else one of its own."""
    try:
        user = getattr(update.event, "from_user", None)
    except UpdateTypeLookupError:  # a kind of update that came after this version
        user = None
    return user.id if user else -update.update_id


async def receive(bot: Bot, dispatcher: Dispatcher, stop: asyncio.Event) -> None:
    """Serves until `stop` is set, then finishes what was begun."""

    async def handle(update: Update) -> None:
        await dispatcher.feed_update(bot, update)

    async with asyncio.TaskGroup() as group:
        polling = group.create_task(_poll(bot, dispatcher.resolve_used_update_types(), Lanes(group, handle)))
        await stop.wait()
        polling.cancel()


async def _poll(bot: Bot, kinds: list[str], lanes: Lanes) -> None:
    """Asks for updates (getUpdates) for ever; trouble is waited out with growing pauses."""
    pauses = Backoff(PAUSES)
    offset = 0
    webhook_gone = False
    while True:
        try:
            webhook_gone = webhook_gone or await bot.delete_webhook()
            ask = GetRawUpdates(offset=offset, limit=UPDATES_AT_ONCE, timeout=POLL_SECONDS, allowed_updates=kinds)
            updates = await bot(ask, request_timeout=POLL_SECONDS + 15)
        except TelegramRetryAfter as error:
            logger.warning("Telegram asks to wait %s s", error.retry_after)
            await asyncio.sleep(error.retry_after)
        except TelegramAPIError as error:
            logger.warning("%s; trying again in %.0f s", _trouble(error), next(pauses))
            await asyncio.sleep(pauses.current_delay)
        else:
            pauses.reset()
            for raw in updates:
                offset = raw["update_id"] + 1
                if (update := _read(bot, raw)) is not None:
                    await lanes.put(update)


def _read(bot: Bot, raw: dict[str, Any]) -> Update | None:
    """An update, or None where this version cannot read it; only its number goes into the log."""
    try:
        return Update.model_validate(raw, context={"bot": bot})
    except ValidationError as error:
        logger.error("Update %s cannot be read and is left: %s faults", raw["update_id"], error.error_count())  # noqa: TRY400
        return None


def _trouble(error: TelegramAPIError) -> str:
    if isinstance(error, TelegramConflictError):
        return "Another bot is running with the same token"
    if isinstance(error, TelegramNetworkError):
        return "The Bot API cannot be reached"
    return f"No updates: {error.message}"

"""Long polling: the bot asks Telegram for what has happened, and confirms what it has written down."""

import asyncio
import logging

from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter
from aiogram.utils.backoff import Backoff

from bot.telegram.methods import GetRawUpdates
from bot.telegram.outcomes import PAUSES, trouble
from bot.telegram.raw_updates import stored
from bot.telegram.receiving import Inbox
from storage.errors import DatabaseError

logger = logging.getLogger(__name__)

POLL_SECONDS = 30
UPDATES_AT_ONCE = 100
"""In one answer of getUpdates, the most that it gives."""


async def poll(inbox: Inbox) -> None:
    """Asks for updates (getUpdates) for ever; trouble is waited out with growing pauses."""
    bot = inbox.bot
    pauses = Backoff(PAUSES)
    offset = 0
    webhook_gone = False
    while True:
        try:
            webhook_gone = webhook_gone or await bot.delete_webhook()
            ask = GetRawUpdates(offset=offset, limit=UPDATES_AT_ONCE, timeout=POLL_SECONDS, allowed_updates=inbox.kinds)
            updates = await bot(ask, request_timeout=POLL_SECONDS + 15)
            entries = [entry for update in updates if (entry := stored(update)) is not None]
            if entries:
                await inbox.take(entries, confirmed=offset)
            if len(entries) < len(updates):  # they come again, until something is confirmed that came after them
                logger.error("Updates without a number are left")
                await asyncio.sleep(next(pauses))
        except TelegramRetryAfter as error:
            inbox.bringing.met("Telegram asks to wait")
            await asyncio.sleep(error.retry_after)
        except (TelegramAPIError, DatabaseError, OSError) as error:
            inbox.bringing.met(f"{trouble(error)}; it is tried again and again")
            await asyncio.sleep(next(pauses))
        else:
            inbox.bringing.passed()
            pauses.reset()
            offset = max((entry.update_id + 1 for entry in entries), default=offset)

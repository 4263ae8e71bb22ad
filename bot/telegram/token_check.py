"""Whether the Bot API lets the bot in."""

import asyncio
import logging
from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import User
from aiogram.utils.backoff import Backoff

from bot.settings import SettingsError, TryLaterError
from bot.telegram.outcomes import PAUSES

logger = logging.getLogger(__name__)

ANSWER_SECONDS = 10.0
"""Longer than that nobody waits for one answer: a stop has to be heard, too."""


async def let_in(bot: Bot, stop: asyncio.Event) -> User | None:
    """Who we are, once the Bot API says so: what passes by itself is waited out, with a line for each change.

    None where it is stopped before; raises SettingsError where the Bot API refuses.
    """
    pauses = Backoff(PAUSES)
    said = ""
    while not stop.is_set():
        try:
            return await check_token(bot)
        except TryLaterError as error:
            if str(error) != said:
                said = str(error)
                logger.warning("Waiting: %s", said)
            pause = max(next(pauses), error.seconds)
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await stop.wait()
    return None


async def check_token(bot: Bot) -> User:
    """Asks the Bot API who we are (getMe).

    Raises SettingsError with a plain reason where it refuses, TryLaterError where it does not answer.
    """
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            return await bot.me()
    except (TelegramUnauthorizedError, TelegramNotFound) as error:
        raise SettingsError("BOT_TOKEN is refused: no bot has this token") from error
    except (TelegramNetworkError, TimeoutError) as error:
        base = bot.session.api.base.split("/bot")[0]
        raise TryLaterError(f"the Bot API at {base} cannot be reached: check the network and BOT_API_URL") from error
    except TelegramRetryAfter as error:
        raise TryLaterError("the Bot API asks to wait", seconds=error.retry_after) from error
    except TelegramServerError as error:
        raise TryLaterError(f"the Bot API has no time for the bot: {error.message}") from error
    except TelegramAPIError as error:
        raise SettingsError(f"the Bot API does not let the bot in: {error.message}") from error

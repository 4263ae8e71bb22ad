"""Whether the Bot API lets the bot in."""

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

from bot.settings import SettingsError, TryLaterError


async def check_token(bot: Bot) -> User:
    """Asks the Bot API who we are (getMe).

    Raises SettingsError with a plain reason where it refuses, TryLaterError where it does not answer.
    """
    try:
        return await bot.me()
    except (TelegramUnauthorizedError, TelegramNotFound) as error:
        raise SettingsError("BOT_TOKEN is refused: no bot has this token") from error
    except TelegramNetworkError as error:
        base = bot.session.api.base.split("/bot")[0]
        raise TryLaterError(f"the Bot API at {base} cannot be reached: check the network and BOT_API_URL") from error
    except (TelegramRetryAfter, TelegramServerError) as error:
        raise TryLaterError(f"the Bot API has no time for the bot: {error.message}") from error
    except TelegramAPIError as error:
        raise SettingsError(f"the Bot API does not let the bot in: {error.message}") from error

"""How the bot reaches the Bot API: answers that are none, and short troubles that are better waited out."""

import asyncio
import logging
from functools import cache, lru_cache
from http import HTTPStatus
from math import ceil
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import AnswerCallbackQuery, EditMessageText, Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InlineKeyboardMarkup, LinkPreviewOptions
from aiohttp import BytesPayload
from pydantic_core import to_json

from bot.measures import NETWORK, Measures
from bot.settings import Settings
from bot.spells import Spell
from bot.telegram.flood import Flood

logger = logging.getLogger(__name__)

LONGEST_WAIT = 5
"""Seconds that a person is let wait where Telegram asks for patience."""
UNSAID_WAIT = 5
"""Seconds to wait after a 429 that does not say how long."""
SAFE_TO_REPEAT = (EditMessageText, AnswerCallbackQuery)
TAKEN = '{"ok":true,'
"""Begins the answers to what the Bot API has done. Whoever asks for no more of them (`Any`) need not have them read."""
SHOWN = ("send", "edit", "copy")
"""Begin the names of methods that show people something."""


class Session(AiohttpSession):
    """Speaks JSON, and takes a proxy's error page for what it is: a server's trouble.

    A form would carry every Cyrillic letter as six characters; the Bot API takes JSON wherever no file goes along.
    """

    def __init__(self, measures: Measures, **options: Any) -> None:
        super().__init__(**options)
        self.measures = measures

    def build_form_data(self, bot: Bot, method: TelegramMethod[Any]) -> Any:
        files: dict[str, Any] = {}
        fields = self.prepare_value(dict(method), bot=bot, files=files, _dumps_json=False)
        if files:
            return super().build_form_data(bot, method)
        return BytesPayload(to_json(fields), content_type="application/json")

    def prepare_value(self, value: Any, bot: Bot, files: dict[str, Any], _dumps_json: bool = True) -> Any:
        """A keyboard whose buttons are fields already is written as it is: looking through them takes longer. How links
        are shown is the same for nearly every message.
        """
        if isinstance(value, LinkPreviewOptions) and not _dumps_json:
            return _fields(value)
        if isinstance(value, InlineKeyboardMarkup) and not _dumps_json:
            rows: Any = value.inline_keyboard
            if rows and isinstance(rows[0][0], dict):
                return {"inline_keyboard": rows}
        return super().prepare_value(value, bot=bot, files=files, _dumps_json=_dumps_json)

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's own parameter
    ) -> TelegramType:
        try:
            return await super().make_request(bot, method, timeout)
        except TelegramNetworkError:
            self.measures.called(method.__api_method__, NETWORK)
            raise
        except UnicodeDecodeError:  # a page that is not in the encoding it names
            raise TelegramServerError(method, "the answer is not of the Bot API: it cannot be read") from None

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        self.measures.called(method.__api_method__, str(status_code))
        if method.__returning__ is Any and status_code == HTTPStatus.OK and content.startswith(TAKEN):
            return Response(ok=True)
        try:
            return super().check_response(bot, method, status_code, content)
        except ClientDecodeError:  # its text, maybe personal, goes no further
            raise TelegramServerError(method, f"the answer is not of the Bot API (HTTP {status_code})") from None
        except TelegramAPIError as error:
            if status_code == HTTPStatus.TOO_MANY_REQUESTS and not isinstance(error, TelegramRetryAfter):
                raise TelegramRetryAfter(method, error.message, UNSAID_WAIT) from error
            raise


@lru_cache(maxsize=8)
def _fields(options: LinkPreviewOptions) -> dict[str, Any]:
    return options.model_dump(exclude_unset=True)


def open_session(settings: Settings, measures: Measures | None = None) -> Session:
    measures = measures or Measures()
    if settings.bot_api_url is None:
        return Session(measures)
    return Session(measures, api=TelegramAPIServer.from_base(str(settings.bot_api_url)))


@cache
def response_of(returning: Any) -> Any:
    """Held here, since pydantic lets go of a type that nobody holds, and makes it anew for the next call."""
    return Response[returning]


class Patience(BaseRequestMiddleware):
    """Tries once more after a short 429, and after a network or server error where repeating does no harm.

    What people are shown is not waited for here: while one waits, others have their turn, and something newer may take
    its place.
    """

    def __init__(self, flood: Flood) -> None:
        self.flood = flood
        self._repeating = Spell(logger, "The Bot API answers again")

    async def __call__(
        self, make_request: NextRequestMiddlewareType[Any], bot: Bot, method: TelegramMethod[Any]
    ) -> Any:
        response_of(method.__returning__)
        chat_id = getattr(method, "chat_id", None) if method.__api_method__.startswith(SHOWN) else None
        if isinstance(chat_id, int) and (seconds := self.flood.seconds(chat_id)) > 0:
            raise TelegramRetryAfter(method, "its turn has not come", ceil(seconds))
        try:
            result = await make_request(bot, method)
        except TelegramRetryAfter as error:
            if isinstance(chat_id, int):
                self.flood.refused(chat_id, error.retry_after)
                raise
            if method.__api_method__ == "getUpdates" or error.retry_after > LONGEST_WAIT:
                raise
            await asyncio.sleep(error.retry_after)
        except (TelegramNetworkError, TelegramServerError) as error:
            if not isinstance(method, SAFE_TO_REPEAT):
                raise
            self._repeating.met(f"The Bot API is asked twice: {type(error).__name__}")
        else:
            self._repeating.passed()
            return result
        return await make_request(bot, method)

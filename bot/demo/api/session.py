"""aiogram's session without a network: the bot speaks to the local Telegram in the same process."""

import asyncio
import json
from collections.abc import AsyncGenerator
from typing import Any, TypeVar, cast

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.types import InputFile

from bot.demo.api.parameters import method_named, read_method
from bot.demo.refusal import ConnectionLostError, NoAnswerError, RefusalError
from bot.demo.telegram import Telegram

T = TypeVar("T")


class InMemorySession(BaseSession):
    """Parameters and results pass in the form they have on the wire, so nothing is shared and nothing is milder."""

    def __init__(self, telegram: Telegram, **options: Any) -> None:
        super().__init__(**options)
        self.telegram = telegram

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[T],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's own parameter
    ) -> T:
        try:
            async with asyncio.timeout(self.timeout if timeout is None else timeout):
                status, content = await self._answer(bot, method)
        except (TimeoutError, NoAnswerError) as error:
            raise TelegramNetworkError(method=method, message="Request timeout error") from error
        except ConnectionLostError as error:
            raise TelegramNetworkError(method=method, message="ServerDisconnectedError: Server disconnected") from error
        return cast("T", self.check_response(bot, method, status, json.dumps(content)).result)

    async def _answer(self, bot: Bot, method: TelegramMethod[Any]) -> tuple[int, dict[str, Any]]:
        if bot.token != self.telegram.token:
            refusal = RefusalError(401, "Unauthorized")
            return refusal.code, refusal.body()
        uploads: dict[str, InputFile] = {}
        fields = method.model_dump(warnings=False)
        parameters = {name: self.prepare_value(value, bot=bot, files=uploads) for name, value in fields.items()}
        try:
            result = await self.telegram.perform(read_method(method_named(method.__api_method__), parameters, uploads))
        except RefusalError as refusal:
            return refusal.code, refusal.body()
        return 200, {"ok": True, "result": result}

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,  # noqa: ARG002 - aiogram's own signature
        timeout: int = 30,  # noqa: ARG002, ASYNC109
        chunk_size: int = 65536,
        raise_for_status: bool = True,  # noqa: ARG002
    ) -> AsyncGenerator[bytes, None]:
        """The bytes of a file that `getFile` named."""
        path = url.removeprefix(self.api.file_url(self.telegram.token, ""))
        data = self.telegram.files.by_path[path].data
        for begin in range(0, len(data), chunk_size):
            yield data[begin : begin + chunk_size]

    async def close(self) -> None:
        """Nothing is open."""

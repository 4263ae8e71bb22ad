"""An in-memory Telegram for one bot: the people's side in `People`, the bot's side here."""

from functools import cache
from typing import Any, TypeVar, cast

from aiogram.methods import TelegramMethod
from pydantic import TypeAdapter

from bot.demo.methods import answerers
from bot.demo.refusal import RefusalError
from bot.demo.state.people import People
from bot.demo.state.update_queue import LONGEST_POLL, MOST_AT_ONCE, Update

T = TypeVar("T")


class Telegram(People):
    """One bot's Telegram. Tests plan `faults`, watch through `observers` and read `messages(chat_id)`."""

    async def call(self, method: TelegramMethod[T]) -> T:
        """Performs a method and returns aiogram's own type, bound to no bot.

        Raises RefusalError, or ConnectionLostError and NoAnswerError where a fault was planned.
        """
        return cast("T", _result_type(type(method)).validate_python(await self.perform(method)))

    async def perform(self, method: TelegramMethod[Any]) -> Any:
        """The same, with the result in the Bot API's JSON: read it, never change it."""
        name = method.__api_method__
        for observer in self.observers:
            observer.called(name)
        await self.faults.before(name)
        answerer = answerers.get(type(method))
        if answerer is None:
            raise RefusalError(501, f"Not Implemented: the local Telegram does not know {name}")
        result = await answerer(self, method)
        await self.faults.after(name)
        return result

    async def updates(
        self,
        offset: int = 0,
        limit: int = MOST_AT_ONCE,
        timeout: float = LONGEST_POLL,  # noqa: ASYNC109 - the Bot API's own parameter
        allowed_updates: list[str] | None = None,
    ) -> list[Update]:
        """getUpdates in the Bot API's JSON; `timeout` in seconds."""
        return await self.queue.get(offset, limit, timeout, allowed_updates)


@cache
def _result_type(method: type[TelegramMethod[Any]]) -> TypeAdapter[Any]:
    return TypeAdapter(method.__returning__)

"""Which function answers which method."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from aiogram.types import TelegramObject

from bot.demo.state.world import Json, World

MethodT = TypeVar("MethodT", bound=TelegramMethod[Any])
Answerer = Callable[[World, MethodT], Awaitable[Any]]

answerers: dict[type[TelegramMethod[Any]], Answerer[Any]] = {}


def answers(method: type[MethodT]) -> Callable[[Answerer[MethodT]], Answerer[MethodT]]:
    """Registers a function that performs the method and returns its result in the Bot API's JSON."""

    def register(answerer: Answerer[MethodT]) -> Answerer[MethodT]:
        answerers[method] = answerer
        return answerer

    return register


def given(value: Any) -> Any:
    """A parameter's value; None for one that is left to the bot's defaults, which Telegram does not know."""
    return None if isinstance(value, Default) else value


def as_json(value: TelegramObject | None) -> Json | None:
    return None if value is None else value.model_dump(exclude_none=True)


def all_as_json(values: list[Any] | None) -> list[Json]:
    return [value.model_dump(exclude_none=True) for value in values or []]

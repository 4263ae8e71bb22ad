"""From parameters as they travel, strings and uploads, to aiogram's own method objects."""

import json
import types
import typing
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from aiogram import methods
from aiogram.methods import TelegramMethod
from aiogram.types import InputFile, ReplyMarkupUnion
from pydantic import TypeAdapter, ValidationError

from bot.demo.refusal import RefusalError, bad_request

KEYBOARD: TypeAdapter[ReplyMarkupUnion] = TypeAdapter(ReplyMarkupUnion)
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "reply_markup": "can't parse reply keyboard markup JSON object",
    "user_id": "invalid user_id specified",
}

EMPTY_COUNTS = {"caption"}
"""Parameters that say something even if they are empty: a copy is to have no caption."""


@cache
def method_named(name: str) -> type[TelegramMethod[Any]]:
    """The class of a Bot API method; upper and lower case are one, as with Telegram."""
    found = _methods().get(name.lower())
    if found is None:
        raise RefusalError(404, "Not Found: method not found")
    return found


@cache
def _methods() -> dict[str, type[TelegramMethod[Any]]]:
    classes = [getattr(methods, name) for name in methods.__all__]
    return {
        kind.__api_method__.lower(): kind
        for kind in classes
        if isinstance(kind, type) and issubclass(kind, TelegramMethod) and kind is not TelegramMethod
    }


@cache
def _json_fields(method: type[TelegramMethod[Any]]) -> frozenset[str]:
    """Fields that travel as JSON in a form: all that do not take a plain string."""
    return frozenset(name for name, field in method.model_fields.items() if not _takes_string(field.annotation))


def _takes_string(annotation: Any) -> bool:
    if annotation is str:
        return True
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return any(_takes_string(choice) for choice in typing.get_args(annotation))
    return False


def read_method(
    method: type[TelegramMethod[Any]], parameters: Mapping[str, Any], uploads: Mapping[str, InputFile]
) -> TelegramMethod[Any]:
    """The method with these parameters; `attach://name` stands for the upload of that name.

    Raises RefusalError 400 for parameters that the method does not take.
    """
    json_fields = _json_fields(method)
    values: dict[str, Any] = {}
    for name, value in parameters.items():
        if value is None or (value == "" and name not in EMPTY_COUNTS):
            continue
        if name in json_fields and isinstance(value, str):
            value = _keyboard(value) if name == "reply_markup" else _from_json(value)  # noqa: PLW2901 - the same, read
        values[name] = _attached(value, uploads) if uploads else value
    for name in uploads.keys() & method.model_fields.keys():
        values[name] = uploads[name]
    try:
        return method.model_validate(values)
    except ValidationError as wrong:
        raise bad_request(_reason(wrong)) from None


def _from_json(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value


@lru_cache(maxsize=1024)
def _keyboard(value: str) -> Any:
    """Kept, since a bot sends the same few keyboards over and over; nobody changes them."""
    plain = _from_json(value)
    try:
        return KEYBOARD.validate_python(plain)
    except ValidationError:
        return plain


def _attached(value: Any, uploads: Mapping[str, InputFile]) -> Any:
    if isinstance(value, str) and value.startswith("attach://"):
        return uploads.get(value.removeprefix("attach://"), value)
    if isinstance(value, dict):
        return {name: _attached(item, uploads) for name, item in value.items()}
    if isinstance(value, list):
        return [_attached(item, uploads) for item in value]
    return value


def _reason(wrong: ValidationError) -> str:
    first = wrong.errors(include_url=False)[0]
    name = str(first["loc"][0]) if first["loc"] else "request"
    if name in MISSING:
        return MISSING[name]
    return f'wrong parameter "{name}": {first["msg"]}'

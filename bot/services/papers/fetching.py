"""Gets a file that somebody sent from Telegram."""

from typing import cast

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Message
from aiohttp import ClientError

LARGEST = 20 * 2**20
"""Bytes; Telegram hands a bot no larger file (getFile)."""


class NotFetchedError(Exception):
    """`reason` names the words that tell why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


async def fetched(message: Message, largest: int | None = None) -> bytes:
    """Raises NotFetchedError for what is no file, has more bytes than `largest` or than Telegram hands over, or is not
    handed over.
    """
    document = message.document
    if document is None:
        raise NotFetchedError("no_file")
    if document.file_size is None or document.file_size > min(largest or LARGEST, LARGEST):
        raise NotFetchedError("large")
    try:
        data = await cast("Bot", message.bot).download(document)
    except (TelegramAPIError, ClientError, TimeoutError) as error:
        raise NotFetchedError("not_fetched") from error
    return data.read() if data else b""

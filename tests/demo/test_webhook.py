"""Updates delivered to the bot's own address."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.demo.api import webhook
from bot.demo.api.server import serve
from bot.demo.telegram import Telegram
from tests.demo.conftest import AIGUL
from tests.support.waiting import PATIENCE, until


class Receiver:
    """The bot's end: fails as often as it is told to, then takes what comes."""

    def __init__(self) -> None:
        self.failures = 0
        self.texts: list[str] = []
        self.secrets: set[str | None] = set()

    async def take(self, request: web.Request) -> web.Response:
        if self.failures:
            self.failures -= 1
            return web.Response(status=500)
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.texts.append((await request.json())["message"]["text"])
        return web.Response()


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
async def address(receiver: Receiver, started: Telegram, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    monkeypatch.setattr(webhook, "FIRST_PAUSE", 0.01)
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    async with TestServer(app) as server, serve(started):
        yield str(server.make_url("/hook"))


async def test_delivers_in_order_with_the_secret(bot: Bot, started: Telegram, receiver: Receiver, address: str) -> None:
    started.write(AIGUL, "before")
    await bot.set_webhook(address, secret_token="s3cret")
    for text in "abc":
        started.write(AIGUL, text)
    await until(lambda: len(receiver.texts) == 4)
    assert receiver.texts == ["before", "a", "b", "c"]
    assert receiver.secrets == {"s3cret"}
    await until(lambda: not started.queue.waiting)


async def test_tries_again_until_it_is_taken(bot: Bot, started: Telegram, receiver: Receiver, address: str) -> None:
    receiver.failures = 2
    await bot.set_webhook(address)
    started.write(AIGUL, "a")
    started.write(AIGUL, "b")
    await until(lambda: receiver.texts == ["a", "b"])
    info = await bot.get_webhook_info()
    assert info.url == address
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"


async def test_an_address_where_nobody_is(bot: Bot, started: Telegram, receiver: Receiver, address: str) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    started.write(AIGUL, "a")
    await until(lambda: started.queue.webhook is not None and started.queue.webhook.last_error)
    await bot.set_webhook(address)
    await until(lambda: receiver.texts == ["a"])


async def test_polling_and_webhook_exclude_each_other(bot: Bot, started: Telegram) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(TelegramConflictError) as refused:
        await bot.get_updates()
    assert refused.value.message == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    started.write(AIGUL, "a")
    await bot.delete_webhook()
    assert len(await bot.get_updates()) == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == []


async def test_a_webhook_ends_a_poll(bot: Bot, started: Telegram) -> None:
    async def poll() -> None:
        with pytest.raises(TelegramConflictError, match="terminated by setWebhook request"):
            await bot.get_updates(timeout=50)

    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
        group.create_task(poll())
        await until(lambda: started.queue.poll)
        await bot.set_webhook("http://127.0.0.1:9/hook")


async def test_no_address_at_all(bot: Bot) -> None:
    with pytest.raises(TelegramBadRequest, match="bad webhook: invalid URL specified"):
        await bot.set_webhook("egov.kz/hook")
    assert (await bot.get_webhook_info()).url == ""

"""Bad days: the same faults in memory and over HTTP."""

import time
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError

from bot.demo.api.server import serve
from bot.demo.api.session import InMemorySession
from bot.demo.telegram import Telegram
from tests.demo.conftest import AIGUL


@pytest.fixture(params=["memory", "http"])
async def bot(request: pytest.FixtureRequest, started: Telegram) -> AsyncIterator[Bot]:
    """The bot on either way to the same Telegram."""
    if request.param == "memory":
        yield Bot(started.token, session=InMemorySession(started))
        return
    async with serve(started) as url:
        session = AiohttpSession(api=TelegramAPIServer.from_base(url))
        async with Bot(started.token, session=session).context() as bot:
            yield bot


def sent(telegram: Telegram) -> int:
    return len(telegram.messages(AIGUL)) - 1


async def test_too_many_requests(bot: Bot, started: Telegram) -> None:
    started.faults.too_many_requests(7, method="sendMessage", times=2)
    for _ in range(2):
        with pytest.raises(TelegramRetryAfter) as refused:
            await bot.send_message(AIGUL, "a")
        assert refused.value.retry_after == 7
        assert "Too Many Requests: retry after 7" in refused.value.message
    await bot.get_me()
    await bot.send_message(AIGUL, "a")
    assert sent(started) == 1


async def test_server_error(bot: Bot, started: Telegram) -> None:
    started.faults.server_error(502, "Bad Gateway")
    with pytest.raises(TelegramServerError, match="Bad Gateway"):
        await bot.get_me()
    await bot.get_me()


@pytest.mark.parametrize(("moment", "effect"), [("before", 0), ("after", 1)])
async def test_dropped_connection(bot: Bot, started: Telegram, moment: str, effect: int) -> None:
    """Telegram may have performed a call whose answer is lost: the bot cannot know."""
    started.faults.dropped_connection(moment, method="sendMessage")  # type: ignore[arg-type]
    with pytest.raises(TelegramNetworkError, match=r"ServerDisconnected|reset by peer"):
        await bot.send_message(AIGUL, "a")
    assert sent(started) == effect


@pytest.mark.slow
async def test_no_answer(bot: Bot, started: Telegram) -> None:
    started.faults.no_answer()
    with pytest.raises(TelegramNetworkError, match="Request timeout error"):
        await bot.get_me(request_timeout=1)


@pytest.mark.slow
async def test_latency(bot: Bot, started: Telegram) -> None:
    started.faults.latency = 0.05
    begin = time.monotonic()
    await bot.get_me()
    assert time.monotonic() - begin >= 0.05
    started.faults.latency = 0
    started.faults.slow(60, method="getMe")
    with pytest.raises(TelegramNetworkError, match="Request timeout error"):
        await bot.get_me(request_timeout=1)


async def test_chance_is_the_same_every_time(bot: Bot, started: Telegram) -> None:
    async def falls() -> list[bool]:
        started.faults.clear()
        started.faults.server_error(times=None, probability=0.5, seed=4)
        fallen = []
        for _ in range(12):
            try:
                await bot.get_me()
                fallen.append(False)
            except TelegramServerError:
                fallen.append(True)
        return fallen

    first = await falls()
    assert 2 < sum(first) < 10
    assert await falls() == first


async def test_polling_is_hit_only_by_name(bot: Bot, started: Telegram) -> None:
    started.faults.server_error(times=None)
    await bot.get_updates()
    started.faults.clear()
    started.faults.server_error(method="getUpdates")
    with pytest.raises(TelegramServerError):
        await bot.get_updates()

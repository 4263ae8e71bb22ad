"""At the start: what passes by itself is waited out, a wrong token is said at once."""

import asyncio
import logging

import pytest
from aiogram import Bot
from aiogram.utils.backoff import BackoffConfig
from pydantic import AnyHttpUrl

from bot.app import App
from bot.demo.api.server import serve
from bot.demo.telegram import Telegram
from bot.settings import Settings, SettingsError
from bot.telegram import session, token_check
from bot.telegram.session import open_session
from bot.telegram.token_check import let_in
from tests.support.waiting import until


@pytest.fixture
def quick_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses = BackoffConfig(min_delay=0.001, max_delay=0.002, factor=1.5, jitter=0.0)
    monkeypatch.setattr(token_check, "PAUSES", pauses)


@pytest.mark.usefixtures("quick_pauses")
async def test_trouble_at_the_start_is_waited_out_with_a_line_for_each_change(
    app: App, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.faults.server_error(502, "Bad Gateway", method="getMe", times=10)
    telegram.faults.dropped_connection(method="getMe", times=10)
    me = await let_in(app.bot, asyncio.Event())
    assert me is not None
    assert me.username == telegram.bot["username"]
    assert [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING] == [
        "Waiting: the Bot API has no time for the bot: Bad Gateway",
        "Waiting: the Bot API at https://api.telegram.org cannot be reached: check the network and BOT_API_URL",
    ]


async def test_it_waits_as_long_as_it_is_asked_to_and_a_stop_ends_that(
    app: App, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.faults.too_many_requests(3600, method="getMe")
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(let_in(app.bot, stop))
        await until(lambda: "Waiting: the Bot API asks to wait" in caplog.text)
        stop.set()
    assert waiting.result() is None
    assert telegram.faults.struck == 1


@pytest.mark.usefixtures("quick_pauses")
async def test_who_is_asked_to_wait_without_a_word_on_how_long_waits(
    settings: Settings, telegram: Telegram, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "UNSAID_WAIT", 0.001)
    telegram.faults.server_error(429, "Too Many Requests", method="getMe", times=3)
    async with serve(telegram) as base:
        bot = Bot(settings.token(), session=open_session(settings.model_copy(update={"bot_api_url": AnyHttpUrl(base)})))
        async with bot:
            me = await let_in(bot, asyncio.Event())
    assert me is not None
    assert "Waiting: the Bot API asks to wait" in caplog.text


async def test_a_wrong_token_is_not_waited_for(app: App) -> None:
    with pytest.raises(SettingsError, match="no bot has this token"):
        await let_in(Bot("1:wrong", session=app.bot.session), asyncio.Event())

"""Long polling: order, trouble, and a stop that finishes what was begun."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from aiogram.exceptions import TelegramServerError
from aiogram.methods import GetMe
from aiogram.types import Message, Update, User

from bot import receiving
from bot.app import App
from bot.demo.telegram import Telegram
from bot.receiving import Lanes, receive
from bot.session import Session
from tests.conversation import Chats, Phone


@asynccontextmanager
async def receiver(app: App) -> AsyncIterator[asyncio.Event]:
    """The bot at work; leaving stops it and waits."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group, asyncio.timeout(20):
        group.create_task(receive(app.bot, app.dispatcher, stop))
        try:
            yield stop
        finally:
            stop.set()


async def until(condition: Callable[[], bool]) -> None:
    """Waits until a condition holds, for 10 s at the most."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110  what is waited for happens inside the bot and raises no event
            await asyncio.sleep(0.01)


@pytest.fixture
def quick_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses = receiving.PAUSES.__class__(min_delay=0.01, max_delay=0.05, factor=1.5, jitter=0.0)
    monkeypatch.setattr(receiving, "PAUSES", pauses)


@pytest.fixture
def anybody(app: App, telegram: Telegram) -> Phone:
    return Chats(app, telegram).person(7001)


async def test_people_are_served(app: App, telegram: Telegram, anybody: Phone) -> None:
    async with receiver(app):
        telegram.write(anybody.id, "/start")
        await until(lambda: len(anybody.messages) == 2)
    assert "Тілді таңдаңыз" in anybody.text


@pytest.mark.usefixtures("quick_pauses")
async def test_trouble_is_waited_out_with_a_clear_line_each(
    app: App, telegram: Telegram, anybody: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.faults.server_error(method="getUpdates")
    telegram.faults.dropped_connection(method="getUpdates")
    telegram.faults.too_many_requests(1, method="getUpdates")
    async with receiver(app):
        telegram.write(anybody.id, "/start")
        await until(lambda: len(anybody.messages) == 2)
    assert "No updates" in caplog.text
    assert "The Bot API cannot be reached" in caplog.text
    assert "Telegram asks to wait" in caplog.text
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.usefixtures("quick_pauses")
async def test_a_second_bot_on_the_same_token_is_named_and_outlived(
    app: App, telegram: Telegram, anybody: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    async with receiver(app):
        await asyncio.sleep(0.05)
        await telegram.updates(timeout=0)
        await until(lambda: "Another bot is running with the same token" in caplog.text)
        telegram.write(anybody.id, "/start")
        await until(lambda: len(anybody.messages) == 2)


async def test_an_update_that_cannot_be_read_is_left_and_its_words_stay_out_of_the_log(
    app: App, telegram: Telegram, anybody: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.queue.put("message", {"message_id": 1, "text": "құпия сөз"})
    async with receiver(app):
        telegram.write(anybody.id, "/start")
        await until(lambda: len(anybody.messages) == 2)
    assert "cannot be read" in caplog.text
    assert "құпия" not in caplog.text


async def test_an_error_page_is_a_servers_trouble_and_goes_no_further(app: App) -> None:
    with pytest.raises(TelegramServerError) as caught:
        Session().check_response(app.bot, GetMe(), 502, "<html>құпия сөз</html>")
    assert "құпия" not in str(caught.value)


async def test_a_stop_finishes_what_was_begun(app: App, telegram: Telegram, anybody: Phone) -> None:
    telegram.faults.slow(0.3, method="sendMessage")
    async with receiver(app) as stop:
        telegram.write(anybody.id, "/start")
        await asyncio.sleep(0.1)
        stop.set()
    assert len(anybody.messages) == 2


def written(update_id: int, user_id: int) -> Update:
    user = User(id=user_id, is_bot=False, first_name="А")
    message = {
        "message_id": update_id,
        "date": 0,
        "chat": {"id": user_id, "type": "private"},
        "from": user,
        "text": "а",
    }
    return Update(update_id=update_id, message=Message.model_validate(message))


async def test_each_persons_updates_keep_their_order_and_people_do_not_wait_for_each_other() -> None:
    done: list[int] = []
    gate = asyncio.Event()

    async def handle(update: Update) -> None:
        if update.update_id == 1:
            await gate.wait()
        done.append(update.update_id)

    async with asyncio.TaskGroup() as group:
        lanes = Lanes(group, handle)
        for update_id, user_id in ((1, 10), (2, 10), (3, 20), (4, 10)):
            await lanes.put(written(update_id, user_id))
        await asyncio.sleep(0.01)
        assert done == [3]
        gate.set()
    assert done == [3, 1, 2, 4]


async def test_one_update_that_fails_does_not_keep_the_next_from_being_served(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done: list[int] = []

    async def handle(update: Update) -> None:
        if update.update_id == 1:
            raise RuntimeError("broken")
        done.append(update.update_id)

    with caplog.at_level(logging.ERROR):
        async with asyncio.TaskGroup() as group:
            lanes = Lanes(group, handle)
            await lanes.put(written(1, 10))
            await lanes.put(written(2, 10))
    assert done == [2]
    assert "Update 1 could not be handled" in caplog.text


async def test_an_update_of_an_unknown_kind_is_served_too() -> None:
    done: list[int] = []

    async def handle(update: Update) -> None:
        done.append(update.update_id)

    async with asyncio.TaskGroup() as group:
        await Lanes(group, handle).put(Update(update_id=5))
    assert done == [5]

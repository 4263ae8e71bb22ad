"""Trouble while updates are received: waited out, told apart from what an update does wrong, and nobody is silenced."""

from collections.abc import Callable
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramServerError
from aiogram.methods import GetMe
from aiogram.types import Update
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import AnyHttpUrl

from bot.app import App
from bot.demo.telegram import Telegram
from bot.measures import Measures
from bot.settings import Settings
from bot.telegram import receiving
from bot.telegram.methods import EditText
from bot.telegram.raw_updates import stored
from bot.telegram.session import Session, open_session
from storage.telegram import inbox
from tests.support.conversation import Chats, Phone
from tests.support.receiving import full
from tests.support.running import receiver
from tests.support.waiting import until


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
        await until(lambda: telegram.queue.poll)
        await telegram.updates(timeout=0)
        await until(lambda: "Another bot" in caplog.text)
        telegram.write(anybody.id, "/start")
        await until(lambda: len(anybody.messages) == 2)
    assert "Another bot is running with the same token" in caplog.text
    assert "Тілді таңдаңыз" in anybody.text


async def test_an_error_page_is_a_servers_trouble_and_goes_no_further(app: App) -> None:
    with pytest.raises(TelegramServerError) as caught:
        Session(Measures()).check_response(app.bot, GetMe(), 502, "<html>құпия сөз</html>")
    assert "құпия" not in str(caught.value)


async def test_of_an_edit_nobody_reads_more_than_that_it_was_done(app: App) -> None:
    session, edit = Session(Measures()), EditText(chat_id=1, message_id=1, text="Сәлем")
    assert session.check_response(app.bot, edit, 200, '{"ok":true,"result":{"message_id":1').ok
    with pytest.raises(TelegramServerError):
        session.check_response(app.bot, GetMe(), 200, '{"ok":true,"result":{"id":1')
    with pytest.raises(TelegramServerError):
        session.check_response(app.bot, edit, 200, "<html>Кіру</html>")
    with pytest.raises(TelegramBadRequest):
        session.check_response(app.bot, edit, 400, '{"ok":false,"error_code":400,"description":"no"}')


async def test_passing_trouble_is_tried_again_and_nobody_hears_of_it(
    app: App, telegram: Telegram, anybody: Phone, quick_pauses: None
) -> None:
    telegram.faults.server_error(method="sendMessage", times=2)
    async with receiver(app):
        telegram.write(anybody.id, "/start")
        await until(lambda: len(anybody.messages) == 2)
    assert "Тілді таңдаңыз" in anybody.text


async def test_what_fails_three_times_is_set_aside_and_the_rest_goes_on(
    app: App, telegram: Telegram, anybody: Phone, breaking: Callable[[int], None], caplog: pytest.LogCaptureFixture
) -> None:
    breaking(3)
    async with receiver(app):
        telegram.write(anybody.id, "/start")
        await until(lambda: "is set aside" in caplog.text)
        telegram.write(anybody.id, "/start")
        await until(lambda: len(anybody.messages) == 4)
        async with app.database.reading() as reader:
            (aside,) = await inbox.all_set_aside(reader)
        assert "RuntimeError" in aside.reason
        async with app.database.writing() as connection:
            assert await inbox.retry(connection) == 1
        await app.inbox.take_up()
        await until(lambda: len(anybody.messages) == 5)


async def test_an_outage_silences_nobody_and_counts_as_no_attempt(
    app: App, telegram: Telegram, quick_pauses: None, caplog: pytest.LogCaptureFixture
) -> None:
    people = [Chats(app, telegram).person(7001 + number) for number in range(20)]
    telegram.faults.server_error(502, "Bad Gateway", method="sendMessage", times=100)
    async with receiver(app):
        for person in people:
            telegram.write(person.id, "/start")
        await until(lambda: all(len(person.messages) == 2 for person in people))
        await until(lambda: app.inbox.idle)
    assert [len(person.messages) for person in people] == [2] * 20
    assert "set aside" not in caplog.text
    async with app.database.reading() as reader:
        assert await inbox.all_set_aside(reader) == []
        assert await inbox.waiting(reader) == []


async def test_a_newer_screen_takes_the_place_of_one_that_an_outage_kept_back(
    app: App, telegram: Telegram, chats: Chats, quick_pauses: None
) -> None:
    person = chats.person(7001)
    await person.begin()
    shown = person.last.message_id
    telegram.faults.server_error(method="editMessageText", times=None)
    async with receiver(app):
        for button in ("help", "settings"):
            before = telegram.faults.struck
            telegram.press(person.id, shown, button)
            await until(lambda: telegram.faults.struck > before)  # noqa: B023
        telegram.faults.clear()
        await until(lambda: "Баптаулар" in person.text)
        await until(lambda: app.inbox.idle)
    assert "Баптаулар" in person.text


async def test_while_the_database_fails_a_persons_order_is_kept(
    app: App, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "PAUSE_BEFORE_RETRY", 0.01)
    monkeypatch.setattr(receiving, "DATABASE_PAUSE", 0.01)
    failed, handled, troubles = inbox.failed, list[int](), iter(range(3))

    async def handle(_: Bot, update: Update, attempt: int, **_rest: object) -> None:
        if update.update_id == 1 and attempt == 1:
            raise RuntimeError("broken")
        handled.append(update.update_id)

    async def full_at_first(*arguments: Any, **options: Any) -> None:
        if next(troubles, None) is not None:
            raise full()
        await failed(*arguments, **options)

    monkeypatch.setattr(app.dispatcher, "feed_update", handle)
    monkeypatch.setattr(inbox, "failed", full_at_first)
    async with receiver(app):
        await until(lambda: telegram.queue.poll)
        raw = [{"update_id": number, "something": {"from": {"id": 7}}} for number in (1, 2)]
        await app.inbox.take([entry for update in raw if (entry := stored(update))], 0)
        await until(lambda: 2 in handled)
    assert handled == [1, 2]


async def test_what_could_not_be_crossed_out_is_crossed_out_later(
    app: App, telegram: Telegram, anybody: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "DATABASE_PAUSE", 0.01)
    done, troubles = inbox.done, iter(range(2))

    async def full_at_first(*arguments: Any, **options: Any) -> None:
        if next(troubles, None) is not None:
            raise full()
        await done(*arguments, **options)

    monkeypatch.setattr(inbox, "done", full_at_first)
    async with receiver(app):
        telegram.write(anybody.id, "/start")
        await until(lambda: len(anybody.messages) == 2 and app.inbox.idle)
        async with app.database.reading() as reader:
            assert await inbox.waiting(reader) == []


async def test_a_page_in_another_encoding_than_it_names_is_a_servers_trouble(settings: Settings) -> None:
    async def provider(_: web.Request) -> web.Response:
        page = "Сервис недоступен".encode("cp1251")
        return web.Response(status=502, body=page, headers={"Content-Type": "text/html; charset=utf-8"})

    server = TestServer(web.Application())
    server.app.router.add_post("/{path:.*}", provider)
    async with server:
        session = open_session(settings.model_copy(update={"bot_api_url": AnyHttpUrl(str(server.make_url("")))}))
        async with Bot(settings.token(), session=session) as bot:
            with pytest.raises(TelegramServerError):
                await bot.get_me()

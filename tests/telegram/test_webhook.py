"""Webhook: updates come to the bot's own address, are written down, and only then taken."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession
from pydantic import AnyHttpUrl
from sqlalchemy.exc import OperationalError

from bot.app import App, build_app
from bot.demo.api import webhook as telegrams_end
from bot.demo.api.server import serve
from bot.demo.state.update_queue import Webhook
from bot.demo.telegram import Telegram
from bot.settings import Settings, SettingsError
from bot.telegram.receiving import receive
from bot.telegram.session import open_session
from bot.telegram.webhook import SECRET_HEADER, webhook
from storage.migrate import migrate
from storage.telegram import inbox
from tests.conftest import MovableClock
from tests.support.conversation import Chats, Phone
from tests.support.waiting import PATIENCE, until


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
async def reached(settings: Settings, telegram: Telegram, clock: MovableClock) -> AsyncIterator[App]:
    """The bot over HTTP."""
    async with serve(telegram) as base:
        settings = settings.model_copy(update={"bot_api_url": AnyHttpUrl(base)})
        app = build_app(settings, open_session(settings), clock)
        await migrate(app.database)
        yield app
        await app.close()


@asynccontextmanager
async def listening(app: App, telegram: Telegram) -> AsyncIterator[Webhook]:
    """The bot at work, and what Telegram knows of its address; leaving stops it and waits."""
    port = free_port()
    stop = asyncio.Event()
    updates = webhook(AnyHttpUrl(f"http://127.0.0.1:{port}/updates"), port)
    async with asyncio.TaskGroup() as group, asyncio.timeout(PATIENCE):
        group.create_task(receive(app.inbox, stop, updates))
        try:
            await until(lambda: telegram.queue.webhook)
            assert telegram.queue.webhook is not None
            yield telegram.queue.webhook
        finally:
            stop.set()


@pytest.fixture
def phone(reached: App, telegram: Telegram) -> Phone:
    return Chats(reached, telegram).person(7001)


async def test_a_conversation_goes_on_after_a_restart(
    reached: App, telegram: Telegram, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegrams_end, "FIRST_PAUSE", 0.01)
    async with listening(reached, telegram):
        telegram.write(phone.id, "/start")
        await until(lambda: "Тілді таңдаңыз" in phone.text)
    telegram.tap(phone.id, phone.last.message_id, *phone.find("Русский"))
    telegram.queue.webhook = None
    async with listening(reached, telegram):
        await until(lambda: "Повторный конкурс" in phone.text)
    assert not telegram.queue.waiting


async def test_what_cannot_be_written_down_comes_again(
    reached: App, telegram: Telegram, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegrams_end, "FIRST_PAUSE", 0.01)
    put, failures = inbox.put, [1, 2]

    async def failing(*arguments: object) -> object:
        if failures:
            failures.pop()
            raise OperationalError("INSERT", {}, Exception("database is locked"))
        return await put(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(inbox, "put", failing)
    async with listening(reached, telegram) as known:
        telegram.write(phone.id, "/start")
        await until(lambda: "Тілді таңдаңыз" in phone.text)
    assert not failures
    assert known.last_error is not None
    assert known.last_error[1] == "Wrong response from the webhook: 503 Service Unavailable"


async def test_an_update_that_comes_again_counts_once(reached: App, telegram: Telegram, phone: Phone) -> None:
    async with listening(reached, telegram) as known, ClientSession() as session:
        telegram.write(phone.id, "/start")
        update = telegram.queue.waiting[0]
        await until(lambda: "Тілді таңдаңыз" in phone.text)
        await reached.inbox.cross_out_now()
        response = await session.post(known.url, json=update, headers={SECRET_HEADER: known.secret or ""})
        assert response.status == 200
        telegram.tap(phone.id, phone.last.message_id, *phone.find("Русский"))
        await until(lambda: "Повторный конкурс" in phone.text)
        assert len(phone.messages) == 2


@pytest.mark.parametrize("secret", [None, "", "guessed", "ключ"])
async def test_nobody_but_telegram_is_heard(reached: App, telegram: Telegram, phone: Phone, secret: str | None) -> None:
    headers = {} if secret is None else {SECRET_HEADER: secret}
    forged = {"update_id": 1, "message": {"message_id": 1, "date": 1, "from": {"id": phone.id}}}
    async with listening(reached, telegram) as known, ClientSession() as session:
        async with session.post(known.url, json=forged, headers=headers) as response:
            assert response.status == 403
        async with session.get(known.url) as response:
            assert response.status == 405
    async with reached.database.reading() as connection:
        assert await inbox.waiting(connection) == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b'{"update_id": "one"}', b"\xff\xfe"])
async def test_what_is_no_update_is_refused(reached: App, telegram: Telegram, body: bytes) -> None:
    async with listening(reached, telegram) as known, ClientSession() as session:
        response = await session.post(known.url, data=body, headers={SECRET_HEADER: known.secret or ""})
        assert response.status == 400


def test_a_port_that_is_taken_is_said_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(SettingsError, match=f"WEBHOOK_PORT: nobody can be heard at port {port}: Address already"):
            webhook(AnyHttpUrl("https://grants.example/updates"), port)

"""Webhook: updates come to the bot's own address, are written down, and only then taken."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession
from pydantic import AnyHttpUrl
from sqlalchemy.exc import OperationalError
from yarl import URL

from bot.app import App, build_app
from bot.demo.api import webhook as telegrams_end
from bot.demo.api.server import serve
from bot.demo.state.update_queue import Webhook
from bot.demo.telegram import Telegram
from bot.settings import Settings, SettingsError
from bot.telegram import webhook as bots_end
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


def address(known: Webhook) -> tuple[str, int]:
    """Where the bot listens."""
    url = URL(known.url)
    return url.host or "", url.port or 0


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


NO_UPDATES = [
    b"",
    b"{",
    b"[]",
    b"7",
    b"null",
    b'"text"',
    b"{}",
    b'[{"update_id": 1}]',
    b'{"update_id": null}',
    b'{"update_id": "one"}',
    b'{"update_id": "1"}',
    b'{"update_id": 1.5}',
    b'{"update_id": true}',
    b'{"update_id": [1]}',
    b'{"update_id": -1}',
    b'{"update_id": 9223372036854775808}',
    b'{"update_id": ' + b"9" * 5000 + b"}",
    b'{"update_id": 1e400}',
    b"[" * 200_000,
    b'{"update_id": 1, "message": ' + b"[" * 200_000 + b"]" * 200_000 + b"}",
    b'{"message":' * 50_000,
    b"\xff\xfe",
    b"\xef\xbb\xbf{",
    '{"update_id": 1'.encode("utf-16"),
    b'{"update_id": 1, "x": "\xe9"}',
]


async def test_what_is_no_update_is_refused(reached: App, telegram: Telegram, subtests: pytest.Subtests) -> None:
    async with listening(reached, telegram) as known, ClientSession() as session:
        for body in NO_UPDATES:
            with subtests.test(repr(body[:32])):
                response = await session.post(known.url, data=body, headers={SECRET_HEADER: known.secret or ""})
                assert response.status == 400


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "nonsense"])
async def test_what_is_not_packed_as_it_says_is_refused(reached: App, telegram: Telegram, encoding: str) -> None:
    async with listening(reached, telegram) as known, ClientSession() as session:
        headers = {SECRET_HEADER: known.secret or "", "Content-Encoding": encoding}
        response = await session.post(known.url, data=b"{\x00", headers=headers)
        assert response.status == 400


HEADS = [b"", b"POST /upd", b"POST /updates HTTP/1.1\r\nHost: x\r\n"]
BODY_MISSING = b"POST /updates HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n%s: %s\r\n\r\n{"


async def ended(reader: asyncio.StreamReader) -> bytes:
    async with asyncio.timeout(PATIENCE):
        return await reader.read()


@pytest.mark.slow
@pytest.mark.parametrize("begun", HEADS)
async def test_whoever_brings_no_whole_head_is_not_waited_for(
    reached: App, telegram: Telegram, monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    monkeypatch.setattr(bots_end, "IDLE_SECONDS", 0.1)
    async with listening(reached, telegram) as known:
        reader, writer = await asyncio.open_connection(*address(known))
        writer.write(begun)
        assert await ended(reader) == b""
        writer.close()


async def test_whoever_brings_no_whole_body_is_not_waited_for(
    reached: App, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bots_end, "BODY_SECONDS", 0.1)
    async with listening(reached, telegram) as known:
        reader, writer = await asyncio.open_connection(*address(known))
        writer.write(BODY_MISSING % (SECRET_HEADER.encode(), (known.secret or "").encode()))
        assert (await ended(reader)).startswith(b"HTTP/1.1 408 ")
        writer.close()


async def test_whoever_goes_away_in_the_middle_leaves_no_trace_in_the_log(
    reached: App, telegram: Telegram, phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    async with listening(reached, telegram) as known:
        for _ in range(3):
            _, writer = await asyncio.open_connection(*address(known))
            writer.write(BODY_MISSING % (SECRET_HEADER.encode(), (known.secret or "").encode()))
            await writer.drain()
            writer.close()
        telegram.write(phone.id, "/start")
        await until(lambda: "Тілді таңдаңыз" in phone.text)
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.slow
@pytest.mark.parametrize("begun", [*HEADS, BODY_MISSING % (b"X", b"y")])
async def test_half_open_connections_keep_nobody_out(
    reached: App, telegram: Telegram, phone: Phone, begun: bytes
) -> None:
    """All are closed but the newest; none has to wait for a time limit."""
    most = bots_end.MOST_CONNECTIONS
    async with listening(reached, telegram) as known:
        held = []
        for _ in range(400):
            held.append(await asyncio.open_connection(*address(known)))
            held[-1][1].write(begun)
        telegram.write(phone.id, "/start")
        await until(lambda: "Тілді таңдаңыз" in phone.text)
        for reader, _ in held[: 400 - most]:
            await ended(reader)
        assert sum(not reader.at_eof() for reader, _ in held) <= most
        for _, writer in held:
            writer.close()


def test_a_port_that_is_taken_is_said_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(SettingsError, match=f"WEBHOOK_PORT: nobody can be heard at port {port}: Address already"):
            webhook(AnyHttpUrl("https://grants.example/updates"), port)

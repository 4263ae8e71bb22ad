"""The database is away for a while: nothing ends, and all that came is handled afterwards."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from bot.app import App
from bot.demo.telegram import Telegram
from bot.settings import Settings
from bot.telegram import receiving
from storage import postgresql
from storage.database import Database, parse_url
from storage.errors import DatabaseError, is_outage
from storage.tables import people
from tests.conftest import MovableClock, at_full_speed
from tests.support.conversation import Chats
from tests.support.running import delivering, receiver
from tests.support.waiting import until
from tests.support.wire import Wire, wire_to

pytestmark = pytest.mark.postgresql


@pytest.fixture
async def wire(database_url: str) -> AsyncIterator[Wire]:
    async with wire_to(parse_url(database_url)) as wire:
        yield wire


@pytest.fixture
async def app(settings: Settings, wire: Wire, telegram: Telegram, clock: MovableClock) -> AsyncIterator[App]:
    url = SecretStr(wire.url.render_as_string(hide_password=False))
    app = at_full_speed(settings.model_copy(update={"database_url": url}), telegram, clock)
    yield app
    await app.close()


@pytest.mark.parametrize("how", ["reading", "writing", "scanning", "bulk_writing"])
async def test_whatever_is_asked_it_is_one_error_and_passes(wire: Wire, how: str) -> None:
    database = Database(wire.url.render_as_string(hide_password=False))

    async def ask() -> None:
        async with getattr(database, how)() as connection:
            await connection.execute(people.select().limit(1))

    await ask()
    await wire.cut()
    with pytest.raises(DatabaseError) as raised:
        await ask()
    assert is_outage(raised.value)
    await wire.mend()
    await ask()
    await database.close()


async def test_whoever_asks_after_a_restart_of_the_server_notices_nothing(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "IDLE_SECONDS", 0.0)
    database = Database(wire.url.render_as_string(hide_password=False))

    async def ask() -> None:
        async with database.reading() as connection:
            await connection.execute(people.select().limit(1))

    await asyncio.gather(*(ask() for _ in range(4)))
    await wire.cut()
    await wire.mend()
    await asyncio.gather(*(ask() for _ in range(4)))
    await database.close()


async def test_a_connection_cut_in_the_middle_is_the_same_error(wire: Wire) -> None:
    database = Database(wire.url.render_as_string(hide_password=False))

    async def ask() -> None:
        async with database.writing() as connection:
            await connection.execute(people.select().limit(1))
            await wire.cut()
            await asyncio.sleep(0.05)
            await connection.execute(people.select().limit(1))

    with pytest.raises(DatabaseError) as raised:
        await ask()
    assert is_outage(raised.value)
    await database.close()


async def test_the_bot_outlives_it(
    app: App, telegram: Telegram, wire: Wire, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(receiving, "DATABASE_PAUSE", 0.05)
    monkeypatch.setattr("bot.delivery.worker.DATABASE_PAUSE", 0.05)
    phone = Chats(app, telegram).person(7001)
    async with receiver(app), delivering(app.delivery):
        telegram.write(phone.id, "/start")
        await until(lambda: "Тілді таңдаңыз" in phone.text)
        await wire.cut()
        telegram.tap(phone.id, phone.last.message_id, *phone.find("Русский"))
        app.delivery.queued.set()
        await until(lambda: "cannot be written down" in caplog.text and "The outbox waits" in caplog.text)
        await asyncio.sleep(1.2)  # leases are not renewed either
        await wire.mend()
        await until(lambda: "Повторный конкурс" in phone.text)

"""What programs ask on the monitoring port: does it live, are people served, how does it get on."""

import asyncio
import logging
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiogram.exceptions import TelegramNetworkError, TelegramServerError
from aiogram.methods import GetMe
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families
from pydantic import AnyHttpUrl
from sqlalchemy import text

from bot import running
from bot.app import App, build_app
from bot.demo.api.server import serve
from bot.demo.telegram import Telegram
from bot.measures import Measures
from bot.monitoring import server
from bot.monitoring.exposition import exposition
from bot.monitoring.server import Monitoring
from bot.running import run
from bot.settings import Settings, SettingsError
from bot.telegram.session import open_session
from bot.version import VERSION
from content.models import Language
from storage.delivery import outbox
from storage.delivery.outbox import Priority
from storage.entry import people
from storage.lock import FileLock
from storage.migrate import migrate
from storage.tables.delivery import OutboxKind
from storage.telegram import inbox
from storage.telegram.inbox import StoredUpdate
from tests.conftest import MovableClock
from tests.support.conversation import Chats
from tests.support.monitoring import Samples, free_port, samples
from tests.support.running import receiver
from tests.support.waiting import until, until_found


class Scene:
    """The bot with its monitoring port, over real HTTP on both sides."""

    def __init__(self, app: App, telegram: Telegram, lock: FileLock, port: int) -> None:
        self.app = app
        self.telegram = telegram
        self.lock = lock
        self.base = f"http://127.0.0.1:{port}"

    async def ask(self, path: str) -> tuple[int, Any]:
        async with ClientSession() as session, session.get(self.base + path) as answer:
            return answer.status, await (answer.json() if path == "/readyz" else answer.text())

    async def metrics(self) -> Samples:
        return samples((await self.ask("/metrics"))[1])


@pytest.fixture
async def scene(
    settings: Settings, telegram: Telegram, clock: MovableClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Scene]:
    monkeypatch.setattr(server, "FRESH", 0.0)
    measures, lock, port = Measures(), FileLock(tmp_path / "bot.db"), free_port()
    async with serve(telegram) as base:
        reached = settings.model_copy(update={"bot_api_url": AnyHttpUrl(base)})
        app = build_app(reached, open_session(reached, measures), clock, measures)
        await migrate(app.database)
        assert await lock.take()
        monitoring = Monitoring(app, port, tmp_path / "copies", lock)
        await monitoring.listen()
        app.measures.serving = True
        yield Scene(app, telegram, lock, port)
        await monitoring.close()
        await lock.give_back()
        await app.close()


async def test_what_people_do_is_counted_by_kind_and_outcome(scene: Scene) -> None:
    phone = Chats(scene.app, scene.telegram).person(7001)
    scene.telegram.queue.put("message", {"message_id": 1, "text": "құпия сөз"})
    async with receiver(scene.app):
        scene.telegram.write(phone.id, "/start")
        await until(lambda: "Тілді таңдаңыз" in phone.text)
        scene.telegram.tap(phone.id, phone.last.message_id, *phone.find("Қазақша"))
        await until(lambda: "Тілді таңдаңыз" not in phone.text)
        await until(lambda: scene.app.inbox.idle)
    found = await scene.metrics()
    assert found["grant_updates_total", "message", "handled"] == 1
    assert found["grant_updates_total", "callback_query", "handled"] == 1
    assert found["grant_updates_total", "unreadable", "set_aside"] == 1
    assert found["grant_updates_set_aside",] == 1
    assert found["grant_updates_waiting",] == 0
    assert found["grant_update_handling_seconds_count", "message"] == 1
    assert found["grant_update_handling_seconds_bucket", "message", "10.0"] == 1
    assert found["grant_api_calls_total", "200", "sendMessage"] == 1
    assert found["grant_api_calls_total", "200", "getUpdates"] >= 1
    assert 0 <= found["grant_telegram_silence_seconds",] < 60


async def test_troubles_of_the_bot_api_are_counted_by_their_code(scene: Scene) -> None:
    scene.telegram.faults.server_error(method="getMe")
    scene.telegram.faults.dropped_connection(method="getMe")
    for _ in range(2):
        with pytest.raises((TelegramServerError, TelegramNetworkError)):
            await scene.app.bot.session.make_request(scene.app.bot, GetMe())
    found = await scene.metrics()
    assert {key[1:] for key in found if key[0] == "grant_api_calls_total"} == {("500", "getMe"), ("network", "getMe")}


async def test_nothing_personal_is_shown(scene: Scene) -> None:
    phone = Chats(scene.app, scene.telegram).person(7_001_600_261_901, name="Құпиягүл")
    async with receiver(scene.app):
        scene.telegram.write(phone.id, "құпия сөз")
        await until(lambda: len(phone.messages) == 2)
        await until(lambda: scene.app.inbox.idle)
    _, shown = await scene.ask("/metrics")
    assert "grant_updates_total" in shown
    for word in (str(phone.id), "ұпия", scene.telegram.token):
        assert word not in shown


async def test_queues_are_figures(scene: Scene, clock: MovableClock) -> None:
    now = clock.now()
    async with scene.app.database.writing() as connection:
        await people.set_language(connection, 7, Language.KK, now)
        for number, (kind, priority) in enumerate(
            ((OutboxKind.REMINDER, Priority.REMINDER), (OutboxKind.QUESTION_ANSWER, Priority.ANSWER))
        ):
            await outbox.queue(
                connection, key=str(number), kind=kind, person_id=7, content={}, priority=priority, now=now
            )
    clock.advance(minutes=2)
    found = await scene.metrics()
    assert found["grant_messages_due",] == 2
    assert found["grant_reminders_due",] == 1
    assert found["grant_answers_oldest_seconds",] == 120
    assert found["grant_database_up",] == 1
    assert ("grant_backup_age_seconds",) not in found, "there is no copy"


@pytest.mark.sqlite("the disk of a server is looked after by others")
async def test_the_disk_is_a_figure(scene: Scene) -> None:
    assert (await scene.metrics())["grant_disk_free_bytes",] > 0


async def test_it_lives_and_is_ready(scene: Scene) -> None:
    assert (await scene.ask("/livez"))[0] == 200
    status, facts = await scene.ask("/readyz")
    assert (status, facts["ready"], facts["reasons"]) == (200, True, [])


async def _lock_lost(scene: Scene) -> None:
    scene.lock.path.unlink()


async def _database_gone(scene: Scene) -> None:
    async with scene.app.database.writing() as connection:
        await connection.execute(text("DROP TABLE inbox"))


async def _not_serving(scene: Scene) -> None:
    scene.app.measures.serving = False


@pytest.mark.parametrize(
    ("disturb", "reason"),
    [(_lock_lost, "the lock"), (_database_gone, "the database"), (_not_serving, "it does not serve")],
)
async def test_it_lives_and_is_not_ready(scene: Scene, disturb: Callable[[Scene], Any], reason: str) -> None:
    await disturb(scene)
    status, facts = await scene.ask("/readyz")
    assert status == 503
    assert [each for each in facts["reasons"] if each.startswith(reason)] == facts["reasons"] != []
    assert (await scene.ask("/livez"))[0] == 200


async def test_a_database_that_does_not_answer_is_one_figure(scene: Scene) -> None:
    await _database_gone(scene)
    found = await scene.metrics()
    assert found["grant_database_up",] == 0
    assert ("grant_updates_waiting",) not in found


async def test_what_waits_counts_only_while_telegram_answers(scene: Scene, clock: MovableClock) -> None:
    async with scene.app.database.writing() as connection:
        await inbox.put(connection, [StoredUpdate(5, 7, "{}")], clock.now() - timedelta(minutes=6))
    status, facts = await scene.ask("/readyz")
    assert (status, facts["telegram_age"]) == (200, None)
    scene.app.measures.answered()
    status, facts = await scene.ask("/readyz")
    assert status == 503
    assert facts["reasons"] == ["update waits too long"]
    assert facts["update_oldest_age"] == 360


async def test_the_port_of_another_is_left_to_it(scene: Scene) -> None:
    port = int(scene.base.rpartition(":")[2])
    second = Monitoring(scene.app, port, None, None)
    await second.listen_if_free()
    with pytest.raises(SettingsError, match="MONITORING_PORT"):
        await second.listen()
    await second.close()


@pytest.mark.slow
async def test_it_answers_from_the_start_to_the_end(
    settings: Settings,
    telegram: Telegram,
    clock: MovableClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    port = free_port()

    async def ready() -> bool:
        try:
            async with ClientSession() as session, session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                return answer.status == 200
        except OSError:
            return False

    async def stop() -> None:
        await until_found(ready)
        signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(running, "settle_memory", lambda: None)
    async with serve(telegram) as base, asyncio.TaskGroup() as group:
        reached = settings.model_copy(update={"bot_api_url": AnyHttpUrl(base), "monitoring_port": port})
        group.create_task(stop())
        await run(reached, clock, staff_known=True)
    assert not await ready()
    (line,) = [record.getMessage() for record in caplog.records if "serves contest" in record.getMessage()]
    assert f"version {VERSION}, database " in line
    assert line.endswith("updates by long polling")


@pytest.mark.slow
def test_who_is_not_asked_loads_nothing_for_it() -> None:
    look = "import sys, bot.running; print(*{'prometheus_client', 'aiohttp.web', 'bot.monitoring'} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == ""


def test_families_are_described() -> None:
    families: Mapping[str, str] = {
        each.name: each.documentation for each in text_string_to_metric_families(exposition(Measures(), None).decode())
    }
    assert all(families.values())

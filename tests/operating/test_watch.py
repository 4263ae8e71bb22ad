"""Owners hear in their chats of what is wrong with the bot: once, until it is over and comes again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import AnyHttpUrl

from bot.access import Right
from bot.app import App
from bot.demo.telegram import Telegram
from bot.operating import symptoms
from bot.services.reminders import reach
from content.models import Language
from storage import backup
from storage.delivery import claims, outbox
from storage.delivery.outbox import Priority
from storage.entry import people
from storage.lock import FileLock
from storage.tables.delivery import OutboxKind, OutboxState
from storage.tables.operating import Trouble
from storage.telegram import inbox
from storage.telegram.inbox import StoredUpdate
from tests.conftest import MovableClock
from tests.support.conversation import Chats, Phone, deliver
from tests.support.staff import OWNER, with_rights


async def set_aside(app: App, *numbers: int) -> None:
    async with app.database.writing() as connection:
        for number in numbers:
            await inbox.put(connection, [StoredUpdate(number, 7, "{}")], app.clock.now())
            await inbox.set_aside(connection, number, "it cannot be read", app.clock.now())


async def look(app: App) -> None:
    await app.watch.tick()
    await deliver(app)


async def test_it_is_told_once_with_what_to_do(app: App, owner: Phone) -> None:
    await look(app)
    before = len(owner.messages)
    await set_aside(app, 1)
    await look(app)
    assert "Бот не смог обработать действия: 1" in owner.text
    assert "python -m bot inbox" in owner.text
    await look(app)
    assert len(owner.messages) == before + 1


async def test_it_is_told_again_where_it_was_over(app: App, owner: Phone, clock: MovableClock) -> None:
    await set_aside(app, 1)
    await look(app)
    async with app.database.writing() as connection:
        await inbox.retry(connection)
    await look(app)
    before = len(owner.messages)
    clock.advance(minutes=1)
    await set_aside(app, 1)
    await look(app)
    assert len(owner.messages) == before + 1


async def test_what_has_grown_is_told_again_a_day_later(app: App, owner: Phone, clock: MovableClock) -> None:
    await set_aside(app, 1)
    await look(app)
    before = len(owner.messages)
    await set_aside(app, 2, 3)
    await look(app)
    assert len(owner.messages) == before
    clock.advance(days=1)
    await look(app)
    assert len(owner.messages) == before + 1
    assert "действия: 3" in owner.text
    clock.advance(days=1)
    await look(app)
    assert len(owner.messages) == before + 1


async def test_a_restart_tells_nothing_twice(app: App, restarted: App, owner: Phone) -> None:
    await set_aside(app, 1)
    await look(app)
    before = len(owner.messages)
    await look(restarted)
    assert len(owner.messages) == before


@dataclass
class Scene:
    app: App
    telegram: Telegram
    clock: MovableClock
    folder: Path
    patch: pytest.MonkeyPatch


async def row_failed(scene: Scene) -> None:
    now = scene.clock.now()
    async with scene.app.database.writing() as connection:
        kind, priority = OutboxKind.REMINDER, Priority.REMINDER
        await outbox.queue(connection, key="a", kind=kind, person_id=OWNER, content={}, priority=priority, now=now)
        (letter,) = await claims.claim(connection, now, 1, [])
        await claims.finish(connection, letter.id, OutboxState.FAILED, now, reason="message is too long")


async def second_process(scene: Scene) -> None:
    assert await FileLock(scene.folder / "bot.db", end="standby").take()


async def other_bot(scene: Scene) -> None:
    scene.app.measures.called("getUpdates", "409")


async def disk_full(scene: Scene) -> None:
    scene.patch.setattr(symptoms, "LEAST_FREE", 2**60)


async def webhook_elsewhere(scene: Scene) -> None:
    settings = scene.app.watch.settings.model_copy(update={"webhook_url": AnyHttpUrl("https://example.org/updates")})
    scene.patch.setattr(scene.app.watch, "settings", settings)


async def old_copy(scene: Scene) -> None:
    (scene.folder / "copies").mkdir()
    (scene.folder / "copies" / backup.name_at(scene.clock.now() - timedelta(hours=30))).touch()
    await no_copy(scene)


async def no_copy(scene: Scene) -> None:
    settings = scene.app.watch.settings.model_copy(update={"backup_dir": scene.folder / "copies"})
    scene.patch.setattr(scene.app.watch, "settings", settings)
    await scene.app.watch.tick()
    scene.clock.advance(minutes=61)


async def reminders_late(scene: Scene) -> None:
    """A second before the deadline, of somebody whom nothing reaches."""
    scene.clock.move_to("2020-06-03T17:59:59+06:00")
    now = scene.clock.now()
    content = {"rule": "3h", "deadline": "20200603T1200Z"}
    async with scene.app.database.writing() as connection:
        await people.set_language(connection, 7009, Language.KK, now)
        for number in range(35):
            kind, priority = OutboxKind.REMINDER, Priority.REMINDER
            await outbox.queue(
                connection, key=f"r{number}", kind=kind, person_id=7009, content=content, priority=priority, now=now
            )


async def reminders_ahead(scene: Scene) -> None:
    """Two days before the deadline, with more people than three hours have room for."""
    scene.patch.setattr(reach, "ALLOWED", 1 / 3600)
    scene.clock.move_to("2020-06-01T12:00:00+06:00")
    async with scene.app.database.writing() as connection:
        for number in range(7101, 7106):
            await people.set_language(connection, number, Language.KK, scene.clock.now())
        await people.set_reminders(connection, 7101, "14d 7d")
        await people.mark_unreachable(connection, 7102, scene.clock.now())


async def lock_lost(scene: Scene) -> None:
    await scene.app.watch.lock_lost()


@pytest.mark.parametrize(
    ("disturb", "words"),
    [
        (row_failed, "которые отправить не удалось: 1"),
        pytest.param(
            second_process,
            "Второй процесс бота ждет наготове",
            marks=pytest.mark.sqlite("of several replicas all are at work"),
        ),
        (other_bot, "С этим токеном работает еще один бот"),
        pytest.param(
            disk_full, "На диске мало места", marks=pytest.mark.sqlite("the disk of a server is looked after by others")
        ),
        (webhook_elsewhere, "Сообщения уходят на другой адрес"),
        (old_copy, "Она сделана 1 день 7 часов назад"),
        (no_copy, "Копий базы данных нет"),
        (reminders_late, "До срока их могут не получить: 5"),
        (reminders_ahead, "До срока не получат: 1"),
        (lock_lost, "Бот потерял блокировку"),
    ],
)
@pytest.mark.slow
async def test_each_trouble_is_told(
    app: App,
    owner: Phone,
    telegram: Telegram,
    clock: MovableClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    disturb: Callable[[Scene], Awaitable[None]],
    words: str,
) -> None:
    await look(app)
    await disturb(Scene(app, telegram, clock, tmp_path, monkeypatch))
    await look(app)
    assert words in owner.plain
    assert "Что делать" in owner.text


@pytest.mark.parametrize(("age", "fresh"), [(timedelta(minutes=5), True), (timedelta(hours=1), False)])
async def test_an_error_of_the_webhook_counts_while_it_is_young(
    app: App,
    owner: Phone,
    telegram: Telegram,
    clock: MovableClock,
    monkeypatch: pytest.MonkeyPatch,
    age: timedelta,
    fresh: bool,
) -> None:
    url = AnyHttpUrl("https://example.org/updates")
    monkeypatch.setattr(app.watch, "settings", app.watch.settings.model_copy(update={"webhook_url": url}))
    await app.bot.set_webhook(str(url), secret_token="abc")
    assert telegram.queue.webhook is not None
    telegram.queue.webhook.last_error = (int((clock.now() - age).timestamp()), "Connection refused")
    await look(app)
    assert ("Connection refused" in owner.text) is fresh


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("trouble", Trouble)
def test_each_trouble_has_its_words(app: App, trouble: Trouble, language: Language) -> None:
    facts = {
        "people": 2,
        "who": "process 1",
        "error": "x",
        "waiting": 2,
        "age": 7200.0,
        "free": 2e8,
        "size": 3e8,
        "due": 40,
        "rate": 30,
    }
    text = app.texts.render(language, "operating/trouble", trouble=trouble.value, number=1, facts=facts, age=None)
    assert text.startswith("⚠️ <b>")
    assert {Language.KK: "Не істеу керек", Language.RU: "Что делать"}.get(language, "<b>") in text
    assert app.texts.label(language, f"trouble.{trouble.value}")


async def test_at_night_only_what_cannot_wait_is_told(app: App, owner: Phone, clock: MovableClock) -> None:
    clock.move_to("2020-05-20T23:00+06:00")
    await set_aside(app, 1)
    await look(app)
    assert "не смог обработать" not in owner.text
    app.measures.called("getUpdates", "409")
    await look(app)
    assert "С этим токеном работает еще один бот" in owner.text
    clock.move_to("2020-05-21T08:00+06:00")
    await look(app)
    assert "не смог обработать" in owner.text


async def test_what_is_over_by_then_is_not_told(app: App, owner: Phone) -> None:
    await set_aside(app, 1)
    await app.watch.tick()
    async with app.database.writing() as connection:
        await inbox.retry(connection)
    await look(app)
    assert "не смог обработать" not in owner.text


async def test_only_those_hear_of_it_who_look_after_the_staff(app: App, owner: Phone, chats: Chats) -> None:
    member = await with_rights(chats, Right.ANSWER)
    manager = await with_rights(chats, Right.STAFF, user_id=9003, name="Сәуле")
    await set_aside(app, 1)
    await look(app)
    assert "өңдей алмаған" not in member.text
    assert "өңдей алмаған әрекеттер: 1" in manager.text
    assert "не смог" in owner.text


async def test_the_screen_says_how_the_bot_gets_on(app: App, owner: Phone) -> None:
    await owner.send("/staff")
    await owner.tap("Состояние бота")
    assert "Неполадок не замечено" in owner.text
    assert "В очереди: 0" in owner.text
    assert "Копий базы данных нет" in owner.text
    await set_aside(app, 1)
    await app.watch.tick()
    await owner.tap("Обновить")
    assert "есть необработанные действия" in owner.text
    assert "Отложено без обработки: 1" in owner.text
    await owner.tap("Назад")
    assert "Журнал действий" in owner.buttons


async def test_the_notice_leads_to_the_screen(app: App, owner: Phone) -> None:
    await set_aside(app, 1)
    await look(app)
    await owner.tap("Состояние бота")
    assert "Отложено без обработки: 1" in owner.text


async def test_others_do_not_see_the_screen(app: App, owner: Phone, chats: Chats) -> None:
    member = await with_rights(chats, Right.ANSWER)
    await member.send("/staff")
    assert "Боттың жағдайы" not in member.buttons
    await member.press("condition")
    assert "В очереди" not in member.text
    assert "Кезекте:" not in member.text


def test_a_young_bot_is_given_time_for_its_first_copy() -> None:
    figures = {"updates_set_aside": 0, "messages_failed": 0, "standing_by": None, "backup_age": None}
    young, grown = timedelta(minutes=59), timedelta(minutes=61)
    assert list(symptoms.symptoms(figures, copies_wanted=True, up_for=young)) == []
    assert list(symptoms.symptoms(figures, copies_wanted=False, up_for=grown)) == []
    assert [each.trouble for each in symptoms.symptoms(figures, copies_wanted=True, up_for=grown)] == [
        Trouble.BACKUP_OLD
    ]

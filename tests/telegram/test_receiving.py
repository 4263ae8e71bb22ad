"""Receiving updates: each once, in the order of its person, and a stop that finishes what was begun."""

import asyncio
import json

import pytest
from sqlalchemy import text

from bot.app import App
from bot.demo.telegram import Telegram
from bot.telegram import person_queues, receiving
from bot.telegram.person_queues import PersonQueue, PersonQueues
from bot.telegram.raw_updates import stored
from storage.entry import people
from storage.questions import questions
from storage.telegram import inbox
from storage.telegram.inbox import StoredUpdate
from tests.support.conversation import Chats, Phone
from tests.support.receiving import entry
from tests.support.running import receiver
from tests.support.waiting import everybody_waits, until


async def test_people_are_served(app: App, telegram: Telegram, anybody: Phone) -> None:
    async with receiver(app):
        telegram.write(anybody.id, "/start")
        await until(lambda: len(anybody.messages) == 2)
    assert "Тілді таңдаңыз" in anybody.text


async def test_an_update_that_cannot_be_read_is_set_aside_and_its_words_stay_out_of_the_log(
    app: App, telegram: Telegram, anybody: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.queue.put("message", {"message_id": 1, "text": "құпия сөз"})
    async with receiver(app):
        telegram.write(anybody.id, "/start")
        await until(lambda: len(anybody.messages) == 2)
    assert "is set aside: it cannot be read" in caplog.text
    assert "құпия" not in caplog.text


@pytest.mark.parametrize(
    ("body", "place"),
    [('{"update_id": 1, "құпия', "JSON"), ('["құпия"]', "JSON"), ('{"update_id": 1, "message": "құпия"}', "message")],
)
async def test_a_row_that_holds_no_update_is_set_aside_without_its_words(
    app: App, telegram: Telegram, anybody: Phone, caplog: pytest.LogCaptureFixture, body: str, place: str
) -> None:
    async with app.database.writing() as connection:
        await inbox.put(connection, [StoredUpdate(1, None, body)], app.clock.now())
    async with receiver(app):
        telegram.write(anybody.id, "/start")
        await until(lambda: len(anybody.messages) == 2)
    async with app.database.reading() as reader:
        (aside,) = await inbox.all_set_aside(reader)
    assert aside.reason == f"it cannot be read: {place}"
    assert "құпия" not in caplog.text


async def test_a_stop_finishes_what_was_begun(app: App, telegram: Telegram, anybody: Phone) -> None:
    gate = asyncio.Event()
    telegram.faults.held(gate, method="sendMessage")
    async with receiver(app) as stop:
        telegram.write(anybody.id, "/start")
        await until(lambda: telegram.faults.struck)
        stop.set()
        await everybody_waits()
        assert len(anybody.messages) == 1
        gate.set()
    assert len(anybody.messages) == 2


async def test_each_persons_updates_keep_their_order_and_people_do_not_wait_for_each_other() -> None:
    done: list[int] = []
    gate = asyncio.Event()

    async def serve(entry: StoredUpdate, _: PersonQueue) -> None:
        if entry.update_id == 1:
            await gate.wait()
        done.append(entry.update_id)

    async with asyncio.TaskGroup() as group:
        queue = PersonQueues(group, serve)
        for update_id, user_id in ((1, 10), (2, 10), (3, 20), (4, 10), (5, None)):
            await queue.put(entry(update_id, user_id))
        await everybody_waits()
        assert done == [3, 5]
        gate.set()
    assert done == [3, 5, 1, 2, 4]


async def test_after_a_stop_nothing_more_is_begun_and_what_takes_too_long_is_broken_off() -> None:
    done: list[int] = []
    gate, never = asyncio.Event(), asyncio.Event()

    async def serve(entry: StoredUpdate, _: PersonQueue) -> None:
        await (never if entry.person_id == 20 else gate).wait()
        done.append(entry.update_id)

    async with asyncio.TaskGroup() as group:
        queue = PersonQueues(group, serve)
        for update_id, user_id in ((1, 10), (2, 10), (3, 20)):
            await queue.put(entry(update_id, user_id))
        await everybody_waits()
        gate.set()
        await queue.stop(0.2)
    assert done == [1]


async def test_what_was_not_handled_before_a_kill_is_handled_after_it_once_and_in_order(
    app: App, telegram: Telegram, anybody: Phone
) -> None:
    for words in ("/start", "бір", "екі"):
        telegram.write(anybody.id, words)
    raw = await telegram.updates(timeout=0)
    entries = [StoredUpdate(update["update_id"], anybody.id, json.dumps(update)) for update in raw]
    async with app.database.writing() as connection:
        await inbox.put(connection, entries, app.clock.now())
        await inbox.done(connection, entries[:1], app.clock.now())
    async with receiver(app):
        await until(lambda: len(anybody.messages) == 5 and app.inbox.idle)
    assert len(anybody.messages) == 5
    async with app.database.reading() as reader:
        assert await inbox.waiting(reader) == []


async def test_an_update_that_comes_again_is_known_again_and_one_with_an_old_number_is_not(app: App) -> None:
    first, second = StoredUpdate(1, 7, '{"text": "а"}'), StoredUpdate(2, 7, '{"text": "ә"}')
    renumbered = StoredUpdate(1, 8, '{"text": "б"}')
    async with app.database.writing() as connection:
        assert await inbox.put(connection, [first, second], app.clock.now()) == [first, second]
        await inbox.done(connection, [first], app.clock.now())
        assert await inbox.put(connection, [first, second], app.clock.now()) == []
        assert await inbox.put(connection, [renumbered], app.clock.now()) == [renumbered]
        assert [entry.body for entry in await inbox.waiting(connection)] == [renumbered.body, second.body]


async def test_what_is_handled_and_confirmed_is_forgotten_and_nothing_else(
    app: App, telegram: Telegram, anybody: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = StoredUpdate(1, 7, "{}")
    async with app.database.writing() as connection:
        await inbox.put(connection, [aside], app.clock.now())
        await inbox.set_aside(connection, 1, "it cannot be read", app.clock.now())
    monkeypatch.setattr(receiving, "FORGET_SECONDS", 0)
    async with receiver(app):
        for count in (2, 4, 6):
            telegram.write(anybody.id, "/start")
            await until(lambda: len(anybody.messages) == count and app.inbox.idle)  # noqa: B023
    async with app.database.reading() as reader:
        kept = (await reader.execute(text("SELECT count(*), min(update_id) FROM inbox"))).one()
    assert tuple(kept) == (2, 1), "what is set aside, and the last one, which Telegram might send again"


async def test_what_a_message_answers_is_fixed_when_it_is_first_handled(
    app: App, telegram: Telegram, chats: Chats, quick_pauses: None
) -> None:
    """A search that was handled before a kill must not be taken, after it, for what the next screen asks."""
    person = chats.person(7001)
    await person.begin()
    await person.press("search:2020-repeat")
    telegram.write(person.id, "экология")
    (raw,) = (await telegram.updates(timeout=0))[-1:]
    update = StoredUpdate(raw["update_id"], person.id, json.dumps(raw))
    async with app.database.writing() as connection:
        await inbox.put(connection, [update], app.clock.now())
        await inbox.fix_answers(connection, update.update_id, "search:2020-repeat")
        await people.set_asked(connection, person.id, "askc:2020-repeat:0")  # as a screen after it had left it
    async with receiver(app):
        await until(lambda: len(person.messages) > 3)
    async with app.database.reading() as reader:
        assert await questions.draft(reader, person.id, "2020-repeat") is None


async def test_a_tap_that_is_put_back_does_not_undo_what_came_after_it(app: App) -> None:
    tap = StoredUpdate(1, 7, '{"update_id": 1, "callback_query": {}}')
    message = StoredUpdate(2, 7, '{"update_id": 2, "message": {}}')
    later = StoredUpdate(3, 7, '{"update_id": 3, "callback_query": {}}')
    async with app.database.writing() as connection:
        await inbox.put(connection, [tap, message, later], app.clock.now())
        for each in (tap, message):
            await inbox.set_aside(connection, each.update_id, "broken", app.clock.now())
        await inbox.done(connection, [later], app.clock.now())
        assert await inbox.retry(connection) == 1
        assert [entry.update_id for entry in await inbox.waiting(connection)] == [2]


async def test_somebody_who_floods_gets_one_answer_and_keeps_nobody_waiting(
    app: App, telegram: Telegram, chats: Chats, quick_pauses: None
) -> None:
    flooder, other = chats.person(7001), chats.person(7002)
    await flooder.begin()
    before = len(flooder.messages)
    async with receiver(app):
        for number in range(60):
            telegram.write(flooder.id, f"сұрақ {number}")
        telegram.write(other.id, "/start")
        await until(lambda: len(other.messages) == 2)
        await until(lambda: app.inbox.idle)
    answers = [message for message in flooder.messages[before:] if message.from_user and message.from_user.is_bot]
    assert sum("өте жиі" in (message.text or "") for message in answers) == 1
    assert 2 <= len(answers) <= 13
    async with app.database.reading() as reader:
        assert await inbox.waiting(reader) == []


@pytest.mark.sqlite("one writer locks out the others")
async def test_a_stop_crosses_out_what_was_just_being_crossed_out(
    app: App, telegram: Telegram, anybody: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    cross_out_now, begun, locked = app.inbox.cross_out_now, asyncio.Event(), asyncio.Event()

    async def cross_out_when_locked() -> bool:
        begun.set()
        await locked.wait()
        return await cross_out_now()

    monkeypatch.setattr(app.inbox, "cross_out_now", cross_out_when_locked)
    async with app.database.scanning() as other, receiver(app) as stop:
        telegram.write(anybody.id, "/start")
        await begun.wait()
        await other.execute(text("BEGIN IMMEDIATE"))
        locked.set()
        await everybody_waits()
        stop.set()
        await everybody_waits()
        await other.execute(text("COMMIT"))
    async with app.database.reading() as reader:
        assert await inbox.waiting(reader) == []


async def test_what_waits_for_a_place_is_not_taken_up_a_second_time(
    app: App, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(person_queues, "AT_ONCE", 1)
    gate = asyncio.Event()
    telegram.faults.held(gate, method="sendMessage")
    people = [Chats(app, telegram).person(7001 + number) for number in range(4)]
    for person in people:
        telegram.write(person.id, "/start")
    async with receiver(app):
        await until(lambda: telegram.faults.struck)
        await app.inbox.take_up()
        gate.set()
        await until(lambda: all(len(person.messages) >= 2 for person in people) and app.inbox.idle)
    assert [len(person.messages) for person in people] == [2, 2, 2, 2]


async def test_a_stop_does_not_wait_for_all_that_waited_at_the_start(
    app: App, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(person_queues, "AT_ONCE", 1)
    gate = asyncio.Event()
    telegram.faults.held(gate, method="sendMessage")
    for number in range(5):
        telegram.write(Chats(app, telegram).person(7001 + number).id, "/start")
    raw = await telegram.updates(timeout=0)
    entries = [entry for update in raw if (entry := stored(update))]
    async with app.database.writing() as connection:
        await inbox.put(connection, entries, app.clock.now())
    async with receiver(app) as stop:
        await until(lambda: telegram.faults.struck)
        stop.set()
        await everybody_waits()
        gate.set()
    async with app.database.reading() as reader:
        assert len(await inbox.waiting(reader)) == 4


async def test_two_who_bring_updates_of_one_person_lose_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(person_queues, "AT_ONCE", 2)
    served, go_on = list[int](), asyncio.Event()

    async def serve(entry: StoredUpdate, _: PersonQueue) -> None:
        await go_on.wait()
        served.append(entry.update_id)

    async with asyncio.TaskGroup() as group:
        served_in = PersonQueues(group, serve)
        for number in (1, 2):
            await served_in.put(StoredUpdate(number, number, "{}"))
        for number in (3, 4):
            group.create_task(served_in.put(StoredUpdate(number, 7, "{}")))
        await everybody_waits()
        go_on.set()
    assert served == [1, 2, 3, 4]


async def test_an_update_of_an_unknown_kind_is_left_without_noise(
    app: App, telegram: Telegram, anybody: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    async with receiver(app):
        await until(lambda: telegram.queue.poll)
        await app.inbox.take([StoredUpdate(1, 7, '{"update_id": 1, "something_new": {"from": {"id": 7}}}')], 0)
        telegram.write(anybody.id, "/start")
        await until(lambda: len(anybody.messages) == 2)
    assert "Update 1" not in caplog.text

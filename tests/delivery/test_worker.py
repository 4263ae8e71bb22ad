"""The worker: what leaves the outbox, when, and what becomes of it."""

import asyncio
import sqlite3
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

import pytest
from aiogram import Bot
from aiogram.utils.backoff import BackoffConfig
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.app import App
from bot.delivery.rate_limit import RateLimit
from bot.delivery.worker import Delivery
from bot.demo.telegram import Telegram
from bot.ui.context import Context
from bot.ui.notices import Composed, Later, Nothing
from bot.ui.screens import Screen
from storage.database import Writer
from storage.delivery import claims, history, outbox
from storage.delivery.claims import OutboxRow
from storage.delivery.outbox import Priority
from storage.entry import people
from storage.tables.delivery import OutboxKind, OutboxState
from tests.conftest import MovableClock
from tests.support.conversation import Chats, Phone, drained
from tests.support.running import delivering, looked
from tests.support.waiting import everybody_waits, until

SAY = OutboxKind.QUESTION_NEWS


async def say(ctx: Context, letter: OutboxRow) -> Composed:
    """Says what its row says."""
    match letter.content:
        case {"skip": reason}:
            return Nothing(reason)
        case {"later": minutes}:
            return Later(ctx.now + timedelta(minutes=minutes)) if ctx.now == letter.created_at else Screen("кеш")
        case {"boom": _}:
            raise RuntimeError("broken")
    return Screen(letter.content["text"])


@pytest.fixture
def worker(app: App) -> Delivery:
    return Delivery(app.bot, app.contexts, asyncio.Event(), {SAY: say})


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.worker.LOOK_AGAIN", 0.02)
    monkeypatch.setattr("bot.delivery.worker.DATABASE_PAUSE", 0.02)
    monkeypatch.setattr("bot.delivery.outcomes.FIRST_PAUSE", timedelta())
    monkeypatch.setattr("bot.delivery.worker.OUTAGE_PAUSE", timedelta())
    monkeypatch.setattr("bot.delivery.worker.OUTAGE_PAUSES", BackoffConfig(0.01, 0.02, 1.5, 0.0))


@pytest.fixture
async def reader(chats: Chats, applicant: Phone) -> Phone:
    await applicant.begin()
    return applicant


async def put(app: App, key: str, person: Phone, priority: Priority = Priority.REMINDER, **content: object) -> bool:
    async with app.database.writing() as connection:
        return await outbox.queue(
            connection,
            key=key,
            kind=SAY,
            person_id=person.id,
            content=content or {"text": key},
            priority=priority,
            now=app.clock.now(),
        )


async def states(app: App) -> dict[str, tuple[str, str | None]]:
    async with app.database.reading() as connection:
        rows = (await connection.execute(text("SELECT key, state, reason FROM outbox ORDER BY id"))).all()
    return {row.key: (row.state, row.reason) for row in rows}


async def test_a_stop_that_comes_together_with_a_wake_is_a_stop(
    worker: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.worker.LOOK_AGAIN", 60.0)
    async with delivering(worker) as stop:
        await looked(worker)
        begun = monotonic()
        worker.queued.set()
        stop.set()
    assert monotonic() - begun < 30


async def test_a_row_is_sent_once_whatever_is_queued_twice(app: App, worker: Delivery, reader: Phone) -> None:
    before = len(reader.messages)
    assert await put(app, "а", reader)
    assert not await put(app, "а", reader)
    async with delivering(worker):
        await drained(app)
    assert [message.text for message in reader.messages[before:]] == ["а"]
    assert await states(app) == {"а": ("sent", None)}


async def test_answers_overtake_reminders_and_reminders_overtake_announcements(
    app: App, worker: Delivery, chats: Chats, reader: Phone
) -> None:
    others = [chats.person(8000 + number) for number in range(2)]
    for other in others:
        await other.begin()
    sent: list[str] = []

    async def note(_: Context, letter: OutboxRow) -> Composed:
        sent.append(letter.key)
        return Screen(letter.key)

    worker.kinds = {SAY: note}
    await put(app, "announcement", reader, Priority.ANNOUNCEMENT)
    await put(app, "reminder", others[0])
    await put(app, "answer", others[1], Priority.ANSWER)
    async with delivering(worker):
        await drained(app)
    assert sent == ["answer", "reminder", "announcement"]


async def test_one_chat_gets_one_message_a_second(app: App, worker: Delivery, reader: Phone) -> None:
    for key in "аб":
        await put(app, key, reader)
    begin = asyncio.get_running_loop().time()
    async with delivering(worker):
        await drained(app)
    assert asyncio.get_running_loop().time() - begin >= 1
    assert [message.text for message in reader.messages[-2:]] == ["а", "б"]


@pytest.mark.slow
@pytest.mark.parametrize("trouble", ["server_error", "dropped_connection"])
async def test_trouble_that_passes_is_tried_again(
    app: App, worker: Delivery, telegram: Telegram, reader: Phone, trouble: str
) -> None:
    getattr(telegram.faults, trouble)(method="sendMessage", times=3)
    await put(app, "а", reader)
    async with delivering(worker):
        await drained(app)
    assert reader.text == "а"


async def test_a_network_that_is_down_for_long_fails_nothing(
    app: App, worker: Delivery, telegram: Telegram, reader: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker.rate_limit = RateLimit(between_two=0.0)
    monkeypatch.setattr("bot.delivery.outcomes.TRIES", 3)
    telegram.faults.dropped_connection(method="sendMessage", times=30)
    await put(app, "а", reader)
    async with delivering(worker):
        await drained(app)
    assert await states(app) == {"а": ("sent", None)}


async def test_what_never_works_fails_in_the_end_with_its_reason(
    app: App, worker: Delivery, reader: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.outcomes.TRIES", 3)

    async def always_locked(_: Context, __: OutboxRow) -> Composed:
        raise OperationalError("SELECT", {}, sqlite3.OperationalError("database is locked"))

    worker.kinds = {SAY: always_locked}
    await put(app, "а", reader)
    async with delivering(worker):
        await drained(app)
    assert await states(app) == {"а": ("failed", "database is locked")}
    worker.kinds = {SAY: say}
    async with app.database.writing() as connection:
        assert await history.retry(connection, app.clock.now()) == 1
    async with delivering(worker):
        await drained(app)
    assert reader.text == "а"


async def test_too_many_requests_make_the_whole_worker_rest(
    app: App, worker: Delivery, chats: Chats, reader: Phone
) -> None:
    other = chats.person(8000)
    await other.begin()
    chats.telegram.faults.too_many_requests(1, method="sendMessage")
    await put(app, "а", reader)
    begin = asyncio.get_running_loop().time()
    async with delivering(worker):
        await until(lambda: chats.telegram.faults.struck)
        await put(app, "б", other)
        app.clock.advance(seconds=1)  # type: ignore[attr-defined]
        await drained(app)
    assert asyncio.get_running_loop().time() - begin >= 1
    assert (reader.text, other.text) == ("а", "б")


async def test_what_was_composed_before_a_rest_is_composed_anew_after_it(
    app: App, worker: Delivery, chats: Chats, reader: Phone
) -> None:
    other = chats.person(8000)
    await other.begin()
    words = ["3 сағат қалды"]
    composed: list[str] = []

    async def say_what_counts(_: Context, letter: OutboxRow) -> Composed:
        composed.append(letter.key)
        return Screen(words[-1])

    worker.kinds = {SAY: say_what_counts}
    chats.telegram.faults.too_many_requests(1, method="sendMessage")
    await put(app, "а", reader)
    await put(app, "б", other)
    async with delivering(worker):
        await until(lambda: composed == ["а", "б"] and chats.telegram.faults.struck)
        words.append("2 сағат қалды")
        app.clock.advance(seconds=2)  # type: ignore[attr-defined]
        await drained(app)
    assert (reader.text, other.text) == ("2 сағат қалды", "2 сағат қалды")


async def test_who_blocked_the_bot_is_left_in_peace_until_they_return(
    app: App, worker: Delivery, telegram: Telegram, reader: Phone
) -> None:
    telegram.block(reader.id)
    for key in ("а", "б"):
        await put(app, key, reader)
    async with delivering(worker):
        await drained(app)
    found = await states(app)
    assert [state for state, _ in found.values()] == ["blocked", "blocked"]
    assert found["б"][1] == "unreachable"
    telegram.unblock(reader.id)
    await reader.send("/start")
    async with app.database.reading() as connection:
        back = await people.find(connection, reader.id)
    assert back is not None
    assert back.reachable
    await put(app, "в", reader)
    async with delivering(worker):
        await drained(app)
    assert reader.text == "в"


async def test_a_row_that_telegram_refuses_or_nobody_can_compose_fails_alone(
    app: App, worker: Delivery, chats: Chats, reader: Phone
) -> None:
    other = chats.person(8000)
    await other.begin()
    await put(app, "бұзық", reader, text="<b>ашық")
    await put(app, "сынық", other, boom=1)
    await put(app, "бүтін", reader)
    async with delivering(worker):
        await drained(app)
    found = await states(app)
    assert found["бұзық"][0] == "failed"
    assert "can't parse entities" in (found["бұзық"][1] or "")
    assert found["сынық"] == ("failed", "cannot be composed: RuntimeError")
    assert reader.text == "бүтін"


async def test_whatever_is_wrong_with_a_row_it_fails_alone(
    app: App, worker: Delivery, chats: Chats, reader: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = chats.person(8000)
    await other.begin()
    make_request = app.bot.session.make_request

    async def broken_for_one(bot: Bot, method: Any, **options: Any) -> Any:
        if getattr(method, "chat_id", None) == other.id:
            raise ValueError
        return await make_request(bot, method, **options)

    monkeypatch.setattr(app.bot.session, "make_request", broken_for_one)
    await put(app, "сынық", other)
    await put(app, "бүтін", reader)
    async with delivering(worker):
        await drained(app)
    assert await states(app) == {"сынық": ("failed", "cannot be sent: ValueError"), "бүтін": ("sent", None)}


async def test_a_kind_that_only_another_version_knows_fails_by_itself(
    app: App, worker: Delivery, chats: Chats, reader: Phone
) -> None:
    other = chats.person(8000)
    await other.begin()
    await put(app, "бейтаныс", other)
    async with app.database.writing() as connection:
        await connection.execute(text("UPDATE outbox SET kind = 'of_tomorrow'"))
    await put(app, "белгілі", reader)
    async with delivering(worker):
        await drained(app)
    assert await states(app) == {
        "бейтаныс": ("failed", "cannot be composed: KeyError"),
        "белгілі": ("sent", None),
    }


async def test_who_has_deleted_their_data_is_told_nothing_and_holds_up_nobody(
    app: App, worker: Delivery, telegram: Telegram, chats: Chats, reader: Phone
) -> None:
    gone = chats.person(8000)

    async def tell_the_author(connection: Writer, letter: OutboxRow, now: datetime) -> None:
        told = await outbox.queue(
            connection,
            key=f"{letter.key}:told",
            kind=SAY,
            person_id=gone.id,
            content={},
            priority=Priority.ANSWER,
            now=now,
        )
        assert not told

    worker.undelivered = {SAY: tell_the_author}
    telegram.block(reader.id)
    await put(app, "а", reader)
    async with delivering(worker):
        await drained(app)
    assert (await states(app)).keys() == {"а"}


async def test_what_has_nothing_to_say_is_recorded_and_what_comes_at_night_waits(
    app: App, worker: Delivery, chats: Chats, reader: Phone
) -> None:
    other = chats.person(8000)
    await other.begin()
    await put(app, "а", reader, skip="handed in")
    await put(app, "б", other, later=30)
    async with delivering(worker):
        await drained(app)
        assert await states(app) == {"а": ("skipped", "handed in"), "б": ("queued", None)}
        app.clock.advance(minutes=31)  # type: ignore[attr-defined]
        await drained(app)
    assert other.text == "кеш"


async def test_what_was_in_flight_at_a_kill_is_sent_after_the_restart(
    app: App, worker: Delivery, reader: Phone, clock: MovableClock
) -> None:
    await put(app, "а", reader)
    async with app.database.writing() as connection:
        (claimed,) = await claims.claim(connection, app.clock.now(), 10, [])
    assert claimed.key == "а"
    if app.database.shared:  # another process might still be sending it
        clock.moment += claims.LEASE + timedelta(seconds=1)
    async with delivering(worker):
        await drained(app)
    assert reader.text == "а"


async def test_a_claimed_row_keeps_its_moment_and_comes_back_when_its_lease_is_over(app: App, reader: Phone) -> None:
    await put(app, "а", reader)
    due = app.clock.now()
    async with app.database.writing() as connection:
        assert await claims.claim(connection, due, 10, [])
        assert await claims.recover(connection, due + claims.LEASE) == 0
        assert await claims.recover(connection, due + claims.LEASE + timedelta(seconds=1)) == 1
    async with app.database.scanning() as connection:
        (row,) = await history.recent(connection, 10)
    assert (row.state, row.not_before) == (OutboxState.QUEUED, due)


async def test_a_row_in_hand_is_not_taken_for_a_forgotten_one(
    app: App, worker: Delivery, reader: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish, room, refused = claims.finish, asyncio.Event(), asyncio.Event()

    async def full_for_long(*arguments: Any, **options: Any) -> None:
        if not room.is_set():
            refused.set()
            raise OperationalError("UPDATE", {}, sqlite3.OperationalError("database or disk is full"))
        await finish(*arguments, **options)

    monkeypatch.setattr(claims, "finish", full_for_long)
    before = len(reader.messages)
    await put(app, "а", reader)
    async with delivering(worker):
        await refused.wait()
        app.clock.advance(minutes=10)  # type: ignore[attr-defined]
        await worker.recover()
        await looked(worker)
        room.set()
        await drained(app)
    assert [message.text for message in reader.messages[before:]] == ["а"]


async def test_what_cannot_be_composed_for_the_database_waits(app: App, worker: Delivery, reader: Phone) -> None:
    troubles = iter(range(2))

    async def busy_at_first(_: Context, letter: OutboxRow) -> Composed:
        if next(troubles, None) is not None:
            raise OperationalError("SELECT", {}, sqlite3.OperationalError("database is locked"))
        return Screen(letter.key)

    worker.kinds = {SAY: busy_at_first}
    await put(app, "а", reader)
    async with delivering(worker):
        await drained(app)
    assert reader.text == "а"


async def test_a_stop_finishes_what_is_in_flight(app: App, worker: Delivery, telegram: Telegram, reader: Phone) -> None:
    gate = asyncio.Event()
    telegram.faults.held(gate, method="sendMessage")
    await put(app, "а", reader)
    async with delivering(worker) as stop:
        await until(lambda: telegram.faults.struck)
        stop.set()
        await everybody_waits()
        gate.set()
    assert await states(app) == {"а": ("sent", None)}


@pytest.mark.sqlite("one writer locks out the others")
async def test_a_locked_database_is_waited_out_and_nothing_is_sent_twice(
    app: App, worker: Delivery, reader: Phone, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.sqlite.BUSY_SECONDS", 0.1)
    before = len(reader.messages)
    await put(app, "а", reader)
    async with app.database.scanning() as other:
        await other.execute(text("BEGIN IMMEDIATE"))
        async with delivering(worker):
            await until(lambda: "The outbox waits" in caplog.text)
            await other.execute(text("COMMIT"))
            await drained(app)
    assert [message.text for message in reader.messages[before:]] == ["а"]


async def test_a_full_disk_is_waited_out_and_what_was_sent_is_not_sent_again(
    app: App, worker: Delivery, reader: Phone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    finish, refusals = claims.finish, iter(range(2))

    async def full_at_first(*arguments: Any, **options: Any) -> None:
        if next(refusals, None) is not None:
            raise OperationalError("UPDATE", {}, sqlite3.OperationalError("database or disk is full"))
        await finish(*arguments, **options)

    monkeypatch.setattr(claims, "finish", full_at_first)
    before = len(reader.messages)
    await put(app, "а", reader)
    async with delivering(worker):
        await drained(app)
    assert [message.text for message in reader.messages[before:]] == ["а"]
    assert "database or disk is full" in caplog.text
    assert await states(app) == {"а": ("sent", None)}

"""A person's updates are handled one after the other, whichever replica they are brought to."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.app import App
from bot.demo.telegram import Telegram
from bot.telegram import receiving
from storage.database import CONNECTIONS, Writer
from storage.packages import packages
from storage.packages.packages import DocumentStatus
from storage.tables import inbox, inbox_leases
from storage.tables import packages as packages_table
from storage.telegram import inbox as updates
from storage.telegram import leases
from storage.telegram.inbox import StoredUpdate
from tests.conftest import OPEN
from tests.replicas.conftest import Balancer, at_work
from tests.support.conversation import Chats, Phone
from tests.support.waiting import PATIENCE, until, until_found

pytestmark = pytest.mark.postgresql

CONTEST = "2020-repeat"
TIMES = 40


async def handled(app: App) -> bool:
    async with app.database.reading() as reader:
        left = select(func.count()).select_from(inbox).where(inbox.c.done_at.is_(None))
        return not (await reader.execute(left)).scalar()


async def status(app: App, person_id: int, document_id: str) -> DocumentStatus:
    async with app.database.reading() as reader:
        package = await packages.current(reader, person_id, CONTEST)
    assert package is not None
    return package.status(document_id)


@pytest.fixture
async def phone(replicas: tuple[App, App], telegram: Telegram, balancer: Balancer) -> Phone:
    phone = Chats(replicas[0], telegram).person(7001)
    telegram.write(phone.id, "/start")
    await balancer.bring(replicas[0])
    await until_found(lambda: handled(replicas[0]))
    telegram.tap(phone.id, phone.last.message_id, *phone.find("Қазақша"))
    await balancer.bring(replicas[1])
    await until_found(lambda: handled(replicas[0]))
    return phone


async def test_of_two_taps_at_once_on_two_replicas_the_later_counts(
    replicas: tuple[App, App], telegram: Telegram, balancer: Balancer, phone: Phone
) -> None:
    first, second = replicas
    wrong = 0
    for number in range(TIMES):
        brought = (first, second) if number % 2 else (second, first)
        for word in ("ready", "in_progress"):
            telegram.press(phone.id, phone.last.message_id, f"setdoc:{CONTEST}:doc_1:{word}")
        await balancer.bring(*brought)
        await until_found(lambda: handled(first))
        wrong += await status(first, phone.id, "doc_1") is not DocumentStatus.IN_PROGRESS
    assert wrong == 0


async def test_where_all_is_slow_the_earlier_tap_is_waited_for_longer(
    replicas: tuple[App, App],
    telegram: Telegram,
    balancer: Balancer,
    phone: Phone,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put = updates.put
    words = ["ready", "in_progress"]

    async def slowly(connection: Writer, entries: Sequence[StoredUpdate], *more: Any) -> list[StoredUpdate]:
        earlier = words[0] in entries[0].body
        await asyncio.sleep(1.8 if earlier else 0.25)
        return await put(connection, entries, *more)

    monkeypatch.setattr(updates, "put", slowly)
    for word in words:
        telegram.press(phone.id, phone.last.message_id, f"setdoc:{CONTEST}:doc_1:{word}")
    await balancer.bring(*replicas)
    await until_found(lambda: handled(replicas[0]))
    assert await status(replicas[0], phone.id, "doc_1") is DocumentStatus.IN_PROGRESS


async def test_the_first_package_is_made_once(
    replicas: tuple[App, App], telegram: Telegram, balancer: Balancer, phone: Phone
) -> None:
    for _ in range(2):
        telegram.press(phone.id, phone.last.message_id, f"choose:{CONTEST}:topic_7")
    await balancer.bring(*replicas)
    await until_found(lambda: handled(replicas[0]))
    async with replicas[0].database.reading() as reader:
        assert (await reader.execute(select(func.count()).select_from(packages_table))).scalar() == 1


async def test_nobody_keeps_a_lease_of_whom_nothing_waits(replicas: tuple[App, App], phone: Phone) -> None:
    async with replicas[0].database.reading() as reader:
        assert (await reader.execute(select(func.count()).select_from(inbox_leases))).scalar() == 0


async def test_what_waits_with_a_replica_that_is_gone_is_taken_over(
    apps: tuple[App, App], telegram: Telegram, balancer: Balancer, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, other = apps
    phone = Chats(other, telegram).person(7001)
    telegram.write(phone.id, "/start")
    raw = (await telegram.updates(offset=0, timeout=0))[0]
    async with gone.database.writing() as connection:  # written down and leased, then killed
        from bot.telegram.raw_updates import stored  # noqa: PLC0415

        entry = stored(raw)
        assert entry is not None
        await updates.put(connection, [entry], OPEN)
        assert await leases.take(connection, [phone.id], gone.inbox.leasing.owner)  # type: ignore[union-attr]
    async with at_work(other):
        await asyncio.sleep(0.05)
        assert not await handled(other), "its lease counts"
        async with other.database.writing() as connection:
            await connection.execute(update(inbox_leases).values(leased_until=func.now() - timedelta(seconds=1)))
        await until_found(lambda: handled(other))
    assert "Тілді таңдаңыз" in phone.text


async def test_what_failed_under_a_lost_lease_is_left_to_whoever_has_it(
    replicas: tuple[App, App],
    telegram: Telegram,
    balancer: Balancer,
    phone: Phone,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    here, there = replicas
    owner = there.inbox.leasing.owner  # type: ignore[union-attr]

    async def lost(*_: object, **__: object) -> None:
        async with here.database.writing() as connection:
            await connection.execute(update(inbox_leases).values(owner=owner))
        raise RuntimeError

    monkeypatch.setattr(here.inbox.dispatcher, "feed_update", lost)
    telegram.write(phone.id, "/help")
    await balancer.bring(here)
    await until_found(lambda: handled(there))
    assert "is handled by another process" in caplog.text
    assert here.inbox.idle


async def test_what_is_handled_while_somebody_looks_for_it_is_not_handled_again(
    apps: tuple[App, App],
    telegram: Telegram,
    balancer: Balancer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    here, _ = apps
    assert here.inbox.leasing is not None
    look, feed = here.inbox.leasing.left_behind, here.inbox.dispatcher.feed_update
    found, looked_again, fed = asyncio.Event(), asyncio.Event(), list[object]()

    async def look_slowly() -> list[StoredUpdate]:
        seen = await look()
        if found.is_set():
            looked_again.set()
        elif seen:
            found.set()
            await until(lambda: fed and here.inbox.idle)
        return seen

    async def feed_late(*given: object, **named: object) -> object:
        fed.append(given)
        await found.wait()
        return await feed(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(receiving, "RENEW_SECONDS", 0.01)
    monkeypatch.setattr(here.inbox.leasing, "left_behind", look_slowly)
    monkeypatch.setattr(here.inbox.dispatcher, "feed_update", feed_late)
    telegram.write(Chats(here, telegram).person(7001).id, "/start")
    async with at_work(here):
        await balancer.bring(here)
        await looked_again.wait()
        await until(lambda: here.inbox.idle)
    assert len(fed) == 1
    assert "is handled by another process" not in caplog.text


async def test_leases_are_renewed_however_many_wait_to_write(apps: tuple[App, App]) -> None:
    here, _ = apps
    async with AsyncExitStack() as stack, asyncio.timeout(PATIENCE):
        for _ in range(CONNECTIONS // 2):
            await stack.enter_async_context(here.database.writing())
        await here.inbox.leasing.renew()  # type: ignore[union-attr]

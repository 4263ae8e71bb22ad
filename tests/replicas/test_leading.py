"""One of several leads; what one changes the others follow."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text

from bot.app import App
from bot.demo.telegram import Telegram
from bot.serving import leading
from bot.serving.leading import follow, lead
from bot.telegram.webhook import secret_of
from storage.lock import SessionLock
from storage.staff import staff
from storage.staff.staff import StaffMember
from tests.conftest import OPEN
from tests.support.conversation import Chats
from tests.support.staff import OWNER
from tests.support.waiting import PATIENCE, until

pytestmark = pytest.mark.postgresql


@asynccontextmanager
async def following(app: App) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        task = group.create_task(follow(app))
        try:
            yield
        finally:
            task.cancel()


async def test_a_right_given_or_taken_on_one_counts_at_once_on_the_other(
    apps: tuple[App, App], telegram: Telegram
) -> None:
    here, there = apps
    phone = Chats(there, telegram).person(7001)
    await phone.begin("Русский")
    async with here.database.writing() as connection:
        await staff.put(connection, StaffMember(7001, "А", "contest", OWNER, OPEN))
    await phone.send("/staff")
    assert there.access.rights(7001)
    async with here.database.writing() as connection:
        await staff.remove(connection, 7001)
    await phone.send("/staff")
    assert not there.access.rights(7001)


async def test_what_is_published_on_one_is_served_by_the_other(apps: tuple[App, App], telegram: Telegram) -> None:
    here, there = apps
    owner = Chats(here, telegram).person(OWNER)
    await owner.begin("Русский")
    contest = there.catalogue.current(OPEN)
    async with following(there):
        await owner.press(f"cholidays:{contest.id}")
        await owner.send("25.05")
        await owner.press("cpublish:1")
        await until(lambda: there.catalogue.get(contest.id) != contest)
    assert there.catalogue.get(contest.id) == here.catalogue.get(contest.id)


async def test_the_same_secret_everywhere_and_another_for_another_token() -> None:
    assert secret_of("1:a") == secret_of("1:a") != secret_of("1:b")


async def test_whoever_led_is_replaced_once_the_server_has_lost_them(
    apps: tuple[App, App], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leading, "REST_SECONDS", 0.0)
    leaders: list[int] = []
    stop = asyncio.Event()

    async def alone(number: int) -> None:
        leaders.append(number)

    def begin(group: asyncio.TaskGroup, number: int) -> None:
        app = apps[number]
        lock = SessionLock(app.database.url)
        group.create_task(lead(app, lock, stop, lambda: alone(number)))

    async with asyncio.TaskGroup() as group, asyncio.timeout(PATIENCE):
        begin(group, 0)
        await until(lambda: leaders == [0])
        begin(group, 1)
        await asyncio.sleep(0.3)
        assert leaders == [0], "one at a time"
        async with apps[1].database.writing() as connection:
            await connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted "
                    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                )
            )
        await until(lambda: len(leaders) > 1)
        stop.set()

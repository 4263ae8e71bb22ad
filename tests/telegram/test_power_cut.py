"""A power cut, unlike a kill, loses what was not brought to the disk: nothing that somebody was told is kept."""

import asyncio
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import App
from bot.delivery.worker import Delivery
from bot.demo.state.update_queue import UpdateQueue
from bot.demo.telegram import Telegram
from bot.ui.context import Context
from bot.ui.screens import Screen
from storage.database import Database
from storage.delivery import outbox
from storage.delivery.claims import OutboxRow
from storage.delivery.outbox import Priority
from storage.migrate import migrate
from storage.tables import inbox
from storage.tables import outbox as outbox_rows
from storage.tables.delivery import OutboxKind, OutboxState
from storage.telegram import inbox as inbox_rows
from storage.telegram.inbox import StoredUpdate
from tests.support.conversation import Chats
from tests.support.running import delivering, receiver
from tests.support.waiting import until

NOON = datetime(2020, 5, 20, 6, 0, tzinfo=UTC)


class Disk:
    """Remembers how much of the log had been synced; `after_the_cut` is what a new start would find."""

    def __init__(self, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.database = database
        self.log = Path(f"{database}-wal")
        self.synced = 0
        fdatasync = os.fdatasync

        def sync(descriptor: int) -> None:
            if os.path.samestat(os.fstat(descriptor), self.log.stat()):
                self.synced = self.log.stat().st_size
            fdatasync(descriptor)

        monkeypatch.setattr(os, "fdatasync", sync)

    def after_the_cut(self, folder: Path) -> Database:
        shutil.copy(self.database, folder / "cut.db")
        (folder / "cut.db-wal").write_bytes(self.log.read_bytes()[: self.synced])
        return Database(f"sqlite+aiosqlite:///{folder / 'cut.db'}")


@pytest.mark.sqlite("its log is brought to the disk by us")
async def test_what_telegram_was_told_is_kept_survives_a_power_cut(
    app: App, telegram: Telegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [Chats(app, telegram).person(7001 + number) for number in range(20)]
    disk = Disk(Path(app.database.url.database or ""), monkeypatch)
    given, confirmed, lost = set[int](), set[int](), set[int]()
    get = UpdateQueue.get

    async def confirming(queue: UpdateQueue, offset: int, *rest: Any) -> list[dict[str, Any]]:
        """Asked for updates from some number on, Telegram never sends the older ones again."""
        newly = {number for number in given - confirmed if number < offset}
        if newly:
            cut = disk.after_the_cut(tmp_path)
            async with cut.reading() as reader:
                kept = {row.update_id for row in await reader.execute(select(inbox.c.update_id))}
            await cut.close()
            confirmed.update(newly)
            lost.update(newly - kept)
        found = await get(queue, offset, *rest)
        given.update(update["update_id"] for update in found)
        return found

    monkeypatch.setattr(UpdateQueue, "get", confirming)
    async with receiver(app):
        for person in people:
            await until(lambda: telegram.queue.poll)
            telegram.write(person.id, "/start")
        await until(lambda: len(confirmed) == len(people))
    assert lost == set()


@pytest.mark.sqlite("its log is brought to the disk by us")
async def test_a_notice_that_the_worker_is_done_with_does_not_come_again_after_a_power_cut(
    app: App, chats: Chats, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is still in its hands may: nobody could know whether it had arrived."""
    people = [chats.person(7001 + number) for number in range(20)]
    for person in people:
        await person.begin()
    disk = Disk(Path(app.database.url.database or ""), monkeypatch)
    before = {person.id: len(person.messages) for person in people}
    async with app.database.writing() as connection:
        for person in people:
            await outbox.queue(
                connection,
                key=f"notice:{person.id}",
                kind=OutboxKind.QUESTION_NEWS,
                person_id=person.id,
                content={},
                priority=Priority.REMINDER,
                now=app.clock.now(),
            )
    worker = Delivery(app.bot, app.contexts, asyncio.Event(), {OutboxKind.QUESTION_NEWS: _notice})
    async with delivering(worker):
        await until(lambda: all(len(person.messages) > before[person.id] for person in people))
    cut = disk.after_the_cut(tmp_path)
    async with cut.reading() as reader:
        states = (await reader.execute(select(outbox_rows.c.state))).scalars().all()
    await cut.close()
    assert list(states) == [OutboxState.SENT] * len(people)


async def _notice(_: Context, __: OutboxRow) -> Screen:
    return Screen("Хабарлама")


@pytest.mark.sqlite("its log is brought to the disk by us")
async def test_a_log_that_was_made_anew_is_brought_to_the_disk(bare_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    fdatasync = os.fdatasync

    def sync(descriptor: int) -> None:
        synced.append(os.fstat(descriptor).st_ino)
        fdatasync(descriptor)

    monkeypatch.setattr(os, "fdatasync", sync)
    database = Database(bare_url)
    log = Path(f"{database.url.database}-wal")
    await migrate(database)
    async with database.writing() as connection:
        await inbox_rows.put(connection, [StoredUpdate(1, None, "{}")], NOON)
    await database.sync()
    old, new = make_anew(log)
    await database.sync()
    assert synced == [old, new]
    await database.close()


def make_anew(log: Path) -> tuple[int, int]:
    """The inodes of before and after."""
    aside = log.rename(log.with_name("of-before"))
    log.write_bytes(aside.read_bytes())
    inodes = aside.stat().st_ino, log.stat().st_ino
    aside.unlink()
    return inodes

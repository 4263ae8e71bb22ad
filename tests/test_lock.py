"""One process serves a database: whoever comes second stands by, and nobody goes on who has lost the lock."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest
from pydantic import AnyHttpUrl

from bot import running
from bot.demo.api.server import serve
from bot.demo.telegram import Telegram
from bot.running import run
from bot.serving.standby import stand_by
from bot.settings import Settings
from content.models import Language
from storage.database import Database
from storage.delivery import history
from storage.entry import people
from storage.errors import DatabaseBusyError
from storage.lock import FileLock
from storage.migrate import migrate
from storage.tables.delivery import OutboxKind
from tests.conftest import MovableClock
from tests.support.staff import OWNER
from tests.support.waiting import PATIENCE, until, until_found

HOLD = """
import asyncio, sys, time
from pathlib import Path
from storage.lock import FileLock
assert asyncio.run(FileLock(Path(sys.argv[1])).take())
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


async def test_only_one_has_it_until_it_is_given_back(path: Path) -> None:
    first, second = FileLock(path), FileLock(path)
    assert await second.holder() is None
    assert await first.take()
    assert not await second.take()
    assert "process" in str(await second.holder())
    assert not await second.kept()
    await first.give_back()
    assert await second.holder() is None
    assert await second.take()
    await second.give_back()


def link_to(path: Path) -> Path:
    path.touch()
    link = path.with_name("link.db")
    link.symlink_to(path)
    return link


async def test_it_is_the_same_by_whatever_way_the_file_is_called(path: Path) -> None:
    first = FileLock(path)
    assert await first.take()
    assert not await FileLock(link_to(path)).take()
    await first.give_back()


@pytest.fixture
def other(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process, which holds it."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


async def test_a_killed_process_gives_it_back(path: Path, other: subprocess.Popen[str]) -> None:
    lock = FileLock(path)
    assert not await lock.take()
    assert f"process {other.pid}" in str(await lock.holder())
    other.kill()
    other.wait()
    assert await lock.take()
    await lock.give_back()


def lock_deleted(path: Path) -> None:
    path.with_name("bot.db.lock").unlink()


def database_replaced(path: Path) -> None:
    copy = path.with_name("copy.db")
    copy.write_bytes(path.read_bytes())
    copy.rename(path)


@pytest.mark.sqlite("the lock is a file")
@pytest.mark.parametrize("happens", [lock_deleted, database_replaced])
@pytest.mark.slow
async def test_who_loses_it_stops_serving(
    settings: Settings,
    telegram: Telegram,
    clock: MovableClock,
    path: Path,
    happens: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(running, "settle_memory", lambda: None)
    async with serve(telegram) as base, asyncio.timeout(30):
        settings = settings.model_copy(update={"bot_api_url": AnyHttpUrl(base)})

        async def disturb() -> None:
            while telegram.queue.poll is None:  # noqa: ASYNC110  it happens inside the bot
                await asyncio.sleep(0.05)
            await asyncio.sleep(1.2)
            happens(path)

        disturbing = asyncio.ensure_future(disturb())
        with pytest.raises(DatabaseBusyError, match="lost"):
            await run(settings, clock)
        await disturbing


@pytest.mark.sqlite("the lock is a file")
@pytest.mark.slow
async def test_whoever_serves_next_tells_the_owner_that_it_was_lost(
    settings: Settings, telegram: Telegram, clock: MovableClock, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "settle_memory", lambda: None)
    database = Database(settings.database_url.get_secret_value())
    await migrate(database)
    async with database.writing() as connection:
        await people.set_language(connection, OWNER, Language.RU, clock.now())
    async with serve(telegram) as base, asyncio.TaskGroup() as group:
        settings = settings.model_copy(update={"bot_api_url": AnyHttpUrl(base)})

        async def disturb() -> None:
            await until(lambda: telegram.queue.poll)
            lock_deleted(path)

        group.create_task(disturb())
        with pytest.raises(DatabaseBusyError, match="lost"):
            await run(settings, clock)
    async with database.scanning() as reader:
        assert [each.kind for each in await history.counts(reader)] == [OutboxKind.TROUBLE]
    await database.close()


async def test_who_serves_sees_who_stands_by(path: Path) -> None:
    first, second, place, stop = FileLock(path), FileLock(path), FileLock(path, end="standby"), asyncio.Event()
    assert await first.take()
    seen = FileLock(path, end="standby")
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(stand_by(second, stop, place))
        await until_found(seen.holder)
        await first.give_back()
        assert await waiting
    assert await seen.holder() is None
    await second.give_back()


async def test_what_takes_long_is_done_while_one_stands_by_and_once(path: Path) -> None:
    first, second, stop, done = FileLock(path), FileLock(path), asyncio.Event(), list[str]()
    assert await stand_by(first, stop, prepare=lambda: done.append("though nobody serves"))
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(stand_by(second, stop, prepare=lambda: done.append("while waiting")))
        await until(lambda: done)
        await asyncio.sleep(0.6)  # looks twice
        assert not waiting.done()
        await first.give_back()
    assert done == ["while waiting"]
    await second.give_back()


def demo(folder: Path) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-m", "bot", "demo", "--port", "0", "--keep", str(folder)]
    return subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def demos(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], subprocess.Popen[str]]]:
    """The second begins once the first serves."""
    first = demo(tmp_path)
    assert first.stderr is not None
    while "serves contest" not in first.stderr.readline():
        pass
    second = demo(tmp_path)
    yield first, second
    for process in (first, second):
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_the_second_stands_by_and_takes_over(demos: tuple[subprocess.Popen[str], subprocess.Popen[str]]) -> None:
    first, second = demos
    assert second.stderr is not None
    assert f"Standing by: the database is served by process {first.pid}" in second.stderr.readline()
    first.send_signal(signal.SIGKILL)
    begin = monotonic()
    assert "taking over" in second.stderr.readline()
    assert "Open http" in second.stderr.readline()
    assert "serves contest" in second.stderr.readline()
    assert monotonic() - begin < PATIENCE / 2


@pytest.mark.slow
def test_who_stands_by_can_be_stopped(demos: tuple[subprocess.Popen[str], subprocess.Popen[str]]) -> None:
    _, second = demos
    assert second.stderr is not None
    second.stderr.readline()
    second.send_signal(signal.SIGTERM)
    assert second.wait(timeout=PATIENCE) == 0

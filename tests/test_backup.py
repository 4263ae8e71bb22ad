"""Copies: whole whatever is written meanwhile, checked, brought back; and because of one nobody hears a thing twice."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from datetime import UTC, datetime, time
from pathlib import Path
from threading import Event, Thread
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr
from sqlalchemy import insert, text

from bot.app import App
from bot.operating.backups import back_up, restore
from bot.operating.daily_backup import DailyBackup, moment_before
from bot.operating.queue_report import outbox_report
from bot.settings import Settings, SettingsError
from content.models import Language
from storage import backup, tables
from storage.database import Database
from storage.delivery import claims, holds, outbox
from storage.delivery.outbox import Priority
from storage.errors import DatabaseBusyError, DatabaseUnavailableError
from storage.lock import FileLock
from storage.migrate import migrate
from storage.tables.delivery import OutboxKind, OutboxState
from tests.conftest import MovableClock
from tests.support.conversation import Phone, drained
from tests.support.running import delivering, looked

NOW = datetime(2020, 5, 20, 4, 0, tzinfo=UTC)
PEOPLE = 300

pytestmark = pytest.mark.sqlite("copies of PostgreSQL are made by its own programs")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


@pytest.fixture
def settings(path: Path, database_url: str) -> Settings:
    """Of a database that is at `path`, of the newest schema and empty."""
    return Settings(
        _env_file=None,
        bot_token=SecretStr("100200300:local-telegram"),
        database_url=SecretStr(database_url),
        content_dir=Path("content/contests"),
        backup_dir=path.parent / "copies",
        backup_keep=2,
    )


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    database = Database(settings.database_url.get_secret_value())
    await migrate(database)
    joined = [{"id": number, "language": Language.KK, "joined_at": NOW} for number in range(1, PEOPLE + 1)]
    async with database.writing() as connection:
        await connection.execute(insert(tables.people), joined)
    yield database
    await database.close()


def rows(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


@pytest.fixture
def writing(path: Path, database: Database) -> Iterator[None]:
    """Another process that writes all the time: a row here and a row there, in one transaction."""
    over = Event()

    def write() -> None:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as connection:
            number = 10_000
            while not over.wait(0.001):
                number += 1
                connection.execute("BEGIN IMMEDIATE")
                person = "INSERT INTO people (id, language, joined_at) VALUES (?, 'kk', '2020-05-20 04:00:00')"
                connection.execute(person, (number,))
                connection.execute("INSERT INTO rounds VALUES (?, '2020-05-20 04:00:00')", (f"r{number}",))
                connection.execute("COMMIT")

    thread = Thread(target=write)
    thread.start()
    yield
    over.set()
    thread.join()


@pytest.mark.usefixtures("writing")
async def test_a_copy_is_the_state_of_one_moment_though_others_write(
    settings: Settings, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "PAGES_AT_ONCE", 1)
    while not rows(path, "SELECT 1 FROM rounds"):  # noqa: ASYNC110  a thread writes them
        await asyncio.sleep(0.01)
    said = await asyncio.to_thread(lambda: asyncio.run(back_up(settings, None, prove=True)))
    ((_, copy),) = backup.copies(path.parent / "copies")
    counts = backup.check(copy)
    assert counts["people"] == PEOPLE + counts["rounds"]
    assert counts["rounds"] > 0
    assert f"{counts['people']:,} people" in said
    assert "every row is there" in said
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in copy.parent.iterdir()] == [copy.name], "nothing is left beside it"


@pytest.mark.usefixtures("database")
async def test_what_was_deleted_is_in_no_copy(settings: Settings, path: Path, database: Database) -> None:
    secret = "құпия сөз" * 50
    async with database.writing() as connection:
        await connection.execute(
            text(
                "INSERT INTO inbox (update_id, person_id, body, received_at, attempts) "
                "VALUES (1, 1, :body, '2020-05-20 04:00:00', 0)"
            ),
            {"body": secret},
        )
    async with database.writing() as connection:
        await connection.execute(text("DELETE FROM inbox"))
    await back_up(settings, path.parent / "copy.db", prove=False)
    assert secret.encode() not in (path.parent / "copy.db").read_bytes()


@pytest.mark.usefixtures("database")
async def test_a_copy_that_lacks_something_is_none(
    settings: Settings, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = path.parent / "copy.db"
    target.write_text("the copy of yesterday")
    copied = backup.copy_rows

    def careless(source: Path, part: Path) -> None:
        copied(source, part)
        with closing(sqlite3.connect(part)) as connection, connection:
            connection.execute("DELETE FROM people WHERE id = 1")

    monkeypatch.setattr(backup, "copy_rows", careless)
    with pytest.raises(DatabaseUnavailableError, match="does not hold"):
        await back_up(settings, target, prove=False)
    assert target.read_text() == "the copy of yesterday"


def damaged(copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    for place in range(4096 * 3, len(content) - 4096, 4096):
        content[place : place + 200] = os.urandom(200)
    copy.write_bytes(content)


def cut_off(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[: 4096 * 5])


def something_else(copy: Path) -> None:
    copy.write_text("this is no database" * 100)


def of_another_program(copy: Path) -> None:
    copy.unlink()
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("CREATE TABLE people (id)")


def missing(copy: Path) -> None:
    copy.unlink()


@pytest.mark.parametrize("happens", [damaged, cut_off, something_else, of_another_program, missing])
async def test_what_is_no_sound_copy_replaces_nothing(
    settings: Settings, path: Path, database: Database, happens: object
) -> None:
    copy = path.parent / "copy.db"
    await back_up(settings, copy, prove=False)
    await database.close()
    happens(copy)  # type: ignore[operator]
    with pytest.raises(DatabaseUnavailableError):
        await restore(settings, copy)
    assert rows(path, "SELECT count(*) FROM people") == [(PEOPLE,)]
    assert not list(path.parent.glob("*.restoring*"))


@pytest.mark.usefixtures("database")
async def test_the_oldest_copies_go_and_others_are_left_alone(settings: Settings, path: Path) -> None:
    folder = path.parent / "copies"
    folder.mkdir()
    for name in ("bot-20200518T223000Z.db", "bot-20200517T223000Z.db", "bot-20200519T223000Z.db", "bot-mine.db"):
        (folder / name).touch()
    said = await back_up(settings, None, prove=False)
    assert {path.name for path in folder.iterdir()} >= {"bot-20200519T223000Z.db", "bot-mine.db"}
    assert len(list(folder.iterdir())) == 3
    assert "bot-20200517T223000Z.db is deleted" in said


@pytest.mark.parametrize("target", ["bot.db", "."])
@pytest.mark.usefixtures("database")
async def test_a_copy_takes_nobody_elses_place(settings: Settings, path: Path, target: str) -> None:
    with pytest.raises(SettingsError):
        await back_up(settings, path.parent / target, prove=False)


async def test_nothing_is_brought_back_while_somebody_serves(
    settings: Settings, path: Path, database: Database
) -> None:
    copy = path.parent / "copy.db"
    await back_up(settings, copy, prove=False)
    await database.close()
    lock = FileLock(path)
    assert await lock.take()
    with pytest.raises(DatabaseBusyError, match="served by process"):
        await restore(settings, copy)
    await lock.give_back()


async def queue(database: Database, person: int, kind: OutboxKind, priority: Priority) -> None:
    async with database.writing() as connection:
        await outbox.queue(
            connection, key=f"{kind}:{person}", kind=kind, person_id=person, content={}, priority=priority, now=NOW
        )


async def taken(database: Database, hold: holds.Hold | None) -> set[str]:
    async with database.writing() as connection:
        return {letter.key for letter in await claims.claim(connection, NOW, 100, [], NOW, hold)}


async def test_what_a_copy_had_queued_is_held_until_somebody_has_decided(
    settings: Settings, path: Path, database: Database
) -> None:
    for number in (1, 2):
        await queue(database, number, OutboxKind.REMINDER, Priority.REMINDER)
        await queue(database, number, OutboxKind.QUESTION_ANSWER, Priority.ANSWER)
    async with database.writing() as connection:
        await claims.claim(connection, NOW, 1, [], NOW)  # the copy is made while a row is in flight
    await back_up(settings, path.parent / "copy.db", prove=False)
    await database.close()
    said = await restore(settings, path.parent / "copy.db")
    assert "what the copy had queued is held" in said
    after = Database(settings.database_url.get_secret_value())
    await queue(after, 3, OutboxKind.QUESTION_CARD, Priority.ANSWER)
    await queue(after, 3, OutboxKind.BROADCAST, Priority.ANNOUNCEMENT)
    async with after.reading() as reader:
        hold = await holds.found(reader)
    assert await taken(after, hold) == {"question:3"}
    await after.close()
    url = settings.database_url.get_secret_value()
    report = await outbox_report(url)
    assert "announcement 1, answer 2, reminder 2" in report
    report = await outbox_report(url, drop=[OutboxKind.REMINDER, OutboxKind.BROADCAST])
    assert "3 rows of reminder, announcement are never sent" in report
    report = await outbox_report(url, release=True)
    assert "held since" not in report
    after = Database(url)
    async with after.reading() as reader:
        assert await holds.found(reader) is None
    assert await taken(after, None) == {"answer:1", "answer:2"}
    async with after.reading() as reader:
        states = (await reader.execute(text("SELECT key, state FROM outbox WHERE state = 'missed'"))).all()
    assert {row.key for row in states} == {"reminder:1", "reminder:2", "announcement:3"}
    await after.close()


async def test_what_is_held_goes_once_it_is_released_without_a_restart(app: App, applicant: Phone) -> None:
    await applicant.begin()
    now = app.clock.now()
    async with app.database.writing() as connection:
        await outbox.queue(
            connection,
            key="digest:1",
            kind=OutboxKind.STAFF_CHANGED,
            person_id=applicant.id,
            content={"person": applicant.id},
            priority=Priority.ANSWER,
            now=now,
        )
        await holds.hold(connection, now)
    async with delivering(app.delivery):
        await looked(app.delivery)
        assert await states(app) == [OutboxState.QUEUED]
        async with app.database.writing() as connection:
            await holds.release(connection)
        app.delivery.queued.set()
        await drained(app)


async def states(app: App) -> list[str]:
    async with app.database.reading() as reader:
        return list((await reader.execute(text("SELECT state FROM outbox"))).scalars())


async def numbered(database: Database) -> None:
    async with database.writing() as connection:
        await connection.execute(
            text(
                "INSERT INTO questions (person_id, contest_id, language, state, created_at) "
                "VALUES (1, 'c', 'kk', 'open', '2020-05-20 04:00:00')"
            )
        )


async def test_numbers_given_since_the_copy_was_made_are_not_given_again(
    settings: Settings, path: Path, database: Database
) -> None:
    copy = path.parent / "copy.db"
    await numbered(database)
    await back_up(settings, copy, prove=False)
    for _ in range(2):
        await numbered(database)
    await database.close()
    said = await restore(settings, copy)
    assert rows(path, "SELECT id FROM questions") == [(1,)]
    assert rows(path, "SELECT seq FROM sqlite_sequence WHERE name = 'questions'") == [(3,)]
    (aside,) = path.parent.glob("bot.db.replaced-*Z")
    assert str(aside) in said
    assert rows(aside, "SELECT count(*) FROM questions") == [(3,)]
    for file in path.parent.glob("bot.db*"):
        file.unlink()
    await restore(settings, copy)
    assert rows(path, "SELECT seq FROM sqlite_sequence WHERE name = 'questions'") == [(1 + backup.GAP,)]


async def test_a_log_that_was_left_spoils_nothing(settings: Settings, path: Path, database: Database) -> None:
    """A killed process leaves its log (-wal); beside another file it would be taken for that one's."""
    copy = path.parent / "copy.db"
    await back_up(settings, copy, prove=False)
    await numbered(database)
    log = path.with_name("bot.db-wal").read_bytes()
    await database.close()
    path.with_name("bot.db-wal").write_bytes(log)
    await restore(settings, copy)
    assert not path.with_name("bot.db-wal").exists()
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(path, "SELECT count(*) FROM questions") == [(0,)]
    assert backup.check(path)["people"] == PEOPLE


async def test_a_copy_of_an_older_version_is_brought_up_to_date(settings: Settings, path: Path) -> None:
    old = Database(f"sqlite+aiosqlite:///{path.parent / 'old.db'}")
    await migrate(old, "0003")
    await old.close()
    await restore(settings, path.parent / "old.db")
    database = Database(settings.database_url.get_secret_value())
    await migrate(database)
    async with database.reading() as reader:
        assert await holds.found(reader) is not None
    await database.close()


async def test_a_copy_with_its_log_beside_it_is_taken_whole(settings: Settings, path: Path, database: Database) -> None:
    """As somebody makes it by hand, with cp."""
    folder = path.parent / "by hand"
    folder.mkdir()
    await numbered(database)
    for end in ("", "-wal"):
        (folder / f"bot.db{end}").write_bytes(path.with_name(f"bot.db{end}").read_bytes())
    await database.close()
    await restore(settings, folder / "bot.db")
    assert rows(path, "SELECT count(*) FROM questions") == [(1,)]


@pytest.mark.usefixtures("database")
async def test_older_copies_stay_where_the_new_one_is_suspiciously_small(
    settings: Settings, path: Path, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("bot-20200517T223000Z.db", "bot-20200518T223000Z.db"):
        await back_up(settings, path.parent / "copies" / name, prove=False)
    async with database.writing() as connection:
        await connection.execute(text("DELETE FROM people WHERE id > 10"))
    await back_up(settings, None, prove=False)
    assert len(backup.copies(path.parent / "copies")) == 3
    assert "no older copy is deleted" in caplog.text


@pytest.mark.parametrize(
    ("now", "last"),
    [
        ("2020-05-20T03:30+06:00", "2020-05-20T03:30+06:00"),
        ("2020-05-20T03:29+06:00", "2020-05-19T03:30+06:00"),
        ("2020-05-20T23:59+06:00", "2020-05-20T03:30+06:00"),
        ("2020-05-19T21:30+00:00", "2020-05-20T03:30+06:00"),
    ],
)
def test_it_is_due_by_the_clock_of_the_zone(now: str, last: str) -> None:
    found = moment_before(datetime.fromisoformat(now), time(3, 30), ZoneInfo("Asia/Almaty"))
    assert found == datetime.fromisoformat(last)


@pytest.mark.slow
async def test_a_copy_is_made_every_day_and_made_up_for(
    app: App, settings: Settings, clock: MovableClock, path: Path
) -> None:
    """The first at once; then after each 03:30, also where the machine was off at that time."""
    daily = DailyBackup(settings, app.catalogue, clock)
    folder = path.parent / "copies"
    await daily.tick()
    assert len(backup.copies(folder)) == 1
    ((made, copy),) = backup.copies(folder)
    await daily.tick()
    assert len(backup.copies(folder)) == 1, "today's is there, of whatever day that is"
    copy.rename(folder / backup.name_at(datetime.fromisoformat("2020-05-20T03:29+06:00").astimezone(UTC)))
    clock.move_to("2020-05-20T03:29:30+06:00")
    await daily.tick()
    assert len(backup.copies(folder)) == 1
    clock.move_to("2020-05-20T11:00+06:00")
    await daily.tick()
    assert len(backup.copies(folder)) == 2
    assert backup.check(backup.copies(folder)[-1][1])["people"] == 0
    assert made.tzinfo is not None


@pytest.mark.slow
async def test_a_copy_that_cannot_be_made_is_said_and_tried_again(
    app: App, settings: Settings, clock: MovableClock, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (path.parent / "copies").write_text("a file where a folder should be")
    daily = DailyBackup(settings, app.catalogue, clock)
    await daily.tick()
    await daily.tick()
    assert caplog.text.count("was not made") == 1
    (path.parent / "copies").unlink()
    clock.advance(minutes=61)
    await daily.tick()
    assert len(backup.copies(path.parent / "copies")) == 1

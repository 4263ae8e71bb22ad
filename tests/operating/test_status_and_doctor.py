"""What an operator asks the bot: how it gets on, and whether everything is there that it needs."""

import json
import re
import tomllib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

import bot.__main__
from bot.clock import Clock
from bot.demo.api.server import serve
from bot.demo.telegram import Telegram
from bot.operating import doctor
from bot.operating.doctor import Finding, Verdict, as_table, examine, worst
from bot.operating.private_files import readable_by_others
from bot.operating.status import as_json, as_text, status
from bot.settings import Settings
from bot.version import VERSION
from content.models import Language
from storage import backup
from storage.database import Database
from storage.delivery import holds, outbox
from storage.delivery.outbox import Priority
from storage.entry import people
from storage.lock import FileLock
from storage.migrate import migrate
from storage.tables.delivery import OutboxKind
from storage.telegram import inbox
from storage.telegram.inbox import StoredUpdate


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    return settings.model_copy(update={"backup_dir": tmp_path / "copies", "staff_ids": (1,)})


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    database = Database(settings.database_url.get_secret_value())
    await migrate(database)
    yield database
    await database.close()


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == VERSION


def test_it_says_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        bot.__main__.main(["--version"])
    assert stopped.value.code == 0
    assert VERSION in capsys.readouterr().out


@pytest.mark.sqlite("whoever serves it is named by their process")
async def test_the_status_says_what_waits_and_since_when(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    now = Clock().now()
    async with database.writing() as connection:
        await inbox.put(connection, [StoredUpdate(5, 7, "{}"), StoredUpdate(6, 8, "{}")], now - timedelta(seconds=90))
        await inbox.set_aside(connection, 6, "it cannot be read", now)
        await people.set_language(connection, 7, Language.KK, now)
        for number, minutes in enumerate((-2, 5)):
            await outbox.queue(
                connection,
                key=str(number),
                kind=OutboxKind.REMINDER,
                person_id=7,
                content={},
                priority=Priority.REMINDER,
                now=now + timedelta(minutes=minutes),
            )
        await holds.hold(connection, now)
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / backup.name_at(now - timedelta(hours=5))).touch()
    lock = FileLock(tmp_path / "bot.db")
    assert await lock.take()
    figures = json.loads(as_json(await status(settings)))
    await lock.give_back()
    wanted = {
        "version": VERSION,
        "updates_waiting": 1,
        "updates_set_aside": 1,
        "messages_due": 1,
        "messages_held": 2,
        "messages_failed": 0,
        "questions_open": 0,
        "backups": 1,
    }
    assert {name: figures[name] for name in wanted} == wanted
    assert "process" in figures["served_by"]
    assert 89 < figures["updates_oldest_age"] < 120
    assert 119 < figures["messages_oldest_age"] < 150
    assert 17_999 < figures["backup_age"] < 18_100
    assert "100200300" not in json.dumps(figures)


async def test_the_status_can_be_read_by_people(settings: Settings, database: Database) -> None:
    lines = as_text(await status(settings)).splitlines()
    assert any(line.startswith("served by") and line.endswith("nobody") for line in lines)
    assert any(line.startswith("backup age") and line.endswith("-") for line in lines)


@pytest.mark.sqlite("it has files")
@pytest.mark.usefixtures("database")
def test_what_others_can_read_is_named(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert readable_by_others(settings) == []
    Path(".env").touch()
    Path(".env").chmod(0o644)
    (tmp_path / "bot.db").chmod(0o640)
    assert readable_by_others(settings) == [Path(".env"), tmp_path / "bot.db"]


@pytest.fixture
async def environment(
    settings: Settings, telegram: Telegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[None]:
    """As for a process of its own, in an empty folder, with the local Telegram."""
    content = settings.content_dir.resolve()
    monkeypatch.chdir(tmp_path)
    async with serve(telegram) as base:
        for name, value in {
            "BOT_TOKEN": telegram.token,
            "BOT_API_URL": base,
            "DATABASE_URL": settings.database_url.get_secret_value(),
            "CONTENT_DIR": str(content),
            "STAFF_IDS": "1",
            "BACKUP_DIR": str(settings.backup_dir),
        }.items():
            monkeypatch.setenv(name, value)
        yield


def by_subject(findings: list[Finding]) -> dict[str, Finding]:
    return {each.subject: each for each in findings}


@pytest.mark.sqlite("the disk and the copies are looked after by us")
@pytest.mark.usefixtures("environment", "database")
async def test_where_all_is_well_the_doctor_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / backup.name_at(Clock().now())).touch(mode=0o600)
    found = await examine()
    assert {each.subject: each.words for each in found if each.verdict > Verdict.NOTE} == {}
    assert {"token", "updates", "clock", "fonts", "disk", "copies", "served by"} <= by_subject(found).keys()
    assert by_subject(found)["clock"].verdict is Verdict.OK
    assert "grant_assistant_bot" in by_subject(found)["token"].words
    assert "token" in as_table(found)


@pytest.mark.sqlite("the disk is looked after by us")
@pytest.mark.usefixtures("environment")
@pytest.mark.slow
async def test_the_doctor_finds_what_is_wrong(
    settings: Settings, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "LEAST_FREE", 2**60)
    monkeypatch.setattr(Clock, "now", lambda _: datetime.now(UTC) + timedelta(minutes=2))
    async with database.writing() as connection:
        await connection.execute(text("DROP INDEX ix_questions_step_at"))
    found = by_subject(await examine())
    assert found["disk"].verdict is Verdict.WRONG
    assert found["clock"].verdict is Verdict.WRONG
    assert re.match(r"1(19|2\d) s away", found["clock"].words)
    assert found["database"].verdict is Verdict.WRONG
    assert "ix_questions_step_at" in found["database"].words
    assert worst(list(found.values())) is Verdict.WRONG


@pytest.mark.sqlite("the file is made at the first start")
@pytest.mark.usefixtures("environment")
async def test_what_passes_by_itself_is_told_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'none.db'}")
    found = by_subject(await examine())
    assert found["token"].verdict is found["clock"].verdict is Verdict.LATER
    assert found["database"].verdict is Verdict.NOTE, "it is made at the first start"
    assert worst(list(found.values())) is Verdict.LATER


@pytest.mark.parametrize(("setting", "value"), [("STAFF_IDS", "x"), ("BOT_TOKEN", ""), ("CONTENT_DIR", "nowhere")])
@pytest.mark.usefixtures("environment")
@pytest.mark.slow
async def test_a_wrong_setting_is_a_finding(monkeypatch: pytest.MonkeyPatch, setting: str, value: str) -> None:
    monkeypatch.setenv(setting, value)
    assert worst(await examine()) is Verdict.WRONG

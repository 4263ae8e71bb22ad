"""The command line: errors an operator understands are one line; exit status 2 is to be mended, 75 passes by itself."""

import asyncio
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

import bot.__main__
import bot.settings
import storage.sqlite
from bot.settings import Settings, read_settings
from content.models import Language
from storage.database import Database
from storage.delivery import claims, outbox
from storage.delivery.outbox import Priority
from storage.entry import people
from storage.migrate import migrate
from storage.tables.delivery import OutboxKind, OutboxState
from storage.telegram import inbox
from storage.telegram.inbox import StoredUpdate
from tests.conftest import CONTENT

TOKEN = "100200300:local-telegram"


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, no settings but the content's place, and logging left to the tests."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("CONTENT_DIR", str(CONTENT.resolve()))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(bot.__main__, "set_up_logging", lambda *_: None)
    return tmp_path


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, "BOT_TOKEN is missing"),
        ({"BOT_TOKEN": "nonsense"}, "BOT_TOKEN: this is no token"),
        ({"BOT_TOKEN": TOKEN, "BOT_API_URL": "nonsense"}, "BOT_API_URL"),
        ({"BOT_TOKEN": TOKEN, "STAFF_IDS": "12, abc"}, "STAFF_IDS"),
        ({"BOT_TOKEN": TOKEN, "LOG_LEVEL": "LOUD"}, "LOG_LEVEL"),
        ({"BOT_TOKEN": TOKEN, "CONTENT_DIR": "nowhere"}, "no contest folder here"),
        ({"BOT_TOKEN": TOKEN, "DATABASE_URL": "sqlite:///x"}, "sqlite+aiosqlite"),
        ({"BOT_TOKEN": TOKEN, "DATABASE_URL": "sqlite+aiosqlite:////proc/none/bot.db"}, "folder of the database"),
        ({"BOT_TOKEN": TOKEN, "DATABASE_URL": "sqlite+aiosqlite:///."}, "is a folder"),
        ({"BOT_TOKEN": TOKEN, "DATABASE_URL": "sqlite+aiosqlite:////dev/null"}, "is no file"),
        ({"BOT_TOKEN": TOKEN, "DATABASE_URL": f"sqlite+aiosqlite:///{'x' * 300}"}, "too long"),
        ({"BOT_TOKEN": TOKEN, "DATABASE_URL": "sqlite+aiosqlite:///x.db?timeout=abc"}, "takes no options"),
        ({"BOT_TOKEN": TOKEN, "DATABASE_URL": "sqlite+aiosqlite://host/x.db"}, "names a server"),
        ({"BOT_TOKEN": TOKEN, "DATABASE_URL": "postgresql://name:secret@host/x"}, "this bot knows"),
        ({"BOT_TOKEN": TOKEN, "STAFF_IDS": "9" * 30}, "STAFF_IDS: Input should be less"),
        ({"BOT_TOKEN": TOKEN, "WEBHOOK_URL": "http://example.org/updates"}, "WEBHOOK_URL: Telegram brings"),
        ({"BOT_TOKEN": TOKEN, "BACKUP_AT": "25:00"}, "BACKUP_AT: this is no time"),
    ],
)
@pytest.mark.usefixtures("elsewhere")
def test_a_wrong_setting_stops_the_start_with_one_clear_line(
    settings: dict[str, str], words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert bot.__main__.main(["run"]) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    assert words in lines[0]
    assert TOKEN not in lines[0]


@pytest.mark.usefixtures("elsewhere")
def test_what_passes_by_itself_has_an_exit_status_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bot.__main__.main(["migrate"]) == 0
    with closing(sqlite3.connect("data/bot.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(storage.sqlite, "BUSY_SECONDS", 0.1)
        assert bot.__main__.main(["migrate"]) == 75
    assert "locked" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.usefixtures("elsewhere")
def test_a_bot_api_that_is_not_there_is_waited_for_until_a_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:9")
    command = [sys.executable, "-m", "bot", "run"]
    environment = {**os.environ, "PYTHONPATH": str(Path(bot.__main__.__file__).parents[1])}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        assert "Waiting: the Bot API at http://127.0.0.1:9 cannot be reached" in process.stderr.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 0
        assert process.stderr.read() == ""


def test_settings_come_from_the_file_env_too(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (elsewhere / ".env").write_text("BOT_TOKEN=\nSTAFF_IDS=7, 8\nLOG_LEVEL=loud\n", encoding="utf-8")
    assert bot.__main__.main(["run"]) == 2
    assert capsys.readouterr().err.startswith("run: LOG_LEVEL")


def test_the_example_names_every_setting_with_its_default() -> None:
    example = dict(
        line.split("=", 1)
        for line in Path(".env.example").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
    assert set(example) == {name.upper() for name in Settings.model_fields}
    assert Settings(_env_file=".env.example") == Settings(_env_file=None)


def test_check_prints_a_table_and_every_fault(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(os.environ["CONTENT_DIR"] + "/2020-repeat", elsewhere / "2020-repeat")
    for name, old, new in (("topics.yaml", "78697000", "78697001"), ("documents.yaml", "count: 9", "count: 8")):
        path = elsewhere / "2020-repeat" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    assert bot.__main__.main(["check", str(elsewhere)]) == 2
    faults = capsys.readouterr().err
    assert "topics.yaml:" in faults
    assert "documents.yaml:" in faults


@pytest.mark.usefixtures("elsewhere")
def test_migrate_makes_the_database(capsys: pytest.CaptureFixture[str]) -> None:
    assert bot.__main__.main(["migrate"]) == 0
    assert re.search(r"revision \d{4}", capsys.readouterr().out)
    assert Path("data/bot.db").exists()


async def _fill_queues() -> None:
    database = Database("sqlite+aiosqlite:///data/bot.db")
    await migrate(database)
    now = datetime(2020, 5, 20, tzinfo=UTC)
    async with database.writing() as connection:
        await inbox.put(connection, [StoredUpdate(5, 7, '{"text": "құпия"}')], now)
        await inbox.set_aside(connection, 5, "it cannot be read: message.chat", now)
        await people.set_language(connection, 7, Language.KK, now)
        await outbox.queue(
            connection, key="a", kind=OutboxKind.REMINDER, person_id=7, content={}, priority=Priority.REMINDER, now=now
        )
        (letter,) = await claims.claim(connection, now, 1, [])
        await claims.finish(connection, letter.id, OutboxState.FAILED, now, reason="message is too long")
    await database.close()


@pytest.mark.usefixtures("elsewhere")
def test_the_queues_are_shown_and_what_failed_is_put_back(capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(_fill_queues())
    assert bot.__main__.main(["inbox"]) == 0
    out = capsys.readouterr().out
    assert "waiting: 0, set aside: 1" in out
    assert "it cannot be read: message.chat" in out
    assert "құпия" not in out
    assert bot.__main__.main(["inbox", "--retry"]) == 0
    assert "waiting: 1, set aside: 0" in capsys.readouterr().out
    assert bot.__main__.main(["outbox"]) == 0
    assert "failed reminder, 1: message is too long" in capsys.readouterr().out
    assert bot.__main__.main(["outbox", "--retry"]) == 0
    assert re.search(r"reminder +queued +1", capsys.readouterr().out)


@pytest.mark.parametrize("command", ["inbox", "outbox"])
@pytest.mark.usefixtures("elsewhere")
def test_who_only_looks_changes_nothing(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert bot.__main__.main([command]) == 2
    assert "there is no database yet" in capsys.readouterr().err
    assert not Path("data").exists()
    asyncio.run(_made("0003"))
    assert bot.__main__.main([command]) == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert "is at revision 0003" in line
    assert "python -m bot migrate" in line
    with closing(sqlite3.connect("data/bot.db")) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0003",)


async def _made(revision: str) -> None:
    database = Database("sqlite+aiosqlite:///data/bot.db")
    await migrate(database, revision)
    await database.close()


@pytest.mark.usefixtures("elsewhere")
def test_nobody_else_may_read_the_database() -> None:
    assert bot.__main__.main(["migrate"]) == 0
    with closing(sqlite3.connect("data/bot.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = version_num")
        connection.commit()
        assert {f"{path.name} {path.stat().st_mode & 0o777:o}" for path in Path("data").iterdir()} >= {
            "bot.db 600",
            "bot.db-wal 600",
            "bot.db-shm 600",
        }
    assert Path("data").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("now", ["yesterday", "2020-05-20T10:00"])
def test_the_demo_wants_a_moment_with_its_offset(now: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        bot.__main__.main(["demo", "--now", now])
    assert stopped.value.code == 2
    assert now in capsys.readouterr().err


@pytest.fixture
def demo() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen([sys.executable, "-m", "bot", "demo", "--port", "0"], stderr=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate()


@pytest.mark.slow
def test_the_demo_says_where_it_is_and_stops_when_told(demo: subprocess.Popen[str]) -> None:
    assert demo.stderr is not None
    lines = [demo.stderr.readline(), demo.stderr.readline()]
    assert "Open http://127.0.0.1:" in lines[0]
    assert "@grant_assistant_bot serves contest 2020-repeat (open)" in lines[1]
    demo.send_signal(signal.SIGINT)
    assert demo.wait(timeout=30) == 0


@pytest.mark.usefixtures("elsewhere")
def test_secrets_come_from_files_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    credentials, secrets = tmp_path / "credentials", tmp_path / "secrets"
    for place, name, value in ((credentials, "bot_token", TOKEN), (secrets, "database_url", "sqlite+aiosqlite:///y")):
        place.mkdir()
        (place / name).write_text(f"{value}\n", encoding="utf-8")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    monkeypatch.setattr(bot.settings, "CONTAINER_SECRETS", secrets)
    settings = read_settings()
    assert settings.token() == TOKEN
    assert settings.database_url.get_secret_value() == "sqlite+aiosqlite:///y"
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite:///z")
    assert read_settings().database_url.get_secret_value() == "sqlite+aiosqlite:///z", "the environment goes first"

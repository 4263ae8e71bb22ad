"""What comes into the log, and what must not."""

import json
import logging
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from aiogram.utils.backoff import BackoffConfig
from sqlalchemy.exc import OperationalError

from bot import scheduler
from bot.app import App
from bot.demo.telegram import Telegram
from bot.log import ABOUT, JsonFormatter, TextFormatter, about
from bot.payloads.entry import Languages
from bot.payloads.payload import Payload
from bot.spells import Spell
from bot.telegram import polling, receiving
from bot.ui.navigation import Act, Outcome
from tests.support.conversation import Chats, Phone
from tests.support.running import receiver
from tests.support.waiting import until

TOKEN = "7000000001:AAH-dEmO_tOkEn0123456789abcdefghijk"


@pytest.mark.parametrize("formatter", [TextFormatter("%(message)s"), JsonFormatter()])
def test_the_token_is_in_no_message_and_in_no_trace(formatter: logging.Formatter) -> None:
    error = ConnectionError(f"https://api.telegram.org/file/bot{TOKEN}/documents/1.zip is not there")
    trace = (ConnectionError, error, None)
    line = formatter.format(logging.LogRecord("bot", logging.ERROR, "", 1, "asked %s", (f"/bot{TOKEN}/getMe",), trace))
    assert TOKEN not in line
    assert TOKEN.split(":")[1] not in line
    assert line.count("/bot<token>/") == 2


def test_what_a_machine_reads_stays_json() -> None:
    record = logging.LogRecord("bot", logging.INFO, "", 1, "file %s at 12:30", (f"bot{TOKEN}",), None)
    assert json.loads(JsonFormatter().format(record))["message"] == "file bot<token> at 12:30"


@pytest.mark.parametrize("token", ["100200300:local-telegram", "7:x", TOKEN])
@pytest.mark.parametrize("sign", [":", "%3A", "%3a"])
def test_the_bots_own_token_is_in_no_line_whatever_it_looks_like(token: str, sign: str) -> None:
    record = logging.LogRecord("bot", logging.INFO, "", 1, "asked /bot%s/getMe", (token.replace(":", sign),), None)
    assert TextFormatter("%(message)s", token).format(record) == "asked /bot<token>/getMe"
    assert json.loads(JsonFormatter(token).format(record))["message"] == "asked /bot<token>/getMe"


@pytest.fixture
def for_machines() -> Iterator[Callable[[], list[dict[str, object]]]]:
    """The log as `LOG_FORMAT=json` writes it; gives the lines so far."""
    handler = logging.StreamHandler(written := StringIO())
    handler.setFormatter(JsonFormatter())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


async def test_an_error_carries_its_id_and_its_update_as_fields(
    app: App,
    applicant: Phone,
    telegram: Telegram,
    for_machines: Callable[[], list[dict[str, object]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(receiving, "PAUSE_BEFORE_RETRY", 0.01)

    async def broken(*_: object) -> Outcome:
        raise RuntimeError

    acts: dict[type[Payload], Act[Any]] = {**app.navigation.acts, Languages: broken}
    monkeypatch.setattr(app.navigation, "acts", acts)
    async with receiver(app):
        telegram.write(applicant.id, "/start")
        await until(lambda: len(applicant.messages) == 2)
        await until(lambda: app.inbox.idle)
    (line,) = [each for each in for_machines() if "error_id" in each]
    assert str(line["error_id"]) in applicant.text
    assert line["update_id"] == 100001
    assert line["logger"] == "handlers.entry.errors"


async def test_every_line_of_an_update_names_it(
    app: App, applicant: Phone, telegram: Telegram, for_machines: Callable[[], list[dict[str, object]]]
) -> None:
    telegram.queue.put("message", {"message_id": 1, "text": "құпия сөз"})
    async with receiver(app):
        telegram.write(applicant.id, "/start")
        await until(lambda: len(applicant.messages) == 2)
    lines = for_machines()
    assert [each["update_id"] for each in lines if "set aside" in str(each["message"])] == [100001]


async def test_an_outage_of_the_database_is_two_lines_however_many_jobs_meet_it(
    app: App, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = 0
    away = True

    async def tick() -> None:
        nonlocal failures
        if away:
            failures += 1
            raise OperationalError("SELECT", {}, sqlite3.OperationalError("database is locked"))

    for name in ("BROADCAST_SECONDS", "COMMANDS_SECONDS", "WATCH_SECONDS", "PLAN_SECONDS"):
        monkeypatch.setattr(scheduler, name, 0.01)
    for part in (app.broadcasts, app.commands, app.weekly, app.planner):
        monkeypatch.setattr(part, "tick", tick)
    async with scheduler.ticking(app):
        await until(lambda: failures > 40)
        away = False
        await until(lambda: "The jobs go on" in caplog.text)
    said = [record.getMessage() for record in caplog.records if record.name == "bot.scheduler"]
    assert len(said) == 2
    assert said[0] == "The jobs wait for the database: database is locked"


@pytest.mark.slow
async def test_an_outage_of_telegram_is_two_lines_of_the_receiver(
    app: App, telegram: Telegram, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "PAUSES", BackoffConfig(min_delay=0.001, max_delay=0.002, factor=1.5, jitter=0.0))
    for _ in range(30):
        telegram.faults.dropped_connection(method="getUpdates")
    async with receiver(app):
        await until(lambda: "Updates come again" in caplog.text)
    said = [record.getMessage() for record in caplog.records if record.name == "bot.telegram.receiving"]
    assert len(said) == 2
    assert "The Bot API cannot be reached" in said[0]
    assert "30 times" in said[1]


async def test_no_line_stands_there_often_however_many_people_tap_in_an_outage(
    app: App, chats: Chats, telegram: Telegram, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses = BackoffConfig(min_delay=0.001, max_delay=0.002, factor=1.5, jitter=0.0)
    monkeypatch.setattr(receiving, "OUTAGE_PAUSES", pauses)
    phones = [chats.person(7100 + number) for number in range(30)]
    for phone in phones:
        await phone.begin()
    async with receiver(app):
        for method in ("answerCallbackQuery", "editMessageText"):
            telegram.faults.dropped_connection(method=method, times=None)
        for phone in phones:
            telegram.press(phone.id, phone.last.message_id, "topics:2020-repeat")
        await until(lambda: telegram.faults.struck > 200)
        telegram.faults.clear()
        await until(lambda: all("1." in phone.text for phone in phones))
        await until(lambda: app.inbox.idle)
    said = Counter(record.getMessage() for record in caplog.records if record.levelno >= logging.INFO)
    assert [line for line, times in said.items() if times >= 20] == []


def test_a_spell_is_over_when_everybody_got_through(caplog: pytest.LogCaptureFixture) -> None:
    spell = Spell(logging.getLogger("x"), "All is well")
    spell.passed("nobody")
    spell.met("trouble", "a")
    spell.met("trouble", "b")
    spell.met("another trouble", "b")
    spell.passed("c")
    spell.passed("a")
    assert [record.getMessage() for record in caplog.records] == ["trouble", "another trouble"]
    spell.passed("b")
    assert caplog.records[-1].getMessage().startswith("All is well; the trouble was met 3 times")
    spell.met("trouble", "a")
    assert caplog.records[-1].getMessage() == "trouble"


def test_a_job_has_a_name() -> None:
    with about(job="daily copy"):
        line = json.loads(JsonFormatter().format(logging.LogRecord("x", logging.INFO, "", 1, "made", (), None)))
    assert line["job"] == "daily copy"
    assert ABOUT.get() == {}

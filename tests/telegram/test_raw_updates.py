"""Whatever an update holds, those after it are served, and whoever wrote it gets an answer if one can be given."""

import json
from typing import Any

import pytest
from aiogram.utils.backoff import BackoffConfig

from bot.app import App
from bot.demo.telegram import Telegram
from bot.telegram import polling
from bot.telegram.raw_updates import LARGEST, sender, stored
from storage.telegram import inbox
from tests.support.conversation import Chats, Phone
from tests.support.running import receiver
from tests.support.waiting import until


@pytest.fixture
def anybody(app: App, telegram: Telegram) -> Phone:
    return Chats(app, telegram).person(7001)


@pytest.mark.parametrize("odd", [{}, {"message": 5}, {"message": {"from": "x"}}, {"message": {"from": {"id": "x"}}}])
def test_the_sender_of_an_odd_update_is_nobody(odd: dict[str, object]) -> None:
    assert sender({"update_id": 1, **odd}) is None


def nested(depth: int) -> dict[str, Any]:
    inside: Any = 0
    for _ in range(depth):
        inside = [inside]
    return {"update_id": 1, "message": inside}


@pytest.mark.parametrize(
    "raw",
    [
        [],
        7,
        None,
        {},
        {"update_id": None},
        {"update_id": "7"},
        {"update_id": 1.5},
        {"update_id": True},
        {"update_id": 0},
        {"update_id": LARGEST + 1},
        nested(100_000),
    ],
)
def test_what_has_no_number_is_no_update(raw: object) -> None:
    assert stored(raw) is None


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("жарты \ud83d белгі", "жарты � белгі"),
        ("\udc00", "�"),
        ("нөл\x00дік", "нөл�дік"),
        ("бүтін 🦊", "бүтін 🦊"),
        (r"жазылған \ud800", r"жазылған \ud800"),
    ],
)
def test_what_is_no_letter_becomes_a_sign_for_that(text: str, kept: str) -> None:
    entry = stored({"update_id": 1, "message": {"text": text, "entities": [{"url": text}]}})
    assert entry is not None
    message = json.loads(entry.body)["message"]
    assert (message["text"], message["entities"][0]["url"]) == (kept, kept)


async def test_words_that_are_half_a_letter_are_answered(app: App, telegram: Telegram, anybody: Phone) -> None:
    async with receiver(app):
        telegram.write(anybody.id, "/start")
        await until(lambda: len(anybody.messages) == 2)
        telegram.tap(anybody.id, anybody.last.message_id, *anybody.find("Қазақша"))
        await until(lambda: "Тілді таңдаңыз" not in anybody.text)
        before = len(anybody.messages)
        telegram.write(anybody.id, "жоба")
        telegram.queue.waiting[-1]["message"]["text"] = "\ud83d жоба \x00"
        await until(lambda: len(anybody.messages) == before + 2)
    assert "қате" not in anybody.text.lower()
    async with app.database.reading() as reader:
        assert await inbox.all_set_aside(reader) == []


@pytest.mark.parametrize("number", [2**63, 2**70, -(2**70)])
async def test_numbers_that_no_database_holds_stop_nobody(
    app: App, telegram: Telegram, anybody: Phone, number: int
) -> None:
    telegram.write(anybody.id, "/start")
    message = telegram.queue.waiting[-1]["message"]
    message["from"], message["chat"] = message["from"] | {"id": number}, message["chat"] | {"id": number}
    async with receiver(app):
        telegram.write(anybody.id, "/start")
        await until(lambda: len(anybody.messages) == 3)
    assert "Тілді таңдаңыз" in anybody.text


async def test_an_update_without_a_number_stops_nobody(
    app: App, telegram: Telegram, anybody: Phone, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    telegram.write(anybody.id, "/start")
    telegram.write(anybody.id, "/start")
    telegram.queue.waiting[0]["update_id"] = 0
    monkeypatch.setattr(polling, "PAUSES", BackoffConfig(0.001, 0.002, 1.5, 0.0))
    async with receiver(app):
        await until(lambda: len(anybody.messages) == 3)
        await until(lambda: "Updates without a number are left" in caplog.text)


def test_of_a_tap_is_kept_what_is_asked_for_and_not_what_the_bot_had_written() -> None:
    message = {
        "message_id": 5,
        "date": 1,
        "edit_date": 2,
        "chat": {"id": 7, "type": "private"},
        "text": "Құжаттар",
        "entities": [],
        "reply_markup": {"inline_keyboard": []},
        "reply_to_message": {"message_id": 4, "text": "Сұрақ"},
    }
    raw: dict[str, Any] = {
        "update_id": 1,
        "callback_query": {"id": "1", "from": {"id": 7}, "message": message, "data": "home"},
    }
    entry = stored(raw)
    assert entry is not None
    kept = json.loads(entry.body)["callback_query"]["message"]
    assert kept == {name: message[name] for name in ("message_id", "date", "edit_date", "chat", "reply_to_message")}
    assert message["text"] == "Құжаттар"

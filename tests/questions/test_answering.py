"""An answer is whole: whatever its author sends, in whatever way, reaches whoever asked, once and in order."""

import random
from dataclasses import dataclass

import pytest

from bot.app import App
from bot.services.questions.writing import CONTINUES, PAUSE
from tests.conftest import MovableClock
from tests.support.consulting import ask, heard
from tests.support.conversation import PIXEL, Chats, Phone, deliver


@pytest.fixture
async def asking(app: App, applicant: Phone, consultant: Phone) -> Phone:
    """Has asked question 1, which the consultant has before them."""
    await applicant.begin()
    await ask(app, applicant, "Мөр керек пе?")
    return applicant


def card(phone: Phone, number: int = 1) -> int:
    return next(each.message_id for each in phone.messages if f"Вопрос №{number}" in (each.text or ""))


async def test_everything_until_the_word_is_one_answer(app: App, asking: Phone, consultant: Phone) -> None:
    await consultant.press("reply:1:0")
    prompt = consultant.text
    assert "Напишите здесь ответ на вопрос №1" in prompt, "the message field opens"
    await consultant.send("Печать не нужна.")
    assert "Заявитель получит вот что" in consultant.text
    await consultant.send("Но подпись нужна.")
    await consultant.send_voice()
    await deliver(app)
    assert heard(asking, "Печать не нужна") == 0, "nothing goes before the word"
    await consultant.tap("Отправить")
    assert "отправлен" in consultant.text
    await deliver(app)
    heading = next(each for each in asking.messages if "сұрағыңызға жауап" in (each.text or ""))
    assert "Печать не нужна.\n\nНо подпись нужна." in (heading.text or "")
    assert asking.last.voice is not None
    assert heard(asking, "сұрағыңызға жауап") == 1


async def test_what_is_attached_is_named_in_what_will_go(asking: Phone, consultant: Phone) -> None:
    await consultant.press("reply:1:0")
    await consultant.send_file("смета.xlsx", b"PK", "application/vnd.ms-excel")
    assert "Ответ, смета.xlsx\n" in consultant.text
    await consultant.send_voice()
    assert "Ответ, голосовое сообщение\n" in consultant.text


async def test_a_second_half_after_a_reply_is_offered_as_its_continuation(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await consultant.reply("Печать не нужна.", card(consultant))
    await consultant.send("Но подпись нужна.")
    assert "К какому это вопросу?" in consultant.text
    await consultant.tap("Добавить к ответу №1")
    await deliver(app)
    assert "Но подпись нужна." in asking.text
    clock.advance(seconds=CONTINUES.total_seconds() + 1)
    await consultant.send("Спасибо")
    assert "К какому это вопросу?" not in consultant.text, "nothing waits, and the answer is long gone"


async def test_stray_words_are_for_a_question_that_waits_or_an_own_one(
    app: App, chats: Chats, asking: Phone, consultant: Phone
) -> None:
    other = chats.person(7002)
    await other.begin()
    await ask(app, other, "Мерзім қашан?")
    await consultant.send("До 3 июня")
    assert [label for label in consultant.buttons if label.startswith("№")] == ["№1 · Атырауская", "№2 · Атырауская"]
    await consultant.tap("№2 · Атырауская")
    assert "До 3 июня" in consultant.text
    await consultant.tap("Отправить")
    await deliver(app)
    assert "До 3 июня" in other.text
    await consultant.send("Какой срок подачи?")
    await consultant.tap("Мой вопрос")
    assert "3 июня 2020" in consultant.plain
    await consultant.send_file("смета.xlsx", b"PK", "application/vnd.ms-excel")
    await consultant.tap("Мой вопрос")
    assert "Задать вопрос консультанту" in consultant.text or "Выберите" in consultant.text
    await consultant.send("/desk")
    await consultant.send("Ничего")
    await consultant.tap("Никому")
    assert consultant.toast == "Не отправлено"


async def test_a_number_opens_its_question(asking: Phone, consultant: Phone) -> None:
    for typed in ("№1", "1", "# 1"):
        await consultant.send("/desk")
        await consultant.send(typed)
        assert "Вопрос №1" in consultant.text, typed
    await consultant.send("№99")
    assert "Вопроса №99 нет" in consultant.text


async def test_after_a_pause_the_bot_asks_once_whether_that_was_all(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await consultant.press("reply:1:0")
    await consultant.send("Первая часть")
    clock.advance(seconds=PAUSE.total_seconds() - 1)
    await consultant.send("Вторая часть")
    clock.advance(seconds=2)
    await deliver(app)
    assert heard(consultant, "еще не отправлен") == 0, "more came"
    clock.advance(seconds=PAUSE.total_seconds())
    await deliver(app)
    assert heard(consultant, "еще не отправлен") == 1
    await consultant.tap("Отправить")
    await deliver(app)
    assert "Первая часть\n\nВторая часть" in asking.text


async def test_a_reply_to_an_album_finds_its_question_on_either_side(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await asking.press("more:1")
    await asking.send_album(PIXEL, PIXEL)
    clock.advance(seconds=10)
    await deliver(app)
    picture = next(each for each in reversed(consultant.messages) if each.photo)
    assert picture.reply_markup is None
    await consultant.reply("Вижу", picture.message_id)
    await deliver(app)
    assert "Вижу" in asking.text
    await consultant.press("reply:1:0")
    await consultant.send_album(PIXEL, PIXEL)
    await consultant.press("sendheld:1")
    clock.advance(seconds=10)
    await deliver(app)
    picture = next(each for each in reversed(asking.messages) if each.photo)
    await asking.send("/start")
    await asking.reply("Рақмет", picture.message_id)
    assert "жауап күтіп тұр" in asking.text


# --- two hundred ways


@dataclass(frozen=True)
class Part:
    kind: str
    words: str


def ways(seed: int) -> tuple[str, list[Part]]:
    """How it begins, and what is sent."""
    chance = random.Random(seed)
    kinds = ["text", "text", "text", "album", "file", "voice", "long"]
    parts = [Part(chance.choice(kinds), f"часть{seed}-{place}") for place in range(chance.randint(1, 5))]
    way = chance.choice(["button", "reply", "stray"])
    if way == "reply":
        parts[0] = Part("text", parts[0].words)
    return way, parts


async def send(phone: Phone, part: Part) -> None:
    match part.kind:
        case "text":
            await phone.send(part.words)
        case "long":
            await phone.send(part.words + "ж" * 2500)
        case "album":
            await phone.send_album(PIXEL, PIXEL, PIXEL, caption=part.words)
        case "file":
            await phone.send_file("смета.xlsx", b"PK", "application/vnd.ms-excel", part.words)
        case "voice":
            await phone.send_voice()


def expected(parts: list[Part]) -> list[str]:
    """What arrives, in order: words, captions, and voices, which have none."""
    return [part.words if part.kind != "voice" else "голос" for part in parts]


def arrived(phone: Phone, since: int) -> list[str]:
    found: list[str] = []
    for message in phone.messages[since:]:
        if message.voice:
            found.append("голос")
        words = message.text or message.caption or ""
        found += [word for word in words.replace("ж", " ").split() if word.startswith("часть")]
    return found


async def act(app: App, chats: Chats, clock: MovableClock, phone: Phone, seed: int) -> list[Part]:
    """Sends an answer in one of the ways; says what was changed before it went."""
    chance = random.Random(-seed)
    way, parts = ways(seed)
    await phone.send("/desk")
    if way == "button":
        await phone.press("reply:1:1")
    for place, part in enumerate(parts):
        if way == "reply" and place == 0:
            await phone.reply(part.words, card(phone))
            await phone.press("reply:1:1")
            continue
        if chance.random() < 0.2:
            clock.advance(seconds=chance.choice([1, 5, 150]))
            await deliver(app)
        await send(phone, part)
        if way == "stray" and place == 0:
            await phone.press("givewords:1:0")
        if part.kind == "text" and chance.random() < 0.2:
            said = next(each for each in reversed(phone.messages) if each.text == part.words)
            await phone.edit(said.message_id, f"{part.words}-изменено")
            parts[place] = Part("text", f"{part.words}-изменено")
    taps = 2 if chance.random() < 0.3 else 1
    for _ in range(taps):
        chats.telegram.press(phone.id, phone.last.message_id, "sendheld:1")
    await chats.settle(at_once=True)
    return parts


@pytest.mark.slow
@pytest.mark.parametrize("seeds", [range(first, first + 20) for first in range(1, 201, 20)])
async def test_nothing_of_an_answer_is_lost_in_two_hundred_ways_to_send_it(
    app: App, restarted: App, chats: Chats, asking: Phone, consultant: Phone, clock: MovableClock, seeds: range
) -> None:
    for seed in seeds:
        since = len(asking.messages)
        chats.app = restarted if seed % 7 == 0 else app
        parts = await act(app, chats, clock, consultant, seed)
        clock.advance(seconds=5)
        await deliver(chats.app)
        got = arrived(asking, since)
        changed = {part.words for part in parts if "изменено" in part.words}
        reworded = [words for words in got if words not in changed]
        assert [words for words in expected(parts) if words not in changed] == [
            words for words in reworded if "изменено" not in words and f"{words}-изменено" not in changed
        ], (seed, ways(seed))
        assert changed <= set(got), seed

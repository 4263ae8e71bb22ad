"""Phones stay quiet: forty open questions are a few messages a day beside their cards, and nobody is forgotten."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.app import App
from storage.questions import questions
from storage.tables.delivery import OutboxKind
from tests.conftest import MovableClock
from tests.support.asking import question
from tests.support.consulting import COLLEAGUE, ERGALIEVA, linked
from tests.support.conversation import Chats, Phone, deliver

OPEN_QUESTIONS = 40
MOST_BESIDE_CARDS = 15


def beside_cards(phone: Phone, since: int) -> list[str]:
    """What the bot said by itself that is no question's card."""
    texts = [each.text or "" for each in phone.messages if each.message_id > since]
    return [text for text in texts if "Отправлен:" not in text]


@pytest.mark.slow
async def test_a_day_of_forty_open_questions_is_a_few_messages_beside_their_cards(
    app: App, chats: Chats, owner: Phone, consultant: Phone, clock: MovableClock
) -> None:
    """Nobody answers, so that everything that can be told is told: the worst of days."""
    other = await linked(chats, COLLEAGUE, ERGALIEVA, "Шугыла")
    clock.move_to("2020-05-20T08:50+06:00")
    for number in range(OPEN_QUESTIONS):
        nudge = datetime.fromisoformat("2020-05-20T09:10+06:00") + timedelta(minutes=7 * number)
        times: dict[str, Any] = {
            "step_at": nudge,
            "due_at": nudge + timedelta(hours=2),
            "staff_at": nudge + timedelta(hours=3),
        }
        await question(app, "ibadullaev", 8000 + number, **times)
    phones = (consultant, other, owner)
    since = {phone.id: phone.last.message_id for phone in phones}
    for _ in range(24 * 12):
        clock.advance(minutes=5)
        await app.escalation.tick()
        await deliver(app)
    heard = {phone.id: beside_cards(phone, since[phone.id]) for phone in phones}
    assert all(0 < len(texts) <= MOST_BESIDE_CARDS for texts in heard.values()), {
        person: len(texts) for person, texts in heard.items()
    }
    async with app.database.reading() as connection:
        holders = Counter([(await questions.get(connection, n)).holder for n in range(1, OPEN_QUESTIONS + 1)])
    assert holders == {"staff": OPEN_QUESTIONS}, "and in the end every one is with staff"


async def test_what_was_answered_meanwhile_is_not_told(app: App, consultant: Phone, clock: MovableClock) -> None:
    first, second = [await question(app, "ibadullaev", asker) for asker in (8001, 8002)]
    await app.escalation.tick()
    await consultant.press(f"reply:{first.id}")
    await consultant.send("Да")
    await consultant.press(f"sendheld:{first.id}")
    clock.advance(minutes=2)
    await deliver(app)
    told = next(each for each in consultant.messages if "Подходит срок ответа: 1" in (each.text or ""))
    assert f"№{second.id} ·" in (told.text or "")
    await consultant.press_under(told)
    assert f"Вопрос №{second.id}" in consultant.text


async def test_a_term_that_is_over_when_it_is_told_of_does_not_come_near(
    app: App, consultant: Phone, clock: MovableClock
) -> None:
    await question(app, "ibadullaev", 8001, due_at=clock.now() + timedelta(minutes=1))
    await app.escalation.tick()
    clock.advance(minutes=2)
    await deliver(app)
    assert "Срок ответа подходит или прошел: 1" in consultant.text


@pytest.mark.parametrize(("moment", "minutes"), [("2020-05-20T15:00+06:00", 120), ("2020-06-03T16:00+06:00", 2)])
async def test_the_next_news_waits_for_its_like_but_not_near_the_deadline(
    app: App, consultant: Phone, clock: MovableClock, moment: str, minutes: int
) -> None:
    clock.move_to(moment)
    await question(app, "ibadullaev", 8001)
    await app.escalation.tick()
    clock.advance(minutes=2)
    await deliver(app)
    told = len(consultant.messages)
    await question(app, "ibadullaev", 8002)
    await app.escalation.tick()
    clock.advance(minutes=minutes - 1)
    await deliver(app)
    assert len(consultant.messages) == told
    clock.advance(minutes=1)
    await deliver(app)
    assert len(consultant.messages) == told + 1


async def test_in_the_morning_each_question_has_a_line(app: App, consultant: Phone, clock: MovableClock) -> None:
    far = clock.now() + timedelta(days=30)
    await question(app, "ibadullaev", 8001, step_at=far)
    clock.move_to("2020-05-21T09:00+06:00")
    await app.escalation.tick()
    await deliver(app)
    assert "Доброе утро" in consultant.text
    assert "№1 · Атырауская · KK · ⚠️ 20 мая, 15:00" in consultant.text
    assert "Мөр керек пе?" in consultant.text
    assert OutboxKind.QUESTION_DIGEST in app.navigation.notices

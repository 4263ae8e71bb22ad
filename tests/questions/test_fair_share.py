"""One applicant's flood: as much is taken as somebody can read, that is said, and it goes on in few calls."""

import pytest
from sqlalchemy import func, select

from bot.app import App
from bot.services.questions import asker
from bot.services.questions.relay import TOGETHER
from storage.tables import outbox, question_messages, questions
from storage.tables.delivery import OutboxKind
from tests.conftest import MovableClock
from tests.support.consulting import ask
from tests.support.conversation import PIXEL, Phone, deliver


@pytest.fixture
async def asking(applicant: Phone, consultant: Phone) -> Phone:
    assert consultant.messages
    await applicant.begin()
    await applicant.press("region:2020-repeat:atyrau:0")
    return applicant


async def send_pictures(phone: Phone, number: int) -> None:
    for each in range(number):
        await phone.send_file(f"{each}.png", PIXEL + bytes([each % 256]), "image/png")


async def copies(app: App) -> int:
    """Rows that copy something."""
    async with app.database.reading() as reader:
        rows = select(func.count()).select_from(outbox).where(outbox.c.kind == OutboxKind.QUESTION_COPY)
        return (await reader.execute(rows)).scalar() or 0


def pictures(phone: Phone) -> int:
    return sum(message.photo is not None for message in phone.messages)


@pytest.mark.slow
async def test_a_flood_of_pictures_becomes_few_calls(app: App, asking: Phone, consultant: Phone) -> None:
    await asking.press("askc:2020-repeat")
    await send_pictures(asking, 100)
    assert f"алғашқы {asker.MOST} хабарламаңыз алынды" in asking.text
    await asking.tap("Қарап шығу", "Жіберу")
    await deliver(app)
    assert pictures(consultant) == asker.MOST
    assert await copies(app) == asker.MOST / TOGETHER


@pytest.mark.slow
async def test_what_is_added_within_seconds_is_copied_together_and_once(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await ask(app, asking, "Мөр керек пе?")
    for _ in range(2):
        for _ in range(TOGETHER + 2):
            await asking.press("more:1")
            await send_pictures(asking, 1)
        await asking.press("more:1")
        await asking.send_album(PIXEL, PIXEL)
        clock.advance(seconds=10)
        await deliver(app)
    assert pictures(consultant) == 2 * (TOGETHER + 2 + 2)
    assert await copies(app) == 2 * 3


async def test_a_question_that_is_full_says_what_was_taken_and_takes_more_after_an_answer(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asker, "MOST", 3)
    await ask(app, asking, "Мөр керек пе?")
    await asking.press("more:1")
    for number in range(5):
        await asking.send(f"Тағы {number}")
        await asking.press("more:1")
    await asking.send("Сыймайды")
    assert "№1 сұрақта жауап күтіп тұрған 3 хабарламаңыз бар" in asking.text
    assert "grants@cisc.kz" in asking.text
    async with app.database.reading() as reader:
        said = list((await reader.execute(select(question_messages.c.text))).scalars())
    assert said == ["Мөр керек пе?", "Тағы 0", "Тағы 1"]
    await consultant.press("reply:1")
    await consultant.send("Жоқ")
    await consultant.press("sendheld:1")
    await asking.press("more:1")
    await asking.send("Енді сыяды")
    assert "Енді сыяды" in asking.text


async def test_a_flood_of_questions_is_one_question_that_gets_full(
    app: App, asking: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asker, "MOST", 3)
    await ask(app, asking, "Мөр керек пе?")
    await asking.press("askc:2020-repeat")
    for number in range(3):
        await asking.send(f"Тағы {number}")
    await asking.tap("Қарап шығу", "Жіберу")
    assert "№1 сұрақта жауап күтіп тұрған 3 хабарламаңыз бар" in asking.text
    async with app.database.reading() as reader:
        states = list((await reader.execute(select(questions.c.state).order_by(questions.c.id))).scalars())
    assert states == ["open", "draft"], "what was written waits for its time"


async def test_an_answer_that_is_an_album_comes_whole(app: App, asking: Phone, consultant: Phone) -> None:
    await ask(app, asking, "Мөр керек пе?")
    await consultant.press("reply:1")
    await consultant.send_album(PIXEL, PIXEL, PIXEL)
    await consultant.tap("Отправить")
    assert "отправлен" in consultant.text
    app.clock.advance(seconds=10)  # type: ignore[attr-defined]
    await deliver(app)
    assert pictures(asking) == 3

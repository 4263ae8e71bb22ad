"""How a question that was opened again ends: it is said what was answered and what was not."""

import pytest

from bot.app import App
from tests.conftest import MovableClock
from tests.support.consulting import ask
from tests.support.conversation import Phone, deliver


@pytest.fixture
async def asking(app: App, applicant: Phone, consultant: Phone) -> Phone:
    await consultant.send("/desk")
    await applicant.begin()
    await ask(app, applicant, "Мөр керек пе?")
    return applicant


async def later(app: App, clock: MovableClock) -> None:
    clock.advance(minutes=5)
    await deliver(app)


async def add(app: App, asking: Phone, clock: MovableClock, words: str) -> None:
    await later(app, clock)
    await asking.press("more:1")
    await asking.send(words)
    await later(app, clock)


async def test_a_call_that_did_not_help_is_no_answer_when_the_question_ends_without_another(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await consultant.press("byphone:1:1")
    await later(app, clock)
    await asking.tap("Көмектеспеді")
    await add(app, asking, clock, "Ешкім қоңырау шалған жоқ")
    await consultant.press("closeq:1")
    assert "закрыт без ответа" in consultant.text
    await consultant.tap("Да, закрыть без ответа")
    assert "☑️ Закрыт без ответа\n" in consultant.text, "that it did not help was said of the call"
    await later(app, clock)
    assert "жауапсыз жабылды" in asking.text
    assert "Көмектесті" not in asking.buttons
    await consultant.press("figures:2020-repeat")
    assert "ответ по телефону: 0, закрыты без ответа: 1" in consultant.text.lower()


async def answered_in_vain(app: App, asking: Phone, consultant: Phone, clock: MovableClock) -> None:
    await consultant.press("reply:1")
    await consultant.send("Жоқ")
    await consultant.tap("Отправить", "Закрыть")
    await later(app, clock)
    await asking.tap("Көмектеспеді")


async def test_an_answer_that_did_not_help_is_none_when_the_question_ends_without_another(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await answered_in_vain(app, asking, consultant, clock)
    await add(app, asking, clock, "Қай бетке керек?")
    await consultant.press("closeq:1")
    assert "Прежний ответ не помог, нового не было" in consultant.text
    await consultant.tap("Да, закрыть без ответа")
    await later(app, clock)
    assert "жауапсыз жабылды" in asking.text


async def test_what_was_added_to_an_answer_may_need_none_and_the_answer_is_asked_about(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await consultant.press("reply:1")
    await consultant.send("Жоқ")
    await consultant.tap("Отправить")
    await add(app, asking, clock, "Түсіндім")
    await consultant.press("closeq:1")
    assert "На последнее сообщение заявителя не ответили" in consultant.text
    assert "закрыт без ответа" not in consultant.text
    await consultant.tap("Да, закрыть")
    await later(app, clock)
    assert "Жауап көмектесті ме?" in asking.text


async def test_whoever_says_that_it_did_not_help_just_writes_on(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await answered_in_vain(app, asking, consultant, clock)
    assert "не жетпегенін осы жерге жазыңыз" in asking.text
    await asking.send("Қай бетке керек?")
    assert "Жіберілді, жауап күтіп тұр" in asking.text
    await later(app, clock)
    await consultant.press("case:1")
    assert "Қай бетке керек?" in consultant.text


async def test_a_note_says_who_wrote_it(asking: Phone, consultant: Phone) -> None:
    await consultant.press("casenote:1")
    await consultant.send("Жарғыны күтеміз")
    assert "🗒 Жарғыны күтеміз (Ибадуллаев Аскар)" in consultant.text.replace("<i>", "").replace("</i>", "")

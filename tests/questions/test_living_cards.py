"""A question has one card in a chat, which shows it as it stands; its end is careful, and can be taken back."""

import pytest
from aiogram.types import Message

from bot.access import Right
from bot.app import App
from tests.conftest import MovableClock
from tests.support.consulting import COLLEAGUE, CONSULTANT, ERGALIEVA, ask, heard, linked
from tests.support.conversation import PIXEL, Chats, Phone, deliver
from tests.support.staff import give


@pytest.fixture
async def asking(app: App, applicant: Phone, consultant: Phone) -> Phone:
    await applicant.begin()
    await ask(app, applicant, "Мөр керек пе?")
    return applicant


def cards(phone: Phone, number: int = 1) -> list[Message]:
    shown = [each for each in phone.messages if "Отправлен:" in (each.text or "")]
    return [each for each in shown if f"Вопрос №{number}" in (each.text or "")]


async def later(app: App, clock: MovableClock) -> None:
    """Once everything has come that follows from what was done."""
    clock.advance(seconds=5)
    await deliver(app)


def labels(message: Message) -> list[str]:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    return [button.text for row in rows for button in row]


async def test_the_card_is_one_and_changes_with_the_question(
    app: App, chats: Chats, asking: Phone, owner: Phone, consultant: Phone, clock: MovableClock
) -> None:
    first = cards(consultant)[0].message_id
    await consultant.press("+take:1:1", first)
    await later(app, clock)
    card = cards(consultant)[0]
    assert card.message_id == first
    assert "Вы взяли этот вопрос" in (card.text or "")
    await consultant.press("+passto:1:staff", first)
    await consultant.send("Это о договоре")
    await later(app, clock)
    assert "Кто передал: Ибадуллаев Аскар" in (cards(owner)[0].text or "")
    assert "Это о договоре" in (cards(owner)[0].text or ""), "whoever has it next knows why"
    await owner.reply("Да", cards(owner)[0].message_id)
    await later(app, clock)
    for phone in (owner, consultant):
        assert "Ответ дан" in (cards(phone)[0].text or "")
        assert "Беру на себя" not in labels(cards(phone)[0])
    assert "Это о договоре" not in "".join(each.text or "" for each in asking.messages)
    clock.advance(minutes=5)
    await asking.press("more:1")
    await asking.send("Тағы сұрақ")
    clock.advance(minutes=5)
    await later(app, clock)
    assert "Ответить" in labels(cards(owner)[0])
    assert owner.last.reply_to_message is not None
    assert owner.last.reply_to_message.message_id == cards(owner)[0].message_id, "what is added replies to the card"


async def test_whoever_may_not_read_it_any_more_sees_only_that(
    app: App, chats: Chats, asking: Phone, owner: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await owner.send("/start")
    await owner.press("unlink:2020-repeat:ibadullaev:7003")
    await owner.press("take:1:1")
    await later(app, clock)
    card = next(each for each in consultant.messages if "№1" in (each.text or ""))
    assert "Мөр керек пе?" not in (card.text or "")


async def test_what_is_attached_is_named_and_comes_again_when_asked_for(
    app: App, chats: Chats, applicant: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await applicant.begin()
    await applicant.press("region:2020-repeat:atyrau:0")
    await applicant.press("askc:2020-repeat")
    await applicant.send("Қараңызшы")
    await applicant.send_album(PIXEL, PIXEL, PIXEL)
    await applicant.send_file("smeta.xlsx", b"PK", "application/vnd.ms-excel")
    await applicant.send_voice(duration=7)
    await applicant.press("askview:2020-repeat")
    await applicant.tap("Жіберу")
    clock.advance(seconds=10)
    await later(app, clock)
    assert "3 фото, smeta.xlsx, голосовое сообщение 0:07" in (cards(consultant)[0].text or "")
    voices = sum(each.voice is not None for each in consultant.messages)
    await consultant.press("+casefiles:1", cards(consultant)[0].message_id)
    await later(app, clock)
    assert sum(each.voice is not None for each in consultant.messages) == voices + 1


async def test_an_end_without_an_answer_is_asked_about_and_told_as_it_is(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await consultant.send("/desk")
    await consultant.press("closeq:1")
    assert "не ответили" in consultant.text
    await later(app, clock)
    assert heard(asking, "жабылды") == 0
    await consultant.tap("Да, закрыть без ответа")
    assert "Закрыт без ответа" in consultant.text
    await later(app, clock)
    assert "жауапсыз жабылды" in asking.text
    assert "Көмектесті" not in asking.buttons, "nothing was answered that could have helped"
    await asking.tap("Сұрақты қайта ашу")
    await later(app, clock)
    assert "Ответить" in labels(cards(consultant)[0])
    await consultant.send("/desk")
    await consultant.press("closeq:1:1")
    await consultant.tap("Открыть снова")
    await later(app, clock)
    assert "қайта ашылды" in asking.text


async def test_a_word_that_it_did_not_help_stays_and_reaches_staff(
    app: App, asking: Phone, owner: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await consultant.reply("Нет", cards(consultant)[0].message_id)
    await consultant.tap("Закрыть")
    await later(app, clock)
    await asking.tap("Көмектеспеді")
    clock.advance(minutes=3)
    await later(app, clock)
    for phone in (owner, consultant):
        assert "Ответ не помог: 1" in phone.text
    await asking.press("more:1")
    await asking.send("Ал қол қою ше?")
    await later(app, clock)
    await owner.press("casepast:1")
    assert "ответ не помог (заявитель)" in owner.text
    assert "открыт снова (заявитель)" in owner.text
    await owner.press("figures:2020-repeat")
    assert "не помог: 1" in owner.text.lower() or "не помогло: 1" in owner.text.lower()


async def test_whoever_has_the_card_already_gets_no_second_one(
    app: App, chats: Chats, asking: Phone, owner: Phone, consultant: Phone, clock: MovableClock
) -> None:
    other = await linked(chats, COLLEAGUE, ERGALIEVA, "Шугыла")
    await consultant.send("/desk")
    await consultant.press("passto:1:ergalieva")
    await later(app, clock)
    await other.press("+passto:1:ibadullaev", cards(other)[0].message_id)
    await later(app, clock)
    assert heard(consultant, "снова у Вас") == 1
    everything = [each for each in consultant.messages if "Мөр керек пе?" in (each.text or "")]
    assert len(everything) == 1


async def test_whoever_asked_is_named_so_where_they_passed_it_on(
    app: App, chats: Chats, asking: Phone, owner: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await consultant.reply("Нет", cards(consultant)[0].message_id)
    await consultant.tap("Закрыть")
    await later(app, clock)
    await asking.press("askstaff:1")
    await later(app, clock)
    assert "Кто передал: заявитель" in (cards(owner)[0].text or "")


async def test_a_call_that_was_taken_back_is_no_answer(
    app: App, chats: Chats, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await consultant.press("byphone:1:1")
    await consultant.press("reopenq:1")
    await consultant.press("closeq:1")
    assert "На этот вопрос не ответили" in consultant.text
    await consultant.press("closeq:1:1")
    await later(app, clock)
    assert "Закрыт без ответа" in (cards(consultant)[0].text or "")
    assert "жауапсыз жабылды" in asking.text


async def test_the_end_is_called_by_the_last_answer(
    app: App, chats: Chats, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    """Somebody was called, asked on, and was answered in writing."""
    await consultant.press("byphone:1:1")
    clock.advance(minutes=5)
    await asking.press("more:1")
    await asking.send("Тағы сұрақ")
    await later(app, clock)
    await later(app, clock)
    assert heard(consultant, "Вопрос снова ждет ответа") == 1
    clock.advance(minutes=5)
    await asking.press("more:1")
    await asking.send("Және біреуі")
    await later(app, clock)
    await later(app, clock)
    assert heard(consultant, "Және біреуі") >= 1
    assert heard(consultant, "Вопрос снова ждет ответа") == 1, "it waits already"
    await consultant.reply("Нет", cards(consultant)[0].message_id)
    await consultant.press("closeq:1")
    await later(app, clock)
    assert "Закрыт" in (cards(consultant)[0].text or "")
    assert "по телефону" not in (cards(consultant)[0].text or "")


@pytest.mark.parametrize("way", ["typed", "looked for"])
async def test_a_number_that_no_question_has_is_said_so(consultant: Phone, way: str) -> None:
    """Nobody deleted what was never asked."""
    if way == "looked for":
        await consultant.press("findq")
    await consultant.send("№45")
    assert "Вопроса №45 нет" in consultant.text
    await consultant.tap("Найти по номеру или словам")
    assert "Напишите номер" in consultant.text


async def test_what_is_written_though_another_came_first_is_shown_and_not_lost(
    app: App, chats: Chats, asking: Phone, owner: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await owner.press("reply:1")
    await owner.send("Нет")
    await owner.press("sendheld:1")
    await later(app, clock)
    await consultant.press("+reply:1")
    assert "Все равно ответить" in consultant.buttons
    await consultant.send("Мен де жауап берейін")
    assert "Мен де жауап берейін" in consultant.text
    assert "Отправить" in consultant.buttons
    assert heard(asking, "Мен де жауап берейін") == 0


async def test_the_history_says_to_whom_it_went(consultant: Phone, asking: Phone) -> None:
    await consultant.press("passto:1:staff")
    await consultant.press("casepast:1")
    assert "передан → Сотрудники Центра (Ибадуллаев Аскар)" in consultant.text


async def test_whoever_is_staff_hears_nothing_of_what_they_give_to_staff(
    app: App, asking: Phone, owner: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await give(app, CONSULTANT, Right.ANSWER, name="Аскар")
    own = cards(consultant)[0].message_id
    await consultant.press("+passto:1:staff", own)
    await later(app, clock)
    assert heard(owner, "Вам передали вопрос") == 1
    assert heard(consultant, "Вам передали вопрос") == 0
    assert heard(consultant, "снова у Вас") == 0
    assert len(cards(consultant)) == 1, "the card that they have stays, and is still theirs to answer"
    await consultant.press("reply:1")
    await consultant.send("Да")
    await consultant.press("sendheld:1")
    await later(app, clock)
    assert heard(asking, "Да") == 1


async def test_whoever_gives_all_to_staff_while_away_hears_nothing_of_it(
    app: App, asking: Phone, owner: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await give(app, CONSULTANT, Right.ANSWER, name="Аскар")
    await consultant.press("setaway:200520:200522:0")
    await consultant.press("passall")
    await later(app, clock)
    assert heard(owner, "Вам передали вопрос") == 1
    assert heard(consultant, "Вам передали вопрос") == 0
    assert heard(consultant, "снова у Вас") == 0

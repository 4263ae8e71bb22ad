"""Questions to a consultant: sent, answered, passed on, never forgotten. Both sides on their phones."""

import pytest

from bot.app import App
from storage.tables import questions
from tests.conftest import MovableClock
from tests.support.consulting import COLLEAGUE, CONSULTANT, ERGALIEVA, IBADULLAEV, linked
from tests.support.conversation import Chats, Phone, deliver
from tests.support.questioning import ask, latest


async def test_a_question_reaches_the_consultant_and_the_answer_comes_back(
    app: App, asking: Phone, consultant: Phone
) -> None:
    await ask(asking, "Мөр болмаса не істейміз?")
    assert "№1 сұрақ" in asking.text
    assert "Жіберілді" in asking.text
    await deliver(app)
    assert "Вопрос №1" in consultant.text
    assert "Мөр болмаса не істейміз?" in consultant.text
    assert "Атырауская" in consultant.text
    await consultant.reply("Мөрсіз де болады")
    assert "отправлен" in consultant.text
    await deliver(app)
    assert "№1 сұрағыңызға жауап" in asking.text
    assert "Мөрсіз де болады" in asking.text
    assert "Атырау облысы" in asking.text
    assert asking.last.reply_to_message is not None
    assert asking.last.reply_to_message.text == "Мөр болмаса не істейміз?"
    assert "Ибадуллаев" not in asking.text
    await consultant.tap("Закрыть")
    await deliver(app)
    await asking.tap("Көмектесті")
    assert asking.toast == "Рақмет"


async def test_by_when_an_answer_is_due_is_told_by_the_own_clock_too(asking: Phone, consultant: Phone) -> None:
    """In 2020 Atyrau lived an hour behind the time of the contest."""
    await asking.tap("Кеңесшіге сұрақ жазу")
    await asking.send("Мөр болмаса не істейміз?")
    await asking.tap("Қарап шығу")
    assert "10:30 (Нұр-Сұлтан уақыты), 09:30 (сізде)" in asking.plain
    await asking.tap("Жіберу")
    assert "10:30 (Нұр-Сұлтан уақыты), 09:30 (сізде)." in asking.plain


async def test_two_people_do_not_answer_the_same_unknowingly(
    app: App, chats: Chats, asking: Phone, owner: Phone, consultant: Phone
) -> None:
    await ask(asking, "Мерзім қашан?")
    await deliver(app)
    card = consultant.last.message_id
    await consultant.tap("Передать", "Сотрудникам Центра")
    await deliver(app)
    staff_card = owner.last.message_id
    await owner.tap("Беру на себя")
    await consultant.reply("3 маусым", card)
    assert "уже взял" in consultant.text
    await deliver(app)
    assert "3 маусым" not in asking.text
    await consultant.tap("Не отправлять")
    await owner.reply("3 маусымға дейін", staff_card)
    await deliver(app)
    assert "3 маусымға дейін" in asking.text
    assert "Орталық қызметкерлерінен" in asking.text
    await consultant.reply("Иә", card)
    assert "получит и Ваш ответ" in consultant.text
    await consultant.tap("Отправить")
    await deliver(app)
    assert "Иә" in asking.text


async def test_nobody_is_forgotten(
    app: App, chats: Chats, asking: Phone, owner: Phone, consultant: Phone, clock: MovableClock
) -> None:
    """Half of the time: a nudge. All of it: a second person. Half as much again: staff."""
    other = await linked(chats, COLLEAGUE, ERGALIEVA, "Шугыла")
    await ask(asking, "Мөр керек пе?")
    await deliver(app)
    clock.move_to("2020-05-20T15:31+06:00")  # four working hours, lunch left out
    await app.escalation.tick()
    clock.advance(minutes=2)
    await deliver(app)
    assert "Подходит срок ответа: 1" in consultant.text
    clock.move_to("2020-05-21T10:31+06:00")
    await app.escalation.tick()
    clock.advance(minutes=2)
    await deliver(app)
    assert "переданы другим: 1" in consultant.text
    assert "не ответили вовремя" in (other.messages[-2].text or "")
    assert "Переданы Вам, в срок не ответили: 1" in other.text
    clock.move_to("2020-05-21T16:00+06:00")
    await app.escalation.tick()
    clock.advance(minutes=2)
    await deliver(app)
    assert "не ответили вовремя" in (owner.messages[-2].text or "")
    clock.move_to("2020-05-22T18:00+06:00")
    await app.escalation.tick()
    before = len(owner.messages)
    await deliver(app)
    assert len(owner.messages) == before


async def test_without_a_linked_consultant_the_number_comes_at_once_and_staff_get_the_question(
    app: App, chats: Chats, asking: Phone, owner: Phone
) -> None:
    await ask(asking, "Мөр керек пе?")
    assert asking.last.contact is not None
    assert asking.last.contact.phone_number == IBADULLAEV
    await deliver(app)
    assert "Вопрос №1" in owner.text


async def test_a_consultant_who_asks_is_not_the_one_who_answers(
    app: App, chats: Chats, consultant: Phone, owner: Phone
) -> None:
    await consultant.send("/start")
    await consultant.tap("Консультант")
    await consultant.send("Атырау")
    await consultant.tap("Задать вопрос консультанту")
    await consultant.send("Нужна ли печать?")
    await consultant.tap("Проверить", "Отправить")
    await deliver(app)
    assert "Вопрос №1" in owner.text
    assert not any("Ответить до" in (message.text or "") for message in consultant.messages)


async def test_a_blocked_consultant_is_passed_over(app: App, chats: Chats, asking: Phone, consultant: Phone) -> None:
    other = await linked(chats, COLLEAGUE, ERGALIEVA, "Шугыла")
    chats.telegram.block(consultant.id)
    await ask(asking, "Мөр керек пе?")
    await deliver(app)
    await app.escalation.tick()
    await deliver(app)
    assert "Вопрос №1" in other.text


async def test_who_wrote_hears_that_the_applicant_has_gone(
    app: App, chats: Chats, asking: Phone, consultant: Phone
) -> None:
    await ask(asking, "Мөр керек пе?")
    await deliver(app)
    chats.telegram.block(asking.id)
    await consultant.reply("Керек")
    await deliver(app)
    await deliver(app)
    assert "не доставлен" in consultant.text


async def test_a_second_tap_sends_nothing_twice(app: App, asking: Phone, consultant: Phone) -> None:
    await asking.tap("Кеңесшіге сұрақ жазу")
    await asking.send("Мөр керек пе?")
    await asking.tap("Қарап шығу")
    data, message = asking.payload("Жіберу"), asking.last.message_id
    await asking.press(data, message)
    await asking.press(data, message)
    await deliver(app)
    assert sum("Вопрос №1" in (each.text or "") for each in consultant.messages) == 1


async def test_a_stranger_to_a_question_sees_nothing_of_it(chats: Chats, asking: Phone, consultant: Phone) -> None:
    await ask(asking, "Құпия сұрақ")
    curious = chats.person(7005)
    await curious.begin()
    for data in ("thread:1", "case:1", "reply:1:0", "take:1:1", "queue:open:1", "more:1", "passto:1:staff", "closeq:1"):
        await curious.press(data)
        assert "Құпия" not in curious.text, data
        assert "№1" not in curious.text, data


async def test_in_the_morning_the_desk_says_what_waits(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await ask(asking, "Мөр керек пе?")
    await deliver(app)
    clock.move_to("2020-05-23T10:00+06:00")  # a Saturday
    await app.escalation.tick()
    await deliver(app)
    assert "Доброе утро" not in consultant.text
    clock.move_to("2020-05-25T09:05+06:00")
    await app.escalation.tick()
    await app.escalation.tick()
    await deliver(app)
    assert sum("Доброе утро" in (message.text or "") for message in consultant.messages) == 1


async def test_everything_is_said_in_the_other_languages_too(
    app: App, chats: Chats, applicant: Phone, clock: MovableClock
) -> None:
    """The applicant in Russian, the consultant in Kazakh."""
    await applicant.begin("Русский")
    answers = await linked(chats, CONSULTANT, IBADULLAEV, "Аскар", "Қазақша")
    await applicant.send("/start")
    await applicant.tap("Консультант")
    await applicant.send("Атырау")
    await applicant.tap("Задать вопрос консультанту")
    await applicant.send("Нужна ли печать?")
    assert "Вы написали" in applicant.text
    await applicant.tap("Проверить")
    assert "Ответит: Ибадуллаев Аскар" in applicant.text
    await applicant.tap("Отправить")
    assert "Вопрос №1" in applicant.text
    await deliver(app)
    assert "№1 сұрақ" in answers.text
    assert "Русский" in answers.text
    await answers.tap("Өзім аламын")
    assert "Сұрақты өзіңіз алдыңыз" in answers.text
    await answers.tap("Кезекке қайтару", "Басқаға беру")
    assert "кімге береміз" in answers.text
    await answers.tap("‹ Артқа", "Жауап беру")
    await answers.send("Жоқ болса да болады")
    await answers.tap("Жіберу")
    assert "жауап жіберілді" in answers.text
    await deliver(app)
    assert "Ответ на Ваш вопрос №1" in applicant.text
    assert "Атырауская область" in applicant.text
    await applicant.tap("Дополнить вопрос")
    await applicant.send("А подпись?")
    clock.advance(seconds=6)
    await deliver(app)
    assert "№1 сұраққа қосымша" in answers.text
    await answers.tap("Телефонмен айттым, жабамын", "Иә, жауап бердім")
    await deliver(app)
    assert "ответили по телефону" in applicant.text
    await applicant.tap("Не помогло")
    assert "Вопрос закрыт" in applicant.text
    await applicant.tap("Передать сотрудникам")
    await answers.send("/queue")
    assert "№1 · Атырау" in answers.text, "a question of one's region stays in sight, whoever answers it"
    await answers.tap("Жабылған")
    await answers.send("/desk")
    assert "Атырау" in answers.text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("asksend:2020-repeat:99", "Мұндай сұрақ жоқ"),
        ("asksend:2020-repeat:1", "Жіберілді"),
        ("askdrop:2020-repeat:1", "Атырау облысы"),
        ("askview:2020-repeat", "сұрағыңызды осы жерге"),
        ("askpart:2020-repeat:topic:1", "сұрағыңызды осы жерге"),
        ("nophone:2020-repeat", "сұрағыңызды осы жерге"),
        ("solved:1", "Сұрақ жабылды"),
        ("rate:1:1", "жауап күтіп тұр"),
        ("askstaff:1", "жауап күтіп тұр"),
        ("thread:99", "Мұндай сұрақ жоқ"),
        ("more:99", "Мұндай сұрақ жоқ"),
        ("askc:gone:0", "ботта енді жоқ"),
    ],
)
async def test_old_buttons_end_where_the_question_stands(asking: Phone, data: str, says: str) -> None:
    await ask(asking, "Мөр керек пе?")
    await asking.press(data)
    assert says.lower() in asking.text.lower()


async def test_a_question_near_the_deadline_is_not_left_to_somebody_at_home(
    app: App, chats: Chats, asking: Phone, owner: Phone, consultant: Phone, clock: MovableClock
) -> None:
    clock.move_to("2020-06-03T17:20+06:00")
    await ask(asking, "Үлгеремін бе?")
    await deliver(app)
    assert latest(owner, "Вопрос №1")
    assert not any("Үлгеремін бе?" in (message.text or "") for message in consultant.messages)


async def test_deleting_ones_data_takes_the_questions_along(app: App, asking: Phone, consultant: Phone) -> None:
    await ask(asking, "Мөр керек пе?")
    await asking.send("/start")
    await asking.tap("Баптаулар", "Менің деректерім", "Бәрін жою")
    await asking.send("ЖОЮ")
    async with app.database.reading() as connection:
        assert (await connection.execute(questions.select())).first() is None
    await deliver(app)
    assert not any("Мөр керек пе?" in (message.text or "") for message in consultant.messages)

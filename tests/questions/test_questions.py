"""Questions to a consultant: written, sent, answered, passed on, never forgotten. Both sides on their phones."""

import pytest
from sqlalchemy import select

from bot.app import App
from bot.demo.telegram import Telegram
from storage.tables import question_messages, questions
from tests.conftest import MovableClock
from tests.support.consulting import COLLEAGUE, CONSULTANT, ERGALIEVA, IBADULLAEV, linked
from tests.support.conversation import PIXEL, Chats, Phone, deliver


def latest(phone: Phone, words: str) -> int:
    """The last message that says so."""
    return next(message.message_id for message in reversed(phone.messages) if words in (message.text or ""))


async def choose_region(phone: Phone, name: str = "Атырау") -> None:
    await phone.send("/start")
    await phone.tap("Кеңесші")
    if "Сұрақтарым" not in phone.buttons:
        await phone.send(name)


async def ask(phone: Phone, *words: str) -> None:
    await phone.tap("Кеңесшіге сұрақ жазу")
    for each in words:
        await phone.send(each)
    await phone.tap("Қарап шығу", "Жіберу")


@pytest.fixture
async def asking(applicant: Phone) -> Phone:
    await applicant.begin()
    await choose_region(applicant)
    return applicant


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


async def test_what_goes_along_is_shown_and_can_be_left_out(app: App, asking: Phone, consultant: Phone) -> None:
    await asking.send("/start 2020-repeat-topic_3")
    await asking.tap("Осы тақырыпты таңдау")
    await choose_region(asking)
    await asking.tap("Кеңесшіге сұрақ жазу")
    await asking.send("Балансты кім қояды?")
    await asking.tap("Қарап шығу")
    assert "тақырып:" in asking.text
    assert "Ибадуллаев" in asking.text
    assert "2020 жылғы 21 мамыр, 10:30" in asking.text, "eight working hours, lunch and the night left out"
    await asking.tap("Тақырыпты қоспау")
    assert "тақырып:" not in asking.text
    await asking.tap("Тақырыпты қосу")
    assert "тақырып:" in asking.text
    await asking.tap("Тақырыпты қоспау", "Жіберу")
    await deliver(app)
    assert "Тема" not in consultant.text


async def test_a_phone_number_goes_along_only_if_it_is_offered(app: App, asking: Phone, consultant: Phone) -> None:
    await asking.tap("Кеңесшіге сұрақ жазу")
    await asking.send("Хабарласыңызшы")
    await asking.tap("Қарап шығу", "Телефонымды қосу")
    await asking.share_contact()
    preview = asking.messages[-2]
    assert "+77000007001" in (preview.text or "")
    assert "Нөмір қосылды" in asking.text
    await asking.press("asksend:2020-repeat:1", preview.message_id)
    await deliver(app)
    assert "+77000007001" in consultant.text


async def test_an_album_a_document_and_voice_reach_the_consultant_whole(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await asking.tap("Кеңесшіге сұрақ жазу")
    before = len(asking.messages)
    await asking.send_album(PIXEL, PIXEL, caption="екі бет")
    assert len(asking.messages) == before + 3, "an album is answered once"
    await asking.send_voice()
    await asking.tap("Қарап шығу", "Жіберу")
    clock.advance(seconds=5)
    await deliver(app)
    received = [message for message in consultant.messages if message.from_user and message.from_user.is_bot]
    pictures = [message for message in received if message.photo]
    assert len(pictures) == 2
    assert pictures[0].media_group_id == pictures[1].media_group_id is not None
    assert pictures[0].caption == "екі бет"
    assert any(message.voice for message in received)


async def test_what_cannot_be_sent_on_is_said(asking: Phone) -> None:
    await asking.tap("Кеңесшіге сұрақ жазу")
    await asking.send_sticker()
    assert "жеткізе алмаймын" in asking.text


async def test_an_answer_too_long_for_its_heading_comes_whole(app: App, asking: Phone, consultant: Phone) -> None:
    await ask(asking, "?" * 4000)
    await deliver(app)
    assert any(message.text == "?" * 4000 for message in consultant.messages)
    card = next(message for message in consultant.messages if "Вопрос №1" in (message.text or ""))
    await consultant.reply("ж" * 4096, card.message_id)
    await deliver(app)
    assert asking.text == "ж" * 4096
    assert "№1 сұрағыңызға жауап" in (asking.messages[-2].text or "")


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


@pytest.mark.slow
async def test_more_comes_to_the_same_question_and_opens_it_again(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await ask(asking, "Мөр керек пе?")
    await deliver(app)
    await consultant.reply("Керек")
    await deliver(app)
    await asking.reply("Ал мөр болмаса ше?")
    assert "жауап күтіп тұр" in asking.text
    clock.advance(seconds=10)
    await deliver(app)
    assert "Дополнение к вопросу №1" in consultant.text
    assert "Ал мөр болмаса ше?" in consultant.text
    await consultant.reply("Онда кеңес беремін")
    await consultant.tap("Закрыть")
    await deliver(app)
    clock.advance(days=13)
    await asking.reply("Рақмет, тағы бір сұрақ", latest(asking, "сұрағыңыз жабылды"))
    assert "жауап күтіп тұр" in asking.text
    clock.advance(seconds=10)
    await deliver(app)
    await consultant.tap("Закрыть", "Да, закрыть без ответа")
    clock.advance(days=14, minutes=1)
    await asking.reply("Тағы", latest(asking, "сұрағыңыз жабылды"))
    assert "14 күннен асты" in asking.text


async def test_a_changed_message_reaches_the_other_side_with_what_it_said_before(
    app: App, asking: Phone, consultant: Phone
) -> None:
    await ask(asking, "Мерзім қашан?")
    mine = next(message for message in asking.messages if message.text == "Мерзім қашан?")
    await deliver(app)
    await asking.edit(mine.message_id, "Мерзім қай күні?")
    await deliver(app)
    assert "Изменен вопрос №1" in consultant.text
    assert "Мерзім қай күні?" in consultant.text
    assert "Мерзім қашан?" in consultant.text
    card = next(message for message in consultant.messages if "Вопрос №1" in (message.text or ""))
    await consultant.reply("4 маусым", card.message_id)
    await deliver(app)
    answer = next(message for message in consultant.messages if message.text == "4 маусым")
    await consultant.edit(answer.message_id, "3 маусым")
    await deliver(app)
    assert "жауабы өзгертілді" in asking.text
    assert "3 маусым" in asking.text
    assert "4 маусым" in asking.text


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


@pytest.mark.slow
async def test_fifty_questions_in_a_minute_become_one(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    for number in range(50):
        await asking.send("/start")
        await asking.tap("Кеңесші")
        await ask(asking, f"Сұрақ {number}")
        clock.advance(seconds=0.1)
    assert "мұны да соған қостық" in asking.text
    clock.advance(seconds=10)
    await deliver(app)
    text = " ".join(message.text or "" for message in consultant.messages)
    assert all(f"Сұрақ {number}" in text for number in range(50))
    assert len(consultant.messages) < 20
    async with app.database.reading() as connection:
        assert len((await connection.execute(questions.select())).all()) == 1


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


async def test_another_word_or_button_leaves_the_draft_where_it_was(asking: Phone) -> None:
    await asking.tap("Кеңесшіге сұрақ жазу")
    await asking.send("Бірінші бөлігі")
    await asking.send("/cancel")
    await asking.send("/start")
    await asking.tap("Кеңесші", "Кеңесшіге сұрақ жазу")
    assert "Бірінші бөлігі" in asking.text
    await asking.send("Екінші бөлігі")
    await asking.tap("Қарап шығу")
    assert "Бірінші бөлігі" in asking.text
    assert "Екінші бөлігі" in asking.text


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


async def test_an_edit_in_a_group_is_of_another_message_whatever_its_number(
    app: App, chats: Chats, asking: Phone, telegram: Telegram
) -> None:
    await ask(asking, "Мөр керек пе?")
    async with app.database.reading() as connection:
        mine = (await connection.execute(select(question_messages))).one()
    group = {"id": -100, "type": "supergroup", "title": "ҮЕҰ"}
    author = {"id": asking.id, "is_bot": False, "first_name": "Айгүл"}
    said = {
        "message_id": mine.message_id,
        "date": 0,
        "edit_date": 1,
        "chat": group,
        "from": author,
        "text": "Басқа сөз",
    }
    telegram.queue.put("edited_message", said)
    await chats.settle()
    async with app.database.reading() as connection:
        assert (await connection.execute(select(question_messages.c.text))).scalar() == mine.text

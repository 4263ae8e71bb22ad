"""What a question and its answer are made of: what goes along, files, long texts, later changes."""

import pytest
from sqlalchemy import select

from bot.app import App
from bot.demo.telegram import Telegram
from storage.tables import question_messages, questions
from tests.conftest import MovableClock
from tests.support.conversation import PIXEL, Chats, Phone, deliver
from tests.support.questioning import ask, choose_region, latest


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
    await consultant.tap("Закрыть", "Да, закрыть")
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

"""Ready-made answers: kept once, sent with two taps, by the same way as an answer that is written."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.app import App
from storage.tables import outbox, question_messages, questions, ready_answers
from tests.conftest import MovableClock
from tests.support.consulting import BORANBAEVA, COLLEAGUE, CONSULTANT, ask, linked
from tests.support.conversation import PIXEL, Chats, Phone, deliver

pytestmark = pytest.mark.slow

SEAL = "Печать не нужна, если организация ее не имеет."
ASKED = "Мөр болмаса не істейміз?"


@pytest.fixture
async def colleague(chats: Chats) -> Phone:
    """Another consultant, of Akmola."""
    return await linked(chats, COLLEAGUE, BORANBAEVA, "Жанаргуль")


@pytest.fixture
async def asking(app: App, applicant: Phone, consultant: Phone) -> Phone:
    """Somebody in Kazakh who has asked question 1."""
    await applicant.begin()
    await ask(app, applicant, ASKED)
    return applicant


async def compose(phone: Phone, title: str, *, ru: str = "", kk: str = "", shared: bool = False) -> None:
    await phone.press("ready")
    await phone.tap("Новый общий ответ" if shared else "Новый ответ")
    await phone.send(title)
    for label, words in (("Текст на русском", ru), ("Текст на казахском", kk)):
        if words:
            await phone.tap(label)
            await phone.send(words)


async def rows(app: App, table: Any) -> list[Any]:
    async with app.database.reading() as connection:
        return list((await connection.execute(select(table).order_by(table.c.id))).all())


async def said_in_answer(app: App) -> list[Any]:
    return [each for each in await rows(app, question_messages) if each.side == "answer"]


async def test_one_is_composed_and_answers_a_question_in_the_language_it_was_asked_in(
    app: App, asking: Phone, consultant: Phone
) -> None:
    await compose(consultant, "Печать", ru=SEAL, kk="Ұйымда мөр болмаса, мөр керек емес.")
    assert "Ваш ответ" in consultant.text
    await consultant.press("case:1")
    await consultant.tap("Готовые ответы", "Печать")
    assert "мөр керек емес" in consultant.text
    assert SEAL not in consultant.text
    assert "⚠️" not in consultant.text
    await consultant.tap("Отправить заявителю")
    assert consultant.toast == "Ответ отправлен"
    assert "✅ Ответ дан" in consultant.text
    await deliver(app)
    assert "№1 сұрағыңызға жауап" in asking.text
    assert "мөр керек емес" in asking.text
    assert asking.last.reply_to_message is not None
    assert asking.last.reply_to_message.text == ASKED
    (question,) = await rows(app, questions)
    assert (question.state, question.taken_by, question.step_at) == ("answered", CONSULTANT, None)
    assert question.answered_at is not None


async def test_without_words_in_the_language_of_the_question_the_other_ones_are_offered_with_a_note(
    app: App, asking: Phone, consultant: Phone
) -> None:
    await compose(consultant, "Печать", ru=SEAL)
    await consultant.press("case:1")
    await consultant.tap("Готовые ответы", "Печать")
    assert "⚠️ Язык вопроса: Қазақша" in consultant.text
    assert SEAL in consultant.text
    await consultant.tap("Отправить заявителю")
    await deliver(app)
    assert SEAL in asking.text


async def test_one_without_any_words_cannot_be_sent(app: App, asking: Phone, consultant: Phone) -> None:
    await compose(consultant, "Печать")
    assert "нужен текст хотя бы на одном языке" in consultant.text
    await consultant.press("ready1:1:1")
    assert "Отправить заявителю" not in consultant.buttons
    await consultant.press("sendready:1:1:0")
    assert "нет текста" in consultant.text
    assert not await said_in_answer(app)


async def test_what_looks_like_marks_is_shown_as_typed(app: App, asking: Phone, consultant: Phone) -> None:
    await compose(consultant, "Печать", kk="<b>Мөр</b> & қол")
    await consultant.press("sendready:1:1:0")
    await deliver(app)
    assert "<b>Мөр</b> & қол" in asking.text


async def test_a_second_tap_sends_nothing_twice_but_a_later_use_does(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await compose(consultant, "Печать", kk="Мөр керек емес.")
    for _ in range(2):
        consultant.chats.telegram.press(CONSULTANT, consultant.last.message_id, "sendready:1:1:0")
    await consultant.chats.settle(at_once=True)
    assert len(await said_in_answer(app)) == 1
    await deliver(app)
    clock.advance(minutes=10)
    await asking.reply("Анық емес")
    await deliver(app)
    await consultant.press("sendready:1:1:0")
    await deliver(app)
    assert len(await said_in_answer(app)) == 2
    answers = [message.text or "" for message in asking.messages if "№1 сұрағыңызға жауап" in (message.text or "")]
    assert ["Мөр керек емес." in each for each in answers] == [True, True]
    assert [each.state for each in await rows(app, questions)] == ["answered"]


async def test_one_answer_serves_many_questions_with_its_file(
    app: App, chats: Chats, asking: Phone, consultant: Phone
) -> None:
    await compose(consultant, "Бланк", kk="Үлгі осында.")
    await consultant.tap("📎 Файл")
    await consultant.send_file("blank.pdf", b"%PDF", "application/pdf", "для себя")
    assert "уйдет файл" in consultant.text
    other = chats.person(7002, "kk", "Данияр")
    await other.begin()
    await ask(app, other, "Үлгі бар ма?")
    for number in (1, 2):
        await consultant.press(f"sendready:{number}:1:0")
    await deliver(app)
    for phone in (asking, other):
        assert "Үлгі осында" in (phone.messages[-2].text or "")
        assert phone.last.document is not None
        assert phone.last.forward_origin is None
        await phone.tap("сұрақты ашу")
        assert "құжат" in phone.text
    assert [each.state for each in await rows(app, outbox) if each.kind == "copy"] == []


async def test_a_question_passed_on_after_such_an_answer_is_no_trouble(
    app: App, asking: Phone, consultant: Phone, owner: Phone
) -> None:
    """Its words and its file have no message of their own that could be copied."""
    await compose(consultant, "Бланк", kk="Үлгі осында.")
    await consultant.tap("📎 Файл")
    await consultant.send_file("blank.pdf", b"%PDF", "application/pdf")
    await consultant.press("sendready:1:1:0")
    await deliver(app)
    await asking.press("more:1")
    await asking.send("Ашылмайды")
    await deliver(app)
    await consultant.press("passto:1:staff")
    await deliver(app)
    assert "Үлгі осында" in owner.text
    assert not [each for each in await rows(app, outbox) if each.state == "failed"]


async def test_who_answered_hears_that_the_file_is_gone(app: App, asking: Phone, consultant: Phone) -> None:
    await compose(consultant, "Бланк", kk="Үлгі осында.")
    await consultant.tap("📎 Файл")
    await consultant.send_file("blank.pdf", b"%PDF", "application/pdf")
    (kept,) = await rows(app, ready_answers)
    del consultant.chats.telegram.files.by_id[kept.file_id]
    await consultant.press("sendready:1:1:0")
    await deliver(app)
    assert "Үлгі осында" in asking.text
    assert "Файл готового ответа на вопрос №1 не доставлен" in consultant.text


async def test_the_file_goes_though_the_message_that_brought_it_was_deleted(
    app: App, asking: Phone, consultant: Phone
) -> None:
    await compose(consultant, "Бланк", kk="Үлгі осында.")
    await consultant.tap("📎 Файл")
    await consultant.send_file("blank.pdf", b"%PDF", "application/pdf")
    (kept,) = await rows(app, ready_answers)
    del consultant.chats.telegram.chats[CONSULTANT].messages[kept.file_message_id]
    await consultant.press("sendready:1:1:0")
    await deliver(app)
    assert asking.last.document is not None
    assert asking.received == b"%PDF"


async def test_a_file_of_an_older_version_is_copied_from_where_it_was_sent(
    app: App, asking: Phone, consultant: Phone
) -> None:
    await compose(consultant, "Бланк", kk="Үлгі осында.")
    await consultant.tap("📎 Файл")
    await consultant.send_file("blank.pdf", b"%PDF", "application/pdf")
    async with app.database.writing() as connection:
        await connection.execute(ready_answers.update().values(file_kind=None, file_id=None))
    await consultant.press("sendready:1:1:0")
    await deliver(app)
    assert asking.received == b"%PDF"


async def test_of_an_applicant_who_has_gone_they_hear_once(app: App, asking: Phone, consultant: Phone) -> None:
    await compose(consultant, "Бланк", kk="Үлгі осында.")
    await consultant.tap("📎 Файл")
    await consultant.send_file("blank.pdf", b"%PDF", "application/pdf")
    asking.chats.telegram.block(asking.id)
    before = len(consultant.messages)
    await consultant.press("sendready:1:1:0")
    await deliver(app)
    told = [message.text or "" for message in consultant.messages[before:]]
    assert sum("не доставлен" in each for each in told) == 1


async def test_whoever_comes_second_is_asked_first(app: App, asking: Phone, consultant: Phone, owner: Phone) -> None:
    await compose(owner, "Печать", kk="Мөр керек емес.", shared=True)
    await consultant.press("take:1:1")
    await owner.press("ready1:1:1")
    await owner.tap("Отправить заявителю")
    assert "уже взял" in owner.text
    assert not await said_in_answer(app)
    await owner.tap("Все равно ответить")
    assert len(await said_in_answer(app)) == 1
    await deliver(app)
    assert "Мөр керек емес" in asking.text


async def test_shared_ones_are_for_all_and_changed_by_staff_alone(
    app: App, asking: Phone, consultant: Phone, colleague: Phone, owner: Phone
) -> None:
    await compose(owner, "Сроки", ru="До 27 мая.", shared=True)
    assert "👥 Общий ответ" in owner.text
    for phone in (consultant, colleague):
        await phone.press("ready")
        assert "Новый общий ответ" not in phone.buttons
        await phone.tap("👥 Сроки")
        assert "До 27 мая." in phone.text
        assert not {"Название", "Удалить"} & set(phone.buttons)
        for data in ("newready:1", "setready:1:ru", "dropready:1:1"):
            await phone.press(data)
            assert "только сотрудники" in phone.text, data
    assert len(await rows(app, ready_answers)) == 1
    await consultant.press("sendready:1:1:0")
    await deliver(app)
    assert "До 27 мая." in asking.text


async def test_what_is_ones_own_is_nobody_elses(consultant: Phone, colleague: Phone, applicant: Phone) -> None:
    await compose(consultant, "Печать", ru=SEAL)
    await colleague.press("ready")
    assert "Ваших ответов: 0" in colleague.text
    await applicant.begin("Русский")
    for data in ("ready1:1", "setready:1:ru", "dropready:1:1"):
        await colleague.press(data)
        assert "готового ответа больше нет" in colleague.text, data
    for data in ("ready", "ready:1", "ready1:1", "newready", "setready:1:ru", "sendready:1:1", "dropready:1:1"):
        await applicant.press(data)
        assert "для консультантов" in applicant.text, data


async def test_parts_are_changed_and_what_does_not_fit_is_explained(app: App, consultant: Phone) -> None:
    await compose(consultant, "Печать", ru=SEAL)
    await consultant.tap("Название")
    await consultant.send("н" * 61)
    assert "Слишком длинно" in consultant.text
    await consultant.send("Печать\nи подпись")
    assert "Печать и подпись" in consultant.text
    await consultant.tap("Текст на русском")
    await consultant.send_voice()
    assert "только текст" in consultant.text
    await consultant.send("т" * 1701)
    assert "Слишком длинно" in consultant.text
    await consultant.send("т" * 1700)
    await consultant.tap("Текст на казахском")
    await consultant.send("м" * 1700)
    assert "мммм" in consultant.text
    await consultant.tap("📎 Файл")
    for send in (consultant.send("слова"), consultant.send_sticker(), consultant.share_contact()):
        await send
        assert "приложить как файл нельзя" in consultant.text
    await consultant.send_voice()
    assert "уйдет файл" in consultant.text
    await consultant.tap("📎 Файл", "Убрать файл")
    assert "уйдет файл" not in consultant.text
    (kept,) = await rows(app, ready_answers)
    assert (kept.file_chat_id, kept.file_message_id) == (None, None)
    await consultant.press("newready")
    await consultant.send("н" * 61)
    assert "слишком длинное" in consultant.text
    await consultant.press("setready:1:nothing")
    assert "устарела" in consultant.text


async def test_of_an_album_the_first_file_is_taken_and_said_once(app: App, consultant: Phone) -> None:
    await compose(consultant, "Бланк", ru="Бланк")
    await consultant.tap("📎 Файл")
    before = len(consultant.messages)
    await consultant.send_album(PIXEL, PIXEL, PIXEL)
    assert len(consultant.messages) == before + 4, "three pictures, one answer"
    assert "Взят первый файл" in consultant.text
    (kept,) = await rows(app, ready_answers)
    assert kept.file_message_id == consultant.messages[before].message_id


async def test_one_is_dropped_on_a_second_word(app: App, consultant: Phone) -> None:
    await compose(consultant, "Печать", ru=SEAL)
    await consultant.tap("Удалить")
    assert len(await rows(app, ready_answers)) == 1
    await consultant.tap("Да, удалить")
    assert consultant.toast == "Удалено"
    assert not await rows(app, ready_answers)
    await consultant.press("ready1:1")
    assert "больше нет" in consultant.text


async def test_there_is_an_end_to_them(app: App, consultant: Phone) -> None:
    for number in range(30):
        await compose(consultant, f"Ответ {number}")
    await consultant.press("ready")
    assert len(consultant.rows) == 31
    assert "Новый ответ" not in consultant.buttons
    await consultant.press("newready")
    assert "уже 30" in consultant.text


async def test_without_any_the_way_to_compose_one_is_shown(asking: Phone, consultant: Phone) -> None:
    await consultant.press("ready:1")
    assert "пока нет" in consultant.text
    await consultant.tap("Составить ответ", "Новый ответ")
    await consultant.send("Очень длинное название готового ответа про печать")
    await consultant.press("ready:1")
    assert all(len(label) <= 30 for label in consultant.buttons)
    await consultant.tap("Назад")
    assert "Вопрос №1" in consultant.text


async def test_what_stands_for_the_deadline_and_the_topic_is_filled_in(
    app: App, asking: Phone, consultant: Phone
) -> None:
    await compose(consultant, "Мерзім", kk="Мерзім: {{deadline}}. Тақырып: {{ topic }}.")
    await consultant.press("case:1")
    await consultant.tap("Готовые ответы", "Мерзім")
    assert "3 маусым" in consultant.plain
    assert "Тақырып: өтініміңіздің тақырыбы." in consultant.plain
    await consultant.tap("Отправить заявителю")
    await deliver(app)
    assert "3 маусым" in asking.plain
    assert "{" not in asking.plain


async def test_a_variable_that_is_none_is_refused_where_it_is_written(consultant: Phone) -> None:
    await compose(consultant, "Мерзім", kk="Мерзім: {{dedline}}")
    assert "Такой переменной нет: dedline" in consultant.text
    await consultant.send("Мерзім: {{deadline}}")
    assert "{{deadline}}" in consultant.text


async def test_the_words_are_edited_before_they_are_sent(app: App, asking: Phone, consultant: Phone) -> None:
    await compose(consultant, "Печать", kk="Ұйымда мөр <болмаса>, мөр керек емес.")
    await consultant.press("case:1")
    await consultant.tap("Готовые ответы", "Печать", "Исправить и отправить")
    assert "Ұйымда мөр <болмаса>, мөр керек емес." in consultant.text
    await consultant.send("Мөр керек емес, бірақ қол керек.")
    assert "Мөр керек емес, бірақ қол керек." in consultant.text
    await consultant.tap("Отправить")
    await deliver(app)
    assert "Мөр керек емес, бірақ қол керек." in asking.text
    assert [each.text for each in await said_in_answer(app)] == ["Мөр керек емес, бірақ қол керек."]

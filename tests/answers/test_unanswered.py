"""Questions without a good answer: staff see those alike together, and write one answer for all of them."""

import pytest
from sqlalchemy import select

from bot.app import App
from storage.tables import shared_answers
from tests.conftest import MovableClock
from tests.support.conversation import Chats, Phone, deliver

ALIKE = ("Кролиководство и дроны совместимы?", "дроны и кролиководство совместимы ли")
OTHER = "Суррикаты боятся фейерверков?"


async def unanswered(chats: Chats, *typed: str) -> list[Phone]:
    """Each typed by somebody else."""
    phones = [chats.person(7011 + number, "ru") for number in range(len(typed))]
    for phone, words in zip(phones, typed, strict=True):
        await phone.begin("Русский")
        await phone.send(words)
        assert "Точного ответа на этот вопрос у меня нет" in phone.text, words
    return phones


async def test_questions_alike_stand_together_with_how_many_asked(chats: Chats, owner: Phone) -> None:
    await unanswered(chats, OTHER, *ALIKE)
    await owner.press("shareds:2020-repeat")
    await owner.tap("Вопросы без ответа")
    assert "вопросов без хорошего ответа: 3" in owner.text
    assert "групп: 2" in owner.text
    assert [label.partition(" ")[0] for label in owner.buttons[:2]] == ["2", "1"]
    await owner.tap(owner.buttons[0])
    assert all(words in owner.text for words in ALIKE)
    assert OTHER not in owner.text


async def test_one_way_leads_to_an_answer_that_those_who_asked_get(app: App, chats: Chats, owner: Phone) -> None:
    first, second = await unanswered(chats, *ALIKE)
    await owner.press("shareds:2020-repeat")
    await owner.tap("Вопросы без ответа", "2 · ", "Написать ответ для всех")
    assert ALIKE[1] in owner.text
    assert "Опубликовать" not in owner.buttons
    for label, words in (
        ("Вопрос на казахском", "Қоян шаруашылығы мен дрон үйлесе ме?"),
        ("Ответ на казахском", "Кеңесші: иә, үйлеседі."),
        ("Ответ на русском", "Консультант: да, совместимы."),
    ):
        await owner.tap(label)
        await owner.send(words)
    await owner.tap("Опубликовать")
    await deliver(app)
    assert "Консультант: да, совместимы." in first.text
    assert "Консультант: да, совместимы." in second.text
    await first.send(ALIKE[0])
    assert "Консультант: да, совместимы." in first.text


async def test_an_answer_is_begun_once(app: App, chats: Chats, owner: Phone) -> None:
    await unanswered(chats, OTHER)
    for _ in range(2):
        await owner.press("beginshared:2020-repeat:1")
    async with app.database.reading() as connection:
        rows = (await connection.execute(select(shared_answers))).all()
    assert [(row.asked_id, row.question_ru, row.answer_ru) for row in rows] == [(1, OTHER, None)]


async def test_what_was_begun_from_the_words_of_somebody_goes_with_them(app: App, chats: Chats, owner: Phone) -> None:
    (phone,) = await unanswered(chats, OTHER)
    await owner.press("beginshared:2020-repeat:1")
    await phone.press("forget")
    await phone.send("УДАЛИТЬ")
    async with app.database.reading() as connection:
        assert (await connection.execute(select(shared_answers))).all() == []
    await owner.press("unansgroup:2020-repeat:1")
    assert "Этого вопроса в списке больше нет" in owner.text


async def test_old_questions_are_let_be(chats: Chats, owner: Phone, clock: MovableClock) -> None:
    await unanswered(chats, OTHER)
    clock.advance(days=31)
    await owner.press("unanswered:2020-repeat")
    assert "вопросов без ответа нет" in owner.text


@pytest.mark.parametrize("data", ["unanswered:2020-repeat", "unansgroup:2020-repeat:1", "beginshared:2020-repeat:1"])
async def test_what_people_typed_is_for_staff_alone(applicant: Phone, data: str) -> None:
    await applicant.begin("Русский")
    await applicant.press(data)
    assert OTHER not in applicant.text
    assert "Вопросы без ответа" not in applicant.text


async def test_each_reads_the_new_answer_in_their_language(app: App, chats: Chats, owner: Phone) -> None:
    kazakh, russian = chats.person(7021, "kk"), chats.person(7022, "ru")
    await kazakh.begin("Қазақша")
    await russian.begin("Русский")
    await kazakh.send("Қоян өсіру мен дрон ұшыруды үйлестірсек бола ма?")
    assert "дәл жауап таппадым" in kazakh.text
    await owner.press("unanswered:2020-repeat")
    await owner.tap("1 · ", "Написать ответ для всех")
    for label, words in (
        ("Вопрос на русском", ALIKE[0]),
        ("Ответ на казахском", "Иә, үйлеседі."),
        ("Ответ на русском", "Да, совместимы."),
    ):
        await owner.tap(label)
        await owner.send(words)
    await owner.tap("Опубликовать")
    await deliver(app)
    assert "Иә, үйлеседі." in kazakh.text
    await russian.send(ALIKE[1])
    assert "Да, совместимы." in russian.text
    await kazakh.send("қоян өсіру мен дрон ұшыруды үйлестірсек бола ма")
    assert "Иә, үйлеседі." in kazakh.text

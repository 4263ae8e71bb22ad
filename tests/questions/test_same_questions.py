"""Several people ask the same: one answer serves them all. What one person asks twice becomes one question."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.app import App
from storage.questions import words
from storage.tables import question_messages, questions
from tests.conftest import MovableClock
from tests.support.consulting import COLLEAGUE, ERGALIEVA, ask, heard, linked
from tests.support.conversation import Chats, Phone, deliver

pytestmark = pytest.mark.slow

ASKED = "Серіктестердің мөрі мен қолы шартқа керек пе?"
ALIKE = "Шартқа серіктестердің қолы мен мөрі керек пе?"
OTHER = "Бюджетті кім бекітеді?"


@pytest.fixture
async def three(app: App, chats: Chats, consultant: Phone) -> list[Phone]:
    """Two who ask the same, and one who asks something else."""
    assert consultant.messages
    phones = []
    for number, asked in enumerate((ASKED, ALIKE, OTHER)):
        phone = chats.person(7101 + number)
        await phone.begin()
        await ask(app, phone, asked)
        phones.append(phone)
    return phones


async def states(app: App) -> list[str]:
    async with app.database.reading() as connection:
        return list((await connection.execute(select(questions.c.state).order_by(questions.c.id))).scalars())


async def answer(app: App, phone: Phone, words: str) -> None:
    await phone.press("reply:1")
    await phone.send(words)
    await phone.tap("Отправить")
    await deliver(app)


async def test_an_answer_goes_to_those_who_asked_the_same(app: App, three: list[Phone], consultant: Phone) -> None:
    await answer(app, consultant, "Жоқ, керек емес.")
    await consultant.press("sendheld:1")
    await consultant.tap("Похожие вопросы: 1")
    assert ALIKE in consultant.text
    assert OTHER not in consultant.text
    await consultant.tap("Отправить: №2")
    assert consultant.toast == "Ответ отправлен: 1"
    await deliver(app)
    assert "Жоқ, керек емес." in three[1].text
    assert heard(three[2], "Жоқ, керек емес.") == 0
    assert await states(app) == ["answered", "answered", "open"]
    await consultant.press("sendsame:1:2")
    assert consultant.toast == "Ответ отправлен: 0", "it waits no more"


async def test_all_are_answered_with_one_tap_and_with_the_file(
    app: App, chats: Chats, three: list[Phone], consultant: Phone
) -> None:
    fourth = chats.person(7110)
    await fourth.begin()
    await ask(app, fourth, ASKED)
    await consultant.press("reply:1")
    await consultant.send("Үлгісі осында.")
    await consultant.send_file("blank.pdf", b"%PDF", "application/pdf")
    await consultant.press("sendheld:1")
    await consultant.tap("Похожие вопросы: 2", "Отправить ответ всем: 2")
    assert consultant.toast == "Ответ отправлен: 2"
    await deliver(app)
    for phone in (three[1], fourth):
        assert heard(phone, "Үлгісі осында.") == 1
        assert phone.received == b"%PDF"


async def test_what_somebody_else_is_at_is_left_to_them(
    app: App, chats: Chats, three: list[Phone], consultant: Phone, owner: Phone
) -> None:
    await owner.press("take:2:1")
    await answer(app, consultant, "Жоқ.")
    await consultant.press("sendsame:1:2")
    assert consultant.toast == "Ответ отправлен: 0"
    assert await states(app) == ["answered", "open", "open"]


async def test_what_one_person_asked_twice_is_joined_and_answered_once(
    app: App, applicant: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await applicant.begin()
    await ask(app, applicant, ASKED)
    clock.advance(minutes=5)
    await ask(app, applicant, ALIKE)
    await consultant.press("case:1")
    await consultant.tap("Похожие вопросы: 1", "Присоединить: №2")
    assert consultant.toast == "Вопросы объединены"
    assert ALIKE in consultant.text
    clock.advance(minutes=1)
    await deliver(app)
    assert "Екі сұрағыңыз біріктірілді: №1" in applicant.text
    await consultant.press("case:2")
    assert "присоединен к вопросу №1" in consultant.text
    await consultant.tap("Открыть вопрос №1")
    await applicant.press("thread:2")
    assert "№1 сұрақ" in applicant.text
    assert ASKED in applicant.text
    assert ALIKE in applicant.text
    await answer(app, consultant, "Жоқ.")
    assert heard(applicant, "№1 сұрағыңызға жауап") == 1
    await consultant.press("casepast:1")
    assert "№2" in consultant.text
    assert await states(app) == ["answered", "closed"]


async def test_questions_of_two_people_are_never_joined(app: App, three: list[Phone], consultant: Phone) -> None:
    await consultant.press("joinq:1:2")
    assert "одного человека" in consultant.text
    assert await states(app) == ["open", "open", "open"]
    assert ALIKE not in "".join(message.text or "" for message in three[0].messages)


@pytest.mark.slow
async def test_they_are_found_among_all_however_many_wait(
    app: App, three: list[Phone], consultant: Phone, clock: MovableClock
) -> None:
    """Some that wait longer share a word with it, and nothing else."""
    async with app.database.writing() as connection:
        kept = (await connection.execute(select(questions).where(questions.c.id == 3))).one()._asdict()
        for number in range(100, 500):
            text = f"Мөр қайда {number}" if number % 2 else f"Көлік шығыны {number} ала ма"
            new = {**kept, "id": number, "due_at": clock.now() - timedelta(days=1)}
            await connection.execute(questions.insert().values(new))
            said = {"question_id": number, "message_id": -number, "text": text, "author_id": 1, "at": clock.now()}
            fixed = {"side": "applicant", "kind": "text", "state": "sent"}
            await connection.execute(question_messages.insert().values(said | fixed))
            await words.keep(connection, number, text)
    await consultant.press("same:1")
    assert ALIKE in consultant.text
    assert "Мөр қайда" not in consultant.text


@pytest.mark.parametrize(
    ("asked", "in_other_words", "something_else"),
    [
        (
            "Өтінімді қашанға дейін тапсыру керек?",
            "Құжат қабылдаудың соңғы күні қай күн?",
            "Өтінімді қай жерге тапсыру керек?",
        ),
        (
            "Можно ли включить в смету покупку ноутбука?",
            "Разрешено ли приобретать технику за счет гранта?",
            "Можно отправить заявку по электронной почте?",
        ),
    ],
)
async def test_the_same_in_other_words_is_alike_and_other_things_in_the_same_words_are_not(
    app: App, chats: Chats, consultant: Phone, asked: str, in_other_words: str, something_else: str
) -> None:
    for number, words_of_one in enumerate((asked, in_other_words, something_else)):
        phone = chats.person(7201 + number)
        await phone.begin()
        await ask(app, phone, words_of_one)
    await consultant.press("same:1")
    assert in_other_words in consultant.text
    assert something_else not in consultant.text
    await consultant.press("same:3")
    assert asked not in consultant.text


async def test_what_is_asked_for_changes_with_the_words_and_stays_when_two_are_joined(
    app: App, chats: Chats, consultant: Phone, clock: MovableClock
) -> None:
    first, second = chats.person(7201), chats.person(7202)
    for phone, asked in ((first, "Өтінімді қашанға дейін тапсыру керек?"), (second, "Жарғыға мөр басамыз ба?")):
        await phone.begin()
        await ask(app, phone, asked)
    await consultant.press("same:1")
    assert "Жарғыға" not in consultant.text
    typed = next(each.message_id for each in second.messages if each.text == "Жарғыға мөр басамыз ба?")
    await second.edit(typed, "Құжат қабылдаудың соңғы күні қай күн?")
    await consultant.press("same:1")
    assert "Құжат қабылдаудың соңғы күні" in consultant.text
    clock.advance(minutes=5)
    await ask(app, second, "Құжаттарды қай күнге дейін қабылдайсыздар?")
    await consultant.press("joinq:2:3")
    await consultant.press("same:1")
    assert "Құжат қабылдаудың соңғы күні" in consultant.text


async def test_one_language_is_not_like_another(app: App, chats: Chats, consultant: Phone) -> None:
    """The answer to one would go to the other."""
    for number, (language, asked) in enumerate(
        {"Қазақша": "Өтінімді қашанға дейін тапсыру керек?", "Русский": "До какого числа принимают заявки?"}.items()
    ):
        phone = chats.person(7201 + number)
        await phone.begin(language)
        await ask(app, phone, asked)
    await consultant.press("same:1")
    assert "До какого числа" not in consultant.text


async def test_nobody_answers_so_what_is_not_theirs(
    app: App, chats: Chats, three: list[Phone], consultant: Phone
) -> None:
    await answer(app, consultant, "Жоқ.")
    other = await linked(chats, COLLEAGUE, ERGALIEVA, "Шугыла")
    await other.press("sendsame:1:0")
    assert await states(app) == ["answered", "open", "open"]

"""Answered once: a consultant's answer is proposed, completed, approved, and reaches everybody who asked the same."""

from typing import Any

import pytest
from sqlalchemy import select, update

from bot.access import Right
from bot.app import App
from content.models import Language
from storage import tables
from storage.answers import asked
from storage.tables import outbox, questions, shared_answers
from storage.tables.answers import AskedOutcome
from tests.conftest import MovableClock
from tests.support.consulting import BORANBAEVA, COLLEAGUE, ask, heard, linked
from tests.support.conversation import Chats, Phone, deliver
from tests.support.staff import with_rights

pytestmark = pytest.mark.slow

QUESTION_KK = "Инвентарь сақтайтын қойманы жалға алуға бола ма?"
QUESTION_RU = "Можно ли арендовать склад для хранения инвентаря?"
ANSWER_KK = "Иә, егер ол жобаға керек болса."
ANSWER_RU = "Да, если он нужен для проекта."


@pytest.fixture
async def answered(app: App, applicant: Phone, consultant: Phone, owner: Phone) -> Phone:
    """Who asked question 1 and was answered."""
    await applicant.begin()
    await ask(app, applicant, QUESTION_KK)
    await consultant.press("reply:1:0")
    await consultant.send(ANSWER_KK)
    await consultant.press("sendheld:1")
    await deliver(app)
    return applicant


async def complete(phone: Phone, shared: int = 1) -> None:
    """Writes what Russian lacks."""
    await phone.press(f"shared:{shared}")
    await phone.tap("Вопрос на русском")
    await phone.send(QUESTION_RU)
    await phone.tap("Ответ на русском")
    await phone.send(ANSWER_RU)


async def typed(
    app: App, person_id: int, words: str, outcome: AskedOutcome = AskedOutcome.NONE, language: Language = Language.RU
) -> int:
    """What somebody typed and was not helped with."""
    async with app.database.writing() as connection:
        return await asked.put(connection, person_id, "2020-repeat", language, words, None, outcome, app.clock.now())


async def rows(app: App, table: Any, kind: str | None = None) -> list[Any]:
    async with app.database.reading() as connection:
        found = (await connection.execute(select(table).order_by(table.c.id))).all()
    return [row for row in found if kind is None or row.kind == kind]


async def test_an_answer_is_proposed_completed_and_published(
    app: App, chats: Chats, answered: Phone, consultant: Phone, owner: Phone
) -> None:
    await consultant.press("useful:1")
    assert consultant.toast == "Предложено сотрудникам"
    await deliver(app)
    assert "Предложен ответ, полезный всем" in owner.text
    assert QUESTION_KK in owner.text
    await owner.tap("Посмотреть")
    assert "не должно быть имен и телефонов" in owner.text
    assert "нужны и вопрос, и ответ на обоих языках" in owner.text
    assert "Опубликовать" not in owner.buttons
    await complete(owner)
    assert "нужны и вопрос" not in owner.text
    await owner.tap("Опубликовать")
    assert owner.toast == "Опубликовано"
    assert "✅ Опубликован" in owner.text
    await deliver(app)
    assert "Предложенный Вами ответ опубликован" in consultant.text
    assert not heard(answered, "Сұрағыңызға жауап табылды")
    newcomer = chats.person(7010)
    await newcomer.begin()
    await newcomer.send("қойманы жалға алуға бола ма инвентарь сақтайтын")
    assert ANSWER_KK in newcomer.text
    await consultant.tap("Открыть ответ")
    assert ANSWER_RU in consultant.text


async def test_it_is_published_only_when_both_languages_say_everything(
    app: App, answered: Phone, consultant: Phone, owner: Phone
) -> None:
    await consultant.press("useful:1")
    for part, words in (("question", QUESTION_RU), ("answer", ANSWER_RU)):
        await owner.press("approve:1:1")
        assert "нужны и вопрос, и ответ на казахском и на русском" in owner.text
        await owner.press(f"setshared:1:{part}:ru")
        await owner.send(words)
    await owner.press("approve:1:1")
    assert "✅ Опубликован" in owner.text


async def test_a_published_text_is_changed_only_after_it_is_withdrawn(
    app: App, chats: Chats, answered: Phone, consultant: Phone, owner: Phone, clock: MovableClock
) -> None:
    await consultant.press("useful:1")
    await complete(owner)
    await owner.tap("Опубликовать")
    await owner.press("setshared:1:answer:ru")
    assert "сначала снимите" in owner.text
    await owner.press("shared:1")
    clock.advance(minutes=5)
    await owner.tap("Снять с публикации")
    assert "✖️ Не опубликован" in owner.text
    newcomer = chats.person(7010)
    await newcomer.begin()
    await newcomer.send(QUESTION_KK)
    assert ANSWER_KK not in newcomer.text
    await newcomer.press("answer:2020-repeat:shared:1:0")
    assert ANSWER_KK not in newcomer.text
    await owner.tap("Ответ на русском")
    await owner.send("Нет.")
    await owner.tap("Опубликовать")
    await newcomer.press("answer:2020-repeat:shared:1:0")
    assert ANSWER_KK in newcomer.text


async def test_refused_it_stays_out_and_who_proposed_it_hears_of_it(
    app: App, answered: Phone, consultant: Phone, owner: Phone
) -> None:
    await consultant.press("useful:1")
    await owner.press("shared:1")
    await owner.tap("Не публиковать")
    await owner.press("approve:1:0")
    await deliver(app)
    assert "не публикуется" in consultant.text
    assert len(await rows(app, outbox, "shared_outcome")) == 1
    assert not heard(owner, "Предложен ответ"), "decided already"
    await consultant.press("useful:1")
    assert consultant.toast == "Этот ответ уже предложен"
    assert len(await rows(app, shared_answers)) == 1


async def test_those_who_asked_the_same_get_it_once(
    app: App, chats: Chats, answered: Phone, consultant: Phone, owner: Phone, clock: MovableClock
) -> None:
    same, otherwise, unlike, old, helped = (chats.person(number, "ru") for number in range(7011, 7016))
    for phone in (same, otherwise, unlike, old, helped):
        await phone.begin("Русский")
    await typed(app, old.id, QUESTION_RU)
    clock.advance(days=-31)
    async with app.database.writing() as connection:
        await connection.execute(update(tables.asked).values(at=clock.now()))
    clock.advance(days=31)
    for _ in range(2):
        await typed(app, same.id, "можно ли арендовать склад для инвентаря")
    await typed(app, otherwise.id, "аренда склада для хранения инвентаря можно ли", AskedOutcome.NOT_IT)
    await typed(app, unlike.id, "какая завтра погода")
    await typed(app, helped.id, QUESTION_RU, AskedOutcome.ANSWERED)
    await consultant.press("useful:1")
    await complete(owner)
    await owner.tap("Опубликовать")
    await deliver(app)
    for phone in (same, otherwise):
        assert "Нашелся ответ на Ваш вопрос" in phone.text
        assert QUESTION_RU in phone.text
        assert ANSWER_RU in phone.text
        assert phone.buttons == ["Спросить консультанта"]
    for phone in (unlike, old, helped):
        assert "Нашелся ответ" not in phone.text
    await owner.press("approve:1:0")
    await owner.press("approve:1:1")
    await owner.press("approve:1:1")
    await deliver(app)
    assert len(await rows(app, outbox, "shared_answer")) == 2
    await same.tap("Спросить консультанта")
    assert "Нашелся" not in same.text


async def test_an_open_question_gets_it_too_and_stays_open_until_it_helped(
    app: App, chats: Chats, answered: Phone, consultant: Phone, owner: Phone, clock: MovableClock
) -> None:
    waiting = chats.person(7011)
    await waiting.begin()
    await ask(app, waiting, "Сәлеметсіз бе, инвентарь сақтайтын қойманы жалға алуға бола ма?")
    await typed(app, waiting.id, QUESTION_RU)
    clock.advance(hours=1)
    await consultant.press("useful:1")
    await complete(owner)
    await owner.tap("Опубликовать")
    await deliver(app)
    assert "Сұрағыңызға жауап табылды" in waiting.text
    assert ANSWER_KK in waiting.text
    assert "№2 сұрағыңыз ашық тұр" in waiting.text
    assert len(await rows(app, outbox, "shared_answer")) == 1, "typed and asked: told of what waits"
    assert [each.state for each in await rows(app, questions)] == ["answered", "open"]
    notice = waiting.last.message_id
    await waiting.tap("Кеңесшінің жауабын күтемін")
    assert "№2 сұрақ" in waiting.text
    assert [each.state for each in await rows(app, questions)] == ["answered", "open"]
    await waiting.press("+solved:2", notice)
    assert [each.state for each in await rows(app, questions)] == ["answered", "closed"]
    assert "Сұрақты қайта ашу" in waiting.buttons


async def test_who_was_answered_meanwhile_is_left_alone(
    app: App, chats: Chats, answered: Phone, consultant: Phone, owner: Phone
) -> None:
    waiting = chats.person(7011)
    await waiting.begin()
    await ask(app, waiting, QUESTION_KK)
    await consultant.press("useful:1")
    await complete(owner)
    await owner.tap("Опубликовать")
    await consultant.press("reply:2:0")
    await consultant.send("Иә.")
    await consultant.press("sendheld:2")
    await deliver(app)
    assert not heard(waiting, "табылды")
    (row,) = await rows(app, outbox, "shared_answer")
    assert (row.state, row.reason) == ("skipped", "answered meanwhile, or gone")


async def test_nobody_is_told_at_night(
    app: App, chats: Chats, answered: Phone, consultant: Phone, owner: Phone, clock: MovableClock
) -> None:
    same = chats.person(7011, "ru")
    await same.begin("Русский")
    await typed(app, same.id, QUESTION_RU)
    await consultant.press("useful:1")
    await complete(owner)
    clock.move_to("2020-05-20T23:00+06:00")
    await owner.tap("Опубликовать")
    await deliver(app)
    assert not heard(same, "Нашелся")
    clock.move_to("2020-05-21T08:30+06:00")
    await deliver(app)
    assert heard(same, "Нашелся")


async def test_a_telling_that_was_broken_off_is_begun_again(
    app: App, chats: Chats, answered: Phone, consultant: Phone, owner: Phone
) -> None:
    """The tap is handled again after a crash: it finds the answer approved, and people who were not told yet."""
    same = chats.person(7011, "ru")
    await same.begin("Русский")
    await typed(app, same.id, QUESTION_RU)
    await consultant.press("useful:1")
    await complete(owner)
    async with app.database.writing() as connection:
        await connection.execute(update(shared_answers).values(state="approved"))
    await owner.press("approve:1:1")
    await deliver(app)
    assert "Нашелся" in same.text


async def test_only_staff_see_and_decide(app: App, answered: Phone, consultant: Phone, owner: Phone) -> None:
    await consultant.press("useful:1")
    await complete(owner)
    for data in ("shareds:2020-repeat", "shared:1", "setshared:1:answer:ru", "approve:1:1"):
        await consultant.press(data)
        assert "только сотрудники" in consultant.text, data
        await answered.press(data)
        assert "тек Орталық қызметкерлері" in answered.text, data
    await answered.press("useful:1")
    assert "кеңесшілер мен Орталық" in answered.text
    assert [each.state for each in await rows(app, shared_answers)] == ["proposed"]
    await owner.press("shared:99")
    assert "Этого ответа больше нет" in owner.text
    await owner.press("setshared:1:nothing:ru")
    assert "устарела" in owner.text


async def test_only_who_answered_may_propose_and_only_words(
    app: App, chats: Chats, applicant: Phone, consultant: Phone, owner: Phone
) -> None:
    await applicant.begin()
    await ask(app, applicant, QUESTION_KK)
    colleague = await linked(chats, COLLEAGUE, BORANBAEVA, "Жанаргуль")
    await consultant.press("passto:1:boranbaeva")
    await colleague.press("useful:1")
    assert "только тот, кто его дал" in colleague.text
    await consultant.press("reply:1:0")
    await consultant.send_voice()
    await consultant.press("sendheld:1")
    await consultant.press("useful:1")
    assert "текстом не отвечали" in consultant.text
    assert not await rows(app, shared_answers)


async def test_a_staff_member_who_answered_goes_on_with_it_at_once(
    app: App, applicant: Phone, consultant: Phone, owner: Phone, chats: Chats
) -> None:
    another = await with_rights(chats, *Right)
    await applicant.begin()
    await ask(app, applicant, QUESTION_KK)
    await owner.press("reply:1:0")
    await owner.send(ANSWER_KK)
    await owner.press("sendheld:1")
    await owner.press("useful:1")
    assert "Полезный ответ №1" in owner.text
    await deliver(app)
    assert "Бәріне пайдалы жауап ұсынылды" in another.text
    assert "Предложен" not in owner.text
    await complete(owner)
    await owner.tap("Опубликовать")
    await deliver(app)
    assert not await rows(app, outbox, "shared_outcome")


async def test_the_list_shows_what_waits_first(
    app: App, chats: Chats, answered: Phone, consultant: Phone, owner: Phone, clock: MovableClock
) -> None:
    await owner.press("shareds:2020-repeat")
    assert "Ничего не ждет решения" in owner.text
    await consultant.press("useful:1")
    await complete(owner)
    await owner.tap("Опубликовать")
    clock.advance(minutes=2)
    await ask(app, answered, "Ноутбук алуға бола ма?")
    await consultant.press("reply:2:0")
    await consultant.send("Жоқ, оны сатып алуға болмайды")
    await consultant.press("sendheld:2")
    await consultant.press("useful:2")
    await owner.press("shareds:2020-repeat")
    assert "Ждут решения: 1" in owner.text
    assert "Опубликовано: 1" in owner.text
    assert [label[0] for label in owner.buttons[:2]] == ["🕓", "✅"]
    assert "🕓 ждет решения" in owner.text
    assert "✖️" not in owner.text, "a sign that no button has"
    assert all(len(label) <= 30 for label in owner.buttons)
    await owner.tap("🕓")
    await owner.tap("Открыть вопрос №2")
    assert "Вопрос №2" in owner.text


@pytest.mark.slow
async def test_long_texts_are_cut_and_long_numbers_noticed(
    app: App, applicant: Phone, consultant: Phone, owner: Phone
) -> None:
    await applicant.begin()
    await applicant.press("region:2020-repeat:atyrau:0")
    await applicant.press("askc:2020-repeat")
    await applicant.send("Менің нөмірім 8 (701) 123-45-67, " + "сұрақ " * 60)
    await applicant.tap("Сол қалпында қосу", "Қарап шығу", "Жіберу")
    await deliver(app)
    await consultant.press("reply:1:0")
    await consultant.send("жауап " * 400)
    await consultant.press("sendheld:1")
    await consultant.press("useful:1")
    await owner.press("shared:1")
    assert "обрезан" in owner.text
    assert "длинный номер" in owner.text
    await owner.tap("Вопрос на казахском")
    assert "Менің нөмірім" in owner.text
    await owner.send("с" * 201)
    assert "Слишком длинно" in owner.text
    await owner.send(QUESTION_KK)
    assert "длинный номер" not in owner.text
    await owner.tap("Ответ на казахском")
    await owner.send("ж" * 801)
    assert "Слишком длинно" in owner.text
    await owner.send("ж" * 800)
    assert "обрезан" not in owner.text


async def test_a_proposal_that_was_not_published_goes_with_the_words_of_whoever_asked(
    answered: Phone, consultant: Phone, owner: Phone
) -> None:
    await consultant.press("useful:1")
    await answered.press("forget")
    await answered.send("ЖОЮ")
    await owner.press("shared:1")
    assert "Этого ответа больше нет" in owner.text

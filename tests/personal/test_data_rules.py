"""For staff: what is kept of people, and what to say where it got into other hands."""

from bot.access import Right
from bot.app import App
from storage.personal import personal
from tests.support.consulting import ask
from tests.support.conversation import Chats, Phone
from tests.support.staff import with_rights


async def test_staff_read_what_is_kept_and_for_how_long(owner: Phone) -> None:
    await owner.send("/staff")
    await owner.tap("Данные людей")
    assert "60 дней" in owner.plain
    assert "90 дней" in owner.plain
    assert "«Журнал действий»" in owner.text
    await owner.tap("Если данные утекли")
    assert "Боттағы деректер туралы хабарлама" in owner.text
    assert "Сообщение о данных в боте" in owner.text
    assert "grants@cisc.kz" in owner.text
    await owner.tap("Рассылки")
    assert "Новая рассылка" in owner.buttons


async def test_who_may_send_no_broadcast_gets_the_words_alone(chats: Chats, owner: Phone) -> None:
    member = await with_rights(chats, Right.CONTEST)
    await member.send("/staff")
    await member.tap("Адамдардың деректері", "Деректер бөгде қолға түссе")
    assert "Боттағы деректер туралы хабарлама" in member.text
    assert "Хабарлама тарату" not in member.buttons


async def test_an_applicant_does_not_come_there(applicant: Phone) -> None:
    await applicant.begin()
    for data in ("datarules", "breach"):
        await applicant.press(data)
        assert "60" not in applicant.text
        assert "[Күні]" not in applicant.text


async def test_who_opened_whose_question_is_written_down_once(
    app: App, applicant: Phone, consultant: Phone, owner: Phone
) -> None:
    await applicant.begin()
    await ask(app, applicant, "Қашан?")
    for _ in range(2):
        await consultant.press("case:1")
    await owner.press("case:1")
    await owner.send("/staff")
    await owner.tap("Журнал действий")
    assert owner.text.count("Вопрос №1 открыт впервые") == 2
    async with app.database.reading() as connection:
        kept = await personal.export(connection, consultant.id)
    assert [each["question_id"] for each in kept["questions_opened"]] == [1]

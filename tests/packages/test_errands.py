"""A document given to somebody of the team, with a day: who hears of it, who is reminded, and what ends it."""

import pytest

from bot.app import App
from storage.packages import errands
from tests.conftest import MovableClock
from tests.packages.test_team import invitation
from tests.support.conversation import Chats, Phone, deliver


@pytest.fixture
async def accountant(chats: Chats, applicant: Phone) -> Phone:
    """Of one team with the applicant, whose is the application."""
    link = await invitation(applicant)
    found = chats.person(7002, "ru", "Данияр")
    await found.begin("Русский")
    await found.send(f"/start {link}")
    return found


async def give(applicant: Phone, day: str = "ертең") -> None:
    await applicant.press("doc:2020-repeat:doc_7:1")
    await applicant.tap("Кім дайындайды", "Данияр")
    await applicant.send(day)


async def test_a_document_is_given_with_a_day_and_its_doer_hears_of_it(
    app: App, applicant: Phone, accountant: Phone
) -> None:
    await give(applicant, "жұмада")
    assert "Дайындайтын: Данияр, мерзімі — 2020 жылғы 22 мамыр, жұма" in applicant.plain
    await applicant.tap("Артқа")
    assert "22 мамыр. 7. Бухгалтерлік баланс: дайындайтын — Данияр" in applicant.plain
    await deliver(app)
    assert "Айгүл поручает Вам документ: Бухгалтерский баланс (документ 7)" in accountant.plain
    assert "22 мая 2020 года, пятница" in accountant.plain
    await accountant.tap("Открыть документ")
    assert "Поручено Вам, срок: 22 мая 2020 года, пятница" in accountant.plain


async def test_the_reminder_goes_to_whoever_does_it(
    app: App, clock: MovableClock, applicant: Phone, accountant: Phone
) -> None:
    await give(applicant)
    await deliver(app)
    before = len(applicant.messages)
    clock.move_to("2020-05-21T09:00+06:00")
    await deliver(app)
    assert accountant.plain.splitlines()[0] == "🗓 Сегодня срок документа, который поручен Вам"
    assert accountant.plain.splitlines()[1] == "• 7. Бухгалтерский баланс"
    assert accountant.buttons[0] == "7. Бухгалтерский баланс"
    assert all("тапсырылған" not in (message.text or "") for message in applicant.messages[before:])


async def test_who_does_it_sees_it_in_the_plan(applicant: Phone, accountant: Phone) -> None:
    await give(applicant)
    await accountant.press("workplan:2020-repeat:1")
    assert "21 мая, четверг. 7. Бухгалтерский баланс: поручено Вам" in accountant.plain
    await applicant.press("workplan:2020-repeat:1")
    assert "7. Бухгалтерлік баланс: дайындайтын — Данияр" in applicant.plain


async def test_what_is_taken_back_is_told_and_reminds_nobody(
    app: App, clock: MovableClock, applicant: Phone, accountant: Phone
) -> None:
    await give(applicant)
    await deliver(app)
    await applicant.press("give:2020-repeat:doc_7:1")
    await applicant.tap("Қайтарып алу")
    assert "Дайындайтын" not in applicant.plain
    await deliver(app)
    assert "больше не за Вами" in accountant.plain
    clock.move_to("2020-05-21T09:00+06:00")
    before = len(accountant.messages)
    await deliver(app)
    assert all("поручен" not in (message.text or "") for message in accountant.messages[before:])


async def test_whoever_leaves_the_team_leaves_the_document(app: App, applicant: Phone, accountant: Phone) -> None:
    await give(applicant)
    await accountant.press("leave:2020-repeat:1")
    async with app.database.reading() as reader:
        assert await errands.of_package(reader, 1) == {}
    await applicant.press("giveto:1:doc_7:7002:200525")
    assert "Дайындайтын" not in applicant.plain


async def test_a_document_that_is_ready_reminds_nobody_and_is_given_to_nobody(
    app: App, clock: MovableClock, applicant: Phone, accountant: Phone
) -> None:
    await give(applicant)
    await accountant.press("setdoc:2020-repeat:doc_7:ready:1")
    await accountant.press("doc:2020-repeat:doc_7:1")
    assert "👥 Кто готовит" not in accountant.buttons
    clock.move_to("2020-05-21T09:00+06:00")
    before = len(accountant.messages)
    await deliver(app)
    assert all("поручен" not in (message.text or "") for message in accountant.messages[before:])


async def test_nobody_gives_documents_of_others(chats: Chats, applicant: Phone, accountant: Phone) -> None:
    other = chats.person(7003, "ru", "Олжас")
    await other.begin("Русский")
    for payload in ("give:2020-repeat:doc_7:1", "giveday:1:doc_7:7002", "giveto:1:doc_7:7002:200525"):
        await other.press(payload)
        assert "другой заявке" in other.plain
    await accountant.press("doc:2020-repeat:doc_7:1")
    assert "поручено" not in accountant.plain.casefold()


async def test_alone_one_gives_nothing(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.press("setdoc:2020-repeat:doc_1:ready:0")
    await applicant.press("doc:2020-repeat:doc_7:1")
    assert "👥 Кім дайындайды" not in applicant.buttons
    await applicant.press("give:2020-repeat:doc_7:1")
    assert "әзірге өзіңіз ғанасыз" in applicant.plain


async def test_one_hears_of_and_takes_along_what_one_was_given(applicant: Phone, accountant: Phone) -> None:
    await give(applicant)
    await accountant.tap("На главную", "Настройки", "Мои данные", "Получить файлом")
    assert b'"errands"' in accountant.received

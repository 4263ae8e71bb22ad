"""The way in."""

import pytest

from content.models import Language
from storage.entry import people
from tests.support.conversation import Chats, Phone


@pytest.mark.parametrize(
    ("code", "first"),
    [("kk", "Қазақша"), ("ru", "Русский"), ("ru-RU", "Русский"), ("en", "Қазақша"), (None, "Қазақша")],
)
async def test_each_language_names_itself_and_the_phones_own_comes_first(
    chats: Chats, code: str | None, first: str
) -> None:
    phone = chats.person(1, code)
    await phone.send("/start")
    assert phone.buttons[0] == first
    assert sorted(phone.buttons) == ["Русский", "Қазақша"]
    assert "сақтаймын" in phone.text
    assert "Я храню" in phone.text


async def test_nothing_is_kept_of_a_stranger_until_a_language_is_chosen(chats: Chats, applicant: Phone) -> None:
    await applicant.send("/start")
    async with chats.app.database.reading() as connection:
        assert await people.find(connection, applicant.id) is None
    await applicant.tap("Русский")
    async with chats.app.database.reading() as connection:
        found = await people.find(connection, applicant.id)
    assert found is not None
    assert found.language is Language.RU


async def test_returning_people_land_on_home_in_their_language(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.send("/start")
    assert "Заявки принимают" in applicant.text


async def test_a_link_to_a_topic_opens_it_after_the_language_and_at_once_the_next_time(applicant: Phone) -> None:
    await applicant.send("/start topic_5")
    await applicant.tap("Қазақша")
    assert "АШЫҚ ЖҮРЕК" in applicant.text
    await applicant.send("/start topic_6")
    assert "Этномәдени" in applicant.text


@pytest.mark.parametrize("parameter", ["topic_99", "x:y:z", "<b>", "a" * 64, "тақырып"])
async def test_a_link_to_nothing_is_explained_or_leads_home(applicant: Phone, parameter: str) -> None:
    await applicant.begin()
    await applicant.send(f"/start {parameter}")
    assert "Мұндай тақырып" in applicant.text or "Соңғы мерзім" in applicant.text


async def test_changing_the_language_keeps_the_work(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Құжаттар", "1. Өтініш", "Дайын")
    await applicant.send("/language")
    assert applicant.buttons[0] == "Қазақша"
    await applicant.tap("Русский")
    assert applicant.toast == "Выбран русский язык"
    assert "Готовые документы: 1 / 9" in applicant.text


async def test_a_stranger_with_an_old_button_is_asked_for_the_language_first(applicant: Phone) -> None:
    await applicant.send("/start")
    for data in ("docs:2020-repeat:0", "setdoc:2020-repeat:doc_1:ready:0", "choose:2020-repeat:topic_1", "nonsense"):
        await applicant.press(data)
        assert "Тілді таңдаңыз" in applicant.text


async def test_a_stranger_who_writes_or_cancels_is_asked_for_the_language_first(applicant: Phone) -> None:
    for text in ("Сәлем", "/cancel", "/language"):
        await applicant.send(text)
        assert "Тілді таңдаңыз" in applicant.text


async def test_help_is_there_for_strangers_too(applicant: Phone) -> None:
    await applicant.send("/help")
    assert "grants@cisc.kz" in applicant.text


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/menu", "Дайын құжаттар"),
        ("/documents", "0 / 9 дайын"),
        ("/deadline", "Қашан тапсыру керек"),
        ("/ASK", "Өңіріңізді таңдаңыз"),
    ],
)
async def test_commands_lead_where_they_say_and_strangers_to_the_languages(
    applicant: Phone, command: str, words: str
) -> None:
    await applicant.send(command)
    assert applicant.buttons == ["Қазақша", "Русский"]
    await applicant.begin()
    await applicant.send(command)
    assert words in applicant.plain


async def test_cancel_says_that_nothing_is_lost(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.send("/cancel")
    assert "сақталған" in applicant.text
    assert applicant.buttons == ["🏠 Басты бет"]

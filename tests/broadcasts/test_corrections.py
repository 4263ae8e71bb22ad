"""Announcements that went out: corrected wherever they arrived, or taken back where Telegram lets one."""

from datetime import timedelta

import pytest
from aiogram.types import Message
from sqlalchemy import select

from bot.access import Right
from bot.app import App
from bot.demo.telegram import Telegram
from content.models import Language
from storage.broadcasts import broadcasts
from storage.broadcasts.drafts import ButtonTarget, Goal
from storage.delivery import claims
from storage.tables import outbox as rows
from storage.tables.broadcasts import BroadcastState
from storage.tables.delivery import OutboxKind, OutboxState
from tests.conftest import MovableClock
from tests.support.broadcasting import confirm, go, sent, text
from tests.support.consulting import heard
from tests.support.conversation import PIXEL, Chats, Phone
from tests.support.staff import OWNER, with_rights

pytestmark = pytest.mark.slow

KK = {Language.KK: text("Ескі мәтін")}
LINK = ButtonTarget(Goal.LINK, "https://example.kz", {Language.KK: "Сайт", Language.RU: "Сайт"})


@pytest.fixture(autouse=True)
def tried_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.outcomes.FIRST_PAUSE", timedelta())


@pytest.fixture
async def people(chats: Chats, owner: Phone) -> list[Phone]:
    phones = [chats.person(7001), chats.person(7002)]
    for phone in phones:
        await phone.begin()
    return phones


async def results(app: App, kind: OutboxKind) -> dict[int, tuple[str, str | None]]:
    async with app.database.reading() as connection:
        found = await connection.execute(
            select(rows.c.person_id, rows.c.state, rows.c.reason).where(rows.c.kind == kind)
        )
        return {row.person_id: (row.state, row.reason) for row in found}


async def correct(app: App, owner: Phone, announcement: int, words: str, language: str = "kk") -> None:
    """Up to the confirmation and with it; what follows from it is left to the bot."""
    await owner.press(f"bcfix:{announcement}:{language}")
    await owner.send(words)
    await owner.tap("Исправить (")


def said(phone: Phone) -> list[str]:
    return [message.text or message.caption or "" for message in phone.messages]


async def test_a_correction_changes_the_message_wherever_it_arrived(
    app: App, owner: Phone, people: list[Phone]
) -> None:
    announcement = await confirm(app, KK, ways=(LINK,))
    await go(app)
    places = [phone.last.message_id for phone in people]
    await owner.press(f"bcfix:{announcement}:kk")
    await owner.send("Жаңа мәтін")
    assert owner.buttons[0] == "Исправить (2\N{NO-BREAK SPACE}получателя)"
    await go(app)
    assert [people[0].text, owner.text] == ["Ескі мәтін", "Жаңа мәтін"]
    await owner.press(f"bcfixed:{announcement}:2")
    await owner.press(f"bcfixed:{announcement}:2")
    await go(app)
    assert [phone.text for phone in people] == ["Жаңа мәтін", "Жаңа мәтін"]
    assert [phone.last.message_id for phone in people] == places
    assert people[0].buttons == ["Сайт"]
    assert set(await results(app, OutboxKind.CORRECTION)) == {7001, 7002}
    await owner.press(f"bcrep:{announcement}")
    assert "Исправлено: 2 из 2" in owner.text


async def test_who_has_not_got_it_yet_gets_the_new_text_at_once(app: App, owner: Phone, people: list[Phone]) -> None:
    announcement = await confirm(app, KK)
    await app.broadcasts.tick()
    await owner.press(f"bcpause:{announcement}:1")
    await go(app)
    await correct(app, owner, announcement, "Жаңа мәтін")
    await go(app)
    assert heard(people[0], "мәтін") == 0
    await owner.press(f"bcpause:{announcement}:0")
    await go(app)
    assert [phone.text for phone in people] == ["Жаңа мәтін", "Жаңа мәтін"]
    assert await results(app, OutboxKind.CORRECTION) == {}


async def test_a_message_on_its_way_with_the_old_text_is_corrected_once_it_has_arrived(
    app: App, clock: MovableClock, owner: Phone, people: list[Phone]
) -> None:
    announcement = await confirm(app, KK)
    await app.broadcasts.tick()
    async with app.database.writing() as connection:
        letters = await claims.claim(connection, app.clock.now(), 10, [], app.clock.now())
    old = await app.bot.send_message(7001, "Ескі мәтін")
    await correct(app, owner, announcement, "Жаңа мәтін")
    await app.broadcasts.tick()
    async with app.database.writing() as connection:
        for letter in letters:
            message_id = old.message_id if letter.person_id == people[0].id else None
            state = OutboxState.SENT if message_id else OutboxState.FAILED
            await claims.finish(connection, letter.id, state, app.clock.now(), message_id=message_id)
    clock.advance(seconds=3)
    await go(app)
    assert people[0].text == "Жаңа мәтін"
    assert await results(app, OutboxKind.CORRECTION) == {
        7001: ("sent", None),
        7002: ("skipped", "it has not arrived"),
    }


async def test_a_caption_is_corrected_below_the_same_picture(app: App, owner: Phone, people: list[Phone]) -> None:
    await owner.send_file("a.gif", PIXEL, "image/gif", "Ескі жазу")
    photo = owner.messages[-2] if owner.last.from_user and owner.last.from_user.is_bot else owner.last
    announcement = await confirm(app, {Language.KK: sent([photo])}, ways=(LINK,))
    await go(app)
    before = people[0].last
    await owner.press(f"bcfix:{announcement}:kk")
    assert "меняется только подпись" in owner.text
    await owner.send_file("b.gif", PIXEL, "image/gif", "Жаңа")
    assert "без фото и файлов" in owner.text
    await owner.send("ұ" * 1025)
    assert "длиннее" in owner.text
    await owner.send("Жаңа жазу")
    await owner.tap("Исправить (")
    await go(app)
    after = people[0].last
    assert (after.message_id, after.caption) == (before.message_id, "Жаңа жазу")
    assert picture(after) == picture(before)
    assert people[0].buttons == ["Сайт"]


def picture(message: Message) -> str | None:
    if message.photo:
        return message.photo[-1].file_unique_id
    return message.document.file_unique_id if message.document else None


async def album(owner: Phone) -> list[Message]:
    await owner.send_album(PIXEL + b"1", PIXEL + b"2", caption="Ескі жазу")
    return [message for message in owner.messages if message.media_group_id]


async def test_an_album_is_corrected_at_its_words_also_where_it_arrives_later(
    app: App, clock: MovableClock, owner: Phone, people: list[Phone]
) -> None:
    announcement = await confirm(app, {Language.KK: sent(await album(owner))})
    await app.broadcasts.tick()
    async with app.database.writing() as connection:  # one of the two has to wait
        await connection.execute(
            rows.update().where(rows.c.person_id == 7002).values(not_before=app.clock.now() + timedelta(minutes=1))
        )
    await go(app)
    await correct(app, owner, announcement, "Жаңа жазу")
    await go(app)
    assert said(people[0])[-2:] == ["Жаңа жазу", ""]
    assert heard(people[1], "жазу") == 0
    clock.advance(minutes=1)
    await go(app)
    assert said(people[1])[-2:] == ["Жаңа жазу", ""]
    assert await state(app, announcement) is BroadcastState.DONE


async def test_the_words_of_an_album_stay_as_confirmed_whatever_its_author_makes_of_them_in_the_chat(
    app: App, owner: Phone, people: list[Phone]
) -> None:
    pictures = await album(owner)
    announcement = await confirm(app, {Language.KK: sent(pictures)})
    owner.chats.telegram.edit_caption(owner.id, pictures[0].message_id, "Ешкім бекітпеген жазу")
    await owner.chats.settle()
    await go(app)
    assert said(people[0])[-2:] == ["Ескі жазу", ""]
    assert await state(app, announcement) is BroadcastState.DONE


async def state(app: App, announcement: int) -> BroadcastState:
    async with app.database.reading() as connection:
        one = await broadcasts.find(connection, announcement)
    assert one is not None
    return one.state


async def test_both_languages_in_one_are_corrected_for_everybody(app: App, owner: Phone, people: list[Phone]) -> None:
    both = {Language.KK: text("Ескі", 1), Language.RU: text("Старое", 2)}
    announcement = await confirm(app, both, missing="both")
    await go(app)
    await correct(app, owner, announcement, "Новое", "ru")
    await go(app)
    assert people[0].text == "Ескі\n\nНовое"
    assert set(await results(app, OutboxKind.CORRECTION)) == {7001, 7002, OWNER}


async def test_one_language_is_corrected_where_it_was_sent(app: App, owner: Phone, people: list[Phone]) -> None:
    both = {Language.KK: text("Ескі", 1), Language.RU: text("Старое", 2)}
    announcement = await confirm(app, both)
    await go(app)
    await people[1].press("setlang:ru")  # reads another language since
    await correct(app, owner, announcement, "Жаңа")
    await go(app)
    assert set(await results(app, OutboxKind.CORRECTION)) == {7001, 7002}
    assert "Жаңа" in said(people[1])


async def test_what_another_one_proposed_meanwhile_is_not_confirmed_by_a_stale_button(
    app: App, owner: Phone, people: list[Phone]
) -> None:
    announcement = await confirm(app, KK)
    await go(app)
    await owner.press(f"bcfix:{announcement}:kk")
    await owner.send("Бірінші")
    stale = owner.payload("Исправить (")
    await owner.press(f"bcfix:{announcement}:kk")
    await owner.send("Екінші")
    await owner.press(stale)
    assert "исправили еще раз" in owner.text
    await go(app)
    assert people[0].text == "Ескі мәтін"


async def test_of_two_who_correct_at_once_each_confirms_their_own_words(
    app: App, owner: Phone, people: list[Phone], chats: Chats
) -> None:
    other = await with_rights(chats, *Right, language="Русский")
    announcement = await confirm(app, KK)
    await go(app)
    for phone in (owner, other):
        await phone.press(f"bcfix:{announcement}:kk")
        chats.telegram.write(phone.id, f"Мәтін: {phone.id}")
    await chats.settle(at_once=True)
    await owner.tap("Исправить (")
    assert "исправили еще раз" in owner.text
    await go(app)
    assert people[0].text == "Ескі мәтін"
    assert heard(owner, "Мәтін: 9002") == 0
    await other.press(f"bcfixed:{announcement}:3")
    await go(app)
    assert people[0].text == "Мәтін: 9002"


async def test_a_person_whose_message_is_gone_or_unchanged_is_no_failure(
    app: App, telegram: Telegram, owner: Phone, people: list[Phone]
) -> None:
    announcement = await confirm(app, KK)
    await go(app)
    await app.bot.delete_message(people[0].id, people[0].last.message_id)
    await app.bot.edit_message_text("Жаңа", chat_id=people[1].id, message_id=people[1].last.message_id)
    await correct(app, owner, announcement, "Жаңа")
    await go(app)
    found = await results(app, OutboxKind.CORRECTION)
    assert found[7001][0] == "skipped"
    assert found[7002] == ("sent", None)
    await owner.press(f"bcrep:{announcement}")
    assert "Осталось как было" in owner.text


async def test_taking_back_deletes_it_and_says_where_it_could_not(
    app: App, clock: MovableClock, owner: Phone, people: list[Phone], chats: Chats
) -> None:
    announcement = await confirm(app, KK)
    await app.broadcasts.tick()
    async with app.database.writing() as connection:
        await connection.execute(
            rows.update().where(rows.c.person_id == 7002).values(not_before=app.clock.now() + timedelta(hours=47))
        )
    await go(app)
    clock.advance(hours=47)
    await go(app)
    clock.advance(hours=2)
    await owner.press(f"bc:{announcement}")
    await owner.tap("Отозвать рассылку")
    assert "Останется у получателей: 1" in owner.text
    await owner.tap("Отозвать (2")
    await go(app)
    assert await state(app, announcement) is BroadcastState.WITHDRAWN
    assert (heard(people[0], "Ескі мәтін"), heard(people[1], "Ескі мәтін")) == (1, 0)
    await owner.press(f"bcrep:{announcement}")
    assert "Удалено из чатов: 1 из 2" in owner.text
    assert "Осталось как было (старше 48 часов): 1" in owner.text
    await owner.press(f"bcfix:{announcement}:kk")
    assert "Этой рассылки нет" in owner.text


async def test_taking_back_on_the_way_keeps_the_rest_from_leaving(
    app: App, clock: MovableClock, owner: Phone, people: list[Phone]
) -> None:
    announcement = await confirm(app, {Language.KK: sent(await album(owner))})
    await app.broadcasts.tick()
    async with app.database.writing() as connection:
        await connection.execute(
            rows.update().where(rows.c.person_id == 7002).values(not_before=app.clock.now() + timedelta(hours=1))
        )
    await go(app)
    assert len([message for message in people[0].messages if message.media_group_id]) == 2
    await owner.press(f"bcback:{announcement}:1")
    await go(app)
    assert not [message for message in people[0].messages if message.media_group_id]
    clock.advance(hours=2)
    await go(app)
    assert not [message for message in people[1].messages if message.media_group_id]
    assert await results(app, OutboxKind.TAKING_BACK) == {7001: ("sent", None)}
    assert heard(owner, "отозвана") >= 1

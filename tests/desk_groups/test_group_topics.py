"""Each open question is a topic in a group of those who answer, and private chats have everything all the same."""

import asyncio

import pytest
from sqlalchemy import select

from bot.app import App
from bot.demo.state.topics import ChatTopic
from storage.tables import outbox
from storage.tables.delivery import OutboxKind, OutboxState
from tests.conftest import MovableClock
from tests.support.consulting import ask
from tests.support.conversation import Chats, Phone
from tests.support.desk_groups import (
    GROUP,
    KEEPER,
    NUMBER,
    card,
    groups,
    only,
    said,
    settled,
    tap,
    topics,
)

pytestmark = pytest.mark.slow


async def test_a_question_is_a_topic_with_its_card_and_without_the_phone(
    app: App, chats: Chats, connected: None, consultant: Phone, clock: MovableClock
) -> None:
    thread, topic = only(chats)
    assert topic == ChatTopic("№1 · Атырауская · 21.05 10:30", "icon-0")
    text = card(chats, thread).text or ""
    assert "Мөр керек пе?" in text
    assert NUMBER not in text
    await consultant.press("case:1")
    assert NUMBER in consultant.text, "who may answer reads it in private"
    assert any("Мөр керек пе?" in (each.text or "") for each in consultant.messages), "the private card is there"
    again = len(said(chats))
    await settled(app, clock)
    assert len(said(chats)) == again, "nothing moves that is as it should be"


async def test_what_a_group_does_not_take_is_said_no_more(
    app: App, chats: Chats, connected: None, owner: Phone, clock: MovableClock
) -> None:
    """The bot is out already when whoever connected the group is let go."""
    chats.telegram.chats[GROUP].members.discard(chats.telegram.bot["id"])
    await owner.press(f"unstaff:{KEEPER}:1")
    await settled(app, clock)
    async with app.database.reading() as connection:
        over = select(outbox.c.state).where(outbox.c.kind == OutboxKind.DESK_GROUP_OVER)
        assert (await connection.execute(over)).scalars().all() == [OutboxState.SKIPPED]


async def test_taking_and_the_end_are_seen_in_the_group(
    app: App, chats: Chats, connected: None, consultant: Phone, clock: MovableClock
) -> None:
    thread, _ = only(chats)
    await tap(chats, consultant, card(chats, thread), "Беру на себя")
    await settled(app, clock)
    assert "В работе" in (card(chats, thread).text or "")
    assert only(chats)[1].icon == "icon-2"
    await consultant.press("closeq:1:1")
    await settled(app, clock)
    assert only(chats)[1] == ChatTopic("№1 · Атырауская · закрыт", "icon-5", closed=True)
    await consultant.press("reopenq:1")
    await settled(app, clock)
    assert not only(chats)[1].closed


async def test_the_link_leads_to_the_question_in_the_private_chat(
    chats: Chats, connected: None, consultant: Phone
) -> None:
    thread, _ = only(chats)
    markup = card(chats, thread).reply_markup
    assert markup is not None
    link = markup.inline_keyboard[-1][0].url or ""
    await consultant.send(f"/start {link.partition('start=')[2]}")
    assert "Мөр керек пе?" in consultant.text
    guest = Phone(chats, 8001)
    await guest.begin("Русский")
    await guest.send("/start case_1")
    assert "Мөр керек пе?" not in guest.text


async def test_a_topic_that_somebody_deletes_is_not_missed(
    app: App, chats: Chats, connected: None, consultant: Phone, keeper: Phone, applicant: Phone, clock: MovableClock
) -> None:
    thread, _ = only(chats)
    chats.telegram.remove_topic(chats.telegram.chats[GROUP], thread)
    before = len(keeper.messages)
    await consultant.press("+take:1:1")
    await settled(app, clock)
    assert topics(chats) == {}
    assert await groups(app) == 1
    assert len(keeper.messages) == before
    other = chats.person(7102)
    await other.begin()
    await ask(app, other, "Қолтаңба керек пе?")
    await settled(app, clock)
    assert len(topics(chats)) == 1, "the next one has a topic"


async def test_a_group_that_is_told_to_rest_lets_private_chats_go_on(
    app: App, chats: Chats, connected: None, consultant: Phone, clock: MovableClock
) -> None:
    """Telegram lets a bot write into one group 20 times a minute."""
    chats.telegram.faults.too_many_requests(30, method="closeForumTopic")
    await consultant.press("closeq:1:1")
    await settled(app, clock)
    assert not only(chats)[1].closed
    async with asyncio.timeout(1):
        await app.delivery.rate_limit.rested()
    await settled(app, clock)
    assert only(chats)[1].closed


async def test_the_card_says_how_a_question_ended(
    app: App, chats: Chats, connected: None, consultant: Phone, clock: MovableClock
) -> None:
    thread, _ = only(chats)
    await consultant.press("closeq:1:1")
    await settled(app, clock)
    assert "Закрыт без ответа" in (card(chats, thread).text or "")


async def test_a_topic_is_made_once_whatever_was_interrupted(
    app: App, chats: Chats, forum: None, keeper: Phone, applicant: Phone, clock: MovableClock
) -> None:
    await applicant.begin()
    await ask(app, applicant, "Мөр керек пе?")
    chats.telegram.faults.dropped_connection("after", method="createForumTopic")
    await tap(chats, keeper, said(chats)[-1], "Да, подключить группу")
    await settled(app, clock)
    assert len(topics(chats)) == 1
    assert await groups(app) == 1


async def test_a_number_that_an_edit_brings_is_hidden_in_the_group_too(
    app: App, chats: Chats, connected: None, applicant: Phone, clock: MovableClock
) -> None:
    thread, _ = only(chats)
    mine = max(message.message_id for message in applicant.messages if message.text == "Мөр керек пе?")
    await applicant.edit(mine, "ЖСН 900101300126, мөр керек пе?")
    await settled(app, clock)
    text = card(chats, thread).text or ""
    assert "ЖСН ••••, мөр керек пе?" in text
    assert "его скрыл бот" in text

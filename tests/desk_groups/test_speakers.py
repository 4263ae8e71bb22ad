"""Who speaks in a group besides those who answer: hidden administrators, channels, other bots, and Telegram itself."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.app import App
from storage.tables import people, question_messages
from tests.support.conversation import Chats, Phone
from tests.support.desk_groups import GROUP, card, only, said

Json = dict[str, Any]
ANONYMOUS: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
"""In whose name Telegram brings what an anonymous administrator writes (Bot API, Message.sender_chat)."""
THE_GROUP: Json = {"id": GROUP, "type": "supergroup", "title": "Отдел грантов"}
CHANNEL: Json = {"id": -1009, "type": "channel", "title": "Гранттар"}


async def comes(chats: Chats, speaker: Json, content: Json, to: int | None = None) -> None:
    """A message as Telegram brings it; what stands in a topic says so."""
    telegram = chats.telegram
    group = telegram.chats[GROUP]
    if to is not None:
        thread = group.messages[to].get("message_thread_id", 0)
        in_topic = telegram.thread_of(group, thread) if telegram.in_topic(group, thread) else {}
        content = in_topic | {"reply_to_message": telegram.quoted(group, to)} | content
    telegram.queue.put("message", telegram.add_message(group, speaker, content))
    await chats.settle()


def human(phone: Phone) -> Json:
    return {"id": phone.id, "is_bot": False, "first_name": "Дана"}


@pytest.mark.parametrize("replies", [False, True])
async def test_an_administrator_who_hides_behind_the_group_reads_why_nothing_happens(
    app: App, chats: Chats, connected: None, replies: bool
) -> None:
    thread, _ = only(chats)
    words = "Жоқ, керек емес." if replies else "/desk"
    to = card(chats, thread).message_id if replies else None
    await comes(chats, ANONYMOUS, {"text": words, "sender_chat": THE_GROUP}, to)
    text = said(chats)[-1].text or ""
    assert "жасырын" in text
    assert "анонимно" in text
    async with app.database.reading() as connection:
        assert len((await connection.execute(select(question_messages.c.id))).all()) == 1, "the question alone"
        assert ANONYMOUS["id"] not in set((await connection.execute(select(people.c.id))).scalars())


@pytest.mark.parametrize(
    "sign",
    [
        {"forum_topic_edited": {"name": "Басқа"}},
        {"forum_topic_closed": {}},
        {"forum_topic_reopened": {}},
        {"general_forum_topic_hidden": {}},
        {"general_forum_topic_unhidden": {}},
        {"migrate_from_chat_id": -4001},
        {"new_chat_title": "Басқа атау"},
    ],
    ids=lambda sign: next(iter(sign)),
)
async def test_what_telegram_itself_says_is_no_answer_and_is_not_answered(
    chats: Chats, connected: None, keeper: Phone, sign: Json
) -> None:
    thread, _ = only(chats)
    before = len(said(chats))
    await comes(chats, human(keeper), sign, thread if next(iter(sign)).startswith("forum_topic") else None)
    assert len(said(chats)) == before + 1


async def test_a_thread_of_the_general_topic_is_no_topic(chats: Chats, connected: None, keeper: Phone) -> None:
    """It has the number of its first message, which Telegram refuses (tdlib/telegram-bot-api, issue 447)."""
    general = next(each for each in said(chats) if not each.is_topic_message)
    await comes(chats, human(keeper), {"text": "/desk", "message_thread_id": general.message_id}, general.message_id)
    assert "подключена" in (said(chats)[-1].text or "")
    assert not said(chats)[-1].is_topic_message


@pytest.mark.parametrize(
    ("speaker", "more"),
    [
        (
            {"id": 777000, "is_bot": False, "first_name": "Telegram"},
            {"sender_chat": CHANNEL, "is_automatic_forward": True},
        ),
        ({"id": 555, "is_bot": True, "first_name": "Бот"}, {}),
    ],
    ids=["a channel", "a bot"],
)
async def test_a_post_of_a_linked_channel_and_another_bot_are_not_answered(
    chats: Chats, connected: None, speaker: Json, more: Json
) -> None:
    before = len(said(chats))
    await comes(chats, speaker, {"text": f"@{chats.telegram.bot['username']} көмектеседі"} | more)
    assert len(said(chats)) == before + 1

"""Connecting a group of those who answer, and its end: whatever happens, private chats have everything.

A group is connected as long as whoever connected it may answer: somebody who was let go must not leave a group behind
that goes on. That they block the bot changes nothing. A forum is a supergroup always, and those never become another
chat (Bot API, migrate_to_chat_id is of basic groups).
"""

from datetime import datetime, timedelta

from aiogram.types import Message

from bot.services.audit import audit_trail
from bot.ui.context import Context
from content.models import WRITTEN_LANGUAGES, Contest
from storage.audit import audit
from storage.audit.audit import Deed
from storage.database import Writer
from storage.delivery import outbox
from storage.delivery.outbox import Priority
from storage.desk_groups import desk_groups
from storage.desk_groups.desk_groups import DeskGroup
from storage.tables.delivery import TO_GROUP, OutboxKind

COMMAND = "desk"
"""Written in the group: it shows the state, with the button that changes it."""
TITLE = 128
"""Characters of a group's title (Bot API, setChatTitle)."""
APART = timedelta(seconds=8)
"""Between the first topics of a group: each is three messages, and a bot writes there 20 times a minute."""


def is_anonymous(message: Message) -> bool:
    """Whether its author is hidden behind the group: «remain anonymous» of administrators (Bot API, sender_chat)."""
    return message.sender_chat is not None and message.sender_chat.id == message.chat.id


def anonymous(ctx: Context) -> str:
    """To somebody of whom nothing is known, their language neither."""
    return "\n\n".join(ctx.texts.render(language, "desk_groups/anonymous") for language in WRITTEN_LANGUAGES)


async def connect(ctx: Context, connection: Writer, contest: Contest, chat_id: int, title: str) -> None:
    """Every open question of the contest has a topic from now on; the oldest come first, one after the other."""
    group = DeskGroup(chat_id, contest.id, ctx.person.id, title[:TITLE])
    if not await desk_groups.connect(connection, group, ctx.now):
        return
    await audit_trail.write(ctx, connection, "desk_group.connected", contest=contest.id)
    for place, number in enumerate(await desk_groups.open_questions(connection, contest.id)):
        key = f"first{int(ctx.now.timestamp())}"
        await desk_groups.look(connection, number, group, key, ctx.now, ctx.now + APART * place)
    ctx.wake()


async def disconnect(ctx: Context, connection: Writer, chat_id: int) -> None:
    """By somebody who may; the topics stay in the group as they are."""
    group = await desk_groups.find(connection, chat_id)
    if group is not None and await desk_groups.disconnect(connection, group.chat_id):
        await audit_trail.write(ctx, connection, "desk_group.disconnected", contest=group.contest_id)


async def lose(connection: Writer, group: DeskGroup, now: datetime) -> None:
    """The bot can have no topics there any more: whoever connected it hears of that once."""
    if await desk_groups.disconnect(connection, group.chat_id):
        await _over(connection, group, now, "desk_group.lost", group.person_id, {"title": group.title})


async def end(connection: Writer, group: DeskGroup, now: datetime, speaker: int) -> None:
    """Whoever connected it does not answer any more: the group reads so, in the language of the speaker."""
    if await desk_groups.disconnect(connection, group.chat_id):
        await _over(connection, group, now, "desk_group.ended", speaker, {TO_GROUP: group.chat_id})


async def _over(
    connection: Writer, group: DeskGroup, now: datetime, action: str, person_id: int, content: dict[str, object]
) -> None:
    await audit.put(connection, Deed(now, group.person_id, "", action, {"contest": group.contest_id}))
    await outbox.queue(
        connection,
        key=f"{OutboxKind.DESK_GROUP_OVER}:{group.chat_id}:{int(now.timestamp())}",
        kind=OutboxKind.DESK_GROUP_OVER,
        person_id=person_id,
        content=content,
        priority=Priority.ANSWER,
        now=now,
    )
